"""Temporal quantities: Ianus and netsJSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from netexplorer.errors import UserError
from tests.graph.formats.told import changes, counts, ends, opened, rules, span, warned

IANUS = '%Ianus\n*metadata\nti A net\n*network:simple "Net"\n*timescale 1 3\n*nodes 2\n1 "A b"\n2 "C" [(1, 3)]\n'


def net(**more: object) -> str:
    nodes = [{"id": 1, "lab": "A"}, {"id": 2, "lab": "B", "tq": [[1, 3, 1]]}]
    links = [{"type": "arc", "n1": 1, "n2": 2, "tq": [[1, 2, 1], [2, 4, 5]]}]
    return json.dumps({"netsJSON": "basic", "info": more, "nodes": nodes, "links": links})


def test_intervals_of_ianus_do_not_have_their_ends(tmp_path: Path) -> None:
    reading = opened(tmp_path, IANUS + "*arcs\n1 2 [(1, 2, 3), (5, 8, 4)]\n*edges\n2 1\n")
    assert changes(reading) == [(1, 1.999999, "open", {"weight": 3}), (5, 7.999999, "open", {"weight": 4})]
    assert counts(reading) == (2, 2)
    assert [(actor.name, actor.active) for actor in reading.dataset.actors] == [("A b", ""), ("C", "1/2.999999")]
    assert reading.dataset.title == "Net"
    assert span(reading) == ("1", "8")


def test_labels_that_are_dates_stand_for_their_moments_and_the_prose_tells_the_century(tmp_path: Path) -> None:
    labels = '*timescale 1 2\n1 "Dec-19"\n2 "Jan-20"\n'
    text = IANUS.replace("A net", "The years 1919-1920").replace("*timescale 1 3\n", labels)
    reading = opened(tmp_path, text.replace("(1, 3)", "(1, 2)") + "*arcs\n1 2 [(1, 3, 1)]\n")
    assert changes(reading) == [("1919-12", "1920-01", "open", {})]
    assert "labelled-moments" in rules(reading)


def test_labels_without_a_century_stay_in_the_description(tmp_path: Path) -> None:
    reading = opened(tmp_path, IANUS.replace("1 3\n", '1 2\n1 "Dec-19"\n2 "Jan-20"\n') + "*arcs\n1 2 [(1, 2, 1)]\n")
    assert changes(reading)[0][0] == 1
    assert "1 = Dec-19, 2 = Jan-20" in reading.dataset.description


def test_lines_of_ianus_without_two_ends_and_bad_intervals_are_told(tmp_path: Path) -> None:
    reading = opened(tmp_path, IANUS + "*arcs : friends\n1\n1 2 [nonsense]\n1 2 [(1, inf, 1)]\n")
    assert warned(reading) == [("bad-line", "line 10"), ("bad-time", "line 11")]
    assert changes(reading, 1) == [(1, "", "open", {})]
    assert reading.dataset.relationships[1].type.startswith("friends")


def test_an_ianus_file_without_sections_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no \\*nodes"):
        opened(tmp_path, "%Ianus\nhello\n")


def test_netsjson_dates_its_moments_by_labels(tmp_path: Path) -> None:
    time = {"Tmin": 1, "Tmax": 3, "Tlabs": ["1990", "1991", "1992"]}
    reading = opened(tmp_path, net(directed=True, title="T", time=time))
    assert changes(reading) == [("1990", "", "open", {"weight": 1}), ("1991", "1992", "open", {"weight": 5})]
    assert reading.dataset.actors[1].active == "1990/1991"
    assert span(reading) == ("1990", "1993")


def test_moments_of_netsjson_beyond_their_labels_stay_numbers(tmp_path: Path) -> None:
    reading = opened(tmp_path, net(time={"Tmin": 1, "Tlabs": {"1": "1990", "2": "1991"}}))
    assert changes(reading)[1] == (2, 3.999999, "open", {"weight": 5})
    assert reading.dataset.types[0].directed


def test_netsjson_names_relations_and_tells_what_is_no_link(tmp_path: Path) -> None:
    nodes = [{"id": "a"}, 7, {"lab": "no id"}]
    links: list[object] = [{"n1": "a", "n2": "b", "type": "edge", "rel": 2}, {"n1": "a"}, "x"]
    text = {"netsJSON": "basic", "info": {"relations": ["likes", "hates"]}, "nodes": nodes, "links": links}
    reading = opened(tmp_path, json.dumps(text))
    assert reading.dataset.relationships[0].type == "hates"
    assert warned(reading) == [
        ("wrong-shape", "nodes[1]"), ("wrong-shape", "links[1]"), ("wrong-shape", "links[2]"),
    ]  # fmt: skip
    assert ends(reading) == [("a", "b")]


@pytest.mark.parametrize("text", ['{"netsJSON": "basic", "nodes": [', '{"netsJSON": 1, "links": 4}'])
def test_broken_netsjson_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(UserError, match="JSON"):
        opened(tmp_path, text)


def test_netsjson_nested_too_deep_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="nested too deep"):
        opened(tmp_path, '{"netsJSON": ' + "[" * 200_000)
