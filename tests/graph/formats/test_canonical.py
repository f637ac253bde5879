"""Canonical writing: what was read comes back, byte for byte, and laid out for people."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netexplorer.errors import UserError
from netexplorer.graph import schema
from netexplorer.graph.formats.native import read_bytes, to_bytes
from netexplorer.resources import data_file
from tests.graph.formats.wire import datasets

_slow = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@_slow
@given(datasets)
def test_what_was_written_is_read_back_the_same(dataset: schema.Dataset) -> None:
    reading = read_bytes(to_bytes(dataset), "x")
    assert reading.problems == ()
    assert reading.dataset == dataset


@_slow
@given(datasets)
def test_reading_a_canonical_file_and_writing_it_back_changes_no_byte(dataset: schema.Dataset) -> None:
    canonical = to_bytes(dataset)
    assert to_bytes(read_bytes(canonical, "x").dataset) == canonical


@_slow
@given(datasets, st.integers(0, 4))
def test_the_layout_of_the_file_that_was_read_does_not_matter(dataset: schema.Dataset, indent: int) -> None:
    canonical = to_bytes(dataset)
    other = b"\xef\xbb\xbf" + msgspec.json.format(canonical, indent=indent).replace(b"\n", b"\r\n")
    assert to_bytes(read_bytes(other, "x").dataset) == canonical


@pytest.mark.parametrize("name", ["actors.json", "alliances-1914.json"])
def test_the_bundled_datasets_are_canonical(name: str) -> None:
    data = data_file(name).read_bytes()
    assert to_bytes(read_bytes(data, name).dataset) == data


def test_each_record_stands_on_a_line_of_its_own() -> None:
    raw: dict[str, Any] = {
        "title": "Grüße",
        "relationships": [
            {
                "note": "kept",
                "changes": [{"state": "open", "from": "1998"}, {"from": "2015-04", "values": {"staff": 30}}],
                "target": "b",
                "source": "a",
                "id": "r",
            },
            {"source": "b", "target": "b", "tags": []},
        ],
        "actors": [{"name": "", "id": "a"}, {"id": "b", "aliases": ["B"]}],
        "time": {"kind": "calendar"},
        "format": "netexplorer/1",
        "mood": {"calm": True},
        "events": [],
    }
    assert to_bytes(read_bytes(msgspec.json.encode(raw), "x").dataset).decode() == (
        "{\n"
        '  "format": "netexplorer/1",\n'
        '  "title": "Grüße",\n'
        '  "actors": [\n'
        '    {"id": "a"},\n'
        '    {"id": "b", "aliases": ["B"]}\n'
        "  ],\n"
        '  "relationships": [\n'
        '    {"id": "r", "source": "a", "target": "b", "changes": [\n'
        '      {"from": "1998", "state": "open"},\n'
        '      {"from": "2015-04", "values": {"staff": 30}}\n'
        '    ], "note": "kept"},\n'
        '    {"source": "b", "target": "b"}\n'
        "  ],\n"
        '  "mood": {"calm": true}\n'
        "}\n"
    )


def test_numbers_stay_whole_or_broken_as_they_were() -> None:
    values = {"a": 1, "b": 1.0, "c": 10**30, "d": 0.1, "e": -0.0}
    change = schema.Change(from_=2.5, until=3, values=values)
    dataset = schema.Dataset(
        time=schema.TimeSpec(kind="number", unit="s"),
        relationships=(schema.Relationship(source="a", target="b", changes=(change,)),),
    )
    line = b'{"from": 2.5, "until": 3, "values": {"a": 1, "b": 1.0, "c": 1' + b"0" * 30 + b', "d": 0.1, "e": -0.0}}'
    assert line in to_bytes(dataset)
    assert line in to_bytes(read_bytes(to_bytes(dataset), "x").dataset)


def test_one_changed_note_changes_one_line() -> None:
    data = data_file("actors.json").read_bytes()
    dataset = read_bytes(data, "x").dataset
    row = next(i for i, rel in enumerate(dataset.relationships) if len(rel.changes) > 1)
    rel = dataset.relationships[row]
    change = msgspec.structs.replace(rel.changes[1], note="something else")
    rel = msgspec.structs.replace(rel, changes=(rel.changes[0], change, *rel.changes[2:]))
    relationships = (*dataset.relationships[:row], rel, *dataset.relationships[row + 1 :])
    after = to_bytes(msgspec.structs.replace(dataset, relationships=relationships)).splitlines()
    assert sum(a != b for a, b in zip(data.splitlines(), after, strict=True)) == 1


def test_a_value_nested_without_end_is_refused_in_one_sentence() -> None:
    nest: list[Any] = []
    for _ in range(200_000):
        nest = [nest]
    with pytest.raises(UserError, match="nested too deeply"):
        to_bytes(schema.Dataset(extra={"x": nest}))
    while nest:  # taken apart by hand, so that freeing it does not recurse either
        nest = nest[0]
