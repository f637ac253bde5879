from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netexplorer.scene.spatial import PER_CELL, spatial_index

places = st.lists(
    st.tuples(*[st.one_of(st.integers(-50, 50), st.sampled_from([np.nan, np.inf, 1e30]))] * 2), max_size=60
).map(lambda points: np.array(points, np.float32).reshape(-1, 2))


@given(places, st.integers(-60, 60), st.integers(-60, 60), st.integers(0, 40), st.integers(0, 40))
def test_a_rectangle_holds_exactly_who_stands_in_it(xy, x, y, w, h):
    found = spatial_index(xy).inside(x, y, x + w, y + h)
    expected = np.flatnonzero((xy >= [x, y]).all(axis=1) & (xy <= [x + w, y + h]).all(axis=1))
    assert found.tolist() == expected.tolist()


@given(places, st.integers(-60, 60), st.integers(-60, 60), st.integers(1, 40), st.integers(0, 2))
def test_the_nearest_is_the_nearest_of_all(xy, x, y, reach, allowed_every):
    allowed = np.arange(len(xy)) % 3 >= allowed_every
    away = np.where(allowed, np.hypot(xy[:, 0].astype(float) - x, xy[:, 1].astype(float) - y), np.inf)
    away[~np.isfinite(away)] = np.inf
    expected = int(away.argmin()) if len(xy) and away.min() <= reach else -1
    assert spatial_index(xy).nearest(x, y, reach, allowed) == expected


@pytest.mark.parametrize("spread", [(1, 1), (1, 0), (0, 0), (1000, 1e-3)])
def test_a_question_looks_at_few_cells_however_the_actors_lie(spread):
    xy = (np.random.default_rng(1).normal(size=(20_000, 2)) * spread).astype(np.float32)
    index = spatial_index(xy)
    assert index.start[-1] == len(xy)
    assert 20_000 / PER_CELL / 2 <= index.across * index.down <= 20_000 / PER_CELL
    assert index.across * index.down == len(index.start) - 1
