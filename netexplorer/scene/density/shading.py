"""From counts to colours: which inks the states have, and the curve that is fitted to what there is to see.

The opacity of a pixel is its density, equalised over the view: half by the share of pixels that are less dense (as
datashader's ``eq_hist``), half by the logarithm. One line is as opaque as the crowding of the view allows. The hue is a
mixture of the states there by their counts to the power of 3/4 and by weight: what is worse or rarer weighs more, so
that one severed line is seen among a thousand open ones. What weighs most prevails, by the fourth power of that, which
is the third of the count.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.graph.network import Bools, TemporalNetwork
from netexplorer.scene.primitives import F32
from netexplorer.scene.style import Style

UNITS = 16  # of a count, for one line over a whole pixel
LEVELS = 1024
OCTAVE = 32  # levels to each doubling of density
LINE = OCTAVE * 4  # the level of one line
WORST_WEIGHS = 1.25  # how much more the worst state colours than the best, before what prevails prevails
RARE = 0.1  # a state with less than this share of the most frequent one's ink is rare
RAREST_WEIGHS = 250.0  # how much more the rarest state colours than the most frequent
SINGLE = 0.95  # opacity of one line where lines do not cross
FAINTEST = 0.16  # and where a view is crowded
CROWDED_OCTAVES = 6.0  # a view where a typical pixel has 64 lines
TYPICAL, HIGHEST = 0.75, 0.9995  # shares of the pixels with lines that are less dense than the typical, the highest
DEEPEST = 0.4  # how far the densest pixels of a crowded view go from their hue towards the colour of text


class Inks(Struct, frozen=True):
    """Colours as ``0xFFRRGGBB``: the ground, each state, and ``deep``, towards which density goes beyond full colour.

    ``importance`` is what each state weighs in a mixture, from 1.
    """

    ground: int
    deep: int
    states: tuple[int, ...]
    importance: tuple[float, ...]


class Curve(Struct, frozen=True, eq=False):
    """What is fitted to a view and kept while time moves, so that nothing flickers.

    Attributes
    ----------
    opacity : float32 (1024,)
        By level of density, rising from 0 to 1.
    weights : float32 (s,)
        What each state weighs by being rare, from 1.
    crowding : float
        0 where lines hardly cross, 1 where hundreds do.
    """

    opacity: F32
    weights: F32
    crowding: float


class Tables(Struct, frozen=True, eq=False):
    """Inks and curve as the kernel takes them; see :func:`tile_kernels.shade`."""

    inks: F32
    opacity: F32
    stages: F32
    ground: int


def inks_of(net: TemporalNetwork, style: Style) -> Inks:
    """The inks of a network's states in a theme."""
    ranks = np.array([state.rank for state in net.states], dtype=np.float64)
    spread = float(np.ptp(ranks)) if ranks.size else 0.0
    worse = (ranks.max() - ranks) / spread if spread else np.zeros(ranks.size)
    colours = tuple(look.argb for look in style.state_looks(net))
    importance = tuple((1.0 + (WORST_WEIGHS - 1.0) * worse).tolist())
    return Inks(style.canvas, style.text_strong, colours, importance)


def level_lines() -> npt.NDArray[np.float64]:
    """How many lines each level of density stands for, (1024,): 32 levels to an octave, from one unit on."""
    level = np.arange(LEVELS)
    return np.ldexp(1.0 + (level % OCTAVE) / OCTAVE, level // OCTAVE) / UNITS


def fitted(densities: npt.NDArray[np.int64], counts: npt.NDArray[np.int64]) -> Curve:
    """The curve for a view.

    Parameters
    ----------
    densities : int64 (1024,)
        How many pixels have each level of density.
    counts : int64 (s, 1024)
        The same for each state alone.
    """
    lines = level_lines()
    dense = np.where(lines >= 1.0, densities, 0)
    below = np.cumsum(dense)
    total = max(int(below[-1]), 1)
    octaves, most = (
        float(np.log2(max(lines[min(int(np.searchsorted(below, share * total)), LEVELS - 1)], 1.0)))
        if dense.any()
        else 0.0
        for share in (TYPICAL, HIGHEST)
    )
    one = max(FAINTEST, SINGLE / (1.0 + 0.4 * octaves))
    rank = (below - dense / 2.0) / total
    height = np.clip(np.log2(np.maximum(lines, 1.0)) / max(most, 1.0), 0.0, 1.0)
    opacity = np.where(lines < 1.0, one * lines, one + (1.0 - one) * (height + np.where(lines > 1.0, rank, 0.0)) / 2.0)
    ink = counts @ lines
    share = np.where(ink > 0.0, ink, ink.max(initial=1.0)) / max(float(ink.max(initial=1.0)), 1e-9)
    weights = np.clip(RARE / share, 1.0, RAREST_WEIGHS)
    return Curve(
        np.maximum.accumulate(np.clip(opacity, 0.0, 1.0)).astype(np.float32),
        weights.astype(np.float32),
        min(octaves / CROWDED_OCTAVES, 1.0),
    )


def thinned(curve: Curve, step: float) -> Curve:
    """The curve for the same view when of ``step`` lines only one is drawn, which stands for the others."""
    shift = round(OCTAVE * float(np.log2(step)))
    beyond = np.full(shift, curve.opacity[-1], dtype=np.float32)
    return Curve(np.concatenate([curve.opacity[shift:], beyond]), curve.weights, curve.crowding)


def eased(curve: Curve, towards: Curve, share: float) -> Curve:
    """``curve``, ``share`` of the way to another."""
    rest = 1.0 - share
    return Curve(
        (rest * curve.opacity + share * towards.opacity).astype(np.float32),
        (rest * curve.weights + share * towards.weights).astype(np.float32),
        rest * curve.crowding + share * towards.crowding,
    )


def tables(inks: Inks, curve: Curve, seen: Bools) -> Tables:
    """What the kernel needs; ``seen`` (s,) says which states are not hidden."""
    weights = np.asarray(inks.importance, dtype=np.float64) * curve.weights
    one = float(min(curve.opacity[LINE], SINGLE))
    gain = np.minimum(weights**0.25, max(SINGLE / max(one, 1e-9), 1.0))
    columns = [np.where(seen, weights**4, 0.0), *_channels(np.array(inks.states, np.uint32)).T, gain]
    ends = [_channels(np.array(argb, np.uint32)) for argb in (inks.ground, inks.deep)]
    knee = 1.0 - 0.3 * curve.crowding
    return Tables(
        np.column_stack(columns).astype(np.float32),
        curve.opacity,
        np.array([*ends[0], *ends[1], one, knee, DEEPEST * curve.crowding], dtype=np.float32),
        inks.ground,
    )


def seen_states(n_states: int, hidden: Sequence[int]) -> Bools:
    """Which states are not hidden, bool (s,)."""
    seen = np.ones(n_states, dtype=np.bool_)
    seen[list(hidden)] = False
    return seen


def _channels(argb: npt.NDArray[np.uint32]) -> npt.NDArray[np.float64]:
    return np.stack([(argb >> np.uint32(shift)) & np.uint32(255) for shift in (16, 8, 0)], axis=-1).astype(np.float64)
