"""One row of the table of formats."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from netexplorer.errors import UserError
from netexplorer.graph.formats.draft import Ask
from netexplorer.graph.formats.reading import Progress, Reading, Wish
from netexplorer.graph.formats.unpack import Source
from netexplorer.graph.schema import Dataset


class Reader(Protocol):
    """How a format is read: from a path, telling how much is done, asking whether to stop, and as the user wishes.

    Of a file in an archive, its bytes stand in the place of the path.
    """

    def __call__(self, path: Path | Source, progress: Progress, cancelled: Wish, ask: Ask, /) -> Reading: ...


class Format(Struct, frozen=True):
    """One file format.

    Parameters
    ----------
    id, label : str
        The name for programs and the one for people.
    suffixes : tuple of str
        Lower case and with the dot; the first is the usual one.
    sniff : callable
        Whether the first bytes of a file look like this format.
    read : callable
        From a path. Raises ``UserError`` and ``Cancelled``.
    write : callable, optional
        To a path, if the format is written. Raises ``UserError``.
    losses : callable, optional
        What of a dataset the format cannot carry, a sentence each; without it everything.
    pair : str
        What stands behind the name of the second file, of a format that is two files; empty, it is one.
    """

    id: str
    label: str
    suffixes: tuple[str, ...]
    sniff: Callable[[bytes], bool]
    read: Reader
    write: Callable[[Dataset, Path], None] | None = None
    losses: Callable[[Dataset], list[str]] | None = None
    pair: str = ""

    def save(self, dataset: Dataset, path: Path) -> None:
        """Write a dataset.

        Raises
        ------
        UserError
            When the format is only read, or the file cannot be written.
        """
        if self.write is None:
            raise UserError(f"{self.label} is read but not written", hint="Choose another format.")
        self.write(dataset, path)
