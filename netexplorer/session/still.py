"""The picture of a large network at one date, drawn from scratch: for exports, which have no picture before it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.graph.adjacency import Adjacency, adjacency
from netexplorer.scene.crowd import compose_crowd, raster_of, sampled_lines
from netexplorer.scene.density.dots import dots_of, stamp_all
from netexplorer.scene.density.picture import drawn
from netexplorer.scene.density.request import Request
from netexplorer.scene.density.shading import Inks
from netexplorer.scene.density.strips import strips
from netexplorer.scene.density.warmth import warm
from netexplorer.scene.frame import Frame
from netexplorer.scene.primitives import Item, Measure, Scene
from netexplorer.scene.spatial import SpatialIndex, spatial_index
from netexplorer.scene.style import Style
from netexplorer.scene.turns import counted_turns
from netexplorer.scene.viewport import Viewport
from netexplorer.session.compared import Told
from netexplorer.session.crowd import Crowd, Foreground, foreground
from netexplorer.session.resolve import Plan
from netexplorer.session.sight import Sight, codes_drawn, hidden_codes, inks_drawn, looks_drawn


class Still(Struct, frozen=True, eq=False):
    """Draws a plan at any date.

    Attributes
    ----------
    px_scale : float
        Pixels of the density for one of the scene.
    """

    plan: Plan
    touching: Adjacency
    index: SpatialIndex
    px_scale: float

    @classmethod
    def of(cls, plan: Plan, px_scale: float) -> Still:
        """Of a plan that was not on a stage before."""
        net = plan.net
        return cls(plan, adjacency(net.src, net.dst, len(net.actor_ids)), spatial_index(plan.xy), px_scale)

    def scene(
        self,
        frame: Frame,
        viewport: Viewport,
        style: Style,
        measure: Measure,
        *,
        with_title: bool = False,
        named: bool = False,
    ) -> Scene:
        """The picture at the date of ``frame``, a frame of the whole plan; the arguments are those of composing it."""
        sight, front = self._sight(frame), self._foreground(viewport)
        behind = () if front.is_all else self._behind(sight, viewport, style)
        part = sight.frame(front, frame.caption)
        return compose_crowd(part, viewport, style, measure, behind, with_title=with_title, named=named)

    def front(self, frame: Frame, viewport: Viewport) -> Frame | None:
        """What :meth:`scene` draws as lines before a density; none where there is no density."""
        front = self._foreground(viewport)
        return None if front.is_all else self._sight(frame).frame(front, "")

    def _sight(self, frame: Frame) -> Sight:
        """What there is to draw at the date of ``frame``, or between the two dates that it compares."""
        crowd, two = Crowd(self.plan, frame.t), frame.compared
        if two is None:
            return Sight(crowd)
        net, after = self.plan.net, frame.actor_shown & ~frame.actor_faint
        counts = counted_turns(net, frame.mask, two)
        words = (frame.date_label, frame.caption)
        told = Told(two, frame.shown, frame.told, frame.actor_counted, after, counts, *words)
        return Sight.of(crowd, told)

    def _foreground(self, viewport: Viewport) -> Foreground:
        return foreground(self.plan, self.touching, self.index, viewport)

    def _behind(self, sight: Sight, viewport: Viewport, style: Style) -> tuple[Item, ...]:
        plan, net, scale, is_compared = self.plan, self.plan.net, self.px_scale, sight.is_compared
        try:
            warm()
        except ImportError:
            looks = looks_drawn(plan, style, is_compared=is_compared)
            return sampled_lines(net, sight.states, sight.lines, plan.xy, viewport, style, looks=looks)
        request = _request(sight, viewport, scale)
        inks, hidden = inks_drawn(plan, style, is_compared=is_compared), hidden_codes(plan, is_compared=is_compared)
        dots = dots_of(net, request.xy, plan.importance, plan.ever_shown, request.size, style, scale)
        image = _pixels(request, _request(sight, viewport, min(scale, 1.0)), inks, hidden)
        stamp_all(image, dots, sight.actors())
        return (raster_of(image, viewport, viewport),)


def _request(sight: Sight, viewport: Viewport, scale: float) -> Request:
    plan, net = sight.crowd.plan, sight.crowd.plan.net
    size = (max(round(viewport.width * scale), 1), max(round(viewport.height * scale), 1))
    xy = viewport.to_px(plan.xy) * np.float32(scale)
    codes = codes_drawn(plan, is_compared=sight.is_compared)
    return Request(net.src, net.dst, xy, size, codes, sight.states, sight.crowd.shown, max(scale, 1.0))


def _pixels(request: Request, screen: Request, inks: Inks, hidden: list[int]) -> npt.NDArray[np.uint32]:
    """The pixels of ``request``, with the curve of the same picture as large as on a ``screen``.

    Memory is that of the pixels and of a strip of counts.
    """
    density = drawn(screen, lambda fraction: None, lambda: False)
    assert density is not None  # nobody cancels it
    curve = density.fit(hidden)
    width, height = request.size
    image = np.empty((height, width), dtype=np.uint32)
    for y, rows in strips(request, inks, curve, lambda: False, hidden=hidden):
        image[y : y + len(rows)] = rows
    return image
