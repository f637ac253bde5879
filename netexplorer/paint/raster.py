"""Pixels that were made elsewhere, as an image that Qt draws and as a PNG that SVG carries."""

from __future__ import annotations

import base64

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage

from netexplorer.scene.primitives import Raster


def image_of(item: Raster) -> QImage:
    """An image over the pixels of ``item``, without a copy where they lie in one piece; it must not outlive them."""
    pixels = np.ascontiguousarray(item.argb, dtype=np.uint32)
    height, width = pixels.shape
    kind = QImage.Format.Format_RGB32 if item.opaque else QImage.Format.Format_ARGB32_Premultiplied
    image = QImage(pixels.data.cast("B"), width, height, 4 * width, kind)
    return image if pixels is item.argb else image.copy()


def pixels_of(image: QImage) -> npt.NDArray[np.uint32]:
    """The pixels (h, w) of an image of 32 bits a pixel, as a copy."""
    rows = np.frombuffer(image.constBits(), dtype=np.uint32).reshape(image.height(), image.bytesPerLine() // 4)
    return rows[:, : image.width()].copy()


def png_uri(item: Raster) -> str:
    """``item`` as a PNG in a data URI; the same pixels give the same text."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image_of(item).save(buffer, "PNG"):  # type: ignore[call-overload]
        raise OSError("Qt could not write a PNG into memory.")
    return "data:image/png;base64," + base64.b64encode(buffer.data().data()).decode("ascii")
