"""Texts ordered by integers."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from netexplorer.graph.collation import label_ranks, name_ranks, text_ranks
from netexplorer.graph.network import build
from netexplorer.graph.schema import Actor, Dataset, Relationship

texts = st.lists(st.text("ab\0äя字", max_size=20) | st.text(max_size=12) | st.just("a" * 24), max_size=20)


@given(texts)
def test_ranks_order_texts_as_python_does(some: list[str]) -> None:
    ordered = sorted(some)
    assert text_ranks(some).tolist() == [ordered.index(text) for text in some]


def test_relationships_without_a_label_stand_by_their_first_actor_and_then_by_the_second() -> None:
    actors = tuple(Actor(id=name, name=name) for name in ("Cleo", "anna", "Bob"))
    ends = (
        ("Cleo", "anna", ""),
        ("anna", "Cleo", ""),
        ("anna", "Bob", ""),
        ("Bob", "Cleo", "Bolt"),
        ("Bob", "anna", ""),
    )
    rels = tuple(Relationship(id=str(k), source=a, target=b, label=label) for k, (a, b, label) in enumerate(ends))
    net = build(Dataset(actors=actors, relationships=rels))
    order = np.argsort(label_ranks(net), kind="stable")
    names = ["anna – Bob", "anna – Cleo", "Bob – anna", "Bolt", "Cleo – anna"]
    assert [net.label(int(row)) for row in order] == names
    assert np.argsort(name_ranks(net)).tolist() == [1, 2, 0]
