"""The picture of a large network: density behind, a few actors and lines in front."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from netexplorer.graph.network import TemporalNetwork
from netexplorer.scene.compose import compose_network
from netexplorer.scene.frame import Frame, Hover
from netexplorer.scene.primitives import Group, Item, Measure, Raster, Rects, Scene, Segments
from netexplorer.scene.style import StateLook, Style
from netexplorer.scene.viewport import Viewport

MOST_SAMPLED = 3_000  # lines of the plain picture, while there is no density yet
BACK_HOVER, BACK_SELECTION = 0x99, 0x66  # how much ground lies over the density behind what stands out


def compose_crowd(
    frame: Frame,
    viewport: Viewport,
    style: Style,
    measure: Measure,
    behind: tuple[Item, ...],
    *,
    with_title: bool = True,
    named: bool = False,
) -> Scene:
    """The foreground ``frame`` over what lies ``behind`` it.

    Parameters
    ----------
    frame : Frame
        Of :class:`netexplorer.session.crowd.Foreground`.
    behind : tuple of Item
        The density as a raster, or a sample of lines; empty where the foreground is everything.
    """
    if not behind:
        return compose_network(frame, viewport, style, measure, with_title=with_title, named=named)
    front = compose_front(frame, viewport, style, measure, with_title=with_title, named=named)
    under = compose_behind(frame, viewport, style, behind)
    return replace(front, background=style.canvas, items=(*under.items, *front.items))


def compose_front(
    frame: Frame,
    viewport: Viewport,
    style: Style,
    measure: Measure,
    *,
    hover: Hover = Hover(),
    with_title: bool | None = None,
    named: bool = False,
) -> Scene:
    """The foreground alone, without a ground; ``hover`` are rows of ``frame``, and the title as for a network."""
    scene = compose_network(frame, viewport, style, measure, hover=hover, with_title=with_title, named=named)
    items = tuple(item for item in scene.items if not (isinstance(item, Group) and item.id == "nothing"))
    return replace(scene, background=0, items=items)


def compose_behind(
    frame: Frame, viewport: Viewport, style: Style, behind: tuple[Item, ...], *, hover: Hover = Hover()
) -> Scene:
    """What lies behind the foreground; it steps back from what is pointed at or selected there.

    It has no ground where nothing would be seen of one.
    """
    items = (Group((*behind, *_veil(frame, viewport, style, hover)), id="density"),)
    ground = 0 if any(_covers(item, viewport) for item in behind) else style.canvas
    return Scene(viewport.width, viewport.height, ground, items)


def _covers(item: Item, viewport: Viewport) -> bool:
    """Whether an item hides whatever is under it: pixels for just this view, so many to each of the screen."""
    if not isinstance(item, Raster) or not item.opaque or item.xywh != (0.0, 0.0, viewport.width, viewport.height):
        return False
    down, across = item.argb.shape
    return bool(down % viewport.height == 0 and across % viewport.width == 0)


def _veil(frame: Frame, viewport: Viewport, style: Style, hover: Hover) -> tuple[Item, ...]:
    alpha = BACK_SELECTION if frame.selected_actors.any() or frame.selected_rels.any() else 0
    alpha = BACK_HOVER if hover != Hover() else alpha
    if not alpha:
        return ()
    box = np.array([[0.0, 0.0, viewport.width, viewport.height]], dtype=np.float32)
    return (Rects(box, fill=(style.canvas & 0xFFFFFF) | alpha << 24),)


def seen_from(made: Viewport, now: Viewport) -> tuple[float, float, float, float]:
    """Where a picture made through one viewport lies in the pixels of another: x, y, width, height."""
    factor = now.scale / made.scale
    x = (made.x - now.x) * now.scale + now.width / 2 - made.width / 2 * factor
    y = (made.y - now.y) * now.scale + now.height / 2 - made.height / 2 * factor
    return x, y, made.width * factor, made.height * factor


def raster_of(pixels: npt.NDArray[np.uint32], made: Viewport, now: Viewport) -> Raster:
    """Pixels made through one viewport as they lie in another: rough, for a finer picture is under way."""
    return Raster(seen_from(made, now), pixels)


def sampled_lines(
    net: TemporalNetwork,
    states: npt.NDArray[np.int8],
    drawn: npt.NDArray[np.bool_],
    xy: npt.NDArray[np.float32],
    viewport: Viewport,
    style: Style,
    *,
    most: int | None = None,
    looks: tuple[StateLook, ...] = (),
) -> tuple[Item, ...]:
    """Some of the lines of ``drawn`` (m,), evenly taken, for the moments until there is density.

    Parameters
    ----------
    xy : float32 (n, 2)
        Places on the plane.
    most : int, optional
        Of more lines so many are left, or more, but less than twice as many; absent, ``MOST_SAMPLED``.
    looks : tuple of StateLook, optional
        By code, where ``states`` are others than those of the network.
    """
    rows = np.flatnonzero(drawn)
    rows = rows[:: max(len(rows) // (most or MOST_SAMPLED), 1)]
    ends = np.concatenate([viewport.to_px(xy[net.src[rows]]), viewport.to_px(xy[net.dst[rows]])], axis=1)
    fine = np.isfinite(ends).all(axis=1)
    looks = looks or style.state_looks(net)
    found = states[rows]
    return tuple(
        Segments(ends[here], looks[code].argb, 1.0)
        for code in range(len(looks))
        if len(here := np.flatnonzero((found == code) & fine))
    )
