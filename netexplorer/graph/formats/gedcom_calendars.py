"""The French republican and the Hebrew calendar of GEDCOM: which days a date names, in days since 1970-01-01.

The republican years 1 to 14 are those that were observed, with leap years 3, 7 and 11. The Hebrew calendar goes by
its mean new moons and four postponements (Reingold and Dershowitz, *Calendrical Calculations*).
"""

from __future__ import annotations

_UNIX = 2_440_588  # the Julian day number of 1970-01-01
_FRENCH_ZERO = 2_375_474 - _UNIX
_HEBREW_ZERO = -2_092_590  # before 1 Tishri of year 1, as elapsed days count from 1

FRENCH = ("VEND", "BRUM", "FRIM", "NIVO", "PLUV", "VENT", "GERM", "FLOR", "PRAI", "MESS", "THER", "FRUC", "COMP")
HEBREW = ("TSH", "CSH", "KSL", "TVT", "SHV", "ADR", "ADS", "NSN", "IYR", "SVN", "TMZ", "AAV", "ELL")

Days = tuple[int, int]  # the first and the last


def french_days(year: int, month: str, day: int) -> Days | None:
    """The days of a republican year, month or day; ``month`` empty and ``day`` 0 where they are not said."""
    if not 1 <= year <= 14 or (month and month not in FRENCH):
        return None
    begin, end = (_FRENCH_ZERO + each * 1461 // 4 + 1 for each in (year, year + 1))
    if not month:
        return begin, end - 1
    first = begin + 30 * FRENCH.index(month)
    last = min(first + 29, end - 1)
    return _within(first, last, day)


def hebrew_days(year: int, month: str, day: int) -> Days | None:
    """The days of a Hebrew year, month or day; Adar of a common year may be said as the first or the second."""
    if not 1 <= year <= 9_999 or (month and month not in HEBREW):
        return None
    begin, end = _new_year(year), _new_year(year + 1)
    if not month:
        return begin, end - 1
    is_leap = (7 * year + 1) % 19 < 7
    if month == "ADS" and not is_leap:
        month = "ADR"
    first = begin
    for name in HEBREW:
        length = _length(name, end - begin, is_leap=is_leap)
        if name == month:
            return _within(first, first + length - 1, day)
        first += length
    return None


def _within(first: int, last: int, day: int) -> Days | None:
    if not day:
        return first, last
    return (first + day - 1, first + day - 1) if 1 <= day <= last - first + 1 else None


def _length(month: str, year_length: int, *, is_leap: bool) -> int:
    if month == "CSH":
        return 30 if year_length % 10 == 5 else 29
    if month == "KSL":
        return 29 if year_length % 10 == 3 else 30
    if month == "ADR":
        return 30 if is_leap else 29
    if month == "ADS":
        return 29 if is_leap else 0
    return 30 if month in ("TSH", "SHV", "NSN", "SVN", "AAV") else 29


def _new_year(year: int) -> int:
    """The day of 1 Tishri."""
    before, here, after = (_elapsed(each) for each in (year - 1, year, year + 1))
    late = 2 if after - here == 356 else 1 if here - before == 382 else 0
    return _HEBREW_ZERO + here + late


def _elapsed(year: int) -> int:
    """Days from the epoch to the mean new moon of Tishri, not on a Sunday, Wednesday or Friday."""
    months = (235 * year - 234) // 19
    day = 29 * months + (12_084 + 13_753 * months) // 25_920
    return day + 1 if 3 * (day + 1) % 7 < 3 else day
