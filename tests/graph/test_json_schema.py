"""The JSON Schema that ships with the program describes what the program reads and writes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from hypothesis import given, settings

from netexplorer import graph
from netexplorer.graph import schema
from netexplorer.graph.checks.vocabulary import CONFIDENCES, SHAPES
from netexplorer.graph.formats.native import to_bytes
from netexplorer.resources import data_file
from tests.graph import strategies

SCHEMA: dict[str, Any] = json.loads((Path(graph.__file__).parent / "netexplorer-1.schema.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
_DEFINITIONS = {
    schema.State: "state", schema.Side: "side", schema.Kind: "kind", schema.RelationshipType: "type",
    schema.Source: "source", schema.Actor: "actor", schema.Relationship: "relationship", schema.Change: "change",
    schema.Event: "event", schema.Disagreement: "disagreement", schema.Lens: "lens",
    schema.Story: "story", schema.Step: "step",
}  # fmt: skip


def is_valid(**raw: Any) -> bool:
    return bool(VALIDATOR.is_valid({"format": "netexplorer/1", "actors": [], "relationships": [], **raw}))


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", ["actors.json", "alliances-1914.json"])
def test_the_bundled_datasets_follow_the_schema(name: str) -> None:
    errors = VALIDATOR.iter_errors(json.loads(data_file(name).read_bytes()))
    assert [f"{error.json_path}: {error.message}" for error in errors] == []


@settings(max_examples=60, deadline=None)
@given(strategies.datasets())
def test_what_the_program_writes_follows_the_schema(dataset: schema.Dataset) -> None:
    VALIDATOR.validate(json.loads(to_bytes(dataset)))


@pytest.mark.parametrize("kind", _DEFINITIONS)
def test_every_field_of_a_record_is_described_and_no_other(kind: type[schema.Record]) -> None:
    described = SCHEMA["$defs"][_DEFINITIONS[kind]]
    fields = [field for field in msgspec.structs.fields(kind) if field.name != "extra"]
    assert list(described["properties"]) == [field.encode_name for field in fields]
    assert described.get("required", []) == [field.encode_name for field in fields if field.required]


def test_the_top_level_is_described_in_the_order_of_writing() -> None:
    names = [field.encode_name for field in msgspec.structs.fields(schema.Dataset) if field.name != "extra"]
    assert list(SCHEMA["properties"]) == names


def test_the_schema_knows_the_same_words_as_the_checks() -> None:
    assert tuple(SCHEMA["$defs"]["kind"]["properties"]["shape"]["enum"]) == SHAPES
    assert tuple(SCHEMA["$defs"]["confidence"]["enum"]) == CONFIDENCES


@pytest.mark.parametrize(
    "raw",
    [
        {"format": "netexplorer/2"},
        {"actors": [{"name": "no id"}]},
        {"actors": [{"id": "a", "tags": "core"}]},
        {"relationships": [{"source": "a"}]},
        {"relationships": [{"source": "a", "target": "b", "changes": [{"from": ["1998"]}]}]},
        {"relationships": [{"source": "a", "target": "b", "changes": [{"confidence": "sure"}]}]},
        {"states": [{"id": "open", "rank": "best"}]},
        {"states": [{"id": "open", "color": "green"}]},
        {"kinds": [{"id": "k", "shape": "blob"}]},
        {"types": [{"id": "t", "directed": "yes"}]},
        {"time": {"kind": "moon"}},
        {"lenses": [{"label": "no id"}]},
    ],
)
def test_what_is_wrong_is_rejected(raw: dict[str, Any]) -> None:
    assert not is_valid(**raw)


def test_unknown_keys_numbers_as_ids_and_an_empty_url_are_allowed() -> None:
    assert is_valid(
        mood="calm",
        actors=[{"id": 1, "shoe": 44}],
        sources=[{"id": "s", "url": None}],
        relationships=[{"source": 1, "target": 1, "changes": [{"from": 1998, "x": 1}]}],
    )


def test_the_three_required_keys_are_required() -> None:
    assert all(
        not VALIDATOR.is_valid({key: value for key, value in whole.items() if key != missing})
        for whole in [{"format": "netexplorer/1", "actors": [], "relationships": []}]
        for missing in whole
    )
