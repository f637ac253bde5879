"""Whether the XML in a spreadsheet is such as programs write, before anything is made of it.

The library that reads workbooks makes objects of whatever it is given: a cell in column ZZZZZZZ is a row of eight
billion cells to it, and a row number of twenty digits as many rows.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import IO
from xml.parsers import expat

from netexplorer.errors import UserError
from netexplorer.graph.formats.bounds import (
    DEEPEST_XML,
    FREE_SHEETS,
    LONGEST_TAG,
    MB,
    MOST_CELLS,
    MOST_LOOSE,
    MOST_SHEET_COLUMNS,
    MOST_SHEET_RATIO,
    MOST_SHEET_ROWS,
    MOST_UNPACKED,
)
from netexplorer.graph.formats.estimate import must_have_room
from netexplorer.graph.formats.foreign import refuse
from netexplorer.graph.formats.markup import stride
from netexplorer.graph.formats.unpack import Source

_CHUNK = 1 << 18
_OF_XML = 8.0  # bytes of memory at most for each byte of the XML of a sheet
_BROKEN = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, IndexError, EOFError, OSError, NotImplementedError,
           RuntimeError, OverflowError)  # fmt: skip


def must_unpack(source: Source) -> None:
    """Refuse an archive that is broken, locked, or would take far more room than it does now.

    Raises
    ------
    UserError
        With the size.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
            is_locked = any(entry.flag_bits & 1 for entry in archive.infolist())
    except _BROKEN as error:
        raise refuse(source, f"this archive is broken ({error})") from None
    if is_locked:
        raise refuse(source, "this workbook has a password", "Save it without one.")
    if size > min(MOST_UNPACKED, max(FREE_SHEETS, len(source.data) * MOST_SHEET_RATIO)):
        raise refuse(source, f"this workbook unpacks to {size // 1024**2} MB", "Save the table as CSV.")
    must_have_room(int(size * _OF_XML), source.where)


def must_be_plain(source: Source) -> None:
    """Refuse a spreadsheet with entities, with more rows or columns than there can be, or nested without end.

    Parts that are no XML are left to whoever reads them.

    Raises
    ------
    UserError
        With the part of the file.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            for member in archive.infolist():
                with archive.open(member) as file:
                    _look_through(file, f"{source.where}, {member.filename}")
    except _BROKEN:
        return  # reading it will say what is wrong


def _look_through(file: IO[bytes], where: str) -> None:
    parser = _parser(where)
    done, size, at = 0, _CHUNK, -1
    try:
        while chunk := file.read(size):
            parser.Parse(chunk, False)
            done += len(chunk)
            size, at = stride(parser, size, at)
            if done - at > LONGEST_TAG:
                raise UserError(f"this spreadsheet has a tag of more than {LONGEST_TAG // MB} MB", where=where)
    except expat.ExpatError:
        return


def _parser(where: str) -> expat.XMLParserType:
    """What follows the elements of one part; told of every cell of a sheet, and so in few steps."""
    depth = loose = 0  # elements that are open, and those since the last row ended

    def start(tag: str, about: dict[str, str]) -> None:
        nonlocal depth, loose
        depth += 1
        loose += 1
        if depth > DEEPEST_XML:
            raise UserError("this spreadsheet is nested too deeply", where=where)
        if loose > MOST_LOOSE:
            raise UserError(f"this spreadsheet has a row of more than {MOST_LOOSE:,} parts", where=where)
        place = about.get("r")
        if place is None:
            return
        if tag.endswith("row"):
            if _is_beyond(place):
                raise UserError(f"this sheet has more than {MOST_SHEET_ROWS:,} rows", where=where)
        elif place[3:4].isalpha() and tag.rpartition(":")[2] == "c":  # the last column of three letters is ZZZ
            raise UserError(f"this sheet has more than {MOST_SHEET_COLUMNS:,} columns", where=where)

    def end(tag: str) -> None:
        nonlocal depth, loose
        depth -= 1
        if tag.endswith("row"):
            loose = 0

    def entity(*_: object) -> None:
        raise UserError(
            "this spreadsheet declares entities of its own, which none does that a program wrote", where=where
        )

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler, parser.EntityDeclHandler = start, end, entity
    return parser


def _is_beyond(row: str) -> bool:
    try:
        return not float(row) <= MOST_SHEET_ROWS
    except ValueError:
        return False


def counted(cells: int, more: int, sheet: str) -> int:
    """How many cells of a sheet were read, with those of one row more.

    Raises
    ------
    UserError
        When they are too many.
    """
    if cells + more > MOST_CELLS:
        raise UserError(f"the sheet '{sheet}' has more than {MOST_CELLS // 1_000_000} million cells")
    return cells + more
