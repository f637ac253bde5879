"""Networks to lay out."""

from __future__ import annotations

import numpy as np

from netexplorer.graph.layouts import LayoutRequest, run_layout

COMMUNITIES = 8


def asked(
    n: int,
    src: np.ndarray,
    dst: np.ndarray,
    side: np.ndarray | None = None,
    start: np.ndarray | None = None,
    seed: int = 1,
) -> LayoutRequest:
    """n actors a0000000 … without labels."""
    return LayoutRequest(
        keys=tuple(f"a{i:07}" for i in range(n)),
        src=src.astype(np.int32),
        dst=dst.astype(np.int32),
        weight=np.ones(len(src), dtype=np.float32),
        side=np.full(n, -1, dtype=np.int16) if side is None else side.astype(np.int16),
        priority=np.zeros(n, dtype=np.float32),
        label_px=np.zeros(n, dtype=np.float32),
        seed=seed,
        start=start,
    )


def communities(n: int, m: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Ends of m relationships, nine of ten inside a community; and the community of each of n actors."""
    rng = np.random.default_rng(3)
    src = rng.integers(0, n, m)
    inside = rng.random(m) < 0.9
    dst = np.where(
        inside, rng.integers(0, n // COMMUNITIES, m) * COMMUNITIES + src % COMMUNITIES, rng.integers(0, n, m)
    )
    return src, dst % n, np.arange(n) % COMMUNITIES


def path(n: int) -> tuple[np.ndarray, np.ndarray]:
    """The ends of n − 1 relationships in a row."""
    return np.arange(n - 1, dtype=np.int32), np.arange(1, n, dtype=np.int32)


def result(layout_id: str, request: LayoutRequest) -> np.ndarray:
    """The last positions."""
    xy = np.zeros((0, 2), dtype=np.float32)
    for step in run_layout(layout_id, request):
        xy = step.xy
    return xy
