"""The compiled loop that stamps actors as dots; imports numba, as ``line_kernels`` does."""

from __future__ import annotations

from netexplorer.graph.compiled import choose_cache_folder, read_only

choose_cache_folder()  # before numba is imported

import numpy as np  # noqa: E402
from numba import boolean, float32, int8, int32, int64, njit, types, uint8, uint32, void  # noqa: E402

_BLOCK = 4096  # relationships that are looked at before those seen are counted
RED_BLUE, BYTE, EIGHT = np.uint32(0x00FF00FF), np.uint32(255), np.uint32(8)


def _read(kind: types.Type, dimensions: int = 1) -> types.Array:
    return read_only(kind, dimensions)


@njit(nogil=True, inline="always")
def _mixed(below, above, share):  # type: ignore[no-untyped-def]
    """Two colours; ``share`` of 256 is the upper one's. Red and blue are mixed as one number."""
    rest, half = np.uint32(256) - share, np.uint32(128)
    red_blue = (below & RED_BLUE) * rest + (above & RED_BLUE) * share + np.uint32(0x00800080)
    green = ((below >> EIGHT) & BYTE) * rest + ((above >> EIGHT) & BYTE) * share + half
    return np.uint32(0xFF000000) | ((red_blue >> EIGHT) & RED_BLUE) | (green & np.uint32(0xFF00))


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
    half, whole = np.float32(0.5), np.float32(256) * alpha
    for tile in range(first * across, last * across):
        if not touched[tile]:
            continue
        top, left = (tile // across) * 32, (tile % across) * 32
        bottom, right = min(top + 32, height), min(left + 32, width)
        for k in range(starts[tile], starts[tile + 1]):
            i = rows[k]
            if not drawn[i]:
                continue
            x, y, reach = xy[i, 0] - half, xy[i, 1] - half, radius[i] + half
            square, near, colour = reach * reach, half / reach, argb[i]
            begin, end = max(int(np.ceil(x - reach)), left), min(int(np.floor(x + reach)) + 1, right)
            for row in range(max(int(np.ceil(y - reach)), top), min(int(np.floor(y + reach)) + 1, bottom)):
                above = np.float32(row) - y
                inside = square - above * above
                for column in range(begin, end):
                    beside = np.float32(column) - x
                    share = (inside - beside * beside) * near  # at the rim: how far inside, without a root
                    if share > 0:
                        part = np.uint32(min(share, np.float32(1)) * whole + half)
                        at, to = np.uint64(row), np.uint64(column)
                        image[at, to] = _mixed(image[at, to], colour, part)


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
    for k in range(np.uint64(rel.size)):
        i = np.uint64(rel[k])
        if shown[i]:
            step = np.int32(visible[after[k]]) - np.int32(visible[before[k]])
            alive[np.uint32(src[i])] += step
            alive[np.uint32(dst[i])] += step


@njit(
    void(_read(int32), _read(int32), _read(boolean), _read(boolean), _read(int8), int32[::1], int64, int64),
    nogil=True,
    cache=True,
    error_model="numpy",
)
def count(src, dst, shown, visible, states, alive, first, last):  # type: ignore[no-untyped-def]
    """Count at both ends of each relationship from ``first`` to ``last`` that is ``shown`` and in a visible state.

    ``visible`` (S + 2,) begins with the two codes below 0. First those are written down, a block at a time, without a
    condition: there is no telling beforehand which are, and a processor that guesses wrong loses more than a number
    written for nothing. Rows are unsigned, as numba asks of any other whether it counts from the end.
    """
    seen = np.empty(_BLOCK, dtype=np.uint32)
    for begin in range(first, last, _BLOCK):
        found = np.uint64(0)
        for r in range(np.uint64(begin), np.uint64(min(begin + _BLOCK, last))):
            seen[found] = r
            found += np.uint64(shown[r] & visible[np.uint64(np.int64(states[r]) + 2)])
        for k in range(found):
            one = np.uint64(seen[k])
            alive[np.uint32(src[one])] += np.int32(1)
            alive[np.uint32(dst[one])] += np.int32(1)


READY = True
