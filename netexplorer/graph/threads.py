"""Work on both processors at once, for what holds no lock of the interpreter: kernels, NumPy on large arrays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


def begun(work: Callable[[], T]) -> Callable[[], T]:
    """Begin something in a thread of its own; what is given back waits for it and gives what it gives or raises."""
    found: list[T] = []
    wrong: list[BaseException] = []

    def run() -> None:
        try:
            found.append(work())
        except BaseException as error:  # whoever waits is told
            wrong.append(error)

    thread = Thread(target=run, name="begun")
    thread.start()

    def result() -> T:
        thread.join()
        if wrong:
            raise wrong[0]
        return found[0]

    return result


def together(works: Sequence[Callable[[], T]]) -> list[T]:
    """What each of some functions gives, in their order; each but the first has a thread of its own."""
    others = [begun(work) for work in works[1:]]
    try:
        found = [work() for work in works[:1]]
    finally:
        for other in others:  # none of them goes on when whoever called has gone
            with suppress(BaseException):
                other()
    return [*found, *(other() for other in others)]
