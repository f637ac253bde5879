"""SoNIA's ``.son``: tables of nodes, arcs and clusters parted by tabs, a row for each time that something holds.

A row ends at its ``EndTime``, which does not belong to it; one without is an instant. Rows of one node are its times.
"""

from __future__ import annotations

from typing import Any

from netexplorer.graph.formats.draft import Ask, Draft, Spell
from netexplorer.graph.formats.foreign import refuse
from netexplorer.graph.formats.reading import Progress, Wish
from netexplorer.graph.formats.unpack import Source
from netexplorer.graph.formats.watch import head_lines, lines_of, time_of, watched

_TABLES = {"nodeid": "nodes", "alphaid": "nodes", "fromid": "arcs", "clusterid": "clusters"}
_TIMES = ("starttime", "endtime")
_STATES = ("state", "status")
_TYPES = ("type", "arctype", "relation", "relationship", "interaction")
_KINDS = ("kind", "type", "category")

Row = dict[str, str]  # by the name of the column in lower case


def sniff(head: bytes) -> bool:
    """The first line that is no comment begins with the name of the column of ids."""
    lines = [line for line in head_lines(head) if not line.lstrip().startswith("//")]
    return bool(lines) and lines[0].split("\t")[0].strip().casefold() in ("nodeid", "alphaid")


def read(source: Source, ask: Ask, progress: Progress, cancelled: Wish) -> Draft:
    """Read the tables, each below the names of its columns.

    Raises
    ------
    UserError
        When there is no table of nodes or arcs.
    """
    file = _File(Draft("SoNIA"))
    for number, line in watched(lines_of(source), progress, cancelled):
        if line.strip() and not line.lstrip().startswith("//"):
            file.take([cell.strip().strip('"') for cell in line.split("\t")], number)
    if not file.has_table:
        raise refuse(source, "this SoNIA file has no line that begins with NodeId, AlphaId or FromId")
    return file.ended()


class _File:
    """The table that is being read and what came out of it."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.has_table = False
        self._table = ""
        self._columns: list[str] = []  # lower case
        self._titles: dict[str, str] = {}  # as the file has them
        self._changing: set[str] = set()  # names of nodes' attributes that differ between rows
        draft.directed = True
        draft.joins_parallel = True
        draft.is_double = True

    def take(self, cells: list[str], line: int) -> None:
        """One line of a table, or of the names of columns."""
        if (first := cells[0].casefold()) in _TABLES:
            self.has_table = True
            self._table = _TABLES[first]
            self._columns = [cell.casefold() for cell in cells]
            self._titles.update(zip(self._columns, cells, strict=True))
            if self._table != "clusters" and "starttime" not in self._columns:
                self.draft.tell("note", "no-times", f"line {line}", f"These {self._table} have no StartTime.")
            return
        row = dict(zip(self._columns, cells, strict=False))
        if self._table == "nodes":
            self._node(row)
        elif self._table == "arcs":
            self._arc(row, line)
        else:
            self.draft.keep("clusters" if self._table else "lines before the first table")

    def ended(self) -> Draft:
        """The draft; the names of actors that have none are their ids."""
        if self._changing:
            shown = ", ".join(sorted(self._titles[key] for key in self._changing)[:5])
            self.draft.bent(
                "changing-attributes", f"Of attributes of nodes that change the first value is read ({shown})."
            )
        links = self.draft.links
        self.draft.records = (len([each for each in self.draft.actors.values() if each.is_declared]), len(links))
        return self.draft

    def _node(self, row: Row) -> None:
        name = row.get("nodeid") or row.get("alphaid") or ""
        label, kind = row.get("label", ""), next((row[key] for key in _KINDS if row.get(key)), "")
        known = self.draft.actors.get(name)
        values = self._rest(row, ("nodeid", "alphaid", "label", *_KINDS, "x", "y"))
        at = _number(row.get("x")), _number(row.get("y"))
        if known is None or not known.is_declared:
            known = self.draft.declare(name, label, kind=kind, values=values)
            known.xy = (at[0], at[1]) if at[0] is not None and at[1] is not None else None
        else:
            if label and label not in (known.name, *known.aliases):
                known.aliases = (*known.aliases, label)[:100]
            self._changing |= {key.casefold() for key, value in values.items() if known.values.get(key) != value}
        known.spells.extend(_spells(row))

    def _arc(self, row: Row, line: int) -> None:
        source, target = row.get("fromid", ""), row.get("toid", "")
        if not source or not target:
            self.draft.tell("warning", "bad-line", f"line {line}", "This arc has no two ends; it is left out.")
            return
        values = self._rest(row, ("fromid", "toid", "label", *_TYPES, *_STATES))
        spells = _spells(row)
        weight = {key: values.pop(key) for key in list(values) if spells and key.casefold() == "arcweight"}
        for spell in spells:
            spell.state = next((row[key] for key in _STATES if row.get(key)), "")
            spell.values = weight if weight and next(iter(weight.values())) != 1 else {}
        self.draft.link(
            source,
            target,
            type=next((row[key] for key in _TYPES if row.get(key)), ""),
            label=row.get("label", ""),
            values=values,
            spells=spells,
        )

    def _rest(self, row: Row, taken: tuple[str, ...]) -> dict[str, Any]:
        return {
            self._titles[key]: time_of(value)
            for key, value in row.items()
            if key and value and key not in taken and key not in _TIMES
        }


def _spells(row: Row) -> list[Spell]:
    if "starttime" not in row and "endtime" not in row:
        return []
    start = time_of(row.get("starttime", ""))
    return [Spell(start, time_of(row["endtime"]) if "endtime" in row else start, end_open=True)]


def _number(text: str | None) -> float | None:
    at = time_of(text or "")
    return None if isinstance(at, str) or at is None else float(at)  # type: ignore[arg-type]
