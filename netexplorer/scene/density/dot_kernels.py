"""The compiled loop that stamps actors as dots; imports numba, as ``line_kernels`` does."""

from __future__ import annotations

from netexplorer.graph.compiled import choose_cache_folder

choose_cache_folder()  # before numba is imported

import numpy as np  # noqa: E402
from numba import boolean, float32, int8, int32, int64, njit, types, uint8, uint32, void  # noqa: E402


def _read(kind: types.Type, dimensions: int = 1) -> types.Array:
    return types.Array(kind, dimensions, "C", readonly=True)


@njit(nogil=True, inline="always")
def _mixed(below, above, share):  # type: ignore[no-untyped-def]
    rest = np.float32(1) - share
    out = np.uint32(0xFF000000)
    for shift in (np.uint32(16), np.uint32(8), np.uint32(0)):
        a = np.float32((above >> shift) & np.uint32(255))
        b = np.float32((below >> shift) & np.uint32(255))
        out |= np.uint32(a * share + b * rest + np.float32(0.5)) << shift
    return out


@njit(
    void(
        uint32[:, ::1], _read(uint8), int64, _read(int32), _read(int32), _read(float32, 2), _read(float32),
        _read(uint32), _read(boolean), float32, int64, int64,
    ),
    nogil=True,
    cache=True,
    error_model="numpy",
)  # fmt: skip
def stamp(image, touched, across, starts, rows, xy, radius, argb, drawn, alpha, first, last):  # type: ignore[no-untyped-def]
    """Blend a disc for every actor of ``drawn`` into the tiles of ``touched`` in tile rows ``first`` to ``last``.

    The actors that reach into tile t are ``rows[starts[t]:starts[t + 1]]``.
    """
    height, width = image.shape
    for tile in range(first * across, last * across):
        if not touched[tile]:
            continue
        top, left = (tile // across) * 32, (tile % across) * 32
        bottom, right = min(top + 32, height), min(left + 32, width)
        for k in range(starts[tile], starts[tile + 1]):
            i = rows[k]
            if not drawn[i]:
                continue
            x, y, reach = xy[i, 0], xy[i, 1], radius[i] + np.float32(0.5)
            square, near = reach * reach, np.float32(0.5) / reach
            for row in range(max(int(np.floor(y - reach)), top), min(int(np.ceil(y + reach)) + 1, bottom)):
                dy = row + np.float32(0.5) - y
                for column in range(max(int(np.floor(x - reach)), left), min(int(np.ceil(x + reach)) + 1, right)):
                    dx = column + np.float32(0.5) - x
                    share = (square - dx * dx - dy * dy) * near  # at the rim: how far inside, without a root
                    if share > 0:
                        image[row, column] = _mixed(image[row, column], argb[i], min(share, np.float32(1)) * alpha)


@njit(
    void(
        int32[::1], _read(int32), _read(int32), _read(boolean), _read(boolean), _read(int32), _read(int8), _read(int8)
    ),
    nogil=True,
    cache=True,
    error_model="numpy",
)
def recount(alive, src, dst, shown, visible, rel, before, after):  # type: ignore[no-untyped-def]
    """Count at both ends of each relationship ``rel`` (k,) that is ``shown`` whether it came into sight or went."""
    for k in range(rel.size):
        i = rel[k]
        if shown[i]:
            step = np.int32(visible[after[k]]) - np.int32(visible[before[k]])
            alive[src[i]] += step
            alive[dst[i]] += step


@njit(
    void(_read(int32), _read(int32), _read(boolean), _read(boolean), _read(int8), int32[::1], int64, int64),
    nogil=True,
    cache=True,
    error_model="numpy",
)
def count(src, dst, shown, visible, states, alive, first, last):  # type: ignore[no-untyped-def]
    """Count at both ends of each relationship from ``first`` to ``last`` that is ``shown`` and in a visible state.

    ``visible`` (S + 2,) begins with the two codes below 0. Nothing hangs on a condition: there is no telling beforehand
    which of them hold, and a processor that guesses wrong loses more than an addition of nothing costs.
    """
    for r in range(first, last):
        step = np.int32(shown[r] & visible[np.uint64(np.int64(states[r]) + 2)])
        alive[src[r]] += step
        alive[dst[r]] += step


READY = True
