from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netexplorer.graph import ids, schema
from netexplorer.graph.gather import relationship_ids
from netexplorer.graph.ids import IdRows, Named, RelationshipIds, hash_of, hashes
from netexplorer.graph.network import build
from netexplorer.graph.tables import tables_of
from netexplorer.graph.tabling import tabled
from netexplorer.graph.texts import texts_of

# Letters of which the ids that are made for different ends, and those of the file, are often the same text.
words = st.text("ab-#2", max_size=5)
links = st.lists(st.builds(schema.Relationship, id=st.just("") | words, source=words, target=words), max_size=12)


def over_tables(relationships):
    dataset = tabled(schema.Dataset(relationships=tuple(relationships)))
    tables = tables_of(dataset)
    named = Named(tables)
    return RelationshipIds(tables, np.arange(len(relationships)), named.numbers), named


@given(links)
def test_ids_are_made_as_they_are_for_records(relationships):
    made, named = over_tables(relationships)
    assert tuple(made) == relationship_ids(relationships)
    assert named.hashes.tolist() == [int(hash_of(ident)) for ident in made]


@given(st.lists(st.text(max_size=6), max_size=20))
def test_the_hash_of_a_column_is_that_of_each_text(texts):
    expected = [int(hash_of(text)) if text else 0 for text in texts]
    assert hashes(texts_of(texts)).tolist() == expected


def test_long_columns_are_hashed_in_several_runs(monkeypatch):
    texts = [f"id-{row}" for row in range(100)]
    expected = hashes(texts_of(texts)).tolist()
    monkeypatch.setattr(ids, "_RUN", 10)
    assert hashes(texts_of(texts)).tolist() == expected


def test_ids_with_the_same_hash_are_told_apart_by_their_letters():
    made, _ = over_tables([schema.Relationship(id=ident, source="a", target="b") for ident in ("x", "y", "z")])
    rows = IdRows(made, np.full(3, hash_of("y")))
    assert (rows["y"], rows.get("x")) == (1, None)
    honest = IdRows(made, np.array([hash_of(ident) for ident in made]))
    assert dict(honest) == {"x": 0, "y": 1, "z": 2}


@pytest.mark.parametrize("nobody", ["w", "", 5, None])
def test_what_is_no_id_has_no_row(nobody):
    net = build(tabled(schema.Dataset(actors=(schema.Actor(id="x"),))))
    assert nobody not in net.actor_row
    with pytest.raises(KeyError):
        net.actor_row[nobody]


def test_many_ids_are_the_same_as_each_of_them():
    ends = [("", "a", "b"), ("x", "a", "b"), ("", "a", "b"), ("", "b", "a")]
    ids, _ = over_tables([schema.Relationship(id=given, source=a, target=b) for given, a, b in ends])
    each = [ids[row] for row in range(4)]
    assert list(ids) == list(ids[:]) == each == ["a--b", "x", "a--b#2", "b--a"]
    assert ids[::-1] == tuple(each[::-1])
