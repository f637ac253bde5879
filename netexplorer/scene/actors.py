"""The actors of a frame as batches of marks: the shape says the kind, the fill the side."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from netexplorer.scene.batches import looks_of
from netexplorer.scene.focus import STEPS_BACK, Focus
from netexplorer.scene.frame import Frame, Hover
from netexplorer.scene.memo import KEPT, SMALL, Asked
from netexplorer.scene.naming import actor_title
from netexplorer.scene.nodes import RING_PX, Nodes
from netexplorer.scene.primitives import F32, Item, Segments, ShapeName, Shapes
from netexplorer.scene.style import Style, blend

FAINT_SHARE = 0.34
OUTLINE_PX = 2.0


def actor_items(
    frame: Frame, seen: Nodes, focus: Focus, style: Style, hover: Hover, *, named: bool = False
) -> tuple[Item, ...]:
    """The actors with the mark of a pin; whoever is selected stands before the others, in a ring.

    With ``named`` each carries id and title.
    """
    if named or len(seen.xy) > SMALL:
        return _items(frame, seen, focus, style, hover, named=named)
    arrays = (frame.actor_faint, frame.selected_actors, frame.pinned, focus.actor_back)
    ask = Asked(
        lambda: _items(frame, seen, focus, style, hover),
        (frame.net, seen, style),
        hover.actor,
        *[a.tobytes() for a in arrays],
    )
    return _kept(ask)


@lru_cache(maxsize=KEPT)
def _kept(asked: Asked[tuple[Item, ...]]) -> tuple[Item, ...]:
    return asked.answer()


def _items(
    frame: Frame, seen: Nodes, focus: Focus, style: Style, hover: Hover, *, named: bool = False
) -> tuple[Item, ...]:
    rows = np.flatnonzero(seen.shown)
    if not len(rows):
        return ()
    sides = (*style.side_argb(frame.net), style.no_side)
    side = frame.net.actor_side[rows].astype(np.int16)
    side = np.where(side < 0, len(sides) - 1, side)
    columns = (frame.actor_faint[rows], seen.shape[rows], side, focus.actor_back[rows], frame.selected_actors[rows])
    distinct, which = looks_of(columns)
    items = _halo(frame, seen, style, hover)
    has_ring = False
    for k in sorted(range(len(distinct)), key=lambda k: (distinct[k][4], -distinct[k][3], -distinct[k][0], k)):
        faint, shape, colour, back, chosen = distinct[k].tolist()
        here = rows[which == k]
        if chosen and not has_ring:
            items += _rings(frame, seen, style)
            has_ring = True
        fill = blend(sides[colour], style.canvas, (FAINT_SHARE if faint else 1.0) * max(STEPS_BACK[back], 0.3))
        ids, titles = _names(frame, here) if named else ((), ())
        items += marks(seen.shapes[shape], seen.xy[here], seen.size[here], fill, style.canvas, ids, titles)
    return (*items, *_pins(frame, seen, style))


def marks(
    shape: ShapeName,
    xy: F32,
    size: F32,
    fill: int,
    ground: int,
    ids: tuple[str, ...] = (),
    titles: tuple[str, ...] = (),
) -> list[Item]:
    """Marks of one shape and fill with a thin outline of the ground; a ring is a disc within a circle."""
    if shape != "ring":
        return [Shapes(shape, xy, size, fill, ground, min(OUTLINE_PX, _mean(size) * 0.12), ids, titles)]
    thin = np.maximum(size * np.float32(0.06), np.float32(1.2))
    inner = (size - 6 * thin).astype(np.float32)
    return [
        Shapes("circle", xy, (size + OUTLINE_PX).astype(np.float32), ground),
        Shapes("circle", xy, (size - thin).astype(np.float32), ground, fill, _mean(thin)),
        Shapes("circle", xy, inner, fill, 0, 0.0, ids, titles),
    ]


def _mean(values: F32) -> float:
    return float(np.add.reduce(values)) / len(values)  # ndarray.mean takes five times as long over so few


def _names(frame: Frame, rows: np.ndarray[tuple[int], np.dtype[np.int64]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    ids = tuple(f"actor-{frame.net.actor_ids[row]}" for row in rows.tolist())
    return ids, tuple(actor_title(frame, int(row)) for row in rows)


def _halo(frame: Frame, seen: Nodes, style: Style, hover: Hover) -> list[Item]:
    row = hover.actor
    if not 0 <= row < len(seen.xy) or not seen.shown[row] or frame.selected_actors[row]:
        return []
    size = seen.size[row : row + 1] + np.float32(RING_PX * 0.5)
    return [Shapes("circle", seen.xy[row : row + 1], size, blend(style.accent, style.canvas, 0.22))]


def _rings(frame: Frame, seen: Nodes, style: Style) -> list[Item]:
    rows = np.flatnonzero(frame.selected_actors & seen.shown)
    size = seen.size[rows] + np.float32(RING_PX)
    return [Shapes("circle", seen.xy[rows], size, style.canvas, style.accent, 2.2)]


def _pins(frame: Frame, seen: Nodes, style: Style) -> list[Item]:
    rows = np.flatnonzero(frame.pinned & seen.shown)
    if not len(rows):
        return []
    foot = seen.xy[rows] + np.stack([seen.radius[rows], -seen.radius[rows]], axis=1) * np.float32(0.8)
    head = foot + np.array([4.0, -5.0], np.float32)
    stem = np.concatenate([foot, head], axis=1).astype(np.float32)
    sizes = np.full(len(rows), 6.0, np.float32)
    return [
        Segments(stem, style.text_muted, 1.3, round_cap=True),
        Shapes("circle", head.astype(np.float32), sizes, style.text_muted, style.canvas, 1.0),
    ]
