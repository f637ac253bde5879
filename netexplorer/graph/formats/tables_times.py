"""Times as tables have them: sets of intervals in one cell, dates in any order, years before our era."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from netexplorer.graph.formats.attributes import closed_pairs
from netexplorer.graph.formats.clock import is_unstated, number_of
from netexplorer.graph.formats.draft import Raw, Spell
from netexplorer.graph.formats.figures import date_text
from netexplorer.graph.formats.ranges import is_range, is_stretch
from netexplorer.graph.formats.sentinels import NO_YEARS
from netexplorer.graph.formats.tables_grid import is_year

Order = Literal["", "dmy", "mdy", "ymd"]
_PARTS = re.compile(
    r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})"
    r"(?:,?[T ]+(\d{1,2})(?::(\d{2}))(?::(\d{2})(?:\.\d+)?)?\s*([AaPp])?\.?(?:[Mm]\.?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[T_ ]?(\d{2}):?(\d{2})(?::?(\d{2}))?Z?)?")
_GROUP = re.compile(r"([\[\](])((?:\"(?:[^\"\\]|\\.)*\"|'[^']*'|[^\[\]()\"';])*)([\]\[)])")
_ITEM = re.compile(r"\s*\"((?:[^\"\\]|\\.)*)\"\s*|\s*'([^']*)'\s*|([^,]+)")
_LONGEST = 80  # signs of a time
_YEAR_BCE = re.compile(r"(after |before |ca?\.? ?)?(\d{1,4})(?:\s*[/–-]\s*(\d{1,4}))?(\?)?")


class Group(Struct, frozen=True):
    """One bracket of a set of times: what is in it, and which of its ends are open."""

    items: tuple[str, ...]
    start_open: bool = False
    end_open: bool = False


def groups_of(cell: str) -> list[Group]:
    """The brackets of ``<[a, b]; (c, d]>``; none where the cell is no such set."""
    return [
        Group(
            tuple((a or b or c).strip() for a, b, c in _ITEM.findall(inner) if (a or b or c).strip()),
            start_open=left in "(]",
            end_open=right in ")[",
        )
        for left, inner, right in _GROUP.findall(closed_pairs(cell))
        if inner.strip()
    ]


def is_timeset(cell: str) -> bool:
    """Whether a cell is a set of times in brackets."""
    text = cell.strip()
    if not text or text[0] not in "<[(" or text[-1] not in ">])[;":
        return False
    groups = groups_of(text)
    return bool(groups) and all(is_time(item) for group in groups for item in group.items[:1])


def is_time(text: str) -> bool:
    """Whether a text could be a time, or says that none is stated."""
    if is_unstated(text) or number_of(text) is not None or _is_iso(text):
        return True
    if date_text(ordered(text, "ymd")) != text or ordered(text, "dmy") != text:
        return True
    return len(text) < _LONGEST and is_stretch(text)


def _is_iso(text: str) -> bool:
    return re.fullmatch(r"-?[\dX#]{4}(-[\dX#]{2}(-[\dX#]{2}(T.*)?)?)?[~?%]?", text) is not None


def is_ranged(cell: str) -> bool:
    """Whether a cell holds a range of dates, or several, as ``1991–95; 1999–2003``."""
    parts = _parts(cell)
    is_list = len(parts) > 1 and (";" in cell or all(map(is_year, parts)))
    return (is_list or any(map(is_range, parts))) and all(is_range(part) or is_time(part) for part in parts)


def _parts(cell: str) -> list[str]:
    """The times of a cell that has several, parted by semicolons, or by commas that are in no date."""
    text = cell.strip()
    if len(text) >= 20 * _LONGEST:
        return []
    if ";" in text:
        return [part.strip() for part in text.split(";") if part.strip()]
    if "," in text and not (len(text) < _LONGEST and (is_range(text) or is_time(text))):
        return [part.strip() for part in text.split(",") if part.strip()]
    return [text]


def timeset_spells(cell: str, *, is_stamps: bool) -> list[Spell]:
    """The intervals, or with ``is_stamps`` the instants, that a cell names."""
    spells: list[Spell] = []
    if cell[0] not in "<[(]":
        return [Spell(part, part) for part in _parts(cell) if not is_unstated(part)]
    for group in groups_of(cell):
        if is_stamps or len(group.items) == 1:
            spells += [Spell(each, each) for each in group.items]
        elif len(group.items) > 1:
            start, end = group.items[:2]
            spells.append(Spell(start, end, start_open=group.start_open, end_open=group.end_open))
    return spells


def has_stamps(cells: Iterable[str]) -> bool:
    """Whether brackets list instants, as those do that are no pairs."""
    return any(len(group.items) != 2 for cell in cells for group in groups_of(cell))


def dynamic_spells(cell: str) -> list[tuple[Spell, str]]:
    """The values of ``<[t, v]; …>`` or ``<[t0, t1, v]; …>``, and when they hold."""
    found = []
    for group in groups_of(cell):
        if len(group.items) == 2:
            found.append((Spell(group.items[0], group.items[0]), group.items[1]))
        elif len(group.items) > 2:
            start, end, value = group.items[:3]
            found.append((Spell(start, end, start_open=group.start_open, end_open=group.end_open), value))
    return found


# -- dates


def order_of(cells: Iterable[str]) -> Order:
    """The order of day, month and year that some cells show: ``dmy`` if they leave it open, empty without any."""
    seen, months = False, {"dmy": True, "mdy": True, "ymd": True}
    for cell in cells:
        if (match := _PARTS.match(cell.strip())) is None:
            continue
        seen = True
        first, second, third = int(match[1]), int(match[2]), int(match[3])
        is_year_first = len(match[1]) == 4
        months["ymd"] &= is_year_first or (first > 31 and third <= 31)
        months["dmy"] &= not is_year_first and first <= 31 and second <= 12
        months["mdy"] &= not is_year_first and first <= 12 and second <= 31
        has_half = bool(match[7])
        months["dmy"] &= not has_half or not months["mdy"]  # who writes 2:56 PM writes the month first
    if not seen:
        return ""
    return "ymd" if months["ymd"] else "dmy" if months["dmy"] else "mdy" if months["mdy"] else "dmy"


def ordered(text: str, order: str) -> str:
    """A date in figures as ISO writes it; anything else as it stands. Years of two digits are 1970 to 2069."""
    match = _PARTS.fullmatch(text)
    if match is None:
        return _compact(text)
    parts = match[1], match[2], match[3]
    if len(match[1]) > 2 or (order == "ymd" and len(match[3]) <= 2):
        year, month, day = parts
    else:
        first, second, year = parts
        month, day = (first, second) if order == "mdy" else (second, first)
        if int(month) > 12 >= int(day):
            month, day = day, month
    if len(year) == 3 or len(day) > 2 or int(month) > 12 or int(day) > 31:
        return text
    whole = int(year) + ((2000 if int(year) < 70 else 1900) if len(year) <= 2 else 0)
    date = f"{whole:04d}-{int(month):02d}-{int(day):02d}"
    if match[4] is None:
        return date
    hour = int(match[4])
    if match[7]:
        hour = hour % 12 + (12 if match[7] in "pP" else 0)
    zone = "Z" if match[8] in (None, "UTC") else match[8]
    return f"{date}T{hour:02d}:{match[5]}" + (f":{match[6]}" if match[6] else "") + str(zone)


def _compact(text: str) -> str:
    """20181001120000 and 20181001T1200 as ISO writes them; 20181001 alone is left to the clock."""
    match = _COMPACT.fullmatch(text) if len(text) > 10 else None
    if match is None or match[4] is None:
        return text
    year, month, day, hour, minute, second = match.groups()
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31 and int(hour) < 24 and int(minute) < 60):
        return text
    return f"{year}-{month}-{day}T{hour}:{minute}" + (f":{second}" if second else "") + "Z"


def three_columns(year: str, month: str, day: str) -> Raw:
    """A date over three cells, as precisely as they state it; None without a year."""
    whole = _whole(year)
    if whole is None or whole in NO_YEARS or is_unstated(year):
        return None
    date = f"{'-' if whole < 0 else ''}{abs(whole):04d}"
    number = _month(month)
    if number is None or not 1 <= number <= 12:
        return date
    date += f"-{number:02d}"
    of_month = _whole(day)
    return date if of_month is None or not 1 <= of_month <= 31 else f"{date}-{of_month:02d}"


def _month(text: str) -> int | None:
    whole = _whole(text)
    if whole is not None or len(text.strip()) < 3:
        return whole
    written = date_text(f"{text.strip()} 2000")
    return int(written[5:7]) if written.startswith("2000-") else None


def _whole(text: str) -> int | None:
    number = number_of(text) if len(text) < 12 else None
    return int(number) if number is not None and float(number).is_integer() else None


def years_bce(cell: str) -> Spell | None:
    """Years that count backwards, as 520, 520/519, [515], 545?, after 503; None where there is none."""
    text = cell.strip()
    is_unsure = text.startswith("[") or text.endswith("?")
    match = _YEAR_BCE.fullmatch(text.replace("[", "").replace("]", "").strip())
    if match is None or is_unstated(text):
        return None
    short = match[3] or match[2]
    word, first, second = match[1] or "", int(match[2]), int(match[2][: -len(short)] + short)  # 555/4 is 555/554
    start, end = (_bce(year, is_unsure) for year in (max(first, second), min(first, second)))
    if word.startswith("after"):
        return Spell(start, None, unknown_end=True)
    if word.startswith("before"):
        return Spell(None, end, unknown_start=True)
    return Spell(start, end)


def _bce(year: int, is_unsure: bool) -> str:
    return (f"-{year - 1:04d}" if year > 1 else "0000") + ("?" if is_unsure else "")
