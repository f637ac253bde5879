"""Pictures that follow one another: each is painted from the one before, and the mean of several is a fade.

What a picture was painted from cannot be told from its pixels, so each of a film is the same whether all before it were
drawn or none.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Sequence
from math import ceil

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from PySide6.QtCore import QBuffer, QIODevice, QPointF
from PySide6.QtGui import QImage, QPainter

from netexplorer.errors import UserError
from netexplorer.paint.changes import Changes, Grid
from netexplorer.paint.lettering import SpriteLettering
from netexplorer.paint.painter import paint
from netexplorer.scene.primitives import Scene

KEPT = 24  # pictures; a fade needs those of half a second
WHOLE = 256  # the sum of the weights of a mean
FORMAT = QImage.Format.Format_RGB32

Bytes = npt.NDArray[np.uint8]


class Painted(Struct, frozen=True, eq=False):
    """A scene and its pixels."""

    scene: Scene
    image: QImage


class Studio:
    """Paints scenes of one size, opaque, at so many pixels of the device to one of the scene.

    Parameters
    ----------
    size : (int, int)
        Pixels of the device.
    scale : float
        A multiple of 1/32, else every picture is painted as a whole.
    """

    def __init__(self, lettering: SpriteLettering, size: tuple[int, int], scale: float) -> None:
        self._lettering, self._size, self._scale = lettering, size, scale
        self._changes = Changes(lettering)
        self._known: OrderedDict[Hashable, Painted] = OrderedDict()

    def painted(self, key: Hashable, scene: Scene) -> Painted:
        """The pixels of ``scene``, painted from the last ones of the same ``key``, else from the last of all."""
        known = self._known.get(key)
        if known is None or known.scene is not scene:
            before = known or next(reversed(self._known.values()), None)
            known = self._known[key] = Painted(scene, self._from(before, scene))
        self._known.move_to_end(key)
        if len(self._known) > KEPT:
            self._known.popitem(last=False)
        return known

    def _from(self, before: Painted | None, scene: Scene) -> QImage:
        tiles = self._changes.difference(before.scene, scene, self._scale) if before is not None else None
        if before is None or tiles is None:
            return self.whole(scene)
        image = before.image.copy()
        self._changes.repaint(image, scene, tiles)
        return image

    def whole(self, scene: Scene) -> QImage:
        """The pixels of ``scene``, painted from nothing; one smaller than the picture gives a smaller image."""
        width = min(ceil(scene.width * self._scale - 1e-6), self._size[0])
        height = min(ceil(scene.height * self._scale - 1e-6), self._size[1])
        image = QImage(width, height, FORMAT)
        if image.isNull():
            raise UserError(f"there is not enough memory for a picture of {width} × {height} pixels")
        image.setDevicePixelRatio(self._scale)
        image.fill(scene.background)
        painter = QPainter(image)
        paint(scene, painter, self._lettering)
        painter.end()
        return image

    def mean(self, pictures: Sequence[tuple[Painted, int]]) -> QImage:
        """A new image: the mean of pictures with whole weights that are :data:`WHOLE` together."""
        image = pictures[-1][0].image.copy()
        if len(pictures) == 1:
            return image
        views = [pixels(each.image) for each, _ in pictures]
        weights = [np.uint16(weight) for _, weight in pictures]
        out = pixels(image)
        for left, top, right, bottom in self._differing(pictures):
            place = np.s_[top:bottom, left:right]
            total = np.full(out[place].shape, WHOLE // 2, np.uint16)
            for view, weight in zip(views, weights, strict=True):
                total += view[place] * weight  # 255 times 256 and a half of that: within 16 bits
            out[place] = total >> 8
        return image

    def _differing(self, pictures: Sequence[tuple[Painted, int]]) -> list[tuple[int, int, int, int]]:
        """Boxes (left, top, right, bottom) that hold every pixel in which the pictures differ, none of them twice."""
        (width, height), first, unlike = self._size, pictures[0][0].scene, 0
        for each, _ in pictures[1:]:
            tiles = self._changes.difference(first, each.scene, self._scale)
            if tiles is None:
                return [(0, 0, width, height)]
            unlike |= tiles
        boxes = Grid.over(first.width, first.height).boxes(unlike)
        edges = [(round(k * self._scale) for k in (x, y, x + w, y + h)) for x, y, w, h in boxes]
        inside = [(left, top, min(right, width), min(bottom, height)) for left, top, right, bottom in edges]
        return [box for box in inside if box[0] < box[2] and box[1] < box[3]]

    def lay(self, image: QImage, parts: Sequence[tuple[float, float, QImage | Scene]]) -> None:
        """Lay images and scenes on an image, each with its upper left corner at a point of the scene."""
        painter = QPainter(image)
        try:
            for x, y, part in parts:
                if isinstance(part, QImage):
                    painter.drawImage(QPointF(x, y), part)
                    continue
                painter.save()
                painter.translate(x, y)
                paint(part, painter, self._lettering)
                painter.restore()
        finally:
            painter.end()


def pixels(image: QImage) -> Bytes:
    """The pixels of an opaque image, uint8 (h, w, 4): blue, green, red and one that says nothing.

    They are the image's own memory, and must not outlive it.
    """
    flat = np.frombuffer(image.bits(), np.uint8)
    return flat.reshape(image.height(), image.bytesPerLine() // 4, 4)[:, : image.width()]


def png_of(image: QImage, box: tuple[int, int, int, int] | None = None) -> bytes:
    """An image, or a box (left, top, width, height) of it, as a PNG; the same pixels give the same bytes."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    part = image if box is None else image.copy(*box)
    if not part.save(buffer, "PNG"):  # type: ignore[call-overload]
        raise UserError("there is not enough memory to pack the picture", hint="Ask for a smaller one.")
    return bytes(buffer.data().data())


def differing(old: Bytes, new: Bytes) -> tuple[int, int, int, int] | None:
    """The smallest box (left, top, width, height) that holds all pixels in which two images differ; none if none do."""
    unlike = old.view(np.uint32)[..., 0] != new.view(np.uint32)[..., 0]
    rows = np.flatnonzero(unlike.any(axis=1))
    if not len(rows):
        return None
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    columns = np.flatnonzero(unlike[top:bottom].any(axis=0))
    left, right = int(columns[0]), int(columns[-1]) + 1
    return left, top, right - left, bottom - top
