from __future__ import annotations

import xml.etree.ElementTree as ET
from base64 import b64decode

import numpy as np
import pytest
from PySide6.QtGui import QImage

from netexplorer.paint.pdf import to_pdf
from netexplorer.paint.png import to_image
from netexplorer.paint.svg import to_svg
from netexplorer.scene.primitives import Raster
from tests.paint.samples import BLACK, RED, TEAL, WHITE, scene

pytestmark = pytest.mark.usefixtures("fonts")
PIXELS = np.array([[RED, TEAL, BLACK], [TEAL, RED, WHITE]], dtype=np.uint32)


def pixels(image: QImage, x: int, y: int, w: int, h: int) -> list[list[int]]:
    return [[image.pixel(x + i, y + j) for i in range(w)] for j in range(h)]


def test_pixels_lie_where_they_were_put_and_are_not_changed() -> None:
    image = to_image(scene(Raster((10, 20, 3, 2), PIXELS)))
    assert pixels(image, 10, 20, 3, 2) == PIXELS.tolist()
    assert image.pixel(9, 20) == image.pixel(13, 20) == image.pixel(10, 22) == WHITE


def test_pixels_that_do_not_lie_in_one_piece_are_the_same() -> None:
    wide = np.zeros((2, 6), dtype=np.uint32)
    wide[:, ::2] = PIXELS
    image = to_image(scene(Raster((10, 20, 3, 2), wide[:, ::2])))
    assert pixels(image, 10, 20, 3, 2) == PIXELS.tolist()


def test_pixels_are_stretched_and_stay_sharp_unless_they_shall_be_smooth() -> None:
    sharp = to_image(scene(Raster((10, 20, 30, 20), PIXELS)))
    assert [sharp.pixel(x, 25) for x in (11, 19, 20, 29, 30)] == [RED, RED, TEAL, TEAL, BLACK]
    smooth = to_image(scene(Raster((10, 20, 30, 20), PIXELS, smooth=True)))
    assert smooth.pixel(19, 25) not in (RED, TEAL)


def test_what_is_not_opaque_lets_the_ground_through() -> None:
    half = np.full((1, 1), 0x80000000, dtype=np.uint32)
    image = to_image(scene(Raster((0, 0, 10, 10), half, opaque=False)))
    assert image.pixelColor(5, 5).red() == 127
    assert to_image(scene(Raster((0, 0, 10, 10), half))).pixel(5, 5) == BLACK


def test_svg_carries_the_same_pixels() -> None:
    root = ET.fromstring(to_svg(scene(Raster((10, 20, 30, 20), PIXELS))))
    image = root.find("{http://www.w3.org/2000/svg}image")
    assert image is not None
    assert [image.get(key) for key in ("x", "y", "width", "height")] == ["10", "20", "30", "20"]
    packed = b64decode((image.get("href") or "").partition("base64,")[2])
    assert pixels(QImage.fromData(packed), 0, 0, 3, 2) == PIXELS.tolist()


def test_a_pdf_carries_an_image() -> None:
    assert b"/Subtype /Image" in to_pdf(scene(Raster((10, 20, 30, 20), PIXELS)))


@pytest.mark.parametrize("shape", [(0, 0), (0, 4), (3, 0)])
def test_no_pixels_draw_nothing(shape: tuple[int, int]) -> None:
    empty = scene(Raster((10, 20, 30, 20), np.zeros(shape, dtype=np.uint32)))
    assert to_image(empty) == to_image(scene())
    assert b"<image" not in to_svg(empty)
