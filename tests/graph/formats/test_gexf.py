"""GEXF: bounds that belong to the interval, spells, changing attributes, hierarchies, and what is wrong in files."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from netexplorer.errors import UserError
from netexplorer.graph.formats import recognise
from netexplorer.graph.formats.gexf import sniff
from netexplorer.graph.formats.reading import Reading
from netexplorer.graph.network import build
from netexplorer.graph.states import states_at
from tests.graph.formats.opened import codes, dates, ends, opened, records

EDGE = '<edges><edge id="e" source="a" target="b" {}/></edges>'
TWO = '<nodes><node id="a"/><node id="b"/></nodes>'


def gexf(inner: str, graph: str = "", namespace: str = "http://gexf.net/1.3") -> str:
    return f'<?xml version="1.0"?><gexf xmlns="{namespace}"><graph mode="dynamic" {graph}>{inner}</graph></gexf>'


def edge(bounds: str, graph: str = 'timeformat="date"', inner: str = "", declared: str = "") -> str:
    element = f'<edge id="e" source="a" target="b" {bounds}>{inner}</edge>'
    return gexf(f"{declared}{TWO}<edges>{element}</edges>", graph)


def changing(*values: str, graph: str = 'timeformat="date"', title: str = "state", bounds: str = "") -> str:
    declared = f'<attributes class="edge" mode="dynamic"><attribute id="0" title="{title}" type="string"/></attributes>'
    inner = "".join(f'<attvalue for="0" {value}/>' for value in values)
    return edge(bounds, graph, f"<attvalues>{inner}</attvalues>", declared)


def states(reading: Reading) -> list[tuple[object, object, str]]:
    return [(each.from_, each.until, each.state) for each in reading.dataset.relationships[0].changes]


@pytest.mark.parametrize(
    "namespace", ["http://gexf.net/1.3", "http://www.gexf.net/1.1draft", "http://www.gephi.org/gexf", "wrong", ""]
)
def test_any_namespace_is_read(tmp_path: Path, namespace: str) -> None:
    assert records(opened(tmp_path, "a.gexf", gexf(TWO, namespace=namespace))) == (2, 0)


def test_a_prefix_on_every_element_is_read(tmp_path: Path) -> None:
    text = '<g:gexf xmlns:g="x"><g:graph><g:nodes><g:node id="a" label="A"/></g:nodes></g:graph></g:gexf>'
    assert opened(tmp_path, "a.gexf", text).dataset.actors[0].name == "A"


def test_it_is_known_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text("<!-- a <gexf> of mine -->\n" + gexf(TWO)[21:])
    assert recognise(path).id == "gexf"
    assert not sniff(b"<html><gexf/></html>")
    assert sniff(gexf(TWO).encode("utf-16"))


def test_bounds_belong_to_the_interval_and_a_missing_one_is_none(tmp_path: Path) -> None:
    assert dates(opened(tmp_path, "a.gexf", edge('start="2009-03-01" end="2009-03-10"'))) == [
        [("2009-03-01", "2009-03-10")]
    ]
    assert dates(opened(tmp_path, "a.gexf", edge('start="2009-03-01"'))) == [[("2009-03-01", "")]]
    assert dates(opened(tmp_path, "a.gexf", edge('end="2009-03-10"'))) == [[("", "2009-03-10")]]
    assert dates(opened(tmp_path, "a.gexf", edge('start="-Infinity" end="Infinity"'))) == [[("", "")]]


def test_a_state_that_begins_on_the_day_another_ends_counts_on_that_day(tmp_path: Path) -> None:
    reading = opened(
        tmp_path,
        "a.gexf",
        changing('value="open" start="2001-01-01" end="2002-01-01"', 'value="severed" start="2002-01-01"'),
    )
    assert states(reading) == [("2001-01-01", "", "open"), ("2002-01-01", "", "severed")]


def test_open_bounds_of_1_2_are_times_that_do_not_belong_to_the_interval(tmp_path: Path) -> None:
    days = opened(tmp_path, "a.gexf", edge('startopen="2009-03-01" endopen="2009-03-10"'))
    assert dates(days) == [[("2009-03-02", "2009-03-09")]]
    flags = opened(tmp_path, "a.gexf", edge('start="2009-03-01" end="2009-03-10" endopen="true"'))
    assert dates(flags) == [[("2009-03-01", "2009-03-09")]]
    numbers = opened(tmp_path, "a.gexf", edge('start="1.5" endopen="3"', 'timeformat="double"'))
    assert dates(numbers) == [[(1.5, 2.999999)]]


def test_spells_count_instead_of_bounds(tmp_path: Path) -> None:
    spells = '<spells><spell end="2009-01-15"/><spell start="2009-01-30" end="2009-02-01"/></spells>'
    reading = opened(tmp_path, "a.gexf", edge('start="2001-01-01"', inner=spells))
    assert dates(reading) == [[("", "2009-01-15"), ("2009-01-30", "2009-02-01")]]
    slices = opened(tmp_path, "a.gexf", edge("", inner=spells.replace("spell", "slice")))
    assert dates(slices) == dates(reading)


def test_spells_that_overlap_or_are_inverted_are_bent_and_told(tmp_path: Path) -> None:
    spells = '<spells><spell start="5" end="1"/><spell start="4" end="9"/></spells>'
    reading = opened(tmp_path, "a.gexf", edge("", 'timeformat="double"', spells))
    assert dates(reading) == [[(1, 9)]]
    assert {"inverted-spell", "joined-spells"} <= codes(reading)


def test_intervals_and_timestamps_in_one_attribute_are_read(tmp_path: Path) -> None:
    listed = opened(tmp_path, "a.gexf", edge('intervals="&lt;[1, 2]; (4, 5)&gt;"', 'timeformat="double"'))
    assert dates(listed) == [[(1, 2), (4.000001, 4.999999)]]
    stamps = opened(tmp_path, "a.gexf", edge('timestamps="&lt;[1, 2.5]&gt;"', 'timeformat="double"'))
    assert dates(stamps) == [[(1, 1), (2.5, 2.5)]]
    bad = opened(tmp_path, "a.gexf", edge('intervals="soon"'))
    assert "bad-intervals" in codes(bad)


@pytest.mark.parametrize(
    ("graph", "bounds", "found"),
    [
        ("", 'start="2009-03-01"', "2009-03-01"),  # no format is double by the rules, but real files hold dates
        ('timeformat="double"', 'start="2009-03-01"', "2009-03-01"),
        ('timeformat="double"', 'start="2009.0"', 2009),
        ('timeformat="integer"', 'start="2009"', 2009),
        ('timeformat="date"', 'start="2009"', "2009"),
        ('timetype="date"', 'start="2009-03-01+02:00"', "2009-03-01"),
        ('timeformat="dateTime"', 'start="2009-03-01T10:00:00.000+03:00"', "2009-03-01T10:00:00+03:00"),
        ('timeformat="dateTime" timezone="Asia/Tokyo"', 'start="2009-03-01T10:00:00"', "2009-03-01T10:00:00+09:00"),
    ],
)  # fmt: skip
def test_times_are_what_the_format_says_unless_the_values_are_no_such_times(
    tmp_path: Path, graph: str, bounds: str, found: object
) -> None:
    assert dates(opened(tmp_path, "a.gexf", edge(bounds, graph))) == [[(found, "")]]


def test_a_time_zone_that_is_not_known_is_told(tmp_path: Path) -> None:
    graph = 'timeformat="dateTime" timezone="Moon/Tycho"'
    reading = opened(tmp_path, "a.gexf", edge('start="2009-03-01T10:00:00"', graph))
    assert dates(reading) == [[("2009-03-01T10:00:00Z", "")]]
    assert "unknown-zone" in codes(reading)


def test_a_slice_holds_at_its_time_and_only_then(tmp_path: Path) -> None:
    text = gexf(TWO + EDGE.format(""), 'timestamp="2007"').replace('"dynamic"', '"slice"')
    reading = opened(tmp_path, "a.gexf", text)
    assert dates(reading) == [[("2007", "2007")]]
    assert reading.dataset.actors[0].active == "2007/2007"


def test_the_span_of_a_dynamic_graph_is_no_bound_of_what_is_in_it(tmp_path: Path) -> None:
    reading = opened(tmp_path, "a.gexf", edge('start="2003-05-01"', 'start="2003-01-01" end="2009-12-30"'))
    assert dates(reading) == [[("2003-05-01", "")]]
    assert reading.report is not None
    assert (reading.report.first, reading.report.last) == ("2003-01-01", "2009-12-30")
    assert reading.dataset.as_of == "2009-12-30"


def test_a_changing_state_of_an_edge_is_its_state(tmp_path: Path) -> None:
    values = ('value="open" start="2001-01-01" end="2004-12-31"', 'value="Limited" start="2005-01-01"')
    assert states(opened(tmp_path, "a.gexf", changing(*values))) == [
        ("2001-01-01", "", "open"),
        ("2005-01-01", "", "limited"),
    ]
    bounded = changing(*values, bounds='start="2000-01-01" end="2010-12-31"')
    assert states(opened(tmp_path, "a.gexf", bounded)) == [
        ("2000-01-01", "", "open"),
        ("2005-01-01", "2010-12-31", "limited"),
    ]


def test_a_state_that_does_not_change_holds_always(tmp_path: Path) -> None:
    assert states(opened(tmp_path, "a.gexf", changing('value="severed"'))) == [("", "", "severed")]


def test_a_changing_weight_is_a_value_of_the_change_and_no_bound(tmp_path: Path) -> None:
    text = changing('value="1" start="2001-01-01" end="2001-12-31"', 'value="2" start="2003-01-01"', title="Weight")
    changes = opened(tmp_path, "a.gexf", text).dataset.relationships[0].changes
    assert [(each.from_, each.until, each.values) for each in changes] == [
        ("", "", {}),
        ("2001-01-01", "", {"weight": "1"}),
        ("2002-01-01", "", {}),
        ("2003-01-01", "", {"weight": "2"}),
    ]


def test_values_for_moments_hold_until_the_next(tmp_path: Path) -> None:
    text = changing('value="open" timestamp="1"', 'value="severed" timestamp="3"', graph='timeformat="double"')
    assert states(opened(tmp_path, "a.gexf", text)) == [(1, "", "open"), (3, "", "severed")]


@pytest.mark.parametrize("seed", range(20))
def test_cut_states_are_those_that_hold_at_each_instant(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    spells = sorted((a, a + chance.randint(0, 6)) for a in chance.sample(range(40), 3))
    values = [(a, a + chance.randint(0, 9), f"s{k}") for k, a in enumerate(sorted(chance.sample(range(50), 4)))]
    inner = "".join(f'<spell start="{a}" end="{b}"/>' for a, b in spells)
    told = [f'value="{word}" start="{a}" end="{b}"' for a, b, word in values]
    text = changing(*told, graph='timeformat="integer"').replace("</edge>", f"<spells>{inner}</spells></edge>")
    net = build(opened(tmp_path, "a.gexf", text).dataset)
    for t in range(60):
        state = int(states_at(net, t * 1_000_000 + 500_000)[0])
        begun = [(b, word) for a, b, word in values if a <= t]
        word = begun[-1][1] if begun and t <= begun[-1][0] else "open"
        expected = word if any(a <= t <= b for a, b in spells) else ""
        assert (net.states[state].id if state >= 0 else "") == expected, t


def test_changing_values_of_actors_are_kept(tmp_path: Path) -> None:
    declared = '<attributes class="node" mode="dynamic"><attribute id="0" title="size" type="integer"/></attributes>'
    node = '<nodes><node id="a"><attvalues><attvalue for="0" value="3" start="1" end="2"/></attvalues></node></nodes>'
    reading = opened(tmp_path, "a.gexf", gexf(declared + node))
    assert reading.dataset.actors[0].extra == {"size": [{"from": "1", "until": "2", "value": 3}]}
    assert "actor-values" in codes(reading)


def test_values_have_their_declared_type_and_default(tmp_path: Path) -> None:
    declared = (
        '<attributes class="node">'
        '<attribute id="0" title="n" type="integer"/><attribute id="1" title="f" type="float"/>'
        '<attribute id="2" title="b" type="boolean"><default>true</default></attribute>'
        '<attribute id="3" title="l" type="liststring"/><attribute id="4" title="n" type="string"/></attributes>'
    )
    values = {"0": "12", "1": "1e400", "3": "['a', &quot;b&quot;, c]", "4": "x", "9": "?"}
    inner = "".join(f'<attvalue for="{key}" value="{value}"/>' for key, value in values.items())
    reading = opened(tmp_path, "a.gexf", gexf(f'{declared}<nodes><node id="a">{inner}</node></nodes>'))
    extra = {"n": 12, "f": "1e400", "b": True, "l": ["a", "b", "c"], "n (4)": "x", "9": "?"}
    assert reading.dataset.actors[0].extra == extra
    assert "undeclared-attribute" in codes(reading)


def test_null_and_nan_are_no_values_and_huge_numbers_stay_text(tmp_path: Path) -> None:
    declared = '<attributes class="node"><attribute id="0" title="n" type="{}"/></attributes>'
    node = '<nodes><node id="a"><attvalues><attvalue for="0" value="{}"/></attvalues></node></nodes>'
    for kind, value, extra in (
        ("double", "null", {}),
        ("double", "NaN", {}),
        ("integer", "9" * 5_000, {"n": "9" * 5_000}),
        ("long", str(2**63), {"n": str(2**63)}),
        ("boolean", "perhaps", {"n": "perhaps"}),
    ):
        reading = opened(tmp_path, "a.gexf", gexf(declared.format(kind) + node.format(value)))
        assert reading.dataset.actors[0].extra == extra


def test_directions_may_be_mixed(tmp_path: Path) -> None:
    edges = "".join(f'<edge source="a" target="b" {kind}/>' for kind in ("", 'type="undirected"', 'type="mutual"'))
    reading = opened(tmp_path, "a.gexf", gexf(f"{TWO}<edges>{edges}</edges>", 'defaultedgetype="directed"'))
    net = build(reading.dataset)
    assert net.directed.tolist() == [True, False, False]
    assert "mutual" in codes(reading)


def test_parallel_edges_stay_apart_and_their_kind_is_their_type(tmp_path: Path) -> None:
    edges = "".join(f'<edge source="a" target="b" kind="{kind}" weight="2"/>' for kind in ("likes", "owns"))
    reading = opened(tmp_path, "a.gexf", gexf(f"{TWO}<edges>{edges}</edges>"))
    assert [each.type for each in reading.dataset.relationships] == ["likes", "owns"]
    assert reading.dataset.relationships[0].extra == {"weight": 2.0}


def test_hierarchies_are_laid_flat_and_kept(tmp_path: Path) -> None:
    text = gexf(
        '<nodes><node id="a"><nodes><node id="b"/></nodes><edges><edge source="b" target="c"/></edges></node>'
        '<node id="c" pid="a"/><node id="d"><parents><parent for="a"/><parent for="b"/></parents></node></nodes>'
    )
    reading = opened(tmp_path, "a.gexf", text)
    parents = {actor.id: actor.extra.get("parent") for actor in reading.dataset.actors}
    assert parents == {"a": None, "b": "a", "c": "a", "d": ["a", "b"]}
    assert ends(reading) == [("b", "c")]
    assert records(reading) == (4, 1)


def test_places_and_colours_are_kept(tmp_path: Path) -> None:
    looks = (
        '<v:color r="255" g="0" b="300"/><v:position x="1.5" y="-2" z="0"/><v:size value="3"/><v:shape value="square"/>'
    )
    text = gexf(f'<nodes><node id="a">{looks}</node></nodes>').replace("<gexf ", '<gexf xmlns:v="viz" ')
    extra = opened(tmp_path, "a.gexf", text).dataset.actors[0].extra
    assert extra == {"color": "#ff00ff", "size": 3.0, "shape": "square", "x": 1.5, "y": -2.0}


def test_nodes_without_id_and_edges_without_end_are_told(tmp_path: Path) -> None:
    text = gexf('<nodes><node label="A"/><node id=" x"/><node id="x"/></nodes><edges><edge source="x"/></edges>')
    reading = opened(tmp_path, "a.gexf", text)
    assert [actor.id for actor in reading.dataset.actors] == ["A", " x", "x"]
    assert {"no-id", "no-end"} <= codes(reading)


@pytest.mark.parametrize("label", ["AT&T", "a\x01b", "&eacute;", "&#0;", "caf\xe9".encode("latin-1").decode("latin-1")])
def test_what_xml_does_not_allow_is_mended(tmp_path: Path, label: str) -> None:
    text = gexf(f'<nodes><node id="a" label="{label}"/></nodes>')
    name = opened(tmp_path, "a.gexf", text).dataset.actors[0].name
    assert name == {"a\x01b": "a\ufffdb", "&eacute;": "é", "&#0;": "\ufffd"}.get(label, label)


def test_bytes_of_another_encoding_are_read(tmp_path: Path) -> None:
    text = '<?xml version="1.0" encoding="{}"?><gexf><graph><nodes><node id="é"/></nodes></graph></gexf>'
    for said, used in (("UTF-8", "cp1252"), ("ISO-8859-1", "latin-1"), ("UTF-8", "utf-16"), ("klingon", "utf-8")):
        assert opened(tmp_path, "a.gexf", text.format(said).encode(used)).dataset.actors[0].id == "é"


def test_a_file_cut_off_is_read_to_where_it_ends(tmp_path: Path) -> None:
    reading = opened(tmp_path, "a.gexf", gexf(TWO + EDGE.format(""))[:-20])
    assert records(reading) == (2, 1)
    assert "broken-xml" in codes(reading)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ("hello", "no XML"),
        ("<gexf><meta/></gexf>", "no <graph>"),
        ('<!DOCTYPE g [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + gexf(TWO)[21:], "without bounds"),
        ('<!DOCTYPE g [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + gexf(TWO)[21:], "refused"),
        ('<!DOCTYPE g [<!ENTITY % a SYSTEM "http://localhost/a"> %a;]>' + gexf(TWO)[21:], "refused"),
    ],
)
def test_what_cannot_or_may_not_be_read_is_refused_in_one_sentence(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UserError) as refusal:
        opened(tmp_path, "a.gexf", text)
    assert said in refusal.value.what
    assert refusal.value.where


def test_deep_hierarchies_are_read(tmp_path: Path) -> None:
    text = gexf('<nodes><node id="x">' * 20_000 + "</node></nodes>" * 20_000)
    assert records(opened(tmp_path, "a.gexf", text)) == (20_000, 0)
