"""The picture of a large network at one date, drawn from scratch: for exports, which have no picture before it."""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from netexplorer.graph.adjacency import Adjacency, adjacency
from netexplorer.scene.crowd import compose_crowd, raster_of, sampled_lines
from netexplorer.scene.density.dots import dots_of, stamp
from netexplorer.scene.density.picture import drawn
from netexplorer.scene.density.request import Request
from netexplorer.scene.density.shading import inks_of
from netexplorer.scene.density.warmth import warm
from netexplorer.scene.frame import Frame
from netexplorer.scene.primitives import Item, Measure, Scene
from netexplorer.scene.spatial import SpatialIndex, spatial_index
from netexplorer.scene.style import Style
from netexplorer.scene.viewport import Viewport
from netexplorer.session.crowd import Crowd, foreground
from netexplorer.session.resolve import Plan


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
        crowd = Crowd(self.plan, frame.t)
        front = foreground(self.plan, self.touching, self.index, viewport)
        behind = () if front.is_all else self._behind(crowd, viewport, style)
        part = front.frame(crowd, frame.caption)
        return compose_crowd(part, viewport, style, measure, behind, with_title=with_title, named=named)

    def _behind(self, crowd: Crowd, viewport: Viewport, style: Style) -> tuple[Item, ...]:
        plan, net, scale = self.plan, self.plan.net, self.px_scale
        try:
            warm()
        except ImportError:
            shown = crowd.shown & crowd.visible[crowd.states]
            return sampled_lines(net, crowd.states, shown, plan.xy, viewport, style)
        size = (max(round(viewport.width * scale), 1), max(round(viewport.height * scale), 1))
        xy = viewport.to_px(plan.xy) * np.float32(scale)
        request = Request(net.src, net.dst, xy, size, len(net.states), crowd.states, crowd.shown, max(scale, 1.0))
        density = drawn(request, lambda fraction: None, lambda: False)
        assert density is not None  # nobody cancels it
        hidden = [int(code) for code in np.flatnonzero(~plan.state_ok)]
        density.ink(inks_of(net, style), density.fit(hidden), hidden)
        dots = dots_of(net, xy, plan.importance, plan.ever_shown, size, style)
        stamp(density, dots, crowd.actors(), density.shade())
        return (raster_of(density.image, viewport, viewport),)
