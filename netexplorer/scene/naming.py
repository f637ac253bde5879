"""The words a picture carries for those who read it by ear or by program: a title to every line and every actor."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from netexplorer.graph.dates import describe_short
from netexplorer.graph.network import ENDED
from netexplorer.graph.states import current_change
from netexplorer.graph.turns import Turn
from netexplorer.scene.elide import one_line
from netexplorer.scene.frame import Compared, Frame


def relationship_titles(frame: Frame, rows: npt.NDArray[np.int32]) -> tuple[str, ...]:
    """For each relationship its ends, its state and since when: "A → B: suspended since 1 Nov 2021"."""
    net = frame.net
    current = current_change(net, frame.t)
    titles = []
    for row in rows.tolist():
        arrow = "→" if net.directed[row] else "–"
        ends = f"{one_line(net.name(net.src[row]))} {arrow} {one_line(net.name(net.dst[row]))}"
        titles.append(f"{ends}: {_state_words(frame, row, int(current[row]))}")
    return tuple(titles)


def _state_words(frame: Frame, row: int, change: int) -> str:
    net = frame.net
    if frame.compared is not None:
        return turn_words(frame, frame.compared, row)
    code = int(frame.states[row])
    if code == ENDED:
        return "ended"
    if code < 0:
        return "not yet"
    words = one_line(net.states[code].label or net.states[code].id).lower()
    date = net.date_from(change) if change >= 0 else None
    if date is not None:
        words += f" since {describe_short(date)}"
    return f"{words}, possibly" if frame.uncertain[row] else words


def turn_words(frame: Frame, compared: Compared, row: int) -> str:
    """What became of a relationship between two dates: "open, then suspended: got worse"."""
    turn = Turn(int(compared.turns[row]))
    before, after = (_called(frame, int(states[row])) for states in (compared.before, compared.after))
    if turn is Turn.STAYED:
        return f"{after}, unchanged"
    return f"{before}, then {after}" + (f": got {turn.id}" if turn in (Turn.BETTER, Turn.WORSE) else "")


def _called(frame: Frame, code: int) -> str:
    if code < 0:
        return "ended" if code == ENDED else "not yet"
    state = frame.net.states[code]
    return one_line(state.label or state.id).lower()


def actor_title(frame: Frame, row: int) -> str:
    """An actor in words: name, second line, kind and side, whatever of them there is."""
    net = frame.net
    kind, side = int(net.actor_kind[row]), int(net.actor_side[row])
    parts = [one_line(net.name(row)), one_line(frame.subtitle[row])]
    if kind >= 0:
        parts.append(one_line(net.kinds[kind].label or net.kinds[kind].id))
    if side >= 0:
        parts.append(one_line(net.sides[side].label or net.sides[side].id))
    return ", ".join(part for part in parts if part)
