"""GraphML as yEd draws it: places, shapes, fills and lines, none of which is read as something the dataset says."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from netexplorer.graph.dates import tick_of
from netexplorer.graph.formats import format_called, native, open_dataset
from netexplorer.graph.network import build
from netexplorer.graph.schema import Actor, Change, Dataset, Kind, Relationship, RelationshipType, Side, State
from netexplorer.graph.slices import at_date
from tests.graph.formats.test_gexf_graphml_write import DATA

Y = "{http://www.yworks.com/xml/graphml}"
MADE = Dataset(
    sides=(Side(id="east", color="#102030"), Side(id="west")),
    kinds=(Kind(id="person", shape="diamond"), Kind(id="office")),
    types=(RelationshipType(id="talks", directed=True),),
    actors=(
        Actor(id="a", name="Ana & Co", kind="person", side="east", extra={"x": 0, "y": 0}),
        Actor(id="b", side="west", kind="office", extra={"x": 0.5, "y": 1, "color": "#aabbcc"}),
        Actor(id="c"),
    ),
    relationships=(
        Relationship(id="r", source="a", target="b", type="talks", label="L",
                     changes=(Change(from_="2001", state="open"), Change(from_="2010", state="severed"))),
        Relationship(id="s", source="b", target="c", changes=(Change(from_="2001", until="2005", state="limited"),)),
    ),
)  # fmt: skip


def drawn(dataset: Dataset, path: Path, what: str) -> list[dict[str, dict[str, str]]]:
    """The attributes of the elements that draw each node or edge, by their names."""
    format_called("graphml").save(dataset, path)
    every = ElementTree.parse(path).getroot().iter(Y + what)
    return [{part.tag.removeprefix(Y): {**part.attrib, "": part.text or ""} for part in each} for each in every]


def test_nodes_have_the_shape_of_their_kind_the_fill_of_their_side_and_a_name(tmp_path: Path) -> None:
    one, two, three = drawn(MADE, tmp_path / "a.graphml", "ShapeNode")
    assert (one["Shape"]["type"], one["Fill"]["color"], one["NodeLabel"][""]) == ("diamond", "#102030", "Ana & Co")
    assert two["Fill"]["color"] == "#aabbcc"  # its own
    assert three["NodeLabel"][""] == "c"


def test_edges_have_the_line_of_the_state_at_the_date(tmp_path: Path) -> None:
    last, over = drawn(MADE, tmp_path / "a.graphml", "PolyLineEdge")
    assert (last["LineStyle"]["color"], last["Arrows"]["target"], last["EdgeLabel"][""]) == ("#c8323c", "standard", "L")
    assert (over["LineStyle"]["color"], over["Arrows"]["target"]) == ("#a3abb5", "none")
    slice_ = at_date(build(MADE), tick_of(2003))
    at_first, still = drawn(slice_, tmp_path / "b.graphml", "PolyLineEdge")
    assert at_first["LineStyle"]["color"] == "#1f8a70"
    assert (still["LineStyle"]["color"], still["LineStyle"]["type"]) == ("#c98a00", "dashed")
    own = Dataset(actors=MADE.actors, relationships=MADE.relationships[:1],
                  states=(State(id="open", rank=1), State(id="severed", color="#123456")))  # fmt: skip
    assert drawn(own, tmp_path / "c.graphml", "PolyLineEdge")[0]["LineStyle"]["color"] == "#123456"


def test_places_too_near_are_drawn_further_apart_and_none_at_all_make_a_circle(tmp_path: Path) -> None:
    places = [each["Geometry"] for each in drawn(MADE, tmp_path / "a.graphml", "ShapeNode")]
    assert float(places[1]["y"]) - float(places[0]["y"]) > 100
    alone = Dataset(actors=tuple(Actor(id=each) for each in "abcdef"))
    corners = {
        (each["Geometry"]["x"], each["Geometry"]["y"]) for each in drawn(alone, tmp_path / "b.graphml", "ShapeNode")
    }
    assert len(corners) == 6


def test_what_is_drawn_is_no_value_when_it_is_read_again(tmp_path: Path) -> None:
    format_called("graphml").save(MADE, tmp_path / "a.graphml")
    back = open_dataset(tmp_path / "a.graphml").dataset
    assert [each.extra for each in back.actors] == [each.extra for each in MADE.actors]
    assert [each.name for each in back.actors] == ["Ana & Co", "", ""]
    assert [each.extra for each in back.relationships] == [{}, {}]
    dataset = native.read(DATA / "actors.json").dataset
    format_called("graphml").save(dataset, tmp_path / "b.graphml")
    assert not any(each.extra for each in open_dataset(tmp_path / "b.graphml").dataset.relationships)
