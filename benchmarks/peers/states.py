"""States at a date: which relationships are in which state, as columns of rows and codes. Runs inside the peers' own
interpreter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Columns = dict[str, Any]
Call = Callable[[int], int]


def numpy_mask(columns: Columns) -> Call:
    """A mask over the intervals; the codes as one int8 column over all relationships."""
    import numpy as np

    rel, start, stop, state = (columns[name] for name in ("rel", "start", "stop", "state"))
    m = columns["src"].size

    def call(day: int) -> int:
        rows = np.flatnonzero((start <= day) & (day < stop))
        states = np.full(m, -1, dtype=np.int8)
        states[rel[rows]] = state[rows]
        return int(rows.size)

    return call


def polars_filter(columns: Columns) -> Call:
    """A filter over a frame."""
    import polars as pl

    frame = pl.DataFrame({name: columns[name] for name in ("rel", "start", "stop", "state")})

    def call(day: int) -> int:
        found = frame.filter((pl.col("start") <= day) & (pl.col("stop") > day)).select("rel", "state")
        return int(found.height)

    return call


def pandas_filter(columns: Columns) -> Call:
    """A filter over a frame."""
    import pandas as pd

    frame = pd.DataFrame({name: columns[name] for name in ("rel", "start", "stop", "state")})

    def call(day: int) -> int:
        found = frame.loc[(frame["start"] <= day) & (frame["stop"] > day), ["rel", "state"]]
        return len(found)

    return call


def duckdb_query(columns: Columns) -> Call:
    """A prepared query over a table of its own."""
    import duckdb
    import pandas as pd

    connection = duckdb.connect()
    frame = pd.DataFrame({name: columns[name] for name in ("rel", "start", "stop", "state")})  # noqa: F841 named in SQL
    connection.execute("create table intervals as select * from frame")

    def call(day: int) -> int:
        query = connection.execute('select rel, state from intervals where "start" <= ? and "stop" > ?', [day, day])
        return len(query.fetchnumpy()["rel"])

    return call


PEERS: dict[str, tuple[tuple[str, ...], Callable[[Columns], Call]]] = {
    "NumPy mask": (("numpy",), numpy_mask),
    "polars": (("polars",), polars_filter),
    "pandas": (("pandas",), pandas_filter),
    "DuckDB": (("duckdb", "pandas"), duckdb_query),
}
