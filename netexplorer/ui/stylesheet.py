"""The one stylesheet: flat, one-pixel borders, round corners, room to breathe.

Widgets ask for a look by a dynamic property: ``look`` is ``primary``, ``ghost``, ``chip``, ``card``, ``segment``,
``field`` or ``link``; ``tone`` is ``strong``, ``muted`` or ``small`` for text.
"""

from __future__ import annotations

import string

from msgspec.structs import asdict

from netexplorer.scene.style import Style, blend
from netexplorer.ui.icons import rgb_text
from netexplorer.ui.panels.sheet import PANELS

_SHEET = """
QMainWindow, QDialog { background: $panel; }
QWidget#panel, QFrame#panel, QScrollArea#panel { background: $panel; border: 0; }
QScrollArea, QStackedWidget { border: 0; background: transparent; }

QMenuBar { background: $panel; border: 0; padding: 3px 5px 0 5px; }
QMenuBar::item { padding: 5px 9px; border-radius: 6px; color: $text_normal; background: transparent; }
QMenuBar::item:selected { background: $raised; color: $text_strong; }
QMenu { background: $panel; border: 1px solid $border; padding: 5px; }
QMenu::item { padding: 5px 28px 5px 12px; border-radius: 5px; color: $text_normal; }
QMenu::icon { padding-left: 8px; }
QMenu::item:selected { background: $tint; color: $text_strong; }
QMenu::item:disabled { color: $off; }
QMenu::separator { height: 1px; background: $border; margin: 5px 8px; }
QToolTip { background: $text_strong; color: $panel; border: 0; padding: 5px 8px; }

QLabel { background: transparent; }
QLabel[tone="strong"] { color: $text_strong; font-weight: 600; }
QLabel[tone="title"] { color: $text_strong; font-weight: 700; font-size: 14px; }
QLabel[tone="muted"] { color: $text_muted; }
QLabel[tone="faint"] { color: $text_faint; font-size: 12px; }
QLabel[tone="heading"] { color: $text_muted; }
QLabel[tone="error"] { color: $worst; }

QPushButton, QToolButton {
  background: $panel; color: $text_strong; border: 1px solid $border; border-radius: 8px;
  padding: 5px 11px; min-height: 18px;
}
QPushButton:hover, QToolButton:hover { background: $raised; }
QPushButton:pressed, QToolButton:pressed { background: $pressed; }
QPushButton:disabled, QToolButton:disabled { color: $off; background: $panel; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; padding: 4px 10px; }
QPushButton::menu-indicator, QToolButton::menu-indicator { image: none; width: 0; }
QPushButton[look="primary"] {
  background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 600; padding: 5px 14px;
}
QPushButton[look="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[look="primary"]:focus { border: 3px double $accent; background-clip: padding; padding: 3px 12px; }
QPushButton[look="primary"]:disabled { background: $raised; color: $off; border-color: $raised; }
QToolButton[look="transport"] { padding: 0; min-height: 26px; min-width: 26px; }
QToolButton[look="play"] {
  padding: 0; min-height: 26px; min-width: 26px; background: $text_strong; border-color: $text_strong;
}
QToolButton[look="play"]:hover { background: $text_normal; }
QToolButton[look="transport"]:focus, QToolButton[look="play"]:focus {
  border: 2px solid $accent; padding: 0; min-height: 24px; min-width: 24px;
}
QToolButton[look="speed"] { padding: 0 7px; min-height: 26px; font-size: 12px; }
QToolButton[look="date"] { font-weight: 600; padding: 0 10px; min-height: 26px; }
QToolButton[look="speed"]:focus { padding: 0 6px; min-height: 24px; }
QToolButton[look="date"]:focus { padding: 0 9px; min-height: 24px; }
QToolButton[look="ghost"], QPushButton[look="ghost"] {
  background: transparent; border: 1px solid transparent; color: $text_normal;
}
QToolButton[look="ghost"]:hover, QPushButton[look="ghost"]:hover { background: $raised; }
QToolButton[look="ghost"]:focus, QPushButton[look="ghost"]:focus { border: 2px solid $accent; }
QToolButton[look="link"], QPushButton[look="link"] {
  background: transparent; border: 0; color: $accent; padding: 0; min-height: 0; text-align: left;
}
QToolButton[look="link"]:hover, QPushButton[look="link"]:hover { text-decoration: underline; }
QToolButton[look="link"]:focus, QPushButton[look="link"]:focus { border: 0; padding: 0; text-decoration: underline; }
QToolButton[look="chip"], QPushButton[look="chip"] {
  background: $raised; border: 1px solid $raised; border-radius: 6px; padding: 2px 8px; color: $text_normal;
}
QToolButton[look="chip"]:hover, QPushButton[look="chip"]:hover { background: $tint; }
QToolButton[look="chip"]:focus, QPushButton[look="chip"]:focus { border: 2px solid $accent; padding: 1px 7px; }
QToolButton[look="small"] { background: transparent; border: 1px solid transparent; padding: 0; min-height: 20px; }
QToolButton[look="small"]:hover { background: $raised; }
QToolButton[look="small"]:checked { background: $tint; border-color: $accent; }
QToolButton[look="small"]:focus { border: 2px solid $accent; }
QPushButton[look="toggle"]:checked { background: $tint; color: $accent; border-color: $accent; }
QPushButton[look="search"] {
  background: $field; color: $text_faint; border: 1px solid $border; text-align: left; padding: 5px 12px;
}
QPushButton[look="search"]:hover { border-color: $text_faint; }
QPushButton[look="search"]:focus { border: 2px solid $accent; padding: 4px 11px; }

QFrame#segments { background: $raised; border-radius: 9px; border: 0; }
QPushButton[look="segment"] {
  background: transparent; border: 1px solid transparent; border-radius: 7px; padding: 3px 12px; color: $text_muted;
}
QPushButton[look="segment"]:hover { color: $text_strong; }
QPushButton[look="segment"]:checked { background: $segment; color: $text_strong; font-weight: 600; }
QPushButton[look="segment"]:focus { border: 2px solid $accent; padding: 2px 11px; }

QLineEdit, QPlainTextEdit, QTextEdit {
  background: $field; color: $text_strong; border: 1px solid $border; border-radius: 8px; padding: 5px 10px;
  selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus { border: 1px solid $accent; }
QLineEdit[state="bad"] { border: 1px solid $worst; }
QLineEdit > QToolButton { background: transparent; border: 0; padding: 0; min-height: 0; }

QFrame[look="card"] { background: $raised; border-radius: 6px; border: 0; }
QFrame[look="popover"] { background: $panel; border: 1px solid $border; border-radius: 10px; }
QFrame#notice { background: $panel; border: 1px solid $border; border-left: 3px solid $warn; border-radius: 8px; }
QFrame#jobcard { background: $panel; border: 1px solid $border; border-radius: 8px; }
QFrame#notice[tone="error"] { border-left: 3px solid $worst; }
QFrame#topbar { background: $panel; border: 0; border-bottom: 1px solid $border; }
QFrame#transport { background: $panel; border: 0; border-top: 1px solid $border; }
QFrame[look="rule"] { background: $border; border: 0; }

QSplitter::handle { background: $border; }
QSplitter::handle:hover { background: $accent; }
QSplitter#body::handle:horizontal, QSplitter#middle::handle:horizontal { width: 1px; }
QSplitter#right::handle:vertical { height: 1px; }

QScrollBar { background: transparent; border: 0; margin: 0; }
QScrollBar:vertical { width: 10px; }
QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: $thumb; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: $text_faint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QTableView { border: 1px solid $panel; }
QTableView, QTreeView, QListView {
  background: $panel; color: $text_normal; gridline-color: $grid; alternate-background-color: $field;
  selection-background-color: $tint; selection-color: $text_strong; outline: 0;
}
QTreeView, QListView { border: 0; }
QTableView::item:selected, QListView::item:selected, QTreeView::item:selected {
  background: $tint; color: $text_strong;
}
QListView#finder { border: 1px solid $border; padding: 4px 0; }
QListView#finder::item { padding: 4px 10px; }
QListView#cited { border: 1px solid $border; border-radius: 8px; padding: 3px 0; }
QListView#steps { border: 1px solid transparent; border-radius: 8px; }
QListView#cited:focus, QListView#steps:focus { border: 1px solid $accent; border-radius: 8px; }
QListView#cited::item { padding: 2px 8px; }
QHeaderView { background: $panel; border: 0; }
QHeaderView::section {
  background: $panel; color: $text_muted; border: 0; border-bottom: 1px solid $border; padding: 6px 10px;
  font-weight: 600;
}
QTableCornerButton::section, QAbstractScrollArea::corner { background: $panel; border: 0; }
QTableView[ring="true"]:focus { border: 1px solid $accent; }
QSlider { min-height: 20px; }
QSlider::groove:horizontal { height: 4px; background: $border; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal {
  width: 14px; height: 14px; margin: -6px 0; background: $accent; border: 1px solid $panel; border-radius: 8px;
}
QSlider::handle:horizontal:focus { width: 12px; height: 12px; border: 2px solid $text_strong; }
QSlider::sub-page:horizontal:disabled, QSlider::handle:horizontal:disabled { background: $off; }
QProgressBar { background: $raised; border: 0; border-radius: 2px; max-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
"""


def off_ink(style: Style) -> int:
    """What is hidden or cannot be used now is written in this colour, ``0xAARRGGBB``."""
    return blend(style.text_muted, style.panel, 0.55)


def stylesheet(style: Style) -> str:
    """The stylesheet of a theme; every colour in it is one of its tokens or blended from them."""
    tokens = {name: rgb_text(value) for name, value in asdict(style).items() if isinstance(value, int)}
    is_dark = style.theme == "dark"
    tokens |= {
        "off": rgb_text(off_ink(style)),
        "pressed": rgb_text(blend(style.text_muted, style.raised, 0.15)),
        "accent_hover": rgb_text(blend(style.text_strong, style.accent, 0.15)),
        "segment": rgb_text(style.canvas if is_dark else style.panel),
        "thumb": rgb_text(blend(style.text_muted, style.panel, 0.35)),
        "warn": rgb_text(style.middle[0]),
    }
    return string.Template(_SHEET + PANELS).substitute(tokens)
