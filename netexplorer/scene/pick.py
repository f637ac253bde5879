"""What lies under a point of the picture, by the same geometry that drew it."""

from __future__ import annotations

import numpy as np

from netexplorer.scene.edges import distances
from netexplorer.scene.frame import Frame, Hover
from netexplorer.scene.linework import drawn_lines
from netexplorer.scene.nodes import nodes
from netexplorer.scene.viewport import Viewport

ACTOR_REACH_PX = 4.0
LINE_REACH_PX = 6.0


def pick(frame: Frame, viewport: Viewport, x_px: float, y_px: float) -> Hover:
    """The actor within reach of a point, else the nearest relationship within reach, else nothing.

    Actors count as if they were a little larger than drawn; of several the nearest wins, so that two that overlap can
    both be reached.
    """
    seen = nodes(frame, viewport)
    with np.errstate(invalid="ignore", over="ignore"):
        off = np.hypot(seen.xy[:, 0] - x_px, seen.xy[:, 1] - y_px)
        hit = np.flatnonzero(seen.shown & (off <= seen.radius + ACTOR_REACH_PX))
    if len(hit):
        return Hover(actor=int(hit[off[hit].argmin()]))
    drawn = drawn_lines(frame, seen)
    box = drawn.xy.reshape(-1, 3, 2)
    low, high = box.min(axis=1) - LINE_REACH_PX, box.max(axis=1) + LINE_REACH_PX
    near = np.flatnonzero(((low <= [x_px, y_px]) & (high >= [x_px, y_px])).all(axis=1))
    away = distances(drawn.xy[near], x_px, y_px)
    if not len(near) or away.min() > LINE_REACH_PX:
        return Hover()
    return Hover(rel=int(drawn.rows[near[away.argmin()]]))
