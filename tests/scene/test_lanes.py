from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from netexplorer.graph import schema
from netexplorer.graph.dates import tick_of
from netexplorer.graph.network import build
from netexplorer.graph.states import states_at
from netexplorer.scene.lanes import lane_picture
from netexplorer.scene.lanetable import LANE_ORDERS, LaneFilter, LaneRequest, lane_orders, lane_table, lanes
from netexplorer.scene.primitives import Rects, Texts
from netexplorer.scene.style import load_style
from netexplorer.scene.timeline import compose_timeline, scrolled
from netexplorer.scene.timescale import default_view
from tests.graph.strategies import STATE_IDS, datasets, ticks
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


def sided(*ends: tuple[str, str]):
    """A network of channels between actors of three sides, of which the third has none."""
    actors = tuple(schema.Actor(id=ident, name=ident.upper(), side=side) for ident, side in SIDES.items())
    rels = tuple(
        schema.Relationship(id=f"r{k}", source=a, target=b, type="line", changes=(change(str(2000 + k), "open"),))
        for k, (a, b) in enumerate(ends)
    )
    types = (schema.RelationshipType(id="line", family="channel"),)
    return build(schema.Dataset(actors=actors, types=types, relationships=rels, sides=(schema.Side(id="east"),)))


SIDES = {"a": "east", "b": "west", "c": "", "d": "east"}


def test_lanes_stand_by_pairs_of_sides_and_by_how_connected_their_ends_are():
    net = sided(("c", "a"), ("b", "a"), ("a", "b"), ("b", "b"), ("d", "a"))
    mask = everything(net)
    assert lanes(net, mask, order="side").rel.tolist() == [4, 1, 2, 0, 3]
    assert lanes(net, mask, order="degree").rel.tolist() == [1, 2, 3, 0, 4]
    mask[1:3] = False
    assert lanes(net, mask, order="degree").rel.tolist() == [3, 0, 4]


def test_lanes_stand_by_when_they_were_severed_and_those_that_never_were_come_last():
    net = channels(
        (change("2005", "open"),),
        (change("2005", "open"), change("2012", "severed"), change("2013", "open"), change("2020", "severed")),
        (change("2001", "limited"),),
        (change("2004", "open"), change("2008", "severed")),
    )
    assert lanes(net, everything(net), order="severing").rel.tolist() == [3, 1, 0, 2]
    assert dict(lane_orders(net))["severing"] == "When it became severed"


@given(
    datasets(),
    ticks,
    st.sets(st.sampled_from(STATE_IDS)),
    st.sets(st.sampled_from(["", "east", "west"])),
    st.booleans(),
)
def test_a_filter_lets_through_what_asking_every_relationship_would(dataset, t, states, sides, ever):
    net = build(dataset)
    now = states_at(net, t)
    chosen = LaneFilter(tuple(states), ever, tuple(sides))
    expected = []
    for rel in np.flatnonzero(net.is_channel).tolist():
        rows = range(int(net.change_start[rel]), int(net.change_start[rel + 1]))
        held = {net.states[int(net.change_state[row])].id for row in rows} if ever else {state_id(net, int(now[rel]))}
        of = {net.actor(int(end)).side for end in (net.src[rel], net.dst[rel])}
        if (not states or states & held) and (not sides or sides & of):
            expected.append(rel)
    request = LaneRequest(net, everything(net), chosen=chosen, states=now)
    assert lane_table(request).rel.tolist() == expected


def state_id(net, code):
    return net.states[code].id if code >= 0 else "none"


@given(datasets(), ticks, st.sampled_from([order for order, _ in LANE_ORDERS]))
def test_a_lane_is_found_again_in_any_order(dataset, t, order):
    net = build(dataset)
    table = lanes(net, everything(net), order=order, states=states_at(net, t))
    assert sorted(table.rel.tolist()) == np.flatnonzero(net.is_channel).tolist()
    for rel in range(-1, len(net.rel_ids) + 1):
        found = np.flatnonzero(table.rel == rel).tolist()
        assert table.row_of(rel) == (found[0] if found else -1)


def test_another_order_counts_nothing_anew(monkeypatch):
    known = lanes(NET, everything(NET))
    monkeypatch.setattr("netexplorer.scene.lanetable.counts_over_time", None)
    monkeypatch.setattr("netexplorer.scene.lanetable.event_scores", None)
    table = lane_table(LaneRequest(NET, everything(NET), "first", LaneFilter(("open",), ever=True), known=known))
    assert table.rel.tolist() == [2, 0]
    assert table.counts is known.counts
    assert table.row_of(0) == 1


def test_a_hundred_thousand_lanes_scroll_to_their_very_end():
    view = default_view(NET, 1350, 300)
    many = replace(lanes(NET, everything(NET)), rel=np.tile(np.arange(3, dtype=np.int32), 333_334))
    end = scrolled(view, many, 1e12)
    drawn = lane_picture(NET, many, end, STYLE, measure, top=122.0, bottom=300.0)
    assert drawn.rows[-1] == len(many.rel) - 1
    assert drawn.rects[-1][1] + drawn.rects[-1][3] == 294
    thumb = list(flat(compose_timeline(NET, many, end, STYLE, measure).static.items))[-1]
    assert isinstance(thumb, Rects) and thumb.xywh[0, 3] == 20 and thumb.xywh[0, 1] + 22 == 300
