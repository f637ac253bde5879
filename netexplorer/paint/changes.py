"""What of a picture has to be painted anew when another picture takes its place.

A picture is a list of marks, drawn one after another, and no mark looks otherwise because of its neighbours. So where
two pictures have the same marks in the same order they have the same pixels, and only what lies on a tile that a mark
of one but not of the other touches has to be painted. Sets of tiles are the bits of integers.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import lru_cache, reduce
from math import ceil
from operator import or_
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap, QRegion

from netexplorer.paint.lettering import SpriteLettering
from netexplorer.paint.painter import paint
from netexplorer.scene.primitives import (
    Curves,
    Group,
    Item,
    Polygon,
    Raster,
    Rects,
    Scene,
    Segments,
    Shapes,
    Texts,
)

TILE_PX = 32
MOST_TILES = 0.25  # of a picture; when more differs it is painted as a whole
AROUND_PX = 2.0  # what antialiasing and whole pixels may add
MOST_MARKS = 70  # that differ; with more the whole is painted sooner than it is found out where
SHAPE_REACH = 0.75  # no outline of a size of 1 reaches further from its centre
LINE_PX = 4.0
KEPT = 4096
KEPT_SCENES = 1024

F64 = npt.NDArray[np.float64]
Batch = Segments | Curves | Shapes | Rects | Polygon
Leaf = Batch | Texts | Raster | Group


class Grid(NamedTuple):
    """The tiles of a picture."""

    columns: int
    rows: int

    @staticmethod
    def over(width: float, height: float) -> Grid:
        """Enough for so many pixels."""
        return Grid(max(-int(-width // TILE_PX), 1), max(-int(-height // TILE_PX), 1))

    def region(self, tiles: int) -> QRegion:
        """The pixels of a set of tiles."""
        region = QRegion()
        for box in self.boxes(tiles):
            region += QRect(*box)
        return region

    def boxes(self, tiles: int) -> Iterator[tuple[int, int, int, int]]:
        """The pixels of a set of tiles as boxes (left, top, width, height) that do not overlap."""
        for row in range(self.rows):
            line = tiles >> (row * self.columns) & ((1 << self.columns) - 1)
            first = 0
            while line:
                skipped = (line & -line).bit_length() - 1
                first, line = first + skipped, line >> skipped
                long = (~line & (line + 1)).bit_length() - 1
                yield first * TILE_PX, row * TILE_PX, long * TILE_PX, TILE_PX
                first, line = first + long, line >> long

    @property
    def all(self) -> int:
        """Every tile."""
        return (1 << (self.columns * self.rows)) - 1

    @property
    def corners(self) -> int:
        """The first and the last tile."""
        return 1 | 1 << (self.columns * self.rows - 1)


class Part:
    """A part of a picture: what its marks are; no keys where that cannot be told."""

    def __init__(self, item: Leaf, keys: tuple[Hashable, ...] | None, find: Callable[[], tuple[int, ...]]) -> None:
        self.item = item
        self.keys = keys
        self._find = find
        self._tiles: tuple[int, ...] | None = None

    @property
    def tiles(self) -> tuple[int, ...]:
        """The tiles that each mark touches, found out when they are first asked for."""
        if self._tiles is None:
            self._tiles = self._find()
        return self._tiles

    def touching(self, tiles: int) -> Iterator[Item]:
        """As much of it as touches some tiles."""
        item = self.item
        if isinstance(item, (Group, Raster)):
            yield item
            return
        here = [place for place, touched in enumerate(self.tiles) if touched & tiles]
        if len(here) == len(self.tiles):
            yield item
        elif here:
            yield Texts(tuple(item.items[at] for at in here)) if isinstance(item, Texts) else _some(item, here)


class Changes:
    """Makes the pixels of one picture those of the next, to the bit, and remembers what the last one consisted of."""

    def __init__(self, lettering: SpriteLettering) -> None:
        self._lettering = lettering
        self._known: OrderedDict[int, tuple[Scene, float, list[Part]]] = OrderedDict()
        self._texts: OrderedDict[int, tuple[Part, tuple[Grid, float]]] = OrderedDict()

    def difference(self, old: Scene, new: Scene, scale: float) -> int | None:
        """The tiles in which two pictures differ; None when it is better to paint the whole."""
        if (old.width, old.height, old.background) != (new.width, new.height, new.background) or TILE_PX * scale % 1:
            return None
        tiles = _differing(*_unequal(self._parts_of(old, scale), self._parts_of(new, scale)))
        grid = Grid.over(new.width, new.height)
        return None if tiles is None or tiles.bit_count() > MOST_TILES * grid.columns * grid.rows else tiles

    def repaint(self, pixels: QPixmap | QImage, new: Scene, tiles: int) -> QRegion:
        """Paint the tiles in which ``new`` differs from the pixels; where that was, in pixels of the scene."""
        if not tiles:
            return QRegion()
        grid, now = Grid.over(new.width, new.height), self._parts_of(new, pixels.devicePixelRatio())
        wide = tiles | grid.corners  # Qt cuts lines at the edges of the clip's bounding box, with a rounding of its own
        touching = tuple(item for part in now for item in part.touching(wide))
        painter = QPainter(pixels)
        try:
            painter.setClipRegion(grid.region(wide))
            if not new.background >> 24:  # nothing would cover what was there
                painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
                painter.fillRect(QRectF(0.0, 0.0, new.width, new.height), Qt.GlobalColor.black)
                painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            paint(replace(new, items=touching), painter, self._lettering)
        finally:
            painter.end()
        return grid.region(tiles)

    def get_to_know(self, scene: Scene, scale: float) -> None:
        """Find out what a picture that may come consists of; its letters and marks are drawn, but nothing is seen."""
        for part in self._parts_of(scene, scale):
            part.tiles  # noqa: B018 - remembered
        nowhere = QImage(1, 1, QImage.Format.Format_ARGB32_Premultiplied)
        nowhere.setDevicePixelRatio(scale)
        painter = QPainter(nowhere)
        try:
            paint(scene, painter, self._lettering)
        finally:
            painter.end()

    def _parts_of(self, scene: Scene, scale: float) -> list[Part]:
        """The parts of a scene; those of the last scenes are remembered, and so are the batches they consist of."""
        known = self._known.get(id(scene))
        if known is not None and known[0] is scene and known[1] == scale:
            self._known.move_to_end(id(scene))
            return known[2]
        grid = Grid.over(scene.width, scene.height)
        parts = [self._part(item, grid, scale) for item in _leaves(scene.items)]
        self._known[id(scene)] = scene, scale, parts
        if len(self._known) > KEPT_SCENES:
            self._known.popitem(last=False)
        return parts

    def _part(self, item: Leaf, grid: Grid, scale: float) -> Part:
        if isinstance(item, Texts):
            known = self._texts.get(id(item))
            if known is None or known[0].item is not item or known[1] != (grid, scale):
                part = Part(item, item.items, lambda: self._text_tiles(item, grid, scale))
                known = self._texts[id(item)] = part, (grid, scale)
                if len(self._texts) > KEPT:
                    self._texts.popitem(last=False)
            return known[0]
        if isinstance(item, (Group, Raster)):
            return Part(item, None, tuple)
        return _batch(item, grid)

    def _text_tiles(self, texts: Texts, grid: Grid, scale: float) -> tuple[int, ...]:
        boxes = [self._lettering.box(text, scale) for text in texts.items]
        return tuple(_box(*box, grid) if box else grid.all for box in boxes)


def _unequal(was: list[Part], now: list[Part]) -> tuple[list[Part], list[Part]]:
    """Two lists without what both begin and end with: most parts of a picture are the same objects."""
    start, least = 0, min(len(was), len(now))
    while start < least and was[start] is now[start]:
        start += 1
    after = 0
    while after < least - start and was[-1 - after] is now[-1 - after]:
        after += 1
    return was[start : len(was) - after], now[start : len(now) - after]


def _differing(was: list[Part], now: list[Part]) -> int | None:
    """The tiles of all marks that are not in both lists, or not in the same order; None when that cannot be told."""
    if any(part.keys is None for part in (*was, *now)):
        return None
    keys = [key for part in was for key in part.keys or ()]
    places = {key: place for place, key in enumerate(keys)}
    gone = set(range(len(keys)))
    fresh: list[tuple[Part, int]] = []
    last = -1
    for part in now:
        for at, key in enumerate(part.keys or ()):
            place = places.get(key, -1)
            if place > last:
                last = place
                gone.remove(place)
            else:  # new, or drawn earlier than before, or one of several that are the same
                fresh.append((part, at))
        if len(fresh) > MOST_MARKS:
            return None
    if len(gone) + len(fresh) > MOST_MARKS:
        return None
    if gone:
        owners = [(part, at) for part in was for at in range(len(part.keys or ()))]
        fresh += [owners[place] for place in gone]
    return reduce(or_, (part.tiles[at] for part, at in fresh), 0)


def _some(batch: Batch, here: list[int]) -> Batch:
    if isinstance(batch, Rects):
        return replace(batch, xywh=batch.xywh[here], ids=(), titles=())
    if isinstance(batch, Shapes):
        return replace(batch, xy=batch.xy[here], size_px=batch.size_px[here], ids=(), titles=())
    return replace(batch, xy=batch.xy[here])


def _leaves(items: Iterable[Item]) -> Iterator[Leaf]:
    for item in items:
        if isinstance(item, Group) and not (item.dx or item.dy or item.clip):
            yield from _leaves(item.items)
        else:
            yield item


def _is_whole(batch: Batch) -> bool:
    """Its marks are drawn as one: those of a polygon, or of a hatch."""
    return isinstance(batch, Polygon) or (isinstance(batch, Rects) and batch.hatch)


@lru_cache(maxsize=KEPT)  # most batches are the same objects from date to date
def _batch(batch: Batch, grid: Grid) -> Part:
    look = repr([type(batch).__name__, *(getattr(batch, name) for name in _LOOKS[type(batch)])]).encode()
    if _is_whole(batch):
        places = batch.xywh if isinstance(batch, Rects) else batch.xy
        return Part(batch, (look + places.tobytes(),), lambda: (reduce(or_, _mark_tiles(batch, grid), 0),))
    if isinstance(batch, Rects):
        raw = _rows(batch.xywh)
    elif isinstance(batch, Shapes):
        raw = _rows(np.concatenate([batch.xy, batch.size_px[:, None]], axis=1))
    else:
        raw = _rows(batch.xy)
    return Part(batch, tuple(look + row for row in raw), lambda: _mark_tiles(batch, grid))


def _mark_tiles(batch: Batch, grid: Grid) -> tuple[int, ...]:
    if isinstance(batch, Rects):
        return _box_tiles(_rect_boxes(batch), grid)
    if isinstance(batch, Shapes):
        return _box_tiles(_shape_boxes(batch), grid)
    if isinstance(batch, Polygon):
        around = np.concatenate([batch.xy.min(axis=0) - AROUND_PX, batch.xy.max(axis=0) + AROUND_PX])
        return _box_tiles(around[None], grid)
    reach = ceil(batch.width_px / LINE_PX) * LINE_PX + AROUND_PX  # few different ones, so that they are remembered
    return tuple(_line_tiles(tuple(line), reach, grid) for line in batch.xy.tolist())


_PLACES = frozenset(("xy", "xywh", "size_px", "ids", "titles"))
_LOOKS = {
    kind: tuple(name for name in kind.__struct_fields__ if name not in _PLACES)
    for kind in (Segments, Curves, Shapes, Rects, Polygon)
}


def _rows(array: npt.NDArray[np.float32]) -> list[bytes]:
    data, step = array.tobytes(), array.shape[1] * array.itemsize
    return [data[at : at + step] for at in range(0, len(data), step)]


def _rect_boxes(batch: Rects) -> F64:
    xywh, reach = batch.xywh.astype(float), batch.stroke_px + AROUND_PX
    return np.concatenate([xywh[:, :2] - reach, xywh[:, :2] + xywh[:, 2:] + reach], axis=1)


def _shape_boxes(batch: Shapes) -> F64:
    xy = batch.xy.astype(float)
    far = batch.size_px.astype(float)[:, None] * SHAPE_REACH + batch.stroke_px + AROUND_PX
    return np.concatenate([xy - far, xy + far], axis=1)


def _box_tiles(boxes: F64, grid: Grid) -> tuple[int, ...]:
    """The tiles that each of some boxes (k, 4) touches."""
    return tuple(_box(left, top, right, bottom, grid) for left, top, right, bottom in boxes.tolist())


def _box(left: float, top: float, right: float, bottom: float, grid: Grid) -> int:
    if not left <= right:  # nowhere, when it is not a number
        return 0
    first, last = max(int(left // TILE_PX), 0), min(int(right // TILE_PX), grid.columns - 1)
    if first > last:
        return 0
    line, tiles = ((1 << (last - first + 1)) - 1) << first, 0
    for row in range(max(int(top // TILE_PX), 0), min(int(bottom // TILE_PX), grid.rows - 1) + 1):
        tiles |= line << (row * grid.columns)
    return tiles


@lru_cache(maxsize=2 * KEPT)
def _line_tiles(line: tuple[float, ...], reach: float, grid: Grid) -> int:
    """The tiles of a straight line (4 numbers) or a curve (6), by the boxes of short pieces of it."""
    x, y, end_x, end_y = *line[:2], *line[-2:]
    over_x, over_y = line[2:4] if len(line) == 6 else ((x + end_x) / 2, (y + end_y) / 2)
    pieces = max(abs(over_x - x) + abs(end_x - over_x), abs(over_y - y) + abs(end_y - over_y)) / (TILE_PX / 2)
    tiles, steps = 0, int(min(pieces, 400)) + 1
    for step in range(1, steps + 1):
        t = step / steps
        u = 1 - t
        to_x = u * u * line[0] + 2 * u * t * over_x + t * t * end_x
        to_y = u * u * line[1] + 2 * u * t * over_y + t * t * end_y
        tiles |= _box(min(x, to_x) - reach, min(y, to_y) - reach, max(x, to_x) + reach, max(y, to_y) + reach, grid)
        x, y = to_x, to_y
    return tiles
