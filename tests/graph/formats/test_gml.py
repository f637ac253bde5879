"""GML: nested lists, times by the names of attributes, and what is wrong in real files."""

from __future__ import annotations

from pathlib import Path

import pytest

from netexplorer.errors import UserError
from netexplorer.graph.formats.draft import Ask
from netexplorer.graph.formats.gml import sniff
from tests.graph.formats.opened import codes, dates, ends, opened, records


def graph(inner: str) -> str:
    return f"graph [\n{inner}\n]\n"


def test_nodes_and_edges_are_read_with_their_attributes(tmp_path: Path) -> None:
    text = graph(
        'directed 1 node [ id 1 label "Anna &amp; Co" kind "firm" graphics [ x 1.5 y -2 fill "#fff" ] ] node [ id 2 ]'
        ' edge [ id "e" source 1 target 2 label "pays" type "money" weight 2.5 Count 3 ]'
    )
    dataset = opened(tmp_path, "a.gml", text).dataset
    anna = dataset.actors[0]
    assert (anna.id, anna.name, anna.kind) == ("1", "Anna & Co", "firm")
    assert anna.extra == {"graphics.fill": "#fff", "x": 1.5, "y": -2.0}
    (link,) = dataset.relationships
    assert (link.id, link.label, link.type, link.extra) == ("e", "pays", "money", {"weight": 2.5, "Count": 3})
    assert dataset.types[0].directed


@pytest.mark.parametrize(
    "keys",
    ['start "2001-02" end "2003"', 'start_date "2001-02" endDate "2003"', 'Begin "2001-02" until "2003"',
     'timeStart "2001-02" timeEnd "2003"', 'valid-from "2001-02" valid-to "2003"'],
)  # fmt: skip
def test_several_spellings_of_start_and_end_are_times(tmp_path: Path, keys: str) -> None:
    reading = opened(tmp_path, "a.gml", graph(f"node [ id 1 {keys} ] node [ id 2 ] edge [ source 1 target 2 {keys} ]"))
    assert dates(reading) == [[("2001-02", "2003")]]
    assert reading.dataset.actors[0].active == "2001-02/2003"


def test_years_are_dates_and_other_whole_numbers_are_not(tmp_path: Path) -> None:
    edge = "edge [ source 1 target 2 start {} end {} ]"
    assert dates(opened(tmp_path, "a.gml", graph(edge.format(1990, 1995)))) == [[("1990", "1995")]]
    assert dates(opened(tmp_path, "a.gml", graph(edge.format(0, 5)))) == [[(0, 5.999999)]]


def test_intervals_as_gephi_writes_them_are_read(tmp_path: Path) -> None:
    edge = 'edge [ source 1 target 2 timeset "<[2001, 2003); [2005, 2006]>" ]'
    assert dates(opened(tmp_path, "a.gml", graph(edge))) == [[("2001", "2002"), ("2005", "2006")]]


def test_a_city_called_start_is_no_time(tmp_path: Path) -> None:
    reading = opened(tmp_path, "a.gml", graph('edge [ source 1 target 2 start "London" end "Paris" ]'))
    assert reading.dataset.relationships[0].extra == {"start": "London", "end": "Paris"}
    assert dates(reading) == [[("", "")]]


def test_edges_that_follow_one_another_are_one_relationship_with_states(tmp_path: Path) -> None:
    text = graph(
        'edge [ source 1 target 2 start "2001-01-01" end "2001-12-31" state "open" ]'
        'edge [ source 1 target 2 start "2002-01-01" state "severed" weight 2 ]'
    )
    reading = opened(tmp_path, "a.gml", text)
    (link,) = reading.dataset.relationships
    assert [(each.from_, each.state) for each in link.changes] == [("2001-01-01", "open"), ("2002-01-01", "severed")]
    assert records(reading)[1] == 2


def test_parallel_edges_without_times_stay(tmp_path: Path) -> None:
    assert len(opened(tmp_path, "a.gml", graph("edge [ source 1 target 2 ] " * 3)).dataset.relationships) == 3


def test_comments_are_no_values_and_colours_are_no_comments(tmp_path: Path) -> None:
    text = "# a file\nVersion 1\ngraph [\n # node [ id 9 ]\n node [ id 1 color #00FF00 ]\n node [ id A ]\n]\n"
    reading = opened(tmp_path, "a.gml", text)
    assert [actor.id for actor in reading.dataset.actors] == ["1", "A"]
    assert reading.dataset.actors[0].extra == {"color": "#00FF00"}


def test_nodes_without_ids_and_numbers_beyond_all_numbers_are_read(tmp_path: Path) -> None:
    text = graph(f'node [ ] node [ Foo "bar" a -Inf b 1e400 c {"9" * 40} d 1 d 2 ]')
    reading = opened(tmp_path, "a.gml", text)
    assert [actor.id for actor in reading.dataset.actors] == ["node 1", "node 2"]
    assert reading.dataset.actors[1].extra == {"Foo": "bar", "a": "-Inf", "b": "1e400", "c": "9" * 40, "d": [1, 2]}


def test_the_first_graph_is_read_unless_another_is_asked_for(tmp_path: Path) -> None:
    text = graph("node [ id 1 ]") + graph('label "late" node [ id 2 ] node [ id 3 ]')
    assert "several-networks" in codes(opened(tmp_path, "a.gml", text))
    assert records(opened(tmp_path, "a.gml", text, Ask(network="late"))) == (2, 0)


def test_broken_files_are_read_as_far_as_they_go(tmp_path: Path) -> None:
    text = graph("node [ id 1 ] ntde [ id 2 ] edge [ source 1 ] edge [ source 1 source 3 target 2 ] node [ id") + "]]"
    reading = opened(tmp_path, "a.gml", text)
    assert ends(reading) == [("1", "2")]
    assert codes(reading) >= {"bad-edge", "doubled-key", "bad-gml", "unknown-list"}
    assert "bad-gml" in codes(opened(tmp_path, "a.gml", "graph [ node [ id 1 "))
    with pytest.raises(UserError, match="no graph"):
        opened(tmp_path, "a.gml", "Version-0")


def test_brackets_in_brackets_without_end_are_no_danger(tmp_path: Path) -> None:
    text = graph(f"node [ id 1 {'a [ ' * 50_000} b 1 {']' * 50_000} ]")
    assert "too-deep" in codes(opened(tmp_path, "a.gml", text))


def test_gml_is_recognised_by_its_graph() -> None:
    assert (
        sniff(b'Creator "x y"\nVersion 1\ngraph\n[\n') and sniff(b"# hi\n\ngraph [") and sniff(b"\xef\xbb\xbfgraph [")
    )
    assert not sniff(b'{"graph": [') and not sniff(b"graph {") and not sniff(b"digraph [") and not sniff(b"a " * 9000)
