"""GDF: two tables with quotes."""

from __future__ import annotations

from pathlib import Path

import pytest

from netexplorer.errors import UserError
from netexplorer.graph.formats.draft import Ask
from netexplorer.graph.formats.gdf import read, sniff
from netexplorer.graph.formats.reading import never, nowhere
from netexplorer.graph.formats.unpack import Source
from tests.graph.formats.opened import codes, dates, ends, opened, records

NODES = "nodedef>name VARCHAR,label VARCHAR,kind VARCHAR,x DOUBLE,y DOUBLE,open BOOLEAN\n"


def test_both_tables_are_read(tmp_path: Path) -> None:
    text = NODES + "a,Anna,person,1.5,-2,true\nb,,firm\n"
    text += "edgedef>node1 VARCHAR,node2 VARCHAR,directed BOOLEAN,weight DOUBLE\na,b,true,2\nb,a,false,\n"
    dataset = opened(tmp_path, "a.gdf", text).dataset
    anna, other = dataset.actors
    assert (anna.name, anna.kind, anna.extra) == ("Anna", "person", {"open": True, "x": 1.5, "y": -2.0})
    assert (other.name, other.kind, other.extra) == ("", "firm", {})
    assert [(link.source, link.type, link.extra) for link in dataset.relationships] == [
        ("a", "directed", {"weight": 2}), ("b", "", {}),
    ]  # fmt: skip


def test_quotes_keep_commas_and_may_have_quotes_inside(tmp_path: Path) -> None:
    text = "nodedef>name VARCHAR,label VARCHAR,color VARCHAR\n1,'Well, this is','1,2,3'\n"
    text += "2,'A 'GDF' file',\n3, \"it's, so\" ,x\n"
    actors = opened(tmp_path, "a.gdf", text).dataset.actors
    assert [actor.name for actor in actors] == ["Well, this is", "A 'GDF' file", "it's, so"]
    assert [actor.extra for actor in actors] == [{"color": "1,2,3"}, {}, {"color": "x"}]


def test_defaults_fill_what_is_left_blank(tmp_path: Path) -> None:
    text = "nodedef> name varchar, size int default 5, word varchar(20) default 'so'\na, ,\nb,7,no\n"
    actors = opened(tmp_path, "a.gdf", text).dataset.actors
    assert [actor.extra for actor in actors] == [{"size": 5, "word": "so"}, {"size": 7, "word": "no"}]


def test_columns_called_like_times_are_times(tmp_path: Path) -> None:
    text = "edgedef>node1 VARCHAR,node2 VARCHAR,start INT,end INT\na,b,2001,2003\n"
    assert dates(opened(tmp_path, "a.gdf", text)) == [[("2001", "2003")]]


def test_edges_may_come_first_and_name_nodes_that_are_not_declared(tmp_path: Path) -> None:
    text = "edgedef>node1 VARCHAR,node2 VARCHAR\r\na,b\r\nb,c\r\n" + NODES.replace("\n", "\r\n") + "a,Anna\r\n"
    reading = opened(tmp_path, "a.gdf", text)
    assert ends(reading) == [("a", "b"), ("b", "c")] and records(reading) == (1, 2)
    assert "endpoint-created" in codes(reading)


def test_bad_rows_are_told(tmp_path: Path) -> None:
    text = "nodedef>name VARCHAR\n,\na,b,c\nedgedef>node1 VARCHAR,node2 VARCHAR\na\n"
    reading = opened(tmp_path, "a.gdf", text)
    assert [problem.where for problem in reading.problems if problem.code == "bad-line"] == [
        "line 2",
        "line 2",
        "line 3",
        "line 5",
    ]
    with pytest.raises(UserError, match="no tables"):
        read(Source("a.gdf", b"hello", "a.gdf"), Ask(), nowhere, never)


def test_quotes_that_never_end_cost_no_time(tmp_path: Path) -> None:
    text = "nodedef>name VARCHAR,label VARCHAR\na" + ",'x" * 200_000 + "\n"
    assert opened(tmp_path, "a.gdf", text).dataset.actors[0].name == "'x"


def test_gdf_is_recognised_by_its_heading() -> None:
    assert sniff(b"nodedef>name VARCHAR") and sniff(b"\xef\xbb\xbf# words\nNodeDef > name") and not sniff(b"name,label")
