"""Where the names go: the important first, never on top of one another or of an actor; what does not fit is left out.

Every name tries the same places in the same order (below, above, right, left, then the corners; first in full, then in
fewer words, in smaller letters, a little further off with a thin line to its actor), and neither selection nor date
decides about the order, so a name keeps its place while time moves.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.scene.elide import elide_px, one_line
from netexplorer.scene.placing import Ground
from netexplorer.scene.primitives import F32, Anchor, Measure

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int32]
F64 = npt.NDArray[np.float64]

NAME_WEIGHT = 500
WRAP_PX = 150.0
MAX_CHARACTERS = 200
GAP_PX = 4.0
QUIET_PX = 180.0
COMPACT_PX = 104.0
BRIEF_PX = 82.0
USUAL_TIERS = 2  # most labels stand in one of their first tiers, so only those are looked at for all at once

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


class LabelSizes(Struct, frozen=True):
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


class Wording(Struct, frozen=True):
    """The lines of one label, its width and its height in pixels; ``quiet`` is the second, muted line or empty."""

    lines: tuple[str, ...]
    quiet: str
    width: float
    height: float
    sizes: LabelSizes


class Tier(Struct, frozen=True):
    """One way to say all labels, and how many pixels further from their actors than usual they stand."""

    wordings: tuple[Wording, ...]
    push_px: float = 0.0


class Label(Struct, frozen=True):
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
    name: str,
    quiet: str,
    sizes: LabelSizes,
    measure: Measure,
    wrap_px: float = WRAP_PX,
    most: int = 2,
    ever: tuple[str, ...] = (),
) -> Wording:
    """The lines of a label for an actor's name and subtitle, as wide as with any subtitle it has ``ever``."""
    lines = wrapped(clean(name), wrap_px, sizes.name, NAME_WEIGHT, measure, most=most)
    width = max([measure(line, sizes.name, NAME_WEIGHT) for line in lines])
    second = clean(quiet)
    if not second:
        return Wording(lines, "", width, len(lines) * sizes.name_line, sizes)
    second_px = measure(second, sizes.quiet, 400)
    if second_px > QUIET_PX:
        second = elide_px(second, QUIET_PX, measure, sizes.quiet)
        second_px = measure(second, sizes.quiet, 400)
    room = min(max([measure(clean(each), sizes.quiet, 400) for each in ever], default=0.0), QUIET_PX)
    return Wording(lines, second, max(width, second_px, room), len(lines) * sizes.name_line + sizes.quiet_line, sizes)


def compact(name: str, sizes: LabelSizes, measure: Measure, quiet: str = "") -> Wording:
    """A name for a crowded place: wrapped early, and without a quiet line if there is room for none."""
    return wording(name, quiet, sizes, measure, COMPACT_PX * sizes.name / 12.0, 3)


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
    usual_tiers: int = USUAL_TIERS,
    is_strict: bool = False,
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
    usual_tiers : int
        Tiers that are looked at for all labels at once; it changes the work, not the answer.
    is_strict : bool
        Rather no name than one that seems to be another's: but for the first few, ``near`` is as good as ``taken``.
    """
    parts = [boxes(xy, radius, *_sizes(tier.wordings), tier.push_px) for tier in tiers]
    box, usual = np.concatenate(parts, axis=1), usual_tiers * len(PLACES)
    ground = Ground(box, taken, avoid, near, own, width, height, usual, is_strict=is_strict)
    chosen = ground.placed(later, wish)
    return tuple(_label(i, p, ground.box, tiers, xy, radius) for i, p in enumerate(chosen.tolist()) if p >= 0)


def _sizes(words: tuple[Wording, ...]) -> tuple[F64, F64]:
    return np.array([w.width for w in words], dtype=float), np.array([w.height for w in words], dtype=float)


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
