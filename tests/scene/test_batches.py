from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from netexplorer.scene.batches import looks_of


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans(), st.integers(0, 200)), min_size=1, max_size=40))
def test_every_mark_finds_its_own_row_and_no_row_comes_twice(marks):
    columns = tuple(np.array(column) for column in zip(*marks, strict=True))
    rows, which = looks_of(columns)
    assert [tuple(rows[k]) for k in which] == [tuple(int(v) for v in mark) for mark in marks]
    assert len({tuple(row) for row in rows}) == len(rows) == len(set(marks))
