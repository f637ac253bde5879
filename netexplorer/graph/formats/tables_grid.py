"""Bytes become a grid: names of columns and rows of text, whatever delimits, quotes and encodes them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, pairwise
from typing import Any

from msgspec import Struct

from netexplorer.graph.formats.delimited import Quoting, rows_of
from netexplorer.graph.formats.tables_cut import Columned
from netexplorer.graph.formats.unpack import decoded

Row = list[str]
Numbered = tuple[int, Row]  # a line, sheet row or record, from 1, and its cells

SAMPLE = 1_000  # rows that guesses are made from
_LINES = 200  # of them for the delimiter
_LONGEST_NAME = 200  # signs of the name of a column
_WIDEST_LINE = 20_000  # signs of a line that the guess of the delimiter looks at
_QUOTED_LINES = 50  # a cell of more lines is an unclosed quote
DELIMITERS = ("\t", ";", "|", ",", " ")
REGULAR = 0.9  # share of rows as wide as the first in what is a table without doubt
_NUMBER = re.compile(
    r"[+-]?(?:(?>\d{1,3}(?:,\d{3})+|\d+)?(?:[.,]?\d++)?(?:[eE][+-]?\d+)?%?|\d{1,3}([.'’\u00a0\u202f]\d{3})+(,\d+)?)"
)
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f]")


class Grid(Struct, frozen=True):
    """A table of text that can be read again and again.

    Parameters
    ----------
    names : tuple of str
        Of the columns, each once; made up where the table has none.
    is_named : bool
        The table has them.
    rows : callable
        Iterates over the rows below the header; cells beyond the names are those of no column.
    sample : tuple
        The first of them, at most ``SAMPLE``.
    delimiter, encoding : str
        Empty for what is no text.
    columned : callable, optional
        Gives the cells of a large table as columns, if they are regular enough.
    """

    names: tuple[str, ...]
    is_named: bool
    rows: Callable[[], Iterator[Numbered]]
    sample: tuple[Numbered, ...]
    delimiter: str = ""
    encoding: str = ""
    where: str = "line"
    columned: Columned | None = None

    @property
    def cells(self) -> list[Row]:
        """The rows of the sample without their numbers."""
        return [row for _, row in self.sample]

    def column(self, place: int) -> list[str]:
        """What the sample has in one column, blanks left out."""
        return [cell for _, row in self.sample if place < len(row) and (cell := row[place].strip())]


def grid_of(
    records: Callable[[], Iterator[Numbered]],
    header: bool | None,
    known: Callable[[Sequence[str]], bool],
    **more: Any,
) -> Grid:
    """A grid of records, blank ones left out, below whatever stands above the table.

    Parameters
    ----------
    header : bool, optional
        Whether the first row names the columns; absent is found out.
    known : callable
        Whether some cells are names of columns as they are commonly called.
    """
    filled = _filled(records)
    sample = list(islice(filled(), SAMPLE + 1))
    skipped = _above(sample, known) if header is not False else 0
    below = [row for _, row in sample[skipped:]]
    is_named = is_header(below, known) if header is None else header and bool(below)
    skipped = skipped if is_named else 0  # what stands above a table without a header is one more row
    sample = sample[skipped:]
    width = max((len(row) for _, row in sample[: None if not is_named else 1]), default=0)
    if is_named:
        wider = [row for _, row in sample[1:] if len(row) > width]
        width = max((len(row) for row in wider), default=width) if len(wider) * 2 > len(sample) else width
    given = sample[0][1] if is_named else []
    names = unique_names(["", *given] if has_row_names([row for _, row in sample]) and is_named else given, width)
    first = skipped + is_named
    return Grid(names, bool(is_named), lambda: islice(filled(), first, None), tuple(sample[is_named:]), **more)


def has_row_names(rows: Sequence[Row]) -> bool:
    """Whether the first row names all columns but the first, in which R counts the rows or names those of a matrix."""
    first, rest = rows[0] if rows else [], rows[1:]
    if not first or not rest or any(len(row) != len(first) + 1 for row in rest):
        return False
    heads = [row[0].strip() for row in rest]
    is_counted = heads == [str(number) for number in range(1, len(heads) + 1)]
    return len(heads) > 1 and (is_counted or set(heads) == {cell.strip() for cell in first})


def _filled(records: Callable[[], Iterator[Numbered]]) -> Callable[[], Iterator[Numbered]]:
    return lambda: (each for each in records() if any(cell and not cell.isspace() for cell in each[1]))


def _above(sample: list[Numbered], known: Callable[[Sequence[str]], bool]) -> int:
    """How many rows stand above the header: titles and groups of columns."""
    head = [row for _, row in sample[:10]]
    if len(head) < 2 or known(head[0]):
        return 0
    named = next((place for place, row in enumerate(head) if known(row)), 0)
    full = [sum(bool(cell.strip()) for cell in row) for row in head]
    if named and max(full[:named]) < full[named]:
        return named
    usual = sorted(full)[len(full) // 2]
    return next((place for place, count in enumerate(full) if count >= usual), 0) if full[0] == 1 < usual - 1 else 0


def is_header(rows: Sequence[Row], known: Callable[[Sequence[str]], bool]) -> bool:
    """Whether the first row names the columns: by the names, or because it is of another kind than what follows."""
    if not rows or max(map(len, rows[0]), default=0) > _LONGEST_NAME:
        return False
    first, rest = [cell.strip() for cell in rows[0]], rows[1:]
    are_years = len(first) > 2 and _follow(first[1:])  # names of columns, whatever stands before
    has_years = are_years or (
        1 < sum(map(is_year, first)) < len(first) and known([cell for cell in first if not is_year(cell)])
    )
    if has_years or (known(first) and not _recurs({cell for cell in first if cell[-1:].isdigit()}, rest)):
        return True
    filled = [cell for cell in first if cell]
    if not rest or any(is_number(cell) or not cell for cell in first[1:]) or len(set(filled)) < len(filled):
        return _names_a_matrix(first, rest)
    below = [{row[place].strip() for row in rest if place < len(row)} - {""} for place in range(len(first))]
    if any(is_number(cell) for cell in filled) or any(cell in column for cell in filled for column in below):
        return _names_a_matrix(first, rest)
    if any(column and all(map(is_number, column)) for column in below):
        return True
    widths = {len(row) for row in rest}
    return widths == {len(first)} and len(first) > 2 and all(_IDENTIFIER.fullmatch(cell) for cell in filled)


def _follow(cells: Sequence[str]) -> bool:
    """Whether cells are successive years."""
    return all(map(is_year, cells)) and all(int(b) - int(a) == 1 for a, b in pairwise(cells))


_IDENTIFIER = re.compile(r"[^\W\d][\w .()/#-]{0,40}")


def _recurs(names: set[str], rows: Sequence[Row]) -> bool:
    """Whether numbered names such as node1 are those of actors, too."""
    return bool(names) and any(cell.strip() in names for row in rows for cell in row)


def _names_a_matrix(first: Row, rest: Sequence[Row]) -> bool:
    """Whether the row and the first column name the same things."""
    heads, firsts = [cell for cell in first[1:] if cell], {name for row in rest if row and (name := row[0].strip())}
    return len(heads) > 1 and (set(heads) == firsts or (set(first) == firsts and has_row_names([first, *rest])))


def unique_names(given: Sequence[str], width: int) -> tuple[str, ...]:
    """Names for so many columns, each once: what the header has, and numbers where it has none or the same twice."""
    names: dict[str, None] = {}
    for place in range(width):
        wanted = " ".join(given[place][:_LONGEST_NAME].split()) if place < len(given) else ""
        name, count = wanted or f"column {place + 1}", 2
        while name in names:
            name, count = f"{wanted or 'column'} ({count})", count + 1
        names[name] = None
    return tuple(names)


def is_year(cell: str) -> bool:
    """Whether a cell is a year of four figures."""
    return len(cell) == 4 and cell.isascii() and cell.isdigit() and "1000" <= cell <= "2200"


def is_number(cell: str) -> bool:
    """Whether a cell is a number in any of the usual ways to write one."""
    return bool(cell) and cell[-1] in "0123456789%." and _NUMBER.fullmatch(cell) is not None


# -- text


def is_binary(data: bytes) -> bool:
    """Whether bytes are no text in any encoding."""
    text = decoded(data[:4_000])[0]
    return len(_CONTROLS.findall(text)) * 50 > len(text) or text.count("\0") * 3 > len(text)


def lines_of(data: bytes, encoding: str) -> Iterator[str]:
    """The lines of some bytes, decoded as they are wanted; every kind of line end is ``\\n``."""
    return iter(io.TextIOWrapper(io.BytesIO(data), encoding, errors="replace", newline=None))


def delimiter_of(lines: Iterable[str], known: Callable[[Sequence[str]], bool]) -> tuple[str, float]:
    """What parts the cells of some lines, and the share of them that have the usual number of cells; empty if none.

    A first row of names that are ``known`` speaks for what parts it.
    """
    head = [line[:_WIDEST_LINE].strip("\n") for line in islice(lines, _LINES)]
    head = [line for line in head if line.strip()]
    best, most = ("", 0.0), -1.0
    for rank, delimiter in enumerate(DELIMITERS):
        rows = [row for _, row in rows_of(head, delimiter, skips_blanks=delimiter in " ,;")]
        widths = [sum(1 for cell in row if cell or delimiter != " ") for row in rows if row]
        if not widths:
            continue
        usual = max(dict.fromkeys(widths), key=lambda width: (widths.count(width), width))
        share = widths.count(usual) / len(widths)
        if len(widths) > 2 and widths[0] == usual - 1 and widths.count(usual) == len(widths) - 1:
            widths[0], share = usual, 1.0  # R writes no name over its own column
        if max(widths) < 2:
            continue
        regular = share - (0.3 if widths[0] != usual else 0) if usual > 1 else 0.0
        score = max(regular, sum(width > 1 for width in widths) / len(widths) / 2) - 0.02 * rank
        first = next(row for row in rows if row)
        is_title = delimiter == " " and len(first) != usual  # a sentence above a table has common words, too
        if len(first) > 1 and not is_title and known(first):
            score += 0.5
        if delimiter == "," and len(head) > 1 and _is_in_names(head):
            score -= 0.5
        if score > most:
            best, most = (delimiter, share), score
    return best


def _is_in_names(lines: Sequence[str]) -> bool:
    """Whether commas are those of names such as "Doe, Jane", as a blank follows every one that is not quoted."""
    bare = [re.sub(r'"[^"]*"', "", line) for line in lines]
    return any(", " in line for line in bare) and not any(re.search(r",\S", line) for line in bare)


def records_of(
    data: bytes, encoding: str, delimiter: str, tell: Callable[[int, str], None]
) -> Callable[[], Iterator[Numbered]]:
    """The records of some text, to be iterated over again and again; comments above them are left out.

    Parameters
    ----------
    tell : callable
        Told the line of each quote that is never closed, and its text.
    """
    told: set[int] = set()

    def tell_once(number: int, text: str) -> None:
        if number not in told:
            told.add(number)
            tell(number, text)

    def lines() -> Iterator[str]:
        every = _uncommented(lines_of(data, encoding))
        return (line.strip() + "\n" for line in every) if delimiter == " " else every

    is_unclosed = b'"' in data and (data.count(b'"') % 2 == 1 or _is_swallowing(lines(), delimiter))
    if is_unclosed:
        return lambda: _careful(lines(), delimiter, tell_once)
    return lambda: _plain(lines(), delimiter)


def _is_swallowing(lines: Iterator[str], delimiter: str) -> bool:
    """Whether some record has so many lines that a quote in it is not closed."""
    before = 0
    for number, _ in _plain(lines, delimiter):
        if number - before > _QUOTED_LINES:
            return True
        before = number
    return False


def _uncommented(lines: Iterator[str]) -> Iterator[str]:
    """Lines without the comments in front; blank ones take their places, so that lines keep their numbers."""
    is_head = True
    for line in lines:
        is_head = is_head and (not line.strip() or line.lstrip("\ufeff").startswith(("#", "%", "//")))
        yield "\n" if is_head else line.lstrip("\ufeff") if "\ufeff" in line else line


def _plain(lines: Iterator[str], delimiter: str) -> Iterator[Numbered]:
    return rows_of(lines, delimiter, skips_blanks=True)


def _careful(lines: Iterator[str], delimiter: str, tell: Callable[[int, str], None]) -> Iterator[Numbered]:
    """Records of a text with a quote too many: a cell over too many lines, or open at the end, is read as it stands."""
    waiting: list[str] = []
    number = 0
    while True:
        while len(waiting) < _QUOTED_LINES and (line := next(lines, None)) is not None:
            waiting.append(line if line.endswith("\n") else line + "\n")
        if not waiting:
            return
        row, taken = _first_record(waiting, delimiter, csv.QUOTE_MINIMAL)
        if _is_unclosed(waiting, taken, row, delimiter):
            tell(number + 1, waiting[0].strip())
            row, taken = _first_record(waiting, delimiter, csv.QUOTE_NONE)
            row = [cell[1:-1] if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell for cell in row]
        number += taken
        del waiting[:taken]
        yield number, row


def _first_record(lines: list[str], delimiter: str, quoting: Quoting, *, strict: bool = False) -> tuple[Row, int]:
    rows = rows_of(lines, delimiter, quoting=quoting, skips_blanks=True, strict=strict)
    number, row = next(rows, (1, []))
    return row, number


def _is_unclosed(lines: list[str], taken: int, row: Row, delimiter: str) -> bool:
    if row and row[-1].endswith("\n"):
        return True
    if taken == 1:
        return False
    try:
        _first_record(lines, delimiter, csv.QUOTE_MINIMAL, strict=True)
    except csv.Error:
        return True
    return False
