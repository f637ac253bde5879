"""FollowTheMoney JSON lines: an actor is an entity, and each change of a relationship is one of an edge schema."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha1
from pathlib import Path
from typing import Any

from netexplorer.errors import UserError
from netexplorer.graph.atomic import write_atomic
from netexplorer.graph.axis import TimeAxis
from netexplorer.graph.dates import Precision, civil_text
from netexplorer.graph.formats import ftm_model as model
from netexplorer.graph.formats import jsonwrite
from netexplorer.graph.formats.jsontext import words
from netexplorer.graph.formats.jsonwrite import encoded
from netexplorer.graph.formats.resolved import resolved
from netexplorer.graph.schema import Actor, Change, Dataset, DateText, Relationship, Source

_AXIS = TimeAxis()
_IDENT = re.compile(r"[0-9A-Za-z]([0-9A-Za-z.\-]*[0-9A-Za-z])?")
_NO_IDENT = re.compile(r"[^0-9A-Za-z]+")
_NODES = frozenset(("Person", "Organization", "Company", "LegalEntity", "PublicBody", "Asset", "Vessel", "Airplane",
                    "Position", "Address", "BankAccount", "Document", "RealEstate", "Vehicle", "Project", "CourtCase",
                    "Contract", "Security", "CryptoWallet", "Event", "License", "UserAccount"))  # fmt: skip


def write(dataset: Dataset, path: Path) -> None:
    """Write an entity a line.

    Raises
    ------
    UserError
        When the file cannot be written there, or the times are no dates.
    """
    if dataset.time.kind != "calendar":
        raise UserError("FollowTheMoney has dates only, and the times here are numbers", hint="Choose another format.")
    write_atomic(path, _lines(resolved(dataset)))


def losses(dataset: Dataset) -> list[str]:
    """What FollowTheMoney cannot carry, a sentence each."""
    made = jsonwrite.losses(dataset)
    changes = [change for each in dataset.relationships for change in each.changes]
    about = dataset.title or dataset.description or dataset.licence or dataset.as_of != ""
    types = dict.fromkeys(each.type for each in dataset.relationships if each.type not in model.EDGES)
    named = ", ".join([type for type in types if type][:4])
    ids = [*(each.id for each in dataset.actors), *(each.id for each in dataset.relationships)]
    found = (
        (
            not all(map(_IDENT.fullmatch, ids)),
            "Ids become letters, digits, dots and hyphens.",
        ),
        (bool(about), "The title, the description, the licence and the date the dataset is as of are left out."),
        (
            any(_schema(each) != each.kind for each in dataset.actors),
            "Kinds are those of FollowTheMoney (LegalEntity).",
        ),
        (any(each.side for each in dataset.actors), "Sides are left out."),
        (any(each.names for each in dataset.actors), "Names of actors in other languages become aliases."),
        (any(each.active for each in dataset.actors), "When actors exist is left out."),
        (
            bool(types),
            "Types and directions of relationships are those of FollowTheMoney: others become UnknownLink"
            f"{f' ({named})' if named else ''}, and stand where labels of relationships have none.",
        ),
        (
            any(len(each.changes) > 1 for each in dataset.relationships),
            "Each change of a relationship becomes an entity, whose end is as exact as the next begins.",
        ),
        (
            any(_is_vague(date) for change in changes for date in (change.from_, change.until)),
            "That a date is about or uncertain, a season or before our era is left out.",
        ),
        (
            bool(dataset.sources),
            "Of the sources addresses and publishers are kept, where an actor or a change cites them.",
        ),
        (
            any(each.extra for each in (*dataset.actors, *dataset.relationships))
            or any(each.values for each in changes),
            "Values become text, and those of changes are left out.",
        ),
        (bool(dataset.states), "Labels and colours of states are left out."),
    )
    made += [sentence for is_so, sentence in found if is_so]
    return [*made, "The ranks of states, tags, and how sure a change is are left out."]


def _lines(dataset: Dataset) -> Iterator[bytes]:
    sources = {source.id: source for source in dataset.sources}
    for actor in dataset.actors:
        yield encoded(_entity(actor, sources)) + b"\n"
    for relationship in dataset.relationships:
        for number, change in enumerate(relationship.changes or (Change(),)):
            yield encoded(_edge(relationship, number, change, sources)) + b"\n"


def _entity(actor: Actor, sources: dict[str, Source]) -> dict[str, Any]:
    properties = {
        **{key: _texts(value) for key, value in actor.extra.items()},
        "name": [actor.name or actor.id, *actor.names.values()],
        "alias": list(actor.aliases),
        "description": [actor.description],
        **_citing(actor.sources, sources),
    }
    return {"id": _ident(actor.id), "schema": _schema(actor), "properties": _filled(properties)}


def _schema(actor: Actor) -> str:
    return actor.kind if actor.kind in _NODES else model.SCHEMATA.get(actor.kind.casefold(), "LegalEntity")


def _edge(relationship: Relationship, number: int, change: Change, sources: dict[str, Source]) -> dict[str, Any]:
    schema = relationship.type if relationship.type in model.EDGES else "UnknownLink"
    edge = model.EDGES[schema]
    follows = relationship.changes[number + 1].from_ if number + 1 < len(relationship.changes) else ""
    end = _iso(change.until, is_end=True) if change.until != "" else _before(follows)
    role = relationship.label or (relationship.type if schema == "UnknownLink" else "")
    properties = {
        **{key: _texts(value) for key, value in relationship.extra.items() if key not in ("id", "schema")},
        edge.source: [_ident(relationship.source.removeprefix(model.AUTHORITY))],
        edge.target: [_ident(relationship.target)],
        (edge.captions or ("role",))[0]: [role],
        "startDate": [_iso(change.from_)],
        "endDate": [end],
        "status": [change.state if change.state != "open" else ""],
        "summary": [change.note],
        **_citing(change.sources, sources),
    }
    id = relationship.id or f"{relationship.source}--{relationship.target}"
    return {
        "id": _ident(id) if number == 0 else f"{_ident(id)}.{number + 1}",
        "schema": schema,
        "properties": _filled(properties),
    }


def _ident(id: str) -> str:
    """An id as FollowTheMoney allows it: with letters and digits at both ends, and dots and hyphens between them."""
    if _IDENT.fullmatch(id):
        return id
    plain = _NO_IDENT.sub("-", id).strip("-")
    return f"{plain}-{sha1(id.encode()).hexdigest()[:10]}".lstrip("-")


def _citing(cited: tuple[str, ...], sources: dict[str, Source]) -> dict[str, list[str]]:
    known = [sources[id] for each in cited if (id := each.split("#")[0]) in sources]
    return {
        "sourceUrl": list(dict.fromkeys(source.url for source in known if source.url)),
        "publisher": list(dict.fromkeys(source.publisher or source.title for source in known)),
    }


def _texts(value: Any) -> list[str]:
    many = value if isinstance(value, list) else [value]
    return [words(each) or encoded(each).decode() for each in many]


def _filled(properties: dict[str, list[str]]) -> dict[str, list[str]]:
    """Properties without empty values, each value once."""
    made = {key: list(dict.fromkeys(each for each in values if each)) for key, values in properties.items()}
    return {key: values for key, values in made.items() if values}


def _iso(date: DateText, *, is_end: bool = False) -> str:
    """A date as a prefix of ISO 8601, which has no marks of doubt; of what is less exact its first year or month."""
    found = _AXIS.read(date)
    if found is None:
        return ""
    known = Precision.MONTH if found.precision == Precision.SEASON else min(found.precision, Precision.YEAR)
    text = civil_text(found.end - 1 if is_end else found.earliest, Precision(known))
    return "" if text.startswith(("-", "Y", "0000")) else text.removesuffix("Z")


def _before(date: DateText) -> str:
    """The last day, month or year before a date, as an end that belongs to the interval."""
    found = _AXIS.read(date)
    if found is None:
        return ""
    known = Precision.MONTH if found.precision == Precision.SEASON else min(found.precision, Precision.YEAR)
    return _iso(civil_text(found.earliest - 1, Precision(known)), is_end=True)


def _is_vague(date: DateText) -> bool:
    found = _AXIS.read(date)
    return found is not None and (
        found.approximate
        or found.uncertain
        or found.precision in (Precision.SEASON, Precision.DECADE, Precision.CENTURY, Precision.MILLENNIUM)
        or not _iso(date)
        or not _iso(date, is_end=True)
    )
