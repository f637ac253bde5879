"""Pajek's networks, projects and time events."""

from __future__ import annotations

from pathlib import Path

import pytest

from netexplorer.errors import UserError
from netexplorer.graph.formats.draft import Ask
from netexplorer.graph.formats.pajek import sniff
from netexplorer.graph.formats.reading import Reading
from tests.graph.formats.opened import codes, dates, ends, records
from tests.graph.formats.opened import opened as opened_as

TIMED = """% times
*Vertices 3
1 "a" [5-10,12-14]
2 "b" [1-3,7]
3 "e" [4-*]
*Edges
1 2 1 [7]
1 3 1 [6-8]
"""

EVENTS = """*Vertices 3
*Events
TI 1
AV 2 "b"
TE 3
HV 2
TI 4
AV 3 "e"
TI 5
AV 1 "a"
TI 6
AE 1 3 1
TI 7
SV 2
AE 1 2 1
TE 7
DE 1 2
DV 2
TE 8
DE 1 3
TE 10
HV 1
TI 12
SV 1
TE 14
DV 1
"""


def opened(folder: Path, text: str | bytes, ask: Ask = Ask(), name: str = "some.net") -> Reading:
    return opened_as(folder, name, text, ask)


def test_both_bounds_of_an_interval_belong_to_it(tmp_path: Path) -> None:
    reading = opened(tmp_path, TIMED)
    assert dates(reading) == [[(7, 7.999999)], [(6, 8.999999)]]
    assert [actor.active for actor in reading.dataset.actors] == ["5/14.999999", "1/7.999999", "4/.."]
    assert reading.report is not None and (reading.report.first, reading.report.last) == ("1", "14")


def test_events_say_the_same_as_intervals(tmp_path: Path) -> None:
    told = opened(tmp_path, EVENTS, name="some.tim")
    assert dict(zip(ends(told), dates(told), strict=True)) == {
        ("1", "3"): [(6, 8.999999)],
        ("1", "2"): [(7, 7.999999)],
    }
    assert {actor.name: actor.active for actor in told.dataset.actors} == {
        "a": "5/14.999999", "b": "1/7.999999", "e": "4/..",
    }  # fmt: skip


def test_what_is_deleted_when_a_time_begins_was_not_there_in_it(tmp_path: Path) -> None:
    reading = opened(tmp_path, "*Vertices 2\n*Events\nTI 1\nAA 1 2 1\nTI 4\nDA 1 2\n")
    assert dates(reading) == [[(1, 3.999999)]]


def test_whole_numbers_that_can_be_years_are_years(tmp_path: Path) -> None:
    reading = opened(tmp_path, "*Vertices 2\n*Arcs\n1 2 1 [1914-1918,1939-1945]\n")
    assert dates(reading) == [[("1914", "1918"), ("1939", "1945")]]


def test_lists_of_times_are_one_interval_each(tmp_path: Path) -> None:
    reading = opened(tmp_path, "*Vertices 2\n*Edges\n1 2 1 [1,3,4,8]\n")
    assert dates(reading) == [[(1, 1.999999), (3, 4.999999), (8, 8.999999)]]


def test_lines_that_follow_one_another_are_one_relationship(tmp_path: Path) -> None:
    reading = opened(tmp_path, "*Vertices 2\n*Arcs\n1 2 3 [1-2]\n1 2 -1 [3-*]\n")
    (link,) = reading.dataset.relationships
    assert [each.values for each in link.changes] == [{"weight": 3}, {"weight": -1}]
    assert [each.from_ for each in link.changes] == [1, 3]
    assert records(reading) == (2, 2)


def test_lines_that_overlap_and_differ_stay_apart(tmp_path: Path) -> None:
    reading = opened(tmp_path, "*Vertices 2\n*Arcs\n1 2 3 [1-5]\n1 2 7 [3-4]\n")
    assert dates(reading) == [[(1, 5.999999)], [(3, 4.999999)]]


def test_relations_are_named_before_lines_or_by_headings(tmp_path: Path) -> None:
    text = '*Vertices 3\n*Arcs :1 "likes"\n*Arcs :2 "*** hates"\n1 3\n'
    text += '1: 1 2 1 [4]\n2: 2 3 1\n9: 3 1\n*Edges :3 "knows"\n1 2 1\n'
    links = opened(tmp_path, text).dataset.relationships
    assert [link.type for link in links] == ["*** hates", "likes", "*** hates", "9", "knows"]


def test_a_matrix_is_arcs_and_one_with_two_modes_goes_from_the_first_to_the_second(tmp_path: Path) -> None:
    square = opened(tmp_path, "*Vertices 2\n*Matrix\n0 2\n-1 0\n")
    assert ends(square) == [("1", "2"), ("2", "1")]
    assert [link.extra for link in square.dataset.relationships] == [{"weight": 2}, {"weight": -1}]
    modes = opened(tmp_path, '*Vertices 3 2\n*Matrix :1 "sits on"\n1\n0\n')
    assert ends(modes) == [("1", "3")]
    assert [actor.kind for actor in modes.dataset.actors] == ["mode 1", "mode 1", "mode 2"]
    assert modes.dataset.relationships[0].type == "sits on"


def test_lists_of_neighbours_are_many_ties(tmp_path: Path) -> None:
    reading = opened(tmp_path, "*Vertices 3\n*Arcslist\n1 2 3\n*Edgeslist\n2 3\n")
    assert ends(reading) == [("1", "2"), ("1", "3"), ("2", "3")]


def test_the_network_that_is_asked_for_is_read_with_its_values(tmp_path: Path) -> None:
    text = (
        "*Network one\n*Vertices 2\n*Arcs\n1 2\n*Network two\n*Vertices 3\n*Arcs\n1 2\n2 3\n"
        "*Partition camp\n*Vertices 3\n1\n2\n2\n*Vector wealth\n*Vertices 2\n0.5\n7\n"
    )
    first = opened(tmp_path, text)
    assert records(first) == (2, 1) and "several-networks" in codes(first)
    assert [actor.extra for actor in first.dataset.actors] == [{"wealth": 0.5}, {"wealth": 7}]
    for wanted in ("2", "TWO"):
        second = opened(tmp_path, text, Ask(network=wanted))
        assert records(second) == (3, 2)
        assert [actor.extra for actor in second.dataset.actors] == [{"camp": 1}, {"camp": 2}, {"camp": 2}]
    with pytest.raises(UserError, match="no network"):
        opened(tmp_path, text, Ask(network="3"))


def test_labels_positions_and_looks_are_read(tmp_path: Path) -> None:
    text = '*Vertices 2\n1 "Anna Lee" 0.1 0.2 0.5 box ic Red [1-2]\n2 Bob\n*Arcs\n1 2 1 l "met at" c Blue w 3\n'
    reading = opened(tmp_path, text)
    anna, bob = reading.dataset.actors
    assert (anna.name, bob.name) == ("Anna Lee", "Bob")
    assert anna.extra == {"shape": "box", "ic": "Red", "z": 0.5, "x": 0.1, "y": 0.2}
    (link,) = reading.dataset.relationships
    assert link.label == "met at" and link.extra == {"weight": 1, "color": "Blue", "width": 3}


def test_old_encodings_marks_and_line_ends_are_no_matter(tmp_path: Path) -> None:
    assert opened(tmp_path, '*Vertices 1\r\n1 "Müller"\r\n'.encode("latin-1")).dataset.actors[0].name == "Müller"
    assert opened(tmp_path, '*Vertices 1\r1 "Müller"\r'.encode("utf-8-sig")).dataset.actors[0].name == "Müller"
    assert opened(tmp_path, '*Vertices 1\n1 "a ("b") c" 0 0').dataset.actors[0].name == 'a ("b") c'
    assert opened(tmp_path, '*Vertices 1\n1 "M&#252;ller"\n').dataset.actors[0].name == "Müller"
    assert opened(tmp_path, '*Vertices 1\n1 "Müller"\n'.encode("utf-16-le")).dataset.actors[0].name == "Müller"


def test_vertices_without_lines_are_there_all_the_same(tmp_path: Path) -> None:
    assert records(opened(tmp_path, "*vertices 5\n*arcs\n1 5\n")) == (5, 1)


def test_a_claim_of_very_many_vertices_is_not_believed(tmp_path: Path) -> None:
    reading = opened(tmp_path, "*Vertices 999999999\n*Arcs\n1 2\n")
    assert len(reading.dataset.actors) == 2 and "too-many-vertices" in codes(reading)


def test_bad_lines_are_told_with_their_numbers_and_left_out(tmp_path: Path) -> None:
    text = '*Vertices 2 5\n0 "none"\nx\n*Arcs\n1 nobody\n0 1\n1 2 1 [3-x]\n*Nonsense\n1 2\n*Matrix\n0 1 0\n'
    reading = opened(tmp_path, text)
    assert codes(reading) >= {"bad-modes", "bad-vertex", "bad-line", "bad-time", "unknown-section", "bad-matrix"}
    assert {problem.where for problem in reading.problems if problem.code == "bad-line"} == {
        "line 3",
        "line 5",
        "line 6",
    }


def test_vertices_may_be_counted_from_zero_and_ties_name_labels(tmp_path: Path) -> None:
    assert ends(opened(tmp_path, '*Vertices 2\n0 "a"\n1 "b"\n*Arcs\n0 1\n')) == [("0", "1")]
    assert ends(opened(tmp_path, '*Vertices 2\n1 "a b"\n2 "c"\n*Arcs\n"a b" c\n')) == [("1", "2")]


def test_only_a_network_is_recognised() -> None:
    assert sniff(b"% words\r\n\r\n*Vertices 3\n") and sniff(b"*network x\n") and sniff(b"*vertex 12")
    assert not sniff(b"*node data\nID x\n") and not sniff(b"* a list in some text") and not sniff(b"")


def test_values_alone_are_no_network(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no network"):
        opened(tmp_path, "*Partition p\n*Vertices 2\n1\n2\n")


def test_a_line_may_say_the_number_of_a_relation_that_is_named_later(tmp_path: Path) -> None:
    text = '*Network "Two"\n*Vertices 3\n*Arcs\n2: 1 2 1\n*Edges :2 "kin"\n2 3 1\n'
    reading = opened_as(tmp_path, "x.net", text)
    assert reading.dataset.title == "Two"
    assert [link.type for link in reading.dataset.relationships] == ["kin (directed)", "kin"]


def test_that_a_hierarchy_is_left_out_is_told(tmp_path: Path) -> None:
    reading = opened_as(tmp_path, "x.paj", "*Vertices 2\n*Arcs\n1 2 1\n*Hierarchy tree\n*Vertices 2\n1\n2\n")
    assert "left-out" in codes(reading)
