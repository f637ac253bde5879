"""Dates as people know them: EDTF (ISO 8601-2) levels 0 and 1, each as the period of time its text names.

A date is never rounded: it keeps its text, its precision and the half-open period ``[earliest, end)`` in ticks. A tick
is a second since 1970-01-01T00:00Z in the proleptic Gregorian calendar, with astronomical years (year 0 is 1 BC).
"""

from __future__ import annotations

import enum
import re
from functools import lru_cache

from msgspec import Struct

from netexplorer.errors import UserError

MINUTE = 60
HOUR = 3_600
DAY = 86_400
BEGINNING = -(2**61)
FOREVER = 2**61

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}  # northern, as in the sources that use them
_DAYS_IN_MONTH = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

_DATE = re.compile(
    r"(?:Y(?P<long>-?[1-9][0-9]{4,9})"
    r"|(?P<sign>-?)(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX|[0-9]XXX)"
    r"(?:-(?P<month>[0-9]{2}|XX)"
    r"(?:-(?P<day>[0-9]{2}|XX)"
    r"(?:T(?P<hour>[0-9]{2})(?::(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.[0-9]+)?)?)?"
    r"(?P<zone>Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?)?)?)"
    r"(?P<mark>[~?%]?)"
)
_HINT = "Write it as 2021, 2021-11 or 2021-11-01, with ~ behind it for “about”, ? for “uncertain”, or as in 199X."


class Precision(enum.IntEnum):
    """How long the period is that a date names; ``NUMBER`` is an instant of an axis that counts something else."""

    NUMBER = -1
    SECOND = 0
    MINUTE = 1
    HOUR = 2
    DAY = 3
    MONTH = 4
    SEASON = 5
    YEAR = 6
    DECADE = 7
    CENTURY = 8
    MILLENNIUM = 9


class EdtfDate(Struct, frozen=True):
    """A date as it was written and the period ``[earliest, end)`` in ticks that it names."""

    text: str
    earliest: int
    end: int
    precision: Precision
    approximate: bool = False
    uncertain: bool = False

    @property
    def is_exact(self) -> bool:
        """Known to the day or better (or a number), and not marked as approximate or uncertain."""
        return self.precision <= Precision.DAY and not (self.approximate or self.uncertain)

    @property
    def possible_from(self) -> int:
        """First tick at which a change of this date is no more than possible.

        An exactly dated change counts as happened at its earliest instant, any other is possible from there on.
        """
        return self.earliest + 1 if self.is_exact else self.earliest


def days_from_civil(year: int, month: int, day: int) -> int:
    """Days from 1970-01-01 to a date of the proleptic Gregorian calendar (Hinnant 2013)."""
    year -= month <= 2
    era, year_of_era = divmod(year, 400)
    day_of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146_097 + year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year - 719_468


def civil_from_days(days: int) -> tuple[int, int, int]:
    """Year, month and day of a number of days since 1970-01-01; the inverse of :func:`days_from_civil`."""
    era, day_of_era = divmod(days + 719_468, 146_097)
    year_of_era = (day_of_era - day_of_era // 1_460 + day_of_era // 36_524 - day_of_era // 146_096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * day_of_year + 2) // 153
    month = shifted + (3 if shifted < 10 else -9)
    return year_of_era + era * 400 + (month <= 2), month, day_of_year - (153 * shifted + 2) // 5 + 1


def days_in_month(year: int, month: int) -> int:
    """Length of a month, 28 to 31."""
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and is_leap else _DAYS_IN_MONTH[month - 1]


def tick_of(year: int, month: int = 1, day: int = 1) -> int:
    """Tick of the midnight at which a day begins; months beyond 12 run into the following years."""
    years, month0 = divmod(month - 1, 12)
    return days_from_civil(year + years, month0 + 1, day) * DAY


def civil_of(tick: int) -> tuple[int, int, int]:
    """Year, month and day in which a tick lies."""
    return civil_from_days(tick // DAY)


def parse_edtf(text: str) -> EdtfDate:
    """Read one EDTF date of level 0 or 1.

    Parameters
    ----------
    text : str
        ``1998``, ``2015-04``, ``2021-11-01``, ``2021-11-01T14:00Z`` (no zone: UTC), ``1998~``, ``1998?``, ``1998%``,
        ``199X``, ``19XX``, ``2015-XX``, ``2015-04-XX``, ``2001-21`` to ``2001-24`` (seasons of the north),
        ``-0427``, ``Y17000``.

    Raises
    ------
    UserError
        If the text is no such date, or names a day that does not exist.

    Examples
    --------
    >>> date = parse_edtf("2015-04")
    >>> (date.end - date.earliest) // DAY
    30
    """
    match = _DATE.fullmatch(text)
    period = _period(match) if match else None
    if match is None or period is None:
        raise UserError(f"'{text}' is no date", hint=_HINT)
    mark = match["mark"]
    earliest, end, precision = period
    return EdtfDate(text, earliest, end, precision, mark in ("~", "%"), mark in ("?", "%"))


_Period = tuple[int, int, Precision]


def _period(match: re.Match[str]) -> _Period | None:
    if match["long"]:
        return _years(int(match["long"]), int(match["long"]), Precision.YEAR)
    digits, month, sign = match["year"], match["month"], match["sign"]
    if sign and digits == "0000":
        return None
    masked = digits.count("X")
    if masked:
        return None if month else _masked_years(sign, digits, masked)
    year = int(sign + digits)
    if month is None or (month == "XX" and match["day"] in (None, "XX") and match["hour"] is None):
        return _years(year, year, Precision.YEAR)
    return None if month == "XX" else _within_year(year, int(month), match)


def _years(first: int, last: int, precision: Precision) -> _Period:
    return tick_of(first), tick_of(last + 1), precision


def _masked_years(sign: str, digits: str, masked: int) -> _Period:
    ends = int(sign + digits.replace("X", "0")), int(sign + digits.replace("X", "9"))
    return _years(min(ends), max(ends), Precision(Precision.YEAR + masked))


def _within_year(year: int, month: int, match: re.Match[str]) -> _Period | None:
    day = match["day"]
    if month in _SEASONS and day is None:
        start = 3 * (month - 21) + 3
        return tick_of(year, start), tick_of(year, start + 3), Precision.SEASON
    if not 1 <= month <= 12:
        return None
    if day is None or (day == "XX" and match["hour"] is None):
        return tick_of(year, month), tick_of(year, month + 1), Precision.MONTH
    if day == "XX" or not 1 <= int(day) <= days_in_month(year, month):
        return None
    midnight = tick_of(year, month, int(day))
    return (midnight, midnight + DAY, Precision.DAY) if match["hour"] is None else _within_day(midnight, match)


def _within_day(midnight: int, match: re.Match[str]) -> _Period | None:
    hour, minute, second = (int(match[part] or 0) for part in ("hour", "minute", "second"))
    zone = (match["zone"] or "Z").replace(":", "")
    zone_hours, zone_minutes = (0, 0) if zone == "Z" else (int(zone[1:3]), int(zone[3:] or 0))
    if hour > 23 or minute > 59 or second > 59 or zone_hours > 23 or zone_minutes > 59:
        return None
    offset = (zone_hours * HOUR + zone_minutes * MINUTE) * (-1 if zone[0] == "-" else 1)
    start = midnight + hour * HOUR + minute * MINUTE + second - offset
    if match["second"]:
        return start, start + 1, Precision.SECOND
    if match["minute"]:
        return start, start + MINUTE, Precision.MINUTE
    return start, start + HOUR, Precision.HOUR


def parse_interval(text: str) -> tuple[EdtfDate | None, EdtfDate | None]:
    """Read an EDTF interval; ``None`` is an open or unknown side, and a single date is both its sides.

    Raises
    ------
    UserError
        If a side is no date, or the interval ends before it begins.
    """
    sides = split_interval(text)
    start, end = (None if side in ("", "..") else parse_edtf(side) for side in sides)
    if start and end and end.end <= start.earliest:
        raise UserError(f"'{text}' ends before it begins", hint="Write the earlier date first, as in 1991/2008.")
    return start, end


def split_interval(text: str) -> tuple[str, str]:
    """The two sides of ``a/b`` as text; a text without a slash is both sides."""
    start, slash, end = text.partition("/")
    return (start, end) if slash else (text, text)


def civil_text(tick: int, precision: Precision = Precision.DAY) -> str:
    """EDTF text of the period of that precision in which a tick lies; ``..`` for the bounds of time.

    Years of more than four digits have no months in EDTF, so they are given as ``Y17000`` at any finer precision.
    """
    if not BEGINNING < tick < FOREVER:
        return ".."
    year, month, day = civil_of(tick)
    if not -9999 <= year <= 9999:
        return f"Y{year}"
    if precision > Precision.YEAR:
        masked = precision - Precision.YEAR
        digits = f"{abs(year):04d}"[: 4 - masked] + "X" * masked
        return f"-{digits}" if year < 0 else digits
    if precision == Precision.SEASON:
        season = (month // 3 + 3) % 4 + 21
        return f"{_year_digits(year - (month < 3))}-{season}"
    text = f"{_year_digits(year)}-{month:02d}-{day:02d}"
    if precision >= Precision.DAY:
        return text[: -3 * (precision - Precision.DAY - (precision == Precision.YEAR)) or None]
    return f"{text}T{_clock(tick, precision)}Z"


def _year_digits(year: int) -> str:
    return f"{'-' if year < 0 else ''}{abs(year):04d}"


def _clock(tick: int, precision: Precision) -> str:
    second = tick % DAY
    parts = (f"{second // HOUR:02d}", f"{second // MINUTE % 60:02d}", f"{second % 60:02d}")
    return ":".join(parts[: 3 - precision])


def describe(date: EdtfDate) -> str:
    """A date in words: ``1 November 2021``, ``April 2015``, ``about 1998``, ``spring 2001``, ``1990s``, ``428 BC``."""
    return _marked(date, _words(date.earliest, date.end, date.precision, MONTHS, date.text))


def describe_short(date: EdtfDate) -> str:
    """The same with months of three letters, for narrow places: ``1 Nov 2021``."""
    return _marked(date, _words(date.earliest, date.end, date.precision, _SHORT_MONTHS, date.text))


_SHORT_MONTHS = tuple(month[:3] for month in MONTHS)


@lru_cache(maxsize=64)  # a step in time asks for the same date several times
def label_of(tick: int, precision: Precision = Precision.DAY) -> str:
    """The period of that precision in which a tick lies, in words; empty for the bounds of time."""
    return describe(parse_edtf(civil_text(tick, precision))) if BEGINNING < tick < FOREVER else ""


def _marked(date: EdtfDate, words: str) -> str:
    doubt = "possibly " if date.uncertain else ""
    return f"{doubt}{'about ' if date.approximate else ''}{words}"


def _words(earliest: int, end: int, precision: Precision, months: tuple[str, ...], text: str) -> str:
    if precision == Precision.NUMBER:
        return text
    year, month, day = civil_of(earliest)
    if precision >= Precision.YEAR:
        return _span_words(year, civil_of(end - 1)[0], precision)
    if precision == Precision.SEASON:
        winter = f"–{(year + 1) % 100:02d}" if month == 12 and year > 0 else ""
        return f"{_SEASONS[month // 3 + 20]} {year_words(year)}{winter}"
    if precision == Precision.MONTH:
        return f"{months[month - 1]} {year_words(year)}"
    if precision < Precision.DAY:
        clock = _clock(earliest, Precision(min(precision, Precision.MINUTE)))
        return f"{day} {_SHORT_MONTHS[month - 1]} {year_words(year)}, {clock}"
    return f"{day} {months[month - 1]} {year_words(year)}"


def year_words(year: int) -> str:
    """An astronomical year as people count: 2015, 79 AD, 428 BC."""
    if year <= 0:
        return f"{1 - year} BC"
    return f"{year} AD" if year < 1000 else str(year)


def _span_words(first: int, last: int, precision: Precision) -> str:
    if precision == Precision.YEAR:
        return year_words(first)
    if precision == Precision.DECADE and first >= 1000 and first % 100:
        return f"{first}s"
    if last <= 0:
        return f"{1 - first}–{1 - last} BC"
    return f"{first}–{last}" if first >= 1000 else f"{year_words(first)} – {year_words(last)}"
