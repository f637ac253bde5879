"""Marks of doubt on lines: what gets one, where it stands, and where there is no room for it."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace

from netexplorer.graph import schema
from netexplorer.graph.network import build
from netexplorer.scene import doubts
from netexplorer.scene.compose import compose_network
from netexplorer.scene.doubts import MARK_PX, doubted, doubtful, glyphs
from netexplorer.scene.frame import Compared
from netexplorer.scene.legend import ON_LINES_ONLY, legend_items, legend_of
from netexplorer.scene.memo import SMALL
from netexplorer.scene.primitives import Segments, Shapes, Texts
from netexplorer.scene.style import load_style
from netexplorer.scene.viewport import Viewport
from tests.scene.pictures import flat, frame, groups, measure

STYLE = load_style("light")
VIEW = Viewport(0.0, 0.0, 1.0, 900.0, 600.0)


def network(*types: str):
    """Actors in a row; a line of each type from one to the next."""
    actors = tuple(schema.Actor(id=f"a{row}", name=f"A{row}") for row in range(len(types) + 1))
    rels = tuple(
        schema.Relationship(id=f"r{row}", source=f"a{row}", target=f"a{row + 1}", type=kind,
                            changes=(schema.Change(from_="2000-01-01", state="open"),))
        for row, kind in enumerate(types)
    )  # fmt: skip
    families = (schema.RelationshipType(id="line", family="channel"), schema.RelationshipType(id="post"))
    return build(schema.Dataset(actors=actors, relationships=rels, types=families))


def picture(disputed=(), unstated=(), types=("line",) * 3, apart=200.0, **changed):
    net = network(*types)
    m, n = len(net.rel_ids), len(net.actor_ids)
    xy = np.stack([np.arange(n) * apart - apart * (n - 1) / 2, np.zeros(n)], axis=1)
    found = replace(frame(net, xy=xy), **changed)
    marks = {"disputed": np.isin(np.arange(m), disputed), "unstated": np.isin(np.arange(m), unstated)}
    return replace(found, **marks)


def marks(one):
    scene = compose_network(one, VIEW, STYLE, measure)
    (group,) = [each for each in groups(scene.items) if each.id == "doubts"]
    return list(flat(group.items))


def test_a_disputed_line_has_a_question_mark_and_one_that_nobody_states_a_star():
    discs, stars, asked = marks(picture(disputed=[0], unstated=[2]))
    assert isinstance(discs, Shapes) and isinstance(stars, Segments) and isinstance(asked, Texts)
    assert sorted(discs.xy[:, 0].tolist()) == pytest.approx([250.0, 650.0], abs=1)  # the middles of the two lines
    assert [text.text for text in asked.items] == ["?"]
    assert asked.items[0].x == pytest.approx(250.0, abs=1)
    assert stars.xy.reshape(-1, 2).mean(axis=0).tolist() == pytest.approx([650.0, 300.0], abs=1)


def test_a_dispute_says_more_than_that_nobody_states_it():
    one = picture(disputed=[1], unstated=[1])
    assert [each[1] for each in (array.tolist() for array in doubtful(one))] == [True, False]


def test_what_is_no_channel_is_marked_only_when_it_is_selected():
    types = ("post", "line", "post")
    assert len(marks(picture(disputed=[0, 2], types=types))) == 0
    chosen = picture(disputed=[0, 2], types=types, selected_rels=np.array([True, False, False]))
    assert len(marks(chosen)) == 2


def test_what_has_ended_or_is_hidden_is_not_marked():
    assert not marks(picture(disputed=[0], states=np.array([-1, 0, 0], dtype=np.int8)))
    assert not marks(picture(disputed=[0], shown=np.array([False, True, True])))


def test_a_short_line_has_no_room_for_a_mark():
    assert not any(isinstance(each, Texts) for each in marks(picture(disputed=[0, 1, 2], apart=50.0)))


def test_a_mark_stands_beside_the_cross_of_a_severed_line():
    severed = picture(disputed=[0], states=np.array([3, 0, 0], dtype=np.int8))
    discs, _ = marks(severed)
    assert abs(float(discs.xy[0, 0]) - 250.0) >= MARK_PX


def test_marks_that_would_lie_on_one_another_stand_apart_or_are_left_out():
    net = network(*("line",) * 3)
    crossing = np.array([(-200, -150), (200, 150), (-200, 150), (200, -150)], dtype=np.float32)
    one = replace(frame(net, xy=crossing), disputed=np.array([True, False, True]))
    discs, _ = marks(one)
    apart = np.hypot(*(discs.xy[0] - discs.xy[1]))
    assert apart >= doubts.APART_PX


def test_a_picture_of_many_lines_has_marks_like_any_other_and_keeps_none_of_them():
    types = ("line",) * (SMALL + 50)
    net = network(*types)
    xy = np.stack([np.arange(len(net.actor_ids)) % 2 * 700.0, np.arange(len(net.actor_ids)) * 30.0], axis=1) - 350.0
    one = replace(frame(net, xy=xy.astype(np.float32)), disputed=np.arange(len(types)) % 9 == 0)
    before = doubts._kept.cache_info().currsize
    view = Viewport(0.0, 6000.0, 1.0, 900.0, 16_000.0)
    scene = compose_network(one, view, STYLE, measure)
    (group,) = [each for each in groups(scene.items) if each.id == "doubts"]
    asked = [text for item in flat(group.items) if isinstance(item, Texts) for text in item.items]
    assert len(asked) == int(one.disputed.sum())
    assert doubts._kept.cache_info().currsize == before
    assert "Sources disagree" in {entry.label for part in legend_items(one, STYLE) for entry in part.entries}


def test_two_dates_in_one_picture_have_badges_and_no_marks():
    one = picture(disputed=[0])
    codes = np.full(3, 4, np.int8)
    both = replace(one, compared=Compared(0, 1, one.states, one.states, codes, ""))
    assert marks(one)
    assert not marks(both)
    assert "Sources disagree" not in {entry.label for part in legend_items(both, STYLE) for entry in part.entries}


def test_a_legend_of_density_says_where_doubts_are_marked_if_there_are_any():
    def said(one):
        sections = legend_of((one,), STYLE, (replace(one, shown=np.zeros(3, dtype=np.bool_)),))
        return {entry.label for part in sections for entry in part.entries}

    assert ON_LINES_ONLY not in said(picture())
    for doubt in ({"disputed": [0]}, {"unstated": [1]}, {"uncertain": np.array([True, False, False])}):
        assert ON_LINES_ONLY in said(picture(**doubt))


def test_the_legend_explains_the_marks_that_are_there():
    def said(one):
        return {entry.label for part in legend_items(one, STYLE) for entry in part.entries}

    both = {"Sources disagree", "Inferred, or no source"}
    assert both & said(picture()) == set()
    assert both & said(picture(unstated=[0])) == {"Inferred, or no source"}
    assert both & said(picture(disputed=[0], unstated=[1])) == both


def test_changes_that_are_marked_are_found_once_for_a_network():
    net = network("line")
    assert doubted(net) is doubted(net)


def test_a_star_has_three_strokes_around_its_middle():
    (star,) = glyphs(np.array([[10.0, 20.0]], np.float32), np.array([False]), 0xFF000000)
    assert star.xy.reshape(-1, 2).mean(axis=0).tolist() == pytest.approx([10.0, 20.0])
    assert len(star.xy) == 3
