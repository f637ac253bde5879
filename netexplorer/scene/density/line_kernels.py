"""The compiled loops over lines and their pixels; to be imported inside functions only, as it imports numba.

Every kernel has explicit signatures, so that all are compiled, or loaded from the cache, when this module is imported.
They release the interpreter's lock and are serial: threads of our own share the work by rows of the image.

Counts lie in tiles of 32 × 32 pixels, all states of a tile one after the other, as 16 bits, and what goes beyond in a
second array of the same shape, which is hardly ever touched. ``at_x`` and ``at_y`` say where a column and a row lie in
it, from -1 to one beyond the last; what is out of sight goes to tiles that nobody looks at.

Nobody looks for a carry when a pixel is written. A tile counts how many lines came by instead, and before these could
fill 16 bits all of its counts are looked at (``_settle``), once in a thousand lines.
"""

from __future__ import annotations

from typing import Any

from netexplorer.graph.compiled import choose_cache_folder, read_only

choose_cache_folder()  # before numba is imported

import numpy as np  # noqa: E402
from numba import boolean, float32, int8, int16, int32, int64, njit, types, uint16, void  # noqa: E402
from numba.extending import intrinsic  # noqa: E402

UNITS = 16  # how often a line covers a pixel that it covers wholly
TOUCHED, CARRIED = 1, 2  # bits of a tile: it was drawn into; some of its counts are or were carried
PASSED = 4  # what a line adds to a tile
_MOST_PASSED = 1000 * PASSED  # lines between two looks at the counts of a tile
CARRY = 14  # bits of a count; a carried one keeps between one and two times as much, so that it can fall and rise
PLAIN = 48_000  # a count that need not be carried: 1 000 lines more fit into 16 bits
_BLOCK = 256  # lines whose ends are fetched together: one by one, each would be waited for
_FRACTION = 32  # bits of a fixed-point number behind the point
_UNIT_SHIFT = _FRACTION - 4
_ONE = 4294967296.0
_FARTHEST = 16777216.0  # a line that crosses column 0 farther out than this crosses no picture


def _read(kind: types.Type, dimensions: int = 1) -> types.Array:
    return read_only(kind, dimensions)


_PIXELS = (uint16[::1], int16[::1], uint16[::1], _read(int32), _read(int32), int64, int64, int64, int64, int64)
_LINES = (_read(int32), _read(int32), _read(float32, 2), _read(boolean), int64)


def _uncounted(typing: Any, array: Any) -> tuple[Any, Any]:
    def code(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        found = context.make_array(signature.args[0])(context, builder, args[0])
        found.meminfo = found.meminfo.type(None)
        return found._getvalue()

    return array(array), code


#: The same array without a count of who holds it: two threads raised and lowered that one ten times for each line.
_bare: Any = intrinsic(_uncounted)


@njit(nogil=True, error_model="numpy")
def _settle(low, high, tiles, tile, first, size):  # type: ignore[no-untyped-def]
    """Make room in the counts ``first`` to ``first + size`` of a tile: carry what is too much, take back what lacks."""
    most = np.uint16(0)
    for k in range(size):
        most = max(most, low[np.uint64(first + k)])
    carried = tiles[tile] & CARRIED
    if carried or most > PLAIN:
        carried = CARRIED
        for k in range(size):
            place = np.uint64(first + k)
            count = np.int32(low[place]) + (np.int32(high[place]) << np.int32(CARRY))
            over = np.int32(0)
            if count > PLAIN:
                over = (count >> np.int32(CARRY)) - np.int32(1)
            low[place] = np.uint16(count - (over << np.int32(CARRY)))
            high[place] = np.int16(over)
    tiles[tile] = np.uint16(TOUCHED | carried)


@njit(nogil=True, error_model="numpy")
def _clipped(a0, b0, a1, b1, first, last, top, bottom):  # type: ignore[no-untyped-def]
    """The steps of a line that can be seen, as its fixed-point height at step 0, its slope, first and last step.

    A line is walked along the axis it is longer in. Its height at a step is an integer that depends on the line alone,
    so what is seen of it is the same in every window (Liang and Barsky 1984, doi:10.1145/357332.357333, in integers).
    """
    nothing = (np.int64(0), np.int64(0), np.int64(0), np.int64(-1))
    # In the middle of its first and last step a line may be half a step beyond its ends.
    if a1 < first or a0 >= last or max(b0, b1) + 0.5 < top or min(b0, b1) - 0.5 > bottom:
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


@njit(nogil=True, inline="always")
def _pass(low, high, tiles, at_a, at_b, da, db, size, height, rise, i0, i1, rows, top, bottom):  # type: ignore[no-untyped-def]
    """Tell the tiles that a line of so many ``rows`` comes by."""
    while i0 <= i1:
        e = min(i0 | 31, i1)
        v0, v1 = height + rise * i0, height + rise * e
        t0 = max(min(v0, v1) >> _FRACTION, top) >> 5
        t1 = min((max(v0, v1) >> _FRACTION) + rows, bottom - 1) >> 5
        for t in range(t0, t1 + 1):
            tile = np.uint64((i0 >> 5) * da + t * db)
            passed = np.uint16((tiles[tile] + PASSED) | TOUCHED)
            tiles[tile] = passed
            if passed > _MOST_PASSED:
                _settle(low, high, tiles, tile, np.int64(at_a[(i0 & ~31) + 1]) + at_b[(t << 5) + 1], size)
        i0 = e + 1


@njit(nogil=True, inline="always")
def _thin(low, at_a, at_b, v, rise, i0, i1, old, new):  # type: ignore[no-untyped-def]
    """A line one pixel wide: two pixels a step, after Wu 1991 (doi:10.1145/127719.122734)."""
    if old < 0:
        for i in range(np.uint64(i0), np.uint64(i1 + 1)):
            p = np.uint64(v >> _FRACTION)
            far = np.uint16((v >> _UNIT_SHIFT) & 15)
            place = np.int64(at_a[i + np.uint64(1)]) + new
            low[np.uint64(place + at_b[p + np.uint64(1)])] += np.uint16(UNITS) - far
            low[np.uint64(place + at_b[p + np.uint64(2)])] += far
            v += rise
    elif new < 0:
        for i in range(np.uint64(i0), np.uint64(i1 + 1)):
            p = np.uint64(v >> _FRACTION)
            far = np.uint16((v >> _UNIT_SHIFT) & 15)
            place = np.int64(at_a[i + np.uint64(1)]) + old
            low[np.uint64(place + at_b[p + np.uint64(1)])] -= np.uint16(UNITS) - far
            low[np.uint64(place + at_b[p + np.uint64(2)])] -= far
            v += rise
    else:
        for i in range(np.uint64(i0), np.uint64(i1 + 1)):
            p = np.uint64(v >> _FRACTION)
            far = np.uint16((v >> _UNIT_SHIFT) & 15)
            near = np.uint16(UNITS) - far
            place = np.int64(at_a[i + np.uint64(1)])
            this, next_ = place + at_b[p + np.uint64(1)], place + at_b[p + np.uint64(2)]
            low[np.uint64(this + old)] -= near
            low[np.uint64(next_ + old)] -= far
            low[np.uint64(this + new)] += near
            low[np.uint64(next_ + new)] += far
            v += rise


@njit(nogil=True, error_model="numpy")
def _wide(low, at_a, at_b, height, rise, i0, i1, old, new, span, top, bottom):  # type: ignore[no-untyped-def]
    """A line ``span`` sixteenths of a pixel wide, for pictures larger than the screen."""
    for i in range(i0, i1 + 1):
        begin = (height + rise * i) >> _UNIT_SHIFT
        end = begin + span
        for p in range(max(begin >> 4, top), min((end - 1) >> 4, bottom - 1) + 1):
            units = np.uint16(min(end, (p + 1) << 4) - max(begin, p << 4))
            place = np.int64(at_a[np.uint64(i + 1)]) + at_b[np.uint64(p + 1)]
            if old >= 0:
                low[np.uint64(place + old)] -= units
            if new >= 0:
                low[np.uint64(place + new)] += units


@njit(nogil=True, error_model="numpy")
def _walk(  # type: ignore[no-untyped-def]
    low, high, tiles, at_a, at_b, da, db, a0, b0, a1, b1, first, last, top, bottom, span, size, old, new
):
    half, rows = span / 32.0, span // 16 + (1 if span == UNITS else 2)
    height, rise, i0, i1 = _clipped(a0, b0 - half, a1, b1 - half, first, last, top - rows, bottom)
    if i0 > i1:
        return
    _pass(low, high, tiles, at_a, at_b, da, db, size, height, rise, i0, i1, rows, top, bottom)
    if span == UNITS:
        _thin(low, at_a, at_b, height + rise * i0, rise, i0, i1, old, new)
    else:
        _wide(low, at_a, at_b, height, rise, i0, i1, old, new, span, top, bottom)


@njit(nogil=True, inline="always")
def _line(low, high, tiles, at_x, at_y, across, width, top, bottom, span, end, size, old, new):  # type: ignore[no-untyped-def]
    """Move the line between two ends from one state to another, seen in rows ``top`` to ``bottom``."""
    x0, y0, x1, y1 = np.float64(end[0]), np.float64(end[1]), np.float64(end[2]), np.float64(end[3])
    if abs(x0) + abs(y0) + abs(x1) + abs(y1) < np.inf:
        one, zero = np.int64(1), np.int64(0)  # not literals, for each of which numba would compile anew
        if abs(x1 - x0) >= abs(y1 - y0):
            if x0 > x1:  # the same pixels in both directions
                x0, y0, x1, y1 = x1, y1, x0, y0
            _walk(low, high, tiles, at_x, at_y, one, across, x0, y0, x1, y1, zero, width, top, bottom,
                  span, size, old, new)  # fmt: skip
        else:
            if y0 > y1:
                x0, y0, x1, y1 = x1, y1, x0, y0
            _walk(low, high, tiles, at_y, at_x, across, one, y0, x0, y1, x1, top, bottom, zero, width,
                  span, size, old, new)  # fmt: skip


@njit(nogil=True, inline="always")
def _offset(state, n_states):  # type: ignore[no-untyped-def]
    return np.int64(state) * 1024 if 0 <= state < n_states else np.int64(-1)


@njit(
    void(*_PIXELS, *_LINES, _read(int32), _read(int8), _read(int8), int64, int64),
    nogil=True,
    cache=True,
    error_model="numpy",
)  # fmt: skip
def move(  # type: ignore[no-untyped-def]
    low, high, tiles, at_x, at_y, across, width, top, bottom, span, src, dst, xy, shown, n_states, rel, before, after,
    k0, k1,
):  # fmt: skip
    """Take relationships ``rel[k0:k1]`` out of their states ``before`` and draw them in ``after``.

    Without ``rel``, relationships ``k0`` to ``k1`` are drawn in their states ``after``.
    """
    low, high, tiles, at_x, at_y = _bare(low), _bare(high), _bare(tiles), _bare(at_x), _bare(at_y)
    size, every, all_new = n_states * 1024, shown.size == 0, rel.size == 0
    ends, states = np.empty((_BLOCK, 4), dtype=np.float32), np.empty((_BLOCK, 2), dtype=np.int64)
    above, below = np.float32(top - 2 - span // 16), np.float32(bottom + 2 + span // 16)
    for begin in range(k0, k1, _BLOCK):
        count = 0
        for k in range(begin, min(begin + _BLOCK, k1)):
            r = np.uint64(k) if all_new else np.uint64(rel[k])  # unsigned: it never counts from the end
            old = np.int64(-1) if all_new else _offset(before[k], n_states)
            new = _offset(after[k], n_states)
            if old != new and (every or shown[r]):
                s, d = np.uint64(src[r]), np.uint64(dst[r])
                y0, y1 = xy[s, 1], xy[d, 1]
                if (y0 < above and y1 < above) or (y0 > below and y1 > below):
                    continue  # most are in the rows of one thread only
                ends[count, 0], ends[count, 1], ends[count, 2], ends[count, 3] = xy[s, 0], y0, xy[d, 0], y1
                states[count, 0], states[count, 1] = old, new
                count += 1
        for k in range(count):
            _line(low, high, tiles, at_x, at_y, across, width, top, bottom, span, ends[k], size,
                  states[k, 0], states[k, 1])  # fmt: skip


READY = True  # the last line: whoever sees it can call everything above
