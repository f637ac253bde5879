"""What became of every relationship between two dates, as one code each: the direction of
:mod:`netexplorer.graph.diff` for all of them at once, with what was severed told apart from what got worse.

Whoever counts them counts by one rule, that of :class:`Tally`: what was severed is no fifth direction beside the four
of ``diff``. It got worse; or it opened, where it was not there before. A number of the severed is always one of these.
"""

from __future__ import annotations

import enum
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.graph.network import ENDED, NOT_YET, Bools, Int8s, TemporalNetwork

_CODES = 256  # of a byte


class Turn(enum.IntEnum):
    """What became of a relationship; ``ABSENT`` was there on neither date, ``OTHER`` has a state of the same rank."""

    ABSENT = -1
    STAYED = 0
    OPENED = 1
    BETTER = 2
    OTHER = 3
    WORSE = 4
    SEVERED = 5
    ENDED = 6

    @property
    def id(self) -> str:
        """Its name in small letters, as a view has it."""
        return self.name.lower()


TURNS = tuple(turn for turn in Turn if turn is not Turn.ABSENT)


class Tally(Struct, frozen=True, eq=False):
    """How many of some relationships became what.

    Attributes
    ----------
    counts, possible : int64 (7,)
        By :class:`Turn`; and how many of each only possibly became that, by the dates known.
    anew, anew_possible : int
        How many of the severed were not there before, and of these only possibly.
    """

    counts: npt.NDArray[np.int64]
    possible: npt.NDArray[np.int64]
    anew: int
    anew_possible: int

    @property
    def worse(self) -> int:
        """With those of them that were severed."""
        return int(self.counts[Turn.WORSE] + self.counts[Turn.SEVERED]) - self.anew

    @property
    def severed(self) -> int:
        """How many of the worse were severed."""
        return int(self.counts[Turn.SEVERED]) - self.anew

    @property
    def severed_possible(self) -> int:
        """How many of these only possibly."""
        return int(self.possible[Turn.SEVERED]) - self.anew_possible

    @property
    def better(self) -> int:
        """Those of a higher rank."""
        return int(self.counts[Turn.BETTER])

    @property
    def opened(self) -> int:
        """With those that were severed from the start."""
        return int(self.counts[Turn.OPENED]) + self.anew

    @property
    def ended(self) -> int:
        """Those that are over; also what came and went."""
        return int(self.counts[Turn.ENDED])

    @property
    def moved(self) -> int:
        """All that got worse or better, opened or ended, as ``diff`` counts them."""
        return self.worse + self.better + self.opened + self.ended

    @property
    def maybe(self) -> int:
        """How many of all that differ do so only possibly."""
        return int(self.possible.sum() - self.possible[Turn.STAYED])


def tally(found: Int8s, before: Int8s, among: Bools, possible: Bools | None = None) -> Tally:
    """Count the turns ``found`` (m,) of the relationships ``among`` (m,), whose states were ``before`` (m,).

    Parameters
    ----------
    possible : bool (m,), optional
        As :func:`netexplorer.graph.certainty.only_possible` has it; absent, all is certain.
    """
    counts = _by_turn(found, among)
    anew = among & (found == Turn.SEVERED) & (before < 0) if counts[Turn.SEVERED] else None
    new = 0 if anew is None else int(np.count_nonzero(anew))
    if possible is None:
        return Tally(counts, np.zeros(len(TURNS), dtype=np.int64), new, 0)
    rows = np.flatnonzero(possible)  # of many relationships few
    vague = 0 if anew is None else int(np.count_nonzero(anew[rows]))
    return Tally(counts, _by_turn(found[rows], among[rows]), new, vague)


def _by_turn(found: Int8s, among: Bools) -> npt.NDArray[np.int64]:
    codes = np.where(among, found, np.int8(Turn.ABSENT)).view(np.uint8)
    return np.bincount(codes, minlength=_CODES)[: len(TURNS)].astype(np.int64)


def cut_state(net: TemporalNetwork) -> int:
    """The code of the state that is drawn cut: the worst, where states are better and worse; else -1."""
    return _lowest(tuple(net.ranks.tolist()))


def _lowest(ranks: tuple[int, ...]) -> int:
    return -1 if min(ranks) == max(ranks) else len(ranks) - 1 - ranks[::-1].index(min(ranks))


def turns(net: TemporalNetwork, before: Int8s, after: Int8s) -> Int8s:
    """What became of every relationship, int8 (m,) of :class:`Turn`; ``before`` and ``after`` (m,) are state codes.

    Whatever is cut now and was not before was severed, also if it was not there before.
    """
    table = _table(tuple(net.ranks.tolist()))
    at = before.view(np.uint8).astype(np.uint16)
    at *= np.uint16(_CODES)
    at += after.view(np.uint8)
    return table.take(at)


@lru_cache(maxsize=8)
def _table(all_ranks: tuple[int, ...]) -> Int8s:
    """By the byte of the code before and of the code after, flat."""
    count, ranks = len(all_ranks), np.array(all_ranks, dtype=np.int32)
    table = np.full((_CODES, _CODES), Turn.ABSENT, dtype=np.int8)
    step = ranks[np.newaxis, :] - ranks[:, np.newaxis]
    table[:count, :count] = np.choose(np.sign(step) + 1, [Turn.WORSE, Turn.OTHER, Turn.BETTER])
    table[NOT_YET % _CODES, ENDED % _CODES] = Turn.ENDED  # it came and went
    table[count:, :count] = Turn.OPENED
    table[:count, count:] = Turn.ENDED
    cut = _lowest(all_ranks)
    if cut >= 0:
        table[:, cut] = Turn.SEVERED
    table[np.arange(count), np.arange(count)] = Turn.STAYED
    return table.ravel()
