"""The geometry of marks and hatches, shared by pixels, PDF and SVG: one place decides what a hexagon is."""

from __future__ import annotations

from collections.abc import Mapping
from math import cos, pi, sin
from types import MappingProxyType

from netexplorer.scene.primitives import ShapeName

Points = tuple[tuple[float, float], ...]

HATCH_PERIOD = 5.0  # px, along x; measured along x from the origin of the group, so that neighbours continue each other
HATCH_WIDTH = 2.2


def _regular(corners: int, radius: float, turn: float = -90.0) -> Points:
    angles = [(turn + 360.0 * k / corners) * pi / 180.0 for k in range(corners)]
    return tuple((radius * cos(a), radius * sin(a)) for a in angles)


def _star() -> Points:
    outer, inner = _regular(5, 0.62), _regular(5, 0.29, -54.0)
    return tuple(point for pair in zip(outer, inner, strict=True) for point in pair)


# Corners for a size of 1, sized to weigh as much to the eye as a circle of diameter 1.
OUTLINES: Mapping[ShapeName, Points] = MappingProxyType(
    {
        "square": ((-0.45, -0.45), (0.45, -0.45), (0.45, 0.45), (-0.45, 0.45)),
        "diamond": _regular(4, 0.6),
        "hexagon": _regular(6, 0.54),
        "triangle": tuple((x, y + 0.08) for x, y in _regular(3, 0.62)),
        "pentagon": tuple((x, y + 0.02) for x, y in _regular(5, 0.55)),
        "star": _star(),
    }
)
# Marks that are nothing but strokes: lines for a size of 1.
STROKES: Mapping[ShapeName, tuple[tuple[float, float, float, float], ...]] = MappingProxyType(
    {
        "cross": ((-0.36, -0.36, 0.36, 0.36), (-0.36, 0.36, 0.36, -0.36)),
        "tick": ((0.0, -0.5, 0.0, 0.5),),
    }
)
RING_HOLE = 0.5  # the inner circle of a ring, as a part of its diameter


def hatch(x: float, y: float, w: float, h: float) -> list[Points]:
    """Diagonal stripes (rising to the right) that fill the rectangle, as convex polygons inside it."""
    stripes: list[Points] = []
    if w <= 0 or h <= 0:
        return stripes
    first = int((x + y) // HATCH_PERIOD) - 1
    last = int((x + y + w + h) // HATCH_PERIOD) + 1
    corners: Points = ((x, y), (x + w, y), (x + w, y + h), (x, y + h))
    for k in range(first, last + 1):
        low = k * HATCH_PERIOD
        stripe = _cut(_cut(corners, low, 1.0), low + HATCH_WIDTH, -1.0)
        if len(stripe) > 2:
            stripes.append(stripe)
    return stripes


def _cut(polygon: Points, bound: float, side: float) -> Points:
    """The part of a convex polygon where ``side * (x + y - bound)`` is positive (Sutherland and Hodgman 1974)."""
    kept: list[tuple[float, float]] = []
    for (x0, y0), (x1, y1) in zip(polygon, polygon[1:] + polygon[:1], strict=True):
        d0, d1 = side * (x0 + y0 - bound), side * (x1 + y1 - bound)
        if d0 >= 0:
            kept.append((x0, y0))
        if (d0 > 0 > d1) or (d0 < 0 < d1):
            t = d0 / (d0 - d1)
            kept.append((x0 + t * (x1 - x0), y0 + t * (y1 - y0)))
    return tuple(kept)
