"""The core without a window: reading, building, states at a date, layouts."""

from __future__ import annotations

import itertools
import random

import numpy as np

from benchmarks.measure import Row, timed
from netexplorer.graph.convert import to_networkx
from netexplorer.graph.cursor import Cursor
from netexplorer.graph.formats import open_dataset
from netexplorer.graph.layouts import LAYOUTS
from netexplorer.graph.network import TemporalNetwork, build
from netexplorer.graph.schema import Actor, Change, Dataset, Relationship
from netexplorer.graph.states import states_at
from netexplorer.resources import default_dataset
from netexplorer.session.layout import positions
from netexplorer.session.session import Session

DAY = 86_400
LARGE = 20_000


def generated(count: int) -> TemporalNetwork:
    """``count`` relationships, each open from a day of 1990–2020 and severed about eight years later."""
    chance = random.Random(7)
    n = count // 5
    actors = tuple(Actor(id=str(i)) for i in range(n))
    relationships = []
    for _ in range(count):
        year, length = chance.randrange(1990, 2020), chance.randrange(4, 12)
        day = f"-{chance.randrange(1, 13):02d}-{chance.randrange(1, 29):02d}"
        changes = (Change(state="open", from_=f"{year}{day}"), Change(state="severed", from_=f"{year + length}{day}"))
        ends = chance.sample(range(n), 2)
        relationships.append(Relationship(source=str(ends[0]), target=str(ends[1]), changes=changes))
    return build(Dataset(actors=actors, relationships=tuple(relationships)))


def state_rows(net: TemporalNetwork, name: str) -> list[Row]:
    """The states at a date, in three ways."""
    cursor = Cursor(net)
    days = itertools.cycle(range(net.first, net.last, DAY))
    ticks = np.random.default_rng(3).integers(net.first, net.last, 500).tolist()
    jumps = itertools.cycle(ticks)
    mask = f"states by scanning all changes, {name}"
    return [
        Row(mask, timed(lambda: states_at(net, next(jumps)), 300)),
        Row(f"states by cursor, next day, {name}", timed(lambda: cursor.seek(next(days)), 300), beside=mask),
        Row(f"states by cursor, any date, {name}", timed(lambda: cursor.seek(next(jumps)), 300), beside=mask),
        Row(f"slice as a networkx graph, {name}", timed(lambda: to_networkx(net, next(jumps)), 10, 1), beside=mask),
    ]


def rows() -> list[Row]:
    """Measure the bundled dataset and a generated one."""
    path = default_dataset()
    dataset = open_dataset(path).dataset
    net = build(dataset)
    session = Session(net)
    ticks = itertools.cycle(np.random.default_rng(3).integers(net.first, net.last, 500).tolist())

    def frame() -> None:
        session.set_date(next(ticks), "scrub")
        session.frame()

    return [
        Row("read and check the bundled file", timed(lambda: open_dataset(path), 20)),
        Row("build the columns", timed(lambda: build(dataset), 20)),
        *(Row(f"layout “{each.id}”", timed(lambda each=each: positions(net, each.id), 10)) for each in LAYOUTS),
        Row("resolve: view to frame, any date", timed(frame, 300)),
        *state_rows(net, f"{len(net.rel_ids)} relationships"),
        *state_rows(generated(LARGE), f"{LARGE:,} generated".replace(",", " ")),
    ]
