"""A story on paper: a PDF with a page for each step, its picture under its sentences and sources."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from netexplorer import __version__
from netexplorer.errors import UserError
from netexplorer.graph.formats.reading import Progress, Wish, never, nowhere, stop_if
from netexplorer.graph.network import TemporalNetwork
from netexplorer.graph.schema import Source
from netexplorer.graph.viewed import PAGE
from netexplorer.paint.fonts import Fonts, gui_application
from netexplorer.paint.pdf import to_pages
from netexplorer.paint.png import check_size
from netexplorer.render import PictureOptions, Xy, picture_scene
from netexplorer.scene.primitives import Scene
from netexplorer.scene.storypage import Line, Sheet, Words, lines_of, page, parts_of, picture_height
from netexplorer.scene.style import load_style
from netexplorer.session.story import Told, ToldStep

MOST_PAGES = 2_000
Positions = Callable[[str], Xy]  # of a layout


class _Part(Struct, frozen=True):
    """One page: a step with its words, or what of these had no room on it."""

    step: ToldStep
    words: Words
    lines: tuple[Line, ...]
    is_first: bool


def story_pdf(
    net: TemporalNetwork,
    told: Told,
    positions: Positions,
    options: PictureOptions,
    progress: Progress = nowhere,
    cancelled: Wish = never,
) -> bytes:
    """The story as a PDF; the same arguments give the same bytes.

    Parameters
    ----------
    positions : callable
        Where a layout, named by its id, puts the actors: float32 (n, 2).
    options : PictureOptions
        Size, theme and legend of a page; a text that does not fit goes on on a page without a picture.

    Raises
    ------
    UserError
        The story has no steps or too many, or no page can be that large.
    Cancelled
        When that was wished.
    """
    check_size(options.width, options.height)
    if not told.steps:
        raise UserError(f"the story “{told.title}” has no steps, so there is nothing to print")
    application = gui_application()
    sheet = Sheet(float(options.width), float(options.height), load_style(options.theme), Fonts())
    parts = list(_parts(net, told, sheet))
    if len(parts) > MOST_PAGES:
        raise UserError(
            f"the story “{told.title}” would take {len(parts):,} pages, more than the {MOST_PAGES:,} that are made",
            hint="Divide it into several stories.",
        )
    data = to_pages(
        _pages(net, parts, positions, options, sheet, progress, cancelled), metadata=_note(net, told, options)
    )
    del application  # it has to live until here
    return data


def _parts(net: TemporalNetwork, told: Told, sheet: Sheet) -> Iterator[_Part]:
    known = {source.id: source for source in net.dataset.sources}
    for step in told.steps:
        cited = tuple((known.get(each.source, Source(id=each.source)), each.places) for each in step.citations)
        words = Words(told.title, step.title, step.paragraphs, cited, step.missing)
        more = Words(told.title, f"{step.title} (continued)".strip(), ())
        for number, lines in enumerate(parts_of(lines_of(words, sheet), sheet)):
            yield _Part(step, more if number else words, lines, not number)


def _pages(
    net: TemporalNetwork,
    parts: list[_Part],
    positions: Positions,
    options: PictureOptions,
    sheet: Sheet,
    progress: Progress,
    cancelled: Wish,
) -> Iterator[Scene]:
    for number, part in enumerate(parts, 1):
        stop_if(cancelled)
        picture = _picture(net, part, positions, options, sheet) if part.is_first else None
        yield page(part.words, part.lines, f"{number} of {len(parts)}", sheet, picture)
        progress(number / len(parts))


def _picture(net: TemporalNetwork, part: _Part, positions: Positions, options: PictureOptions, sheet: Sheet) -> Scene:
    view = part.step.view
    height = picture_height(part.words, part.lines, sheet)
    bare = replace(options, height=height, title=False, sources=False, canvas=PAGE, format="pdf")
    return picture_scene(net, view, positions(view.layout), bare, sheet.measure)


def _note(net: TemporalNetwork, told: Told, options: PictureOptions) -> str:
    """What :func:`netexplorer.render.restore` reads: the view of the first step."""
    view = told.steps[0].view
    said = {
        "netexplorer": __version__,
        "dataset": net.dataset.title,
        "file": options.file,
        "view": msgspec.to_builtins(replace(view, camera=None)),
        "story": told.id,
    }
    return json.dumps(said, separators=(", ", ": "))
