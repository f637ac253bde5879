"""A dataset at one date: who is there and how it stands between them, without a history."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from netexplorer.graph.dates import Precision
from netexplorer.graph.network import TemporalNetwork
from netexplorer.graph.schema import Change, Dataset
from netexplorer.graph.states import current_change


def at_date(net: TemporalNetwork, t: int) -> Dataset:
    """What is true at the instant ``t``: the relationships in a state, that state, and what is said of it.

    Actors stay, whoever they have something to do with at that date, and so does everything that is not dated.
    """
    kept = []
    for row, change in enumerate(current_change(net, t).tolist()):
        if change < 0:
            continue
        said = net.change(change)
        now = Change(
            state=net.states[int(net.change_state[change])].id,
            note=said.note,
            values=said.values,
            confidence=said.confidence,
            sources=said.sources,
        )
        kept.append(replace(net.relationship(row), changes=(now,)))
    data = net.dataset
    date = net.axis.text(t, Precision.DAY)
    title = f"{data.title} ({date})" if data.title else date
    return replace(data, title=title, actors=tuple(data.actors), relationships=tuple(kept), events=(), stories=())


def placed(net: TemporalNetwork, dataset: Dataset, xy: Sequence[Sequence[float]]) -> Dataset:
    """The dataset with where its actors are drawn as their values ``x`` and ``y``.

    Parameters
    ----------
    net : TemporalNetwork
        The network that the dataset, or the whole of which it is a slice, was laid out as.
    xy : sequence of (x, y)
        For each actor row of ``net``; y grows downwards.
    """
    actors = list(dataset.actors)
    for record, (x, y) in zip(net.actor_record.tolist(), xy, strict=True):
        actor = actors[record]
        actors[record] = replace(actor, extra={**actor.extra, "x": round(float(x), 3), "y": round(float(y), 3)})
    return replace(dataset, actors=tuple(actors))
