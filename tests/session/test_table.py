"""The Table page and what it gives to spreadsheets."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest

from netexplorer.session.table import COLUMNS, Row, Table, safe_cell, sorted_rows, to_csv, to_tsv
from tests.session.examples import small

NET = small()
TABLE = Table(NET)


def _rows(date: str) -> tuple[Row, ...]:
    return TABLE.rows(NET.axis.parse(date).earliest, np.ones(len(NET.rel_ids), dtype=bool))


def _cell(row: Row, column: str) -> str:
    return row.cells[[each.id for each in COLUMNS].index(column)]


def test_a_row_tells_state_since_and_until() -> None:
    row = _rows("2015-01-01")[0]
    assert [_cell(row, name) for name in ("state", "since", "until")] == ["Limited", "1 Apr 2014", "Mar 2018"]
    assert [_cell(row, name) for name in ("type", "family", "changes", "sources")] == ["Embassy", "Channel", "3", "3"]


def test_only_the_shown_relationships_have_rows() -> None:
    shown = np.array([False, True, False, False])
    assert [row.target for row in TABLE.rows(0, shown)] == ["relationship:w--e"]


@pytest.mark.parametrize("column", [column.id for column in COLUMNS])
def test_every_column_sorts_both_ways(column: str) -> None:
    rows = _rows("2015-01-01")
    up, down = sorted_rows(rows, column), sorted_rows(rows, column, descending=True)
    assert sorted(row.rel for row in up) == sorted(row.rel for row in down) == [0, 1, 2, 3]
    place = [each.id for each in COLUMNS].index(column)
    assert [row.keys[place] for row in up] == sorted(row.keys[place] for row in rows)
    assert [row.keys[place] for row in down] == [row.keys[place] for row in reversed(up)]


def test_numbers_sort_as_numbers_and_states_by_rank() -> None:
    rows = sorted_rows(_rows("2015-01-01"), "state")
    assert [row.state for row in rows] == [0, 1, 2, -2]


def test_a_cell_never_starts_a_formula() -> None:
    for text in ("=1+1", "+1", "-1", "@x", "\t=1"):
        assert safe_cell(text) == f"'{text}"
    assert safe_cell("Embassy") == "Embassy"


def test_csv_and_tsv_read_back_as_the_same_cells() -> None:
    rows = _rows("2015-01-01")
    for text, delimiter in ((to_csv(rows), ","), (to_tsv(rows), "\t")):
        read = list(csv.reader(io.StringIO(text), delimiter=delimiter))
        assert read[0] == [column.label for column in COLUMNS]
        assert [tuple(line) for line in read[1:]] == [tuple(safe_cell(cell) for cell in row.cells) for row in rows]
