from __future__ import annotations

import numpy as np
from msgspec.structs import replace

from netexplorer.graph import schema
from netexplorer.graph.dates import tick_of
from netexplorer.graph.network import build
from netexplorer.graph.states import states_at
from netexplorer.scene.lanes import lane_picture, lanes
from netexplorer.scene.primitives import Rects, Texts
from netexplorer.scene.style import load_style
from netexplorer.scene.timescale import default_view
from tests.scene.timelines import change, channels, everything, flat, measure

STYLE = load_style("light")
NET = channels(
    (change("2005", "open"), change("2010", "severed")),
    (change("2001", "limited", confidence="disputed"),),
    (change("2003", "open"),),
)


def picture(net, view, **options):
    return lane_picture(
        net, lanes(net, everything(net)), view, STYLE, measure, top=100.0, bottom=view.height, **options
    )


def texts(items):
    return [text for item in flat(items) if isinstance(item, Texts) for text in item.items]


def test_lanes_stand_in_the_order_that_was_asked_for():
    states = states_at(NET, tick_of(2015))
    mask = everything(NET)
    assert lanes(NET, mask).rel.tolist() == [0, 1, 2]
    assert lanes(NET, mask, order="first").rel.tolist() == [1, 2, 0]
    assert lanes(NET, mask, order="state", states=states).rel.tolist() == [2, 1, 0]
    assert lanes(NET, mask, order="label").rel.tolist() == [0, 1, 2]


def test_only_channels_have_lanes():
    types = (schema.RelationshipType(id="line", family="channel"), schema.RelationshipType(id="part-of"))
    rels = tuple(schema.Relationship(source="a", target="b", type=kind) for kind in ("part-of", "line"))
    net = build(schema.Dataset(actors=(schema.Actor(id="a"), schema.Actor(id="b")), types=types, relationships=rels))
    table = lanes(net, everything(net))
    assert table.rel.tolist() == [1]
    assert (table.row_of(1), table.row_of(0)) == (0, -1)


def test_a_hundred_thousand_lanes_cost_no_more_than_those_in_sight():
    view = default_view(NET, 1350, 300)
    many = replace(lanes(NET, everything(NET)), rel=np.tile(np.arange(3, dtype=np.int32), 33_334))
    deep = replace(view, scroll_px=22.0 * 50_000)
    for seen in (view, deep):
        drawn = lane_picture(NET, many, seen, STYLE, measure, top=100.0, bottom=300.0)
        assert len(drawn.rows) <= 11
        assert len(drawn.bar_rects) <= 22
        assert sum(len(item.xywh) for item in flat(drawn.over) if isinstance(item, Rects)) <= 44
    assert drawn.rows[0] == 50_000


def test_a_selected_lane_is_tinted_across_the_width_and_its_label_is_bold():
    drawn = picture(NET, default_view(NET, 1350, 300), selected=[1])
    tints = [item for item in flat(drawn.under) if isinstance(item, Rects)]
    assert tints[0].xywh.tolist() == [[0, 122, 1350, 22]]
    assert [text.text for text in texts(drawn.over) if text.weight == 600] == ["Line 1"]


def test_a_disputed_change_carries_a_question_mark():
    assert sum(text.text == "?" for text in texts(picture(NET, default_view(NET, 1350, 300)).over)) == 1


def test_labels_stay_in_their_column():
    long = channels((change("2005", "open"),))
    renamed = tuple(
        schema.Relationship(
            id="r", source="a", target="b", type="line", label="A very\nlong label " * 500, changes=r.changes
        )
        for r in long.dataset.relationships
    )
    net = build(schema.Dataset(actors=long.dataset.actors, types=long.dataset.types, relationships=renamed))
    for view in (default_view(net, 800, 300), default_view(net, 1400, 700, large=True)):
        for text in texts(picture(net, view).over):
            if text.anchor == "right":
                assert measure(text.text, text.size_px, text.weight) <= view.label_width
                assert "\n" not in text.text


def test_large_lanes_name_both_actors_and_the_states():
    words = [text.text for text in texts(picture(NET, default_view(NET, 1350, 700, large=True)).over)]
    assert words.count("Anna ↔ Boris") == 3
    assert "Open" in words and "Limited" in words
