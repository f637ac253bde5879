"""Tables in JSON, and what databases of graphs export: rows, columns, results, paths, vertices and bundles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from netexplorer.errors import UserError
from netexplorer.graph.formats import open_dataset, recognise
from netexplorer.graph.formats.draft import Ask
from netexplorer.graph.formats.reading import Reading, never, nowhere
from netexplorer.graph.formats.tables_look import IDS
from netexplorer.session.howseen import is_table
from tests.graph.formats.told import changes, counts, ends, opened, rules, span


def read(folder: Path, data: Any) -> Reading:
    return opened(folder, data if isinstance(data, str) else json.dumps(data), "x.json")


ROWS = [["a", "b", 1990], ["b", "c", 1991]]
RECORDS = [{"Source": one, "Target": other, "Year": year} for one, other, year in ROWS]


@pytest.mark.parametrize(
    "data",
    [
        RECORDS,
        {"data": RECORDS},
        [["source", "target", "year"], *ROWS],
        [["Ann", "Bob", 1990], ["Bob", "Cyd", 1991]],
        {"columns": ["source", "target", "year"], "data": ROWS},
        {"fields": [{"id": "source"}, {"id": "target"}, {"id": "year"}], "records": ROWS},
        {"source": ["a", "b"], "target": ["b", "c"], "year": [1990, 1991]},
        {"source": {"0": "a", "1": "b"}, "target": {"0": "b", "1": "c"}, "year": {"0": 1990, "1": 1991}},
        "\n".join(json.dumps({"sender": a, "receiver": b, "date": f"{year}-01-01"}) for a, b, year in ROWS),
        {"files": [{"label": "Letters", "fields": [], "data": RECORDS}], "links": [], "layout": ""},
    ],
)
def test_a_table_in_json_is_read_as_any_other(tmp_path: Path, data: Any) -> None:
    reading = read(tmp_path, data)
    assert counts(reading) == (3, 2)
    assert [text[:4] for text in span(reading)] == ["1990", "1991"]


def test_results_of_sparql_have_labels_and_days(tmp_path: Path) -> None:
    row = {"person": "Q1", "personLabel": "Ann", "position": "Q2", "positionLabel": "Envoy",
           "start": "1990-01-01T00:00:00Z"}  # fmt: skip
    bindings = [{key: {"type": "literal", "value": value} for key, value in row.items()}]
    reading = read(tmp_path, {"head": {"vars": list(row)}, "results": {"bindings": bindings}})
    assert ends(reading) == [("Q1", "Q2")] and span(reading) == ("1990-01-01", "1990-01-01")
    assert [actor.name for actor in reading.dataset.actors] == ["Ann", "Envoy"]


def test_people_and_memberships_in_two_lists_are_one_network(tmp_path: Path) -> None:
    people = [{"id": "p1", "name": "Ann"}, {"id": "p2", "name": "Bob"}]
    reading = read(tmp_path, {"people": people, "relationships": [{"person1": "p1", "person2": "p2", "start": "1990"}]})
    assert ends(reading) == [("p1", "p2")] and span(reading) == ("1990", "1990")
    assert [actor.name for actor in reading.dataset.actors] == ["Ann", "Bob"]


@pytest.mark.parametrize("data", [{"Ann": ["Bob"], "Bob": ["Cyd"], "Cyd": []}, {"Ann": {"Bob": 1}, "Bob": {"Cyd": 2}}])
def test_neighbours_by_name(tmp_path: Path, data: Any) -> None:
    assert ends(read(tmp_path, data)) == [("Ann", "Bob"), ("Bob", "Cyd")]


def test_what_is_wrapped_by_a_database_is_its_value(tmp_path: Path) -> None:
    row = {"_id": {"$oid": "7"}, "sender": "a", "receiver": "b", "date": {"$date": "1990-05-01T10:00:00Z"}}
    assert span(read(tmp_path, [row])) == ("1990-05-01T10:00:00Z", "1990-05-01T10:00:00Z")


def test_a_table_in_json_is_shown_as_a_table(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(json.dumps(RECORDS))
    assert recognise(path).id in IDS and is_table(path)


def test_a_mapping_holds_for_a_table_in_json(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(json.dumps([{"p": "Ann", "q": "Bob", "r": 1990}]))
    ask = Ask(mapping={"roles": {"p": "source", "q": "target", "r": "instant"}})
    assert ends(open_dataset(path, nowhere, never, ask)) == [("Ann", "Bob")]


# -- exports of databases


def neo4j(kind: str, id: int, name: str) -> dict[str, Any]:
    return {"identity": id, "labels": [kind], "properties": {"name": name}}


TIE = {"identity": 7, "start": 0, "end": 1, "type": "LED", "properties": {"since": 1999}}
GRAPH = {
    "nodes": [
        {"id": "0", "labels": ["P"], "properties": {"name": "Ann"}},
        {"id": "1", "labels": ["Q"], "properties": {}},
    ],
    "relationships": [{"id": "7", "type": "LED", "startNode": "0", "endNode": "1", "properties": {"since": 1999}}],
}
SEGMENT = {"start": neo4j("P", 0, "Ann"), "relationship": TIE, "end": neo4j("Q", 1, "X")}


@pytest.mark.parametrize(
    "data",
    [
        [{"n": neo4j("P", 0, "Ann"), "r": TIE, "m": neo4j("Q", 1, "X")}],
        [{"p": {"start": neo4j("P", 0, "Ann"), "end": neo4j("Q", 1, "X"), "segments": [SEGMENT], "length": 1.0}}],
        {"results": [{"columns": ["n"], "data": [{"graph": GRAPH}]}], "errors": []},
        {"nodes": [{"type": "node", "id": "0", "labels": ["P"], "properties": {"name": "Ann"}},
                   {"type": "node", "id": "1", "labels": ["Q"]}],
         "rels": [{"type": "relationship", "id": "7", "label": "LED", "start": {"id": "0"}, "end": {"id": "1"},
                   "properties": {"since": 1999}}]},
    ],
)  # fmt: skip
def test_what_neo4j_exports(tmp_path: Path, data: Any) -> None:
    reading = read(tmp_path, data)
    assert counts(reading) == (2, 1) and span(reading) == ("1999", "1999")
    link = reading.dataset.relationships[0]
    assert (link.source, link.target, link.type) == ("0", "1", "LED")
    assert reading.dataset.actors[0].name == "Ann" and reading.dataset.actors[0].kind == "P"


def test_numbers_that_drivers_of_neo4j_write_in_halves(tmp_path: Path) -> None:
    day = {"year": {"low": 1999, "high": 0}, "month": {"low": 5, "high": 0}, "day": 2}
    tie = {**TIE, "start": {"low": 0, "high": 0}, "properties": {"since": day}}
    assert span(read(tmp_path, [{"n": neo4j("P", 0, "Ann"), "r": tie}])) == ("1999-05-02", "1999-05-02")


def test_vertices_of_tinkerpop_with_the_edges_that_leave_them(tmp_path: Path) -> None:
    edge = {
        "id": 7,
        "inV": {"@type": "g:Int32", "@value": 2},
        "properties": {"since": {"@type": "g:Int32", "@value": 2009}},
    }
    first = {"id": {"@type": "g:Int32", "@value": 1}, "label": "person", "outE": {"knows": [edge]},
             "properties": {"name": [{"id": 0, "value": "Ann"}]}}  # fmt: skip
    second = {"id": {"@type": "g:Int32", "@value": 2}, "label": "person"}
    reading = read(tmp_path, f"{json.dumps(first)}\n{json.dumps(second)}\n")
    assert ends(reading) == [("1", "2")] and span(reading) == ("2009", "2009")
    assert reading.dataset.relationships[0].type == "knows" and reading.dataset.actors[0].name == "Ann"


def test_relationships_of_stix_hold_from_their_start_to_their_stop(tmp_path: Path) -> None:
    tie = {"type": "relationship", "id": "r", "relationship_type": "uses", "source_ref": "a", "target_ref": "b",
           "start_time": "2016-01-01T00:00:00Z", "stop_time": "2017-01-01T00:00:00Z"}  # fmt: skip
    objects = [{"type": "identity", "id": "a", "name": "A"}, {"type": "tool", "id": "b", "name": "B"}, tie]
    reading = read(tmp_path, {"type": "bundle", "id": "x", "objects": objects})
    assert counts(reading) == (2, 1)
    assert changes(reading)[0][:2] == ("2016-01-01T00:00:00Z", "2017-01-01T00:00:00Z")


# -- networks


def test_edges_that_are_pairs_beside_nodes_with_keys(tmp_path: Path) -> None:
    nodes = [{"key": "0", "label": "A", "x": 1, "y": 2}, {"key": "1", "label": "B"}]
    reading = read(tmp_path, {"nodes": nodes, "edges": [["0", "1"]]})
    assert ends(reading) == [("0", "1")] and reading.dataset.actors[0].name == "A"


def test_one_of_several_graphs_is_asked_for_by_its_label(tmp_path: Path) -> None:
    graphs = [
        {"label": name, "nodes": {"a": {}, name: {}}, "edges": [{"source": "a", "target": name}]} for name in "xy"
    ]
    path = tmp_path / "x.json"
    path.write_text(json.dumps({"graphs": graphs}))
    reading = open_dataset(path, nowhere, never, Ask(network="y"))
    assert ends(reading) == [("a", "y")]
    assert reading.report is not None and reading.report.networks == ("x", "y")


def test_hyperedges_are_actors_with_a_relationship_to_each_end(tmp_path: Path) -> None:
    about = {"nodes": ["a", "b", "c"], "relation": "met", "metadata": {"date": "1990-05-01"}}
    reading = read(tmp_path, {"graph": {"nodes": {"a": {}, "b": {}, "c": {}}, "hyperedges": [about]}})
    assert counts(reading) == (3, 1) and len(ends(reading)) == 3 and "hyperedges" in rules(reading)
    assert span(reading) == ("1990-05-01", "1990-05-01")


@pytest.mark.parametrize(
    "data", [{"a": 1}, ["a", "b"], [1, 2], {"type": "FeatureCollection", "features": [{"a": 1, "b": 2}]}]
)
def test_other_json_is_refused_in_a_sentence(tmp_path: Path, data: Any) -> None:
    with pytest.raises(UserError, match="no network in a format that is known"):
        read(tmp_path, data)
