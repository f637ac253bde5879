"""Density on the canvas: drawn anew in the background, kept up to date while time moves."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from msgspec.structs import replace
from PySide6.QtCore import QObject, QRectF, QTimer
from PySide6.QtGui import QRegion

from netexplorer.graph.network import Int8s
from netexplorer.scene.crowd import compose_behind, raster_of, sampled_lines, seen_from
from netexplorer.scene.density.counts import around
from netexplorer.scene.density.dots import soil, stamp
from netexplorer.scene.density.keyframes import Keyframes, jump
from netexplorer.scene.density.picture import Density, Image
from netexplorer.scene.density.shading import Curve, eased
from netexplorer.scene.frame import Frame, Hover
from netexplorer.scene.pick import pick
from netexplorer.scene.primitives import Item, Scene
from netexplorer.scene.style import Style
from netexplorer.scene.viewport import Viewport
from netexplorer.session.crowd import Crowd, Foreground, Int32s
from netexplorer.session.jobs import Jobs
from netexplorer.session.resolve import Plan
from netexplorer.session.sight import Sight, looks_drawn
from netexplorer.session.stage import Stage
from netexplorer.ui.crowdwork import Asked, Drawn, dots_for, hidden_for, inks_for, roughly, work, work_frames
from netexplorer.ui.kit import Kit, Reasons
from netexplorer.ui.scenes import Fronts

JOB, FRAMES_JOB = "density", "keyframes"
REACH_PX = 7.0  # how near a pointer has to come to an actor of the crowd
SETTLED_MS = 350  # time has stood still for so long: the curve may follow what the density has become
STILL_MS = 250  # the view of the plane has not moved for so long: names find new places, if not with the density before
MOST_AT_ONCE = 50_000  # lines that are drawn while the window waits: as many as a jump between two keyframes
WAITING_LINES = 500  # of the sample that stands in for the density: painted with every step until it comes
REFIT_SHARE, REFIT_FROM = 0.5, 0.06  # of the way in one go; opacities that differ less are left alone


def _same_places(one: Plan, other: Plan) -> bool:
    return one.positions is other.positions and one.view.pins == other.view.pins


def _will_do(asked: Asked, plan: Plan, viewport: Viewport, ratio: float, *, is_compared: bool) -> bool:
    is_seen_alike = asked.viewport == viewport and asked.ratio == ratio and asked.is_compared == is_compared
    return is_seen_alike and _same_places(asked.placed, plan)


def _look_same(one: Plan, other: Plan) -> bool:
    """Whether lines and actors are drawn in the same way, wherever they are and whoever is selected."""
    arrays = ((one.state_ok, other.state_ok), (one.importance, other.importance), (one.ever_shown, other.ever_shown))
    return one is other or all(a is b or np.array_equal(a, b) for a, b in arrays)


def _are_far(states: Int8s, others: Int8s) -> bool:
    return int(np.count_nonzero(states != others)) > MOST_AT_ONCE


def _is_far(crowd: Crowd, now: Sight, density: Density, frames: Keyframes | None) -> bool:
    """Whether so many lines are others that drawing them here would make the window deaf."""
    shown = density.shown
    hidden = 0 if shown is None or shown is crowd.shown else int(np.count_nonzero(shown != crowd.shown))
    if hidden > MOST_AT_ONCE:
        return True
    if frames is not None and frames.frames and frames.fit(density) and not hidden:
        return False
    return hidden + int(np.count_nonzero(density.states != now.states)) > MOST_AT_ONCE


def _sample(now: Sight, viewport: Viewport, style: Style) -> tuple[Item, ...]:
    plan = now.crowd.plan
    looks = looks_drawn(plan, style, is_compared=now.is_compared)
    lines = now.some_lines(2 * WAITING_LINES)
    return sampled_lines(plan.net, now.states, lines, plan.xy, viewport, style, most=WAITING_LINES, looks=looks)


class CrowdView(QObject):
    """The picture of a session's stage for one canvas.

    While a density is drawn for another view of the plane, the last one is shown moved and scaled; before there is any,
    a sample of the lines.

    Parameters
    ----------
    redraw : callable
        Something is different.
    """

    def __init__(self, kit: Kit, stage: Stage, jobs: Jobs, redraw: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._kit = kit
        self.stage = stage
        self._jobs = jobs
        self._redraw = redraw
        self._drawn: Drawn | None = None
        self._frames: Keyframes | None = None
        self._wanted: Asked | None = None
        self._rough: tuple[Asked, Image] | None = None  # of what is wanted, if it is far from what is drawn
        self._fronts = Fronts(kit)
        self._front: Foreground | None = None
        self._frame: Frame | None = None
        self._viewport: Viewport | None = None  # of the front
        self._is_behind = False  # the density, in time
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settled.timeout.connect(self._settle)
        self._still = QTimer(self, singleShot=True, interval=STILL_MS)
        self._still.timeout.connect(redraw)

    def close(self) -> None:
        """Another dataset takes its place."""
        self._settled.stop()
        self._still.stop()
        self._jobs.cancel(JOB)
        self._jobs.cancel(FRAMES_JOB)
        self.deleteLater()

    # -- following the session

    def apply(self, reasons: Reasons) -> QRegion | None:
        """The view of the session is another: the part of the density that differs, or none if it may be all."""
        session = self._kit.session
        self.stage.follow(session.plan(), session.view.t)
        self._is_behind = True
        if self._front is None or self._front.is_all:
            return None
        dirty = self._catch_up()
        return dirty if reasons == {"date"} else None

    def _catch_up(self) -> QRegion | None:
        """Bring the density to the crowd's date, filters and theme; where it differs, if that can be told."""
        made, crowd, style = self._drawn, self.stage.crowd, self._kit.style
        self._is_behind = False
        if made is None or made.asked.plan.net is not crowd.plan.net:
            return None
        density, frames, now = made.density, self._frames, self._sight
        if now.is_compared != made.asked.is_compared or _is_far(crowd, now, density, frames):
            seen = self._wanted or made.asked
            self._ask(seen.viewport, seen.ratio, anew=True)
            return None if self._rough else QRegion()  # until it comes, what there is stays
        self._rough = None
        density.show(crowd.shown)
        if frames is not None and frames.fit(density):
            jump(density, frames, crowd.t, crowd.states)
        else:
            density.go(now.states)
        self._settled.start()
        if made.asked.style is not style or not _look_same(made.asked.plan, crowd.plan):
            self._ink(made.curve)
        return self._shade()

    def _shade(self) -> QRegion | None:
        """Shade what was drawn into, and stamp the actors there; where, if the picture is seen as it was drawn."""
        made, actors = self._drawn, self._sight.actors()
        if made is None:
            return None
        soil(made.density, made.dots, np.flatnonzero(actors != made.actors).astype(np.int32))
        touched = made.density.shade()
        stamp(made.density, made.dots, actors, touched)
        self._drawn = replace(made, actors=actors)
        if made.asked.viewport != self._viewport:
            return None
        box = around(touched, made.density.size)
        return QRegion(QRectF(*(edge / made.asked.ratio for edge in box)).toAlignedRect()) if box else QRegion()

    def _ink(self, curve: Curve) -> None:
        """Use a curve, the theme and the hidden states of now."""
        made, plan, style = self._drawn, self.stage.crowd.plan, self._kit.style
        if made is not None:
            asked = replace(made.asked, plan=plan, style=style)
            made.density.ink(inks_for(asked), curve, hidden_for(asked))
            self._drawn = replace(made, asked=asked, curve=curve, dots=dots_for(asked, made.density.request))

    def _settle(self) -> None:
        """Time has stood still for a while: let the curve follow, and make ready for jumps."""
        made, frames = self._drawn, self._frames
        if made is None:
            return
        self._fit_again()
        under_way = {job.kind for job in self._jobs.running}
        if (
            FRAMES_JOB not in under_way
            and not made.asked.is_compared
            and (frames is None or not frames.fit(made.density))
        ):
            asked = (made.density.now(), self.stage.crowd.plan.net.transitions)
            self._jobs.submit(FRAMES_JOB, asked, work_frames, self._frames_arrived)

    def _frames_arrived(self, frames: Keyframes | None) -> None:
        self._frames = frames

    def _fit_again(self) -> None:
        made = self._drawn
        if made is None:
            return
        wanted = made.density.fit(hidden_for(made.asked))
        if float(np.abs(wanted.opacity - made.curve.opacity).max()) < REFIT_FROM:
            return
        self._ink(eased(made.curve, wanted, REFIT_SHARE))
        self._shade()
        self._redraw()
        self._settled.start()

    def _ask(self, viewport: Viewport, ratio: float, *, anew: bool = False) -> None:
        """Have a density drawn for a view of the plane, unless it is under way, or there is one and it will do.

        ``anew`` says that what there is will not do; what is under way does if it is drawn for a date near by.
        """
        crowd, style, sight = self.stage.crowd, self._kit.style, self._sight
        under_way = self._wanted
        if under_way and anew and _are_far(under_way.states, sight.states):
            under_way = None
        for known in (under_way, self._drawn.asked if self._drawn and not anew else None):
            if known and _will_do(known, crowd.plan, viewport, ratio, is_compared=sight.is_compared):
                return
        plan, now = crowd.plan, (sight.states.copy(), crowd.shown, sight.actors(), sight.is_compared)
        self._wanted = asked = Asked(plan, plan, viewport, ratio, style, *now)
        self._jobs.cancel(FRAMES_JOB)
        self._jobs.cancel(JOB)
        if anew and self._drawn is not None:
            image = roughly(self._drawn, asked)
            self._rough = None if image is None else (asked, image)
        self._jobs.submit(JOB, asked, work, self._arrived, self._failed)

    def _arrived(self, answer: Drawn | None) -> None:
        self._wanted = self._rough = None
        if answer is not None:
            self._drawn, self._frames = answer, None
            self._catch_up()
            self._redraw()

    def _failed(self, fault: Exception) -> None:
        if not isinstance(fault, ImportError):
            raise fault
        # Without a compiler the sample of lines stays; `_wanted` stays, too, so that nobody asks again.

    # -- the picture

    def compose(self, viewport: Viewport, ratio: float) -> Scene:
        """Those in front, without a title; the ground is :meth:`under` them, unless they are everything."""
        kit, stage = self._kit, self.stage
        self._front = front = stage.front(viewport, kit.lit.now)
        self._frame = self._sight.frame(front, stage.caption())
        self._viewport = viewport
        if front.is_all:
            return self._fronts.of(front, self._frame, viewport)
        if self._drawn is None and self._wanted is None:  # the first: whoever loads the compiler waits for it
            QTimer.singleShot(0, self, lambda: self._ask(viewport, ratio))
        else:
            self._ask(viewport, ratio)
        return self._fronts.of(front, self._frame, viewport)

    def glide(self, viewport: Viewport, ratio: float) -> bool:
        """Another part of the plane is seen: whether what there is may be shown moved until it is drawn anew."""
        if self._front is None or self._front.is_all:
            return False
        self._ask(viewport, ratio)
        self._still.start()
        return True

    def shift(self, viewport: Viewport) -> tuple[float, float, float, float] | None:
        """Where what :meth:`compose` gave lies in another view of the plane; none if it need not move."""
        if self._front is None or self._front.is_all or self._viewport is None or self._viewport == viewport:
            return None
        return seen_from(self._viewport, viewport)

    def under(self, viewport: Viewport) -> Scene | None:
        """What lies behind what :meth:`compose` gave; nothing when that was everything."""
        if self._front is None or self._frame is None or self._front.is_all:
            return None
        if self._is_behind:
            self._catch_up()
        hover = self._front.hover(self._kit.lit.now)
        return compose_behind(self._frame, viewport, self._kit.style, self._behind(viewport), hover=hover)

    def _behind(self, viewport: Viewport) -> tuple[Item, ...]:
        made, crowd, kit = self._drawn, self.stage.crowd, self._kit
        if self._rough is not None and self._rough[0].plan.net is crowd.plan.net:
            return (raster_of(self._rough[1], self._rough[0].viewport, viewport),)
        if made is not None and made.asked.plan.net is crowd.plan.net:
            return (raster_of(made.density.image, made.asked.viewport, viewport),)
        return _sample(self._sight, viewport, kit.style)

    @property
    def _sight(self) -> Sight:
        return self.stage.sight(self._kit.session.view)

    @property
    def frame(self) -> Frame | None:
        """The frame of those in front, as it was last drawn."""
        return self._frame

    def counted(self) -> str:
        """How much there is, in words."""
        crowd = self.stage.crowd
        actors, lines = int(np.count_nonzero(crowd.actors())), int(crowd.alive.sum()) // 2
        return f"{actors} actors, {lines} relationships"

    @property
    def is_density(self) -> bool:
        """What was composed last stands before a density."""
        return self._front is not None and not self._front.is_all

    def rows_in_front(self) -> Int32s:
        """The rows of the whole network of those in :attr:`frame`."""
        return self._front.actors if self._front is not None else np.zeros(0, dtype=np.int32)

    def in_front(self, hover: Hover) -> Hover:
        """Rows of the whole network as rows of :attr:`frame`; nothing where it is not there."""
        return self._front.hover(hover) if self._front is not None else Hover()

    # -- the pointer

    def hit(self, viewport: Viewport, x_px: float, y_px: float) -> Hover:
        """What is under a point, as rows of the whole network: those in front first."""
        if self._front is None or self._frame is None:
            return Hover()
        found = pick(self._frame, viewport, x_px, y_px)
        if found != Hover() or self._front.is_all:
            return self._front.hover_of_whole(found)
        return Hover(actor=self.stage.hit(viewport, x_px, y_px, REACH_PX))
