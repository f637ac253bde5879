"""Read one file in one way in a process of its own, and print seconds of processor and clock, and the peak in MB.

``python benchmarks/formats_one.py WAY FILE``; the ways of peers run in their own environment, so nothing of ours is
imported at the top.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def ours(path: Path) -> object:
    """From the path to the network that is shown, with checks and report, in this process."""
    from netexplorer.graph.formats import open_dataset
    from netexplorer.graph.network import build

    return build(open_dataset(path).dataset)


def window(path: Path) -> object:
    """The same as the window does it: read and checked by another process, the network laid out in this one."""
    from netexplorer.graph.formats.apart import read_apart
    from netexplorer.graph.network import build

    return build(read_apart(path).dataset)


def loaded(path: Path) -> object:
    """What the window has loaded before it is given a file."""
    from netexplorer.graph import network
    from netexplorer.graph.formats import apart

    return apart, network


def csv_module(path: Path) -> object:
    """The rows as lists of texts, and nothing kept."""
    import csv

    with path.open(newline="", encoding="utf-8") as file:
        return sum(1 for _ in csv.reader(file))


def pyarrow(path: Path) -> object:
    """A table of texts and numbers; no network."""
    if path.suffix == ".parquet":
        from pyarrow import parquet

        return parquet.read_table(path)
    from pyarrow import csv

    return csv.read_csv(path)


def expat(path: Path) -> object:
    """Every element and every text told to functions that do nothing."""
    from xml.parsers import expat

    def nothing(*_: Any) -> None:
        pass

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = nothing
    with path.open("rb") as file:
        parser.ParseFile(file)
    return parser


def lxml(path: Path) -> object:
    """Every element seen and dropped."""
    from lxml import etree

    for _, element in etree.iterparse(str(path)):
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
    return None


def pandas(path: Path) -> object:
    """A frame of texts and numbers; no network."""
    import pandas

    return pandas.read_parquet(path) if path.suffix == ".parquet" else pandas.read_csv(path)


def polars(path: Path) -> object:
    """A frame of texts and numbers; no network."""
    import polars

    return polars.read_parquet(path) if path.suffix == ".parquet" else polars.read_csv(path)


def duckdb(path: Path) -> object:
    """A table in memory; no network."""
    import duckdb

    return duckdb.sql(f"create table rows as select * from '{path}'")


def igraph(path: Path) -> object:
    """A graph with what the file says of each edge as it stands; dates are texts."""
    import igraph

    if path.suffix == ".graphml":
        return igraph.Graph.Read_GraphML(str(path))
    import pandas

    return igraph.Graph.DataFrame(pandas.read_csv(path), use_vids=False)


def networkx(path: Path) -> object:
    """A graph with what the file says of each edge as it stands; dates are texts."""
    import networkx

    if path.suffix == ".gexf":
        return networkx.read_gexf(path, version="1.2draft")
    if path.suffix == ".graphml":
        return networkx.read_graphml(path)
    import pandas

    rows = pandas.read_csv(path)
    return networkx.from_pandas_edgelist(rows, edge_attr=True, create_using=networkx.MultiDiGraph)


OURS = (ours, window, csv_module, expat, pyarrow)
WAYS: dict[str, Callable[[Path], object]] = {
    each.__name__: each for each in (*OURS, lxml, pandas, polars, duckdb, igraph, networkx)
}


def main(way: str, path: str) -> None:
    """Measure and print; of the window only what it does after it has been given the file."""
    if way == "window":
        loaded(Path(path))
    before = _busy() if way == "window" else 0.0
    began = time.perf_counter()
    WAYS[way](Path(path))
    clock = time.perf_counter() - began
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(json.dumps([_busy() - before, clock, max(_peak(), children)]))


def _busy() -> float:
    """Seconds of the processor, of this process and those that it has started."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _peak() -> float:
    """MB; what the kernel says of the process itself, and not of the one that it was forked from."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
