"""Having the kernels of a large layout before the network is there: a new machine takes ten seconds to compile them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import numpy as np

from netexplorer.graph.layouts.request import LayoutRequest, Step, canonical

ACTORS, PAIRS = 180, 4  # more than are placed at once by all their pairs, and some small components
SIDES = 3

_lock = threading.Lock()
_prepared: set[str] = set()


def prepare(layout_id: str, cancelled: Callable[[], bool] = lambda: False) -> None:
    """Load the kernels that a large network needs in this layout, or compile them; nothing the next time.

    It places a small network in the same way. From any thread; another thread waits for the first.

    Raises
    ------
    ImportError
        numba is not installed or does not run here.
    """
    with _lock:
        if layout_id in _prepared:
            return
        for _ in _steps(layout_id):
            if cancelled():
                return
        _prepared.add(layout_id)


def _steps(layout_id: str) -> Iterator[Step]:
    from netexplorer.graph.layouts import large  # imports numba

    request, _ = canonical(_sample())
    if layout_id == "sides":
        return large.large_sides(request, list(range(SIDES)))
    return large.large_stress(request) if layout_id == "stress" else large.large_force(request)


def _sample() -> LayoutRequest:
    """A network of one large component and a few pairs."""
    alone = ACTORS - 2 * PAIRS
    chance = np.random.default_rng(1)
    src = np.concatenate([np.arange(1, alone), np.arange(alone, ACTORS, 2)]).astype(np.int32)
    dst = np.concatenate([chance.integers(0, src[: alone - 1]), np.arange(alone + 1, ACTORS, 2)]).astype(np.int32)
    return LayoutRequest(
        keys=[f"{row:03}" for row in range(ACTORS)],
        src=src,
        dst=dst,
        weight=np.ones(len(src), np.float32),
        side=(np.arange(ACTORS) % SIDES).astype(np.int16),
        priority=np.zeros(ACTORS, np.float32),
        label_px=np.zeros(ACTORS, np.float32),
    )
