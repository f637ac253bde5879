"""The relationships and contacts of a draft as columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

import numpy as np

from netexplorer.graph.formats.draft import Contacts, Draft, DraftLink, Spell
from netexplorer.graph.formats.links import Coder, Links, Rows, Spells
from netexplorer.graph.gather import Coded


def links_of(draft: Draft, links: Sequence[DraftLink]) -> Links:
    """Some relationships between actors of a draft as columns."""
    row_of = {ident: row for row, ident in enumerate(draft.actors)}
    count = len(links)
    every = list(chain.from_iterable(link.spells for link in links))
    lengths = np.fromiter((len(link.spells) for link in links), dtype=np.int64, count=count)
    times = Coder(None)
    ways = {None: -1, False: 0, True: 1}
    return Links(
        source=np.fromiter((row_of[link.source] for link in links), dtype=np.int32, count=count),
        target=np.fromiter((row_of[link.target] for link in links), dtype=np.int32, count=count),
        directed=np.fromiter((ways[link.directed] for link in links), dtype=np.int8, count=count),
        id=Coder("").column((link.id for link in links), count),
        type=Coder("").column((link.type for link in links), count),
        label=Coder("").column((link.label for link in links), count),
        tags=Coder(()).column((link.tags for link in links), count),
        values=_dicts([link.values for link in links]),
        spells=_spells(every, times),
        spell_start=np.append(0, np.cumsum(lengths)),
        times=list(times),  # type: ignore[arg-type]  # last, when every spell has asked for its own
    )


def _spells(spells: list[Spell], times: Coder) -> Spells:
    count = len(spells)

    def flags(name: str) -> Any:
        return np.fromiter((getattr(spell, name) for spell in spells), dtype=np.bool_, count=count)

    return Spells(
        start=np.fromiter((times[spell.start] for spell in spells), dtype=np.int32, count=count),
        end=np.fromiter((times[spell.end] for spell in spells), dtype=np.int32, count=count),
        start_open=flags("start_open"),
        end_open=flags("end_open"),
        unknown_start=flags("unknown_start"),
        unknown_end=flags("unknown_end"),
        state=Coder("").column((spell.state for spell in spells), count),
        note=Coder("").column((spell.note for spell in spells), count),
        confidence=Coder("").column((spell.confidence for spell in spells), count),
        sources=Coder(()).column((spell.sources for spell in spells), count),
        values=_dicts([spell.values for spell in spells]),
    )


def _dicts(values: list[dict[str, Any]]) -> Coded:
    """Dictionaries cannot be told apart quickly, so each that is not empty has a code of its own."""
    said: list[dict[str, Any]] = [{}]
    codes = np.zeros(len(values), dtype=np.int32)
    for row, value in enumerate(values):
        if value:
            codes[row] = len(said)
            said.append(value)
    return Coded(codes, said)


def rows_of(draft: Draft, contacts: Contacts) -> Rows:
    """Contacts between actors of a draft as columns."""
    count, times = len(contacts.times), Coder(None)
    row_of = {ident: row for row, ident in enumerate(draft.actors)} if count else {}
    return Rows(
        source=np.fromiter(map(row_of.__getitem__, contacts.sources), dtype=np.int32, count=count),
        target=np.fromiter(map(row_of.__getitem__, contacts.targets), dtype=np.int32, count=count),
        time=np.fromiter(map(times.__getitem__, contacts.times), dtype=np.int32, count=count),
        times=list(times),  # type: ignore[arg-type]
        type=Coder("").column(contacts.types or [""] * count, count),
        weight=np.array(contacts.weights, dtype=np.float64) if contacts.weights else None,
    )
