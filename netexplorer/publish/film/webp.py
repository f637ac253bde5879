"""Animated WebP without loss: Pillow takes the pictures one after another."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from netexplorer.paint.films import Bytes

if TYPE_CHECKING:
    from PIL.Image import Image

EFFORT = 1  # of 6: more makes the file a tenth smaller and takes several times as long


def webp(pictures: Iterable[Bytes], durations_ms: Sequence[int]) -> bytes:
    """The file; it is shown for ever.

    Parameters
    ----------
    pictures : iterable of uint8 (h, w, 4)
        As many as there are durations, each asked for when the one before is packed.
    """
    buffer = io.BytesIO()
    strip = _strip(pictures, len(durations_ms))
    strip.save(
        buffer, "WEBP", save_all=True, duration=list(durations_ms), loop=0, lossless=True, quality=30, method=EFFORT
    )
    return buffer.getvalue()


def _strip(pictures: Iterable[Bytes], count: int) -> Image:
    """An image of so many frames that has one of them at a time."""
    from PIL import Image  # only who writes a film needs it

    coming = iter(pictures)

    class Strip(Image.Image):
        """What Pillow asks for its frames, from the first to the last."""

        n_frames = count
        seen = -1

        def seek(self, frame: int) -> None:
            """Take the next frame; Pillow goes back to the first when it has seen all."""
            if frame == self.seen + 1:
                picture = next(coming)
                rgb = np.ascontiguousarray(picture[..., 2::-1])
                height, width = rgb.shape[:2]
                image = Image.frombytes("RGB", (width, height), rgb.tobytes())
                self.im, self._size, self._mode = image.im, image.size, "RGB"
                self.seen = frame

        def tell(self) -> int:
            """The frame that is there."""
            return max(self.seen, 0)

    strip = Strip()
    strip.seek(0)
    return strip
