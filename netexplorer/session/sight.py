"""What is drawn of a crowd: how everything stands on one date, or what became of it between two."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from netexplorer.graph.turns import TURNS, Turn
from netexplorer.scene.density.shading import Inks, inks_of
from netexplorer.scene.frame import Compared, Frame
from netexplorer.scene.style import StateLook, Style
from netexplorer.scene.turns import turn_inks, turn_looks
from netexplorer.session.compared import SAME_DATE, Told
from netexplorer.session.crowd import Crowd, Foreground
from netexplorer.session.resolve import Plan

Bools = npt.NDArray[np.bool_]
Int8s = npt.NDArray[np.int8]


class Sight(Struct, frozen=True, eq=False):
    """A crowd, and what there is to tell of two dates, if two are compared.

    ``drawn`` int8 (m,) are then the turns of what is shown and ``ABSENT`` for the rest: what a density draws, as it
    else draws states.
    """

    crowd: Crowd
    told: Told | None = None
    drawn: Int8s | None = None
    is_same_date: bool = False

    @classmethod
    def of(cls, crowd: Crowd, told: Told) -> Sight:
        """Of two dates."""
        return cls(crowd, told, np.where(told.shown, told.compared.turns, np.int8(Turn.ABSENT)))

    @property
    def is_compared(self) -> bool:
        """Two dates are drawn."""
        return self.drawn is not None

    @property
    def states(self) -> Int8s:
        """What is drawn of each relationship, (m,): a code of :meth:`looks`, negative where nothing is."""
        return self.crowd.states if self.drawn is None else self.drawn

    @property
    def lines(self) -> Bools:
        """Which relationships are drawn at all, (m,)."""
        return self.crowd.shown & (self.crowd.visible[self.crowd.states] if self.drawn is None else self.drawn >= 0)

    def some_lines(self, most: int) -> Bools:
        """So many of :attr:`lines`, or nearly, evenly taken, (m,); all are looked at only where hardly any is drawn."""
        tried, m = 8 * most, len(self.states)
        rows = np.arange(0, m, max(m // tried, 1))
        crowd, codes = self.crowd, self.states[rows]
        rows = rows[crowd.shown[rows] & (crowd.visible[codes] if self.drawn is None else codes >= 0)]
        if len(rows) < most // 2 and m > tried:
            return self.lines
        lines: Bools = np.zeros(m, dtype=np.bool_)
        lines[rows] = True
        return lines

    def actors(self) -> Bools:
        """The actors that are drawn, (n,)."""
        plan = self.crowd.plan
        return self.crowd.actors() if self.told is None else self.told.there | plan.selected_actors

    def frame(self, front: Foreground, caption: str) -> Frame:
        """The frame of those in front."""
        if self.told is None:
            return front.frame(self.crowd, SAME_DATE if self.is_same_date else caption)
        return in_front(self.told, front, front.frame(self.crowd, caption))

    def titled(self, frame: Frame) -> Frame:
        """A glance with the words for both dates."""
        if self.told is None:
            return replace(frame, caption=SAME_DATE) if self.is_same_date else frame
        nobody = _part(self.told.compared, np.zeros(0, np.int32))
        return replace(frame, date_label=self.told.date_label, caption=self.told.caption, compared=nobody)


def in_front(told: Told, front: Foreground, frame: Frame) -> Frame:
    """``frame`` of a foreground, told as what became of it between two dates."""
    two = told.compared
    seen = told.there[front.actors] | front.plan.selected_actors
    return replace(
        frame,
        moment=0,
        shown=told.shown[front.rels],
        actor_shown=seen,
        actor_faint=seen & ~told.after[front.actors],
        actor_counted=told.there[front.actors],
        subtitle=frame.subtitle if two.end == frame.t else front.plan.facts.subtitles(two.end),
        date_label=told.date_label,
        caption=told.caption,
        compared=_part(two, front.rels),
    )


def _part(two: Compared, rels: npt.NDArray[np.int32]) -> Compared:
    possible = None if two.possible is None else two.possible[rels]
    return replace(two, before=two.before[rels], after=two.after[rels], turns=two.turns[rels], possible=possible)


def looks_drawn(plan: Plan, style: Style, *, is_compared: bool) -> tuple[StateLook, ...]:
    """The looks of what a density draws."""
    return turn_looks(style) if is_compared else style.state_looks(plan.net)


def inks_drawn(plan: Plan, style: Style, *, is_compared: bool) -> Inks:
    """Its inks."""
    return turn_inks(style) if is_compared else inks_of(plan.net, style)


def codes_drawn(plan: Plan, *, is_compared: bool) -> int:
    """How many codes it draws."""
    return len(TURNS) if is_compared else len(plan.net.states)


def hidden_codes(plan: Plan, *, is_compared: bool) -> list[int]:
    """Which of them a filter hides; of turns nothing is drawn that is hidden."""
    return [] if is_compared else [int(code) for code in np.flatnonzero(~plan.state_ok)]
