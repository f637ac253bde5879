from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from netexplorer.graph.dates import tick_of
from netexplorer.graph.states import states_at
from netexplorer.scene.channels import compose_channels
from netexplorer.scene.primitives import Group, Texts
from netexplorer.scene.style import load_style
from tests.scene.timelines import change, channels, everything, flat, measure

NET = channels(*((change("1998", "open"), change("2014-04-01", "limited")) for _ in range(20)))


def page(height):
    t = tick_of(2015)
    frame = SimpleNamespace(
        net=NET, t=t, shown=everything(NET), states=states_at(NET, t), date_label="1 January 2015",
        selected_rels=np.zeros(20, dtype=np.bool_),
    )  # fmt: skip
    (group,) = compose_channels(frame, (30.0, 40.0, 1200.0, height), load_style("light"), measure)
    return group


def lanes_of(group):
    return [item for item in group.items if isinstance(item, Group) and item.id in NET.rel_row]


def words(group):
    return [text.text for item in flat(group.items) if isinstance(item, Texts) for text in item.items]


def test_every_lane_that_fits_is_a_group_named_after_its_relationship():
    group = page(1000.0)
    assert [item.id for item in lanes_of(group)] == list(NET.rel_ids)
    assert lanes_of(group)[0].title == "Line 0: Limited"
    assert not any(text.endswith("more") for text in words(group))


def test_lanes_that_do_not_fit_are_counted():
    group = page(300.0)
    shown = len(lanes_of(group))
    assert 0 < shown < 20
    assert f"… and {20 - shown} more" in words(group)


def test_the_page_lies_within_its_rectangle_and_shows_the_date():
    group = page(500.0)
    assert (group.dx, group.dy, group.clip) == (30.0, 40.0, (30.0, 40.0, 1200.0, 500.0))
    assert "1 January 2015" in words(group)
