"""The network that all peers are given: arrays in one file, which an interpreter without this program can read."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from netexplorer.graph.generate import Plan, Synthetic, generate
from netexplorer.graph.generate.histories import NEVER

SIZES = {
    "S1": Plan(100, 400),
    "S2": Plan(1_000, 5_000),
    "S3": Plan(10_000, 50_000),
    "S4": Plan(100_000, 1_000_000),
}
WIDTH, HEIGHT = 1600, 1000
SEED = 3
FOREVER = 2**31 - 1
GROUP_PX = 190.0


def save(size: str, path: Path) -> None:
    """Write the network of a size: who, where on 1600 × 1000 pixels, and from which day to which in which state.

    ``xy`` float32 (n, 2); ``src``, ``dst`` int32 (m,); ``rel``, ``start``, ``stop`` int32 and ``state`` int8 (c,), with
    ``start <= t < stop`` and severed as state 3; ``days`` is the length of the span.
    """
    net = generate(SIZES[size])
    histories = net.histories
    rel = np.repeat(np.arange(net.src.size, dtype=np.int32), np.diff(histories.start))
    stop = np.full(rel.size, FOREVER, dtype=np.int32)
    stop[:-1] = np.where(rel[1:] == rel[:-1], histories.day[1:], FOREVER)
    final = histories.start[1:] - 1
    stop[final] = np.where(histories.until == NEVER, FOREVER, histories.until + 1)
    np.savez(
        path,
        xy=positions(net),
        src=net.src,
        dst=net.dst,
        rel=rel,
        start=histories.day,
        stop=stop,
        state=histories.state,
        days=np.int64(net.plan.days),
    )


def positions(net: Synthetic) -> npt.NDArray[np.float32]:
    """Each community a cloud, the clouds on an ellipse, the best connected in the middle of theirs."""
    rng = np.random.default_rng(SEED)
    community, n = net.actors.community, net.actors.rank.size
    size = np.diff(net.actors.start)
    turn = 2 * np.pi * np.arange(size.size) / size.size
    centre = np.stack([WIDTH / 2 + 560 * np.cos(turn), HEIGHT / 2 + 330 * np.sin(turn)], axis=1)
    reach = GROUP_PX * np.sqrt(size / size.max())
    radius = reach[community] * np.sqrt((net.actors.rank + 1) / size[community])
    angle = rng.uniform(0, 2 * np.pi, n)
    xy = centre[community] + radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return np.asarray(np.clip(xy, 4, (WIDTH - 4, HEIGHT - 4)), dtype=np.float32)
