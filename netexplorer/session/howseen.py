"""What a file of others says when it is read in a certain way: its first rows, and the network that they give.

A frozen question and a pure function for a background job: whoever edits how a file is read asks again and again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from msgspec import Struct

from netexplorer.errors import UserError
from netexplorer.graph.dates import describe_short, parse_edtf
from netexplorer.graph.formats import OWN, open_unchecked, recognise
from netexplorer.graph.formats.clock import Clock, clock_of, is_unstated, number_of
from netexplorer.graph.formats.draft import Ask
from netexplorer.graph.formats.reading import Progress, Reading, Wish, file_name, stop_if
from netexplorer.graph.formats.settle import clock_for, settle
from netexplorer.graph.formats.staterule import text_of
from netexplorer.graph.formats.tables_look import IDS, Look, first_of, look
from netexplorer.graph.formats.tables_plan import Plan
from netexplorer.graph.formats.tables_times import ordered, years_bce
from netexplorer.graph.formats.unpack import Source
from netexplorer.graph.schema import DEFAULT_STATES, Dataset, Relationship
from netexplorer.session.howwords import TIMES
from netexplorer.session.reading import Stamp, is_large, stamp_of

SAMPLE_ROWS = 5_000
SHOWN_ROWS = 30
MOST_VALUES = 40  # different values of an attribute that states may follow
MOST_SENTENCES = 6
_MOST_COUNTED = 500  # different values that are counted
_NUMBERS = frozenset(("weight", "duration", "x", "y"))
_ENDS = frozenset(("source", "target", "id"))
_SEEN_ANYWAY = frozenset(("table-roles", "direction-guessed"))  # by whoever looks at the columns
_JOINED = "contacts-joined"  # the rule that rows of one instant were joined by


class Cell(Struct, frozen=True):
    """One cell: its text, what it is understood as where that is another, and what is wrong with it."""

    text: str
    meaning: str = ""
    trouble: str = ""


class Column(Struct, frozen=True):
    """One column: its name, its role, why that was guessed, and its first cells."""

    name: str
    role: str
    reason: str
    cells: tuple[Cell, ...]


class Attribute(Struct, frozen=True):
    """Something that rows or relationships say: its values, the most frequent first, and whether all are numbers."""

    name: str
    values: tuple[tuple[str, int], ...]
    is_number: bool

    @property
    def is_nominal(self) -> bool:
        """It has few enough values to give each a state."""
        return len(self.values) <= MOST_VALUES


class Outcome(Struct, frozen=True, eq=False):
    """The network that is read.

    ``problems`` counts what was wrong, ``sentences`` say the first of it, or, if nothing was, what was bent. With
    ``is_number`` times are counted and no dates.
    """

    dataset: Dataset
    actors: int
    relationships: int
    states: tuple[tuple[str, int], ...]
    first: str
    last: str
    problems: int
    sentences: tuple[str, ...]
    is_number: bool = False


class Seen(Struct, frozen=True, eq=False):
    """What was seen of a file, read as ``ask`` says; ``sheets`` are its networks where it is no table.

    ``rows`` is how many were looked at, with ``is_whole`` all of them. ``trouble`` says why there is no outcome.
    """

    ask: Ask
    format: str
    is_table: bool
    plan: Plan = Plan()
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    columns: tuple[Column, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    rows: int = 0
    is_whole: bool = True
    has_instants: bool = False
    is_text: bool = False
    outcome: Outcome | None = None
    trouble: str = ""


class Question(Struct, frozen=True):
    """A file, and how it is to be read."""

    path: Path
    ask: Ask = Ask()


def is_foreign(path: Path) -> bool:
    """Whether a file is in a format of others, of which there is something to ask; no if it cannot be read."""
    try:
        return recognise(path) not in OWN
    except UserError:
        return False


def is_table(path: Path, least: int = 1) -> bool:
    """Whether a file has at least so many columns to show, even where it cannot be read without being told how."""
    try:
        known = recognise(path)
        if known.id not in IDS:
            return False
        grid = look(_first(path, stamp_of(path), known.id)[0], Ask(), 10, bool).grid
        return bool(grid.sample) and len(grid.names) >= least
    except UserError:
        return False


def seen_of(question: Question, progress: Progress, cancelled: Wish) -> Seen:
    """Look at a file; a large text only at its first rows.

    Raises
    ------
    UserError
        When the file cannot be read, or is none of others.
    Cancelled
        When that was wished.
    """
    known = recognise(question.path)
    if known in OWN:
        raise UserError("this file is one of netexplorer's own", where=file_name(question.path))
    if known.id in IDS:
        source, is_whole = _first(question.path, stamp_of(question.path), known.id)
        return _of_table(look(source, question.ask, SAMPLE_ROWS, cancelled), question.ask, is_whole)
    return _of_network(question, known.label, progress, cancelled)


def forget() -> None:
    """Nobody looks at a file any more: what was read of it is let go."""
    _first.cache_clear()


@lru_cache(maxsize=1)
def _first(path: Path, stamp: Stamp | None, format_id: str) -> tuple[Source, bool]:
    return first_of(path, format_id)


# -- tables


def _of_table(found: Look, ask: Ask, is_whole: bool) -> Seen:
    plan, grid, trouble = found.plan, found.grid, found.trouble
    clock = clock_for(found.draft) if found.draft is not None else _clock_of_cells(found)
    rows = list(islice(grid.rows(), SAMPLE_ROWS))
    outcome, has_instants = None, False
    if found.draft is not None:
        reading = settle(found.draft)
        outcome, has_instants = _outcome(reading), _has_instants(reading)
    sentence = f"{trouble.what[:1].upper()}{trouble.what[1:]}. {trouble.hint}".strip() if trouble is not None else ""
    return Seen(
        ask=ask,
        format=found.format,
        is_table=True,
        plan=plan,
        sheets=found.sheets,
        sheet=found.sheet,
        columns=tuple(_columns(plan, grid.names, [row for _, row in rows[:SHOWN_ROWS]], clock)),
        attributes=tuple(_of_columns(plan, grid.names, [row for _, row in rows])),
        rows=len(rows),
        is_whole=is_whole and found.is_whole,
        has_instants=has_instants,
        is_text=bool(grid.encoding),
        outcome=outcome,
        trouble=sentence,
    )


def _clock_of_cells(found: Look) -> Clock:
    grid, plan = found.grid, found.plan
    dated = [place for place, name in enumerate(grid.names) if plan.roles.get(name) in TIMES]
    return clock_of(ordered(cell, plan.date_order) for place in dated for cell in grid.column(place))


def _columns(plan: Plan, names: tuple[str, ...], rows: list[list[str]], clock: Clock) -> Iterator[Column]:
    for place, name in enumerate(names):
        role = plan.roles.get(name, "value") if plan.table in ("edges", "nodes", "") else ""
        cells = tuple(_cell(row[place] if place < len(row) else "", role, plan, clock) for row in rows)
        yield Column(name, role, plan.reasons.get(name, ""), cells)


def _cell(text: str, role: str, plan: Plan, clock: Clock) -> Cell:
    """A cell as it is understood."""
    text = " ".join(text[:200].split())
    if role in TIMES and plan.era != "bce":
        return _time(text, plan, clock)
    if role in TIMES:
        return Cell(text, trouble="" if is_unstated(text) or years_bce(text) else "this is no year")
    if role in _ENDS and not text:
        return Cell(text, trouble="this names no actor")
    if role in _NUMBERS and text and not is_unstated(text) and number_of(text.replace(",", ".")) is None:
        return Cell(text, trouble="this is no number")
    return Cell(text)


def _time(text: str, plan: Plan, clock: Clock) -> Cell:
    if is_unstated(text):
        return Cell(text)
    try:
        at = clock.read(ordered(text, plan.date_order))
    except UserError as error:
        return Cell(text, trouble=error.what)
    if at is None:
        return Cell(text)
    meaning = str(at.text) if clock.is_number else describe_short(parse_edtf(str(at.text)))
    return Cell(text, meaning if meaning != text else "")


def _of_columns(plan: Plan, names: tuple[str, ...], rows: list[list[str]]) -> Iterator[Attribute]:
    for place, name in enumerate(names):
        if plan.roles.get(name) not in _ENDS | TIMES:
            cells = (row[place].strip() if place < len(row) else "" for row in rows)
            if (made := _attribute(name, Counter(cells))) is not None:
                yield made


# -- networks of any other format


def _of_network(question: Question, label: str, progress: Progress, cancelled: Wish) -> Seen:
    path, ask = question.path, question.ask
    trouble, outcome, instants = "", None, False
    networks: tuple[str, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    try:
        if is_large(path):
            from netexplorer.graph.formats.apart import read_apart  # most files never need it

            reading = read_apart(path, progress, cancelled, ask)
        else:
            reading = open_unchecked(path, progress, cancelled, ask)
        stop_if(cancelled)
        outcome, instants = _outcome(reading), _has_instants(reading)
        attributes = tuple(attributes_of(reading.dataset))
        networks = reading.report.networks if reading.report is not None else ()
    except UserError as error:
        trouble = str(error)
    plan = Plan(**{key: ask.mapping[key] for key in ("end",) if key in ask.mapping})
    return Seen(
        ask=ask,
        format=label,
        is_table=False,
        plan=plan,
        sheets=networks,
        attributes=attributes,
        has_instants=instants,
        outcome=outcome,
        trouble=trouble,
    )


def attributes_of(dataset: Dataset) -> Iterator[Attribute]:
    """What the first relationships of a dataset say beside their ends, times and states."""
    found: dict[str, Counter[str]] = {}
    for link in dataset.relationships[:SAMPLE_ROWS]:
        for name, values in _said(link):
            counter = found.setdefault(name, Counter())
            counter.update({text_of(value) for value in values})
    for name, counter in found.items():
        if (made := _attribute(name, counter)) is not None:
            yield made


def _said(link: Relationship) -> Iterator[tuple[str, list[Any]]]:
    kind = link.type.removesuffix(" (directed)").removesuffix(" (mutual)")  # what was added for want of one
    kind = "" if kind in ("directed", "undirected") else kind
    for name, value in (("type", kind), ("label", link.label), *link.extra.items()):
        if isinstance(value, (str, int, float)) and value != "":
            yield name, [value]
    names = dict.fromkeys(name for change in link.changes for name in change.values)
    for name in names:
        values = [change.values[name] for change in link.changes if name in change.values]
        yield name, [value for value in values if isinstance(value, (str, int, float))]


def _attribute(name: str, counter: Counter[str]) -> Attribute | None:
    del counter[""]
    if not counter or (len(counter) > _MOST_COUNTED and any(number_of(text) is None for text in list(counter)[:50])):
        return None
    is_number = all(number_of(text.replace(",", ".")) is not None for text in counter)
    if not is_number and len(counter) > MOST_VALUES:
        return None
    return Attribute(name, tuple(counter.most_common(_MOST_COUNTED)), is_number)


# -- what comes out


def _has_instants(reading: Reading) -> bool:
    return reading.report is not None and any(rule.code == _JOINED for rule in reading.report.rules)


def _outcome(reading: Reading) -> Outcome:
    dataset, report = reading.dataset, reading.report
    is_number = dataset.time.kind == "number"
    labels = {state.id: state.label for state in (*DEFAULT_STATES, *(own for own in dataset.states if own.label))}
    states = Counter(state for link in dataset.relationships for state in {change.state for change in link.changes})
    wrong = [problem for problem in reading.problems if problem.severity != "note"]
    told = [f"{each.where}: {each.message}" for each in wrong]
    told = told or [each.message for each in reading.problems if each.code not in _SEEN_ANYWAY]
    return Outcome(
        dataset,
        len(dataset.actors),
        len(dataset.relationships),
        tuple((labels.get(state) or state or "Open", count) for state, count in states.most_common()),
        _in_words(report.first, is_number) if report is not None else "",
        _in_words(report.last, is_number) if report is not None else "",
        len(wrong),
        tuple(told[:MOST_SENTENCES]),
        is_number,
    )


def _in_words(text: str, is_number: bool) -> str:
    try:
        return text if is_number or not text else describe_short(parse_edtf(text))
    except UserError:
        return text
