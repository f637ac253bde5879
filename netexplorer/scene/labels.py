"""Where the names go: the important first, never on top of one another or of an actor; what does not fit is left out.

Every name tries the same places in the same order (below, above, right, left, then the corners; first in full, then in
fewer words, in smaller letters, a little further off with a thin line to its actor), and neither selection nor date
decides about the order, so a name keeps its place while time moves.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from netexplorer.scene.elide import elide_px, one_line
from netexplorer.scene.primitives import F32, Anchor, Measure

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int32]
F64 = npt.NDArray[np.float64]

NAME_WEIGHT = 500
WRAP_PX = 150.0
MAX_CHARACTERS = 200
GAP_PX = 4.0
EDGE_PX = 4.0
QUIET_PX = 180.0
COMPACT_PX = 104.0
BRIEF_PX = 82.0
MOST_TRIES = 24  # exchanges of places that are tried for one picture
BREATH_PX = 7.0  # between two names side by side

#: Places: horizontal and vertical direction from the actor, anchor of the text.
PLACES: tuple[tuple[int, int, Anchor], ...] = (
    (0, 1, "center"),
    (0, -1, "center"),
    (1, 0, "left"),
    (-1, 0, "right"),
    (1, 1, "left"),
    (-1, 1, "right"),
    (1, -1, "left"),
    (-1, -1, "right"),
)

_SIDE, _DOWN = np.array([p[0] for p in PLACES]), np.array([p[1] for p in PLACES])
_CORNER = (_SIDE != 0) & (_DOWN != 0)

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class LabelSizes:
    """Font sizes of the name and of the quiet line, in pixels."""

    name: float = 12.0
    quiet: float = 11.0

    @property
    def name_line(self) -> float:
        """The height of a line of the name."""
        return round(self.name * 1.25)

    @property
    def quiet_line(self) -> float:
        """The height of the quiet line."""
        return round(self.quiet * 1.25)


@dataclass(frozen=True, slots=True)
class Wording:
    """The lines of one label, its width and its height in pixels; ``quiet`` is the second, muted line or empty."""

    lines: tuple[str, ...]
    quiet: str
    width: float
    height: float
    sizes: LabelSizes


@dataclass(frozen=True, slots=True)
class Tier:
    """One way to say all labels, and how many pixels further from their actors than usual they stand."""

    wordings: tuple[Wording, ...]
    push_px: float = 0.0


@dataclass(frozen=True, slots=True)
class Label:
    """A placed label: the actor's row, its wording, the x of its anchor, its box, and the line to its actor if any."""

    row: int
    wording: Wording
    x: float
    anchor: Anchor
    box: Box
    leader: Box | None = None


@lru_cache(maxsize=4096)
def clean(text: str) -> str:
    """A text from a dataset as one harmless line."""
    if len(text) <= MAX_CHARACTERS and text.isprintable() and "  " not in text:
        return text.strip()
    return one_line(text)[:MAX_CHARACTERS]


def wrapped(
    text: str, width_px: float, size_px: float, weight: int, measure: Measure, *, most: int = 2
) -> tuple[str, ...]:
    """``text`` on one line or, on spaces, on two of about the same length; what is too wide still is elided.

    With ``most`` 3, three lines are better than a text cut short.
    """
    if measure(text, size_px, weight) <= width_px:
        return (text,)
    words = text.split(" ")
    splits = [(" ".join(words[:k]), " ".join(words[k:])) for k in range(1, min(len(words), 24))]
    wide = [max(measure(a, size_px, weight), measure(b, size_px, weight)) for a, b in splits]
    if wide and min(wide) <= width_px:
        return splits[wide.index(min(wide))]
    if most > 2 and len(words) > 2:
        a, b, c = _three_lines(words, width_px, size_px, weight, measure)
        if c and measure(c, size_px, weight) <= width_px:
            return a, b, c
    fitting = [(a, b) for a, b in splits if measure(a, size_px, weight) <= width_px]
    if not fitting:
        return (elide_px(text, width_px, measure, size_px, weight),)
    a, b = fitting[-1]
    return a, elide_px(b, width_px, measure, size_px, weight)


def _three_lines(
    words: list[str], width_px: float, size_px: float, weight: int, measure: Measure
) -> tuple[str, str, str]:
    """The words filled into two lines, and what is left; nothing where the first word alone is too wide."""
    lines: list[str] = []
    rest = words
    for _ in range(2):
        fitting = [k for k in range(1, len(rest)) if measure(" ".join(rest[:k]), size_px, weight) <= width_px]
        if not fitting:
            return "", "", ""
        lines.append(" ".join(rest[: fitting[-1]]))
        rest = rest[fitting[-1] :]
    return lines[0], lines[1], " ".join(rest)


@lru_cache(maxsize=4096)
def wording(
    name: str, quiet: str, sizes: LabelSizes, measure: Measure, wrap_px: float = WRAP_PX, most: int = 2
) -> Wording:
    """The lines of a label for an actor's name and subtitle."""
    lines = wrapped(clean(name), wrap_px, sizes.name, NAME_WEIGHT, measure, most=most)
    width = max([measure(line, sizes.name, NAME_WEIGHT) for line in lines])
    second = clean(quiet)
    if not second:
        return Wording(lines, "", width, len(lines) * sizes.name_line, sizes)
    second_px = measure(second, sizes.quiet, 400)
    if second_px > QUIET_PX:
        second = elide_px(second, QUIET_PX, measure, sizes.quiet)
        second_px = measure(second, sizes.quiet, 400)
    return Wording(lines, second, max(width, second_px), len(lines) * sizes.name_line + sizes.quiet_line, sizes)


def compact(name: str, sizes: LabelSizes, measure: Measure) -> Wording:
    """A name for a crowded place: without a quiet line, wrapped early."""
    return wording(name, "", sizes, measure, COMPACT_PX * sizes.name / 12.0, 3)


@lru_cache(maxsize=1024)
def brief(name: str, sizes: LabelSizes, measure: Measure) -> Wording:
    """The beginning of a name, for where its actor would else have none."""
    return wording(elide_px(clean(name), BRIEF_PX, measure, sizes.name, NAME_WEIGHT), "", sizes, measure)


def boxes(xy: F32, radius: F32, width: F64, height: F64, push_px: float = 0.0) -> F64:
    """The box (k, places, 4) as left, top, right, bottom of every label at every place."""
    reach = np.where(_CORNER, radius[:, None] * 0.72 + 2.0 + 0.72 * push_px, radius[:, None] + GAP_PX + push_px)
    box = np.empty((len(xy), len(PLACES), 4))
    box[..., 0] = xy[:, :1] + _SIDE * reach + (_SIDE - 1) / 2 * width[:, None]
    box[..., 1] = xy[:, 1:] + _DOWN * reach + (_DOWN - 1) / 2 * height[:, None]
    box[..., 2] = box[..., 0] + width[:, None]
    box[..., 3] = box[..., 1] + height[:, None]
    return box


def place(
    xy: F32,
    radius: F32,
    tiers: tuple[Tier, ...],
    *,
    wish: Ints,
    later: Bools,
    taken: F64,
    avoid: F64,
    near: F64,
    own: Ints,
    width: float,
    height: float,
) -> tuple[Label, ...]:
    """Place the labels of k actors.

    Parameters
    ----------
    xy, radius : float32 (k, 2), (k,)
        The actors that want a label, in the order in which they are served.
    tiers : tuple of Tier
        What each label says, and what it says and where it stands where there is no room for that.
    wish : int32 (k,)
        0 where it fits, 1 rather than those, 2 in any case; what would lie under a stronger wish is left out.
    later : bool (k,)
        Without a wish these get a label only when all others have theirs; they come last in the order.
    taken, avoid : float64 (j, 4), (l, 4)
        Boxes (left, top, right, bottom) no label may touch, the actors and the title; and boxes no label touches
        where it has another place.
    near, own : float64 (o, 4), int32 (k,)
        Boxes around actors in which another's name would seem to be theirs, touched only where there is no other
        place; and which of them belongs to the label itself.
    width, height : float
        The picture; no label is cut by its border.
    """
    parts = [boxes(xy, radius, *_sizes(tier.wordings), tier.push_px) for tier in tiers]
    box = np.concatenate(parts, axis=1)
    outside = (box[..., 0] < EDGE_PX) | (box[..., 1] < EDGE_PX)
    outside |= (box[..., 2] > width - EDGE_PX) | (box[..., 3] > height - EDGE_PX)
    on_node = outside | _touches(box, taken)
    bad = _touches(box, avoid) | _touches(box, near, own)
    chosen = _greedy(box, on_node, bad, later & (wish == 0))
    _rearrange(box, on_node, bad, chosen, later | (wish > 0))
    for level in (2, 1):
        for i in np.flatnonzero((wish == level) & (chosen < 0)):
            price = _price(box[i], on_node[i], outside[i], bad[i], taken)
            for evicted in _make_room(int(i), box, on_node, price, chosen, wish):
                _squeeze_in(evicted, box, on_node, bad, chosen)
    return tuple(_label(i, p, box, tiers, xy, radius) for i, p in enumerate(chosen.tolist()) if p >= 0)


def _sizes(words: tuple[Wording, ...]) -> tuple[F64, F64]:
    return np.array([w.width for w in words], dtype=float), np.array([w.height for w in words], dtype=float)


def _touches(box: F64, taken: F64, own: Ints | None = None) -> Bools:
    """Which boxes (k, places, 4) lie on one of ``taken`` (j, 4), ``own`` (k,) excepted; only near ones count."""
    hit = np.zeros(box.shape[:2], bool)
    if not box.size or not len(taken):
        return hit
    low, high = box[..., :2].min(axis=1).astype(np.float32), box[..., 2:].max(axis=1).astype(np.float32)
    near = low[:, :1] < taken[:, 2].astype(np.float32)
    near &= high[:, :1] > taken[:, 0].astype(np.float32)
    near &= low[:, 1:] < taken[:, 3].astype(np.float32)
    near &= high[:, 1:] > taken[:, 1].astype(np.float32)
    if own is not None:
        near[np.flatnonzero(own >= 0), own[own >= 0]] = False
    label, other = np.nonzero(near)
    mine, theirs = box[label], taken[other][:, None, :]
    on = mine[..., 0] < theirs[..., 2]
    on &= mine[..., 2] > theirs[..., 0]
    on &= mine[..., 1] < theirs[..., 3]
    on &= mine[..., 3] > theirs[..., 1]
    if len(label):
        first = np.flatnonzero(np.r_[True, label[1:] != label[:-1]])
        hit[label[first]] = np.logical_or.reduceat(on, first, axis=0)
    return hit


def _under(box: F64, lids: F64) -> Bools:
    """Which boxes (k, 4) each of ``lids`` (j, 4) touches, bool (j, k), with a breath to the left and right."""
    left, top, right, bottom = box.T
    x0, y0, x1, y1 = lids.T[:, :, None]
    hit: Bools = left < x1 + BREATH_PX
    hit &= right > x0 - BREATH_PX
    hit &= top < y1
    hit &= bottom > y0
    return hit


def _greedy(box: F64, blocked: Bools, bad: Bools, later: Bools) -> npt.NDArray[np.int64]:
    """The first place of every label that is free, before those the first that is not bad either; -1 is none."""
    chosen = np.full(len(box), -1, dtype=np.int64)
    cost = bad.astype(np.int8) + 2 * blocked.astype(np.int8)
    left, top, right, bottom = np.ascontiguousarray(np.moveaxis(box, 2, 0))
    is_lacking = False
    for i in range(len(box)):
        if later[i] and is_lacking:
            continue
        p = int(cost[i].argmin())
        if cost[i, p] >= 2:
            is_lacking = is_lacking or not later[i]
            continue
        chosen[i] = p
        x0, y0, x1, y1 = box[i, p].tolist()
        under = left[i + 1 :] < x1 + BREATH_PX
        under &= right[i + 1 :] > x0 - BREATH_PX
        under &= top[i + 1 :] < y1
        under &= bottom[i + 1 :] > y0
        cost[i + 1 :][under] = 2
    return chosen


def _rearrange(box: F64, on_node: Bools, bad: Bools, chosen: npt.NDArray[np.int64], settled: Bools) -> None:
    """Give those who found no place the place of others who can stand elsewhere."""
    tries = MOST_TRIES
    for i in np.flatnonzero((chosen < 0) & ~settled).tolist():
        placed = np.flatnonzero((chosen >= 0) & (np.arange(len(chosen)) != i))
        hits = _under(box[placed, chosen[placed]], box[i])
        count = hits.sum(axis=1) + 0.5 * bad[i]
        count[on_node[i] | (count >= 3)] = np.inf
        for p in np.argsort(count, kind="stable")[:4].tolist():
            if not np.isfinite(count[p]) or not tries:
                break
            tries -= 1
            if _exchanged(i, p, placed[hits[p]].tolist(), box, on_node, bad, chosen):
                break


def _exchanged(
    i: int, p: int, evicted: list[int], box: F64, on_node: Bools, bad: Bools, chosen: npt.NDArray[np.int64]
) -> bool:
    """Put label ``i`` at ``p`` if all in its way find another place."""
    before = chosen[evicted]
    chosen[evicted] = -1
    chosen[i] = p
    for row in evicted:
        _squeeze_in(row, box, on_node, bad, chosen)
    if (chosen[evicted] >= 0).all():
        return True
    chosen[evicted] = before
    chosen[i] = -1
    return False


def _price(box: F64, on_node: Bools, outside: Bools, bad: Bools, taken: F64) -> F64:
    """What it costs (places,) to put a label somewhere, apart from other labels: actors it covers count by area."""
    over_x = np.minimum(box[:, None, 2], taken[:, 2]) - np.maximum(box[:, None, 0], taken[:, 0])
    over_y = np.minimum(box[:, None, 3], taken[:, 3]) - np.maximum(box[:, None, 1], taken[:, 1])
    covered = (np.clip(over_x, 0, None) * np.clip(over_y, 0, None)).sum(axis=1)
    price: F64 = 500.0 * outside + 50.0 * on_node + np.minimum(covered, 4000.0) / 10.0 + 0.5 * bad
    return price


def _make_room(i: int, box: F64, on_node: Bools, price: F64, chosen: npt.NDArray[np.int64], wish: Ints) -> list[int]:
    """Place label ``i`` where it costs least, at the price of labels with a weaker wish, which are given back."""
    placed = np.flatnonzero(chosen >= 0)
    lids = box[placed, chosen[placed]]
    hits = _under(lids, box[i])
    equals = (hits & (wish[placed] >= wish[i])).any(axis=1)
    p = int((price + hits.sum(axis=1) + 1000.0 * equals).argmin())
    if equals[p] or (wish[i] < 2 and on_node[i, p]):
        return []
    evicted = placed[hits[p]]
    chosen[evicted] = -1
    chosen[i] = p
    return [int(row) for row in evicted]


def _squeeze_in(i: int, box: F64, on_node: Bools, bad: Bools, chosen: npt.NDArray[np.int64]) -> None:
    """Place label ``i`` where nothing has to give way, if there is such a place."""
    placed = np.flatnonzero(chosen >= 0)
    blocked = on_node[i] | _under(box[i], box[placed, chosen[placed]]).any(axis=0)
    if not blocked.all():
        chosen[i] = int((bad[i] + 2 * blocked).argmin())


def _label(i: int, p: int, box: F64, tiers: tuple[Tier, ...], xy: F32, radius: F32) -> Label:
    tier = tiers[p // len(PLACES)]
    left, top, right, bottom = (float(v) for v in box[i, p])
    anchor = PLACES[p % len(PLACES)][2]
    x = {"left": left, "center": (left + right) / 2, "right": right}[anchor]
    whole = (left, top, right, bottom)
    leader = _leader(whole, float(xy[i, 0]), float(xy[i, 1]), float(radius[i])) if tier.push_px else None
    return Label(i, tier.wordings[i], x, anchor, whole, leader)


def _leader(box: Box, x: float, y: float, radius: float) -> Box | None:
    """A line from the border of the actor to the nearest point of its label."""
    to_x, to_y = min(max(x, box[0]), box[2]), min(max(y, box[1]), box[3])
    far = float(np.hypot(to_x - x, to_y - y))
    if far <= radius + 3.0:
        return None
    start = (radius + 1.0) / far
    return x + (to_x - x) * start, y + (to_y - y) * start, to_x, to_y
