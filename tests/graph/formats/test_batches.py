"""A large file says what a small one says: everything here is read both ways."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given

from netexplorer.errors import UserError
from netexplorer.graph import schema, tables
from netexplorer.graph.formats import Cancelled, batches, canonical, lines, native
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


ODD_TEXTS = ('said "so"', "back\\slash", "two\nlines", "", "Совет", "agreed 🤝", "\x7f", "{, ")


def odd_dataset(**extra: Any) -> bytes:
    """Canonical bytes with every field, texts that need escapes, numbers as dates, and strangers as ends."""
    said: list[list[dict[str, Any]]] = [[], [{}], [{"until": 3}, {"from": 1.0, "values": {"x": [1, {"y": 2}]}}]]
    actors = [
        {"id": text, "name": text, "names": {"de": text}, "aliases": ["b", text], "kind": text, "tags": [text]}
        for text in ODD_TEXTS
    ]
    rels = [
        {"id": text, "source": text, "target": f"stranger {row}", "label": text, "tags": ["a", text],
         "changes": [{**change, "note": text, "confidence": text, "sources": [text]} for change in said[row % 3]]}
        for row, text in enumerate(ODD_TEXTS)
    ]  # fmt: skip
    rels[4] |= extra
    actors[4] |= extra
    raw = {"format": "netexplorer/1", "time": {"kind": "number"}, "actors": actors, "relationships": rels}
    return native.to_bytes(native.read_bytes(json.dumps(raw).encode(), "x.json").dataset)


@pytest.mark.parametrize("batch", [1, 3, 100])
@pytest.mark.parametrize("kept", [0, 2**18])
@pytest.mark.parametrize("extra", [{}, {"colour": {"of": "eyes"}}])
def test_lines_are_the_same_however_many_are_made_at_a_time(
    monkeypatch: pytest.MonkeyPatch, batch: int, kept: int, extra: dict[str, Any]
) -> None:
    monkeypatch.setattr(lines, "BATCH", batch)
    monkeypatch.setattr(lines, "MOST_KEPT", kept)
    data = odd_dataset(**extra)
    large = native.read_large(data, "x.json").dataset
    assert tables_of(large) is not None
    assert native.to_bytes(large) == data


def test_writing_columns_makes_no_record(monkeypatch: pytest.MonkeyPatch) -> None:
    data = odd_dataset()
    large = native.read_large(data, "x.json").dataset
    monkeypatch.setattr(canonical, "_record", lambda record: pytest.fail("a record was written"))
    large = msgspec.structs.replace(large, time=schema.TimeSpec())
    assert b"".join(canonical.to_parts(large)) == data.replace(b'  "time": {"kind": "number"},\n', b"")


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
