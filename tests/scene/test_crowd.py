"""The picture of a large network: what lies behind, what stands in front."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from netexplorer.scene import crowd as crowds
from netexplorer.scene.compose import TITLE_HEIGHT, compose_network
from netexplorer.scene.crowd import (
    compose_behind,
    compose_crowd,
    compose_front,
    raster_of,
    sampled_lines,
    seen_from,
)
from netexplorer.scene.frame import Hover
from netexplorer.scene.primitives import Group, Rects, Texts
from netexplorer.scene.style import load_style
from netexplorer.scene.viewport import Viewport
from tests.scene.pictures import frame, measure, network

STYLE = load_style("light")
VIEW = Viewport(0.0, 0.0, 1.0, 400, 300)
PIXELS = np.full((300, 400), 0xFF336699, np.uint32)
viewports = st.builds(
    Viewport,
    st.floats(-1000, 1000),
    st.floats(-1000, 1000),
    st.floats(0.01, 100),
    st.integers(1, 3000).map(float),
    st.integers(1, 3000).map(float),
)


@pytest.fixture
def few():
    return frame(network((("a", "b", "open"), ("b", "c", "severed"))))


def groups(scene):
    return [item.id for item in scene.items if isinstance(item, Group)]


def veils(scene):
    (group,) = scene.items
    return [item.fill >> 24 for item in group.items if isinstance(item, Rects)]


@given(viewports, viewports, st.floats(-500, 500), st.floats(-500, 500))
def test_a_picture_seen_from_elsewhere_has_every_place_where_it_is(made, now, x, y):
    left, top, width, height = seen_from(made, now)
    world = np.array([[x, y]])
    then = (world - [made.x, made.y]) * made.scale + [made.width / 2, made.height / 2]
    here = (world - [now.x, now.y]) * now.scale + [now.width / 2, now.height / 2]
    moved = [left, top] + then * [width / made.width, height / made.height]
    scale = max(np.abs(here).max(), np.abs([left, top, width, height]).max(), 1.0)
    assert np.allclose(moved / scale, here / scale, atol=1e-9)


@given(viewports)
def test_seen_from_where_it_was_made_a_picture_lies_upon_itself(made):
    assert raster_of(PIXELS, made, made).xywh == pytest.approx((0, 0, made.width, made.height), abs=1e-6)


def test_names_in_front_of_a_density_leave_room_for_a_title_that_somebody_else_draws(few):
    high = replace(few, xy=np.array([[-190, -140], [0, -135], [190, -140]], np.float32))
    scene = compose_front(high, VIEW, STYLE, measure)
    (labels,) = (group for group in scene.items if group.id == "labels")
    names = [text for item in labels.items if isinstance(item, Texts) for text in item.items]
    assert "title" not in groups(scene)
    assert all(text.y - text.size_px > TITLE_HEIGHT for text in names)


def test_the_density_lies_on_the_ground_and_the_front_upon_it(few):
    behind = (raster_of(PIXELS, VIEW, VIEW),)
    scene = compose_crowd(few, VIEW, STYLE, measure, behind)
    assert scene.background == STYLE.canvas
    assert groups(scene)[0] == "density"
    assert "nothing" not in groups(scene)


def test_the_front_alone_has_no_ground(few):
    scene = compose_front(few, VIEW, STYLE, measure)
    assert scene.background == 0
    assert "density" not in groups(scene)


def test_where_nothing_lies_behind_it_is_a_picture_like_any_other(few):
    ours = compose_crowd(few, VIEW, STYLE, measure, ())
    plain = compose_network(few, VIEW, STYLE, measure)
    assert groups(ours) == groups(plain) and ours.background == plain.background


def test_that_nobody_stands_in_front_is_not_said_over_a_crowd(few):
    nobody = replace(few, actor_shown=np.zeros(3, bool), shown=np.zeros(2, bool))
    assert "nothing" in groups(compose_network(nobody, VIEW, STYLE, measure))
    assert "nothing" not in groups(compose_front(nobody, VIEW, STYLE, measure))


def test_the_density_steps_back_from_what_is_selected_and_further_from_what_is_pointed_at(few):
    behind = (raster_of(PIXELS, VIEW, VIEW),)
    chosen = replace(few, selected_rels=np.array([True, False]))
    assert veils(compose_behind(few, VIEW, STYLE, behind)) == []
    (selected,) = veils(compose_behind(chosen, VIEW, STYLE, behind))
    (pointed,) = veils(compose_behind(chosen, VIEW, STYLE, behind, hover=Hover(actor=0)))
    assert 0 < selected < pointed < 255


@pytest.mark.parametrize(
    ("pixels", "made", "is_hidden"),
    [
        (PIXELS, VIEW, True),
        (np.zeros((600, 800), np.uint32), VIEW, True),
        (np.zeros((375, 500), np.uint32), VIEW, False),
        (PIXELS, replace(VIEW, x=VIEW.x + 3.0), False),
    ],
)
def test_the_ground_is_left_out_where_the_density_hides_all_of_it(few, pixels, made, is_hidden):
    scene = compose_behind(few, VIEW, STYLE, (raster_of(pixels, made, VIEW),))
    assert (scene.background == 0) == is_hidden


def many(count):
    return network(tuple((f"a{k % 40}", f"b{k % 37}", ("open", "severed")[k % 2]) for k in range(count)))


def sample(net, drawn, xy, states=None):
    states = np.arange(len(net.src), dtype=np.int8) % 2 if states is None else states
    return sampled_lines(net, states, drawn, xy, VIEW, STYLE)


def test_a_sample_is_even_and_never_too_much(monkeypatch):
    monkeypatch.setattr(crowds, "MOST_SAMPLED", 50)
    net = many(220)
    xy = np.random.default_rng(1).normal(0, 90, (len(net.actor_ids), 2)).astype(np.float32)
    drawn = np.ones(220, bool)
    items = sample(net, drawn, xy)
    assert 50 <= sum(len(item.xy) for item in items) < 2 * 50
    assert len(sample(net, drawn, xy, np.zeros(220, np.int8))) == 1
    drawn[30:] = False
    assert sum(len(item.xy) for item in sample(net, drawn, xy)) == 30


def test_what_is_not_drawn_has_no_sample():
    net = many(50)
    xy = np.zeros((len(net.actor_ids), 2), np.float32)
    assert sample(net, np.zeros(50, bool), xy) == ()


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_lines_to_nowhere_are_left_out_of_the_sample(bad):
    net = many(50)
    xy = np.zeros((len(net.actor_ids), 2), np.float32)
    xy[net.src[0]] = bad
    touched = (net.src == net.src[0]) | (net.dst == net.src[0])
    items = sample(net, np.ones(50, bool), xy)
    assert sum(len(item.xy) for item in items) == 50 - np.count_nonzero(touched)
    assert all(np.isfinite(item.xy).all() for item in items)
