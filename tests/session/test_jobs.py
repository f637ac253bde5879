"""Background work: the last request wins, and stale answers are dropped."""

from __future__ import annotations

import os
import queue
import sys
import threading
from collections.abc import Callable

import numpy as np
import pytest

from netexplorer.session import layout
from netexplorer.session.jobs import NICENESS, Cancelled, Jobs, Progress
from tests.session.examples import small

WAIT_S = 30


def _double(request: int, progress: Progress, cancelled: Cancelled) -> int:
    progress(0.5)
    return request * 2


def _fail(request: int, progress: Progress, cancelled: Cancelled) -> int:
    raise ValueError(f"no {request}")


def test_a_job_run_now_has_its_answer_at_once() -> None:
    jobs, answers, heard = Jobs("now"), [], []
    jobs.progressed.append(lambda state: heard.append(state.fraction))
    jobs.submit("double", 4, _double, answers.append)
    assert (answers, heard, jobs.running) == ([8], [0.5], ())


def test_a_failure_goes_to_its_own_callback_or_rises() -> None:
    jobs, faults = Jobs("now"), []
    jobs.submit("fail", 1, _fail, lambda answer: None, faults.append)
    assert [str(fault) for fault in faults] == ["no 1"]
    with pytest.raises(ValueError, match="no 2"):
        jobs.submit("fail", 2, _fail, lambda answer: None)


def test_answers_arrive_through_the_post() -> None:
    posted: queue.Queue[Callable[[], None]] = queue.Queue()
    jobs, answers = Jobs("thread", posted.put), []
    jobs.submit("double", 4, _double, answers.append)
    while not answers:
        posted.get(timeout=WAIT_S)()
    assert answers == [8]
    jobs.close()


def test_the_answer_to_an_older_request_is_dropped() -> None:
    posted: list[Callable[[], None]] = []
    jobs, answers = Jobs("now", posted.append), []
    jobs.submit("double", 1, _double, answers.append)
    jobs.submit("double", 2, _double, answers.append)
    for call in posted:
        call()
    assert answers == [4]


def test_jobs_of_different_kinds_do_not_disturb_one_another() -> None:
    posted: list[Callable[[], None]] = []
    jobs, answers = Jobs("now", posted.append), []
    jobs.submit("a", 1, _double, answers.append)
    jobs.submit("b", 2, _double, answers.append)
    for call in posted:
        call()
    assert answers == [2, 4]


def test_a_cancelled_job_stops_and_its_answer_is_dropped() -> None:
    posted: queue.Queue[Callable[[], None]] = queue.Queue()
    started, stopped = threading.Event(), threading.Event()

    def endless(request: int, progress: Progress, cancelled: Cancelled) -> int:
        started.set()
        while not cancelled():
            stopped.wait(0.001)
        stopped.set()
        return request

    jobs, answers = Jobs("thread", posted.put), []
    jobs.submit("endless", 1, endless, answers.append)
    assert started.wait(WAIT_S)
    assert jobs.cancel("endless")
    assert stopped.wait(WAIT_S)
    jobs.close()
    while not posted.empty():
        posted.get()()
    assert answers == []
    assert not jobs.cancel("endless")


def test_a_layout_stops_within_one_step_of_cancel() -> None:
    steps: list[float] = []
    job = layout.job_for(small(), "sides")
    layout.run(job, steps.append, lambda: len(steps) >= 2)
    assert len(steps) == 2


def test_a_layout_asked_at_once_places_everyone() -> None:
    net = small()
    for name in ("sides", "force"):
        xy = layout.positions(net, name)
        assert xy.shape == (len(net.actor_ids), 2)
        assert xy.dtype == np.float32
        assert np.isfinite(xy).all()


def test_the_first_lens_stands_in_the_middle() -> None:
    net = small()
    priority = dict(zip(net.actor_ids, layout.request_for(net).priority.tolist(), strict=True))
    assert priority == {"e": 1, "w": 1, "min": 1, "bob": 1, "hermit": 1}
    assert layout.request_for(net).label_px.max() <= 6.2 * 32 / 2


@pytest.mark.skipif(sys.platform != "linux", reason="threads have no priority of their own")
def test_jobs_step_back_for_the_thread_that_asks() -> None:
    def priority(*_: object) -> int:
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    posted: queue.Queue[Callable[[], None]] = queue.Queue()
    jobs, answers = Jobs("thread", posted.put), []
    jobs.submit("priority", None, priority, answers.append)
    posted.get(timeout=WAIT_S)()
    jobs.close()
    assert answers == [max(priority(), NICENESS)]
