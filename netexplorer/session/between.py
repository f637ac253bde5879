"""Relationships found by who stands at their ends: a million of them need no text of their own."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from netexplorer.graph.bulk import own_labels
from netexplorer.graph.network import TemporalNetwork
from netexplorer.session.entries import IDENT, NAME, NOWHERE, Entries, Found, Int8s, Look, Rows, best, ranks
from netexplorer.session.folding import fold
from netexplorer.session.jobs import Cancelled
from netexplorer.session.wording import called

MOST_WORDS = 8  # of a query that are looked for across two names


class Between:
    """The relationships of one network, found through the names and ids of their actors, type and own label.

    Matches are ranked as if each had the text "first name second name" or its label; of its id, the whole is known and
    whatever it has of the ids of its ends. Finding takes some array operations over the relationships.
    """

    def __init__(self, net: TemporalNetwork, actors: Entries, cancelled: Cancelled = bool) -> None:
        self._net, self._actors = net, actors
        self._types = (*(fold(called(each)) for each in net.types), "")  # the last is that of type -1
        rows: list[Rows] = []
        texts: list[str] = []
        for some, labels in own_labels(net):
            if cancelled():
                break
            rows.append(some)
            texts += labels
        self._labelled = np.concatenate(rows) if rows else np.zeros(0, dtype=np.int64)
        n = len(self._labelled)
        self._labels = Entries(((k, NAME, text) for k, text in enumerate(texts)), n, np.zeros(n))

    def find(self, query: str, exact: str, limit: int, look: Look) -> Found:
        """The best ``limit`` relationships for a folded query; ``exact`` is what was typed, and may be an id.

        ``look`` looks into the lines of the actors.
        """
        in_labels = Look(self._labels.lines)
        rows = self._held(sorted(set(query.split()), key=len, reverse=True), look, in_labels)
        named = self._net.rel_row.get(exact, -1)
        if named >= 0:
            rows = np.union1d(rows, [named])
        by_ends, name = self._by_ends(query, rows, look), self._labels.places(in_labels(query), NAME)
        types = np.array([_place(text, query) for text in self._types], dtype=np.int8)
        rank = ranks(self._own(rows, name, by_ends), np.minimum(by_ends, types[self._net.rel_type[rows]]))
        if named >= 0:
            rank[rows == named] = np.minimum(rank[rows == named], 4)
        return best(rows, rank, self._turn, limit)

    def whole(self, query: str, limit: int, look: Look) -> Found:
        """The relationships that are called exactly so: nothing else comes before actors that match well."""
        net, words, found = self._net, query.split(), [self._labelled[:0]]
        for k in range(1, min(len(words), MOST_WORDS)):
            if (edges := self._edges(words, k, look)) and all((edge == 0).any() for edge in edges):
                found.append(np.flatnonzero((edges[0] == 0)[net.src] & (edges[1] == 0)[net.dst]))
        rows = np.setdiff1d(np.concatenate(found), self._labelled)
        labels = self._labels.places(self._labels.lines.find(query), NAME)
        rows = np.concatenate([rows, self._labelled[labels == 0]])
        return best(rows, np.zeros(len(rows), dtype=np.int8), self._turn, limit)

    def _own(self, rows: Rows, labelled: npt.NDArray[Any], others: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """What relationships with a label have, (k,), and what the others do, for ``rows``."""
        if not len(self._labelled):
            return others
        at = np.minimum(np.searchsorted(self._labelled, rows), len(self._labelled) - 1)
        return np.where(self._labelled[at] == rows, labelled[at], others)

    def _turn(self, rows: Rows) -> Rows:
        """Channels first, then the shorter name, then the order of the file."""
        net, length = self._net, self._actors.name_length
        ends = length[net.src[rows]].astype(np.int64) + length[net.dst[rows]] + 1
        long = self._own(rows, self._labels.name_length, ends)
        answer: Rows = (~net.is_channel[rows]).astype(np.int64) << 54 | np.minimum(long, 2**20) << 32 | rows
        return answer

    def _held(self, words: list[str], look: Look, in_labels: Look) -> Rows:
        """Where every word stands in a name or id of one of the ends, in the type or in the label."""
        net = self._net
        rows: Rows | slice = slice(None)
        for word in words:
            actors = self._actors.having(word, look, roles=(NAME, IDENT))
            held = actors[net.src[rows]] | actors[net.dst[rows]]
            types = np.array([word in text for text in self._types], dtype=np.bool_)
            if types.any():
                held |= types[net.rel_type[rows]]
            if len(self._labelled):
                labelled = self._labels.having(word, in_labels)
                held |= self._own(np.arange(len(net.src))[rows], labelled, np.zeros(len(held), dtype=np.bool_))
            rows = np.flatnonzero(held) if isinstance(rows, slice) else rows[held]
        return np.arange(len(net.src)) if isinstance(rows, slice) else rows

    def _by_ends(self, query: str, rows: Rows, look: Look) -> Int8s:
        """How the query lies in "first name second name", int8 (k,): as in ``Matches``, or ``NOWHERE``."""
        src, dst, one = self._net.src[rows], self._net.dst[rows], self._actors.places(look(query), NAME)
        one[one == 0] = 1  # all of a name is no more than some words of both
        place: Int8s = np.minimum(one[src], one[dst])
        words = query.split()
        for k in range(1, min(len(words), MOST_WORDS)):
            if edges := self._edges(words, k, look):
                place = np.minimum(place, np.maximum(edges[0][src], edges[1][dst]))
        return place

    def _edges(self, words: list[str], k: int, look: Look) -> tuple[Int8s, Int8s] | None:
        """How names end with the first k words, and how they begin with the others, int8 (n,); none if none does."""
        first, second = look(" ".join(words[:k])), look(" ".join(words[k:]))
        if not first.at_end.any() or not second.at_start.any():
            return None
        ends, begins = first.where(first.at_end), second.where(second.at_start)
        return self._actors.places(ends, NAME), self._actors.places(begins, NAME)


def _place(text: str, query: str) -> int:
    """0 where the query is all of the text, 1 where it is whole words of it, 2 a word's beginning, 3 a part."""
    words = f" {text} "
    if text == query:
        return 0
    return 1 if f" {query} " in words else 2 if f" {query}" in words else 3 if query in text else NOWHERE
