"""Layouts of networks of any size: components packed, or sides apart, or from given positions onwards.

Numba is imported here, so this module is imported where a network is large, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.graph.layouts import packing, small, structure
from netexplorer.graph.layouts.multilevel import (
    LAST_SWEEPS,
    SWEEPS,
    Graph,
    Wall,
    disc,
    force_steps,
    no_wall,
    stress_steps,
)
from netexplorer.graph.layouts.request import F32, I32, LayoutRequest, Step
from netexplorer.graph.layouts.spacing import evened
from netexplorer.graph.layouts.warm import begun, has_start

LINK = np.float32(170.0)  # world units of one tie
ROOM = 0.42  # the standard radius of a drawing, in ties per square root of its actors, at least
FARTHEST = 4.0  # times as large a drawing may be while forces are at work
SMALL = 100  # actors up to which a component is placed at once, by all its pairs
SMALL_SWEEPS = 40
SMALL_CHUNK = 200_000  # pairs that are worked on without a pause
HEAVIEST = 4.0  # the strongest pull of a relationship, or of many between the same two
POLISH = 10  # sweeps of stress after those of force
WIDE = 1.25  # how much wider, and less high, sides lie beside one another: as a window is
GAP = 0.02  # of the width, between two sides
EVENLY = 0.8  # how evenly those of a side are spread over its strip: 0 as they come to stand, 1 all alike


def large_force(request: LayoutRequest) -> Iterator[Step]:
    """Positions by attraction and repulsion."""
    return _placed(request, POLISH)


def large_stress(request: LayoutRequest) -> Iterator[Step]:
    """Positions whose distances follow the number of steps between actors; force gives the first sketch."""
    return _placed(request, max(12, min(60, 1_200_000 // max(request.n, 1))))


def large_sides(request: LayoutRequest, order: list[int]) -> Iterator[Step]:
    """Positions with sides apart, in the ``order`` of sides from left to right.

    Everybody is tied to a middle of their side, too, which holds together what no relationship does.
    """
    yield _sketch(request)
    graph = _graph(request)
    n, sides = request.n, len(order)
    strip = np.array([order.index(s) if s >= 0 else -1 for s in range(-1, int(request.side.max()) + 1)], np.int32)
    group = strip[request.side.astype(np.int64) + 1]
    degree = np.bincount(request.src, minlength=n) + np.bincount(request.dst, minlength=n)
    rows = np.arange(n, dtype=np.int32)
    middle = np.where(group >= 0, group, sides).astype(np.int32) + np.int32(n)
    held = Graph(
        *structure.adjacency(
            n + sides + 1,
            np.concatenate([request.src, rows]),
            np.concatenate([request.dst, middle]),
            np.concatenate([_pull(request.weight), (0.05 * degree + 2).astype(np.float32)]),
        ),
        np.ones(n + sides + 1, np.float32),
        np.concatenate([group, np.arange(sides, dtype=np.int32), np.array([-1], np.int32)]),
    )
    walled = np.array([s >= 0 for s in order])
    wall = walls(sides, walled)
    grouped = Graph(graph.start, graph.other, graph.weight, graph.mass, group)
    if has_start(request):
        steps = _continued(request, grouped, POLISH, wall)
    else:
        steps = _shown(_both(held, grouped, request.seed, POLISH, wall), WIDE)
    seen, xy = None, np.zeros((0, 2), np.float32)
    for step in steps:
        if step.xy is not seen:
            seen, xy = step.xy, off_the_walls(step.xy, group, walled)
        yield Step(xy, step.done)


def _shown(steps: Iterator[tuple[F32, float]], wide: float = 1.0) -> Iterator[Step]:
    """Positions in lengths of a tie as positions to be seen; what is given again is not worked out again."""
    seen, xy = None, np.zeros((0, 2), np.float32)
    shape = np.array([LINK * wide, LINK / wide], np.float32)
    for found, done in steps:
        if found is not seen:
            seen, xy = found, _roomy(found) * shape
        yield Step(xy, done)


def walls(sides: int, walled: npt.NDArray[np.bool_]) -> Wall:
    """What keeps every group in a strip of its own: as wide as it is heavy, the outer ones open to their outer side."""

    def wall(xy: F32, mass: F32, group: I32) -> F32:
        mine = np.flatnonzero((group >= 0) & walled[np.maximum(group, 0)])
        share = np.cumsum(np.bincount(group[mine], mass[mine], sides))
        by_x = mine[np.argsort(xy[mine, 0], kind="stable")]
        reached = np.searchsorted(np.cumsum(mass[by_x], dtype=np.float64), share[:-1])
        cuts = xy[by_x[np.minimum(reached, len(by_x) - 1)], 0]
        gap = GAP * float(np.ptp(xy[:, 0])) / 2
        low = np.concatenate([[-np.inf], cuts + gap]).astype(np.float32)
        high = np.concatenate([cuts - gap, [np.inf]]).astype(np.float32)
        middle = (low + high) / 2
        low, high = np.where(low > high, middle, low), np.where(low > high, middle, high)
        xy = xy.copy()
        xy[mine, 0] = np.clip(xy[mine, 0], low[group[mine]], high[group[mine]])
        return xy

    return wall


def off_the_walls(xy: F32, group: I32, walled: npt.NDArray[np.bool_]) -> F32:
    """Positions (n, 2) with each walled group drawn out evenly over its strip, in the order in which it stands there.

    A wall stops up to a quarter of a side, and the best connected first, which would stand on one line. The outer
    half of an outer strip has no wall, and stays.
    """
    strips, xy = np.flatnonzero(walled), xy.copy()
    for strip in strips.tolist():
        mine = np.flatnonzero(group == strip)
        x = xy[mine, 0].astype(np.float64)
        if not len(mine):
            continue
        half = np.median(np.unique(x))  # of those at a wall one counts
        low = half if strip == strips[0] else x.min()
        high = half if strip == strips[-1] else x.max()
        between = (x >= low) & (x <= high)
        x[between] = evened(x[between], float(low), float(high), EVENLY)
        xy[mine, 0] = x
    return xy


class Parts(Struct, frozen=True, eq=False):
    """The components of a network: ``members[first[c]:first[c + 1]]`` is one, the largest first."""

    component: I32
    count: int
    first: npt.NDArray[np.int64]
    members: I32


def parts_of(graph: Graph) -> Parts:
    """The components, sorted by size; among equals the one with the first actor."""
    found, count = structure.components(graph.start, graph.other)
    size = np.bincount(found, minlength=count)
    rank = np.empty(count, np.int32)
    rank[np.argsort(-size, kind="stable")] = np.arange(count, dtype=np.int32)
    component = rank[found]
    first = np.concatenate([[0], np.cumsum(np.sort(size)[::-1])]).astype(np.int64)
    return Parts(component, count, first, np.argsort(component, kind="stable").astype(np.int32))


def _placed(request: LayoutRequest, polish: int) -> Iterator[Step]:
    yield _sketch(request)
    graph = _graph(request)
    if has_start(request):
        yield from _continued(request, graph, polish, no_wall)
        return
    parts = parts_of(graph)
    order = np.arange(parts.count, dtype=np.int32)
    size = np.diff(parts.first)
    large = int(np.searchsorted(-size, -SMALL))  # how many components are not small
    xy = np.zeros((request.n, 2), np.float32)
    for c in range(large):
        xy[_members(parts, c)] = disc(int(size[c]), np.random.default_rng(request.seed)) * np.float32(0.6)
    row = np.empty(request.n, np.int32)

    def step(done: float) -> Step:
        return Step(packing.packed(xy, parts.component, parts.count, order) * LINK, done)

    for low, high in _chunks(size, large):
        small.small_components(low, high, parts.first, parts.members, graph.start, graph.other, row, SMALL_SWEEPS, xy)
        last = step(0.0)
        yield last
    reached, total = 0.0, float(size[:large].sum())
    for c in range(large):
        members, seen = _members(parts, c), None
        for found, done in _one(graph, members, row, request.seed, polish):
            if found is not seen:
                seen = found
                xy[members] = _roomy(found)
                last = step((reached + done * size[c]) / total)
            yield Step(last.xy, (reached + done * size[c]) / total)
        reached += size[c]
    yield step(1.0)


def _one(graph: Graph, members: I32, row: I32, seed: int, polish: int) -> Iterator[tuple[F32, float]]:
    """One large component: forces, then stress."""
    if len(members) < graph.n:
        arrays = structure.induced(graph.start, graph.other, graph.weight, members, row)
        graph = Graph(*arrays, graph.mass[members], graph.group[members])
    yield from _both(graph, graph, seed, polish, no_wall)


def _both(held: Graph, graph: Graph, seed: int, polish: int, wall: Wall) -> Iterator[tuple[F32, float]]:
    """Forces on the actors of ``held``, then stress of those of ``graph``, who are the first of these."""
    share = (SWEEPS + LAST_SWEEPS) / (SWEEPS + LAST_SWEEPS + 3 * polish)
    seen, xy = None, np.zeros((graph.n, 2), np.float32)
    shown = xy
    for found, done in force_steps(held, seed, wall):
        if found is not seen:
            seen, xy = found, found[: graph.n]
            shown = _in_sight(xy)
        yield shown, share * done
    for found, done in stress_steps(graph, xy, seed, polish, wall):
        yield shown if found is xy else found, share + (1 - share) * done  # what it begins with has that size still


def _continued(request: LayoutRequest, graph: Graph, sweeps: int, wall: Wall) -> Iterator[Step]:
    """From given positions onwards by stress alone: nothing packed anew, the middle and the size kept."""
    last = _sketch(request)
    xy = last.xy / LINK + disc(request.n, np.random.default_rng(request.seed)) * np.float32(1e-3 / np.sqrt(request.n))
    middle, size = xy.mean(axis=0), _radius(xy)
    seen = None
    for found, done in stress_steps(graph, xy - middle, request.seed, sweeps, wall):
        if found is not seen:
            seen, moved = found, found - found.mean(axis=0)
            last = Step((moved * np.float32(size / max(_radius(moved), 1e-6)) + middle) * LINK, done)
        yield Step(last.xy, done)


def _sketch(request: LayoutRequest) -> Step:
    """Where actors stand before there is an answer: where they stood, or scattered."""
    scattered = disc(request.n, np.random.default_rng(request.seed)).astype(np.float64) * float(LINK)
    return Step(begun(request, scattered).astype(np.float32), 0.0)


def _graph(request: LayoutRequest) -> Graph:
    arrays = structure.adjacency(request.n, request.src, request.dst, _pull(request.weight))
    return Graph(*arrays, np.ones(request.n, np.float32), np.full(request.n, -1, np.int32))


def _pull(weight: F32) -> F32:
    return np.minimum(weight, np.float32(HEAVIEST))


def _members(parts: Parts, c: int) -> I32:
    return parts.members[parts.first[c] : parts.first[c + 1]]


def _chunks(size: npt.NDArray[np.int64], low: int) -> Iterator[tuple[int, int]]:
    """Ranges of the components from ``low`` on, each of about as much work."""
    effort = np.cumsum(size[low:] ** 2 + 1) // SMALL_CHUNK
    ends = low + np.concatenate([np.flatnonzero(np.diff(effort)) + 1, [len(size) - low]])
    for high in ends.tolist():
        yield low, high
        low = high


def _radius(xy: F32) -> float:
    return float(np.sqrt(((xy - xy.mean(axis=0)) ** 2).sum(axis=1).mean()))


def _in_sight(xy: F32) -> F32:
    """Positions on the way, as far apart as can be seen: forces drive walled groups apart by millions of ties."""
    return xy * np.float32(min(1.0, FARTHEST * ROOM * np.sqrt(len(xy)) / max(_radius(xy), 1e-6)))


def _roomy(xy: F32) -> F32:
    """Positions around the origin, made larger where their number asks for it."""
    xy = xy - xy.mean(axis=0)
    return xy * np.float32(max(1.0, ROOM * np.sqrt(len(xy)) / max(_radius(xy), 1e-6)))
