"""Events over the axis: a marker each, and labels that never touch one another, important ones first."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.graph.distinct import distinct
from netexplorer.graph.network import TemporalNetwork
from netexplorer.scene.elide import ELLIPSIS, elide_chars
from netexplorer.scene.primitives import Item, Measure, Polygon, Text, Texts
from netexplorer.scene.style import Style, blend
from netexplorer.scene.timescale import TimelineView

F64 = npt.NDArray[np.float64]
F32 = npt.NDArray[np.float32]
I32 = npt.NDArray[np.int32]
Rows = npt.NDArray[np.int64]

LABEL_PX = 11.0
LABEL_CHARS = 26
LONGEST_CHARS = 80
SHORT_CHARS = 18  # where there is no room for the longer label
SPREAD_OUT = 24  # labels for which their neighbours are weighed too
GAP_PX = 12.0  # free space between two labels
MOST_CANDIDATES = 150  # labels tried; a wide window holds some ten
SHIFTS = (0.0, -0.2, 0.2, -0.34, 0.34, -0.45, 0.45)  # a label may stand off its marker by this share of its width


class EventMarks(Struct, frozen=True, eq=False):
    """What is drawn of the events, and where: ``rects`` (k, 4) belong to the events ``rows`` (k,), labels first.

    ``label_rects`` (l, 4) are those of the labels alone.
    """

    items: tuple[Item, ...]
    rects: F32
    rows: I32
    label_rects: F32


def event_scores(net: TemporalNetwork, rels: I32) -> F32:
    """How much each event has to do with the relationships ``rels``, float32 (e,); 0 is nothing at all.

    What counts most is a relationship it names that changed at its date, then one that it only names, then the
    actors it names that stand at their ends.
    """
    events = net.dataset.events
    wanted = np.zeros(len(net.src), dtype=np.bool_)
    wanted[rels] = True
    near = np.zeros(len(net.actor_ids), dtype=np.bool_)
    near[net.src[rels]] = True
    near[net.dst[rels]] = True
    which, rows = _named((event.relationships for event in events), net.rel_row)
    which, rows = which[wanted[rows]], rows[wanted[rows]]
    named = np.bincount(which, minlength=len(events))
    changed = np.bincount(
        which[_changed(net, rows, net.event_tick[which], net.event_end[which])], minlength=len(events)
    )
    which, rows = _named((event.actors for event in events), net.actor_row)
    present = np.bincount(which[near[rows]], minlength=len(events))
    return (6.0 * changed + 2.0 * named + np.minimum(present, 3)).astype(np.float32)


def _named(lists: Iterable[Sequence[str]], row_of: Mapping[str, int]) -> tuple[Rows, Rows]:
    """The pairs of a list and a row that it names: numbers of the lists and rows, int64 (k,) each."""
    pairs = [(k, row) for k, ids in enumerate(lists) for ident in ids if (row := row_of.get(ident)) is not None]
    columns = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return columns[:, 0], columns[:, 1]


def _changed(net: TemporalNetwork, rels: Rows, start: Rows, end: Rows) -> npt.NDArray[np.bool_]:
    """Whether a change of each relationship begins from ``start`` on and before ``end``; all (k,)."""
    first = net.change_start[rels].astype(np.int64)
    count = net.change_start[rels + 1] - first
    pair = np.repeat(np.arange(len(rels)), count)
    change = np.arange(len(pair)) + np.repeat(first - (np.cumsum(count) - count), count)
    begins = net.change_from[change]
    changed = np.zeros(len(rels), dtype=np.bool_)
    changed[pair[(begins >= start[pair]) & (begins < end[pair])]] = True
    return changed


def place_labels(x: F64, widths: F64, left: float, right: float, taken: Sequence[tuple[float, float]] = ()) -> F32:
    """Left edges of labels on one line, float32 (k,); NaN where there is no room.

    Earlier rows win. A label stands centred over its ``x``, or a little to one side, always between ``left`` and
    ``right``, over its own ``x``, and ``GAP_PX`` away from every other label and from what is ``taken`` already.
    """
    placed = np.full(len(x), np.nan, dtype=np.float32)
    full = sorted(taken)
    for i in range(len(x)):
        width = float(widths[i])
        if width > right - left:
            continue
        for shift in SHIFTS:
            start = min(max(float(x[i]) - width / 2 + shift * width, left), right - width)
            k = bisect(full, (start, start))  # what is placed does not overlap, so only the neighbours can be too near
            is_free = k == 0 or full[k - 1][1] + GAP_PX <= start
            if is_free and (k == len(full) or start + width + GAP_PX <= full[k][0]):
                full.insert(k, (start, start + width))
                placed[i] = start
                break
    return placed


def label_order(score: F32, x: F64) -> npt.NDArray[np.int64]:
    """Who is labelled first: the higher score, and among equals the one farthest from those before it."""
    order = np.lexsort((x, -score))[:MOST_CANDIDATES]
    places = [(float(score[i]), float(x[i]), int(i)) for i in order]
    turn: list[tuple[float, float, int]] = []
    while places and len(turn) < SPREAD_OUT:
        equals = [place for place in places if place[0] == places[0][0]]
        best = max(equals, key=lambda place: min((abs(place[1] - x0) for _, x0, _ in turn), default=0.0))
        turn.append(best)
        places.remove(best)
    return np.array([i for _, _, i in (*turn, *places)], dtype=np.int64)


class Placed(Struct, frozen=True):
    """One label: its event, where it begins, how wide it is."""

    row: int
    text: str
    x: float
    width: float


def event_labels(net: TemporalNetwork, rows: I32, x: F64, tview: TimelineView, measure: Measure) -> tuple[Placed, ...]:
    """The labels there is room for; ``rows`` are events, important first, ``x`` (k,) their places.

    What finds no room is tried once more, shorter; then what was cut takes the room that is left to its neighbours.
    """
    placed: list[Placed] = []
    waiting = np.arange(len(rows))
    for most in (LABEL_CHARS, SHORT_CHARS):
        texts = [elide_chars(net.dataset.events[int(rows[i])].title, most) for i in waiting]
        widths = np.array([measure(text, LABEL_PX, 400) if text else np.inf for text in texts], dtype=np.float64)
        taken = [(label.x, label.x + label.width) for label in placed]
        starts = place_labels(x[waiting], widths, tview.label_width + 4, tview.width - 6, taken)
        found = np.isfinite(starts)
        placed += [
            Placed(int(rows[waiting[k]]), texts[k], float(starts[k]), float(widths[k])) for k in np.flatnonzero(found)
        ]
        waiting = waiting[~found]
    at = {int(row): float(place) for row, place in zip(rows, x, strict=True)}
    return _stretched(net, placed, at, tview, measure)


def _stretched(
    net: TemporalNetwork, placed: list[Placed], at: dict[int, float], tview: TimelineView, measure: Measure
) -> tuple[Placed, ...]:
    """The labels with as much of their titles as there is room for, each still over its own place ``at``."""
    line = sorted(range(len(placed)), key=lambda k: placed[k].x)
    for n, k in enumerate(line):
        label = placed[k]
        title = elide_chars(net.dataset.events[label.row].title, LONGEST_CHARS)
        if title == label.text:
            continue
        before = placed[line[n - 1]] if n else None
        left = before.x + before.width + GAP_PX if before else tview.label_width + 4
        right = placed[line[n + 1]].x - GAP_PX if n + 1 < len(line) else tview.width - 6
        middle = at[label.row]
        text = elide_words(title, right - left, measure)
        width = measure(text, LABEL_PX, 400)
        if len(text) > len(label.text) and width <= right - left:
            start = min(max(middle - width / 2, left), right - width)
            placed[k] = Placed(label.row, text, start, width)
    return tuple(placed)


def elide_words(title: str, room_px: float, measure: Measure) -> str:
    """As many words of ``title`` as fit, with an ellipsis where some are missing; empty where none fits."""
    if measure(title, LABEL_PX, 400) <= room_px:
        return title
    words = title.rstrip(ELLIPSIS).split(" ")
    for k in range(len(words) - 1, 0, -1):
        text = " ".join(words[:k]).rstrip(" ,;:–-") + ELLIPSIS
        if measure(text, LABEL_PX, 400) <= room_px:
            return text
    return ""


def event_marks(
    net: TemporalNetwork,
    score: F32,
    tview: TimelineView,
    style: Style,
    measure: Measure,
    *,
    baseline: float,
    marker_y: float,
) -> EventMarks:
    """Markers of all events in sight, and the labels there is room for on the line at ``baseline``."""
    dated = (net.event_tick >= tview.t0) & (net.event_tick <= tview.t1)
    rows = np.flatnonzero(dated).astype(np.int32)
    x = tview.ticks_to_x(net.event_tick[rows])
    order = label_order(score[rows], x)
    labels = event_labels(net, rows[order], x[order], tview, measure)
    labelled = np.isin(rows, [label.row for label in labels])
    items: list[Item] = []
    faint, plain = blend(style.text_faint, style.panel, 0.45), style.text_muted
    for wanted, argb, size in ((~labelled, faint, 6.5), (labelled, plain, 8.0)):
        if wanted.any():
            seen = distinct(np.round(x[wanted] * 2) / 2)  # two markers within half a pixel look like one
            items += [_marker(float(at), marker_y, size, argb) for at in seen]
    items.append(Texts(tuple(Text(p.x, baseline, p.text, LABEL_PX, _ink(style, float(score[p.row]))) for p in labels)))
    label_rects = np.array([(p.x, baseline - 12, p.width, 16) for p in labels], dtype=np.float32).reshape(-1, 4)
    marker_rects = np.stack([x - 5, np.full(len(x), marker_y - 6), np.full(len(x), 10), np.full(len(x), 12)], axis=1)
    rects = np.concatenate([label_rects, marker_rects]).astype(np.float32)
    named = np.array([label.row for label in labels], dtype=np.int32)
    return EventMarks(tuple(items), rects, np.concatenate([named, rows]).astype(np.int32), label_rects)


def _marker(x: float, y: float, size: float, argb: int) -> Polygon:
    """A small triangle that points down at its date."""
    half = size / 2
    corners = ((x - half, y - half * 0.6), (x + half, y - half * 0.6), (x, y + half * 0.75))
    return Polygon(np.array(corners, dtype=np.float32), argb)


def _ink(style: Style, score: float) -> int:
    return style.text_muted if score > 0 else style.text_faint
