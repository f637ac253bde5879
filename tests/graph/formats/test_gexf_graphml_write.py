"""GEXF and GraphML as we write them: boundaries come back, and the rules of the formats are kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import numpy as np
import pytest

from netexplorer.graph.formats import gexf_write, graphml_write, native, open_dataset
from netexplorer.graph.network import TemporalNetwork, build
from netexplorer.graph.schema import Actor, Change, Dataset, Event, Relationship, RelationshipType, State, TimeSpec
from netexplorer.graph.states import states_at

WRITERS = [(gexf_write, "a.gexf"), (graphml_write, "a.graphml")]
DATA = Path(__file__).parents[3] / "data"


def made(*changes: Change, kind: str = "calendar", actors: tuple[Actor, ...] = ()) -> Dataset:
    return Dataset(
        title="A title",
        time=TimeSpec(kind=kind),
        actors=actors or (Actor(id="a"), Actor(id="b")),
        relationships=(Relationship(id="r", source="a", target="b", changes=changes),),
    )


def again(dataset: Dataset, writer: ModuleType, path: Path) -> Dataset:
    write: Callable[[Dataset, Path], None] = writer.write
    write(dataset, path)
    return open_dataset(path).dataset


def words(net: TemporalNetwork, t: int) -> list[str]:
    return [net.states[row].id if row >= 0 else "" for row in states_at(net, t).tolist()]


def same_at_every_boundary(dataset: Dataset, other: Dataset) -> None:
    net, back = build(dataset), build(other)
    assert list(net.rel_ids) == list(back.rel_ids)
    assert list(net.actor_ids) == list(back.actor_ids)
    assert np.array_equal(net.directed, back.directed)
    ticks = {*net.change_from.tolist(), *net.change_to.tolist(), *back.change_from.tolist(), *back.change_to.tolist()}
    for tick in sorted(ticks):
        for t in (tick - 1, tick, tick + 1):
            assert words(net, t) == words(back, t), t


@pytest.mark.parametrize(("writer", "name"), WRITERS)
@pytest.mark.parametrize(
    "changes",
    [
        (),
        (Change(state="severed"),),
        (Change(from_="1998~", state="open"), Change(from_="2015-04", state="limited"), Change(from_="2021-11-01")),
        (Change(from_="1998", until="2001-05", state="open"), Change(from_="2003-02-28", until="2004-02")),
        (Change(from_="2021-11-01", until="2021-11-01", state="open"), Change(from_="2021-11-02", state="limited")),
        (Change(from_="2021-11-01T14:00Z", state="open"), Change(from_="2021-11-01T15:30:10Z", state="limited")),
        (Change(from_="2021-11-01T14:00Z", until="2022", state="open"),),
        (Change(until="1999", state="open"), Change(from_="199X", state="limited")),
        (Change(from_="-0427", until="0079", state="open"),),
        (Change(from_="2001-21", state="open"), Change(from_="2001-23?", state="limited")),
        (Change(from_="2021-11-01", until="2021-12-01", state="open"), Change(from_="2021-12-01", state="limited")),
    ],
)  # fmt: skip
def test_dates_come_back_with_the_boundaries_they_had(
    tmp_path: Path, writer: ModuleType, name: str, changes: tuple[Change, ...]
) -> None:
    dataset = made(*changes)
    same_at_every_boundary(dataset, again(dataset, writer, tmp_path / name))


@pytest.mark.parametrize(("writer", "name"), WRITERS)
@pytest.mark.parametrize(
    "changes",
    [
        (Change(from_=1990, until=2000, state="open"), Change(from_=2000, until=2010, state="limited")),
        (Change(from_=0.25, until=1.5, state="open"), Change(from_=1.75, state="limited")),
        (Change(from_=-3, state="open"), Change(from_=1_600_000_000, state="limited")),
    ],
)
def test_numbers_stay_numbers_with_the_boundaries_they_had(
    tmp_path: Path, writer: ModuleType, name: str, changes: tuple[Change, ...]
) -> None:
    dataset = made(*changes, kind="number")
    back = again(dataset, writer, tmp_path / name)
    assert back.time.kind == "number"
    same_at_every_boundary(dataset, back)


@pytest.mark.parametrize(("writer", "name"), WRITERS)
def test_the_shipped_datasets_come_back(tmp_path: Path, writer: ModuleType, name: str) -> None:
    for path in sorted(DATA.glob("*.json")):
        dataset = native.read(path).dataset
        back = again(dataset, writer, tmp_path / name)
        same_at_every_boundary(dataset, back)
        for one, other in zip(dataset.actors, back.actors, strict=True):
            assert (one.name, one.kind, one.side, one.description) == (
                other.name,
                other.kind,
                other.side,
                other.description,
            )
        assert [each.type for each in dataset.relationships] == [
            re.sub(r" \((directed|mutual)\)$", "", each.type) for each in back.relationships
        ]


@pytest.mark.parametrize(("writer", "name"), WRITERS)
def test_everything_an_actor_has_is_carried(tmp_path: Path, writer: ModuleType, name: str) -> None:
    extra = {"x": 1.5, "y": -2.0, "color": "#ff8000", "age": 7, "ok": True, 'odd <"&>': "a\nb\x01"}
    actor = Actor(id="a & <b>", name='"A"\t', kind="k", side="s", tags=("t", "u"), active="1998/2001", extra=extra)
    back = again(made(actors=(actor, Actor(id="b"))), writer, tmp_path / name).actors[0]
    assert (back.id, back.name.strip(), back.kind, back.side, back.tags) == ("a & <b>", '"A"', "k", "s", ("t", "u"))
    assert back.extra == {**extra, 'odd <"&>': "a\nb\ufffd"}
    assert back.active in ("1998/2001", "1998-01-01/2001-12-31")


@pytest.mark.parametrize(("writer", "name"), WRITERS)
def test_directions_may_be_mixed(tmp_path: Path, writer: ModuleType, name: str) -> None:
    rels = tuple(Relationship(id=each, source="a", target="b", type=each) for each in ("one", "two"))
    types = (RelationshipType(id="one", directed=True), RelationshipType(id="two"))
    dataset = Dataset(actors=(Actor(id="a"), Actor(id="b")), relationships=rels, types=types)
    same_at_every_boundary(dataset, again(dataset, writer, tmp_path / name))


def test_values_and_notes_of_changes_are_dynamic_attributes_of_gexf(tmp_path: Path) -> None:
    dataset = made(
        Change(from_="2001", state="open", values={"staff": 30}, note="opened"),
        Change(from_="2003", state="limited", values={"staff": 2.5}),
    )
    changes = again(dataset, gexf_write, tmp_path / "a.gexf").relationships[0].changes
    assert [(each.values, each.note) for each in changes] == [({"staff": 30.0}, "opened"), ({"staff": 2.5}, "")]


def test_what_is_left_out_is_said() -> None:
    plain = made(Change(from_="2001-02-03", state="open"))
    assert gexf_write.losses(plain) == graphml_write.losses(plain) == []
    change = Change(from_="2001", note="n", sources=("s",))
    rich = Dataset(
        actors=plain.actors,
        relationships=(Relationship(source="a", target="b", changes=(change,)),),
        events=(Event(id="e"),),
        states=(State(id="warm", rank=1), State(id="cold")),
    )  # fmt: skip
    assert "The event is left out." in gexf_write.losses(rich)
    assert any("less exact than a day" in each for each in gexf_write.losses(rich))
    assert any("notes" in each for each in graphml_write.losses(rich))
    assert any("order of the states" in each for each in graphml_write.losses(rich))


_TIME = r"-?\d+(\.\d+)?|-?\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?"
_ANY, _ID = r"(?s).*", r"(?s).+"
_BOUNDS = {"start": _TIME, "end": _TIME}
RULES = {  # of the schema of GEXF 1.3: where an element may stand, and what its attributes may be
    "gexf": ("", {"version": r"1\.3"}),
    "meta": ("gexf", {}),
    "creator": ("meta", {}),
    "description": ("meta", {}),
    "graph": ("gexf", {
        "defaultedgetype": "directed|undirected", "idtype": "string|integer", "mode": "static|dynamic",
        "timeformat": "integer|double|date|dateTime", "timerepresentation": "interval|timestamp",
    }),
    "attributes": ("graph", {"class": "node|edge", "mode": "static|dynamic"}),
    "attribute": ("attributes", {
        "id": _ID, "title": _ANY, "type": "integer|long|double|boolean|string|liststring",
    }),
    "nodes": ("graph", {"count": r"\d+"}),
    "edges": ("graph", {"count": r"\d+"}),
    "node": ("nodes", {"id": _ID, "label": _ANY, **_BOUNDS}),
    "edge": ("edges", {
        "id": _ID, "source": _ID, "target": _ID, "type": "directed|undirected|mutual", "label": _ANY, "kind": _ANY,
        "weight": r"[-\d.e+]+", **_BOUNDS,
    }),
    "attvalues": ("node edge", {}),
    "attvalue": ("attvalues", {"for": _ID, "value": _ANY, **_BOUNDS}),
    "spells": ("node edge", {}),
    "spell": ("spells", _BOUNDS),
    "color": ("node", {"r": r"\d+", "g": r"\d+", "b": r"\d+"}),
    "position": ("node", {"x": _ANY, "y": _ANY, "z": _ANY}),
    "size": ("node", {"value": _ANY}),
}  # fmt: skip


@pytest.mark.parametrize("name", ["actors.json", "alliances-1914.json"])
def test_gexf_keeps_the_rules_of_its_schema(tmp_path: Path, name: str) -> None:
    gexf_write.write(native.read(DATA / name).dataset, tmp_path / "a.gexf")
    root = ElementTree.parse(tmp_path / "a.gexf").getroot()
    above = {child: parent for parent in root.iter() for child in parent}
    ids = {each.get("id") for each in root.iter("{http://gexf.net/1.3}attribute")}
    for each in root.iter():
        local = each.tag.rpartition("}")[2]
        where, allowed = RULES[local]
        assert (above[each].tag.rpartition("}")[2] if each is not root else "") in where.split() or each is root
        for attribute, value in each.attrib.items():
            assert re.fullmatch(allowed[attribute], value), (local, attribute, value)
        if local == "attvalue":
            assert each.get("for") in ids
