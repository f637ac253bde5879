"""A large draft becomes a dataset of columns: the rules of ``settle``, without an object for any relationship.

What comes out is what ``settle`` makes of the same draft, with the same problems and the same report.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from netexplorer.graph.distinct import in_turn, occurring
from netexplorer.graph.formats.clock import Clock, clock_of
from netexplorer.graph.formats.contacts import links_of_contacts, spells_of
from netexplorer.graph.formats.days import days_among
from netexplorer.graph.formats.draft import Draft, Instant, Raw
from netexplorer.graph.formats.links import LARGE, Links, Rows, nothing, some, taken
from netexplorer.graph.formats.links_joined import concatenated, parallel_joined
from netexplorer.graph.formats.links_of import links_of, rows_of
from netexplorer.graph.formats.reading import Reading
from netexplorer.graph.formats.settle import Seen, are_bare, extra_of, settle, settled
from netexplorer.graph.formats.settle_ids import Ids
from netexplorer.graph.formats.settle_spells import Bent, Held, held_of
from netexplorer.graph.formats.vocabulary import OPEN, Ways, vocabulary
from netexplorer.graph.gather import Coded
from netexplorer.graph.tables import dataset_of
from netexplorer.graph.tables import settled as as_fits
from netexplorer.graph.tabling import of_actors, of_columns, of_ids

Ints = npt.NDArray[np.int64]


def settle_any(draft: Draft) -> Reading:
    """The dataset that a draft means: of records where it is small, and of columns where it is large."""
    is_large = len(draft.links) + len(draft.contacts.times) >= LARGE and not draft.after_end
    return settle_links(draft) if is_large or draft.columns or draft.rows else settle(draft)


def settle_links(draft: Draft) -> Reading:
    """What ``settle`` makes of a draft, by columns."""
    own = draft.columns or links_of(draft, draft.links)
    rows = draft.rows or rows_of(draft, draft.contacts)
    is_bare = are_bare(draft)
    counts, days = _times(draft, own, rows, is_bare)
    clock = draft.clock or clock_of(counts, draft.time_kind, is_double=draft.is_double)
    clock.know(days)
    seen = Seen(draft, clock)
    links, is_own = _with_contacts(draft, own, rows, clock)
    if draft.joins_parallel:
        links, kept = parallel_joined(draft, links)
        is_own = is_own[kept]
    names = list(draft.actors)
    ids = Ids(links, names)
    ways, types = _types(draft, links)
    states, spelled = vocabulary(draft, *_states(links, is_own))

    def where(row: int) -> str:
        ident = links.id.values[links.id.codes[row]]
        return ident or f"{names[links.source[row]]} – {names[links.target[row]]}"

    bent = Bent()
    held = held_of(links, seen, bent, where)
    lengths = np.bincount(held.link, minlength=links.count)
    is_static = np.diff(links.spell_start) == 0
    lasting = np.flatnonzero(is_static | (lengths > 0))
    never = np.flatnonzero(~is_static & (lengths == 0))
    if never.size:
        said = "Relationships all of whose intervals are empty are left out."
        bent.add((int(never[0]), 2, 0, 0), "never", never.size, lambda: said)
    found = ids.of(lasting, bent)
    bent.tell(draft)
    start, changes = _changes(links, held, lengths + is_static, is_static, spelled)
    reading = settled(seen, states, ways, (), with_actors=not is_bare)
    tables = of_columns(
        of_ids(names) if is_bare else of_actors(reading.dataset.actors),
        some(links.source, lasting),
        some(links.target, lasting),
        {
            "type": taken(types, lasting),
            "label": taken(links.label, lasting),
            "tags": taken(links.tags, lasting),
            **found(),
        },
        start[np.append(lasting, links.count)],
        changes,
    )
    return replace(reading, dataset=as_fits(dataset_of(reading.dataset, tables)))


def _times(draft: Draft, links: Links, rows: Rows, is_bare: bool) -> tuple[Counter[Raw], dict[Raw, Instant]]:
    """How often each time stands in the draft, all days told as one of them; and which texts are days."""
    counts: Counter[Raw] = Counter()
    days: dict[Raw, Instant] = {}
    columns = ((links.times, (links.spells.start, links.spells.end)), (rows.times, (rows.time,)))
    for raws, codes in columns:
        count = np.sum([np.bincount(each, minlength=len(raws)) for each in codes], axis=0)
        at, found = days_among(raws)
        days.update(zip(map(raws.__getitem__, at.tolist()), found, strict=True))
        if total := int(count[at].sum()):
            counts[raws[at[np.argmax(count[at] > 0)]]] += total
            count[at] = 0
        for code in np.flatnonzero(count).tolist():
            counts[raws[code]] += int(count[code])
    spells = () if is_bare else chain.from_iterable(actor.spells for actor in draft.actors.values())
    counts.update(chain.from_iterable((spell.start, spell.end) for spell in spells))
    counts.update(event.date for event in draft.events)
    return counts, days


def _with_contacts(draft: Draft, own: Links, rows: Rows, clock: Clock) -> tuple[Links, npt.NDArray[np.bool_]]:
    """The relationships of a draft and those that its contacts make, and which of them are its own."""
    if not len(rows.time):
        return own, np.ones(own.count, dtype=np.bool_)
    if draft.contacts.limited_after is None:
        made = links_of_contacts(draft, rows, clock)
    else:
        made = links_of(draft, list(spells_of(draft, clock, rows)))
    if made is None:
        return own, np.ones(own.count, dtype=np.bool_)
    is_own = np.arange(own.count + made.count) < own.count
    return (concatenated(own, made) if own.count else made), is_own


def _types(draft: Draft, links: Links) -> tuple[Ways, Coded]:
    """The types in their directions, and what the type of each relationship is called."""
    said: tuple[bool | None, ...] = (None, False, True)
    way = links.type.codes * np.int32(3) + links.directed + np.int32(1)
    distinct = in_turn(way, 3 * len(links.type.values))
    every = [(str(links.type.values[each // 3]), said[each % 3]) for each in distinct]
    ways = Ways(draft, every)
    code = np.zeros(3 * len(links.type.values), dtype=np.int32)
    code[distinct] = np.arange(1, len(distinct) + 1)
    return ways, Coded(code[way], ["", *(ways.name(*each) for each in every)])


def _states(links: Links, is_own: npt.NDArray[np.bool_]) -> tuple[list[str], set[str]]:
    """The states of the file in the order in which they are met, and those that are used."""
    column = links.spells.state
    own = column.codes if is_own.all() else column.codes[np.repeat(is_own, np.diff(links.spell_start))]
    met = [str(column.values[code]) for code in in_turn(own, len(column.values))]
    used = {str(column.values[code]) for code in np.flatnonzero(occurring(column.codes, len(column.values))).tolist()}
    return met, used | {""} if (np.diff(links.spell_start) == 0).any() else used


def _changes(
    links: Links, held: Held, counts: Ints, is_static: npt.NDArray[np.bool_], spelled: dict[str, str]
) -> tuple[Ints, dict[str, Coded]]:
    """Where the changes of each relationship begin, and what they say; a relationship without spells is always open."""
    start = np.append(0, np.cumsum(counts))
    place = np.flatnonzero(np.repeat(~is_static, counts)) if is_static.any() else None
    follows = np.zeros(held.link.size, dtype=np.bool_)
    follows[:-1] = (held.link[1:] == held.link[:-1]) & (held.start[1:] <= held.end[:-1])
    spells, count = links.spells, int(start[-1])

    def spread(codes: npt.NDArray[Any], otherwise: int = 0) -> npt.NDArray[np.int32]:
        if place is None:
            return codes
        column = np.full(count, otherwise, dtype=np.int32)
        column[place] = codes
        return column

    def said(column: Coded, values: list[Any]) -> Coded:
        is_alike = not column.codes.any()  # none of them says anything
        return nothing(count, values[0]) if is_alike else Coded(spread(some(column.codes, held.spell)), values)

    states = [spelled[str(state)] if state in spelled else "" for state in spells.state.values]
    otherwise = OPEN if OPEN in spelled.values() else ""  # of a relationship without spells
    return start, {
        "from_": Coded(spread(held.from_), held.dates),
        "until": Coded(spread(np.where(follows, np.int32(0), held.until)), held.dates),
        "state": Coded(spread(some(spells.state.codes, held.spell), len(states)), [*states, otherwise]),
        "note": said(spells.note, list(spells.note.values)),
        "values": said(spells.values, [extra_of(each, frozenset()) for each in spells.values.values]),
        "confidence": said(spells.confidence, list(spells.confidence.values)),
        "sources": said(spells.sources, list(spells.sources.values)),
    }
