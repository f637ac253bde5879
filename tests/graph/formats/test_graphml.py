"""GraphML: keys of any kind, times by their names, yEd, nested and several graphs, hyperedges."""

from __future__ import annotations

from pathlib import Path

import pytest

from netexplorer.errors import UserError
from netexplorer.graph.formats.draft import Ask
from netexplorer.graph.formats.graphml import sniff
from netexplorer.graph.network import build
from tests.graph.formats.opened import codes, dates, ends, opened, records


def key(id: str, name: str, of: str = "all", kind: str = "string", default: str = "") -> str:
    inner = f"<default>{default}</default>" if default else ""
    return f'<key id="{id}" for="{of}" attr.name="{name}" attr.type="{kind}">{inner}</key>'


def data(**values: str) -> str:
    return "".join(f'<data key="{name}">{value}</data>' for name, value in values.items())


def graphml(inner: str, keys: str = "", directed: str = "undirected") -> str:
    return f'<graphml xmlns="x">{keys}<graph edgedefault="{directed}">{inner}</graph></graphml>'


def edge(**values: str) -> str:
    return graphml(f'<edge source="a" target="b">{data(**values)}</edge>', "".join(key(k, k) for k in values))


def test_it_is_known_by_its_first_element() -> None:
    assert sniff(b'<?xml version="1.0"?>\n<!-- x --><n:graphml xmlns:n="y">')
    assert not sniff(b"<gexf><graphml/></gexf>")


def test_keys_have_their_type_and_default(tmp_path: Path) -> None:
    keys = (
        key("k0", "age", "node", "int")
        + key("k1", "colour", "node", default="red")
        + key("k2", "ok", "node", "boolean")
    )
    text = graphml(
        f'<node id="a">{data(k0="7", k2=" true ")}</node><node id="b">{data(k1="blue", k9="?")}</node>', keys
    )
    reading = opened(tmp_path, "a.graphml", text)
    assert [actor.extra for actor in reading.dataset.actors] == [
        {"age": 7, "colour": "red", "ok": True},
        {"colour": "blue", "k9": "?"},
    ]
    assert "undeclared-attribute" in codes(reading)


def test_one_id_may_be_a_key_of_nodes_and_one_of_edges(tmp_path: Path) -> None:
    keys = key("k", "label", "node") + key("k", "weight", "edge", "double")
    text = graphml(f'<node id="a">{data(k="A")}</node><edge source="a" target="a">{data(k="2")}</edge>', keys)
    dataset = opened(tmp_path, "a.graphml", text).dataset
    assert dataset.actors[0].name == "A"
    assert dataset.relationships[0].extra == {"weight": 2.0}


def test_directions_may_be_mixed(tmp_path: Path) -> None:
    text = graphml('<edge source="a" target="b"/><edge source="a" target="b" directed="true"/>')
    assert build(opened(tmp_path, "a.graphml", text).dataset).directed.tolist() == [False, True]


def test_beginnings_and_ends_are_times_if_they_can_be(tmp_path: Path) -> None:
    assert dates(opened(tmp_path, "a.graphml", edge(start="2001-02", end="2003"))) == [[("2001-02", "2003")]]
    cities = opened(tmp_path, "a.graphml", edge(start="Rome", end="Oslo"))
    assert dates(cities) == [[("", "")]]
    assert cities.dataset.relationships[0].extra == {"start": "Rome", "end": "Oslo"}


def test_spells_have_a_state_each(tmp_path: Path) -> None:
    text = edge(start="1998", spells="[1998, 2014-03-31]; [2014-04-01, ..]", state="open; suspended")
    (link,) = opened(tmp_path, "a.graphml", text).dataset.relationships
    assert [(each.from_, each.until, each.state) for each in link.changes] == [
        ("1998", "", "open"),
        ("2014-04-01", "", "suspended"),
    ]
    assert link.extra == {}


def test_a_state_without_times_holds_always(tmp_path: Path) -> None:
    (link,) = opened(tmp_path, "a.graphml", edge(state="severed")).dataset.relationships
    assert [each.state for each in link.changes] == ["severed"]


def test_graphics_of_yed_give_labels_colours_and_places(tmp_path: Path) -> None:
    node = (
        '<y:ShapeNode><y:Geometry x="10" y="20" width="30" height="40"/><y:Fill color="#FFCC00"/>'
        '<y:NodeLabel alignment="center">  Anna<y:LabelModel/></y:NodeLabel><y:Shape type="ellipse"/></y:ShapeNode>'
    )
    line = '<y:PolyLineEdge><y:LineStyle color="#0000FF" width="2"/><y:EdgeLabel>pays</y:EdgeLabel></y:PolyLineEdge>'
    keys = '<key id="d6" for="node" yfiles.type="nodegraphics"/><key id="d9" for="edge" yfiles.type="edgegraphics"/>'
    text = graphml(f'<node id="n0">{data(d6=node)}</node><edge source="n0" target="n0">{data(d9=line)}</edge>', keys)
    dataset = opened(tmp_path, "a.graphml", text.replace("<graphml ", '<graphml xmlns:y="yed" ')).dataset
    assert dataset.actors[0].name == "Anna"
    assert dataset.actors[0].extra == {"color": "#FFCC00", "shape": "ellipse", "x": 25.0, "y": 40.0}
    assert dataset.relationships[0].label == "pays"
    assert dataset.relationships[0].extra == {"color": "#0000FF", "width": 2.0}


def test_nested_graphs_and_ports_are_laid_flat(tmp_path: Path) -> None:
    text = graphml(
        '<node id="a"><port name="p"/><graph edgedefault="directed"><node id="b"/><edge source="b" target="c" '
        'sourceport="p"/></graph></node><node id="c"/><edge source="a" target="c"/>'
    )
    reading = opened(tmp_path, "a.graphml", text)
    assert {actor.id: actor.extra.get("parent") for actor in reading.dataset.actors} == {"a": None, "b": "a", "c": None}
    assert reading.dataset.relationships[0].extra == {"sourceport": "p"}
    assert build(reading.dataset).directed.tolist() == [True, False]
    assert {"hierarchy", "ports"} <= codes(reading)
    assert records(reading) == (3, 2)


def test_hyperedges_of_two_are_relationships_and_others_actors(tmp_path: Path) -> None:
    point = "".join(f'<endpoint node="{each}"/>' for each in "ab")
    text = graphml(
        f'<hyperedge id="h">{point}</hyperedge><hyperedge id="i">{point}<endpoint node="c" type="in"/></hyperedge>'
    )
    reading = opened(tmp_path, "a.graphml", text)
    assert ends(reading) == [("a", "b"), ("i", "a"), ("i", "b"), ("c", "i")]
    assert records(reading) == (0, 2)


def test_of_several_graphs_the_first_is_read_or_that_which_is_asked_for(tmp_path: Path) -> None:
    text = (
        '<graphml><graph id="one"><node id="a"/></graph><graph id="two"><node id="b"><graph/></node>'
        '<node id="c"/></graph><graph id="1"/></graphml>'
    )
    first = opened(tmp_path, "a.graphml", text)
    assert records(first) == (1, 0)
    assert "several-networks" in codes(first)
    assert records(opened(tmp_path, "a.graphml", text, Ask(network="2"))) == (2, 0)
    assert records(opened(tmp_path, "a.graphml", text, Ask(network="two"))) == (2, 0)
    assert records(opened(tmp_path, "a.graphml", text, Ask(network="1"))) == (0, 0)
    with pytest.raises(UserError, match="three"):
        opened(tmp_path, "a.graphml", text, Ask(network="three"))


def test_colours_in_three_parts_are_one(tmp_path: Path) -> None:
    keys = "".join(key(part, part, "node", "int") for part in "rgb")
    text = graphml(f'<node id="a">{data(r="245", g="91", b="0")}</node>', keys)
    assert opened(tmp_path, "a.graphml", text).dataset.actors[0].extra == {"color": "#f55b00"}


def test_text_in_cdata_is_text(tmp_path: Path) -> None:
    text = graphml(f'<node id="a">{data(name="<![CDATA[A & <B>]]>")}</node>')
    assert opened(tmp_path, "a.graphml", text).dataset.actors[0].name == "A & <B>"
    mended = text.replace('id="a"', 'id="a&b"')
    actor = opened(tmp_path, "a.graphml", mended).dataset.actors[0]
    assert (actor.id, actor.name) == ("a&b", "A & <B>")


def test_namespaces_that_are_no_uri_are_read(tmp_path: Path) -> None:
    text = '<graphml xmlns:xsi="http://a/ b " xsi:x=""><graph><node id="a"/></graph></graphml>'
    assert records(opened(tmp_path, "a.graphml", text)) == (1, 0)


def test_a_document_type_is_not_fetched(tmp_path: Path) -> None:
    text = '<!DOCTYPE graphml SYSTEM "http://localhost:1/graphml.dtd">' + graphml('<node id="a"/>')
    assert records(opened(tmp_path, "a.graphml", text)) == (1, 0)


@pytest.mark.parametrize("text", ["<graphml/>", "<graphml><key", '<!DOCTYPE g [<!ENTITY a SYSTEM "x">]><graphml/>'])
def test_what_has_no_graph_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(UserError):
        opened(tmp_path, "a.graphml", text)
