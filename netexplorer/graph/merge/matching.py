"""Which record of another file is which of ours: by id, by name, by ends, by address, by date and title.

Each function gives the row of ours for each record of theirs, -1 for none, and what is worth telling about some rows.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from netexplorer.graph import schema
from netexplorer.graph.merge.meeting import folded, names_of
from netexplorer.graph.problems import quoted

_NUMBER = re.compile(r"(?:n|v|e|node|edge)?[0-9]+", re.IGNORECASE)  # an id that a program counted
UNTYPED = frozenset(("", "directed", "undirected"))  # the types of files that know none
Key = Hashable | None


class Matched(Struct, frozen=True, eq=False):
    """The row of ours for each of theirs, what is told by row of theirs, and the rows whose id is somebody else's."""

    rows: list[int]
    told: dict[int, str]
    clashes: frozenset[int] = frozenset()


def by_id(ours: Iterable[str], theirs: Iterable[str]) -> list[int]:
    """Equal ids are the same; where one comes several times, the first is the first."""
    places: dict[str, deque[int]] = {}
    for row, ident in enumerate(ours):
        if ident:
            places.setdefault(ident, deque()).append(row)
    return [places[ident].popleft() if places.get(ident) else -1 for ident in theirs]


def unique_pairs(rows: list[int], ours: Sequence[Key], theirs: Sequence[Key]) -> list[int]:
    """Pair by a key those left over; each key has to be that of one record on both sides. Gives the other rows."""
    taken = {row for row in rows if row >= 0}
    of_ours, of_theirs = _places(ours), _places(theirs)
    paired = []
    for row, key in enumerate(theirs):
        if rows[row] < 0 and key is not None and len(of_theirs[key]) == 1:
            found = of_ours.get(key, [])
            if len(found) == 1 and found[0] not in taken:
                rows[row] = found[0]
                taken.add(found[0])
                paired.append(row)
    return paired


def _places(keys: Iterable[Key]) -> dict[Key, list[int]]:
    places: dict[Key, list[int]] = {}
    for row, key in enumerate(keys):
        if key is not None:
            places.setdefault(key, []).append(row)
    return places


# -- actors


def match_actors(
    ours: Iterable[schema.Actor], theirs: Iterable[schema.Actor], decided: Mapping[str, bool] = {}
) -> Matched:
    """Actors by id, then by any of their names; ``decided`` says of ids of theirs whether they are who ours are.

    An id that both files have is not trusted where no name is the same and the kinds differ, or where it is but a
    number.
    """
    mine, their = [_Called.of(actor) for actor in ours], [_Called.of(actor) for actor in theirs]
    rows = by_id((each.id for each in mine), (each.id for each in their))
    told: dict[int, str] = {}
    clashes = set()
    for row, place in enumerate(rows):
        if place >= 0:
            same = decided.get(their[row].id)
            if same is False or (same is None and _are_others(mine[place], their[row])):
                rows[row] = -1
                clashes.add(row)
    _match_names(mine, their, rows, told, decided)
    for row in clashes:
        if rows[row] < 0:
            told[row] = f"the id {quoted(their[row].id)} is that of another actor here"
    return Matched(rows, told, frozenset(clashes))


class _Called(Struct, frozen=True, eq=False):
    """What is needed of an actor to tell whether it is another one."""

    id: str
    names: frozenset[str]
    kind: str

    @classmethod
    def of(cls, actor: schema.Actor) -> _Called:
        names = names_of(actor)
        if not folded(actor.name) and not _NUMBER.fullmatch(actor.id):  # called by its id
            names |= {folded(actor.id)} - {""}
        return cls(actor.id, names, folded(actor.kind))


def _are_others(mine: _Called, their: _Called) -> bool:
    if not mine.names or not their.names or mine.names & their.names:
        return False
    is_counted = _NUMBER.fullmatch(their.id) is not None
    return is_counted or bool(mine.kind and their.kind and mine.kind != their.kind)


def _match_names(
    mine: Sequence[_Called],
    their: Sequence[_Called],
    rows: list[int],
    told: dict[int, str],
    decided: Mapping[str, bool],
) -> None:
    of_ours, of_theirs = _by_name(mine), _by_name(their)
    taken = {row for row in rows if row >= 0}
    for row, each in enumerate(their):
        if rows[row] >= 0 or decided.get(each.id) is False:
            continue
        found: set[int] = set()
        is_ambiguous = False
        for name in each.names:
            here = of_ours.get(name, ())
            is_ambiguous |= bool(here) and (len(here) > 1 or len(of_theirs[name]) > 1)
            found.update(here)
        if len(found) == 1 and not is_ambiguous and not found & taken:
            rows[row] = found.pop()
            taken.add(rows[row])
            told[row] = f"by its name; its id there is {quoted(each.id)}"
        elif found:
            several = "its name is that of several actors" if is_ambiguous else "several actors have one of its names"
            told[row] = several if len(found) > 1 or is_ambiguous else "its name is that of an actor already found"


def _by_name(called: Iterable[_Called]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for row, each in enumerate(called):
        for name in each.names:
            places.setdefault(name, []).append(row)
    return places


# -- sources, events, relationships


def match_sources(ours: Sequence[schema.Source], theirs: Sequence[schema.Source]) -> Matched:
    """Sources by id, unless the title is another and neither address, date nor author is the same; then by address."""

    def are_others(mine: schema.Source, their: schema.Source) -> bool:
        if not mine.title or not their.title or folded(mine.title) == folded(their.title):
            return False
        agreed = ((_address(mine), _address(their)), (mine.published, their.published), (mine.author, their.author))
        return not any(a and a == b for a, b in agreed)

    return _match_few(ours, theirs, are_others, _address)


def match_events(ours: Sequence[schema.Event], theirs: Sequence[schema.Event]) -> Matched:
    """Events by id, unless date and title are others, then by date and title."""

    def are_others(mine: schema.Event, their: schema.Event) -> bool:
        return mine.date != their.date and folded(mine.title) != folded(their.title)

    def key(event: schema.Event) -> Key:
        return (str(event.date), folded(event.title)) if event.title else None

    return _match_few(ours, theirs, are_others, key)


def match_whole(ours: Sequence[Any], theirs: Sequence[Any], key: Callable[[Any], Key]) -> Matched:
    """By id, then those of equal key."""
    return _match_few(ours, theirs, lambda mine, their: False, key)


def _match_few(
    ours: Sequence[Any], theirs: Sequence[Any], are_others: Callable[[Any, Any], bool], key: Callable[[Any], Key]
) -> Matched:
    rows = by_id((each.id for each in ours), (each.id for each in theirs))
    told: dict[int, str] = {}
    clashes = frozenset(row for row, at in enumerate(rows) if at >= 0 and are_others(ours[at], theirs[row]))
    for row in clashes:
        rows[row] = -1
        told[row] = f"the id {quoted(theirs[row].id)} is that of another one here"
    same_content(rows, [_without_id(each) for each in ours], [_without_id(each) for each in theirs])
    for row in unique_pairs(rows, [key(each) for each in ours], [key(each) for each in theirs]):
        told[row] = f"its id there is {quoted(theirs[row].id)}" if theirs[row].id else ""
    return Matched(rows, told, clashes)


def _without_id(record: Any) -> Key:
    """What a record without an id says; those with one are found by it."""
    return None if record.id else repr(record)


def same_content(rows: list[int], ours: Sequence[Key], theirs: Sequence[Key]) -> None:
    """Pair those left over that say the same, the first with the first."""
    taken = {row for row in rows if row >= 0}
    places: dict[Key, deque[int]] = {}
    for row, key in enumerate(ours):
        if key is not None and row not in taken:
            places.setdefault(key, deque()).append(row)
    for row, key in enumerate(theirs):
        if rows[row] < 0 and key is not None and (queue := places.get(key)):
            rows[row] = queue.popleft()


def match_relationships(
    ours: Sequence[schema.Relationship],
    theirs: Sequence[schema.Relationship],
    ends: Callable[[schema.Relationship], Key],
    ends_of_theirs: Callable[[schema.Relationship], Key],
    is_directed: Callable[[str], bool] | None = None,
) -> Matched:
    """Relationships by id if they have the same ends, then by ends and type where there is one of them in each file.

    Of several between the same two of the same type those that say the same are paired, the others stay apart. If
    ``is_directed`` is given, one of the files knows no types, and what is the only one left in both is paired, too.
    """
    ids: tuple[list[str], list[str]] = ([], [])
    keys: tuple[list[Key], list[Key]] = ([], [])
    for place, (records, key_of) in enumerate(((ours, ends), (theirs, ends_of_theirs))):
        for rel in records:
            ids[place].append(rel.id)
            keys[place].append(key_of(rel))
    rows = by_id(*ids)
    told: dict[int, str] = {}
    clashes = set()
    for row, at in enumerate(rows):
        if at >= 0 and _pair(keys[0][at]) != _pair(keys[1][row]):
            rows[row] = -1
            clashes.add(row)
            told[row] = f"the id {quoted(ids[1][row])} is that of another relationship here"
    _match_ends(ours, theirs, keys, rows, told)
    if is_directed is not None:
        _match_untyped(keys, rows, told, is_directed)
    return Matched(rows, told, frozenset(clashes))


def _pair(key: Any) -> Any:
    """The two ends, in whichever order."""
    return frozenset(key[:2])


def _match_ends(
    ours: Sequence[schema.Relationship],
    theirs: Sequence[schema.Relationship],
    keys: tuple[list[Key], list[Key]],
    rows: list[int],
    told: dict[int, str],
) -> None:
    taken = {row for row in rows if row >= 0}
    groups: dict[Key, list[int]] = {}
    for row, key in enumerate(keys[0]):
        if row not in taken:
            groups.setdefault(key, []).append(row)
    wanted: dict[Key, list[int]] = {}
    for row, key in enumerate(keys[1]):
        if rows[row] < 0 and key in groups:
            wanted.setdefault(key, []).append(row)
    for key, some in wanted.items():
        here = groups[key]
        if len(here) == len(some) == 1:
            rows[some[0]] = here[0]
            told.pop(some[0], None)
            continue
        places: dict[str, deque[int]] = {}
        for place in here:
            places.setdefault(_content(ours[place]), deque()).append(place)
        for row in some:
            if queue := places.get(_content(theirs[row])):
                rows[row] = queue.popleft()
                told.pop(row, None)
            else:
                told[row] = "there are several of this type between the two"


def _match_untyped(
    keys: tuple[list[Any], list[Any]], rows: list[int], told: dict[int, str], is_directed: Callable[[str], bool]
) -> None:
    """Pair what is left between two actors if it is one in each file and one of them says no type."""
    taken = {row for row in rows if row >= 0}
    here = _places(None if row in taken else _pair(key) for row, key in enumerate(keys[0]))
    there = _places(_pair(key) if rows[row] < 0 else None for row, key in enumerate(keys[1]))
    for pair, some in there.items():
        if len(some) != 1 or len(here.get(pair, ())) != 1:
            continue
        mine, their = keys[0][here[pair][0]], keys[1][some[0]]
        if mine[2] == their[2] or not {mine[2], their[2]} & UNTYPED:
            continue
        if mine[:2] == their[:2] or not is_directed(mine[2] if their[2] in UNTYPED else their[2]):
            rows[some[0]] = here[pair][0]
            told.pop(some[0], None)


def _content(rel: schema.Relationship) -> str:
    return repr((rel.label, rel.tags, rel.changes))


def _address(source: schema.Source) -> str | None:
    return source.url.strip().rstrip("/") if source.url else None
