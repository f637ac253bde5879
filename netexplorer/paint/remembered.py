"""Answers about batches of marks, which cannot be hashed but stay as they are for as long as they live."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Remembered(Generic[Value]):
    """Answers about an object, found by which object it is and by ``where``; those asked for last are kept.

    An object lives on with what is remembered of it, so that no other can take its place.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: OrderedDict[tuple[int, Hashable], tuple[object, Value]] = OrderedDict()

    def find(self, item: object, where: Hashable = ()) -> Value | None:
        """The answer, if there is one."""
        key = (id(item), where)
        known = self._known.get(key)
        if known is None:
            return None
        self._known.move_to_end(key)
        return known[1]

    def keep(self, item: object, value: Value, where: Hashable = ()) -> Value:
        """Remember an answer, and give it back."""
        self._known[id(item), where] = item, value
        if len(self._known) > self._most:
            self._known.popitem(last=False)
        return value

    def clear(self) -> None:
        """Forget everything."""
        self._known.clear()
