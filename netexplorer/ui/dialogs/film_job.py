"""The preview of a film: one picture of it at a time, drawn as in the film, by a job that knows no widgets."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from PySide6.QtGui import QImage

from netexplorer.graph.network import TemporalNetwork
from netexplorer.publish.film.options import FilmOptions
from netexplorer.publish.film.storyreel import AnyReel, reel_of
from netexplorer.session.state import ViewState

SIZES = (
    ("hd", "HD, 1280 × 720", (1280, 720)),
    ("full", "Full HD, 1920 × 1080", (1920, 1080)),
    ("small", "Small, 960 × 540", (960, 540)),
    ("square", "Square, 1080 × 1080", (1080, 1080)),
    ("custom", "Another size…", (0, 0)),
)


class Look(Struct, frozen=True, eq=False):
    """One picture of a film: that of a number, or one that shows what is true at a tick."""

    net: TemporalNetwork
    view: ViewState
    positions: npt.NDArray[np.float32]
    options: FilmOptions
    number: int = -1
    tick: int = 0


class Seen(Struct, frozen=True, eq=False):
    """The picture, its number and how many there are; its date in words; milliseconds it took."""

    image: QImage
    number: int
    pictures: int
    date: str
    ms: float


class Looker:
    """Keeps the film that was looked at last, so that another of its pictures comes at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last: tuple[Look, AnyReel] | None = None

    def look(self, asked: Look, progress: Callable[[float], None], cancelled: Callable[[], bool]) -> Seen | None:
        """The picture that was asked for; none when nobody waits for it any more.

        Raises
        ------
        UserError
            No film can be like that.
        """
        with self._lock:
            if cancelled():
                return None
            reel = self._reel(asked)
            number = asked.number if asked.number >= 0 else reel.number_at(asked.tick)
            number = min(number, len(reel) - 1)
            start = time.perf_counter()
            image = reel.picture(number)
            return Seen(image, number, len(reel), reel.date(number), (time.perf_counter() - start) * 1e3)

    def _reel(self, asked: Look) -> AnyReel:
        last = self._last
        if last is not None:
            known, reel = last
            is_same = known.net is asked.net and known.positions is asked.positions
            if is_same and known.view == asked.view and known.options == asked.options:
                return reel
        reel = reel_of(asked.net, asked.view, asked.positions, asked.options)
        self._last = asked, reel
        return reel
