"""FollowTheMoney, the entities of Aleph and OpenSanctions: one on each line of JSON, every value a list of texts.

Entities of an edge schema (``ftm_model``) are relationships; the others are actors, and what they refer to is a
relationship without dates. When a company was founded is kept, but does not bound what it has a part in.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from copy import copy
from itertools import islice, product
from typing import Any

import msgspec

from netexplorer.errors import UserError
from netexplorer.graph.formats import ftm_model as model
from netexplorer.graph.formats.bounds import DEEPEST_ENTITIES, MOST_PAIRS
from netexplorer.graph.formats.draft import Ask, Draft, Raw, Spell
from netexplorer.graph.formats.jsontext import complain, ident, kept, parsed, paths_of, watched, words
from netexplorer.graph.formats.reading import Progress, Wish
from netexplorer.graph.formats.unpack import Source

Entity = dict[str, Any]
Properties = dict[str, tuple[str, ...]]
_LOOKED_AT = 20  # lines that tell whether each is an entity
_CITING = ("sourceUrl", "publisher", "publisherUrl", "proof")
_OUTER = ("datasets", "referents", "first_seen", "last_seen", "last_change", "target", "topics")
_DECODER = msgspec.json.Decoder()
_KEYS = {"id", "schema", "properties"}
_LISTS = ("entities", "results")  # of an object; the second are what Aleph and OpenSanctions answer


def sniff(head: bytes) -> bool:
    """Whether the lines of a file, or the records of a list, are entities."""
    paths = paths_of(head)
    wrapped = ({f"{wrap}{key}" for key in _KEYS} for wrap in ("", "[].", *(f"{name}[]." for name in _LISTS)))
    return any(keys <= paths for keys in wrapped) and "$schema" not in paths


def read(source: Source, ask: Ask, progress: Progress, cancelled: Wish) -> Draft:
    """Read entities; a line that is none is told and left out.

    Raises
    ------
    UserError
        When no line is an entity.
    """
    draft = Draft("FollowTheMoney JSON")
    draft.directed = True
    draft.time_kind = "calendar"
    entities = list(_entities(draft, source, lambda done: progress(done * 0.4), cancelled))
    if not entities and draft.problems:
        first = draft.problems[0]
        raise UserError(
            f"this file has no FollowTheMoney entity ({first.where}: {first.message})",
            where=source.where,
            hint='Each line is an entity like {"id": "…", "schema": "Person", "properties": {"name": ["…"]}}.',
        )
    known = {str(entity["id"]): entity for entity in entities}
    edges = [entity for entity in entities if _is_edge(entity)]
    others = [entity for entity in entities if not _is_edge(entity)]
    for entity in others:
        _declare(draft, entity, known)
    for entity in watched(edges, len(edges), lambda done: progress(0.4 + done * 0.6), cancelled):
        _link(draft, entity, known)
    for entity in others:
        _refer(draft, entity, known)
    draft.records = (len({entity["id"] for entity in others}), len(edges))
    return draft


# -- entities


def _entities(draft: Draft, source: Source, progress: Progress, cancelled: Wish) -> Iterator[Entity]:
    text = source.text().lstrip("\ufeff \t\r\n\0")
    if text.startswith("[") or _is_spread(text):
        found = parsed(source)
        if isinstance(found, dict):
            found = next((found[name] for name in _LISTS if name in found), [found])
        for number, record in enumerate(found if isinstance(found, list) else []):
            yield from _checked(draft, record, f"entity {number}")
        return
    lines = text.split("\n")
    for number, line in watched(enumerate(lines, 1), len(lines), progress, cancelled):
        if not line.strip(" \t\r\0"):
            continue
        try:
            record = _DECODER.decode(line)
        except (ValueError, RecursionError):
            shown = line.strip()[:60]
            complain(draft, "bad-line", f"line {number}", f"“{shown}” is no JSON; it is left out.")
            continue
        yield from _checked(draft, record, f"line {number}")


def _is_spread(text: str) -> bool:
    """Whether one entity, or an object with a list of them, stands on several lines, so that none of them is JSON."""
    for line in islice(io.StringIO(text), _LOOKED_AT):
        try:
            found = _DECODER.decode(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(found, dict):
            return any(name in found for name in _LISTS)
    return text.startswith("{")


def _checked(draft: Draft, record: Any, where: str) -> Iterator[Entity]:
    """An entity and those inside it, if it is one."""
    if not isinstance(record, dict) or not isinstance(record.get("properties"), dict) or not record.get("schema"):
        complain(draft, "no-entity", where, "An entity has an id, a schema and properties; this is left out.")
        return
    if not ident(record.get("id")):
        complain(draft, "no-id", where, "An entity has no id; it is left out.")
        return
    yield from _unfolded(record, DEEPEST_ENTITIES)


def _unfolded(record: Entity, left: int) -> Iterator[Entity]:
    """The entity with texts only, and behind it those that its properties hold whole."""
    properties: Properties = {}
    inner: list[Entity] = []
    for name, values in record["properties"].items():
        if isinstance(values, list) and len(values) == 1 and isinstance(values[0], str):  # nearly always
            properties[name] = (word,) if (word := values[0].strip()) else ()
            continue
        many = values if isinstance(values, list) else [values]
        whole = [each for each in many if isinstance(each, dict) and isinstance(each.get("properties"), dict)]
        inner.extend(_ended(each, record) for each in whole if each.get("schema") and ident(each.get("id")))
        said = (ident(each.get("id")) if isinstance(each, dict) else words(each) for each in many)
        properties[name] = tuple(dict.fromkeys(each for each in said if each))
    yield {**record, "id": ident(record["id"]).strip(), "schema": words(record["schema"]), "properties": properties}
    for each in inner if left else ():
        yield from _unfolded(each, left - 1)


def _ended(inner: Entity, outer: Entity) -> Entity:
    """A relationship inside an entity, which is the end that it does not name."""
    edge, said = model.EDGES.get(words(inner["schema"])), inner["properties"]
    missing = [end for end in (edge.source, edge.target) if not said.get(end)] if edge else []
    if len(missing) != 1 or words(inner["schema"]) in model.CREATED:
        return inner
    return {**inner, "properties": {**said, missing[0]: [ident(outer["id"])]}}


def _is_edge(entity: Entity) -> bool:
    """Whether an entity is a relationship; one of a schema that may be but lacks its ends is not."""
    edge = model.EDGES.get(entity["schema"])
    if edge is None:
        return False
    properties: Properties = entity["properties"]
    if entity["schema"] in model.CREATED:
        return edge.target in properties
    return edge.source in properties or edge.target in properties


# -- actors


def _declare(draft: Draft, entity: Entity, known: dict[str, Entity]) -> None:
    properties: Properties = entity["properties"]
    name = words(entity.get("caption")) or _first(properties, model.NAMES) or _address(properties)
    aliases = (*properties.get("name", ()), *properties.get("alias", ()), *properties.get("weakAlias", ()))
    read = ("alias", "weakAlias", "name", "description", "summary", *_CITING)
    values: dict[str, Any] = {key: _one(value) for key, value in properties.items() if key not in read}
    draft.declare(
        entity["id"],
        name,
        kind=entity["schema"],
        description=_first(properties, ("description", "summary")),
        aliases=tuple(alias for alias in dict.fromkeys(aliases) if alias != name),
        tags=properties.get("topics", ()),
        sources=_sources(draft, properties, known),
        values=kept({**values, **{key: entity[key] for key in _OUTER if key in entity}}),
    )


def _refer(draft: Draft, entity: Entity, known: dict[str, Entity]) -> None:
    """What an entity refers to is a relationship, if it is in the file."""
    properties: Properties = entity["properties"]
    for name in model.REFERENCES:
        for id in properties.get(name, ()):
            if id in known and id != entity["id"] and not _is_edge(known[id]):
                spells = _spells(draft, entity) if "startDate" in properties or "endDate" in properties else []
                draft.link(entity["id"], id, type=name, spells=spells)
                draft.bent("references", f"What entities refer to is a relationship without dates of its own ({name}).")


def _address(properties: Properties) -> str:
    return ", ".join(_first(properties, (key,)) for key in ("street", "city", "country") if key in properties)


def _first(properties: Properties, names: tuple[str, ...]) -> str:
    return next((properties[name][0] for name in names if properties.get(name)), "")


def _one(values: tuple[str, ...]) -> Any:
    return values[0] if len(values) == 1 else list(values)


# -- relationships


def _link(draft: Draft, entity: Entity, known: dict[str, Entity]) -> None:
    properties: Properties = entity["properties"]
    schema: str = entity["schema"]
    edge = model.EDGES[schema]
    sources, targets = properties.get(edge.source, ()), properties.get(edge.target, ())
    if schema in model.CREATED:
        sources = (_authority(draft, properties),)
    if not (sources and targets):
        missing = edge.target if sources else edge.source
        complain(draft, "no-end", entity["id"], f"A {schema} has no {missing}; it is left out.")
        return
    if len(sources) * len(targets) > MOST_PAIRS:
        complain(draft, "many-ends", entity["id"], f"A {schema} with very many ends is read in part.")
    spells = _spells(draft, entity)
    cited, note = _sources(draft, properties, known), _first(properties, ("summary",))
    spells = spells or ([Spell()] if cited or note else [])
    for spell in spells:
        spell.sources, spell.note = cited, note
    label = _first(properties, edge.captions)
    values = _values(entity, edge, label, has_state=any(spell.state for spell in spells))
    pairs = islice(product(sources, targets), MOST_PAIRS)
    for number, (source, target) in enumerate(pairs, 1):
        if number == 2:
            draft.bent("many-ends", "A relationship with several ends is one for each pair of them.")
        draft.link(
            source, target, id=entity["id"] if number == 1 else f"{entity['id']}#{number}", type=schema, label=label,
            directed=edge.directed, spells=[copy(spell) for spell in spells] if number > 1 else spells, values=values,
        )  # fmt: skip


def _values(entity: Entity, edge: model.Edge, label: str, *, has_state: bool) -> dict[str, Any]:
    """What an edge says beside its ends, its dates and its label; several dates of one kind are kept, too."""
    read = {edge.source, edge.target, "startDate", "endDate", "date", "summary", *_CITING}
    made = {
        key: _one(value)
        for key, value in entity["properties"].items()
        if key not in read or (len(value) > 1 and key.endswith("Date"))
    }
    for key in edge.captions:
        if made.get(key) == label:
            del made[key]
    if has_state:
        made.pop("status", None)
    return kept(made | {key: entity[key] for key in _OUTER if key in entity})


def _authority(draft: Draft, properties: Properties) -> str:
    """The actor that sanctions, created from its name."""
    name = _first(properties, model.AUTHORITIES) or "unnamed authority"
    id = f"{model.AUTHORITY}{name}"
    if id not in draft.actors:
        draft.declare(id, name, kind="authority")
        draft.bent("authorities", f"Who sanctions is an actor made from its name ({name}).")
    return id


def _spells(draft: Draft, entity: Entity) -> list[Spell]:
    """When an entity holds, and in which state; of several dates from the first start to the last end."""
    properties: Properties = entity["properties"]
    starts = [date for name in model.STARTS for date in properties.get(name, ())]
    ends = [date for name in model.ENDS for date in properties.get(name, ())]
    if "startDate" in properties:
        starts = list(properties["startDate"])
    instants = [] if starts or ends else list(properties.get("date", ()))
    if max(len(starts), len(ends), len(instants)) > 1:
        draft.bent("several-dates", "Of several dates the first start and the last end are read.")
    start: Raw = min(starts or instants, default=None)
    end: Raw = max(ends or instants, default=None)
    state = _first(properties, ("status",))
    if state.casefold() in model.CURRENT:
        draft.bent("current", f"A status that says it holds ({state}) is “open”.")
        state = ""
    elif end is not None and state.casefold() in model.OVER:
        draft.bent("over", f"A status that says it is over ({state}) is not the state in which it was before its end.")
        state = ""
    return [Spell(start, end, state=state)] if start is not None or end is not None or state else []


def _sources(draft: Draft, properties: Properties, known: dict[str, Entity]) -> tuple[str, ...]:
    """Where an entity is said: addresses, publishers, and documents that prove it."""
    publisher = _first(properties, ("publisher",))
    urls = properties.get("sourceUrl", ()) or properties.get("publisherUrl", ())
    cited = [draft.source(url, title=publisher or url, url=url, publisher=publisher) for url in urls]
    if publisher and not urls:
        cited.append(draft.source(publisher, title=publisher, publisher=publisher))
    for id in properties.get("proof", ()):
        about: Properties = known[id]["properties"] if id in known else {}
        title, url = _first(about, model.NAMES) or id, _first(about, ("sourceUrl",))
        cited.append(draft.source(id, title=title, url=url, published=_first(about, ("publishedAt", "date"))))
    return tuple(dict.fromkeys(cited))


def entities_of(value: Any) -> bool:
    """Whether a decoded value is a list of entities."""
    records = value if isinstance(value, list) else []
    return bool(records) and all(isinstance(each, dict) and each.keys() >= _KEYS for each in records[:10])
