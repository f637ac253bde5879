from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from netexplorer.scene.density.dots import in_tiles, soil, stamp
from netexplorer.scene.density.shading import Inks
from tests.scene.density.test_picture import SIZE, density, request

INKS = Inks(0xFFFFFFFF, 0xFF000000, (0xFF008800, 0xFFCC8800, 0xFFCC0000), (1.0, 2.0, 4.0))
N = 6
places = st.lists(st.tuples(st.floats(-9, 80, width=32), st.floats(-9, 60, width=32)), min_size=N, max_size=N)


def scene(xy):
    """A picture with a line between any two successive actors, and its actors as dots."""
    rows = np.arange(N - 1)
    done = density(request(np.array(xy), rows, rows + 1, np.zeros(N - 1)))
    done.ink(INKS, done.fit())
    colours = np.linspace(0xFF0000FF, 0xFF00FFFF, N).astype(np.uint32)
    return done, in_tiles(np.array(xy, np.float32), np.linspace(0.8, 4, N).astype(np.float32), colours, 0.7, SIZE)


@given(places, st.lists(st.lists(st.booleans(), min_size=N, max_size=N), min_size=1, max_size=4))
def test_actors_that_come_and_go_leave_the_picture_that_is_drawn_afresh(xy, steps):
    moved, dots = scene(xy)
    before = np.zeros(N, np.bool_)
    stamp(moved, dots, before, moved.shade())
    for step in steps:
        after = np.array(step)
        soil(moved, dots, np.flatnonzero(before != after).astype(np.int32))
        stamp(moved, dots, after, moved.shade())
        before = after
    fresh, _ = scene(xy)
    stamp(fresh, dots, before, fresh.shade())
    assert (moved.image == fresh.image).all()


def test_a_dot_is_a_disc_in_the_colour_of_its_actor():
    done, dots = scene([(35.0, 25.0)] + [(200.0, 200.0)] * (N - 1))
    drawn = np.zeros(N, np.bool_)
    plain = done.image.copy()
    stamp(done, dots, drawn, done.shade())
    plain = done.image.copy()
    drawn[0] = True
    soil(done, dots, np.array([0], np.int32))
    stamp(done, dots, drawn, done.shade())
    y, x = np.nonzero(done.image != plain)
    assert (np.hypot(x + 0.5 - 35, y + 0.5 - 25) < dots.radius[0] + 0.5).all()
    assert len(x)


def test_places_that_are_not_finite_or_far_away_are_no_dots():
    done, dots = scene([(float("nan"), 3.0), (1e30, 5.0), (-1e30, 5.0), (5.0, float("inf")), (-50.0, 5.0), (5.0, 99.0)])
    stamp(done, dots, np.zeros(N, np.bool_), done.shade())
    plain = done.image.copy()
    soil(done, dots, np.arange(N, dtype=np.int32))
    stamp(done, dots, np.ones(N, np.bool_), done.shade())
    assert (done.image == plain).all()
    assert plain.shape == SIZE[::-1]
