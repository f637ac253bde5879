"""Where the actors of a network stand, as a window takes it over."""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from netexplorer.graph.network import TemporalNetwork
from netexplorer.scene.spatial import SpatialIndex, spatial_index
from netexplorer.session.crowd import is_crowd
from netexplorer.session.layout import Xy, job_for
from netexplorer.session.remembered import Memory


class Placed(Struct, frozen=True, eq=False):
    """Where actors stand, (n, 2), and in a crowd the same by cell; then nobody may write to them any more."""

    xy: Xy
    index: SpatialIndex | None = None


def placed(net: TemporalNetwork, xy: Xy) -> Placed:
    """Positions that a layout has come to, float32 (n, 2), sorted where the network is a crowd."""
    if not is_crowd(net):
        return Placed(xy)
    fixed = np.array(xy, dtype=np.float32, copy=True)
    fixed.flags.writeable = False
    return Placed(fixed, spatial_index(fixed))


def recalled(net: TemporalNetwork, layout_id: str, memory: Memory) -> Placed | None:
    """The positions of a layout if they are remembered.

    Raises
    ------
    UserError
        There is no such layout.
    """
    known = memory.recall(job_for(net, layout_id))
    return None if known is None else placed(net, known)
