"""The words a picture carries for those who read it by ear or by program: a title to every line and every actor."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from netexplorer.graph.dates import describe_short
from netexplorer.graph.network import ENDED
from netexplorer.graph.states import current_change
from netexplorer.scene.elide import one_line
from netexplorer.scene.frame import Frame


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
