"""How large the actors are, where they stand in the picture and which of them are in it."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.scene.frame import Frame
from netexplorer.scene.memo import KEPT, SMALL, Asked
from netexplorer.scene.primitives import F32, ShapeName
from netexplorer.scene.style import SHAPE_SIZE_PX, kind_shapes
from netexplorer.scene.viewport import Viewport

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int32]

RING_PX = 20.0  # how much wider than the actor the ring of the selection is
OUTSIDE_PX = 60.0
CROWD_PX = 30.0  # actors that stand closer than this on average are drawn smaller


class Nodes(Struct, frozen=True, eq=False):
    """All n actors of a frame in pixels.

    Attributes
    ----------
    xy : float32 (n, 2)
        Centres.
    size : float32 (n,)
        Outer diameters.
    shape : int32 (n,)
        Index into ``shapes``.
    shown : bool (n,)
        Drawn by the frame, placed, and not far outside the picture.
    """

    xy: F32
    size: F32
    shape: Ints
    shapes: tuple[ShapeName, ...]
    shown: Bools

    @property
    def radius(self) -> F32:
        """Outer radii (n,)."""
        return self.size / np.float32(2)


def nodes(frame: Frame, viewport: Viewport) -> Nodes:
    """The actors of ``frame`` as they are seen through ``viewport``."""
    if len(frame.xy) > SMALL:
        return _nodes(frame, viewport)
    arrays = (frame.xy, frame.actor_shown, frame.actor_faint, frame.importance)
    return _kept(Asked(lambda: _nodes(frame, viewport), (frame.net,), viewport, *[a.tobytes() for a in arrays]))


@lru_cache(maxsize=KEPT)
def _kept(asked: Asked[Nodes]) -> Nodes:
    return asked.answer()


def _nodes(frame: Frame, viewport: Viewport) -> Nodes:
    n = len(frame.xy)
    xy = viewport.to_px(frame.xy)
    shapes: tuple[ShapeName, ...] = (*kind_shapes(frame.net), "circle")  # the last is for actors without a kind
    kind = frame.net.actor_kind.astype(np.int32)
    shape = np.where(kind < 0, len(shapes) - 1, kind)
    base = np.array([SHAPE_SIZE_PX[s] for s in shapes], dtype=np.float32)
    size = base[shape] * np.float32(zoom_factor(viewport.scale)) * _weight(frame.importance, n)
    with np.errstate(invalid="ignore"):
        inside = (np.abs(xy - [viewport.width / 2, viewport.height / 2]) < _reach(viewport)).all(axis=1)
    size = size * np.float32(crowd_factor(int(np.count_nonzero(frame.actor_shown & inside)), viewport))
    size = np.where(frame.actor_faint, size * np.float32(0.8), size)
    return Nodes(xy, size.astype(np.float32), shape, shapes, frame.actor_shown & inside)


def zoom_factor(scale: float) -> float:
    """How much larger the actors are than at zoom one: they follow the zoom, but slowly."""
    return float(np.clip(np.sqrt(max(scale, 1e-6)), 0.5, 1.3))


def crowd_factor(actors: int, viewport: Viewport) -> float:
    """How much smaller the actors are in a crowd, so that the lines are still seen; 1 below some hundred of them."""
    apart_px = np.sqrt(viewport.width * viewport.height / max(actors, 1))
    return float(np.clip(apart_px / CROWD_PX, 0.15, 1.0))


def _weight(importance: F32, n: int) -> F32:
    top = float(importance.max()) if n else 0.0
    if not np.isfinite(top) or top <= 0:
        return np.ones(n, np.float32)
    weight: F32 = (0.94 + 0.14 * np.sqrt(np.clip(importance / top, 0, 1))).astype(np.float32)
    return weight


def _reach(viewport: Viewport) -> npt.NDArray[np.float64]:
    return np.array([viewport.width / 2 + OUTSIDE_PX, viewport.height / 2 + OUTSIDE_PX])
