"""Workbooks, spreadsheets and Parquet: the same tables in other wrappings."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from netexplorer.errors import UserError
from netexplorer.graph.formats.draft import Ask
from netexplorer.graph.formats.foreign import reader
from netexplorer.graph.formats.reading import Reading
from netexplorer.graph.formats.tables_file import TABLES, guess, read
from netexplorer.graph.formats.unpack import Source, unpacked

ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
ODS_HEAD = (
    '<?xml version="1.0"?>{doctype}<office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
)
ODS_TAIL = "</office:spreadsheet></office:body></office:document-content>"


def opened(path: Path, network: str = "", **mapping: Any) -> Reading:
    return reader(read)(path, lambda done: None, lambda: False, Ask(network, mapping))


def workbook(tmp_path: Path, **sheets: list[list[Any]]) -> Path:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    path = tmp_path / "book.xlsx"
    book.save(path)
    return path


def spreadsheet(tmp_path: Path, body: str, doctype: str = "") -> Path:
    path = tmp_path / "sheet.ods"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), ODS_TYPE)
        archive.writestr("content.xml", ODS_HEAD.format(doctype=doctype) + body + ODS_TAIL)
    return path


def cells(*texts: str) -> str:
    made = (f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in texts)
    return f"<table:table-row>{''.join(made)}</table:table-row>"


def test_dates_and_numbers_of_a_workbook_are_read_as_it_holds_them(tmp_path: Path) -> None:
    rows = [
        ["source", "target", "start", "end", "weight"],
        ["a", 7, datetime.date(2001, 2, 3), datetime.datetime(2002, 1, 1, 12, 30), 1.0],
    ]
    relationship = opened(workbook(tmp_path, Edges=rows)).dataset.relationships[0]
    assert (relationship.source, relationship.target, relationship.extra) == ("a", "7", {"weight": 1})
    assert (relationship.changes[0].from_, relationship.changes[0].until) == ("2001-02-03", "2002-01-01T12:30:00Z")


def test_sheets_of_nodes_and_of_edges_make_one_network_and_others_are_left_out(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        Readme=[["This workbook is about nothing."]],
        Nodes=[["id", "label", "since"], ["a", "Anna", 1990], ["b", "Bert", 1991], ["c", "Carl", 1992]],
        Edges=[["", "Visual", "", ""], ["Vertex 1", "Vertex 2", "Color", "Label"], ["a", "b", "red", "x"]],
    )
    reading = opened(path)
    assert [actor.name for actor in reading.dataset.actors] == ["Anna", "Bert", "Carl"]
    assert reading.report is not None and reading.report.records == (3, 1)


def test_a_sheet_is_chosen_by_name_or_number(tmp_path: Path) -> None:
    path = workbook(tmp_path, One=[["source", "target"], ["a", "b"]], Two=[["source", "target"], ["c", "d"]])
    assert opened(path, "two").dataset.relationships[0].source == "c"
    assert opened(path, "1").dataset.relationships[0].source == "a"
    with pytest.raises(UserError, match=r"no sheet 'three'.*1 One, 2 Two"):
        opened(path, "three")


def test_formulas_are_never_evaluated(tmp_path: Path) -> None:
    path = workbook(tmp_path, Edges=[["source", "target", "weight"], ["a", "b", "=1+1"], ["b", "c", 3]])
    assert [each.extra for each in opened(path).dataset.relationships] == [{}, {"weight": 3}]


def test_a_workbook_that_is_old_locked_broken_or_a_bomb_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(UserError, match="password or of the old kind"):
        opened(path)
    good = workbook(tmp_path, Edges=[["source", "target"], ["a", "b"]])
    path.write_bytes(good.read_bytes()[:-40])
    with pytest.raises(UserError, match="broken"):
        opened(path)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("xl/workbook.xml", bytes(300 * 1024**2))
    with pytest.raises(UserError, match="unpacks to 300 MB"):
        opened(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
    with pytest.raises(UserError, match="broken"):
        opened(path)


def test_values_of_a_spreadsheet_count_and_not_what_is_shown(tmp_path: Path) -> None:
    plain = ("", "<text:p>a</text:p>")
    noted = ("", "<office:annotation><text:p>who?</text:p></office:annotation><text:p>b<text:s/>c</text:p>")
    dated = (' office:value-type="date" office:date-value="2001-02-03"', "<text:p>3 Feb</text:p>")
    number = (' office:value-type="float" office:value="2.5"', "<text:p>2,5 €</text:p>")
    row = "".join(
        f"<table:table-cell{about}>{text}</table:table-cell>" for about, text in (plain, noted, dated, number)
    )
    body = cells("source", "target", "start", "weight") + f"<table:table-row>{row}</table:table-row>"
    path = spreadsheet(tmp_path, f'<table:table table:name="S">{body}</table:table>')
    relationship = opened(path).dataset.relationships[0]
    assert (relationship.target, relationship.extra) == ("b c", {"weight": 2.5})
    assert relationship.changes[0].from_ == "2001-02-03"


def test_blanks_that_are_repeated_a_million_times_take_no_room(tmp_path: Path) -> None:
    blank = '<table:table-cell table:number-columns-repeated="16384"/>'
    rows = f'<table:table-row table:number-rows-repeated="1048576">{blank}</table:table-row>'
    path = spreadsheet(
        tmp_path, f'<table:table table:name="S">{cells("source", "target")}{cells("a", "b")}{rows}</table:table>'
    )
    assert len(opened(path).dataset.relationships) == 1


def test_a_spreadsheet_with_entities_or_no_content_is_refused_in_a_sentence(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    with pytest.raises(UserError, match="entities"):
        opened(spreadsheet(tmp_path, "<table:table/>", bomb))
    with pytest.raises(UserError, match="broken"):
        opened(spreadsheet(tmp_path, "<table:table>"))
    with pytest.raises(UserError, match="no cell"):
        opened(spreadsheet(tmp_path, "<table:table/>"))


def test_parquet_is_read_with_its_types(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "t.parquet"
    columns = {
        "source": ["a", "b"],
        "target": [1, 2],
        "start": [datetime.date(2001, 2, 3), None],
        "end": [datetime.datetime(2002, 1, 1), datetime.datetime(2003, 1, 1)],
    }
    parquet.write_table(pyarrow.table(columns), path)
    found = opened(path).dataset.relationships
    assert [(each.changes[0].from_, each.changes[0].until) for each in found] == [
        ("2001-02-03", "2002-01-01"),
        ("", "2003-01-01"),
    ]
    path.write_bytes(path.read_bytes()[:60])
    with pytest.raises(UserError, match="cannot be read"):
        opened(path)


def test_every_wrapping_is_recognised_by_its_bytes(tmp_path: Path) -> None:
    sniffs = {known.id: known.sniff for known in TABLES}
    book = workbook(tmp_path, Edges=[["source", "target"], ["a", "b"]]).read_bytes()
    sheet = spreadsheet(tmp_path, f"<table:table>{cells('source', 'target')}</table:table>").read_bytes()
    heads = {"xlsx": book, "ods": sheet, "parquet": b"PAR1" + bytes(20), "csv": b"source,target\na,b\n"}
    found = {name: [id for id, sniff in sniffs.items() if sniff(head)] for name, head in heads.items()}
    assert found == {name: [name] for name in found}


def test_the_guess_of_a_workbook_can_be_given_back(tmp_path: Path) -> None:
    path = workbook(tmp_path, Edges=[["who", "whom", "year"], ["a", "b", 1990], ["a", "c", 1991]])
    mapping = guess(unpacked(path), Ask("", {"roles": {"who": "source", "whom": "target"}}))
    assert mapping["roles"]["year"] == "instant"
    assert opened(path, **mapping).dataset == opened(path, roles={"who": "source", "whom": "target"}).dataset


def test_a_packed_archive_that_is_no_table_is_refused(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", ODS_TYPE)
    with pytest.raises(UserError, match="broken"):
        guess(Source("x.ods", packed.getvalue(), "x.ods"))


def test_sheets_that_are_called_by_years_are_those_years(tmp_path: Path) -> None:
    head = ["source", "target"]
    path = workbook(tmp_path, **{"1990": [head, ["a", "b"], ["b", "c"]], "1991": [head, ["a", "b"]]})
    links = opened(path).dataset.relationships
    found = {(link.source, link.target): [(each.from_, each.until) for each in link.changes] for link in links}
    assert found == {("a", "b"): [("1990", "1991")], ("b", "c"): [("1990", "1990")]}


def test_matrices_of_years_are_one_network(tmp_path: Path) -> None:
    head = ["", "a", "b"]
    path = workbook(tmp_path, y1990=[head, ["a", 0, 1], ["b", 1, 0]], y1991=[head, ["a", 0, 1], ["b", 0, 0]])
    links = opened(path).dataset.relationships
    found = {(link.source, link.target): [(each.from_, each.until) for each in link.changes] for link in links}
    assert found == {("a", "b"): [("1990", "1991")], ("b", "a"): [("1990", "1990")]}


def test_the_names_of_several_sheets_are_types(tmp_path: Path) -> None:
    treaties = [["Country A", "Country B", "Signed"], ["FR", "DE", "22.01.1963"]]
    wars = [["Country A", "Country B", "Start", "End"], ["FR", "DE", 1914, 1918]]
    links = opened(workbook(tmp_path, Treaties=treaties, Wars=wars)).dataset.relationships
    assert [link.type for link in links] == ["Treaties", "Wars"]


def test_sheets_with_names_that_say_nothing_are_one_table(tmp_path: Path) -> None:
    rows = [["source", "target"], ["a", "b"]]
    links = opened(workbook(tmp_path, Sheet1=rows, Sheet2=[rows[0], ["b", "c"]])).dataset.relationships
    assert [(link.source, link.target, link.type) for link in links] == [
        ("a", "b", "directed"), ("b", "c", "directed"),
    ]  # fmt: skip


def test_from_is_a_beginning_beside_until(tmp_path: Path) -> None:
    path = workbook(tmp_path, Ties=[["Source", "Target", "From", "Until"], [1, 2, 1990, "present"]])
    change = opened(path).dataset.relationships[0].changes[0]
    assert (change.from_, change.until) == ("1990", "")
