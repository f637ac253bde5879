"""Oligrapher JSON, and the older maps of LittleSis."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.graph.formats.foreign_json import codes, opened, reported, spans


def test_a_dashed_edge_is_former(tmp_path: Path) -> None:
    nodes = {
        "1": {"id": 1, "display": {"name": "Anna", "x": 1, "y": 2, "url": "//littlesis.org/person/1/Anna"}},
        "2": {"id": 2, "display": {"name": "Firm"}},
    }
    edges = {
        "7": {"id": 7, "node1_id": 1, "node2_id": 2, "display": {"label": "CEO", "arrow": True, "dash": True}},
        "8": {"id": 8, "node1_id": 1, "node2_id": 2, "display": {"label": "donor", "arrow": False}},
    }
    reading = opened(tmp_path, {"title": "T", "graph": {"nodes": nodes, "edges": edges, "captions": {"c": {}}}})
    former, donor = reading.dataset.relationships
    assert (spans(former), spans(donor)) == ([("", "", "former")], [("", "", "open")])
    assert [state.id for state in reading.dataset.states] == ["open", "former"]
    assert (reading.dataset.title, reading.dataset.actors[0].kind) == ("T", "Person")
    assert reported(reading).kept == {"captions": 1}


def test_the_newer_maps_have_flat_nodes_and_named_arrows(tmp_path: Path) -> None:
    nodes = {id: {"id": id, "name": id.upper(), "x": 0, "y": 0} for id in ("a", "b")}
    edge = {"id": "e", "node1_id": "a", "node2_id": "b", "label": "l", "arrow": "2->1"}
    (link,) = opened(tmp_path, {"nodes": nodes, "edges": {"e": edge}, "captions": {}}).dataset.relationships
    assert (link.source, link.target, link.type) == ("b", "a", "directed")


def legacy(*rels: dict[str, Any]) -> dict[str, Any]:
    entities = [
        {"id": 1, "name": "A", "description": "x&nbsp;<b>y</b>", "type": "Person"},
        {"id": 2, "name": "B", "type": "Org"},
    ]
    ends = {"entity1_id": 1, "entity2_id": 2}
    return {"id": 1, "title": "M", "entities": entities, "rels": [{**ends, **each} for each in rels], "texts": []}


def test_relations_that_several_maps_show_are_read_once(tmp_path: Path) -> None:
    rel = {"id": 5, "category_id": 1, "end_date": "2011-00-00", "is_current": None}
    data = {"map_collections": [{"id": 1, "maps": [legacy(rel), legacy(rel)]}]}
    reading = opened(tmp_path, data)
    (link,) = reading.dataset.relationships
    assert (link.type, spans(link)) == ("position", [("", "2011", "open")])
    assert reported(reading).records == (2, 2)
    assert "repeated" in codes(reading)


def test_what_is_not_current_and_has_no_end_is_former(tmp_path: Path) -> None:
    reading = opened(
        tmp_path, legacy({"id": 1, "is_current": 0}, {"id": 2, "is_current": 1}, {"id": 3, "category_id": None})
    )
    assert [link.changes[0].state for link in reading.dataset.relationships] == ["former", "open", "open"]


def test_markup_is_taken_out_of_descriptions(tmp_path: Path) -> None:
    assert opened(tmp_path, legacy()).dataset.actors[0].description == "x y"
