"""CX2 and CX."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from netexplorer.errors import UserError
from tests.graph.formats.foreign_json import codes, opened, reported, spans

VERSION = {"CXVersion": "2.0", "hasFragments": True}
DECLARED = {
    "nodes": {"name": {"a": "n", "d": "string"}, "type": {"v": "person"}},
    "edges": {"interaction": {"a": "i", "v": "knows"}, "start": {"d": "string"}},
}
CX2: list[dict[str, Any]] = [
    VERSION,
    {"metaData": [{"name": "nodes", "elementCount": 2}]},
    {"attributeDeclarations": [DECLARED]},
    {"networkAttributes": [{"name": "N", "description": "D"}]},
    {"nodes": [{"id": 0, "x": 1, "y": 2, "v": {"n": "A"}}]},
    {"nodes": [{"id": 1, "v": {"n": "B", "type": "state"}}]},
    {"edges": [{"id": 0, "s": 0, "t": 1, "v": {"start": "2001-05-06"}}]},
    {"visualProperties": [{}]},
    {"status": [{"success": True}]},
]


def test_aliases_defaults_and_fragments_are_undone(tmp_path: Path) -> None:
    reading = opened(tmp_path, CX2, "x.cx2")
    assert [(actor.name, actor.kind) for actor in reading.dataset.actors] == [("A", "person"), ("B", "state")]
    (link,) = reading.dataset.relationships
    assert (link.type, spans(link)) == ("knows", [("2001-05-06", "", "open")])
    assert (reading.dataset.title, reading.dataset.description) == ("N", "D")
    assert reported(reading).kept == {"visualProperties": 1}
    assert "count" not in codes(reading)


def test_counts_that_differ_from_the_metadata_are_told(tmp_path: Path) -> None:
    data = [VERSION, {"metaData": [{"name": "nodes", "elementCount": 5}]}, {"nodes": [{"id": 0}]}]
    assert "count" in codes(opened(tmp_path, data, "x.cx2"))


def test_another_version_is_told_and_read(tmp_path: Path) -> None:
    reading = opened(tmp_path, [{"CXVersion": "1.0"}, {"nodes": [{"id": 0}]}, {"edges": []}], "x.cx2")
    assert reported(reading).records == (1, 0)
    assert "version" in codes(reading)


def test_a_writer_that_failed_is_told(tmp_path: Path) -> None:
    data = [VERSION, {"nodes": [{"id": 0}]}, {"status": [{"success": False, "error": "disk full"}]}]
    reading = opened(tmp_path, data, "x.cx2")
    assert any("disk full" in problem.message for problem in reading.problems)


def test_an_empty_list_is_no_network(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="empty list"):
        opened(tmp_path, [], "x.cx2")


def test_the_first_version_has_attributes_as_aspects(tmp_path: Path) -> None:
    data = [
        {"numberVerification": [{"longNumber": 281474976710655}]},
        {"nodes": [{"@id": 1, "n": "A"}, {"@id": 2, "n": "B", "r": "uniprot:B"}]},
        {"edges": [{"@id": 3, "s": 1, "t": 2, "i": "binds"}]},
        {
            "nodeAttributes": [
                {"po": [1, 2], "n": "age", "v": "3", "d": "integer"},
                {"po": 1, "n": "x", "v": "inf", "d": "double"},
            ]
        },
        {"edgeAttributes": [{"po": 3, "n": "start", "v": "2001"}]},
        {"cartesianLayout": [{"node": 1, "x": 3.5, "y": 2}]},
        {"networkAttributes": [{"n": "name", "v": "N"}]},
    ]
    reading = opened(tmp_path, data, "x.cx")
    assert [(actor.name, actor.extra["age"]) for actor in reading.dataset.actors] == [("A", 3), ("B", 3)]
    (link,) = reading.dataset.relationships
    assert (link.type, spans(link), reading.dataset.title) == ("binds", [("2001", "", "open")], "N")
