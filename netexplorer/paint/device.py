"""Where a picture is painted, looked at once for each picture: Qt takes a while to say it for each mark."""

from __future__ import annotations

from math import floor
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPaintEngine, QPainter


class Device(NamedTuple):
    """A painter that is open, and how the pixels of a scene lie on its device.

    Attributes
    ----------
    is_pdf : bool
        A document, which keeps letters and outlines; else pixels.
    scale, dx, dy : float
        A point of the scene lies ``scale * x + dx``, ``scale * y + dy`` pixels right of and below the corner of some
        pixel of the device: which one makes no difference to how it looks, so dx and dy are in 0 … 1.
    """

    painter: QPainter
    is_pdf: bool
    scale: float
    dx: float
    dy: float


def device_of(painter: QPainter) -> Device:
    """Look at a painter as it is now; what moves or scales it makes another device of it."""
    transform = painter.deviceTransform()
    is_pdf = painter.paintEngine().type() == QPaintEngine.Type.Pdf
    dx, dy = transform.dx(), transform.dy()
    return Device(painter, is_pdf, transform.m11(), dx - floor(dx), dy - floor(dy))


#: What ``QPainter.drawImage`` takes: where, and the image; and the part of it, where pixels of scene and device differ.
Image = tuple[QPointF, QImage] | tuple[QRectF, QImage, QRectF]


def placed_image(image: QImage, left: float, top: float, scale: float) -> Image:
    """An image whose pixels are the device's, ``left, top`` of them from the origin of the scene."""
    if scale == 1.0:
        return QPointF(left, top), image
    target = QRectF(left / scale, top / scale, image.width() / scale, image.height() / scale)
    return target, image, QRectF(image.rect())
