"""The actors of a crowd as dots over the density: a disc each, in the colour of its side."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.graph.network import Bools, Int8s, Int32s, TemporalNetwork
from netexplorer.scene.density.counts import TILE, share
from netexplorer.scene.density.picture import Density
from netexplorer.scene.density.warmth import dot_kernels
from netexplorer.scene.primitives import F32
from netexplorer.scene.style import Style

SPARSE_PX, DENSE_PX = 40.0, 4.0  # apart on average: dots are whole and large, faint and small
LEAST_PX, MOST_PX = 0.8, 4.0  # radius of an actor of middling weight
FAINTEST = 0.4
MOST = 20_000  # dots; where more actors are seen, the others are seen by their lines only
MANY = 4_000  # actors that come and go at once: everywhere
FEW = 100  # tiles that are stamped sooner than a thread is started


class Dots(Struct, frozen=True, eq=False):
    """How the n actors of one view look, and which reach into which tile of its picture.

    Attributes
    ----------
    xy : float32 (n, 2)
        Centres in device pixels.
    radius : float32 (n,)
        In device pixels.
    argb : uint32 (n,)
    alpha : float
        How opaque they are.
    places : float32 (p, 2)
        Places in the box around a dot, as shares of its radius, so close that each tile it touches has one.
    starts, rows : int32 (tiles + 1,), (k,)
        The actors that reach into tile t are ``rows[starts[t]:starts[t + 1]]``.
    """

    xy: F32
    radius: F32
    argb: npt.NDArray[np.uint32]
    alpha: float
    places: F32
    starts: Int32s
    rows: Int32s


def dots_of(
    net: TemporalNetwork,
    xy: F32,
    importance: F32,
    seen: Bools,
    size: tuple[int, int],
    style: Style,
    scale: float = 1.0,
) -> Dots:
    """Dots as large as their number in the picture allows, the important ones up to twice as large as others.

    Parameters
    ----------
    seen : bool (n,)
        The actors that are drawn at some date.
    size : int, int
        Width and height of the picture in device pixels.
    scale : float
        Device pixels for one of the screen.
    """
    x, y = xy.T
    with np.errstate(invalid="ignore"):
        inside = seen & (x >= 0) & (x < size[0]) & (y >= 0) & (y < size[1])
    apart = float(np.sqrt(size[0] * size[1] / max(min(int(np.count_nonzero(inside)), MOST), 1))) / scale
    room = float(np.clip((apart - DENSE_PX) / (SPARSE_PX - DENSE_PX), 0.0, 1.0))
    top = float(importance[seen].max(initial=0.0)) or 1.0
    weight = 0.75 + 0.75 * np.sqrt(np.clip(importance / top, 0.0, 1.0))
    colours = np.array([*style.side_argb(net), style.no_side], dtype=np.uint32)
    radius = ((LEAST_PX + (MOST_PX - LEAST_PX) * room) * weight * scale).astype(np.float32)
    alpha = FAINTEST + (1.0 - FAINTEST) * room
    rows = np.flatnonzero(inside)
    if len(rows) > MOST:
        rows = rows[np.argpartition(-importance[rows], MOST)[:MOST]]
    return in_tiles(np.ascontiguousarray(xy, np.float32), radius, colours[net.actor_side], alpha, size, rows)


def in_tiles(
    xy: F32,
    radius: F32,
    argb: npt.NDArray[np.uint32],
    alpha: float,
    size: tuple[int, int],
    rows: npt.NDArray[np.intp] | None = None,
) -> Dots:
    """The dots sorted into the tiles of a picture of a size in pixels; only those of ``rows``, where they are given."""
    across, down = -(-size[0] // TILE), -(-size[1] // TILE)
    actors = (np.flatnonzero(_near(xy, radius, size)) if rows is None else rows).astype(np.int64)
    places = _places(radius)
    pairs = (_tiles(xy[actors], radius[actors], places, across, down) * len(xy) + actors).ravel()
    pairs.sort()
    first = np.ones(len(pairs), dtype=np.bool_)
    first[1:] = pairs[1:] != pairs[:-1]
    tiles, rows = np.divmod(pairs[first], max(len(xy), 1))
    starts = np.searchsorted(tiles, np.arange(across * down + 1)).astype(np.int32)
    return Dots(xy, radius, argb, alpha, places, starts, rows.astype(np.int32))


def _places(radius: F32) -> F32:
    steps = np.linspace(-1.0, 1.0, 2 + int(2.0 * (float(radius.max(initial=0.0)) + 1.0) // TILE)).tolist()
    return np.array([(x, y) for x in steps for y in steps], dtype=np.float32)


def _near(xy: F32, radius: F32, size: tuple[int, int]) -> Bools:
    (x, y), (width, height), reach = xy.T, size, radius + 1.0
    with np.errstate(invalid="ignore"):
        inside: Bools = (x > -reach) & (x < width + reach) & (y > -reach) & (y < height + reach)
    return inside


def _tiles(xy: F32, radius: F32, places: F32, across: int, down: int) -> npt.NDArray[np.int64]:
    """The tiles of the places around k dots, or the nearest tiles of the picture, (p, k)."""
    reach, to_tiles = radius + np.float32(1.0), np.float32(1.0 / TILE)

    def along(axis: int, count: int) -> npt.NDArray[np.int64]:
        at = (xy[:, axis] + places[:, axis, None] * reach) * to_tiles  # a power of two: as exact as a division
        found: npt.NDArray[np.int64] = np.clip(at, np.float32(0.0), np.float32(count - 1)).astype(np.int64)
        return found

    tiles: npt.NDArray[np.int64] = along(1, down) * across + along(0, across)
    return tiles


def soil(density: Density, dots: Dots, actors: Int32s) -> None:
    """Have the tiles under some actors shaded anew, because they come or go."""
    counts = density.counts
    if len(actors) > MANY or (counts.tiles & 1).all():
        counts.tiles |= 1
        return
    near = actors[_near(dots.xy[actors], dots.radius[actors], density.size)]
    counts.tiles[_tiles(dots.xy[near], dots.radius[near], dots.places, counts.across, counts.down)] |= 1


def stamp(density: Density, dots: Dots, drawn: Bools, touched: Bools) -> None:
    """Draw the actors of ``drawn`` (n,) into what was just shaded, the tiles that :meth:`Density.shade` gave."""
    counts, tiles = density.counts, touched.ravel().view(np.uint8)
    kernels = dot_kernels()

    def work(first: int, last: int) -> None:
        kernels.stamp(
            density.image, tiles, counts.across, dots.starts, dots.rows, dots.xy, dots.radius, dots.argb, drawn,
            dots.alpha, first, last,
        )  # fmt: skip

    half = counts.down // 2
    share(work, [(0, half), (half, counts.down)] if np.count_nonzero(touched) > FEW else [(0, counts.down)])


def stamp_all(image: npt.NDArray[np.uint32], dots: Dots, drawn: Bools) -> None:
    """Draw the actors of ``drawn`` (n,) into a whole picture, once."""
    across, down = -(-image.shape[1] // TILE), -(-image.shape[0] // TILE)
    dot_kernels().stamp(
        image, np.ones(across * down, dtype=np.uint8), across, dots.starts, dots.rows, dots.xy, dots.radius, dots.argb,
        drawn, dots.alpha, 0, down,
    )  # fmt: skip


def count_at_ends(src: Int32s, dst: Int32s, shown: Bools, visible: Bools, states: Int8s, actors: int) -> Int32s:
    """How many of m relationships that are ``shown`` and in a visible state each actor is an end of, int32 (n,).

    Parameters
    ----------
    visible : bool (S + 2,)
        By state code, as an index from either end.
    """
    middle, by_code = len(src) // 2, np.roll(visible, 2)
    found = np.zeros((2, actors), dtype=np.int32)
    states = np.ascontiguousarray(states)

    def work(half: int, first: int, last: int) -> None:
        dot_kernels().count(src, dst, shown, by_code, states, found[half], first, last)

    share(work, [(0, 0, middle), (1, middle, len(src))])
    answer: Int32s = found[0] + found[1]
    return answer
