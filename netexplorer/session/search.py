"""The search box: actors by any of their names in any script, relationships, events and commands."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Literal

import numpy as np
from msgspec import Struct

from netexplorer.graph.network import TemporalNetwork
from netexplorer.session import selection
from netexplorer.session.commands import Command
from netexplorer.session.wording import called

HitKind = Literal["actor", "relationship", "event", "command"]

# Letters with a stroke are letters of their own for Unicode; people type them without.
_STROKES = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})
_LONGEST_QUERY = 200
_NOWHERE = 9
_KINDS: tuple[HitKind, ...] = ("actor", "relationship", "event", "command")


def fold(text: str) -> str:
    """The text as it is compared: no case, no diacritics, words parted by single spaces."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in bare.translate(_STROKES)).split())


class Hit(Struct, frozen=True):
    """One thing found. ``id`` is a selection text (``actor:nato``), or the id of a command.

    ``detail`` is a quiet second text; ``rank`` 0 is the best kind of match.
    """

    kind: HitKind
    id: str
    title: str
    detail: str
    rank: int


class _Entry(Struct, frozen=True):
    kind: HitKind
    id: str
    title: str
    detail: str
    name: str  # folded
    others: tuple[str, ...]  # folded
    everything: str  # folded
    weight: float


class SearchIndex:
    """Everything that can be found in one dataset, folded once.

    Finding is a pass over the entries: some thousands of them take a few milliseconds.
    """

    def __init__(self, net: TemporalNetwork, commands: Sequence[Command] = ()) -> None:
        self._entries = (*_actors(net), *_relationships(net), *_events(net), *_commands(commands))

    def find(self, text: str, limit: int = 12) -> tuple[Hit, ...]:
        """The best hits for what was typed, best first; nothing for an empty text.

        What is called exactly so comes first, then names that hold it as whole words or the beginning of one, then a
        part of a word, then another name, then entries that hold all the words anywhere. Of equals the more important
        comes first: the one with more channels.
        """
        query = fold(text[:_LONGEST_QUERY])
        if not query:
            return ()
        words = query.split()
        found = []
        for place, entry in enumerate(self._entries):
            if all(word in entry.everything for word in words):
                rank = _rank(entry, query)
                # An actor whose second word begins so ("milley") comes before a relationship whose first word does, and
                # one letter more, which completes a word, turns nothing over.
                tier = 1 if rank in (1, 2) else rank
                order = (tier, _KINDS.index(entry.kind), rank, -entry.weight, len(entry.name), place)
                found.append((order, entry))
        found.sort(key=lambda pair: pair[0])
        return tuple(Hit(each.kind, each.id, each.title, each.detail, key[2]) for key, each in found[:limit])


def _rank(entry: _Entry, query: str) -> int:
    if entry.name == query or (entry.kind == "actor" and query in entry.others):
        return 0
    in_name = _place(entry.name, query)
    if in_name < _NOWHERE:
        return in_name
    in_others = min((_place(other, query) for other in entry.others), default=_NOWHERE)
    return 6 if in_others == _NOWHERE else 5 if in_others == 3 else 4


def _place(text: str, query: str) -> int:
    """1 where the query is whole words of the text, 2 where it is the beginning of one, 3 where it is a part."""
    words = f" {text} "
    return 1 if f" {query} " in words else 2 if f" {query}" in words else 3 if query in text else _NOWHERE


def _entry(
    kind: HitKind, ident: str, title: str, detail: str, *, others: Sequence[str] = (), weight: float = 0
) -> _Entry:
    name, folded = fold(title), tuple(dict.fromkeys(fold(other) for other in others if other))
    everything = "\n".join((name, *folded, fold(detail)))
    return _Entry(kind, ident, " ".join(title.split()), " ".join(detail.split()), name, folded, everything, weight)


def _actors(net: TemporalNetwork) -> list[_Entry]:
    ends = np.concatenate([net.src, net.dst])
    degree = np.bincount(ends, minlength=len(net.actor_ids))
    channels = np.bincount(ends, weights=np.tile(net.is_channel, 2), minlength=len(net.actor_ids))
    weight = channels + degree / (degree.sum() + 1.0)  # of as many channels, the one with more relationships
    out = []
    for row, ident in enumerate(net.actor_ids):
        record = net.actor(row)
        kind, side = int(net.actor_kind[row]), int(net.actor_side[row])
        words = (called(net.kinds[kind]) if kind >= 0 else "", called(net.sides[side]) if side >= 0 else "")
        out.append(
            _entry(
                "actor",
                selection.actor(net, row),
                net.name(row),
                " · ".join(word for word in words if word),
                others=(*record.names.values(), *record.aliases, ident),
                weight=float(weight[row]),
            )
        )
    return out


def _relationships(net: TemporalNetwork) -> list[_Entry]:
    out = []
    for row, ident in enumerate(net.rel_ids):
        kind = int(net.rel_type[row])
        ends = f"{net.name(int(net.src[row]))} – {net.name(int(net.dst[row]))}"
        others = (ident, ends, called(net.types[kind]) if kind >= 0 else "")
        weight = float(net.is_channel[row])
        out.append(
            _entry("relationship", selection.relationship(net, row), net.label(row), ends, others=others, weight=weight)
        )
    return out


def _events(net: TemporalNetwork) -> list[_Entry]:
    out = []
    for row, event in enumerate(net.dataset.events):
        title = event.title or selection.event_id(net, row)
        date = net.axis.label(int(net.event_tick[row]))
        out.append(_entry("event", selection.event(net, row), title, date, others=(event.id, str(event.date))))
    return out


def _commands(commands: Sequence[Command]) -> list[_Entry]:
    return [_entry("command", row.id, row.title, row.shortcut, others=(row.tip,)) for row in commands]
