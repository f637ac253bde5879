"""Rows that were pasted become a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from netexplorer.session.pasted import MOST_PASTED, keep_pasted, pasted_table
from netexplorer.session.reading import Wanted, read


def test_rows_of_a_spreadsheet_become_a_file_that_is_read(tmp_path: Path) -> None:
    path = pasted_table("source\ttarget\tyear\nÅsa\tб\t1999\n", tmp_path)
    assert path is not None
    assert read(Wanted(path)).net.actor_ids == ("Åsa", "б")


@pytest.mark.parametrize(
    "text", ["", "word", "Just a sentence that somebody copied.", "two\nlines, of words\nor three"]
)
def test_other_text_is_no_table(tmp_path: Path, text: str) -> None:
    assert pasted_table(text, tmp_path) is None


def test_only_the_last_few_are_kept(tmp_path: Path) -> None:
    for count in range(9):
        (tmp_path / f"Pasted 2001-01-0{count + 1} 00.00.00.tsv").write_text("a\tb")
    assert keep_pasted("a\tb\n", tmp_path).read_text() == "a\tb\n"
    assert len(list(tmp_path.iterdir())) == MOST_PASTED
