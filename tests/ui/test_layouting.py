"""Positions that arrive from the background."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from queue import Queue
from threading import Thread

import numpy as np
import pytest

from netexplorer.graph.formats import reading
from netexplorer.session.jobs import Cancelled, Jobs, Progress
from netexplorer.session.layout import LayoutJob
from netexplorer.session.remembered import Memory
from netexplorer.session.resolve import Xy
from netexplorer.session.session import Session
from netexplorer.session.state import ViewState
from netexplorer.ui import layouting
from netexplorer.ui.layouting import LayoutKeeper, Mailbox
from tests.session.examples import small


def test_what_was_posted_early_is_delivered_first_and_in_order() -> None:
    mailbox, ran = Mailbox(), []
    mailbox.post(lambda: ran.append(1))
    mailbox.post(lambda: ran.append(2))
    assert ran == []
    mailbox.deliver_to(lambda call: call())
    mailbox.post(lambda: ran.append(3))
    assert ran == [1, 2, 3]


def test_positions_arrive_once_and_are_kept() -> None:
    session = Session(small())
    keeper, arrived = LayoutKeeper(session, Jobs("now")), []
    keeper.arrived.append(lambda: arrived.append(session.view.layout))
    keeper.ensure()
    keeper.ensure()
    assert session.has_positions()
    assert arrived == ["sides"]


def test_another_layout_is_worked_out_and_the_first_is_still_known() -> None:
    session = Session(small())
    keeper = LayoutKeeper(session, Jobs("now"))
    keeper.ensure()
    session.update(layout="force")
    assert not session.has_positions()
    keeper.ensure()
    assert session.has_positions("force")
    assert session.has_positions("sides")


def test_remembered_positions_are_there_at_once_and_without_a_job(tmp_path: Path) -> None:
    memory = Memory(tmp_path, tmp_path)
    first = Session(small())
    LayoutKeeper(first, Jobs("now"), memory).ensure()
    jobs, asked = Jobs("now"), []
    jobs.finished.append(asked.append)
    again = Session(small())
    LayoutKeeper(again, jobs, memory).ensure()
    assert again.has_positions()
    assert again.positions().tobytes() == first.positions().tobytes()
    assert asked == []


def test_a_layout_that_was_cancelled_is_not_remembered(tmp_path: Path) -> None:
    posted: Queue[Callable[[], None]] = Queue()
    jobs = Jobs("thread", posted.put)
    LayoutKeeper(Session(small()), jobs, Memory(tmp_path, tmp_path)).ensure()
    jobs.close()
    while not posted.empty():
        posted.get()()
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(autouse=True)
def nothing_is_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layouting, "compile_ahead", lambda works, cancelled, began: None)


@contextmanager
def kept(began: list[Callable[[], None]], call: Callable[[], None]) -> Iterator[None]:
    began.append(call)
    yield


def test_that_kernels_are_compiled_is_said_until_the_layout_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    began: list[Callable[[], None]] = []

    def run(job: LayoutJob, progress: Progress, cancelled: Cancelled, show: object) -> Xy:
        progress(0.0)
        began[0]()
        progress(0.2)
        progress(0.3)
        began[0]()
        return np.zeros((job.request.n, 2), np.float32)

    monkeypatch.setattr(layouting, "STRESS_LIMIT", 1)
    monkeypatch.setattr(layouting, "telling", partial(kept, began))
    monkeypatch.setattr(layouting, "run", run)
    keeper, said = LayoutKeeper(Session(small()), Jobs("now")), []
    keeper.said.append(lambda words, is_vague: said.append((words, is_vague)))
    keeper.ensure()
    preparing, placing = (layouting.PREPARING, True), (layouting.PLACING, False)
    assert said == [preparing, placing, preparing]


def test_what_others_compile_is_told_only_while_the_layout_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    began: list[Callable[[], None]] = []
    now = [0.0]
    monkeypatch.setattr(layouting, "telling", partial(kept, began))
    monkeypatch.setattr(layouting.time, "monotonic", lambda: now[0])
    keeper, said = LayoutKeeper(Session(small()), Jobs("now")), []
    keeper.said.append(lambda words, is_vague: said.append(words))

    def elsewhere() -> None:
        thread = Thread(target=began[0])
        thread.start()
        thread.join()

    with keeper._telling(lambda fraction: None, (), lambda: False) as told:
        told(0.1)
        elsewhere()
        assert said == []
        now[0] += 2 * layouting.STILL_S
        elsewhere()
    assert said == [layouting.PREPARING]


def test_who_stops_while_another_process_compiles_has_nothing_compiled_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layouting, "telling", lambda call: pytest.fail("the layout goes on"))
    keeper = LayoutKeeper(Session(small()), Jobs("now"))
    with pytest.raises(reading.Cancelled), keeper._telling(lambda fraction: None, ("some",), lambda: True):
        pytest.fail("the layout goes on")


def test_a_small_network_needs_no_kernels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layouting, "telling", lambda call: pytest.fail("kernels are not needed"))
    session = Session(small())
    LayoutKeeper(session, Jobs("now")).ensure()
    assert session.has_positions()


def test_that_another_process_compiles_is_said_until_the_layout_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def compile_ahead(works: object, cancelled: Cancelled, began: Callable[[], None]) -> None:
        asked.append(works)
        began()

    monkeypatch.setattr(layouting, "STRESS_LIMIT", 1)
    monkeypatch.setattr(layouting, "compile_ahead", compile_ahead)
    keeper, said = LayoutKeeper(Session(small()), Jobs("now")), []
    keeper.said.append(lambda words, is_vague: said.append(words))
    keeper.ensure()
    assert asked == [(layouting.kernels_of(ViewState(0).layout),)]
    assert said == [layouting.PREPARING, layouting.PLACING]
