"""Where the lines run: fans of parallel relationships, loops, the stop at an actor's border, the cut of a scar.

Every line is a quadratic Bézier (a straight one has its control point in the middle), so the picture and the pointer's
search share one geometry. All arrays are pixels, float32, one row per line: start, control, end.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.scene.primitives import F32

Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]
F64 = npt.NDArray[np.float64]

NODE_GAP_PX = 3.0
FAN_PX = 15.0  # between the bellies of two neighbouring lines of a fan
FAN_SPREAD_PX = 120.0  # a wider fan is packed closer
LOOP_PX = 34.0
#: Scars × boxes that are compared at most.
SCAR_WORK = 60_000
#: Where a scar may be cut, best first: the middle, then further and further from it.
SCAR_PLACES = (0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74, 0.2, 0.8)


class Lines(Struct, frozen=True, eq=False):
    """The drawn lines: relationship ``rows`` (k,) int32, ``xy`` (k, 6) float32 and which of them are straight (k,)."""

    rows: Ints
    xy: F32
    straight: Bools


def lines(rows: Ints, src: Ints, dst: Ints, centre: F32, radius: F32) -> Lines:
    """The lines of the relationships ``rows`` between actors at ``centre`` (n, 2) with ``radius`` (n,).

    A line between actors that touch one another has no room and is left out, as is one with a position that is not
    finite.
    """
    if not len(rows):
        return Lines(rows.astype(np.int32), np.zeros((0, 6), np.float32), np.zeros(0, bool))
    a, b = src[rows], dst[rows]
    slot, size = fan_slots(a, b)
    p, q = centre[a].astype(float), centre[b].astype(float)
    with np.errstate(invalid="ignore", over="ignore"):
        xy = _fan(p, q, a > b, slot, size)
        xy, fits = _trimmed(xy, radius[a] + NODE_GAP_PX, radius[b] + NODE_GAP_PX)
    loop = a == b
    if loop.any():
        xy[loop] = _loops(p[loop], radius[a[loop]].astype(float), slot[loop])
        fits = fits | loop
    straight = (slot * 2 == size - 1) & ~loop
    keep = fits & np.isfinite(xy).all(axis=1)
    return Lines(rows[keep].astype(np.int32), xy[keep].astype(np.float32), straight[keep])


def fan_slots(a: Ints, b: Ints) -> tuple[Ints, Ints]:
    """For each line its place in the fan of its two actors and how many lines the fan has, whichever way they point."""
    low, high = np.minimum(a, b).astype(np.int64), np.maximum(a, b).astype(np.int64)
    key = low * (int(high.max(initial=0)) + 1) + high
    order = np.argsort(key, kind="stable")
    ranked = key[order]
    first = np.flatnonzero(np.r_[True, ranked[1:] != ranked[:-1]])
    sizes = np.diff(np.r_[first, len(key)])
    slot, size = np.empty(len(key), np.int32), np.empty(len(key), np.int32)
    slot[order] = np.arange(len(key)) - np.repeat(first, sizes)
    size[order] = np.repeat(sizes, sizes)
    return slot, size


def _fan(p: F64, q: F64, flipped: Bools, slot: Ints, size: Ints) -> F64:
    along = np.where(flipped[:, None], p - q, q - p)  # one sense for both directions, so that opposites do not coincide
    length = np.hypot(along[:, 0], along[:, 1])
    unit = along / np.maximum(length, 1e-6)[:, None]
    normal = np.stack([-unit[:, 1], unit[:, 0]], axis=1)
    step = np.minimum(FAN_PX, FAN_SPREAD_PX / np.maximum(size, 1))
    step = np.minimum(step, np.maximum(length, 1.0) * 0.8 / np.maximum(size, 1))
    belly = (slot - (size - 1) / 2) * step
    control = (p + q) / 2 + normal * (2 * belly)[:, None]
    return np.concatenate([p, control, q], axis=1)


def _trimmed(xy: F64, start_px: F32, end_px: F32) -> tuple[F64, Bools]:
    t0 = _parameter_at(xy, start_px.astype(float))
    t1 = 1 - _parameter_at(xy[:, [4, 5, 2, 3, 0, 1]], end_px.astype(float))
    fits = (t1 - t0) > 0.02
    return between(xy, t0, t1), fits


def _parameter_at(xy: F64, distance_px: F64) -> F64:
    """The parameter at which a curve has left the circle of so many pixels around its start."""
    chord = np.hypot(xy[:, 4] - xy[:, 0], xy[:, 5] - xy[:, 1])
    t = np.clip(distance_px / np.maximum(chord, 1e-6), 0.0, 1.0)
    for _ in range(2):
        at = points(xy, t)
        reached = np.hypot(at[:, 0] - xy[:, 0], at[:, 1] - xy[:, 1])
        t = np.clip(t * distance_px / np.maximum(reached, 1e-6), 0.0, 1.0)
    return t


def _loops(p: F64, radius: F64, slot: Ints) -> F64:
    middle = -np.pi / 4 + slot * (np.pi / 2)
    reach = radius + LOOP_PX * (1 + (slot // 4) * 0.6)
    ends = []
    for turn in (-0.5, 0.5):
        angle = middle + turn
        ends.append(p + np.stack([np.cos(angle), np.sin(angle)], axis=1) * (radius + NODE_GAP_PX)[:, None])
    control = p + np.stack([np.cos(middle), np.sin(middle)], axis=1) * (2 * reach - radius)[:, None]
    return np.concatenate([ends[0], control, ends[1]], axis=1)


def points(xy: F64, t: F64) -> F64:
    """The point (k, 2) of every curve at its parameter ``t`` (k,)."""
    s = (1 - t)[:, None]
    u = t[:, None]
    at: F64 = s * s * xy[:, 0:2] + 2 * s * u * xy[:, 2:4] + u * u * xy[:, 4:6]
    return at


def between(xy: F64, t0: F64, t1: F64) -> F64:
    """The piece of every curve from parameter ``t0`` to ``t1``, exactly (blossoming)."""
    s0, u0, s1, u1 = (1 - t0)[:, None], t0[:, None], (1 - t1)[:, None], t1[:, None]
    a, c, b = xy[:, 0:2], xy[:, 2:4], xy[:, 4:6]
    control = s0 * s1 * a + (s0 * u1 + u0 * s1) * c + u0 * u1 * b
    return np.concatenate([points(xy, t0), control, points(xy, t1)], axis=1)


def lengths(xy: F32) -> F64:
    """The length of every curve in pixels, within a per cent for the flat curves of a fan."""
    steps = sampled(xy, 8)
    d = np.diff(steps, axis=1)
    total: F64 = np.hypot(d[..., 0], d[..., 1]).sum(axis=1)
    return total


def sampled(xy: F32, pieces: int) -> F64:
    """Points (k, pieces + 1, 2) along every curve."""
    t = np.linspace(0.0, 1.0, pieces + 1)[None, :, None]
    wide = xy.astype(float)[:, None, :]
    at: F64 = (1 - t) ** 2 * wide[..., 0:2] + 2 * (1 - t) * t * wide[..., 2:4] + t**2 * wide[..., 4:6]
    return at


def scars(xy: F32, gap_px: float | F32, at: F64) -> tuple[F32, F32]:
    """Lines cut at the parameter ``at`` (k,): the two pieces of each (2k, 6) and the points (k, 2) where the mark goes.

    The gap, one for all or one for each (k,), shrinks on a line that is too short for it, so that something of the line
    is always left.
    """
    if not len(xy):
        return np.zeros((0, 6), np.float32), np.zeros((0, 2), np.float32)
    wide = xy.astype(float)
    room = np.minimum(at, 1 - at)
    half = np.minimum(gap_px / 2 / np.maximum(lengths(xy), 1e-6), room / 2)
    halves = np.concatenate([between(wide, np.zeros(len(xy)), at - half), between(wide, at + half, np.ones(len(xy)))])
    return halves.astype(np.float32), points(wide, at).astype(np.float32)


def free_places(xy: F32, reach_px: float, taken: F64) -> F64:
    """The parameter (k,) nearest to the middle at which a mark of that reach is clear of the boxes ``taken`` (j, 4).

    Where no place is clear it is the middle: a scar that is half covered still says more than none. In a crowd of
    lines it is always the middle, as nobody reads single marks there.
    """
    wide = xy.astype(float)
    best = np.full(len(xy), 0.5)
    if len(xy) * len(taken) > SCAR_WORK:
        return best
    found = np.zeros(len(xy), bool)
    for share in SCAR_PLACES:
        x, y = points(wide, np.full(len(xy), share)).T[:, :, None]
        hit = (x > taken[:, 0] - reach_px) & (x < taken[:, 2] + reach_px)
        hit &= (y > taken[:, 1] - reach_px) & (y < taken[:, 3] + reach_px)
        clear = ~hit.any(axis=1) & ~found
        best[clear] = share
        found |= clear
        if found.all():
            break
    return best


def crosses(middles: F32, arm_px: float | F32) -> F32:
    """Upright crosses as segments (2k, 4) around ``middles`` (k, 2), their arms as long all or each (k,)."""
    x, y = middles[:, 0], middles[:, 1]
    down = np.stack([x - arm_px, y - arm_px, x + arm_px, y + arm_px], axis=1)
    up = np.stack([x - arm_px, y + arm_px, x + arm_px, y - arm_px], axis=1)
    return np.concatenate([down, up]).astype(np.float32)


def distances(xy: F32, x_px: float, y_px: float, pieces: int = 16) -> F64:
    """How far (k,) a point is from every curve, in pixels."""
    if not len(xy):
        return np.zeros(0)
    steps = sampled(xy, pieces)
    a, b = steps[:, :-1], steps[:, 1:]
    along = b - a
    to = np.array([x_px, y_px]) - a
    share = (to * along).sum(axis=2) / np.maximum((along * along).sum(axis=2), 1e-9)
    off = to - along * np.clip(share, 0.0, 1.0)[..., None]
    nearest: F64 = np.hypot(off[..., 0], off[..., 1]).min(axis=1)
    return nearest
