"""The one path from a view to a picture that leaves the program: the window's export and the command line call it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

import msgspec
import numpy as np
import numpy.typing as npt

from netexplorer import __version__
from netexplorer.errors import UserError
from netexplorer.graph.network import TemporalNetwork
from netexplorer.paint.fonts import Fonts, gui_application
from netexplorer.paint.metadata import read_metadata
from netexplorer.paint.pdf import to_pdf
from netexplorer.paint.png import check_size, to_png
from netexplorer.paint.svg import to_svg
from netexplorer.scene.channels import compose_channels
from netexplorer.scene.compose import compose_network
from netexplorer.scene.figure import (
    FigureOptions,
    Front,
    compose_figure,
    compose_sheet,
    no_density,
    page_factor,
)
from netexplorer.scene.primitives import Item, Measure, Scene
from netexplorer.scene.sheet import Draw, with_changes
from netexplorer.scene.style import load_style
from netexplorer.scene.viewport import Viewport
from netexplorer.session.compared import compared
from netexplorer.session.crowd import is_crowd
from netexplorer.session.resolve import Plan, frame_at, make_plan
from netexplorer.session.sheet import sheet_ticks, sheet_words
from netexplorer.session.state import ViewState

Xy = npt.NDArray[np.float32]

VECTOR_SCALE = 2.0  # pixels of a density in an SVG or PDF for each pixel of its page


class PictureOptions(msgspec.Struct, frozen=True):
    """What a picture is like, apart from the view it shows.

    Attributes
    ----------
    width, height : int
        Size in pixels (points in a PDF); letters and lines grow with the width.
    dpi : float
        The resolution a PNG asks to be printed with; it changes no pixel.
    scale : float
        Pixels of a PNG for each pixel of ``width`` and ``height``.
    title, date, legend, sources : bool
        What stands around the picture.
    transparent : bool
        Leave out the ground.
    canvas : (float, float)
        The size of the canvas the camera of the view was set on; (0, 0) stands for the size of the picture.
    format : str
        ``png``, ``svg`` or ``pdf``.
    file : str
        The name of the dataset's file, for the note in the picture.
    """

    width: int = 1600
    height: int = 1000
    dpi: float = 96.0
    scale: float = 1.0
    theme: Literal["light", "dark"] = "light"
    title: bool = True
    date: bool = True
    legend: bool = True
    sources: bool = False
    transparent: bool = False
    format: str = "png"
    canvas: tuple[float, float] = (0.0, 0.0)
    file: str = ""


Writer = Callable[[Scene, PictureOptions, str], bytes]


class Restored(msgspec.Struct, frozen=True):
    """What a picture says about where it came from: the dataset's title, its file's name, and the view."""

    dataset: str
    view: ViewState
    file: str = ""


def picture(net: TemporalNetwork, view: ViewState, positions: Xy, options: PictureOptions) -> bytes:
    """The picture of ``view`` as a file; the same arguments give the same bytes.

    Parameters
    ----------
    positions : float32 (n, 2)
        Where the layout of the view puts the actors.

    Raises
    ------
    UserError
        The dataset has no such lens, no picture can be that large, or the dates of a sheet make no sense.
    """
    writer = _checked(options)
    application = gui_application()
    scene = picture_scene(net, view, positions, options, Fonts())
    data = writer(scene, options, _note(net, view, options))
    del application  # it has to live until here
    return data


def years(
    net: TemporalNetwork, view: ViewState, positions: Xy, ticks: tuple[int, ...], options: PictureOptions
) -> bytes:
    """The network of ``view`` at several dates side by side as one file.

    Raises
    ------
    UserError
        As in :func:`picture`.
    """
    sheet = msgspec.structs.replace(view.sheet, by="typed", dates=ticks or (view.t,))
    return picture(net, msgspec.structs.replace(view, page="sheet", sheet=sheet), positions, options)


def picture_scene(
    net: TemporalNetwork, view: ViewState, positions: Xy, options: PictureOptions, measure: Measure
) -> Scene:
    """The page of :func:`picture` before it is painted, for a preview."""
    plan = make_plan(net, view, positions)
    style = load_style(options.theme)
    if view.page == "sheet":
        return _sheet(plan, view, options, measure)
    now = frame_at(plan, view.t)
    frame = compared(plan, now, view)

    def channels(x: float, y: float, width: float, height: float) -> tuple[Item, ...]:
        return compose_channels(
            now,
            (x, y, width, height),
            style,
            measure,
            mask=plan.channels,
            span=view.span,
            order=view.lanes_by,
            only=view.lanes_of,
            compared=None if view.compare is None else (view.compare, plan.facts.date_label(view.compare)),
        )

    content: Literal["network"] | Callable[..., tuple[Item, ...]] = channels if view.page == "channels" else "network"
    figure = _figure_options(view, options)
    return compose_figure(
        frame, content, options.width, options.height, style, measure, figure, *_drawing(plan, options)
    )


def _sheet(plan: Plan, view: ViewState, options: PictureOptions, measure: Measure) -> Scene:
    """The network at the dates of the view's sheet."""
    frames = tuple(frame_at(plan, tick) for tick in sheet_ticks(plan.net, view))
    told = with_changes(frames) if view.sheet.emphasis else frames
    if words := sheet_words(plan.net, view):
        label = " · ".join(part for part in (plan.lens_label, words) if part)
        told = tuple(msgspec.structs.replace(frame, lens_label=label) for frame in told)
    figure, drawing = _figure_options(view, options), _drawing(plan, options)
    return compose_sheet(told, options.width, options.height, load_style(options.theme), measure, figure, *drawing)


def _drawing(plan: Plan, options: PictureOptions) -> tuple[Draw, Front]:
    """What draws the network: lines one by one, or a crowd's density as fine as the picture; and what is before it."""
    if not is_crowd(plan.net):
        return compose_network, no_density
    from netexplorer.session.still import Still  # most pictures never need it

    fine = options.scale if options.format == "png" else VECTOR_SCALE
    still = Still.of(plan, page_factor(options.width) * fine)
    return still.scene, still.front


def restore(data: bytes) -> Restored | None:
    """What made the picture in ``data``, or None when it is no picture of ours or its note makes no sense."""
    note = read_metadata(data)
    if note is None:
        return None
    try:
        return msgspec.json.decode(note, type=Restored)
    except (msgspec.MsgspecError, UnicodeError):
        return None


def _checked(options: PictureOptions) -> Writer:
    """The writer of the wished format, before any work is done for a wish that cannot be fulfilled."""
    check_size(options.width * options.scale, options.height * options.scale)
    if options.format not in WRITERS:
        raise UserError(f"'{options.format}' is no kind of picture", hint=f"There are {', '.join(WRITERS)}.")
    return WRITERS[options.format]


def restore_file(path: Path) -> Restored:
    """What made the picture at ``path``.

    Raises
    ------
    UserError
        The file cannot be read, or is no picture of ours.
    """
    try:
        found = restore(path.read_bytes())
    except OSError as error:
        raise UserError(f"the picture cannot be read: {error.strerror}", where=path.name) from None
    if found is None:
        raise UserError(
            "this picture was not made by netexplorer, or lost its note on the way",
            where=path.name,
            hint="Open the dataset itself.",
        )
    return found


def _figure_options(view: ViewState, options: PictureOptions) -> FigureOptions:
    viewport = None
    if view.camera is not None:
        width, height = options.canvas if min(options.canvas) > 0 else (options.width, options.height)
        viewport = Viewport(view.camera.x, view.camera.y, view.camera.scale, width, height)
    return FigureOptions(
        title=None if options.title else "",
        date=options.date,
        legend="right" if options.legend else "none",
        sources=options.sources,
        transparent=options.transparent,
        viewport=viewport,
        lanes=view.lanes_of,
    )


def _note(net: TemporalNetwork, view: ViewState, options: PictureOptions) -> str:
    """What :func:`restore` reads, in ASCII so that every format carries it as it is."""
    said: dict[str, Any] = {
        "netexplorer": __version__,
        "dataset": net.dataset.title,
        "file": options.file,
        "view": _spelled_out(view),
        "options": _spelled_out(options),
    }
    return json.dumps(said, separators=(", ", ": "))


def _spelled_out(record: msgspec.Struct) -> Any:
    """Every field, also those at their default: which of them msgspec leaves out depends on how they came about."""
    typed = msgspec.convert(msgspec.to_builtins(record), type(record))  # 96 where the type says 96.0
    return msgspec.to_builtins(msgspec.structs.asdict(typed))


def _png(scene: Scene, options: PictureOptions, note: str) -> bytes:
    return to_png(scene, scale=options.scale, dpi=options.dpi, metadata=note)


WRITERS: Mapping[str, Writer] = MappingProxyType(
    {
        "png": _png,
        "svg": lambda scene, options, note: to_svg(scene, metadata=note, measure=Fonts()),
        "pdf": lambda scene, options, note: to_pdf(scene, metadata=note),
    }
)
