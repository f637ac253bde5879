"""Marks at many places: as outlines in a document, as remembered pixels on a screen."""

from __future__ import annotations

from functools import lru_cache
from itertools import starmap
from math import ceil, floor
from typing import NamedTuple

import numpy as np
from msgspec.structs import replace
from PySide6.QtCore import QLineF, QPointF, QSize
from PySide6.QtGui import QImage, QPainter

from netexplorer.paint.device import Device, Image, placed_image
from netexplorer.paint.outlines import OUTLINES, RING_HOLE, STROKES
from netexplorer.paint.pens import fill_of, pen_of
from netexplorer.paint.remembered import Remembered
from netexplorer.scene.primitives import ShapeName, Shapes

LARGEST_PX = 80.0  # of the device; what is larger is drawn afresh each time
FURTHEST_PX = 40_000.0  # of the device, from its corner; no picture reaches as far
REACH = 0.75  # no outline of a size of 1 reaches further from its centre
KEPT = 4096
KEPT_BATCHES = 2048


class Look(NamedTuple):
    """What the pixels of a mark depend on, but for its place; sizes are in pixels of the scene."""

    shape: ShapeName
    fill: int
    stroke: int
    stroke_px: float
    scale: float


def draw_outlines(item: Shapes, painter: QPainter) -> None:
    """Draw every mark as what it is."""
    painter.setPen(pen_of(item.stroke, item.stroke_px, round_cap=item.shape in STROKES))
    painter.setBrush(fill_of(item.fill))
    places = zip(item.xy.tolist(), item.size_px.tolist(), strict=True)
    if item.shape in STROKES:
        strokes = STROKES[item.shape]
        for (x, y), size in places:
            ends = [(x + x0 * size, y + y0 * size, x + x1 * size, y + y1 * size) for x0, y0, x1, y1 in strokes]
            painter.drawLines(list(starmap(QLineF, ends)))
        return
    if item.shape in OUTLINES:
        corners = OUTLINES[item.shape]
        for (x, y), size in places:
            painter.drawPolygon([QPointF(x + px * size, y + py * size) for px, py in corners])
        return
    for (x, y), size in places:
        centre = QPointF(x, y)
        painter.drawEllipse(centre, size / 2, size / 2)
        if item.shape == "ring":
            painter.drawEllipse(centre, size / 2 * RING_HOLE, size / 2 * RING_HOLE)


def draw_remembered(item: Shapes, device: Device) -> None:
    """Draw every mark by the pixels it was drawn with before: a tenth of the work, and the same but for rounding.

    They are remembered for the very place between the pixels of the device, as actors stand still while time moves.
    Lines are quick to draw, and Qt rounds them by where they lie: marks that are strokes are drawn afresh.
    """
    if item.shape in STROKES:
        draw_outlines(item, device.painter)
        return
    where = device.scale, device.dx, device.dy
    placed = _PLACED.find(item, where) or _PLACED.keep(item, _place(item, *where), where)
    draw = device.painter.drawImage
    for image in placed.images:
        draw(*image)
    if placed.afresh is not None:
        draw_outlines(placed.afresh, device.painter)


class Placed(NamedTuple):
    """The marks of a batch as images where they lie, and those that have none."""

    images: list[Image]
    afresh: Shapes | None


_PLACED: Remembered[Placed] = Remembered(KEPT_BATCHES)


def _place(item: Shapes, scale: float, dx: float, dy: float) -> Placed:
    look = Look(item.shape, item.fill, item.stroke, item.stroke_px, scale)
    images: list[Image] = []
    afresh: list[int] = []
    for at, ((x, y), size) in enumerate(zip(item.xy.tolist(), item.size_px.tolist(), strict=True)):
        across, down = x * scale + dx, y * scale + dy
        if not (abs(across) < FURTHEST_PX and abs(down) < FURTHEST_PX):  # or it is no number
            continue
        if (size + item.stroke_px) * scale > LARGEST_PX:
            afresh.append(at)
            continue
        column, row = floor(across), floor(down)
        image, reach = _pixels(look, size, across - column, down - row)
        images.append(placed_image(image, column - reach - dx, row - reach - dy, scale))
    rest = replace(item, xy=item.xy[afresh], size_px=item.size_px[afresh], ids=(), titles=()) if afresh else None
    return Placed(images, rest)


@lru_cache(maxsize=KEPT)
def _pixels(look: Look, size: float, x: float, y: float) -> tuple[QImage, int]:
    """A mark whose centre is ``x, y`` from the corner of a pixel, and how many pixels lie before that one."""
    scale = look.scale
    reach = ceil((REACH * size + look.stroke_px) * scale) + 2
    image = QImage(QSize(2 * reach + 1, 2 * reach + 1), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    centre = np.array([[(reach + x) / scale, (reach + y) / scale]])
    one = Shapes(look.shape, centre, np.array([size]), look.fill, look.stroke, look.stroke_px)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    draw_outlines(one, painter)
    painter.end()
    return image, reach
