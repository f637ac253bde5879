"""The answers of ``states``, ``diff`` and ``info`` as plain values, from which JSON and texts are made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import numpy as np

from netexplorer.graph.certainty import PRESENCES, presence_at
from netexplorer.graph.dates import BEGINNING, FOREVER
from netexplorer.graph.diff import Difference, diff
from netexplorer.graph.formats.report import Report
from netexplorer.graph.hearing import omission
from netexplorer.graph.network import ENDED, NOT_YET, Bools, TemporalNetwork
from netexplorer.graph.schema import Change, DateText, Relationship
from netexplorer.graph.states import current_change, states_at

Answer = dict[str, Any]
BATCH = 4096  # records that are made together
OUTSIDE = {NOT_YET: "not-yet", ENDED: "ended"}


def state_word(net: TemporalNetwork, code: int) -> str:
    """The id of a state, ``not-yet`` or ``ended``."""
    return OUTSIDE.get(code) or net.states[code].id


def states_answer(net: TemporalNetwork, date: str, mask: Bools) -> Answer:
    """The state of every relationship of ``mask`` at the earliest instant of ``date``."""
    t = net.axis.parse(date).earliest
    states, current, presence = states_at(net, t), current_change(net, t), presence_at(net, t)
    rows = np.flatnonzero(mask).tolist()
    words = [state_word(net, int(states[row])) for row in rows]
    found = Counter(words)
    vocabulary = [*(state.id for state in net.states), *OUTSIDE.values()]
    name = cache(net.name)
    relationships = [
        _relationship(net, row, record, word, int(current[row]), PRESENCES[int(presence[row])], t, name)
        for (row, record), word in zip(_records(net, rows), words, strict=True)
    ]
    return {
        "dataset": net.dataset.title,
        "date": date,
        "counts": {word: found.get(word, 0) for word in vocabulary},
        "relationships": relationships,
        **_testimony(net),
    }


def _testimony(net: TemporalNetwork) -> Answer:
    """Whose word counts and what is left out for it; nothing where everybody's does."""
    wish, found = net.testimony, omission(net)
    if not wish:
        return {}
    only = [word for word, is_wished in (("stated", wish.stated), ("undisputed", wish.undisputed)) if is_wished]
    return {
        "testimony": {
            "only": only,
            "source": wish.source or None,
            "publisher": wish.publisher or None,
            "changes": {"told": found.told, "all": found.changes},
            "channels": {"told": found.channels_told, "all": found.channels},
            "unknown": [net.rel_ids[row] for row in found.unknown.tolist()],
            "contradicts": [net.dataset.disagreements[row].id for row in found.contradicts],
        }
    }


def _records(net: TemporalNetwork, rows: list[int]) -> Iterator[tuple[int, Relationship]]:
    """The records of some relationships, ascending; those of neighbours are made together, in a quarter of the time."""
    for start in range(0, len(rows), BATCH):
        some = rows[start : start + BATCH]
        places = net.rel_record[some].tolist()
        low, high = min(places), max(places) + 1
        if high - low > 2 * len(some):
            yield from ((row, net.relationship(row)) for row in some)
        else:
            made = net.dataset.relationships[low:high]
            yield from ((row, made[place - low]) for row, place in zip(some, places, strict=True))


def _relationship(
    net: TemporalNetwork, row: int, record: Relationship, word: str, current: int, presence: str, t: int,
    name: Callable[[int], str],
) -> Answer:  # fmt: skip
    change = _change(net, record, current) if current >= 0 else None
    since, until = _bounds(net, row, record, current, t)
    return {
        "id": net.rel_ids[row],
        "source": record.source,
        "target": record.target,
        "type": record.type,
        "label": net.label_of(row, record, name),
        "state": word,
        "since": since,
        "until": until,
        "uncertain": presence == "possible",
        "confidence": (change.confidence or None) if change else None,
        "sources": list(change.sources) if change else [],
        "presence": presence,
    }


def _change(net: TemporalNetwork, record: Relationship, c: int) -> Change:
    place = int(net.change_record[c])
    return record.changes[place] if place >= 0 else Change()


def _bounds(
    net: TemporalNetwork, row: int, record: Relationship, current: int, t: int
) -> tuple[DateText | None, DateText | None]:
    """Since when and until when, as the author wrote it; nothing where nothing is said."""
    rows = _rows(net, row)
    later = next((_change(net, record, c).from_ for c in rows if int(net.change_from[c]) > t), "")
    if current < 0:
        over = [_change(net, record, c).until for c in rows if int(net.change_to[c]) <= t]
        return _said(over[-1] if over else ""), _said(later)
    change = _change(net, record, current)
    until = net.axis.read(change.until)
    is_cut_short = until is None or until.end > net.change_to[current]
    return _said(change.from_), _said(later if is_cut_short else change.until)


def _rows(net: TemporalNetwork, row: int) -> range:
    """The changes of a relationship, in the order of time."""
    return range(int(net.change_start[row]), int(net.change_start[row + 1]))


def _said(date: DateText) -> DateText | None:
    """A date, or nothing where the author gave none; 0 is a date."""
    return None if date == "" else date


def diff_answer(net: TemporalNetwork, start: str, end: str, mask: Bools) -> Answer:
    """What differs between the earliest instants of two dates, and by which steps."""
    t0, t1 = net.axis.parse(start).earliest, net.axis.parse(end).earliest
    changes = [_difference(net, found, t0, t1) for found in diff(net, t0, t1, mask)]
    found = Counter(change["direction"] for change in changes)
    counts = {word: found.get(word, 0) for word in ("worse", "better", "opened", "ended")}
    return {"from": start, "to": end, "counts": counts, "changes": changes, **_testimony(net)}


def _difference(net: TemporalNetwork, found: Difference, t0: int, t1: int) -> Answer:
    return {
        "id": net.rel_ids[found.rel],
        "label": net.label(found.rel),
        "before": state_word(net, found.before),
        "after": state_word(net, found.after),
        "direction": found.direction,
        "steps": list(_steps(net, found.rel, t0, t1)),
    }


def _steps(net: TemporalNetwork, row: int, t0: int, t1: int) -> Iterator[Answer]:
    """What began and what came to an end after ``t0`` and by ``t1``, in the order of time."""
    rows = _rows(net, row)
    for c in rows:
        change, end = net.change(c), net.change_to[c]
        if t0 < net.change_from[c] <= t1:
            state = net.states[int(net.change_state[c])].id
            yield {"date": change.from_, "state": state, "note": change.note, "sources": list(change.sources)}
        is_followed = c + 1 in rows and net.change_from[c + 1] == end
        if t0 < end <= t1 and not is_followed:
            yield {"date": change.until, "state": OUTSIDE[ENDED], "note": "", "sources": list(change.sources)}


def info_answer(net: TemporalNetwork, report: Report | None = None) -> Answer:
    """How much there is of everything, and the dates it spans as their author wrote them."""
    data = net.dataset
    per_state = np.bincount(net.change_state, minlength=len(net.states)).tolist()
    records = report.records if report else (len(data.actors), len(data.relationships))
    first, last = (report.first or None, report.last or None) if report else (None, None)
    return {
        "title": data.title,
        "format": report.id if report else data.format,
        "records": {"actors": records[0], "relationships": records[1]},
        "actors": len(net.actor_ids),
        "relationships": len(net.rel_ids),
        "changes": int((net.change_record >= 0).sum()),
        "events": len(data.events),
        "sources": len(data.sources),
        "first": first or _first(net),
        "last": last or _last(net),
        "states": {state.id: count for state, count in zip(net.states, per_state, strict=True)},
        "lenses": [lens.id for lens in data.lenses],
    }


def _first(net: TemporalNetwork) -> DateText | None:
    """The earliest beginning, as its author wrote it; few records are made, however many there are."""
    order = np.argsort(net.change_from, kind="stable")
    order = order[net.change_from[order] > BEGINNING]
    return next((text for c in order.tolist() if (text := net.change(c).from_) != ""), None)


def _last(net: TemporalNetwork) -> DateText | None:
    """The latest beginning or end, as its author wrote it."""
    ticks = np.concatenate([net.change_from, net.change_to])
    order = np.argsort(ticks, kind="stable")[::-1]
    order = order[(ticks[order] > BEGINNING) & (ticks[order] < FOREVER)]
    begun = len(net.change_from)
    said = (net.change(c).from_ if c < begun else net.change(c - begun).until for c in order.tolist())
    return next((text for text in said if text != ""), None)
