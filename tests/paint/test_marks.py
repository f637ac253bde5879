"""Marks drawn by the pixels they were drawn with before."""

from __future__ import annotations

from random import Random
from typing import get_args

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter

from netexplorer.paint import marks
from netexplorer.paint.device import device_of
from netexplorer.paint.marks import LARGEST_PX, draw_outlines
from netexplorer.scene.primitives import ShapeName, Shapes

RED, INK, GROUND = 0xFFC03020, 0xFF203040, 0xFFF4F1EA


def drawn(draw: object, item: Shapes, scale: float, dx: float = 0.0) -> np.ndarray:
    image = QImage(round(120 * scale), round(90 * scale), QImage.Format.Format_RGB32)
    image.fill(GROUND)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    painter.translate(dx, 0.0)
    draw(item, painter)  # type: ignore[operator]
    painter.end()
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return pixels[:, : image.width(), :3].astype(int)


def remembered_ones(item: Shapes, painter: QPainter) -> None:
    marks.draw_remembered(item, device_of(painter))


def some(shape: ShapeName, chance: Random, *, count: int = 12) -> Shapes:
    xy = np.array([(chance.uniform(16, 104), chance.uniform(16, 74)) for _ in range(count)], np.float32)
    size = np.array([chance.uniform(3, 30) for _ in range(count)], np.float32)
    return Shapes(shape, xy, size, RED, INK, chance.choice([0.0, 1.2, 2.0]))


@pytest.mark.usefixtures("fonts")
@pytest.mark.parametrize("shape", get_args(ShapeName))
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_a_remembered_mark_looks_as_its_outline_but_for_rounding(shape: ShapeName, scale: float) -> None:
    chance = Random(shape)
    for _ in range(6):
        item, dx = some(shape, chance), chance.choice([0.0, 7.0, 3.25])
        outlines, remembered = drawn(draw_outlines, item, scale, dx), drawn(remembered_ones, item, scale, dx)
        assert (outlines != GROUND & 0xFF).any()
        assert abs(outlines - remembered).max() <= 3
        assert (remembered == drawn(remembered_ones, item, scale, dx)).all()


@pytest.mark.usefixtures("fonts")
def test_a_mark_is_drawn_once_for_all_times_it_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    real = marks.draw_outlines
    monkeypatch.setattr(marks, "draw_outlines", lambda item, painter: (made.append(1), real(item, painter)))
    marks._pixels.cache_clear()
    item = some("hexagon", Random(1))
    for _ in range(5):
        drawn(remembered_ones, item, 1.0)
    assert len(made) == len(item.xy)


@pytest.mark.usefixtures("fonts")
def test_what_is_too_large_or_nowhere_is_not_remembered() -> None:
    marks._pixels.cache_clear()
    xy = np.array([(40, 40), (np.nan, 3), (1e30, 5), (np.inf, 1)], np.float32)
    item = Shapes("circle", xy, np.array([LARGEST_PX + 1, 9, 9, 9], np.float32), RED)
    image = drawn(remembered_ones, item, 1.0)
    assert (image[40, 40] == [0x20, 0x30, 0xC0]).all()
    assert marks._pixels.cache_info().currsize == 0
