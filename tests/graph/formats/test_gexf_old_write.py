"""GEXF 1.2 as we write it: ends that do not belong to the interval, and nothing that only 1.3 has."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings

from netexplorer.graph.formats import format_called, format_for, native, recognise
from netexplorer.graph.schema import Actor, Change, Dataset, Relationship, TimeSpec
from tests.graph.formats import round_trips
from tests.graph.formats.round_trips import again
from tests.graph.formats.test_gexf_graphml_write import DATA, same_at_every_boundary

NEW = ("timerepresentation", "kind", "end", "timestamp", "intervals")


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(dataset=round_trips.datasets(is_large=False))
def test_every_boundary_comes_back_to_the_tick(tmp_path: Path, dataset: Dataset) -> None:
    same_at_every_boundary(dataset, again(dataset, "gexf-1.2", tmp_path / "a.gexf").dataset)


@pytest.mark.parametrize("name", sorted(path.name for path in DATA.glob("*.json")))
def test_the_shipped_datasets_come_back_and_hold_nothing_new(tmp_path: Path, name: str) -> None:
    dataset = native.read(DATA / name).dataset
    back = again(dataset, "gexf-1.2", tmp_path / "a.gexf").dataset
    same_at_every_boundary(dataset, back)
    assert [each.type for each in back.relationships] == [each.type for each in dataset.relationships]
    root = ElementTree.parse(tmp_path / "a.gexf").getroot()
    assert (root.tag, root.get("version")) == ("{http://www.gexf.net/1.2draft}gexf", "1.2")
    assert [key for each in root.iter() for key in each.attrib if key in NEW] == []


def test_an_end_is_the_first_day_on_which_it_no_longer_holds(tmp_path: Path) -> None:
    changes = (Change(from_="2001", until="2001-12", state="open"), Change(from_="2003-05", state="limited"))
    record = Relationship(id="r", source="a", target="a", changes=changes)
    format_called("gexf-1.2").save(Dataset(actors=(Actor(id="a"),), relationships=(record,)), tmp_path / "a.gexf")
    spells = ElementTree.parse(tmp_path / "a.gexf").getroot().iter("{http://www.gexf.net/1.2draft}spell")
    assert [each.attrib for each in spells] == [
        {"start": "2001-01-01", "endopen": "2002-01-01"}, {"start": "2003-05-01"}
    ]  # fmt: skip


def test_numbers_end_before_their_bound(tmp_path: Path) -> None:
    changes = (Change(from_=1, until=2, state="open"), Change(from_=2, until=3.5, state="limited"))
    record = Relationship(id="r", source="a", target="a", changes=changes)
    dataset = Dataset(time=TimeSpec(kind="number"), actors=(Actor(id="a"),), relationships=(record,))
    same_at_every_boundary(dataset, again(dataset, "gexf-1.2", tmp_path / "a.gexf").dataset)
    assert 'start="1.0" endopen="2.0"' in (tmp_path / "a.gexf").read_text()


def test_the_newer_one_is_what_the_suffix_asks_for(tmp_path: Path) -> None:
    assert format_for(Path("a.gexf"), to_write=True).id == "gexf"
    assert format_for(Path("a.1.2.gexf"), to_write=True).id == "gexf-1.2"
    format_called("gexf-1.2").save(Dataset(actors=(Actor(id="a"),)), tmp_path / "a.gexf")
    assert recognise(tmp_path / "a.gexf").id == "gexf"
