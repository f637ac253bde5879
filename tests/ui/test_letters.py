"""Texts that are set once look as Qt would draw them anew."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from unittest.mock import patch

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from netexplorer.paint.fonts import Fonts
from netexplorer.scene.style import load_style
from netexplorer.ui import widgets
from netexplorer.ui.letters import KEPT_TEXTS, is_simple, letters_of
from netexplorer.ui.panels import fitting, quiet
from netexplorer.ui.panels.fitting import TextLabel
from netexplorer.ui.panels.quiet import LinkButton, QuietRow
from netexplorer.ui.stylesheet import stylesheet
from netexplorer.ui.widgets import ElidedLabel, LineLabel

WORDS = "NATO–Russia Council, since 12 March 1998"


@pytest.fixture
def ground(qtbot: QtBot, fonts: Fonts) -> QWidget:
    """A widget that wears the style sheet."""
    ground = QWidget()
    qtbot.addWidget(ground)
    ground.setFont(fonts.font(13))
    ground.setStyleSheet(stylesheet(load_style("light")))
    ground.resize(420, 300)
    return ground


def picture(widget: QWidget) -> QImage:
    """What it draws, on white."""
    image = QImage(widget.size(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    widget.render(image, renderFlags=QWidget.RenderFlag(0))
    return image


def link(text: str, *, is_enabled: bool = True) -> LinkButton:
    """A link with a text."""
    button = LinkButton(most_px=300)
    button.set_whole(text)
    button.setEnabled(is_enabled)
    return button


def paragraph(tone: str) -> TextLabel:
    """A text of several lines."""
    label = TextLabel(tone)
    label.setText(f"{WORDS}. {WORDS} & more, to be broken into lines.")
    return label


KINDS: dict[str, Callable[[], QWidget]] = {
    "a line": lambda: LineLabel(WORDS, "now"),
    "a count": lambda: LineLabel("1 204", "count", is_right=True),
    "what is elided": lambda: ElidedLabel(WORDS * 3, "muted"),
    "what is struck through": lambda: LineLabel(WORDS, "off"),
    "a paragraph": lambda: paragraph(""),
    "a small paragraph": lambda: paragraph("small"),
    "a page's title": lambda: paragraph("page"),
    "a link": lambda: link(f"{WORDS} && so on"),
    "a link that leads nowhere": lambda: link(WORDS, is_enabled=False),
}


@pytest.mark.parametrize("kind", list(KINDS))
@pytest.mark.parametrize("height", [16, 23, 64])
def test_a_remembered_text_has_the_pixels_that_qt_would_draw(ground: QWidget, kind: str, height: int) -> None:
    widget = KINDS[kind]()
    widget.setParent(ground)
    widget.setGeometry(10, 10, 230, height)
    ground.show()
    quick = picture(widget)
    with ExitStack() as slow:
        for module in (widgets, fitting, quiet):
            slow.enter_context(patch.object(module, "is_simple", lambda _: False))
        assert quick == picture(widget)
    blank = QImage(quick.size(), quick.format())
    blank.fill(Qt.GlobalColor.white)
    assert quick != blank


def test_a_row_without_pointer_or_focus_has_no_ground_to_draw(ground: QWidget) -> None:
    row, plain = QuietRow(), QPushButton()
    plain.setProperty("look", "row")
    for widget in (row, plain):
        widget.setParent(ground)
        widget.setGeometry(0, 0, 200, 26)
    ground.show()
    assert picture(row) == picture(plain)


def test_a_paragraph_is_as_high_as_qt_makes_it(ground: QWidget) -> None:
    label = paragraph("small")
    label.setParent(ground)
    ground.show()
    for width in (60, 121, 250):
        assert label.fit(width) == label.heightForWidth(width)


def test_what_is_written_from_right_to_left_is_left_to_qt() -> None:
    assert is_simple("Россия – НАТО, 1997")
    assert not is_simple("روسيا")
    assert not is_simple("")


def test_letters_of_one_font_are_shared_and_no_more_texts_are_kept_than_may_be(ground: QWidget) -> None:
    first, second = QLabel(ground), QLabel(ground)
    letters = letters_of(first)
    assert letters_of(second) is letters
    for number in range(KEPT_TEXTS + 10):
        letters.set(str(number))
    assert len(letters._set) == KEPT_TEXTS
