"""Tulip's TLP: lists of nodes, edges, clusters and properties."""

from __future__ import annotations

from pathlib import Path

import pytest

from netexplorer.errors import UserError
from netexplorer.graph.formats.draft import Ask
from netexplorer.graph.formats.reading import never, nowhere
from netexplorer.graph.formats.tlp import read, sniff
from netexplorer.graph.formats.unpack import Source
from tests.graph.formats.opened import codes, dates, ends, opened, records

TEXT = r"""; made by hand
(tlp "2.3"
(date "01-02-2020")
(comments "A small one.")
(nb_nodes 4)
(nodes 0..2 7)
(nb_edges 2)
(edge 0 0 1)
(edge 1 1 7)
(cluster 1 (nodes 0 1) (edges 0) (cluster 2 (nodes 1)))
(graph_attributes 0 (string "name" "all"))
(graph_attributes 1 (string "name" "camp"))
(property 0 string "viewLabel" (default "" "") (node 0 "An \"A\"") (edge 0 "pays"))
(property 0 layout "viewLayout" (default "(0,0,0)" "()") (node 0 "(1.5,-2,0)"))
(property 0 double "wealth" (default "0.5" "") (node 7 "3"))
(property 0 bool "known" (default "false" "false") (node 0 "true"))
(property 0 string "type" (default "" "ally"))
)
"""


def test_nodes_edges_and_properties_are_read(tmp_path: Path) -> None:
    reading = opened(tmp_path, "a.tlp", TEXT)
    assert records(reading) == (4, 2) and ends(reading) == [("0", "1"), ("1", "7")]
    first, second, _, last = reading.dataset.actors
    assert first.name == 'An "A"'
    assert first.extra == {"wealth": 0.5, "known": True, "cluster": "camp", "x": 1.5, "y": -2.0}
    assert second.extra["cluster"] == ["camp", "cluster 2"]
    assert last.extra == {"wealth": 3, "known": False}
    assert reading.dataset.title == "all" and reading.dataset.description == "A small one."


def test_edges_have_labels_types_and_the_direction_of_the_format(tmp_path: Path) -> None:
    reading = opened(tmp_path, "a.tlp", TEXT)
    assert [(link.label, link.type) for link in reading.dataset.relationships] == [("pays", "ally"), ("", "ally")]
    assert reading.dataset.types[0].directed


def test_clusters_of_the_old_version_have_their_name_inside(tmp_path: Path) -> None:
    reading = opened(tmp_path, "a.tlp", '(tlp "2.0" (nodes 1 2) (edge 1 1 2) (cluster 3 "old" (nodes 1) (edges)))')
    assert reading.dataset.actors[0].extra == {"cluster": "old"}


def test_properties_called_like_times_are_times(tmp_path: Path) -> None:
    text = '(tlp "2.0" (nodes 1 2) (edge 5 1 2) (property 0 int "start" (default "0" "") (edge 5 "1990"))'
    text += ' (property 0 string "end" (default "" "") (edge 5 "1995")))'
    assert dates(opened(tmp_path, "a.tlp", text)) == [[("1990", "1995")]]


def test_claims_of_very_many_nodes_are_not_believed(tmp_path: Path) -> None:
    reading = opened(tmp_path, "a.tlp", '(tlp "2.0" (nodes 0..999999999) (edge 0 1 2))')
    assert "too-many-nodes" in codes(reading) and len(reading.dataset.actors) == 2


def test_broken_files_are_read_as_far_as_they_go(tmp_path: Path) -> None:
    reading = opened(tmp_path, "a.tlp", '(tlp "2.0" (nodes 0 1) (edge 0 0 1) (edge 1 0) (property 0) (nodes 2 "x')
    assert ends(reading) == [("0", "1")] and codes(reading) >= {"bad-tlp", "bad-line"}
    opened(tmp_path, "a.tlp", '(tlp "2.0" ' + "(cluster 1 " * 100_000)
    with pytest.raises(UserError, match="no graph"):
        read(Source("a.tlp", b"(nodes 1)", "a.tlp"), Ask(), nowhere, never)


def test_tlp_is_recognised_by_its_first_list() -> None:
    assert sniff(b'; x\n( tlp "2.3"') and not sniff(b"(graph") and not sniff(b"tlp")


def test_a_property_of_a_cluster_says_nothing_of_what_is_outside_it(tmp_path: Path) -> None:
    text = (
        '(tlp "2.3"\n(nodes 0..2)\n(edge 0 0 1)\n(cluster 1 (nodes 0 1))\n'
        '(property 0 string "viewLabel" (default "" "") (node 0 "Ann"))\n'
        '(property 1 string "camp" (default "West" "") (node 1 "East"))\n'
        '(property 0 vector<string> "tags" (default "()" "()") (node 0 "(\\"x\\", \\"y\\")"))\n)\n'
    )
    actors = opened(tmp_path, "x.tlp", text).dataset.actors
    assert [actor.extra.get("camp") for actor in actors] == ["West", "East", None]
    assert [actor.tags for actor in actors] == [("x", "y"), (), ()]
