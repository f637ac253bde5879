"""What the names of several sheets of relationships say: the year, or the kind, of the relationships in each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from netexplorer.graph.formats.draft import Draft, Spell
from netexplorer.graph.formats.tables_grid import Grid, is_year
from netexplorer.graph.formats.tables_plan import BOUNDS, DATE_PARTS, Plan

Sheet = tuple[str, Grid, Plan]
_YEAR = re.compile(r"\D*(\d{4})\D*")
_PLAIN = re.compile(
    r"(?:sheet|table|tabelle|feuil|feuille|hoja|foglio|лист|planilha|arkusz|blad|edges?|links?|ties|relationships?|data)"
    r"\W*\d*",
    re.IGNORECASE,
)  # names that say nothing


def year_of(name: str) -> str:
    """The year that a name has; empty if it has none, or more figures."""
    match = _YEAR.fullmatch(name)
    return match[1] if match is not None and is_year(match[1]) else ""


def are_years(sheets: Sequence[Sheet]) -> bool:
    """Whether sheets without times of their own are called by different years."""
    years = {year_of(name) for name, _, _ in sheets}
    return len(sheets) > 1 and "" not in years and len(years) == len(sheets) and not any(map(_is_dated, sheets))


def _is_dated(sheet: Sheet) -> bool:
    return any(
        role in BOUNDS or role in DATE_PARTS or role in ("timeset", "dynamic") for role in sheet[2].roles.values()
    )


def matrices(sheets: list[Sheet]) -> list[Sheet]:
    """Those sheets of matrices that make one network with the first: of other years, or of the same actors."""
    alike = [each for each in sheets if each[2].table == sheets[0][2].table == "matrix"]
    if len(alike) < 2 or not (are_years(alike) or len({frozenset(grid.names[1:]) for _, grid, _ in alike}) == 1):
        return sheets[:1]
    directed = any(
        plan.directed for _, _, plan in alike
    )  # of a network that is mirrored in one year both ways are told
    return [(name, grid, replace(plan, directed=directed)) for name, grid, plan in alike]


class Named:
    """Gives the relationships of each of several sheets what its name says."""

    def __init__(self, draft: Draft, sheets: Sequence[Sheet]) -> None:
        self._draft = draft
        self._links = 0
        ties = [each for each in sheets if each[2].table in ("edges", "matrix")]
        self._has_years = are_years(ties)
        names = {name for name, _, _ in ties}
        has_types = any("type" in plan.roles.values() for _, _, plan in ties)
        self._are_types = len(ties) > 1 and len(names) == len(ties) and not has_types and not self._has_years

    def read(self, name: str, plan: Plan) -> None:
        """A sheet has been read."""
        draft = self._draft
        links, self._links = draft.links[self._links :], len(draft.links)
        contacts = draft.contacts
        if plan.table == "nodes":
            return
        if self._has_years and links:
            for link in links:
                link.spells = [Spell(year_of(name), year_of(name))]
            draft.joins_parallel = True
            draft.bent(
                "dated-sheets", f"The sheets are called by years, which are when their relationships were ({name})."
            )
        elif self._are_types and not _PLAIN.fullmatch(name.strip()):
            for link in links:
                link.type = name.strip()
            if contacts.times:
                contacts.types += [name.strip()] * (len(contacts.times) - len(contacts.types))
            draft.bent("typed-sheets", f"The names of the sheets are the types of their relationships ({name}).")
        elif contacts.types:
            contacts.types += [""] * (len(contacts.times) - len(contacts.types))
