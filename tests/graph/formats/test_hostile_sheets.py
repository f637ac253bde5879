"""Spreadsheets and columns that lie about their size, hold formulas and macros, or are broken inside."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from fuzz.target import content_in_ods, sheet_in_xlsx
from netexplorer.errors import UserError
from netexplorer.graph.formats import open_dataset, tables_ods, tables_sound
from netexplorer.graph.formats.reading import Reading
from tests.graph.formats.guard import watched
from tests.graph.formats.opened import ends, opened

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
SEEDS = Path(__file__).parent / "seeds"


def cell(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


def sheet(*rows: str) -> bytes:
    """A workbook with a header and these rows."""
    head = f"<row>{cell('source')}{cell('target')}{cell('flavour')}</row>"
    return sheet_in_xlsx(f"<worksheet {MAIN}><sheetData>{head}{''.join(rows)}</sheetData></worksheet>".encode())


def spreadsheet(*rows: str) -> bytes:
    """An ODS file with a header and these rows."""
    head = "<table:table-row>" + "".join(map(text_cell, ("source", "target", "flavour"))) + "</table:table-row>"
    table = f'<table:table table:name="t">{head}{"".join(rows)}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    return content_in_ods(f"<office:document-content {SPACES}>{body}</office:document-content>".encode())


def text_cell(text: str, about: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {about}><text:p>{text}</text:p></table:table-cell>'


def refusal(folder: Path, name: str, data: bytes) -> str:
    path = folder / name
    path.write_bytes(data)
    with watched(path) as seen, pytest.raises(UserError) as caught:
        open_dataset(path)
    assert seen == []
    return str(caught.value).removeprefix(str(path)).lstrip(":, ")


def flavours(reading: Reading) -> list[object]:
    return [link.extra.get("flavour") for link in reading.dataset.relationships]


# -- formulas and macros


def test_the_value_that_a_formula_had_is_read_and_none_is_worked_out(tmp_path: Path) -> None:
    known = f'<row>{cell("a")}{cell("b")}<c t="str"><f>HYPERLINK("http://127.0.0.1:9","x")</f><v>seen</v></c></row>'
    never = f"<row>{cell('b')}{cell('c')}<c><f>1+1</f></c></row>"
    path = tmp_path / "x.xlsx"
    path.write_bytes(sheet(known, never))
    with watched(path) as seen:
        reading = open_dataset(path)
    assert flavours(reading) == ["seen", None]
    assert seen == []


@pytest.mark.parametrize("formula", ["=1+1", '=cmd|"/c calc"!A1', "@SUM(1)", '=WEBSERVICE("http://127.0.0.1:9")'])
def test_formulas_in_text_stay_text(tmp_path: Path, formula: str) -> None:
    quoted = '"' + formula.replace('"', '""') + '"'
    assert flavours(opened(tmp_path, "x.csv", f"source,target,flavour\na,b,{quoted}\n")) == [formula]
    held = formula.replace('"', "&quot;")
    assert flavours(opened(tmp_path, "x.xlsx", sheet(f"<row>{cell('a')}{cell('b')}{cell(held)}</row>"))) == [formula]


def test_the_value_of_a_formula_in_ods_is_the_one_it_had(tmp_path: Path) -> None:
    of = '<table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="7"/>'
    row = f"<table:table-row>{text_cell('a')}{text_cell('b')}{of}</table:table-row>"
    assert flavours(opened(tmp_path, "x.ods", spreadsheet(row))) in (["7"], [7])


def test_macros_are_ignored(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsm"
    with zipfile.ZipFile(io.BytesIO(sheet(f"<row>{cell('a')}{cell('b')}</row>"))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" + b"Shell" * 100)
    with watched(path) as seen:
        reading = open_dataset(path)
    assert ends(reading) == [("a", "b")]
    assert seen == []


# -- sizes that are none


@pytest.mark.parametrize("number", ["1048577", "99999999999", "1e300"])
def test_a_row_beyond_the_last_of_a_sheet_is_refused(tmp_path: Path, number: str) -> None:
    data = sheet(f'<row r="{number}">{cell("a")}{cell("b")}</row>')
    assert refusal(tmp_path, "x.xlsx", data) == "xl/worksheets/sheet1.xml: this sheet has more than 1,048,576 rows."


@pytest.mark.parametrize("column", ["AAAA", "ZZZZ", "ZZZZZZZZZZ"])
def test_a_column_beyond_the_last_of_a_sheet_is_refused(tmp_path: Path, column: str) -> None:
    data = sheet(f'<row r="2"><c r="{column}2"><v>1</v></c></row>')
    assert refusal(tmp_path, "x.xlsx", data) == "xl/worksheets/sheet1.xml: this sheet has more than 18,278 columns."


def test_a_row_that_is_repeated_beyond_the_last_is_refused(tmp_path: Path) -> None:
    cells = text_cell("a") + text_cell("b")
    row = f'<table:table-row table:number-rows-repeated="9999999">{cells}</table:table-row>'
    assert refusal(tmp_path, "x.ods", spreadsheet(row)) == "the sheet 't' has more than 1,048,576 rows."


def test_blank_rows_to_the_end_of_the_sheet_are_nothing(tmp_path: Path) -> None:
    row = f"<table:table-row>{text_cell('a')}{text_cell('b')}</table:table-row>"
    blank = '<table:table-row table:number-rows-repeated="1048574"><table:table-cell/></table:table-row>'
    assert ends(opened(tmp_path, "x.ods", spreadsheet(row, blank))) == [("a", "b")]


def test_more_cells_than_can_be_meant_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables_sound, "MOST_CELLS", 1_000_000)
    wide = "".join(f'<row><c r="XFD{k}"><v>1</v></c></row>' for k in range(2, 100))
    assert refusal(tmp_path, "x.xlsx", sheet(wide)) == "the sheet 's' has more than 1 million cells."
    cells = text_cell("a") + text_cell("b") + text_cell("c", 'table:number-columns-repeated="1500"')
    rows = f'<table:table-row table:number-rows-repeated="5000">{cells}</table:table-row>'
    assert refusal(tmp_path, "x.ods", spreadsheet(rows)) == "the sheet 't' has more than 1 million cells."


def test_a_workbook_that_unpacks_to_far_more_than_it_is_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables_sound, "FREE_SHEETS", 1024**2)
    for name in ("x.xlsx", "x.ods"):
        good = sheet(f"<row>{cell('a')}{cell('b')}</row>") if name == "x.xlsx" else spreadsheet()
        made = io.BytesIO(good)
        with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("bomb.xml", b" " * 20 * 1024**2)
        assert refusal(tmp_path, name, made.getvalue()) == "this workbook unpacks to 20 MB. Save the table as CSV."


# -- XML inside


@pytest.mark.parametrize("wrap, name", [(sheet_in_xlsx, "x.xlsx"), (content_in_ods, "x.ods")])
def test_entities_inside_are_refused(tmp_path: Path, wrap: object, name: str) -> None:
    for declared in ('<!ENTITY e "ha">', '<!ENTITY e SYSTEM "file:///etc/passwd">', '<!ENTITY % e SYSTEM "http://x">'):
        data = wrap(f"<!DOCTYPE x [{declared}]><x>&e;</x>".encode())  # type: ignore[operator]
        assert "this spreadsheet declares entities of its own, which none does" in refusal(tmp_path, name, data)


@pytest.mark.parametrize("wrap, name", [(sheet_in_xlsx, "x.xlsx"), (content_in_ods, "x.ods")])
def test_nesting_inside_without_end_is_refused(tmp_path: Path, wrap: object, name: str) -> None:
    data = wrap(b"<x>" * 200_000)  # type: ignore[operator]
    assert "this spreadsheet is nested too deeply" in refusal(tmp_path, name, data)


def test_a_row_of_endlessly_many_parts_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables_sound, "MOST_LOOSE", 10_000)
    assert "a row of more than 10,000 parts" in refusal(tmp_path, "x.xlsx", sheet("<row>" + "<c/>" * 20_000 + "</row>"))


def test_long_numbers_are_kept_to_the_digit(tmp_path: Path) -> None:
    row = f'<row>{cell("9007199254740993")}<c t="str"><v>9007199254740992</v></c></row>'
    assert ends(opened(tmp_path, "x.xlsx", sheet(row))) == [("9007199254740993", "9007199254740992")]
    number = "<row><c><v>9007199254740993</v></c><c><v>9007199254740992</v></c></row>"
    assert ends(opened(tmp_path, "x.xlsx", sheet(number))) == [("9007199254740993", "9007199254740992")]
    cells = "".join(
        f'<table:table-cell office:value-type="float" office:value="{number}"/>' for number in (9007199254740993, 7)
    )
    assert ends(opened(tmp_path, "x.ods", spreadsheet(f"<table:table-row>{cells}</table:table-row>"))) == [
        ("9007199254740993", "7")
    ]


def test_the_widest_column_that_is_read_is_that_of_the_bounds(tmp_path: Path) -> None:
    assert tables_ods.WIDEST_SHEET == 2_000
    assert tables_sound.MOST_SHEET_COLUMNS == 26 + 26**2 + 26**3
    row = f'<row>{cell("a")}{cell("b")}<c r="XFD2"><v>1</v></c></row>'
    assert ends(opened(tmp_path, "x.xlsx", sheet(row))) == [("a", "b")]


# -- Parquet


@pytest.mark.parametrize("cut", [4, 8, 12, 40, 200])
def test_a_parquet_file_that_was_cut_is_refused(tmp_path: Path, cut: int) -> None:
    whole = (SEEDS / "parquet.1.parquet").read_bytes()
    assert refusal(tmp_path, "x.parquet", whole[:-cut]).startswith("this table cannot be read (")


@pytest.mark.parametrize("length", [0, 2**31 - 1, 2**32 - 1])
def test_a_parquet_file_whose_footer_lies_about_its_length_is_refused(tmp_path: Path, length: int) -> None:
    whole = (SEEDS / "parquet.1.parquet").read_bytes()
    data = whole[:-8] + length.to_bytes(4, "little") + whole[-4:]
    assert refusal(tmp_path, "x.parquet", data).startswith("this table cannot be read (")


def test_a_parquet_file_with_more_rows_than_can_be_meant_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from netexplorer.graph.formats import tables_parquet

    monkeypatch.setattr(tables_parquet, "MOST_RECORDS", 1)
    data = (SEEDS / "parquet.1.parquet").read_bytes()
    assert refusal(tmp_path, "x.parquet", data) == "this table has 2 rows, and at most 1 can be read."


def test_a_parquet_file_of_very_many_row_groups_is_read(tmp_path: Path) -> None:
    import pyarrow
    from pyarrow import parquet

    path = tmp_path / "x.parquet"
    table = pyarrow.table({"source": ["a"] * 2_000, "target": ["b"] * 2_000})
    parquet.write_table(table, path, row_group_size=1)
    assert len(ends(open_dataset(path))) == 2_000


@pytest.mark.parametrize("place", range(4, 700, 29))
def test_a_parquet_file_with_a_wrong_byte_is_read_or_refused_in_a_sentence(tmp_path: Path, place: int) -> None:
    data = bytearray((SEEDS / "parquet.1.parquet").read_bytes())
    data[place % len(data)] ^= 0xFF
    path = tmp_path / "x.parquet"
    path.write_bytes(data)
    try:
        open_dataset(path)
    except UserError as error:
        told = str(error)
        assert told.startswith(f"{path}: ") and "\n" not in told
