from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from netexplorer.graph.adjacency import adjacency


@given(st.integers(1, 8).flatmap(lambda n: st.tuples(st.just(n), st.lists(st.tuples(*[st.integers(0, n - 1)] * 2)))))
def test_an_actor_has_the_relationships_that_touch_it(case):
    n, pairs = case
    src, dst = np.array(pairs, np.int32).reshape(-1, 2).T
    index = adjacency(src, dst, n)
    for actor in range(n):
        assert index.of(actor).tolist() == [row for row, pair in enumerate(pairs) if actor in pair]
    assert index.degree.tolist() == [sum(pair.count(actor) for pair in pairs) for actor in range(n)]


def test_a_hub_and_a_million_parallels_are_no_special_case():
    src = np.zeros(1_000_000, np.int32)
    index = adjacency(src, src + 1, 3)
    assert index.of(0).tolist() == index.of(1).tolist() == list(range(1_000_000))
    assert not len(index.of(2))
