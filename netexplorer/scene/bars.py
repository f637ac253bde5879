"""Bars of the lanes: where every change of a relationship lies, and how its state is drawn.

State is said twice, so that nobody depends on colour: the best state is a full bar, those after it are lower, the
worse half is an outline, and a state that is cut in the network is a thin line with a cross at its beginning.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.graph.distinct import distinct
from netexplorer.graph.network import TemporalNetwork
from netexplorer.scene.doubts import doubted, glyphs
from netexplorer.scene.elide import one_line
from netexplorer.scene.primitives import Item, Measure, Rects, Segments, Shapes, Text, Texts
from netexplorer.scene.style import StateLook, Style, blend, contrast
from netexplorer.scene.timescale import TimelineView

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]
I32 = npt.NDArray[np.int32]
Rows = npt.NDArray[np.int64]

FAR_PX = 20_000.0  # coordinates beyond this are pulled in: a picture of a day in a dataset of a millennium
LEAST_PX = 3.0  # a meeting of one day is still seen
JOINT_PX = 2.0  # free space between two states that follow each other
FADE_LEAST_PX = 5.0  # a shorter doubt would be a smudge, so such a bar begins where the change is first possible
HATCH_FROM_PX = 44.0  # a longer one is hatched too, for a fade that slow is not seen as one
PALE = 0.32  # share of the state's colour in an outlined bar
RADIUS_PX = 3.0
DOUBT_PX = 11.0  # what a question mark or a star takes in a bar


class Bars(Struct, frozen=True, eq=False):
    """The changes in sight, b of them, in the order of the lanes.

    Attributes
    ----------
    change, lane, state : int32 (b,)
        Row of the change in the network, row of its lane, its state.
    x0, x1 : float64 (b,)
        Where the change begins at the earliest and ends at the latest, in pixels.
    sure0, sure1 : float64 (b,)
        Between these it holds for sure; ``x0 .. sure0`` and ``sure1 .. x1`` are the doubt of its dates.
    joined : bool (b,)
        The next change follows without a gap.
    """

    change: I32
    lane: I32
    state: I32
    x0: F64
    x1: F64
    sure0: F64
    sure1: F64
    joined: npt.NDArray[np.bool_]


class BarLook(Struct, frozen=True):
    """How one state is drawn: height in pixels, fill, and whether it is an outline or a line."""

    height_px: float
    fill: int
    argb: int
    outlined: bool
    line: bool


def bar_looks(net: TemporalNetwork, style: Style, full_px: float) -> tuple[BarLook, ...]:
    """The look of every state, in the order of the file; the best is ``full_px`` high."""
    looks = style.state_looks(net)
    ranks = distinct(net.ranks)[::-1]
    steps = max(len(ranks) - 1, 1)
    return tuple(
        _bar_look(look, float(np.searchsorted(-ranks, -rank)) / steps, style, full_px)
        for look, rank in zip(looks, net.ranks, strict=True)
    )


def _bar_look(look: StateLook, place: float, style: Style, full_px: float) -> BarLook:
    outlined = place > 0.5
    height = full_px * (1.0 if place == 0 else 0.74)
    fill = blend(look.argb, style.panel, PALE) if outlined else look.argb
    return BarLook(round(height), fill, look.argb, outlined, look.mark == "cross")


def bars_in_sight(net: TemporalNetwork, rels: I32, lanes: I32, tview: TimelineView) -> Bars:
    """The changes of the relationships ``rels`` (k,) that reach into the picture; ``lanes`` (k,) are their rows.

    What goes on ends at the last date the dataset knows, for nobody has said what came after.
    """
    start, stop = net.change_start[rels].astype(np.int64), net.change_start[rels + 1].astype(np.int64)
    count = stop - start
    lane = np.repeat(lanes, count).astype(np.int32)
    offset = np.arange(len(lane)) - np.repeat(np.cumsum(count) - count, count)
    change = (np.repeat(start, count) + offset).astype(np.int64)
    begin, end = net.change_from[change], np.minimum(net.change_to[change], max(net.last, net.first))
    follows = np.zeros(len(change), dtype=np.bool_)
    follows[1:] = (lane[1:] == lane[:-1]) & (net.change_to[change[:-1]] >= begin[1:])
    doubtful = (net.change_possible[change] <= begin) & (net.change_from_end[change] > begin)
    fades = net.until_end[change] > net.until_possible[change]
    x0, x1 = _px(tview, begin), _px(tview, end)
    sure0 = np.where(doubtful, np.minimum(_px(tview, net.change_from_end[change]), x1), x0)
    sure1 = np.where(fades, np.clip(_px(tview, net.until_possible[change]), x0, x1), x1)
    sure0 = np.where(sure0 - x0 < FADE_LEAST_PX, x0, sure0)
    sure1 = np.where(x1 - sure1 < FADE_LEAST_PX, x1, sure1)
    crossed = sure0 > sure1  # both dates doubt the same time: half of it is beginning, half of it is end
    sure0 = np.where(crossed, (sure0 + sure1) / 2, sure0)
    sure1 = np.where(crossed, sure0, sure1)
    seen = (end > begin) & (x1 >= tview.clip_left) & (x0 <= tview.clip_right)
    joined = np.append(follows[1:], False)
    columns = (change.astype(np.int32), lane, net.change_state[change].astype(np.int32), x0, x1, sure0, sure1, joined)
    return Bars(*(column[seen] for column in columns))


def _px(tview: TimelineView, ticks: npt.NDArray[np.int64]) -> F64:
    return np.clip(tview.ticks_to_x(ticks), -FAR_PX, FAR_PX)


def bar_rects(bars: Bars, middle_y: F64, height_px: float) -> F32:
    """The rectangle of every change, float32 (b, 4), exactly as long as it lasts (or ``LEAST_PX`` if that is more)."""
    width = np.maximum(bars.x1 - bars.x0, LEAST_PX)
    return np.stack([bars.x0, middle_y - height_px / 2, width, np.full(len(width), height_px)], axis=1).astype(
        np.float32
    )


def bar_items(bars: Bars, middle_y: F64, looks: tuple[BarLook, ...], style: Style) -> tuple[Item, ...]:
    """All bars, one batch per state and kind of mark: fades below, then bars, then lines with their crosses."""
    items: list[Item] = []
    for state, look in enumerate(looks):
        mine = bars.state == state
        if mine.any() and not look.line:
            items += _fades(bars, np.flatnonzero(mine), middle_y, look, style)
    for state, look in enumerate(looks):
        mine = np.flatnonzero(bars.state == state)
        if len(mine):
            items += _lines(bars, mine, middle_y, look) if look.line else _solid(bars, mine, middle_y, look)
    return tuple(items)


def _solid(bars: Bars, mine: Rows, middle_y: F64, look: BarLook) -> list[Item]:
    x0, x1 = bars.sure0[mine], bars.sure1[mine]
    long = (x1 - x0 > JOINT_PX * 2) & bars.joined[mine] & (x1 == bars.x1[mine])
    width = np.maximum(x1 - x0 - np.where(long, JOINT_PX, 0.0), 0.0)
    doubtless = (bars.sure0[mine] == bars.x0[mine]) & (bars.sure1[mine] == bars.x1[mine])
    width = np.where(doubtless, np.maximum(width, LEAST_PX), width)
    drawn = width > 0
    inset = 0.5 if look.outlined else 0.0  # a stroke lies half outside its rectangle
    xywh = np.stack(
        [
            x0 + inset,
            middle_y[mine] - look.height_px / 2 + inset,
            np.maximum(width - 2 * inset, 1.0),
            np.full(len(mine), look.height_px - 2 * inset),
        ],
        axis=1,
    ).astype(np.float32)
    stroke = look.argb if look.outlined else 0
    return [Rects(xywh[drawn], fill=look.fill, stroke=stroke, stroke_px=1.0 if stroke else 0.0, radius_px=RADIUS_PX)]


def _lines(bars: Bars, mine: Rows, middle_y: F64, look: BarLook) -> list[Item]:
    x0, x1, sure0, y = bars.x0[mine], bars.x1[mine], bars.sure0[mine], middle_y[mine]
    items: list[Item] = []
    doubt = sure0 - x0 >= FADE_LEAST_PX
    if doubt.any():
        dotted = np.stack([x0[doubt], y[doubt], sure0[doubt], y[doubt]], axis=1).astype(np.float32)
        items.append(Segments(dotted, look.argb, 1.6, dash=(2.0, 3.0)))
    items.append(Segments(np.stack([sure0, y, x1, y], axis=1).astype(np.float32), look.argb, 1.8, round_cap=True))
    crosses = np.stack([x0, y], axis=1).astype(np.float32)
    items.append(Shapes("cross", crosses, np.full(len(mine), 8.0, np.float32), stroke=look.argb, stroke_px=2.0))
    return items


def _fades(bars: Bars, mine: Rows, middle_y: F64, look: BarLook, style: Style) -> list[Item]:
    """Doubt as a slope of colour: from nothing where the beginning is imprecise, into nothing where the end is."""
    nothing = blend(look.fill, style.panel, 0.08)
    fades_in = mine[bars.sure0[mine] - bars.x0[mine] >= FADE_LEAST_PX]
    fades_out = mine[bars.x1[mine] - bars.sure1[mine] >= FADE_LEAST_PX]
    reach = np.minimum(RADIUS_PX, np.maximum(bars.sure1 - bars.sure0, 0.0))  # under the round corner of the bar
    items: list[Item] = []
    if len(fades_in):
        box = _box(bars.x0[fades_in], bars.sure0[fades_in] + reach[fades_in], middle_y[fades_in], look.height_px)
        items.append(Rects(box, fill=nothing, fill_right=look.fill))
    if len(fades_out):
        box = _box(bars.sure1[fades_out] - reach[fades_out], bars.x1[fades_out], middle_y[fades_out], look.height_px)
        items.append(Rects(box, fill=look.fill, fill_right=nothing))
    for doubtful, x0, x1 in ((fades_in, bars.x0, bars.sure0), (fades_out, bars.sure1, bars.x1)):
        some = doubtful[x1[doubtful] - x0[doubtful] >= HATCH_FROM_PX]
        if len(some):
            box = _box(x0[some], x1[some], middle_y[some], look.height_px)
            items.append(Rects(box, fill=blend(look.fill, style.panel, 0.55), hatch=True))
    return items


def _box(x0: F64, x1: F64, y: F64, height: float) -> F32:
    return np.stack([x0, y - height / 2, x1 - x0, np.full(len(x0), height)], axis=1).astype(np.float32)


def word_items(
    bars: Bars,
    middle_y: F64,
    looks: tuple[BarLook, ...],
    net: TemporalNetwork,
    style: Style,
    measure: Measure,
    tview: TimelineView,
) -> tuple[Item, ...]:
    """The name of the state written inside every bar it fits into, as far as the bar is in sight."""
    names = [look.label for look in style.state_looks(net)]
    inks = [_ink(look.fill, style) for look in looks]
    is_doubtful = np.logical_or(*doubted(net))[bars.change]
    words: list[Text] = []
    for i in range(len(bars.change)):
        state = int(bars.state[i])
        begin = max(bars.sure0[i], bars.x0[i] + (DOUBT_PX if is_doubtful[i] else 0.0))
        left, right = max(begin, tview.plot_left) + 7, min(bars.sure1[i], tview.plot_right) - 7
        if looks[state].line or right - left < 22:
            continue
        word = one_line(names[state])  # a word cut short says less than the colour alone
        if measure(word, 11.0, 500) <= right - left:
            words.append(Text(float(left), float(middle_y[i]) + 4.0, word, 11.0, inks[state], 500))
    return (Texts(tuple(words)),) if words else ()


def doubt_items(
    net: TemporalNetwork, bars: Bars, middle_y: F64, looks: tuple[BarLook, ...], style: Style, tview: TimelineView
) -> list[Item]:
    """A question mark in the beginning of every bar that sources dispute, a star where none of them states it.

    In a bar too short for it, and on a line, it has a ground of its own.
    """
    disputed, unstated = (each[bars.change] for each in doubted(net))
    items: list[Item] = []
    for i in np.flatnonzero(disputed | unstated).tolist():
        look = looks[int(bars.state[i])]
        x0, x1 = max(float(bars.x0[i]), tview.clip_left), float(bars.x1[i])
        is_apart = look.line or x1 - x0 < DOUBT_PX
        is_faded = bars.sure0[i] - bars.x0[i] > 2.0
        ink = style.text_strong if is_apart or is_faded else _ink(look.fill, style)
        x = x0 + 7.0 if look.line or not is_apart else (x0 + x1) / 2
        centre = np.array([[x, float(middle_y[i])]], np.float32)
        items += glyphs(centre, disputed[i : i + 1], ink, 10.0, style.panel if is_apart else 0)
    return items


def _ink(ground: int, style: Style) -> int:
    light, dark = (style.panel, style.text_strong) if style.theme == "light" else (style.text_strong, style.window)
    return light if contrast(light, ground) >= 3.2 else dark
