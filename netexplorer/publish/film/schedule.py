"""Which date each picture of a film shows: pure functions, of which the same arguments give the same film."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from msgspec import Struct

Ticks = npt.NDArray[np.int64]

TRAVEL_S = 0.5  # from one change to the next
LEAST_STAY_S, BEFORE_READING_S, LETTERS_PER_S = 0.8, 0.7, 20.0
MOST_STAY_S = 8.0
MOST_STEPS = 1_000_000


class Stay(Struct, frozen=True):
    """A stop on the way: its tick, how long it takes to get there, and how long the film stays, in seconds."""

    tick: int
    travel_s: float
    stay_s: float


def reading_s(caption: str) -> float:
    """How long a caption has to stand to be read, in seconds; a change without one is looked at for a moment."""
    return min(max(BEFORE_READING_S + len(caption) / LETTERS_PER_S, LEAST_STAY_S), MOST_STAY_S)


def stays(stops: Sequence[int], captions: Sequence[str], seconds: float = 0.0) -> tuple[Stay, ...]:
    """The way from stop to stop, each of which stays until its caption is read.

    Parameters
    ----------
    stops : sequence of int
        Ticks in order; the film begins at the first and ends at the last.
    captions : sequence of str
        What is written at each, often nothing.
    seconds : float
        How long all of it takes together; 0 is as long as it needs.
    """
    needed = [(TRAVEL_S if k else 0.0, reading_s(words)) for k, words in enumerate(captions)]
    total = sum(travel + stay for travel, stay in needed)
    share = seconds / total if seconds and total else 1.0
    return tuple(Stay(tick, travel * share, stay * share) for tick, (travel, stay) in zip(stops, needed, strict=True))


def length_s(way: Sequence[Stay]) -> float:
    """How long a way takes, in seconds."""
    return sum(each.travel_s + each.stay_s for each in way)


def along(way: Sequence[Stay], pictures: int) -> Ticks:
    """The tick of each of so many pictures that are evenly spread over a way, int64 (pictures,)."""
    times, ticks, now = [0.0], [float(way[0].tick)], 0.0
    for each in way:
        for seconds in (each.travel_s, each.stay_s):
            now += seconds
            times.append(now)
            ticks.append(float(each.tick))
    at = np.linspace(0.0, now, pictures)
    seen: Ticks = np.floor(np.interp(at, times, ticks)).astype(np.int64)
    seen[-1] = way[-1].tick  # whatever the sum of the times has lost
    return seen


def even(start: int, end: int, pictures: int, still: int) -> Ticks:
    """Time passes evenly from ``start`` to ``end``; the first and the last of them fill ``still`` pictures each."""
    moving = max(pictures - 2 * still, 1)
    share = np.clip((np.arange(pictures) - still) / max(moving - 1, 1), 0.0, 1.0)
    ticks: Ticks = start + np.round(share * (end - start)).astype(np.int64)
    return ticks


def stepped(steps: Sequence[int], pictures: int, still: int) -> Ticks:
    """Each of ``steps`` stands equally long; the first and the last of them for ``still`` pictures more."""
    moving = max(pictures - 2 * still, 1)
    row = np.clip((np.arange(pictures) - still) * len(steps) // moving, 0, len(steps) - 1)
    return np.asarray(steps, dtype=np.int64)[row]


def calendar_steps(start: int, end: int, step: Callable[[int, int], int]) -> tuple[int, ...]:
    """The ticks from ``start`` to ``end`` in steps, and ``end`` itself; ``step`` gives the tick so many steps on."""
    ticks = []
    for count in range(MOST_STEPS):
        tick = step(start, count)
        if tick >= end:
            break
        ticks.append(tick)
    return (*ticks, end)


def standing(ticks: Ticks, least: int) -> npt.NDArray[np.bool_]:
    """Which pictures belong to at least ``least`` in a row with the same tick, bool (pictures,)."""
    edges = [0, *(np.flatnonzero(np.diff(ticks)) + 1).tolist(), len(ticks)]
    out = np.zeros(len(ticks), dtype=np.bool_)
    for start, end in pairwise(edges):
        out[start:end] = end - start >= least
    return out


def fade_weights(pictures: int, whole: int) -> tuple[int, ...]:
    """What each of the last ``pictures`` adds to a fade, the newest last: whole numbers that are ``whole`` together.

    Something that is new in a picture is seen in the share of the newest first; it comes in slowly, then faster, then
    slowly again.
    """
    at = np.linspace(0.0, 1.0, pictures + 1)
    reached = np.round((3 * at**2 - 2 * at**3) * whole).astype(int)
    return tuple(np.diff(reached)[::-1].tolist())
