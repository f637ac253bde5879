"""How threads share the work on counts."""

from __future__ import annotations

import os
import sys
import threading

import pytest

from netexplorer.scene.density import counts
from netexplorer.scene.density.counts import share


def test_every_part_is_done_once_and_the_first_by_the_thread_that_asks() -> None:
    done: list[tuple[int, int]] = []
    share(lambda part: done.append((part, threading.get_ident())), [(0,), (1,), (2,)])
    assert sorted(part for part, _ in done) == [0, 1, 2]
    assert dict(done)[0] == threading.get_ident() not in (dict(done)[1], dict(done)[2])


@pytest.mark.skipif(sys.platform != "linux", reason="threads have priorities of their own on Linux only")
def test_what_the_window_waits_for_does_not_step_back_as_jobs_do() -> None:
    counts._helpers.cache_clear()
    seen: dict[str, set[int]] = {}

    def look(who: str) -> None:
        seen.setdefault(who, set()).add(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))

    def job() -> None:
        mine = threading.get_native_id()
        os.setpriority(os.PRIO_PROCESS, mine, os.getpriority(os.PRIO_PROCESS, mine) + 1)
        share(look, [("job",), ("job",)])

    thread = threading.Thread(target=job)
    thread.start()
    thread.join()
    share(look, [("window",), ("window",)])
    window = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    assert seen == {"job": {window + 1}, "window": {window}}
