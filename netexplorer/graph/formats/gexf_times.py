"""The times of GEXF: bounds as attributes, spells, lists of intervals or instants in one attribute, and time zones."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from netexplorer.graph.formats.draft import Draft, Spell

BOUNDS = ("start", "end", "startopen", "endopen", "timestamp", "timestamps", "intervals")
_INTERVAL = re.compile(r"([\[(\]])\s*([^\s,;\[\]()]+)\s*,\s*([^\s,;\[\]()]+)[^\[\]()]*([\])\[])")
_INSTANT = re.compile(r"[^\s,;<>\[\]()\"']+")
_NAIVE = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?")
_DAY = re.compile(r"(-?\d{4,}-\d\d-\d\d)(?:Z|[+-]\d\d:?\d\d)")
_TRUE = frozenset(("true", "yes"))
_FALSE = frozenset(("false", "no"))


class Times:
    """Reads the attributes that bound a thing in time.

    Parameters
    ----------
    draft : Draft
        What cannot be read is told to it.
    zone : str
        The time zone that the file names for times without one of their own.
    """

    def __init__(self, draft: Draft, zone: str = "") -> None:
        self._draft = draft
        self._zone = _zone(draft, zone) if zone else None
        self._known: dict[str, str] = {}

    def spells(self, attributes: Mapping[str, str], at: Callable[[], str]) -> list[Spell]:
        """The intervals that some attributes state; none if they state no time."""
        if attributes.keys().isdisjoint(BOUNDS):
            return []
        if listed := attributes.get("intervals"):
            return self._intervals(listed, at)
        if listed := attributes.get("timestamps"):
            return [self._instant(each) for each in _INSTANT.findall(listed)]
        if stamp := attributes.get("timestamp"):
            several = _INSTANT.findall(stamp) if stamp.strip()[:1] in ("<", "[") else []
            return [self._instant(each) for each in several] if len(several) > 1 else [self._instant(stamp)]
        return self._bounded(attributes)

    def _bounded(self, attributes: Mapping[str, str]) -> list[Spell]:
        if "startopen" not in attributes and "endopen" not in attributes:
            return [Spell(self._time(attributes.get("start", "")), self._time(attributes.get("end", "")))]
        start, start_open = self._bound(attributes, "start", "startopen")
        end, end_open = self._bound(attributes, "end", "endopen")
        return [Spell(start, end, end_open, start_open)]

    def _bound(self, attributes: Mapping[str, str], closed: str, opened: str) -> tuple[str | None, bool]:
        """A bound and whether it is exclusive: ``startopen`` holds a time, or says it of the one in ``start``."""
        time, other = attributes.get(closed, ""), attributes.get(opened, "")
        if other.casefold() in _TRUE:
            return self._time(time), True
        if other and other.casefold() not in _FALSE and not time:
            return self._time(other), True
        return self._time(time), False

    def _intervals(self, text: str, at: Callable[[], str]) -> list[Spell]:
        found = [
            Spell(self._time(start), self._time(end), start_open=left != "[", end_open=right != "]")
            for left, start, end, right in _INTERVAL.findall(text)
        ]
        if not found and text.strip(" <>[]()"):
            message = f"The intervals “{text[:60]}” cannot be read; they are left out."
            self._draft.tell("warning", "bad-intervals", at(), message, "Write them as <[1, 2]; [4, 5]>.")
        return found

    def _instant(self, text: str) -> Spell:
        time = self._time(text)
        return Spell(time, time)

    def _time(self, text: str) -> str | None:
        """A time as the clock reads it: in its zone, and a day without one."""
        if not text:
            return None
        known = self._known.get(text)
        if known is None:
            day = _DAY.fullmatch(text)
            known = day[1] if day else text
            if self._zone is not None and _NAIVE.fullmatch(text):
                known = self._in_zone(text, self._zone)
            self._known[text] = known
        return known

    def _in_zone(self, text: str, zone: tzinfo) -> str:
        try:
            moment = datetime.fromisoformat(text.replace(" ", "T")[:19]).replace(tzinfo=zone)
            has_seconds = text.count(":") > 1
            return moment.isoformat(timespec="seconds" if has_seconds else "minutes")[: 25 if has_seconds else 22]
        except (ValueError, OverflowError):
            return text


_OFFSET = re.compile(r"(?:GMT|UTC)?([+-])(\d{1,2}):?(\d{2})?")


def _zone(draft: Draft, name: str) -> tzinfo | None:
    if match := _OFFSET.fullmatch(name.strip()):
        ahead = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
        return timezone(ahead if match[1] == "+" else -ahead) if ahead < timedelta(days=1) else None
    try:
        return ZoneInfo(name.strip())
    except (ValueError, OSError, LookupError):
        message = f"The time zone “{name[:40]}” is not known; times without a zone are read as UTC."
        draft.tell("warning", "unknown-zone", "graph", message)
        return None
