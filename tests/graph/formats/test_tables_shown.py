"""What spreadsheets show and what they only keep: hidden sheets, and formulas whose value was not kept."""

from __future__ import annotations

from pathlib import Path

from tests.graph.formats.test_tables_sheets import cells, opened, spreadsheet, workbook
from tests.graph.formats.told import ends, warned

STYLE = 'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
LOOKS = (
    f'<style:style {STYLE} style:name="ta2" style:family="table"><style:table-properties table:display="false"/>'
    f'</style:style><style:style {STYLE} style:name="ro1" style:family="table-row">'
    '<style:table-row-properties table:display="false"/></style:style>'
)


def sheet(name: str, rows: str, style: str) -> str:
    return f'<table:table table:name="{name}" table:style-name="{style}">{rows}</table:table>'


def test_a_hidden_sheet_of_an_ods_is_left_out(tmp_path: Path) -> None:
    shown = sheet("Ties", cells("source", "target") + cells("a", "b"), "ta1")
    hidden = sheet("Old", cells("source", "target") + cells("x", "y"), "ta2")
    assert ends(opened(spreadsheet(tmp_path, LOOKS + hidden + shown))) == [("a", "b")]


def test_an_ods_of_hidden_sheets_alone_is_read(tmp_path: Path) -> None:
    hidden = sheet("Old", cells("source", "target") + cells("x", "y"), "ta2")
    assert ends(opened(spreadsheet(tmp_path, LOOKS + hidden))) == [("x", "y")]


def test_formulas_of_a_workbook_without_a_value_are_told_by_their_cells(tmp_path: Path) -> None:
    rows = [["source", "target", "start"], ["a", "b", "=1990+1"], ["b", "c", 1992], ["c", "a", '=IF(A1<"b",1,2)']]
    reading = opened(workbook(tmp_path, Ties=rows))
    assert warned(reading) == [("formula-without-value", "Ties, cell C2"), ("formula-without-value", "Ties, cell C4")]
    assert '=IF(A1<"b",1,2)' in reading.problems[1].message
    assert [link.changes[0].from_ for link in reading.dataset.relationships] == ["", "1992", ""]


def test_formulas_of_an_ods_without_a_value_are_told_by_their_cells(tmp_path: Path) -> None:
    kept = '<table:table-cell table:formula="of:=2" office:value-type="float" office:value="1992"/>'
    lost = '<table:table-cell table:formula="of:=[.A1]"/>'
    rows = cells("source", "target", "start")
    for names, start in ((("a", "b"), lost), (("b", "c"), kept)):
        rows += cells(*names).replace("</table:table-row>", f"{start}</table:table-row>")
    reading = opened(spreadsheet(tmp_path, sheet("Ties", rows, "ta1")))
    assert warned(reading) == [("formula-without-value", "Ties, cell C2")]
    assert [link.changes[0].from_ for link in reading.dataset.relationships] == ["", "1992"]


def test_what_each_sheet_was_taken_for_and_which_is_not_read_is_told(tmp_path: Path) -> None:
    people, ties = [["ID", "Name"], [1, "Ann"], [2, "Bob"]], [["source", "target"], [1, 2]]
    reading = opened(workbook(tmp_path, People=people, Ties=ties, Prices=[["id", "price"], ["x", 5], ["y", 6]]))
    told = [problem.message for problem in reading.problems]
    assert any(text.startswith("Sheet 'People'") for text in told) and any("Sheet 'Ties'" in text for text in told)
    assert any("not read (Prices)" in text for text in told)
