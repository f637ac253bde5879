"""What the attributes of nodes and links are usually called in JSON networks, and what they mean here."""

from __future__ import annotations

from typing import Any

from netexplorer.graph.formats.draft import Draft, DraftActor, DraftLink
from netexplorer.graph.formats.jsontext import ident, kept, texts, words
from netexplorer.graph.formats.jsontime import spells_in

NAMES = ("label", "name", "shared_name", "shared name", "displayName", "caption", "title", "n")
KINDS = ("kind", "type", "category", "labels", "nodeType", "node_type")
SIDES = ("side", "camp")
DESCRIPTIONS = ("description", "desc")
TYPES = ("type", "relation", "interaction", "relationship", "relation_type", "shared_interaction", "shared interaction",
         "predicate", "edge_type", "edgeType", "kind", "category")  # fmt: skip
LABELS = ("label", "name", "title", "caption", "role")
NESTED = ("attributes", "metadata", "properties", "data")  # objects whose keys count as those of the record
_NESTED = frozenset(NESTED)


def declare(draft: Draft, id: str, record: dict[str, Any], *, names: tuple[str, ...] = NAMES) -> DraftActor:
    """An actor of a record of attributes, without its id."""
    record = flat(record)
    spells = spells_in(record, of_node=True)
    name = pop_word(record, names)
    kind, side = pop_word(record, KINDS, is_text=True), pop_word(record, SIDES, is_text=True)
    description = pop_word(record, DESCRIPTIONS)
    tags = texts(record.pop("tags")) if isinstance(record.get("tags"), list) else ()
    xy = position(record)
    actor = draft.declare(
        id, name, kind=kind, side=side, description=description, tags=tags, spells=spells, values=kept(record)
    )
    actor.xy = actor.xy or xy
    return actor


def link(
    draft: Draft,
    source: str,
    target: str,
    record: dict[str, Any],
    *,
    id: str = "",
    directed: bool | None = None,
    is_from_to: bool = False,
) -> DraftLink:
    """A relationship of a record of attributes, without its id and its ends."""
    record = flat(record)
    spells = spells_in(record, is_from_to=is_from_to)
    type, label = pop_word(record, TYPES, is_text=True), pop_word(record, LABELS)
    tags = texts(record.pop("tags")) if isinstance(record.get("tags"), list) else ()
    return draft.link(
        source, target, id=id, type=type, label=label, directed=directed, tags=tags, spells=spells, values=kept(record)
    )


def flat(record: dict[str, Any]) -> dict[str, Any]:
    """The record with the keys of its inner objects of attributes among its own, which come first."""
    if _NESTED.isdisjoint(record):
        return dict(record)
    inner = [key for key in NESTED if isinstance(record.get(key), dict)]
    made = {key: value for key, value in record.items() if key not in inner}
    for key in inner:
        made = {**record[key], **made}
    return made


def pop_word(record: dict[str, Any], keys: tuple[str, ...], *, is_text: bool = False) -> str:
    """The first of some keys that has a word, which is taken out; ``is_text`` a number is none."""
    for key in keys:
        if key not in record:
            continue
        value = record[key]
        many = value if isinstance(value, list) and len(value) == 1 else [value]
        if is_text and not isinstance(many[0], str):
            continue
        if word := words(many[0]):
            del record[key]
            return word
    return ""


def position(record: dict[str, Any]) -> tuple[float, float] | None:
    """Where a node stands, if the record says so; the coordinates are taken out."""
    holder = record
    for key in ("position", "viz"):
        inner = record.get(key)
        inner = inner.get("position", inner) if isinstance(inner, dict) else None
        if isinstance(inner, dict) and "x" in inner:
            holder = inner
    x, y = holder.get("x"), holder.get("y")
    if not (is_number(x) and is_number(y)):
        return None
    if holder is record:
        del record["x"], record["y"]
    elif record.get("position") is holder:
        del record["position"]
    return float(x), float(y)  # type: ignore[arg-type]


def is_number(value: Any) -> bool:
    """A JSON number."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def end_of(value: Any) -> str:
    """An end of a link: an id, or the whole node as some libraries leave it there."""
    if isinstance(value, dict):
        return next((found for key in ("id", "key", "name", "index") if (found := ident(value.get(key)))), "")
    return ident(value)
