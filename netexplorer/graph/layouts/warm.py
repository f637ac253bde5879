"""Positions to begin with, where some are known."""

from __future__ import annotations

import numpy as np

from netexplorer.graph.layouts.request import F64, LayoutRequest

MOST = 1e6  # world units from the middle beyond which a given position is taken for unknown
ROUNDS = 8


def has_start(request: LayoutRequest) -> bool:
    """Whether positions are known from which something can be learnt: not all of them at one spot."""
    if request.start is None:
        return False
    found = request.start[_known(request)]
    return len(found) > 0 and bool(np.ptp(found, axis=0).max() > 1.0)


def _known(request: LayoutRequest) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    assert request.start is not None
    with np.errstate(invalid="ignore"):
        return np.asarray((np.abs(request.start) < MOST).all(axis=1))


def begun(request: LayoutRequest, otherwise: F64) -> F64:
    """Where actors begin, (n, 2) world units: where they are known to be, near known neighbours, or ``otherwise``.

    ``otherwise`` is (n, 2), and holds for all where nothing can be learnt from what is known.
    """
    if request.start is None or not has_start(request):
        return otherwise
    known = _known(request)
    xy = np.where(known[:, None], np.nan_to_num(request.start, posinf=0, neginf=0).astype(np.float64), 0.0)
    middle = xy[known].mean(axis=0)
    for _ in range(ROUNDS):
        total, count = np.zeros_like(xy), np.zeros(request.n)
        for a, b in ((request.src, request.dst), (request.dst, request.src)):
            use = known[b] & ~known[a]
            count += np.bincount(a[use], minlength=request.n)
            for k in (0, 1):
                total[:, k] += np.bincount(a[use], xy[b[use], k], request.n)
        new = count > 0
        if not new.any():
            break
        xy[new] = total[new] / count[new, None] + otherwise[new] * 1e-2
        known = known | new
    xy[~known] = middle + otherwise[~known]
    return xy
