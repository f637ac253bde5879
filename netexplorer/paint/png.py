"""Scenes as PNG files."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage, QPainter

from netexplorer.errors import UserError
from netexplorer.graph.plain import plain
from netexplorer.paint.fonts import Fonts
from netexplorer.paint.lettering import Lettering, SpriteLettering
from netexplorer.paint.metadata import KEYWORD, with_png_texts
from netexplorer.paint.painter import paint
from netexplorer.scene.primitives import Scene

LONGEST_SIDE_PX = 20_000
MOST_PIXELS = 400_000_000
METRES_PER_INCH = 0.0254


def to_image(scene: Scene, *, scale: float = 1.0, lettering: Lettering | None = None) -> QImage:
    """``scene`` as pixels, ``scale`` pixels of the image for one of the scene.

    With a ``lettering`` texts that it has drawn before are drawn quickly; one thread at a time may use it.

    Raises
    ------
    UserError
        The picture is larger than 20 000 pixels on a side or 400 megapixels, empty, or memory does not suffice.
    """
    width, height = check_size(scene.width * scale, scene.height * scale)
    opaque = scene.background >> 24 == 255
    image = QImage(width, height, QImage.Format.Format_RGB32 if opaque else QImage.Format.Format_ARGB32_Premultiplied)
    if image.isNull():
        raise UserError(f"there is not enough memory for a picture of {width} × {height} pixels")
    image.fill(scene.background if opaque else 0)
    painter = QPainter(image)
    painter.scale(scale, scale)
    paint(scene, painter, lettering or SpriteLettering(Fonts()))
    painter.end()
    return image


def check_size(width: float, height: float) -> tuple[int, int]:
    """The size in whole pixels, or a ``UserError`` when no picture can be that large or small."""
    if not (0 < width <= LONGEST_SIDE_PX and 0 < height <= LONGEST_SIDE_PX and width * height <= MOST_PIXELS):
        raise UserError(
            f"a picture cannot be {width:.0f} × {height:.0f} pixels large",
            hint=f"A side may have 1 to {LONGEST_SIDE_PX} pixels, the whole {MOST_PIXELS // 10**6} megapixels.",
        )
    return ceil(width - 1e-6), ceil(height - 1e-6)


def to_png(scene: Scene, *, scale: float = 1.0, dpi: float = 96.0, metadata: str = "") -> bytes:
    """``scene`` as a PNG file; the same scene gives the same bytes.

    Parameters
    ----------
    scale : float
        Pixels of the file for one pixel of the scene.
    dpi : float
        Pixels per inch the file asks to be printed with; it does not change the pixels.
    metadata : str
        A note for :func:`netexplorer.paint.metadata.read_metadata`.

    Raises
    ------
    UserError
        As in :func:`to_image`.
    """
    image = to_image(scene, scale=scale)
    image.setDotsPerMeterX(round(dpi / METRES_PER_INCH))
    image.setDotsPerMeterY(round(dpi / METRES_PER_INCH))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG"):  # type: ignore[call-overload]
        raise UserError("there is not enough memory to pack the picture", hint="Ask for a smaller one.")
    return with_png_texts(bytes(buffer.data().data()), {KEYWORD: metadata, "Title": plain(scene.title)})
