"""Light and dark for the widgets."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from netexplorer.scene.style import contrast, load_style
from netexplorer.ui.icons import Icons
from netexplorer.ui.stylesheet import stylesheet
from netexplorer.ui.theme import Theme, palette


@pytest.mark.parametrize("name", ["light", "dark"])
def test_every_token_of_the_stylesheet_is_filled_in(name: str) -> None:
    sheet = stylesheet(load_style(name))
    assert "$" not in sheet
    assert sheet.count("{") == sheet.count("}")
    assert set(re.findall(r"#[0-9a-fA-F]+", sheet)) >= {"#2457d6" if name == "light" else "#7aa2ff"}


@pytest.mark.parametrize("name", ["light", "dark"])
def test_text_can_be_read_on_its_ground(name: str) -> None:
    made = palette(load_style(name))
    for ink, ground in (("WindowText", "Window"), ("ButtonText", "Button"), ("HighlightedText", "Highlight")):
        role = QPalette.ColorRole
        assert contrast(made.color(role[ink]).rgba(), made.color(role[ground]).rgba()) >= 4.5


def test_choosing_a_theme_tells_once_and_dresses_the_application(qapp: QApplication, qtbot: QtBot) -> None:
    theme = Theme(qapp, "light")
    with qtbot.waitSignal(theme.changed):
        theme.choose("dark")
    assert theme.style.theme == "dark"
    assert qapp.styleSheet() == stylesheet(load_style("dark"))
    theme.choose("light")
    with qtbot.assertNotEmitted(theme.changed):
        theme.choose("light")


def test_system_follows_the_desktop(qapp: QApplication) -> None:
    theme = Theme(qapp, "system")
    theme._system_changed(Qt.ColorScheme.Dark)
    assert theme.style.theme == "dark"
    theme._system_changed(Qt.ColorScheme.Light)
    assert theme.style.theme == "light"


def test_a_chosen_theme_does_not_follow_the_desktop(qapp: QApplication) -> None:
    theme = Theme(qapp, "light")
    theme._system_changed(Qt.ColorScheme.Dark)
    assert theme.style.theme == "light"
    theme.choose("system")
    assert theme.style.theme == "dark"
    theme._system_changed(Qt.ColorScheme.Light)


def test_an_icon_has_the_colour_it_is_asked_for(qapp: QApplication) -> None:
    image = Icons(0xFF112233).icon("x", 0xFFFF0000).pixmap(16, 16).toImage()
    seen = {image.pixelColor(x, y).name() for x in range(16) for y in range(16) if image.pixelColor(x, y).alpha() > 250}
    assert seen == {"#ff0000"}


def test_an_icon_is_made_once_per_colour(qapp: QApplication) -> None:
    icons = Icons(0xFF112233)
    assert icons.icon("x") is icons.icon("x")
    assert icons.icon("").isNull()
