"""Times of other formats: found out what they are, and turned into the dates and numbers of ours.

Most formats do not say whether 2003 is a year or the two thousand and third second. What a format says is believed;
where it says nothing, all its times are looked at together.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from enum import Enum

from netexplorer.errors import UserError
from netexplorer.graph.axis import LARGEST_NUMBER, TICKS_PER_UNIT
from netexplorer.graph.dates import DAY, EdtfDate, Precision, civil_text, parse_edtf, tick_of
from netexplorer.graph.formats.bounds import LONGEST_WHOLE
from netexplorer.graph.formats.draft import Instant, Raw, TimeKind
from netexplorer.graph.schema import DateText

NOT_STATED = frozenset(
    ("", "-", "--", "*", "-9", "na", "n/a", "nan", "null", "none", "inf", "-inf", "+inf", "infinity", "-infinity",
     "+infinity", "∞", "-∞", "+∞", "..", "open", "unknown", "?", "-1.#inf", "1.#inf")
)  # fmt: skip
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), 1)
    for name in names.split()
}  # fmt: skip
_NUMBER = re.compile(r"[+-]?(\d++(?:\.\d*+)?|\.\d++)([eE][+-]?\d+)?")
_ISO = re.compile(
    r"(-?\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?"
    r"(?:[T ](\d{1,2}:\d{2}(?::\d{2})?)(\.\d+)?\s*(Z|UTC|[+-]\d{2}(?::?\d{2})?)?)?(\[.*\])?"
)
_HASHES = re.compile(r"(-?[\dX#]{4})-([\d#X]{2})(?:-([\d#X]{2}))?")
_THREE = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T ](\d{1,2}:\d{2}(?::\d{2})?))?")
_WORDS = re.compile(r"(?:(\d{1,2})[\s.-]+)?([A-Za-z]{3,9})\.?[\s-]+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(-?\d{3,4})")
_BCE = re.compile(r"(\d{1,4})\s*(?:BCE?|B\.C\.(?:E\.)?)", re.IGNORECASE)


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
    """

    def __init__(self, scale: Scale, *, is_day_first: bool = True) -> None:
        self.scale = scale
        self.is_day_first = is_day_first
        self._known: dict[Raw, Instant | None] = {}

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
        if is_unstated(raw):
            return None
        number = number_of(raw)
        if number is not None and not abs(number) <= _LARGEST:
            raise UserError(f"{str(raw)[:40]} is too large a number for a time")
        if self.scale is Scale.TEXT or number is None:
            if self.is_number:
                raise UserError(f"'{raw}' is no number, and the other times of this file are")
            return _of_date(parse_edtf(date_text(str(raw), is_day_first=self.is_day_first)))
        return _FROM_NUMBER[self.scale](number)

    def until(self, at: Instant, *, is_open: bool) -> DateText:
        """The native ``until``, which belongs to the interval, of an end that does (or, ``is_open``, does not)."""
        if self.is_number:
            tick = at.earliest - 1 if is_open else at.end - 1
            return _number(tick) if tick != at.earliest else at.text
        return civil_text(at.earliest - 1, at.precision) if is_open else at.text

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
    kind : {"", "calendar", "number"}
        What the file says they are.
    is_double : bool
        It says that numbers may lie between whole ones.
    """
    said = [raw for raw in values if not (isinstance(raw, Instant) or is_unstated(raw))]
    numbers = [number for number in map(number_of, said) if number is not None and math.isfinite(number)]
    is_day_first = not any(_is_month_first(raw) for raw in said if isinstance(raw, str))
    if kind != "number" and (len(numbers) * 2 < len(said) or not said):
        return Clock(Scale.TEXT, is_day_first=is_day_first)
    is_whole = not is_double and all(float(number).is_integer() for number in numbers)
    if kind == "number":
        return Clock(Scale.WHOLE if is_whole else Scale.NUMBERS)
    scale = _calendar_scale(numbers, is_sure=kind == "calendar")
    if scale is None:
        scale = Scale.WHOLE if is_whole else Scale.NUMBERS
    return Clock(scale, is_day_first=is_day_first)


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
        (Scale.YEARS, is_sure and low >= -9999 and high <= 9999),
        (Scale.SECONDS, is_sure),
    )
    return next((scale for scale, is_it in fits if is_it), None)


def _is_month(number: float) -> bool:
    return 100_001 <= number <= 220_012 and 1 <= number % 100 <= 12


def _is_day(number: float) -> bool:
    return 10_000_101 <= number <= 22_001_231 and 1 <= number // 100 % 100 <= 12 and 1 <= number % 100 <= 31


def date_text(text: str, *, is_day_first: bool = True) -> str:
    """A date as EDTF writes it, of the many ways to write one; what is none of them stays as it is."""
    text = text.strip()
    for pattern, write in _WAYS:
        if (match := pattern.fullmatch(text)) and (written := write(match, is_day_first)):
            return written
    number = number_of(text)
    if number is not None and float(number).is_integer() and abs(number) < 10_000:
        return f"{'-' if number < 0 else ''}{abs(int(number)):04d}"
    return text


def _iso(match: re.Match[str], is_day_first: bool) -> str:
    year, month, day, clock, _, zone, _ = match.groups()
    date = f"{year}-{int(month):02d}" + (f"-{int(day):02d}" if day else "")
    return f"{date}T{clock.zfill(len(clock) + (clock[1] == ':'))}{_zone(zone)}" if clock else date


def _zone(zone: str | None) -> str:
    return "Z" if zone in (None, "UTC") else str(zone)


def _three(match: re.Match[str], is_day_first: bool) -> str:
    first, second, year, clock = match.groups()
    is_swapped = int(second) > 12 or (not is_day_first and int(first) <= 12)
    day, month = (second, first) if is_swapped else (first, second)
    date = f"{year}-{int(month):02d}-{int(day):02d}"
    return f"{date}T{clock.zfill(len(clock) + (clock[1] == ':'))}Z" if clock else date


def _bce(match: re.Match[str], is_day_first: bool) -> str:
    return f"-{int(match[1]) - 1:04d}" if int(match[1]) > 1 else "0000"


def _in_words(match: re.Match[str], is_day_first: bool) -> str:
    month, day = _MONTHS.get(match[2].casefold()), match[1] or match[3]
    return f"{int(match[4]):04d}-{month:02d}" + (f"-{int(day):02d}" if day else "") if month else ""


def _hashes(match: re.Match[str], is_day_first: bool) -> str:
    year, month, day = (part.replace("#", "X") if part else "" for part in match.groups())
    return year if "X" in month else f"{year}-{month}" if not day or "X" in day else f"{year}-{month}-{day}"


_WAYS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], bool], str]], ...] = (
    (_ISO, _iso),
    (_THREE, _three),
    (_BCE, _bce),
    (_WORDS, _in_words),
    (_HASHES, _hashes),
)


def _is_month_first(text: str) -> bool:
    match = _THREE.fullmatch(text.strip())
    return match is not None and int(match[2]) > 12


def _of_date(date: EdtfDate) -> Instant:
    return Instant(date.text, date.earliest, date.end, date.precision)


def _of_text(text: str) -> Instant:
    return _of_date(parse_edtf(text))


def _of_seconds(seconds: float) -> Instant:
    tick = math.floor(seconds)
    return Instant(civil_text(tick, Precision.SECOND), tick, tick + 1, Precision.SECOND)


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
    Scale.WHOLE: lambda number: _of_number(number, TICKS_PER_UNIT),
    Scale.NUMBERS: lambda number: _of_number(number, 1),
}
