"""FollowTheMoney JSON lines: an actor is an entity, and each change of a relationship is one of an edge schema."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from netexplorer.errors import UserError
from netexplorer.graph.atomic import write_atomic
from netexplorer.graph.dates import Precision, civil_text, parse_edtf
from netexplorer.graph.formats import ftm_model as model
from netexplorer.graph.formats import jsonwrite
from netexplorer.graph.formats.jsontext import words
from netexplorer.graph.formats.jsonwrite import encoded
from netexplorer.graph.schema import Actor, Change, Dataset, DateText, Relationship, Source

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
    write_atomic(path, _lines(dataset))


def losses(dataset: Dataset) -> list[str]:
    """What FollowTheMoney cannot carry, a sentence each."""
    made = jsonwrite.losses(dataset)
    if any(len(each.changes) > 1 for each in dataset.relationships):
        made.append("Each change of a relationship becomes an entity of its own.")
    if any(
        _is_vague(change.from_) or _is_vague(change.until) for each in dataset.relationships for change in each.changes
    ):
        made.append("That a date is about or uncertain, a season or before our era is left out.")
    if any(actor.active for actor in dataset.actors):
        made.append("When actors exist is left out.")
    made.append("The ranks of states, tags, and how sure a change is are left out.")
    unknown = dict.fromkeys(each.type for each in dataset.relationships if each.type and each.type not in model.EDGES)
    if unknown:
        made.append(f"Types that FollowTheMoney does not have are UnknownLink ({', '.join(list(unknown)[:4])}).")
    return made


def _lines(dataset: Dataset) -> Iterator[bytes]:
    sources = {source.id: source for source in dataset.sources}
    for actor in dataset.actors:
        yield encoded(_entity(actor, sources)) + b"\n"
    for relationship in dataset.relationships:
        for number, change in enumerate(relationship.changes or (Change(),)):
            yield encoded(_edge(relationship, number, change, sources)) + b"\n"


def _entity(actor: Actor, sources: dict[str, Source]) -> dict[str, Any]:
    schema = actor.kind if actor.kind in _NODES else model.SCHEMATA.get(actor.kind.casefold(), "LegalEntity")
    properties = {
        **{key: _texts(value) for key, value in actor.extra.items()},
        "name": [actor.name or actor.id, *actor.names.values()],
        "alias": list(actor.aliases),
        "description": [actor.description],
        **_citing(actor.sources, sources),
    }
    return {"id": actor.id, "schema": schema, "properties": _filled(properties)}


def _edge(relationship: Relationship, number: int, change: Change, sources: dict[str, Source]) -> dict[str, Any]:
    schema = relationship.type if relationship.type in model.EDGES else "UnknownLink"
    edge = model.EDGES[schema]
    follows = relationship.changes[number + 1].from_ if number + 1 < len(relationship.changes) else ""
    end = _iso(change.until) if change.until != "" else _before(follows)
    role = relationship.label or (relationship.type if schema == "UnknownLink" else "")
    properties = {
        **{key: _texts(value) for key, value in relationship.extra.items() if key not in ("id", "schema")},
        edge.source: [relationship.source.removeprefix(model.AUTHORITY)],
        edge.target: [relationship.target],
        (edge.captions or ("role",))[0]: [role],
        "startDate": [_iso(change.from_)],
        "endDate": [end],
        "status": [change.state if change.state != "open" else ""],
        "summary": [change.note],
        **_citing(change.sources, sources),
    }
    id = relationship.id or f"{relationship.source}--{relationship.target}"
    return {"id": id if number == 0 else f"{id}#{number + 1}", "schema": schema, "properties": _filled(properties)}


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


def _iso(date: DateText) -> str:
    """A date as a prefix of ISO 8601, which has no marks of doubt."""
    try:
        found = parse_edtf(str(date))
    except UserError:
        return ""
    if found.precision in (Precision.SEASON, Precision.DECADE, Precision.CENTURY, Precision.MILLENNIUM):
        return civil_text(found.earliest, Precision.YEAR)
    text = civil_text(found.earliest, found.precision)
    return "" if text.startswith(("-", "Y")) else text.removesuffix("Z")


def _before(date: DateText) -> str:
    """The last day, month or year before a date, as an end that belongs to the interval."""
    if date == "":
        return ""
    try:
        found = parse_edtf(str(date))
    except UserError:
        return ""
    return _iso(civil_text(found.earliest - 1, min(found.precision, Precision.YEAR)))


def _is_vague(date: DateText) -> bool:
    if date == "":
        return False
    try:
        found = parse_edtf(str(date))
    except UserError:
        return True
    return (
        found.approximate or found.uncertain or found.precision == Precision.SEASON or found.precision > Precision.YEAR
    )
