"""Distinct rows of columns: each once, in the order in which they come."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from netexplorer.graph.formats import tables_distinct
from netexplorer.graph.formats.links import Coder
from netexplorer.graph.formats.tables_distinct import distinct_rows, in_rows
from netexplorer.graph.gather import Coded

ROWS = st.lists(st.tuples(*[st.sampled_from(["", "a", "b", "c"])] * 3), min_size=1, max_size=30)


def column(cells: list[str]) -> Coded:
    return Coder("").column(cells, len(cells))


@given(ROWS, st.integers(1, 3), st.booleans())
def test_each_row_says_what_its_distinct_one_does(rows: list[tuple[str, ...]], width: int, is_sorted: bool) -> None:
    most, tables_distinct._MOST_COUNTED = tables_distinct._MOST_COUNTED, 0 if is_sorted else 1 << 22
    try:
        found = distinct_rows([column([row[k] for row in rows]) for k in range(width)], are_whole=True)
    finally:
        tables_distinct._MOST_COUNTED = most
    wanted = list(dict.fromkeys(row[:width] for row in rows))
    assert list(zip(*found.cells, strict=True)) == wanted
    answers = found.through(list(range(len(wanted)))).tolist()
    assert [wanted[answer] for answer in answers] == [row[:width] for row in rows]
    assert found.made(5, range(1, width + 1)) == [["", *row, *[""] * (4 - width)] for row in wanted]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=20), st.integers(1, 2))
def test_values_are_numbered_as_they_come_row_by_row(rows: list[tuple[int, int]], width: int) -> None:
    codes = np.array(rows, dtype=np.int32).T[:width]
    values = ["", "a", "b", "c", "d", "e"]
    found = in_rows(Coded(codes if width > 1 else codes[0], values))
    told = [values[code] for row in rows for code in row[:width]]
    assert [found.values[code] for code in np.atleast_2d(found.codes).T.ravel()] == told
    assert found.values == ["", *dict.fromkeys(filter(None, told))]
