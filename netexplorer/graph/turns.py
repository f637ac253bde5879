"""What became of every relationship between two dates, as one code each: the direction of
:mod:`netexplorer.graph.diff` for all of them at once, with what was severed told apart from what got worse.
"""

from __future__ import annotations

import enum

import numpy as np

from netexplorer.graph.network import ENDED, NOT_YET, Int8s, TemporalNetwork


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
_CODES = 256  # of a byte


def cut_state(net: TemporalNetwork) -> int:
    """The code of the state that is drawn cut: the worst, where states are better and worse; else -1."""
    ranks: list[int] = net.ranks.tolist()
    if min(ranks) == max(ranks):
        return -1
    return len(ranks) - 1 - ranks[::-1].index(min(ranks))


def turns(net: TemporalNetwork, before: Int8s, after: Int8s) -> Int8s:
    """What became of every relationship, int8 (m,) of :class:`Turn`; ``before`` and ``after`` (m,) are state codes.

    Whatever is cut now and was not before was severed, also if it was not there before.
    """
    table = _table(net)
    at = before.view(np.uint8).astype(np.uint16)
    at *= np.uint16(_CODES)
    at += after.view(np.uint8)
    return table.take(at)


def _table(net: TemporalNetwork) -> Int8s:
    """By the byte of the code before and of the code after, flat."""
    count = len(net.states)
    table = np.full((_CODES, _CODES), Turn.ABSENT, dtype=np.int8)
    ranks = net.ranks.astype(np.int32)
    step = ranks[np.newaxis, :] - ranks[:, np.newaxis]
    table[:count, :count] = np.choose(np.sign(step) + 1, [Turn.WORSE, Turn.OTHER, Turn.BETTER])
    table[NOT_YET % _CODES, ENDED % _CODES] = Turn.ENDED  # it came and went
    table[count:, :count] = Turn.OPENED
    table[:count, count:] = Turn.ENDED
    cut = cut_state(net)
    if cut >= 0:
        table[:, cut] = Turn.SEVERED
    table[np.arange(count), np.arange(count)] = Turn.STAYED
    return table.ravel()
