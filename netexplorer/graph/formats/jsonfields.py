"""What the attributes of nodes and links are usually called in JSON networks, and what they mean here."""

from __future__ import annotations

from typing import Any

import msgspec

from netexplorer.graph.formats.draft import Draft, DraftActor, DraftLink
from netexplorer.graph.formats.jsontext import ident, kept, records_of, texts, words
from netexplorer.graph.formats.jsontime import raw_of, spells_in
from netexplorer.graph.schema import State

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
    tags = _listed(record, "tags")
    names_of = _translations(record)
    xy = position(record)
    aliases, sources = _listed(record, "aliases"), _cited(draft, record)
    actor = draft.declare(
        id, name, kind=kind, side=side, description=description, names=names_of, aliases=aliases, tags=tags,
        sources=sources, spells=spells, values=kept(record),
    )  # fmt: skip
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
    tags = _listed(record, "tags")
    return draft.link(
        source, target, id=id, type=type, label=label, directed=directed, tags=tags, spells=spells, values=kept(record)
    )


def about(draft: Draft, record: dict[str, Any]) -> None:
    """What a record of the whole network says: its title, its time, its states and sources as we write them."""
    draft.title = draft.title or words(record.get("title")) or words(record.get("name")) or words(record.get("label"))
    draft.description = draft.description or words(record.get("description"))
    draft.licence = draft.licence or words(record.get("licence")) or words(record.get("license"))
    time = record.get("time")
    if isinstance(time, dict) and time.get("kind") in ("calendar", "number"):
        draft.time_kind, draft.unit = time["kind"], words(time.get("unit"))
        draft.is_double = time["kind"] == "number"  # a whole number of ours is an instant
    if isinstance(as_of := raw_of(record.get("as_of")), (str, int, float)):
        draft.as_of = as_of
    try:
        draft.states = draft.states or tuple(msgspec.convert(record.get("states", []), list[State]))
    except msgspec.ValidationError:
        draft.keep("states")
    for each in records_of(record.get("sources")):
        title, publisher, url, published = (words(each.get(key)) for key in ("title", "publisher", "url", "published"))
        if id := ident(each.get("id")):
            draft.source(id, title=title, publisher=publisher, url=url, published=published)


def _listed(record: dict[str, Any], key: str) -> tuple[str, ...]:
    """A list of texts, which is taken out; anything else stays."""
    return texts(record.pop(key)) if isinstance(record.get(key), list) else ()


def _cited(draft: Draft, record: dict[str, Any]) -> tuple[str, ...]:
    """The sources that a record cites by their ids, which are taken out; others stay."""
    cited = record.get("sources")
    is_known = isinstance(cited, list) and all(ident(each).split("#")[0] in draft.sources for each in cited)
    return _listed(record, "sources") if is_known else ()


def _translations(record: dict[str, Any]) -> dict[str, str]:
    """Names by language, which are taken out."""
    names = record.get("names")
    if isinstance(names, str) and names.startswith("{"):
        names = _decoded(names)
    if not isinstance(names, dict) or not all(isinstance(name, str) for name in names.values()):
        return {}
    del record["names"]
    return names


def _decoded(text: str) -> Any:
    try:
        return msgspec.json.decode(text)
    except (ValueError, RecursionError):
        return text


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
