"""The program itself beside its peers, on the same network and the same dates; runs in its own interpreter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

SEVERED = 3

Columns = dict[str, Any]
Call = Callable[[int], Callable[[], int]]


def cursor(columns: Columns) -> Call:
    """The cursor: the state of every relationship as one int8 column, kept up to date by what changed."""
    from benchmarks.peers.network import SIZES, built
    from netexplorer.graph.cursor import Cursor
    from netexplorer.graph.dates import DAY

    size = str(columns["size"])
    net, first_day = built(size), SIZES[size].first_day
    at = Cursor(net)

    def call(day: int) -> Callable[[], int]:
        at.seek((first_day + day) * DAY)
        return lambda: int((at.states >= 0).sum())

    return call


def window(columns: Columns) -> Call:
    """The real window, from a date until its picture is exact, with all panels; what is severed nobody draws."""
    from benchmarks.crowd import Driver, network
    from benchmarks.peers.network import SIZES
    from netexplorer.graph.dates import DAY
    from netexplorer.graph.states import states_at

    plan = SIZES[str(columns["size"])]
    driver = Driver(network(plan.actors, plan.relationships))
    net = driver.session.net
    driver.session.toggle_hidden("states", net.states[SEVERED].id)
    driver.rest()

    def call(day: int) -> Callable[[], int]:
        t = (plan.first_day + day) * DAY
        driver.to(t)
        return lambda: sum(int((states_at(net, t) == code).sum()) for code in range(SEVERED))

    return call


CURSOR, WINDOW = "netexplorer", "netexplorer, whole window"
PEERS: dict[str, tuple[tuple[str, ...], Callable[[Columns], Call]]] = {
    CURSOR: (("netexplorer",), cursor),
    WINDOW: (("netexplorer", "PySide6-Essentials"), window),
}
