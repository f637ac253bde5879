"""How long a film takes to make and how large its file will be, before it is made."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct

from netexplorer.publish.film.make import FilmRequest
from netexplorer.publish.film.storyreel import reel_of

#: Of the bundled dataset, 1991 to 2022, at 1280 × 720: bytes of a picture, and its processor time in milliseconds.
MEASURED: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "mp4": (1_800.0, 26.0),
        "webm": (5_500.0, 160.0),
        "gif": (24_000.0, 55.0),
        "webp": (33_000.0, 150.0),
        "apng": (157_000.0, 50.0),
        "png": (157_000.0, 50.0),
        "folder": (203_000.0, 57.0),
    }
)
MEASURED_PIXELS = 1280 * 720
LONG = 3_600.0


class Guess(Struct, frozen=True):
    """About so many pictures, bytes and seconds."""

    pictures: int
    bytes: float
    seconds: float

    def words(self) -> str:
        """For a person."""
        return f"{self.pictures:,} pictures, about {size_words(self.bytes)} and {time_words(self.seconds)} to make"


def pictures_of(request: FilmRequest) -> int:
    """How many pictures a film has; one that stays at changes has to be written for that."""
    options = request.options
    if options.seconds:
        return max(round(options.seconds * options.fps), 1)
    return len(reel_of(request.net, request.view, request.positions, options))


def estimate(request: FilmRequest, pictures: int, slow_ms: float = 0.0) -> Guess:
    """What a film of so many pictures takes; ``slow_ms`` is how long one of this network takes to draw, if known."""
    options = request.options
    share = options.width * options.height / MEASURED_PIXELS
    size, ms = MEASURED[options.format]
    return Guess(pictures, pictures * size * share, pictures * max(ms * share, slow_ms) / 1e3)


def size_words(size: float) -> str:
    """``2.5 MB``."""
    for unit, each in (("GB", 1e9), ("MB", 1e6)):
        if size >= each:
            return f"{size / each:.1f} {unit}" if size < 10 * each else f"{size / each:.0f} {unit}"
    return f"{max(size / 1e3, 1.0):.0f} kB"


def time_words(seconds: float) -> str:
    """``40 seconds``, ``5 minutes``."""
    if seconds < 90:
        return f"{max(round(seconds), 1)} seconds"
    return f"{round(seconds / 60)} minutes" if seconds < 2 * LONG else f"{round(seconds / LONG)} hours"
