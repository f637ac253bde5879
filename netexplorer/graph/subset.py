"""A part of a network as a network: some actors and some relationships between them, on the same time axis."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from netexplorer.graph.network import TemporalNetwork

Rows = npt.NDArray[np.integer]

_BY_ACTOR = ("actor_record", "actor_kind", "actor_side")
_BY_RELATIONSHIP = ("rel_record", "rel_type", "rel_family", "directed", "is_channel")
_BY_CHANGE = ("change_from", "change_to", "change_state", "change_record")


def subset(net: TemporalNetwork, actors: Rows, relationships: Rows) -> TemporalNetwork:
    """The network of some rows; costs what is taken, not what exists.

    It shares dataset, vocabulary, axis, span and events with ``net``, so ids, states and dates mean the same.

    Parameters
    ----------
    actors : int (k,)
        Rows of ``net``, ascending, each once; they become rows 0 … k - 1.
    relationships : int (l,)
        Rows of ``net``, ascending, each once, with both ends among ``actors``.

    Raises
    ------
    ValueError
        If an end of a relationship is missing among the actors.
    """
    src, dst = (_places(actors, ends[relationships]) for ends in (net.src, net.dst))
    begin, end = net.change_start[relationships], net.change_start[relationships + 1]
    count = (end - begin).astype(np.int64)
    start = np.concatenate([[0], np.cumsum(count)])
    changes = np.repeat(begin - start[:-1], count) + np.arange(start[-1])
    rows = dict.fromkeys(_BY_ACTOR, actors) | dict.fromkeys(_BY_RELATIONSHIP, relationships)
    rows |= dict.fromkeys(_BY_CHANGE, changes)
    columns = {name: _frozen(getattr(net, name)[chosen]) for name, chosen in rows.items()}
    actor_ids = tuple(net.actor_ids[row] for row in actors.tolist())
    rel_ids = tuple(net.rel_ids[row] for row in relationships.tolist())
    return replace(
        net,
        actor_ids=actor_ids,
        actor_row={ident: row for row, ident in enumerate(actor_ids)},
        rel_ids=rel_ids,
        rel_row={ident: row for row, ident in enumerate(rel_ids)},
        src=_frozen(src.astype(np.int32)),
        dst=_frozen(dst.astype(np.int32)),
        change_start=_frozen(start.astype(np.int32)),
        change_rel=_frozen(np.repeat(np.arange(len(relationships), dtype=np.int32), count)),
        change_possible=net.change_possible.of(changes),
        change_from_end=net.change_from_end.of(changes),
        until_possible=net.until_possible.of(changes),
        until_end=net.until_end.of(changes),
        whole=None,  # its rows are others
        **columns,
    )


def _places(actors: Rows, wanted: Rows) -> npt.NDArray[np.intp]:
    place = np.searchsorted(actors, wanted)
    if (place >= len(actors)).any() or (len(actors) and (actors[place] != wanted).any()):
        raise ValueError("both ends of a relationship have to be among the actors")
    return place


def _frozen(column: npt.NDArray[np.generic]) -> npt.NDArray[np.generic]:
    column.setflags(write=False)
    return column
