"""Popolo: persons, organizations and the memberships between them, as parliaments are told in JSON.

A membership without dates of its own takes those of its legislative period; the party it is held for is a second
relationship. When somebody was born or a party was founded is kept, but does not bound what it has a part in.
"""

from __future__ import annotations

from typing import Any

from netexplorer.graph.formats.draft import Draft, DraftEvent, Raw, Spell
from netexplorer.graph.formats.jsontext import complain, ident, kept, paths_of, records_of, watched, words
from netexplorer.graph.formats.jsontime import raw_of
from netexplorer.graph.formats.reading import Progress, Wish

_LISTS = ("persons", "organizations", "memberships")
_NO_VALUES = frozenset(
    ("id", "name", "other_names", "sources", "memberships", "summary", "biography", "classification")
)
_NOT_READ = ("posts", "areas", "motions", "votes", "vote_events", "speeches")


def sniff(head: bytes) -> bool:
    """Whether a JSON file has lists of persons, organizations or memberships."""
    paths = paths_of(head)
    listed = [name for name in _LISTS if f"{name}[]" in paths]
    is_other = bool(paths & {"nodes", "links", "edges", "actors", "format", "elements"})
    return bool(listed) and not is_other and (len(listed) > 1 or _is_telling(paths, listed[0]))


def _is_telling(paths: frozenset[str], name: str) -> bool:
    telling = ("person_id", "organization_id", "other_names", "identifiers", "contact_details", "sort_name",
               "classification", "memberships", "family_name", "birth_date")  # fmt: skip
    return any(f"{name}[].{key}" in paths for key in telling)


def fits(data: Any) -> bool:
    """Whether a decoded file is in this format."""
    if not isinstance(data, dict) or {"nodes", "actors", "format"} & data.keys():
        return False
    return len([name for name in _LISTS if isinstance(data.get(name), list)]) >= 2


def draft_of(data: dict[str, Any], progress: Progress, cancelled: Wish) -> Draft:
    """The draft of a decoded file that fits."""
    draft = Draft("Popolo JSON")
    draft.directed = True
    draft.time_kind = "calendar"
    draft.joins_parallel = True
    meta = data.get("meta")
    draft.title = (
        words(data.get("name"))
        or words(data.get("title"))
        or words((meta if isinstance(meta, dict) else {}).get("name"))
    )
    persons, organizations = records_of(data.get("persons")), records_of(data.get("organizations"))
    memberships = [
        *records_of(data.get("memberships")),
        *_nested(persons, "person_id"),
        *_nested(organizations, "organization_id"),
    ]
    for record in watched(persons, len(persons), lambda done: progress(done * 0.4), cancelled):
        _declare(draft, record, "person")
    for record in organizations:
        _declare(draft, record, words(record.get("classification")) or "organization")
    terms = _terms(draft, records_of(data.get("events")))
    posts = {ident(post.get("id")): post for post in records_of(data.get("posts"))}
    for number, record in watched(
        enumerate(memberships), len(memberships), lambda done: progress(0.4 + done * 0.6), cancelled
    ):
        _membership(draft, record, f"memberships[{number}]", terms, posts)
    for record in organizations:
        if parent := ident(record.get("parent_id")):
            draft.link(ident(record.get("id")), parent, type="part of")
            draft.bent("parents", "Organizations are parts of their parents, as relationships without dates.")
    draft.records = (len({ident(each.get("id")) for each in (*persons, *organizations)}), len(memberships))
    for name in _NOT_READ:
        for _ in records_of(data.get(name)):
            draft.keep(name)
    return draft


def _nested(owners: list[dict[str, Any]], key: str) -> list[dict[str, Any]]:
    """Memberships that stand inside a person or an organization."""
    return [{key: owner.get("id"), **each} for owner in owners for each in records_of(owner.get("memberships"))]


def _declare(draft: Draft, record: dict[str, Any], kind: str) -> None:
    others = records_of(record.get("other_names"))
    name = words(record.get("name"))
    names = {
        words(each.get("lang")): words(each.get("name")) for each in others if each.get("lang") and each.get("name")
    }
    aliases = dict.fromkeys(words(each.get("name")) for each in others if not each.get("lang"))
    draft.declare(
        ident(record.get("id")),
        name,
        kind=kind,
        description=words(record.get("summary")) or words(record.get("biography")),
        names=names,
        aliases=tuple(alias for alias in aliases if alias and alias != name),
        sources=_sources(draft, record),
        values=kept({key: value for key, value in record.items() if key not in _NO_VALUES}),
    )


def _sources(draft: Draft, record: dict[str, Any]) -> tuple[str, ...]:
    cited = [(words(each.get("url")), words(each.get("note"))) for each in records_of(record.get("sources"))]
    return tuple(dict.fromkeys(draft.source(url, title=note, url=url) for url, note in cited if url))


def _terms(draft: Draft, events: list[dict[str, Any]]) -> dict[str, tuple[Raw, Raw, str]]:
    """The start, end and name of each event; all of them are events of the dataset, at their beginning."""
    terms: dict[str, tuple[Raw, Raw, str]] = {}
    for number, event in enumerate(events):
        id, name = ident(event.get("id")) or f"event {number}", words(event.get("name"))
        start, end = raw_of(event.get("start_date")), raw_of(event.get("end_date"))
        terms[id] = start, end, name
        organization = ident(event.get("organization_id"))
        actors = (organization,) if organization in draft.actors else ()
        note = words(event.get("classification"))
        if start is not None:
            draft.events.append(DraftEvent(id, start, name, note, actors))
        if end is not None and end != start:
            draft.events.append(DraftEvent(f"{id} ends", end, f"{name or id} ends", note, actors))
    return terms


def _membership(
    draft: Draft,
    record: dict[str, Any],
    where: str,
    terms: dict[str, tuple[Raw, Raw, str]],
    posts: dict[str, dict[str, Any]],
) -> None:
    person = _id_of(record, "person") or _id_of(record, "member")
    post = posts.get(_id_of(record, "post"), {})
    organization = _id_of(record, "organization") or ident(post.get("organization_id"))
    if not (person and organization):
        missing = "organization_id" if person else "person_id"
        complain(draft, "no-end", where, f"A membership has no {missing}; it is left out.")
        return
    spells, values = _spells(draft, record, terms)
    sources = _sources(draft, record)
    for spell in spells:  # memberships of several terms are one relationship, of which each term tells its own
        spell.sources, spell.values = sources, values
    id = ident(record.get("id"))
    role = words(record.get("role")) or words(post.get("role")) or words(post.get("label"))
    label = words(record.get("label")) or words(post.get("label"))
    draft.link(
        person, organization, id=id, type=role or "member", label=label, spells=spells, values={} if spells else values
    )
    if (party := _id_of(record, "on_behalf_of")) and party != organization:
        draft.bent("on-behalf-of", "The party that a seat is held for is a relationship of its own.")
        again = [Spell(spell.start, spell.end, sources=sources) for spell in spells]
        draft.link(person, party, id=f"{id} on behalf of" if id else "", type="on behalf of", spells=again)


def _spells(
    draft: Draft, record: dict[str, Any], terms: dict[str, tuple[Raw, Raw, str]]
) -> tuple[list[Spell], dict[str, Any]]:
    """When a membership holds, by its own dates or those of its term, and what else it says."""
    start, end = raw_of(record.get("start_date")), raw_of(record.get("end_date"))
    term = terms.get(_id_of(record, "legislative_period"))
    used = ("start_date", "end_date", "person_id", "organization_id", "sources", "id", "role", "label", "person",
            "organization")  # fmt: skip
    values = kept({key: value for key, value in record.items() if key not in used})
    if term is not None:
        if (start is None and term[0] is not None) or (end is None and term[1] is not None):
            draft.bent("term-dates", "Memberships without dates of their own take those of their legislative period.")
        start, end = _filled(start, end, term[0], term[1])
        values["term"] = term[2] or values.get("legislative_period_id", "")
    return [Spell(start, end)] if start is not None or end is not None else [], values


def _filled(start: Raw, end: Raw, first: Raw, last: Raw) -> tuple[Raw, Raw]:
    """Bounds of a membership with those of its term where it has none, unless that would end before it begins."""
    if start is None and (end is None or first is None or str(first) <= str(end)):
        start = first
    if end is None and (start is None or last is None or str(start) <= str(last)):
        end = last
    return start, end


def _id_of(record: dict[str, Any], name: str) -> str:
    """The id of what a record refers to, given as an id or as the whole record."""
    inner = record.get(name)
    if (said := ident(record.get(f"{name}_id"))) or not isinstance(inner, dict):
        return said or (inner if isinstance(inner, str) else "")
    return ident(inner.get("id"))
