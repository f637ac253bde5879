"""UCINET's data language."""

from __future__ import annotations

from pathlib import Path

import pytest

from netexplorer.errors import UserError
from netexplorer.graph.formats.dl import sniff
from tests.graph.formats.opened import codes, ends, opened, records


def ties(folder: Path, text: str) -> list[tuple[str, str, str, object]]:
    links = opened(folder, "a.dl", text).dataset.relationships
    types = {link.type: link.type if link.type != "directed" else "" for link in links}
    return [(link.source, link.target, types[link.type], link.extra.get("weight")) for link in links]


def test_a_full_matrix_has_a_tie_in_every_cell_that_is_not_zero(tmp_path: Path) -> None:
    text = 'DL N = 3\nformat = fullmatrix\nlabels:\nanna,"Ben Bo"\ncleo\ndata:\n0 1 0\n2.5 0 0\n. NA 0'
    reading = opened(tmp_path, "a.dl", text)
    assert [(actor.id, actor.name) for actor in reading.dataset.actors] == [
        ("1", "anna"),
        ("2", "Ben Bo"),
        ("3", "cleo"),
    ]
    assert ends(reading) == [("1", "2"), ("2", "1")] and records(reading) == (3, 2)
    assert reading.dataset.types[0].directed


def test_a_matrix_without_format_is_full(tmp_path: Path) -> None:
    assert [tie[:2] for tie in ties(tmp_path, "dl n=2\nData:\n0 1\n1 0\n")] == [("1", "2"), ("2", "1")]


def test_labels_may_stand_in_the_matrix(tmp_path: Path) -> None:
    text = "dl n=2 format = fm\nlabels embedded\ndata:\n  Bill Jan\nBill 0 1\nJan 0 0\n"
    assert ties(tmp_path, text) == [("Bill", "Jan", "", 1)]
    assert ties(tmp_path, text.replace("labels", "row labels").replace("  Bill Jan\n", "")) == [("Bill", "Jan", "", 1)]


def test_several_matrices_are_types(tmp_path: Path) -> None:
    text = "dl n=2, nm=2\nlabels: a b\nmatrix labels:\nlikes,hates\ndata:\n0 1\n0 0\n0 0\n3 0\n"
    assert ties(tmp_path, text) == [("1", "2", "likes", 1), ("2", "1", "hates", 3)]
    assert [tie[2] for tie in ties(tmp_path, "dl n=2 nm=2 data: 0 1 0 0 0 1 0 0")] == ["matrix 1", "matrix 2"]


def test_halves_of_matrices_are_undirected(tmp_path: Path) -> None:
    for text in (
        "dl n=3 format=lowerhalf diagonal=absent data:\n1\n0 1\n",
        "dl n=3 format=lh data:\n0\n1 0\n0 1 0\n",
        "dl n=3 format=upperhalf diagonal absent data:\n1 0\n1\n",
    ):
        reading = opened(tmp_path, "a.dl", text)
        found = {tuple(sorted(pair)) for pair in ends(reading)}
        assert found == {("1", "2"), ("2", "3")} and not reading.dataset.types


def test_a_matrix_without_diagonal_skips_it(tmp_path: Path) -> None:
    assert ties(tmp_path, "dl n=2 diagonal=absent data:\n1\n5\n") == [("1", "2", "", 1), ("2", "1", "", 5)]


def test_edges_are_listed_by_number_or_by_label(tmp_path: Path) -> None:
    text = "dl n=3 format=edgelist1\nlabels:\ng, s, j\ndata:\n1 2 0.5\n2,3\nS j 0\n"
    assert ties(tmp_path, text) == [("1", "2", "", 0.5), ("2", "3", "", None), ("2", "3", "", 0)]
    text = 'dl n=3 format=el1 labels embedded:\ndata:\ngeorge "sally m" 0.1\nsally jim\n'
    assert ties(tmp_path, text) == [("george", "sally m", "", 0.1), ("sally", "jim", "", None)]


def test_a_mark_parts_the_lists_of_several_matrices(tmp_path: Path) -> None:
    text = "dl n=3 nm=2 format=edgelist1\nmatrix labels: x y\ndata:\n1 2\n!\n2 3\n"
    assert ties(tmp_path, text) == [("1", "2", "x", None), ("2", "3", "y", None)]


def test_neighbours_are_listed_behind_each_actor(tmp_path: Path) -> None:
    assert [tie[:2] for tie in ties(tmp_path, "dl n=3 format=nodelist1\ndata:\n1 2 3\n3 1\n")] == [
        ("1", "2"), ("1", "3"), ("3", "1"),
    ]  # fmt: skip
    assert [tie[:2] for tie in ties(tmp_path, "dl n=3 format=nl1b\ndata:\n2 2 3\n0\n1 1\n")] == [
        ("1", "2"), ("1", "3"), ("3", "1"),
    ]  # fmt: skip


def test_two_modes_are_two_kinds_of_actors(tmp_path: Path) -> None:
    text = "dl nr=2 nc=3\nrow labels: a b\ncolumn labels: x y a\ndata:\n1 0 0\n0 1 1\n"
    reading = opened(tmp_path, "a.dl", text)
    assert [(actor.name, actor.kind) for actor in reading.dataset.actors] == [
        ("a", "row"), ("b", "row"), ("x", "column"), ("y", "column"), ("a", "column"),
    ]  # fmt: skip
    assert ends(reading) == [("1", "3"), ("2", "4"), ("2", "5")]
    assert [tie[:2] for tie in ties(tmp_path, "dl nr=2 nc=2 format=edgelist2\nlabels embedded\ndata:\nann ann\n")] == [
        ("ann", "ann (column)")
    ]


def test_edge_arrays_have_a_value_for_every_matrix(tmp_path: Path) -> None:
    text = "dl n=2 nm=2 format=edgearray1\nmatrix labels: trade war\ndata:\n1 2 5 0\n2 1 0 1\n"
    assert ties(tmp_path, text) == [("1", "2", "trade", 5), ("2", "1", "war", 1)]


def test_what_is_wrong_is_told(tmp_path: Path) -> None:
    assert "bad-matrix" in codes(opened(tmp_path, "a.dl", "dl n=3\ndata:\n0 1 0 0\n"))
    assert "bad-line" in codes(opened(tmp_path, "a.dl", "dl n=2 format=el1\ndata:\n1 2\n1\nx 2\n"))
    reading = opened(tmp_path, "a.dl", "dl n=999999999\ndata:\n0 1\n")
    assert "too-many-actors" in codes(reading) and len(reading.dataset.actors) <= 2
    with pytest.raises(UserError, match="no “data:”"):
        opened(tmp_path, "a.dl", "dl n=2\n0 1\n")
    with pytest.raises(UserError, match="not known"):
        opened(tmp_path, "a.dl", "dl n=2 format=poem\ndata:\n0 1\n")


def test_dl_is_recognised_by_its_first_words() -> None:
    assert sniff(b"DL n=5\n") and sniff(b"dl\r\nN=48\r\n") and sniff(b"dl nr 3, nc=4")
    assert not sniff(b"dl this file") and not sniff(b"idl n=3")
