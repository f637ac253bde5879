"""A slice of a network as a networkx graph, for algorithms, interchange and as the oracle in tests; never the store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from netexplorer.graph import states
from netexplorer.graph.dates import BEGINNING
from netexplorer.graph.network import TemporalNetwork

if TYPE_CHECKING:
    import networkx as nx
    import numpy as np
    import numpy.typing as npt


def to_networkx(net: TemporalNetwork, t: int, mask: npt.NDArray[np.bool_] | None = None) -> nx.MultiDiGraph[str]:
    """What is there at an instant: every actor, and the relationships that are in a state.

    Relationships that have not begun or have ended are left out. networkx knows no graph with edges of both kinds, so
    all edges run from source to target and carry ``directed``. Linear in the size of the network, and a hundred times
    slower than ``states_at``.

    Parameters
    ----------
    net : TemporalNetwork
        The network.
    t : int
        The instant, in ticks of ``net.axis``.
    mask : bool (m,), optional
        Which relationships may be in the graph; all of them if left out. All actors are always in it.

    Returns
    -------
    networkx.MultiDiGraph
        Nodes are actor ids with ``name``, ``kind`` and ``side``; the key of an edge is the id of the relationship, and
        it has ``type``, ``state``, ``since`` (EDTF text, empty for since ever) and ``directed``.

    Examples
    --------
    >>> from netexplorer.graph import network, schema
    >>> actors = (schema.Actor(id="a"), schema.Actor(id="b"))
    >>> net = network.build(schema.Dataset(actors=actors, relationships=(schema.Relationship(source="a", target="b"),)))
    >>> to_networkx(net, 0).edges["a", "b", "a--b"]["state"]
    'open'
    """
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(title=net.dataset.title, date=net.axis.text(t))
    for i, ident in enumerate(net.actor_ids):
        graph.add_node(ident, name=net.name(i), kind=net.actor(i).kind, side=net.actor(i).side)
    state = states.states_at(net, t)
    current = states.current_change(net, t)
    is_there = (state >= 0) if mask is None else (state >= 0) & mask
    for i in is_there.nonzero()[0].tolist():
        source, target = net.actor_ids[net.src[i]], net.actor_ids[net.dst[i]]
        graph.add_edge(source, target, key=net.rel_ids[i], **_attributes(net, i, int(state[i]), int(current[i])))
    return graph


def _attributes(net: TemporalNetwork, i: int, state: int, change: int) -> dict[str, Any]:
    date = net.date_from(change) if net.change_from[change] > BEGINNING else None
    return {
        "type": net.relationship(i).type,
        "state": net.states[state].id,
        "since": date.text if date else "",
        "directed": bool(net.directed[i]),
    }
