"""Synthetic temporal networks that look like diplomacy, for benchmarks, tests and demonstrations.

Invented all through: no name in them is that of a person, a state or an institution. The same plan gives the same
network on any machine and with any version of NumPy, for only the raw stream of the generator is used, and on it
integers and those operations on floats that IEEE 754 rounds exactly. What is made of the network (a record, a file)
stands in modules of its own, so that a million relationships never become a million objects.
"""

from __future__ import annotations

from netexplorer.graph.generate.arrays import Synthetic, generate
from netexplorer.graph.generate.plan import Plan
from netexplorer.graph.generate.records import dataset, without_relationships

__all__ = ["Plan", "Synthetic", "dataset", "generate", "without_relationships"]
