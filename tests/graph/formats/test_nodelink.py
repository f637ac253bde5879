"""Node-link JSON: networkx, d3, vis-network, the JSON Graph Format, and what is none of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from netexplorer.errors import UserError
from netexplorer.graph.formats import recognise
from tests.graph.formats.foreign_json import codes, opened, reported, spans


def network(*links: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"nodes": [{"id": "a", "name": "Anna"}, {"id": "b"}], "links": list(links), **more}


def test_links_name_their_ends_by_id(tmp_path: Path) -> None:
    reading = opened(tmp_path, network({"source": "a", "target": "b", "type": "ally", "value": 3}))
    (link,) = reading.dataset.relationships
    assert (link.source, link.target, link.type, link.extra) == ("a", "b", "ally", {"value": 3})
    assert reading.dataset.actors[0].name == "Anna"
    assert reported(reading).records == (2, 1)


def test_links_of_nodes_without_ids_name_them_by_place(tmp_path: Path) -> None:
    data = {"nodes": [{"name": "A"}, {"name": "B"}], "links": [{"source": 1, "target": 0}]}
    reading = opened(tmp_path, data)
    assert [(link.source, link.target) for link in reading.dataset.relationships] == [("B", "A")]
    assert "ends-by-place" in codes(reading)


def test_ids_that_are_numbers_are_no_places(tmp_path: Path) -> None:
    data = {"nodes": [{"id": 1}, {"id": 0}], "links": [{"source": 1, "target": 0}]}
    (link,) = opened(tmp_path, data).dataset.relationships
    assert (link.source, link.target) == ("1", "0")


def test_links_may_name_nodes_by_their_names(tmp_path: Path) -> None:
    data = {"nodes": [{"id": 7, "name": "A"}, {"id": 8, "name": "B"}], "links": [{"source": "A", "target": "B"}]}
    reading = opened(tmp_path, data)
    assert [(link.source, link.target) for link in reading.dataset.relationships] == [("7", "8")]
    assert len(reading.dataset.actors) == 2


def test_ends_may_be_whole_nodes_as_d3_leaves_them(tmp_path: Path) -> None:
    link = {"source": {"id": "a", "x": 1, "index": 0}, "target": {"id": "b", "index": 1}}
    (read,) = opened(tmp_path, network(link)).dataset.relationships
    assert (read.source, read.target) == ("a", "b")


def test_an_end_that_no_node_declares_is_created_and_told(tmp_path: Path) -> None:
    reading = opened(tmp_path, network({"source": "a", "target": "z"}))
    assert [actor.id for actor in reading.dataset.actors] == ["a", "b", "z"]
    assert "endpoint-created" in codes(reading)


def test_a_link_without_an_end_is_left_out_and_told(tmp_path: Path) -> None:
    reading = opened(tmp_path, network({"source": "a"}, {"source": "a", "target": "b"}))
    assert len(reading.dataset.relationships) == 1
    assert "no-end" in codes(reading)


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ({"start": "2001", "end": "2003-05"}, [("2001", "2003-05", "open")]),
        ({"startDate": "2001-02-03"}, [("2001-02-03", "", "open")]),
        ({"valid_from": "2001", "valid_to": "2002"}, [("2001", "2002", "open")]),
        ({"year": 1999}, [("1999", "1999", "open")]),
        ({"date": "1999-12-31"}, [("1999-12-31", "1999-12-31", "open")]),
        ({"spells": [[2001, 2003], [2005, 2008]]}, [("2001", "2003", "open"), ("2005", "2008", "open")]),
        ({"spells": [{"start": "2001", "state": "limited"}]}, [("2001", "", "limited")]),
        ({"timeset": "<[2001.0, 2003.0]; [2005.0, 2006.0]>"}, [("2001", "2003", "open"), ("2005", "2006", "open")]),
        ({"interval": [2001, None]}, [("2001", "", "open")]),
        ({"timestamps": "<[2001, 2004]>"}, [("2001", "2001", "open"), ("2004", "2004", "open")]),
        ({"state": "suspended"}, [("", "", "suspended")]),
    ],
)
def test_times_have_many_names(tmp_path: Path, attributes: dict[str, Any], expected: list[Any]) -> None:
    (link,) = opened(tmp_path, network({"source": "a", "target": "b", **attributes})).dataset.relationships
    assert spans(link) == expected


def test_an_end_is_followed_by_the_next_state_on_the_same_day(tmp_path: Path) -> None:
    spells = [
        {"start": "2001", "end": "2014-04-01", "end_open": True, "state": "open"},
        {"start": "2014-04-01", "state": "suspended"},
    ]
    (link,) = opened(tmp_path, network({"source": "a", "target": "b", "spells": spells})).dataset.relationships
    assert spans(link) == [("2001", "", "open"), ("2014-04-01", "", "suspended")]


def test_many_instants_between_the_same_two_are_contacts_that_make_intervals(tmp_path: Path) -> None:
    times = [*range(1_000_000_000, 1_000_000_000 + 2_000, 20), 1_000_900_000]
    reading = opened(tmp_path, network(*({"source": "a", "target": "b", "time": time} for time in times)))
    (link,) = reading.dataset.relationships
    assert len(link.changes) == 2
    assert reported(reading).records == (2, 101)
    assert "contacts" in codes(reading)


def test_a_date_of_a_node_is_no_time_in_which_it_exists(tmp_path: Path) -> None:
    data = {"nodes": [{"id": "film", "year": 1942}, {"id": "firm", "start": "1950"}], "links": []}
    film, firm = opened(tmp_path, data).dataset.actors
    assert (film.active, film.extra) == ("", {"year": 1942})
    assert firm.active == "1950/.."


def test_directions_are_those_of_the_file_and_of_links(tmp_path: Path) -> None:
    links = (
        {"source": "a", "target": "b", "type": "owns"},
        {"source": "a", "target": "b", "type": "knows", "directed": False},
    )
    reading = opened(tmp_path, network(*links, directed=True))
    assert [type.directed for type in reading.dataset.types] == [True, False]


def test_a_type_in_both_directions_is_two_types(tmp_path: Path) -> None:
    links = [{"source": "a", "target": "b", "type": "t", "directed": way} for way in (True, False)]
    one = {"source": "a", "target": "b", "type": "one way", "directed": True}
    reading = opened(tmp_path, network(*links, one))
    assert [link.type for link in reading.dataset.relationships] == ["t (directed)", "t", "one way"]
    assert [type.directed for type in reading.dataset.types] == [True, False, True]


def test_what_is_noted_of_a_state_that_goes_on_is_a_change_of_its_own(tmp_path: Path) -> None:
    spells = [
        {"start": "2001", "end": "2003", "end_open": True, "note": "first"},
        {"start": "2003", "note": "second"},
    ]
    (link,) = opened(tmp_path, network({"source": "a", "target": "b", "spells": spells})).dataset.relationships
    assert [change.note for change in link.changes] == ["first", "second"]


def test_the_keys_of_a_networkx_multigraph_are_no_ids(tmp_path: Path) -> None:
    links = ({"source": "a", "target": "b", "key": 0}, {"source": "a", "target": "b", "key": 1})
    reading = opened(tmp_path, network(*links, multigraph=True, graph={"name": "G"}))
    assert [link.id for link in reading.dataset.relationships] == ["a--b", "a--b#2"]
    assert reading.dataset.title == "G"


def test_adjacency_data_of_networkx_names_a_pair_once(tmp_path: Path) -> None:
    data = {
        "directed": False,
        "graph": [["name", "G"]],
        "nodes": [{"id": 0}, {"id": 1}],
        "adjacency": [[{"id": 1, "weight": 2}], [{"id": 0, "weight": 2}]],
    }
    (link,) = opened(tmp_path, data).dataset.relationships
    assert (link.source, link.target, link.extra) == ("0", "1", {"weight": 2})


def test_the_json_graph_format_keys_nodes_by_id(tmp_path: Path) -> None:
    nodes = {"a": {"label": "A", "metadata": {"type": "person"}}, "b": {"label": "B"}}
    edge = {"source": "a", "target": "b", "relation": "knows", "metadata": {"start": "2001-02"}}
    reading = opened(tmp_path, {"graph": {"label": "T", "directed": True, "nodes": nodes, "edges": [edge]}})
    (link,) = reading.dataset.relationships
    assert (link.type, spans(link)) == ("knows", [("2001-02", "", "open")])
    assert [(actor.name, actor.kind) for actor in reading.dataset.actors] == [("A", "person"), ("B", "")]


def test_edges_of_vis_network_go_from_to_with_arrows(tmp_path: Path) -> None:
    data = {
        "nodes": [{"id": 1, "label": "A"}, {"id": 2, "label": "B"}],
        "edges": [{"from": 1, "to": 2, "arrows": "from"}, {"from": 1, "to": 2, "label": "x"}],
    }
    reading = opened(tmp_path, data)
    assert reported(reading).format == "vis-network JSON"
    assert [(link.source, link.target, link.type) for link in reading.dataset.relationships] == [
        ("2", "1", "directed"),
        ("1", "2", ""),
    ]


def test_a_list_of_links_is_a_network_on_lines_or_not(tmp_path: Path) -> None:
    links = [{"source": "a", "target": "b", "date": "2001-01-01"}, {"source": "b", "target": "c"}]
    whole = opened(tmp_path, links)
    lines = opened(tmp_path, "\n".join(json.dumps(link) for link in links))
    assert whole.dataset == lines.dataset
    assert reported(whole).records == (3, 2)


def test_links_may_be_lists_of_their_ends(tmp_path: Path) -> None:
    data = {"nodes": [1, 2], "edges": [[1, 2], [2, 1, 5], [1, 2, {"year": 2001}], None]}
    reading = opened(tmp_path, data)
    assert [(link.source, link.target) for link in reading.dataset.relationships] == [
        ("1", "2"),
        ("2", "1"),
        ("1", "2"),
    ]
    assert reading.dataset.relationships[1].extra == {"weight": 5}
    assert "no-link" in codes(reading)


def test_nodes_far_from_their_links_are_read(tmp_path: Path) -> None:
    nodes = [{"id": f"node {k}", "note": "x" * 50} for k in range(500)]
    reading = opened(tmp_path, {"nodes": nodes, "edges": [{"from": "node 1", "to": "node 2"}]})
    assert reported(reading).records == (500, 1)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "latin-1"])
def test_any_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    reading = opened(tmp_path, json.dumps(network(title="Zürich"), ensure_ascii=False).encode(encoding))
    assert reading.dataset.title == "Zürich"


def test_what_json_forbids_and_files_have_is_read(tmp_path: Path) -> None:
    text = '{"nodes":[{"id":"a\\ud800","w":NaN,"v":1e400},{"id":"b\nc"}],"links":[]}\0\0'
    first, second = opened(tmp_path, text).dataset.actors
    assert (first.id, first.extra, second.id) == ("a\ufffd", {"v": "1e400"}, "b\nc")


def test_ids_of_many_digits_stay_apart(tmp_path: Path) -> None:
    text = '{"nodes":[{"id":123456789012345678901},{"id":123456789012345678902}],"links":[]}'
    assert [actor.id for actor in opened(tmp_path, text).dataset.actors] == [
        "123456789012345678901",
        "123456789012345678902",
    ]


def test_ids_that_differ_in_spaces_are_two(tmp_path: Path) -> None:
    assert len(opened(tmp_path, {"nodes": [{"id": "a"}, {"id": " a"}], "links": []}).dataset.actors) == 2


def test_text_in_brackets_is_no_json(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("[section]\nkey = value\n", "utf-8")
    with pytest.raises(UserError, match="no format that is known"):
        recognise(tmp_path / "x.txt")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"type": "FeatureCollection", "features": []}', "looks like GeoJSON"),
        ('{"a": 1}', 'its keys are "a"'),
        ("[]", "an empty list"),
        ("[1, 2]", "a list of 2 values"),
        ('[{"name": "x"}]', "a list of 1 records"),
        ("[" * 50_000, "nested too deeply"),
        ('{"nodes": [{"id": "a"}], "links": [{"sou', "ends too early"),
        ('{"nodes": [{"id": 1}], "links": [],}', "line 1, column 36"),
    ],
)
def test_what_is_no_network_is_refused_in_a_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(UserError, match=r"file\.json") as raised:
        opened(tmp_path, text)
    assert sentence in str(raised.value)


def test_native_files_stay_what_they_are(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text('{"format": "netexplorer/1", "actors": [], "relationships": []}', "utf-8")
    assert recognise(path).id == "netexplorer"


@pytest.mark.parametrize(
    "times",
    [
        {"t": [[1990, 1993], [1995, 1996]]},
        {"timeslots": [{"from": 1990, "to": 1993}, {"from": 1995, "to": 1996}]},
        {"spells": "[(1990, 1993), (1995, 1996)]"},
    ],
    ids=["DyNetX", "timeslots", "Python"],
)
def test_lists_of_times_of_a_link_are_its_intervals(tmp_path: Path, times: dict[str, Any]) -> None:
    reading = opened(tmp_path, network({"source": "a", "target": "b", **times}))
    changes = reading.dataset.relationships[0].changes
    assert [(each.from_, each.until) for each in changes] == [("1990", "1993"), ("1995", "1996")]
