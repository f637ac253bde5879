"""Where the records of JSON networks have their times: under many names, and in three shapes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import msgspec

from netexplorer.graph.formats.attributes import closed_pairs
from netexplorer.graph.formats.draft import Raw, Spell
from netexplorer.graph.formats.jsontext import kept, texts, words
from netexplorer.graph.formats.ranges import is_range
from netexplorer.graph.formats.timewords import is_calendar, likely_bound, likely_spells

_STARTS = (
    "start startdate datestart starttime timestart startyear yearstart startedat startsat startat begin begindate "
    "beginning begintime beginyear onset since sincedate validfrom from datefrom fromdate fromyear yearfrom activefrom"
)
_ENDS = (
    "end enddate dateend endtime timeend endyear yearend endedat endsat endat finish finishdate terminus until "
    "untildate validto validuntil to dateto todate toyear yearto activeto activeuntil"
)
_RANGES = frozenset(
    ("period", "periods", "years", "dates", "date", "time", "times", "interval", "active", "term", "tenure", "lifespan",
     "when")
)  # fmt: skip
_INSTANTS = "date year time timestamp datetime when instant occurredat"
_PAIRS = "spells spell intervals interval timeinterval timeintervals timeset time active activespells period periods"
_SPELLS = f"{_PAIRS} timesets times activity timestamps timeslots t changes dates years"
START = frozenset(_STARTS.split())
END = frozenset(_ENDS.split())
INSTANT = tuple(_INSTANTS.split())  # the first that a record has counts
SPELLS = tuple(_SPELLS.split())
PAIRS = frozenset(_PAIRS.split())  # of which a plain list of two times is an interval, not two instants
_ALL = START | END | _RANGES | {*INSTANT, *SPELLS, "state"}
ENDPOINTS = frozenset(("from", "to"))  # where these are the two actors and no times
_TEXT_SPELL = re.compile(
    r"([\[(<\]])?(?<![^\[\](),;<>])([^\[\](),;<>]++),([^\[\](),;<>]++)([\])>\[])?\s*+(?:[;,]|$|(?=[\[(]))"
)
_PLAIN_SPELL = ("state", "note", "confidence", "sources", "end_open", "start_open")


@lru_cache(maxsize=4_096)
def folded(key: str) -> str:
    """A key without what authors differ in: case, spaces, and the marks between words."""
    return re.sub(r"[\s_\-.:]+", "", key).casefold()


def spells_in(record: dict[str, Any], *, of_node: bool = False, is_from_to: bool = False) -> list[Spell]:
    """The intervals of a record, whose keys that were understood are taken out of it.

    Parameters
    ----------
    of_node : bool
        A date of an actor (of a film, a birth) is no interval in which it exists, and stays a value.
    is_from_to : bool
        ``from`` and ``to`` are actors, no times.
    """
    keys = {folded(key): key for key in record if isinstance(key, str)}
    if _ALL.isdisjoint(keys):
        return [] if of_node else likely_spells(record)[0]
    for name in _RANGES & keys.keys():
        record[keys[name]] = _ranged(record[keys[name]])
    for name in SPELLS:
        if name in keys and (spells := list(_listed(record[keys[name]], is_pair=name in PAIRS))):
            del record[keys[name]]
            return [*_stated(spells, record, keys)]
    taken = ENDPOINTS if is_from_to else frozenset()
    start = _first(record, keys, START - taken)
    end = _first(record, keys, END - taken)
    if start is not None or end is not None:
        if not of_node and None in (start, end):
            start, end = _both(record, start, end)
        return [*_stated([Spell(start, end)], record, keys)]
    if of_node:
        return []
    for name in INSTANT:
        raw = raw_of(record.get(keys.get(name, "")))
        if raw is not None:
            del record[keys[name]]
            return [*_stated([Spell(raw, raw)], record, keys)]
    return [*_stated(likely_spells(record)[0], record, keys)]


def _both(record: dict[str, Any], start: Raw, end: Raw) -> tuple[Raw, Raw]:
    """The bounds, of which one is known, with another that a name makes likely where both are dates."""
    if not is_calendar(end if start is None else start):
        return start, end
    return (likely_bound(record, "start"), end) if start is None else (start, likely_bound(record, "end"))


def _stated(spells: list[Spell], record: dict[str, Any], keys: dict[str, str]) -> Iterator[Spell]:
    """The spells in the state that the record as a whole has, if it has one."""
    state = words(record.get(keys["state"])) if "state" in keys else ""
    if state:
        del record[keys["state"]]
        spells = spells or [Spell()]
    for spell in spells:
        spell.state = spell.state or state
        yield spell


def raw_of(value: Any) -> Raw:
    """A time as the file has it; nothing for what can be none."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    return value if not isinstance(value, str) else value.strip() or None


def _first(record: dict[str, Any], keys: dict[str, str], names: frozenset[str]) -> Raw:
    found: Raw = None
    for name, key in keys.items():
        if name in names and (raw := raw_of(record[key])) is not None:
            del record[key]
            if found is not None:
                record[key] = raw  # a second one says the same in other words
            else:
                found = raw
    return found


def _listed(value: Any, *, is_pair: bool) -> Iterator[Spell]:
    """The spells of a list of pairs, of records or of instants, or of Gephi's text ``<[a, b); [c, d]>``.

    ``is_pair``: a list of just two times is an interval.
    """
    if isinstance(value, str) and value.lstrip().startswith("[{"):
        value = _of_json(value)
    if isinstance(value, str):
        yield from in_text(value, is_pair=is_pair)
        return
    items = [value] if isinstance(value, dict) else value if isinstance(value, list) else []
    is_pair = is_pair and len(items) == 2 and all(raw_of(each) is not None or each is None for each in items)
    for item in [items] if is_pair else items:
        if isinstance(item, dict):
            yield from _of_record(dict(item))
        elif isinstance(item, list) and item:
            start, end = raw_of(item[0]), raw_of(item[1]) if len(item) > 1 else raw_of(item[0])
            if start is not None or end is not None:
                yield Spell(start, end, values=kept({"value": item[2]}) if len(item) > 2 else {})
        elif (raw := raw_of(item)) is not None:
            yield Spell(raw, raw)


def _ranged(value: Any) -> Any:
    """A range such as 1991–2003 as a list of the one interval that it is."""
    return [[value, value]] if isinstance(value, str) and is_range(value) else value


def _of_json(text: str) -> Any:
    """A list in a text, as formats have it that know no lists of records; the text itself if it is none."""
    try:
        return msgspec.json.decode(text)
    except (ValueError, RecursionError):
        return text


def _of_record(item: dict[str, Any]) -> Iterator[Spell]:
    keys = {folded(key): key for key in item}
    start, end = _first(item, keys, START), _first(item, keys, END)
    instant = next((raw for name in INSTANT if (raw := raw_of(item.get(keys.get(name, "")))) is not None), None)
    if start is None and end is None:
        if instant is None and not words(item.get("state")):
            return
        start = end = instant
    yield Spell(
        start,
        end,
        end_open=item.get("end_open") is True,
        start_open=item.get("start_open") is True,
        state=words(item.get("state")),
        note=words(item.get("note")),
        confidence=words(item.get("confidence")),
        sources=texts(item.get("sources")),
        values=kept(
            {**(item["values"] if isinstance(item.get("values"), dict) else {})}
            | {key: value for key, value in item.items() if key not in _PLAIN_SPELL and key != "values"}
        ),
    )


def in_text(text: str, *, is_pair: bool = True) -> Iterator[Spell]:
    """Gephi's text of intervals: a bracket is a bound that belongs to it, a parenthesis one that does not."""
    inner = closed_pairs(text).strip()
    is_angled = len(inner) > 1 and inner[0] == "<" and inner[-1] == ">"
    inner = inner[1:-1].strip() if is_angled else inner
    if not (is_angled or inner.startswith(("[", "(", "]"))):
        return
    if is_angled and inner.startswith("[") and inner.count("[") == 1 and (inner.count(",") != 1 or not is_pair):
        for instant in inner.strip("[]").split(","):  # timestamps
            if instant.strip():
                yield Spell(instant.strip(), instant.strip())
        return
    for match in _TEXT_SPELL.finditer(inner):
        opening, start, end, closing = match.groups()
        yield Spell(start.strip(), end.strip(), start_open=opening in ("(", "]"), end_open=closing in (")", "["))
