"""Networks written as node-link JSON, Cytoscape.js, CX2 and FollowTheMoney read back as they were."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import networkx as nx
import pytest

from netexplorer.errors import UserError
from netexplorer.graph.formats import every_format, open_dataset
from netexplorer.graph.schema import (
    Actor,
    Change,
    Dataset,
    Event,
    Relationship,
    RelationshipType,
    Source,
    State,
    TimeSpec,
)

BY_ID = {known.id: known for known in every_format()}
WRITTEN = {"nodelink": "x.nodelink", "cytoscapejs": "x.cyjs", "cx2": "x.cx2", "ftm": "x.ftm"}
DATASET = Dataset(
    title="T",
    states=(State(id="open", rank=1), State(id="shut", rank=0)),
    types=(RelationshipType(id="owns", directed=True),),
    sources=(Source(id="s", title="S", url="http://s", publisher="P"),),
    actors=(
        Actor(
            id="a",
            name="Anna",
            names={"ru": "Анна"},
            aliases=("Anne",),
            kind="person",
            side="x",
            active="1960/..",
            tags=("t",),
        ),
        Actor(id="b", name="Firm", kind="company", extra={"x": 1.5, "y": 2.5, "size": 3}),
    ),
    relationships=(
        Relationship(
            id="r",
            source="a",
            target="b",
            type="owns",
            label="all of it",
            changes=(
                Change(from_="1998", state="open", note="N", sources=("s#2",), values={"share": 3}),
                Change(from_="2014-04-01", state="shut"),
                Change(from_="2020~", until="2021-11", state="open"),
            ),
        ),
        Relationship(
            id="q", source="b", target="a", type="owns", changes=(Change(from_="2001", until="2003", state="open"),)
        ),
    ),
)


def written(dataset: Dataset, ident: str, folder: Path) -> Path:
    path = folder / WRITTEN[ident]
    BY_ID[ident].save(dataset, path)
    return path


@pytest.mark.parametrize("ident", ["nodelink", "cytoscapejs"])
def test_what_is_written_reads_back_as_it_was(tmp_path: Path, ident: str) -> None:
    again = open_dataset(written(DATASET, ident, tmp_path)).dataset
    assert again.relationships == DATASET.relationships
    assert again.actors == DATASET.actors
    assert (again.title, again.states, again.sources) == (DATASET.title, DATASET.states, DATASET.sources)


def test_cx2_has_numbers_for_ids_and_reads_back_as_it_was(tmp_path: Path) -> None:
    again = open_dataset(written(DATASET, "cx2", tmp_path)).dataset
    assert [link.changes for link in again.relationships] == [link.changes for link in DATASET.relationships]
    assert [actor.names for actor in again.actors] == [actor.names for actor in DATASET.actors]
    assert [actor.id for actor in again.actors] == ["a", "b"]
    assert [link.id for link in again.relationships] == ["r", "q"]
    assert (again.title, again.states) == (DATASET.title, DATASET.states)


def test_cx2_holds_what_its_declarations_say(tmp_path: Path) -> None:
    aspects: dict[str, Any] = {}
    for fragment in json.loads(written(DATASET, "cx2", tmp_path).read_text("utf-8")):
        aspects.update(fragment)
    declared = aspects["attributeDeclarations"][0]
    names: dict[str, Any] = {
        "string": str,
        "integer": int,
        "double": (int, float),
        "boolean": bool,
        "list_of_string": list,
    }
    for kind in ("nodes", "edges"):
        for record in aspects[kind]:
            assert all(isinstance(value, names[declared[kind][key]["d"]]) for key, value in record["v"].items())
    counts = {each["name"]: each["elementCount"] for each in aspects["metaData"]}
    assert (counts["nodes"], counts["edges"]) == (2, 2)


def test_networkx_reads_node_link_json(tmp_path: Path) -> None:
    data = json.loads(written(DATASET, "nodelink", tmp_path).read_text("utf-8"))
    graph: Any = nx.node_link_graph(data, edges="links")
    assert (graph.is_directed(), graph.is_multigraph()) == (True, True)
    edges = {key: attributes for *_, key, attributes in graph.edges(keys=True, data=True)}
    assert edges["q"]["start"] == "2001"


def test_each_change_is_an_entity_of_followthemoney(tmp_path: Path) -> None:
    lines = written(DATASET, "ftm", tmp_path).read_text("utf-8").splitlines()
    anna, firm, *edges = [json.loads(line) for line in lines]
    assert (anna["schema"], firm["schema"]) == ("Person", "Company")
    assert [edge["schema"] for edge in edges] == ["UnknownLink"] * 4
    dates = [(edge["properties"].get("startDate"), edge["properties"].get("endDate")) for edge in edges]
    assert dates == [
        (["1998"], ["2014-03-31"]),
        (["2014-04-01"], ["2019"]),
        (["2020"], ["2021-11"]),
        (["2001"], ["2003"]),
    ]
    assert edges[0]["properties"]["sourceUrl"] == ["http://s"]
    values = [value for entity in (anna, firm, *edges) for many in entity["properties"].values() for value in many]
    assert all(isinstance(value, str) for value in values)


def test_followthemoney_reads_back_who_and_when(tmp_path: Path) -> None:
    again = open_dataset(written(DATASET, "ftm", tmp_path)).dataset
    assert [(link.source, link.target) for link in again.relationships] == [("a", "b")] * 3 + [("b", "a")]
    assert [link.changes[0].state for link in again.relationships] == ["open", "shut", "open", "open"]


@pytest.mark.parametrize("ident", ["nodelink", "cytoscapejs", "cx2"])
def test_times_that_are_numbers_stay_numbers(tmp_path: Path, ident: str) -> None:
    links = (Relationship(id="r", source="a", target="b", changes=(Change(from_=1990, until=2000, state="open"),)),)
    dataset = Dataset(
        time=TimeSpec(kind="number", unit="s"), actors=(Actor(id="a"), Actor(id="b")), relationships=links
    )
    again = open_dataset(written(dataset, ident, tmp_path)).dataset
    assert again.time == dataset.time
    assert again.relationships[0].changes == links[0].changes


def test_followthemoney_has_no_times_that_are_numbers(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="dates only"):
        written(Dataset(time=TimeSpec(kind="number")), "ftm", tmp_path)


@pytest.mark.parametrize("ident", WRITTEN)
def test_an_empty_network_is_written_and_read(tmp_path: Path, ident: str) -> None:
    path = written(Dataset(actors=(Actor(id="a"),)), ident, tmp_path)
    assert len(open_dataset(path).dataset.actors) == 1


@pytest.mark.parametrize("ident", WRITTEN)
def test_what_is_lost_is_said(ident: str) -> None:
    losses = BY_ID[ident].losses
    assert losses is not None
    dataset = msgspec.structs.replace(DATASET, events=(Event(id="e", date="2001"),))
    assert any("events" in sentence for sentence in losses(dataset))
    assert not any("events" in sentence for sentence in losses(DATASET))
