"""Rows become a draft: edges, nodes, matrices and lists of neighbours, as a plan says."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise
from math import isfinite

from netexplorer.errors import UserError
from netexplorer.graph.formats.bounds import MOST_CELLS
from netexplorer.graph.formats.clock import Clock, Scale, number_of
from netexplorer.graph.formats.contact_details import Details
from netexplorer.graph.formats.draft import Draft, DraftActor, DraftEvent, Spell
from netexplorer.graph.formats.reading import Progress, Wish, stop_if
from netexplorer.graph.formats.tables_bulk import MOST_TOLD, BulkTable, can_take
from netexplorer.graph.formats.tables_cells import Cells
from netexplorer.graph.formats.tables_grid import Grid, Numbered, Row
from netexplorer.graph.formats.tables_known import ranked_states
from netexplorer.graph.formats.tables_panel import are_serials, none_of
from netexplorer.graph.formats.tables_plan import Plan
from netexplorer.graph.formats.tables_times import dynamic_spells

_EVERY = 5_000  # rows between two looks at whether to stop
_MOST_EVENTS = 20_000  # values over time of actors that are told as events


class TableReader:
    """Fills one draft from one or several tables of a file."""

    def __init__(self, draft: Draft, progress: Progress, cancelled: Wish, total: int) -> None:
        self.draft = draft
        self.edges = 0
        self._progress = progress
        self._cancelled = cancelled
        self._total = max(total, 1)
        self._done = 0
        self._faults = 0
        self._dynamic = 0

    def read(self, grid: Grid, plan: Plan) -> None:
        """Read all rows of a table."""
        if plan.table == "matrix":
            self._matrix(grid, plan)
        elif plan.table == "adjacency":
            self._neighbours(grid, plan)
        elif plan.table == "edges":
            self._edges(grid, plan)
        else:
            self._nodes(grid, plan)

    def _begin(self, plan: Plan, grid: Grid) -> None:
        if columns := plan.columns("state"):
            self.draft.states = self.draft.states or ranked_states(set(grid.column(grid.names.index(columns[0]))))
        if any(role.endswith(("_month", "_year")) for role in plan.roles.values()):
            self.draft.time_kind = "calendar"
        if plan.time:
            self.draft.time_kind, self.draft.is_double = plan.time, plan.time == "number"
        if are_serials(grid, plan):
            self.draft.clock = Clock(Scale.SERIAL)
            self.draft.bent("serial-days", "Times are read as spreadsheets count days, from 30 December 1899.")
        if plan.era == "bce":
            self.draft.clock = Clock(Scale.TEXT)

    def _rows(self, grid: Grid) -> Iterator[Numbered]:
        width = len(grid.names)
        for number, row in grid.rows():
            self._done += 1
            if self._done % _EVERY == 0:
                stop_if(self._cancelled)
                self._progress(min(self._done / self._total, 1.0))
            if len(row) != width and grid.is_named:
                self._ragged(grid, number, row, width)
            yield number, row

    def _ragged(self, grid: Grid, number: int, row: Row, width: int) -> None:
        beyond = [cell for cell in row[width:] if cell.strip()]
        if beyond:
            self.draft.bent(
                "ragged-row",
                f"Cells beyond the last column are left out (first '{beyond[0][:40]}' in {grid.where} {number}).",
            )

    def _fault(self, grid: Grid, number: int, what: str) -> None:
        self._faults += 1
        if self._faults <= MOST_TOLD:
            self.draft.tell("warning", "bad-row", f"{grid.where} {number}", f"This row {what}; it is left out.")
        else:
            self.draft.bent("bad-row", f"More rows like these are left out (one {what}).")

    # -- edges

    def _edges(self, grid: Grid, plan: Plan) -> None:
        draft = self.draft
        cells = Cells(grid, plan, draft, frozenset())
        draft.directed = bool(plan.directed)
        draft.joins_parallel = cells.is_timed
        self._begin(plan, grid)
        is_contact = cells.has("instant") and not any(
            has for has in (cells.has("start"), cells.has("end"), "timeset" in cells.at, "state" in cells.at,
                            "duration" in cells.at, plan.states, plan.era)
        )  # fmt: skip
        says_none = none_of(grid, plan) if is_contact else None
        cells = Cells(grid, plan, draft, frozenset(("label", "id"))) if is_contact else cells
        ends = at_source, at_target = cells.at["source"], cells.at["target"]
        table = grid.columned(ends) if says_none is None and grid.columned and can_take(cells) else None
        details = Details(draft, cells, table.count if table else 0)
        if table is not None and not (is_contact and details.is_wanted):
            stop_if(self._cancelled)
            self.edges += BulkTable(draft, cells, table, self._progress, self._cancelled).take(is_contact=is_contact)
            details.end(self.edges) if is_contact else None
            return
        before = plan.prefixes.get("source", ""), plan.prefixes.get("target", "")
        about = [role for role in plan.roles.values() if role.startswith(("source_", "target_"))]
        least = max(ends)
        is_weighted = is_contact and "weight" in cells.at and not draft.contacts.times
        rows, years = 0, set[int]()
        for number, row in self._rows(grid):
            source, target = (row[at_source].strip(), row[at_target].strip()) if len(row) > least else ("", "")
            if not source or not target:
                self._fault(grid, number, "names no two actors")
                continue
            rows += 1
            if says_none is not None and (year := cells.text(row, "instant")).isdigit():
                years.add(int(year))
            if says_none is not None and says_none(row):
                draft.bent("none-rows", "Rows of a panel that say 0 of every tie are no relationships.")
                continue
            source, target = before[0] + source, before[1] + target
            if is_contact:
                draft.contact(source, target, cells.time(row, "instant"), cells.text(row, "type"))
                if is_weighted:
                    draft.contacts.weights.append(cells.heft(cells.text(row, "weight")))
                details.add(row)
            else:
                self._link(cells, row, source, target)
            if about:
                _tell_of(draft, cells, row, source, target)
        self.edges += rows
        details.end(rows) if is_contact else None
        if says_none is not None and len(years) > 1:
            draft.contacts.gap = draft.contacts.step = min(b - a for a, b in pairwise(sorted(years)))

    def _link(self, cells: Cells, row: Row, source: str, target: str) -> None:
        spells = cells.spells(row)
        if cells.has_state and not cells.has("end") and cells.has("instant"):
            for spell in spells:
                spell.end = None  # a state holds until the next one
        values = cells.values(row)
        for place in cells.dynamic:
            cell = row[place].strip() if place < len(row) else ""
            if spells or not cell:
                self.draft.keep("values over time of relationships") if cell else None
            else:
                name = cells.names[place]
                for spell, value in dynamic_spells(cell):
                    is_state = name.casefold() == "state"
                    spell.state, spell.values = (value, {}) if is_state else ("", {name: value})
                    spells.append(spell)
        spells = cells.dress(row, spells)
        self.draft.link(
            source, target, id=cells.text(row, "id"), type=cells.text(row, "type"), label=cells.text(row, "label"),
            directed=cells.is_directed(row), tags=cells.listed(row, "tags"), values=values, spells=spells,
        )  # fmt: skip

    def _nodes(self, grid: Grid, plan: Plan) -> None:
        draft = self.draft
        cells = Cells(grid, plan, draft, frozenset(("type", "state")))
        self._begin(plan, grid)
        if "id" not in cells.at:
            cells.at["id"] = cells.at.get("label", 0)
        before = plan.prefixes.get("id", "")
        for number, row in self._rows(grid):
            id = cells.text(row, "id")
            if not id:
                self._fault(grid, number, "has no id")
                continue
            actor = self._actor(cells, row, before + id)
            is_attribute = bool(cells.text(row, "key"))
            if is_attribute:
                self._value_of_key(cells, row, actor)
                continue
            actor.spells += cells.spells(row)
            for source in cells.sources(row):
                actor.sources = actor.sources if source in actor.sources else (*actor.sources, source)
            for value, name in ((row[cells.place(n)], n) for n in plan.columns("dynamic") if cells.place(n) < len(row)):
                self._over_time(actor, name, value)

    def _actor(self, cells: Cells, row: Row, id: str) -> DraftActor:
        known = self.draft.actors.get(id)
        values = {} if cells.text(row, "key") else cells.values(row)
        if known is None or not known.is_declared:
            xy = number_of(cells.text(row, "x")), number_of(cells.text(row, "y"))
            place = (float(xy[0]), float(xy[1])) if xy[0] is not None and xy[1] is not None else None
            return self.draft.declare(
                id, cells.text(row, "label"), kind=cells.text(row, "kind"), side=cells.text(row, "side"),
                description=cells.text(row, "description"), values=values, spells=[], xy=place,
                tags=cells.listed(row, "tags"), aliases=cells.listed(row, "aliases"),
            )  # fmt: skip
        if not cells.is_timed:
            self.draft.bent("doubled-id", f"Rows with the id {id!r} are read as one actor.")
        known.name = known.name or cells.text(row, "label")
        for name, value in values.items():
            if known.values.setdefault(name, value) != value:
                self.draft.keep(f"other values of '{name}'")
        return known

    def _value_of_key(self, cells: Cells, row: Row, actor: DraftActor) -> None:
        places = cells.places("value")
        place = places[0] if places else len(row)
        actor.values[cells.text(row, "key")] = row[place].strip() if place < len(row) else ""
        self.draft.keep("times of values of actors")

    def _over_time(self, actor: DraftActor, name: str, cell: str) -> None:
        """Values of an actor over time are events, each at its first instant."""
        if not cell.strip():
            return
        actor.values.setdefault(name, cell.strip())
        for spell, value in dynamic_spells(cell):
            self._dynamic += 1
            if self._dynamic <= _MOST_EVENTS:
                event = DraftEvent(f"e{self._dynamic}", spell.start, title=f"{name}: {value}", actors=(actor.id,))
                self.draft.events.append(event)
            else:
                self.draft.keep("values over time of actors")
        self.draft.bent("value-over-time", f"Values of actors over time are events ('{name}').")

    # -- matrices and neighbours

    def _matrix(self, grid: Grid, plan: Plan) -> None:
        draft = self.draft
        names = grid.names[1:]
        draft.directed = bool(plan.directed)
        firsts = [row[0].strip() for _, row in islice(grid.rows(), MOST_CELLS // max(len(names), 1) + 1) if row]
        if len(firsts) * max(len(names), 1) > MOST_CELLS:
            raise UserError(f"this matrix has more than {MOST_CELLS // 1_000_000} million cells")
        for name in dict.fromkeys((*names, *firsts) if set(names) & set(firsts) else (*firsts, *names)):
            draft.declare(name) if name else None
        met: set[tuple[str, str]] = set()
        for number, row in self._rows(grid):
            source = row[0].strip()
            if not source:
                self._fault(grid, number, "has no name")
                continue
            for target, cell in zip(names, row[1:], strict=False):
                weight = number_of(cell.strip().replace(",", "."))
                if not weight or (not plan.directed and (target, source) in met):
                    continue
                if not plan.directed:
                    met.add((source, target))
                draft.link(source, target, values={"weight": weight} if isfinite(weight) else {})
                self.edges += 1

    def _neighbours(self, grid: Grid, plan: Plan) -> None:
        draft = self.draft
        draft.directed = bool(plan.directed)
        for _, row in self._rows(grid):
            names = [name for cell in row if (name := cell.strip())]
            draft.mention(names[0])
            for target in names[1:]:
                draft.link(names[0], target)
                self.edges += 1


def _tell_of(draft: Draft, cells: Cells, row: Row, *ids: str) -> None:
    """What a row of an edge says of its two ends."""
    for end, id in zip(("source", "target"), ids, strict=True):
        cells.tell_of(row, end, draft.actors[id])
    if cells.has("target_start") and not draft.actors[ids[1]].spells:
        start, end_ = cells.time(row, "target_start"), cells.time(row, "target_end")
        if start is not None or end_ is not None:
            draft.actors[ids[1]].spells.append(Spell(start, end_))
