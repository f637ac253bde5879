"""What happened just before a date, in one line below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from netexplorer.graph.coded import may_say, says_anything
from netexplorer.graph.dates import EdtfDate, describe_short
from netexplorer.graph.network import TemporalNetwork
from netexplorer.session import travel

if TYPE_CHECKING:
    from netexplorer.session.resolve import Plan

_CAPTION_DAYS = 45
_MOST_NOTES = 500  # changes of those days that are asked for a note, the latest first


class Chosen(Protocol):
    """Says of some rows of relationships whether they are shown; a bool array does."""

    def __getitem__(self, rows: Any, /) -> Any:
        """Bools, one for each row."""


def caption(plan: Plan, shown: Chosen, t: int) -> str:
    """What happened just before ``t``: the event that touches most of what is shown, else the latest change.

    Looks back 45 days (an eighth of a "year" on a number axis) and gives an empty text when nothing happened. What
    happened on the very day comes before what did not, which carries its own date; what is known to the year only is
    nobody's news of a day.
    """
    net, facts = plan.net, plan.facts
    is_calendar = net.axis.kind == "calendar"
    back = _CAPTION_DAYS * travel.DAY if is_calendar else max(1, travel.year_ticks(net) // 8)
    today = t - net.axis.resolution
    events = (net.event_tick > t - back) & (net.event_tick <= t) & (net.event_end - net.event_tick <= back)
    best, best_score = -1, (False, -1, 0)
    for row in np.flatnonzero(events).tolist():
        touched = int(np.count_nonzero(shown[facts.event_rels[row]]))
        tick = int(net.event_tick[row])
        score = (touched > 0 and tick > today, touched, tick)
        is_ours = touched or plan.lens_actors[facts.event_actors[row]].any()
        if net.dataset.events[row].title and score > best_score and is_ours:
            best, best_score = row, score
    news = ""
    if not best_score[0] and (best < 0 or _changes_between(net, today, t)):
        news = _news(plan, shown, t, today if best >= 0 else t - back, back)
    if news or best < 0:
        return news
    event = net.dataset.events[best]
    return _dated(net, net.axis.read(event.date), t, event.title)


def _changes_between(net: TemporalNetwork, start: int, end: int) -> bool:
    """Whether anything becomes something else after ``start`` and up to ``end``; only the first look costs anything."""
    first, last = np.searchsorted(net.transitions.ticks, (start, end), side="right").tolist()
    return bool(first < last)


def _news(plan: Plan, shown: Chosen, t: int, since: int, coarsest: int) -> str:
    """The note of the last shown change after ``since``, and whose it is; what is dated coarser is none."""
    net = plan.net
    if not says_anything(net, "note"):
        return ""
    began = np.flatnonzero((net.change_from > since) & (net.change_from <= t))
    news = began[shown[net.change_rel[began]] & (net.change_from_end[began] - net.change_from[began] <= coarsest)]
    news = news[may_say(net, "note", news)]
    for row in news[np.argsort(-net.change_from[news], kind="stable")[:_MOST_NOTES]].tolist():
        note = net.change(row).note
        if note:
            return _dated(net, net.date_from(row), t, f"{net.label(int(net.change_rel[row]))}: {note}")
    return ""


def _dated(net: TemporalNetwork, date: EdtfDate | None, t: int, words: str) -> str:
    if date is None or t - date.earliest < net.axis.resolution:
        return words
    return f"{describe_short(date)}: {words}"
