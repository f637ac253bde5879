"""The offices of a network as pictures need them."""

from __future__ import annotations

from netexplorer.graph.offices import find_offices
from netexplorer.scene.memo import of_network

offices_of = of_network(find_offices)
