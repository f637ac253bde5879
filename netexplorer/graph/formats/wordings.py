"""Dates as people write them: months in words of eight languages, eras, decades, quarters, weeks and ranges.

``point`` gives what EDTF can say as one date. ``stretch`` gives what only two dates can say, as their two texts.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import NamedTuple

_MONTH_WORDS = (
    "jan january januar jänner janvier janv январь января янв enero ene gennaio gen janeiro januari styczeń stycznia",
    "feb february februar feber février fevrier févr fevr fév февраль февраля фев февр febrero febbraio fevereiro fev "
    "februari luty lutego",
    "mar march märz maerz mär mrz mars март марта мар marzo março marco maart mrt marzec marca",
    "apr april avril avr апрель апреля апр abril abr aprile kwiecień kwietnia",
    "may mai май мая mayo maggio mag maio mei maj maja",
    "jun june juni juin июнь июня июн junio giugno giu junho czerwiec czerwca",
    "jul july juli juillet juil июль июля июл julio luglio lug julho lipiec lipca",
    "aug august août aout август августа авг agosto ago augustus sierpień sierpnia",
    "sep sept september septembre сентябрь сентября сен сент septiembre setiembre settembre set setembro "
    "wrzesień września",
    "oct october okt oktober octobre октябрь октября окт octubre ottobre ott outubro out październik października",
    "nov november novembre ноябрь ноября ноя нояб noviembre novembro listopad listopada",
    "dec december dez dezember décembre decembre déc декабрь декабря дек diciembre dic dicembre dezembro "
    "grudzień grudnia",
)  # fmt: skip
MONTHS = {word: number for number, words in enumerate(_MONTH_WORDS, 1) for word in words.split()}
_FILLER_WORDS = (
    "mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday montag "
    "dienstag mittwoch donnerstag freitag samstag sonntag mo di mi do fr sa so lundi mardi mercredi jeudi "
    "vendredi samedi dimanche of the de del den der le la du am г год года"
)
_FILLERS = frozenset(_FILLER_WORDS.split())
_ORDINALS = frozenset(("st", "nd", "rd", "th", "er", "re", "º", "o"))
_ZONES = {
    "z": "Z", "utc": "Z", "gmt": "Z", "wet": "Z", "bst": "+01:00", "cet": "+01:00", "mez": "+01:00", "cest": "+02:00",
    "mesz": "+02:00", "eet": "+02:00", "eest": "+03:00", "msk": "+03:00", "est": "-05:00", "edt": "-04:00",
    "cst": "-06:00", "cdt": "-05:00", "mst": "-07:00", "mdt": "-06:00", "pst": "-08:00", "pdt": "-07:00",
}  # fmt: skip
_TIME = re.compile(
    r"(?<!\d)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?\s*(?:(?P<half>[ap])\.?m\b\.?|uhr\b)?"
    rf"(?:\s*(?P<zone>{'|'.join(_ZONES)})\b|\s*(?P<offset>[+-]\d{{2}}:?\d{{2}})(?!\d))?"
)
_ZONE_NAME = re.compile(r"(?<=[+-]\d{4})\s*\([a-z ]{2,40}\)$")  # behind the offset, in the dates of letters
_FIGURES = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})[t\s,]*")
_TOKEN = re.compile(r"[^\W\d_]+|\d+|[\s,./'’-]+|.")
_ABOUT = re.compile(
    r"(?:~|≈|(?:end of|beginning of|start of|"
    r"c|ca|circa|about|around|approx|approximately|abt|um|gegen|env|environ|vers|около|ок|early|mid|late|"
    r"anfang|mitte|ende|début|fin)(?=[\W\d]))[\s.-]*(?:of\s+|de\s+|the\s+)?(?P<rest>.+)"
)
_DECADE = re.compile(r"(?:the\s+|années\s+)?(\d{3})0(?:\s?['’]?s|er|-?е|-х)(?:\s+jahre)?|années\s+(\d{3})0")
_CENTURY = re.compile(
    r"(?:the\s+)?(\d{1,2})(?:st|nd|rd|th|\.|e|er|ème)\s*(?:century|c|cent|jh|jhd|jhdt|jahrhundert|siècle)\.?"
)
_BEFORE_US = r"b\.?\s?c\.?(?:\s?e\.?)?|v\.?\s?(?:chr|u\.?\s?z)\.?|av\.?\s?j\.?-?\s?c\.?|до\s+н\.?\s?э\.?"
_OUR_ERA = r"a\.?\s?d\.?|c\.?\s?e\.?|n\.?\s?(?:chr|u\.?\s?z)\.?|apr\.?\s?j\.?-?\s?c\.?|н\.?\s?э\.?"
_ERA = re.compile(
    rf"(?:(?P<bc1>{_BEFORE_US})\s*(?P<y1>\d{{1,4}})|(?P<y2>\d{{1,4}})\s*(?P<bc2>{_BEFORE_US})"
    rf"|(?:{_OUR_ERA})\s*(?P<y3>\d{{1,4}})|(?P<y4>\d{{1,4}})\s*(?:{_OUR_ERA}))"
)
_MONTH_YEAR = re.compile(r"(0?[1-9]|1[0-2])[/.-](\d{4})")
_YEAR_WORD = re.compile(r"(\d{4})\s*(?:г\.?|год|года|年)")


_LONGEST = 100  # signs of a date


def plain(text: str) -> str:
    """A text in small letters, with one kind of blank and of dash."""
    folded = re.sub(r"[‐-―−]", "-", text).casefold()
    return " ".join(folded.split())


def point(text: str) -> str:
    """A date in words as EDTF writes it; empty for what is none."""
    if len(text) > _LONGEST:
        return ""
    said = plain(text)
    about = _ABOUT.fullmatch(said)
    made = next((found for way in _POINTS if (found := way(about["rest"] if about else said))), "")
    if about and not made and re.fullmatch(r"\d{4}", about["rest"]):
        made = about["rest"]
    return f"{made.rstrip('~')}~" if about and made and "T" not in made else made


def _era(said: str) -> str:
    match = _ERA.fullmatch(said)
    if match is None:
        return ""
    year = int(match["y1"] or match["y2"] or match["y3"] or match["y4"])
    if not (match["bc1"] or match["bc2"]):
        return f"{year:04d}"
    return f"-{year - 1:04d}" if year > 1 else "0000"


def _decade(said: str) -> str:
    match = _DECADE.fullmatch(said)
    return f"{match[1] or match[2]}X" if match else ""


def _century(said: str) -> str:
    match = _CENTURY.fullmatch(said)
    return f"{int(match[1]) - 1:02d}XX" if match and int(match[1]) else ""


_SEASON_WORDS = (
    "spring frühling frühjahr printemps primavera весна весной",
    "summer sommer été verano estate лето летом",
    "autumn fall herbst automne otoño autunno осень осенью",
    "winter hiver invierno inverno зима зимой",
)
_SEASONS = {word: number for number, words in enumerate(_SEASON_WORDS, 21) for word in words.split()}
_SEASON = re.compile(r"([^\W\d]+)\s+(?:of\s+|de\s+)?(\d{4})")


def _season(said: str) -> str:
    match = _SEASON.fullmatch(said)
    return f"{match[2]}-{_SEASONS[match[1]]}" if match and match[1] in _SEASONS else ""


def _month_year(said: str) -> str:
    if match := _MONTH_YEAR.fullmatch(said):
        return f"{match[2]}-{int(match[1]):02d}"
    return match[1] if (match := _YEAR_WORD.fullmatch(said)) else ""


def _clocked(said: str) -> str:
    """A day with or without its time: the month in words in any place, or all in figures with a zone in words."""
    said = _ZONE_NAME.sub("", said)
    time = _TIME.search(said)
    rest = f"{said[: time.start()]} {said[time.end() :]}" if time else said
    if figures := _FIGURES.fullmatch(rest.strip() + " "):
        date = f"{figures[1]}-{int(figures[2]):02d}-{int(figures[3]):02d}" if time else ""
    else:
        date = _worded(rest)
    if not time or len(date) < 10:
        return "" if time else date
    hour = int(time["hour"])
    if time["half"]:
        hour = hour % 12 + (12 if time["half"] == "p" else 0)
    zone = time["offset"] or _ZONES.get(time["zone"] or "z", "Z")
    return f"{date}T{hour:02d}:{time['minute']}" + (f":{time['second']}" if time["second"] else "") + zone


def _worded(said: str) -> str:
    month, numbers, gaps = 0, [], []
    before = ""
    for token in _TOKEN.findall(said.strip(" ,.")):
        if token.isdigit():
            numbers.append(token)
        elif token.isalpha():
            is_ordinal = before.isdigit() and token in _ORDINALS
            number = MONTHS.get(token, 0)
            if number and not month:
                month = number
            elif not is_ordinal and token not in _FILLERS:
                return ""
        elif not token[0].isspace() and token[0] not in ",./'’-":
            return ""
        else:
            gaps.append(token.strip())
        before = token
    return _of_parts(month, numbers, gaps) if month else ""


def _of_parts(month: int, numbers: list[str], gaps: list[str]) -> str:
    years = [each for each in numbers if len(each) in (3, 4)]
    days = [each for each in numbers if len(each) < 3]
    if not years and (len(days) == 2 or (len(days) == 1 and len(gaps) == 1 and gaps[0] in ("-", "'", "’", "/"))):
        short = int(days.pop())
        years = [str(short + (2000 if short < 70 else 1900))]  # as two figures are read everywhere
    if len(years) != 1 or len(days) > 1 or len(years) + len(days) < min(len(numbers), 2):
        return ""
    return f"{int(years[0]):04d}-{month:02d}" + (f"-{int(days[0]):02d}" if days else "")


_POINTS: tuple[Callable[[str], str], ...] = (_era, _decade, _century, _season, _month_year, _clocked)


# -- what takes two dates


class Stretch(NamedTuple):
    """The texts of the first and the last date of something; None is no bound on that side.

    ``is_range``: two dates that somebody wrote, and not the name of one period such as a quarter.
    """

    first: str | None
    last: str | None
    is_range: bool


_QUARTER = re.compile(
    r"(?P<y1>\d{4})[\s/-]*(?:q|кв|t)\.?\s?(?P<q1>[1-4])|(?:q|кв|t)\.?\s?(?P<q2>[1-4])[\s/.-]*(?:of\s+)?(?P<y2>\d{4})|"
    r"(?P<q3>[1-4])(?:\.|st|nd|rd|th|er|e|-й)?\s*(?:q|quarter|quartal|trimestre|квартал|кв)\.?[\s/]*(?:of\s+)?(?P<y3>\d{4})"
)
_HALF = re.compile(r"(?P<y1>\d{4})[\s/-]*h(?P<h1>[12])|h(?P<h2>[12])[\s/-]*(?P<y2>\d{4})")
_WEEK = re.compile(r"(\d{4})-?\s?w(?:eek\s?)?(\d{1,2})(?:-?([1-7]))?")
_SPLIT_YEAR = re.compile(r"(\d{4})/(\d{2}|\d{4})")
_NOW = r"(?:present|now|today|date|ongoing|current|heute|aujourd['’]hui|présent|н\.\s?в\.?|\.\.|\?)"
_SINCE = re.compile(
    r"(?:since|from|after|starting|as of|seit|ab|von|nach|depuis|dès|à partir de|après|с|после|>=?)\s*"
    rf"(?P<a>.+?)(?:\s*(?:-|to|until|bis|à|по)\s*{_NOW})?"
    rf"|(?P<b>.+?)\s*(?:-|/|\.\.|\bto\b|\buntil\b|\bbis\b|\bà\b|\bпо\b)\s*{_NOW}|(?P<c>.+?)\s*(?:-|\.\.|/|\+|ff\.?)"
)
_UNTIL = re.compile(
    r"(?:until|till|up to|to|before|by|bis|vor|jusqu['’](?:en|à|au)|avant|до|по|<=?|-|\.\.+/?|/)\s*(?P<a>.+)"
)
_BOTH = re.compile(r"(?:from|between|bet|von|zwischen|de|du|entre|с|от)\s+")
_PARTED = tuple(  # what parts two dates, the surest first
    map(
        re.compile, (r"\s+(?:-+|to|and|until|till|through|bis|und|à|au|et|по|до)\s+", r"\s*\.\.+\s*", "/", r"\s?--?\s?")
    )
)
_YEARS = re.compile(r"\d{4}")


def stretch(text: str, date: Callable[[str], str]) -> Stretch | None:
    """The two dates of a quarter, a week, ``1991–2003``, ``since 2004``, ``until 2010``; None for what is none.

    Parameters
    ----------
    date : callable
        A text as EDTF writes it, of what is one date; empty if it is none.
    """
    said = plain(text) if len(text) <= _LONGEST else ""
    if not any(map(str.isdigit, said)):
        return None
    return _named(said) or _between(text, said, date)


def _named(said: str) -> Stretch | None:
    """A quarter, a half, a week of the ISO calendar, or a year that goes over new year."""
    if match := _QUARTER.fullmatch(said):
        year, quarter = (match[f"{part}1"] or match[f"{part}2"] or match[f"{part}3"] for part in "yq")
        return Stretch(f"{year}-{3 * int(quarter) - 2:02d}", f"{year}-{3 * int(quarter):02d}", False)
    if match := _HALF.fullmatch(said):
        year, half = match["y1"] or match["y2"], int(match["h1"] or match["h2"])
        return Stretch(f"{year}-{6 * half - 5:02d}", f"{year}-{6 * half:02d}", False)
    if match := _WEEK.fullmatch(said):
        try:
            first, last = (
                datetime.date.fromisocalendar(int(match[1]), int(match[2]), int(match[3] or day)) for day in (1, 7)
            )
        except ValueError:
            return None
        return Stretch(first.isoformat(), last.isoformat(), False)
    if (match := _SPLIT_YEAR.fullmatch(said)) and (int(match[1]) + 1) % 10 ** len(match[2]) == int(match[2]):
        return Stretch(match[1], f"{int(match[1]) + 1:04d}", False)
    return None


def _between(text: str, said: str, date: Callable[[str], str]) -> Stretch | None:
    def dated(match: re.Match[str], *groups: str) -> str:
        return next((found for each in groups if match[each] and (found := date(match[each].strip()))), "")

    lead = _BOTH.match(said)
    inner = said[lead.end() :] if lead else said
    for mark in (mark for pattern in _PARTED for mark in pattern.finditer(inner)):
        begun, end = inner[: mark.start()].strip(), inner[mark.end() :].strip()
        is_short = end.isdigit() and len(end) == 2 and _YEARS.fullmatch(begun) is not None
        if _YEARS.fullmatch(begun) and end.isdigit() and len(end) == 3:
            continue  # 1990-500 is neither a range nor the day of a year
        last = begun[:2] + end if is_short and end > begun[2:] else date(end) if end else ""
        if last and begun and (first := date(begun)):
            return Stretch(first, last, True)
    if (match := _SINCE.fullmatch(said)) and (first := dated(match, "a", "b", "c")):
        return Stretch(first, None, True)
    if (match := _UNTIL.fullmatch(said)) and (last := dated(match, "a")):
        return Stretch(None, last, True)
    return None
