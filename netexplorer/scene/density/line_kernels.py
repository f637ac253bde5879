"""The compiled loops over lines and their pixels; to be imported inside functions only, as it imports numba.

Every kernel has explicit signatures, so that all are compiled, or loaded from the cache, when this module is imported.
They release the interpreter's lock and are serial: threads of our own share the work by rows of the image.

Counts lie in tiles of 32 × 32 pixels, all states of a tile one after the other, as 16 bits with the carries beyond them
in a second array of the same shape, which is hardly ever touched. ``at_x`` and ``at_y`` say where a column and a row
lie in it, from -1 to one beyond the last; what is out of sight goes to tiles that nobody looks at.
"""

from __future__ import annotations

from netexplorer.graph.compiled import choose_cache_folder

choose_cache_folder()  # before numba is imported

import numpy as np  # noqa: E402
from numba import boolean, float32, int8, int16, int32, int64, njit, types, uint8, uint16, void  # noqa: E402

UNITS = 16  # how often a line covers a pixel that it covers wholly
TOUCHED, CARRIED = 1, 2  # bits of a tile: it was drawn into; some of its counts are or were carried
_FRACTION = 32  # bits of a fixed-point number behind the point
_UNIT_SHIFT = _FRACTION - 4
_ONE = 4294967296.0
_FARTHEST = 16777216.0  # a line that crosses column 0 farther out than this crosses no picture


def _read(kind: types.Type, dimensions: int = 1) -> types.Array:
    return types.Array(kind, dimensions, "C", readonly=True)


_PIXELS = (uint16[::1], int16[::1], uint8[::1], _read(int32), _read(int32), int64, int64, int64, int64, int64)
_LINES = (_read(int32), _read(int32), _read(float32, 2), _read(boolean), int64)


@njit(nogil=True, inline="always")
def _put(low, high, place, units):  # type: ignore[no-untyped-def]
    """Add to a count; what does not fit into 16 bits is carried.

    It tells nobody: a value returned or a mark set here made lines seven times as slow. See ``Counts.settle``.
    """
    count = np.int32(low[place]) + units
    low[place] = np.uint16(count & 0xFFFF)
    if count >> 16 != 0:
        high[place] += np.int16(count >> 16)


@njit(nogil=True, cache=True, error_model="numpy")
def _clipped(a0, b0, a1, b1, first, last, top, bottom):  # type: ignore[no-untyped-def]
    """The steps of a line that can be seen, as its fixed-point height at step 0, its slope, first and last step.

    A line is walked along the axis it is longer in. Its height at a step is an integer that depends on the line alone,
    so what is seen of it is the same in every window (Liang and Barsky 1984, doi:10.1145/357332.357333, in integers).
    """
    nothing = (np.int64(0), np.int64(0), np.int64(0), np.int64(-1))
    if a1 < first or a0 >= last or max(b0, b1) < top or min(b0, b1) > bottom:
        return nothing
    length = a1 - a0
    slope = (b1 - b0) / length if length > 0.0 else 0.0
    start = b0 + slope * (0.5 - a0)
    if not abs(start) < _FARTHEST:
        return nothing
    height, rise = np.int64(np.floor(start * _ONE)), np.int64(np.floor(slope * _ONE))
    i0, i1 = np.int64(max(np.floor(a0), np.float64(first))), np.int64(min(np.floor(a1), np.float64(last - 1)))
    least, most = np.int64(top) << _FRACTION, (np.int64(bottom) << _FRACTION) - 1
    v0, v1 = height + rise * i0, height + rise * i1
    if rise > 0:
        if v0 < least:
            i0 += (least - v0 + rise - 1) // rise
        if v1 > most:
            i1 -= (v1 - most + rise - 1) // rise
    elif rise < 0:
        if v0 > most:
            i0 += (v0 - most - rise - 1) // -rise
        if v1 < least:
            i1 -= (least - v1 - rise - 1) // -rise
    elif v0 < least or v0 > most:
        return nothing
    return height, rise, i0, i1


@njit(nogil=True, cache=True, error_model="numpy")
def _thin(low, high, tiles, at_a, at_b, da, db, a0, b0, a1, b1, first, last, top, bottom, old, new):  # type: ignore[no-untyped-def]
    """A line one pixel wide: two pixels a step, after Wu 1991 (doi:10.1145/127719.122734)."""
    height, rise, i0, i1 = _clipped(a0, b0 - 0.5, a1, b1 - 0.5, first, last, top - 1, bottom)
    v = height + rise * i0
    while i0 <= i1:
        e = min(i0 | 31, i1)
        ve = v + rise * (e - i0)
        t0 = max(min(v, ve) >> _FRACTION, top) >> 5
        t1 = min((max(v, ve) >> _FRACTION) + 1, bottom - 1) >> 5
        if old >= 0 and new >= 0:
            for i in range(i0, e + 1):
                p = v >> _FRACTION
                far = np.int32((v >> _UNIT_SHIFT) & 15)
                near = np.int32(UNITS - far)
                place = at_a[np.uint64(i + 1)]
                this, next_ = place + at_b[np.uint64(p + 1)], place + at_b[np.uint64(p + 2)]
                _put(low, high, np.uint64(this + old), -near)
                _put(low, high, np.uint64(next_ + old), -far)
                _put(low, high, np.uint64(this + new), near)
                _put(low, high, np.uint64(next_ + new), far)
                v += rise
        else:
            state = max(old, new)
            sign = np.int32(1 if new >= 0 else -1)
            for i in range(i0, e + 1):
                p = v >> _FRACTION
                far = np.int32((v >> _UNIT_SHIFT) & 15)
                place = at_a[np.uint64(i + 1)] + state
                _put(low, high, np.uint64(place + at_b[np.uint64(p + 1)]), sign * np.int32(UNITS - far))
                _put(low, high, np.uint64(place + at_b[np.uint64(p + 2)]), sign * far)
                v += rise
        for t in range(t0, t1 + 1):
            tiles[np.uint64((i0 >> 5) * da + t * db)] |= TOUCHED
        i0 = e + 1


@njit(nogil=True, cache=True, error_model="numpy")
def _wide(low, high, tiles, at_a, at_b, da, db, a0, b0, a1, b1, first, last, top, bottom, old, new, span):  # type: ignore[no-untyped-def]
    """A line ``span`` sixteenths of a pixel wide, for pictures larger than the screen."""
    half = span / 32.0
    height, rise, i0, i1 = _clipped(a0, b0 - half, a1, b1 - half, first, last, top - span // 16 - 2, bottom)
    for i in range(i0, i1 + 1):
        begin = (height + rise * i) >> _UNIT_SHIFT
        end = begin + span
        for p in range(max(begin >> 4, top), min((end - 1) >> 4, bottom - 1) + 1):
            tiles[np.uint64((i >> 5) * da + (p >> 5) * db)] |= TOUCHED
            units = np.int32(min(end, (p + 1) << 4) - max(begin, p << 4))
            place = at_a[np.uint64(i + 1)] + at_b[np.uint64(p + 1)]
            if old >= 0:
                _put(low, high, np.uint64(place + old), -units)
            if new >= 0:
                _put(low, high, np.uint64(place + new), units)


@njit(nogil=True, cache=True, error_model="numpy")
def _line(low, high, tiles, at_x, at_y, across, width, top, bottom, span, s, d, xy, old, new):  # type: ignore[no-untyped-def]
    """Move the line between actors ``s`` and ``d`` from one state to another, seen in rows ``top`` to ``bottom``."""
    x0, y0 = np.float64(xy[s, 0]), np.float64(xy[s, 1])
    x1, y1 = np.float64(xy[d, 0]), np.float64(xy[d, 1])
    if not abs(x0) + abs(y0) + abs(x1) + abs(y1) < np.inf:
        return
    flat = abs(x1 - x0) >= abs(y1 - y0)
    if (x0 > x1) if flat else (y0 > y1):  # the same pixels in both directions
        x0, y0, x1, y1 = x1, y1, x0, y0
    if span != UNITS:
        if flat:
            _wide(low, high, tiles, at_x, at_y, 1, across, x0, y0, x1, y1, 0, width, top, bottom, old, new, span)
        else:
            _wide(low, high, tiles, at_y, at_x, across, 1, y0, x0, y1, x1, top, bottom, 0, width, old, new, span)
    elif flat:
        _thin(low, high, tiles, at_x, at_y, 1, across, x0, y0, x1, y1, 0, width, top, bottom, old, new)
    else:
        _thin(low, high, tiles, at_y, at_x, across, 1, y0, x0, y1, x1, top, bottom, 0, width, old, new)


@njit(nogil=True, inline="always")
def _offset(state, n_states):  # type: ignore[no-untyped-def]
    return np.int64(state) * 1024 if 0 <= state < n_states else np.int64(-1)


@njit(void(*_PIXELS, *_LINES, _read(int8), int64, int64), nogil=True, cache=True, error_model="numpy")
def add(low, high, tiles, at_x, at_y, across, width, top, bottom, span, src, dst, xy, shown, n_states, states, k0, k1):  # type: ignore[no-untyped-def]
    """Draw relationships ``k0`` to ``k1`` in their ``states``."""
    for r in range(k0, k1):
        new = _offset(states[r], n_states)
        if new >= 0 and (shown.size == 0 or shown[r]):
            _line(low, high, tiles, at_x, at_y, across, width, top, bottom, span, src[r], dst[r], xy, np.int64(-1), new)


@njit(
    void(*_PIXELS, *_LINES, _read(int32), _read(int8), _read(int8), int64, int64),
    nogil=True,
    cache=True,
    error_model="numpy",
)
def move(  # type: ignore[no-untyped-def]
    low,
    high,
    tiles,
    at_x,
    at_y,
    across,
    width,
    top,
    bottom,
    span,
    src,
    dst,
    xy,
    shown,
    n_states,
    rel,
    before,
    after,
    k0,
    k1,
):
    """Take relationships ``rel[k0:k1]`` out of their states ``before`` and draw them in ``after``."""
    for k in range(k0, k1):
        r = rel[k]
        old, new = _offset(before[k], n_states), _offset(after[k], n_states)
        if old != new and (shown.size == 0 or shown[r]):
            _line(low, high, tiles, at_x, at_y, across, width, top, bottom, span, src[r], dst[r], xy, old, new)


READY = True  # the last line: whoever sees it can call everything above
