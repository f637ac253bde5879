"""Cytoscape.js JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.graph.formats.foreign_json import codes, opened, reported, spans

NODES: list[dict[str, Any]] = [
    {"data": {"id": "a", "name": "A", "type": "person"}, "position": {"x": 1, "y": 2}, "classes": "core old"},
    {"data": {"id": "b"}},
]
EDGE: dict[str, Any] = {"data": {"id": "e", "source": "a", "target": "b", "interaction": "owns", "start": "2000"}}


def test_elements_are_two_lists_or_one_or_the_file(tmp_path: Path) -> None:
    shapes: tuple[Any, ...] = (
        {"elements": {"nodes": NODES, "edges": [EDGE]}},
        {"elements": [*NODES, EDGE]},
        {"elements": [*NODES, {"group": "edges", **EDGE}]},
        {"nodes": NODES, "edges": [EDGE]},
        [*NODES, EDGE],
    )
    first, *others = [opened(tmp_path, shape).dataset for shape in shapes]
    assert all(other == first for other in others)
    (link,) = first.relationships
    assert (link.id, link.type, spans(link)) == ("e", "owns", [("2000", "", "open")])


def test_positions_and_classes_are_read(tmp_path: Path) -> None:
    actor = opened(tmp_path, {"elements": {"nodes": NODES, "edges": []}}).dataset.actors[0]
    assert (actor.name, actor.kind, actor.tags, actor.extra) == ("A", "person", ("core", "old"), {"x": 1.0, "y": 2.0})


def test_nodes_inside_others_are_actors_with_a_note(tmp_path: Path) -> None:
    nodes = [{"data": {"id": "p"}}, {"data": {"id": "c", "parent": "p"}}]
    reading = opened(tmp_path, {"nodes": nodes, "edges": []})
    assert reading.dataset.actors[1].extra == {"parent": "p"}
    assert "compound" in codes(reading)


def test_edges_without_ids_get_some(tmp_path: Path) -> None:
    edges = [{"data": {"source": "a", "target": "b"}}, {"data": {"source": "a", "target": "b"}}]
    reading = opened(tmp_path, {"elements": {"nodes": NODES, "edges": edges}})
    assert [link.id for link in reading.dataset.relationships] == ["a--b", "a--b#2"]


def test_what_cytoscape_exports_names_its_network(tmp_path: Path) -> None:
    data = {
        "format_version": "1.0",
        "data": {"name": "My network", "SUID": 52},
        "elements": {
            "nodes": [{"data": {"id": "1", "shared_name": "A", "name": "A", "SUID": 1}, "selected": False}],
            "edges": [],
        },
    }
    reading = opened(tmp_path, data, "x.cyjs")
    assert reading.dataset.title == "My network"
    assert reading.dataset.actors[0].extra == {}
    assert reported(reading).records == (1, 0)
