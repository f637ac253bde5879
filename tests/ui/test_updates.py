"""One pass after a change."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from netexplorer.scene.frame import Frame
from netexplorer.session.session import Session
from netexplorer.ui.kit import ALL_REASONS, Reasons, reasons_between
from netexplorer.ui.updates import Updates
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
