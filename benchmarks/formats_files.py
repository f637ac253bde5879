"""Files of other programs with many relationships, written line by line: CSV, GEXF, GraphML and, if it can be, Parquet.

Each tenth as many actors; a relationship has a type, a weight from 1 to 99 and two days of 1990 to 2031.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TextIO

import numpy as np

from netexplorer.graph.dates import DAY, civil_text

TYPES = ("diplomatic", "trade", "military")
Line = tuple[int, int, str, str, str, int]  # rows of the actors, type, start, end, weight
_BATCH = 50_000


def lines(count: int) -> Iterator[Line]:
    """The relationships, the same each time."""
    rng = np.random.default_rng(5)
    actors = max(count // 10, 2)
    days = [civil_text(day * DAY) for day in range(7_305, 22_562)]
    for start in range(0, count, _BATCH):
        size = min(_BATCH, count - start)
        source = rng.integers(0, actors, size)
        target = (source + rng.integers(1, actors, size)) % actors
        begin = rng.integers(0, 10_957, size)
        end = begin + rng.integers(1_000, 4_300, size)
        kind, weight = rng.integers(0, len(TYPES), size), rng.integers(1, 100, size)
        rows = (column.tolist() for column in (source, target, kind, begin, end, weight))
        for s, t, k, b, e, w in zip(*rows, strict=True):
            yield s, t, TYPES[k], days[b], days[e], w


def write_csv(count: int, file: TextIO) -> None:
    """A table with a relationship to a row."""
    file.write("source,target,type,start,end,weight\n")
    file.writelines(f"actor-{s},actor-{t},{k},{b},{e},{w}\n" for s, t, k, b, e, w in lines(count))


def write_gexf(count: int, file: TextIO) -> None:
    """GEXF 1.3 with dates, as Gephi has them."""
    file.write('<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n')
    file.write('<graph defaultedgetype="directed" mode="dynamic" timeformat="date">\n<attributes class="edge">')
    file.write('<attribute id="0" title="type" type="string"/></attributes>\n<nodes>\n')
    file.writelines(f'<node id="{row}" label="Actor number {row}"/>\n' for row in range(max(count // 10, 2)))
    file.write("</nodes>\n<edges>\n")
    for row, (s, t, k, b, e, w) in enumerate(lines(count)):
        file.write(f'<edge id="{row}" source="{s}" target="{t}" weight="{w}" start="{b}" end="{e}">')
        file.write(f'<attvalues><attvalue for="0" value="{k}"/></attvalues></edge>\n')
    file.write("</edges>\n</graph>\n</gexf>\n")


def write_graphml(count: int, file: TextIO) -> None:
    """GraphML with a key for each thing that is said."""
    file.write('<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
    file.write('<key id="d0" for="node" attr.name="label" attr.type="string"/>\n')
    for number, name in enumerate(("type", "weight", "start", "end"), 1):
        kind = "int" if name == "weight" else "string"
        file.write(f'<key id="d{number}" for="edge" attr.name="{name}" attr.type="{kind}"/>\n')
    file.write('<graph edgedefault="directed">\n')
    for row in range(max(count // 10, 2)):
        file.write(f'<node id="n{row}"><data key="d0">Actor number {row}</data></node>\n')
    for row, (s, t, k, b, e, w) in enumerate(lines(count)):
        file.write(f'<edge id="e{row}" source="n{s}" target="n{t}">\n')
        file.writelines(f'  <data key="d{n}">{text}</data>\n' for n, text in enumerate((k, w, b, e), 1))
        file.write("</edge>\n")
    file.write("</graph>\n</graphml>\n")


def write_parquet(count: int, path: Path) -> None:
    """The same table with days as days and numbers as numbers, by pyarrow as it writes when it is asked for nothing."""
    import io

    from pyarrow import csv, parquet

    text = io.StringIO()
    write_csv(count, text)
    parquet.write_table(csv.read_csv(io.BytesIO(text.getvalue().encode())), path)


WRITERS: dict[str, Callable[[int, TextIO], None]] = {"csv": write_csv, "gexf": write_gexf, "graphml": write_graphml}


def written(kind: str, count: int, folder: Path) -> Path:
    """A file of that many relationships in a folder."""
    path = folder / f"relationships-{count}.{kind}"
    if kind == "parquet":
        write_parquet(count, path)
        return path
    with path.open("w", encoding="utf-8") as file:
        WRITERS[kind](count, file)
    return path
