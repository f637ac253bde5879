"""The status line: the date, how many channels are in which state, what the last year did, how sure all this is."""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from netexplorer.graph.dates import BEGINNING, Precision
from netexplorer.graph.network import ENDED
from netexplorer.graph.states import current_change, states_at
from netexplorer.scene.frame import Frame
from netexplorer.scene.tally import count_states
from netexplorer.session import travel
from netexplorer.session.resolve import Plan
from netexplorer.session.wording import ChangeWords, number_text, short_day, state_label

_PRECISIONS = {
    Precision.MONTH: "month",
    Precision.SEASON: "season",
    Precision.YEAR: "year",
    Precision.DECADE: "decade",
    Precision.CENTURY: "century",
    Precision.MILLENNIUM: "millennium",
}


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


class StatusLine:
    """Words the status line of one network."""

    def __init__(self, words: ChangeWords) -> None:
        self._words = words

    def at(self, frame: Frame, plan: Plan) -> Status:
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
            sureness=self._sureness(frame, channels & frame.shown),
        )

    def _sureness(self, frame: Frame, channels: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> str:
        net = frame.net
        rows = current_change(net, frame.t)[channels & (frame.states >= 0)]
        coarse = 0
        for row in rows[rows >= 0].tolist():
            date = self._words(row).from_date
            coarse += date is not None and date.precision in _PRECISIONS
        disputed = int(np.count_nonzero(frame.disputed & channels & (frame.states >= 0)))
        uncertain = int(np.count_nonzero(frame.uncertain & channels))
        parts = [
            f"{number_text(coarse)} of {number_text(len(rows))} without a known day"
            if coarse
            else "all known to the day"
            if len(rows)
            else ""
        ]
        parts += [
            f"{number_text(uncertain)} uncertain now" if uncertain else "",
            f"{number_text(disputed)} disputed" if disputed else "",
        ]
        return " · ".join(part for part in parts if part)


def _year(frame: Frame, channels: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> str:
    net = frame.net
    before_t = travel.year_before(net, frame.t)
    if before_t <= BEGINNING:
        return ""
    before, now = states_at(net, before_t)[channels], frame.states[channels]
    both = (before >= 0) & (now >= 0)
    step = net.ranks[now[both]].astype(np.int32) - net.ranks[before[both]]
    counts = (
        (int(np.count_nonzero(step < 0)), "worse"),
        (int(np.count_nonzero(step > 0)), "better"),
        (int(np.count_nonzero((before < 0) & (now >= 0))), "opened"),
        (int(np.count_nonzero((before >= 0) & (now == ENDED))), "ended"),
    )
    said = ", ".join(f"{number_text(n)} {word}" for n, word in counts if n)
    return f"since {short_day(net, before_t)}: {said or 'no change'}"
