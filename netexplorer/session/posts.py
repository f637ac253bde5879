"""Offices in words: who holds one and since when, or since when it is vacant; and which lines say no more than that."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from netexplorer.graph.dates import EdtfDate, Precision, civil_text, describe, parse_edtf
from netexplorer.graph.network import TemporalNetwork
from netexplorer.graph.offices import Office, Offices, Standing, Term

Bools = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.integer[Any]]

MOST_NAMED = 5_000  # relationships of holders; the names of more posts are not found by a search
MOST_FOLDED = 2_000  # relationships above which a network is a crowd, of which every line is drawn


def coarse(date: EdtfDate, precision: Precision) -> str:
    """A date in words, no preciser than wished: of a day in 2012 ``2012``; what is about or uncertain stays so."""
    if date.precision == Precision.NUMBER or date.precision >= precision:
        return describe(date)
    period = parse_edtf(civil_text(date.earliest, precision))
    return describe(replace(period, approximate=date.approximate, uncertain=date.uncertain))


def standing_text(net: TemporalNetwork, now: Standing) -> str:
    """``Alexander Grushko, since 2012``, ``vacant since January 2018``; empty where nothing is known."""
    if now.vacancy is not None:
        return " ".join(("vacant", *_since(net.date_until(now.vacancy.after.last), Precision.MONTH)))
    if now.term is None:
        return ""
    words = ("acting", *_since(net.date_from(now.term.first), Precision.YEAR))[not now.term.acting :]
    return ", ".join(part for part in (net.name(now.term.holder), " ".join(words)) if part)


def _since(date: EdtfDate | None, precision: Precision) -> tuple[str, ...]:
    return ("since", coarse(date, precision)) if date is not None else ()


def post_name(net: TemporalNetwork, rel: int) -> str:
    """What a post is called: the author names it ("Lavrov · Foreign Minister"), or else the office is."""
    return net.relationship(rel).label.partition(" · ")[2] or net.name(int(net.dst[rel]))


def office_names(offices: Offices) -> Iterator[tuple[int, str]]:
    """The rows of the offices, each with what its post was called; each name once for each, nothing of very many."""
    net = offices.net
    if len(offices.rels) <= MOST_NAMED:
        named = ((int(net.dst[rel]), post_name(net, rel)) for rel in offices.rels.tolist())
        yield from dict.fromkeys(pair for pair in named if pair[1] != net.name(pair[0]))


class HolderLines:
    """The lines below the names of offices, at any date; nothing is worded before it is asked for.

    Parameters
    ----------
    rows : sequence of int, optional
        The actors of a part of the network, as rows of the whole; lines are then told of their places in the part.
    """

    def __init__(self, offices: Offices, rows: tuple[int, ...] | None = None) -> None:
        self.offices = offices
        chosen = enumerate(rows) if rows is not None else ((row, row) for row in offices.institutions.tolist())
        self._seats = {place: row for place, row in chosen if row in offices}
        self._said: dict[Standing, str] = {}

    def of(self, actors: Rows) -> HolderLines:
        """The lines of a part of the network, whose actors are these rows of the whole."""
        return HolderLines(self.offices, tuple(actors.tolist()))

    def place(self, t: int) -> int:
        """A number that is the same at two instants only if all lines are."""
        return bisect_right(self._turns, t)

    def lines(self, t: int) -> list[tuple[int, str]]:
        """The rows of the offices of which something is known at the instant ``t``, each with its line."""
        found = [(row, self._line(office.at(t))) for row, office in self._offices.items()]
        return [(row, line) for row, line in found if line]

    def ever(self, row: int) -> tuple[str, ...]:
        """Every line that an actor has at one date or another."""
        if row not in self._ever:
            office = self._offices.get(row)
            lines = [self._line(office.at(tick)) for tick in office.turns] if office else []
            self._ever[row] = tuple(dict.fromkeys(line for line in lines if line))
        return self._ever[row]

    @cached_property
    def _ever(self) -> dict[int, tuple[str, ...]]:
        return {}

    @cached_property
    def _offices(self) -> dict[int, Office]:
        found = {place: self.offices.office(row) for place, row in self._seats.items()}
        return {place: office for place, office in found.items() if office is not None}

    @cached_property
    def _turns(self) -> list[int]:
        return sorted({tick for office in self._offices.values() for tick in office.turns})

    def _line(self, now: Standing) -> str:
        if now not in self._said:
            self._said[now] = standing_text(self.offices.net, now)
        return self._said[now]


def folded(offices: Offices, chosen: tuple[Bools, Bools], *, with_holders: bool) -> Rows:
    """The relationships that say no more than the line below an office's name, and so need not be drawn, int (k,).

    Those of holders, of who is acting, and of who succeeded whom there; but not what is ``chosen`` itself, actors
    (n,) and relationships (m,), so that who is selected is seen in the office. None in a crowd.
    """
    net = offices.net
    if with_holders or not len(offices) or len(net.src) > MOST_FOLDED:
        return np.zeros(0, dtype=np.intp)
    actors, rels = chosen
    rows = np.concatenate([offices.rels, offices.successions]).astype(np.intp)
    kept = rels[rows] | actors[net.src[rows]]
    return rows[~kept]


def folding(offices: Offices, rows: Rows, told: Bools, states: npt.NDArray[np.int8]) -> tuple[Bools, Rows, Rows]:
    """What is drawn, bool (m,), of what is ``told``, bool (m,), when ``rows`` are folded.

    And the offices of which something told is not drawn: where it is so now, and where it has ended.
    """
    if not len(rows):
        return told, rows, rows
    drawn = told.copy()
    drawn[rows] = False
    rows = rows[told[rows]]
    is_now = states[rows] >= 0
    return drawn, _seats(offices, rows[is_now]), _seats(offices, rows[~is_now])


def _seats(offices: Offices, rows: Rows) -> Rows:
    ends: Rows = offices.net.dst[rows]
    return ends[offices.is_office[ends]]


__all__ = ["HolderLines", "Term", "coarse", "folded", "folding", "office_names", "post_name", "standing_text"]
