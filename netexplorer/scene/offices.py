"""The offices of a network as pictures need them: who held one, as a thin lane under a lane of the office.

Every office has one such lane, under the first lane that leads from it or, if there is none, to it.
"""

from __future__ import annotations

from weakref import ref

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from netexplorer.graph.distinct import distinct
from netexplorer.graph.network import TemporalNetwork
from netexplorer.graph.offices import Offices, find_offices
from netexplorer.scene.bars import FAR_PX, LEAST_PX, BarLook, Bars, bar_items, bar_rects, bars_in_sight
from netexplorer.scene.doubts import DISPUTED, doubted
from netexplorer.scene.elide import one_line
from netexplorer.scene.lanetable import LaneTable
from netexplorer.scene.memo import of_network, of_part
from netexplorer.scene.primitives import Item, Measure, Rects, Text, Texts
from netexplorer.scene.style import Style, blend
from netexplorer.scene.timescale import TimelineView

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]
I32 = npt.NDArray[np.int32]

ROOMY_FROM_PX = 30.0  # rows in which names can be lettered
NAMED_PX, BARE_PX = 13.0, 6.0  # heights of the thin lane
UNDER_PX = 2.0
NAME_PX = 10.0


@of_network
def offices_of(net: TemporalNetwork) -> Offices:
    """The offices of a network, which remembers them; they do not hold it, so that it goes when nobody else does."""
    return replace(find_offices(net), whose=ref(net))


class Strip(Struct, frozen=True, eq=False):
    """What is drawn in some lanes, and where on it the changes lie: boxes (b, 4), their lanes and changes (b,)."""

    items: tuple[Item, ...]
    rects: F32
    rows: I32
    changes: I32


def seats_of(net: TemporalNetwork, table: LaneTable, tview: TimelineView, selected: I32) -> I32:
    """The office whose holders stand under each lane of a table, int32 (k,), -1 for none.

    On a large page all offices of which there is a lane; else those at an end of everything that is ``selected``.
    """
    if not len(offices_of(net)):
        return np.full(len(table.rel), -1, dtype=np.int32)
    every = _every_seat(net, table)
    if tview.large:
        return every
    ends = [{int(net.src[rel]), int(net.dst[rel])} for rel in selected.tolist()]
    shared = set.intersection(*ends) if ends else set()
    if not shared:
        return np.full(len(table.rel), -1, dtype=np.int32)
    here = np.isin(table.rel, selected)
    seats = np.full(len(table.rel), -1, dtype=np.int32)
    seats[here] = _seats(net, table.rel[here])
    return np.where(np.isin(seats, list(shared)), seats, np.int32(-1))


@of_part
def _every_seat(net: TemporalNetwork, table: LaneTable) -> I32:
    return _seats(net, table.rel)


def _seats(net: TemporalNetwork, rels: I32) -> I32:
    is_office = offices_of(net).is_office.copy()
    seats = np.full(len(rels), -1, dtype=np.int32)
    for ends in (net.src[rels], net.dst[rels]):
        free = np.flatnonzero((seats < 0) & is_office[ends])
        actors, first = np.unique(ends[free], return_index=True)
        seats[free[first]] = actors
        is_office[actors] = False
    return seats


def lane_middle(y: F64, has_strip: npt.NDArray[np.bool_], tview: TimelineView, bar_px: float) -> F64:
    """The middle of the bars of lanes that begin at ``y``: higher up where holders stand below."""
    return np.where(has_strip, np.floor(y + 1.5 + bar_px / 2), y + tview.row_height / 2)


def strip(
    net: TemporalNetwork, seats: I32, rows: I32, y: F64, tview: TimelineView, style: Style, measure: Measure
) -> Strip:
    """The holders of the offices ``seats`` under the lanes ``rows`` that begin at ``y``, all (k,); -1 has none."""
    offices = offices_of(net)
    held = [(row, office) for row, seat in enumerate(seats.tolist()) if seat >= 0 and (office := offices.office(seat))]
    rels = np.array([term.rel for _, office in held for term in office.terms], dtype=np.int32)
    lanes = np.array([row for row, office in held for _ in office.terms], dtype=np.int32)
    pairs = distinct(lanes.astype(np.int64) << 32 | rels)  # somebody may have held it twice
    rels, lanes = (pairs & 0xFFFFFFFF).astype(np.int32), (pairs >> 32).astype(np.int32)
    is_acting = np.isin(rels, offices.rels[offices.acting])
    height = NAMED_PX if tview.row_height >= 38 else NAMED_PX - 2 if _is_roomy(tview) else BARE_PX
    middle = y + tview.row_height - UNDER_PX - height / 2
    items: list[Item] = _vacant(net, seats, middle, height, tview, style, measure)
    found: list[Bars] = []
    for acting in (False, True):
        mine = is_acting == acting
        bars = bars_in_sight(net, rels[mine], lanes[mine], tview)
        items += bar_items(bars, middle[bars.lane], (_look(style, height, acting=acting),) * len(net.states), style)
        items += _names(net, bars, middle[bars.lane], tview, style, measure, acting=acting)
        found.append(bars)
    return Strip(
        items=tuple(items),
        rects=np.concatenate([bar_rects(bars, middle[bars.lane], height) for bars in found]),
        rows=np.concatenate([rows[bars.lane] for bars in found]).astype(np.int32),
        changes=np.concatenate([bars.change for bars in found]),
    )


def _is_roomy(tview: TimelineView) -> bool:
    return tview.large and tview.row_height >= ROOMY_FROM_PX


def _look(style: Style, height: float, *, acting: bool) -> BarLook:
    """Neutral: the colours are those of states."""
    fill = blend(style.text_muted, style.panel, 0.06 if acting else 0.24)
    return BarLook(height, fill, blend(style.text_muted, style.panel, 0.5), acting, line=False)


def _vacant(
    net: TemporalNetwork, seats: I32, middle: F64, height: float, tview: TimelineView, style: Style, measure: Measure
) -> list[Item]:
    """Hatched: nobody holds the office."""
    boxes: list[tuple[float, float, float, float]] = []
    words: list[Text] = []
    for row, seat in enumerate(seats.tolist()):
        office = offices_of(net).office(seat) if seat >= 0 else None
        for each in office.vacancies if office else ():
            x0 = min(max(tview.tick_to_x(each.start), -FAR_PX), FAR_PX)
            x1 = min(max(tview.tick_to_x(min(each.end, max(net.last, net.first))), x0 + LEAST_PX), FAR_PX)
            if x1 < tview.clip_left or x0 > tview.clip_right:
                continue
            boxes.append((x0, middle[row] - height / 2, x1 - x0, height))
            free = [tview.tick_to_x(min(term.end, net.last)) for term in each.acting]  # after those who stood in
            left = max([x0, tview.plot_left, *free]) + 5
            if _is_roomy(tview) and measure("vacant", NAME_PX, 500) <= min(x1, tview.plot_right) - left - 5:
                words.append(_word(left, middle[row], "vacant", style, style.text_muted))
    if not boxes:
        return []
    hatch = blend(style.text_muted, style.panel, 0.42)
    frame = Rects(np.array(boxes, np.float32) + np.array([0.5, 0.5, -1, -1], np.float32), stroke=hatch, stroke_px=1.0)
    return [Rects(np.array(boxes, np.float32), fill=hatch, hatch=True), frame, Texts(tuple(words))]


def _names(
    net: TemporalNetwork, bars: Bars, middle: F64, tview: TimelineView, style: Style, measure: Measure, *, acting: bool
) -> list[Item]:
    """The name in every term it fits into; a short one that the author gave ("Grushko · …") rather than none."""
    if not _is_roomy(tview):
        return []
    words: list[Text] = []
    disputed, _ = doubted(net)
    for i, change in enumerate(bars.change.tolist()):
        rel = int(net.change_rel[change])
        left, right = max(bars.sure0[i], tview.plot_left) + 5, min(bars.sure1[i], tview.plot_right) - 5
        doubt = f" {DISPUTED}" if disputed[change] else ""
        extra = ", acting" if acting else ""
        name, short = net.name(int(net.src[rel])), net.relationship(rel).label.partition(" · ")
        choices = [name + extra, name, short[0] + extra, short[0]] if short[1] else [name + extra, name]
        fitting = (text for each in choices if measure(text := one_line(each) + doubt, NAME_PX, 500) <= right - left)
        if text := next(fitting, ""):
            words.append(_word(left, middle[i], text, style, style.text_normal))
    return [Texts(tuple(words))] if words else []


def _word(x: float, middle: float, text: str, style: Style, argb: int) -> Text:
    halo = style.panel if argb == style.text_muted else 0
    return Text(float(x), float(middle) + 3.5, text, NAME_PX, argb, 500, halo=halo, halo_px=2.5 if halo else 0.0)


__all__ = ["Strip", "lane_middle", "offices_of", "seats_of", "strip"]
