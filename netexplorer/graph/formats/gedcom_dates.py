"""Dates and letters of GEDCOM: ``ABT 12 JAN 1699/00``, the Julian calendar, and the ANSEL encoding."""

from __future__ import annotations

import re
import unicodedata

from netexplorer.errors import UserError
from netexplorer.graph.dates import DAY, Precision, civil_from_days, civil_of, parse_edtf
from netexplorer.graph.formats.draft import Draft, Period
from netexplorer.graph.formats.figures import date_text
from netexplorer.graph.formats.gedcom_calendars import french_days, hebrew_days

_NAMES = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}
_DATE = re.compile(
    r"(?:(?:(?P<day>\d{1,2})\s+)?(?P<month>[A-Z]{3})[A-Z]*\.?\s+)?(?P<year>\d{1,4})(?:/(?P<dual>\d{2,4}))?"
    r"\s*(?P<era>B\.?\s?C\.?(?:\s?E\.?)?)?"
)
_CALENDAR = re.compile(r"@#D([^@]*)@\s*|^(GREGORIAN|JULIAN|FRENCH_R|HEBREW)\s+")
_BETWEEN = re.compile(r"(?:BET|BETWEEN|FROM)\.?\s+(.*?)\s+(?:AND|TO|-)\s+(.*)")
_LED = re.compile(r"(ABT|ABOUT|CA|CIRCA|C|CAL|EST|BEF|BEFORE|AFT|AFTER|FROM|TO|INT|SAY)\b\.?\s*(.*)")
_ABOUT = frozenset(("ABT", "ABOUT", "CA", "CIRCA", "C", "CAL", "EST", "SAY"))
_YEARS = re.compile(r"(?:WFT\s+)?(?:EST\.?\s+)?(\d{4})\s*[-–]\s*(\d{4})")
_LONGEST = 120  # letters of a date
_MARKS = dict(
    zip(
        range(0xE0, 0xFA),
        (0x309, 0x300, 0x301, 0x302, 0x303, 0x304, 0x306, 0x307, 0x308, 0x30C, 0x30A, 0x361, 0x361, 0x315, 0x30B,
         0x310, 0x327, 0x328, 0x323, 0x324, 0x325, 0x333, 0x332, 0x326, 0x31C, 0x32E),
        strict=True,
    )
)  # fmt: skip
_LETTERS = dict(
    zip(
        b"\xa1\xa2\xa3\xa4\xa5\xa6\xa8\xab\xb1\xb2\xb3\xb4\xb5\xb6\xb8\xb9\xba\xc0\xc3\xc5\xc6\xcf",
        "ŁØĐÞÆŒ·±łøđþæœı£ð°©¿¡ß",
        strict=True,
    )
)
_MARKED = re.compile("([\xe0-\xf9]+)([^\xe0-\xf9])", re.DOTALL)


Date = str | Period | None


def date_of(text: str, draft: Draft) -> Date:
    """A date as EDTF writes it; what cannot be understood is left as it is; nothing where nothing is stated.

    About, calculated and estimated dates are marked ``~``; those of which only one bound is known, ``?``. Of dates
    between two a beginning is the first and an end is the last.
    """
    upper = re.sub(r"\(.*?\)", "", text.upper()).strip()
    if not upper or len(upper) > _LONGEST:
        return upper or None
    if phrase := _phrase(text, upper, draft):
        return phrase[0]
    calendar = next((match[1] or match[2] for match in _CALENDAR.finditer(upper)), "GREGORIAN").strip()
    if calendar not in ("GREGORIAN", "JULIAN"):
        return _elsewhere(text, calendar, _CALENDAR.sub("", upper).strip(), draft)
    upper = _CALENDAR.sub("", upper)
    match = _DATE.fullmatch(upper)
    if match is None:
        return upper
    return _written(match, draft, is_julian=calendar == "JULIAN")


def _phrase(text: str, upper: str, draft: Draft) -> tuple[Date] | None:
    """What a phrase such as ``BET … AND …``, ``ABT …`` and ``TO …`` comes to; None for what is none."""
    if match := _YEARS.fullmatch(upper):
        return (_between(match[1], match[2], "?"),)
    if between := _BETWEEN.fullmatch(upper):
        what = f"What began between two dates began with the first, what ended with the last ({text})."
        draft.bent("between-dates", what)
        mark = "" if upper.startswith("FROM") else "?"
        return (_between(date_of(between[1], draft), date_of(between[2], draft), mark),)
    if (led := _LED.fullmatch(upper)) is None:
        return None
    found = date_of(led[2], draft)
    mark = "" if led[1] in ("INT", "FROM", "TO") else "~" if led[1] in _ABOUT else "?"
    if mark == "?":
        draft.bent("bounded-dates", f"Dates that are only known to be before or after one are uncertain ({text}).")
    return (f"{found.rstrip('~?')}{mark}" if isinstance(found, str) else found,)


_OTHER = re.compile(r"(?:(?:(?P<day>\d{1,2})\s+)?(?P<month>[A-Z]{3,4})\s+)?(?:AN\s+)?(?P<year>\d{1,4}|[IVX]+)")
_CALENDARS = {"FRENCH R": french_days, "FRENCH_R": french_days, "HEBREW": hebrew_days}
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV")


def _elsewhere(text: str, calendar: str, said: str, draft: Draft) -> Date:
    """A date of the French republican or the Hebrew calendar."""
    match = _OTHER.fullmatch(said)
    days = None
    if match:
        year = int(match["year"]) if match["year"].isdigit() else (*_ROMAN, match["year"]).index(match["year"]) + 1
        month, day = match["month"] or "", int(match["day"] or 0)
        count = _CALENDARS.get(calendar)
        days = count(year, month, day) if count is not None else None
    if days is None:
        draft.bent("calendar", f"Dates of calendars that are not known are read as not stated ({text}).")
        return None
    draft.bent("other-calendar", f"Days of the French republican and the Hebrew calendar are those of ours ({text}).")
    first, last = ("-".join((_year(y), f"{m:02d}", f"{d:02d}")) for y, m, d in map(civil_from_days, days))
    return first if first == last else Period(first, days[0] * DAY, (days[1] + 1) * DAY, Precision.DAY, last)


def _written(match: re.Match[str], draft: Draft, *, is_julian: bool) -> str:
    year = int(match["year"])
    if match["dual"]:
        draft.bent("dual-years", f"Of years written as two the later is read ({match[0].strip()}).")
        year += 1
    if match["era"]:
        year = 1 - year
    month = _MONTHS.get(match["month"] or "")
    if match["month"] and month is None:
        return match[0]
    if month and match["day"] and is_julian:
        draft.bent("julian", f"Days of the Julian calendar are those of ours ({match[0].strip()}).")
        year, month, day = _from_julian(year, month, int(match["day"]))
        return f"{_year(year)}-{month:02d}-{day:02d}"
    return _year(year) + (f"-{month:02d}" if month else "") + (f"-{int(match['day']):02d}" if match["day"] else "")


def _year(year: int) -> str:
    return f"{'-' if year < 0 else ''}{abs(year):04d}"


def _from_julian(year: int, month: int, day: int) -> tuple[int, int, int]:
    early = (14 - month) // 12
    years, months = year + 4800 - early, month + 12 * early - 3
    number = day + (153 * months + 2) // 5 + 365 * years + years // 4 - 32083
    return civil_of((number - 2_440_588) * DAY)


def _between(first: Date, last: Date, mark: str) -> Date:
    """What begins with one date and ends with another; one of them alone if the other is none."""
    if first is None or last is None:
        return first or last
    if isinstance(first, Period) or isinstance(last, Period):
        return first
    one, other = (f"{each.rstrip('~?')}{mark}" for each in (first, last))
    try:
        begin, end = (parse_edtf(date_text(each)) for each in (one, other))
    except UserError:
        return f"{first} - {last}"  # as it stands, which is told where it is read
    if end.end <= begin.earliest:
        begin, end = end, begin
    return Period(begin.text, begin.earliest, end.end, begin.precision, end.text)


def from_ansel(data: bytes) -> str:
    """Text in ANSEL, in which accents stand before their letters."""
    text = _MARKED.sub(_turned, data.decode("latin-1"))
    return unicodedata.normalize("NFC", text.translate(_LETTERS))


def _turned(match: re.Match[str]) -> str:
    return match[2] + "".join(chr(_MARKS[ord(each)]) for each in match[1])
