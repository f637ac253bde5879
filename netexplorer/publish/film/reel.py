"""A film that is drawn picture by picture, in whatever order: each depends on nothing but its number.

Between two dates that show different things nothing pops: a picture is the mean of the last half a second, so what is
new comes in and what is gone goes out, and a line that is severed is cut wider from picture to picture.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from itertools import groupby
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace
from PySide6.QtGui import QImage

from netexplorer.graph.dates import Precision
from netexplorer.graph.network import TemporalNetwork
from netexplorer.paint.films import WHOLE, Studio
from netexplorer.paint.fonts import Fonts, gui_application
from netexplorer.paint.lettering import SpriteLettering
from netexplorer.publish.film.captions import shares, spells
from netexplorer.publish.film.options import FilmOptions, checked
from netexplorer.publish.film.page import Page
from netexplorer.publish.film.schedule import fade_weights, standing
from netexplorer.publish.film.script import Script, write_script
from netexplorer.scene.frame import Frame
from netexplorer.scene.linework import looks_in
from netexplorer.scene.primitives import Scene
from netexplorer.scene.style import load_style
from netexplorer.session.crowd import is_crowd
from netexplorer.session.moments import Moments
from netexplorer.session.resolve import make_plan
from netexplorer.session.state import ViewState
from netexplorer.session.still import Still

Xy = npt.NDArray[np.float32]
F32 = npt.NDArray[np.float32]

FADE_S = 0.5
READABLE_S = 0.25  # a day that stands for less is not told
KEPT = 256

T = TypeVar("T")


class Reel:
    """The pictures of a film.

    Parameters
    ----------
    positions : float32 (n, 2)
        Where the layout of the view puts the actors.

    Raises
    ------
    UserError
        No film can be like that; see :func:`netexplorer.publish.film.options.checked`.
    """

    def __init__(self, net: TemporalNetwork, view: ViewState, positions: Xy, options: FilmOptions) -> None:
        self._application = gui_application()
        self.options = options = checked(net, options)
        fonts = Fonts()
        plan = make_plan(net, view, positions)
        style = load_style(options.theme)
        self.page = Page(plan, view.camera, options, style, fonts)
        self._studio = Studio(SpriteLettering(fonts), (options.width, options.height), self.page.scale)
        self._moments = Moments(plan)
        self._still = Still.of(plan, self.page.scale) if is_crowd(net) else None
        self.script: Script = write_script(self._moments, options, is_crowd=self._still is not None)
        self._captions = spells(self.script.happenings, self.script.ticks, options.fps, self.script.haste)
        self._caption_of, self._share_of = shares(self._captions, len(self), options.fps)
        self._stands = standing(self.script.ticks, max(round(READABLE_S * options.fps), 2))
        pictures = 1 if self._still is not None else max(round(FADE_S * options.fps), 1)
        self._weights = fade_weights(pictures, WHOLE)
        self._cut_states = np.array([look.mark == "cross" for look in looks_in(style, net)] + [False, False])
        self._frames: OrderedDict[int, Frame] = OrderedDict()
        self._scenes: OrderedDict[int, Scene] = OrderedDict()
        self._explain()
        self._strip = self.page.strip() if self.page.has_strip else None
        self._strip_image = self._studio.whole(self._strip.scene) if self._strip is not None else None

    def __len__(self) -> int:
        """How many pictures there are."""
        return len(self.script.ticks)

    def number_at(self, t: int) -> int:
        """The picture in which the date ``t`` has come in wholly, or the last."""
        first = int(np.searchsorted(self.script.ticks, t))
        return min(first + len(self._weights) - 1, len(self) - 1)

    def picture(self, number: int) -> QImage:
        """The picture of that number, from 0; an image of its own."""
        image = self._network(number)
        share = float(self._share_of[number]) if self.options.caption else 0.0
        row = int(self._caption_of[number])
        words = self._captions[row].words if row >= 0 else ""
        head = self.page.head(self._frame(number), self.date(number), words, share)
        parts: list[tuple[float, float, QImage | Scene]] = [(0.0, 0.0, head)]
        if self._strip is not None and self._strip_image is not None:
            t = int(self.script.ticks[number])
            top = self.page.area[1]
            parts.append((0.0, top, self._strip_image))
            parts.append((0.0, top, self.page.flag(self._strip, t, self._words(t, Precision.YEAR))))
        self._studio.lay(image, parts)
        return image

    def date(self, number: int) -> str:
        """The date of a picture in words, no preciser than can be read while time passes."""
        t = int(self.script.ticks[number])
        if self._stands[number]:
            return self._moments.plan.facts.date_label(t)
        return self._words(t, self.script.precision)

    def _words(self, t: int, precision: Precision) -> str:
        facts = self._moments.plan.facts
        if not facts.is_dated or facts.net.axis.is_number:
            return facts.date_label(t)
        return facts.net.axis.label(t, max(precision, facts.precision))

    # -- the network

    def _network(self, number: int) -> QImage:
        if self._still is not None:
            return self._studio.whole(self.page.still(self._frame(number), self._still.scene))
        runs = self._runs(number)
        painted = [self._studio.painted(frame.moment, self._scene(frame, cut)) for frame, _, cut in runs]
        return self._studio.mean([(each, weight) for each, (_, weight, _) in zip(painted, runs, strict=True)])

    def _runs(self, number: int) -> list[tuple[Frame, int, F32 | None]]:
        """The moments of the last half a second, how much each is seen, and how far its lines are cut."""
        last = len(self._weights) - 1
        pairs = [(self._frame(max(number - last + k, 0)), weight) for k, weight in enumerate(self._weights)]
        groups = [list(group) for _, group in groupby(pairs, key=lambda pair: pair[0].moment)]
        runs = [(group[-1][0], sum(weight for _, weight in group)) for group in groups]
        severed = [self._cut_states[frame.states] & frame.shown for frame, _ in runs]
        far = np.ones(len(severed[0]), np.float32)
        seen = WHOLE
        for k in range(1, len(runs)):
            seen -= runs[k - 1][1]
            far[severed[k] & ~severed[k - 1]] = seen / WHOLE
        cuts = [far if bool((far[cut] < 1).any()) else None for cut in severed]
        return [(frame, weight, cut) for (frame, weight), cut in zip(runs, cuts, strict=True)]

    def _scene(self, frame: Frame, cut: F32 | None) -> Scene:
        if cut is not None:
            return self.page.still(replace(frame, cut=cut))
        return _kept(self._scenes, frame.moment, lambda: self.page.still(frame))

    def _frame(self, number: int) -> Frame:
        t = int(self.script.ticks[number])
        return _kept(self._frames, t, lambda: self._moments.frame(t))

    def _explain(self) -> None:
        frames = [self._moments.frame(t) for t in self.script.telling]
        if self._still is None:
            self.page.explain(frames)
            return
        fronts = [self._still.front(frame, self.page.viewport) for frame in frames]
        before = [front for front in fronts if front is not None]
        self.page.explain(frames, before or None)


def _kept(known: OrderedDict[int, T], key: int, make: Callable[[], T]) -> T:
    """What is known under a key, made if it is not; the last :data:`KEPT` are."""
    if key not in known:
        known[key] = make()
        if len(known) > KEPT:
            known.popitem(last=False)
    known.move_to_end(key)
    return known[key]
