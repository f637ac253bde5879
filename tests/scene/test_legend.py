from __future__ import annotations

import numpy as np
from msgspec.structs import replace

from netexplorer.graph import schema
from netexplorer.scene.legend import legend_band, legend_column, legend_items, legend_of
from netexplorer.scene.style import load_style
from tests.scene.pictures import flat, frame, measure, network, words

STYLE = load_style("dark")
NET = network((("a", "b", "open"), ("b", "c", "open"), ("c", "d", "severed"), ("d", "a", "ended"), ("a", "c", "later")))


def entries(sections, heading):
    return {e.label: e.count for s in sections if s.heading == heading for e in s.entries}


def test_states_are_counted_at_the_date_and_absent_ones_left_out():
    assert entries(legend_items(frame(NET), STYLE), "State on this date") == {"Open": 2, "Severed": 1, "Ended": 1}


def test_what_is_not_shown_is_not_counted():
    shown = np.array([True, False, True, False, False])
    found = entries(legend_items(frame(NET, shown=shown), STYLE), "State on this date")
    assert found == {"Open": 1, "Severed": 1}


def test_sides_and_kinds_count_the_actors_that_are_shown():
    sections = legend_items(frame(NET, actor_shown=np.array([True, True, True, False])), STYLE)
    assert entries(sections, "Sides") == {"West": 2, "East": 1}
    assert sum(entries(sections, "Actors").values()) == 3


def test_kinds_of_one_shape_share_a_line():
    kinds = (schema.Kind(id="x", label="State", shape="ring"), schema.Kind(id="y", label="Alliance", shape="ring"))
    data = replace_kinds(kinds)
    assert list(entries(legend_items(frame(data), STYLE), "Actors")) == ["State, alliance"]


def replace_kinds(kinds):
    from netexplorer.graph.network import build

    actors = (schema.Actor(id="a", kind="x"), schema.Actor(id="b", kind="y"))
    rel = schema.Relationship(source="a", target="b", changes=(schema.Change(from_="2000", state="open"),))
    return build(schema.Dataset(kinds=kinds, actors=actors, relationships=(rel,)))


def test_a_legend_of_several_dates_has_no_counts():
    sections = legend_of((frame(NET, date="2003"), frame(NET, date="2060")), STYLE)
    assert entries(sections, "State") == {"Open": -1, "Severed": -1, "Ended": -1}


def looks(sections):
    return {e.label: e.look for s in sections for e in s.entries if e.look is not None}


def test_a_density_has_colours_and_neither_dashes_nor_crosses_nor_what_has_ended():
    whole = frame(NET)
    nothing = replace(whole, shown=np.zeros(5, bool))
    sections = legend_of((whole,), STYLE, (nothing,))
    assert entries(sections, "State on this date") == {"Open": 2, "Severed": 1}
    assert not any(look.dash or look.mark for look in looks(sections).values())
    assert looks(sections)["Severed"].argb == looks(legend_items(whole, STYLE))["Severed"].argb
    assert list(entries(sections, "Lines")) == ["From few to many"]


def test_lines_before_a_density_are_explained_as_lines():
    whole = frame(NET)
    before = replace(whole, shown=np.array([False, False, True, True, False]))
    sections = legend_of((whole,), STYLE, (before,))
    assert entries(sections, "State on this date") == {"Open": 2, "Severed": 1, "Ended": 1}
    assert looks(sections)["Severed"].mark == "cross" and looks(sections)["Ended"].dash


def test_a_hollow_line_is_explained_only_where_there_is_one():
    one = frame(NET)
    assert "Only possibly" not in entries(legend_items(one, STYLE), "Lines")
    doubtful = replace(one, uncertain=np.array([True, False, False, False, False]))
    assert "Only possibly" in entries(legend_items(doubtful, STYLE), "Lines")


def test_column_and_band_say_the_same_and_stay_in_their_width():
    sections = legend_items(frame(NET), STYLE)
    column = legend_column(sections, 10, 20, 180, STYLE, measure)
    band = legend_band(sections, 10, 20, 700, STYLE, measure)
    assert sorted(words(column.items)) == sorted(words(band.items))
    for block, right in ((column, 190), (band, 710)):
        for item in flat(block.items):
            for text in getattr(item, "items", ()):
                wide = measure(text.text, text.size_px, text.weight)
                assert text.x >= 10 and text.x + (wide if text.anchor == "left" else 0) <= right + 1
                assert 20 <= text.y <= 20 + block.height


def test_a_narrow_band_goes_on_below():
    sections = legend_items(frame(NET), STYLE)
    wide, narrow = (legend_band(sections, 0, 0, w, STYLE, measure).height for w in (900, 260))
    assert narrow > wide


def test_a_network_with_nothing_has_no_legend():
    assert legend_items(frame(network(())), STYLE) == ()


def test_a_very_long_vocabulary_is_cut_and_says_so():
    sides = tuple(schema.Side(id=f"s{i}", label=f"Side {i}") for i in range(30))
    from netexplorer.graph.network import build

    actors = tuple(schema.Actor(id=f"a{i}", side=f"s{i}") for i in range(30))
    net = build(schema.Dataset(sides=sides, actors=actors))
    sections = legend_items(frame(net, actor_shown=np.ones(30, bool)), STYLE)
    assert "and 19 more" in words(legend_column(sections, 0, 0, 200, STYLE, measure).items)
