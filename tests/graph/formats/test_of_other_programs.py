"""Quirks of files that other programs ship with their own tests: one small file of ours for each."""

from __future__ import annotations

from pathlib import Path

import pytest

from netexplorer.errors import UserError
from tests.graph.formats.told import changes, counts, ends, opened, span, warned


def test_the_last_step_of_the_clock_is_seen_even_if_nothing_happens_at_it(tmp_path: Path) -> None:
    reading = opened(tmp_path, 'DGS004\nx 0 0\nst 0\nan A\nst 1\ncn A a="b"\nst 2\ncn A -a\n', "x.dgs")
    assert span(reading) == ("0", "2")


def test_an_edge_that_is_changed_and_deleted_in_one_step_is_no_longer_there(tmp_path: Path) -> None:
    reading = opened(tmp_path, "DGS004\nx 0 0\nst 0\nan A\nan B\nae AB A B w=1\nst 1\nce AB w=2\nde AB\n", "x.dgs")
    assert [each[:2] for each in changes(reading)] == [(0, 0.999999)]


def test_older_files_declare_the_values_of_elements_in_their_order(tmp_path: Path) -> None:
    text = 'DGS002\nThing 0 0\nnodes pos:vector label:string uid:number\nst 0\nan A [0 1] "One" 5\nan B [] Two 6\n'
    reading = opened(tmp_path, text + 'ae "AB" "A" "B"\n', "x.dgs")
    assert [actor.name for actor in reading.dataset.actors] == ["One", "Two"]
    assert reading.dataset.actors[0].extra["uid"] == 5 and not warned(reading)


def test_a_graph_that_begins_with_a_list_called_graph_is_no_gml(tmp_path: Path) -> None:
    text = 'digraph {\n    graph [label="My Graph" rankdir=LR];\n    node [shape=box style=filled];\n    A -> B;\n}\n'
    reading = opened(tmp_path, text, "x.dot")
    assert reading.report is not None and reading.report.id == "dot"
    assert counts(reading) == (2, 1)


def test_a_chain_may_go_on_behind_attributes(tmp_path: Path) -> None:
    reading = opened(tmp_path, 'digraph { a -> b [label="ab"] [color="red"] -> c [label="bc"]; d }', "x.dot")
    links = [(link.source, link.target, link.label) for link in reading.dataset.relationships]
    assert links == [("a", "b", "ab"), ("b", "c", "bc")] and counts(reading) == (4, 2)


def test_a_diagonal_that_is_there_though_it_is_called_absent_is_read(tmp_path: Path) -> None:
    text = "DL\nN=3\nFORMAT = FULLMATRIX DIAGONAL ABSENT\nDATA:\n0 3 0\n0 0 -2\n0 0 0\n"
    reading = opened(tmp_path, text, "x.dl")
    assert [(link.source, link.target) for link in reading.dataset.relationships] == [("1", "2"), ("2", "3")]


def test_a_matrix_with_a_row_without_a_name_is_a_matrix(tmp_path: Path) -> None:
    text = '"";"";"Ann";"Bob"\n"";0.0;60.0;90.0\n"Ann";60.0;0.0;24.0\n"Bob";90.0;24.0;0.0\n'
    reading = opened(tmp_path, text, "x.csv")
    assert ("Ann", "Bob") in ends(reading) and [code for code, _ in warned(reading)] == ["bad-row"]


def test_columns_of_dates_and_marks_are_no_ends(tmp_path: Path) -> None:
    rows = "".join(f"{name},{k}.5,2020-01-0{k},{k % 2 == 0}\n" for k, name in enumerate(["Ann", "Bob"] * 4, 1))
    assert ends(opened(tmp_path, f"column1,column2,column3,column4\n{rows}", "x.csv")) == []


def test_prose_in_which_a_word_comes_again_is_no_list_of_neighbours(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="plain text and no table"):
        opened(tmp_path, "This is just text without any sign\nAnother line of text\nMore text here", "x.csv")
