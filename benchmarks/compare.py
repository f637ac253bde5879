"""Comparing two dates: any two of thirty years in a million relationships, and the bundled dataset in the picture."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable

import numpy as np

from benchmarks.crowd import network
from benchmarks.measure import Row, timed
from netexplorer.graph.formats import open_dataset
from netexplorer.graph.network import TemporalNetwork, build
from netexplorer.graph.states import states_at
from netexplorer.graph.turns import turns
from netexplorer.resources import default_dataset
from netexplorer.scene.compose import compose_network
from netexplorer.scene.style import load_style
from netexplorer.scene.viewport import fit
from netexplorer.session.compared import Comparer, tell
from netexplorer.session.layout import placeholder, positions
from netexplorer.session.opening import default_view
from netexplorer.session.resolve import make_plan
from netexplorer.session.session import Session
from netexplorer.session.state import ViewState
from tests.scene.pictures import measure

TARGET_MS = 100.0
RUNS = 40
DAY = 86_400


def rows() -> list[Row]:
    """Measure both."""
    return [*million_rows(build(open_dataset(network(100_000, 1_000_000)).dataset)), *bundled_rows()]


def million_rows(net: TemporalNetwork) -> list[Row]:
    """From two dates to what became of everything, and to all that a picture and its legend need."""
    pairs = itertools.cycle(np.random.default_rng(3).integers(net.first, net.last, (200, 2)).tolist())
    plan = make_plan(net, ViewState(net.first), placeholder(net))

    def states(t: int) -> tuple[int, np.ndarray]:
        return t, states_at(net, t)

    def became() -> object:
        (_, before), (_, after) = (states(t) for t in sorted(next(pairs)))
        return turns(net, before, after)

    def told() -> object:
        one, other = next(pairs)
        return tell(plan, plan.view, states(one), states(other))

    middle = states((net.first + net.last) // 2)
    days = itertools.cycle([states(t) for t in range(net.first, net.last, (net.last - net.first) // 12)])
    name = f"{len(net.src):,} relationships".replace(",", " ")
    steps: dict[str, tuple[Callable[[], object], float]] = {
        f"what became of {name} between any two dates": (became, TARGET_MS),
        f"the same with what is shown and counted, {name}": (told, TARGET_MS),
        f"one of the dates known, {name}": (lambda: tell(plan, plan.view, next(days), middle), 0.0),
    }
    return [_row(label, call, target) for label, (call, target) in steps.items()]


def _row(label: str, call: Callable[[], object], target: float) -> Row:
    """With processor time, which says what a machine would take that does nothing else."""
    busy: list[float] = []

    def counted() -> None:
        began = time.process_time()
        call()
        busy.append((time.process_time() - began) * 1e3)

    clock = timed(counted, RUNS)
    return Row(label, clock, target=target, cpu=tuple(busy[-RUNS:]))


def bundled_rows() -> list[Row]:
    """A step of a locked span: the frame of both dates, and its picture."""
    net = build(open_dataset(default_dataset()).dataset)
    session = Session(net, default_view(net))
    session.set_positions("sides", positions(net, "sides"))
    session.update(compare=session.view.t - 365 * DAY)
    comparer, style = Comparer(), load_style("light")
    days = itertools.cycle(range(*net.focus, 30 * DAY))
    viewport = fit(session.positions(), 1000, 600)

    def frame() -> object:
        session.update("step", t=next(days))
        return comparer.frame(session, session.frame())

    def picture() -> object:
        return compose_network(frame(), viewport, style, measure)  # type: ignore[arg-type]

    return [
        Row("a step in time with two dates: the frame, bundled dataset", timed(frame, 300)),
        Row("a step in time with two dates: frame and composed picture, bundled dataset", timed(picture, 300)),
    ]
