"""Where the names go: the important first, never on top of one another or of an actor; what does not fit is left out.

Every name tries the same places in the same order (below, above, right, left, then the corners), and neither selection
nor date decides about the order, so a name keeps its place while time moves.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
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


@dataclass(frozen=True, slots=True)
class Wording:
    """The lines of one label, its width and its height in pixels; ``quiet`` is the second, muted line or empty."""

    lines: tuple[str, ...]
    quiet: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Label:
    """A placed label: the actor's row, its wording, the x of its anchor, the top of its box and the box itself."""

    row: int
    wording: Wording
    x: float
    anchor: Anchor
    box: tuple[float, float, float, float]


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


@lru_cache(maxsize=4096)
def clean(text: str) -> str:
    """A text from a dataset as one harmless line."""
    if len(text) <= MAX_CHARACTERS and text.isprintable() and "  " not in text:
        return text.strip()
    return one_line(text)[:MAX_CHARACTERS]


def wrapped(text: str, width_px: float, size_px: float, weight: int, measure: Measure) -> tuple[str, ...]:
    """``text`` on one line or, on spaces, on two of about the same length; what is too wide still is elided."""
    if measure(text, size_px, weight) <= width_px:
        return (text,)
    words = text.split(" ")
    splits = [(" ".join(words[:k]), " ".join(words[k:])) for k in range(1, min(len(words), 24))]
    wide = [max(measure(a, size_px, weight), measure(b, size_px, weight)) for a, b in splits]
    if wide and min(wide) <= width_px:
        return splits[wide.index(min(wide))]
    fitting = [(a, b) for a, b in splits if measure(a, size_px, weight) <= width_px]
    if not fitting:
        return (elide_px(text, width_px, measure, size_px, weight),)
    a, b = fitting[-1]
    return a, elide_px(b, width_px, measure, size_px, weight)


@lru_cache(maxsize=4096)
def wording(name: str, quiet: str, sizes: LabelSizes, measure: Measure, wrap_px: float = WRAP_PX) -> Wording:
    """The lines of a label for an actor's name and subtitle."""
    lines = wrapped(clean(name), wrap_px, sizes.name, NAME_WEIGHT, measure)
    width = max([measure(line, sizes.name, NAME_WEIGHT) for line in lines])
    second = clean(quiet)
    if not second:
        return Wording(lines, "", width, len(lines) * sizes.name_line)
    second_px = measure(second, sizes.quiet, 400)
    if second_px > QUIET_PX:
        second = elide_px(second, QUIET_PX, measure, sizes.quiet)
        second_px = measure(second, sizes.quiet, 400)
    return Wording(lines, second, max(width, second_px), len(lines) * sizes.name_line + sizes.quiet_line)


@lru_cache(maxsize=4096)
def compact(full: Wording, sizes: LabelSizes, measure: Measure) -> Wording:
    """The same name for a crowded place: without the quiet line, wrapped early."""
    name = " ".join(full.lines)
    if full.width <= COMPACT_PX:
        return replace(full, quiet="", height=len(full.lines) * sizes.name_line) if full.quiet else full
    return wording(name, "", sizes, measure, COMPACT_PX)


def boxes(xy: F32, radius: F32, width: F64, height: F64) -> F64:
    """The box (k, places, 4) as left, top, right, bottom of every label at every place."""
    side, down = np.array([p[0] for p in PLACES]), np.array([p[1] for p in PLACES])
    corner = (side != 0) & (down != 0)
    reach = np.where(corner, radius[:, None] * 0.72 + 2.0, radius[:, None] + GAP_PX)
    left = xy[:, :1] + side * reach + (side - 1) / 2 * width[:, None]
    top = xy[:, 1:] + down * reach + (down - 1) / 2 * height[:, None]
    return np.stack([left, top, left + width[:, None], top + height[:, None]], axis=2).astype(float)


def place(
    xy: F32,
    radius: F32,
    wordings: tuple[Wording, ...],
    shorter: tuple[Wording, ...],
    *,
    wish: Ints,
    taken: F64,
    width: float,
    height: float,
) -> tuple[Label, ...]:
    """Place the labels of k actors.

    Parameters
    ----------
    xy, radius : float32 (k, 2), (k,)
        The actors that want a label, in the order in which they are served.
    wordings, shorter : tuple of Wording
        What each label says, and what it says where there is no room for that.
    wish : int32 (k,)
        0 where it fits, 1 rather than those, 2 in any case; what would lie under a stronger wish is left out.
    taken : float64 (j, 4)
        Boxes (left, top, right, bottom) no label may touch: the actors and the title.
    width, height : float
        The picture; no label is cut by its border.
    """
    box = np.concatenate([boxes(xy, radius, *_sizes(words)) for words in (wordings, shorter)], axis=1)
    outside = (box[..., 0] < EDGE_PX) | (box[..., 1] < EDGE_PX)
    outside |= (box[..., 2] > width - EDGE_PX) | (box[..., 3] > height - EDGE_PX)
    on_node = outside | _touches(box, taken)
    chosen = _greedy(box, on_node)
    for level in (2, 1):
        for i in np.flatnonzero((wish == level) & (chosen < 0)):
            for evicted in _make_room(int(i), box, on_node, outside, chosen, wish):
                _squeeze_in(evicted, box, on_node, chosen)
    said = (wordings, shorter)
    return tuple(_label(i, p, box, said[p // len(PLACES)][i]) for i, p in enumerate(chosen.tolist()) if p >= 0)


def _sizes(words: tuple[Wording, ...]) -> tuple[F64, F64]:
    return np.array([w.width for w in words], dtype=float), np.array([w.height for w in words], dtype=float)


def _touches(box: F64, taken: F64) -> Bools:
    """Which boxes (k, places, 4) lie on one of ``taken`` (j, 4); only what is near an actor is looked at closely."""
    hit = np.zeros(box.shape[:2], bool)
    if not box.size or not len(taken):
        return hit
    low, high = box[..., :2].min(axis=1).astype(np.float32), box[..., 2:].max(axis=1).astype(np.float32)
    near = low[:, :1] < taken[:, 2].astype(np.float32)
    near &= high[:, :1] > taken[:, 0].astype(np.float32)
    near &= low[:, 1:] < taken[:, 3].astype(np.float32)
    near &= high[:, 1:] > taken[:, 1].astype(np.float32)
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


def _greedy(box: F64, blocked: Bools) -> npt.NDArray[np.int64]:
    chosen = np.full(len(box), -1, dtype=np.int64)
    blocked = blocked.copy()
    left, top, right, bottom = np.ascontiguousarray(np.moveaxis(box, 2, 0))
    for i in range(len(box)):
        free = blocked[i]
        p = int(free.argmin())  # the first place that is not blocked
        if free[p]:
            continue
        chosen[i] = p
        x0, y0, x1, y1 = box[i, p].tolist()
        under = left[i + 1 :] < x1 + BREATH_PX
        under &= right[i + 1 :] > x0 - BREATH_PX
        under &= top[i + 1 :] < y1
        under &= bottom[i + 1 :] > y0
        blocked[i + 1 :] |= under
    return chosen


def _make_room(
    i: int, box: F64, on_node: Bools, outside: Bools, chosen: npt.NDArray[np.int64], wish: Ints
) -> list[int]:
    """Place label ``i`` where it costs least, at the price of labels with a weaker wish, which are given back."""
    placed = np.flatnonzero(chosen >= 0)
    lids = box[placed, chosen[placed]]
    hits = _under(lids, box[i])
    equals = (hits & (wish[placed] >= wish[i])).any(axis=1)
    cost = hits.sum(axis=1) + 1000 * equals + 3 * on_node[i] + 100 * outside[i]
    p = int(cost.argmin())
    if equals[p] or (wish[i] < 2 and on_node[i, p]):
        return []
    evicted = placed[hits[p]]
    chosen[evicted] = -1
    chosen[i] = p
    return [int(row) for row in evicted]


def _squeeze_in(i: int, box: F64, on_node: Bools, chosen: npt.NDArray[np.int64]) -> None:
    """Place label ``i`` where nothing has to give way, if there is such a place."""
    placed = np.flatnonzero(chosen >= 0)
    blocked = on_node[i] | _under(box[i], box[placed, chosen[placed]]).any(axis=0)
    if not blocked.all():
        chosen[i] = int(blocked.argmin())


def _label(i: int, p: int, box: F64, words: Wording) -> Label:
    left, top, right, bottom = (float(v) for v in box[i, p])
    anchor = PLACES[p % len(PLACES)][2]
    x = {"left": left, "center": (left + right) / 2, "right": right}[anchor]
    return Label(i, words, x, anchor, (left, top, right, bottom))
