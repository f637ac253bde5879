"""graphology's serialization and the bundles around it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.graph.formats.foreign_json import opened, reported, spans

GRAPH: dict[str, Any] = {
    "options": {"type": "mixed", "multi": False},
    "attributes": {"name": "G"},
    "nodes": [{"key": "a", "attributes": {"label": "A"}}, {"key": "b"}],
    "edges": [
        {"key": "e", "source": "a", "target": "b", "undirected": True, "attributes": {"start": "2001"}},
        {"key": "f", "source": "b", "target": "a"},
    ],
}


def test_edges_of_a_mixed_graph_have_their_own_direction(tmp_path: Path) -> None:
    reading = opened(tmp_path, GRAPH)
    assert reported(reading).format == "graphology JSON"
    assert [(link.id, link.type) for link in reading.dataset.relationships] == [("e", "undirected"), ("f", "directed")]
    assert spans(reading.dataset.relationships[0]) == [("2001", "", "open")]
    assert (reading.dataset.title, reading.dataset.actors[0].name) == ("G", "A")


def test_a_bundle_of_minivan_holds_a_graph_of_the_type_of_its_settings(tmp_path: Path) -> None:
    graph = {key: GRAPH[key] for key in ("nodes", "edges")}
    bundle = {"title": "T", "bundleVersion": "1", "model": {}, "graph": graph, "settings": {"type": "undirected"}}
    reading = opened(tmp_path, bundle)
    assert (reported(reading).format, reading.dataset.title) == ("MiniVan bundle", "T")
    assert [link.type for link in reading.dataset.relationships] == ["", ""]


def test_gephi_lite_keeps_attributes_beside_the_graph(tmp_path: Path) -> None:
    plain = {
        "nodes": [{"key": "a"}, {"key": "b"}],
        "edges": [{"key": "e", "source": "a", "target": "b"}],
        "options": {},
    }
    dataset = {
        "fullGraph": plain,
        "nodeData": {"a": {"label": "A"}},
        "edgeData": {"e": {"label": "x", "start": "2001"}},
        "layout": {"a": {"x": 1, "y": 2}},
        "metadata": {"title": "T"},
    }
    reading = opened(tmp_path, {"type": "gephi-lite", "graphDataset": dataset})
    assert (reported(reading).format, reading.dataset.title) == ("Gephi Lite workspace", "T")
    actor = reading.dataset.actors[0]
    assert (actor.name, actor.extra) == ("A", {"x": 1.0, "y": 2.0})
    assert spans(reading.dataset.relationships[0]) == [("2001", "", "open")]
