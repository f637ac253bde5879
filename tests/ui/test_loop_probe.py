"""The probe that says how long the window is deaf: it has to see what blocks, and nothing else."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.probe import LoopProbe


def turn(duration_ms: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(duration_ms, loop.quit)
    loop.exec()


def work(seconds: float) -> None:
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


def test_a_slot_that_blocks_is_a_gap_of_its_length(qapp: QApplication) -> None:
    probe = LoopProbe()
    with probe.phase("blocked"):
        QTimer.singleShot(5, lambda: time.sleep(0.08))
        turn(120)
    assert probe.longest("blocked").wall_ms >= 78
    assert probe.over("blocked", 78) >= 1


def test_work_of_the_thread_itself_is_told_from_mere_waiting(qapp: QApplication) -> None:
    probe = LoopProbe()
    with probe.phase("work"):
        QTimer.singleShot(5, lambda: work(0.06))
        turn(20)
    with probe.phase("sleep"):
        QTimer.singleShot(5, lambda: time.sleep(0.06))
        turn(20)
    assert probe.busiest("work").cpu_ms >= 60
    assert probe.longest("sleep").wall_ms >= 58
    assert probe.longest("sleep").cpu_ms < 60


def test_an_idle_loop_is_no_gap(qapp: QApplication) -> None:
    probe = LoopProbe()
    with probe.phase("idle"):
        turn(300)
    assert len(probe.gaps("idle")) > 3
    assert probe.longest("idle").wall_ms < 299


def test_what_blocks_before_a_phase_is_not_counted_and_what_blocks_at_its_end_is(qapp: QApplication) -> None:
    probe = LoopProbe()
    time.sleep(0.05)
    with probe.phase("first"):
        pass
    with probe.phase("second"):
        turn(5)
        time.sleep(0.05)
    assert len(probe.gaps("first")) == 1
    assert probe.gaps("second")[-1].wall_ms >= 45
    assert probe.phases == ("first", "second")


def test_phases_do_not_nest(qapp: QApplication) -> None:
    probe = LoopProbe()
    with probe.phase("outer"), pytest.raises(RuntimeError, match="nest"), probe.phase("inner"):
        pass


def test_of_a_gap_it_is_told_what_stood_on_the_stack(qapp: QApplication) -> None:
    probe = LoopProbe(watched=True)
    with probe.phase("blocked"):
        QTimer.singleShot(5, lambda: time.sleep(0.2))
        turn(250)
        QTimer.singleShot(5, lambda: work(0.2))
        turn(250)
    probe.close()
    slept, worked = sorted(probe.reasons("blocked", 150), key=lambda each: each[0].cpu_ms)
    assert all("work <" not in stack for stack in slept[1].loop)
    assert any("test_loop_probe.py:work <" in stack for stack in worked[1].loop)
