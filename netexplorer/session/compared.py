"""Two dates as one picture: the frame of a date with what became of everything since, or until, another."""

from __future__ import annotations

from collections.abc import Hashable
from itertools import count
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from netexplorer.graph.certainty import only_possible
from netexplorer.graph.network import TemporalNetwork
from netexplorer.graph.states import states_at
from netexplorer.graph.turns import TURNS, Tally, Turn, turns
from netexplorer.scene.frame import Compared, Frame
from netexplorer.scene.tally import ends_of, what_counts
from netexplorer.scene.turns import TURNS_TOLD, counted_turns, turn_names
from netexplorer.session.legend import LegendRow
from netexplorer.session.resolve import Plan
from netexplorer.session.state import ViewState
from netexplorer.session.turned import figures
from netexplorer.session.wording import short_day

if TYPE_CHECKING:
    from netexplorer.session.session import Session

Bools = npt.NDArray[np.bool_]
Int8s = npt.NDArray[np.int8]

ARROW = " → "
SAME_DATE = "Both dates are the same: nothing is compared"
KEPT = 1024


class Told(Struct, frozen=True, eq=False):
    """What a picture of two dates shows of n actors and m relationships.

    Attributes
    ----------
    shown, told : bool (m,)
        Relationships that were there, and not hidden, on one of the dates: those that are drawn; with those of which an
        office tells.
    there, after : bool (n,)
        Actors with something shown, or standing alone; and those with something of the lens left on the later date.
    tally : Tally
        What became of the channels that pass, also of those that are hidden; where none pass, of whatever does.
    """

    compared: Compared
    shown: Bools
    told: Bools
    there: Bools
    after: Bools
    tally: Tally
    date_label: str
    caption: str


def tell(plan: Plan, view: ViewState, now: tuple[int, Int8s], other: tuple[int, Int8s]) -> Told:
    """Compare two instants, each with its states (m,), through the filters of a view; in the order of time."""
    net, facts = plan.net, plan.facts
    (start, before), (end, after) = sorted((now, other), key=lambda each: each[0])
    label = short_day(net, start) + ARROW + short_day(net, end)
    possible = only_possible(net, start, end, before, after)
    vague = possible if possible.any() else None
    two = Compared(start, end, before, after, turns(net, before, after), label, vague)
    told = _shown(plan, two, view)
    shown, by_office = _unfolded(plan, told)
    found = counted_turns(net, plan.mask, two)
    return Told(
        compared=two,
        shown=shown,
        told=told,
        there=ends_of(net, np.flatnonzero(shown)) | by_office | (plan.lonely & plan.actor_ok),
        after=ends_of(net, np.flatnonzero(plan.lens_rels & (after >= 0))) | plan.lonely,
        tally=found,
        date_label=facts.date_label(start) + ARROW + facts.date_label(end),
        caption=figures(net, found, what_counts(net, plan.mask)[1]),
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
    told = tell(plan, view, (frame.t, frame.states), (other, there))
    seen = told.there | plan.selected_actors | ends_of(plan.net, np.flatnonzero(plan.selected_rels))
    end = told.compared.end
    return replace(
        frame,
        shown=told.shown,
        told=told.told,
        actor_shown=seen,
        actor_faint=seen & ~told.after,
        actor_counted=told.there,
        subtitle=frame.subtitle if end == frame.t else plan.facts.subtitles(end),
        date_label=told.date_label,
        caption=told.caption,
        moment=0,
        compared=told.compared,
    )


class Comparer:
    """Compares frame after frame of a session: what does not move meanwhile is worked out once."""

    def __init__(self) -> None:
        self._other: tuple[TemporalNetwork, int, Int8s] | None = None
        self._moments: dict[tuple[Hashable, ...], int] = {}
        self._numbers = count(-1, -1)  # those of frames that are not compared are positive

    def frame(self, session: Session, frame: Frame) -> Frame:
        """The frame of the view as :func:`compared` has it; ``frame`` itself where nothing is compared."""
        view = session.view
        if view.compare is None:
            return frame
        plan = session.plan()
        told = compared(plan, frame, view, self.states(plan.net, view.compare))
        if told.compared is None or not frame.moment:
            return told
        two = told.compared
        vague = b"" if two.possible is None else two.possible.tobytes()
        key = (frame.moment, two.end == frame.t, two.turns.tobytes(), vague, view.hidden_turns, told.subtitle)
        if len(self._moments) > KEPT:
            self._moments.clear()
        return replace(told, moment=self._moments.setdefault(key, next(self._numbers)))

    def knows(self, net: TemporalNetwork, t: int) -> bool:
        """The states at the other date were worked out."""
        return self._other is not None and self._other[0] is net and self._other[1] == t

    def states(self, net: TemporalNetwork, t: int) -> Int8s:
        """The states at the other date, (m,)."""
        if self._other is None or not self.knows(net, t):
            self._other = (net, t, states_at(net, t))
        return self._other[2]


def _shown(plan: Plan, two: Compared, view: ViewState) -> Bools:
    visible = np.append(plan.state_ok, [False, False])  # counted from the end: ended, then not yet
    kept = np.array([turn.id not in view.hidden_turns for turn in TURNS] + [False])  # the last is absent
    shown: Bools = kept[two.turns] & plan.mask
    if not plan.state_ok.all():
        came_and_went = (two.turns == Turn.ENDED) & (two.before < 0)
        shown &= visible[two.before] | visible[two.after] | came_and_went
    selected = np.flatnonzero(plan.selected_rels)
    shown[selected] |= two.turns[selected] != Turn.ABSENT
    return shown


def _unfolded(plan: Plan, shown: Bools) -> tuple[Bools, Bools]:
    """What is drawn, (m,), where holders stand below their offices; the offices that stand for them, (n,)."""
    by_office = np.zeros(len(plan.net.actor_ids), dtype=np.bool_)
    if not len(plan.folded):
        return shown, by_office
    by_office[plan.net.dst[plan.folded[shown[plan.folded]]]] = True
    drawn = shown.copy()
    drawn[plan.folded] = False
    return drawn, by_office & np.isin(np.arange(len(by_office)), plan.facts.holders.offices.institutions)


def turn_rows(session: Session, frame: Frame | None = None) -> tuple[LegendRow, ...]:
    """A row of the legend for whatever may have become of a channel, where two dates are compared; else none.

    What is hidden counts, too. A crowd needs no ``frame`` of the date.
    """
    view, plan = session.view, session.plan()
    if view.compare is None or view.compare == view.t:
        return ()
    told = None if session.stage is None else session.stage.sight(view).told
    if session.stage is None and frame is not None:
        told = tell(plan, view, (view.t, frame.states), (view.compare, states_at(plan.net, view.compare)))
    if told is None:
        return ()
    found, names, hidden = told.tally, turn_names(plan.net), view.hidden_turns
    return tuple(
        LegendRow(
            turn.id, names[turn], int(found.counts[turn]), turn.id in hidden, int(turn), int(found.possible[turn])
        )
        for turn in TURNS_TOLD
        if turn is not Turn.OTHER or found.counts[turn]
    )
