"""Spells for networkDynamic of R: its columns and its half-open bounds, and a way back to the tick."""

from __future__ import annotations

import csv
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from netexplorer.graph.formats import format_called, format_for, native, open_dataset, recognise
from netexplorer.graph.schema import Actor, Change, Dataset, Event, Relationship, RelationshipType, TimeSpec
from tests.graph.formats import round_trips
from tests.graph.formats.round_trips import again
from tests.graph.formats.test_gexf_graphml_write import DATA, same_at_every_boundary

ONE = Dataset(
    actors=(Actor(id="x", name="=X", kind="person", side="east", description="d", active="1990/.."), Actor(id="-y")),
    types=(RelationshipType(id="talks", directed=True),),
    relationships=(
        Relationship(id="r", source="x", target="-y", type="talks", label="@l", changes=(
            Change(state="open", values={"n": -5}),
            Change(from_="1970-01-11", state="limited"),
            Change(from_="1970-01-21T12:00Z", until="1970-02", state="severed"),
        )),
    ),
)  # fmt: skip


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(dataset=round_trips.datasets())
def test_every_boundary_comes_back_to_the_tick(tmp_path: Path, dataset: Dataset) -> None:
    reading = again(dataset, "networkdynamic", tmp_path / "a.spells.csv")
    if any(each.changes for each in dataset.relationships):
        assert reading.dataset.time.kind == dataset.time.kind
    same_at_every_boundary(dataset, reading.dataset)


def test_the_shipped_datasets_come_back(tmp_path: Path) -> None:
    for path in sorted(DATA.glob("*.json")):
        dataset = native.read(path).dataset
        back = again(dataset, "networkdynamic", tmp_path / "a.spells.csv").dataset
        same_at_every_boundary(dataset, back)
        assert [(each.name, each.kind, each.side) for each in dataset.actors] == [
            (each.name, each.kind, each.side) for each in back.actors
        ]


def rows(path: Path) -> list[list[str]]:
    return list(csv.reader(path.read_text("utf-8").splitlines()))


def test_the_columns_are_those_of_r_with_days_since_1970_and_an_end_outside(tmp_path: Path) -> None:
    format_called("networkdynamic").save(ONE, tmp_path / "a.spells.csv")
    edges, vertices = rows(tmp_path / "a.spells.csv"), rows(tmp_path / "a.spells-vertices.csv")
    assert edges[0][:7] == ["onset", "terminus", "tail", "head", "onset.censored", "terminus.censored", "duration"]
    assert [row[:7] for row in edges[1:]] == [
        ["-Inf", "10", "1", "2", "TRUE", "FALSE", "Inf"],
        ["10", "20.5", "1", "2", "FALSE", "FALSE", "10.5"],
        ["20.5", "59", "1", "2", "FALSE", "FALSE", "38.5"],
    ]
    assert vertices[0][:3] == ["onset", "terminus", "vertex.id"]
    assert [row[:3] for row in vertices[1:]] == [["7305", "Inf", "1"], ["-Inf", "Inf", "2"]]
    back = open_dataset(tmp_path / "a.spells.csv").dataset
    link = back.relationships[0]
    assert (link.id, link.source, link.target, link.type, link.label) == ("r", "x", "-y", "talks", "@l")
    assert [each.values for each in link.changes] == [{"n": -5}, {}, {}]
    assert [(each.id, each.name, each.description) for each in back.actors] == [("x", "=X", "d"), ("-y", "-y", "")]


def test_no_text_begins_as_a_formula_does(tmp_path: Path) -> None:
    format_called("networkdynamic").save(ONE, tmp_path / "a.spells.csv")
    every = [
        cell for name in ("a.spells.csv", "a.spells-vertices.csv") for row in rows(tmp_path / name) for cell in row
    ]
    assert {cell for cell in every if cell[:1] in tuple("=+-@")} == {"-Inf", "-5"}
    assert {"'=X", "'-y", "'@l"} <= set(every)


def test_numbers_stay_numbers_and_keep_what_they_count(tmp_path: Path) -> None:
    changes = (Change(from_=1990, until=100_000_000_000, state="open"),)
    dataset = Dataset(
        time=TimeSpec(kind="number", unit="days"), actors=(Actor(id="a"),),
        relationships=(Relationship(id="r", source="a", target="a", changes=changes),),
    )  # fmt: skip
    back = again(dataset, "networkdynamic", tmp_path / "a.spells.csv").dataset
    assert (back.time.kind, back.time.unit) == ("number", "days")
    same_at_every_boundary(dataset, back)


def test_the_name_of_the_file_asks_for_spells_and_other_tables_stay_tables(tmp_path: Path) -> None:
    assert format_for(Path("a.spells.csv"), to_write=True).id == "networkdynamic"
    assert format_for(Path("a.csv"), to_write=True).id == "csv"
    format_called("networkdynamic").save(ONE, tmp_path / "a.csv")
    assert recognise(tmp_path / "a.csv").id == "networkdynamic"
    assert open_dataset(tmp_path / "a.csv").dataset.actors[0].id == "x"


def test_what_spells_cannot_carry_is_said() -> None:
    losses = format_called("networkdynamic").losses
    assert losses is not None
    change = Change(from_="2001", state="open")
    plain = Dataset(actors=(Actor(id="a"),), relationships=(Relationship(source="a", target="a", changes=(change,)),))
    assert losses(plain) == []
    change = Change(until="2001~", note="n", confidence="stated")
    told = losses(
        Dataset(
            title="T", actors=(Actor(id="a", tags=("t",)),), events=(Event(id="e"),),
            relationships=(Relationship(source="a", target="a", changes=(change,), extra={"v": 1}),),
        )
    )  # fmt: skip
    for words in ("event", "notes of changes", "values of relationships", "tags, aliases", "how vague", "as a whole",
                  "how sure"):  # fmt: skip
        assert sum(words in each for each in told) == 1, (words, told)
