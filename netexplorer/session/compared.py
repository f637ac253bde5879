"""Two dates as one picture: the frame of a date with what became of everything since, or until, another."""

from __future__ import annotations

from collections.abc import Hashable
from itertools import count
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from netexplorer.graph.states import states_at
from netexplorer.graph.turns import TURNS, Turn, turns
from netexplorer.scene.frame import Compared, Frame
from netexplorer.scene.tally import CHANNEL, ends_of
from netexplorer.scene.turns import TURN_NAMES, TURNS_TOLD, counted_turns
from netexplorer.session.legend import LegendRow
from netexplorer.session.resolve import Plan
from netexplorer.session.state import ViewState
from netexplorer.session.wording import count_text, number_text, short_day

if TYPE_CHECKING:
    from netexplorer.session.session import Session

Int8s = npt.NDArray[np.int8]

ARROW = " → "
SAME_DATE = "Both dates are the same: nothing is compared"
KEPT = 1024
#: In the order in which a caption tells them.
_WORDS = (
    (Turn.WORSE, "worse"),
    (Turn.SEVERED, "severed"),
    (Turn.ENDED, "ended"),
    (Turn.BETTER, "better"),
    (Turn.OPENED, "opened"),
    (Turn.OTHER, "changed"),
    (Turn.STAYED, "unchanged"),
)


def compared(plan: Plan, frame: Frame, view: ViewState, there: Int8s | None = None) -> Frame:
    """The frame of a picture that compares the date of ``frame`` with the other date of the view.

    Without another date it is the frame itself, with the same date it says so. What is shown is what was there, and not
    hidden, on one of them. ``states`` stay those at the date of the frame.

    Parameters
    ----------
    there : int8 (m,), optional
        The states at the other date, if they are known.
    """
    other = view.compare
    if other is None or not plan.facts.is_dated:
        return frame
    if other == frame.t:
        return replace(frame, caption=SAME_DATE, moment=0)
    there = states_at(plan.net, other) if there is None else there
    two = between(plan, (other, there), (frame.t, frame.states))
    shown = _shown(plan, two, view)
    net = plan.net
    there_now = ends_of(net, np.flatnonzero(shown)) | (plan.lonely & plan.actor_ok)
    after_all = ends_of(net, np.flatnonzero(plan.lens_rels & (two.after >= 0))) | plan.lonely
    actor_shown = there_now | plan.selected_actors | ends_of(net, np.flatnonzero(plan.selected_rels))
    facts = plan.facts
    told = replace(
        frame,
        shown=shown,
        actor_shown=actor_shown,
        actor_faint=actor_shown & ~after_all,
        actor_counted=there_now,
        subtitle=frame.subtitle if two.end == frame.t else facts.subtitles(two.end),
        date_label=facts.date_label(two.start) + ARROW + facts.date_label(two.end),
        moment=0,
        compared=two,
    )
    return replace(told, caption=counts_text(told, two))


class Comparer:
    """Compares frame after frame of a session: what does not move meanwhile is worked out once."""

    def __init__(self) -> None:
        self._other: tuple[Plan, int, Int8s] | None = None
        self._moments: dict[tuple[Hashable, ...], int] = {}
        self._numbers = count(-1, -1)  # those of frames that are not compared are positive

    def frame(self, session: Session, frame: Frame) -> Frame:
        """The frame of the view as :func:`compared` has it; ``frame`` itself where nothing is compared."""
        view = session.view
        if view.compare is None:
            return frame
        plan = session.plan()
        told = compared(plan, frame, view, self._states(plan, view.compare))
        if told.compared is None or not frame.moment:
            return told
        two = told.compared
        key = (frame.moment, two.end == frame.t, two.turns.tobytes(), view.hidden_turns, told.subtitle)
        if len(self._moments) > KEPT:
            self._moments.clear()
        return replace(told, moment=self._moments.setdefault(key, next(self._numbers)))

    def _states(self, plan: Plan, t: int) -> Int8s:
        if self._other is None or self._other[0].net is not plan.net or self._other[1] != t:
            self._other = (plan, t, states_at(plan.net, t))
        return self._other[2]


def between(plan: Plan, one: tuple[int, Int8s], other: tuple[int, Int8s]) -> Compared:
    """What became of everything between two instants, each with its states (m,), in the order of time."""
    net = plan.net
    (start, before), (end, after) = sorted((one, other), key=lambda each: each[0])
    label = short_day(net, start) + ARROW + short_day(net, end)
    return Compared(start, end, before, after, turns(net, before, after), label)


def _shown(plan: Plan, two: Compared, view: ViewState) -> npt.NDArray[np.bool_]:
    visible = np.append(plan.state_ok, [False, False])  # counted from the end: ended, then not yet
    kept = np.array([turn.id not in view.hidden_turns for turn in TURNS] + [False])  # the last is absent
    shown: npt.NDArray[np.bool_] = visible[two.before] | visible[two.after]
    shown |= (two.turns == Turn.ENDED) & (two.before < 0)  # it came and went
    shown &= kept[two.turns] & plan.mask
    selected = np.flatnonzero(plan.selected_rels)
    shown[selected] |= two.turns[selected] != Turn.ABSENT
    return shown


def counts_text(frame: Frame, two: Compared) -> str:
    """What became of the channels that pass, in figures: "16 channels: 11 worse, 1 severed, 4 unchanged"."""
    counts = counted_turns(frame.net, frame.mask, two)
    noun = "channel" if CHANNEL in frame.net.families else "relationship"
    total = int(counts.sum())
    if not total:
        return f"No {noun} on either date"
    said = [f"{number_text(int(counts[turn]))} {word}" for turn, word in _WORDS if counts[turn]]
    if counts[Turn.STAYED] == total:
        said = ["unchanged" if total == 1 else "all unchanged"]
    return f"{count_text(total, noun)}: {', '.join(said)}"


def turn_rows(session: Session, states: Int8s) -> tuple[LegendRow, ...]:
    """A row of the legend for whatever may have become of a channel, where two dates are compared; else none.

    ``states`` (m,) are those at the date of the view. What is hidden counts, too.
    """
    view = session.view
    if view.compare is None or view.compare == view.t:
        return ()
    plan = session.plan()
    two = between(plan, (view.compare, states_at(plan.net, view.compare)), (view.t, states))
    counts = counted_turns(plan.net, plan.mask, two)
    told = (turn for turn in TURNS_TOLD if turn is not Turn.OTHER or counts[turn])
    return tuple(
        LegendRow(turn.id, TURN_NAMES[turn], int(counts[turn]), turn.id in view.hidden_turns, int(turn))
        for turn in told
    )
