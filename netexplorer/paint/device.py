"""Where a picture is painted, looked at once for each picture: Qt takes a while to say it for each mark."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QPaintEngine, QPainter


class Device(NamedTuple):
    """A painter that is open, and how the pixels of a scene lie on its device.

    Attributes
    ----------
    is_pdf : bool
        A document, which keeps letters and outlines; else pixels.
    scale, dx, dy : float
        A point of the scene lies at ``scale * x + dx``, ``scale * y + dy`` pixels of the device.
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
    return Device(painter, is_pdf, transform.m11(), transform.dx(), transform.dy())
