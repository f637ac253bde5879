"""A large file says what a small one says: everything here is read both ways."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from netexplorer.errors import UserError
from netexplorer.graph import schema, tables
from netexplorer.graph.formats import Cancelled, batches, native
from netexplorer.graph.tables import tables_of
from tests.graph.strategies import datasets


@pytest.fixture(autouse=True)
def tiny_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "BATCH", 3)
    monkeypatch.setattr(tables, "SMALL", 0)


def both(data: bytes) -> tuple[native.Reading, native.Reading]:
    return native.read_bytes(data, "small.json"), native.read_large(data, "small.json")


@given(datasets())
def test_what_is_written_is_read_as_tables_with_the_same_bytes(dataset: schema.Dataset) -> None:
    data = native.to_bytes(dataset)
    small, large = both(data)
    assert native.to_bytes(large.dataset) == native.to_bytes(small.dataset) == data
    assert (large.problems, large.left_out) == (small.problems, small.left_out)


def dataset_json(**changed: Any) -> bytes:
    links: list[Any] = [{"source": "a", "target": "b", "id": f"r{i}"} for i in range(10)]
    whole = {"format": "netexplorer/1", "actors": [{"id": "a"}, {"id": "b"}], "relationships": links}
    return json.dumps(whole | changed).encode()


def links(**at: Any) -> list[Any]:
    rows: list[Any] = [{"source": "a", "target": "b", "id": f"r{i}"} for i in range(10)]
    for row, value in at.items():
        rows[int(row[1:])] = value
    return rows


@pytest.mark.parametrize(
    "data",
    [
        dataset_json(),
        dataset_json(relationships=links(r4=7)),
        dataset_json(relationships=links(r4=7, r5=None, r9=[])),
        dataset_json(relationships=links(r7={"source": "a"})),
        dataset_json(relationships=links(r2={"source": "a", "target": "b", "colour": "red"})),
        dataset_json(relationships=links(r2={"source": "a", "target": "b", "extra": {"x": 1}})),
        dataset_json(relationships=links(r8={"source": 5, "target": "b", "tags": "one"})),
        dataset_json(relationships=links(r8={"source": "a", "target": "b", "changes": [{"from": []}, {"state": "x"}]})),
        dataset_json(relationships={}, actors=[]),
        dataset_json(actors=None),
        dataset_json(title=5, mood="good"),
        dataset_json(relationships=[], actors=[]),
    ],
)
def test_what_is_wrong_is_told_with_the_same_places(data: bytes) -> None:
    small, large = both(data)
    assert native.to_bytes(large.dataset) == native.to_bytes(small.dataset)
    assert sorted(map(str, large.problems)) == sorted(map(str, small.problems))
    assert large.left_out == small.left_out


@pytest.mark.parametrize(
    "data",
    [
        dataset_json()[:-30],
        dataset_json().replace(b'"r5"', b'"r\xff"'),
        dataset_json().replace(b'"r5"', b"r5"),
        dataset_json().replace(b'"r5"', b'"\\ud800"'),
        dataset_json(format="netexplorer/9"),
        b"[]",
        b"",
    ],
)
def test_what_cannot_be_opened_is_refused_in_the_same_words(data: bytes) -> None:
    with pytest.raises(UserError) as small:
        native.read_bytes(data, "x.json")
    with pytest.raises(UserError) as large:
        native.read_large(data, "x.json")
    assert str(large.value) == str(small.value)


def test_the_size_of_the_file_decides_and_progress_is_told(tmp_path: Path) -> None:
    path, told = tmp_path / "x.json", []
    path.write_bytes(dataset_json())
    assert tables_of(native.read(path).dataset) is None
    assert tables_of(native.read(path, told.append, large_bytes=10).dataset) is not None
    assert told == sorted(told)
    assert (len(told), told[-1]) == (5, 1.0)


def test_reading_stops_between_two_batches_when_that_is_wished(tmp_path: Path) -> None:
    path, told = tmp_path / "x.json", []
    path.write_bytes(dataset_json())
    with pytest.raises(Cancelled):
        native.read(path, told.append, lambda: len(told) == 2, large_bytes=10)
    assert len(told) == 2
