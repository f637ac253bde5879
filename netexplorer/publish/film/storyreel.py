"""A story as a film: each step stands until it is read, and camera and date glide from one to the next.

As in :mod:`netexplorer.publish.film.reel`, a picture depends on nothing but its number. Each step has a plan and a page
of its own, as it has its own lens, selection and filters; those of the step before fade out at the start of the way.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from itertools import accumulate

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtGui import QImage

from netexplorer.graph.dates import Precision
from netexplorer.graph.network import TemporalNetwork
from netexplorer.paint.films import WHOLE, Painted, Studio
from netexplorer.paint.fonts import Fonts, gui_application
from netexplorer.paint.lettering import SpriteLettering
from netexplorer.publish.film.options import FilmOptions, checked
from netexplorer.publish.film.page import GAP, Page, Strip
from netexplorer.publish.film.reel import Reel
from netexplorer.publish.film.script import pictures_in
from netexplorer.publish.film.storywords import head, reading_s, words_of
from netexplorer.scene.compose import compose_network
from netexplorer.scene.frame import Frame
from netexplorer.scene.primitives import Scene
from netexplorer.scene.style import load_style
from netexplorer.scene.viewport import Viewport
from netexplorer.session.compared import compared
from netexplorer.session.crowd import is_crowd
from netexplorer.session.dwelling import HOLD_S
from netexplorer.session.facts import gather
from netexplorer.session.remembered import positions as remembered
from netexplorer.session.resolve import Plan, frame_at, make_plan
from netexplorer.session.state import Camera, ViewState
from netexplorer.session.still import Still
from netexplorer.session.story import ToldStep, find_story, tell
from netexplorer.session.telling import GLIDE_S, RUN_S, Passage, passage

FADE_S = 0.4
KEPT, SAMPLES = 4, 5

Xy = npt.NDArray[np.float32]


class Leg(Struct, frozen=True, eq=False):
    """A step that can be drawn: its plan, its page, what draws a crowd, and the still part of its strip of time."""

    plan: Plan
    page: Page
    still: Still | None
    strip: Strip | None
    strip_image: QImage | None

    @property
    def camera(self) -> Camera:
        """What is seen when the step has come to rest."""
        seen = self.page.viewport
        return Camera(seen.x, seen.y, seen.scale)

    def frame(self, view: ViewState) -> Frame:
        """What is shown on the way to the step or at it."""
        return compared(self.plan, frame_at(self.plan, view.t), view)

    def scene(self, view: ViewState, page: Page | None = None) -> Scene:
        """The network, seen by the camera of ``view``, and the key of this or of another page."""
        camera, rests = view.camera or self.camera, self.page.viewport
        seen = Viewport(camera.x, camera.y, camera.scale, rests.width, rests.height)
        draw = self.still.scene if self.still is not None else compose_network
        return (page or self.page).still(self.frame(view), draw, seen)


class StoryReel:
    """The pictures of a film of a story.

    Raises
    ------
    UserError
        There is no such story, or no film can be like that.
    """

    def __init__(self, net: TemporalNetwork, options: FilmOptions) -> None:
        self._application = gui_application()
        self.options = options = checked(net, options)
        self._net, self._facts, self._style, self._fonts = net, gather(net), load_style(options.theme), Fonts()
        self.steps: tuple[ToldStep, ...] = tell(net, find_story(net, options.story)).steps
        self._legs: OrderedDict[int, Leg] = OrderedDict()
        self._places: dict[str, Xy] = {}
        self._rest: tuple[int, QImage] | None = None
        bare = Page(self._plan(0), None, options, self._style, self._fonts)
        room = (bare.area[0] - 2 * GAP, bare.area[1])
        self._words = [words_of(step, *room, self._fonts) for step in self.steps]
        self._band = max(words.bottom for words in self._words) if options.caption else 0.0
        self._studio = Studio(SpriteLettering(self._fonts), (options.width, options.height), bare.scale)
        stays = [max(reading_s(each), RUN_S + HOLD_S if each.begins != each.view.t else 0.0) for each in self.steps]
        # the first step is there at once: its way is over before the film begins
        self._begin = list(accumulate((GLIDE_S + stay for stay in stays), initial=-GLIDE_S))
        self.needed_s = self._begin.pop()
        self._count = pictures_in(options.seconds or self.needed_s, options)

    def __len__(self) -> int:
        """How many pictures there are."""
        return self._count

    def number_at(self, t: int) -> int:
        """The picture in which the first step that ends at ``t`` or later is there, or the last step."""
        row = next((k for k, step in enumerate(self.steps) if step.view.t >= t), len(self.steps) - 1)
        at = (self._begin[row] + GLIDE_S) / self.needed_s * self._count
        return min(int(np.ceil(at)), self._count - 1)

    def date(self, number: int) -> str:
        """The date of a picture in words, no preciser than can be read while time passes."""
        row, seconds = self._place(number)
        way = self._way(row)
        return self._date(self._leg(row), way.at(seconds), is_there=seconds >= way.seconds)

    def picture(self, number: int) -> QImage:
        """The picture of that number, from 0; an image of its own. While a step stands it is drawn once."""
        row, seconds = self._place(number)
        if seconds < self._way(row).seconds:
            return self._drawn(row, seconds)
        if self._rest is None or self._rest[0] != row:
            self._rest = row, self._drawn(row, seconds)
        return self._rest[1].copy()

    def _drawn(self, row: int, seconds: float) -> QImage:
        leg, way = self._leg(row), self._way(row)
        view = way.at(seconds)
        image = self._network(row, seconds, view)
        date = self._date(leg, view, is_there=seconds >= way.seconds)
        said, share = row, 1.0
        if row and seconds < GLIDE_S:
            is_before = seconds < GLIDE_S / 2
            said = row - 1 if is_before else row
            share = max(1.0 - (seconds if is_before else GLIDE_S - seconds) / FADE_S, 0.0)
        words = self._words[said] if self.options.caption else None
        parts: list[tuple[float, float, QImage | Scene]] = [
            (0.0, 0.0, head(leg.page, leg.frame(view), date, words, share))
        ]
        if leg.strip is not None and leg.strip_image is not None:
            top, flag = leg.page.area[1], self._words_of(leg.plan, view.t, Precision.YEAR)
            parts += [(0.0, top, leg.strip_image), (0.0, top, leg.page.flag(leg.strip, view.t, flag))]
        self._studio.lay(image, parts)
        return image

    def _place(self, number: int) -> tuple[int, float]:
        """Which step a picture belongs to, and how many seconds after the way to it began."""
        now = number * self.needed_s / self._count
        row = bisect_right(self._begin, now) - 1
        return row, now - self._begin[row]

    def _date(self, leg: Leg, view: ViewState, *, is_there: bool) -> str:
        if view.compare is not None:
            return leg.frame(view).date_label
        return leg.plan.facts.date_label(view.t) if is_there else self._words_of(leg.plan, view.t, Precision.MONTH)

    def _words_of(self, plan: Plan, t: int, precision: Precision) -> str:
        facts, axis = plan.facts, self._net.axis
        if not facts.is_dated or axis.is_number:
            return facts.date_label(t)
        return axis.label(t, max(precision, facts.precision))

    # -- the network

    def _network(self, row: int, seconds: float, view: ViewState) -> QImage:
        """The network of a step, into which that of the step before fades."""
        scene = self._leg(row).scene(view)
        now = Painted(scene, self._studio.whole(scene))
        weight = round(min(seconds / FADE_S, 1.0) * WHOLE)
        if not row or weight == WHOLE:
            return now.image
        former = replace(self.steps[row - 1].view, t=view.t, camera=view.camera)
        before = self._leg(row - 1).scene(former, self._leg(row).page)  # two keys one over the other are not read
        return self._studio.mean([(Painted(before, self._studio.whole(before)), WHOLE - weight), (now, weight)])

    def _way(self, row: int) -> Passage:
        """The way to a step; the first one is there from the beginning."""
        step, leg = self.steps[row], self._leg(row)
        rests = replace(step.view, camera=leg.camera)
        if not row:
            return passage(replace(rests, t=step.begins), step, rests, leg.camera, leg.camera)
        return passage(self.steps[row - 1].view, step, rests, self._leg(row - 1).camera, leg.camera)

    def _plan(self, row: int) -> Plan:
        view = self.steps[row].view
        if view.layout not in self._places:
            self._places[view.layout] = remembered(self._net, view.layout)
        return make_plan(self._net, view, self._places[view.layout], self._facts)

    def _leg(self, row: int) -> Leg:
        if row not in self._legs:
            self._legs[row] = self._made(row)
            if len(self._legs) > KEPT:
                self._legs.popitem(last=False)
        self._legs.move_to_end(row)
        return self._legs[row]

    def _made(self, row: int) -> Leg:
        plan, step = self._plan(row), self.steps[row]
        page = Page(plan, step.view.camera, self.options, self._style, self._fonts, band=self._band)
        still = Still.of(plan, page.scale) if is_crowd(self._net) else None
        strip = page.strip() if page.has_strip else None
        leg = Leg(plan, page, still, strip, self._studio.whole(strip.scene) if strip is not None else None)
        starts = self.steps[row - 1].view.t if row else step.begins
        spans = (starts, step.begins), (step.begins, step.view.t)
        ticks = {start + (end - start) * k // SAMPLES for start, end in spans for k in range(SAMPLES + 1)}
        frames = [leg.frame(replace(step.view, t=t)) for t in sorted(ticks)]
        fronts = [still.front(frame, page.viewport) for frame in frames] if still is not None else []
        page.explain(frames, [front for front in fronts if front is not None] or None)
        return leg


AnyReel = Reel | StoryReel


def reel_of(net: TemporalNetwork, view: ViewState, positions: Xy, options: FilmOptions) -> AnyReel:
    """The film of these wishes; a story brings its own views and the places of their layouts.

    Raises
    ------
    UserError
        No film can be like that.
    """
    return StoryReel(net, options) if options.pace == "story" else Reel(net, view, positions, options)
