"""Names that say by their words that they are times, such as *date of entry* or *Relationship Date (UTC)*.

Readers of attributes know the usual names of times by heart. These are asked for where a relationship has none of them,
and only if what they hold are dates without doubt.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Literal

from netexplorer.graph.formats.clock import is_unstated, number_of
from netexplorer.graph.formats.draft import Raw, Spell
from netexplorer.graph.formats.ranges import is_date, is_range
from netexplorer.graph.formats.tables_words import BEGUN, ENDED, OF_TIME, RANGED, WORDS, tokens_of

Bound = Literal["start", "end", "set", "moment", ""]
_PREPOSITIONS = frozenset(("on", "in", "at", "am"))  # of a time only behind a word such as signed
_ZONES = frozenset(("utc", "gmt", "local", "iso", "est", "cet"))
_OF_RECORDS = frozenset(  # words of when somebody wrote something down, and of values that were renamed
    ("updated", "modified", "accessed", "retrieved", "added", "imported", "inserted", "uploaded", "downloaded", "value",
     "checked", "scraped", "birth", "born", "death", "died", "file", "access", "update", "import", "retrieval")
)  # fmt: skip
_YEARS, _EPOCH, _DAYS = (1000, 2200), 1e8, (10_000_101, 22_001_231)


def time_of_tokens(tokens: tuple[str, ...]) -> str:
    """``start_minute``, ``date of entry``, ``event date`` and their kin: ``start``, ``end``, ``instant`` or nothing."""
    while tokens and tokens[-1] in _ZONES:
        tokens = tokens[:-1]
    if len(tokens) < 2:
        return ""
    first, last = tokens[0], tokens[-1]
    if OF_TIME.intersection(tokens):
        for role, words in (("start", BEGUN), ("end", ENDED)):
            if words.intersection(tokens):
                return role
    for role in ("start", "end"):
        if (WORDS.get(first) == role or first == {"start": "from", "end": "to"}[role]) and len(tokens) == 2:
            return role
        if last in (role, "begin" if role == "start" else "until") and len(tokens) == 2:
            return role
    is_time = last in ("date", "time", "timestamp", "year", "datetime") or first in OF_TIME - _PREPOSITIONS
    return "instant" if is_time else ""


@lru_cache(maxsize=4_096)
def likely(name: str) -> Bound:
    """Which time a name may well be that of; empty if none."""
    tokens = tokens_of(name)
    word = "".join(tokens)
    if not _OF_RECORDS.isdisjoint(tokens):
        return ""
    said = WORDS.get(word, "")
    if word in RANGED or said == "timeset":
        return "set"
    role = said if said in ("start", "end", "instant") else time_of_tokens(tokens)
    return "moment" if role == "instant" else role  # type: ignore[return-value]


def likely_spells(values: dict[str, Any]) -> tuple[list[Spell], str]:
    """The time that some values are likely to be, which are taken out, and the name of the first; else nothing."""
    names: dict[str, str] = {}
    for name, value in values.items():
        role = likely(name) if isinstance(name, str) else ""
        if role and (is_range(value) if role == "set" and isinstance(value, str) else is_calendar(value)):
            names.setdefault(role, name)
    start, end = names.get("start"), names.get("end")
    if start or end:
        return [Spell(values.pop(start) if start else None, values.pop(end) if end else None)], start or end or ""
    single = names.get("set") or names.get("moment")
    if not single:
        return [], ""
    raw = values.pop(single)
    return [Spell(raw, raw)], single


def likely_bound(values: dict[str, Any], bound: Bound) -> Raw:
    """A bound that some value is likely to be, which is taken out; nothing without one."""
    for name, value in values.items():
        if isinstance(name, str) and likely(name) == bound and is_calendar(value):
            raw: Raw = values.pop(name)
            return raw
    return None


def is_calendar(value: object) -> bool:
    """Whether a value is a date without doubt: no mere number, unless it is a year, a day or seconds since 1970."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)) or is_unstated(value):
        return False
    number = number_of(value)
    if number is None:
        return isinstance(value, str) and is_date(value)
    is_whole = float(number).is_integer()
    return (
        number >= _EPOCH or (is_whole and (_YEARS[0] <= number <= _YEARS[1] or _DAYS[0] <= number <= _DAYS[1]))
    ) and number < 5e18
