"""The compiled loops over tiles of counts: measuring, shading, packing; imports numba, as ``line_kernels`` does."""

from __future__ import annotations

from netexplorer.graph.compiled import choose_cache_folder

choose_cache_folder()  # before numba is imported

import numpy as np  # noqa: E402
from numba import boolean, float32, int16, int32, int64, njit, types, uint8, uint16, uint32, void  # noqa: E402

from netexplorer.scene.density.line_kernels import CARRIED, TOUCHED  # noqa: E402

TILE = 32
LEVELS = 1024  # entries of a table by density: 32 to an octave, exact up to 32
PACKED_MOST = 32 * 4  # bytes of a row of 32 counts that cannot be made smaller


def _read(kind: types.Type, dimensions: int = 1) -> types.Array:
    return types.Array(kind, dimensions, "C", readonly=True)


@njit(nogil=True, inline="always")
def _level(count):  # type: ignore[no-untyped-def]
    """The row of a table by density: exponent and first five bits of the mantissa of ``count`` as a float32."""
    return (np.float32(count).view(np.int32) >> 18) - 4064


@njit(void(_read(int32), int32[::1]), nogil=True, cache=True, error_model="numpy")
def levels(counts, out):  # type: ignore[no-untyped-def]
    """The rows of many positive counts."""
    for k in range(counts.size):
        out[k] = _level(counts[k])


@njit(nogil=True, inline="always")
def _count(low, high, carried, place):  # type: ignore[no-untyped-def]
    count = np.int32(low[place])
    return count + (np.int32(high[place]) << 16) if carried else count


@njit(
    void(
        _read(uint16),
        _read(int16),
        _read(uint8),
        int64,
        int64,
        int64,
        int64,
        int64,
        _read(boolean),
        int64[::1],
        int64[:, ::1],
    ),
    nogil=True,
    cache=True,
    error_model="numpy",
)
def measure(low, high, tiles, across, n_states, width, height, step, seen, densities, counts):  # type: ignore[no-untyped-def]
    """Histograms of every ``step``-th row: of the density of all seen states, and of the counts of each state."""
    for y in range(0, height, step):
        for x in range(width):
            t = (y >> 5) * across + (x >> 5)
            place = ((y >> 5) * (across + 1) + (x >> 5)) * n_states * 1024 + ((y & 31) << 5) + (x & 31)
            density = np.int32(0)
            for s in range(n_states):
                count = _count(low, high, tiles[t] & CARRIED, place + s * 1024)
                if count > 0 and seen[s]:
                    density += count
                    counts[s, _level(count)] += 1
            if density > 0:
                densities[_level(density)] += 1


@njit(
    void(
        _read(uint16), _read(int16), uint8[::1], int64, int64, boolean, _read(float32, 2), _read(int32, 2),
        _read(float32, 2), _read(float32, 2), _read(uint32, 2), uint32, uint32[:, ::1], int64, int64,
    ),
    nogil=True,
    cache=True,
    error_model="numpy",
)  # fmt: skip
def shade(low, high, tiles, across, n_states, everything, mix, lift, colours, steps, single, ground, image, t0, t1):  # type: ignore[no-untyped-def]
    """Counts of tile rows ``t0`` to ``t1`` into ``image``; only tiles drawn into, unless ``everything``; clean then.

    ``mix`` and ``lift`` (states, levels): how much a state colours a pixel, and the least level of density it is shown
    at. ``colours`` (states, 3). ``steps`` (levels, 4): the share of the mixed colour, and what to add to it. ``single``
    (states, levels): the pixel where there is one state only; 0 throughout for hidden states.
    """
    height, width = image.shape
    for ty in range(t0, t1):
        for tx in range(across):
            t = ty * across + tx
            if not (everything or tiles[t] & TOUCHED):
                continue
            carried = tiles[t] & CARRIED
            tiles[t] = carried
            first = (ty * (across + 1) + tx) * n_states * 1024
            for y in range(ty * 32, min(ty * 32 + 32, height)):
                for x in range(tx * 32, min(tx * 32 + 32, width)):
                    place = first + ((y & 31) << 5) + (x & 31)
                    density, states, last, lead = np.int32(0), 0, 0, np.int32(0)
                    for s in range(n_states):
                        count = _count(low, high, carried, np.uint64(place + s * 1024))
                        if count > 0 and single[s, 0] != 0:
                            density += count
                            states += 1
                            last = s
                            lead = count
                    if states == 0:
                        image[y, x] = ground
                    elif states == 1:
                        image[y, x] = single[last, _level(lead)]
                    else:
                        whole = red = green = blue = np.float32(0.0)
                        at = np.int32(_level(density))
                        for s in range(n_states):
                            count = _count(low, high, carried, np.uint64(place + s * 1024))
                            if count > 0 and single[s, 0] != 0:
                                level = _level(count)
                                share = mix[s, level]
                                at = max(at, lift[s, level])
                                whole += share
                                red += share * colours[s, 0]
                                green += share * colours[s, 1]
                                blue += share * colours[s, 2]
                        part = steps[at, 0] / whole
                        image[y, x] = (
                            np.uint32(0xFF000000)
                            | np.uint32(red * part + steps[at, 1]) << np.uint32(16)
                            | np.uint32(green * part + steps[at, 2]) << np.uint32(8)
                            | np.uint32(blue * part + steps[at, 3])
                        )


READY = True  # the last line: whoever sees it can call everything above
