"""Measure everything, or what is named: ``python -m benchmarks [startup] [scrub] [memory] [core] [columns] …``.

``python -m benchmarks formats``, ``python -m benchmarks gaps FILE``, ``python -m benchmarks layouts [10000/50000]``,
``python -m benchmarks page [FILE]`` and ``python -m benchmarks peers [--size S4]`` are programs of their own. Where
nothing is named, layouts, gaps and peers follow the rest.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection

from benchmarks import (
    columns,
    compare,
    core,
    crowd,
    density,
    film,
    formats,
    gaps,
    layouts,
    lists,
    memory,
    page,
    scrub,
    startup,
)
from benchmarks.measure import Row, machine, table
from benchmarks.peers import running
from tests.real.screen import missing_tools

PARTS: dict[str, tuple[str, Callable[[], list[Row]]]] = {
    "startup": ("From process start", startup.rows),
    "scrub": ("A scrub step at 1600 × 1000, an actor selected: date changed to pixels drawn", scrub.rows),
    "memory": ("Memory", memory.rows),
    "core": ("Without a window", core.rows),
    "columns": ("A million relationships without a window", columns.rows),
    "density": ("Density, without a window", density.rows),
    "compare": ("Comparing two dates, without a window", compare.rows),
    "crowd": ("Large networks in the window at 1600 × 1000, everything shown: from the wish to the pixels", crowd.rows),
    "film": ("A film of the bundled dataset, 1991 to 2022, 1280 × 720, 30 pictures a second", film.rows),
    "lists": ("Search, table and lanes of 100 000 actors and 1 000 000 relationships", lists.rows),
}

PROGRAMS: dict[str, Callable[[list[str]], int]] = {
    "formats": formats.main,
    "gaps": gaps.main,
    "layouts": layouts.main,
    "page": page.main,
    "peers": running.main,
}


def main(wanted: list[str]) -> int:
    """Run the parts and print their tables."""
    if wanted and wanted[0] in PROGRAMS:
        return PROGRAMS[wanted[0]](wanted[1:])
    unknown = [name for name in wanted if name not in PARTS]
    if unknown:
        print(f"There is no benchmark '{unknown[0]}'; there are {', '.join(PARTS)}.", file=sys.stderr)
        return 2
    if missing := missing_tools():
        print(
            f"The benchmarks need {', '.join(missing)} ('tools/system-packages test' installs them).", file=sys.stderr
        )
        return 1
    print(machine(), flush=True)
    if not wanted:
        return _everything()
    _parts(wanted)
    print("\n" + machine())
    return 0


def _parts(wanted: Collection[str]) -> None:
    for name, (title, measure) in PARTS.items():
        if name in wanted:
            print("\n" + table(title, measure()), flush=True)


def _everything() -> int:
    """All parts, and what large networks are measured beside; who is not installed is told and left out."""
    _parts(PARTS)
    print(flush=True)
    layouts.main([])
    print(flush=True)
    gaps.main([str(crowd.network(100_000, 1_000_000))])
    print(flush=True)
    running.main([])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
