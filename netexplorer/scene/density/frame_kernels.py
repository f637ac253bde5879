"""The compiled loops that pack counts, unpack them and tell two instants apart; imports numba, as ``line_kernels``."""

from __future__ import annotations

from netexplorer.graph.compiled import choose_cache_folder

choose_cache_folder()  # before numba is imported

import numpy as np  # noqa: E402
from numba import int8, int16, int32, int64, njit, types, uint8, uint16, void  # noqa: E402

from netexplorer.scene.density.line_kernels import CARRIED, TOUCHED  # noqa: E402

ROW = 32  # counts packed together: one row of one state of a tile
# How a row is packed: all alike (0 bytes), 4, 8 or 16 bits above the least of them (16, 32, 64), 32 bits (128).
_SAME, _NIBBLES, _BYTES, _WORDS, _WHOLE = 0, 1, 2, 3, 4


def _read(kind: types.Type) -> types.Array:
    return types.Array(kind, 1, "C", readonly=True)


@njit(nogil=True, inline="always")
def _kind(least, most):  # type: ignore[no-untyped-def]
    spread = most - least
    if least < 0 or most > 65535:
        return _WHOLE
    if spread == 0:
        return _SAME
    if spread < 16:
        return _NIBBLES
    return _BYTES if spread < 256 else _WORDS


@njit(nogil=True, cache=True, error_model="numpy")
def _pack_row(row, least, kind, out, at):  # type: ignore[no-untyped-def]
    if kind == _NIBBLES:
        for x in range(16):
            out[at + x] = np.uint8((row[x] - least) | ((row[x + 16] - least) << 4))
    elif kind != _SAME:
        base = np.int32(0) if kind == _WHOLE else least
        for byte in range((8 << kind) // ROW):
            for x in range(ROW):
                out[at + x + byte * ROW] = np.uint8(((row[x] - base) >> (8 * byte)) & 255)


@njit(nogil=True, cache=True, error_model="numpy")
def _unpack_row(kind, base, data, at, low, high, first):  # type: ignore[no-untyped-def]
    """A row whose counts fit into 16 bits, or as many bytes of each as there are."""
    if kind == _SAME:
        for x in range(ROW):
            low[first + np.uint64(x)] = base
    elif kind == _NIBBLES:
        for x in range(16):
            pair = np.uint16(data[at + np.uint64(x)])
            low[first + np.uint64(x)] = base + (pair & np.uint16(15))
            low[first + np.uint64(x + 16)] = base + (pair >> np.uint16(4))
    elif kind == _BYTES:
        for x in range(ROW):
            low[first + np.uint64(x)] = base + np.uint16(data[at + np.uint64(x)])
    else:
        above = base if kind == _WORDS else np.uint16(0)
        for x in range(ROW):
            byte = at + np.uint64(x)
            low[first + np.uint64(x)] = above + _word(data, byte)
            if kind == _WHOLE:
                high[first + np.uint64(x)] = np.int16(_word(data, byte + np.uint64(64)))


@njit(nogil=True, inline="always")
def _word(data, at):  # type: ignore[no-untyped-def]
    return np.uint16(data[at]) | np.uint16(data[at + np.uint64(ROW)]) << np.uint16(8)


@njit(
    int64(_read(uint16), _read(int16), int64, int64, int64, uint8[::1], uint16[::1], int64[::1], uint8[::1]),
    nogil=True,
    cache=True,
    error_model="numpy",
)
def pack(low, high, across, down, n_states, kinds, bases, starts, out):  # type: ignore[no-untyped-def]
    """Write all counts into ``out``, how each row is packed into ``kinds``, ``bases``; gives how many bytes it took."""
    row = np.zeros(ROW, dtype=np.int32)
    at, group = 0, 0
    for ty in range(down):
        starts[ty] = at
        for tx in range(across):
            first = (ty * (across + 1) + tx) * n_states * 1024
            for k in range(n_states * 32):
                for x in range(ROW):
                    place = first + k * ROW + x
                    row[x] = np.int32(low[place]) + (np.int32(high[place]) << 16)
                least, most = row.min(), row.max()
                kind = _kind(least, most)
                kinds[group], bases[group] = kind, np.uint16(least & 0xFFFF)
                _pack_row(row, least, kind, out, at)
                at += 0 if kind == _SAME else 8 << kind
                group += 1
    starts[down] = at
    return at


@njit(
    void(_read(uint8), _read(uint16), _read(int64), _read(uint8), uint16[::1], int16[::1], uint8[::1], int64, int64,
         int64, int64),
    nogil=True,
    cache=True,
    error_model="numpy",
)  # fmt: skip
def unpack(kinds, bases, starts, data, low, high, tiles, across, n_states, t0, t1):  # type: ignore[no-untyped-def]
    """Put packed counts back into tile rows ``t0`` to ``t1``."""
    for ty in range(t0, t1):
        at = np.uint64(starts[ty])
        for tx in range(across):
            tile = ty * across + tx
            was_carried = tiles[tile] & CARRIED
            tiles[tile] = TOUCHED
            for k in range(n_states * 32):
                first = np.uint64((ty * (across + 1) + tx) * n_states * 1024 + k * ROW)
                kind = kinds[tile * n_states * 32 + k]
                if was_carried:
                    for x in range(ROW):
                        high[first + np.uint64(x)] = 0
                if kind == _WHOLE:
                    tiles[tile] |= CARRIED
                _unpack_row(kind, bases[tile * n_states * 32 + k], data, at, low, high, first)
                at += np.uint64(0 if kind == _SAME else 8 << kind)


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
