"""Work on both processors at once, for what holds no lock of the interpreter: kernels, NumPy on large arrays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def begun(work: Callable[[], T]) -> Callable[[], T]:
    """Begin something in a thread of its own; what is given back waits for it and gives what it gives or raises."""
    from concurrent.futures import ThreadPoolExecutor

    pool = ThreadPoolExecutor(1, thread_name_prefix="begun")
    result = pool.submit(work).result
    pool.shutdown(wait=False)  # when it has ended
    return result


def together(works: Sequence[Callable[[], T]]) -> list[T]:
    """What each of some functions gives, in their order; each but the first has a thread of its own."""
    if len(works) < 2:
        return [work() for work in works]
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(len(works) - 1, thread_name_prefix="together") as pool:
        others = [pool.submit(work) for work in works[1:]]
        return [works[0](), *(each.result() for each in others)]
