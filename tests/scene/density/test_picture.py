from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from netexplorer.scene.density.counts import Counts
from netexplorer.scene.density.picture import Density, drawn
from netexplorer.scene.density.request import Request
from netexplorer.scene.density.shading import UNITS
from netexplorer.scene.density.strokes import add_lines

SIZE = (70, 50)
STATES = 3
coordinates = st.one_of(
    st.floats(-20, 90, width=32), st.floats(width=32), st.sampled_from([0.0, 0.5, 31.5, 32.0, 49.0, 70.0, 1e30])
)
codes = st.integers(-2, STATES - 1)


@st.composite
def requests(draw: st.DrawFn, most: int = 12) -> Request:
    xy = draw(st.lists(st.tuples(coordinates, coordinates), min_size=1, max_size=8))
    row = st.integers(0, len(xy) - 1)
    lines = draw(st.lists(st.tuples(row, row, codes), min_size=1, max_size=most))
    src, dst, states = (list(column) for column in zip(*lines, strict=True))
    return request(np.array(xy), src, dst, states, line_px=draw(st.sampled_from([1.0, 1.0, 2.5])))


def request(xy, src, dst, states, **more) -> Request:
    with np.errstate(over="ignore"):
        xy = np.asarray(xy, dtype=np.float32)
    size = more.pop("size", SIZE)
    return Request(np.int32(src), np.int32(dst), xy, size, STATES, np.int8(states), **more)


def density(asked: Request) -> Density:
    done = drawn(asked, lambda _: None, lambda: False)
    assert done is not None
    return done


def plane(asked: Request) -> np.ndarray:
    return density(asked).counts.plane()


def changed(asked: Request, **fields) -> Request:
    return replace(asked, **fields)


@given(requests(), st.data())
def test_what_was_added_and_removed_is_as_if_it_never_was(asked, data):
    done = density(asked)
    done.go(np.full(asked.states.size, -1, dtype=np.int8))
    assert not done.counts.plane().any()


@given(requests(), st.data())
def test_walked_to_some_states_equals_drawn_there(asked, data):
    done = density(asked)
    m = asked.states.size
    for _ in range(3):
        there = np.int8(data.draw(st.lists(codes, min_size=m, max_size=m)))
        done.go(there)
        assert np.array_equal(done.counts.plane(), plane(changed(asked, states=there)))
        assert done.states.tolist() == there.tolist()


@given(requests(), st.randoms())
def test_order_does_not_matter(asked, chance):
    order = list(range(asked.states.size))
    chance.shuffle(order)
    other = changed(asked, src=asked.src[order], dst=asked.dst[order], states=asked.states[order])
    assert np.array_equal(plane(asked), plane(other))


@given(requests())
def test_a_line_has_no_direction(asked):
    assert np.array_equal(plane(asked), plane(changed(asked, src=asked.dst, dst=asked.src)))


@given(requests(), st.integers(1, 5))
def test_threads_change_nothing(asked, threads):
    assert np.array_equal(plane(asked), plane(changed(asked, threads=threads)))


def test_short_lines_at_the_edge_of_a_band_are_whole_in_both():
    chance = np.random.default_rng(1)
    first = np.column_stack([chance.uniform(0, 60, 40_000), chance.uniform(30, 34, 40_000)])
    ends = np.vstack([first, first + chance.uniform(-3, 3, first.shape)])
    row = np.arange(40_000)
    asked = request(ends, row, row + 40_000, row % STATES)
    assert np.array_equal(plane(changed(asked, threads=1)), plane(changed(asked, threads=2)))


@given(requests(), st.integers(1, 60), st.integers(1, 40))
def test_what_is_seen_of_a_line_does_not_depend_on_the_window(asked, width, height):
    small = plane(changed(asked, size=(width, height)))
    assert np.array_equal(small, plane(asked)[:, :height, :width])


@given(requests(), st.integers(32, 50))
def test_some_rows_are_the_rows_of_the_whole(asked, bottom):
    counts = Counts(SIZE[0], 32, bottom, STATES)
    add_lines(asked, counts, counts.band(32, bottom), None, asked.states, 0, asked.states.size)
    assert np.array_equal(counts.plane(), plane(asked)[:, 32:bottom])


@given(requests(), st.data())
def test_a_mask_shows_what_a_smaller_network_would(asked, data):
    m = asked.states.size
    done = density(asked)
    for _ in range(2):
        shown = np.array(data.draw(st.lists(st.booleans(), min_size=m, max_size=m)))
        done.show(shown)
        there = np.int8(data.draw(st.lists(codes, min_size=m, max_size=m)))
        done.go(there)
        assert np.array_equal(done.counts.plane(), plane(changed(asked, states=np.where(shown, there, -1))))
    done.show(None)
    assert np.array_equal(done.counts.plane(), plane(changed(asked, states=there)))


@settings(max_examples=30)
@given(requests(), st.data())
def test_every_pixel_that_changed_lies_in_a_tile_that_is_marked(asked, data):
    done = density(asked)
    done.counts.tiles[:] = 0
    before = done.counts.plane()
    m = asked.states.size
    done.go(np.int8(data.draw(st.lists(codes, min_size=m, max_size=m))))
    _, y, x = np.nonzero(before != done.counts.plane())
    assert (done.counts.tiles[(y // 32) * done.counts.across + x // 32] & 1).all()


def test_a_line_covers_each_column_by_one_pixel():
    counts = plane(request([(3.5, 10.5), (40.5, 20.0)], [0], [1], [1]))
    assert counts[1].sum(axis=0).tolist() == [UNITS if 3 <= x <= 40 else 0 for x in range(SIZE[0])]
    assert not counts[[0, 2]].any()


def test_a_line_on_the_middle_of_a_row_is_sharp():
    counts = plane(request([(0, 10.5), (70, 10.5)], [0], [1], [0]))
    assert np.nonzero(counts[0])[0].tolist() == [10] * SIZE[0]


def test_two_actors_at_one_place_are_joined_by_a_dot():
    counts = plane(request([(7.5, 9.5), (7.5, 9.5)], [0], [1], [2]))
    assert counts[2, 9, 7] == counts.sum() == UNITS


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, 3e38])
def test_a_line_to_nowhere_is_not_drawn(bad):
    assert not plane(request([(7, 9), (bad, 9)], [0], [1], [2]))[2, :, 0].any()
    assert plane(request([(7, 9), (bad, bad)], [0], [1], [2])).shape == (STATES, 50, 70)


def test_a_million_relationships_between_two_actors_are_all_counted():
    m = 1_000_000
    asked = request([(3, 9.5), (66, 9.5)], np.zeros(m), np.ones(m), np.zeros(m))
    done = density(asked)
    assert done.counts.plane()[0, 9, 30] == m * UNITS
    done.go(np.full(m, 2, dtype=np.int8))
    assert done.counts.plane()[:, 9, 30].tolist() == [0, 0, m * UNITS]
    done.go(np.full(m, -1, dtype=np.int8))
    assert not done.counts.plane().any()


def test_a_hub_with_half_a_million_neighbours_is_counted():
    m = 500_000
    angle = np.linspace(0, 2 * np.pi, m)
    xy = np.vstack([[(35.5, 25.5)], np.column_stack([35 + 30 * np.cos(angle), 25 + 20 * np.sin(angle)])])
    done = density(request(xy, np.zeros(m), np.arange(1, m + 1), np.zeros(m)))
    assert done.counts.plane()[0, 25, 35] > 65_536
    done.go(np.full(m, -1, dtype=np.int8))
    assert not done.counts.plane().any()


def test_a_cancelled_drawing_gives_nothing():
    assert drawn(request([(1, 1), (2, 2)], [0], [1], [0]), lambda _: None, lambda: True) is None


def test_a_drawing_tells_how_far_it_is_and_stops_within_a_chunk():
    m = 200_000
    told: list[float] = []
    asked = request([(3, 9.5), (66, 9.5)], np.zeros(m), np.ones(m), np.zeros(m))
    assert drawn(asked, told.append, lambda: len(told) == 3) is None
    assert told == [0.0, 0.25, 0.5]


@pytest.mark.parametrize(
    "fields",
    [{"src": np.int32([5])}, {"dst": np.int32([-1])}, {"states": np.int8([0, 0])}, {"size": (0, 5)}, {"n_states": 0}],
)
def test_what_does_not_fit_is_refused(fields):
    with pytest.raises(ValueError, match=r"must|has"):
        Density(changed(request([(1, 1), (2, 2)], [0], [1], [0]), **fields))


def test_the_network_may_be_read_only():
    asked = request([(1, 1), (2, 2)], [0], [1], [0], shown=np.ones(1, dtype=np.bool_))
    for column in (asked.src, asked.dst, asked.xy, asked.states, asked.shown):
        column.setflags(write=False)
    assert density(asked).counts.plane().any()
