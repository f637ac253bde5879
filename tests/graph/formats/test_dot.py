"""Graphviz's DOT: strings, chains, subgraphs, defaults."""

from __future__ import annotations

from pathlib import Path

import pytest

from netexplorer.errors import UserError
from netexplorer.graph.formats.dot import read, sniff
from netexplorer.graph.formats.draft import Ask
from netexplorer.graph.formats.reading import never, nowhere
from netexplorer.graph.formats.unpack import Source
from tests.graph.formats.opened import codes, dates, ends, opened, records


def test_chains_make_edges_and_attributes_belong_to_each(tmp_path: Path) -> None:
    reading = opened(tmp_path, "a.dot", 'digraph { a -> b -> "c d" [weight=2, label="pays"; color=red][style=bold] }')
    assert ends(reading) == [("a", "b"), ("b", "c d")]
    for link in reading.dataset.relationships:
        assert link.label == "pays" and link.extra == {"weight": 2, "color": "red", "style": "bold"}
    assert reading.dataset.types[0].directed


def test_subgraphs_may_be_ends_of_edges(tmp_path: Path) -> None:
    reading = opened(tmp_path, "a.gv", "graph { {a b} -- subgraph x { c; d } -- e; f }")
    assert ends(reading) == [("a", "c"), ("a", "d"), ("b", "c"), ("b", "d"), ("c", "e"), ("d", "e")]
    assert records(reading) == (6, 6) and not reading.dataset.types


def test_nodes_know_their_cluster_even_if_it_is_named_later(tmp_path: Path) -> None:
    text = "digraph g { a -> z subgraph cluster_0 { a [foo=1]; subgraph { b } label=<The <b>camp</b>>; } }"
    values = {actor.id: actor.extra for actor in opened(tmp_path, "a.dot", text).dataset.actors}
    assert values == {"a": {"foo": 1, "cluster": "The camp"}, "z": {}, "b": {"cluster": "The camp"}}


def test_defaults_hold_from_where_they_are_given_and_inside(tmp_path: Path) -> None:
    text = "graph { a; node [shape=box]; edge [type=ally]; b; { node [shape=oval] c } d [shape=star] e; c -- d }"
    reading = opened(tmp_path, "a.dot", text)
    shapes = {actor.id: actor.extra.get("shape") for actor in reading.dataset.actors}
    assert shapes == {"a": None, "b": "box", "c": "oval", "d": "star", "e": "box"}
    assert reading.dataset.relationships[0].type == "ally"


def test_comments_of_all_kinds_are_skipped(tmp_path: Path) -> None:
    text = '/* graph { x } */\n// digraph\n# line\nGRAPH "g" { a -- b // c\n /* -- d */ -- "e//f" /* open'
    assert ends(opened(tmp_path, "a.dot", text)) == [("a", "b"), ("b", "e//f")]


def test_names_are_words_numbers_texts_or_html(tmp_path: Path) -> None:
    text = 'graph { ünï_1 -- -3.5; "say \\"hi\\"" -- <a <b>b</b>>; "one " + "two" -- "long \\\nword"; a:p:n -- b:s }'
    assert ends(opened(tmp_path, "a.dot", text)) == [
        ("ünï_1", "-3.5"), ('say "hi"', "a <b>b</b>"), ("one two", "long word"), ("a", "b"),
    ]  # fmt: skip


def test_labels_are_names_without_escapes_ports_and_tags(tmp_path: Path) -> None:
    text = (
        'graph { a [label="Anna\\nLee" pos="1.5,-2!"] b [label="\\N!"] c [shape=record label="{<f0> left|right}"] '
        "d [label=<<i>Deep</i> &amp; blue>] e [label=e] }"
    )
    actors = opened(tmp_path, "a.dot", text).dataset.actors
    assert [actor.name for actor in actors] == ["Anna Lee", "b!", "left right", "Deep & blue", ""]
    assert actors[0].extra == {"x": 1.5, "y": -2.0}


def test_a_strict_graph_has_no_parallel_edges(tmp_path: Path) -> None:
    reading = opened(tmp_path, "a.dot", "strict graph { a -- b [x=1]; b -- a [y=2]; }")
    assert [link.extra for link in reading.dataset.relationships] == [{"x": 1, "y": 2}]
    assert len(ends(opened(tmp_path, "a.dot", "strict digraph { a -> b; b -> a; a -> b }"))) == 2
    assert len(ends(opened(tmp_path, "a.dot", "graph { a -- b; b -- a }"))) == 2


def test_attributes_called_like_times_are_times(tmp_path: Path) -> None:
    text = 'graph { a [start=1990 end=2000]; a -- b [start="2001-05", end="2002", state=limited] }'
    reading = opened(tmp_path, "a.dot", text)
    assert dates(reading) == [[("2001-05", "2002")]]
    assert reading.dataset.relationships[0].changes[0].state == "limited"


def test_another_graph_of_the_file_can_be_asked_for(tmp_path: Path) -> None:
    text = "graph one { a -- b } graph two { c }"
    assert records(opened(tmp_path, "a.dot", text)) == (2, 1)
    assert records(opened(tmp_path, "a.dot", text, Ask(network="two"))) == (1, 0)


def test_broken_files_are_read_as_far_as_they_go(tmp_path: Path) -> None:
    reading = opened(tmp_path, "a.dot", "digraph {\n a -- b ? ]\n [x=1] node\n c [y=2 }\n d -> ")
    assert ends(reading) == [("a", "b")]
    assert [actor.id for actor in reading.dataset.actors] == ["a", "b", "c"] and "bad-dot" in codes(reading)
    with pytest.raises(UserError, match="no graph"):
        read(Source("a.dot", b"hello { a }", "a.dot"), Ask(), nowhere, never)


def test_subgraphs_without_end_and_their_edges_are_bounded(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="deep"):
        opened(tmp_path, "a.dot", "graph { " + "{ " * 100_000)
    many = " ".join(f"n{k}" for k in range(3_000))
    with pytest.raises(UserError, match="more than"):
        opened(tmp_path, "a.dot", f"graph {{ {{ {many} }} -- {{ {many} }} }}")


def test_dot_is_recognised_behind_comments() -> None:
    assert sniff(b'// hi\n/* x */ strict digraph "a b" {') and sniff(b"graph{") and sniff(b"Digraph G1\n{")
    assert not sniff(b"graph [") and not sniff(b"graphs are {") and not sniff(b'{"graph": {')


def test_arrows_say_the_direction_of_an_edge(tmp_path: Path) -> None:
    text = (
        'digraph { a -> b; b -> c [dir=none]; c -> d [dir=both]; d -> e [dir=back label="\\E"]; e -> f [dir=forward] }'
    )
    reading = opened(tmp_path, "a.dot", text)
    directed = {type.id: type.directed for type in reading.dataset.types}
    found = [(link.source, link.target, directed[link.type]) for link in reading.dataset.relationships]
    assert found == [("a", "b", True), ("b", "c", False), ("c", "d", False), ("e", "d", True), ("e", "f", True)]
    assert reading.dataset.relationships[3].label == "d->e"
