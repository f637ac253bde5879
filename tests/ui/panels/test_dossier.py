"""The dossier: what it says, where its clicks lead, and that text stays text."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import msgspec
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QEnterEvent, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from netexplorer.graph.network import build
from netexplorer.graph.schema import Dataset
from netexplorer.resources import data_file
from netexplorer.session.jobs import Jobs
from netexplorer.session.session import Session
from netexplorer.ui.kit import ALL_REASONS
from netexplorer.ui.panels import sleeper
from netexplorer.ui.panels.dispute import DisputeFrame
from netexplorer.ui.panels.dossier import DossierPanel
from netexplorer.ui.panels.evidence import CardFrame, ChipButton, CitationButton, HistoryLine
from netexplorer.ui.panels.lists import ListPart
from netexplorer.ui.panels.parts import open_link
from netexplorer.ui.window import MainWindow
from tests.session.crowds import crowd_network, session_at, small_limits
from tests.session.examples import DOCUMENT
from tests.ui.conftest import MakeWindow
from tests.ui.driving import date, settle

HOSTILE = [
    "<b>bold</b><img src=x onerror=alert(1)><script>1</script>",
    "\u202eright to left\u202c שלום עולם",
    "🧨👩‍👩‍👧‍👦 emoji \n line\ttab",
    "x" * 10_000,
    "word " * 2_000,
    "&amp; &lt; &&",
]


@pytest.fixture
def mission(make_window: MakeWindow) -> MainWindow:
    session = Session.open(data_file("actors.json"))
    session.go_to("2021-11-01")
    session.select("actor:russian-mission-nato")
    return make_window(session, (1500, 1000))


def shown(parent: QWidget, kind: type[QWidget]) -> list:
    return [widget for widget in parent.findChildren(kind) if widget.isVisibleTo(parent)]


def first_card(panel: DossierPanel) -> CardFrame:
    """The topmost card; which of them stands where changes with time."""
    card = panel.cards.widgets[0]
    assert isinstance(card, CardFrame)
    assert card.isVisible()
    return card


def test_the_mission_is_suspended_since_the_first_of_november_and_sources_say_so(mission: MainWindow) -> None:
    panel = mission.dossier
    assert panel.title.text() == "Russian Permanent Mission to NATO"
    assert "Mission" in panel.kicker.text() and "Russia" in panel.kicker.text()
    card = first_card(panel)
    assert (card.state.text(), card.since.whole()) == ("Suspended", "since 1 Nov 2021")
    sources = [button.whole() for button in shown(card, CitationButton)]
    assert "Kommersant, Oct 2021 ¶9" in sources


def test_a_source_tells_its_address_before_it_is_clicked(mission: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()) or True)
    source = next(each for each in shown(mission.dossier, CitationButton) if "Kommersant" in each.whole())
    assert "https://time.news/" in source.toolTip()
    assert opened == []
    source.click()
    assert len(opened) == 1 and QUrl(opened[0]).host() == "time.news"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "", "ftp://x/y", "https:", "data:,x"])
def test_only_web_addresses_are_opened(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: pytest.fail("it was opened"))
    assert not open_link(url)


def test_a_click_in_the_history_goes_to_its_date(mission: MainWindow) -> None:
    line = next(each for each in shown(mission.dossier, HistoryLine) if each.date.text() == "27 Mar 2018")
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    settle()
    assert date(mission.kit.session) == "2018-03-27"
    assert first_card(mission.dossier).state.text() == "Limited"


def test_a_chip_selects_the_neighbour(mission: MainWindow) -> None:
    chip = next(each for each in shown(mission.dossier, ChipButton) if each.whole() == "NATO")
    chip.click()
    settle()
    assert mission.kit.session.view.selected == "actor:nato"
    assert mission.dossier.title.text() == "NATO"


def test_disputed_claims_stand_side_by_side(mission: MainWindow) -> None:
    dispute = shown(mission.dossier, DisputeFrame)[0]
    dispute.button.click()
    settle()
    claims = dispute.claims
    assert len(claims) >= 2
    assert claims[0].y() == claims[1].y()
    assert claims[0].geometry().right() < claims[1].x()
    assert all(shown(claim, CitationButton) for claim in claims)


def test_the_cross_clears_the_selection_and_shows_the_dataset(mission: MainWindow) -> None:
    mission.dossier.close_button.click()
    settle()
    assert mission.kit.session.view.selected == ""
    assert mission.dossier.title.text() == "Russia–NATO channels"
    assert not mission.dossier.close_button.isVisible()
    facts = [label.text() for label in shown(mission.dossier.facts, QLabel)]
    assert "166" in facts and "346" in facts


def test_a_step_in_time_that_changes_nothing_touches_nothing(mission: MainWindow) -> None:
    mission.kit.session.go_to("2021-12-10")
    settle()
    page = mission.dossier.page
    mission.kit.session.go_to("2021-12-11")
    settle()
    assert mission.dossier.page is page


def test_a_page_that_was_selected_later_is_laid_out(mission: MainWindow) -> None:
    mission.kit.session.select("relationship:ru-mission--nato")
    settle()
    card = first_card(mission.dossier)
    assert card.state.width() > 20 and card.note.height() > 10
    assert card.note.geometry().bottom() <= card.height()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_plain_and_inside_the_panel(make_window: MakeWindow, text: str) -> None:
    document = msgspec.json.decode(msgspec.json.encode(DOCUMENT))
    document["actors"][0] |= {"name": text, "description": text, "aliases": [text], "names": {"xx": text}}
    document["relationships"][0]["label"] = text
    for change in document["relationships"][0]["changes"]:
        change |= {"note": text, "values": {text[:200]: text}}
    document["sources"][0] |= {"title": text, "publisher": text}
    document["events"][0]["title"] = text
    document["disagreements"] = [{"about": ["e--w"], "note": text, "claims": [{"text": text, "sources": ["s1"]}] * 2}]
    window = make_window(Session(build(msgspec.convert(document, Dataset))))
    panel = window.dossier
    for selected in ("actor:e", "relationship:e--w", "event:crisis", ""):
        window.kit.session.select(selected)
        settle()
        for dispute in shown(panel, DisputeFrame):
            dispute.button.click()
        settle()
        for label in panel.findChildren(QLabel):
            assert label.textFormat() == Qt.TextFormat.PlainText or not label.text()
        viewport = panel.area.viewport()
        assert panel.area.widget().width() <= viewport.width()
        for widget in shown(panel.area.widget(), QWidget):
            assert widget.mapTo(panel.area.widget(), widget.rect().topRight()).x() <= viewport.width()
    assert window.width() == 1200


def test_a_step_in_time_keeps_scroll_and_focus(mission: MainWindow) -> None:
    panel = mission.dossier
    mission.activateWindow()
    bar = panel.area.verticalScrollBar()
    bar.setValue(120)
    line = shown(panel, HistoryLine)[2]
    line.setFocus()
    bar.setValue(120)
    mission.kit.session.go_to("2018-04-01")
    settle()
    assert first_card(panel).state.text() == "Limited"
    assert bar.value() == 120
    assert line.hasFocus()


def test_nothing_in_a_card_is_cut_off_after_steps_in_time(mission: MainWindow) -> None:
    for text in ("1998-06-01", "2014-04-08", "2014-06-01", "2021-10-06", "2021-11-01"):
        mission.kit.session.go_to(text)
        settle()
        for card in shown(mission.dossier, CardFrame):
            assert card.note.height() >= card.note.heightForWidth(card.note.width())
            assert card.citations.geometry().bottom() <= card.height()


def told(monkeypatch: pytest.MonkeyPatch) -> list[QWidget]:
    """Every card, line and chip that is told something from now on."""
    heard: list[QWidget] = []
    for kind in (CardFrame, HistoryLine, ChipButton):
        monkeypatch.setattr(kind, "tell", _heard(kind.tell, heard))
    return heard


def _heard(tell: Callable[..., None], heard: list[QWidget]) -> Callable[..., None]:
    def listening(widget: QWidget, value: object) -> None:
        heard.append(widget)
        tell(widget, value)

    return listening


def in_sight(panel: DossierPanel, widget: QWidget) -> bool:
    y = widget.mapTo(panel.area.viewport(), QPoint()).y()
    return y + widget.height() >= 0 and y <= panel.area.viewport().height()


def stale(panel: DossierPanel) -> list[QWidget]:
    """The widgets that do not show what they should."""
    late = []
    for part in panel.inner.sections:
        if isinstance(part, ListPart):
            for widget, said, value in zip(part.widgets, part._shown, part._values, strict=False):
                if not widget.isHidden() and said != value:
                    late.append(widget)
    return late


DATES = ("1998-06-01", "2009-05-01", "2014-04-08", "1996-02-01", "2021-11-01", "2002-06-01", "2016-07-01")


@pytest.fixture
def russia(make_window: MakeWindow) -> MainWindow:
    session = Session.open(data_file("actors.json"))
    session.go_to("2021-10-01")
    session.select("actor:russia")
    window = make_window(session, (1500, 1000))
    window.dossier.settle()
    return window


@pytest.mark.parametrize("scroll_px", [0, 150, 900])
def test_a_step_tells_what_is_in_sight_and_nothing_else(
    russia: MainWindow, monkeypatch: pytest.MonkeyPatch, scroll_px: int
) -> None:
    panel = russia.dossier
    panel.area.verticalScrollBar().setValue(scroll_px)
    heard = told(monkeypatch)
    for text in DATES:
        monkeypatch.setattr(panel, "settle", lambda: None)
        russia.kit.session.go_to(text)
        russia.updates.flush()
        assert not [widget for widget in stale(panel) if in_sight(panel, widget)]
        assert all(in_sight(panel, widget) for widget in heard)
        heard.clear()
    assert panel.waits


def test_after_a_moment_everything_is_told(russia: MainWindow, qtbot: QtBot) -> None:
    panel = russia.dossier
    russia.kit.session.go_to("2014-04-08")
    russia.updates.flush()
    assert panel.waits and stale(panel)
    qtbot.waitUntil(lambda: not panel.waits)
    assert not stale(panel)


def test_scrolling_tells_everything_at_once(russia: MainWindow) -> None:
    panel = russia.dossier
    russia.kit.session.go_to("2014-04-08")
    russia.updates.flush()
    assert panel.waits
    panel.area.verticalScrollBar().setValue(60)
    assert not panel.waits and not stale(panel)


def test_what_was_told_in_two_parts_looks_like_what_was_told_at_once(russia: MainWindow) -> None:
    panel = russia.dossier
    for text in DATES:
        russia.kit.session.go_to(text)
        russia.updates.flush()
        panel.settle()
        places = [widget.geometry() for widget in panel.inner.findChildren(QWidget) if widget.isVisible()]
        panel.inner.forget()
        panel.settle()
        assert places == [widget.geometry() for widget in panel.inner.findChildren(QWidget) if widget.isVisible()]


def test_rows_that_are_told_late_do_not_move_what_is_in_sight(russia: MainWindow) -> None:
    panel = russia.dossier
    bar = panel.area.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    russia.kit.session.go_to("2014-04-08")
    russia.updates.flush()
    row = panel.inner.topmost(bar.value())
    assert row is not None
    before = row.mapTo(panel, QPoint()).y()
    panel.settle()
    assert row.mapTo(panel, QPoint()).y() == before


def test_nothing_is_shown_before_the_page_is_filled(qapp: QApplication, russia: MainWindow) -> None:
    panel = DossierPanel(russia.kit)
    panel.resize(300, 400)
    panel.show()
    assert not panel.inner.isVisible()
    panel.apply(russia.kit.session.frame(), ALL_REASONS)
    assert panel.inner.isVisible()
    rows = [part for part in panel.inner.sections if part.isVisible()]
    assert all(a.geometry().bottom() < b.y() for a, b in pairwise(rows))
    panel.close()
    panel.deleteLater()


def test_the_text_of_a_source_ends_in_an_ellipsis_when_it_is_too_long(mission: MainWindow) -> None:
    for button in shown(mission.dossier, CitationButton):
        assert button.fontMetrics().horizontalAdvance(button.text()) <= button.width()


def test_a_text_below_the_pointer_can_be_selected(mission: MainWindow) -> None:
    note = first_card(mission.dossier).note
    middle = QPointF(note.rect().center())
    QApplication.sendEvent(note, QEnterEvent(middle, middle, QPointF(note.mapToGlobal(note.rect().center()))))
    QTest.mouseDClick(note, Qt.MouseButton.LeftButton, pos=QPoint(12, 8))
    assert note.selectedText() == "Moscow"
    QApplication.sendEvent(note, QEvent(QEvent.Type.Leave))
    assert note.selectedText() == "Moscow"


def prepared(panel: DossierPanel, *days: str) -> None:
    for day in days:
        panel.prepare(panel.kit.session.net.axis.parse(day).earliest)


def test_while_time_moves_a_picture_stands_for_a_card_that_looks_the_same(russia: MainWindow) -> None:
    panel, days = russia.dossier, ("2013-06-01", "2021-10-01", "2003-06-01")
    prepared(panel, *days)
    for day in days:
        russia.kit.session.go_to(day)
        russia.updates.flush()
        cards = [card for card in panel.cards.widgets if isinstance(card, CardFrame) and not card.isHidden()]
        asleep = [card for card in cards if card.is_asleep]
        assert asleep
        assert panel.waits
        quick = [panel.cards.grab(card.geometry()).toImage() for card in asleep]
        panel.settle()
        assert not any(card.is_asleep for card in cards)
        assert [panel.cards.grab(card.geometry()).toImage() for card in asleep] == quick


def test_a_card_that_has_the_keyboard_stays_what_it_is(russia: MainWindow) -> None:
    panel = russia.dossier
    prepared(panel, "2013-06-01")
    card = first_card(panel)
    russia.activateWindow()
    card.title.setFocus()
    russia.kit.session.go_to("2013-06-01")
    russia.updates.flush()
    assert not card.is_asleep
    assert panel.page is not None
    assert card.title.whole() == panel.page.cards[0].label


def test_another_look_or_width_needs_other_pictures(russia: MainWindow) -> None:
    panel = russia.dossier
    values = panel.cards._values
    width = panel.cards.width()
    prepared(panel, "2021-10-01")
    assert panel.cards._pictures.find(values[0], width) is not None
    assert panel.cards._pictures.find(values[0], width - 1) is None
    panel.inner.forget()
    assert panel.cards._pictures.find(values[0], width) is None


def test_no_more_pictures_are_kept_than_there_is_room_for(russia: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    picture = QPixmap(100, 10)
    monkeypatch.setattr(sleeper, "BYTES", 3 * 4000)
    kept = sleeper.Pictures()
    for value in range(5):
        kept.keep(value, 100, picture)
        kept.find(0, 100)
    assert [value for value in range(5) if kept.find(value, 100)] == [0, 3, 4]


def test_pages_of_a_crowd_are_worded_in_the_background_and_only_the_last_that_waits(
    make_window: MakeWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_limits(monkeypatch)
    later: list[Callable[[], None]] = []
    kit = make_window(session_at(crowd_network())).kit
    panel = DossierPanel(kit, Jobs("now", later.append))
    qtbot.addWidget(panel)
    for name in ("a3", "a4", "a5"):
        kit.session.select(f"actor:{name}")
        panel.apply(kit.session.frame(), ALL_REASONS)
    assert panel.page is None
    titles = []
    while later:
        later.pop(0)()
        qtbot.waitUntil(lambda: not kit.turns.waiting)
        titles.append(panel.page.title)
    assert titles == ["Actor 3", "Actor 5"]
