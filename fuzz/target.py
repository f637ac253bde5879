"""One input through one reader, as the program does it, and what may come of it: a dataset or a sentence.

A dataset that was read can be checked, built, written as ours and read again. Whatever else happens is a find.
"""

from __future__ import annotations

import io
import resource
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from netexplorer.errors import UserError
from netexplorer.graph.checks import check
from netexplorer.graph.formats import Cancelled, every_format, recognise
from netexplorer.graph.formats.draft import Ask
from netexplorer.graph.formats.native import read_bytes, to_bytes
from netexplorer.graph.formats.reading import Reading, never, nowhere
from netexplorer.graph.formats.row import Format
from netexplorer.graph.network import build

SEEDS = Path(__file__).parents[1] / "tests" / "graph" / "formats" / "seeds"
SLOW = 1.5  # seconds of processor time for one input of at most LARGEST bytes
GREEDY = 300  # MB that one such input may add to the memory of the process
LARGEST = 16_000  # bytes
LONGEST = 2_000  # characters of what is told about it

_XLSX = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    ' Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="s" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>',
}


def _zipped(members: dict[str, str], name: str, data: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for each, text in members.items():
            archive.writestr(each, text)
        archive.writestr(name, data)
    return made.getvalue()


def sheet_in_xlsx(data: bytes) -> bytes:
    """A workbook whose one sheet is this XML: a fuzzer hardly ever gets the sums of a zip right."""
    return _zipped(_XLSX, "xl/worksheets/sheet1.xml", data)


def content_in_ods(data: bytes) -> bytes:
    """A spreadsheet whose content is this XML."""
    return _zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, "content.xml", data)


WRAPPED: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "xlsx-sheet": ("xlsx", sheet_in_xlsx),
    "ods-content": ("ods", content_in_ods),
}


def ids() -> list[str]:
    """Of every format, and of those that are fuzzed from within."""
    return [*(known.id for known in every_format()), *WRAPPED]


class Target:
    """One reader and the file that is read again and again.

    Parameters
    ----------
    ident : str
        Of a format, or of a part of one.
    folder : Path
        Where the file may lie.
    """

    def __init__(self, ident: str, folder: Path) -> None:
        known, self._wrap = WRAPPED.get(ident, (ident, bytes))
        self.format: Format = next(each for each in every_format() if each.id == known)
        self.path = folder / ("x" + (self.format.suffixes or (".txt",))[0])

    def write(self, data: bytes) -> None:
        """Make it what the file holds."""
        self.path.write_bytes(self._wrap(data))

    def feed(self, data: bytes) -> Reading | None:
        """Read it; nothing where it is refused.

        Raises
        ------
        Exception
            Of any kind but ``UserError`` and ``Cancelled`` is a find; so are ``Slow`` and ``Greedy``.
        """
        self.write(data)
        before, memory = time.process_time(), _megabytes()
        reading = self.read()
        seconds, grown = time.process_time() - before, _megabytes() - memory
        if len(data) <= LARGEST and seconds > SLOW:
            raise Slow(f"{seconds:.1f} s for {len(data)} bytes")
        if len(data) <= LARGEST and grown > GREEDY:
            raise Greedy(f"{grown} MB for {len(data)} bytes")
        return reading

    def read(self) -> Reading | None:
        """Read the file as it is, and do with it what the program does with every dataset.

        Raises
        ------
        Exception
            Of any kind but ``UserError`` and ``Cancelled`` is a find.
        """
        try:
            return self._read()
        except (UserError, Cancelled) as error:
            _must_be_sentence(error)
            return None

    def _read(self) -> Reading:
        try:
            recognise(self.path)
        except UserError as error:
            _must_be_sentence(error)
        reading = self.format.read(self.path, nowhere, never, Ask())
        check(reading.dataset, left_out=reading.left_out)
        build(reading.dataset)
        for problem in reading.problems:
            f"{problem.where}{problem.message}{problem.hint}".encode()
            assert len(problem.message) < LONGEST, "a problem is a sentence"
        written = to_bytes(reading.dataset)
        read_bytes(written, "again")
        return reading


class Slow(Exception):  # noqa: N818 - nothing is wrong but the time
    """A small input takes long."""


class Greedy(Exception):  # noqa: N818 - nothing is wrong but the memory
    """A small input takes much memory."""


def _must_be_sentence(error: Exception) -> None:
    text = str(error)
    assert "\n" not in text, "a refusal is one line"
    assert len(text) < LONGEST, "a refusal is a sentence"
    text.encode()


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
