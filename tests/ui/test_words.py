"""Lines of text that a widget paints itself."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from netexplorer.paint.fonts import Fonts
from netexplorer.paint.pictures import write_lines
from netexplorer.ui.widgets import LineLabel
from netexplorer.ui.words import Words

INK, GROUND = 0xFF101010, 0xFFFFFFFF
WORDS = "NATO–Russia Council, since 12 March 1998"


class Host(QWidget):
    """Paints one line, and notes what of it was painted anew."""

    def __init__(self, *, is_right: bool = False) -> None:
        super().__init__()
        self.words = Words(self, is_right=is_right)
        self.painted: list[QRect] = []

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painted.append(event.rect())
        write_lines(self, self.words.lines(INK), ground=GROUND)


@pytest.fixture
def host(qtbot: QtBot, fonts: Fonts) -> Host:
    return shown(qtbot, fonts, Host())


def shown(qtbot: QtBot, fonts: Fonts, host: Host) -> Host:
    qtbot.addWidget(host)
    host.setFont(fonts.font(13))
    host.resize(400, 60)
    host.words.put(QRect(10, 20, 300, 20), WORDS)
    host.show()
    qtbot.waitUntil(lambda: bool(host.painted))
    host.painted.clear()
    return host


def inked(host: Host) -> QRect:
    """Where the letters are."""
    image = host.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    spots = [(x, y) for y in range(image.height()) for x in range(image.width()) if image.pixelColor(x, y).value() < 99]
    left, top = (min(each) for each in zip(*spots, strict=True))
    right, bottom = (max(each) for each in zip(*spots, strict=True))
    return QRect(left, top, right - left + 1, bottom - top + 1)


def test_words_lie_in_the_middle_of_the_height_of_their_place(host: Host) -> None:
    assert QRect(10, 20, 300, 20).contains(inked(host))
    assert inked(host).left() in (10, 11, 12)


def test_words_may_end_at_the_right(qtbot: QtBot, fonts: Fonts) -> None:
    assert inked(shown(qtbot, fonts, Host(is_right=True))).right() in (307, 308, 309)


def test_words_look_as_those_of_a_label(qtbot: QtBot, fonts: Fonts, host: Host) -> None:
    place = QRect(10, 20, 300, 20)
    ours = host.grab(place).toImage()
    host.words.put(place, "")
    label = LineLabel(WORDS)
    label.setParent(host)
    label.setGeometry(place)
    label.setStyleSheet("color: #101010")
    label.show()
    assert host.grab(place).toImage() == ours


@pytest.mark.parametrize("text", [WORDS, "روسيا والناتو، مجلس " * 3])
def test_words_without_room_end_in_an_ellipsis(host: Host, text: str) -> None:
    host.words.put(QRect(10, 20, 90, 20), text)
    assert host.words.text().endswith("…")
    assert host.words.whole() == text
    assert inked(host).right() < 100


def test_only_the_place_is_painted_anew_and_nothing_when_nothing_is_another(qtbot: QtBot, host: Host) -> None:
    host.words.tell("Another text")
    qtbot.waitUntil(lambda: bool(host.painted))
    assert host.painted == [QRect(10, 20, 300, 20)]
    host.words.tell("Another text")
    host.words.put(QRect(10, 20, 300, 20), "Another text")
    qtbot.wait(20)
    assert len(host.painted) == 1


def test_struck_words_are_as_wide_and_have_a_line_through_them(host: Host) -> None:
    plain = inked(host)
    before = host.grab().toImage()
    host.words.strike(True)
    assert host.grab().toImage() != before
    assert abs(inked(host).width() - plain.width()) <= 3


def test_other_fonts_want_other_room(host: Host, fonts: Fonts) -> None:
    before = host.words.wanted_px(WORDS)
    host.setFont(fonts.font(26))
    host.words.dress()
    assert host.words.wanted_px(WORDS) > 1.8 * before
    assert host.words.letters.font.pixelSize() == 26
    assert host.words.lines(INK)[0].ink.rgba() == INK
