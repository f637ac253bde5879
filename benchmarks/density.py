"""Density drawing without a window: instants to pixels in an array, 1600 × 1000, beside drawing all of it afresh."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from benchmarks.measure import Row, timed
from netexplorer.graph.network import ENDED, NOT_YET
from netexplorer.graph.transitions import Transitions, transitions
from netexplorer.scene.density.keyframes import Keyframes, jump, keyframes
from netexplorer.scene.density.picture import Density, drawn
from netexplorer.scene.density.request import Request
from netexplorer.scene.density.shading import Inks
from netexplorer.scene.density.warmth import warm

SIZE = (1600, 1000)
DAYS = 31 * 365
COMMUNITIES = 30
INKS = Inks(0xFFFBFCFD, 0xFF1B2430, (0xFF1F8A70, 0xFFC98A00, 0xFFC8323C), (1.0, 1.5, 2.0))
SIZES = ((10_000, 50_000), (100_000, 1_000_000))


def network(n: int, m: int) -> tuple[Request, npt.NDArray[np.int32]]:
    """Communities on a disc, 90 % of relationships inside one; the days each opens, is restricted, severed, over."""
    chance = np.random.default_rng(1)
    turn, out = np.arange(COMMUNITIES) * 2.399963, np.sqrt((np.arange(COMMUNITIES) + 0.5) / COMMUNITIES)
    centre = np.column_stack([800 + 704 * out * np.cos(turn), 500 + 430 * out * np.sin(turn)])
    size = chance.lognormal(0, 0.7, COMMUNITIES)
    community = np.sort(chance.choice(COMMUNITIES, n, p=size / size.sum()))
    spread = 30 * np.sqrt(size / size.mean())
    xy = (centre[community] + chance.normal(size=(n, 2)) * spread[community, None]).astype(np.float32)
    bounds = np.searchsorted(community, np.arange(COMMUNITIES + 1))
    src = chance.integers(0, n, m).astype(np.int32)
    home = community[src]
    near = bounds[home] + (chance.random(m) * np.diff(bounds)[home]).astype(np.int64)
    dst = np.where(chance.random(m) < 0.9, near, chance.integers(0, n, m)).astype(np.int32)
    opened = chance.integers(0, 30 * 365, m)
    life = chance.integers(4 * 365, 12 * 365, m)
    middle = np.where(chance.random(m) < 0.33, opened + (life * chance.random(m)).astype(np.int64), 10**6)
    days = np.column_stack([opened, middle, opened + life, opened + life + 3 * 365]).astype(np.int32)
    return Request(src, dst, xy, SIZE, 3, np.full(m, NOT_YET, dtype=np.int8)), days


def states_on(days: npt.NDArray[np.int32], day: int) -> npt.NDArray[np.int8]:
    """The states on a day."""
    states = np.full(len(days), NOT_YET, dtype=np.int8)
    for column, state in enumerate((0, 1, 2, ENDED)):
        states[days[:, column] <= day] = state
    return states


def moves_of(days: npt.NDArray[np.int32]) -> Transitions:
    """All that happens, by time."""
    m = len(days)
    begin = np.column_stack([days[:, 0], np.minimum(days[:, 1], days[:, 2]), days[:, 2]]).astype(np.int64)
    end = np.column_stack([begin[:, 1:], days[:, 3].astype(np.int64)])
    held = (begin < end).ravel()
    state = np.tile(np.int8([0, 1, 2]), m)
    rel = np.repeat(np.arange(m, dtype=np.int32), 3)
    return transitions(rel[held], begin.ravel()[held], end.ravel()[held], state[held])


def prepared(n: int, m: int) -> tuple[Density, Transitions, npt.NDArray[np.int32]]:
    """A density in the middle of time."""
    asked, days = network(n, m)
    density = afresh(replace(asked, states=states_on(days, DAYS // 2)))
    density.ink(INKS, density.fit())
    density.shade()
    return density, moves_of(days), days


def afresh(asked: Request) -> Density:
    """Everything drawn, nothing shaded."""
    density = drawn(asked, lambda _: None, lambda: False)
    assert density is not None
    return density


def _visiting(density: Density, all_states: list[npt.NDArray[np.int8]]) -> Callable[[], None]:
    turns = itertools.cycle([*all_states, *all_states[-2:0:-1]])

    def step() -> None:
        density.go(next(turns))
        density.shade()

    return step


def _jumping(density: Density, frames: Keyframes, days: npt.NDArray[np.int32]) -> Callable[[], None]:
    dates = np.random.default_rng(3).integers(0, DAYS, 12).tolist()
    turns = itertools.cycle([(day, states_on(days, day)) for day in dates])

    def step() -> None:
        day, states = next(turns)
        jump(density, frames, day, states)
        density.shade()

    return step


def size_rows(n: int, m: int) -> list[Row]:
    """One network: steps and jumps beside the same picture drawn from scratch."""
    density, moves, days = prepared(n, m)
    name = f"{m:,} relationships".replace(",", " ")
    day = DAYS // 2
    asked = density.now()
    frames = keyframes(asked, moves, lambda _: None, lambda: False)
    assert frames is not None

    def whole() -> None:
        other = afresh(asked)
        other.ink(INKS, other.fit())
        other.shade()

    def shaded() -> None:
        density.counts.tiles |= 1
        density.shade()

    all_anew = f"drawn afresh and shaded, {name}"
    on_days = [states_on(days, day + k) for k in range(8)]
    in_months = [states_on(days, day + 30 * k) for k in range(8)]
    rows: list[tuple[str, Callable[[], Any], int, float]] = [
        (all_anew, whole, 10, 150.0),
        (f"shading all, nothing drawn, {name}", shaded, 30, 0.0),
        (f"next day, {name}", _visiting(density, on_days), 60, 10.0 if m > 100_000 else 3.0),
        (f"next month, {name}", _visiting(density, in_months), 60, 10.0 if m > 100_000 else 3.0),
        (f"any date, keyframes, {name}", _jumping(density, frames, days), 36, 15.0),
        (f"any date, no keyframes, {name}", _jumping(density, replace(frames, frames=()), days), 24, 45.0),
    ]
    return [
        *(
            Row(label, timed(call, runs), target=target, aim="p95", beside=all_anew)
            for label, call, runs, target in rows
        ),
        Row(f"counts, image and states, {name}", (density.nbytes / 1e6,), "MB"),
        Row(f"{len(frames.frames)} keyframes, on disk, {name}", (frames.nbytes / 1e6,), "MB", 200.0),
    ]


def rows() -> list[Row]:
    """Measure both sizes, and small ones beside lines drawn one by one."""
    from benchmarks import density_lines  # which measures networks of this module

    warm()
    return [*(row for n, m in SIZES for row in size_rows(n, m)), *density_lines.rows()]
