"""The cells of one row, by role: ids, times, values, states and sources, as a plan says."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from netexplorer.graph.formats.clock import is_unstated, number_of
from netexplorer.graph.formats.days import day_of, days_among
from netexplorer.graph.formats.draft import Draft, DraftActor, Raw, Spell
from netexplorer.graph.formats.staterule import StateRule, state_by
from netexplorer.graph.formats.tables_figures import reader_of
from netexplorer.graph.formats.tables_grid import Grid, Row
from netexplorer.graph.formats.tables_plan import BOUNDS, Plan
from netexplorer.graph.formats.tables_times import (
    has_stamps,
    ordered,
    three_columns,
    timeset_spells,
    years_bce,
)

YES = frozenset(("1", "true", "t", "yes", "y", "directed"))
_NO = frozenset(("0", "false", "f", "no", "n", "undirected", "mutual"))


class Cells:
    """Reads rows of one grid by one plan.

    Parameters
    ----------
    kept : frozenset of str
        Roles whose cells are kept as values, beside those of columns without a role.
    """

    def __init__(self, grid: Grid, plan: Plan, draft: Draft, kept: frozenset[str]) -> None:
        self.plan = plan
        self.names = grid.names
        self.where = grid.where
        self._draft = draft
        self._place = {name: place for place, name in enumerate(grid.names)}
        self.at: dict[str, int] = {}
        for name, role in plan.roles.items():
            if name in self._place:
                self.at.setdefault(role, self._place[name])
        parts = {bound: tuple(self.at.get(f"{bound}_{part}") for part in ("year", "month", "day")) for bound in BOUNDS}
        self._parts = {bound: places for bound, places in parts.items() if places[0] is not None}
        self._times: dict[str, Raw] = {}
        self._claims: dict[str, str] = {}
        self._claim_places = self.places("claim")
        self._note_places = self.places("note")
        shown = {"" , "value", "weight", "x", "y"} | kept  # fmt: skip
        self.valued = [(name, p) for name, p in self._place.items() if plan.roles.get(name, "") in shown]
        self.of_state = [(name, p) for name, p in self._place.items() if plan.roles.get(name) == "state_value"]
        read = (*self.valued, *self.of_state)
        self._reader = {place: reader_of(grid.column(place), grid.delimiter) for _, place in read}
        self._is_stamps = "timeset" in self.at and has_stamps(grid.column(self.at["timeset"]))
        self.is_right_open = any(name.casefold() == "terminus" for name in plan.columns("end"))
        self.dynamic = self.places("dynamic")
        self._weights = frozenset(plan.columns("weight"))
        self.has_state = "state" in self.at or plan.states is not None
        self._state_of = self._states()
        self._is_dressed = self.has_state or any(role in self.at for role in ("note", "claim", "confidence"))

    @property
    def is_timed(self) -> bool:
        """Rows have times."""
        return bool(self._parts) or any(role in self.at for role in (*BOUNDS, "timeset"))

    def has(self, bound: str) -> bool:
        """There are columns for a bound."""
        return bound in self.at or bound in self._parts

    def places(self, role: str) -> list[int]:
        """The places of all columns of a role."""
        return [self._place[name] for name in self.plan.columns(role) if name in self._place]

    def place(self, name: str) -> int:
        """The place of a column."""
        return self._place[name]

    def text(self, row: Row, role: str) -> str:
        """The cell of a role without blanks around it; empty if there is none."""
        place = self.at.get(role)
        return row[place].strip() if place is not None and place < len(row) else ""

    def values(self, row: Row) -> dict[str, Any]:
        """What a row says that has no other place."""
        return self._values(row, self.valued)

    @property
    def detailed(self) -> list[str]:
        """The columns of a row of one instant that say more than who, when, of which kind and how much."""
        told = [name for role in ("note", "claim", "confidence") for name in self.plan.columns(role)]
        return [*(name for name, _ in self.valued if self.plan.roles.get(name) != "weight"), *told]

    @property
    def has_details(self) -> bool:
        """There are such columns."""
        return bool(self.detailed)

    def details(self, row: Row) -> Spell:
        """What they say."""
        spell = Spell(values={key: value for key, value in self.values(row).items() if key not in self._weights})
        spell.note, spell.sources, spell.confidence = self.note(row), self.sources(row), self.text(row, "confidence")
        return spell

    def _values(self, row: Row, columns: list[tuple[str, int]]) -> dict[str, Any]:
        count = len(row)
        return {
            name: self._reader[place](cell) for name, place in columns if place < count and (cell := row[place].strip())
        }

    def listed(self, row: Row, role: str) -> tuple[str, ...]:
        """The words of the cell of a role, of which it may have several."""
        return tuple(self._parts_of(self.text(row, role)))

    def _parts_of(self, cell: str) -> list[str]:
        parts = cell.split(self.plan.several) if self.plan.several else [cell]
        return [word for part in parts if (word := part.strip())]

    # -- times

    def time(self, row: Row, bound: str) -> Raw:
        """The time of a bound; None if it is not stated."""
        if bound in self._parts:
            cells = [row[place] if place is not None and place < len(row) else "" for place in self._parts[bound]]
            made = three_columns(*cells)
            return made if self.plan.era != "bce" or not isinstance(made, str) else _turned(made)
        return self._time_of(self.text(row, bound))

    def times(self, cells: Sequence[str]) -> list[Raw]:
        """The times of many different cells of a bound that has a column of its own."""
        days = set(days_among(cells)[0].tolist())
        return [cell if k in days else self._time_of(cell) for k, cell in enumerate(cells)]

    def _time_of(self, cell: str) -> Raw:
        if not cell:
            return None
        found = self._times.get(cell, _NEW)
        if found is _NEW:
            is_day = day_of(cell) is not None
            found = cell if is_day else None if is_unstated(cell) else ordered(cell, self.plan.date_order)
            self._times[cell] = found
        return found  # type: ignore[return-value]

    def spells(self, row: Row) -> list[Spell]:
        """When a row holds, with what it says of that time; without any bound there is none."""
        if cell := self.text(row, "timeset"):
            return timeset_spells(cell, is_stamps=self._is_stamps)
        if self.plan.era == "bce" and not self._parts:
            return self._backwards(row)
        start, end = self.time(row, "start"), self.time(row, "end")
        if (start is None or (end is None and not self.has("end"))) and self.has("instant"):
            at = self.time(row, "instant")
            start, end = (start or at), (end or at)
        is_open = self.is_right_open
        if end is None and start is not None and (length := self.text(row, "duration")):
            end, is_open = _plus(start, length), True
        if start is None and end is None:
            return []
        spell = Spell(start, end, end_open=is_open)
        if "censored_start" in self.at:
            spell.unknown_start = self.text(row, "censored_start").casefold() in YES
        if "censored_end" in self.at:
            spell.unknown_end = self.text(row, "censored_end").casefold() in YES
        return [spell]

    def _backwards(self, row: Row) -> list[Spell]:
        bounds = [years_bce(self.text(row, bound)) for bound in ("start", "end", "instant")]
        start, end, instant = bounds
        if instant is not None:
            return [instant]
        if start is None and end is None:
            return []
        return [Spell(start.start if start else None, end.end if end else None)]

    def weight(self, row: Row) -> float | None:
        """The weight of a row, if it is a number."""
        return self._number(self.text(row, "weight"))

    def heft(self, cell: str) -> float:
        """How much a contact weighs, by its cell; nothing where that is no number."""
        number = self._number(cell)
        return float(number) if number is not None and abs(number) < 1e300 else 0.0

    def _number(self, cell: str) -> float | None:
        place = self.at.get("weight")
        value = self._reader[place](cell) if place in self._reader and cell else None
        return value if isinstance(value, (int, float)) else number_of(cell.replace(",", "."))

    # -- what else a time says

    def state(self, row: Row) -> str:
        """The state while a row holds; empty is open."""
        return self._state_of(row)

    def _states(self) -> Callable[[Row], str]:
        rule = self.plan.states or StateRule()
        state_of, place = state_by(rule), self.at.get(rule.of or "state")
        if rule.attribute:
            place = self._place[rule.attribute]

        def of_row(row: Row) -> str:
            return state_of(row[place].strip() if place < len(row) else "") if place is not None else ""

        return of_row

    def dress(self, row: Row, spells: list[Spell]) -> list[Spell]:
        """Spells with the state, the notes and the sources of their row; sources alone hold since ever."""
        if not self._is_dressed:
            return spells
        state, note, sources = self.state(row), self.note(row), self.sources(row)
        confidence = self.text(row, "confidence")
        if not (state or note or sources or confidence):
            return spells
        values = self._values(row, self.of_state)
        for spell in spells or [Spell()]:
            spell.values = values or spell.values
            spell.state, spell.note, spell.sources, spell.confidence = state, note, sources, confidence
            spells = spells or [spell]
        return spells

    def note(self, row: Row) -> str:
        """All notes of a row."""
        return "; ".join(row[p].strip() for p in self._note_places if p < len(row) and row[p].strip())

    def sources(self, row: Row) -> tuple[str, ...]:
        """The sources that a row names, told to the draft."""
        found = []
        for place in self._claim_places:
            for cell in self._parts_of(row[place]) if place < len(row) else ():
                if is_unstated(cell):
                    continue
                known = self._claims.get(cell)
                if known is None:
                    known = self._claims[cell] = f"s{len(self._draft.sources) + 1}"
                    url = cell if cell.startswith(("http://", "https://")) and " " not in cell else ""
                    self._draft.source(known, title=cell, url=url)
                found.append(known)
        return tuple(found)

    def tell_of(self, row: Row, end: str, actor: DraftActor) -> None:
        """What a row of an edge says of the actor at one end, as far as nothing else said it before."""
        actor.name = actor.name or self.text(row, f"{end}_label")
        actor.kind = actor.kind or self.text(row, f"{end}_kind")
        actor.side = actor.side or self.text(row, f"{end}_side")
        for name in self.plan.columns(f"{end}_value"):
            place = self.place(name)
            if place < len(row) and (cell := row[place].strip()):
                actor.values.setdefault(name, cell)

    def is_directed(self, row: Row) -> bool | None:
        """What a row says of its direction."""
        cell = self.text(row, "direction").casefold()
        return True if cell in YES else False if cell in _NO else None


_NEW = object()


def _turned(date: str) -> Raw:
    year, *rest = date.split("-")
    return "-".join((f"-{int(year) - 1:04d}" if int(year) > 1 else "0000", *rest)) if year else date


def _plus(start: Raw, length: str) -> Raw:
    """A number later by another; for dates nothing."""
    one, other = number_of(start), number_of(length)
    return one + other if one is not None and other is not None and math.isfinite(one + other) else None
