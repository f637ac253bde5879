"""From the wish for a film to its file: what the window's job and the command line do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from PySide6.QtGui import QImage

from netexplorer.errors import UserError
from netexplorer.graph.atomic import folder_written_elsewhere, write_atomic, written_elsewhere
from netexplorer.graph.formats.reading import Progress, Wish, never, nowhere, stop_if
from netexplorer.graph.network import TemporalNetwork
from netexplorer.paint.films import Bytes, pixels, png_of
from netexplorer.publish.film.options import FilmOptions
from netexplorer.publish.film.storyreel import AnyReel, reel_of
from netexplorer.publish.film.video import encode, find_encoder
from netexplorer.session.state import ViewState

SAMPLES = 12  # pictures from which the colours of a GIF are chosen

Xy = npt.NDArray[np.float32]


class FilmRequest(Struct, frozen=True, eq=False):
    """One film, and where it is written."""

    net: TemporalNetwork
    view: ViewState
    positions: Xy
    options: FilmOptions
    path: Path


class _Shoot(Struct, frozen=True, eq=False):
    """The pictures of a film as they are asked for; each tells how far it is and asks whether to go on."""

    reel: AnyReel
    progress: Progress
    cancelled: Wish

    def images(self) -> Iterator[QImage]:
        for number in range(len(self.reel)):
            stop_if(self.cancelled)
            yield self.reel.picture(number)
            self.progress((number + 1) / len(self.reel))

    def arrays(self) -> Iterator[Bytes]:
        for image in self.images():
            yield pixels(image)

    def samples(self) -> list[Bytes]:
        numbers = np.unique(np.linspace(0, len(self.reel) - 1, SAMPLES).astype(int)).tolist()
        images = [self.reel.picture(number) for number in numbers]
        return [np.array(pixels(image)) for image in images]

    def durations_ms(self, unit_ms: int = 1) -> list[int]:
        """How long each stands, in whole units; together as long as the film, without drifting."""
        edges = np.round(np.arange(len(self.reel) + 1) * (1000.0 / self.reel.options.fps / unit_ms)).astype(int)
        return [int(each) * unit_ms for each in np.diff(edges)]


def make_film(request: FilmRequest, progress: Progress = nowhere, cancelled: Wish = never) -> FilmRequest:
    """Make the film and write it, wholly or not at all.

    Raises
    ------
    UserError
        No film can be like that, no encoder is there or it died, or the disk refused the file.
    Cancelled
        When that was wished; nothing is written.
    """
    kind = request.options.format
    encoder = find_encoder() if kind in ("mp4", "webm") else ""  # said before any work is done
    reel = reel_of(request.net, request.view, request.positions, request.options)
    stop_if(cancelled)
    shoot = _Shoot(reel, progress, cancelled)
    if encoder:
        size = (reel.options.width, reel.options.height)
        with written_elsewhere(request.path) as part:
            encode(shoot.arrays(), size, reel.options.fps, kind, part, encoder, cancelled)
    elif kind in _WRITERS:
        _WRITERS[kind](shoot, request.path)
    else:
        raise UserError(f"'{kind}' is no kind of film")
    return request


def _gif(shoot: _Shoot, path: Path) -> None:
    from netexplorer.publish.film.gif import gif

    write_atomic(path, gif(shoot.arrays(), shoot.samples(), shoot.durations_ms(10)))


def _webp(shoot: _Shoot, path: Path) -> None:
    from netexplorer.publish.film.webp import webp

    write_atomic(path, webp(shoot.arrays(), shoot.durations_ms()))


def _apng(shoot: _Shoot, path: Path) -> None:
    from netexplorer.publish.film.apng import apng

    write_atomic(path, apng(shoot.images(), shoot.durations_ms()))


def _folder(shoot: _Shoot, path: Path) -> None:
    digits = max(len(str(len(shoot.reel))), 4)
    with folder_written_elsewhere(path) as folder:
        for number, image in enumerate(shoot.images(), start=1):
            (folder / f"{number:0{digits}d}.png").write_bytes(png_of(image))


_WRITERS: Mapping[str, Callable[[_Shoot, Path], None]] = MappingProxyType(
    {"gif": _gif, "webp": _webp, "apng": _apng, "png": _apng, "folder": _folder}
)
