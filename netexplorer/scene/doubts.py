"""Quiet marks on the lines of channels: what sources dispute, and what none of them states.

A mark interrupts its line where there is room for it, beside names, actors, crosses and other marks; where there is
none it is left out, as the dossier says it anyway. However many lines there are, they are marked; density has no marks.
A dispute says more than that nobody states what is disputed.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from netexplorer.graph.certainty import disputed_changes, unstated_changes
from netexplorer.graph.network import TemporalNetwork
from netexplorer.scene.edges import F64, Lines, free_places, lengths, points
from netexplorer.scene.focus import STEPS_BACK, Focus
from netexplorer.scene.frame import Bools, Frame
from netexplorer.scene.linework import CROSS_ARM_PX, looks_in
from netexplorer.scene.memo import KEPT, SMALL, Asked, of_network
from netexplorer.scene.primitives import F32, Item, Segments, Shapes, Text, Texts
from netexplorer.scene.style import Style, blend

DISPUTED, UNSTATED = "?", "*"  # also the glyphs of the legend and of the lanes
MARK_PX, GLYPH_PX = 13.0, 11.5
ARM_PX, STROKE_PX, HALO_PX = 3.6, 1.4, 2.0
LEAST_PX = 46.0  # a shorter line has no room for a mark
CHUNK = 256  # marks that are looked at together
APART_PX = 16.0  # from one mark to the next, and from the cross of a scar
#: Where a mark may stand, best first; lines of a fan are furthest from one another in the middle.
PLACES = (0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74, 0.2, 0.8)


@of_network
def doubted(net: TemporalNetwork) -> tuple[Bools, Bools]:
    """The changes that sources dispute, and those that none states; bool (c,), (c,). What is both, is marked disputed.

    It takes a while of a large network, so whoever gathers the facts about one asks first, in the background.
    """
    return disputed_changes(net), unstated_changes(net)


def is_marked(frame: Frame) -> bool:
    """Whether lines carry marks, however many they are; not those of two dates at once, which have badges."""
    return frame.compared is None


def doubtful(frame: Frame) -> tuple[Bools, Bools]:
    """The relationships that are marked as disputed, and those marked as stated by nobody; bool (m,), (m,)."""
    seen = frame.shown & (frame.states >= 0) & (frame.net.is_channel | frame.selected_rels)
    disputed = seen & frame.disputed
    return disputed, seen & frame.unstated & ~disputed


def doubt_items(frame: Frame, drawn: Lines, focus: Focus, style: Style, taken: F64) -> tuple[Item, ...]:
    """The marks of the lines ``drawn``, beside the boxes ``taken`` (j, 4)."""
    if not is_marked(frame):
        return ()
    disputed, unstated = (each[drawn.rows] for each in doubtful(frame))
    if not (disputed.any() or unstated.any()):
        return ()
    back, states = focus.rel_back[drawn.rows], frame.states[drawn.rows]

    def make() -> tuple[Item, ...]:
        cut = np.array([look.mark == "cross" for look in looks_in(style, frame.net)] + [False, False], dtype=np.bool_)
        return _items(drawn, disputed, unstated, cut[states], back, style, taken)

    if len(drawn.rows) > SMALL:
        return make()
    arrays = (disputed, unstated, states, back)
    return _kept(Asked(make, (frame.net, drawn, style, taken), *[each.tobytes() for each in arrays]))


@lru_cache(maxsize=KEPT)
def _kept(asked: Asked[tuple[Item, ...]]) -> tuple[Item, ...]:
    return asked.answer()


def _items(
    drawn: Lines,
    disputed: Bools,
    unstated: Bools,
    cut: Bools,
    back: npt.NDArray[np.integer],
    style: Style,
    taken: F64,
) -> tuple[Item, ...]:
    rows = np.flatnonzero(disputed | unstated)
    rows = rows[lengths(drawn.xy[rows]) >= LEAST_PX]
    scars = drawn.xy[cut]
    crosses = points(scars.astype(float), free_places(scars, CROSS_ARM_PX + 2.0, taken))  # as linework.py cuts them
    at = _places(drawn.xy[rows], crosses, taken)
    found: Bools = np.isfinite(at[:, 0])
    items: list[Item] = []
    for step in sorted(set(back[rows[found]].tolist()), reverse=True):
        ink = blend(style.text_muted, style.canvas, max(STEPS_BACK[step], 0.3))
        mine = np.flatnonzero(found & (back[rows] == step))
        centres = at[mine].astype(np.float32)
        items.append(Shapes("circle", centres, np.full(len(centres), MARK_PX, np.float32), style.canvas))
        items += glyphs(centres, disputed[rows[mine]], ink)
    return tuple(items)


def glyphs(centres: F32, is_disputed: Bools, ink: int, size_px: float = GLYPH_PX, halo: int = 0) -> list[Item]:
    """The marks themselves around ``centres`` (k, 2): a question mark, or a star; with a ground of colour ``halo``."""
    stars, items = centres[~is_disputed], list[Item]()
    if len(stars):
        angle = np.pi / 2 + np.arange(3) * np.pi / 3
        arm = np.stack([np.cos(angle), np.sin(angle)], axis=1) * ARM_PX * size_px / GLYPH_PX
        ends = np.concatenate([np.concatenate([stars - each, stars + each], axis=1) for each in arm])
        if halo:
            items.append(Segments(ends.astype(np.float32), halo, STROKE_PX + 2 * HALO_PX, round_cap=True))
        items.append(Segments(ends.astype(np.float32), ink, STROKE_PX, round_cap=True))
    around = HALO_PX if halo else 0.0
    asked = [
        Text(x, y + size_px * 0.36, DISPUTED, size_px, ink, 700, "center", halo, around)
        for x, y in centres[is_disputed].tolist()
    ]
    return [*items, Texts(tuple(asked))] if asked else items


def _places(xy: F32, crosses: F64, taken: F64) -> F64:
    """Where each line has its mark, float64 (k, 2); not a number where there is no room.

    The best place is tried for all lines, then the next for those that are left: most have found theirs by then.
    """
    at = np.full((len(xy), 2), np.nan)
    placed = _Placed(crosses)
    left = np.arange(len(xy))
    for share in PLACES:
        here = points(xy[left].astype(float), np.full(len(left), share))
        found = np.zeros(len(left), dtype=np.bool_)
        for k in np.flatnonzero(_is_clear(here, taken)).tolist():
            found[k] = placed.take(*here[k].tolist())
        at[left[found]] = here[found]
        left = left[~found]
        if not len(left):
            break
    return at


def _is_clear(centres: F64, taken: F64) -> Bools:
    """Which marks around ``centres`` (k, 2) lie beside all boxes ``taken`` (j, 4), bool (k,)."""
    half, clear = MARK_PX / 2, np.ones(len(centres), dtype=np.bool_)
    for start in range(0, len(centres), CHUNK):  # in parts, as both may be thousands
        x, y = centres[start : start + CHUNK, 0, None], centres[start : start + CHUNK, 1, None]
        hit = (x > taken[:, 0] - half) & (x < taken[:, 2] + half) & (y > taken[:, 1] - half) & (y < taken[:, 3] + half)
        clear[start : start + CHUNK] = ~hit.any(axis=1)
    return clear


class _Placed:
    """The marks that have their place, by squares as large as they keep apart: a new one looks at nine of them."""

    def __init__(self, centres: F64) -> None:
        self._squares: dict[tuple[int, int], list[tuple[float, float]]] = {}
        for x, y in centres.tolist():
            self._add(x, y)

    def _add(self, x: float, y: float) -> None:
        self._squares.setdefault((int(x // APART_PX), int(y // APART_PX)), []).append((x, y))

    def take(self, x: float, y: float) -> bool:
        """Place a mark, unless another is too near."""
        column, row = int(x // APART_PX), int(y // APART_PX)
        for i in (column, column - 1, column + 1):
            for j in (row, row - 1, row + 1):
                for a, b in self._squares.get((i, j), ()):
                    if (x - a) ** 2 + (y - b) ** 2 < APART_PX**2:
                        return False
        self._add(x, y)
        return True
