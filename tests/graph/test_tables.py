from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netexplorer.graph import schema, tabling
from netexplorer.graph.network import build
from netexplorer.graph.tables import Records, settled, tables_of
from netexplorer.graph.tabling import day_words, from_arrays, tabled
from netexplorer.graph.texts import TextWriter, compact, texts_of
from tests.graph.strategies import datasets

texts = st.lists(st.sampled_from(["", "", "", "a", "two", "ä", "語語"]), max_size=30)


@given(texts, st.integers(0, 30), st.integers(0, 30))
def test_a_column_of_texts_gives_them_back_one_by_one_and_in_runs(rows, start, stop):
    column = texts_of(rows)
    start, stop = sorted((min(start, len(rows)), min(stop, len(rows))))
    assert [column.text(row) for row in range(len(rows))] == rows
    assert column.texts(start, stop) == rows[start:stop]
    assert column.lengths().tolist() == [len(row.encode()) for row in rows]


def test_batches_of_texts_are_one_column_and_few_texts_take_no_offsets():
    writer = TextWriter()
    for batch in ([""] * 50, ["x"], [], [""] * 50):
        writer.append(batch)
    column = writer.finish()
    assert (len(column), column.text(50), column.offsets.size) == (101, "x", 2)


def test_codes_that_are_all_the_same_take_no_memory():
    assert compact(np.zeros(1000, dtype=np.int32), 5).strides == (0,)
    assert compact(np.arange(100), 100).dtype == np.int8
    assert compact(np.arange(1000), 1000).dtype == np.int16


@given(datasets())
def test_records_of_tables_are_a_sequence_of_the_same_records(dataset):
    whole = tuple(dataset.relationships)
    rows = tabled(dataset).relationships
    assert isinstance(rows, Records)
    assert (len(rows), tuple(rows), rows[:], tuple(rows[::-1])) == (len(whole), whole, whole, whole[::-1])
    assert all(rows[row] == rows[row - len(whole)] == whole[row] for row in range(len(whole)))
    with pytest.raises(IndexError):
        rows[len(whole)]


def test_tables_are_filled_batch_by_batch(monkeypatch):
    rows = tuple(schema.Relationship(source="a", target=f"b{row}", label="x" * row) for row in range(10))
    monkeypatch.setattr(tabling, "BATCH", 3)
    assert tuple(tabled(schema.Dataset(relationships=rows)).relationships) == rows


def test_a_small_dataset_is_settled_as_records():
    dataset = schema.Dataset(actors=(schema.Actor(id="a"),))
    assert settled(tabled(dataset)) == dataset
    assert tables_of(settled(tabled(dataset))) is None


def test_arrays_become_the_records_they_describe():
    tables = from_arrays(
        actors={"id": ["a", "b"], "kind": ([0, -1], ["state"]), "tags": ([-1, 0], [("x", "y")])},
        src=[0, 1],
        dst=[1, 0],
        relationships={"type": ([1, 0], ["pact", "talks"])},
        change_start=[0, 2, 2],
        changes={"from_": day_words([0, 365]), "state": ([0, 1], ["open", "severed"]), "note": ["", "why"]},
    )
    assert tables.actor(1) == schema.Actor(id="b", tags=("x", "y"))
    assert tables.relationship(1) == schema.Relationship(source="b", target="a", type="pact")
    assert tables.relationship(0).changes == (
        schema.Change(from_="1970-01-01", state="open"),
        schema.Change(from_="1971-01-01", state="severed", note="why"),
    )


def test_a_column_of_the_wrong_length_is_refused():
    with pytest.raises(ValueError, match="the column kind has 1 rows and not 2"):
        from_arrays(actors={"id": ["a", "b"], "kind": ([0], ["x"])}, src=[], dst=[], change_start=[0])


@given(datasets())
def test_a_network_over_tables_has_the_columns_of_one_over_records(dataset):
    over = build(tabled(dataset))
    under = build(settled(tabled(dataset)))
    for name in under.__struct_fields__:
        ours, theirs = getattr(over, name), getattr(under, name)
        if isinstance(theirs, np.ndarray):
            assert ours.tolist() == theirs.tolist(), name
        elif name != "dataset":
            assert ours == theirs, name
