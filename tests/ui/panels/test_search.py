"""The search palette: any script, keys, and what happens to what is found."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QIcon
from PySide6.QtTest import QTest

from netexplorer.resources import data_file
from netexplorer.session.session import Session
from netexplorer.ui.panels.search import SearchPalette
from netexplorer.ui.window import MainWindow
from tests.ui.conftest import MakeWindow
from tests.ui.driving import date, settle

# The platform that draws into memory has no window manager to ask.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def bundled(make_window: MakeWindow) -> MainWindow:
    session = Session.open(data_file("actors.json"))
    session.go_to("2021-11-01")
    return make_window(session)


@pytest.fixture
def palette(bundled: MainWindow) -> Iterator[SearchPalette]:
    bundled.open_search()
    settle()
    assert bundled._search is not None
    yield bundled._search
    bundled._search.close()


def enter(palette: SearchPalette, text: str, *keys: Qt.Key) -> None:
    QTest.keyClicks(palette.field, text) if text.isascii() else palette.field.setText(text)
    for key in (*keys, Qt.Key.Key_Return):
        QTest.keyClick(palette.field, key)
    settle()


def test_a_name_in_cyrillic_finds_lavrov_and_selects_him(palette: SearchPalette, bundled: MainWindow) -> None:
    enter(palette, "лавров")
    assert bundled.kit.session.view.selected == "actor:lavrov"
    assert bundled.dossier.title.text() == "Sergey Lavrov"
    assert not palette.isVisible()


def test_arrows_choose_another_row(palette: SearchPalette, bundled: MainWindow) -> None:
    palette.field.setText("mission")
    second = palette.model.hits[1].id
    enter(palette, "", Qt.Key.Key_Down)
    assert bundled.kit.session.view.selected == second


def test_an_event_moves_the_date_and_is_selected_in_one_step(palette: SearchPalette, bundled: MainWindow) -> None:
    session = bundled.kit.session
    enter(palette, "Founding Act signed")
    assert session.view.selected.startswith("event:")
    assert date(session) == "1997-05-27"
    session.undo()
    assert (date(session), session.view.selected) == ("2021-11-01", "")


def test_a_command_is_run(palette: SearchPalette, bundled: MainWindow) -> None:
    enter(palette, "Show the relationships as a table")
    assert bundled.kit.session.view.page == "table"


def test_it_says_so_when_what_is_found_is_outside_of_the_lens(palette: SearchPalette, bundled: MainWindow) -> None:
    enter(palette, "Churkin")
    latest = bundled.kit.session.notices.latest
    assert latest is not None
    assert latest.text == "Vitaly Churkin is not part of the lens Core channels, so the picture does not show it."


def test_what_is_outside_of_the_lens_can_be_shown(palette: SearchPalette, bundled: MainWindow) -> None:
    session = bundled.kit.session
    enter(palette, "Churkin")
    before = session.view
    assert bundled.notice.remedy.isVisible()
    bundled.notice.remedy.click()
    settle()
    row = session.net.actor_row["churkin"]
    assert session.plan().lens_actors.all()
    assert session.view.selected == "actor:churkin"
    assert session.frame().selected_actors[row]
    assert not bundled.notice.isVisible()
    session.undo()
    assert session.view == before


def test_time_stands_still_when_something_was_found(palette: SearchPalette, bundled: MainWindow) -> None:
    bundled.player.set_playing(True)
    enter(palette, "лавров")
    assert not bundled.player.playing


def test_without_words_it_offers_what_was_found_before_and_commands(
    palette: SearchPalette, bundled: MainWindow
) -> None:
    assert {hit.kind for hit in palette.model.hits} == {"command"}
    enter(palette, "лавров")
    bundled.open_search()
    assert palette.model.hits[0].id == "actor:lavrov"


def test_escape_closes_and_changes_nothing(palette: SearchPalette, bundled: MainWindow) -> None:
    before = bundled.kit.session.view
    QTest.keyClicks(palette.field, "nato")
    QTest.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert bundled.kit.session.view == before


def test_nothing_found_is_said(palette: SearchPalette) -> None:
    palette.field.setText("qqqqqqq")
    assert palette.model.hits == ()
    assert palette.hint.text() == "Nothing is called so."


@pytest.mark.parametrize("width", [1024, 1600])
def test_the_buttons_beside_the_search_box_stay_in_sight(make_window: MakeWindow, width: int) -> None:
    window = make_window(Session.open(data_file("actors.json")), size=(width, 700))
    window.open_search()
    settle()
    palette = window._search
    assert palette is not None
    pages = window.topbar.segments.mapToGlobal(QPoint(0, 0)).x()
    box = window.topbar.search
    assert palette.mapToGlobal(QPoint(palette.width(), 0)).x() <= pages
    assert palette.mapToGlobal(QPoint(0, 0)).x() <= box.mapToGlobal(QPoint(0, 0)).x()
    palette.close()


def test_what_the_lens_or_the_legend_leaves_out_is_marked(palette: SearchPalette, bundled: MainWindow) -> None:
    def detail(text: str) -> str:
        palette.field.setText(text)
        return str(palette.model.data(palette.model.index(0, 1)))

    assert detail("churkin").startswith("outside this lens")
    assert "lens" not in detail("nato-russia council")
    bundled.kit.session.update(hidden_sides=("nato",))
    assert detail("stoltenberg").startswith("hidden in the legend")


def test_the_symbol_of_the_selected_row_keeps_its_colour(palette: SearchPalette) -> None:
    palette.field.setText("nato")
    icon = palette.model.data(palette.model.index(0, 0), Qt.ItemDataRole.DecorationRole)
    assert isinstance(icon, QIcon)
    assert icon.pixmap(22, QIcon.Mode.Selected).toImage() == icon.pixmap(22, QIcon.Mode.Normal).toImage()


def test_the_cross_clears_what_was_typed_and_is_there_only_then(palette: SearchPalette) -> None:
    assert not palette.clear.isVisible()
    palette.field.setText("nato")
    assert palette.clear.isVisible()
    palette.clear.trigger()
    assert palette.field.text() == ""
