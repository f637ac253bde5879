"""The Table page: relationships as rows, sorting, and text for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.graph.dates import BEGINNING, FOREVER
from netexplorer.graph.network import TemporalNetwork
from netexplorer.graph.plain import plain
from netexplorer.graph.states import current_change, states_at
from netexplorer.session import selection
from netexplorer.session.wording import ChangeWords, called, confidence_text, family_label, state_label

Bools = npt.NDArray[np.bool_]


class Column(Struct, frozen=True):
    """One column; numbers stand at the right."""

    id: str
    label: str
    tip: str
    is_number: bool = False


COLUMNS = (
    Column("label", "Relationship", "What the dataset calls it"),
    Column("state", "State", "The state on this date"),
    Column("since", "Since", "From when on it is in this state"),
    Column("until", "Until", "The next change, or the end"),
    Column("source", "From", "The first actor"),
    Column("target", "To", "The second actor"),
    Column("type", "Type", "What kind of relationship it is"),
    Column("family", "Family", "The types it is filtered with"),
    Column("changes", "Changes", "How many dated changes are known", True),
    Column("confidence", "Confidence", "How the state on this date is known"),
    Column("sources", "Sources", "How many sources are cited for it", True),
)

Key = tuple[int, int, str]


class Row(Struct, frozen=True):
    """One relationship: the texts of :data:`COLUMNS`, and a key for each to sort by. ``rel`` is its network row."""

    rel: int
    target: str
    state: int
    cells: tuple[str, ...]
    keys: tuple[Key, ...]


class _Still(Struct, frozen=True):
    """What does not depend on the date."""

    cells: tuple[str, str, str, str, str]
    changes: int
    sources: int


class Table:
    """The rows of one network at any date."""

    def __init__(self, net: TemporalNetwork) -> None:
        self._net = net
        self._words = ChangeWords(net)
        self._still = tuple(_still(net, rel) for rel in range(len(net.rel_ids)))

    def rows(self, t: int, shown: Bools) -> tuple[Row, ...]:
        """The rows of the relationships in ``shown``, bool (m,), at the instant ``t``, in the order of the file."""
        states, current = states_at(self._net, t), current_change(self._net, t)
        return tuple(self._row(rel, int(states[rel]), int(current[rel])) for rel in np.flatnonzero(shown).tolist())

    def _row(self, rel: int, state: int, current: int) -> Row:
        net, still = self._net, self._still[rel]
        row = current if current >= 0 else int(net.change_start[rel + 1]) - 1
        has = row >= int(net.change_start[rel])
        since = self._words(row).from_short if has and state >= 0 else ""
        until, until_tick = self._until(rel, row) if has else ("", FOREVER)
        confidence = net.change(row).confidence if has else ""
        word = confidence_text(confidence) if confidence else ""
        label = state_label(net, state)
        from_tick = int(net.change_from[row]) if has and state >= 0 else BEGINNING
        rank = int(net.ranks[state]) if state >= 0 else state - 40_000  # ended and not yet come after every rank
        name, *rest = still.cells
        first, *others = ((0, 0, cell.casefold()) for cell in still.cells)
        return Row(
            rel=rel,
            target=selection.relationship(net, rel),
            state=state,
            cells=(name, label, since, until, *rest, str(still.changes), word, str(still.sources)),
            keys=(first, (0, -rank, ""), (0, from_tick, ""), (0, until_tick, ""), *others, (0, still.changes, ""),
                  (not word, 0, word.casefold()), (0, still.sources, "")),
        )  # fmt: skip

    def _until(self, rel: int, row: int) -> tuple[str, int]:
        """The end that the file gives for a change, or the beginning of the next one."""
        net = self._net
        own = self._words(row).until_short
        if own:
            return own, int(net.change_to[row])
        if row + 1 < int(net.change_start[rel + 1]):
            return self._words(row + 1).from_short, int(net.change_from[row + 1])
        return "", FOREVER


def _still(net: TemporalNetwork, rel: int) -> _Still:
    kind, family = int(net.rel_type[rel]), int(net.rel_family[rel])
    record = net.relationship(rel)
    cited = {reference.partition("#")[0] for change in record.changes for reference in change.sources}
    cells = (
        _line(net.label(rel)),
        _line(net.name(int(net.src[rel]))),
        _line(net.name(int(net.dst[rel]))),
        called(net.types[kind]) if kind >= 0 else "",
        family_label(net.families[family]) if family >= 0 else "",
    )
    return _Still(cells, len(record.changes), len(cited))


def _line(text: str) -> str:
    return " ".join(plain(text).split())


def sorted_rows(rows: Sequence[Row], column: str, *, descending: bool = False) -> tuple[Row, ...]:
    """The rows ordered by a column of :data:`COLUMNS`; equal ones keep their order."""
    place = next(at for at, each in enumerate(COLUMNS) if each.id == column)
    return tuple(sorted(rows, key=lambda row: row.keys[place], reverse=descending))


def safe_cell(text: str) -> str:
    """The text so that a spreadsheet does not take it for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def to_csv(rows: Iterable[Row]) -> str:
    """The rows with a head line as comma separated values."""
    return _separated(rows, ",")


def to_tsv(rows: Iterable[Row]) -> str:
    """The rows with a head line as tab separated values, which spreadsheets take from the clipboard."""
    return _separated(rows, "\t")


def _separated(rows: Iterable[Row], delimiter: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow([column.label for column in COLUMNS])
    for row in rows:
        writer.writerow([safe_cell(cell) for cell in row.cells])
    return out.getvalue()
