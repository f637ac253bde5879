"""The lanes as a page of their own in an exported picture: as many as fit, each a named group."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from netexplorer.graph.network import ENDED, NOT_YET
from netexplorer.graph.numbers import number_text
from netexplorer.scene.elide import one_line
from netexplorer.scene.frame import Frame
from netexplorer.scene.lanes import lane_picture
from netexplorer.scene.lanetable import LaneFilter, LaneOrder, LaneRequest, LaneTable, lane_table
from netexplorer.scene.offices import seats_of
from netexplorer.scene.otherflag import marked_label, other_items
from netexplorer.scene.primitives import Group, Item, Measure, Text, Texts
from netexplorer.scene.style import Style
from netexplorer.scene.timeline import FILTERED, bands, compose_cursor, compose_header, flag_rect
from netexplorer.scene.timescale import TimelineView, default_view, has_dates

Bools = npt.NDArray[np.bool_]

#: Heights of a row, the roomy ones first; the last is the least that can be read.
ROW_HEIGHTS = (40.0, 34.0, 22.0, 18.0)
TWO_LINES_FROM = 34.0


def compose_channels(
    frame: Frame,
    rect: tuple[float, float, float, float],
    style: Style,
    measure: Measure,
    *,
    mask: Bools | None = None,
    span: tuple[int, int] | None = None,
    order: LaneOrder = "file",
    only: LaneFilter = LaneFilter(),
    compared: tuple[int, str] | None = None,
) -> tuple[Item, ...]:
    """Events, axis, counts and lanes at the date of ``frame``, inside ``rect`` (x, y, w, h).

    Parameters
    ----------
    mask : bool (m,), optional
        The relationships that get lanes, if they are channels; absent, those the frame shows.
    span : (int, int), optional
        The part of time that is shown; absent, all of it.
    order, only : LaneOrder, LaneFilter
        How the lanes stand, and which of them, as on the page of the window.
    compared : (int, str), optional
        Another date and its label: it gets a flag, and the time between is shaded.

    Returns
    -------
    tuple of Item
        One group. Lanes that do not fit are counted on a last line.
    """
    net, (x, y, width, height) = frame.net, rect
    chosen = frame.shown if mask is None else mask
    table = lane_table(LaneRequest(net, chosen, order, only, frame.states))
    row_height, fitting = _rows(len(table.rel), height)
    base = default_view(net, width, height, mask=chosen, span=span, large=row_height >= TWO_LINES_FROM)
    tview = replace(base, row_height=row_height)
    selected = np.flatnonzero(frame.selected_rels).tolist()
    header, spared = compose_header(net, table, tview, style, measure, "" if only == LaneFilter() else FILTERED)
    items: list[Item] = [*header]
    seats = seats_of(net, table, tview, np.array(selected, dtype=np.int32))
    for row in range(fitting):
        items.append(_lane(frame, table, row, tview, style, measure, selected, seats[row : row + 1]))
    if fitting < len(table.rel):
        baseline = bands(height).lanes_top + fitting * row_height + 13
        more = f"… and {number_text(len(table.rel) - fitting)} more"
        items.append(Texts((Text(tview.label_width, baseline, more, 11.0, style.text_faint, 400, "right"),)))
    if has_dates(net):
        items += _compared(frame, tview, compared, style, measure, spared)
        items += compose_cursor(tview, frame.t, frame.date_label, style, measure, spared=spared).items
    return (Group(tuple(items), "channels", "Channels", dx=x, dy=y, clip=rect),)


def _compared(
    frame: Frame,
    tview: TimelineView,
    other: tuple[int, str] | None,
    style: Style,
    measure: Measure,
    spared: npt.NDArray[np.float32],
) -> tuple[Item, ...]:
    if other is None:
        return ()
    flag = flag_rect(tview, frame.t, marked_label(tview, frame.t, frame.date_label), measure)
    return other_items(tview, flag, (frame.t, other[0]), other[1], style, measure, spared)


def _rows(count: int, height: float) -> tuple[float, int]:
    """The height of a row and how many rows are drawn; one row is given up for the line that counts the rest."""
    room = max(height - bands(height).lanes_top - 4.0, 0.0)
    for row_height in ROW_HEIGHTS:
        if count * row_height <= room:
            return row_height, count
    return ROW_HEIGHTS[-1], max(int(room // ROW_HEIGHTS[-1]) - 1, 0)


def _lane(
    frame: Frame,
    table: LaneTable,
    row: int,
    tview: TimelineView,
    style: Style,
    measure: Measure,
    selected: list[int],
    seats: npt.NDArray[np.int32],
) -> Item:
    net, rel = frame.net, int(table.rel[row])
    one = replace(table, rel=table.rel[row : row + 1])
    top = bands(tview.height).lanes_top + row * tview.row_height
    ends = {"top": top, "bottom": top + tview.row_height}
    drawn = lane_picture(net, one, tview, style, measure, **ends, selected=selected, seats=seats)
    return Group(
        (*drawn.under, *drawn.over), net.rel_ids[rel], f"{one_line(net.label(rel))}: {_state_words(frame, rel)}"
    )


def _state_words(frame: Frame, rel: int) -> str:
    state = int(frame.states[rel])
    if state in (NOT_YET, ENDED):
        return "ended" if state == ENDED else "not yet"
    record = frame.net.states[state]
    return record.label or record.id
