"""From the plane of the layout to the pixels of a picture and back."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from msgspec import Struct

F32 = npt.NDArray[np.float32]

MIN_SCALE, MAX_SCALE = 0.0005, 8.0
LEAST_FITTED = 1e-9  # a layout on its way may be very wide
MANY, STRAY = 2_000, 0.001  # positions of which so large a share on each side may lie in the margins


class Viewport(Struct, frozen=True):
    """Which part of the plane is seen: the world point in the middle, pixels per world unit, the size in pixels."""

    x: float
    y: float
    scale: float
    width: float
    height: float

    def to_px(self, xy: F32) -> F32:
        """World positions (k, 2) as pixels (k, 2)."""
        centre = np.array([self.x, self.y], dtype=np.float32)
        middle = np.array([self.width / 2, self.height / 2], dtype=np.float32)
        return ((xy - centre) * np.float32(self.scale) + middle).astype(np.float32, copy=False)

    def to_world(self, px: F32) -> F32:
        """Pixels (k, 2) as world positions (k, 2)."""
        centre = np.array([self.x, self.y], dtype=np.float32)
        middle = np.array([self.width / 2, self.height / 2], dtype=np.float32)
        return ((px - middle) / np.float32(self.scale) + centre).astype(np.float32, copy=False)

    def zoomed(self, factor: float, px: float, py: float) -> Viewport:
        """The viewport after a zoom that leaves the point under ``(px, py)`` where it is."""
        scale = min(max(self.scale * factor, min(self.scale, MIN_SCALE)), MAX_SCALE)
        shift = 1 / self.scale - 1 / scale
        x = self.x + (px - self.width / 2) * shift
        y = self.y + (py - self.height / 2) * shift
        return Viewport(x, y, scale, self.width, self.height)

    def panned(self, dx_px: float, dy_px: float) -> Viewport:
        """The viewport after the picture was dragged by so many pixels."""
        return Viewport(self.x - dx_px / self.scale, self.y - dy_px / self.scale, self.scale, self.width, self.height)


class Margins(Struct, frozen=True):
    """Pixels kept free around the actors for title, labels and legend."""

    left: float = 96.0
    top: float = 88.0
    right: float = 96.0
    bottom: float = 56.0


def usual_margins(width: float, height: float) -> Margins:
    """The margins of a picture of this size: a small one cannot spare as much."""
    most = Margins()
    side = min(max(0.09 * width, 40.0), most.left)
    return Margins(side, most.top, side, min(max(0.1 * height, 32.0), most.bottom))


def fit(
    xy: F32,
    width: float,
    height: float,
    margins: Margins | None = None,
    max_scale: float = 1.6,
    also: F32 | None = None,
) -> Viewport:
    """The viewport that shows every position of ``xy`` (k, 2); an empty network shows the origin at scale one.

    Of very many the few outermost may lie in the margins, for the others would be small because of them; those of
    ``also`` (c, 2) never do.
    """
    margins = margins or usual_margins(width, height)
    finite = xy if np.isfinite(xy).all() else xy[np.isfinite(xy).all(axis=1)]  # the first is a hundred times as fast
    if not len(finite):
        finite, also = (also if also is not None else finite), None
    if not len(finite):
        return Viewport(0.0, 0.0, 1.0, width, height)
    if len(finite) > MANY:  # else the half of NumPy that quantiles need is not loaded
        columns = (np.ascontiguousarray(finite[:, axis]) for axis in (0, 1))  # three times as fast as both at once
        low, high = np.stack([np.quantile(column, [STRAY, 1.0 - STRAY]) for column in columns], axis=1).astype(float)
    else:
        low, high = finite.min(axis=0).astype(float), finite.max(axis=0).astype(float)
    if also is not None and len(also):
        low, high = np.minimum(low, also.min(axis=0)), np.maximum(high, also.max(axis=0))
    free_w = max(width - margins.left - margins.right, 40.0)
    free_h = max(height - margins.top - margins.bottom, 40.0)
    span_x, span_y = max(high[0] - low[0], 1e-6), max(high[1] - low[1], 1e-6)
    scale = float(np.clip(min(free_w / span_x, free_h / span_y), LEAST_FITTED, max_scale))
    x = (low[0] + high[0]) / 2 + (margins.right - margins.left) / 2 / scale
    y = (low[1] + high[1]) / 2 + (margins.bottom - margins.top) / 2 / scale
    return Viewport(float(x), float(y), scale, width, height)
