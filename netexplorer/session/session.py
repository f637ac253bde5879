"""The one mutable thing: the open dataset, the view of it, and the way back."""

from __future__ import annotations

import enum
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.graph.network import TemporalNetwork
from netexplorer.graph.problems import Problem
from netexplorer.scene.frame import Frame
from netexplorer.scene.spatial import SpatialIndex
from netexplorer.scene.timescale import has_dates
from netexplorer.session import selection, travel
from netexplorer.session.hearing import hear, takes
from netexplorer.session.history import History
from netexplorer.session.moments import Resolver
from netexplorer.session.notices import Notices
from netexplorer.session.outlook import Outlook, stops_of
from netexplorer.session.reading import Ready, Wanted, read, ready, stamp_of
from netexplorer.session.resolve import Plan
from netexplorer.session.span import following
from netexplorer.session.stage import Stage
from netexplorer.session.state import ViewState
from netexplorer.session.validity import fitted

Xy = npt.NDArray[np.float32]
Changed = Callable[[ViewState, ViewState], None]


class FileState(enum.Enum):
    """How the file on disk compares with what was read from it."""

    NONE = "none"  # the dataset did not come from a file
    SAME = "same"
    REPLACED = "replaced"
    VANISHED = "vanished"


class Added(Struct, frozen=True, eq=False):
    """The files that were added to the open one, and what was shown before and after (``additions.py``).

    ``near`` is the file to which they were added; ``left_at`` the view at which the addition after this was taken back.
    ``edits`` says what else was done to the dataset, and ``stamp`` what the file was like when it was read.
    """

    names: tuple[str, ...] = ()
    near: Path | None = None
    is_saved: bool = False
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    left_at: ViewState | None = None
    edits: tuple[str, ...] = ()
    stamp: tuple[int, int] | None = None


class Session:
    """One dataset and what the user is looking at.

    Listeners in ``changed`` are called with the old and the new view, those in ``replaced`` without arguments when a
    new dataset (or a newly read one) has taken the place of the old. ``path`` is absent for a dataset made in memory.
    ``awaits`` says what will take the place of an empty dataset, if something will. With ``waits_for_plans`` a large
    network is seen through the lens and the filters of before until somebody has had :func:`outlook.wanted` worked out
    and calls :meth:`take_outlook`. ``net`` is as those tell it who are heard, ``whole`` the network of everybody;
    ``told`` are some that were heard lately.
    """

    def __init__(
        self,
        net: TemporalNetwork,
        view: ViewState | None = None,
        *,
        path: Path | None = None,
        problems: tuple[Problem, ...] = (),
    ) -> None:
        self.notices = Notices()
        self.changed: list[Changed] = []
        self.replaced: list[Callable[[], None]] = []
        self.waits_for_plans = False
        self._take(ready(net, view, path=path, stamp=stamp_of(path), problems=problems))

    @classmethod
    def open(cls, path: Path, view: ViewState | None = None) -> Session:
        """A session on the file at ``path``.

        Raises
        ------
        UserError
            If the file cannot be read at all.
        """
        return cls.of(read(Wanted(path, view)))

    @classmethod
    def of(cls, made: Ready) -> Session:
        """A session on what was made ready elsewhere."""
        session = cls.__new__(cls)
        session.notices, session.changed, session.replaced = Notices(), [], []
        session.waits_for_plans = False
        session._take(made)
        return session

    def _take(self, made: Ready, added: Added = Added()) -> None:
        self.added = added
        self.net, self.view, self.path = made.net, made.view, made.path
        self.problems = made.problems
        self.report, self.ask, self.is_recalled = made.report, made.ask, made.is_recalled
        self.stage = Stage(made.touching, made.crowd) if made.touching is not None else None
        self.history = History(made.view)
        self._positions: dict[str, Xy] = {}
        plan = made.crowd.plan if made.crowd is not None else None
        self._placeholder = made.nowhere
        self._resolver = Resolver(made.facts, plan)
        self._stops = (plan.mask, made.stops) if plan is not None and made.stops is not None else None
        self._stamp = made.stamp
        self.awaits = ""
        self._lens_ids = made.lens_ids
        self.whole, self.told = made.net.whole or made.net, list[TemporalNetwork]()
        if made.placed is not None:
            self.set_positions(made.view.layout, made.placed.xy, made.placed.index)

    # -- the dataset

    def open_dataset(self, path: Path, view: ViewState | None = None) -> None:
        """Read another dataset in place of the present one, at ``view`` or where it opens.

        Raises
        ------
        UserError
            If the file cannot be read at all; then nothing has changed.
        """
        self.replace(read(Wanted(path, view)))

    def replace(self, made: Ready, added: Added = Added()) -> None:
        """Show another dataset, made ready elsewhere, in place of the present one."""
        self._take(made, added)
        for listener in tuple(self.replaced):
            listener()

    def await_nothing(self) -> None:
        """What was to take the place of the empty dataset will not come."""
        if self.awaits:
            self.awaits = ""
            for listener in tuple(self.replaced):
                listener()

    def again(self) -> Wanted | None:
        """What reading the file again means: the same view as far as its ids still exist; none without a file."""
        return Wanted(self.path, self.view, has_dates(self.net), self.ask) if self.path is not None else None

    def reload(self) -> None:
        """Read the file again and stay at the same view as far as its ids still exist.

        Raises
        ------
        UserError
            If the file cannot be read any more; then nothing has changed.
        """
        if wanted := self.again():
            self.replace(read(wanted))

    def file_state(self) -> FileState:
        """Whether the file was replaced or has vanished since it was read; asks the file system."""
        stamp = stamp_of(self.path)
        if self.path is None or stamp is None:
            return FileState.NONE if self.path is None else FileState.VANISHED
        return FileState.SAME if stamp == self._stamp else FileState.REPLACED

    # -- the view

    def update(self, merge: str = "", **changes: Any) -> None:
        """Change fields of the view, as one undoable step; steps with the same ``merge`` key in a row become one."""
        self._show(msgspec.structs.replace(self.view, **changes), merge)

    def apply_view(self, view: ViewState) -> None:
        """Go to a view that came from elsewhere, leaving out ids that this dataset does not have."""
        self._show(fitted(self.net, view), "")

    def undo(self) -> None:
        """Go back one step."""
        self._announce(self.history.undo())

    def redo(self) -> None:
        """Go forward again one step."""
        self._announce(self.history.redo())

    def end_gesture(self) -> None:
        """The mouse button was released: the next scrub or drag is an undo step of its own."""
        self.history.seal()

    def _show(self, view: ViewState, merge: str) -> None:
        view = following(self.net, self.view, view)
        self.history.push(view, merge)
        self._announce(view)

    def _announce(self, view: ViewState) -> None:
        old, self.view = self.view, view
        if old.testimony != view.testimony:
            hear(self)
        if old != view:
            for listener in tuple(self.changed):
                listener(old, view)

    # -- often asked

    def set_date(self, t: int, merge: str = "") -> None:
        """Go to the instant ``t``, or to the nearer end of the span."""
        self.update(merge, t=travel.clamp(self.net, t))

    def go_to(self, text: str) -> None:
        """Go to a typed date, taken at its earliest instant.

        Raises
        ------
        UserError
            If the text is no date of this dataset's axis.
        """
        tick, doubt = travel.nearest(self.net, text)
        if doubt:
            self.notices.say(doubt)
        self.set_date(tick)

    def select(self, selected: str) -> None:
        """Select ``actor:ID``, ``relationship:ID``, ``event:ID``, or nothing with an empty text."""
        self.update(selected=selected if selection.find(self.net, selected).kind else "")

    def toggle_hidden(self, field: str, ident: str) -> None:
        """Hide or show one entry of the legend; ``field`` is ``states``, ``sides``, ``kinds`` or ``families``."""
        hidden = set(self.hidden(field))
        self.update("", **_hiding(field, tuple(sorted(hidden ^ {ident}))))

    def show_only(self, field: str, ident: str, all_ids: tuple[str, ...]) -> None:
        """Hide every entry of the legend but one; a second time shows all again."""
        others = tuple(sorted(set(all_ids) - {ident}))
        self.update("", **_hiding(field, () if self.hidden(field) == others else others))

    def hidden(self, field: str) -> tuple[str, ...]:
        """The hidden ids of one part of the legend."""
        ids: tuple[str, ...] = getattr(self.view, f"hidden_{field}")
        return ids

    def pin(self, actor: int, x: float, y: float) -> None:
        """Keep the actor in row ``actor`` at a point of the plane, in world units; one drag is one step."""
        ident = self.net.actor_ids[actor]
        others = tuple(pin for pin in self.view.pins if pin[0] != ident)
        self.update(f"drag:{ident}", pins=(*others, (ident, float(x), float(y))))

    def unpin(self, actor: int) -> None:
        """Give the actor in row ``actor`` back to the layout."""
        ident = self.net.actor_ids[actor]
        self.update(pins=tuple(pin for pin in self.view.pins if pin[0] != ident))

    # -- what follows from dataset and view

    def positions(self) -> Xy:
        """Where the actors are without pins, float32 (n, 2): the layout of the view, or a circle until it is known."""
        return self._positions.get(self.view.layout, self._placeholder)

    def has_positions(self, layout: str = "") -> bool:
        """Whether the positions of a layout (of the view's, when not named) have been worked out."""
        return (layout or self.view.layout) in self._positions

    def set_positions(self, layout: str, xy: Xy, index: SpatialIndex | None = None) -> None:
        """Keep the positions that a layout has found; the caller draws again.

        Those that come with their ``index``, where the network is large, are float32 and are not copied.
        """
        fixed = np.array(xy, dtype=np.float32, copy=True) if index is None else xy
        fixed.flags.writeable = False
        self._positions[layout] = fixed
        if self.stage is not None and index is not None:
            self.stage.know(index)

    def plan(self) -> Plan:
        """What the view says regardless of the date."""
        if self.stage is not None and self.waits_for_plans:
            return self._resolver.known(self.net, self.view, self.positions())
        return self._resolver.plan(self.net, self.view, self.positions())

    def take_outlook(self, answer: Outlook) -> None:
        """Go on with what was worked out, unless another dataset has come meanwhile."""
        if self.stage is not None and takes(self, answer):
            self._resolver.take(answer.plan)
            self.stage.follow(self.plan(), self.view.t, answer.count)
            self._stops = (answer.plan.mask, answer.stops)

    def frame(self, t: int | None = None) -> Frame:
        """What is true and shown now, or would be at the instant ``t``."""
        return self._resolver.frame(self.net, self.view, self.positions(), t)

    def glance(self) -> Frame:
        """The date, the title and the caption now; everything else, too, where that costs little."""
        if self.stage is None:
            return self.frame()
        self.stage.follow(self.plan(), self.view.t)
        return self.stage.glance()

    def stops(self) -> travel.Ticks:
        """The instants at which a shown channel changes (any shown relationship when there is no channel)."""
        plan = self.plan()
        if self._stops is None or self._stops[0] is not plan.mask:
            self._stops = (plan.mask, stops_of(plan))
        return self._stops[1]

    def lens_ids(self) -> tuple[str, ...]:
        """The lenses of the dataset; the empty id, all of it, stands last unless a lens already shows everything."""
        return self._lens_ids


def _hiding(field: str, ids: tuple[str, ...]) -> dict[str, Any]:
    return {f"hidden_{field}": ids}
