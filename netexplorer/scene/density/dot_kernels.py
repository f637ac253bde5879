"""The compiled loop that stamps actors as dots; imports numba, as ``line_kernels`` does."""

from __future__ import annotations

from netexplorer.graph.compiled import choose_cache_folder

choose_cache_folder()  # before numba is imported

import numpy as np  # noqa: E402
from numba import boolean, float32, int64, njit, types, uint8, uint32, void  # noqa: E402


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
        uint32[:, ::1], _read(uint8), int64, _read(float32, 2), _read(float32), _read(uint32), _read(boolean), float32,
        int64, int64,
    ),
    nogil=True,
    cache=True,
    error_model="numpy",
)  # fmt: skip
def stamp(image, touched, across, xy, radius, argb, drawn, alpha, top, bottom):  # type: ignore[no-untyped-def]
    """Blend a disc for every actor of ``drawn`` into the rows ``top`` to ``bottom`` of the tiles in ``touched``."""
    width = image.shape[1]
    for i in range(drawn.size):
        if not drawn[i]:
            continue
        x, y, r = xy[i, 0], xy[i, 1], radius[i]
        reach = r + np.float32(0.5)
        if not (x > -reach and x < width + reach and y > top - reach and y < bottom + reach):
            continue
        for row in range(max(int(np.floor(y - reach)), top), min(int(np.ceil(y + reach)) + 1, bottom)):
            for column in range(max(int(np.floor(x - reach)), 0), min(int(np.ceil(x + reach)) + 1, width)):
                if not touched[(row >> 5) * across + (column >> 5)]:
                    continue
                dx, dy = column + np.float32(0.5) - x, row + np.float32(0.5) - y
                share = min(max(reach - np.sqrt(dx * dx + dy * dy), np.float32(0)), np.float32(1)) * alpha
                if share > 0:
                    image[row, column] = _mixed(image[row, column], argb[i], share)


READY = True
