"""The verb that makes a synthetic network."""

from __future__ import annotations

import argparse
from pathlib import Path

from netexplorer.errors import as_usage


def generate(arguments: argparse.Namespace) -> int:
    """Write a synthetic network; the same arguments give the same bytes."""
    from netexplorer.graph.generate import Plan
    from netexplorer.graph.generate import generate as made
    from netexplorer.graph.generate.files import writer_for

    output = Path(arguments.output)
    first, last = arguments.years
    plan = Plan(arguments.actors, arguments.relationships, first, last, arguments.seed)
    with as_usage("generate"):
        write = writer_for(output)
        plan.check()
    write(made(plan), output)
    return 0
