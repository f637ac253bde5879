"""The actors of a crowd as dots over the density: a disc each, in the colour of its side."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.graph.network import Bools, Int32s, TemporalNetwork
from netexplorer.scene.density.counts import TILE, share
from netexplorer.scene.density.picture import Density
from netexplorer.scene.density.warmth import dot_kernels
from netexplorer.scene.primitives import F32
from netexplorer.scene.style import Style

SPARSE_PX, DENSE_PX = 40.0, 4.0  # apart on average: dots are whole and large, faint and small
LEAST_PX, MOST_PX = 0.8, 4.0  # radius of an actor of middling weight
FAINTEST = 0.4


class Dots(Struct, frozen=True, eq=False):
    """How the n actors of one view look.

    Attributes
    ----------
    xy : float32 (n, 2)
        Centres in device pixels.
    radius : float32 (n,)
        In device pixels.
    argb : uint32 (n,)
    alpha : float
        How opaque they are.
    """

    xy: F32
    radius: F32
    argb: npt.NDArray[np.uint32]
    alpha: float


def dots_of(net: TemporalNetwork, xy: F32, importance: F32, seen: Bools, size: tuple[int, int], style: Style) -> Dots:
    """Dots as large as their number in the picture allows, the important ones up to twice as large as others.

    Parameters
    ----------
    seen : bool (n,)
        The actors that are drawn at some date.
    size : int, int
        Width and height of the picture in device pixels.
    """
    with np.errstate(invalid="ignore"):
        inside = seen & ((xy >= 0) & (xy < np.array(size))).all(axis=1)
    apart = float(np.sqrt(size[0] * size[1] / max(int(np.count_nonzero(inside)), 1)))
    room = float(np.clip((apart - DENSE_PX) / (SPARSE_PX - DENSE_PX), 0.0, 1.0))
    top = float(importance[seen].max(initial=0.0)) or 1.0
    weight = 0.75 + 0.75 * np.sqrt(np.clip(importance / top, 0.0, 1.0))
    colours = np.array([*style.side_argb(net), style.no_side], dtype=np.uint32)
    radius = (LEAST_PX + (MOST_PX - LEAST_PX) * room) * weight
    alpha = FAINTEST + (1.0 - FAINTEST) * room
    return Dots(np.ascontiguousarray(xy, np.float32), radius.astype(np.float32), colours[net.actor_side], alpha)


def soil(density: Density, dots: Dots, actors: Int32s) -> None:
    """Have the tiles under some actors shaded anew, because they come or go."""
    counts, (width, height) = density.counts, density.size
    reach = dots.radius[actors] + 1.0
    x, y = dots.xy[actors, 0], dots.xy[actors, 1]
    with np.errstate(invalid="ignore"):
        near = (x > -reach) & (x < width + reach) & (y > -reach) & (y < height + reach)
    x, y, reach = x[near], y[near], reach[near]
    for right in (-1, 1):
        for down in (-1, 1):
            column = np.clip((x + right * reach) // TILE, 0, counts.across - 1).astype(np.intp)
            row = np.clip((y + down * reach) // TILE, 0, counts.down - 1).astype(np.intp)
            counts.tiles[row * counts.across + column] |= 1


def stamp(density: Density, dots: Dots, drawn: Bools, rectangles: Int32s) -> None:
    """Draw the actors of ``drawn`` (n,) into what was just shaded, ``rectangles`` (k, 4) of :meth:`Density.shade`."""
    counts, (_, height) = density.counts, density.size
    touched = _touched(rectangles, counts.across, counts.down)
    kernels = dot_kernels()

    def work(top: int, bottom: int) -> None:
        kernels.stamp(
            density.image, touched, counts.across, dots.xy, dots.radius, dots.argb, drawn, dots.alpha, top, bottom
        )

    half = counts.down // 2 * TILE
    share(work, [(0, half), (half, height)] if half and len(rectangles) else [(0, height)])


def _touched(rectangles: Int32s, across: int, down: int) -> npt.NDArray[np.uint8]:
    """Which tiles the rectangles, which are made of tiles, consist of."""
    touched = np.zeros((down, across), dtype=np.uint8)
    for x, y, w, h in rectangles.tolist():
        touched[y // TILE : -(-(y + h) // TILE), x // TILE : -(-(x + w) // TILE)] = 1
    return touched.ravel()
