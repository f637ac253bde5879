"""The compiled loops that pack counts, unpack them and tell two instants apart; imports numba, as ``line_kernels``."""

from __future__ import annotations

from netexplorer.graph.compiled import choose_cache_folder, read_only

choose_cache_folder()  # before numba is imported

import numpy as np  # noqa: E402
from numba import int8, int16, int32, int64, njit, types, uint8, uint16, uint32, void  # noqa: E402

from netexplorer.scene.density.line_kernels import CARRIED, CARRY, PLAIN, TOUCHED  # noqa: E402

ROW = 32  # counts packed together: one row of one state of a tile


def _read(kind: types.Type) -> types.Array:
    return read_only(kind)


@njit(
    int64(_read(uint16), _read(int16), int64, int64, int64, uint8[::1], int64[::1], uint32[::1]),
    nogil=True,
    cache=True,
    error_model="numpy",
)
def pack(low, high, across, down, n_states, widths, starts, out):  # type: ignore[no-untyped-def]
    """Write all counts into ``out``; gives how many words it took.

    A row is what it has more than the row above it in its tile. Its 32 numbers are as many words as the widest of them
    has bits: word k holds their bits k, the last word their signs. ``widths`` says how many words each row has,
    ``starts`` where a row of tiles begins.
    """
    above, more = np.zeros(ROW, dtype=np.int32), np.zeros(ROW, dtype=np.int32)
    at, group = 0, 0
    for ty in range(down):
        starts[ty] = at
        for tx in range(across):
            first = (ty * (across + 1) + tx) * n_states * 1024
            for k in range(n_states * 32):
                spread = np.int32(0)
                for x in range(ROW):
                    place = np.uint64(first + k * ROW + x)
                    count = np.int32(low[place]) + (np.int32(high[place]) << CARRY)
                    delta = count if k & 31 == 0 else count - above[x]
                    above[x], more[x] = count, delta
                    spread |= delta ^ (delta >> 31)
                width = 0
                while spread >> width != 0:
                    width += 1
                any_sign = np.int32(0)
                for x in range(ROW):
                    any_sign |= more[x]
                width += 1 if any_sign != 0 else 0
                for bit in range(width):
                    word = np.uint32(0)
                    for x in range(ROW):
                        word |= np.uint32((more[x] >> bit) & 1) << np.uint32(x)
                    out[at + bit] = word
                widths[group] = width
                at += width
                group += 1
    starts[down] = at
    return at


@njit(nogil=True, inline="always")
def _part(word, x, mask):  # type: ignore[no-untyped-def]
    return -np.int32((word >> np.uint32(x)) & np.uint32(1)) & mask


@njit(nogil=True, error_model="numpy")
def _add_row(row, data, at, width):  # type: ignore[no-untyped-def]
    """Add a packed row to ``row``, four bits of its numbers in one go, so that these stay in registers meanwhile."""
    none, one = np.uint32(0), np.int32(1)
    for bit in range(0, width, 4):
        left, begin = width - bit, np.uint64(at + bit)
        w0, m0 = data[begin], one << np.int32(bit)
        w1 = data[begin + np.uint64(1)] if left > 1 else none
        w2 = data[begin + np.uint64(2)] if left > 2 else none
        w3 = data[begin + np.uint64(3)] if left > 3 else none
        m1, m2, m3 = np.int32(m0 << 1), np.int32(m0 << 2), np.int32(m0 << 3)
        if left == 1:  # the last word has the signs
            m0 = -m0
        elif left == 2:
            m1 = -m1
        elif left == 3:
            m2 = -m2
        elif left == 4:
            m3 = -m3
        for x in range(ROW):
            row[np.uint64(x)] += _part(w0, x, np.int32(m0)) + _part(w1, x, m1) + _part(w2, x, m2) + _part(w3, x, m3)


@njit(nogil=True, error_model="numpy")
def _put_row(row, low, high, first):  # type: ignore[no-untyped-def]
    """Write a row of counts; says whether some had to be carried, as ``line_kernels`` keeps them."""
    most = np.int32(0)
    for k in range(ROW):
        x = np.uint64(k)
        most |= row[x]
        low[first + x] = np.uint16(row[x])
    if most < PLAIN:
        return 0
    for k in range(ROW):
        x = np.uint64(k)
        over = np.int32((row[x] >> CARRY) - 1) if row[x] > PLAIN else np.int32(0)
        low[first + x], high[first + x] = np.uint16(row[x] - (over << CARRY)), np.int16(over)
    return CARRIED


@njit(
    void(_read(uint8), _read(int64), _read(uint32), uint16[::1], int16[::1], uint16[::1], int64, int64, int64, int64),
    nogil=True,
    cache=True,
    error_model="numpy",
)
def unpack(widths, starts, data, low, high, tiles, across, n_states, t0, t1):  # type: ignore[no-untyped-def]
    """Put packed counts back into tile rows ``t0`` to ``t1``."""
    row, rows = np.zeros(ROW, dtype=np.int32), n_states * 32
    for ty in range(t0, t1):
        at = starts[ty]
        for tx in range(across):
            tile, first = ty * across + tx, (ty * (across + 1) + tx) * n_states * 1024
            if tiles[tile] & CARRIED:
                high[first : first + n_states * 1024] = 0
            carried = 0
            for k in range(rows):
                if k & 31 == 0:
                    row[:] = 0
                width = np.int64(widths[np.uint64(tile * rows + k)])
                _add_row(row, data, at, width)
                carried |= _put_row(row, low, high, np.uint64(first + k * ROW))
                at += width
            tiles[tile] = np.uint16(TOUCHED | carried)


@njit(
    void(uint16[::1], int16[::1], uint16[::1], _read(uint16), _read(int16), _read(uint16), int64, int64, int64, int64),
    nogil=True,
    cache=True,
    error_model="numpy",
)
def join(low, high, tiles, low2, high2, tiles2, across, n_states, t0, t1):  # type: ignore[no-untyped-def]
    """Add other counts of the same picture, in tile rows ``t0`` to ``t1``."""
    row = np.zeros(ROW, dtype=np.int32)
    for tile in range(t0 * across, t1 * across):
        first = (tile // across * (across + 1) + tile % across) * n_states * 1024
        carried = (tiles[tile] | tiles2[tile]) & CARRIED
        if tiles2[tile] & TOUCHED:
            for begin in range(first, first + n_states * 1024, ROW):
                for k in range(ROW):
                    place = np.uint64(begin + k)
                    row[np.uint64(k)] = np.int32(low[place]) + np.int32(low2[place])
                if carried:
                    for k in range(ROW):
                        place = np.uint64(begin + k)
                        row[np.uint64(k)] += (np.int32(high[place]) + np.int32(high2[place])) << CARRY
                        high[place] = 0
                carried |= _put_row(row, low, high, np.uint64(begin))
            tiles[tile] = np.uint16(TOUCHED | carried)


@njit(
    int64(_read(int32), _read(int8), _read(int8), int64, int64, _read(int8), uint8[::1], int32[::1], int8[::1]),
    nogil=True,
    cache=True,
    error_model="numpy",
)
def differing(rel, before, after, here, there, states, marked, out_rel, out_state):  # type: ignore[no-untyped-def]
    """What differs between place ``here`` among the moves and ``there``, where all have their ``states``.

    Gives how many relationships differ; ``out_rel`` says which, each once, and ``out_state`` what they are at ``here``.
    ``marked`` (m,) is all 0, and is again afterwards.
    """
    step = 1 if there >= here else -1
    first, end = (here, there) if step > 0 else (here - 1, there - 1)
    found = 0
    for k in range(first, end, step):
        r = rel[k]
        if marked[r] == 0:
            marked[r] = 1
            state = before[k] if step > 0 else after[k]
            if state != states[r]:
                out_rel[found], out_state[found] = r, state
                found += 1
    for k in range(first, end, step):
        marked[rel[k]] = 0
    return found


READY = True  # the last line: whoever sees it can call everything above
