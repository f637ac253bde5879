"""More tables that are turned before they are read: numbered members, ties by organisation, times beside days.

Each comes out as a grid with a relationship and its time to a row, as those of ``tables_panel`` do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from msgspec.structs import replace

from netexplorer.graph.formats.clock import is_unstated
from netexplorer.graph.formats.tables_grid import SAMPLE, Grid, Numbered, Row
from netexplorer.graph.formats.tables_words import (
    GROUPS,
    IDS,
    LABELS,
    MEMBERS,
    SOURCE,
    TARGET,
    WORDS,
    compact,
    tokens_of,
)

_NUMBERED = re.compile(r"(.*[^\W\d])[ _.-]?(\d{1,3})")
_WHO = MEMBERS | frozenset(
    ("mem", "party", "author", "signatory", "participant", "ally", "partner", "company", "guest", "speaker", "buyer",
     "supplier", "firm", "organisation", "organization", "org", "nation", "belligerent", "ccode", "state", "side")
)  # fmt: skip
_FEWEST_MEMBERS, _FEWEST_ORGANISATIONS = 3, 10  # numbered columns; columns of marks
_MARKS = frozenset(("", "0", "1", "-9", "-8", "-7", "-1", ".", "na", "9"))
_ABOUT_DYADS = frozenset(("year", "dyadid", "dyad", "version", "ccode1", "ccode2"))
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?")
_CLOCKS = frozenset(("time", "timeofday", "uhrzeit", "zeit", "heure", "hora", "ora", "время", "calltime", "eventtime"))
_DAYS = frozenset(("date", "day", "datum", "tag", "fecha", "data", "дата", "calldate", "eventdate", "jour"))
_MOST = 0.9  # share of cells that show what a column holds


def remade(grid: Grid, names: tuple[str, ...], rows: Callable[[], Iterator[Numbered]]) -> Grid:
    """The grid with other columns and rows."""
    sample = tuple(row for row, _ in zip(rows(), range(SAMPLE), strict=False))
    return replace(grid, names=names, is_named=True, rows=rows, sample=sample, columned=None)


def at(row: Row, place: int) -> str:
    """A cell without blanks around it; empty where the row has none."""
    return row[place].strip() if 0 <= place < len(row) else ""


def _has_ends(grid: Grid) -> bool:
    words = {compact(name) for name in grid.names}
    return not words.isdisjoint(SOURCE) and not words.isdisjoint(TARGET)


# -- members in numbered columns


def members(grid: Grid) -> Grid | None:
    """``atopid, year, mem1, mem2, mem3 …``: a relationship of each member with what the row is about."""
    if not grid.is_named or _has_ends(grid):
        return None
    series: dict[str, list[int]] = {}
    for place, name in enumerate(grid.names):
        match = _NUMBERED.fullmatch(name.strip())
        if match is not None and int(match[2]) == len(series.get(match[1].casefold(), ())) + 1:
            series.setdefault(match[1].casefold(), []).append(place)
    found = [(stem, places) for stem, places in series.items() if len(places) >= _FEWEST_MEMBERS and _are_who(stem)]
    about = _about(grid, [place for _, places in found for place in places])
    if len(found) != 1 or about is None:
        return None
    (stem, places), others = found[0], [k for k in range(len(grid.names)) if k not in found[0][1]]

    def rows() -> Iterator[Numbered]:
        for number, row in grid.rows():
            for who in dict.fromkeys(at(row, place) for place in places):
                if who != "0" and not is_unstated(who):
                    yield number, [who, at(row, about), *(at(row, k) for k in others if k != about)]

    name = tokens_of(stem)[-1] if tokens_of(stem) else stem
    rest = (grid.names[k] for k in others if k != about)
    return remade(
        grid,
        ("source", "target", *(each if each not in ("source", "target") else f"{each} ({name})" for each in rest)),
        rows,
    )


def _are_who(stem: str) -> bool:
    return compact(stem) in _WHO or (tokens_of(stem) or ("",))[0] in _WHO


def _about(grid: Grid, members: list[int]) -> int | None:
    """The column of what the row is about: its id, its name, or something that has members."""
    words = {place: compact(name) for place, name in enumerate(grid.names) if place not in members}
    wanted = (
        lambda word: word in IDS,
        lambda word: word in LABELS,
        lambda word: word in GROUPS,
        lambda word: word.endswith("id"),
    )
    return next((place for is_it in wanted for place, word in words.items() if is_it(word)), None)


# -- ties by organisation


def dyads(grid: Grid) -> Grid | None:
    """Two states and a year to a row, and a column for each organisation that both are in: a relationship for each."""
    place = {name.casefold(): k for k, name in reversed(list(enumerate(grid.names)))}
    if not grid.is_named or not {"ccode1", "ccode2", "year"} <= place.keys():
        return None
    coded = [
        k
        for k, name in enumerate(grid.names)
        if name.casefold() not in _ABOUT_DYADS
        and not name.islower()
        and set(map(str.casefold, grid.column(k))) <= _MARKS
    ]
    if len(coded) < _FEWEST_ORGANISATIONS or len(coded) * 2 < len(grid.names):
        return None
    labels = [
        next((place[f"{word}{end}"] for word in ("state", "statename", "stateabb") if f"{word}{end}" in place), -1)
        for end in "12"
    ]

    def rows() -> Iterator[Numbered]:
        for number, row in grid.rows():
            who = [at(row, place["ccode1"]), at(row, labels[0]), at(row, place["ccode2"]), at(row, labels[1])]
            for column in coded:
                if at(row, column) == "1":
                    yield number, [*who, at(row, place["year"]), grid.names[column]]

    return remade(grid, ("ccode1", "statename1", "ccode2", "statename2", "year", "type"), rows)


# -- times of day


def timed(grid: Grid) -> Grid | None:
    """A column of times of day beside one of days: both are one time."""
    words = [compact(name) for name in grid.names]
    day = next((k for k, word in enumerate(words) if word in _DAYS), -1)
    clock = next((k for k, word in enumerate(words) if word in _CLOCKS), -1)
    if not grid.is_named or min(day, clock) < 0 or not _are_all(grid.column(clock), _CLOCK.fullmatch):
        return None
    if any(":" in cell for cell in grid.column(day)) or WORDS.get(words[day]) not in ("instant", None):
        return None

    def rows() -> Iterator[Numbered]:
        for number, row in grid.rows():
            cells = list(row)
            if at(row, day) and at(row, clock):
                cells[day] = f"{at(row, day)} {at(row, clock)}"
            yield number, cells[:clock] + cells[clock + 1 :]

    return remade(grid, grid.names[:clock] + grid.names[clock + 1 :], rows)


def _are_all(cells: list[str], test: Callable[[str], object]) -> bool:
    return bool(cells) and sum(bool(test(cell)) for cell in cells) >= _MOST * len(cells)


# -- letters to several


def copied(grid: Grid) -> Grid | None:
    """A column of addresses that has several in a cell: a row for each."""
    to = next((k for k, name in enumerate(grid.names) if compact(name).rstrip("s") in TARGET), -1)
    cells = grid.column(to) if to >= 0 else []
    if (
        not grid.is_named
        or not _are_all(cells, lambda cell: "@" in cell)
        or not any(len(addresses(cell)) > 1 for cell in cells)
    ):
        return None

    def rows() -> Iterator[Numbered]:
        for number, row in grid.rows():
            for each in addresses(at(row, to)):
                yield number, [*row[:to], each, *row[to + 1 :]]

    name = grid.names[to] if compact(grid.names[to]) in TARGET else "to"
    return remade(grid, (*grid.names[:to], name, *grid.names[to + 1 :]), rows)


def addresses(cell: str) -> list[str]:
    """The addresses of a cell: parted by semicolons, or by commas that stand between two of them."""
    parts = [part.strip() for part in cell.split(";") if part.strip()]
    if len(parts) == 1 and "," in cell and all("@" in part for part in cell.split(",") if part.strip()):
        parts = [part.strip() for part in cell.split(",") if part.strip()]
    return parts if len(parts) < 2 or all("@" in part for part in parts) else [cell]


# -- days that are written as midnights

_MIDNIGHT = "T00:00:00Z"


def days(grid: Grid) -> Grid | None:
    """Columns of nothing but midnights, as Wikidata has its days: the days."""
    cells = [[cell for cell in grid.column(place) if not is_unstated(cell)] for place in range(len(grid.names))]
    places = [k for k, column in enumerate(cells) if column and all(cell.endswith(_MIDNIGHT) for cell in column)]
    if not places:
        return None

    def rows() -> Iterator[Numbered]:
        for number, row in grid.rows():
            yield number, [cell.strip().removesuffix(_MIDNIGHT) if k in places else cell for k, cell in enumerate(row)]

    return remade(grid, grid.names, rows)


# -- parents

_PARENTS = {
    "father": "father", "mother": "mother", "vater": "father", "mutter": "mother", "père": "father", "mère": "mother",
    "fatherid": "father", "motherid": "mother", "отец": "father", "мать": "mother", "padre": "father",
    "madre": "mother",
}  # fmt: skip
_CHILD = frozenset(
    ("child", "person", "kind", "enfant", "ребенок", "ребёнок", "hijo", "figlio", "individual", *IDS, *LABELS)
)


def parents(grid: Grid) -> Grid | None:
    """A person to a row, with father and mother: a relationship with each of them."""
    words = [compact(name) for name in grid.names]
    found = {_PARENTS[word]: k for k, word in enumerate(words) if word in _PARENTS}
    child = next((k for k, word in enumerate(words) if word in _CHILD), -1)
    if not grid.is_named or len(found) < 2 or child < 0:
        return None
    others = [k for k in range(len(words)) if k not in (child, *found.values())]

    def rows() -> Iterator[Numbered]:
        for number, row in grid.rows():
            for type, place in found.items():
                if not is_unstated(at(row, place)) and at(row, place) != "0":
                    yield number, [at(row, place), at(row, child), type, *(at(row, k) for k in others)]

    return remade(grid, ("parent", "child", "type", *(f"{grid.names[k]} (child)" for k in others)), rows)
