"""A force layout of one connected network of any size, from a rough sketch to all its actors.

Tied actors are merged until few are left (see :func:`~netexplorer.graph.layouts.structure.matched`); these are placed,
and each step back places more (C. Walshaw, 2003, doi:10.7155/jgaa.00070; Y. Hu: Efficient, high-quality force-directed
graph drawing, 2005). An actor that stands for others has their mass and their ties, so that every step means the same
lengths. A few sweeps of stress make an end of it, as forces alone leave distances on the plane too loose.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.graph.layouts import pivots, repulsion, structure
from netexplorer.graph.layouts.request import F32, I32

Ints = npt.NDArray[np.int64]
Wall = Callable[[F32, F32, I32], F32]

FEWEST = 40  # actors at which merging ends
FIRST_SWEEPS, SWEEPS, LAST_SWEEPS = 200, 50, 25  # for the few, for those in between, for all actors
HOT, COLD = 0.2, 0.004  # the longest move of the first and of the last sweep, over the width of the drawing
STEP, MOMENTUM = 0.2, 0.8
CHUNK = 100_000  # ties and actors that are worked on without a pause
PIVOTS = 64


class Graph(Struct, frozen=True, eq=False):
    """A network as its neighbours (see :mod:`structure`), the mass of each actor and the group it may merge in."""

    start: Ints
    other: I32
    weight: F32
    mass: F32
    group: I32

    @property
    def n(self) -> int:
        """How many actors."""
        return len(self.mass)

    @property
    def work(self) -> int:
        """What a sweep costs, in units that are about equal."""
        return 8 * self.n + len(self.other)


class Level(Struct, frozen=True, eq=False):
    """A network that stands for the one below it; ``parent`` names who stands for each actor below."""

    graph: Graph
    parent: I32


def levels(graph: Graph, rng: np.random.Generator) -> Iterator[Level]:
    """Smaller and smaller networks, each standing for the one before it, the first for ``graph``."""
    while graph.n > FEWEST:
        order = rng.permutation(graph.n).astype(np.int32)
        arrays = graph.start, graph.other, graph.weight, graph.mass
        parent, count = structure.matched(*arrays, graph.group, order)
        if count > 0.95 * graph.n:
            return
        group = np.empty(count, np.int32)
        group[parent] = graph.group
        graph = Graph(*structure.shrunk(*arrays, parent, count), group)
        yield Level(graph, parent)


def no_wall(xy: F32, mass: F32, group: I32) -> F32:
    """Positions as they are."""
    return xy


def force_steps(graph: Graph, seed: int, wall: Wall = no_wall) -> Iterator[tuple[F32, float]]:
    """Positions (n, 2) in lengths of a tie, and the share of the work that is done, from sketch to all actors.

    ``wall`` corrects the positions of every sweep. The same array is given again while a sweep is under way.
    """
    rng = np.random.default_rng(seed)
    xy = disc(graph.n, rng)
    found: list[Level] = []
    for level in levels(graph, rng):
        found.append(level)
        yield xy, 0.0
    graphs = [graph, *(level.graph for level in found)]
    sweeps = [LAST_SWEEPS, *[SWEEPS] * (len(found) - 1), FIRST_SWEEPS][: len(graphs)] if found else [FIRST_SWEEPS]
    total, done = sum(g.work * k for g, k in zip(graphs, sweeps, strict=True)), 0
    at = disc(graphs[-1].n, rng) * np.float32(np.sqrt(graph.n / graphs[-1].n))
    scatter = disc(graph.n, rng) / np.float32(np.sqrt(graph.n))
    for k in range(len(graphs) - 1, -1, -1):
        seen = -1
        begin = at
        for at, share in settled(graphs[k], begin, sweeps[k], wall):
            if k == 0:
                xy = at
            elif int(share * sweeps[k]) // 5 > seen:
                seen = int(share * sweeps[k]) // 5
                xy = unfolded(at, found[:k], scatter)
            yield xy, (done + share * sweeps[k] * graphs[k].work) / total
        done += sweeps[k] * graphs[k].work
        if k:
            at = unfolded(at, found[k - 1 : k], scatter)


def unfolded(at: F32, below: list[Level], scatter: F32) -> F32:
    """Positions of the actors for whom those ``at`` stand, scattered around them as far as their neighbours are."""
    if not below:
        return at
    apart = np.float32(np.ptp(at, axis=0).max() / np.sqrt(len(at)) + 0.1)
    for level in reversed(below):
        at = at[level.parent]
    return at + scatter[: len(at)] * apart


def disc(n: int, rng: np.random.Generator) -> F32:
    """n points spread by chance over a disc of radius √n."""
    angle, r = rng.uniform(0, 2 * np.pi, n), np.sqrt(n * rng.uniform(0, 1, n))
    return np.stack([r * np.cos(angle), r * np.sin(angle)], axis=1).astype(np.float32)


def settled(graph: Graph, xy: F32, sweeps: int, wall: Wall = no_wall) -> Iterator[tuple[F32, float]]:
    """Positions (n, 2) after each sweep of forces, and the share done; inside a long sweep, those before it."""
    drift = np.zeros_like(xy)
    width = max(float(np.ptp(xy, axis=0).max()), 1.0)
    chunk = max(int(CHUNK * graph.n / graph.work), 1)
    for sweep in range(sweeps):
        code = repulsion.codes(xy)
        order = np.argsort(code, kind="stable")
        x, y, m = xy[order, 0], xy[order, 1], graph.mass[order]
        cell, link = repulsion.tree(code[order], x, y, m, max(float(np.ptp(xy, axis=0).max()), 1e-9))
        move = np.empty_like(xy)
        for low in range(0, graph.n, chunk):
            high = min(low + chunk, graph.n)
            repulsion.pushed_and_pulled(
                low, high, order, x, y, m, cell, link, xy, graph.start, graph.other, graph.weight, move
            )
            yield xy, (sweep + low / graph.n) / sweeps
        longest = np.float32(width * HOT * (COLD / HOT) ** (sweep / sweeps))
        size = np.sqrt((move**2).sum(axis=1, keepdims=True))
        move *= np.minimum(1, longest / np.maximum(size, 1e-9))
        drift = np.float32(MOMENTUM) * drift + np.float32(STEP) * move
        xy = wall(xy + drift, graph.mass, graph.group)
        yield xy, (sweep + 1) / sweeps


def stress_steps(graph: Graph, xy: F32, seed: int, sweeps: int, wall: Wall = no_wall) -> Iterator[tuple[F32, float]]:
    """Positions (n, 2) after each sweep of stress, every one against other pivots, and the share that is done."""
    rng = np.random.default_rng(seed)
    count = min(PIVOTS, graph.n)
    hops, queue = np.empty((count, graph.n), np.int16), np.empty(graph.n, np.int32)
    for sweep in range(sweeps):
        chosen = rng.choice(graph.n, count, replace=False).astype(np.int32)
        for k, source in enumerate(chosen):
            structure.hops_from(graph.start, graph.other, source, hops[k], queue)
            if k * graph.work % (4 * CHUNK) < graph.work:
                yield xy, (sweep + 0.5 * k / count) / sweeps
        if sweep == 0:
            xy = xy * np.float32(pivots.best_scale(xy, chosen, hops))
        step = 0.6 * (0.1 if sweeps > 10 else 0.3) ** (sweep / sweeps)
        out = np.empty_like(xy)
        chunk = max(CHUNK // 2 // count * 8, 1)
        for low in range(0, graph.n, chunk):
            high = min(low + chunk, graph.n)
            pivots.stress_sweep(low, high, xy, graph.start, graph.other, chosen, hops, graph.n / count, step, out)
            yield xy, (sweep + 0.5 + 0.5 * low / graph.n) / sweeps
        xy = wall(out, graph.mass, graph.group)
        yield xy, (sweep + 1) / sweeps
