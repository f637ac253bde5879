"""The card that says what is being worked on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QProgressBar, QWidget
from pytestqt.qtbot import QtBot

from netexplorer.session.jobs import Jobs, JobState
from netexplorer.ui import jobcard
from netexplorer.ui.jobcard import JobCard
from netexplorer.ui.widgets import plain_label
from tests.ui.driving import settle


class Shown:
    """A card over a page, and hands to tell it things as jobs would."""

    def __init__(self) -> None:
        self.page = QWidget()
        self.page.resize(600, 400)
        self.jobs = Jobs("now")
        self.stops: list[str] = []
        words = {kind: (text, lambda kind=kind: self.stops.append(kind)) for kind, text in (("a", "Ay"), ("b", "Bee"))}
        self.card = JobCard(self.jobs, self.page, words)
        self.page.show()
        settle()

    def tell(self, kind: str, fraction: float, generation: int = 1) -> None:
        for listener in self.jobs.progressed:
            listener(JobState(kind, generation, fraction))

    def finish(self, kind: str) -> None:
        for listener in self.jobs.finished:
            listener(kind)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr(jobcard.time, "monotonic", lambda: now[0])
    return now


@pytest.fixture
def shown(qapp: object, clock: list[float]) -> Iterator[Shown]:
    shown = Shown()
    yield shown
    shown.page.close()
    shown.page.deleteLater()


def test_what_is_done_soon_is_not_worth_a_word(shown: Shown, clock: list[float]) -> None:
    shown.tell("a", 0.1)
    clock[0] += jobcard.SOON_S / 2
    shown.tell("a", 0.9)
    shown.finish("a")
    assert not shown.card.isVisible()


def test_what_takes_longer_is_told_with_how_far_it_is(shown: Shown, clock: list[float]) -> None:
    shown.tell("a", 0.1)
    clock[0] += 2 * jobcard.SOON_S
    shown.tell("a", 0.25)
    assert shown.card.isVisible()
    assert shown.card.accessibleDescription() == "Ay 25 %"
    bar = shown.card.findChild(QProgressBar)
    assert isinstance(bar, QProgressBar) and bar.value() == bar.maximum() // 4
    shown.finish("a")
    assert not shown.card.isVisible()


def test_what_begins_and_is_silent_is_told_after_a_while(shown: Shown, qtbot: QtBot) -> None:
    shown.tell("a", 0.0)
    assert not shown.card.isVisible()
    qtbot.waitUntil(shown.card.isVisible)
    assert shown.card.accessibleDescription() == "Ay 0 %"


def test_what_was_silent_and_is_over_is_not_told(shown: Shown, qtbot: QtBot) -> None:
    shown.tell("a", 0.0)
    shown.finish("a")
    qtbot.waitUntil(lambda: not shown.card._soon.isActive())
    assert not shown.card.isVisible()


def test_the_time_of_one_job_does_not_count_for_the_next(shown: Shown, clock: list[float]) -> None:
    shown.tell("a", 0.1)
    shown.finish("a")
    clock[0] += 2 * jobcard.SOON_S
    shown.tell("a", 0.1, generation=2)
    assert not shown.card.isVisible()


def test_jobs_without_words_are_not_told(shown: Shown, clock: list[float]) -> None:
    for _ in range(3):
        shown.tell("density", 0.5)
        clock[0] += 10
    assert not shown.card.isVisible()


def test_stop_stops_what_is_told_and_nothing_else(shown: Shown, clock: list[float]) -> None:
    shown.tell("a", 0.1)
    shown.tell("b", 0.1)
    clock[0] += 2 * jobcard.SOON_S
    shown.tell("b", 0.2)
    QTest.mouseClick(shown.card.stop, Qt.MouseButton.LeftButton)
    assert shown.stops == ["b"]
    shown.finish("a")
    assert shown.card.isVisible()
    shown.finish("b")
    assert not shown.card.isVisible()


def test_other_words_can_be_given(shown: Shown, clock: list[float]) -> None:
    shown.card.say("b", "Opening <b>x</b>")
    shown.tell("b", 0.0)
    clock[0] += 1
    shown.tell("b", 1.0)
    assert shown.card.accessibleDescription() == "Opening <b>x</b> 100 %"
    label = shown.card.findChild(type(plain_label()))
    assert label is not None and label.textFormat() == Qt.TextFormat.PlainText


@pytest.mark.parametrize("width", [600, 260, 90])
def test_it_stays_within_its_page(shown: Shown, clock: list[float], width: int) -> None:
    shown.tell("a", 0.0)
    clock[0] += 1
    shown.tell("a", 0.5)
    shown.page.resize(width, 300)
    settle()
    box = shown.card.geometry()
    assert box.left() >= 0 and box.right() < width and box.bottom() < 300
    assert abs((box.left() + box.right() + 1) - width) <= 1


def test_a_job_that_knows_not_how_far_it_is_says_what_it_does_and_moves(shown: Shown, clock: list[float]) -> None:
    shown.tell("a", 0.0)
    clock[0] += 2 * jobcard.SOON_S
    shown.tell("a", 0.0)
    bar = shown.card.findChild(QProgressBar)
    assert bar is not None
    shown.card.say("a", "Preparing", is_vague=True)  # while it is seen
    assert shown.card._text.text() == "Preparing…" and bar.maximum() == 0
    before = bar.grab().toImage()
    QTest.qWait(400)
    assert bar.grab().toImage() != before
    shown.card.say("a", "Ay")
    shown.tell("a", 0.5)
    assert shown.card._text.text() == "Ay 50 %" and bar.value() == jobcard.STEPS / 2
