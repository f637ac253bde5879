"""Colours, brushes and pens, remembered: a picture has a few dozen, and the next one the same."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPen


def color_of(argb: int) -> QColor:
    """The colour of ``0xAARRGGBB``."""
    return QColor.fromRgba(argb)


@lru_cache(maxsize=256)
def fill_of(argb: int) -> QBrush:
    """A brush; none where the colour is nothing."""
    return QBrush(color_of(argb)) if argb >> 24 else QBrush()


@lru_cache(maxsize=256)
def pen_of(argb: int, width_px: float, dash: tuple[float, ...] = (), round_cap: bool = False) -> QPen:
    """A pen; none where the colour or the width is nothing. ``dash`` is in pixels."""
    if not argb >> 24 or width_px <= 0:
        return QPen(Qt.PenStyle.NoPen)
    pen = QPen(color_of(argb), width_px)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap if round_cap else Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    if dash:
        pen.setDashPattern([length / width_px for length in (dash if len(dash) % 2 == 0 else dash * 2)])
    return pen
