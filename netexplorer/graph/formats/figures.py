"""Dates in figures, of the many ways to write one, as EDTF writes them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

from netexplorer.graph.formats.wordings import point

_ISO = re.compile(
    r"\+?(-?\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?"
    r"(?:[T ](\d{1,2}:\d{2}(?::\d{2})?)(\.\d+)?\s*(Z|UTC|[+-]\d{2}(?::?\d{2})?)?)?(\[.*\])?"
)
_BASIC = re.compile(  # 19910101, 199101, 19910101T1015, without what parts them
    r"([12]\d{3})(0[1-9]|1[0-2])(?:(0[1-9]|[12]\d|3[01])(?:T(\d{2})(\d{2})(\d{2})?(?:\.\d+)?(Z|[+-]\d{2}(?::?\d{2})?)?)?)?"
)
_DAY_OF_YEAR = re.compile(r"(\d{4})-(\d{3})")
_HASHES = re.compile(r"(-?[\dX#]{4})-([\d#X]{2})(?:-([\d#X]{2}))?")
_THREE = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T ](\d{1,2}:\d{2}(?::\d{2})?))?")
_FIGURES = re.compile(r"[\d.:T+-]*")
_BCE = re.compile(r"(\d{1,4})\s*(?:BCE?|B\.C\.(?:E\.)?)", re.IGNORECASE)
_YEAR = re.compile(r"([+-]?)(\d{1,4})(?:\.0*)?")
_MONTH = re.compile(r"(?:0?[1-9]|1[0-2])\.(?:1[0-9]|20)\d\d")


def date_text(text: str, *, is_day_first: bool = True) -> str:
    """A date as EDTF writes it, of the many ways to write one; what is none of them stays as it is."""
    text = text.strip()
    for pattern, write in _WAYS:
        if (match := pattern.fullmatch(text)) and (written := write(match, is_day_first)):
            return written
    if not _FIGURES.fullmatch(text) or is_dotted_month(text):
        written = point(text)
        if written:
            return written
    if match := _YEAR.fullmatch(text):
        return f"{'-' if match[1] == '-' and int(match[2]) else ''}{int(match[2]):04d}"
    return text


def is_month_first(text: str) -> bool:
    """Whether a date such as 4/30/2014 can only have its month in front."""
    match = _THREE.fullmatch(text.strip())
    return match is not None and int(match[2]) > 12


def is_dotted_month(text: str) -> bool:
    """Whether a text is a month such as 03.1991, which looks like a number."""
    return _MONTH.fullmatch(text) is not None


def _iso(match: re.Match[str], is_day_first: bool) -> str:
    year, month, day, clock, _, zone, _ = match.groups()
    if int(month) == 0 or (int(month) > 12 and (day or not 21 <= int(month) <= 24)):
        return year if int(month) == 0 and not int(day or 0) and match[0][4:5] != "/" else ""
    day = None if day and int(day) == 0 else day  # databases write 0 for what is not known
    date = f"{year}-{int(month):02d}" + (f"-{int(day):02d}" if day else "")
    return _with_time(date, clock, _zone(zone)) if clock and day else date


def _zone(zone: str | None) -> str:
    return "Z" if zone in (None, "UTC") else str(zone)


def _with_time(date: str, clock: str, zone: str) -> str:
    """A day and a time of it; 24:00 is when the next day begins."""
    if clock.startswith("24:") and not int(clock[3:].replace(":", "")):
        try:
            date = (datetime.date.fromisoformat(date) + datetime.timedelta(days=1)).isoformat()
        except (ValueError, OverflowError):
            return f"{date}T{clock}{zone}"
        clock = clock.replace("24", "00", 1)
    return f"{date}T{clock.zfill(len(clock) + (clock[1] == ':'))}{zone}"


def _basic(match: re.Match[str], is_day_first: bool) -> str:
    year, month, day, hour, minute, second, zone = match.groups()
    date = f"{year}-{month}" + (f"-{day}" if day else "")
    return _with_time(date, f"{hour}:{minute}" + (f":{second}" if second else ""), _zone(zone)) if hour else date


def _day_of_year(match: re.Match[str], is_day_first: bool) -> str:
    year, number = int(match[1]), int(match[2])
    if not (year and 1 <= number <= 366):
        return ""
    day = datetime.date(year, 1, 1).toordinal() + number - 1
    made = datetime.date.fromordinal(min(day, datetime.date.max.toordinal()))
    return made.isoformat() if made.year == year else ""


def _three(match: re.Match[str], is_day_first: bool) -> str:
    first, second, year, clock = match.groups()
    is_swapped = int(second) > 12 or (not is_day_first and int(first) <= 12)
    day, month = (second, first) if is_swapped else (first, second)
    date = f"{year}-{int(month):02d}-{int(day):02d}"
    return _with_time(date, clock, "Z") if clock else date


def _bce(match: re.Match[str], is_day_first: bool) -> str:
    return f"-{int(match[1]) - 1:04d}" if int(match[1]) > 1 else "0000"


def _hashes(match: re.Match[str], is_day_first: bool) -> str:
    year, month, day = (part.replace("#", "X") if part else "" for part in match.groups())
    return year if "X" in month else f"{year}-{month}" if not day or "X" in day else f"{year}-{month}-{day}"


_WAYS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], bool], str]], ...] = (
    (_ISO, _iso),
    (_THREE, _three),
    (_BASIC, _basic),
    (_DAY_OF_YEAR, _day_of_year),
    (_BCE, _bce),
    (_HASHES, _hashes),
)
