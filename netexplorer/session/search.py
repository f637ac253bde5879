"""The search box: actors by any of their names in any script, relationships, events and commands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Literal

import numpy as np
from msgspec import Struct

from netexplorer.graph.bulk import actor_ids, actor_names, other_names
from netexplorer.graph.network import TemporalNetwork
from netexplorer.scene.offices import offices_of
from netexplorer.session import selection
from netexplorer.session.between import Between
from netexplorer.session.command import Command
from netexplorer.session.entries import IDENT, MORE, NAME, OTHER, Entries, Found, Look
from netexplorer.session.folding import fold
from netexplorer.session.jobs import Cancelled, Progress
from netexplorer.session.posts import office_names
from netexplorer.session.wording import called

HitKind = Literal["actor", "relationship", "event", "command"]

LONGEST_QUERY = 200
FEW = 5_000  # relationships up to which each is found by texts of its own, and everything at once
_KINDS: tuple[HitKind, ...] = ("actor", "relationship", "event", "command")
Texts = Iterator[tuple[int, int, str]]


class Hit(Struct, frozen=True):
    """One thing found. ``id`` is a selection text (``actor:nato``), or the id of a command.

    ``detail`` is a quiet second text; ``rank`` 0 is the best kind of match.
    """

    kind: HitKind
    id: str
    title: str
    detail: str
    rank: int


def is_large(net: TemporalNetwork) -> bool:
    """Making an index takes so long that it should be a job, and so should finding."""
    return len(net.rel_ids) > FEW or len(net.actor_ids) > FEW


class SearchIndex:
    """Everything that can be found in one dataset, folded once.

    Finding takes some array operations over all texts. Of many relationships (more than ``few``) only labels are kept
    as texts; they are found by the names of their two ends. One that was ``cancelled`` finds only a part.
    """

    def __init__(
        self, net: TemporalNetwork, commands: Sequence[Command] = (), *, few: int = FEW, cancelled: Cancelled = bool
    ) -> None:
        self._net, self._commands = net, tuple(commands)
        self._actors = _actors(net, cancelled)
        self._relationships = _relationships(net) if len(net.rel_ids) <= few else Between(net, self._actors, cancelled)
        events = net.dataset.events
        self._events = Entries(_event_texts(net), len(events), np.zeros(len(events)))
        self._rows = Entries(_command_texts(self._commands), len(self._commands), np.zeros(len(self._commands)))

    def find(self, text: str, limit: int = 12) -> tuple[Hit, ...]:
        """The best hits for what was typed, best first; nothing for an empty text.

        What is called exactly so comes first, then names that hold it as whole words or the beginning of one, then a
        part of a word, then another name, then entries that hold all the words anywhere. Of equals the more important
        comes first: the one with more channels.
        """
        query, exact = fold(text[:LONGEST_QUERY]), text[:LONGEST_QUERY].strip()
        if not query:
            return ()
        look = Look(self._actors.lines)
        actors = self._actors.find(query, limit, look)
        found = (
            actors,
            self._find_relationships(query, exact, limit, look, actors),
            self._events.find(query, limit),
            self._rows.find(query, limit),
        )
        places = sorted(
            (_tier(rank), kind, place, row, rank)
            for kind, each in enumerate(found)
            for place, (row, rank) in enumerate(_pairs(each))
        )
        return tuple(self._hit(_KINDS[kind], row, rank) for _, kind, _, row, rank in places[:limit])

    def _find_relationships(self, query: str, exact: str, limit: int, look: Look, actors: Found) -> Found:
        between = self._relationships
        if isinstance(between, Entries):
            return between.find(query, limit)
        if len(actors.rank) == limit and _tier(int(actors.rank[-1])) <= 1:
            return between.whole(query, limit, look)  # all others would come after these actors
        return between.find(query, exact, limit, look)

    def _hit(self, kind: HitKind, row: int, rank: int) -> Hit:
        net = self._net
        if kind == "actor":
            ident, title, detail = selection.actor(net, row), net.name(row), " · ".join(filter(None, _words(net, row)))
        elif kind == "relationship":
            ident, title, detail = selection.relationship(net, row), net.label(row), _ends(net, row)
        elif kind == "event":
            ident, title, detail = selection.event(net, row), _title(net, row), _date(net, row)
        else:
            command = self._commands[row]
            ident, title, detail = command.id, command.title, command.shortcut
        return Hit(kind, ident, " ".join(title.split()), " ".join(detail.split()), rank)


def make_index(
    request: tuple[TemporalNetwork, Sequence[Command]], progress: Progress, cancelled: Cancelled
) -> SearchIndex:
    """The job that makes the index of a large network."""
    net, commands = request
    return SearchIndex(net, commands, cancelled=cancelled)


def find(request: tuple[SearchIndex, str, int], progress: Progress, cancelled: Cancelled) -> tuple[Hit, ...]:
    """The job that finds: index, text, and how many hits at most."""
    index, text, limit = request
    return index.find(text, limit)


def _tier(rank: int) -> int:
    """An actor whose second word begins so ("milley") comes before a relationship whose first word does.

    And one letter more, which completes a word, turns nothing over.
    """
    return 1 if rank == 2 else rank


def _pairs(found: Found) -> zip[tuple[int, int]]:
    return zip(found.row.tolist(), found.rank.tolist(), strict=True)


def _actors(net: TemporalNetwork, cancelled: Cancelled) -> Entries:
    ends, n = np.concatenate([net.src, net.dst]), len(net.actor_ids)
    degree = np.bincount(ends, minlength=n)
    channels = np.bincount(ends, weights=np.tile(net.is_channel, 2), minlength=n)
    weight = channels + degree / (degree.sum() + 1.0)  # of as many channels, the one with more relationships
    kinds, sides = [*map(called, net.kinds), ""], [*map(called, net.sides), ""]  # the last are those of -1
    shared = [f"{kind} {side}" for kind in kinds for side in sides]
    codes = (net.actor_kind % len(kinds)).astype(np.int32) * len(sides) + net.actor_side % len(sides)
    return Entries(_actor_texts(net, cancelled), n, weight, is_other_exact=True, shared=shared, codes=codes)


def _actor_texts(net: TemporalNetwork, cancelled: Cancelled) -> Texts:
    """Names and ids, and then the other names: the parts of an entry need not stand together."""
    for role, batches in ((NAME, actor_names(net)), (IDENT, actor_ids(net))):
        row = 0
        for batch in batches:
            if cancelled():
                return
            for text in batch:
                yield row, role, text
                row += 1
    for row, text in chain(other_names(net), office_names(offices_of(net))):
        yield row, OTHER, text


def _words(net: TemporalNetwork, row: int) -> tuple[str, str]:
    kind, side = int(net.actor_kind[row]), int(net.actor_side[row])
    return called(net.kinds[kind]) if kind >= 0 else "", called(net.sides[side]) if side >= 0 else ""


def _relationships(net: TemporalNetwork) -> Entries:
    return Entries(_relationship_texts(net), len(net.rel_ids), net.is_channel.astype(np.float64))


def _relationship_texts(net: TemporalNetwork) -> Texts:
    types = (*map(called, net.types), "")
    for row, ident in enumerate(net.rel_ids):
        yield row, NAME, net.label(row)
        for other in (ident, _ends(net, row), types[int(net.rel_type[row])]):
            yield row, OTHER, other


def _ends(net: TemporalNetwork, row: int) -> str:
    return f"{net.name(int(net.src[row]))} – {net.name(int(net.dst[row]))}"


def _title(net: TemporalNetwork, row: int) -> str:
    return net.dataset.events[row].title or selection.event_id(net, row)


def _date(net: TemporalNetwork, row: int) -> str:
    return net.axis.label(int(net.event_tick[row]))


def _event_texts(net: TemporalNetwork) -> Texts:
    for row, event in enumerate(net.dataset.events):
        yield row, NAME, _title(net, row)
        yield row, OTHER, event.id
        yield row, OTHER, str(event.date)
        yield row, MORE, _date(net, row)


def _command_texts(commands: Sequence[Command]) -> Texts:
    for row, command in enumerate(commands):
        yield row, NAME, command.title
        yield row, OTHER, command.tip
        yield row, MORE, command.shortcut


__all__ = ["Hit", "HitKind", "SearchIndex", "find", "fold", "is_large", "make_index"]
