"""Tables that are turned before they are read: years as columns, organisations as columns, levels of representation.

Each comes out as a grid with a relationship and its time to a row, which all the rest reads as any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from netexplorer.graph.formats import tables_wide
from netexplorer.graph.formats.tables_changes import changes
from netexplorer.graph.formats.tables_grid import Grid, Numbered, Row, is_year
from netexplorer.graph.formats.tables_known import CAMEO, GDELT, MEMBERSHIP, MEMBERSHIPS, MISSION, MISSIONS
from netexplorer.graph.formats.tables_plan import Plan
from netexplorer.graph.formats.tables_roles import Roles
from netexplorer.graph.formats.tables_wide import at, remade
from netexplorer.graph.formats.tables_words import OF_TIME, compact, tokens_of

_NONE = frozenset(("", "0", "-9", "-8", "-7", "-1", ".", "na", "n/a", "nan", "no", "false", "-"))
_CODES = frozenset((*_NONE, "1", "2", "3", "9"))
_FEWEST = 10  # columns of organisations or states
_ABOUT_IT = frozenset(  # columns of 0 and 1 that tell of an organisation, and are no state
    ("imputed", "dead", "integrated", "replaced", "merged", "political", "social", "economic", "version", "type")
)
_LEVELS = ("ccode1", "ccode2", "year", "dr_at_1", "dr_at_2")
_GDELT_WIDTHS = (57, 58, 61)


def turned(grid: Grid) -> Grid | None:
    """The grid with a relationship to a row, of one that has them otherwise; None if it is read as it stands."""
    made = next((made for turn in _TURNS if (made := turn(grid)) is not None), None)
    if made is not None:
        return made
    made = tables_wide.timed(grid) or tables_wide.days(grid)
    return tables_wide.copied(made or grid) or made


# -- years as columns


def _years(grid: Grid) -> Grid | None:
    """``source, target, 1990, 1991 …``: one column of intervals, or of values over time, instead of those of years.

    Of actors only marks are read so: their values of each year stay as they are.
    """
    places = [place for place, name in enumerate(grid.names) if is_year(name)]
    others = [place for place in range(len(grid.names)) if place not in places]
    if not grid.is_named or len(places) < 2 or not others:
        return None
    years = [int(grid.names[place]) for place in places]
    if any(one >= other for one, other in pairwise(years)):
        return None
    cells = {cell.casefold() for place in places for cell in grid.column(place)} - _NONE
    is_mark = cells <= {"1", "x", "yes", "true"}
    roles = Roles(grid, {})
    roles.give_ends()
    if not is_mark and not roles.is_edges():
        return None
    is_text = not is_mark and not any(any(map(str.isdigit, cell)) for cell in cells)
    last = [other - 1 for other in years[1:]] + [years[-1]]
    last = [year if all(b - a == 1 for a, b in pairwise(years)) else end for year, end in zip(years, last, strict=True)]
    name = "timeset" if is_mark else "state" if is_text else "weight over time"

    def rows() -> Iterator[Numbered]:
        for number, row in grid.rows():
            runs: list[tuple[int, int, str]] = []
            for place, start, end in zip(places, years, last, strict=True):
                cell = at(row, place)
                if cell.casefold() in _NONE:
                    continue
                if runs and runs[-1][2] == cell and runs[-1][1] == start - 1:
                    runs[-1] = (runs[-1][0], end, cell)
                else:
                    runs.append((start, end, cell))
            if runs:  # of no year it says that there was nothing
                texts = (f"[{a}, {b}]" if is_mark else f'[{a}, {b}, "{value}"]' for a, b, value in runs)
                yield number, [*(at(row, place) for place in others), f"<{'; '.join(texts)}>"]

    return remade(grid, (*(grid.names[place] for place in others), name), rows)


# -- organisations or states as columns


def _organisations(grid: Grid) -> Grid | None:
    """A row for each state and year, a column for each organisation; or the other way round."""
    place = {compact(name): k for k, name in reversed(list(enumerate(grid.names)))}
    of_states = "ccode" in place and "year" in place
    of_organisations = "ioname" in place and "year" in place
    if not grid.is_named or not (of_states or of_organisations):
        return None
    coded = [k for k in range(len(grid.names)) if set(map(str.casefold, grid.column(k))) <= _CODES]
    coded = [k for k in coded if k not in (place["year"], place.get("ccode"), place.get("ioname"))]
    coded = [k for k in coded if compact(grid.names[k]) not in _ABOUT_IT]
    if len(coded) < _FEWEST or len(coded) * 2 < len(grid.names):
        return None
    names = ("state", "statename", "statenme", "stateabb", "country") if of_states else ("orgname", "longorgname")
    who, named = place["ccode" if of_states else "ioname"], next((place[name] for name in names if name in place), -1)

    def rows() -> Iterator[Numbered]:
        for number, row in grid.rows():
            one, year = [at(row, who), at(row, named)], at(row, place["year"])
            for column in coded:
                if (level := MEMBERSHIP.get(at(row, column))) is not None:
                    other = [grid.names[column], ""]
                    yield number, [*(one if of_states else other), *(other if of_states else one), year, year, level]

    return remade(grid, MEMBERSHIPS, rows)


# -- diplomatic representation


def _levels(grid: Grid) -> Grid | None:
    """The levels of representation of two states at one another, of some years, hold until the next of those years."""
    place = {name.casefold(): k for k, name in enumerate(grid.names)}
    if not set(_LEVELS) <= set(place):
        return None
    one, other, when, at_one, at_other = (place[name] for name in _LEVELS)
    known: list[int] = []

    def rows() -> Iterator[Numbered]:
        if not known:
            known.extend(sorted({int(said) for _, row in grid.rows() if (said := at(row, when)).isdigit()}))
        until = {str(year): str(after - 1) for year, after in pairwise(known)}
        for number, row in grid.rows():
            year = at(row, when)
            for sender, receiver, cell in ((other, one, at_one), (one, other, at_other)):
                if (level := MISSION.get(at(row, cell))) is not None:
                    yield number, [at(row, sender), at(row, receiver), year, until.get(year, year), level]

    return remade(grid, MISSIONS, rows)


# -- events by their codes


def _events(grid: Grid) -> Grid | None:
    """Events of GDELT: the columns by their names, which the files of a day do not have, and the codes in words."""
    names = grid.names
    if not grid.is_named and grid.delimiter == "\t" and len(names) in _GDELT_WIDTHS:
        if len(names) == max(_GDELT_WIDTHS):  # version 2 has the smaller unit of each of the three places, too
            k = GDELT.index
            cuts = [k(f"{of}Geo_ADM1Code") + 1 for of in ("Actor1", "Actor2", "Action")]
            names = (*GDELT[: cuts[0]], "ADM2 1", *GDELT[cuts[0] : cuts[1]], "ADM2 2", *GDELT[cuts[1] : cuts[2]],
                     "ADM2 3", *GDELT[cuts[2] :])  # fmt: skip
        else:
            names = GDELT[: len(names)]
        if not all(len(day) == 8 and day.isdigit() for day in grid.column(1)):
            return None
    needed = {"Actor1Code", "Actor2Code", "SQLDATE", "GoldsteinScale", "EventCode"}
    if not needed <= set(names) or "event" in names:
        return None
    code, ends = names.index("EventCode"), (names.index("Actor1Code"), names.index("Actor2Code"))

    def rows() -> Iterator[Numbered]:
        for number, row in grid.rows():
            if all(at(row, end) for end in ends):  # an event of one actor is no relationship
                root = at(row, code)[:2]
                is_known = root.isdigit() and 0 < int(root) <= len(CAMEO)
                yield number, [*row, *[""] * (len(names) - len(row)), CAMEO[int(root) - 1] if is_known else root]

    return remade(grid, (*names, "event"), rows)


_TURNS = (
    _levels,
    _organisations,
    tables_wide.dyads,
    tables_wide.members,
    tables_wide.parents,
    _events,
    changes,
    _years,
)


# -- rows and numbers that are not what they look like

_FLOWS = frozenset(("flow1", "flow2", "smoothflow1", "smoothflow2"))
_BINARY = frozenset((*_NONE, "1", "yes", "true"))
_TIES = frozenset(
    (
        "de",
        "ally",
        "allies",
        "allied",
        "alliance",
        "alliances",
        "atopally",
        "tie",
        "edge",
        "link",
        "linked",
        "connected",
        "relation",
        "relations",
        "member",
        "membership",
        "treaty",
        "agreement",
        "pact",
        "defense",
        "defence",
        "offense",
        "nonagg",
        "nonaggression",
        "neutrality",
        "entente",
        "consul",
        "war",
        "mid",
        "conflict",
        "dispute",
        "hostility",
        "trade",
        "sanction",
        "sanctions",
        "embassy",
        "mission",
        "representation",
        "recognition",
        "contiguous",
        "contiguity",
        "border",
        "partner",
        "partners",
        "cooperation",
        "exists",
        "present",
        "value",
    )
)  # words of marks that say whether there is a tie at all
_SERIALS = 14_611, 73_050  # days from 1940 to 2099


def none_of(grid: Grid, plan: Plan) -> Callable[[Row], bool] | None:
    """What tells the rows of a panel of years that say there is nothing: all their marks of 0 and 1 are 0.

    None for tables that are no panels, or have no marks.
    """
    instants = plan.columns("instant")
    if not instants or not all(is_year(cell) for cell in grid.column(grid.names.index(instants[0]))):
        return None
    marks: list[int] = []
    others: list[int] = []
    for place, name in enumerate(grid.names):
        cells = {cell.casefold() for cell in grid.column(place)}
        is_flow = name.casefold() in _FLOWS or plan.roles.get(name) == "weight"
        if plan.roles.get(name, "weight") != "weight" or not cells:
            continue
        if is_flow or (cells <= _BINARY and cells - _NONE):
            (marks if is_flow or _TIES.intersection(tokens_of(name)) else others).append(place)
    marks += others if marks or len(others) >= _FEWEST else []
    if not any(cell.casefold() in _NONE for place in marks for cell in grid.column(place)):
        return None
    return lambda row: all(at(row, place).casefold() in _NONE for place in marks)


def are_serials(grid: Grid, plan: Plan) -> bool:
    """Whether the times of a table are days as spreadsheets count them: in columns of dates, all from 1940 to 2099."""
    named = [name for bound in ("start", "end", "instant") for name in plan.columns(bound)]
    if not any(OF_DATES.intersection(tokens_of(name)) or compact(name) in _DATED for name in named):
        return False
    cells = [cell for name in named for cell in grid.column(grid.names.index(name)) if cell.casefold() not in _NONE]
    return bool(cells) and all(_is_serial(cell) for cell in cells)


OF_DATES = OF_TIME - frozenset(("time", "timestamp", "year", "jahr", "anno", "año", "année", "annee", "год", "zeit"))
_DATED = frozenset(("startdate", "enddate", "begindate", "birthdate", "deathdate", "startdatum", "enddatum"))


def _is_serial(cell: str) -> bool:
    whole, _, part = cell.partition(".")
    return (
        whole.isdigit() and len(whole) == 5 and (not part or part.isdigit()) and _SERIALS[0] <= int(whole) < _SERIALS[1]
    )
