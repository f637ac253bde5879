"""Tables of spells as networkDynamic of R writes them: edges from ``tail`` to ``head``, or vertices, from ``onset`` on.

``terminus`` does not belong to the spell. A bound is censored where observation begins or ends, and not the thing.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import islice

from netexplorer.graph.axis import LARGEST_NUMBER, TICKS_PER_UNIT
from netexplorer.graph.dates import Precision
from netexplorer.graph.formats.delimited import rows_of
from netexplorer.graph.formats.draft import Ask, Draft, DraftLink, Instant, Raw, Spell
from netexplorer.graph.formats.foreign import refuse
from netexplorer.graph.formats.reading import Progress, Wish, stop_if
from netexplorer.graph.formats.spells_write import VERTICES
from netexplorer.graph.formats.tables_own import beside, unguarded
from netexplorer.graph.formats.unpack import Source, unpacked
from netexplorer.graph.formats.watch import head_lines, lines_of, time_of

_TRUE = frozenset(("true", "t", "1", "yes"))
_KEYS = frozenset(
    ("", "onset", "terminus", "tail", "head", "vertex.id", "edge.id", "onset.censored", "terminus.censored", "duration",
     "onset.date", "terminus.date", "time.unit", "vertex.pid", "edge.pid", "edge.type", "edge.label", "directed")
)  # fmt: skip
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
    draft = Draft("networkDynamic spells")
    ids: dict[str, str] = {}
    if source.path is not None and (near := beside(source.path.with_name(source.name), VERTICES)).is_file():
        table = _table(unpacked(near), draft, ids, progress, cancelled)
        draft.bent("vertices-beside", f"The vertices are read from {near.name}, which lies beside it.")
        if table.is_edges:
            raise refuse(source, f"{near.name} beside it is a table of edges and not of vertices", "Rename it.")
    return _table(source, draft, ids, progress, cancelled).ended()


def _table(source: Source, draft: Draft, ids: dict[str, str], progress: Progress, cancelled: Wish) -> _Table:
    """Take all rows of one table."""
    lines = lines_of(source)
    first = next((place for place, line in enumerate(lines) if line.strip()), len(lines))
    columns = _columns(lines[first]) if first < len(lines) else []
    if not _is_header(columns):
        raise refuse(source, "this table has no columns onset and terminus with tail and head, or with vertex.id")
    delimiter = _delimiter(lines[first])
    titles = [cell.strip() for cell in next(rows_of([lines[first]], delimiter))[1]]
    table = _Table(draft, columns, titles, ids, has_comma=delimiter == ";")
    for number, cells in rows_of((f"{line}\n" for line in islice(lines, first + 1, None)), delimiter):
        if number % _EVERY == 0:
            stop_if(cancelled)
            progress(number / len(lines))
        if any(cell.strip() for cell in cells):
            table.take(cells, number + first + 1)
    return table


class _Table:
    """The rows of one table become spells of links or of actors."""

    def __init__(
        self, draft: Draft, columns: list[str], titles: list[str], ids: dict[str, str], *, has_comma: bool
    ) -> None:
        self.draft = draft
        draft.directed = True
        draft.is_double = True
        self._columns = columns
        self._titles = dict(zip(columns, titles, strict=False))
        self._has_comma = has_comma
        self._ids = ids  # our own ids of vertices by their numbers, in tables that we wrote
        self.is_edges = "tail" in columns and "head" in columns
        if "onset.date" in columns:
            draft.time_kind = "calendar"
        elif "time.unit" in columns:
            draft.time_kind = "number"
        self._links: dict[tuple[str, str, str], DraftLink] = {}
        self._rows = 0

    def take(self, cells: list[str], line: int) -> None:
        """One row."""
        # R's row names have no title of their own where the header was written without them.
        cells = cells[1:] if len(cells) == len(self._columns) + 1 else cells
        row = dict(zip(self._columns, (unguarded(cell.strip()) for cell in cells), strict=False))
        self._rows += 1
        if self.is_edges:
            self._edge(row, line)
        else:
            self._vertex(row, line)

    def ended(self) -> Draft:
        """The draft; rows of edges and distinct vertices are its records."""
        actors = len(self.draft.actors)
        self.draft.records = (actors, self._rows) if self.is_edges else (actors, 0)
        return self.draft

    def _edge(self, row: dict[str, str], line: int) -> None:
        tail, head = row.get("tail", ""), row.get("head", "")
        if not tail or not head:
            self.draft.tell("warning", "bad-line", f"line {line}", "This row has no tail or no head; it is left out.")
            return
        tail, head = self._ids.get(tail, tail), self._ids.get(head, head)
        key = (tail, head, row.get("edge.id", ""))
        link = self._links.get(key)
        if link is None:
            said = {"id": row.get("edge.pid", ""), "type": row.get("edge.type", ""), "label": row.get("edge.label", "")}
            way = row.get("directed", "").casefold()
            link = self._links[key] = self.draft.link(tail, head, directed=way in _TRUE if way else None, **said)
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
        if pid := row.get("vertex.pid"):
            self._ids[name] = name = pid
        actor = self.draft.actors.get(name)
        if actor is None:
            known = {key: row[key] for key in row if key not in _KEYS and row[key]}
            label = next((known.pop(key) for key in _NAMES if key in known), "")
            kind = next((known.pop(key) for key in _KINDS if key in known), "")
            side, told = known.pop("side", ""), known.pop("description", "")
            values = {self._titles[key]: time_of(value) for key, value in known.items()}
            actor = self.draft.declare(name, label, kind=kind, side=side, description=told, values=values)
        actor.spells.extend(self._spell(row))

    def _spell(self, row: dict[str, str]) -> list[Spell]:
        if "onset" not in row and "terminus" not in row:
            return []
        onset, terminus = self._bound(row, "onset"), self._bound(row, "terminus")
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

    def _bound(self, row: dict[str, str], bound: str) -> Raw:
        """A time: the date of it in tables that we wrote, and the exact number where numbers are meant."""
        text = row.get(bound, "")
        if "onset.date" in row or "terminus.date" in row:
            return row.get(f"{bound}.date") or None
        if unit := row.get("time.unit", ""):
            self.draft.unit = unit if unit != "unit" else ""
            return _exact(text)
        return self._time(text)

    def _time(self, text: str) -> Raw:
        return time_of(text.replace(",", ".") if self._has_comma else text)


def _exact(text: str) -> Raw:
    """A number to the millionth, which a float of many digits has not."""
    try:
        number = Decimal(text)
        tick = int(number * TICKS_PER_UNIT) if number.is_finite() else None
    except (ArithmeticError, ValueError):
        return text
    if tick is None or abs(tick) > LARGEST_NUMBER * TICKS_PER_UNIT:
        return text
    whole, part = divmod(tick, TICKS_PER_UNIT)
    return Instant(float(number) if part else whole, tick, tick + 1, Precision.NUMBER)
