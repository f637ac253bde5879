"""Tables of spells as networkDynamic of R writes them: edges from ``tail`` to ``head``, or vertices, from ``onset`` on.

``terminus`` does not belong to the spell. A bound is censored where observation begins or ends, and not the thing.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from netexplorer.graph.formats.delimited import rows_of
from netexplorer.graph.formats.draft import Ask, Draft, DraftLink, Raw, Spell
from netexplorer.graph.formats.foreign import refuse
from netexplorer.graph.formats.reading import Progress, Wish, stop_if
from netexplorer.graph.formats.unpack import Source
from netexplorer.graph.formats.watch import head_lines, lines_of, time_of

_TRUE = frozenset(("true", "t", "1", "yes"))
_KEYS = frozenset(
    ("", "onset", "terminus", "tail", "head", "vertex.id", "edge.id", "onset.censored", "terminus.censored", "duration")
)
_STATES = ("state", "status")
_NAMES = ("vertex.names", "vertex.name", "name", "label")
_KINDS = ("kind", "type", "category")
_EVERY = 4_000  # rows between two looks at whether to stop


def sniff(head: bytes) -> bool:
    """The first line is a header of these columns and of no others' tables."""
    lines = head_lines(head)
    return bool(lines) and _is_header(_columns(lines[0]))


def _is_header(columns: Sequence[str]) -> bool:
    found = set(columns)
    if {"onset", "terminus"} <= found:
        return {"tail", "head"} <= found or "vertex.id" in found
    return next((column for column in columns if column), "") == "vertex.id"


def _delimiter(header: str) -> str:
    return max("\t;, ", key=lambda mark: (header.count(mark), mark == ","))


def _columns(header: str) -> list[str]:
    _, cells = next(rows_of([header.lstrip("\ufeff")], _delimiter(header), skips_blanks=True), (0, []))
    return [cell.strip().casefold() for cell in cells]


def read(source: Source, ask: Ask, progress: Progress, cancelled: Wish) -> Draft:
    """Read the rows.

    Raises
    ------
    UserError
        When the columns are not there.
    """
    lines = lines_of(source)
    first = next((place for place, line in enumerate(lines) if line.strip()), len(lines))
    columns = _columns(lines[first]) if first < len(lines) else []
    if not _is_header(columns):
        raise refuse(source, "this table has no columns onset and terminus with tail and head, or with vertex.id")
    delimiter = _delimiter(lines[first])
    titles = [cell.strip() for cell in next(rows_of([lines[first]], delimiter))[1]]
    table = _Table(Draft("networkDynamic spells"), columns, titles, has_comma=delimiter == ";")
    for number, cells in rows_of(islice(lines, first + 1, None), delimiter):
        if number % _EVERY == 0:
            stop_if(cancelled)
            progress(number / len(lines))
        if any(cell.strip() for cell in cells):
            table.take(cells, number + first + 1)
    return table.ended()


class _Table:
    """The rows of one table become spells of links or of actors."""

    def __init__(self, draft: Draft, columns: list[str], titles: list[str], *, has_comma: bool) -> None:
        self.draft = draft
        draft.directed = True
        draft.is_double = True
        self._columns = columns
        self._titles = dict(zip(columns, titles, strict=False))
        self._has_comma = has_comma
        self._is_edges = "tail" in columns and "head" in columns
        self._links: dict[tuple[str, str, str], DraftLink] = {}
        self._rows = 0

    def take(self, cells: list[str], line: int) -> None:
        """One row."""
        # R's row names have no title of their own where the header was written without them.
        cells = cells[1:] if len(cells) == len(self._columns) + 1 else cells
        row = dict(zip(self._columns, (cell.strip() for cell in cells), strict=False))
        self._rows += 1
        if self._is_edges:
            self._edge(row, line)
        else:
            self._vertex(row, line)

    def ended(self) -> Draft:
        """The draft; rows of edges and distinct vertices are its records."""
        actors = len(self.draft.actors)
        self.draft.records = (actors, self._rows) if self._is_edges else (actors, 0)
        return self.draft

    def _edge(self, row: dict[str, str], line: int) -> None:
        tail, head = row.get("tail", ""), row.get("head", "")
        if not tail or not head:
            self.draft.tell("warning", "bad-line", f"line {line}", "This row has no tail or no head; it is left out.")
            return
        key = (tail, head, row.get("edge.id", ""))
        link = self._links.get(key)
        if link is None:
            link = self._links[key] = self.draft.link(tail, head)
        values: dict[str, object] = {
            self._titles[name]: time_of(value)
            for name, value in row.items()
            if name not in _KEYS and name not in _STATES and value
        }
        for spell in self._spell(row):
            spell.state = next((row[name] for name in _STATES if row.get(name)), "")
            spell.values = values
            link.spells.append(spell)

    def _vertex(self, row: dict[str, str], line: int) -> None:
        name = row.get("vertex.id", "")
        if not name:
            self.draft.tell("warning", "bad-line", f"line {line}", "This row has no vertex.id; it is left out.")
            return
        actor = self.draft.actors.get(name)
        if actor is None:
            known = {key: row[key] for key in row if key not in _KEYS and row[key]}
            label = next((known.pop(key) for key in _NAMES if key in known), "")
            kind = next((known.pop(key) for key in _KINDS if key in known), "")
            values = {self._titles[key]: time_of(value) for key, value in known.items()}
            actor = self.draft.declare(name, label, kind=kind, values=values)
        actor.spells.extend(self._spell(row))

    def _spell(self, row: dict[str, str]) -> list[Spell]:
        if "onset" not in row and "terminus" not in row:
            return []
        onset, terminus = self._time(row.get("onset", "")), self._time(row.get("terminus", ""))
        is_never = isinstance(onset, str) and onset == terminus and onset.casefold().lstrip("+-") in ("inf", "infinity")
        if is_never:
            self.draft.bent("never", "Spells from Inf to Inf are at no time, and left out.")
            return []
        return [
            Spell(
                onset,
                terminus,
                end_open=True,
                unknown_start=row.get("onset.censored", "").casefold() in _TRUE,
                unknown_end=row.get("terminus.censored", "").casefold() in _TRUE,
            )
        ]

    def _time(self, text: str) -> Raw:
        return time_of(text.replace(",", ".") if self._has_comma else text)
