"""DyNetX: interactions as a list and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from netexplorer.errors import UserError
from tests.graph.formats.told import changes, counts, ends, opened, rules, warned


def test_what_is_removed_at_a_step_is_not_there_in_it_and_what_is_not_removed_stays(tmp_path: Path) -> None:
    reading = opened(tmp_path, "# u v op t\n1 2 + 0\n1 3 + 1\n2 1 - 3\n1 2 + 5\n")
    assert changes(reading) == [(0, 2.999999, "open", {}), (5, "", "open", {})]
    assert changes(reading, 1) == [(1, "", "open", {})]
    assert counts(reading) == (3, 3)
    assert reading.report is not None
    assert reading.report.format == "DyNetX interactions"


def test_names_may_have_spaces_between_tabs(tmp_path: Path) -> None:
    reading = opened(tmp_path, "a b\tc d\t+\t1\na b\tc d\t+\t2\na b\tx\t-\t4\na b\tc d\t-\t3\n")
    assert ends(reading) == [("a b", "c d"), ("a b", "x")]
    assert changes(reading, 1) == [("", 3.999999, "open", {})]
    assert rules(reading) >= {"added-twice", "removed-first"}


def test_a_line_that_is_no_interaction_is_told(tmp_path: Path) -> None:
    reading = opened(tmp_path, "".join(f"{k} {k + 1} + {k}\n" for k in range(20)) + "1 2 * 5\n")
    assert warned(reading) == [("bad-line", "line 21")]


def test_links_of_steps_that_follow_one_another_are_one_interval(tmp_path: Path) -> None:
    links = [{"source": 0, "target": 1, "time": time} for time in (0, 1, 2, 7)]
    content = {"directed": True, "graph": {}, "nodes": [{"id": 0, "label": "x"}, {"id": 1}, {"id": 2}], "links": links}
    reading = opened(tmp_path, json.dumps(content), "x.json")
    assert changes(reading) == [(0, 2.999999, "open", {}), (7, 7.999999, "open", {})] or changes(reading) == [
        (0, 2, "open", {}),
        (7, 7, "open", {}),
    ]
    assert counts(reading) == (3, 4)
    assert reading.dataset.actors[0].name == "x"
    assert reading.dataset.types[0].directed


def test_links_without_ends_are_told_and_no_list_of_links_is_refused(tmp_path: Path) -> None:
    links: list[object] = [{"source": 0, "target": 1, "time": 1}, {"target": 1, "time": 3}]
    content: dict[str, object] = {"directed": False, "graph": {}, "nodes": [{"id": 0}], "links": links}
    assert warned(opened(tmp_path, json.dumps(content), "x.json")) == [("wrong-shape", "links[1]")]
    with pytest.raises(UserError, match="lists of nodes and links"):
        opened(tmp_path, json.dumps({"directed": False, "graph": {}, "nodes": 3}), "y.json")
