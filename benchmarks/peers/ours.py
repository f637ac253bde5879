"""The program itself beside its peers, on the same network and the same dates; runs in its own interpreter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

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


PEERS: dict[str, tuple[tuple[str, ...], Callable[[Columns], Call]]] = {"netexplorer": (("netexplorer",), cursor)}
