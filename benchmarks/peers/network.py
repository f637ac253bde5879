"""The network that all peers are given: arrays in one file, which an interpreter without this program can read."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from netexplorer.graph.dates import DAY
from netexplorer.graph.generate import Plan, Synthetic, dataset, generate
from netexplorer.graph.network import TemporalNetwork, build

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


def built(size: str) -> TemporalNetwork:
    """The network of a size as the program itself has it."""
    return build(dataset(generate(SIZES[size])))


def save(size: str, path: Path) -> None:
    """Write the network of a size: who, where on 1600 × 1000 pixels, and from which day to which in which state.

    ``xy`` float32 (n, 2); ``src``, ``dst`` int32 (m,); ``rel``, ``start``, ``stop`` int32 and ``state`` int8 (c,), with
    ``start <= t < stop`` in days since the beginning of the span, which has ``days``; severed is state 3.
    """
    plan, made = SIZES[size], generate(SIZES[size])
    net = build(dataset(made))
    start, stop = (
        np.clip(ticks // DAY - plan.first_day, -1, FOREVER).astype(np.int32)
        for ticks in (net.change_from, net.change_to)
    )
    np.savez(
        path,
        xy=positions(made),
        src=net.src,
        dst=net.dst,
        rel=net.change_rel,
        start=start,
        stop=stop,
        state=net.change_state,
        days=np.int64(plan.days),
        size=np.str_(size),
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
