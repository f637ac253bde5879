"""Variants of formats that other programs write: one small file for each rule that was not read before."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from netexplorer.errors import UserError
from tests.graph.formats.told import changes, counts, ends, opened


def held(reading: Any, row: int = 0) -> list[tuple[object, object]]:
    return [(each[0], each[1]) for each in changes(reading, row)]


# -- streams of changes in tables


def test_toggles_of_statnet_switch_a_tie_on_and_off(tmp_path: Path) -> None:
    reading = opened(tmp_path, "time,tail,head\n0,1,2\n3,1,2\n5,1,2\n2,2,3\n", "x.csv")
    assert ends(reading) == [("1", "2"), ("2", "3")]
    assert held(reading) == [(0, 2.999999), (5, "")] and held(reading, 1) == [(2, "")]


@pytest.mark.parametrize(
    ("head", "on", "off"),
    [("to", "1", "0"), ("increment", "1", "-1"), ("op", "+", "-"), ("what", "added", "removed")],
)
def test_rows_that_begin_and_end_a_tie_are_one_interval(tmp_path: Path, head: str, on: str, off: str) -> None:
    text = f"time,sender,receiver,{head}\n1990,a,b,{on}\n1995,a,b,{off}\n1991,b,c,{on}\n"
    reading = opened(tmp_path, text, "x.csv")
    assert ends(reading) == [("a", "b"), ("b", "c")]
    assert held(reading) == [("1990", "1994")] and held(reading, 1) == [("1991", "")]


def test_rows_with_signs_of_which_none_ends_anything_are_contacts(tmp_path: Path) -> None:
    reading = opened(tmp_path, "time,source,target,sign\n1990,a,b,1\n1995,a,b,1\n", "x.csv")
    assert held(reading) == [("1990", "1990"), ("1995", "1995")] or held(reading) == [("1990", "1995")]


def test_a_duration_does_not_include_the_time_at_its_end(tmp_path: Path) -> None:
    assert held(opened(tmp_path, "source,target,start,duration\na,b,1990,5\n", "x.csv")) == [("1990", "1994")]


def test_equal_numbers_of_users_and_items_are_two_actors(tmp_path: Path) -> None:
    text = (
        "user_id,item_id,timestamp,state_label,comma_separated_list_of_features\n0,0,0.0,0,-0.1,0.2\n1,1,1,0,-0.1,2\n"
    )
    reading = opened(tmp_path, text, "x.csv")
    assert ends(reading) == [("userid 0", "itemid 0"), ("userid 1", "itemid 1")]


# -- UCINET and Pajek


def test_blocks_of_a_matrix_fill_all_their_cells_and_the_later_one_counts(tmp_path: Path) -> None:
    text = (
        "dl n=4 format=blockmatrix\nlabels: A B C D\ndata:\nrows all\ncols all\nvalue 0\n"
        "rows 1 to 2\ncols 1,2\nvalue = 5\ndiagonal 0\nrows C\ncols A\nvalue 2\n"
    )
    reading = opened(tmp_path, text, "x.dl")
    found = {(each.source, each.target): each.extra["weight"] for each in reading.dataset.relationships}
    assert found == {("1", "2"): 5, ("2", "1"): 5, ("3", "1"): 2}


def test_ranked_lists_keep_their_ranks(tmp_path: Path) -> None:
    reading = opened(tmp_path, "dl n=3 format=rankedlist1\nlabels embedded\ndata:\nA B C\nB A\n", "x.dl")
    assert ends(reading) == [("A", "B"), ("A", "C"), ("B", "A")]
    assert [each.extra["rank"] for each in reading.dataset.relationships] == [1, 2, 1]


def test_partitions_are_sides_and_clusters_are_tags(tmp_path: Path) -> None:
    text = (
        '*Network n\n*Vertices 3\n1 "A"\n2 "B"\n3 "C"\n*Arcs\n1 2 1\n'
        "*Partition C:\\x\\Camps.clu (3)\n*Vertices 3\n1\n2\n1\n*Vector Power\n*Vertices 3\n0.5\n1.5\n2.5\n"
        "*Cluster allies\n*Vertices 2\n1\n3\n"
    )
    actors = opened(tmp_path, text, "x.paj").dataset.actors
    assert [actor.side for actor in actors] == ["Camps 1", "Camps 2", "Camps 1"]
    assert [actor.tags for actor in actors] == [("allies",), (), ("allies",)]
    assert [actor.extra["Power"] for actor in actors] == [0.5, 1.5, 2.5]


def test_a_partition_of_many_classes_is_a_value(tmp_path: Path) -> None:
    vertices = "\n".join(f'{k} "v{k}"' for k in range(1, 21))
    text = f"*Network n\n*Vertices 20\n{vertices}\n*Arcs\n1 2 1\n*Partition year\n*Vertices 20\n"
    actors = opened(tmp_path, text + "\n".join(str(1900 + k) for k in range(20)), "x.paj").dataset.actors
    assert actors[3].side == "" and actors[3].extra["year"] == 1903


# -- times among attributes


def gexf(edge: str, graph: str = 'timeformat="date"', declared: str = "") -> str:
    nodes = '<nodes><node id="a"/><node id="b"/></nodes>'
    inner = f"{declared}{nodes}<edges>{edge}</edges>"
    return f'<gexf xmlns="http://gexf.net/1.3"><graph mode="dynamic" {graph}>{inner}</graph></gexf>'


def test_dates_in_attributes_of_gexf_are_dates_where_the_edge_has_none(tmp_path: Path) -> None:
    declared = '<attributes class="edge"><attribute id="0" title="start"/><attribute id="1" title="end"/></attributes>'
    values = '<attvalues><attvalue for="0" value="1990-01-01"/><attvalue for="1" value="1995"/></attvalues>'
    text = gexf(f'<edge id="e" source="a" target="b">{values}</edge>', "", declared)
    assert held(opened(tmp_path, text, "x.gexf")) == [("1990-01-01", "1995")]


def test_milliseconds_that_gexf_calls_double_are_dates(tmp_path: Path) -> None:
    text = gexf('<edge source="a" target="b" start="1342887501000.0" end="1.342974E12"/>', 'timeformat="double"')
    assert held(opened(tmp_path, text, "x.gexf")) == [("2012-07-21T16:18:21Z", "2012-07-22T16:20:00Z")]


@pytest.mark.parametrize("zone", ["+02:00", "GMT+2", "UTC+0200"])
def test_a_time_zone_may_be_an_offset(tmp_path: Path, zone: str) -> None:
    text = gexf('<edge source="a" target="b" start="2012-07-21T23:00:00"/>', f'timeformat="datetime" timezone="{zone}"')
    assert held(opened(tmp_path, text, "x.gexf")) == [("2012-07-21T23:00:00+02:00", "")]


def test_a_timestamp_with_a_blank_is_one(tmp_path: Path) -> None:
    text = gexf('<edge source="a" target="b" timestamp="2012-07-21 16:18:21"/>', 'timeformat="datetime"')
    assert held(opened(tmp_path, text, "x.gexf")) == [("2012-07-21T16:18:21Z", "2012-07-21T16:18:21Z")]


def graphml(*values: tuple[str, str]) -> str:
    keys = "".join(f'<key id="{name}" for="edge" attr.name="{name}" attr.type="string"/>' for name, _ in values)
    data = "".join(f'<data key="{name}">{value}</data>' for name, value in values)
    body = f'<node id="a"/><node id="b"/><edge source="a" target="b">{data}</edge>'
    graph = f'<graph edgedefault="directed">{body}</graph>'
    return f'<graphml xmlns="http://graphml.graphdrawing.org/xmlns">{keys}{graph}</graphml>'


@pytest.mark.parametrize(
    ("values", "time"),
    [
        ([("from", "1990"), ("to", "1995")], ("1990", "1995")),
        ([("years", "1990-1995")], ("1990", "1995")),
        ([("date", "since 1990")], ("1990", "")),
        ([("start_date", "3 März 1990"), ("end_date", "Q2 1995")], ("1990-03-03", "1995-06")),
        ([("von", "1990"), ("bis", "1995")], ("1990", "1995")),
    ],
)
def test_times_in_attributes_as_people_write_them(
    tmp_path: Path, values: list[tuple[str, str]], time: tuple[str, str]
) -> None:
    assert held(opened(tmp_path, graphml(*values), "x.graphml")) == [time]


def test_from_and_to_that_are_names_or_small_numbers_are_no_times(tmp_path: Path) -> None:
    reading = opened(tmp_path, graphml(("from", "1"), ("to", "2")), "x.graphml")
    assert held(reading) == [("", "")] and reading.dataset.relationships[0].extra == {"from": "1", "to": "2"}


def test_quotes_behind_a_backslash_and_lists_of_networkx_in_gml(tmp_path: Path) -> None:
    text = (
        'graph [\n  node [ id 1 label "say \\"hi\\" now" ]\n  node [ id 2 label "C:\\dir\\" ]\n'
        '  edge [ source 1 target 2 start "_networkx_list_start" start "1990" ]\n]\n'
    )
    reading = opened(tmp_path, text, "x.gml")
    assert [actor.name for actor in reading.dataset.actors] == ['say "hi" now', "C:\\dir\\"]
    assert held(reading) == [("1990", "")]


# -- JSON


def test_ranges_and_times_of_wikidata_in_json(tmp_path: Path) -> None:
    nodes = [{"id": "a"}, {"id": "b"}]
    links = [
        {"source": "a", "target": "b", "period": "1990–1995"},
        {"source": "b", "target": "a", "start": "+1990-05-00T00:00:00Z", "end": "+1995-00-00T00:00:00Z"},
    ]
    reading = opened(tmp_path, json.dumps({"nodes": nodes, "links": links}), "x.json")
    assert held(reading) == [("1990", "1995")] and held(reading, 1) == [("1990-05", "1995")]


def test_lines_that_neo4j_exports(tmp_path: Path) -> None:
    lines = [
        {"type": "node", "id": "0", "labels": ["User"], "properties": {"name": "Ann"}},
        {"type": "node", "id": "1", "labels": ["User"], "properties": {"name": "Bob"}},
        {"id": "7", "type": "relationship", "label": "KNOWS", "properties": {"since": 1993}, "start": {"id": "0"},
         "end": {"id": "1"}},
    ]  # fmt: skip
    reading = opened(tmp_path, "\n".join(map(json.dumps, lines)), "x.json")
    assert ends(reading) == [("0", "1")] and held(reading) == [("1993", "")]
    assert (reading.dataset.actors[0].name, reading.dataset.relationships[0].type) == ("Ann", "KNOWS")


def test_relationships_as_the_api_of_littlesis_gives_them(tmp_path: Path) -> None:
    about = {"entity1_id": 10, "entity2_id": 20, "start_date": "1990-00-00", "end_date": "1995-05-00"}
    reading = opened(
        tmp_path, json.dumps({"data": [{"type": "relationships", "id": 1, "attributes": about}]}), "x.json"
    )
    assert ends(reading) == [("10", "20")] and held(reading) == [("1990", "1995-05")]


def test_that_there_are_other_networks_in_a_json_file_is_told(tmp_path: Path) -> None:
    one = {"nodes": {"a": {}, "b": {}}, "edges": [{"source": "a", "target": "b"}]}
    found = opened(tmp_path, json.dumps({"graphs": [one, one]}), "x.json")
    assert "several-networks" in {problem.code for problem in found.problems}


def test_an_edge_list_of_igraph_is_known_by_its_suffix(tmp_path: Path) -> None:
    assert counts(opened(tmp_path, "a b 1\nb c 2\n", "x.ncol")) == (3, 2)


# -- DyNetML and spreadsheets


def dynetml(*moments: str) -> str:
    nodes = '<nodes><nodeclass type="Agent" id="A"><node id="a" title="Ann"/><node id="b"/></nodeclass></nodes>'
    return f"<DynamicMetaNetwork>{''.join(each.replace('NODES', nodes) for each in moments)}</DynamicMetaNetwork>"


def moment(time: str, *links: str) -> str:
    inner = "".join(f'<link source="{each[0]}" target="{each[1]}" value="1"/>' for each in links)
    network = f'<network sourceType="Agent" targetType="Agent" id="friends">{inner}</network>'
    return f'<MetaNetwork id="m" timePeriod="{time}">NODES<networks>{network}</networks></MetaNetwork>'


def test_meta_networks_hold_until_the_next_one(tmp_path: Path) -> None:
    text = dynetml(moment("1990-01-01", "ab"), moment("1991-01-01", "ab", "ba"), moment("1992-01-01", "ba"))
    reading = opened(tmp_path, text, "x.xml")
    assert ends(reading) == [("a", "b"), ("b", "a")]
    assert held(reading) == [("1990-01-01", "1991-12-31")] and held(reading, 1) == [("1991-01-01", "1992-01-01")]
    assert (reading.dataset.actors[0].name, reading.dataset.actors[0].kind) == ("Ann", "Agent")


def test_a_meta_network_without_a_time_is_not_dated(tmp_path: Path) -> None:
    network = '<network id="n"><link source="a" target="b"/></network>'
    text = dynetml(f'<MetaNetwork id="m">NODES<networks>{network}</networks></MetaNetwork>')
    assert held(opened(tmp_path, text, "x.xml")) == [("", "")]


def test_a_dynetml_file_without_a_network_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no meta-network"):
        opened(tmp_path, "<DynamicMetaNetwork/>", "x.xml")


def test_cells_of_an_ods_that_are_merged_over_rows_hold_for_each(tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        return f"<table:table-row>{''.join(map(cell, cells))}</table:table-row>"

    def cell(text: str) -> str:
        if not text:
            return "<table:covered-table-cell/>"
        rows = ' table:number-rows-spanned="2"' if text == "Ann" else ""
        return f'<table:table-cell office:value-type="string"{rows}><text:p>{text}</text:p></table:table-cell>'

    urn = "urn:oasis:names:tc:opendocument:xmlns"
    names = " ".join(f'xmlns:{name}="{urn}:{name}:1.0"' for name in ("office", "table", "text"))
    told = ("Person", "Organisation", "Years"), ("Ann", "FO", "1991–1995"), ("", "UN", "1996–"), ("Bob", "UN", "2000")
    sheet = f'<table:table table:name="S">{"".join(row(*each) for each in told)}</table:table>'
    content = f"<office:document-content {names}>{sheet}</office:document-content>"
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    assert ends(opened(tmp_path, data.getvalue(), "x.ods")) == [("Ann", "FO"), ("Ann", "UN"), ("Bob", "UN")]


def test_a_time_with_a_fraction_is_one_as_a_whole_one_is(tmp_path: Path) -> None:
    nodes = '<node id="a"/><node id="b"/>'
    edges = "".join(f'<edge source="a" target="b"><data key="k">{at}</data></edge>' for at in ("3.5", "4"))
    key = '<key id="k" for="edge" attr.name="time" attr.type="double"/>'
    reading = opened(tmp_path, f"<graphml>{key}<graph>{nodes}{edges}</graph></graphml>", "x.graphml")
    assert sorted(held(reading, row)[0][0] for row in range(len(ends(reading)))) == [3.5, 4]  # type: ignore[type-var]
