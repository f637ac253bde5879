"""Tables as we write them, for people and their spreadsheets: what their columns are called and what each one is.

A table of relationships has a row for each dated state, a table of actors a row for each actor. What stands before
``start`` is said of the whole relationship, and what follows it of the one state. ``end`` belongs to the interval.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from netexplorer.errors import UserError
from netexplorer.graph.formats.tables_plan import Plan

SEVERAL = "; "  # between the words, addresses and tags of one cell
ACTORS = "-actors"  # behind the name of a file, before its suffix
NAMED = "name in "  # before a language
CALENDAR, NUMBERS = ("start", "end"), ("start_number", "end_number")

_OF_RELATIONSHIP = {
    "relationship": "id",
    "source": "source",
    "source_name": "source_label",
    "target": "target",
    "target_name": "target_label",
    "type": "type",
    "direction": "direction",
    "label": "label",
    "tags": "tags",
}
_OF_STATE = {"state": "state", "note": "note", "confidence": "confidence", "sources": "claim"}
_OF_ACTOR = {
    "actor": "id",
    "name": "label",
    "kind": "kind",
    "side": "side",
    "description": "description",
    "start": "start",
    "end": "end",
    "aliases": "aliases",
    "tags": "tags",
    "sources": "claim",
}
_PLACES = {"x": "x", "y": "y"}
_BOUNDS = {**dict.fromkeys(("start", "start_number"), "start"), **dict.fromkeys(("end", "end_number"), "end")}
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_GUARD_MARKS = (b"'=", b"'+", b"'-", b"'@", b"'\t", b"'\r", b"'\0")
_SIGNS = frozenset("'=+-@\t\r")
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def relationship_columns(times: tuple[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The columns about a relationship, and those about one state of it."""
    return tuple(_OF_RELATIONSHIP), (*times, *_OF_STATE)


def actor_columns(times: tuple[str, str]) -> tuple[str, ...]:
    """The columns about an actor."""
    return tuple(dict(zip(CALENDAR, times, strict=True)).get(name, name) for name in _OF_ACTOR)


def own_plan(names: Sequence[str]) -> Plan | None:
    """How a table that we wrote is read; nothing if these are not the columns of one."""
    for times in (CALENDAR, NUMBERS):
        roles: dict[str, str] = {}
        of_relationship, of_state = relationship_columns(times)
        if {*of_relationship, *of_state} <= set(names):
            known = {**_OF_RELATIONSHIP, **_OF_STATE, **_BOUNDS}
            place = names.index(times[0])
            for at, name in enumerate(names):
                is_known = name in of_relationship or name in of_state
                roles[name] = known[name] if is_known else "state_value" if at > place else "value"
            return Plan(table="edges", roles=roles, directed=False, several=SEVERAL, time=_kind(times))
        if set(actor_columns(times)) <= set(names):
            known = {**_OF_ACTOR, **_BOUNDS, **_PLACES}
            mine = {*actor_columns(times), *_PLACES}
            roles = {name: known[name] if name in mine else "value" for name in names}
            return Plan(table="nodes", roles=roles, several=SEVERAL, time=_kind(times))
    return None


def _kind(times: tuple[str, str]) -> Literal["calendar", "number"]:
    return "calendar" if times == CALENDAR else "number"


def beside(path: Path, ending: str = ACTORS) -> Path:
    """The second file of a pair: ``ties.csv`` has ``ties-actors.csv`` beside it."""
    return path.with_name(f"{path.stem}{ending}{path.suffix}")


def second(path: Path, ending: str, *heads: bytes) -> Path:
    """The second file of a pair that is to be written, unless somebody else's file has its name.

    Nobody was asked whether that may be replaced, only about the first one. ``heads`` is what ours begin with.

    Raises
    ------
    UserError
        If it is not ours.
    """
    other = beside(path, ending)
    try:
        with other.open("rb") as file:
            head = file.read(64).removeprefix(b"\xef\xbb\xbf")
    except OSError:
        return other  # there is none, or writing will say what is wrong
    if head and not head.startswith(heads):
        raise UserError(f"a second file, “{other.name}”, would replace one that is no such table", where=path.name,
                        hint="Choose another name, or move that file away.")  # fmt: skip
    return other


# -- cells that no spreadsheet takes for a formula


def guarded(text: str) -> str:
    """A text as a cell that no spreadsheet takes for a formula.

    An apostrophe goes before ``=``, ``+``, ``-``, ``@``, tab and carriage return at the beginning, and one more where
    there are some already, so that ``unguarded`` gives back every text.

    Examples
    --------
    >>> guarded("=1+1"), guarded("'=1+1"), guarded("it's"), guarded("'tis")
    ("'=1+1", "''=1+1", "it's", "'tis")
    """
    return f"'{text}" if text[:1] in _SIGNS and _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text that ``guarded`` made a cell of."""
    return text[1:] if _GUARDED.match(text) else text


def has_guards(data: bytes) -> bool:
    """Whether any cell of a table may have such an apostrophe; most tables have none, and are read as they are."""
    return b"'" in data and any(mark in data for mark in _GUARD_MARKS)


def without_guards(rows: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    """Numbered rows whose cells have lost that apostrophe."""
    for number, row in rows:
        yield number, [unguarded(cell) if cell[:1] == "'" else cell for cell in row]
