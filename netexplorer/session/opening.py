"""Where a dataset opens: its first lens, at a telling date; and several such dates for a row of pictures."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from netexplorer.graph.axis import TimeAxis
from netexplorer.graph.counts import counts_over_time
from netexplorer.graph.network import TemporalNetwork
from netexplorer.graph.schema import Dataset
from netexplorer.graph.select import lens_mask
from netexplorer.session import travel
from netexplorer.session.state import ViewState

Bools = npt.NDArray[np.bool_]
Ticks = npt.NDArray[np.int64]

_CLUSTER_DAYS = 30
_BIG = 1 / 3
_ALIVE = 0.5  # the standing below which a date is after the end of the story


def default_view(net: TemporalNetwork) -> ViewState:
    """The view a dataset opens with: the lens its author put first, at its telling date."""
    lenses = net.dataset.lenses
    lens = lenses[0].id if lenses else ""
    return ViewState(t=telling_date(net, _channels(net, lens)), lens=lens)


def telling_date(net: TemporalNetwork, mask: Bools) -> int:
    """The end of the latest big cluster of worsening among the relationships of ``mask``.

    A cluster is what happens within 30 days. It weighs as much as it has changes, times how good a state the channels
    are in after it, for a date at which everything is over tells little; and it weighs nothing where they are nearer to
    the worst state than to the best. A big one has at least a third of the weight of the biggest; nothing after the
    ``as_of`` of the dataset counts. Without any worsening it is the latest big cluster of changes of any kind, and
    without changes the end of the span.
    """
    limit = _known_until(net.dataset, net.axis, net.last)
    width = _cluster_width(net)
    for found in (_worsenings(net, mask), _changes(net, mask)):
        ticks = found[(found >= net.first) & (found <= limit)]
        if len(ticks):
            sizes = _cluster_sizes(ticks, width)
            standing = _standing(net, mask, ticks)
            alive = np.where(standing >= _ALIVE, standing, 0.0)
            weights = sizes * (alive if alive.any() else np.ones(len(ticks)))
            latest = ticks[np.flatnonzero(weights >= weights.max() * _BIG)[-1]]
            weights[(ticks <= latest - width) | (ticks > latest)] = 0
            return int(ticks[np.flatnonzero(weights == weights.max())[-1]])
    return travel.clamp(net, limit)


def telling_dates(net: TemporalNetwork, view: ViewState, count: int = 6) -> tuple[int, ...]:
    """``count`` dates, in order, that together tell the story of what the view shows.

    Taken greedily from the biggest clusters of change, never closer together than a fraction of the span; the date of
    :func:`telling_date` is always among them. Where there are too few changes the gaps are filled evenly.
    """
    mask = _channels(net, view.lens)
    chosen = [telling_date(net, mask)]
    ticks = _changes(net, mask)
    first, last = travel.home(net), min(travel.end(net), _known_until(net.dataset, net.axis, net.last))
    ticks = ticks[(ticks >= first) & (ticks <= last)]
    sizes = _cluster_sizes(ticks, _cluster_width(net))
    apart = (last - first) / (2 * count)
    for at in np.lexsort((-ticks, -sizes)).tolist():
        if len(chosen) == count:
            break
        if all(abs(int(ticks[at]) - other) >= apart for other in chosen):
            chosen.append(int(ticks[at]))
    for tick in _between([first, *chosen, last]):
        if len(chosen) >= count:
            break
        chosen.append(tick)
    return tuple(sorted(chosen[:count]))


def _between(ticks: list[int]) -> Iterator[int]:
    """Middles of the widest gaps, ever finer, until a gap has no middle."""
    edges = sorted(set(ticks))
    while len(edges) > 1:
        width, left = max((b - a, a) for a, b in pairwise(edges))
        if width < 2:
            return
        edges = sorted({*edges, left + width // 2})
        yield left + width // 2


def _channels(net: TemporalNetwork, lens: str) -> Bools:
    mask = lens_mask(net, lens or None)
    channels: Bools = mask & net.is_channel
    return channels if channels.any() else mask


def _known_until(dataset: Dataset, axis: TimeAxis, last: int) -> int:
    known = axis.read(dataset.as_of)
    return min(last, known.earliest) if known else last


def _cluster_width(net: TemporalNetwork) -> int:
    return _CLUSTER_DAYS * travel.DAY if net.axis.kind == "calendar" else max(1, travel.year_ticks(net) // 12)


def _changes(net: TemporalNetwork, mask: Bools) -> Ticks:
    return np.sort(net.change_from[mask[net.change_rel]])


def _worsenings(net: TemporalNetwork, mask: Bools) -> Ticks:
    """The instants at which a relationship of ``mask`` goes to a state of lower rank, sorted."""
    if len(net.change_rel) < 2:
        return np.zeros(0, dtype=np.int64)
    rank = net.ranks[net.change_state]
    follows = (net.change_rel[1:] == net.change_rel[:-1]) & (net.change_from[1:] <= net.change_to[:-1])
    worse = follows & (rank[1:] < rank[:-1]) & mask[net.change_rel[1:]]
    return np.sort(net.change_from[1:][worse])


def _standing(net: TemporalNetwork, mask: Bools, ticks: Ticks) -> npt.NDArray[np.float64]:
    """How good the states are that the relationships of ``mask`` are in at ``ticks``: 1 all the best, 0 all the worst.

    Places count, not ranks, as those only say which state is better.
    """
    distinct, place = np.unique(net.ranks, return_inverse=True)
    good = place / (len(distinct) - 1) if len(distinct) > 1 else np.ones(len(place))
    over_time = counts_over_time(net, mask)
    counts = over_time.counts[np.maximum(np.searchsorted(over_time.ticks, ticks, side="right") - 1, 0)]
    standing: npt.NDArray[np.float64] = counts @ good / np.maximum(counts.sum(axis=1), 1)
    return standing


def _cluster_sizes(ticks: Ticks, width: int) -> npt.NDArray[np.intp]:
    """How many of the sorted ``ticks`` lie within ``width`` before each of them, itself included."""
    return np.arange(1, len(ticks) + 1) - np.searchsorted(ticks, ticks - width, side="left")
