"""What the user said of how a file of others is read holds for the next file of the same shape.

The shape of a table are the names of its sheets and columns; of any other network, what its relationships say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import blake2b
from pathlib import Path

import msgspec

from netexplorer.errors import UserError
from netexplorer.graph.formats import recognise
from netexplorer.graph.formats.draft import Ask
from netexplorer.graph.formats.reading import Reading
from netexplorer.graph.formats.tables_look import IDS, first_of, look
from netexplorer.graph.schema import Dataset
from netexplorer.session.reading import Said

_DIGEST_BYTES = 12
_LOOKED_AT = 200  # rows and relationships that show a shape
Known = Mapping[str, Ask]


def shape_of(path: Path, reading: Reading | None = None) -> str:
    """What names the shape of a file; empty for one that has none. A network that is no table has to be read before.

    Raises
    ------
    UserError
        When the file cannot be read.
    """
    known = recognise(path).id
    if known in IDS:
        found = look(first_of(path, known)[0], Ask(), _LOOKED_AT, bool)
        return _digest(known, *found.sheets, *found.grid.names)
    if reading is None or reading.report is None:
        return ""
    return _digest(known, *sorted(_names(reading.dataset)))


def read_as_said(read: Callable[[Ask], Reading], path: Path, ask: Ask = Ask(), known: Known | None = None) -> Said:
    """Read a file as is wished; without a wish as the user said of the last file of its shape.

    What does not fit this file after all is not used.

    Raises
    ------
    UserError, Cancelled
        As ``read``.
    """
    if not known or ask != Ask():
        return Said(read(ask), ask)
    before = _recalled(path, known)
    if before is not None:
        try:
            return Said(read(before), before, is_recalled=True)
        except UserError:
            return Said(read(ask), ask)
    reading = read(ask)
    after = known.get(shape_of(path, reading)) if reading.report is not None and reading.report.id not in IDS else None
    if after is None:
        return Said(reading, ask)
    try:
        return Said(read(after), after, is_recalled=True)
    except UserError:
        return Said(reading, ask)


def _recalled(path: Path, known: Known) -> Ask | None:
    """What was said of tables like this one."""
    try:
        return known.get(shape_of(path))
    except UserError:
        return None


def _names(dataset: Dataset) -> set[str]:
    names: set[str] = set()
    for link in dataset.relationships[:_LOOKED_AT]:
        names.update(link.extra, *(change.values for change in link.changes))
    return names


def _digest(*words: str) -> str:
    digest = blake2b(msgspec.json.encode(words), digest_size=_DIGEST_BYTES)
    return digest.hexdigest()
