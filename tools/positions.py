"""Writes the positions of the bundled dataset anew: what the window shows at its very first start (make positions)."""

from __future__ import annotations

from pathlib import Path

from netexplorer.graph.formats import open_dataset
from netexplorer.graph.network import build
from netexplorer.resources import data_file, default_dataset
from netexplorer.session.layout import job_for, run
from netexplorer.session.opening import default_view
from netexplorer.session.remembered import SUFFIX, Memory


def main() -> None:
    """Work out the layout that the dataset opens with, and replace what lies in ``data/positions``."""
    folder = data_file("positions")
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        path.unlink()
    net = build(open_dataset(default_dataset()).dataset)
    job = job_for(net, default_view(net).layout)
    Memory(folder, Path()).remember(job, run(job, lambda fraction: None, lambda: False))


if __name__ == "__main__":
    main()
