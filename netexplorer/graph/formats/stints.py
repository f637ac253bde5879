"""The times of a dataset for formats that have plain intervals: which state holds from when to when."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from netexplorer.graph.axis import TICKS_PER_UNIT, TimeAxis
from netexplorer.graph.dates import (
    BEGINNING,
    FOREVER,
    EdtfDate,
    Precision,
    civil_of,
    civil_text,
    split_interval,
    tick_of,
)
from netexplorer.graph.formats.lost import bent
from netexplorer.graph.schema import Actor, Change, Dataset, DateText, Relationship


class Stint(Struct, frozen=True):
    """A state that holds on the half-open ticks ``[start, end)``, and the same with both bounds inside, as text.

    ``first`` and ``last`` are empty where the stint holds since ever or for ever.
    """

    start: int
    end: int
    first: DateText
    last: DateText
    change: Change

    @property
    def is_always(self) -> bool:
        """It has no bounds."""
        return self.start == BEGINNING and self.end == FOREVER


def axis_of(dataset: Dataset) -> TimeAxis:
    """The time axis of a dataset."""
    return TimeAxis(dataset.time.kind, dataset.time.unit)


def stints_of(relationship: Relationship, axis: TimeAxis, *, is_whole: bool = True) -> Iterator[Stint]:
    """The states of a relationship one after another, without those that hold no time at all.

    On an axis of whole numbers the last one inside a stint is the one before its end.
    """
    changes = relationship.changes
    begins = [axis.read(change.from_) for change in changes]
    for place, change in enumerate(changes):
        start = begins[place]
        until = axis.read(change.until)
        follows = begins[place + 1] if place + 1 < len(changes) else None
        end = FOREVER if until is None else until.end
        last: DateText = change.until if until is not None else ""
        if follows is not None and follows.earliest < end:
            end = follows.earliest
            last = _before(follows, axis)
        first = BEGINNING if start is None else start.earliest
        if first < end:
            if axis.is_number and end != FOREVER:
                last = (end - 1) // TICKS_PER_UNIT if is_whole else _number(end - 1)
            yield Stint(first, end, change.from_ if start is not None else "", last, change)


def _before(date: EdtfDate, axis: TimeAxis) -> DateText:
    """The last period before a date, as precise as the date is."""
    return _number(date.earliest - 1) if axis.is_number else civil_text(date.earliest - 1, date.precision)


def _number(tick: int) -> DateText:
    whole, part = divmod(tick, TICKS_PER_UNIT)
    return whole if not part else tick / TICKS_PER_UNIT


def active_of(actor: Actor, axis: TimeAxis) -> tuple[int, int]:
    """The half-open ticks in which an actor is there."""
    start, slash, end = actor.active.partition("/")
    begins = axis.read("" if start == ".." else start)
    ends = axis.read("" if end == ".." else end) if slash else begins
    return begins.earliest if begins else BEGINNING, ends.end if ends else FOREVER


class WholeNumbers:
    """Ticks as the whole numbers that a format without dates has: years, YYYYMM or YYYYMMDD, or units of the axis.

    The coarsest that is precise enough for all times of the dataset is taken.
    """

    def __init__(self, dataset: Dataset) -> None:
        self.axis = axis_of(dataset)
        finest = Precision.YEAR
        self.is_exact = True  # no time has to be rounded
        self.has_dates = False  # of the calendar
        self.least: int | None = None  # the first number there is
        for date, is_end in self._dates(dataset):
            finest = min(finest, date.precision)
            self.has_dates = not self.axis.is_number
            if self.axis.is_number and (date.end if is_end else date.earliest) % TICKS_PER_UNIT:
                self.is_exact = False
            if self.least is None or date.earliest < self.least:
                self.least = date.earliest
        self.is_exact = self.is_exact and (self.axis.is_number or finest >= Precision.DAY)
        changes = (change for link in dataset.relationships for change in link.changes)
        starts = [change.from_ for change in changes] + [split_interval(actor.active)[0] for actor in dataset.actors]
        self.is_open = self.least is not None and any(start in ("", "..") for start in starts)
        self._digits = 1 if finest >= Precision.YEAR else 2 if finest > Precision.DAY else 3
        self.is_ancient = self.has_dates and self.least is not None and self.least < tick_of(1000)
        self.least = None if self.least is None else self.at(self.least)

    def _dates(self, dataset: Dataset) -> Iterator[tuple[EdtfDate, bool]]:
        """Every date, and whether it is an end."""
        pairs: list[tuple[DateText, DateText]] = [split_interval(actor.active) for actor in dataset.actors]
        pairs += [(change.from_, change.until) for link in dataset.relationships for change in link.changes]
        for pair in pairs:
            for text, is_end in zip(pair, (False, True), strict=True):
                date = self.axis.read(text)
                if date is not None:
                    yield date, is_end

    def at(self, tick: int) -> int:
        """The number of the period in which a tick is."""
        if self.axis.is_number:
            return tick // TICKS_PER_UNIT
        year, month, day = civil_of(tick)
        return (year, year * 100 + month, year * 10_000 + month * 100 + day)[self._digits - 1]

    def bounds(self, start: int, end: int) -> str:
        """Half-open ticks as ``first-last``, both inside, or a single number; ``*`` is for ever, empty is always."""
        if start == BEGINNING and end == FOREVER:
            return ""
        first = self.at(start) if start != BEGINNING else self.least if self.least is not None else 0
        if end == FOREVER:
            return f"{first}-*"
        last = max(first, self.at(end - 1))
        return str(first) if first == last else f"{first}-{last}"


def common_losses(dataset: Dataset) -> list[str]:
    """What formats of nodes and edges with plain attributes leave out, a sentence each."""
    found = (
        (dataset.events, f"The {len(dataset.events)} events are left out."),
        (dataset.disagreements, f"The {len(dataset.disagreements)} disagreements of the sources are left out."),
        (dataset.lenses, "The lenses are left out."),
        (dataset.stories, "The stories are left out."),
        (dataset.sources, "Of the sources only the ids are kept, where they are cited."),
        (dataset.as_of != "", "The date the dataset is as of is left out."),
        (any(actor.names for actor in dataset.actors), "Names of actors in other languages are left out."),
        (
            any(side.color or side.label for side in dataset.sides) or any(kind.shape for kind in dataset.kinds),
            "Labels and colours of sides and shapes of kinds are left out.",
        ),
        (any(type.label or type.family for type in dataset.types), "Labels and families of types are left out."),
    )
    return [sentence for is_so, sentence in found if is_so] + bent(dataset)
