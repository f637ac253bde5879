"""The one time axis of a dataset: dates of the calendar, or numbers that count something.

Everything behind it is int64 ticks, so nobody else needs to know which of the two it is.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from netexplorer.errors import UserError
from netexplorer.graph import dates
from netexplorer.graph.dates import BEGINNING, DAY, FOREVER, EdtfDate, Precision, tick_of

TICKS_PER_UNIT = 1_000_000  # of a number axis: microseconds of a second, millimetres of a kilometre
LARGEST_NUMBER = 2e12  # so that its tick stays within BEGINNING and FOREVER

Step = Literal["year", "month", "day"]
_NUMBER_STEPS = {"day": 1, "month": 10, "year": 100}
_CLOCK_STEPS = (1, 5, 15, 30, 60, 300, 900, 1_800, 3_600, 10_800, 21_600, 43_200)
_DAY_STEPS = (1, 2, 7, 14)
_MONTH_STEPS = (1, 3, 6)


class Mark(Struct, frozen=True):
    """A tick worth a line on a drawn axis, and its label; a major one begins something larger."""

    tick: int
    label: str
    major: bool


class TimeAxis(Struct, frozen=True):
    """What the ticks of a dataset mean: ``kind`` is ``"calendar"`` or ``"number"``, ``unit`` what the numbers count."""

    kind: str = "calendar"
    unit: str = ""

    @property
    def is_number(self) -> bool:
        """Whether ticks are millionths of a unit rather than seconds of the calendar."""
        return self.kind == "number"

    @property
    def resolution(self) -> int:
        """The smallest step of a scrub, in ticks: a day, or one unit."""
        return TICKS_PER_UNIT if self.is_number else DAY

    def parse(self, value: str | float) -> EdtfDate:
        """Read a date of this axis.

        Raises
        ------
        UserError
            If the value is no date, or no finite number the axis can hold.
        """
        if self.is_number:
            return _parse_number(value)
        if isinstance(value, str):
            return dates.parse_edtf(value)
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10_000:
            return dates.parse_edtf(f"{'-' if value < 0 else ''}{abs(value):04d}")  # a year without quotation marks
        raise UserError(f"'{value}' is no date", hint='Write dates in quotation marks, as in "2021-11-01".')

    def read(self, value: str | float) -> EdtfDate | None:
        """The same, but leniently: nothing for what is empty or no date."""
        try:
            return None if value == "" else self.parse(value)
        except UserError:
            return None

    def parse_interval(self, text: str) -> tuple[EdtfDate | None, EdtfDate | None]:
        """Read ``a/b`` with dates of this axis; ``None`` is an open or unknown side.

        Raises
        ------
        UserError
            If a side is no date of this axis, or the interval ends before it begins.
        """
        if not self.is_number:
            return dates.parse_interval(text)
        start, end = (None if side in ("", "..") else _parse_number(side) for side in dates.split_interval(text))
        if start and end and end.earliest < start.earliest:
            raise UserError(f"'{text}' ends before it begins", hint="Write the smaller number first.")
        return start, end

    def text(self, tick: int, precision: Precision = Precision.DAY) -> str:
        """A tick as the file format writes it."""
        return _number_text(tick) if self.is_number else dates.civil_text(tick, precision)

    def label(self, tick: int, precision: Precision = Precision.DAY) -> str:
        """A tick in words for people, empty for the bounds of time."""
        if not BEGINNING < tick < FOREVER:
            return ""
        if self.is_number:
            return f"{_number_text(tick)} {self.unit}".strip()
        return dates.label_of(tick, precision)

    def step(self, tick: int, unit: Step, count: int) -> int:
        """The tick ``count`` years, months or days on; 31 January and a month is the last day of February.

        On a number axis the three steps are 100, 10 and 1 unit. The answer stays within the bounds of time.
        """
        if self.is_number or unit == "day":
            width = _NUMBER_STEPS[unit] * self.resolution
            return min(max(tick + count * width, BEGINNING + 1), FOREVER - 1)
        year, month, day = dates.civil_of(tick)
        years, month0 = divmod(month - 1 + count * (12 if unit == "year" else 1), 12)
        year, month = year + years, month0 + 1
        moved = tick_of(year, month, min(day, dates.days_in_month(year, month))) + tick % DAY
        return min(max(moved, BEGINNING + 1), FOREVER - 1)

    def whole_years(self, t0: int, t1: int) -> tuple[int, int]:
        """The span widened to whole years, never empty; on a number axis to whole units, or parts of a short one."""
        if self.is_number:
            width = min(self.resolution, 10 ** (len(str(max(t1 - t0, 1))) - 1))
            start = t0 // width * width
            return start, max(-(-t1 // width) * width, start + width)
        first = dates.civil_of(t0)[0]
        return tick_of(first), tick_of(max(dates.civil_of(t1 - 1)[0], first) + 1)

    def marks(self, t0: int, t1: int, most: int) -> tuple[Mark, ...]:
        """Round ticks in ``[t0, t1]``, as many as possible but at most ``most``, with labels that fit an axis."""
        if t1 < t0 or most < 1:
            return ()
        return _number_marks(t0, t1, most) if self.is_number else _calendar_marks(t0, t1, most)


def _parse_number(value: str | float) -> EdtfDate:
    try:
        number = float(value)
    except (ValueError, OverflowError):
        raise UserError(f"'{value}' is no number", hint="The time axis of this dataset counts with numbers.") from None
    if not math.isfinite(number) or abs(number) > LARGEST_NUMBER:
        raise UserError(f"'{value}' is too large a number for a time axis", hint="Use a larger unit.")
    tick = round(number * TICKS_PER_UNIT)
    return EdtfDate(str(value), tick, tick + 1, Precision.NUMBER)


def _number_text(tick: int) -> str:
    if not BEGINNING < tick < FOREVER:
        return ".."
    whole, part = divmod(abs(tick), TICKS_PER_UNIT)
    digits = f"{whole}.{part:06d}".rstrip("0").rstrip(".") if part else str(whole)
    return f"-{digits}" if tick < 0 else digits


def _number_marks(t0: int, t1: int, most: int) -> tuple[Mark, ...]:
    width = _round_width(t1 - t0, most)
    while t1 // width - -(-t0 // width) + 1 > most:
        width = _round_width(width * most + 1, most)
    ticks = range(-(-t0 // width) * width, t1 + 1, width)
    return tuple(Mark(tick, _number_text(tick), tick % (_major(width)) == 0) for tick in ticks)


def _round_width(span: int, most: int) -> int:
    power = 1
    while True:
        for factor in (1, 2, 5):
            if span // (factor * power) <= most - 1 or factor * power >= FOREVER:
                return factor * power
        power *= 10


def _major(width: int) -> int:
    """The next power of ten above a width of 1, 2 or 5 times a power of ten: 1, 2 and 5 give 10."""
    return int(10 ** len(str(width)))


def _calendar_marks(t0: int, t1: int, most: int) -> tuple[Mark, ...]:
    for ticks, precision in _candidates(t0, t1, most):
        if len(ticks) <= most:
            return _labelled(ticks, precision)
    return _year_marks(t0, t1, most)


def _candidates(t0: int, t1: int, most: int) -> Iterator[tuple[list[int], Precision]]:
    """Finer steps first; what would be far too many is not even listed."""
    span = t1 - t0
    for width in _CLOCK_STEPS:
        if span // width <= most:
            yield list(range(-(-t0 // width) * width, t1 + 1, width)), Precision.MINUTE
    for days in _DAY_STEPS:
        if span // (days * DAY) <= most:
            yield _month_days(t0, t1, days), Precision.DAY
    for months in _MONTH_STEPS:
        if span // (months * 32 * DAY) <= most:
            yield _month_starts(t0, t1, months), Precision.MONTH


def _month_starts(t0: int, t1: int, months: int) -> list[int]:
    (year0, month0, _), (year1, month1, _) = dates.civil_of(t0), dates.civil_of(t1)
    first, last = year0 * 12 + month0 - 1, year1 * 12 + month1 - 1
    ticks = (tick_of(count // 12, count % 12 + 1) for count in range(first - first % months, last + 1, months))
    return [tick for tick in ticks if t0 <= tick <= t1]


def _month_days(t0: int, t1: int, days: int) -> list[int]:
    """Days 1, 1 + days, … of each month; one that would crowd the next first is left out."""
    year, month, _ = dates.civil_of(t0)
    starts = _month_starts(tick_of(year, month), t1, 1)
    offsets = [offset for offset in range(0, 31, days) if offset + days <= 31 or days == 1]
    ticks = []
    for start in starts:
        length = dates.days_in_month(*dates.civil_of(start)[:2])
        ticks += [start + offset * DAY for offset in offsets if offset < length]
    return [tick for tick in ticks if t0 <= tick <= t1]


def _labelled(ticks: list[int], precision: Precision) -> tuple[Mark, ...]:
    marks = [_calendar_mark(tick, precision) for tick in ticks]
    has_year = any(dates.civil_of(mark.tick)[1:] == (1, 1) and mark.major for mark in marks)
    if marks and not has_year:  # somewhere on the axis the year has to stand
        tick = marks[0].tick
        date = dates.parse_edtf(dates.civil_text(tick, max(precision, Precision.DAY)))
        marks[0] = Mark(tick, dates.describe_short(date), marks[0].major)
    return tuple(marks)


def _calendar_mark(tick: int, precision: Precision) -> Mark:
    year, month, day = dates.civil_of(tick)
    name = dates.MONTHS[month - 1][:3]
    if tick % DAY:
        clock = tick % DAY
        seconds = f":{clock % 60:02d}" if clock % 60 else ""
        return Mark(tick, f"{clock // 3600:02d}:{clock // 60 % 60:02d}{seconds}", False)
    if (month, day) == (1, 1):
        return Mark(tick, dates.year_words(year), True)
    if precision == Precision.MINUTE:
        return Mark(tick, f"{day} {name}", True)
    if day == 1:
        return Mark(tick, name, precision == Precision.DAY)
    return Mark(tick, str(day), False)


def _year_marks(t0: int, t1: int, most: int) -> tuple[Mark, ...]:
    first, last = dates.civil_of(t0 - 1)[0] + 1, dates.civil_of(t1)[0]
    width = _round_width(max(last - first, 0), most)
    while last // width - -(-first // width) + 1 > most:
        width = _round_width(width * most + 1, most)
    years = range(-(-first // width) * width, last + 1, width)
    return tuple(Mark(tick_of(year), dates.year_words(year), year % _major(width) == 0) for year in years)
