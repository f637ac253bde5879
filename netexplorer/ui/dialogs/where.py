"""Where a file is to be saved: one question for all dialogs, and no file is replaced that nobody spoke of."""

from __future__ import annotations

import html
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget


def ask_where(parent: QWidget, title: str, suggested: Path, kinds: str, endings: tuple[str, ...]) -> Path | None:
    """A path that the user chose; none if they chose nothing, or would not have a file replaced.

    Parameters
    ----------
    kinds : str
        What the file dialog shows, ``PDF (*.pdf)``.
    endings : tuple of str
        In small letters, with their dot; the first is added to a name that has none of them. Without any, a name stays
        as it is.
    """
    name, _ = QFileDialog.getSaveFileName(parent, title, str(suggested), kinds)
    if not name:
        return None
    path = Path(name)
    if not endings or path.name.lower().endswith(endings):
        return path
    path = path.with_name(path.name + endings[0])  # the file dialog has asked for the name without it
    return path if not path.exists() or may(parent, title, f"“{path.name}” exists already. Replace it?") else None


def may(parent: QWidget, title: str, text: str) -> bool:
    """Ask a question; No is the answer of whoever presses Enter."""
    yes, no = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No
    return QMessageBox.question(parent, title, html.escape(text), yes | no, no) == yes


def folder(last: str | None) -> Path:
    """The folder that was saved into last, if it is still there; else that of the user."""
    path = Path(last or Path.home())
    return path if path.is_dir() else Path.home()
