"""Lists of numbers without a header: SNAP, KONECT, SocioPatterns, Matrix Market, and whoever writes ``u v t``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from netexplorer.graph.formats import layout
from netexplorer.graph.formats.draft import Ask, Draft, Raw, Spell
from netexplorer.graph.formats.foreign import refuse
from netexplorer.graph.formats.layout import Layout
from netexplorer.graph.formats.reading import Progress, Wish
from netexplorer.graph.formats.rows import (
    Cells,
    Column,
    cells_of,
    delimiter_of,
    is_comment,
    is_date,
    is_number,
    of_width,
    width_of,
)
from netexplorer.graph.formats.tables_words import are_names
from netexplorer.graph.formats.unpack import Source
from netexplorer.graph.formats.watch import head_lines, lines_of, time_of, watched
from netexplorer.graph.schema import State

_KONECT = re.compile(
    r"%\s*(sym|asym|bip)\s+"
    r"(unweighted|positive|posweighted|signed|multisigned|weighted|multiweighted|multiposweighted|dynamic)\b"
)
_MATRIX = re.compile(r"%%MatrixMarket\s+matrix\s+coordinate\s+(\w+)\s+(\w+)", re.IGNORECASE)
_SIGNS = (
    State(id="positive", label="Positive", rank=2),
    State(id="neutral", label="Neutral", rank=1),
    State(id="negative", label="Negative", rank=0),
)
_WIDEST = 6
_LOOKED_AT = 200  # lines that show how cells are parted
_MOST_ABOUT = 50  # lines of comments that are kept


class _Rules(Struct):
    """What is known of a file before its rows are read."""

    layout: Layout
    is_bipartite: bool = False
    is_dynamic: bool = False  # a weight of -1 removes


def sniff(head: bytes) -> bool:
    """Rows of two to six numbers, or of three and two words; whole numbers from 0 in at least two columns."""
    lines = head_lines(head)
    rows = [line for line in lines if not is_comment(line)][:_LOOKED_AT]
    if any(_KONECT.match(line) or _MATRIX.match(line) for line in lines[:3]):
        return True
    delimiter = delimiter_of(rows)
    cut = [cells_of(line, delimiter) for line in rows]
    width = width_of(cut[1:] or cut)
    is_wide = delimiter in (",", "\t") or (
        cut and width - len(cut[0]) in (0, 1)
    )  # R writes no name over its own column
    if is_wide and cut and len(cut[0]) > 2 and not any(map(is_number, cut[0])) and are_names(cut[0]):
        return False  # a table with a header
    if not 2 <= width <= _WIDEST or not cut:
        return False
    of_width = [cells for cells in cut if len(cells) == width]
    good = [cells for cells in of_width if _is_row(cells)]
    if len(good) < 0.9 * len(cut) - 1 or not _is_row(cut[0] if len(cut[0]) == width else good[0] if good else []):
        return False
    columns = [Column([cells[k] for cells in good]) for k in range(width)]
    return sum(column.is_whole and column.low >= 0 for column in columns) >= 2


def _is_row(cells: Cells) -> bool:
    if len(cells) >= 5 and all(map(is_number, cells[:3])) and not any(map(is_number, cells[3:5])):
        return True
    numbers = sum(map(is_number, cells))
    return numbers >= 2 and all(is_number(cell) or is_date(cell) for cell in cells)


def read(source: Source, ask: Ask, progress: Progress, cancelled: Wish) -> Draft:
    """Read the rows.

    Raises
    ------
    UserError
        When there are no rows, or the user names a column that is not there.
    """
    lines = lines_of(source)
    about = [line.strip() for line in lines[:1_000] if line.strip() and is_comment(line)][:_MOST_ABOUT]
    sample = [line for line in lines[:10_000] if line.strip() and not is_comment(line)][:_LOOKED_AT]
    if not sample:
        raise refuse(source, "there are no rows in this file", hint="It has only comments or blank lines.")
    draft = Draft("Edge list")
    draft.description = "\n".join(about)
    delimiter = delimiter_of(sample)
    numbered = [
        (number, cells_of(line, delimiter))
        for number, line in watched(lines, lambda done: progress(done / 2), cancelled)
        if line.strip() and not is_comment(line)
    ]
    rows, rules = _prepared(source, ask, draft, about, numbered)
    draft.bent("columns", f"The columns are read as {rules.layout.words}.")
    if not _signed(draft, rules, [cells for _, cells in rows]):
        _take(draft, rules, rows, progress, cancelled)
    return draft


def _prepared(
    source: Source, ask: Ask, draft: Draft, about: Sequence[str], numbered: list[tuple[int, Cells]]
) -> tuple[list[tuple[int, Cells]], _Rules]:
    """The rows of one width, and what their columns are."""
    said = " ".join(about)
    konect = next((match for line in about[:3] if (match := _KONECT.match(line))), None)
    matrix = next((match for line in about[:3] if (match := _MATRIX.match(line))), None)
    draft.directed = not re.search(r"\bundirected\b", said, re.IGNORECASE)
    if konect:
        width = min(4, max(len(cells) for _, cells in numbered))
        rows = list(of_width(((number, _filled(cells, width)) for number, cells in numbered), width, draft))
        draft.format = "KONECT edge list"
        draft.directed = konect[1] != "sym"
        places = Layout(weight=2 if width > 2 else None, time=3 if width > 3 else None)
        return rows, _Rules(places, is_bipartite=konect[1] == "bip", is_dynamic=konect[2] == "dynamic" and width == 4)
    if matrix:
        draft.format = "Matrix Market"
        draft.directed = matrix[2].casefold() == "general"
        numbered = numbered[1:]  # how many rows, columns and entries
    width = width_of(cells for _, cells in numbered)
    rows = list(of_width(numbered, width, draft))
    if width < 2 or not rows:
        raise refuse(source, "the rows of this file have no two columns")
    columns = [Column([cells[k] for _, cells in rows]) for k in range(width)]
    places = layout.asked(ask.mapping, width) or (
        Layout(weight=2 if width > 2 else None) if matrix else layout.found(columns, f"{said} {source.name}")
    )
    if places.is_contacts:
        draft.directed = False
        draft.format = "Contact list"
    return rows, _Rules(places)


def _filled(cells: Cells, width: int) -> Cells:
    """A row of KONECT, in which a weight of 1 and the time may be left out."""
    return cells if len(cells) >= width or len(cells) < 2 else [*cells, *("1", "-")[len(cells) - 2 : width - 2]]


def _signed(draft: Draft, rules: _Rules, rows: list[Cells]) -> bool:
    """Read weights below nothing as states of a relationship, or as its end; false if there are none."""
    place = rules.layout.weight
    if place is None:
        return False
    weights = [_weight(cells[place]) for cells in rows]
    if not any(weight < 0 for weight in weights):
        return False
    name, at = _Names(draft, rules), _times(rules.layout)
    draft.joins_parallel = True
    if rules.is_dynamic:
        _added_and_removed(draft, rows, weights, name, at)
        return True
    draft.states = _SIGNS
    draft.bent("signs", "The sign of a weight is the state of the relationship, from its time on.")
    for cells, weight in zip(rows, weights, strict=True):
        state = "positive" if weight > 0 else "negative" if weight < 0 else "neutral"
        start, end = at(cells)
        draft.link(*name(cells), spells=[Spell(start, end, state=state, values={"weight": weight})])
    return True


def _added_and_removed(draft: Draft, rows: list[Cells], weights: list[float], name: _Names, at: _Times) -> None:
    draft.bent("dynamic", "A weight of 1 begins a relationship and one of -1 ends it.")
    draft.records = None
    there: dict[tuple[str, str], Spell] = {}
    order = sorted(range(len(rows)), key=lambda row: _sortable(at(rows[row])[0]))
    for row in order:
        ends, time = name(rows[row]), at(rows[row])[0]
        if weights[row] >= 0 and ends not in there:
            there[ends] = Spell(time, None, end_open=True)
            draft.link(*ends, spells=[there[ends]])
        elif weights[row] < 0 and ends in there:
            there.pop(ends).end = time
        elif weights[row] < 0:
            draft.link(*ends, spells=[Spell(None, time, end_open=True)])
    draft.records = len(draft.actors), len(rows)


def _sortable(time: Raw) -> float:
    return float(time) if isinstance(time, (int, float)) else 0.0


def _take(draft: Draft, rules: _Rules, rows: list[tuple[int, Cells]], progress: Progress, cancelled: Wish) -> None:
    """Read contacts, spells, or links without time."""
    places = rules.layout
    name, at = _Names(draft, rules), _times(places)
    weighs = places.weight is not None and any(_weight(cells[places.weight]) != 1 for _, cells in rows)
    for _, (_, cells) in watched(rows, lambda done: progress(0.5 + done / 2), cancelled):
        ends = name(cells)
        if places.time is not None and places.end is None:
            draft.contact(*ends, at(cells)[0])
            if weighs and places.weight is not None:
                draft.contacts.weights.append(_weight(cells[places.weight]))
            continue
        values = {"weight": _weight(cells[places.weight])} if weighs and places.weight is not None else {}
        draft.link(*ends, values=values, spells=[Spell(*at(cells))] if places.time is not None else [])
    if places.end is not None:
        draft.joins_parallel = True
    times = draft.contacts.times
    if places.is_contacts and times and all(isinstance(each, int) and each % 20 == 0 for each in times):
        draft.unit = "s"  # sensors of SocioPatterns look every twenty seconds


class _Times:
    """Reads the times of a row: a beginning and an end, which are the same where there is one."""

    def __init__(self, places: Layout) -> None:
        self._places = places
        self._known: dict[str, Raw] = {}

    def __call__(self, cells: Cells) -> tuple[Raw, Raw]:
        places = self._places
        if places.time is None:
            return None, None
        return self._one(cells[places.time]), self._one(cells[places.end]) if places.end is not None else None

    def _one(self, cell: str) -> Raw:
        known = self._known.get(cell)
        if known is None:
            known = self._known[cell] = time_of(cell)
        return known


def _times(places: Layout) -> _Times:
    return _Times(places)


class _Names:
    """The two ends of a row as ids, and what the file says of them."""

    def __init__(self, draft: Draft, rules: _Rules) -> None:
        self._draft = draft
        self._rules = rules
        self._known: dict[str, str] = {}
        self._grouped: set[str] = set()
        if rules.is_bipartite:
            draft.bent("bipartite", "Numbers of the left and of the right side are different actors.")

    def __call__(self, cells: Cells) -> tuple[str, str]:
        places = self._rules.layout
        source, target = self._one(cells[places.source]), self._one(cells[places.target])
        if self._rules.is_bipartite:
            source, target = f"left {source}", f"right {target}"
            for name, side in ((source, "left"), (target, "right")):
                self._draft.mention(name).kind = side
        if places.groups:
            for name, place in ((source, places.groups[0]), (target, places.groups[1])):
                self._group(name, cells[place])
        return source, target

    def _group(self, name: str, group: str) -> None:
        if name not in self._grouped and group:
            self._grouped.add(name)
            actor = self._draft.mention(name)
            actor.values = {"group": group}
            actor.tags = (group,)

    def _one(self, cell: str) -> str:
        """An id; whole numbers that are written as others are, as by NumPy, are written as whole ones."""
        known = self._known.get(cell)
        if known is None:
            at = time_of(cell) if "." in cell or "e" in cell else cell
            known = self._known[cell] = str(int(at)) if isinstance(at, float) and at.is_integer() else cell
        return known


def _weight(cell: str) -> float:
    at = time_of(cell)
    return at if isinstance(at, (int, float)) else 1
