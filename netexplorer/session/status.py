"""The status line: the date, how many channels are in which state, what the last year did, how sure all this is."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.graph.dates import BEGINNING, DAY
from netexplorer.graph.network import ENDED
from netexplorer.scene.frame import Frame
from netexplorer.scene.tally import count_states
from netexplorer.session import travel
from netexplorer.session.instant import in_force
from netexplorer.session.kept import kept
from netexplorer.session.resolve import Plan
from netexplorer.session.wording import number_text, short_day, state_label

Bools = npt.NDArray[np.bool_]


class Status(Struct, frozen=True):
    """What the line says, in parts.

    ``counts`` are pairs of a state's label and its number of channels, without hidden states; ``codes`` are the states.

    ``year`` says what changed since the same date a year before, ``sureness`` how precise and how disputed the
    changes in force are.
    """

    date: str
    counts: tuple[tuple[str, int], ...]
    codes: tuple[int, ...]
    year: str
    sureness: str


@kept
def status_line(frame: Frame, plan: Plan) -> Status:
    """The status line of a frame."""
    net = frame.net
    channels = plan.channels if net.is_channel.any() else plan.mask
    by_state = count_states(net, frame.states, plan.mask)
    seen = np.flatnonzero(plan.state_ok).tolist()
    return Status(
        date=short_day(net, frame.t) if plan.facts.is_dated else frame.date_label,
        counts=tuple((state_label(net, code), int(by_state[code])) for code in seen),
        codes=tuple(seen),
        year=_year(frame, channels) if plan.facts.is_dated else "",
        sureness=_sureness(frame, channels & frame.shown),
    )


def _sureness(frame: Frame, channels: Bools) -> str:
    """How many of the channels in a state are dated no better than to a month, doubtful or disputed."""
    net = frame.net
    rels, changes = in_force(net, frame.t)
    changes = changes[channels[rels]]
    begins = net.change_possible
    is_coarse = (net.change_from_end.table - begins.table > DAY) & (not net.axis.is_number)  # of all dates that occur
    coarse = int(np.count_nonzero(is_coarse[begins.codes[changes]]))
    living = channels & (frame.states >= 0)
    disputed = int(np.count_nonzero(frame.disputed & living))
    uncertain = int(np.count_nonzero(frame.uncertain & channels))
    parts = [
        f"{number_text(coarse)} of {number_text(len(changes))} without a known day"
        if coarse
        else "all known to the day"
        if len(changes)
        else ""
    ]
    parts += [
        f"{number_text(uncertain)} uncertain now" if uncertain else "",
        f"{number_text(disputed)} disputed" if disputed else "",
    ]
    return " · ".join(part for part in parts if part)


def _year(frame: Frame, channels: Bools) -> str:
    net = frame.net
    before_t = travel.year_before(net, frame.t)
    if before_t <= BEGINNING:
        return ""
    rels, changes = in_force(net, before_t)
    before = np.full(len(net.src), ENDED, dtype=np.int8)
    before[rels] = net.change_state[changes]
    now = np.maximum(frame.states, np.int8(ENDED))  # here it is all the same whether it has not begun or is over
    moved = np.flatnonzero((before != now) & channels)
    before, now = before[moved], now[moved]
    both = (before >= 0) & (now >= 0)
    step = net.ranks[now[both]].astype(np.int32) - net.ranks[before[both]]
    counts = (
        (int(np.count_nonzero(step < 0)), "worse"),
        (int(np.count_nonzero(step > 0)), "better"),
        (int(np.count_nonzero(before < 0)), "opened"),
        (int(np.count_nonzero(now < 0)), "ended"),
    )
    said = ", ".join(f"{number_text(n)} {word}" for n, word in counts if n)
    return f"since {short_day(net, before_t)}: {said or 'no change'}"
