"""VNA, the format of NetDraw: tables of nodes and of ties, each below a line such as ``*Node data``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import copy
from typing import Any

from netexplorer.graph.formats.attributes import folded, role_of, take_kind, take_spells, take_type, take_word, take_xy
from netexplorer.graph.formats.clock import number_of
from netexplorer.graph.formats.draft import Ask, Draft
from netexplorer.graph.formats.follow import join_following
from netexplorer.graph.formats.foreign import refuse
from netexplorer.graph.formats.reading import Progress, Wish, stop_if
from netexplorer.graph.formats.told import Told
from netexplorer.graph.formats.unpack import Source, decoded

_HEADING = re.compile(r"\s*\*\s*(node|tie)s?\s+(data|properties|attributes)\b", re.IGNORECASE)
_WORD = re.compile(r"""\s*+(?:"([^"]*)"?|'([^']*)'(?=[\s,]|$)|([^\s,"]+)|(?=,))[ \t]*,?""")
_EVERY = 5_000
_NO_RELATIONS = frozenset(("weight", "strength", "value", "size", "color", "colour", "width", "type", "label", "id"))

Row = tuple[int, dict[str, str]]


def sniff(head: bytes) -> bool:
    """It begins with the heading of a table."""
    lines = (line for line in decoded(head)[0].replace("\0", "").lstrip("\ufeff").splitlines() if line.strip())
    return _HEADING.match(next(lines, "")) is not None


def read(source: Source, ask: Ask, progress: Progress, cancelled: Wish) -> Draft:
    """Read the nodes of all tables about nodes, and the ties of the tables about ties.

    Raises
    ------
    UserError
        When there is no table in the file.
    """
    draft = Draft("NetDraw VNA")
    draft.directed = True
    told = Told(draft)
    nodes: dict[str, dict[str, Any]] = {}
    ties: list[Row] = []
    looks: list[Row] = []
    has_table = False
    for kind, number, row in _rows(source.text().replace("\0", ""), told, progress, cancelled):
        has_table = True
        if kind.startswith("node"):
            if not row:
                continue
            id = row.get(_key(row, "id", "name"), "") or next(iter(row.values()))
            known = nodes.setdefault(id, {})
            known.update({name: value for name, value in row.items() if name not in known})
        else:
            (ties if kind == "tie data" else looks).append((number, row))
    if not has_table:
        raise refuse(source, "there are no tables in this VNA file", "It needs lines “*Node data” and “*Tie data”.")
    for id, values in nodes.items():
        _node(id, values, draft)
    if not ties:
        ties, looks = looks, []
    for _ in looks:
        draft.keep("look of a tie")
    relations = _relations([row for _, row in ties])
    if relations:
        many = f"Columns of numbers about ties are relations of their own, and 0 is none ({', '.join(relations[:5])})."
        draft.bent("relations", many)
    for number, row in ties:
        _tie(number, row, draft, told, relations)
    draft.records = len(nodes) or len(draft.actors), len(ties)
    join_following(draft)
    return draft


def _relations(ties: list[dict[str, str]]) -> list[str]:
    """The columns of several relations between the same actors: more than one that has nothing but numbers."""
    names = [name for name in (ties[0] if ties else ()) if name not in _ends_of(ties[0])]
    names = [name for name in names if name and not role_of(name) and folded(name) not in _NO_RELATIONS]
    numeric = [name for name in names if all(number_of(row[name]) is not None for row in ties if row.get(name))]
    return numeric if len(numeric) > 1 else []


def _ends_of(row: dict[str, str]) -> tuple[str, str]:
    """The columns that name the two ends of a tie."""
    first, second = _key(row, "from", "source"), _key(row, "to", "target")
    return (first, second) if first and second else ((*row, "", "")[0], (*row, "", "")[1])


def _rows(text: str, told: Told, progress: Progress, cancelled: Wish) -> Iterator[tuple[str, int, dict[str, str]]]:
    """The rows of all tables: ``node data`` or the like, the line, and the fields by column."""
    kind = ""
    columns: list[str] | None = None
    is_tabbed = False
    lines = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff").split("\n")
    for number, line in enumerate(lines, 1):
        if number % _EVERY == 0:
            stop_if(cancelled)
            progress(number / len(lines))
        if heading := _HEADING.match(line):
            kind, columns = f"{heading[1]} {heading[2]}".casefold(), None
        elif line.lstrip().startswith("*"):
            told.at("unknown-section", number, f'"{line.strip()[:60]}" is no table that is known; it is left out.')
            kind = ""
        elif line.strip() and kind:
            if columns is None:
                is_tabbed = "\t" in line.strip()
                columns = _words(line, is_tabbed=is_tabbed)
                continue
            words = _words(line, is_tabbed=is_tabbed)
            if len(words) > len(columns):
                told.at("bad-line", number, f"There are {len(words)} fields for {len(columns)} columns.")
            words += [""] * (len(columns) - len(words))
            yield kind, number, dict(zip(columns, words, strict=False))


def _words(line: str, *, is_tabbed: bool) -> list[str]:
    """The fields of a line, parted by tabs if the heading is, else by spaces and commas."""
    if is_tabbed and "\t" in line.strip():
        return [word.strip().strip('"') for word in line.rstrip("\r\n").split("\t")]
    found = []
    for match in _WORD.finditer(line.strip()):
        if match[0]:
            found.append(next((word for word in match.groups() if word is not None), ""))
    return found


def _key(row: dict[str, str], *names: str) -> str:
    folded = {name.casefold(): name for name in row}
    return next((folded[name] for name in names if name in folded), "")


def _typed(row: dict[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, text in row.items():
        number = number_of(text)
        if name and text.strip():
            values[name] = text if number is None or abs(number) > 1e300 else number
    return values


def _node(id: str, row: dict[str, str], draft: Draft) -> None:
    key = _key(row, "id", "name") or next(iter(row), "")
    values = _typed({name: text for name, text in row.items() if name != key})
    short = take_word(values, "shortlabel")
    name = take_word(values, "label", "name", "longlabel") or short
    kind = take_kind(values)
    spells = take_spells(values, draft, of_link=False)
    xy = take_xy(values, _key(row, "x") or "x", _key(row, "y") or "y")
    draft.declare(id, name, kind=kind, values=values, spells=spells, xy=xy)


def _tie(number: int, row: dict[str, str], draft: Draft, told: Told, relations: list[str]) -> None:
    first, second = _ends_of(row)
    source, target = row.get(first, ""), row.get(second, "")
    if not source or not target:
        told.at("bad-line", number, "A tie does not name two nodes; it is left out.")
        return
    values = _typed({name: text for name, text in row.items() if name not in (first, second)})
    strengths = [(name, value) for name in relations if (value := values.pop(name, None))]
    spells = take_spells(values, draft, of_link=True)
    type = take_type(values)
    label = take_word(values, "label")
    if not relations:
        draft.link(source, target, type=type, label=label, values=values, spells=spells)
        return
    for name, strength in strengths:
        own = {**values, "weight": strength}
        draft.link(source, target, type=name, label=label, values=own, spells=[copy(spell) for spell in spells])
    if not strengths:
        for end in (source, target):
            draft.mention(end)
