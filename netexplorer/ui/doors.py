"""Where the dialogs are opened: each is loaded when it is first asked for, so that the window opens without them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from netexplorer.session.notices import Notice
from netexplorer.ui.kit import Kit


def show_text(parent: QWidget, title: str, text: str, detail: str = "") -> QMessageBox:
    """A plain message that does not stop the program; it is freed when it closes."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(title)
    box.setText(text)
    box.setInformativeText("")
    box.setDetailedText(detail)
    box.open()
    return box


def open_details(kit: Kit, parent: QWidget, notice: Notice) -> None:
    """What stands behind a notice."""
    show_text(parent, "Details", notice.text, notice.detail)


def open_export(kit: Kit, parent: QWidget) -> None:
    """The export dialog."""


def open_problems(kit: Kit, parent: QWidget) -> None:
    """What was wrong with the file."""


def open_shortcuts(kit: Kit, parent: QWidget) -> None:
    """The page of keys."""


def open_about(kit: Kit, parent: QWidget) -> None:
    """Versions and licences."""
