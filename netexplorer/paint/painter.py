"""Scenes onto a ``QPainter``: one function per primitive, each batch with one pen and one brush.

The window and the command line call the same :func:`paint`, so their pictures are the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import starmap
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QByteArray, QDataStream, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QImage, QLinearGradient, QPainter, QPainterPath, QPolygonF

from netexplorer.paint.device import Device, device_of
from netexplorer.paint.lettering import Lettering
from netexplorer.paint.marks import draw_outlines, draw_remembered
from netexplorer.paint.outlines import hatch
from netexplorer.paint.pens import color_of, fill_of, pen_of
from netexplorer.paint.raster import image_of
from netexplorer.paint.remembered import Remembered
from netexplorer.scene.primitives import Curves, Group, Polygon, Raster, Rects, Scene, Segments, Shapes, Texts

FADE_STEPS = 256
KEPT_BATCHES = 2048
MANY_CORNERS = 64

_LINES: Remembered[list[QLineF]] = Remembered(KEPT_BATCHES)
Draw = Callable[[Any, Device, Lettering], None]


def paint(scene: Scene, painter: QPainter, lettering: Lettering) -> None:
    """Draw ``scene`` with its top left corner at the painter's origin.

    Parameters
    ----------
    painter : QPainter
        Open on any device; scaled by the caller for dense screens and large pictures. Its clip is respected, so a
        caller who redraws a part sets a clip first.
    lettering : Lettering
        How text gets onto this kind of device, with its memory of texts drawn before.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    if scene.background >> 24:
        painter.fillRect(QRectF(0.0, 0.0, scene.width, scene.height), color_of(scene.background))
    device = device_of(painter)
    for item in scene.items:
        DRAW[type(item)](item, device, lettering)
    painter.restore()


def _segments(item: Segments, device: Device, _: Lettering) -> None:
    painter = device.painter
    if len(item.xy):
        painter.setPen(pen_of(item.argb, item.width_px, item.dash, item.round_cap))
        lines = _LINES.find(item) or _LINES.keep(item, list(starmap(QLineF, item.xy.tolist())))
        if item.round_cap:  # Qt would make one outline of several, and where they cross they would look otherwise
            for line in lines:
                painter.drawLine(line)
        else:
            painter.drawLines(lines)


def _curves(item: Curves, device: Device, _: Lettering) -> None:
    painter = device.painter
    painter.setPen(pen_of(item.argb, item.width_px, item.dash, item.round_cap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for x0, y0, cx, cy, x1, y1 in item.xy.tolist():  # one path each: Qt is slow to stroke one of many crossing curves
        path = QPainterPath(QPointF(x0, y0))
        path.quadTo(cx, cy, x1, y1)
        painter.drawPath(path)


def _shapes(item: Shapes, device: Device, _: Lettering) -> None:
    if device.is_pdf:
        draw_outlines(item, device.painter)
    else:
        draw_remembered(item, device)


def _rects(item: Rects, device: Device, _: Lettering) -> None:
    painter = device.painter
    painter.setPen(pen_of(item.stroke, item.stroke_px))
    painter.setBrush(fill_of(item.fill))
    if item.hatch:
        _hatched(item, painter)
        return
    for x, y, w, h in item.xywh.tolist():
        if item.fill_right is not None:
            if device.is_pdf:
                _fade_as_picture(item, painter, QRectF(x, y, w, h))
                continue
            painter.setBrush(_fade(x, w, item.fill, item.fill_right))
        if item.radius_px > 0:
            painter.drawRoundedRect(QRectF(x, y, w, h), item.radius_px, item.radius_px)
        else:
            painter.drawRect(QRectF(x, y, w, h))


def _fade(x: float, w: float, left: int, right: int) -> QBrush:
    gradient = QLinearGradient(x, 0.0, x + max(w, 1e-3), 0.0)
    gradient.setColorAt(0.0, color_of(left))
    gradient.setColorAt(1.0, color_of(right))
    return QBrush(gradient)


def _fade_as_picture(item: Rects, painter: QPainter, box: QRectF) -> None:
    """Qt writes a fading gradient into a PDF with a mask that no reader understands; a row of pixels it writes well."""
    row = QImage(FADE_STEPS, 1, QImage.Format.Format_ARGB32_Premultiplied)
    row.fill(0)
    inner = QPainter(row)
    inner.fillRect(row.rect(), _fade(0.0, FADE_STEPS, item.fill, item.fill_right or 0))
    inner.end()
    painter.drawImage(box, row, QRectF(row.rect()))
    if item.stroke >> 24 and item.stroke_px > 0:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)


def _hatched(item: Rects, painter: QPainter) -> None:
    """Stripes of the fill, the ground between them; the stroke goes round the whole."""
    stripes = QPainterPath()
    for x, y, w, h in item.xywh.tolist():
        for stripe in hatch(x, y, w, h):
            stripes.addPolygon(QPolygonF([QPointF(*point) for point in stripe]))
            stripes.closeSubpath()
    painter.fillPath(stripes, fill_of(item.fill))
    if item.stroke >> 24 and item.stroke_px > 0:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for x, y, w, h in item.xywh.tolist():
            painter.drawRect(QRectF(x, y, w, h))


def _raster(item: Raster, device: Device, _: Lettering) -> None:
    if item.argb.size:
        painter = device.painter
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, item.smooth)
        painter.drawImage(QRectF(*item.xywh), image_of(item))


def _polygon(item: Polygon, device: Device, _: Lettering) -> None:
    painter = device.painter
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill_of(item.fill))
    painter.drawPolygon(polygon_of(item.xy))


def polygon_of(xy: npt.NDArray[np.float32]) -> QPolygonF:
    """The corners (k, 2) as Qt has them; many are handed over as bytes, fifteen times as fast as point by point."""
    if len(xy) < MANY_CORNERS:
        return QPolygonF(list(starmap(QPointF, xy.tolist())))
    polygon = QPolygonF()
    stream = QDataStream(QByteArray(len(xy).to_bytes(4, "big") + xy.astype(">f8").tobytes()))
    stream >> polygon
    return polygon


def _texts(item: Texts, device: Device, lettering: Lettering) -> None:
    lettering.draw_all(item, device)


def _group(item: Group, device: Device, lettering: Lettering) -> None:
    painter = device.painter
    painter.save()
    if item.clip is not None:  # in the pixels of the parent: what scrolls moves below a clip that stays
        painter.setClipRect(QRectF(*item.clip), Qt.ClipOperation.IntersectClip)
    painter.translate(item.dx, item.dy)
    moved = device_of(painter)
    for part in item.items:
        DRAW[type(part)](part, moved, lettering)
    painter.restore()


DRAW: Mapping[type, Draw] = MappingProxyType(
    {
        Segments: _segments,
        Curves: _curves,
        Shapes: _shapes,
        Rects: _rects,
        Raster: _raster,
        Polygon: _polygon,
        Texts: _texts,
        Group: _group,
    }
)
