"""How long a film takes to make and how large its file will be, before it is made."""

from __future__ import annotations

import time
from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from netexplorer.publish.film.make import FilmRequest
from netexplorer.publish.film.options import FilmOptions
from netexplorer.publish.film.reel import Reel

#: Of the bundled dataset, 1991 to 2022, at 1280 × 720: bytes of a picture, and milliseconds to draw and to pack it.
MEASURED: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "mp4": (1_800.0, 25.0),
        "webm": (5_500.0, 60.0),
        "gif": (25_000.0, 40.0),
        "webp": (33_000.0, 150.0),
        "apng": (157_000.0, 50.0),
        "png": (157_000.0, 50.0),
        "folder": (170_000.0, 60.0),
    }
)
MEASURED_PIXELS = 1280 * 720
SAMPLE_S = 1.0  # that is spent on looking how long a picture of this network takes
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
    return len(Reel(request.net, request.view, request.positions, options))


def estimate(request: FilmRequest, pictures: int, slow_ms: float = 0.0) -> Guess:
    """What a film of so many pictures takes; ``slow_ms`` is how long one of this network takes to draw, if known."""
    options = request.options
    share = options.width * options.height / MEASURED_PIXELS
    size, ms = MEASURED[options.format]
    return Guess(pictures, pictures * size * share, pictures * max(ms * share, slow_ms) / 1e3)


def drawing_ms(request: FilmRequest) -> float:
    """How long a picture of this network takes to draw: the first, the last and some between, for about a second."""
    options: FilmOptions = replace(request.options, pace="even", seconds=10.0, hold=0.0, fps=10.0)
    reel = Reel(request.net, request.view, request.positions, options)
    start, drawn = time.perf_counter(), 0
    for number in (50, 0, 99, 25, 75, 10, 60, 90):
        reel.picture(number)
        drawn += 1
        if time.perf_counter() - start > SAMPLE_S:
            break
    return (time.perf_counter() - start) / drawn * 1e3


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
