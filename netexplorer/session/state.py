"""What the user is looking at, as one frozen value. Undo is an older one, saving is its JSON."""

from __future__ import annotations

from typing import Literal

import msgspec

from netexplorer.graph.testimony import EVERYBODY, Testimony
from netexplorer.scene.lanetable import LaneFilter, LaneOrder

Page = Literal["network", "channels", "table", "sheet"]
SheetBy = Literal["step", "changes", "typed"]


class Camera(msgspec.Struct, frozen=True):
    """The world point in the middle of the canvas and the pixels per world unit."""

    x: float
    y: float
    scale: float


class Lock(msgspec.Struct, frozen=True):
    """How far the other date of a comparison keeps before the one shown: so many years, months or ticks."""

    unit: Literal["year", "month", "tick"]
    count: int


class SheetDates(msgspec.Struct, frozen=True, omit_defaults=True):
    """At which dates the cells of a sheet stand.

    ``by`` step: every ``step`` (``5y``, ``6m``, ``10d``, on a number axis ``25``; empty: one that suits the span) from
    the tick ``start`` to the tick ``end``, the ends of the dataset where they are absent. By changes: at every change
    of the relationship ``rel`` between them, of the selected one where that is empty. Typed: at the ticks ``dates``.
    With ``emphasis`` what changed since the cell before stands out.
    """

    by: SheetBy = "step"
    step: str = ""
    rel: str = ""
    dates: tuple[int, ...] = ()
    start: int | None = None
    end: int | None = None
    emphasis: bool = True


class ViewState(msgspec.Struct, frozen=True, omit_defaults=True):
    """Everything that decides what is shown, and nothing that does not.

    ``t`` is a tick of the dataset's time axis. Ids stand for themselves, so a view survives an edited dataset.
    ``selected`` is ``"actor:ID"``, ``"relationship:ID"``, ``"event:ID"`` or empty. ``camera`` absent means: fit.
    ``lanes_by`` and ``lanes_of`` say how the lanes of the channels stand, and which of them. ``compare`` is the tick of
    another date, with which the one at ``t`` is compared; with ``compare_lock`` it follows ``t``. ``hidden_turns`` are
    names of :class:`netexplorer.graph.turns.Turn` in small letters. ``testimony`` says whose word counts.
    With ``holders`` those who hold an office stand as actors of their own, otherwise below its name.
    ``sheet`` says at which dates the cells of the page of small multiples stand.
    """

    t: int
    lens: str = ""
    hidden_states: tuple[str, ...] = ()
    hidden_sides: tuple[str, ...] = ()
    hidden_kinds: tuple[str, ...] = ()
    hidden_families: tuple[str, ...] = ()
    ghosts: bool = True
    layout: str = "sides"
    pins: tuple[tuple[str, float, float], ...] = ()
    selected: str = ""
    page: Page = "network"
    camera: Camera | None = None
    span: tuple[int, int] | None = None
    lanes_by: LaneOrder = "file"
    lanes_of: LaneFilter = LaneFilter()
    compare: int | None = None
    compare_lock: Lock | None = None
    hidden_turns: tuple[str, ...] = ()
    testimony: Testimony = EVERYBODY
    holders: bool = False
    sheet: SheetDates = SheetDates()
