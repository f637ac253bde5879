"""The words of tooltips: what something is, its state and since when, in plain text."""

from __future__ import annotations

from netexplorer.graph.dates import describe
from netexplorer.graph.network import ENDED, NOT_YET, TemporalNetwork
from netexplorer.graph.states import current_change
from netexplorer.scene.frame import Frame, Hover
from netexplorer.scene.naming import turn_words

LONGEST = 300  # characters of a note


def hover_tip(frame: Frame, hover: Hover) -> str:
    """What the thing under the pointer is; empty when there is nothing."""
    if hover.actor >= 0:
        return actor_tip(frame, hover.actor)
    return relationship_tip(frame, hover.rel) if hover.rel >= 0 else ""


def actor_tip(frame: Frame, row: int) -> str:
    """Name, kind, side and what the actor does at this date."""
    net = frame.net
    kind, side = int(net.actor_kind[row]), int(net.actor_side[row])
    words = [net.kinds[kind].label or net.kinds[kind].id] if kind >= 0 else []
    words += [net.sides[side].label or net.sides[side].id] if side >= 0 else []
    words += [frame.subtitle[row]] if frame.subtitle[row] else []
    lines = [
        _short(net.name(row)),
        _short(" · ".join(words)),
        "Pinned: Alt+click lets it go" if frame.pinned[row] else "",
    ]
    return "\n".join(line for line in lines if line)


def relationship_tip(frame: Frame, row: int) -> str:
    """Label, state and since when, and why; of two dates what became of it."""
    net = frame.net
    state = int(frame.states[row])
    lines = [_short(net.label(row))]
    if frame.compared is not None:
        lines.append(_short(turn_words(frame, frame.compared, row).capitalize()))
        return "\n".join(lines)
    if state == NOT_YET:
        lines.append("Not yet")
    elif state == ENDED:
        lines.append("Ended")
    else:
        change = int(current_change(net, frame.t)[row])
        since = net.date_from(change) if change >= 0 else None
        words = net.states[state].label or net.states[state].id
        words += f" since {describe(since)}" if since is not None else ""
        lines.append(words + (" (possibly)" if frame.uncertain[row] else ""))
        lines.append(_short(net.change(change).note) if change >= 0 else "")
    return "\n".join(line for line in lines if line)


def _short(text: str) -> str:
    line = " ".join(text[: LONGEST + 1].split())
    return line if len(text) <= LONGEST else line[: LONGEST - 1] + "…"


def change_tip(net: TemporalNetwork, rel: int, change: int) -> str:
    """The relationship of a lane and, over a bar, the state it is in there, from when until when, and why."""
    rel = int(net.change_rel[change]) if change >= 0 else rel  # under a lane stand those who held an office
    lines = [_short(net.label(rel))]
    if change >= 0:
        state = net.states[int(net.change_state[change])]
        is_post = net.rel_type[rel] >= 0 and net.types[int(net.rel_type[rel])].post
        start, end = net.date_from(change), _end_text(net, change)
        span = " ".join(part for part in (f"from {describe(start)}" if start else "", end) if part)
        lines += [f"{'' if is_post else state.label or state.id} {span}".strip(), _short(net.change(change).note)]
        lines += ["? Sources disagree about this"] if net.change(change).confidence == "disputed" else []
    return "\n".join(line for line in lines if line)


def _end_text(net: TemporalNetwork, change: int) -> str:
    until = net.date_until(change)
    if until is not None:
        return f"until {describe(until)}"
    following = change + 1
    if following < len(net.change_rel) and net.change_rel[following] == net.change_rel[change]:
        after = net.date_from(following)
        return f"to {describe(after)}" if after is not None else ""
    return ""


def event_tip(net: TemporalNetwork, row: int) -> str:
    """Title, date and note of an event."""
    event = net.dataset.events[row]
    date = net.axis.read(event.date)
    lines = [_short(event.title), describe(date) if date is not None else "", _short(event.note)]
    return "\n".join(line for line in lines if line)
