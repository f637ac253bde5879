"""Offices: what somebody holds at an institution, who held it when, and when nobody did.

An office is whatever relationships lead to whose type says ``"post": "holder"`` or ``"acting"``. A gap between two
holders is a vacancy only where the dataset says so: the next one *succeeded* the last, or somebody stood in meanwhile.
Any other gap is time of which the dataset knows nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.graph.dates import FOREVER
from netexplorer.graph.network import TemporalNetwork
from netexplorer.graph.schema import ACTING, HOLDER, SUCCESSION

Int32s = npt.NDArray[np.int32]
Rows = npt.NDArray[np.integer[Any]]


class Term(Struct, frozen=True):
    """The time of one holder, ``start <= t < end`` in ticks; rows of the network.

    ``first`` and ``last`` are the changes with which it begins and ends. Who is ``acting`` stands in for a holder.
    """

    holder: int
    office: int
    rel: int
    first: int
    last: int
    start: int
    end: int
    acting: bool = False

    def covers(self, t: int) -> bool:
        """Whether ``t`` lies in it."""
        return self.start <= t < self.end


class Vacancy(Struct, frozen=True):
    """Nobody holds the office while ``start <= t < end``, after one term and before another, if any came.

    ``acting`` are those who stand in meanwhile.
    """

    after: Term
    before: Term | None
    start: int
    end: int
    acting: tuple[Term, ...] = ()


class Standing(Struct, frozen=True):
    """How an office stands at an instant: with a holder, with one who is acting, vacant, or nothing is known."""

    term: Term | None = None
    vacancy: Vacancy | None = None


class Office(Struct, frozen=True, dict=True):
    """The office at the actor in row ``institution``: everybody's terms in the order of time, and its vacancies."""

    institution: int
    terms: tuple[Term, ...]
    vacancies: tuple[Vacancy, ...]

    @property
    def holders(self) -> tuple[Term, ...]:
        """The terms of those who hold it, without those who are acting."""
        return tuple(term for term in self.terms if not term.acting)

    @cached_property
    def turns(self) -> tuple[int, ...]:
        """The instants at which it may stand otherwise than before, ascending."""
        ends = [(part.start, part.end) for part in self.terms] + [(part.start, part.end) for part in self.vacancies]
        return tuple(sorted({tick for pair in ends for tick in pair}))

    def at(self, t: int) -> Standing:
        """How it stands at the instant ``t``; of two who hold it the one who came last, as at a day of handing over."""
        held = [term for term in self.terms if term.covers(t)]
        full = [term for term in held if not term.acting]
        if full:
            return Standing(term=full[-1])
        vacancy = next((each for each in self.vacancies if each.start <= t < each.end), None)
        return Standing(held[-1] if held else None, vacancy)

    def before(self, term: Term) -> Term | None:
        """Who held it before, if the dataset says that there was nobody between."""
        return self._followed.get(term)

    def after(self, term: Term) -> Term | None:
        """Who held it next, if the dataset says that there was nobody between."""
        return next((later for later in self.holders if self.before(later) == term), None)

    @cached_property
    def _followed(self) -> dict[Term, Term]:
        """For each term that is known to follow another, that other one."""
        gaps = {each.before: each.after for each in self.vacancies if each.before is not None}
        acting = {term: each.after for each in self.vacancies for term in each.acting}
        touching = {b: a for a, b in pairwise(self.holders) if b.start <= a.end}
        return acting | touching | gaps


class Offices(Struct, frozen=True, eq=False, dict=True):
    """All offices of a network; each is worked out when it is asked for.

    Attributes
    ----------
    whose : callable
        Gives the network; None where that was only referred to weakly and is gone.
    rels : int32 (k,)
        The relationships of holders and of those who are acting, by office, then as in the file.
    acting : bool (k,)
        Which of them only stand in.
    institutions : int32 (o,)
        The actors that have an office, ascending; ``start`` (o + 1,) says which of ``rels`` lead to them.
    successions : int32 (s,)
        Relationships that say that one holder of an office came after another.
    """

    whose: Callable[[], TemporalNetwork | None]
    rels: Int32s
    acting: npt.NDArray[np.bool_]
    institutions: Int32s
    start: npt.NDArray[np.int64]
    successions: Int32s

    def __len__(self) -> int:
        return len(self.institutions)

    @property
    def net(self) -> TemporalNetwork:
        """The network they are of.

        Raises
        ------
        ReferenceError
            The network is gone.
        """
        net = self.whose()
        if net is None:
            raise ReferenceError("the network that these offices are of is gone")
        return net

    @cached_property
    def _known(self) -> dict[int, Office]:
        return {}

    @cached_property
    def _place(self) -> dict[int, int]:
        return {row: place for place, row in enumerate(self.institutions.tolist())}

    @cached_property
    def is_office(self) -> npt.NDArray[np.bool_]:
        """Which actors have an office, bool (n,)."""
        mask = np.zeros(len(self.net.actor_ids), dtype=np.bool_)
        mask[self.institutions] = True
        return mask

    @cached_property
    def _follow(self) -> frozenset[tuple[int, int]]:
        rows = self.successions
        return frozenset(zip(self.net.src[rows].tolist(), self.net.dst[rows].tolist(), strict=True))

    def __contains__(self, actor: object) -> bool:
        return actor in self._place

    def office(self, actor: int) -> Office | None:
        """The office at an actor; none if nobody holds one there."""
        place = self._place.get(actor, -1)
        if place < 0:
            return None
        if actor not in self._known:
            mine = slice(int(self.start[place]), int(self.start[place + 1]))
            ways = zip(self.rels[mine].tolist(), self.acting[mine].tolist(), strict=True)
            terms = [term for rel, acting in ways for term in terms_of(self.net, rel, acting=acting)]
            terms.sort(key=lambda term: (term.start, term.end))
            self._known[actor] = Office(actor, tuple(terms), self._vacancies(terms))
        return self._known[actor]

    def held_by(self, actor: int) -> tuple[Term, ...]:
        """The terms of an actor in whatever offices, in the order of time."""
        offices = dict.fromkeys(self.net.dst[self.rels[self.net.src[self.rels] == actor]].tolist())
        found = [self.office(row) for row in offices]
        terms = [term for office in found if office for term in office.terms if term.holder == actor]
        return tuple(sorted(terms, key=lambda term: (term.start, term.end)))

    def _vacancies(self, terms: list[Term]) -> tuple[Vacancy, ...]:
        holders = [term for term in terms if not term.acting]
        found: list[Vacancy] = []
        last = holders[0] if holders else None  # of those so far who stays longest
        for following in (*holders[1:], None):
            start, end = last.end if last else FOREVER, following.start if following else FOREVER
            if last is not None and start < end:
                acting = tuple(each for each in terms if each.acting and each.start < end and each.end > start)
                is_said = following is not None and (following.holder, last.holder) in self._follow
                found += [Vacancy(last, following, start, end, acting)] if acting or is_said else []
            last = following if following and following.end > start else last
        return tuple(found)


def terms_of(net: TemporalNetwork, rel: int, *, acting: bool = False) -> list[Term]:
    """The terms of one relationship: changes that follow one another without a gap belong to one."""
    begin, stop = int(net.change_start[rel]), int(net.change_start[rel + 1])
    ends = (int(net.src[rel]), int(net.dst[rel]), rel)
    terms: list[Term] = []
    for change in range(begin, stop):
        start, end = int(net.change_from[change]), int(net.change_to[change])
        if start >= end:
            continue
        first = change
        if terms and terms[-1].end >= start:
            before = terms.pop()
            start, first = before.start, before.first
        terms.append(Term(*ends, first, change, start, end, acting))
    return terms


def find_offices(net: TemporalNetwork) -> Offices:
    """Find what of a network is an office; a pass over the types of relationships, and nothing where none is a post.

    Somebody who is an office themselves holds none: that the Secretary General leads an alliance says no name.
    """
    ways = {word: [row for row, each in enumerate(net.types) if each.post == word and each.directed]
            for word in (HOLDER, ACTING, SUCCESSION)}  # fmt: skip
    rels = np.flatnonzero(np.isin(net.rel_type, ways[HOLDER] + ways[ACTING])) if ways[HOLDER] else np.zeros(0, np.intp)
    is_person = np.ones(len(net.actor_ids), dtype=bool)
    is_person[net.dst[rels]] = False
    rels = rels[is_person[net.src[rels]]]
    rels = rels[np.argsort(net.dst[rels], kind="stable")]
    institutions, start = np.unique(net.dst[rels], return_index=True)
    return Offices(
        whose=lambda: net,
        rels=rels.astype(np.int32),
        acting=np.isin(net.rel_type[rels], ways[ACTING]),
        institutions=institutions.astype(np.int32),
        start=np.append(start, len(rels)).astype(np.int64),
        successions=_successions(net, rels, ways[SUCCESSION]),
    )


def _successions(net: TemporalNetwork, rels: Rows, types: list[int]) -> Int32s:
    """The relationships of some types between two who held the same office, int32 (s,)."""
    if not types or not len(rels):
        return np.zeros(0, dtype=np.int32)
    is_heard = np.diff(net.change_start) > 0  # a relationship of which nothing is heard has no changes
    rows = np.flatnonzero(np.isin(net.rel_type, types) & is_heard)
    holds: dict[int, set[int]] = {}
    for holder, office in zip(net.src[rels].tolist(), net.dst[rels].tolist(), strict=True):
        holds.setdefault(holder, set()).add(office)
    nowhere: set[int] = set()
    ends = zip(rows.tolist(), net.src[rows].tolist(), net.dst[rows].tolist(), strict=True)
    same = [row for row, a, b in ends if holds.get(a, nowhere) & holds.get(b, nowhere)]
    return np.array(same, dtype=np.int32)
