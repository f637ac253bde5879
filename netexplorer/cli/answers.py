"""The answers of ``states``, ``diff`` and ``info`` as plain values, from which JSON and texts are made."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from netexplorer.graph.diff import Difference, diff
from netexplorer.graph.network import ENDED, NOT_YET, Bools, TemporalNetwork
from netexplorer.graph.states import current_change, states_at, uncertain_at

Answer = dict[str, Any]
OUTSIDE = {NOT_YET: "not-yet", ENDED: "ended"}


def state_word(net: TemporalNetwork, code: int) -> str:
    """The id of a state, ``not-yet`` or ``ended``."""
    return OUTSIDE.get(code) or net.states[code].id


def states_answer(net: TemporalNetwork, date: str, mask: Bools) -> Answer:
    """The state of every relationship of ``mask`` at the earliest instant of ``date``."""
    t = net.axis.parse(date).earliest
    states, current, uncertain = states_at(net, t), current_change(net, t), uncertain_at(net, t)
    rows = np.flatnonzero(mask).tolist()
    words = [state_word(net, int(states[row])) for row in rows]
    found = Counter(words)
    vocabulary = [*(state.id for state in net.states), *OUTSIDE.values()]
    relationships = [
        _relationship(net, row, word, int(current[row]), bool(uncertain[row]), t)
        for row, word in zip(rows, words, strict=True)
    ]
    return {
        "dataset": net.dataset.title,
        "date": date,
        "counts": {word: found.get(word, 0) for word in vocabulary},
        "relationships": relationships,
    }


def _relationship(net: TemporalNetwork, row: int, word: str, current: int, uncertain: bool, t: int) -> Answer:
    record = net.relationship(row)
    change = net.change(current) if current >= 0 else None
    since, until = _bounds(net, row, current, t)
    return {
        "id": net.rel_ids[row],
        "source": record.source,
        "target": record.target,
        "type": record.type,
        "label": net.label(row),
        "state": word,
        "since": since,
        "until": until,
        "uncertain": uncertain,
        "confidence": (change.confidence or None) if change else None,
        "sources": list(change.sources) if change else [],
    }


def _bounds(net: TemporalNetwork, row: int, current: int, t: int) -> tuple[Any, Any]:
    """Since when and until when, as the author wrote it; nothing where nothing is said."""
    rows = range(int(net.change_start[row]), int(net.change_start[row + 1]))
    later = next((net.change(c).from_ for c in rows if int(net.change_from[c]) > t), "")
    if current >= 0:
        change = net.change(current)
        return change.from_ or None, (change.until if change.until != "" else later) or None
    ended = [net.change(c).until for c in rows if int(net.change_to[c]) <= t]
    return (ended[-1] if ended else None) or None, later or None


def diff_answer(net: TemporalNetwork, start: str, end: str, mask: Bools) -> Answer:
    """What differs between the earliest instants of two dates, and by which steps."""
    t0, t1 = net.axis.parse(start).earliest, net.axis.parse(end).earliest
    changes = [_difference(net, found, t0, t1) for found in diff(net, t0, t1, mask)]
    found = Counter(change["direction"] for change in changes)
    counts = {word: found.get(word, 0) for word in ("worse", "better", "opened", "ended")}
    return {"from": start, "to": end, "counts": counts, "changes": changes}


def _difference(net: TemporalNetwork, found: Difference, t0: int, t1: int) -> Answer:
    steps: list[Answer] = []
    for c in found.steps:
        change = net.change(c)
        state = net.states[int(net.change_state[c])].id
        steps.append({"date": change.from_, "state": state, "note": change.note, "sources": list(change.sources)})
        follows = c + 1 < len(net.change_from) and net.change_rel[c + 1] == found.rel
        touches = follows and net.change_from[c + 1] == net.change_to[c]
        if change.until != "" and not touches and t0 < net.change_to[c] <= t1:
            steps.append({"date": change.until, "state": "ended", "note": "", "sources": list(change.sources)})
    if not steps:  # nothing began in between, so something that had begun before came to its end
        last = [c for c in range(*net.change_start[found.rel : found.rel + 2].tolist()) if t0 < net.change_to[c] <= t1]
        steps = [
            {"date": net.change(c).until, "state": "ended", "note": "", "sources": list(net.change(c).sources)}
            for c in last
        ]
    return {
        "id": net.rel_ids[found.rel],
        "label": net.label(found.rel),
        "before": state_word(net, found.before),
        "after": state_word(net, found.after),
        "direction": found.direction,
        "steps": steps,
    }


def info_answer(net: TemporalNetwork) -> Answer:
    """How much there is of everything, and the dates it spans as their author wrote them."""
    data = net.dataset
    dated = [(int(net.change_from[c]), net.change(c).from_) for c in range(len(net.change_from))]
    dated = [pair for pair in dated if pair[1] != ""]
    ends = [(int(net.change_to[c]), net.change(c).until) for c in range(len(net.change_to))]
    ends = [pair for pair in ends if pair[1] != ""]
    per_state = np.bincount(net.change_state, minlength=len(net.states)).tolist()
    return {
        "title": data.title,
        "format": data.format,
        "actors": len(net.actor_ids),
        "relationships": len(net.rel_ids),
        "changes": int((net.change_record >= 0).sum()),
        "events": len(data.events),
        "sources": len(data.sources),
        "first": min(dated)[1] if dated else None,
        "last": max([*dated, *ends])[1] if dated or ends else None,
        "states": {state.id: count for state, count in zip(net.states, per_state, strict=True)},
        "lenses": [lens.id for lens in data.lenses],
    }
