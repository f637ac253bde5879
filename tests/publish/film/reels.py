"""A small film for tests."""

from __future__ import annotations

import numpy as np
from msgspec.structs import replace

from netexplorer.publish.film.options import FilmOptions, usual
from netexplorer.publish.film.reel import Reel
from netexplorer.session.layout import positions
from tests.session.examples import at, small

NET = small()
XY = positions(NET, "sides")
VIEW = at(NET, "2014-04-05", lens="")


def wish(**more: object) -> FilmOptions:
    """Four seconds of it, small."""
    start, end = (NET.axis.parse(date).earliest for date in ("2013", "2019"))
    shape = {"start": start, "end": end, "seconds": 4.0, "fps": 10.0, "hold": 0.3, "width": 640, "height": 360}
    return replace(usual(NET, "apng"), **(shape | more))


def reel(**more: object) -> Reel:
    """The film of these wishes."""
    return Reel(NET, VIEW, XY, wish(**more))


def pixels(film: Reel, number: int) -> np.ndarray:
    """The pixels of a picture, uint8 (h, w, 4), on their own."""
    from netexplorer.paint import films

    image = film.picture(number)
    return np.array(films.pixels(image))
