"""Real files that hold the same network in two formats are read to the same network; skipped without the corpus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from netexplorer.graph.formats import open_dataset
from netexplorer.graph.network import TemporalNetwork, build
from netexplorer.graph.states import states_at
from tests.graph.formats.test_corpus import CORPUS, needs_corpus

MOMENTS = 12  # at which the states are compared, beside every bound


def by_id(net: TemporalNetwork, i: int) -> str:
    return net.actor_ids[i]


def by_name(net: TemporalNetwork, i: int) -> str:
    return net.name(i).casefold()


# two files, what actors are known by in both, and whether both say which way relationships go
PAIRS = [
    ("ten/violence.ten", "netsjson/violenceTQ.json", by_id, True),
    ("sociopatterns/highschool_2012.txt", "sociopatterns/thiers_2012.csv", by_id, True),
    ("json-graphology/eurosis.json", "gexf/spec-WebAtlas_EuroSiS.gexf", by_id, False),
    ("gexf/graphology-les_miserables.gexf", "gexf/gephi-sample-les-miserables.gexf", by_name, False),
    ("graphml/graphology-miserables.graphml", "gexf/gephi-sample-les-miserables.gexf", by_name, False),
]


def opened(name: str) -> TemporalNetwork:
    return build(open_dataset(CORPUS / name).dataset)


def links(net: TemporalNetwork, known: Callable[[TemporalNetwork, int], str], *, has_ways: bool) -> list[Any]:
    """The ends of every relationship and its direction, as far as it is said."""
    names = [known(net, i) for i in range(len(net.actor_ids))]
    made = []
    for row in range(net.src.size):
        source, target, directed = names[net.src[row]], names[net.dst[row]], has_ways and bool(net.directed[row])
        made.append((source, target, directed) if directed else (*sorted((source, target)), False))
    return made


def moments(*nets: TemporalNetwork) -> list[int]:
    """All bounds, if they are few, and some instants between the first and the last."""
    first, last = min(net.first for net in nets), max(net.last for net in nets)
    bounds = sorted({tick for net in nets for tick in (*net.change_from.tolist(), *net.change_to.tolist())})
    some = bounds[:: max(len(bounds) // MOMENTS, 1)]
    return [*some, *(tick - 1 for tick in some), *range(first, last, max((last - first) // MOMENTS, 1))]


@needs_corpus
@pytest.mark.parametrize(("one", "other", "known", "has_ways"), PAIRS, ids=lambda each: str(each).split("/")[-1])
def test_the_same_network_in_two_formats_reads_equal(
    one: str, other: str, known: Callable[[TemporalNetwork, int], str], has_ways: bool
) -> None:
    left, right = opened(one), opened(other)
    actors = [sorted(known(net, i) for i in range(len(net.actor_ids))) for net in (left, right)]
    assert actors[0] == actors[1]
    ends = [links(net, known, has_ways=has_ways) for net in (left, right)]
    assert Counter(ends[0]) == Counter(ends[1])
    assert left.axis == right.axis
    for tick in moments(left, right):
        held = [
            Counter(zip(each, states_at(net, tick).tolist(), strict=True))
            for each, net in zip(ends, (left, right), strict=True)
        ]
        assert held[0] == held[1], tick
