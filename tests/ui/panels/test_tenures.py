"""Who held an office and which posts somebody held, in the dossier; and the switch for holders in the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from netexplorer.resources import data_file
from netexplorer.session.commands import command
from netexplorer.session.session import Session
from netexplorer.ui.panels.tenures import BesideButton, TenureLine
from netexplorer.ui.window import MainWindow
from tests.ui.conftest import MakeWindow
from tests.ui.driving import date, settle


@pytest.fixture
def mission(make_window: MakeWindow) -> MainWindow:
    session = Session.open(data_file("actors.json"))
    session.go_to("2019-06-01")
    session.select("actor:russian-mission-nato")
    return make_window(session, (1500, 1000))


def told(window: MainWindow) -> list[TenureLine]:
    window.dossier.settle()
    found = [widget for widget in window.dossier.tenures.widgets if isinstance(widget, TenureLine)]
    return [line for line in found if line.isVisibleTo(window)]


def lines(window: MainWindow) -> dict[str, TenureLine]:
    return {line.name.whole(): line for line in told(window)}


def shown(parent: QWidget, kind: type[QWidget]) -> list:
    return [widget for widget in parent.findChildren(kind) if widget.isVisibleTo(parent)]


def test_the_vacancy_stands_first_and_selects_nobody(mission: MainWindow) -> None:
    line = told(mission)[0]
    assert (line.vacant.text(), line.span.whole()) == ("Vacant", "since 22 Jan 2018")
    assert line.name.isHidden() and line.detail.text().startswith("On this date · No full envoy was named")
    assert line.accessibleName() == "Vacant, since 22 Jan 2018, on this date"


def test_a_click_on_a_span_goes_to_its_beginning_and_one_on_a_name_selects_it(mission: MainWindow) -> None:
    line = lines(mission)["Alexander Grushko"]
    line.span.click()
    settle()
    assert date(mission.kit.session) == "2012-10-24"
    lines(mission)["Alexander Grushko"].name.click()
    settle()
    assert mission.kit.session.view.selected == "actor:grushko"
    assert mission.dossier.title.text() == "Alexander Grushko"


def test_who_was_before_is_one_click_away(mission: MainWindow) -> None:
    mission.kit.session.select("actor:grushko")
    settle()
    envoy = lines(mission)["Permanent Representative to NATO"]
    (before,) = shown(envoy, BesideButton)
    assert before.whole() == "after Dmitry Rogozin"
    before.click()
    settle()
    assert mission.kit.session.view.selected == "actor:rogozin"


def test_h_shows_the_holders_and_hides_them_and_can_be_undone(mission: MainWindow) -> None:
    session = mission.kit.session
    session.select("")
    settle()
    gorlach, camera = session.net.actor_row["gorlach"], mission.canvas.viewport()
    assert not session.frame().actor_shown[gorlach]
    QTest.keyClick(mission, Qt.Key.Key_H)
    settle()
    assert session.view.holders and session.frame().actor_shown[gorlach]
    assert mission.canvas.viewport() == camera
    session.undo()
    settle()
    assert not session.frame().actor_shown[gorlach]


def test_without_offices_there_is_nothing_to_switch(make_window: MakeWindow) -> None:
    window = make_window(Session.open(data_file("alliances-1914.json")), (1100, 800))
    QTest.keyClick(window, Qt.Key.Key_H)
    settle()
    assert not window.kit.session.view.holders
    assert not command("toggle-holders").when(window.actions_.shell)
