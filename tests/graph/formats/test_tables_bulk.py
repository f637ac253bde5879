"""Large tables go past the rows: what is read from columns is what rows would have given."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netexplorer.graph.formats import contact_details, tables_cut, tables_file, tables_read
from netexplorer.graph.formats.draft import Ask, Draft
from netexplorer.graph.formats.reading import Reading, never, nowhere
from netexplorer.graph.formats.settle_links import settle_any
from netexplorer.graph.formats.tables_bulk import BulkTable
from netexplorer.graph.formats.tables_cut import TextColumns
from netexplorer.graph.formats.unpack import Source, count_lines
from tests.graph.formats.test_settle_links import said

COLUMNS = {
    "source": ["a", "b", " c ", "ä", "", 'd "x"', "e, f", "\xa0"],
    "target": ["a", "b", "c", "g", ""],
    "type": ["", "trade", "war "],
    "start": ["", "2001", "2001-05-03", "3/4/2005", "soon", "-", "2009"],
    "end": ["", "2002", "2007-01-01", "2001", ".."],
    "date": ["2001-01-01", "2001-01-02", "", "2003-05-01", "2003-05-02"],
    "start_year": ["", "1999", "2001"],
    "start_month": ["", "2", "13"],
    "state": ["", "open", "severed"],
    "weight": ["", "1", "2.5", "x"],
    "id": ["", "r1", "r2"],
    "label": ["", "L"],
    "directed": ["", "yes", "no"],
    "note": ["", "said", "told"],
    "confidence": ["", "stated"],
    "url": ["", "https://example.org/1", "a book"],
    "left_censor": ["", "1", "0"],
    "right_censor": ["", "1"],
    "source_label": ["", "Anna", "Bert"],
    "target_kind": ["", "person"],
    "amount": ["", "1", "007"],
    "other": ["", "x", "y z"],
}


@st.composite
def tables(draw: st.DrawFn) -> str:
    names = ["source", "target", *draw(st.lists(st.sampled_from(list(COLUMNS)[2:]), unique=True, max_size=6))]
    rows = draw(st.lists(st.tuples(*(st.sampled_from(COLUMNS[name]) for name in names)), min_size=1, max_size=30))
    delimiter, quoting = draw(st.sampled_from(",;\t|")), draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=end)
    writer.writerow(names)
    for row in rows:
        shape = draw(st.sampled_from(["", "", "", "", "short", "long", "blank"]))
        writer.writerow(
            row if not shape else row[:-1] if shape == "short" else (*row, "more") if shape == "long" else []
        )
    return text.getvalue()


def drafted(data: bytes, mapping: dict[str, object]) -> Draft:
    return tables_file.read(Source("t.csv", data, "t.csv"), Ask(mapping=mapping), nowhere, never)


def both(data: bytes, monkeypatch: pytest.MonkeyPatch, mapping: dict[str, object]) -> tuple[Reading, Reading, bool]:
    """What rows say, what columns say, and whether the columns were really asked."""
    with monkeypatch.context() as patch:
        patch.setattr(contact_details, "MOST_DETAILED", 0)  # both leave them out
        rows = settle_any(drafted(data, mapping))
        patch.setattr(tables_cut, "LARGE", 0)
        patch.setattr(tables_cut, "PART", 0)
        patch.setattr(tables_cut.os, "cpu_count", lambda: 3)
        draft = drafted(data, mapping)
    return rows, settle_any(draft), draft.columns is not None or draft.rows is not None


@given(tables(), st.sampled_from([{}, {"prefixes": {"source": "s ", "target": "t "}}, {"contacts": {"rule": "gap"}}]))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_columns_of_a_table_say_what_its_rows_say(
    monkeypatch: pytest.MonkeyPatch, text: str, mapping: dict[str, object]
) -> None:
    rows, columns, _ = both(text.encode(), monkeypatch, mapping)
    assert said(columns) == said(rows)


PLAIN = "source,target,start,end,weight\n" + "".join(
    f"a{k % 7},b{k % 5},{2000 + k % 9},2012,{k}\n" for k in range(1, 41)
)


@pytest.mark.parametrize(
    "data",
    [
        PLAIN.encode(),
        PLAIN.replace(",", ";").encode("utf-8-sig"),
        PLAIN.replace(",b", ",é").encode("cp1252"),
        PLAIN.encode("utf-16"),
        ("# made by hand\n\n" + PLAIN).encode(),
        PLAIN.replace("a1", '"a ""1"", of b"').encode(),
        PLAIN.replace("start,end", "date,other").encode(),
    ],
)
def test_regular_tables_are_read_as_columns(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    rows, columns, is_taken = both(data, monkeypatch, {})
    assert is_taken
    assert said(columns) == said(rows)


@pytest.mark.parametrize("odd", ['a "b"', '"two\nlines"', "\u2003", '"open'])
def test_what_only_rows_know_how_to_take_is_left_to_them(odd: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rows, columns, is_taken = both(PLAIN.replace("a3", odd).encode(), monkeypatch, {})
    assert not is_taken
    assert said(columns) == said(rows)


def test_small_tables_are_read_row_by_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables_read, "BulkTable", None)
    assert drafted(PLAIN.encode(), {}).links


def test_reading_columns_can_be_cancelled(monkeypatch: pytest.MonkeyPatch) -> None:
    from netexplorer.graph.formats.reading import Cancelled

    monkeypatch.setattr(tables_cut, "LARGE", 0)
    asked: list[bool] = []
    take = BulkTable.take

    def taken(self: BulkTable, *, is_contact: bool) -> int:
        asked.append(True)
        return take(self, is_contact=is_contact)

    monkeypatch.setattr(BulkTable, "take", taken)
    with pytest.raises(Cancelled):
        tables_file.read(Source("t.csv", PLAIN.encode(), "t.csv"), Ask(), nowhere, lambda: bool(asked))


def test_a_large_parquet_table_is_read_as_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    count = 60
    table = pyarrow.table(
        {
            "source": [f" a{k % 7}" if k % 11 else None for k in range(count)],
            "target": [k % 5 for k in range(count)],
            "start": pyarrow.array([k * 100 if k % 4 else None for k in range(count)], type=pyarrow.date32()),
            "end": pyarrow.array([10_000 + k for k in range(count)], type=pyarrow.date32()),
            "weight": [k / 2 for k in range(count)],
            "directed": [k % 2 == 0 for k in range(count)],
        }
    )
    buffer = io.BytesIO()
    parquet.write_table(table, buffer)
    rows, columns, is_taken = both(buffer.getvalue(), monkeypatch, {})
    assert is_taken
    assert said(columns) == said(rows)


PARQUETS = {
    "ends of two kinds": lambda pa, n: {"source": pa.array([f"{k % 7}" for k in range(n)]), "target": list(range(n))},
    "words": lambda pa, n: {
        "source": pa.DictionaryArray.from_arrays([k * 3 % 5 for k in range(n)], ["e", "d", " c", "c", "", "unused"]),
        "target": pa.DictionaryArray.from_arrays([k % 3 for k in range(n)], ["c", "a", "d"]),
        "type": pa.DictionaryArray.from_arrays([k * 2 % 3 for k in range(n)], ["war", "trade", "war "]),
    },
    "rows without anything": lambda pa, n: {
        "source": [f"a{k % 4}" if k % 5 else None for k in range(n)],
        "target": [f"a{k % 3}" if k % 5 else None for k in range(n)],
        "start": pa.array([k * 400 if k % 5 else None for k in range(n)], type=pa.date32()),
    },
    "days before all others": lambda pa, n: {
        "source": [f"a{k % 4}" for k in range(n)],
        "target": [f"b{k % 3}" for k in range(n)],
        "start": pa.array([-719_162 + k * 3_000 for k in range(n)], type=pa.date32()),
        "end": pa.array([-719_500 + k * 90_000 for k in range(n)], type=pa.date32()),
    },
    "lists": lambda pa, n: {"source": ["a"] * n, "target": ["b"] * n, "more": [[k] for k in range(n)]},
}


@pytest.mark.parametrize("kind", PARQUETS)
def test_columns_of_parquet_say_what_its_rows_say(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    buffer = io.BytesIO()
    parquet.write_table(pyarrow.table(PARQUETS[kind](pyarrow, 40)), buffer, row_group_size=15)
    rows, columns, _ = both(buffer.getvalue(), monkeypatch, {})
    assert said(columns) == said(rows)


def test_a_large_table_in_parquet_needs_no_kernels(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    count = 70_000
    table = {"source": [f"a{k % 700}" for k in range(count)], "target": [f"b{k % 901}" for k in range(count)]}
    parquet.write_table(pyarrow.table(table), tmp_path / "ties.parquet")
    code = (
        "import sys; from pathlib import Path; from netexplorer.graph.formats import open_dataset\n"
        f"ties = open_dataset(Path({str(tmp_path / 'ties.parquet')!r})).dataset.relationships\n"
        "print(len(ties), ties[69_999].id, 'numba' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(count), "a699--b622", "False"]


LENGTHS = st.sampled_from([0, 1, 7, 8, 9, 15, 16, 17, 24, 40])
CELLS = st.builds(lambda length, seed: ("abc\0x" * 9)[seed : seed + length], LENGTHS, st.integers(0, 4))


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=40))
def test_equal_cells_have_one_number_and_others_another(rows: list[tuple[str, str]]) -> None:
    joined = "".join(map("".join, rows))
    text = np.frombuffer(joined.rjust(8, "-").encode(), dtype=np.uint8)
    bounds = np.cumsum([max(8 - len(joined), 0), *(len(cell) for row in rows for cell in row)], dtype=np.int32)
    starts, stops = bounds[:-1].reshape(-1, 2), bounds[1:].reshape(-1, 2)
    lines = np.arange(len(rows), dtype=np.int32)
    table = TextColumns(text, starts, stops, lines, (0, 0, ""))
    for places in ((0,), (1,), (0, 1)):
        column = table.column(*places)
        assert column.values[0] == ""
        assert len(set(column.values)) == len(column.values)
        told = [column.values[code] for code in column.codes.T.ravel()]
        assert told == [row[place] for row in rows for place in places]
        assert list(dict.fromkeys(filter(None, told))) == list(column.values[1:])


def test_many_different_cells_make_the_table_grow() -> None:
    cells = [f"cell {k % 9_000}" for k in range(20_000)]
    text = np.frombuffer("".join(cells).encode(), dtype=np.uint8)
    bounds = np.cumsum([0, *map(len, cells)], dtype=np.int32)
    starts, stops = bounds[:-1, np.newaxis], bounds[1:, np.newaxis]
    column = TextColumns(text, starts, stops, starts[:, 0], (0, 0, "")).column(0)
    assert [column.values[code] for code in column.codes] == cells


def test_cells_beyond_the_last_column_are_told_wherever_the_text_was_parted(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = PLAIN.splitlines()
    lines[31] += ",more"
    lines[35] += ",and more"
    rows, columns, is_taken = both("\n".join(lines).encode(), monkeypatch, {})
    assert is_taken
    assert said(columns) == said(rows)
    assert "first 'more' in line 32" in str(columns.problems)


@given(st.text("ab\n\r", max_size=30), st.integers(0, 10), st.integers(0, 30))
def test_lines_are_counted(text: str, start: int, stop: int) -> None:
    assert count_lines(text.encode(), start, stop) == text.encode().count(b"\n", start, stop)
