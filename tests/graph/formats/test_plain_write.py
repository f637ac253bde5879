"""Writing GML and Pajek, and reading back what was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from netexplorer.graph import schema
from netexplorer.graph.formats import format_for, gml_write, open_dataset, pajek_write

Change = schema.Change


def dataset(*changes: Change, number: bool = False, **more: object) -> schema.Dataset:
    return schema.Dataset(
        title="Friends & foes",
        time=schema.TimeSpec(kind="number", unit="s") if number else schema.TimeSpec(),
        types=(schema.RelationshipType(id="pays", directed=True),),
        actors=(
            schema.Actor(id="a", name='Ännä "A"', kind="firm", side="east", active="" if number else "1990/.."),
            schema.Actor(id="b"),
        ),
        relationships=(
            schema.Relationship(id="r", source="a", target="b", type="pays", changes=changes, extra={"weight": 2}),
        ),
        **more,  # type: ignore[arg-type]
    )


def again(folder: Path, what: schema.Dataset, name: str) -> schema.Dataset:
    path = folder / name
    format_for(path, to_write=True).save(what, path)
    return open_dataset(path).dataset


def told(what: schema.Dataset) -> list[tuple[object, object, str]]:
    return [(each.from_, each.until, each.state) for each in what.relationships[0].changes]


def test_gml_gives_back_states_dates_and_ids(tmp_path: Path) -> None:
    what = dataset(
        Change(from_="1998", state="open", values={"staff": 3}),
        Change(from_="2015-04", state="limited"),
        Change(from_="2021-11-01", until="2022-05-19", state="severed", note="“so”"),
    )
    back = again(tmp_path, what, "a.gml")
    assert told(back) == [("1998", "", "open"), ("2015-04", "", "limited"), ("2021-11-01", "2022-05-19", "severed")]
    assert [actor.id for actor in back.actors] == ["a", "b"]
    assert (back.actors[0].name, back.actors[0].kind, back.actors[0].active) == ('Ännä "A"', "firm", "1990/..")
    assert back.actors[0].side == "east"
    link = back.relationships[0]
    assert (link.id, link.type, link.extra["weight"]) == ("r", "pays", 2) and back.types[0].directed
    assert link.changes[0].values == {"staff": 3} and link.changes[2].note == "“so”"
    assert back.title == "Friends & foes"


def test_gml_is_ascii_with_whole_numbers_for_ids(tmp_path: Path) -> None:
    path = tmp_path / "a.gml"
    gml_write.write(dataset(Change(from_="1998")), path)
    text = path.read_bytes().decode("ascii")
    assert "multigraph" not in text
    gml_write.write(dataset(Change(from_="1998"), Change(from_="1999", state="limited")), path)
    assert "multigraph 1\n" in path.read_text()
    assert 'label "&#196;nn&#228; &quot;A&quot;"' in text and "id 1\n" in text and "start 1998\n" in text


@pytest.mark.parametrize("name", ["a.gml", "a.net"])
def test_a_state_ends_where_the_next_begins(tmp_path: Path, name: str) -> None:
    what = dataset(
        Change(from_="2001-05-01", state="open"), Change(from_="2001-05-02", until="2001-05-04", state="open")
    )
    assert told(again(tmp_path, what, name)) == [("2001-05-01", "2001-05-04", "open")]
    (tmp_path / name).unlink()
    what = dataset(Change(from_="2001", state="open"), Change(from_="2005", until="2007", state="open"))
    assert told(again(tmp_path, what, name)) == [("2001", "2007", "open")]
    what = dataset(Change(from_="2001", until="2002", state="open"), Change(from_="2005", state="open"))
    assert told(again(tmp_path, what, name)) == [("2001", "2002", "open"), ("2005", "", "open")]


@pytest.mark.parametrize("name", ["a.gml", "a.net"])
def test_numbers_stay_numbers_whose_ends_belong_to_them(tmp_path: Path, name: str) -> None:
    what = dataset(Change(from_=1, until=2.999999, state="open"), Change(from_=7, state="open"), number=True)
    assert told(again(tmp_path, what, name)) == [(1, 2.999999, "open"), (7, "", "open")]


@pytest.mark.parametrize("name", ["a.gml", "a.net", "a.paj"])
def test_what_has_no_dates_has_none_when_it_is_read(tmp_path: Path, name: str) -> None:
    back = again(tmp_path, dataset(Change(state="open")), name)
    assert [each[:2] for each in told(back)] == [("", "")]


def test_pajek_has_whole_numbers_as_fine_as_needed(tmp_path: Path) -> None:
    path = tmp_path / "a.net"
    pajek_write.write(dataset(Change(from_="2001-05", until="2001-07"), Change(from_="2002-01", state="limited")), path)
    text = path.read_text(encoding="utf-8-sig")
    assert "1 2 2 [200105-200107]" in text and '1 2 2 [200201-*] l "limited"' in text
    assert "1 \"Ännä 'A'\" [199001-*]" in text and '*Arcs :1 "pays"' in text


def test_a_project_has_kinds_and_sides_as_partitions(tmp_path: Path) -> None:
    back = again(tmp_path, dataset(Change(from_="2001")), "a.paj")
    assert back.actors[0].extra == {"kind (file)": 1, "side (file)": 1}


def test_what_cannot_be_carried_is_said(tmp_path: Path) -> None:
    what = dataset(
        Change(from_="2001-01-01T10:00Z", state="limited", note="x"),
        events=(schema.Event(id="e"),),
        sources=(schema.Source(id="s"),),
    )
    said = " ".join(pajek_write.losses(what))
    for word in ("events", "sources", "Ids", "Kinds", "Notes", "States", "rounded"):
        assert word in said
    assert "events" in " ".join(gml_write.losses(what))
    assert gml_write.losses(dataset(Change(from_="2001"))) == []
