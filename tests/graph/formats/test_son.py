"""SoNIA's tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from netexplorer.errors import UserError
from tests.graph.formats.told import changes, counts, opened, rules, span, warned

NODES = "// a comment\nNodeId\tLabel\tStartTime\tEndTime\tMood\n1\tA b\t0\t2\tx\n1\tA c\t3\t4\ty\n2\tB\t0\t10\tx\n"


def test_rows_of_one_node_are_its_times_and_an_end_does_not_belong_to_its_row(tmp_path: Path) -> None:
    arcs = "FromId\tToId\tStartTime\tEndTime\tArcWeight\n1\t2\t0.5\t1.5\t3\n1\t2\t3\t4\t1\n"
    reading = opened(tmp_path, NODES + arcs)
    first = reading.dataset.actors[0]
    assert (first.name, first.aliases, first.active) == ("A b", ("A c",), "0/3.999999")
    assert changes(reading) == [(0.5, 1.499999, "open", {"ArcWeight": 3}), (3, 3.999999, "open", {})]
    assert counts(reading) == (2, 2)
    assert "changing-attributes" in rules(reading)
    assert reading.dataset.types[0].directed


def test_a_row_without_an_end_is_an_instant_and_ids_may_be_words(tmp_path: Path) -> None:
    reading = opened(tmp_path, "AlphaId\tStartTime\nx y\t0\nthree\t7\nFromId\tToId\tStartTime\nthree\tx y\t7\n")
    assert changes(reading) == [(7, 7, "open", {})]
    assert span(reading) == ("0", "7")


def test_clusters_are_kept_and_arcs_without_two_ends_are_told(tmp_path: Path) -> None:
    arcs = "FromId\tToId\tStartTime\tEndTime\tState\n1\t\t0\t1\t\n1\t2\t0\t1\tlimited\nClusterId\tNodeIds\nA\t{1,2}\n"
    reading = opened(tmp_path, NODES + arcs)
    assert reading.report is not None
    assert reading.report.kept["clusters"] == 1
    assert warned(reading) == [("bad-line", "line 7")]
    assert changes(reading) == [(0, 0.999999, "limited", {})]


def test_a_table_without_times_is_a_static_network(tmp_path: Path) -> None:
    reading = opened(tmp_path, "NodeId\tX\tY\n1\t0.5\t2\n2\t1\t1\nFromId\tToId\n1\t2\n")
    assert changes(reading) == [("", "", "open", {})]
    assert reading.dataset.actors[0].extra == {"x": 0.5, "y": 2.0}


def test_a_file_without_tables_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="NodeId"):
        opened(tmp_path, "// nothing\n", "x.son")
