"""Any network, written and read again: what comes back otherwise is what the format said it cannot carry."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netexplorer.graph.formats import every_format, open_dataset
from netexplorer.graph.formats.native import to_bytes
from netexplorer.graph.schema import Actor, Change, Dataset, Relationship, RelationshipType, TimeSpec
from tests.graph.formats.carried import differences, each_apart, is_named, shown
from tests.graph.strategies import networks

BY_ID = {known.id: known for known in every_format()}
DOCS = Path(__file__).parents[3] / "docs" / "formats.md"


class Row(msgspec.Struct, frozen=True):
    """How a format that is written is put to the test.

    Parameters
    ----------
    name : str
        The name of the file.
    in_order : bool
        Relationships come back in their order.
    has_parallel : bool
        Several relationships of one type between the same two come back as several.
    has_numbers : bool
        Times may be numbers.
    is_each_apart : bool
        Every change comes back as a relationship of its own.
    """

    name: str
    in_order: bool = True
    has_parallel: bool = True
    has_numbers: bool = True
    is_each_apart: bool = False


ROWS = {
    "netexplorer": Row("a.json"),
    "netx": Row("a.netx"),
    "gexf": Row("a.gexf"),
    "graphml": Row("a.graphml"),
    "gml": Row("a.gml"),
    "pajek": Row("a.net", in_order=False, has_parallel=False),
    "nodelink": Row("a.nodelink"),
    "cytoscapejs": Row("a.cyjs"),
    "cx2": Row("a.cx2"),
    "ftm": Row("a.ftm", has_numbers=False, is_each_apart=True),
}
# a network that every format but the poorest gives back whole, and nothing is said to be left out of it
PLAIN = Dataset(
    title="A title",
    types=(RelationshipType(id="owns", directed=True), RelationshipType(id="talks")),
    actors=(Actor(id="a", name="Anna", active="1960-01-01/.."), Actor(id="b", extra={"x": 1.5, "y": 2.0, "staff": 3})),
    relationships=(
        Relationship(
            id="r",
            source="a",
            target="b",
            type="owns",
            label="all of it",
            changes=(
                Change(from_="1998-02-03", state="open"),
                Change(from_="2014-04-01", until="2014-04-01", state="severed"),
            ),
        ),
        Relationship(
            id="q", source="b", target="b", type="talks", changes=(Change(until="2014-04-01", state="limited"),)
        ),
        Relationship(id="p", source="b", target="a", type="owns", changes=(Change(state="open"),)),
    ),
)


def again(dataset: Dataset, ident: str, folder: Path) -> Dataset:
    path = folder / ROWS[ident].name
    BY_ID[ident].save(dataset, path)
    return open_dataset(path).dataset


def losses(dataset: Dataset, ident: str) -> list[str]:
    told = BY_ID[ident].losses
    return told(dataset) if told else []


def unnamed(dataset: Dataset, ident: str, folder: Path) -> list[str]:
    """The parts of a dataset that come back otherwise though the format does not say so."""
    row = ROWS[ident]
    expected = each_apart(dataset) if row.is_each_apart else dataset
    back = shown(again(dataset, ident, folder), in_order=row.in_order)
    said = losses(dataset, ident)
    return [part for part in differences(shown(expected, in_order=row.in_order), back) if not is_named(part, said)]


@pytest.mark.parametrize("ident", ROWS)
@given(data=st.data())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_differs_after_a_round_trip_is_named_by_losses(tmp_path: Path, ident: str, data: st.DataObject) -> None:
    row = ROWS[ident]
    is_number = row.has_numbers and data.draw(st.booleans())
    dataset = data.draw(networks(is_number=is_number, has_parallel=row.has_parallel))
    assert unnamed(dataset, ident, tmp_path) == []


@pytest.mark.parametrize("ident", ["netexplorer", "netx"])
@given(dataset=networks())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_our_own_formats_carry_everything(tmp_path: Path, ident: str, dataset: Dataset) -> None:
    assert to_bytes(again(dataset, ident, tmp_path)) == to_bytes(dataset)


@pytest.mark.parametrize("ident", ["gexf", "graphml", "gml", "nodelink", "cytoscapejs"])
def test_of_a_plain_network_nothing_is_left_out(tmp_path: Path, ident: str) -> None:
    assert losses(PLAIN, ident) == []
    back = shown(again(PLAIN, ident, tmp_path))
    assert list(differences(shown(PLAIN), back)) == []


@pytest.mark.parametrize("ident", ROWS)
def test_relationships_without_changes_are_always(tmp_path: Path, ident: str) -> None:
    dataset = Dataset(actors=(Actor(id="a"), Actor(id="b")), relationships=(Relationship(source="a", target="b"),))
    assert shown(again(dataset, ident, tmp_path)).held(0) == shown(dataset).held(0)


@pytest.mark.parametrize("ident", set(ROWS) - {"netexplorer", "netx"})
def test_a_relationship_that_never_holds_is_left_out_and_said(tmp_path: Path, ident: str) -> None:
    never = Relationship(id="never", source="a", target="b", changes=(Change(from_="2001", until="1999"),))
    dataset = msgspec.structs.replace(PLAIN, relationships=(*PLAIN.relationships, never))
    assert "Relationships that hold at no time are left out." in losses(dataset, ident)
    back = again(dataset, ident, tmp_path)
    assert len(back.relationships) == sum(len(each.changes) for each in PLAIN.relationships) if ident == "ftm" else 3


@pytest.mark.parametrize("ident", set(ROWS) - {"ftm"})
def test_changes_need_not_stand_in_the_order_of_time(tmp_path: Path, ident: str) -> None:
    changes = (Change(from_="2005-01-01", state="severed"), Change(from_="2001-01-01", state="open"))
    dataset = Dataset(
        actors=(Actor(id="a"), Actor(id="b")),
        relationships=(Relationship(id="r", source="a", target="b", changes=changes),),
    )
    assert shown(again(dataset, ident, tmp_path)).held(0) == shown(dataset).held(0)


@pytest.mark.parametrize("ident", ["gexf", "graphml"])
def test_ids_that_xml_cannot_hold_stay_apart(tmp_path: Path, ident: str) -> None:
    dataset = Dataset(
        actors=(Actor(id="\x01"), Actor(id="\x02"), Actor(id="\ufffd")),
        relationships=(Relationship(id="r", source="\x02", target="\ufffd"),),
    )
    back = again(dataset, ident, tmp_path)
    assert [actor.id for actor in back.actors] == ["\ufffd#2", "\ufffd#3", "\ufffd"]
    assert (back.relationships[0].source, back.relationships[0].target) == ("\ufffd#3", "\ufffd")


@pytest.mark.parametrize("ident", ["netexplorer", "netx", "nodelink", "cytoscapejs", "cx2"])
def test_json_keeps_control_characters(tmp_path: Path, ident: str) -> None:
    dataset = Dataset(actors=(Actor(id="\x01", name="a\x02b"), Actor(id="\x02")), relationships=())
    first = again(dataset, ident, tmp_path).actors[0]
    assert (first.id, first.name) == ("\x01", "a\x02b")


@pytest.mark.parametrize("ident", set(ROWS) - {"netexplorer", "netx"})
def test_a_value_called_like_a_time_is_no_time_when_it_is_read(tmp_path: Path, ident: str) -> None:
    extra = {"start": "1234", "state": "solid"}
    dataset = Dataset(
        actors=(Actor(id="a", extra=extra), Actor(id="b")),
        relationships=(Relationship(id="r", source="a", target="b", extra=extra),),
    )
    back = again(dataset, ident, tmp_path)
    assert back.actors[0].active == ""
    assert shown(back).held(0) == shown(dataset).held(0)
    assert any("“(value)”" in sentence for sentence in losses(dataset, ident))


def test_pajek_says_that_parallel_relationships_may_become_one(tmp_path: Path) -> None:
    parallel = tuple(
        Relationship(id=id, source="a", target="b", changes=(Change(from_=start, until=until),))
        for id, start, until in (("r", "1998", "1999"), ("s", "2003", "2004"))
    )
    dataset = Dataset(actors=(Actor(id="a"), Actor(id="b")), relationships=parallel)
    assert len(again(dataset, "pajek", tmp_path).relationships) == 1
    assert is_named("relationships", losses(dataset, "pajek"))


def test_numbers_that_others_take_for_nothing_stay_numbers(tmp_path: Path) -> None:
    changes = (Change(until=-9, state="open"), Change(from_=3.5, state="limited"))
    dataset = Dataset(
        time=TimeSpec(kind="number"),
        actors=(Actor(id="a"), Actor(id="b")),
        relationships=(Relationship(id="r", source="a", target="b", changes=changes),),
    )
    for ident in ("gexf", "graphml", "gml", "nodelink", "cytoscapejs", "cx2"):
        assert shown(again(dataset, ident, tmp_path)).held(0) == shown(dataset).held(0), ident
