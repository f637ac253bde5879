"""The timeline: events, axis, stacked counts and lanes as one still picture, and the date flag that moves over it.

A scrub step composes nothing but the flag. The still picture is composed when lens, zoom, scroll or selection change.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import Literal

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from netexplorer.graph.axis import Mark
from netexplorer.graph.network import TemporalNetwork
from netexplorer.scene.area import Area, area_items, area_steps
from netexplorer.scene.elide import elide_px
from netexplorer.scene.events import EventMarks, event_marks
from netexplorer.scene.lanes import content_height, lane_picture, thumb_length
from netexplorer.scene.lanetable import LaneTable
from netexplorer.scene.primitives import Group, Item, Measure, Rects, Scene, Segments, Text, Texts
from netexplorer.scene.style import Style
from netexplorer.scene.timescale import TimelineView, has_dates

F32 = npt.NDArray[np.float32]
I32 = npt.NDArray[np.int32]

FLAG_HEIGHT = 20.0
FLAG_TOP = 4.0
GRAB_PX = 6.0  # how near to the line of the flag a pointer grabs it
AXIS_PX = 11.0
NOTHING = "There are no channels to show here."
PREPARING = "Preparing the channels…"
FILTERED = "No channel is in such a state, or of such a side."
NO_DATES = "Nothing in this dataset has a date."
FLAG_EDGE_PX = 4.0  # between the flag and the border of the picture
SPARED_PX = 3.0  # between the line of the flag and words it would strike through


class Bands(Struct, frozen=True):
    """Where the parts of the timeline lie, from the top, in pixels."""

    event_baseline: float = 41.0
    marker_y: float = 50.5
    axis_baseline: float = 70.0
    area_top: float = 80.0
    area_bottom: float = 114.0
    lanes_top: float = 122.0


def bands(height: float) -> Bands:
    """The parts of a timeline of this height; a low one gives up its area for lanes."""
    if height >= 210:
        return Bands()
    return Bands(area_top=78.0, area_bottom=78.0, lanes_top=80.0)


def has_area(height: float) -> bool:
    """A timeline of this height shows the counts, and beside them there is room for a control."""
    parts = bands(height)
    return parts.area_bottom > parts.area_top


class TimelinePicture(Struct, frozen=True, eq=False):
    """The still part of the timeline, and where everything on it is.

    Attributes
    ----------
    static : Scene
        The picture without the flag.
    lane_rects, lane_rows : float32 (k, 4), int32 (k,)
        The lanes in sight, as wide as the picture, and their rows in the table.
    bar_rects, bar_rows, bar_changes : float32 (b, 4), int32 (b,), int32 (b,)
        The changes in sight, the lanes they lie in and their rows in the network.
    event_rects, event_rows : float32 (e, 4), int32 (e,)
        Labels, then markers of the events, and the rows of the events.
    label_rects : float32 (l, 4)
        The words over the lanes, which the line of the flag spares.
    area : Area
        The stacked steps.
    marks : tuple of Mark
        What the axis is labelled with.
    content_height : float
        The height of all lanes, in sight or not.
    """

    tview: TimelineView
    table: LaneTable
    bands: Bands
    static: Scene
    lane_rects: F32
    lane_rows: I32
    bar_rects: F32
    bar_rows: I32
    bar_changes: I32
    event_rects: F32
    event_rows: I32
    label_rects: F32
    area: Area
    marks: tuple[Mark, ...]
    content_height: float


class Hit(Struct, frozen=True):
    """What is under the pointer: ``row`` counts lanes or events, ``rel`` and ``change`` are rows of the network."""

    kind: Literal["flag", "other", "event", "lane", "area", "axis", "ground"]
    tick: int
    row: int = -1
    rel: int = -1
    change: int = -1


def scrolled(tview: TimelineView, table: LaneTable, scroll_px: float) -> TimelineView:
    """The view scrolled to ``scroll_px``, no further than there are lanes."""
    room = tview.height - bands(tview.height).lanes_top
    return replace(tview, scroll_px=min(max(scroll_px, 0.0), max(content_height(table, tview) - room, 0.0)))


def scrolled_to(tview: TimelineView, table: LaneTable, rel: int) -> TimelineView:
    """The view scrolled no further than needed for the lane of ``rel`` to be seen; unchanged if it has none."""
    row = table.row_of(rel)
    if row < 0:
        return scrolled(tview, table, tview.scroll_px)
    room = tview.height - bands(tview.height).lanes_top
    above, below = row * tview.row_height, (row + 1) * tview.row_height - room
    return scrolled(tview, table, max(min(tview.scroll_px, above), below))


def compose_timeline(
    net: TemporalNetwork,
    table: LaneTable,
    tview: TimelineView,
    style: Style,
    measure: Measure,
    *,
    selected: Sequence[int] | I32 = (),
    nothing: str = "",
) -> TimelinePicture:
    """Draw everything but the flag, for the lanes in sight; ``selected`` are rows of relationships.

    Where there are no lanes it says so, in the words ``nothing`` if there are any.
    """
    tview = scrolled(tview, table, tview.scroll_px)
    parts = bands(tview.height)
    header = _header(net, table, tview, parts, style, measure, nothing)
    rows = lane_picture(net, table, tview, style, measure, top=parts.lanes_top, bottom=tview.height, selected=selected)
    over = (*rows.over, *_scroll_marks(tview, table, parts, style))
    items = (*rows.under, *header.items, *over) if len(table.rel) else header.items
    return TimelinePicture(
        tview=tview,
        table=table,
        bands=parts,
        static=Scene(tview.width, tview.height, style.panel, items, "Timeline"),
        lane_rects=rows.rects,
        lane_rows=rows.rows,
        bar_rects=rows.bar_rects,
        bar_rows=rows.bar_rows,
        bar_changes=rows.bar_changes,
        event_rects=header.events.rects,
        event_rows=header.events.rows,
        label_rects=header.label_rects,
        area=header.area,
        marks=header.marks,
        content_height=content_height(table, tview),
    )


class _Header(Struct, frozen=True, eq=False):
    items: tuple[Item, ...]
    events: EventMarks
    label_rects: F32
    area: Area
    marks: tuple[Mark, ...]


def compose_header(
    net: TemporalNetwork, table: LaneTable, tview: TimelineView, style: Style, measure: Measure, nothing: str = ""
) -> tuple[tuple[Item, ...], F32]:
    """Grid, events, axis and stacked counts without any lane; without lanes, a line that says so, ``nothing`` if given.

    And where the words are that the line of the flag spares, float32 (l, 4).
    """
    header = _header(net, table, tview, bands(tview.height), style, measure, nothing)
    return header.items, header.label_rects


def _header(
    net: TemporalNetwork,
    table: LaneTable,
    tview: TimelineView,
    parts: Bands,
    style: Style,
    measure: Measure,
    nothing: str = "",
) -> _Header:
    is_dated = has_dates(net)
    marks = axis_marks(net, tview, measure) if is_dated else ()
    area = area_steps(net, table.counts, tview, top=parts.area_top, bottom=parts.area_bottom)
    events = event_marks(
        net, table.event_score, tview, style, measure, baseline=parts.event_baseline, marker_y=parts.marker_y
    )
    items: tuple[Item, ...] = (
        Group(_grid(tview, marks, parts, style), "grid"),
        Group(events.items, "events", "Events"),
        Group(_axis_texts(tview, marks, parts.axis_baseline, style), "axis"),
        Group(area_items(area, net, style), "counts", "How many channels are in each state", clip=_plot(tview, parts)),
    )
    if not len(table.rel):
        items = (*items, _nothing(tview, parts, style, measure, nothing or (NOTHING if is_dated else NO_DATES)))
    texts = _axis_rects(tview, marks, parts.axis_baseline, measure)
    return _Header(items, events, np.concatenate([events.label_rects, texts]), area, marks)


def axis_marks(net: TemporalNetwork, tview: TimelineView, measure: Measure) -> tuple[Mark, ...]:
    """As many round dates as fit without their labels touching."""
    plot = tview.plot_right - tview.plot_left
    most = max(int(plot // 46), 1)
    while most > 1:
        marks = net.axis.marks(tview.t0, tview.t1, most)
        ends = [(tview.tick_to_x(m.tick), measure(m.label, AXIS_PX, 400) / 2 + 6.0) for m in marks]
        if all(a + wa <= b - wb for (a, wa), (b, wb) in zip(ends, ends[1:], strict=False)):
            return marks
        most = min(most - 1, max(len(marks) - 1, 1))
    return net.axis.marks(tview.t0, tview.t1, 1)


def _grid(tview: TimelineView, marks: tuple[Mark, ...], parts: Bands, style: Style) -> tuple[Item, ...]:
    if not marks:
        return ()
    x = np.round([tview.tick_to_x(mark.tick) for mark in marks]) + 0.5  # on a pixel: one crisp line
    top, bottom = np.full(len(x), parts.axis_baseline + 5), np.full(len(x), tview.height)
    return (Segments(np.stack([x, top, x, bottom], axis=1).astype(np.float32), style.grid, 1.0),)


def _axis_texts(tview: TimelineView, marks: tuple[Mark, ...], baseline: float, style: Style) -> tuple[Item, ...]:
    texts = tuple(
        Text(
            tview.tick_to_x(m.tick),
            baseline,
            m.label,
            AXIS_PX,
            style.text_muted if m.major else style.text_faint,
            400,
            "center",
        )
        for m in marks
    )
    return (Texts(texts),)


def _axis_rects(tview: TimelineView, marks: tuple[Mark, ...], baseline: float, measure: Measure) -> F32:
    widths = [measure(mark.label, AXIS_PX, 400) for mark in marks]
    boxes = [(tview.tick_to_x(m.tick) - w / 2, baseline - 10.0, w, 13.0) for m, w in zip(marks, widths, strict=True)]
    return np.array(boxes, dtype=np.float32).reshape(-1, 4)


def _plot(tview: TimelineView, parts: Bands) -> tuple[float, float, float, float]:
    return (tview.clip_left, parts.area_top, tview.clip_right - tview.clip_left, parts.area_bottom - parts.area_top)


def _nothing(tview: TimelineView, parts: Bands, style: Style, measure: Measure, words: str) -> Item:
    middle = (tview.plot_left + tview.plot_right) / 2
    text = elide_px(words, tview.plot_right - tview.plot_left, measure, 12.0)
    return Texts((Text(middle, (parts.lanes_top + tview.height) / 2, text, 12.0, style.text_faint, 400, "center"),))


def _scroll_marks(tview: TimelineView, table: LaneTable, parts: Bands, style: Style) -> tuple[Item, ...]:
    """Where lanes are hidden: a line under which they went, and a thumb that says how many there are."""
    room, content = tview.height - parts.lanes_top, content_height(table, tview)
    if room < 40 or content <= room:
        return ()
    length = thumb_length(content, room)
    top = parts.lanes_top + (room - length) * tview.scroll_px / (content - room)
    box = np.array([[tview.width - 7, top + 2, 4, length - 4]], dtype=np.float32)
    thumb = Rects(box, fill=style.border, radius_px=2.0)
    if tview.scroll_px < 1:
        return (thumb,)
    y = parts.lanes_top - 0.5
    return (Segments(np.array([[0, y, tview.width, y]], dtype=np.float32), style.border, 1.0), thumb)


def flag_rect(tview: TimelineView, t: int, label: str, measure: Measure) -> tuple[float, float, float, float]:
    """Where the flag of the date ``t`` hangs: over its line, and always wholly inside the picture."""
    width = min(measure(label, 12.0, 600) + 24.0, tview.width)
    x = min(max(tview.tick_to_x(t), tview.plot_left), tview.plot_right)
    left = min(max(x - width / 2, tview.label_width - 16.0), tview.width - width - FLAG_EDGE_PX)
    return max(left, 0.0), FLAG_TOP, width, FLAG_HEIGHT


def compose_cursor(
    tview: TimelineView,
    t: int,
    label: str,
    style: Style,
    measure: Measure,
    *,
    hover_lane: int = -1,
    hover_x: float | None = None,
    spared: F32 | None = None,
) -> Scene:
    """The date flag with its line, on a transparent ground; the only thing drawn anew while time is scrubbed.

    Parameters
    ----------
    hover_lane : int
        Row of the lane under the pointer, lit softly; -1 is none.
    hover_x : float, optional
        Where the pointer is over the plot: a thin line helps to compare lanes.
    spared : float32 (l, 4), optional
        Words that the line of the flag does not strike through.
    """
    items: list[Item] = []
    parts = bands(tview.height)
    if hover_lane >= 0:
        top = parts.lanes_top - tview.scroll_px + hover_lane * tview.row_height
        box = np.array([[0, top, tview.width, tview.row_height]], dtype=np.float32)
        room = (0.0, parts.lanes_top, tview.width, tview.height - parts.lanes_top)
        items.append(Group((Rects(box, fill=(style.accent & 0xFFFFFF) | 0x0F000000),), clip=room))
    if hover_x is not None and tview.plot_left <= hover_x <= tview.plot_right:
        items.append(_upright(hover_x, parts.axis_baseline + 5, tview.height, style.text_faint, 1.0))
    shown = label
    if t < tview.t0:
        shown = f"‹ {label}"
    elif t > tview.t1:
        shown = f"{label} ›"
    else:
        x = tview.tick_to_x(t)
        pieces = spared_pieces(x, FLAG_TOP + FLAG_HEIGHT - 2, tview.height, spared)
        items.append(Segments(pieces, style.flag, 2.0))
    x, y, w, h = flag_rect(tview, t, shown, measure)
    items.append(Rects(np.array([[x, y, w, h]], dtype=np.float32), fill=style.flag, radius_px=h / 2))
    items.append(Texts((Text(x + w / 2, y + 14.3, shown, 12.0, style.flag_text, 600, "center"),)))
    return Scene(tview.width, tview.height, 0, tuple(items), "Date", label)


def spared_pieces(x: float, top: float, bottom: float, spared: F32 | None) -> F32:
    """The line from ``top`` to ``bottom`` without the pieces that lie on words, as segments (k, 4)."""
    edges = [top]
    if spared is not None:  # some twenty boxes: sooner looked at one by one than handed to numpy
        boxes = [box for box in spared.tolist() if box[0] - SPARED_PX < x < box[0] + box[2] + SPARED_PX]
        for _, y, _, height in sorted(boxes, key=itemgetter(1)):
            edges += [max(y, edges[-1]), max(y + height, edges[-1])]
    pieces = zip(edges[::2], [*edges[1::2], bottom], strict=True)
    return np.array([(x, y0, x, y1) for y0, y1 in pieces if y1 > y0], dtype=np.float32).reshape(-1, 4)


def _upright(x: float, top: float, bottom: float, argb: int, width_px: float) -> Item:
    return Segments(np.array([[x, top, x, bottom]], dtype=np.float32), argb, width_px)


def timeline_hit(picture: TimelinePicture, x: float, y: float, *, t: int | None = None) -> Hit:
    """What is under the pointer; with the date ``t`` the flag and its line can be grabbed too."""
    tview, parts = picture.tview, picture.bands
    tick = min(max(tview.x_to_tick(x), tview.t0), tview.t1)
    if t is not None and _on_flag(tview, t, x, y):
        return Hit("flag", tick)
    event = _first_inside(picture.event_rects, x, y)
    if event >= 0:
        return Hit("event", tick, int(picture.event_rows[event]))
    if y >= parts.lanes_top:
        return _lane_hit(picture, x, y, tick)
    if x < tview.clip_left:
        return Hit("ground", tick)
    return Hit("area" if y >= parts.area_top - 2 and parts.area_bottom > parts.area_top else "axis", tick)


def _on_flag(tview: TimelineView, t: int, x: float, y: float) -> bool:
    if y <= FLAG_TOP + FLAG_HEIGHT + 2:
        reach = 56.0  # about the width of a flag; its text is not known here
        at = min(max(tview.tick_to_x(t), tview.label_width - 16.0 + reach), tview.width - reach)
        return abs(x - at) <= reach
    return tview.t0 <= t <= tview.t1 and abs(x - tview.tick_to_x(t)) <= GRAB_PX


def _lane_hit(picture: TimelinePicture, x: float, y: float, tick: int) -> Hit:
    tview = picture.tview
    row = int((y - picture.bands.lanes_top + tview.scroll_px) // tview.row_height)
    if not 0 <= row < len(picture.table.rel):
        return Hit("ground", tick)
    mine = np.flatnonzero(picture.bar_rows == row)
    boxes = picture.bar_rects[mine]
    over = mine[(boxes[:, 0] <= x) & (x < boxes[:, 0] + boxes[:, 2])]
    over = over[np.argsort(-np.abs(picture.bar_rects[over] @ (0, 1, 0, 0.5) - y), kind="stable")]  # nearest last
    change = int(picture.bar_changes[over[-1]]) if len(over) and x >= tview.clip_left else -1
    return Hit("lane", tick, row, int(picture.table.rel[row]), change)


def _first_inside(rects: F32, x: float, y: float) -> int:
    inside = (
        (rects[:, 0] <= x) & (x <= rects[:, 0] + rects[:, 2]) & (rects[:, 1] <= y) & (y <= rects[:, 1] + rects[:, 3])
    )
    found = np.flatnonzero(inside)
    return int(found[0]) if len(found) else -1
