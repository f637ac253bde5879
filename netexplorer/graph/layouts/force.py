"""Two layouts without sides: connected actors attract and all others repel, or distances follow the network's.

Up to some hundreds of actors stress majorisation gives both pictures; larger networks are left to
:mod:`~netexplorer.graph.layouts.large`.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from netexplorer.graph.layouts.request import F64, LayoutRequest, Step
from netexplorer.graph.layouts.spacing import half_sizes, spread
from netexplorer.graph.layouts.stress import LINK, hop_distances, stress_steps
from netexplorer.graph.layouts.warm import begun

STRESS_LIMIT = 700  # actors up to which all pairs are affordable
SWEEPS = 120


def seeded_disc(n: int, seed: int, radius: float) -> F64:
    """n points spread evenly and irregularly over a disc, the same for the same seed."""
    rng = np.random.default_rng(seed)
    angle = rng.uniform(0, 2 * np.pi, n)
    r = radius * np.sqrt(rng.uniform(0, 1, n))
    return np.stack([r * np.cos(angle), r * np.sin(angle)], axis=1)


def force_layout(request: LayoutRequest) -> Iterator[Step]:
    """Positions ``(n, 2)`` float32 by attraction and repulsion alone, labels kept apart at the end."""
    if request.n > STRESS_LIMIT:
        from netexplorer.graph.layouts.large import large_force

        yield from large_force(request)
        return
    yield from _by_all_pairs(request, np.array([1.25, 0.85]))  # a window is wider than it is high


def stress_layout(request: LayoutRequest) -> Iterator[Step]:
    """Positions ``(n, 2)`` float32 whose distances follow the number of steps between actors."""
    if request.n > STRESS_LIMIT:
        from netexplorer.graph.layouts.large import large_stress

        yield from large_stress(request)
        return
    yield from _by_all_pairs(request, np.array([1.0, 1.0]))


def _by_all_pairs(request: LayoutRequest, stretch: F64) -> Iterator[Step]:
    n = request.n
    xy = begun(request, seeded_disc(n, request.seed, LINK * np.sqrt(max(n, 1)) * 0.6))
    if n >= 3:
        hops = hop_distances(n, request.src, request.dst)
        for sweep, step in enumerate(stress_steps(xy, hops * LINK, SWEEPS), 1):
            xy = step
            yield Step(xy.astype(np.float32), sweep / (SWEEPS + 1))
        xy = xy * stretch
    yield Step(spread(xy, half_sizes(request.label_px), np.zeros(n, dtype=bool)).astype(np.float32), 1.0)
