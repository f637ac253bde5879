"""The compiled loops over tiles of counts: measuring, shading, packing; imports numba, as ``line_kernels`` does."""

from __future__ import annotations

from netexplorer.graph.compiled import choose_cache_folder, read_only

choose_cache_folder()  # before numba is imported

import numpy as np  # noqa: E402
from numba import boolean, float32, int16, int32, int64, njit, types, uint16, uint32, void  # noqa: E402

from netexplorer.scene.density.line_kernels import CARRIED, CARRY, TOUCHED  # noqa: E402

TILE = 32
LEVELS = 1024  # entries of a table by density: 32 to an octave, exact up to 32
PACKED_MOST = 32 * 4  # bytes of a row of 32 counts that cannot be made smaller


def _read(kind: types.Type, dimensions: int = 1) -> types.Array:
    return read_only(kind, dimensions)


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
    return count + (np.int32(high[place]) << CARRY) if carried else count


@njit(
    void(
        _read(uint16),
        _read(int16),
        _read(uint16),
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


@njit(nogil=True, cache=True, error_model="numpy")
def _mixed(low, high, first, carried, n_states, inks, row):  # type: ignore[no-untyped-def]
    """Sums over the states of 32 pixels into ``row``: density, weight, red, green, blue, gain; whether there is any."""
    found = False
    for s in range(n_states):
        weight, red, green, blue, gain = inks[s, 0], inks[s, 1], inks[s, 2], inks[s, 3], inks[s, 4]
        place = np.uint64(first + s * 1024)
        any_count = np.uint16(0)
        for x in range(32):
            any_count |= low[place + np.uint64(x)]
        if weight == 0 or (any_count == 0 and not carried):
            continue
        if not found:
            row[:] = 0
            found = True
        for k in range(32):
            x = np.uint64(k)  # type: ignore[assignment]
            count = np.float32(low[place + x])
            if carried:
                count += np.float32(high[place + x]) * np.float32(1 << CARRY)
            share = weight * count * count * count  # leans to what prevails: evenly mixed, all states would be brown
            row[x] += count
            row[x + np.uint64(32)] += share
            row[x + np.uint64(64)] += share * red
            row[x + np.uint64(96)] += share * green
            row[x + np.uint64(128)] += share * blue
            row[x + np.uint64(160)] += share * gain
    return found


@njit(
    void(
        _read(uint16), _read(int16), uint16[::1], int64, int64, boolean, _read(float32, 2), _read(float32),
        _read(float32), uint32, uint32[:, ::1], int64, int64,
    ),
    nogil=True,
    cache=True,
    error_model="numpy",
)  # fmt: skip
def shade(low, high, tiles, across, n_states, everything, inks, opacity, stages, ground, image, t0, t1):  # type: ignore[no-untyped-def]
    """Counts of tile rows ``t0`` to ``t1`` into ``image``; only tiles drawn into, unless ``everything``; clean then.

    ``inks`` (states, 5): what a state weighs by the cube of its count, or 0 for a hidden one, red, green, blue, and how
    much more opaque it is where lines are few. ``opacity`` (levels,). ``stages``: ground and deep colour, opacity of
    one line over that of none, knee, and how far the densest go towards the deep colour.
    """
    height, width = image.shape
    row = np.zeros(192, dtype=np.float32)
    faint, knee, depth = stages[6], stages[7], stages[8]
    above = np.float32(1) / max(np.float32(1) - knee, np.float32(1e-6))
    for ty in range(t0, t1):
        for tx in range(across):
            t = ty * across + tx
            if not (everything or tiles[t] & TOUCHED):
                continue
            carried = tiles[t] & CARRIED
            tiles[t] &= np.uint16(65535 - TOUCHED)
            first = (ty * (across + 1) + tx) * n_states * 1024
            wide = min(32, width - tx * 32)
            for y in range(min(32, height - ty * 32)):
                line, left = np.uint64(ty * 32 + y), np.uint64(tx * 32)
                if not _mixed(low, high, first + y * 32, carried != 0, n_states, inks, row):
                    for k in range(wide):
                        image[line, left + np.uint64(k)] = ground
                    continue
                for k in range(32):
                    x = np.uint64(k)
                    row[x] = opacity[np.uint64(_level(max(row[x], np.float32(1))))] if row[x] > 0 else 0
                for k in range(wide):
                    x = np.uint64(k)
                    plain = row[x]
                    whole = np.float32(1) / max(row[x + np.uint64(32)], np.float32(1e-9))
                    least = min(plain, faint) * (np.float32(1) - plain) / (np.float32(1) - faint)
                    full = plain + least * max(row[x + np.uint64(160)] * whole - np.float32(1), np.float32(0))
                    deep = depth * min(max((full - knee) * above, np.float32(0)), np.float32(1))
                    hue = min(full / knee, np.float32(1)) - deep
                    rest = np.float32(1) - hue - deep
                    part = hue * whole
                    red = np.uint32(
                        row[x + np.uint64(64)] * part + rest * stages[0] + deep * stages[3] + np.float32(0.5)
                    )
                    green = np.uint32(
                        row[x + np.uint64(96)] * part + rest * stages[1] + deep * stages[4] + np.float32(0.5)
                    )
                    blue = np.uint32(
                        row[x + np.uint64(128)] * part + rest * stages[2] + deep * stages[5] + np.float32(0.5)
                    )
                    image[line, left + x] = np.uint32(0xFF000000) | red << np.uint32(16) | green << np.uint32(8) | blue


READY = True  # the last line: whoever sees it can call everything above
