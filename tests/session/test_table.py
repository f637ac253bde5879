"""The Table page and what it gives to spreadsheets."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netexplorer.errors import UserError
from netexplorer.graph.dates import BEGINNING, FOREVER, tick_of
from netexplorer.graph.network import TemporalNetwork, build
from netexplorer.graph.schema import Actor, Change, Dataset, Relationship, Source
from netexplorer.graph.states import states_at
from netexplorer.session import spreadsheet
from netexplorer.session.spreadsheet import safe_cell, to_csv, to_tsv
from netexplorer.session.table import COLUMNS, Row, Rows, Table
from tests.graph.strategies import datasets, ticks
from tests.session.examples import small

NET = small()
TABLE = Table(NET)


def _rows(date: str) -> Rows:
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
    up, down = rows.sorted(column), rows.sorted(column, descending=True)
    assert sorted(row.rel for row in up) == sorted(row.rel for row in down) == [0, 1, 2, 3]
    keys = dict(zip(rows.rels.tolist(), TABLE.key(column, rows).tolist(), strict=True))
    for order, sign in ((up, 1), (down, -1)):
        assert order.rels.tolist() == sorted(range(4), key=lambda rel: (sign * keys[rel], rel))
    assert up.in_file_order().rels.tolist() == [0, 1, 2, 3]


def test_numbers_sort_as_numbers_and_states_by_rank() -> None:
    rows = _rows("2015-01-01").sorted("state")
    assert [row.state for row in rows] == [0, 1, 2, -2]


def _texts(net: TemporalNetwork, t: int) -> dict[str, list[object]]:
    """What the columns are sorted by, from the texts of every row."""
    rows = Table(net).rows(t, np.ones(len(net.rel_ids), dtype=bool))
    cells = {column.id: [row.cells[at].casefold() for row in rows] for at, column in enumerate(COLUMNS)}
    numbers = {name: [int(cell) for cell in cells[name]] for name in ("changes", "sources")}
    confidence = [(not cell, cell) for cell in cells["confidence"]]
    ends = [(a, b, row.cells[0]) for a, b, row in zip(cells["source"], cells["target"], rows, strict=True)]
    return {**cells, **numbers, "confidence": confidence, "label": ends}


@given(datasets(), st.integers(0, 40))
def test_integers_sort_as_the_texts_do(dataset, years) -> None:
    net = build(dataset)
    t = net.axis.step(net.first, "year", years)
    rows = Table(net).rows(t, np.ones(len(net.rel_ids), dtype=bool))
    texts = _texts(net, t)
    for column in ("label", "source", "target", "type", "family", "changes", "confidence", "sources"):
        order = sorted(range(len(rows)), key=texts[column].__getitem__)
        assert rows.sorted(column).rels.tolist() == order, column


def _dates(net: TemporalNetwork, t: int) -> tuple[list[int], list[int]]:
    """From when on and until when each relationship is in its state, or would be in its last one, change by change."""
    states, since, until = states_at(net, t), [], []
    for rel in range(len(net.rel_ids)):
        rows = range(int(net.change_start[rel]), int(net.change_start[rel + 1]))
        now = [row for row in rows if net.change_from[row] <= t < net.change_to[row]] or [*rows][-1:]
        since.append(int(net.change_from[now[0]]) if now and states[rel] >= 0 else BEGINNING)
        until.append(int(net.change_to[now[0]]) if now else FOREVER)
    return since, until


@given(datasets(), ticks)
def test_dates_sort_by_when_they_begin(dataset, t) -> None:
    net = build(dataset)
    rows = Table(net).rows(t, np.ones(len(net.rel_ids), dtype=bool))
    since, until = _dates(net, t)
    assert rows.sorted("since").rels.tolist() == sorted(range(len(rows)), key=since.__getitem__)
    assert rows.sorted("until").rels.tolist() == sorted(range(len(rows)), key=until.__getitem__)


def test_only_the_rows_that_are_looked_at_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    row = Table.row
    monkeypatch.setattr(Table, "row", lambda self, rel, *more: made.append(rel) or row(self, rel, *more))
    rows = _rows("2015-01-01")
    for column in COLUMNS:
        rows.sorted(column.id)
    assert (made, rows.target(1), rows.place_of(2), rows.place_of(9)) == ([], "relationship:w--e", 2, -1)
    assert rows[1].target == "relationship:w--e"
    assert made == [1]


def test_a_cell_never_starts_a_formula() -> None:
    for text in ("=1+1", "+1", "-1", "@x", "\t=1"):
        assert safe_cell(text) == f"'{text}"
    assert safe_cell("Embassy") == "Embassy"


def test_csv_and_tsv_read_back_as_the_same_cells() -> None:
    rows = _rows("2015-01-01")
    for text, delimiter in ((to_csv(rows), ","), (to_tsv(rows), "\t")):
        read = list(csv.reader(io.StringIO(text), delimiter=delimiter))
        assert read[0] == [*(column.label for column in COLUMNS), "Cited"]
        assert [tuple(line) for line in read[1:]] == [
            tuple(safe_cell(cell) for cell in (*row.cells, row.cited)) for row in rows
        ]


def test_a_copied_row_names_the_sources_of_its_state_each_once() -> None:
    change = Change(from_="2001", state="open", sources=("s1#2", "s1#3", "s2", "gone"))
    later = Change(from_="2010", state="limited", sources=("s2",))
    sources = (Source(id="s1", title="A  paper"), Source(id="s2", title="T", url="https://example.org"))
    record = Relationship(id="r", source="a", target="a", changes=(change, later))
    net = build(Dataset(actors=(Actor(id="a"),), relationships=(record,), sources=sources))
    rows = [Table(net).rows(tick_of(year), np.array([True]))[0].cited for year in (2000, 2005, 2015)]
    assert rows[1:] == ["A paper; https://example.org; gone", "https://example.org"]


def test_a_file_of_all_rows_is_written_some_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "_CHUNK", 3)
    rows, told = _rows("2015-01-01"), []
    path = tmp_path / "rows.csv"
    assert spreadsheet.save(spreadsheet.Saving(rows, path), told.append, bool) == path
    assert path.read_text("utf-8-sig") == to_csv(rows)
    assert told == [0.75, 1.0]
    assert spreadsheet.copy(rows, told.append, bool) == (to_tsv(rows), to_csv(rows))


def test_a_file_that_is_not_wanted_any_more_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("old")
    assert spreadsheet.save(spreadsheet.Saving(_rows("2015-01-01"), path), lambda _: None, lambda: True) is None
    assert [each.read_text() for each in tmp_path.iterdir()] == ["old"]
    assert spreadsheet.copy(_rows("2015-01-01"), lambda _: None, lambda: True) == ("", "")


def test_a_file_that_cannot_be_written_is_the_users_affair(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        spreadsheet.save(spreadsheet.Saving(_rows("2015-01-01"), tmp_path), lambda _: None, bool)


def test_no_rows_are_a_head_line() -> None:
    assert len(to_csv(()).splitlines()) == 1
