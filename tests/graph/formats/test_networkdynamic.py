"""networkDynamic of R: JSON of ndtv and tables of spells."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from netexplorer.errors import UserError
from tests.graph.formats.told import changes, counts, ends, opened, rules, span, warned

INF = "Inf"


def network(edge: dict[str, Any], *more: dict[str, Any], directed: bool = False) -> str:
    edges = [{"inl": [2], "outl": [1], "atl": {"na": [False], **edge}}, *more]
    vertices = [{"vertex.names": ["a"], "active": [[0, INF]]}, {"vertex.names": ["b"], "active": [[1, 3], [5, 6]]}]
    general = {"directed": [directed], "net.obs.period": {"time.unit": ["step"]}}
    return json.dumps({"render": [{"start": [0]}], "network": {"mel": edges, "gal": general, "val": vertices}})


def test_edges_go_from_outl_to_inl_in_right_open_spells(tmp_path: Path) -> None:
    reading = opened(tmp_path, network({"active": [["-Inf", 2], [4, 4], [5, INF]]}, {}, directed=True), "x.json")
    assert ends(reading) == [("a", "b")]
    assert changes(reading) == [("", 1.999999, "open", {}), (4, 4, "open", {}), (5, "", "open", {})]
    assert counts(reading) == (2, 1)
    assert reading.dataset.actors[1].active == "1/5.999999"
    assert (reading.dataset.time.kind, reading.dataset.time.unit) == ("number", "step")


def test_attributes_in_spells_of_their_own_cut_those_of_the_edge(tmp_path: Path) -> None:
    edge = {
        "active": [[0, 10]],
        "state.active": [[["open"], ["limited"]], [[0, 4], [4, INF]]],
        "w.active": [[[1], [2]], [[0, 6], [6, 8]]],
    }
    assert changes(opened(tmp_path, network(edge), "x.json")) == [
        (0, "", "open", {"w": 1}),
        (4, "", "limited", {"w": 1}),
        (6, "", "limited", {"w": 2}),
        (8, 9.999999, "limited", {}),
    ]


def test_never_active_is_left_out_and_without_spells_is_always(tmp_path: Path) -> None:
    always = {"inl": [1], "outl": [2], "atl": {"na": [False]}}
    reading = opened(tmp_path, network({"active": [[INF, INF]]}, always, {"inl": [9], "outl": [1]}), "x.json")
    assert ends(reading) == [("b", "a")]
    assert changes(reading) == [("", "", "open", {})]
    assert rules(reading) >= {"never"}
    assert warned(reading) == [("dangling-edge", "mel[2]")]


def test_a_json_without_vertices_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="val"):
        opened(tmp_path, '{"render": [{"start": [0]}], "network": {}}', "x.json")


EDGES = '"onset","terminus","tail","head","onset.censored","terminus.censored","duration","edge.id"\n'


def test_censored_bounds_of_spells_are_unknown_and_no_ends(tmp_path: Path) -> None:
    rows = "0,5,1,2,FALSE,TRUE,5,1\n7,9,1,2,FALSE,FALSE,2,1\n0,25,2,3,TRUE,TRUE,25,2\n3,3,1,3,F,F,0,3\n"
    reading = opened(tmp_path, EDGES + rows, "x.csv")
    assert changes(reading, 1) == [("", "", "open", {})]
    assert changes(reading, 2) == [(3, 3, "open", {})]
    assert counts(reading) == (3, 4)
    assert span(reading) == ("0", "25")
    assert "censored" in rules(reading)


def test_rows_of_one_edge_are_its_spells_and_infinite_bounds_are_none(tmp_path: Path) -> None:
    rows = "-Inf,5,1,2,FALSE,FALSE,5,1\n7,Inf,1,2,FALSE,FALSE,2,1\nInf,Inf,1,2,FALSE,FALSE,0,9\n"
    reading = opened(tmp_path, EDGES + rows, "x.csv")
    assert changes(reading) == [("", 4.999999, "open", {}), (7, "", "open", {})]


def test_row_names_of_r_semicolons_and_decimal_commas(tmp_path: Path) -> None:
    reading = opened(tmp_path, '"onset";"terminus";"tail";"head"\n"1";0,5;1,5;"a b";"c"\n"2";2;3;c;"a b"\n', "x.csv")
    assert ends(reading) == [("a b", "c"), ("c", "a b")]
    assert changes(reading) == [(0.5, 1.499999, "open", {})]


def test_spells_of_vertices_and_their_attributes(tmp_path: Path) -> None:
    reading = opened(tmp_path, "onset\tterminus\tvertex.id\n1280.5\t1300\t1\n1310\t1320\t1\n1290\t1295\t2\n", "x.tsv")
    assert [actor.active for actor in reading.dataset.actors] == ["1280.5/1319.999999", "1290/1294.999999"]
    reading = opened(tmp_path, '"vertex.id","name","region"\n"1","Master, the","Arras"\n,,\n"","x","y"\n', "y.csv")
    assert [(actor.id, actor.name, actor.extra) for actor in reading.dataset.actors] == [
        ("1", "Master, the", {"region": "Arras"})
    ]
    assert warned(reading) == [("bad-line", "line 4")]


def test_years_as_bounds_are_years(tmp_path: Path) -> None:
    reading = opened(tmp_path, "onset,terminus,tail,head\n1990,1995,1,2\n1992,2001,2,3\n", "x.csv")
    assert changes(reading) == [("1990", "1994", "open", {})]
