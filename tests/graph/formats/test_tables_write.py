"""Tables as we write them: they come back to the tick, no cell is a formula, and what is left out is said."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl import load_workbook  # type: ignore[import-untyped, unused-ignore]

from netexplorer.errors import UserError
from netexplorer.graph.formats import format_called, format_for, native, open_dataset
from netexplorer.graph.formats.tables_own import beside, guarded, unguarded
from netexplorer.graph.schema import (
    Actor,
    Change,
    Dataset,
    Event,
    Relationship,
    RelationshipType,
    Source,
    State,
    TimeSpec,
)
from tests.graph.formats import round_trips
from tests.graph.formats.opened import opened
from tests.graph.formats.round_trips import again
from tests.graph.formats.test_gexf_graphml_write import DATA, same_at_every_boundary

WAYS = [("csv", "a.csv"), ("csv", "a.tsv"), ("xlsx", "a.xlsx"), ("parquet", "a.parquet")]
FORMULAS = ["=1+1", "+1", "-1+1", "@SUM(A1)", '=HYPERLINK("x")', "'=2", "''-3", "#N/A", "- a dash"]

RICH = Dataset(
    title="A title",
    actors=(
        Actor(id="a", name="Ana", kind="person", side="east", description="says: “so”", active="1950/..",
              aliases=("A.", "Anna"), tags=("t", "u"), sources=("s1",),
              extra={"x": 1.5, "y": -2, "age": 70, "name": 1}),
        Actor(id="=b", names={"ar": "ب"}, extra={"x": 0, "y": 0.25}),
    ),
    sources=(Source(id="s1", title="Paper; part 1"), Source(id="s2", title="T", url="https://example.org/2?a=1,2")),
    types=(RelationshipType(id="talks", directed=True),),
    relationships=(
        Relationship(id="r", source="a", target="=b", type="talks", label="=L", tags=("x", "y"), extra={"state": 5},
                     changes=(
                         Change(from_="1998~", state="open", note="first\nsecond", values={"staff": 30, "who": "-5x"},
                                confidence="stated", sources=("s1#2", "s2", "s1#3")),
                         Change(from_="2001", until="2003-02", state="open", values={"staff": 2.5}),
                         Change(from_="2010-05-01", state="limited", note="@home", sources=("s2",)),
                     )),
        Relationship(id="q", source="a", target="a"),
    ),
)  # fmt: skip


@pytest.mark.parametrize(("ident", "name"), WAYS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(dataset=round_trips.datasets())
def test_every_boundary_comes_back_to_the_tick(tmp_path: Path, ident: str, name: str, dataset: Dataset) -> None:
    reading = again(dataset, ident, tmp_path / name)
    assert reading.dataset.time.kind == dataset.time.kind
    same_at_every_boundary(dataset, reading.dataset)
    assert [problem for problem in reading.problems if problem.code in ("bad-time", "bad-row", "no-date")] == []


@pytest.mark.parametrize(("ident", "name"), WAYS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(note=round_trips.cells, label=round_trips.cells, key=round_trips.cells, name_=round_trips.cells)
def test_every_text_comes_back(
    tmp_path: Path, ident: str, name: str, note: str, label: str, key: str, name_: str
) -> None:
    change = Change(from_="2001-02-03", state="limited", note=note)
    record = Relationship(id="r", source="a", target="b", label=label, changes=(change,), extra={f"k{key}": "v"})
    dataset = Dataset(actors=(Actor(id="a", name=name_), Actor(id="b")), relationships=(record,))
    back = again(dataset, ident, tmp_path / name).dataset
    is_error = ident == "xlsx" and any(each.startswith("#") for each in (note.strip(), label.strip(), name_.strip()))
    if not is_error:
        assert back.relationships[0].label == label.strip()
        assert back.relationships[0].changes[0].note == note.strip()
        assert back.actors[0].name == name_.strip()
        assert list(back.relationships[0].extra) == [" ".join(f"k{key}".split())]


@pytest.mark.parametrize(("ident", "name"), WAYS)
def test_everything_that_columns_hold_comes_back(tmp_path: Path, ident: str, name: str) -> None:
    back = again(RICH, ident, tmp_path / name).dataset
    same_at_every_boundary(RICH, back)
    one, other = back.actors
    assert (one.id, one.name, one.kind, one.side, one.active) == ("a", "Ana", "person", "east", "1950/..")
    assert (one.description, one.aliases, one.tags) == ("says: “so”", ("A.", "Anna"), ("t", "u"))
    assert one.extra == {"x": 1.5, "y": -2.0, "age": 70, "name (value)": 1}
    assert (other.id, other.extra) == ("=b", {"x": 0.0, "y": 0.25, "name in ar": "ب"})
    record = back.relationships[0]
    assert (record.label, record.tags, record.type, record.extra) == ("=L", ("x", "y"), "talks", {"state (value)": 5})
    first, second, third = record.changes
    assert (first.from_, first.note, first.confidence) == ("1998~", "first\nsecond", "stated")
    assert first.values == {"staff": 30.0, "who": "-5x"}
    assert (second.from_, second.until, second.values) == ("2001", "2003-02", {"staff": 2.5})
    assert (third.from_, third.until, third.note) == ("2010-05-01", "", "@home")
    titles = {source.id: (source.title, source.url) for source in back.sources}
    assert [titles[each][0] for each in first.sources] == ["Paper, part 1", "https://example.org/2?a=1,2"]
    assert titles[third.sources[0]][1] == "https://example.org/2?a=1,2"
    assert [titles[each][0] for each in one.sources] == ["Paper, part 1"]


@pytest.mark.parametrize(("ident", "name"), WAYS)
def test_the_shipped_datasets_come_back(tmp_path: Path, ident: str, name: str) -> None:
    for path in sorted(DATA.glob("*.json")):
        dataset = native.read(path).dataset
        back = again(dataset, ident, tmp_path / name).dataset
        same_at_every_boundary(dataset, back)
        assert [(each.name, each.kind, each.side, each.active) for each in dataset.actors] == [
            (each.name, each.kind, each.side, each.active) for each in back.actors
        ]
        assert [[(c.from_, c.note) for c in each.changes] for each in dataset.relationships] == [
            [(c.from_, c.note) for c in each.changes] for each in back.relationships
        ]


@pytest.mark.parametrize(("ident", "name"), WAYS)
def test_an_empty_dataset_and_one_without_relationships_come_back(tmp_path: Path, ident: str, name: str) -> None:
    assert again(Dataset(), ident, tmp_path / name).dataset.actors == ()
    alone = Dataset(time=TimeSpec(kind="number"), actors=(Actor(id="a", active="1/2.5"), Actor(id="b")))
    back = again(alone, ident, tmp_path / name).dataset
    assert [(each.id, each.active) for each in back.actors] == [("a", "1/2.5"), ("b", "")]
    assert back.relationships == ()


@pytest.mark.parametrize("text", FORMULAS)
def test_a_guarded_cell_is_no_formula_and_gives_its_text_back(text: str) -> None:
    assert guarded(text)[0] not in "=+-@\t\r"
    assert unguarded(guarded(text)) == text


def test_no_cell_of_text_begins_as_a_formula_does_and_numbers_stay_numbers(tmp_path: Path) -> None:
    changes = [
        Change(from_=f"{2001 + k}", state="open", note=text, values={"n": -5}) for k, text in enumerate(FORMULAS)
    ]
    record = Relationship(id="=r", source="=a", target="@b", label="-l", changes=tuple(changes), extra={"=k": "+v"})
    dataset = Dataset(actors=(Actor(id="=a"), Actor(id="@b", name="+n")), relationships=(record,))
    for name in ("a.csv", "a.tsv"):
        format_called("csv").save(dataset, tmp_path / name)
        mark = "\t" if name.endswith("tsv") else ","
        for path in (tmp_path / name, tmp_path / name.replace("a.", "a-actors.")):
            rows = list(csv.reader(path.read_text("utf-8-sig").splitlines(), delimiter=mark))
            odd = {cell for row in rows for cell in row if cell[:1] in tuple("=+-@\t\r")}
            assert odd <= {"-5"}
        same_at_every_boundary(dataset, open_dataset(tmp_path / name).dataset)
    format_called("xlsx").save(dataset, tmp_path / "a.xlsx")
    book = load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["Relationships", "Actors"]
    every = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in every} == {"s", "n"}
    assert {cell.value for cell in every if cell.data_type == "n"} == {-5}
    assert all(cell.quotePrefix for cell in every if isinstance(cell.value, str) and cell.value[0] in "=+-@")


def test_years_before_christ_are_no_formulas_and_stay_dates(tmp_path: Path) -> None:
    changes = (Change(from_="-0431", until="-0404-04-25", state="severed"), Change(from_="0014", state="open"))
    record = Relationship(id="r", source="a", target="b", changes=changes)
    dataset = Dataset(actors=(Actor(id="a"), Actor(id="b")), relationships=(record,))
    format_called("csv").save(dataset, tmp_path / "a.csv")
    assert "'-0404-04-25" in (tmp_path / "a.csv").read_text("utf-8")
    back = open_dataset(tmp_path / "a.csv").dataset
    assert [(each.from_, each.until) for each in back.relationships[0].changes] == [
        ("-0431", "-0404-04-25"), ("0014", "")
    ]  # fmt: skip


def test_the_actors_lie_in_a_file_of_their_own_that_is_read_with_the_other(tmp_path: Path) -> None:
    format_called("csv").save(RICH, tmp_path / "ties.csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ties-actors.csv", "ties.csv"]
    assert open_dataset(tmp_path / "ties-actors.csv").dataset.actors[0].description == "says: “so”"
    (tmp_path / "ties-actors.csv").unlink()
    alone = open_dataset(tmp_path / "ties.csv").dataset
    assert [(each.id, each.name) for each in alone.actors] == [("a", "Ana"), ("=b", "")]


@pytest.mark.parametrize(
    ("ident", "name"), [("csv", "t.csv"), ("parquet", "t.parquet"), ("networkdynamic", "t.spells.csv")]
)
def test_the_second_file_replaces_its_like_and_no_other(tmp_path: Path, ident: str, name: str) -> None:
    format_called(ident).save(RICH, tmp_path / name)
    format_called(ident).save(RICH, tmp_path / name)
    other = beside(tmp_path / name, format_called(ident).pair)
    other.write_text("precious,data\n")
    (tmp_path / name).unlink()
    with pytest.raises(UserError, match="would replace one"):
        format_called(ident).save(RICH, tmp_path / name)
    assert (other.read_text(), list(tmp_path.iterdir())) == ("precious,data\n", [other])


def test_a_file_that_is_called_like_the_actors_of_a_table_of_others_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "x-actors.csv").write_text("id,name\nzzz,Z\n")
    reading = opened(tmp_path, "x.csv", "source,target,start\na,b,2001\n")
    assert [each.id for each in reading.dataset.actors] == ["a", "b"]


def test_an_apostrophe_before_a_formula_is_no_part_of_a_text_in_tables_of_others_either(tmp_path: Path) -> None:
    reading = opened(tmp_path, "x.csv", "source,target,label\na,b,'=SUM(A1)\nb,c,'tis\n")
    assert [each.label for each in reading.dataset.relationships] == ["=SUM(A1)", "'tis"]


def test_columns_of_parquet_have_types(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    format_called("parquet").save(RICH, tmp_path / "a.parquet")
    table = parquet.read_table(tmp_path / "a.parquet")
    types = {field.name: str(field.type) for field in table.schema}
    assert (types["start"], types["staff"], types["state (value)"]) == ("string", "double", "int64")
    assert table.column("start").to_pylist() == ["1998~", "2001", "2010-05-01", None]
    assert table.column("end").to_pylist() == ["2000", "2003-02", None, None]
    assert parquet.read_table(tmp_path / "a-actors.parquet").num_rows == 2


def test_without_pyarrow_a_sentence_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UserError, match="pyarrow, which is not installed"):
        format_called("parquet").save(RICH, tmp_path / "a.parquet")
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_that_is_too_long_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("netexplorer.graph.formats.tables_xlsx_write.MOST_ROWS", 3)
    with pytest.raises(UserError, match="at most 2 rows"):
        format_called("xlsx").save(RICH, tmp_path / "a.xlsx")
    with pytest.raises(UserError, match=r"written as \*\.xlsx"):
        format_called("xlsx").save(RICH, tmp_path / "a.xls")
    assert list(tmp_path.iterdir()) == []


def test_the_suffix_says_which_table_is_written() -> None:
    names = {"a.csv": "csv", "a.tsv": "csv", "a.xlsx": "xlsx", "a.parquet": "parquet"}
    assert {name: format_for(Path(name), to_write=True).id for name in names} == names


def test_what_tables_cannot_carry_is_said() -> None:
    losses = format_called("csv").losses
    assert losses is not None
    record = Relationship(
        id="r", source="a", target="b", changes=(Change(from_="2001?", note="n", confidence="stated"),)
    )
    assert losses(Dataset(actors=(Actor(id="a"), Actor(id="b")), relationships=(record,))) == []
    told = losses(
        Dataset(
            title="T", time=TimeSpec(kind="number", unit="days"), events=(Event(id="e"),), sources=(Source(id="s"),),
            states=(State(id="warm", color="#ff0000"),), actors=(Actor(id="a", names={"ar": "x"}, extra={"ok": True},
                                                        sources=("s#1",)),),
            relationships=(Relationship(source="a", target="nobody"),
                           Relationship(source="a", target="a", changes=(Change(from_=2, until=1),))),
        )
    )  # fmt: skip
    for words in ("event is", "labels and colours", "order of the states", "only its address", "dataset as a whole",
                  "unit", "other languages", "true or false", "nobody declares", "no state at any",
                  "Which part"):  # fmt: skip
        assert sum(words in each for each in told) == 1, (words, told)
    assert len(told) == 11
