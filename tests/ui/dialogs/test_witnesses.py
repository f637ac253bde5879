"""Whose word counts, in the window: a list that is searched, a chip that leads back, a menu of every citation."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from netexplorer.graph.network import build
from netexplorer.graph.schema import Actor, Dataset, Relationship
from netexplorer.graph.testimony import EVERYBODY, Testimony
from netexplorer.resources import default_dataset
from netexplorer.session.commands import command
from netexplorer.session.session import Session
from netexplorer.ui.dialogs.witnesses import WitnessesDialog
from netexplorer.ui.panels.evidence import CitationButton
from netexplorer.ui.window import MainWindow
from tests.ui.conftest import MakeWindow
from tests.ui.driving import settle

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
KOMMERSANT = Testimony(publisher="Kommersant (translated copy)")


@pytest.fixture
def channels(make_window: MakeWindow) -> MainWindow:
    window = make_window(Session.open(default_dataset()), (1300, 900))
    window.kit.session.go_to("2016")
    settle()
    return window


def dialog_of(window: MainWindow) -> WitnessesDialog:
    window.actions_.run("witnesses")
    settle()
    return next(dialog for dialog in window.findChildren(WitnessesDialog) if dialog.isVisible())


def test_a_publisher_is_found_by_its_name_and_heard_alone_with_enter(channels: MainWindow) -> None:
    dialog = dialog_of(channels)
    QTest.keyClicks(dialog.field, "kommers transl")
    assert [row.name for row in dialog.model.rows] == ["Kommersant (translated copy)"]
    assert dialog.words.text().startswith("It tells 127 of 454 changes; 38 of 57 channels are unknown to it")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    settle()
    assert channels.kit.session.view.testimony == KOMMERSANT
    assert channels.topbar.heard.isVisible()
    assert "Kommersant" in channels.topbar.heard.accessibleName()


def test_the_list_has_the_most_cited_first_and_says_how_often(channels: MainWindow) -> None:
    dialog = dialog_of(channels)
    counts = [row.changes for row in dialog.model.rows]
    assert counts == sorted(counts, reverse=True)
    dialog.kind.choose("source")
    assert dialog.model.rowCount() == 261
    assert {row.testimony.source: row.changes for row in dialog.model.rows}["s002"] == 127
    dialog.field.setText("no such source")
    assert dialog.words.text() == "Nothing matches."
    assert not dialog.apart.isEnabled()


def test_the_chip_says_whose_word_counts_and_a_click_hears_everybody_again(channels: MainWindow) -> None:
    assert not channels.topbar.heard.isVisible()
    channels.actions_.run("only-stated")
    settle()
    assert channels.topbar.heard.text() == "Only what is stated"
    channels.topbar.heard.click()
    settle()
    assert channels.kit.session.view.testimony == EVERYBODY
    assert not channels.topbar.heard.isVisible()
    channels.actions_.run("undo")
    settle()
    assert channels.topbar.heard.isVisible()


def test_nobody_moves_when_fewer_are_heard(channels: MainWindow) -> None:
    before = channels.canvas.viewport()
    xy = channels.kit.session.frame().xy.tolist()
    channels.kit.session.update(testimony=KOMMERSANT)
    settle()
    assert channels.kit.session.frame().xy.tolist() == xy
    assert channels.canvas.viewport() == before


def test_the_page_of_the_dataset_says_what_is_left_out(channels: MainWindow) -> None:
    channels.kit.session.update(testimony=KOMMERSANT)
    settle()
    page = channels.dossier.page
    assert page is not None
    assert dict(page.facts)["Changes"] == "127 of 454 are heard"
    assert len(page.chips) == 38
    assert len(page.disputes) == 20
    channels.actions_.run("everybody")
    settle()
    assert channels.dossier.page is not None
    assert channels.dossier.page.title == "Russia–NATO channels"


def test_the_menu_of_a_citation_shows_the_network_as_that_source_tells_it(channels: MainWindow) -> None:
    channels.kit.session.go_to("2021-11-01")
    channels.kit.session.select("relationship:ru-mission--nato")
    settle()
    shown = [each for each in channels.dossier.findChildren(CitationButton) if each.isVisible()]
    source = next(each for each in shown if "Kommersant" in each.whole())
    menu = source.open_menu(source.rect().center())
    said = [action.text() for action in menu.actions() if action.text()]
    assert said[:2] == [
        "Show the network as this source tells it",
        "Show the network as Kommersant (translated copy) tells it",
    ]
    menu.actions()[0].trigger()
    menu.close()
    settle()
    assert channels.kit.session.view.testimony == Testimony(source="s002")
    assert channels.kit.session.view.selected == "relationship:ru-mission--nato"


def test_a_dataset_without_sources_offers_none(make_window: MakeWindow) -> None:
    net = build(Dataset(actors=(Actor(id="a"), Actor(id="b")), relationships=(Relationship(source="a", target="b"),)))
    window = make_window(Session(net))
    assert not command("witnesses").when(window.shell)
