"""What the export dialog asks for, and the work behind it, which knows no widgets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from netexplorer.graph.atomic import write_atomic
from netexplorer.graph.network import TemporalNetwork
from netexplorer.render import PictureOptions, picture
from netexplorer.session.resolve import Xy
from netexplorer.session.session import Session
from netexplorer.session.state import ViewState

SIZES = (
    ("screen", "Screen, 1600 × 1000", (1600, 1000)),
    ("hd", "Full HD, 1920 × 1080", (1920, 1080)),
    ("uhd", "4K, 3840 × 2160", (3840, 2160)),
    ("a4", "A4 across at 300 dpi, 3508 × 2480", (3508, 2480)),
    ("a3", "A3 across at 300 dpi, 4961 × 3508", (4961, 3508)),
    ("square", "Square, 2000 × 2000", (2000, 2000)),
    ("window", "As in the window", (0, 0)),
    ("custom", "Another size…", (0, 0)),
)
FORMATS = (("png", "PNG"), ("svg", "SVG"), ("pdf", "PDF"))


class PictureRequest(Struct, frozen=True, eq=False):
    """One picture."""

    net: TemporalNetwork
    view: ViewState
    positions: Xy
    options: PictureOptions
    path: Path | None = None


def present(session: Session, theme: str, canvas: tuple[float, float]) -> PictureRequest:
    """The present view as a picture: what the export dialog begins with, and what is copied without asking.

    Parameters
    ----------
    canvas : (float, float)
        The size of the canvas, on which the camera of the view was set.
    """
    view = session.view
    width, height = SIZES[0][2]
    options = PictureOptions(
        width=width,
        height=height,
        theme="dark" if theme == "dark" else "light",
        canvas=(0.0, 0.0) if view.camera is None else canvas,
        file=session.path.name if session.path else "",
    )
    shown = msgspec.structs.replace(view, page="network" if view.page == "table" else view.page)
    return PictureRequest(session.net, shown, session.positions(), options)


def make(request: PictureRequest) -> bytes:
    """The file as bytes."""
    return picture(request.net, request.view, request.positions, request.options)


def work(
    request: PictureRequest, progress: Callable[[float], None], cancelled: Callable[[], bool]
) -> tuple[PictureRequest, bytes]:
    """The job: make the picture, and write it where the request names a path."""
    if cancelled():
        return request, b""
    data = make(request)
    if request.path is not None and not cancelled():
        write_atomic(request.path, data)
    return request, data


def preview(request: PictureRequest, width: int, height: int) -> PictureRequest:
    """The same picture as a PNG that fits into ``width`` × ``height`` pixels."""
    options = request.options
    scale = min(width / options.width, height / options.height, 1.0)
    small = msgspec.structs.replace(options, format="png", scale=max(scale, 0.01), dpi=96)
    return replace(request, options=small, path=None)


def file_name(net: TemporalNetwork, tick: int, suffix: str, *, several: bool = False, other: int | None = None) -> str:
    """A name for the file: the title in plain letters and the date, or both of two that are compared."""
    bare = unicodedata.normalize("NFKD", net.dataset.title.replace("–", "-")).encode("ascii", "ignore").decode()
    stem = "-".join(re.findall(r"[a-z0-9]+", bare.casefold()))[:60].strip("-") or "netexplorer"
    ticks = (tick,) if other is None else sorted((tick, other))
    date = "sheet" if several else "-to-".join(map(net.axis.text, ticks))
    return f"{stem}-{date}.{suffix}"
