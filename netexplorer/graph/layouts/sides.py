"""The layout that makes sense of sides: each has its own part of the plane, what they share stands between them.

1. Two large sides, the first in the file, are the poles, left and right. A side most of whose members touch both
   poles stands between them, any other on the outer flank of the pole it has more to do with.
2. The actors that matter most (``priority``) are placed by stress majorisation, drawn into their side's strip of one
   well-spaced rectangle, and trade places within their side until fewer lines cross.
3. Everybody else is placed around that rectangle, nearest to whom they know, and disturbs nobody inside it.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.graph.layouts.crossings import cleared, traded
from netexplorer.graph.layouts.force import STRESS_LIMIT, force_layout, seeded_disc
from netexplorer.graph.layouts.request import F64, I32, LayoutRequest, Step
from netexplorer.graph.layouts.spacing import evened, half_sizes, relaxed, spread
from netexplorer.graph.layouts.stress import LINK, hop_distances, stress_steps
from netexplorer.graph.layouts.warm import begun

Ints = npt.NDArray[np.int_]
ASPECT = 2.1
ROOM = 15_000.0  # square world units for one actor of the inner rectangle
SWEEPS = 60
FEW_SIDES = 4  # strips that are told apart whatever stands in them
TRADE_LIMIT = 90  # members of the inner rectangle up to which trades are tried
RELAXING = 5  # steps towards an even distribution
CLEARING = 6  # times actors give way to lines, and then to one another
HEAVY_LIMIT = 120  # lines up to which crossings are counted
BRICK = np.array([176.0, 70.0])  # world units between the places around the inner rectangle


class Strip(Struct, frozen=True):
    """The part of the rectangle's width that belongs to one side."""

    side: int
    low: float
    high: float


def side_order(request: LayoutRequest) -> list[int]:
    """The sides from left to right: outer flank, left pole, between, right pole, outer flank."""
    sides = [int(s) for s in np.unique(request.side)]
    mass = {s: float((request.side == s).sum() + 10 * request.priority[request.side == s].sum()) for s in sides}
    # The author's order says which sides matter; one that is hardly seen at first is no pole all the same.
    weighty = [s for s in sides if s >= 0 and mass[s] >= max(mass.values()) / 2]
    lighter = sorted((s for s in sides if s >= 0 and s not in weighty), key=lambda s: (-mass[s], s))
    poles = sorted((weighty + lighter)[:2])
    if len(poles) < 2:
        return sides
    left, right = poles
    near = {pole: _touching(request, pole) for pole in (left, right)}
    between, flank_left, flank_right = [], [], []
    for s in (s for s in sides if s not in (left, right)):
        mine = request.side == s
        shared = float((near[left] & near[right] & mine).sum()) / max(int(mine.sum()), 1)
        if s < 0 or shared >= 0.4:
            between.append(s)
        elif int((near[left] & mine).sum()) > 1.5 * int((near[right] & mine).sum()):
            flank_left.append(s)
        else:
            flank_right.append(s)
    return [*reversed(flank_left), left, *between, right, *flank_right]


def _touching(request: LayoutRequest, side: int) -> npt.NDArray[np.bool_]:
    """Which actors have a neighbour on that side."""
    out = np.zeros(request.n, dtype=bool)
    out[request.dst[request.side[request.src] == side]] = True
    out[request.src[request.side[request.dst] == side]] = True
    return out


def _strips(order: list[int], side: npt.NDArray[np.int16], members: Ints, width: float) -> list[Strip]:
    """Strips of the rectangle, as wide as their members are many, and never narrower than two labels."""
    counts = np.array([max(int((side[members] == s).sum()), 0) for s in order], dtype=np.float64)
    share = np.where(counts > 0, np.maximum(counts, 0.09 * counts.sum()), 0.0)
    edges = np.concatenate([[0.0], np.cumsum(share)]) / max(share.sum(), 1.0) * width - width / 2
    return [Strip(s, float(edges[i]), float(edges[i + 1])) for i, s in enumerate(order)]


def sides_layout(request: LayoutRequest) -> Iterator[Step]:
    """Positions ``(n, 2)`` float32; where sides make no parts of the plane, all is placed by force.

    That is so without at least two sides, and where most sides are one actor's alone: strips beside strips of one actor
    each would be a single row.
    """
    sides, members = np.unique(request.side[request.side >= 0], return_counts=True)
    if len(sides) < 2 or (len(sides) > FEW_SIDES and np.median(members) < 2):
        yield from force_layout(request)
        return
    order = side_order(request)
    if request.n > STRESS_LIMIT:
        from netexplorer.graph.layouts.large import large_sides

        yield from large_sides(request, order)
        return
    hops = hop_distances(request.n, request.src, request.dst)
    xy = seeded_disc(request.n, request.seed, LINK * np.sqrt(request.n) * 0.6)
    first = np.array([order.index(int(s)) for s in request.side], dtype=np.float64)
    xy[:, 0] += (first - first.mean()) * LINK  # start on the right side of the drawing: stress keeps what it is given
    xy = begun(request, xy)
    for sweep, step in enumerate(stress_steps(xy, hops * LINK, SWEEPS), 1):
        xy = step
        yield Step(xy.astype(np.float32), sweep / (SWEEPS + 2))
    inner = np.flatnonzero(request.priority > 0)
    if len(inner) < 2:
        inner = np.arange(request.n)
    xy = _place_inner(request, xy, inner, order)
    yield Step(xy.astype(np.float32), (SWEEPS + 1) / (SWEEPS + 2))
    yield Step(_place_outer(request, xy, inner, order).astype(np.float32), 1.0)


def _place_inner(request: LayoutRequest, xy: F64, inner: Ints, order: list[int]) -> F64:
    """Positions with the inner actors in the strips of their sides."""
    width = float(np.sqrt(len(inner) * ROOM * ASPECT))
    height = width / ASPECT
    xy = xy.copy()
    for strip in _strips(order, request.side, inner, width):
        mine = inner[request.side[inner] == strip.side]
        if not len(mine):
            continue
        pad = min(50.0, (strip.high - strip.low) / 4)
        xy[mine, 0] = evened(xy[mine, 0], strip.low + pad, strip.high - pad, 0.7)
        xy[mine, 1] = evened(xy[mine, 1], -height / 2, height / 2, 0.8)
    row = np.full(request.n, -1, dtype=np.int32)
    row[inner] = np.arange(len(inner))
    nobody = np.zeros(len(inner), dtype=bool)
    half = half_sizes(request.label_px[inner])
    placed = spread(xy[inner], half, nobody)
    if len(inner) <= TRADE_LIMIT:
        src, dst, heavy = _lines(request, row)
        groups = request.side[inner].astype(np.int_)
        size = np.array([width, height]) / 2
        placed = relaxed(traded(placed, src, dst, heavy, groups, sweeps=1), size, steps=RELAXING)
        placed = traded(placed, src, dst, heavy, groups, sweeps=1)
        for _ in range(CLEARING if heavy else 0):
            placed = spread(cleared(placed, src, dst, heavy), half, nobody, sweeps=30)
    xy[inner] = _widened(placed)
    return xy


def _widened(xy: F64) -> F64:
    """Positions stretched in width to the aspect of a window, which gives labels room and costs nothing."""
    width, height = np.ptp(xy, axis=0)
    return xy * (max(ASPECT * height / max(width, 1.0), 1.0), 1.0)


def _lines(request: LayoutRequest, row: I32) -> tuple[I32, I32, int]:
    """The lines among the inner actors, the heaviest first, and how many of them must not cross."""
    inside = (row[request.src] >= 0) & (row[request.dst] >= 0)
    weight = request.weight[inside]
    order = np.argsort(-weight, kind="stable")
    heavier = int((weight > 1).sum())
    heavy = min(heavier or len(weight), HEAVY_LIMIT)
    return row[request.src[inside]][order], row[request.dst[inside]][order], heavy


def _place_outer(request: LayoutRequest, xy: F64, inner: Ints, order: list[int]) -> F64:
    """Positions with everybody else on a brick pattern around the inner rectangle, which stays as it is."""
    outer = np.setdiff1d(np.arange(request.n), inner)
    if not len(outer):
        return xy
    xy = xy.copy()
    low, high = xy[inner].min(axis=0), xy[inner].max(axis=0)
    slots = _slots_around(low, high, len(outer))
    wish = _drawn_to_neighbours(request, xy, outer)
    for strip in _strips(order, request.side, np.arange(request.n), float(np.ptp(slots[:, 0]))):
        mine = request.side[outer] == strip.side
        middle = (strip.low + strip.high) / 2 + (low[0] + high[0]) / 2
        wish[mine, 0] = 0.25 * wish[mine, 0] + 0.75 * middle
    # The best connected choose first, so that the long lines are few.
    degree = np.bincount(request.src, minlength=request.n) + np.bincount(request.dst, minlength=request.n)
    free = np.ones(len(slots), dtype=bool)
    for i in sorted(range(len(outer)), key=lambda k: (-int(degree[outer[k]]), k)):
        far = ((slots - wish[i]) * (1.0, 1.6)) ** 2
        best = int(np.argmin(np.where(free, far.sum(axis=1), np.inf)))
        free[best] = False
        xy[outer[i]] = slots[best]
    return xy


def _slots_around(low: F64, high: F64, count: int) -> F64:
    """Places of a brick pattern around the rectangle low … high, just over as many as needed."""
    centre, inner_half = (low + high) / 2, (high - low) / 2 + (BRICK[0] * 0.75, BRICK[1] * 1.1)
    half = inner_half.copy()
    while True:
        half = half + BRICK * (0.25, 0.35)
        columns, rows = (np.ceil(half / BRICK)).astype(int)
        at = np.array(
            [(c + (r % 2) * 0.5, float(r)) for r in range(-rows, rows + 1) for c in range(-columns, columns + 1)],
        )
        places = at * BRICK
        inside = (np.abs(places) < inner_half).all(axis=1)
        within = (np.abs(places) <= half + 1e-6).all(axis=1)
        places = places[within & ~inside]
        if len(places) >= count * 1.12:
            return np.asarray(places + centre)


def _drawn_to_neighbours(request: LayoutRequest, xy: F64, rows: Ints) -> F64:
    """The mean position of each row's neighbours and itself."""
    total, count = xy.copy(), np.ones(request.n)
    for a, b in ((request.src, request.dst), (request.dst, request.src)):
        np.add.at(total, a, xy[b])
        np.add.at(count, a, 1.0)
    return np.asarray((total / count[:, None])[rows])
