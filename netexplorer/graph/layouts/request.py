"""What a layout is asked for, and the one order in which it works."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from msgspec import Struct

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]
I32 = npt.NDArray[np.int32]


class LayoutRequest(Struct, frozen=True, eq=False):
    """n actors and m relationships to place.

    Attributes
    ----------
    keys : tuple of str
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
    """

    keys: tuple[str, ...]
    src: I32
    dst: I32
    weight: F32
    side: npt.NDArray[np.int16]
    priority: F32
    label_px: F32
    seed: int = 1

    @property
    def n(self) -> int:
        """How many actors."""
        return len(self.keys)


def canonical(request: LayoutRequest) -> tuple[LayoutRequest, I32]:
    """The request with actors and relationships in an order of their own, and the rows that lead back.

    Parallel relationships become one with the sum of their weights; loops are dropped, as they move nobody.
    """
    order = np.array(sorted(range(request.n), key=lambda i: request.keys[i]), dtype=np.int32)
    rank = np.empty(request.n, dtype=np.int32)
    rank[order] = np.arange(request.n, dtype=np.int32)
    a, b = rank[request.src], rank[request.dst]
    low, high = np.minimum(a, b), np.maximum(a, b)
    keep = low != high
    pairs, where = np.unique(np.stack([low[keep], high[keep]], axis=1), axis=0, return_inverse=True)
    # Summed in sorted order: floating-point addition is not associative, and the file's order must not show.
    sums = np.zeros(len(pairs), dtype=np.float64)
    sorting = np.lexsort((request.weight[keep], where.ravel()))
    np.add.at(sums, where.ravel()[sorting], request.weight[keep][sorting].astype(np.float64))
    ordered = LayoutRequest(
        keys=tuple(request.keys[i] for i in order),
        src=pairs[:, 0].astype(np.int32) if len(pairs) else np.zeros(0, np.int32),
        dst=pairs[:, 1].astype(np.int32) if len(pairs) else np.zeros(0, np.int32),
        weight=sums.astype(np.float32),
        side=request.side[order],
        priority=request.priority[order],
        label_px=request.label_px[order],
        seed=request.seed,
    )
    return ordered, rank
