"""GIF: one palette for the whole film, so that no colour flickers; of each picture only what is new in it."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from netexplorer.paint.films import Bytes

COLOURS = 255  # and one that says: as it was
CLEAR = 255
EXACT = 128  # colours that are kept as they are: grounds, letters, lines
ENTRIES = 256
UNKNOWN = 0xFFFF

U8 = npt.NDArray[np.uint8]
U16 = npt.NDArray[np.uint16]
U32 = npt.NDArray[np.uint32]


def gif(pictures: Iterable[Bytes], samples: Sequence[Bytes], durations_ms: Sequence[int]) -> Iterator[bytes]:
    """The file in pieces.

    Parameters
    ----------
    pictures : iterable of uint8 (h, w, 4)
        Each is looked at until the next is asked for.
    samples : sequence of uint8 (h, w, 4)
        Pictures of the film from which the colours are chosen.
    durations_ms : sequence of int
        How long each stands; a picture like the one before adds to the time of that one.
    """
    from PIL import GifImagePlugin, Image  # only who writes a film needs it

    colours = Palette(palette(samples))
    before: U8 | None = None
    pending: tuple[U8, tuple[int, int]] | None = None
    stands = 0

    def packed(part: tuple[U8, tuple[int, int]], stands: int) -> bytes:
        image = Image.fromarray(part[0])
        image.putpalette(colours.rgb.tobytes())
        return b"".join(GifImagePlugin.getdata(image, part[1], duration=stands, transparency=CLEAR, disposal=1))

    for picture, duration in zip(pictures, durations_ms, strict=True):
        now = colours.rows(picture)
        if before is None:
            yield _header(now.shape[1], now.shape[0], colours.rgb)
            fresh: tuple[U8, tuple[int, int]] | None = (now, (0, 0))
        else:
            fresh = _other(before, now)
        if fresh is not None:
            if pending is not None:
                yield packed(pending, stands)
            pending, stands = fresh, 0
        stands += duration
        before = now
    if pending is not None:
        yield packed(pending, stands)
    yield b";"


def _other(before: U8, now: U8) -> tuple[U8, tuple[int, int]] | None:
    """The box of what differs, with :data:`CLEAR` where it does not, and its corner; none where nothing does."""
    unlike = before != now
    rows, columns = np.flatnonzero(unlike.any(axis=1)), np.flatnonzero(unlike.any(axis=0))
    if not len(rows):
        return None
    box = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return np.where(unlike[box], now[box], np.uint8(CLEAR)), (int(columns[0]), int(rows[0]))


def _header(width: int, height: int, rgb: U8) -> bytes:
    """A GIF that is shown for ever."""
    size = struct.pack("<HH", width, height)
    return b"GIF89a" + size + b"\xf7\0\0" + rgb.tobytes() + b"!\xff\x0bNETSCAPE2.0\x03\x01\0\0\0"


def palette(samples: Sequence[Bytes]) -> U8:
    """256 colours, uint8 (256, 3), for all pictures: the most frequent as they are, the others by their like."""
    from PIL import Image

    found: dict[int, int] = {}
    for sample in samples:
        values, counts = np.unique(_colours(sample), return_counts=True)
        for value, count in zip(values.tolist(), counts.tolist(), strict=True):
            found[value] = found.get(value, 0) + count
    ordered = sorted(found, key=lambda value: (-found[value], value))
    exact, rest = ordered[:EXACT], ordered[EXACT:]
    rgb = _rgb(np.array(exact, dtype=np.uint32))
    if rest:
        others = Image.fromarray(_rgb(np.array(rest, dtype=np.uint32))[None])
        few = others.quantize(COLOURS - len(exact), method=Image.Quantize.MEDIANCUT)
        mean = np.array(few.getpalette() or (), dtype=np.uint8).reshape(-1, 3)
        rgb = np.concatenate([rgb, mean[: COLOURS - len(exact)]])
    full = np.zeros((ENTRIES, 3), dtype=np.uint8)
    full[: len(rgb)] = rgb
    full[len(rgb) :] = rgb[0]
    return full


class Palette:
    """Finds the nearest of some colours (256, 3) for every pixel, and remembers the answer for each colour."""

    def __init__(self, rgb: U8) -> None:
        self.rgb = rgb
        self._known = np.full(1 << 24, UNKNOWN, dtype=np.uint16)

    def rows(self, picture: Bytes) -> U8:
        """The place of every pixel's colour, uint8 (h, w)."""
        colours = _colours(picture)
        places = self._known[colours]
        if (places == UNKNOWN).any():
            fresh = np.unique(colours[places == UNKNOWN])
            self._known[fresh] = self._nearest(fresh)
            places = self._known[colours]
        return places.astype(np.uint8)

    def _nearest(self, colours: U32) -> U16:
        known = self.rgb[:COLOURS].astype(np.int32)
        out = np.empty(len(colours), dtype=np.uint16)
        for start in range(0, len(colours), 4096):
            far = _rgb(colours[start : start + 4096]).astype(np.int32)[:, None, :] - known
            out[start : start + 4096] = (far * far).sum(axis=2).argmin(axis=1)
        return out


def _colours(picture: Bytes) -> U32:
    """The colour of each pixel as one number, uint32 (h, w)."""
    colours: U32 = np.ascontiguousarray(picture).view(np.uint32)[..., 0] & np.uint32(0xFFFFFF)
    return colours


def _rgb(colours: U32) -> U8:
    return np.stack([colours >> 16, colours >> 8 & 255, colours & 255], axis=1).astype(np.uint8)
