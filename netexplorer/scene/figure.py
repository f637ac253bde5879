"""The page that leaves the program: title, date, what happened, the picture, its legend, its sources, where it is from.

A page is composed for a width near 1600 pixels and then scaled as a whole, so that a small picture keeps readable text
and a poster gets large text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from netexplorer.scene.compose import compose_network
from netexplorer.scene.elide import elide_px, one_line
from netexplorer.scene.footnotes import Footnotes, footnotes
from netexplorer.scene.frame import Frame
from netexplorer.scene.lanetable import LaneFilter
from netexplorer.scene.legend import LegendBlock, LegendSection, lanes_legend, legend_band, legend_column, legend_of
from netexplorer.scene.primitives import Group, Item, Measure, Scene, Segments, Text, Texts
from netexplorer.scene.scale import scaled_scene
from netexplorer.scene.sheet import Draw, cells, filling
from netexplorer.scene.style import Style
from netexplorer.scene.viewport import Margins, Viewport, fit

Place = Literal["right", "bottom", "none"]
Content = Literal["network"] | Callable[[float, float, float, float], tuple[Item, ...]]
Front = Callable[[Frame, Viewport], Frame | None]  # what is drawn as lines before a density, none without density
Area = tuple[float, float, float, float]

BASE_WIDTH, LEAST_FACTOR = 1600.0, 0.75
MARGIN, GAP = 36.0, 28.0
LEGEND_PX, LEGEND_TOP = 196.0, 32.0
NETWORK_MARGINS = Margins(84.0, 30.0, 84.0, 46.0)
PRODUCER = "netexplorer"


def no_density(frame: Frame, viewport: Viewport) -> Frame | None:
    """Everything is drawn as lines."""
    return None


class FigureOptions(Struct, frozen=True):
    """What a page carries.

    Attributes
    ----------
    title : str or None
        Above the date; None is the dataset's own, empty is none.
    date, sources, transparent : bool
        Show date and event; list the sources; leave out the ground.
    legend : str
        ``right`` (or ``bottom`` where that leaves more room for the picture), ``bottom`` or ``none``.
    viewport : Viewport or None
        The part of the plane to show; None is all of it.
    lanes : LaneFilter
        Of a page of lanes: which of them it shows.
    """

    title: str | None = None
    date: bool = True
    legend: Place = "right"
    sources: bool = True
    transparent: bool = False
    viewport: Viewport | None = None
    lanes: LaneFilter = LaneFilter()


class _Page(Struct, frozen=True):
    """What every part of a page needs, in the page's own units; ``bottom`` is where the foot begins."""

    width: float
    height: float
    style: Style
    measure: Measure
    options: FigureOptions
    draw: Draw = compose_network
    front: Front = no_density

    @property
    def inner(self) -> float:
        return self.width - 2 * MARGIN

    @property
    def beside(self) -> float:
        """The width that is left beside a legend at the right."""
        return self.inner - LEGEND_PX - GAP if self.options.legend == "right" else self.inner


def page_factor(width: float) -> float:
    """How much larger than it is composed a page of this width is drawn."""
    return max(width / BASE_WIDTH, LEAST_FACTOR)


def compose_figure(
    frame: Frame,
    content: Content,
    width: float,
    height: float,
    style: Style,
    measure: Measure,
    options: FigureOptions = FigureOptions(),
    draw: Draw = compose_network,
    front: Front = no_density,
) -> Scene:
    """A page of ``width`` × ``height`` pixels around the network or around what ``content`` makes for a rectangle.

    ``draw`` makes the picture of a frame of the network, as :func:`compose_network` does; ``front`` says what of it
    stands before a density.
    """
    factor = page_factor(width)
    page = _Page(width / factor, height / factor, style, measure, options, draw, front)
    head, top = _head(page, frame)
    foot, bottom = _foot(page, (frame,), (frame.title, frame.date_label, frame.lens_label))
    if content == "network":
        key, area = _key(page, (frame,), top, bottom, lambda a: _network_view(frame, a, page))
    else:
        key, area = _legend(page, lanes_legend(frame, style, options.lanes), top, bottom, None)
    x, y, w, h = area
    picture = _network(frame, area, page) if content == "network" else content(x, y, w, h)
    items = (Group(picture, id="picture"), head, key, foot)
    return scaled_scene(_scene(page, items, frame), factor)


def compose_sheet(
    frames: Sequence[Frame],
    width: float,
    height: float,
    style: Style,
    measure: Measure,
    options: FigureOptions = FigureOptions(),
    draw: Draw = compose_network,
    front: Front = no_density,
) -> Scene:
    """The same network at several dates side by side, every actor at the same place in each, with one legend."""
    factor = page_factor(width)
    page = _Page(width / factor, height / factor, style, measure, replace(options, date=False), draw, front)
    head, top = _head(page, frames[0])
    span = " to ".join(dict.fromkeys((frames[0].date_label, frames[-1].date_label)))
    foot, bottom = _foot(page, frames, (frames[0].title, span, frames[0].lens_label))
    everyone = frames[0].xy[np.any([frame.actor_shown for frame in frames], axis=0)]
    key, area = _key(page, frames, top, bottom, lambda a: filling(everyone, len(frames), a[2], a[3]).view)
    grid = filling(everyone, len(frames), area[2], area[3])
    picture = cells(frames, grid, area[0], area[1], style, measure, draw)
    items = (Group(picture, id="picture"), head, key, foot)
    return scaled_scene(_scene(page, items, frames[0]), factor)


def _scene(page: _Page, items: tuple[Item, ...], frame: Frame) -> Scene:
    ground = 0 if page.options.transparent else page.style.canvas
    words = ", ".join(part for part in (frame.title, frame.date_label, frame.lens_label) if part)
    return Scene(page.width, page.height, ground, items, words, frame.caption)


def _head(page: _Page, frame: Frame) -> tuple[Group, float]:
    """Title and lens on one line, then the date, then what happened; and the y below them."""
    style, options, measure = page.style, page.options, page.measure
    title = frame.title if options.title is None else options.title
    texts: list[Text] = []
    y = 26.0
    if title:
        y += 15.0
        words = elide_px(title, page.beside, measure, 15.0, 600)
        texts.append(Text(MARGIN, y, words, 15.0, style.text_strong, 600))
        left = MARGIN + measure(words, 15.0, 600) + 12.0
        if frame.lens_label and left < MARGIN + page.beside - 60:
            lens = elide_px(frame.lens_label, MARGIN + page.beside - left, measure, 13.0)
            texts.append(Text(left, y, lens, 13.0, style.text_muted))
        y += 10.0
    if options.date:
        y += 32.0
        date = elide_px(frame.date_label, page.beside, measure, 32.0, 700)
        texts.append(Text(MARGIN, y, date, 32.0, style.text_strong, 700))
        if frame.caption:
            y += 25.0
            caption = elide_px(frame.caption, page.beside, measure, 14.5)
            texts.append(Text(MARGIN, y, caption, 14.5, style.text_muted))
        y += 6.0
    if frame.testimony:
        y += 17.0
        words = elide_px(frame.testimony, page.beside, measure, 13.0, 600)
        texts.append(Text(MARGIN, y, words, 13.0, style.accent, 600))
        y += 4.0
    return Group((Texts(tuple(texts)),) if texts else (), id="title"), y + 10.0


def _foot(page: _Page, frames: Sequence[Frame], parts: tuple[str, ...]) -> tuple[Group, float]:
    """The credit line and above it the sources; and the y above them."""
    style = page.style
    words = " · ".join(one_line(part) for part in (*parts, PRODUCER) if part)
    baseline = page.height - 18.0
    credit = Text(MARGIN, baseline, elide_px(words, page.inner, page.measure, 11.0), 11.0, style.text_faint)
    line_y = baseline - 19.0
    share = 0.11 if len(frames) == 1 else 0.07
    most = int(page.height * share // 15.0)
    notes = Footnotes((), 0.0)
    if page.options.sources:
        notes = footnotes(frames, MARGIN, page.inner, most, style, page.measure)
    items: list[Item] = [_rule(MARGIN, line_y, page.inner, style), Texts((credit,))]
    top = line_y - 8.0
    if notes.items:
        top -= notes.height + 4.0
        items.append(Group(notes.items, id="sources", dy=top))
        top -= 10.0
    return Group(tuple(items), id="foot"), top


def _rule(x: float, y: float, width: float, style: Style) -> Segments:
    return Segments(np.array([[x, y, x + width, y]], np.float32), style.border, 1.0)


def _key(
    page: _Page, frames: Sequence[Frame], top: float, bottom: float, view: Callable[[Area], Viewport]
) -> tuple[Group, Area]:
    """The legend that explains what is drawn in the rectangle it leaves, as lines or as density."""

    def fronts(area: Area) -> list[Frame]:
        seen = view(area)
        return [front for frame in frames if (front := page.front(frame, seen)) is not None]

    def laid(sections: tuple[LegendSection, ...]) -> tuple[Group, Area]:
        return _legend(page, sections, top, bottom, lambda area: view(area).scale)

    whole = laid(legend_of(frames, page.style))
    before = fronts(whole[1])
    if not before:
        return whole
    of_density = laid(legend_of(frames, page.style, before))
    return of_density if fronts(of_density[1]) else whole  # a hair wider, all was lines: the whole one says more


def _legend(
    page: _Page,
    sections: tuple[LegendSection, ...],
    top: float,
    bottom: float,
    scale: Callable[[Area], float] | None,
) -> tuple[Group, Area]:
    """The legend, and the rectangle that is left for the picture.

    A column at the right, where there is room for one, or a band at the bottom, whichever leaves the picture at the
    larger ``scale``; without a scale, the column.
    """
    area = (MARGIN, top, page.inner, max(bottom - top, 40.0))
    if page.options.legend == "none" or not sections:
        return Group((), id="legend"), area
    column = _column(page, sections, top, bottom) if page.options.legend == "right" else None
    if column is not None and scale is None:
        return column
    block = _band(page, sections, top, bottom)
    height = max(bottom - top - block.height - 16.0, 40.0)
    band = Group(block.items, id="legend", dy=bottom - block.height - 4.0), (MARGIN, top, page.inner, height)
    if column is None or scale is None:
        return band
    return max((column, band), key=lambda choice: scale(choice[1]))


def _column(page: _Page, sections: tuple[LegendSection, ...], top: float, bottom: float) -> tuple[Group, Area] | None:
    if page.beside < LEGEND_PX:
        return None
    x = page.width - MARGIN - LEGEND_PX
    for y in (top + 6.0, LEGEND_TOP):  # under the title's line, or on a flat page from the very top
        block = legend_column(sections, x, y, LEGEND_PX, page.style, page.measure)
        if y + block.height <= bottom:
            return Group(block.items, id="legend"), (MARGIN, top, page.beside, max(bottom - top, 40.0))
    return None


def _band(page: _Page, sections: tuple[LegendSection, ...], top: float, bottom: float) -> LegendBlock:
    """A legend across the page; on a page with little height the last sections give way to the picture."""
    while True:
        block = legend_band(sections, MARGIN, 0.0, page.inner, page.style, page.measure)
        if block.height <= (bottom - top) * 0.4 or len(sections) == 1:
            return block
        sections = sections[:-1]


def _network_view(frame: Frame, area: Area, page: _Page) -> Viewport:
    _, _, w, h = area
    wished = page.options.viewport
    if wished is None:
        return fit(frame.xy[frame.actor_shown], w, h, NETWORK_MARGINS, max_scale=2.4)
    scale = wished.scale * min(w / max(wished.width, 1.0), h / max(wished.height, 1.0))
    return Viewport(wished.x, wished.y, scale, w, h)


def _network(frame: Frame, area: Area, page: _Page) -> tuple[Item, ...]:
    view = _network_view(frame, area, page)
    scene = page.draw(frame, view, page.style, page.measure, with_title=False, named=True)
    return (Group(scene.items, id="network", dx=area[0], dy=area[1], clip=area),)
