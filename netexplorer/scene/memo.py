"""Answers kept for a while: most dates differ from the one before in little, so most parts of a picture stay.

What is kept depends on nothing but its key, so a picture is the same with and without. Arrays are compared by their
bytes and large things that do not change by identity; those are held together with the answer, so that their identity
stays theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Generic, TypeVar, cast

from netexplorer.graph.network import TemporalNetwork

T = TypeVar("T")
Part = TypeVar("Part")

KEPT = 1024  # answers of one kind: as many as a history has dates
KEPT_PARTS = 4096  # the same where a picture consists of many
FEW = 3  # the same of parts of one network, however large
SMALL = 400  # larger networks are not kept: their answers take room and rarely come again


def of_network(function: Callable[[TemporalNetwork], T]) -> Callable[[TemporalNetwork], T]:
    """A pure function of a network whose answer lives as long as the network does, whichever thread asked first."""
    name = f"{function.__module__}.{function.__name__}"

    @wraps(function)
    def answer(net: TemporalNetwork) -> T:
        kept = net.__dict__
        if name not in kept:
            kept[name] = function(net)
        return cast("T", kept[name])

    return answer


def of_part(function: Callable[[TemporalNetwork, Part], T]) -> Callable[[TemporalNetwork, Part], T]:
    """A pure function of a network and something of it that never changes; the network keeps the last few answers."""
    name = f"{function.__module__}.{function.__name__}"

    @wraps(function)
    def answer(net: TemporalNetwork, part: Part) -> T:
        kept: tuple[tuple[Part, T], ...] = net.__dict__.get(name, ())
        for known, found in kept:
            if known is part:
                return found
        found = function(net, part)
        net.__dict__[name] = ((part, found), *kept[: FEW - 1])
        return found

    return answer


class Asked(Generic[T]):
    """A question: its key, what the key names by identity, and how the answer is made."""

    __slots__ = ("_hash", "_held", "_key", "_make")

    def __init__(self, make: Callable[[], T], held: tuple[object, ...], *key: Hashable) -> None:
        self._make: Callable[[], T] | None = make
        self._held = held
        self._key = (*map(id, held), *key)
        self._hash = hash(self._key)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Asked) and self._key == other._key

    def answer(self) -> T:
        """Make the answer, once: what it was made from is let go."""
        make = cast("Callable[[], T]", self._make)
        self._make = None
        return make()
