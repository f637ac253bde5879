"""NetDraw's VNA: tables of nodes and ties."""

from __future__ import annotations

from pathlib import Path

import pytest

from netexplorer.errors import UserError
from netexplorer.graph.formats.draft import Ask
from netexplorer.graph.formats.reading import never, nowhere
from netexplorer.graph.formats.unpack import Source
from netexplorer.graph.formats.vna import read, sniff
from tests.graph.formats.opened import codes, dates, ends, opened, records

TEXT = """*Node data
ID name gender age
j101 joe male 56
"w 067" "wendy lee" female 23
*Node properties
ID x y color shape size shortlabel
j101 1160 271 255 1 10 JOE
"w 067" 1214 577 255 1 10 W
*Tie data
from to friends advice
j101 "w 067" 1 0
"w 067" j101 2 3
*Tie properties
FROM TO color size
j101 "w 067" 0 1
"""


def test_nodes_come_from_both_their_tables(tmp_path: Path) -> None:
    reading = opened(tmp_path, "a.vna", TEXT)
    joe, wendy = reading.dataset.actors
    assert (joe.id, joe.name, wendy.id, wendy.name) == ("j101", "joe", "w 067", "wendy lee")
    assert joe.extra == {"gender": "male", "age": 56, "color": 255, "shape": 1, "size": 10, "x": 1160, "y": 271}
    assert records(reading) == (2, 2)


def test_several_columns_of_numbers_are_relations_and_0_is_none(tmp_path: Path) -> None:
    reading = opened(tmp_path, "a.vna", TEXT)
    links = [(link.source, link.target, link.type, link.extra["weight"]) for link in reading.dataset.relationships]
    assert links == [("j101", "w 067", "friends", 1), ("w 067", "j101", "friends", 2), ("w 067", "j101", "advice", 3)]


def test_one_column_of_numbers_is_a_strength(tmp_path: Path) -> None:
    text = "*Tie data\nfrom to friends start end\na b 1 1990 1995\nb a 2 1990 1996\n"
    reading = opened(tmp_path, "a.vna", text)
    assert [link.extra for link in reading.dataset.relationships] == [{"friends": 1}, {"friends": 2}]
    assert dates(reading) == [[("1990", "1995")], [("1990", "1996")]]


def test_fields_may_be_parted_by_commas_or_tabs(tmp_path: Path) -> None:
    text = '*Node data\n"ID", "kind"\n"a b","firm"\n"c",\n*Tie data\nfrom,to,strength\n"a b","c",4\n'
    reading = opened(tmp_path, "a.vna", text)
    assert [(actor.id, actor.kind) for actor in reading.dataset.actors] == [("a b", "firm"), ("c", "")]
    assert ends(reading) == [("a b", "c")]
    text = "*Tie data\r\nFROM\tTO\tyear\r\na b\tc\t1999\r\n"
    reading = opened(tmp_path, "a.vna", text)
    assert ends(reading) == [("a b", "c")] and dates(reading) == [[("1999", "1999")]]


def test_what_is_no_table_is_told(tmp_path: Path) -> None:
    reading = opened(tmp_path, "a.vna", "*Tie data\nfrom to\na b\na\na b c\n*Poems\nx y\n")
    assert ends(reading) == [("a", "b"), ("a", "b")]
    assert codes(reading) >= {"bad-line", "unknown-section"}
    with pytest.raises(UserError, match="no tables"):
        read(Source("a.vna", b"hello", "a.vna"), Ask(), nowhere, never)


def test_vna_is_recognised_by_its_heading() -> None:
    assert sniff(b"*Node data\n") and sniff(b"\n * tie  Data\nfrom to") and not sniff(b"*Vertices 3\n")
