"""What can be found by its own texts: a name, other names, and words that many of them share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.session.folding import Lines, Matches, fold, fold_many

Bools = npt.NDArray[np.bool_]
Int8s = npt.NDArray[np.int8]
Int32s = npt.NDArray[np.int32]
Rows = npt.NDArray[np.int64]

NAME, OTHER, MORE, IDENT = 0, 1, 2, 3
NOWHERE = 9
EXACT, MIXED = 0, 6


_IS_ROLE = np.eye(4, dtype=np.bool_)
_AS_ROLE = (_IS_ROLE[NAME], _IS_ROLE[OTHER] | _IS_ROLE[IDENT], _IS_ROLE[MORE], _IS_ROLE[IDENT])
_BY_OTHER = np.array([4, 4, 4, 5, *[MIXED] * 6], dtype=np.int8)  # by the place of the best other name


class Look:
    """Looks into lines and remembers what it found, for the time of one question."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._known: dict[str, Matches] = {}

    def __call__(self, query: str) -> Matches:
        """Every place at which a folded text occurs."""
        if query not in self._known:
            self._known[query] = self._lines.find(query)
        return self._known[query]


class Found(Struct, frozen=True, eq=False):
    """Entries and how well they match, best first: int64 (k,), int8 (k,)."""

    row: Rows
    rank: Int8s


class Entries:
    """Entries of one kind, each with folded texts.

    Parameters
    ----------
    texts : iterable of (entry, role, text)
        ``NAME``, one for each entry; ``OTHER`` names, and the ``IDENT``; ``MORE`` is only looked into for words.
        In any order.
    count : int
        How many entries there are.
    weight : float (count,)
        Of equals the weightier comes first, then the one with the shorter name.
    is_other_exact : bool
        Another name that is meant exactly is as good as the name.
    shared : sequence of str, codes : int (count,), optional
        Words that many entries share, and which of them each has; looked into like ``MORE``.
    """

    def __init__(
        self,
        texts: Iterable[tuple[int, int, str]],
        count: int,
        weight: npt.NDArray[np.float64],
        *,
        is_other_exact: bool = False,
        shared: Sequence[str] = (),
        codes: npt.NDArray[np.integer] | None = None,
    ) -> None:
        entry: list[int] = []
        role: list[int] = []

        def lines() -> Iterable[str]:
            for row, part, text in texts:
                entry.append(row)
                role.append(part)
                yield text

        self.lines = Lines(fold_many(lines()))
        self._entry: Int32s = np.array(entry, dtype=np.int32)
        self._role: Int8s = np.array(role, dtype=np.int8)
        self.count = count
        self._is_other_exact = is_other_exact
        self._shared = tuple(fold(text) for text in shared)
        self._codes = codes
        self.name_length = np.zeros(count, dtype=np.int32)
        named = self._role == NAME
        self.name_length[self._entry[named]] = self.lines.lengths[named]
        order = np.lexsort((self.name_length, -weight))
        self._turn = np.empty(count, dtype=np.int64)  # who comes first of equals
        self._turn[order] = np.arange(count)

    def find(self, query: str, limit: int, look: Look | None = None) -> Found:
        """The best ``limit`` entries for a folded query; ``look`` is shared by those who look into the same lines."""
        look = look or Look(self.lines)
        words = sorted(set(query.split()), key=len, reverse=True)
        held = self.having(words[0], look)
        for word in words[1:]:
            held &= self.having(word, look)
        rows, rank = np.flatnonzero(held), self._ranks(look(query))
        return best(rows, rank[rows], lambda good: self._turn[good], limit)

    def having(self, word: str, look: Look, *, roles: tuple[int, ...] = ()) -> Bools:
        """The entries that hold a word in any of their texts (in those of ``roles``), bool (count,)."""
        line = look(word).line
        if roles:
            wanted: Bools = np.logical_or.reduce(_IS_ROLE[list(roles)], axis=0)
            line = line[wanted[self._role[line]]]
        held = np.zeros(self.count, dtype=np.bool_)
        held[self._entry[line]] = True
        if self._codes is not None and not roles:
            held |= np.array([word in text for text in self._shared], dtype=np.bool_)[self._codes]
        return held

    def places(self, matches: Matches, role: int) -> Int8s:
        """How the texts of a role match, int8 (count,): 0 wholly, then as in :class:`Matches`; ``NOWHERE``."""
        answer = np.full(self.count, NOWHERE, dtype=np.int8)
        mine = _AS_ROLE[role][self._role[matches.line]]
        entry, place = self._entry[matches.line[mine]], matches.place[mine]
        for level in (3, 2, 1, 0):
            answer[entry[place == level]] = level
        return answer

    def _ranks(self, matches: Matches) -> Int8s:
        others = self.places(matches, OTHER)
        return ranks(self.places(matches, NAME), others, is_other_exact=self._is_other_exact)


def ranks(name: Int8s, other: Int8s, *, is_other_exact: bool = False) -> Int8s:
    """Ranks out of places: the name wholly, in words, a word's beginning, a part; another name (4, 5); mixed (6)."""
    rank: Int8s = np.where(name < NOWHERE, name, _BY_OTHER[other])
    if is_other_exact:
        rank[other == EXACT] = EXACT
    return rank


def best(rows: Rows, rank: Int8s, turn: Callable[[Rows], Rows], limit: int) -> Found:
    """The ``limit`` best of the entries ``rows`` (k,) of the ranks ``rank`` (k,).

    Of equals that with the lowest ``turn`` comes first, which gives each of some rows a number below 2**56, each once.
    """
    if len(rows) > limit:
        counts = np.cumsum(np.bincount(rank, minlength=MIXED + 1))
        good = rank <= int(np.searchsorted(counts, limit))
        rows, rank = rows[good], rank[good]
    key = (rank.astype(np.int64) << 56) | turn(rows)
    if len(rows) > limit:
        kept = np.argpartition(key, limit)[:limit]
        rows, rank, key = rows[kept], rank[kept], key[kept]
    order = np.argsort(key)
    return Found(rows[order], rank[order])
