"""What a layout is asked for, and the one order in which it works."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]
I32 = npt.NDArray[np.int32]

FINE = 2.0**20  # parts of a weight that are told apart
MANY, LONG = 10_000, 64  # keys that are many, and the longest of which an array may be made


class Step(Struct, frozen=True, eq=False):
    """Positions ``xy`` float32 (n, 2) in world units, and how much of the work is done, from 0 to 1."""

    xy: F32
    done: float


class LayoutRequest(Struct, frozen=True, eq=False):
    """n actors and m relationships to place.

    Attributes
    ----------
    keys : sequence of str
        The actors' ids, all different; they decide ties, so that the order of the file does not.
    src, dst : int32 (m,)
        Rows of the two ends.
    weight : float32 (m,)
        How strongly a relationship pulls, 1 for an ordinary one.
    side : int16 (n,)
        Row of the actor's side, -1 for none; lower sides come first (left).
    priority : float32 (n,)
        Above zero for the actors that must stand well spaced in the middle: those of the default lens.
    label_px : float32 (n,)
        Half the width of the label in world units.
    seed : int
        Same seed, same bytes.
    start : float32 (n, 2), optional
        Positions to begin with; an actor whose row is not finite is put near its neighbours.
    """

    keys: Sequence[str]
    src: I32
    dst: I32
    weight: F32
    side: npt.NDArray[np.int16]
    priority: F32
    label_px: F32
    seed: int = 1
    start: F32 | None = None

    @property
    def n(self) -> int:
        """How many actors."""
        return len(self.keys)


def canonical(request: LayoutRequest) -> tuple[LayoutRequest, I32]:
    """The request with actors and relationships in an order of their own, and the rows that lead back.

    Parallel relationships become one with the sum of their weights; loops are dropped, as they move nobody.
    """
    order, keys = _sorted(request.keys)
    rank = np.empty(request.n, dtype=np.int32)
    rank[order] = np.arange(request.n, dtype=np.int32)
    a, b = rank[request.src], rank[request.dst]
    low, high = np.minimum(a, b), np.maximum(a, b)
    keep = low != high
    pairs, where = np.unique(low[keep].astype(np.int64) * request.n + high[keep], return_inverse=True)
    # Floating-point addition is not associative, and the file's order must not show: whole numbers are added.
    sums = np.bincount(where, np.rint(request.weight[keep].astype(np.float64) * FINE), len(pairs)) / FINE
    ordered = LayoutRequest(
        keys=keys,
        src=(pairs // max(request.n, 1)).astype(np.int32),
        dst=(pairs % max(request.n, 1)).astype(np.int32),
        weight=sums.astype(np.float32),
        side=request.side[order],
        priority=request.priority[order],
        label_px=request.label_px[order],
        seed=request.seed,
        start=None if request.start is None else request.start[order],
    )
    return ordered, rank


def _sorted(keys: Sequence[str]) -> tuple[I32, tuple[str, ...]]:
    """The rows of the keys in the order of their letters, and the keys in that order."""
    listed = list(keys)
    if len(listed) > MANY and max(map(len, listed)) <= LONG and not any("\0" in key for key in listed):
        order = np.argsort(np.array(listed), kind="stable").astype(np.int32)  # lets other threads work meanwhile
    else:
        order = np.array(sorted(range(len(listed)), key=listed.__getitem__), dtype=np.int32)
    return order, tuple(listed[i] for i in order.tolist())
