"""Rows of delimited text are those of the csv module, for cells of any length, and its limit is left alone."""

from __future__ import annotations

import csv
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netexplorer.graph.formats.delimited import by_hand, rows_of
from tests.graph.formats.opened import codes, ends, opened

_TEXT = st.text(alphabet='ab ",;\t', max_size=12)


@given(st.lists(_TEXT, min_size=1, max_size=4), st.sampled_from(",;\t "), st.booleans(), st.sampled_from((0, 3)))
def test_a_row_cut_by_hand_is_the_row_of_the_module(
    texts: list[str], delimiter: str, skips: bool, quoting: int
) -> None:
    lines = [text + "\n" for text in texts]
    theirs = next(csv.reader(lines, delimiter=delimiter, skipinitialspace=skips, quoting=quoting))
    if theirs:  # of a blank line the module makes no cells at all
        assert by_hand(lines[:1], iter(lines[1:]), delimiter, quoting=quoting, skips_blanks=skips) == theirs


@pytest.mark.parametrize("cell", ["x" * 200_000, '"' + "x\n" * 100_000 + '"', '"' + '""' * 200_000 + '"'])
def test_a_cell_longer_than_the_limit_is_read_with_the_rows_around_it(cell: str) -> None:
    limit = csv.field_size_limit()
    lines = ["a,b\n", *f"c,{cell},d\n".splitlines(keepends=True), "e,f\n"]
    rows = list(rows_of(lines, ","))
    inner = cell[1:-1].replace('""', '"') if cell[0] == '"' else cell
    assert [row for _, row in rows] == [["a", "b"], ["c", inner, "d"], ["e", "f"]]
    assert [number for number, _ in rows] == [1, len(lines) - 1, len(lines)]
    assert csv.field_size_limit() == limit


def test_no_reader_changes_the_limit_of_the_process(tmp_path: Path) -> None:
    limit = csv.field_size_limit()
    long = "x" * (limit + 1)
    table = opened(tmp_path, "a.csv", f"source,target,note\na,b,{long}\nb,c,\n")
    spells = opened(tmp_path, "b.csv", f"onset,terminus,tail,head,note\n1,2,a,b,{long}\n2,3,b,c,\n")
    assert ends(table) == ends(spells) == [("a", "b"), ("b", "c")]
    assert csv.field_size_limit() == limit


def test_many_long_lines_behind_an_open_quote_are_no_fault(tmp_path: Path) -> None:
    rows = chain(["source,target\n", 'a,"b\n'], ("c,d" + "x" * 19_000 + "\n" for _ in range(60)))
    assert "open-quote" in codes(opened(tmp_path, "a.csv", "".join(rows)))
