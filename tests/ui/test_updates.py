"""One pass after a change."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from netexplorer.scene.frame import Frame
from netexplorer.session.crowd import Crowd
from netexplorer.session.jobs import Jobs
from netexplorer.session.resolve import Plan
from netexplorer.session.session import Session
from netexplorer.session.tallies import Tallies, tallies
from netexplorer.ui import updates as module
from netexplorer.ui.kit import ALL_REASONS, Reasons, reasons_between
from netexplorer.ui.updates import Updates
from tests.session.crowds import crowd_network, day, session_at, small_limits
from tests.session.examples import at, small


class Part:
    def __init__(self) -> None:
        self.told: list[Reasons] = []
        self.seen = True

    def apply(self, frame: Frame, reasons: Reasons) -> None:
        self.told.append(reasons)


@pytest.fixture
def session() -> Session:
    net = small()
    return Session(net, at(net, "2014-04-05"))


def test_several_changes_are_one_pass(qtbot: QtBot, session: Session) -> None:
    updates, part = Updates(session), Part()
    updates.add(part, lambda: True)
    updates.flush()
    part.told.clear()
    session.set_date(session.net.first)
    session.set_date(session.net.last)
    session.select("actor:w")
    qtbot.waitUntil(lambda: bool(part.told))
    assert part.told == [frozenset({"date", "selection"})]


def test_a_hidden_part_is_told_all_it_missed_when_it_is_seen(qtbot: QtBot, session: Session) -> None:
    updates, part = Updates(session), Part()
    updates.add(part, lambda: part.seen)
    updates.flush()
    part.told.clear()
    part.seen = False
    session.set_date(session.net.first)
    updates.flush()
    session.select("actor:w")
    updates.flush()
    assert part.told == []
    part.seen = True
    updates.flush()
    assert part.told == [frozenset({"date", "selection"})]


def test_a_late_part_waits_until_it_is_let_in(qtbot: QtBot, session: Session) -> None:
    updates, part = Updates(session), Part()
    updates.add(part, lambda: True, late=True)
    updates.flush()
    assert part.told == []
    updates.let_in()
    assert part.told == [ALL_REASONS]


def test_nothing_is_heard_after_close(qtbot: QtBot, session: Session) -> None:
    updates, part = Updates(session), Part()
    updates.add(part, lambda: True)
    updates.flush()
    updates.close()
    session.set_date(session.net.first)
    qtbot.wait(10)
    assert len(part.told) == 1


def test_a_pass_without_news_tells_nobody(qtbot: QtBot, session: Session) -> None:
    updates, part = Updates(session), Part()
    updates.add(part, lambda: True)
    updates.flush()
    updates.flush()
    assert len(part.told) == 1


def test_reasons_name_what_differs(session: Session) -> None:
    old = session.view
    session.update(ghosts=False, page="table")
    assert reasons_between(old, session.view) == {"filter", "page"}
    assert reasons_between(old, old) == frozenset()


class Glancer(Part):
    def __init__(self) -> None:
        super().__init__()
        self.glanced: list[tuple[int, Reasons]] = []

    def glance(self, crowd: Crowd, tallies: Tallies, reasons: Reasons) -> None:
        assert tallies.fits(crowd.plan)
        self.glanced.append((crowd.t, reasons))


@pytest.fixture
def crowd(monkeypatch: pytest.MonkeyPatch) -> Session:
    small_limits(monkeypatch)
    return session_at(crowd_network())


def glancing(session: Session) -> tuple[Updates, Glancer]:
    updates, part = Updates(session), Glancer()
    updates.add(part, lambda: part.seen, glance=part.glance)
    return updates, part


def tells(qtbot: QtBot, part: Glancer, t: int, reasons: Reasons) -> None:
    """Wait until the part was told so."""
    qtbot.waitUntil(lambda: part.glanced[-1:] == [(t, reasons)])


def test_of_a_crowd_a_part_needs_no_whole_frame_once_the_tallies_are_there(
    qtbot: QtBot, crowd: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    frames: list[int] = []
    monkeypatch.setattr(module, "frame_at", lambda plan, t: frames.append(t))
    updates, part = glancing(crowd)
    updates.flush()
    assert part.glanced == [(crowd.view.t, ALL_REASONS)]
    for date in ("2001-01-01", "2002-01-01", "2000-06-01"):
        crowd.set_date(day(crowd.net, date))
        updates.flush()
        tells(qtbot, part, crowd.view.t, frozenset({"date"}))
    qtbot.wait(module.PAUSE_MS + 50)
    assert len(part.glanced) == 4 and not frames and not part.told


def test_until_the_tallies_are_there_a_part_is_told_of_frames(qtbot: QtBot, crowd: Session) -> None:
    later: list[Callable[[], None]] = []
    jobs = Jobs("now", later.append)
    updates, part = Updates(crowd, jobs=jobs), Glancer()
    updates.add(part, lambda: True, glance=part.glance)
    updates.flush()
    count, frame = later
    frame()
    assert part.told == [ALL_REASONS]
    count()
    assert part.glanced == []  # nothing is different
    crowd.set_date(crowd.net.first)
    updates.flush()
    tells(qtbot, part, crowd.net.first, frozenset({"date"}))
    assert len(part.glanced) == 1


def test_tallies_that_come_before_the_frame_are_told_at_once(crowd: Session) -> None:
    later: list[Callable[[], None]] = []
    updates, part = Updates(crowd, jobs=Jobs("now", later.append)), Glancer()
    updates.add(part, lambda: True, glance=part.glance)
    updates.flush()
    for call in later:
        call()
    assert part.glanced == [(crowd.view.t, ALL_REASONS)] and not part.told


def test_other_filters_want_other_tallies_and_a_selection_does_not(
    qtbot: QtBot, crowd: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[Plan] = []

    def count(plan: Plan) -> Tallies | None:
        counted.append(plan)
        return tallies(plan)

    monkeypatch.setattr(module, "tallies", count)
    updates, part = glancing(crowd)
    updates.flush()
    crowd.select("actor:a3")
    updates.flush()
    tells(qtbot, part, crowd.view.t, frozenset({"selection"}))
    assert len(counted) == 1
    crowd.toggle_hidden("sides", "east")
    updates.flush()
    assert part.glanced[-1] == (crowd.view.t, frozenset({"filter"}))
    assert len(counted) == 2


def test_where_instants_cannot_be_counted_a_part_is_told_of_frames(
    qtbot: QtBot, crowd: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[object] = []
    monkeypatch.setattr(module, "tallies", counted.append)
    updates, part = glancing(crowd)
    updates.flush()
    for date in ("2001-01-01", "2002-01-01"):
        crowd.set_date(day(crowd.net, date))
        updates.flush()
    qtbot.waitUntil(lambda: len(part.told) == 2)
    assert len(counted) == 1 and not part.glanced


def test_a_part_that_cannot_be_seen_is_not_glanced_at(qtbot: QtBot, crowd: Session) -> None:
    updates, part = glancing(crowd)
    part.seen = False
    updates.flush()
    crowd.set_date(crowd.net.first)
    updates.flush()
    assert part.glanced == []
    part.seen = True
    updates.flush()
    assert part.glanced == [(crowd.net.first, ALL_REASONS)]


def test_parts_that_need_no_frame_take_turns_and_the_last_date_reaches_all(qtbot: QtBot, crowd: Session) -> None:
    updates = Updates(crowd)
    parts = [Glancer() for _ in range(3)]
    for part in parts:
        updates.add(part, lambda: True, glance=part.glance)
    updates.flush()
    for k in range(1, 6):
        crowd.set_date(crowd.net.first + k * 86_400)
        updates.flush()
    assert [len(part.glanced) for part in parts] == [1, 0, 0]  # one at once, the others when there is time
    qtbot.waitUntil(lambda: all(part.glanced and part.glanced[-1][0] == crowd.view.t for part in parts))
    assert [len(part.glanced) for part in parts] == [2, 1, 1]


def test_other_filters_are_told_when_they_are_worked_out_and_the_date_at_once(crowd: Session) -> None:
    later: list[Callable[[], None]] = []
    updates, part = Updates(crowd, jobs=Jobs("now", later.append)), Part()
    updates.add(part, lambda: True, quick=True)
    updates.flush()
    later.clear()
    before = crowd.plan()
    crowd.toggle_hidden("sides", "east")
    crowd.set_date(crowd.net.first)
    updates.flush()
    assert part.told == [ALL_REASONS, frozenset({"date"})]
    assert crowd.plan() is before
    later.pop(0)()
    updates.flush()
    assert part.told[2:] == [frozenset({"filter"})]
    assert crowd.plan().view.hidden_sides == ("east",)


def test_filters_that_are_taken_back_in_time_are_not_told(crowd: Session) -> None:
    later: list[Callable[[], None]] = []
    jobs = Jobs("now", later.append)
    updates, part = Updates(crowd, jobs=jobs), Part()
    updates.add(part, lambda: True, quick=True)
    updates.flush()
    later.clear()
    before = crowd.plan()
    for _ in range(2):
        crowd.toggle_hidden("sides", "east")
        updates.flush()
    for call in later:
        call()
    assert crowd.plan() is before
    assert not jobs.running


def test_while_filters_are_worked_out_another_step_does_not_begin_anew(crowd: Session) -> None:
    jobs, kinds = Jobs("now", lambda call: None), []
    submit = jobs.submit
    jobs.submit = lambda kind, *more: kinds.append(kind) or submit(kind, *more)  # type: ignore[method-assign]
    updates = Updates(crowd, jobs=jobs)
    updates.flush()
    crowd.toggle_hidden("sides", "east")
    for _ in range(3):
        crowd.set_date(crowd.view.t + 86_400)
        updates.flush()
    assert kinds.count(module.PLAN_JOB) == 1
