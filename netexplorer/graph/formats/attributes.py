"""What attributes mean in formats that have no standard for it: which are times, states, names, kinds and types.

Attributes go by their names alone, whatever their case and whether their words are parted by ``_``, ``-``, a dot or
nothing. An attribute called like a time is one only if its value can be one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import msgspec

from netexplorer.errors import UserError
from netexplorer.graph.dates import parse_edtf
from netexplorer.graph.formats.clock import is_unstated, number_of
from netexplorer.graph.formats.draft import Draft, Raw, Spell
from netexplorer.graph.formats.figures import date_text
from netexplorer.graph.formats.ranges import is_range, is_stretch
from netexplorer.graph.formats.timewords import is_calendar, likely_bound, likely_spells

Values = dict[str, Any]

_STARTS = frozenset(
    (
        "start", "starts", "startdate", "startdatetime", "starttime", "startyear", "startedat", "timestart",
        "datestart", "yearstart", "begin", "begins", "begindate", "begintime", "beginyear", "beginning", "since",
        "von", "beginn", "anfang", "début", "debut", "inicio", "начало", "signed", "datesigned",
        "validfrom", "fromdate", "datefrom", "fromyear", "yearfrom", "fromtime", "timefrom", "onset", "startvalid",
    )
)  # fmt: skip
_ENDS = frozenset(
    (
        "end", "ends", "enddate", "enddatetime", "endtime", "endyear", "endedat", "timeend", "dateend", "yearend",
        "bis", "ende", "schluss", "fin", "fim", "конец", "terminated", "dateterminated",
        "stop", "stopdate", "stoptime", "finish", "until", "validto", "validuntil", "todate", "dateto", "toyear",
        "yearto", "totime", "timeto", "terminus", "endvalid",
    )
)  # fmt: skip
_SETS = frozenset(
    (
        "years", "period", "periods", "dates", "daterange", "timespan", "tenure", "term", "active", "lifespan",
        "timeset", "timesets", "interval", "intervals", "spells", "timestamps", "timeinterval", "timeintervals",
    )
)  # fmt: skip
_MOMENTS = frozenset(["date", "year", "timestamp", "datetime", "time"])
TIMES = _STARTS | _ENDS | _SETS  # names of attributes that bound something in time
_STATES = frozenset(["state", "status"])
_KINDS = ("kind", "type", "category", "labelv")
_TYPES = (
    "type", "relation", "relationship", "interaction", "kind", "relationtype", "relation_type", "edge type",
    "edge_type", "edgetype", "labele",
)  # fmt: skip
_PARTS = re.compile(r"[\W_]+")
_PAIRS = re.compile(r"[\[(]\s*(?:\([^\[\]]*\)|\[[^()]*\])\s*,?\s*[\])]")  # of Python, in lists or tuples
_BRACKET = re.compile(r"([\[\](])([^\[\]()]*)([\[\])])")


def folded(key: str) -> str:
    """A name of an attribute without what writers differ in."""
    return _PARTS.sub("", key.casefold())


@lru_cache(maxsize=4_096)
def role_of(key: str) -> str:
    """Which time or state an attribute is called like: ``start``, ``end``, ``set``, ``moment`` or ``state``."""
    name = folded(key)
    if name in ("from", "to"):
        return name
    for role, names in (("start", _STARTS), ("end", _ENDS), ("set", _SETS), ("moment", _MOMENTS), ("state", _STATES)):
        if name in names:
            return role
    return ""


def is_time_name(key: str) -> bool:
    """Whether an attribute is called like a time."""
    return role_of(key) in ("start", "end", "set", "moment")


@lru_cache(maxsize=65_536)
def _is_time_text(text: str) -> bool:
    if is_unstated(text) or number_of(text) is not None:
        return True
    try:
        parse_edtf(date_text(text))
    except UserError:
        return is_stretch(text)
    return True


def is_time(raw: object) -> bool:
    """Whether a value can be a time: a number, a date, or one of the words that say none is stated."""
    if raw is None or isinstance(raw, bool):
        return raw is None
    return isinstance(raw, (int, float)) or (isinstance(raw, str) and _is_time_text(raw.strip()))


def take_spells(values: Values, draft: Draft, *, of_link: bool) -> list[Spell]:
    """Take the times out of the attributes of one element, and, of a link with times, its state.

    Bounds belong to the interval. A single moment (``date``, ``year``, ``timestamp``) is a time of links only: of an
    actor it is rather a date of birth. Attributes that are no times stay in ``values``.
    """
    roles: dict[str, list[str]] = {}
    for key in values:
        if role := role_of(key):
            roles.setdefault(role, []).append(key)
    if not roles:
        return _likely(values, draft) if of_link else []
    spells = _bounded(values, roles, draft)
    if of_link and len(spells) == 1 and ("start" in roles) != ("end" in roles):
        _complete(spells[0], values)
    spells = spells or _listed(values, roles)
    if not spells and of_link and "from" in roles and "to" in roles and _are_calendar(values, roles):
        spells = _bounded(values, {"start": roles["from"], "end": roles["to"]}, draft)
    if not spells and of_link:
        spells = _at_moments(values, roles, draft) or _likely(values, draft)
    if spells and of_link and "state" in roles and isinstance(values[roles["state"][0]], str):
        state = values.pop(roles["state"][0]).strip()
        for spell in spells:
            spell.state = state
    return spells


def _bounded(values: Values, roles: dict[str, list[str]], draft: Draft) -> list[Spell]:
    start, end = ((roles.get(role) or [""])[0] for role in ("start", "end"))
    starts, ends = _each(values.get(start)), _each(values.get(end))
    both = (*starts, *ends)
    if not both or not all(map(is_time, both)) or all(is_unstated(raw_of(each)) for each in both):
        return []
    for key in (start, end):
        if key:
            draft.bent("times-found", f"Attributes called “{key}” are read as bounds that belong to the interval.")
            del values[key]
    count = max(len(starts), len(ends))
    return [Spell(raw_of(_at(starts, k)), raw_of(_at(ends, k))) for k in range(count)]


def _complete(spell: Spell, values: Values) -> None:
    """Give a spell with one bound the other one, if the name of an attribute makes it likely and both are dates."""
    if spell.end is None and is_calendar(spell.start):
        spell.end = likely_bound(values, "end")
    elif spell.start is None and is_calendar(spell.end):
        spell.start = likely_bound(values, "start")


def _likely(values: Values, draft: Draft) -> list[Spell]:
    spells, name = likely_spells(values)
    if spells and spells[0].start == spells[0].end:
        draft.bent("moments-found", f"Attributes called “{name}” of a relationship are read as when it was.")
    elif spells:
        draft.bent("times-found", f"Attributes called “{name}” are read as bounds that belong to the interval.")
    return spells


def _are_calendar(values: Values, roles: dict[str, list[str]]) -> bool:
    """Whether ``from`` and ``to``, which may be names or numbers of actors, hold dates or years, or nothing."""
    stated = [raw for role in ("from", "to") if not is_unstated(raw := raw_of(values[roles[role][0]]))]
    return bool(stated) and all(
        is_time(raw) and ((number := number_of(raw)) is None or 1000 <= number <= 2200) for raw in stated
    )


def _at(values: list[Any], place: int) -> object:
    return values[place] if place < len(values) else None


def _listed(values: Values, roles: dict[str, list[str]]) -> list[Spell]:
    for key in roles.get("set", ()):
        text = values[key]
        if isinstance(text, str) and is_range(text):
            del values[key]
            return [Spell(text, text)]
        if isinstance(text, str) and (spells := list(spells_of_text(text))):
            del values[key]
            return spells
    return []


def _at_moments(values: Values, roles: dict[str, list[str]], draft: Draft) -> list[Spell]:
    for key in roles.get("moment", ()):
        moments = [each for each in _each(values[key]) if not is_unstated(raw_of(each))]
        may_be_part = folded(key) in ("time", "timestamp")  # a date or a year is none with a fraction
        if moments and all(is_time(each) if may_be_part else _is_moment(each) for each in moments):
            draft.bent("moments-found", f"Attributes called “{key}” of a relationship are read as when it was.")
            del values[key]
            return [Spell(raw_of(each), raw_of(each)) for each in moments]
    return []


def _is_moment(raw: object) -> bool:
    number = number_of(raw) if isinstance(raw, (str, int, float)) else None
    return is_time(raw) and (number is None or float(number).is_integer())


def _each(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def raw_of(value: object) -> Raw:
    return value if isinstance(value, (str, int, float)) and not isinstance(value, bool) else None


def spells_of_text(text: str) -> Iterator[Spell]:
    """The intervals of a text such as ``<[2001, 2003); [2005, 2006]>`` or ``<[2001, 2002, 2003]>``, as Gephi writes.

    Three or more times in one bracket are moments, unless there are further brackets: then the third is a value. The
    round brackets of a list of pairs, as Python writes it, leave no bound out.
    """
    brackets = _BRACKET.findall(closed_pairs(text))
    for opens, inner, closes in brackets:
        parts: list[Raw] = [part.strip().strip("\"'") for part in inner.split(",")]
        if not parts[0]:
            continue
        if len(parts) == 1 or (len(parts) > 2 and len(brackets) == 1):
            yield from (Spell(part, part) for part in parts)
        else:
            yield Spell(parts[0], parts[1], start_open=opens != "[", end_open=closes != "]")


def closed_pairs(text: str) -> str:
    """A list of pairs of Python, ``[(1990, 1995), (1997, None)]``, as intervals with both bounds inside."""
    if _PAIRS.fullmatch(text.strip()) is None:
        return text
    return text.strip()[1:-1].replace("(", "[").replace(")", "]")


def take_word(values: Values, *names: str) -> str:
    """Take the first of some attributes that is a text or a number out of ``values``; empty if there is none."""
    if not values:
        return ""
    keys = {key.casefold(): key for key in values}
    for name in names:
        key = keys.get(name)
        if key is None or not isinstance(value := values[key], (str, int)) or isinstance(value, bool):
            continue
        if word := str(value).strip():
            del values[key]
            return word
    return ""


def take_words(values: Values, key: str) -> tuple[str, ...]:
    """Take words that semicolons part out of ``values``."""
    return tuple(word for each in take_word(values, key).split(";") if (word := each.strip()))


def take_names(values: Values) -> dict[str, str]:
    """Take the names in other languages, an object of JSON as we write it, out of the attributes."""
    text = values.get("names")
    if not isinstance(text, str) or not text.startswith("{"):
        return {}
    try:
        names = msgspec.json.decode(text, type=dict[str, str])
    except (ValueError, RecursionError):
        return {}
    del values["names"]
    return names


def first_label(values: Values) -> str:
    """The first label of a node of Neo4j, which writes ``:Person:Actor``; empty if it is none of those."""
    labels = values.get("labels")
    return labels.split(":")[1] if isinstance(labels, str) and labels.startswith(":") else ""


def take_kind(values: Values) -> str:
    """Take the kind of an actor out of its attributes."""
    return take_word(values, *_KINDS)


def take_type(values: Values) -> str:
    """Take the type of a relationship out of its attributes."""
    return take_word(values, *_TYPES)


def take_xy(values: Values, x: str = "x", y: str = "y") -> tuple[float, float] | None:
    """Take a position out of the attributes, if both numbers are there."""
    at = number_of(raw_of(values.get(x))), number_of(raw_of(values.get(y)))
    if at[0] is None or at[1] is None:
        return None
    del values[x], values[y]
    return float(at[0]), float(at[1])
