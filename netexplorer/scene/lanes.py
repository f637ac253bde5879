"""Lanes: a row per channel, its name at the left and its states as bars; small under the network, large on a page."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.graph.network import TemporalNetwork
from netexplorer.scene.bars import bar_items, bar_looks, bar_rects, bars_in_sight, doubt_items, word_items
from netexplorer.scene.elide import elide_middle_px, elide_px
from netexplorer.scene.lanetable import LaneTable
from netexplorer.scene.offices import Strip, lane_middle, seats_of, strip
from netexplorer.scene.primitives import Group, Item, Measure, Rects, Text, Texts
from netexplorer.scene.style import Style
from netexplorer.scene.timescale import TimelineView

Bools = npt.NDArray[np.bool_]
F32 = npt.NDArray[np.float32]
I32 = npt.NDArray[np.int32]


def content_height(table: LaneTable, tview: TimelineView) -> float:
    """The height of all lanes, in sight or not."""
    return len(table.rel) * tview.row_height + 6.0


def thumb_length(content: float, room: float) -> float:
    """How long the thumb is for lanes ``content`` pixels high in ``room``; never too short to be caught."""
    return max(room * room / content, 24.0)


def thumb_ratio(content: float, room: float) -> float:
    """How far the lanes are scrolled by a pixel of the thumb: at its end stands the last lane."""
    return max(content - room, 0.0) / max(room - thumb_length(content, room), 1.0)


class LanePicture(Struct, frozen=True, eq=False):
    """The lanes in sight: ``under`` lies below the grid, ``over`` above it.

    ``rects`` (k, 4) and ``rows`` (k,) are the whole lanes, ``bar_rects`` (b, 4), ``bar_rows`` and ``bar_changes`` (b,)
    the changes in them, and then those of who held an office.
    """

    under: tuple[Item, ...]
    over: tuple[Item, ...]
    rects: F32
    rows: I32
    bar_rects: F32
    bar_rows: I32
    bar_changes: I32


def lane_picture(
    net: TemporalNetwork,
    table: LaneTable,
    tview: TimelineView,
    style: Style,
    measure: Measure,
    *,
    top: float,
    bottom: float,
    selected: Sequence[int] | I32 = (),
    seats: I32 | None = None,
) -> LanePicture:
    """The lanes between ``top`` and ``bottom``; the others cost nothing. ``selected`` are rows of relationships.

    ``seats`` are the offices whose holders stand under each lane of the table, where somebody knows better than
    :func:`netexplorer.scene.offices.seats_of`.
    """
    selected = np.asarray(selected, dtype=np.int32)
    height = tview.row_height
    first = max(int(tview.scroll_px // height), 0)
    last = min(int((tview.scroll_px + bottom - top) // height) + 1, len(table.rel))
    rows = np.arange(first, max(last, first), dtype=np.int32)
    rels = table.rel[rows]
    y = (top - tview.scroll_px + rows * height).astype(np.float64)
    rects = np.stack([np.zeros(len(y)), y, np.full(len(y), tview.width), np.full(len(y), height)], axis=1).astype(
        np.float32
    )
    seat = (seats_of(net, table, tview, selected) if seats is None else seats)[rows]
    drawn = _bars(net, rels, rows, y, seat, tview, style, measure)
    chosen = np.isin(rels, selected)
    clip = (0.0, top, tview.width, max(bottom - top, 0.0))
    plot_clip = (tview.clip_left, top, tview.clip_right - tview.clip_left, max(bottom - top, 0.0))
    labels = _label_items(net, rels, y, chosen, tview, style, measure)
    tint: tuple[Item, ...] = (Rects(rects[chosen], fill=style.tint),) if chosen.any() else ()
    return LanePicture(
        under=(Group(tint, clip=clip),) if tint else (),
        over=(Group(labels, "lane-labels", clip=clip), Group(drawn.items, "lanes", clip=plot_clip)),
        rects=rects,
        rows=rows,
        bar_rects=drawn.rects,
        bar_rows=drawn.rows,
        bar_changes=drawn.changes,
    )


def _bars(
    net: TemporalNetwork,
    rels: I32,
    rows: I32,
    y: npt.NDArray[np.float64],
    seat: I32,
    tview: TimelineView,
    style: Style,
    measure: Measure,
) -> Strip:
    """The changes of the lanes ``rows`` that begin at ``y``, and below them who held the offices ``seat``, all (k,)."""
    bars = bars_in_sight(net, rels, np.arange(len(rows), dtype=np.int32), tview)
    full_px = 20.0 if tview.large and tview.row_height >= 30 else min(11.0, round(tview.row_height * 0.5))
    looks = bar_looks(net, style, full_px)
    middle_y = lane_middle(y, seat >= 0, tview, full_px)[bars.lane]
    drawn = [*bar_items(bars, middle_y, looks, style)]
    if tview.large:
        drawn += word_items(bars, middle_y, looks, net, style, measure, tview)
    drawn += doubt_items(net, bars, middle_y, looks, style, tview)
    if not (seat >= 0).any():
        return Strip(tuple(drawn), bar_rects(bars, middle_y, full_px), rows[bars.lane], bars.change)
    below = strip(net, seat, rows, y, tview, style, measure)
    return Strip(
        items=(*drawn, *below.items),
        rects=np.concatenate([bar_rects(bars, middle_y, full_px), below.rects]),
        rows=np.concatenate([rows[bars.lane], below.rows]),
        changes=np.concatenate([bars.change, below.changes]),
    )


def _label_items(
    net: TemporalNetwork,
    rels: I32,
    y: npt.NDArray[np.float64],
    chosen: Bools,
    tview: TimelineView,
    style: Style,
    measure: Measure,
) -> tuple[Item, ...]:
    most, right = tview.label_width - 14, tview.label_width
    texts: list[Text] = []
    for i, rel in enumerate(rels.tolist()):
        weight = 600 if chosen[i] else 400
        record = net.relationship(rel)
        label = elide_middle_px(net.label_of(rel, record, net.name), most, measure, 12.0, weight)
        middle = float(y[i]) + tview.row_height / 2
        is_called = bool(record.label.strip())  # else its ends are what it is called
        second = _second_line(net, rel) if is_called and tview.large and tview.row_height >= 30 else ""
        base = middle - 2.5 if second else middle + 4.2
        texts.append(Text(right, base, label, 12.0, style.text_normal, weight, "right"))
        if second:
            texts.append(
                Text(right, middle + 11.5, elide_px(second, most, measure, 11.0), 11.0, style.text_faint, 400, "right")
            )
    return (Texts(tuple(texts)),) if texts else ()


def _second_line(net: TemporalNetwork, rel: int) -> str:
    arrow = "→" if net.directed[rel] else "↔"
    return f"{net.name(int(net.src[rel]))} {arrow} {net.name(int(net.dst[rel]))}"
