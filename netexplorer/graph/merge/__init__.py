"""Bringing a second dataset into one: what of it is new, equal, says more or contradicts, and the two together.

    comparison = compare(base, other)
    together = merged(comparison, Choice("ours"))

Nothing is changed in place; time is linear in the size of both (histories and lists of words are sorted).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from msgspec.structs import replace

from netexplorer.graph import schema
from netexplorer.graph.columns import relationship_ids
from netexplorer.graph.formats.reading import Progress, Wish, never, nowhere, stop_if
from netexplorer.graph.ids import made_ids
from netexplorer.graph.merge.matching import (
    Matched,
    by_id,
    match_actors,
    match_events,
    match_relationships,
    match_sources,
    match_whole,
)
from netexplorer.graph.merge.meeting import Difference
from netexplorer.graph.merge.parts import (
    CONFLICT,
    EQUAL,
    FILLS,
    NEW,
    Choice,
    Merge,
    Nearby,
    Part,
    Prefer,
    Verdict,
    name_of,
    not_taken,
)
from netexplorer.graph.merge.translating import Ids, free_id, spelled_out
from netexplorer.graph.merge.vocabulary import best_of, common_time, is_untyped, with_states, words_of
from netexplorer.graph.tables import SMALL, tables_of
from netexplorer.graph.tabling import tabled

__all__ = [
    "Choice",
    "Difference",
    "Merge",
    "Part",
    "Prefer",
    "Verdict",
    "compare",
    "merged",
    "name_of",
    "not_taken",
]

_WORDS = ("states", "sides", "kinds", "types")
_HEAD = ("title", "description", "licence", "as_of")


def compare(
    base: schema.Dataset,
    other: schema.Dataset,
    decided: Mapping[str, bool] = {},
    progress: Progress = nowhere,
    cancelled: Wish = never,
) -> Merge:
    """Put another dataset beside one and sort each of its records into new, equal, says more or contradicts.

    Parameters
    ----------
    decided : mapping of str to bool
        Of ids of actors of the other file, whether they are the actors of ours they seem to be.

    Raises
    ------
    UserError
        When the times of the two count different things, or they have too many states together.
    Cancelled
        When that was wished.
    """
    time = common_time(base, other)
    words = [_words(name, base, other) for name in _WORDS]
    sources = _part("sources", base.sources, other.sources, match_sources(base.sources, other.sources))
    actors = _part("actors", base.actors, other.actors, match_actors(base.actors, other.actors, decided))
    stop_if(cancelled)
    ids = Ids(_changed(actors), _changed(sources))
    progress(0.2)
    links = _relationships(base, other, ids)
    stop_if(cancelled)
    events = _part("events", base.events, other.events, match_events(base.events, other.events))
    ids = replace(ids, relationships=_changed_links(base, other, links, ids), events=_changed(events))
    progress(0.4)
    states = words_of(other, "states", base)
    best = best_of(words[0].ours or states)
    best_of_theirs = best_of(states) if states else best
    parts = (*words, sources, actors, links, events, *_rest(base, other))
    merge = Merge(base, other, time, parts, ids, best, best_of_theirs)
    judged = []
    for place, part in enumerate(parts, 1):
        judged.append(_judged(merge, part, cancelled))
        progress(0.4 + 0.6 * place / len(parts))
    merge = replace(merge, parts=tuple(judged))
    return replace(merge, notes=tuple(_notes(merge)))


def merged(merge: Merge, choice: Choice = Choice()) -> schema.Dataset:
    """The two datasets as one: records of ours in their order, then the new ones in that of theirs.

    The dataset of ours itself where the other adds nothing.
    """
    changed: dict[str, Any] = {}
    for part in merge.parts:
        if (records := _together(merge, part, choice)) is not None:
            changed[part.name] = records
    if _is_bare(merge.base):
        changed |= {name: getattr(merge.other, name) for name in _HEAD if not getattr(merge.base, name)}
    if more := {key: value for key, value in merge.other.extra.items() if key not in merge.base.extra}:
        changed["extra"] = {**merge.base.extra, **more}
    if merge.time != merge.base.time:
        changed["time"] = merge.time
    changed = {name: value for name, value in changed.items() if value is not getattr(merge.base, name)}
    best = best_of(changed.get("states", merge.base.states))
    if best != merge.best and (len(merge.base.relationships) or "relationships" in changed):
        links = changed.get("relationships", merge.base.relationships)
        changed["relationships"] = (spelled_out(rel, merge.best) for rel in links)
    return _kept_as_fits(merge, changed)


# -- comparing


def _words(name: str, base: schema.Dataset, other: schema.Dataset) -> Part:
    ours, theirs = words_of(base, name, other), words_of(other, name, base)
    if not getattr(other, name):  # those it only uses are no records of it, unless they are new
        known = {each.id for each in ours}
        theirs = tuple(each for each in theirs if each.id not in known)
    rows = by_id((each.id for each in ours), (each.id for each in theirs))
    return _part(name, ours, theirs, Matched(rows, {}))


def _part(
    name: str, ours: Sequence[Any], theirs: Sequence[Any], matched: Matched, taken: Iterable[str] | None = None
) -> Part:
    """A part whose new records have ids of their own; the verdicts come later."""
    rows = np.array(matched.rows, dtype=np.int32)
    told, renamed = dict(matched.told), {}
    new = np.flatnonzero(rows < 0).tolist()
    if new:
        known = set(taken if taken is not None else (each.id for each in ours)) - {""}
        for row in new:
            ident = theirs[row].id
            if ident in known:
                renamed[row] = free_id(ident, known)
                told[row] = f"{told.get(row) or 'its id comes twice'}; here it becomes “{renamed[row]}”"
            elif ident:
                known.add(ident)
    return Part(name, ours, theirs, rows, np.zeros(rows.size, dtype=np.int8), told, renamed, matched.clashes)


def _rest(base: schema.Dataset, other: schema.Dataset) -> Iterator[Part]:
    keys: dict[str, Callable[[Any], Any]] = {"disagreements": lambda each: each.note or None}
    for name in ("disagreements", "lenses", "stories"):
        key = keys.get(name, lambda each: None)
        ours, theirs = getattr(base, name), getattr(other, name)
        yield _part(name, ours, theirs, match_whole(ours, theirs, key))


def _changed(part: Part) -> dict[str, str]:
    """The ids of theirs that are others here."""
    found: dict[str, str] = {}
    for row, theirs in enumerate(part.theirs):
        if theirs.id and theirs.id not in found:
            place = int(part.rows[row])
            here = (part.ours[place].id or theirs.id) if place >= 0 else part.renamed.get(row, theirs.id)
            found[theirs.id] = here
    return {theirs: ours for theirs, ours in found.items() if theirs != ours}


def _relationships(base: schema.Dataset, other: schema.Dataset, ids: Ids) -> Part:
    directed = {each.id: each.directed for each in (*other.types, *base.types)}

    def key(source: str, target: str, kind: str) -> tuple[str, str, str]:
        return (source, target, kind) if directed.get(kind) or source <= target else (target, source, kind)

    def ours(rel: schema.Relationship) -> tuple[str, str, str]:
        return key(rel.source, rel.target, rel.type)

    def theirs(rel: schema.Relationship) -> tuple[str, str, str]:
        return key(ids.actors.get(rel.source, rel.source), ids.actors.get(rel.target, rel.target), rel.type)

    def is_directed(kind: str) -> bool:
        return directed.get(kind, False)

    any_type = is_directed if is_untyped(base) or is_untyped(other) else None
    matched = match_relationships(base.relationships, other.relationships, ours, theirs, any_type)
    taken = relationship_ids(base.relationships) if -1 in matched.rows else ()
    return _part("relationships", base.relationships, other.relationships, matched, taken)


def _changed_links(base: schema.Dataset, other: schema.Dataset, links: Part, ids: Ids) -> dict[str, str]:
    """What the ids of relationships are here, given or made, if anything of theirs names one."""
    if not (other.disagreements or other.stories or any(event.relationships for event in other.events)):
        return {}
    ours = [(rel.id, rel.source, rel.target) for rel in base.relationships]
    new = np.flatnonzero(links.rows < 0).tolist()
    for row in new:
        rel = links.theirs[row]
        ends = (ids.actors.get(rel.source, rel.source), ids.actors.get(rel.target, rel.target))
        ours.append((links.renamed.get(row, rel.id), *ends))
    here = made_ids(ours)
    places = dict(zip(new, range(len(base.relationships), len(ours)), strict=True))
    known = relationship_ids(other.relationships)
    found = {ident: here[places.get(row, int(links.rows[row]))] for row, ident in enumerate(known)}
    return {theirs: ident for theirs, ident in found.items() if theirs != ident}


def _judged(merge: Merge, part: Part, cancelled: Wish) -> Part:
    verdicts = np.empty(part.rows.size, dtype=np.int8)
    ours = Nearby(part.ours)
    for row, (record, place) in enumerate(zip(part.theirs, part.rows.tolist(), strict=True)):
        if not row % 1000:
            stop_if(cancelled)
        if place < 0:
            verdicts[row] = NEW
            continue
        found = merge.met(ours[place], merge.adapted(record))[1]
        is_conflict = any(each.is_conflict for each in found)
        verdicts[row] = CONFLICT if is_conflict else FILLS if found else EQUAL
    return replace(part, verdicts=verdicts)


def _notes(merge: Merge) -> Iterator[str]:
    """What is to be told of no single record."""
    states = merge.part("states")
    for row in states.of("new").tolist():
        state = states.theirs[row]
        yield f"The state “{state.label or state.id}” is added by its rank, {state.rank}."
    if not _is_bare(merge.base):
        for name in _HEAD:
            mine, their = getattr(merge.base, name), getattr(merge.other, name)
            if their not in ("", mine):
                yield f"The {name.replace('_', ' ')} of the added file is not taken: “{' '.join(str(their).split())}”."
    for key, value in merge.other.extra.items():
        if merge.base.extra.get(key, value) != value:
            yield f"The key “{key}” of the added file is not taken, as the open dataset has another value."


# -- bringing together


def _is_bare(dataset: schema.Dataset) -> bool:
    return not len(dataset.actors) and not len(dataset.relationships) and not dataset.events


def _together(merge: Merge, part: Part, choice: Choice) -> Any:
    """The records of both; nothing where theirs add nothing to ours, as they are declared."""
    touched = {
        int(part.rows[row]): row
        for row in np.flatnonzero((part.verdicts == FILLS) | (part.verdicts == CONFLICT)).tolist()
    }
    new = part.of("new").tolist()
    if not touched and not new:
        return None

    def mine() -> Iterator[Any]:
        for place, record in enumerate(part.ours):
            row = touched.get(place)
            if row is None:
                yield record
            else:
                takes = choice.takes_theirs(part.name, row)
                yield merge.met(record, merge.theirs(part, row), takes_theirs=takes)[0]

    theirs = (merge.theirs(part, row) for row in new)
    if part.name == "states":
        return with_states(tuple(mine()), theirs)
    if part.name in ("actors", "relationships"):
        return _chained(mine, theirs)
    return (*mine(), *theirs)


def _chained(mine: Callable[[], Iterator[Any]], theirs: Iterator[Any]) -> Iterator[Any]:
    yield from mine()
    yield from theirs


def _kept_as_fits(merge: Merge, changed: dict[str, Any]) -> schema.Dataset:
    """The dataset of what has changed; over tables if it is large, as large files are."""
    if not changed:
        return merge.base
    many = len(merge.base.actors) + len(merge.base.relationships) + merge.count("new", "actors", "relationships")
    is_large = many > SMALL and any(tables_of(each) is not None for each in (merge.base, merge.other))
    lists = {name: changed[name] for name in ("actors", "relationships") if name in changed}
    if is_large:
        return tabled(replace(merge.base, **changed)) if lists else replace(merge.base, **changed)
    whole = {name: tuple(changed.get(name, getattr(merge.base, name))) for name in ("actors", "relationships")}
    return replace(merge.base, **{**changed, **whole})
