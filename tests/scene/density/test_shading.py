from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from netexplorer.scene.density.counts import TILE, around
from netexplorer.scene.density.request import Request
from netexplorer.scene.density.shading import (
    LEVELS,
    LINE,
    SINGLE,
    UNITS,
    WORST_WEIGHS,
    Curve,
    Inks,
    eased,
    fitted,
    inks_of,
    level_lines,
    thinned,
)
from netexplorer.scene.density.warmth import is_warm, tile_kernels
from netexplorer.scene.style import load_style
from tests.graph.test_network import network
from tests.scene.density.test_picture import density, requests

GREEN, AMBER, RED = 0xFF1F8A70, 0xFFC98A00, 0xFFC8323C
LIGHT = Inks(0xFFFBFCFD, 0xFF1B2430, (GREEN, AMBER, RED), (1.0, 1.12, WORST_WEIGHS))
DARK = replace(LIGHT, ground=0xFF161A20, deep=0xFFE8ECF1)


def rgb(pixels: np.ndarray) -> np.ndarray:
    return np.stack([pixels >> shift & 255 for shift in (16, 8, 0)], axis=-1).astype(float)


def crossing(opens: int, severed: int) -> Request:
    """``opens`` open lines all over the picture and ``severed`` ones along row 10."""
    chance = np.random.default_rng(1)
    n = opens + severed
    xy = np.empty((2 * n, 2), dtype=np.float32)
    xy[:, 0] = np.where(np.arange(2 * n) < n, 0, 100)
    xy[:, 1] = np.tile(chance.uniform(0, 20, n), 2)
    xy[opens:n, 1] = xy[n + opens :, 1] = 10.5
    states = np.repeat(np.int8([0, 2]), [opens, severed])
    return Request(np.arange(n, dtype=np.int32), np.arange(n, 2 * n, dtype=np.int32), xy, (100, 20), 3, states)


def picture(asked: Request, inks: Inks = LIGHT, hidden: tuple[int, ...] = ()) -> np.ndarray:
    done = density(asked)
    done.ink(inks, done.fit(hidden), hidden)
    done.shade()
    return done.image


@pytest.mark.parametrize("inks", [LIGHT, DARK])
def test_one_severed_line_among_a_thousand_open_ones_is_red(inks):
    red = rgb(picture(crossing(20_000, 1), inks))[:, 20:80]
    redness = red[..., 0] - red[..., 1]
    assert redness[10].min() > np.delete(redness, 10, axis=0).max() + 40


def test_where_two_states_cross_the_one_with_twice_the_lines_gives_its_colour():
    inks = replace(LIGHT, importance=(1.0, 1.0, 1.0))
    asked = crossing(0, 90)
    mixed = replace(asked, states=np.repeat(np.int8([0, 2]), [30, 60]))
    red, mixture = (rgb(picture(request, inks))[10, 50] for request in (asked, mixed))
    assert mixture[0] - mixture[1] > 0.7 * (red[0] - red[1])


@pytest.mark.parametrize(("severed", "least", "most"), [(40, 0.0, 0.1), (60, 0.1, 0.4), (120, 0.6, 0.85)])
def test_as_many_severed_as_open_lines_drown_neither(severed, least, most):
    inks = replace(LIGHT, importance=(1.0, 1.0, WORST_WEIGHS))
    asked = crossing(0, 240)  # all in one row
    parts = ([240, 0, 0], [0, 240, 0], [120, severed, 120 - severed])
    states = [np.repeat(np.int8([0, 2, -1]), part) for part in parts]
    green, red, mixture = (rgb(picture(replace(asked, states=some), inks))[10, 50] for some in states)
    assert least <= float((mixture - green)[0] / (red - green)[0]) <= most


def test_a_single_line_where_nothing_crosses_is_as_good_as_its_colour():
    image = picture(crossing(0, 1))
    assert np.abs(rgb(image[10, 50]) - rgb(np.uint32(RED))).max() <= 255 * (1 - SINGLE) + 1
    assert (np.delete(image, 10, axis=0) == LIGHT.ground).all()


def test_nothing_drawn_is_the_ground():
    asked = crossing(3, 3)
    assert (picture(replace(asked, states=np.full(6, -1, dtype=np.int8))) == LIGHT.ground).all()


def test_a_hidden_state_is_as_if_it_were_not_there():
    asked = crossing(30, 5)
    without = replace(asked, states=np.where(asked.states == 2, -1, asked.states).astype(np.int8))
    assert np.array_equal(picture(asked, hidden=(2,)), picture(without, hidden=(2,)))


@given(requests(), st.data())
def test_shading_what_was_touched_equals_shading_everything(asked, data):
    done = density(asked)
    done.ink(LIGHT, done.fit())
    assert around(done.shade(), asked.size) == (0, 0, *asked.size)
    before = done.image.copy()
    m = asked.states.size
    done.go(np.int8(data.draw(st.lists(st.integers(-1, 2), min_size=m, max_size=m))))
    inside = np.zeros(before.shape, dtype=np.bool_)
    touched = done.shade()
    for row, column in np.argwhere(touched).tolist():
        inside[row * TILE : (row + 1) * TILE, column * TILE : (column + 1) * TILE] = True
    x, y, w, h = around(touched, asked.size) or (0, 0, 0, 0)
    inside_box = np.zeros_like(inside)
    inside_box[y : y + h, x : x + w] = True
    assert (inside_box >= inside).all()
    assert (inside | (done.image == before)).all()
    step = done.image.copy()
    done.counts.tiles |= 1
    done.shade()
    assert np.array_equal(done.image, step)
    assert around(done.shade(), asked.size) is None


def test_denser_is_never_paler():
    chance = np.random.default_rng(2)
    for top in (64, 4_000, 500_000):
        counts = (chance.pareto(0.5, 20_000).clip(1, top)).astype(np.int32)
        levels = np.empty(counts.size, dtype=np.int32)
        tile_kernels().levels(counts, levels)
        curve = fitted(np.bincount(levels, minlength=LEVELS), np.bincount(levels, minlength=LEVELS)[None, :])
        assert (np.diff(curve.opacity) >= 0).all()
        assert 0 < curve.opacity[LINE] < 1
        assert curve.opacity[-1] == 1


def test_a_crowded_view_leaves_room_for_density_and_an_empty_one_has_a_curve():
    few = np.zeros(LEVELS, dtype=np.int64)
    few[LINE] = 100
    many = np.zeros(LEVELS, dtype=np.int64)
    many[LINE : LINE + 32 * 9] = 100
    assert fitted(few, few[None, :]).opacity[LINE] == pytest.approx(SINGLE)
    assert fitted(many, many[None, :]).opacity[LINE] < 0.4
    assert np.isfinite(fitted(0 * few, 0 * few[None, :]).opacity).all()


def test_levels_stand_for_the_counts_they_are_found_by():
    counts = np.array([1, 2, 16, 31, 32, 160, 70_000, 2**30], dtype=np.int32)
    levels = np.empty(counts.size, dtype=np.int32)
    tile_kernels().levels(counts, levels)
    assert np.allclose(level_lines()[levels] * UNITS, counts, rtol=1 / 32)
    assert (level_lines()[levels] * UNITS)[:4].tolist() == [1, 2, 16, 31]
    assert levels[2] == LINE


def test_a_curve_eases_from_one_to_another():
    few, many = (np.bincount([LINE + k for k in range(top)], minlength=LEVELS) for top in (1, 300))
    one, other = fitted(few, few[None, :]), fitted(many, many[None, :])
    assert np.allclose(eased(one, other, 0.0).opacity, one.opacity)
    assert np.allclose(eased(one, other, 1.0).opacity, other.opacity)
    assert np.allclose(eased(one, other, 0.5).opacity, (one.opacity + other.opacity) / 2)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_inks_are_the_colours_of_the_style_and_the_worst_weighs_most(theme):
    net, style = network(("1998", "open", "2001"), ("2010", "severed")), load_style(theme)
    inks = inks_of(net, style)
    assert inks.states == tuple(look.argb for look in style.state_looks(net))
    ranks = [state.rank for state in net.states]
    assert inks.importance[int(np.argmin(ranks))] == max(inks.importance)
    assert inks.importance[int(np.argmax(ranks))] == min(inks.importance) == 1.0


def test_shading_before_inks_were_chosen_is_a_mistake():
    with pytest.raises(ValueError, match="ink"):
        density(crossing(1, 1)).shade()


def test_numba_is_loaded_by_warming_and_not_by_importing():
    modules = "counts, keyframes, picture, request, shading, strips, strokes, warmth"
    code = (
        f"import sys; from netexplorer.scene.density import {modules}; print('numba' in sys.modules, warmth.is_warm())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
    assert is_warm()


def test_where_one_line_stands_for_four_it_is_as_opaque_as_four() -> None:
    rising = np.linspace(0.0, 1.0, LEVELS, dtype=np.float32)
    curve = Curve(rising, np.ones(3, np.float32), 0.5)
    some = thinned(curve, 4)
    lines = level_lines()
    level = int(np.searchsorted(lines, 1.0))
    assert some.opacity[level] == curve.opacity[int(np.searchsorted(lines, 4.0))]
    assert some.opacity.shape == curve.opacity.shape and (np.diff(some.opacity) >= 0).all()
    assert some.opacity[-1] == curve.opacity[-1]
    assert np.array_equal(thinned(curve, 1).opacity, curve.opacity)
