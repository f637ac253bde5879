"""Rows that were copied from a spreadsheet, as a file that can be read, asked about and read again."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

from netexplorer.graph.atomic import write_atomic
from netexplorer.graph.compiled import user_cache
from netexplorer.graph.formats import tables_csv
from netexplorer.session.howseen import is_table

MOST_PASTED = 5  # files that are kept
_HEAD = 16_000  # signs that show whether it is a table


def pasted_table(text: str, folder: Path | None = None) -> Path | None:
    """Text that is a table as a file in the user's cache, where the last few are kept; None for any other.

    Raises
    ------
    UserError
        When it cannot be written.
    """
    if "\t" not in text and not tables_csv.sniff(text[:_HEAD].encode("utf-8", "replace")):
        return None
    path = keep_pasted(text, folder or user_cache() / "netexplorer" / "pasted")
    return path if is_table(path, least=2) else None


def keep_pasted(text: str, folder: Path) -> Path:
    """Text as a file in a folder, from which the oldest are taken away.

    Raises
    ------
    UserError
        When it cannot be written.
    """
    with contextlib.suppress(OSError):  # writing says what is wrong
        folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"Pasted {time.strftime('%Y-%m-%d %H.%M.%S')}.tsv"
    write_atomic(path, text.encode("utf-8", "replace"))
    for old in sorted(folder.glob("Pasted *.tsv"))[:-MOST_PASTED]:
        old.unlink(missing_ok=True)
    return path
