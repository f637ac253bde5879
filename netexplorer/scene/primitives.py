"""The alphabet of a scene: a short list of frozen batches, each drawn with one pen and one brush.

Coordinates are pixels of the scene, origin at the top left, y downwards. Colours are ``0xAARRGGBB`` integers, already
blended against the background where that is possible (alpha pens cost ten times as much). ``ids`` and ``titles`` name
the single marks of a batch for SVG and assistive readers; they are either empty or as long as the batch.
"""

from __future__ import annotations

from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt
from msgspec import Struct, field

F32 = npt.NDArray[np.float32]
Anchor = Literal["left", "center", "right"]
ShapeName = Literal["circle", "square", "diamond", "hexagon", "ring", "triangle", "pentagon", "star", "cross", "tick"]


class Measure(Protocol):
    """Text measurement, handed in by the floor above that owns the fonts."""

    def __hash__(self) -> int:
        """Widths are remembered by who measured them."""

    def __call__(self, text: str, size_px: float, weight: int, /) -> float:
        """The advance width of ``text`` in pixels."""


class Segments(Struct, frozen=True, eq=False):
    """Straight lines ``xy`` (k, 4) float32 as x0, y0, x1, y1. ``dash`` is in pixels: on, off, on, off …"""

    xy: F32
    argb: int
    width_px: float
    dash: tuple[float, ...] = ()
    ids: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    round_cap: bool = False


class Curves(Struct, frozen=True, eq=False):
    """Quadratic Béziers ``xy`` (k, 6) float32 as start, control, end."""

    xy: F32
    argb: int
    width_px: float
    dash: tuple[float, ...] = ()
    ids: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    round_cap: bool = False


class Shapes(Struct, frozen=True, eq=False):
    """One mark drawn at many places: centres ``xy`` (k, 2), outer diameters ``size_px`` (k,)."""

    shape: ShapeName
    xy: F32
    size_px: F32
    fill: int = 0
    stroke: int = 0
    stroke_px: float = 0.0
    ids: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()


class Rects(Struct, frozen=True, eq=False):
    """Rectangles ``xywh`` (k, 4); with ``fill_right`` the fill fades from ``fill`` at the left edge to that."""

    xywh: F32
    fill: int = 0
    stroke: int = 0
    stroke_px: float = 0.0
    radius_px: float = 0.0
    fill_right: int | None = None
    hatch: bool = False
    ids: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()


class Raster(Struct, frozen=True, eq=False):
    """Pixels ``argb`` (h, w) uint32, premultiplied or ``opaque``, stretched over ``xywh``; ``smooth`` between them."""

    xywh: tuple[float, float, float, float]
    argb: npt.NDArray[np.uint32]
    opaque: bool = True
    smooth: bool = False


class Polygon(Struct, frozen=True, eq=False):
    """One filled polygon, corners ``xy`` (k, 2)."""

    xy: F32
    fill: int


class Text(Struct, frozen=True):
    """One line of text; ``x`` belongs to the anchor, ``y`` is the baseline. Weight 400, 500, 600 or 700."""

    x: float
    y: float
    text: str
    size_px: float
    argb: int
    weight: int = 400
    anchor: Anchor = "left"
    halo: int = 0
    halo_px: float = 0.0
    id: str = ""


class Texts(Struct, frozen=True):
    """Lines of text, drawn in order."""

    items: tuple[Text, ...]


class Group(Struct, frozen=True):
    """A part of the picture with a name of its own, moved by ``dx, dy``.

    ``clip`` (x, y, w, h) is in the pixels of the parent: what it shows moves under it.
    """

    items: tuple[Item, ...]
    id: str = ""
    title: str = ""
    dx: float = 0.0
    dy: float = 0.0
    clip: tuple[float, float, float, float] | None = None


Item = Segments | Curves | Shapes | Rects | Raster | Polygon | Texts | Group


class Scene(Struct, frozen=True):
    """A whole picture: its size in pixels, its ground (0 = transparent) and what lies on it, bottom first."""

    width: float
    height: float
    background: int
    items: tuple[Item, ...] = field(default=())
    title: str = ""
    description: str = ""
