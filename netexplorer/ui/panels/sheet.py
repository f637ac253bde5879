"""The part of the stylesheet that belongs to the panels and dialogs; the tokens are those of the whole sheet."""

from __future__ import annotations

PANELS = """
QListWidget#steps::item { padding: 4px 6px; }
QWidget#story { background: $canvas; }
QFrame#storycard { background: $panel; border: 0; border-left: 1px solid $border; }
QFrame#storycard QToolButton:disabled { background: $raised; border-color: $raised; }
QLabel[tone="story-title"] { color: $text_strong; font-weight: 700; font-size: 22px; }
QLabel[tone="story-text"] { color: $text_strong; font-size: 16px; }
QPushButton[look="row"] {
  background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 0; min-height: 24px;
}
QPushButton[look="row"]:hover { background: $raised; }
QPushButton[look="row"]:pressed { background: $pressed; }
QPushButton[look="row"]:focus { border: 2px solid $accent; padding: 0; min-height: 22px; }
QPushButton[look="tab"] {
  background: transparent; border: 0; border-bottom: 2px solid transparent; border-radius: 0; color: $text_muted;
  padding: 2px 8px 0 8px; min-height: 30px;
}
QPushButton[look="tab"]:hover { color: $text_strong; }
QPushButton[look="tab"]:checked { color: $text_strong; font-weight: 600; border-bottom: 2px solid $accent; }
QPushButton[look="tab"]:focus { border: 2px solid $accent; border-radius: 6px; padding: 0 6px; min-height: 30px; }
QFrame#tabs { background: $panel; border: 0; border-bottom: 1px solid $border; }
QPushButton[look="choice"] {
  background: $field; color: $text_strong; border: 1px solid $border; border-radius: 8px; padding: 4px 28px 4px 10px;
  text-align: left;
}
QPushButton[look="choice"]:hover { border-color: $text_faint; }
QPushButton[look="choice"]:focus { border: 2px solid $accent; padding: 3px 27px 3px 9px; }
QPushButton[look="chip"] { text-align: left; padding: 1px 8px 1px 6px; font-size: 12px; min-height: 20px; }
QPushButton[look="chip"]:focus { padding: 0 7px 0 5px; }
QPushButton[look="heard"] {
  background: $tint; border: 1px solid $accent; border-radius: 8px; color: $accent; font-weight: 600; padding: 3px 9px;
}
QPushButton[look="heard"]:hover { background: $raised; }
QPushButton[look="heard"]:focus { border: 2px solid $accent; padding: 2px 8px; }
QToolButton[look="close"] {
  background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 0; min-height: 0;
}
QToolButton[look="close"]:hover { background: $raised; }
QToolButton[look="close"]:focus { border: 2px solid $accent; padding: 0; }
QPushButton[look="cite"] {
  background: transparent; border: 1px solid transparent; border-radius: 4px; color: $accent; padding: 0 1px;
  min-height: 16px; font-size: 12px; text-align: left;
}
QPushButton[look="cite"]:hover { text-decoration: underline; }
QPushButton[look="cite"]:focus { border: 1px solid $accent; padding: 0 1px; }
QPushButton[look="cite"]:disabled { color: $text_muted; background: transparent; }
QPushButton[look="more"] {
  background: transparent; border: 1px solid transparent; border-radius: 4px; color: $accent; padding: 0 2px;
  min-height: 18px; font-size: 12px; text-align: left;
}
QPushButton[look="more"]:hover { text-decoration: underline; }
QPushButton[look="more"]:focus { border: 1px solid $accent; padding: 0 2px; }
QFrame[look="line"] { background: $border; border: 0; }
QLabel[tone="page"] { color: $text_strong; font-weight: 700; font-size: 17px; }
QLabel[tone="small"] { color: $text_muted; font-size: 12px; }
QLabel[tone="now"] { color: $text_strong; font-weight: 600; }
QLabel[tone="off"] { color: $off; text-decoration: line-through; }
QLabel[tone="key"] {
  color: $text_normal; background: $raised; border: 1px solid $border; border-radius: 5px; padding: 1px 6px;
  font-size: 12px;
}
QLabel[tone="count"] { color: $text_muted; }
QLabel[tone="count-off"] { color: $off; }
QFrame#legend, QFrame#dossier, QFrame#tablepage, QFrame#beside, QFrame#changes { background: $panel; border: 0; }
QCheckBox { color: $text_normal; spacing: 8px; padding: 1px 4px 1px 2px; border: 2px solid transparent; }
QCheckBox::indicator {
  width: 14px; height: 14px; border: 1px solid $text_muted; border-radius: 4px; background: $field;
}
QCheckBox::indicator:hover { border-color: $text_strong; }
QCheckBox::indicator:checked { background: $accent; border: 1px solid $accent; }
QCheckBox:focus { color: $text_strong; border: 2px solid $accent; border-radius: 5px; }
QCheckBox:disabled, QLineEdit:disabled { color: $off; }
QLabel#preview { background: $raised; border: 1px solid $raised; border-radius: 8px; }
QTreeView::item { padding: 4px 6px; }
QTableView::item { padding: 2px 8px; }
QLabel#nothing { color: $text_muted; padding: 0 40px; }
QLabel#nothing:focus { color: $text_strong; }
"""
