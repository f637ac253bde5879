"""Dated records about the same two actors become one relationship where they can follow one another.

Formats that have no states write one line for each period, with the weight of that period. Such lines are one
relationship whose values change. Lines that overlap and differ stay relationships of their own: nothing is lost.
"""

from __future__ import annotations

from msgspec.structs import replace

from netexplorer.errors import UserError
from netexplorer.graph.dates import BEGINNING, FOREVER
from netexplorer.graph.formats.clock import Clock, clock_of
from netexplorer.graph.formats.draft import Draft, DraftLink, Spell


def join_following(draft: Draft) -> None:
    """Join the dated links of a draft that have the same ends, type, label and id; its records stay as counted."""
    draft.records = draft.counted()
    groups: dict[tuple[object, ...], list[DraftLink]] = {}
    for link in draft.links:
        if link.spells:
            is_directed = draft.directed if link.directed is None else link.directed
            is_turned = not is_directed and link.target < link.source
            ends = (link.target, link.source) if is_turned else (link.source, link.target)
            groups.setdefault((*ends, is_directed, link.type, link.label, link.id), []).append(link)
    if all(len(group) == 1 for group in groups.values()):
        return
    clock = clock_of(
        (bound for link in draft.links for spell in link.spells for bound in (spell.start, spell.end)),
        draft.time_kind,
        is_double=draft.is_double,
    )
    gone: set[int] = set()
    for group in groups.values():
        if len(group) > 1:
            gone.update(_joined(group, clock))
    if gone:
        draft.bent(
            "joined-links", "Records about the same two actors and type are one relationship over time.", len(gone)
        )
        draft.links = [link for link in draft.links if id(link) not in gone]


def _joined(group: list[DraftLink], clock: Clock) -> list[int]:
    """Join what can be joined to the first of each; the identities of those that are gone."""
    alike: dict[str, list[DraftLink]] = {}
    for link in group:
        alike.setdefault(repr(link.values), []).append(link)
    gone = []
    for same in alike.values():
        same[0].spells = [spell for link in same for spell in link.spells]
        gone += [id(link) for link in same[1:]]
    firsts = [same[0] for same in alike.values()]
    if len(firsts) == 1 or not _follow(firsts, clock):
        return gone
    head = firsts[0]
    shared = {key: value for key, value in head.values.items() if all(_has(link, key, value) for link in firsts)}
    head.spells = [
        replace(spell, values={**spell.values, **{key: link.values[key] for key in link.values if key not in shared}})
        for link in firsts
        for spell in link.spells
    ]
    head.values = shared
    return gone + [id(link) for link in firsts[1:]]


def _has(link: DraftLink, key: str, value: object) -> bool:
    return key in link.values and repr(link.values[key]) == repr(value)


def _follow(links: list[DraftLink], clock: Clock) -> bool:
    """Whether no two of these links hold at the same time."""
    try:
        held = sorted((*_ticks(spell, clock), k) for k, link in enumerate(links) for spell in link.spells)
    except UserError:
        return False
    reach, owner = BEGINNING, -1
    for start, end, other in held:
        if start < reach and other != owner:
            return False
        if end >= reach:
            reach, owner = end, other
    return True


def _ticks(spell: Spell, clock: Clock) -> tuple[int, int]:
    start, end = clock.read(spell.start), clock.read(spell.end)
    first = BEGINNING if start is None else start.end if spell.start_open else start.earliest
    last = FOREVER if end is None else end.earliest if spell.end_open else end.end
    return min(first, last), max(first, last)
