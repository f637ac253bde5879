"""networkx as the oracle: what the columns say of an instant is what a graph built of the records says."""

from __future__ import annotations

import subprocess
import sys

import networkx as nx
import numpy as np
from hypothesis import given, settings

from netexplorer.graph import schema
from netexplorer.graph.convert import to_networkx
from netexplorer.graph.dates import tick_of
from netexplorer.graph.network import TemporalNetwork, build
from netexplorer.graph.states import states_at
from tests.graph.strategies import datasets, ticks


def example() -> TemporalNetwork:
    change = schema.Change(from_="2000-05", until="2004", state="limited")
    return build(
        schema.Dataset(
            title="T",
            actors=(schema.Actor(id="a", name="Anna", kind="person", side="east"), schema.Actor(id="b")),
            types=(schema.RelationshipType(id="member", directed=True),),
            relationships=(
                schema.Relationship(id="r", source="a", target="b", type="member", changes=(change,)),
                schema.Relationship(source="a", target="b"),
                schema.Relationship(source="b", target="b"),
            ),
        )
    )


def test_a_slice_holds_what_is_in_a_state_then() -> None:
    graph = to_networkx(example(), tick_of(2002))
    assert isinstance(graph, nx.MultiDiGraph)
    assert graph.nodes["a"] == {"name": "Anna", "kind": "person", "side": "east"}
    assert graph.nodes["b"] == {"name": "b", "kind": "", "side": ""}
    assert graph.edges["a", "b", "r"] == {"type": "member", "state": "limited", "since": "2000-05", "directed": True}
    assert graph.edges["a", "b", "a--b"] == {"type": "", "state": "open", "since": "", "directed": False}
    assert graph.has_edge("b", "b", "b--b")


def test_what_is_not_yet_or_over_is_left_out() -> None:
    always = [("a", "b", "a--b"), ("b", "b", "b--b")]
    for year in (1999, 2005):
        assert sorted(to_networkx(example(), tick_of(year)).edges(keys=True)) == always


def test_a_mask_leaves_relationships_out_and_keeps_the_actors() -> None:
    graph = to_networkx(example(), tick_of(2002), np.array([True, False, False]))
    assert list(graph.edges(keys=True)) == [("a", "b", "r")]
    assert list(graph) == ["a", "b"]


@settings(max_examples=60, deadline=None)
@given(datasets(), ticks)
def test_the_graph_and_the_columns_agree(dataset: schema.Dataset, t: int) -> None:
    net = build(dataset)
    states = states_at(net, t)
    edges = {key: data for _, _, key, data in to_networkx(net, t).edges(keys=True, data=True)}
    assert set(edges) == {net.rel_ids[i] for i in np.flatnonzero(states >= 0)}
    assert all(data["state"] == net.states[states[net.rel_row[key]]].id for key, data in edges.items())


@settings(max_examples=60, deadline=None)
@given(datasets(), ticks)
def test_degrees_of_the_graph_are_those_of_the_columns(dataset: schema.Dataset, t: int) -> None:
    net = build(dataset)
    there = states_at(net, t) >= 0
    degree = np.bincount(net.src[there], minlength=5) + np.bincount(net.dst[there], minlength=5)
    assert dict(to_networkx(net, t).degree()) == dict(zip(net.actor_ids, degree.tolist(), strict=True))


def test_networkx_is_not_loaded_before_it_is_needed() -> None:
    code = "import sys, netexplorer.graph.convert, netexplorer.graph.formats; sys.exit('networkx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
