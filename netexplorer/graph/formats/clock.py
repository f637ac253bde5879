"""Times of other formats: found out what they are, and turned into the dates and numbers of ours.

Most formats do not say whether 2003 is a year or the two thousand and third second. What a format says is believed;
where it says nothing, all its times are looked at together.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum

from netexplorer.errors import UserError
from netexplorer.graph.axis import LARGEST_NUMBER, TICKS_PER_UNIT
from netexplorer.graph.dates import BEGINNING, DAY, FOREVER, EdtfDate, Precision, civil_text, parse_edtf, tick_of
from netexplorer.graph.formats.bounds import LONGEST_WHOLE
from netexplorer.graph.formats.days import day_of
from netexplorer.graph.formats.draft import Instant, Period, Raw, TimeKind
from netexplorer.graph.formats.figures import date_text, is_dotted_month, is_month_first
from netexplorer.graph.formats.sentinels import CODES, NOT_STATED, is_far
from netexplorer.graph.formats.wordings import stretch
from netexplorer.graph.schema import DateText

_SPLIT = re.compile(r"(\d{4})/(\d{2})")
_YEAR = re.compile(r"-?\d{4}")
_PADDED = re.compile(r"-?0(?!000)\d{3}")
_INFERRED = re.compile(r"\[([^\[\],]+)\]")  # as editors of letters write what is not on them
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_SERIALS = 14_611, 73_050  # days from 1940 to 2099
_NUMBER = re.compile(r"[+-]?(\d++(?:\.\d*+)?|\.\d++)([eE][+-]?\d+)?")

_LARGEST = 1e15  # a number beyond this is no time on any scale
_HUGE = 10**LONGEST_WHOLE


class Scale(Enum):
    """What a number is, if the times are numbers."""

    TEXT = "dates"
    YEARS = "years"
    MONTHS = "years and months, YYYYMM"
    DAYS = "days, YYYYMMDD"
    SECONDS = "seconds since 1970"
    MILLISECONDS = "milliseconds since 1970"
    MICROSECONDS = "microseconds since 1970"
    NANOSECONDS = "nanoseconds since 1970"
    SERIAL = "days since 30 December 1899, as spreadsheets count"
    WHOLE = "whole numbers"
    NUMBERS = "numbers"


class Clock:
    """Reads the times of one file.

    Parameters
    ----------
    scale : Scale
        What its numbers are.
    is_day_first : bool
        3.4.2014 is in April.
    missing : frozenset of float
        Numbers that stand for none, such as -99 or 9999 among years.
    is_split : bool
        2001/02 is the year that begins in 2001, as others of the file can be no months.
    """

    def __init__(
        self,
        scale: Scale,
        *,
        is_day_first: bool = True,
        missing: frozenset[float] = frozenset(),
        is_split: bool = False,
    ) -> None:
        self.is_split = is_split
        self.scale = scale
        self.is_day_first = is_day_first
        self.missing = missing
        self._largest = _LARGEST if scale not in (Scale.MICROSECONDS, Scale.NANOSECONDS) else 5e18
        self._known: dict[Raw, Instant | None] = {}

    def know(self, days: Mapping[Raw, Instant]) -> None:
        """Some texts are days, which need not be read once more."""
        if not self.is_number:
            self._known.update(days)

    @property
    def is_number(self) -> bool:
        """The axis counts something else than the calendar."""
        return self.scale in (Scale.WHOLE, Scale.NUMBERS)

    def read(self, raw: Raw) -> Instant | None:
        """A time of the file; nothing where it states none.

        Raises
        ------
        UserError
            If it is no time of this clock.
        """
        if raw is None or isinstance(raw, Instant):
            return raw
        known = self._known.get(raw, _UNKNOWN)
        if known is _UNKNOWN:
            known = self._known[raw] = self._read(raw)
        return known  # type: ignore[return-value]

    def _read(self, raw: str | float) -> Instant | None:
        if isinstance(raw, str) and not self.is_number and (day := day_of(raw)) is not None:
            return day
        if is_unstated(raw):
            return None
        number = number_of(raw)
        if number is not None and not abs(number) <= self._largest:
            raise UserError(f"{str(raw)[:40]} is too large a number for a time")
        if self.scale is Scale.TEXT or number is None:
            if self.is_number:
                raise UserError(f"'{raw}' is no number, and the other times of this file are")
            text = str(raw).strip()
            return None if is_far(text) else self._in_words(text)
        if number in self.missing:
            return None
        return _FROM_NUMBER[self.scale](number)

    def _in_words(self, text: str) -> Instant:
        """A date, or two that bound a period.

        Raises
        ------
        UserError
            If it is neither.
        """
        try:
            if self.is_split and _SPLIT.fullmatch(text):
                raise UserError(f"'{text}' is no date")
            return _of_date(parse_edtf(date_text(text, is_day_first=self.is_day_first)))
        except UserError as error:
            if _SERIAL.fullmatch(text) and _SERIALS[0] <= float(text) < _SERIALS[1]:
                return _of_serial(float(text))  # among dates a spreadsheet's number of days
            if (inner := _INFERRED.fullmatch(text)) and (made := self.edtf(inner[1])):
                return _of_text(made if made[-1] in "?~%" or "T" in made else f"{made}?")
            found = stretch(text, self.edtf)
            if found is None and text in error.what:
                raise
            if found is None:  # it was turned round on the way
                raise UserError(f"'{text}' is no date", hint=error.hint) from None
        first, last = (_of_text(each) if each else None for each in (found.first, found.last))
        if first and last and last.end <= first.earliest:
            first, last = last, first
        return Period(
            first.text if first else "",
            first.earliest if first else BEGINNING,
            last.end if last else FOREVER,
            (first or last or _of_text("0000")).precision,
            last.text if last else "",
            found.is_range,
        )

    def edtf(self, text: str) -> str:
        """A text as EDTF writes it; empty if it is no date."""
        written = date_text(text, is_day_first=self.is_day_first)
        try:
            parse_edtf(written)
        except UserError:
            return ""
        return written

    def until(self, at: Instant, *, is_open: bool) -> DateText:
        """The native ``until``, which belongs to the interval, of an end that does (or, ``is_open``, does not)."""
        if self.is_number:
            tick = at.earliest - 1 if is_open else at.end - 1
            return _number(tick) if tick != at.earliest else at.text
        if is_open:
            return civil_text(at.earliest - 1, at.precision)
        return at.last if isinstance(at, Period) else at.text

    def after(self, at: Instant) -> DateText:
        """The native ``from`` of a beginning that does not belong to the interval itself."""
        return _number(at.end) if self.is_number else civil_text(at.end, at.precision)


_UNKNOWN = object()


def is_unstated(raw: Raw) -> bool:
    """Whether a value says that no time is stated."""
    if raw is None or isinstance(raw, Instant):
        return raw is None
    if isinstance(raw, str):
        return raw.strip().casefold() in NOT_STATED
    return isinstance(raw, float) and not math.isfinite(raw)


def number_of(raw: Raw) -> float | None:
    """A value as a number, if it is one."""
    if isinstance(raw, (int, float)):
        return raw if isinstance(raw, float) or abs(raw) < _HUGE else math.inf
    text = raw.strip() if isinstance(raw, str) else ""
    if _NUMBER.fullmatch(text):
        return int(text) if len(text) < LONGEST_WHOLE and text.lstrip("+-").isdigit() else float(text)
    return None


def clock_of(values: Iterable[Raw], kind: TimeKind = "", *, is_double: bool = False) -> Clock:
    """The clock of some times.

    Parameters
    ----------
    values : iterable of Raw
        As often as they occur; or a mapping that says how often each does.
    kind : {"", "calendar", "number"}
        What the file says they are.
    is_double : bool
        It says that numbers may lie between whole ones.
    """
    counts = Counter(values)
    said = [raw for raw in counts if not (isinstance(raw, Instant) or is_unstated(raw))]
    known = {raw: number for raw in said if (number := number_of(raw)) is not None and math.isfinite(number)}
    numbers = list(known.values())
    is_day_first = not any(is_month_first(raw) for raw in said if isinstance(raw, str))
    is_rarely_number = 2 * sum(counts[raw] for raw in known) < sum(counts[raw] for raw in said)
    if kind != "number" and (is_rarely_number or not said or _are_months(said)):
        return Clock(Scale.TEXT, is_day_first=is_day_first, is_split=_are_split(said))
    is_whole = not is_double and all(float(number).is_integer() for number in numbers)
    if kind == "number":
        return Clock(Scale.WHOLE if is_whole else Scale.NUMBERS)
    if _are_padded(said):
        return Clock(Scale.YEARS, is_day_first=is_day_first)
    codes = CODES.intersection(numbers)
    if codes:  # -0001 is a year, and no code
        codes -= {known[raw] for raw in known if isinstance(raw, str) and _PADDED.fullmatch(raw.strip())}
    stated = [number for number in numbers if number not in codes] if codes else numbers
    missing = codes if stated else frozenset()
    if 0 in missing and not (min(stated) >= 1700 and (max(stated) <= 2100 or min(stated) >= 1e8)):
        missing = frozenset()  # 0, 1200, 1400 count something
    if 0 in missing and kind == "calendar" and "0000" in counts:
        missing = frozenset()  # a file of dates that writes the year 1 BC as a date is written
    if missing and _calendar_scale(stated, is_sure=False) in _NAMED and _calendar_scale(numbers, is_sure=False) is None:
        return Clock(_calendar_scale(stated, is_sure=False) or Scale.YEARS, is_day_first=is_day_first, missing=missing)
    scale = _calendar_scale(numbers, is_sure=kind == "calendar")
    if scale is None:
        scale = Scale.WHOLE if is_whole else Scale.NUMBERS
    return Clock(scale, is_day_first=is_day_first)


def _are_split(said: Sequence[Raw]) -> bool:
    """Whether all times such as 2001/02 are years that go over new year, and one can be nothing else."""
    pairs = [(int(m[1]), int(m[2])) for raw in said if isinstance(raw, str) and (m := _SPLIT.fullmatch(raw.strip()))]
    return all((year + 1) % 100 == next for year, next in pairs) and any(not 1 <= next <= 12 for _, next in pairs)


def _are_padded(said: Sequence[Raw]) -> bool:
    """Whether all are years such as 0476 and -0043, which nobody writes so who counts something."""
    are_years = all(isinstance(raw, str) and _YEAR.fullmatch(raw.strip()) for raw in said)
    return are_years and any(str(raw).strip().lstrip("-").startswith("0") for raw in said)


def _are_months(said: Sequence[Raw]) -> bool:
    """Whether all are months such as 03.1991, which look like numbers."""
    return all(isinstance(raw, str) and is_dotted_month(raw.strip()) for raw in said)


# in which a number that stands for none is no date
_NAMED = (Scale.YEARS, Scale.MONTHS, Scale.DAYS, Scale.SECONDS, Scale.MILLISECONDS)


def _calendar_scale(numbers: list[float], *, is_sure: bool) -> Scale | None:
    """Which unit of the calendar numbers count; None if they hardly are dates."""
    low, high = min(numbers, default=0), max(numbers, default=0)
    is_whole = all(float(number).is_integer() for number in numbers)
    fits = (
        (Scale.YEARS, is_whole and low >= 1000 and high <= 2200),
        (Scale.MONTHS, is_whole and all(map(_is_month, numbers))),
        (Scale.DAYS, is_whole and all(map(_is_day, numbers))),
        (Scale.SECONDS, low >= 1e8 and high < 5e9),
        (Scale.MILLISECONDS, is_whole and low >= 1e11 and high < 5e12),
        (Scale.MICROSECONDS, is_whole and low >= 1e14 and high < 5e15),
        (Scale.NANOSECONDS, is_whole and low >= 1e17 and high < 5e18),
        (Scale.YEARS, is_sure and low >= -9999 and high <= 9999),
        (Scale.SECONDS, is_sure),
    )
    return next((scale for scale, is_it in fits if is_it), None)


def _is_month(number: float) -> bool:
    return 100_001 <= number <= 220_012 and 1 <= number % 100 <= 12


def _is_day(number: float) -> bool:
    return 10_000_101 <= number <= 22_001_231 and 1 <= number // 100 % 100 <= 12 and 1 <= number % 100 <= 31


def _of_date(date: EdtfDate) -> Instant:
    return Instant(date.text, date.earliest, date.end, date.precision)


def _of_text(text: str) -> Instant:
    return _of_date(parse_edtf(text))


def _of_seconds(seconds: float) -> Instant:
    tick = math.floor(seconds)
    return Instant(civil_text(tick, Precision.SECOND), tick, tick + 1, Precision.SECOND)


def _of_serial(days: float) -> Instant:
    tick = _SERIAL_ZERO + round(days * DAY)
    return _of_text(civil_text(tick)) if tick % DAY == 0 else _of_seconds(tick)


_SERIAL_ZERO = tick_of(1899, 12, 30)


def _of_years(number: float) -> Instant:
    year, part = math.floor(number), number - math.floor(number)
    if not part:
        return _of_text(date_text(str(year)))
    start, end = tick_of(year), tick_of(year + 1)
    return _of_text(civil_text(start + round((end - start) * part / DAY) * DAY))


def _of_number(number: float, width: int) -> Instant:
    if not math.isfinite(number) or abs(number) > LARGEST_NUMBER:
        raise UserError(f"{number} is too large a number for a time axis")
    tick = round(number * TICKS_PER_UNIT)
    return Instant(int(number) if float(number).is_integer() else number, tick, tick + width, Precision.NUMBER)


def _number(tick: int) -> DateText:
    whole, part = divmod(tick, TICKS_PER_UNIT)
    return whole if not part else round(tick / TICKS_PER_UNIT, 6)


_FROM_NUMBER: Mapping[Scale, Callable[[float], Instant]] = {
    Scale.YEARS: _of_years,
    Scale.MONTHS: lambda number: _of_text(f"{int(number) // 100:04d}-{int(number) % 100:02d}"),
    Scale.DAYS: lambda number: _of_text(
        f"{int(number) // 10_000:04d}-{int(number) // 100 % 100:02d}-{int(number) % 100:02d}"
    ),
    Scale.SECONDS: _of_seconds,
    Scale.MILLISECONDS: lambda number: _of_seconds(number / 1000),
    Scale.MICROSECONDS: lambda number: _of_seconds(number // 10**6),
    Scale.NANOSECONDS: lambda number: _of_seconds(number // 10**9),
    Scale.SERIAL: _of_serial,
    Scale.WHOLE: lambda number: _of_number(number, TICKS_PER_UNIT),
    Scale.NUMBERS: lambda number: _of_number(number, 1),
}
