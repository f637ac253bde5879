"""GDF, the format of GUESS: a table of nodes below ``nodedef>`` and a table of edges below ``edgedef>``."""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct

from netexplorer.graph.formats.attributes import take_kind, take_spells, take_type, take_word, take_xy
from netexplorer.graph.formats.clock import number_of
from netexplorer.graph.formats.draft import Ask, Draft
from netexplorer.graph.formats.follow import join_following
from netexplorer.graph.formats.foreign import refuse
from netexplorer.graph.formats.reading import Progress, Wish, stop_if
from netexplorer.graph.formats.told import Told
from netexplorer.graph.formats.unpack import Source, decoded

_HEADING = re.compile(r"\s*(nodedef|edgedef)\s*>\s*(.*)", re.IGNORECASE)
# a quote ends a field only where a comma or the line follows: writers leave quotes inside a field as they are
_CLOSING = {quote: re.compile(rf"(?<!\\){quote}[ \t]*(?:,|$)") for quote in "'\""}
_TRUE = frozenset(("true", "1", "yes", "t"))
_FALSE = frozenset(("false", "0", "no", "f", ""))
_NUMBERS = frozenset(
    ("int", "integer", "tinyint", "smallint", "bigint", "long", "float", "double", "real", "decimal", "numeric",
     "number")
)  # fmt: skip
_EVERY = 5_000


class _Column(Struct):
    name: str
    type: str
    default: str


def sniff(head: bytes) -> bool:
    """It begins with the heading of a table."""
    text = decoded(head)[0].replace("\0", "").lstrip("\ufeff")
    lines = (line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#"))
    return _HEADING.match(next(lines, "")) is not None


def read(source: Source, ask: Ask, progress: Progress, cancelled: Wish) -> Draft:
    """Read both tables, in whatever order and however often they come.

    Raises
    ------
    UserError
        When there is no table in the file.
    """
    draft = Draft("GDF")
    told = Told(draft)
    columns: list[_Column] = []
    section = ""
    edges: list[tuple[int, dict[str, str], list[_Column]]] = []
    lines = source.text().replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines, 1):
        if number % _EVERY == 0:
            stop_if(cancelled)
            progress(number / len(lines))
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if heading := _HEADING.match(line):
            section = heading[1].casefold()
            columns = [_column(text) for text in _fields(heading[2])]
        elif not section:
            told.at("bad-line", number, f'"{line[:80]}" stands before any table; it is left out.')
        else:
            fields = _fields(line)
            if len(fields) > len(columns):
                told.at("bad-line", number, f"There are {len(fields)} fields for {len(columns)} columns.")
            fields += [""] * (len(columns) - len(fields))
            row = dict(zip((column.name for column in columns), fields, strict=False))
            if section == "nodedef":
                _node(number, row, columns, draft, told)
            else:
                edges.append((number, row, columns))
    if not section:
        raise refuse(source, "there are no tables in this GDF file", "It needs a line that begins with “nodedef>”.")
    for place, (number, row, of) in enumerate(edges):
        if place % _EVERY == 0:
            stop_if(cancelled)
        _edge(number, row, of, draft, told)
    join_following(draft)
    return draft


def _fields(line: str) -> list[str]:
    """The fields of a line; a field in quotes may have commas."""
    line = line.strip()
    fields: list[str] = []
    at, is_more = 0, True
    unclosed = ""  # the kinds of quotes that end nowhere in the rest of the line
    while is_more:
        while line[at : at + 1] in (" ", "\t"):
            at += 1
        quote = line[at : at + 1]
        end = _CLOSING[quote].search(line, at + 1) if quote in _CLOSING and quote not in unclosed else None
        if end is not None:
            fields.append(re.sub(r"\\(.)", r"\1", line[at + 1 : end.start()]))
            at, is_more = end.end(), end[0].endswith(",")
            continue
        unclosed += quote if quote in _CLOSING else ""
        comma = line.find(",", at)
        is_more = comma >= 0
        comma = comma if is_more else len(line)
        fields.append(line[at:comma].strip())
        at = comma + 1
    return fields


def _column(text: str) -> _Column:
    words = text.split()
    default = ""
    folded = [word.casefold() for word in words]
    if "default" in folded[1:]:
        at = folded.index("default", 1)
        default, words = " ".join(words[at + 1 :]).strip("'\""), words[:at]
    type = words[1].partition("(")[0].casefold() if len(words) > 1 else "varchar"
    return _Column(words[0].strip("'\"") if words else "", type, default)


def _typed(row: dict[str, str], columns: list[_Column]) -> dict[str, Any]:
    """The values of a row as their columns say; those without any are left out."""
    values: dict[str, Any] = {}
    for column in columns:
        text = row[column.name].strip() or column.default
        if not text or not column.name:
            continue
        if column.type == "boolean" and text.casefold() in _TRUE | _FALSE:
            values[column.name] = text.casefold() in _TRUE
        elif column.type in _NUMBERS and (number := number_of(text)) is not None and abs(number) < 1e300:
            values[column.name] = number
        else:
            values[column.name] = text
    return values


def _key(row: dict[str, str], *names: str) -> str:
    """The column that has one of some names, in their order; empty if there is none."""
    folded = {name.casefold(): name for name in row}
    return next((folded[name] for name in names if name in folded), "")


def _node(number: int, row: dict[str, str], columns: list[_Column], draft: Draft, told: Told) -> None:
    key = _key(row, "name", "id") or columns[0].name
    id = row.get(key, "")
    if not id.strip():
        told.at("bad-line", number, "A node has no name; it is left out.")
        return
    values = _typed(row, columns)
    values.pop(key, None)
    label = take_word(values, "label")
    kind = take_kind(values)
    spells = take_spells(values, draft, of_link=False)
    draft.declare(id, label, kind=kind, values=values, spells=spells, xy=take_xy(values))


def _edge(number: int, row: dict[str, str], columns: list[_Column], draft: Draft, told: Told) -> None:
    names = [column.name for column in columns]
    first, second = _key(row, "node1", "source", "from"), _key(row, "node2", "target", "to")
    if not first or not second:
        first, second = (*names, "", "")[:2]
    source, target = row.get(first, ""), row.get(second, "")
    if not source.strip() or not target.strip():
        told.at("bad-line", number, "An edge does not name two nodes; it is left out.")
        return
    values = _typed(row, columns)
    for name in (first, second):
        values.pop(name, None)
    directed = values.pop(_key(row, "directed"), False)
    id = take_word(values, "id")
    spells = take_spells(values, draft, of_link=True)
    type = take_type(values)
    label = take_word(values, "label", "name")
    draft.link(
        source, target, id=id, type=type, label=label, directed=str(directed).casefold() in _TRUE, values=values,
        spells=spells,
    )  # fmt: skip
