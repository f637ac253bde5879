"""Columns of texts are what the records say, with tables and without."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from netexplorer.graph import bulk
from netexplorer.graph.network import TemporalNetwork, build
from netexplorer.graph.schema import Dataset
from netexplorer.graph.tables import tables_of
from netexplorer.graph.tabling import tabled
from tests.graph.strategies import datasets

texts = st.sampled_from(["", " ", "Anna", "Ünal\n", "Anna"])


@st.composite
def told(draw: st.DrawFn) -> Dataset:
    """A random dataset with names, labels, confidences and sources, some actors of which are there twice."""
    dataset = draw(datasets())
    actors = [msgspec.structs.replace(a, name=draw(texts), aliases=draw(st.just(("A",)))) for a in dataset.actors]
    rels = []
    for rel in dataset.relationships:
        changes = tuple(
            msgspec.structs.replace(
                change,
                confidence=draw(st.sampled_from(["", "stated", "disputed"])),
                sources=draw(st.sampled_from([(), ("s#1", "s#2"), ("t", "s")])),
            )
            for change in rel.changes
        )
        rels.append(msgspec.structs.replace(rel, label=draw(texts), changes=changes))
    return msgspec.structs.replace(dataset, actors=(actors[0], *actors), relationships=tuple(rels))


def said(net: TemporalNetwork) -> list[object]:
    codes, words = bulk.confidences(net)
    return [
        [name for names in bulk.actor_names(net) for name in names],
        [ident for ids in bulk.actor_ids(net) for ident in ids],
        list(bulk.other_names(net)),
        [pair for rows, labels in bulk.own_labels(net) for pair in zip(rows.tolist(), labels, strict=True)],
        [words[code] for code in codes.tolist()],
        bulk.cited(net).tolist(),
    ]


@given(told())
def test_columns_say_what_the_records_say(dataset: Dataset) -> None:
    net, of_tables = build(dataset), build(tabled(dataset))
    assert tables_of(of_tables.dataset) is not None
    rels = range(len(net.rel_ids))
    expected = [
        [net.name(row) for row in range(len(net.actor_ids))],
        list(net.actor_ids),
        [(row, "A") for row in range(len(net.actor_ids))],
        [(row, label) for row in rels if (label := net.relationship(row).label).strip()],
        [net.change(row).confidence for row in range(len(net.change_rel))],
        [len(bulk.cited_by(net, row)) for row in rels],
    ]
    assert said(net) == expected
    assert said(of_tables) == expected
