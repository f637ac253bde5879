"""Animated PNG: the chunks of one PNG after another, of each picture only the box that is other than before."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from PySide6.QtGui import QImage

from netexplorer.paint.films import Bytes, differing, pixels, png_of
from netexplorer.paint.metadata import PNG_SIGNATURE, chunks


def apng(pictures: Iterable[QImage], durations_ms: Sequence[int]) -> Iterator[bytes]:
    """The file in pieces; it is shown for ever.

    Parameters
    ----------
    pictures : iterable of QImage
        As many as there are durations.
    """
    before: Bytes | None = None
    sequence = 0
    for image, duration in zip(pictures, durations_ms, strict=True):
        now = pixels(image)
        whole = (0, 0, image.width(), image.height())
        box = whole if before is None else differing(before, now) or (0, 0, 1, 1)
        inside = list(chunks(png_of(image, box)))
        if before is None:
            head = next(content for kind, content in inside if kind == b"IHDR")
            yield PNG_SIGNATURE + _chunk(b"IHDR", head) + _chunk(b"acTL", struct.pack(">II", len(durations_ms), 0))
        left, top, width, height = box
        control = struct.pack(">IIIIIHHBB", sequence, width, height, left, top, duration, 1000, 0, 0)
        yield _chunk(b"fcTL", control)
        sequence += 1
        data = b"".join(content for kind, content in inside if kind == b"IDAT")
        if before is None:
            yield _chunk(b"IDAT", data)
        else:
            yield _chunk(b"fdAT", struct.pack(">I", sequence) + data)
            sequence += 1
        before = np.array(now)
    yield _chunk(b"IEND", b"")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
