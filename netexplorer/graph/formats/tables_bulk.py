"""The rows of a large table become columns of relationships or contacts, as ``tables_read`` would take them one by one.

What a cell or a few cells mean is asked of ``Cells`` once for each distinct value, in the order in which they come.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from netexplorer.graph.distinct import in_turn
from netexplorer.graph.formats.draft import Draft
from netexplorer.graph.formats.links import Coder, Codes, Flags, Links, Rows, Spells, filled, no, nothing, taken
from netexplorer.graph.formats.reading import Progress, Wish
from netexplorer.graph.formats.tables_cells import YES, Cells
from netexplorer.graph.formats.tables_cut import CellColumns, distinct
from netexplorer.graph.formats.tables_distinct import Distinct, distinct_rows
from netexplorer.graph.formats.tables_grid import Row
from netexplorer.graph.formats.tables_plan import PARTS
from netexplorer.graph.formats.tables_wholes import Wholes
from netexplorer.graph.gather import Coded

_SLOW = ("tags", "timeset", "duration", "target_start", "target_start_year")
MOST_TOLD = 20  # rows of one kind of fault that are told one by one


def can_take(cells: Cells) -> bool:
    """Whether rows have one interval at most, of times that stand in cells of their own."""
    plan = cells.plan
    return not (
        cells.dynamic or cells.of_state or plan.era or plan.end == "severed" or any(role in cells.at for role in _SLOW)
    )


class BulkTable:
    """Takes the columns of one table of edges.

    Parameters
    ----------
    table : CellColumns
        The cells.
    """

    def __init__(self, draft: Draft, cells: Cells, table: CellColumns, progress: Progress, cancelled: Wish) -> None:
        self._draft = draft
        self._cells = cells
        self._table = table
        self._known: dict[int, Coded] = {}
        self._wholes = Wholes(table, len(cells.names), progress, cancelled)
        self._rows: npt.NDArray[np.int64] = np.arange(table.count)
        self._times = Coder(None)
        self._is_told = False

    def take(self, *, is_contact: bool) -> int:
        """Fill the draft, and say how many rows were taken."""
        cells = self._cells
        needed = {*cells.at.values(), *(() if is_contact else (place for _, place in cells.valued))}
        self._wholes.number((cells.at["source"], cells.at["target"]), needed)
        source, target = self._ends()
        self._tell_of_ends(source, target)
        if is_contact:
            self._draft.rows = self._contacts(source, target)
        else:
            self._draft.columns = self._links(source, target)
        return len(self._rows)

    def _tell_beyond(self) -> None:
        count, line, cell = self._table.beyond
        if count and not self._is_told:
            self._is_told = True
            where = f"{self._cells.where} {line}"
            said = f"Cells beyond the last column are left out (first '{cell[:40]}' in {where})."
            self._draft.bent("ragged-row", said, count)

    # -- columns of the rows that name two actors

    def _column(self, place: int) -> Coded:
        """The cells of a column."""
        known = self._known.get(place)
        if known is None:
            whole = self._wholes.of(place)
            is_every = len(self._rows) == len(whole.codes)
            known = self._known[place] = whole if is_every else taken(whole, self._rows)
        return known

    def _distinct(self, places: Sequence[int]) -> Distinct:
        columns = [self._column(place) for place in places]
        return distinct_rows(columns, are_whole=len(self._rows) == self._table.count)

    def _together(self, places: Sequence[int]) -> tuple[Distinct, list[Row]]:
        """The distinct rows of some columns, and how they look."""
        found = self._distinct(places)
        return found, found.made(len(self._cells.names), places)

    def _asked(self, places: Sequence[int], ask: Callable[[Row], Any], empty: Any = "") -> Coded:
        """What distinct rows of some columns say, each answer once."""
        if not places:
            return nothing(len(self._rows), empty)
        found, rows = self._together(places)
        known = Coder(empty)
        return Coded(found.through([known[ask(row)] for row in rows]), list(known))

    def _of(self, role: str) -> Coded:
        place = self._cells.at.get(role)
        return nothing(len(self._rows)) if place is None else self._column(place)

    # -- actors

    def _ends(self) -> tuple[Codes, Codes]:
        """The places of the actors at both ends, named in the order of the rows; rows without two are left out."""
        at, prefixes = self._cells.at, self._cells.plan.prefixes
        both = self._wholes.of(at["source"], at["target"])
        codes, names = both.codes, both.values
        are_all = not codes.size or codes.min() > 0
        is_bad = no(codes.shape[1]) if are_all else (codes == 0).any(axis=0)
        self._tell_faults(np.flatnonzero(is_bad))
        if are_all and not prefixes and not self._draft.actors:  # as they are numbered
            self._draft.mention_all(names[1:])
            return codes[0] - np.int32(1), codes[1] - np.int32(1)
        if not are_all:
            self._rows = np.flatnonzero(~is_bad)
            codes = codes[:, self._rows]
        if prefixes:  # the same cell names one actor at one end, and another at the other
            named = [prefixes.get(end, "") + name for end in ("source", "target") for name in names]
            both = distinct(codes + np.array([[0], [len(names)]], dtype=np.int32), named)
            codes, names = both.codes, both.values
        turn = in_turn(codes.T.ravel(), len(names))
        self._draft.mention_all([names[code] for code in turn])
        row_of = {name: row for row, name in enumerate(self._draft.actors)}
        place = np.zeros(len(names), dtype=np.int32)
        place[turn] = [row_of[names[code]] for code in turn]
        return place[codes[0]], place[codes[1]]

    def _tell_faults(self, rows: npt.NDArray[np.int64]) -> None:
        what = "names no two actors"
        if len(rows) <= MOST_TOLD or self._table.beyond[1] <= self._table.line(int(rows[MOST_TOLD])):
            self._tell_beyond()
        for row in rows[:MOST_TOLD].tolist():
            where = f"{self._cells.where} {self._table.line(row)}"
            self._draft.tell("warning", "bad-row", where, f"This row {what}; it is left out.")
        if len(rows) > MOST_TOLD:
            said = f"More rows like these are left out (one {what})."
            self._draft.bent("bad-row", said, len(rows) - MOST_TOLD)
        self._tell_beyond()

    def _tell_of_ends(self, *ends: Codes) -> None:
        """What the rows say of their ends, each distinct thing once, in the order in which rows would say it."""
        cells = self._cells
        told: list[tuple[int, int, int, Row]] = []
        for side, (end, actors) in enumerate(zip(("source", "target"), ends, strict=True)):
            roles = [role for role in cells.plan.roles.values() if role.startswith(f"{end}_")]
            places = sorted({place for role in roles for place in cells.places(role)})
            if places:
                told += self._told_of(side, actors, places)
        names = list(self._draft.actors) if told else []
        for _, side, actor, row in sorted(told, key=lambda each: each[:2]):
            cells.tell_of(row, ("source", "target")[side], self._draft.actors[names[actor]])

    def _told_of(self, side: int, actors: Codes, places: list[int]) -> Iterator[tuple[int, int, int, Row]]:
        found, rows = self._together(places)
        row_of = dict(zip(found.turn, rows, strict=True))
        pair = actors.astype(np.int64) * (max(found.turn, default=0) + 1) + found.codes
        _, first = np.unique(pair, return_index=True)
        for at in first.tolist():
            yield at, side, int(actors[at]), row_of[int(found.codes[at])]

    # -- contacts

    def _contacts(self, source: Codes, target: Codes) -> Rows:
        cells = self._cells
        weight = None
        if "weight" in cells.at:
            column = self._of("weight")
            weight = np.array([cells.heft(text) for text in column.values], dtype=np.float64)[column.codes]
        time = self._time("instant")
        return Rows(source, target, time, list(self._times), self._of("type"), weight)  # type: ignore[arg-type]

    # -- relationships

    def _time(self, bound: str) -> Codes:
        """The times of a bound, as codes of all times of the table."""
        cells = self._cells
        if not cells.has(bound):
            return np.zeros(len(self._rows), dtype=np.int32)
        parts = [place for part in PARTS if (place := cells.at.get(f"{bound}_{part}")) is not None]
        if f"{bound}_year" in cells.at:
            found, rows = self._together(parts)
            times = [cells.time(row, bound) for row in rows]
        else:
            found = self._distinct([cells.at[bound]])
            times = cells.times(found.cells[0])
        return found.through([self._times[time] for time in times])

    def _links(self, source: Codes, target: Codes) -> Links:
        cells, count = self._cells, len(self._rows)
        ways = {None: -1, False: 0, True: 1}
        directed = self._asked(self._places("direction"), lambda row: ways[cells.is_directed(row)], -1)
        spells, has_spell = self._spells()
        return Links(
            source=source,
            target=target,
            directed=np.array(directed.values, dtype=np.int8)[directed.codes],
            id=self._of("id"),
            type=self._of("type"),
            label=self._of("label"),
            tags=nothing(count, ()),
            values=self._values(),
            times=list(self._times),  # type: ignore[arg-type]
            spell_start=np.append(0, np.cumsum(has_spell)),
            spells=spells,
        )

    def _places(self, *roles: str) -> list[int]:
        return [self._cells.at[role] for role in roles if role in self._cells.at]

    def _spells(self) -> tuple[Spells, Flags]:
        """The intervals, and which rows have one: those with a time, or with something to say of one."""
        cells = self._cells
        start, end = self._bounds()
        plan, at = cells.plan, cells.at
        rule = plan.states
        stated = self._places("state") if rule is None or not (rule.attribute or rule.weight) else (
            self._places("weight") if rule.weight else [cells.place(rule.attribute)]
        )  # fmt: skip
        columns = (
            self._asked(stated if cells.has_state else [], cells.state),
            self._asked(cells.places("note") if "note" in at else [], cells.note),
            self._of("confidence"),
            self._asked(cells.places("claim"), cells.sources, ()),
        )
        is_timed = (start > 0) | (end > 0)
        has_spell = np.logical_or.reduce([is_timed, *(filled(column) for column in columns if len(column.values) > 1)])
        rows: slice | npt.NDArray[np.int64] = slice(None) if has_spell.all() else np.flatnonzero(has_spell)
        timed = is_timed[rows]
        count = len(timed)
        from_, until = (
            timed & self._is_yes(role)[rows] if role in at else no(count) for role in ("censored_start", "censored_end")
        )
        state, note, confidence, sources = (taken(column, rows) for column in columns)
        is_open = timed if cells.is_right_open else no(count)
        spells = Spells(
            start[rows], end[rows], no(count), is_open, from_, until,
            state, note, confidence, sources, nothing(count, {}),
        )  # fmt: skip
        return spells, has_spell

    def _is_yes(self, role: str) -> Flags:
        column = self._of(role)
        return np.array([cell.casefold() in YES for cell in column.values], dtype=np.bool_)[column.codes]

    def _bounds(self) -> tuple[Codes, Codes]:
        cells = self._cells
        start, end = self._time("start"), self._time("end")
        if cells.has("instant"):
            is_alone = (start == 0) | ((end == 0) & (not cells.has("end")))
            instant = self._time("instant")
            start = np.where(is_alone & (start == 0), instant, start)
            end = np.where(is_alone & (end == 0), instant, end)
            if cells.has_state and not cells.has("end"):
                end = np.zeros_like(end)
        return start.astype(np.int32, copy=False), end.astype(np.int32, copy=False)

    def _values(self) -> Coded:
        """What rows say that has no other place, for each distinct row of the columns that are kept."""
        cells = self._cells
        places = [place for _, place in cells.valued]
        if not places:
            return nothing(len(self._rows), {})
        found, rows = self._together(places)
        said: list[dict[str, Any]] = [{}]
        codes = []
        for row in rows:
            values = cells.values(row)
            codes.append(len(said) if values else 0)
            said += [values] if values else []
        return Coded(found.through(codes), said)
