"""A form beside a preview of what it asks for: pictures, films and reports are saved by such a dialog."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from netexplorer.errors import UserError
from netexplorer.session.jobs import Jobs
from netexplorer.session.settings import SettingsStore
from netexplorer.ui.dialogs.base import Dialog, button_line, push
from netexplorer.ui.kit import Kit
from netexplorer.ui.widgets import plain_label

WAIT_MS = 120  # a number that is being typed is not drawn digit by digit


class PreviewDialog(Dialog):
    """Shows a preview when what is asked for has rested, and one sentence where it makes no sense.

    Parameters
    ----------
    shows, waits : str
        What the preview is called, and what stands in its place at first.
    least : QSize
        Of the preview.
    """

    def __init__(
        self, kit: Kit, jobs: Jobs, store: SettingsStore, title: str, parent: QWidget | None, *,
        shows: str, waits: str, least: QSize,
    ) -> None:  # fmt: skip
        super().__init__(kit, title, parent)
        self._jobs, self._store = jobs, store
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._timer.timeout.connect(self.show_preview)
        self.picture = plain_label(waits, "muted")
        self.picture.setObjectName("preview")
        self.picture.setAccessibleName(shows)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setMinimumSize(least)
        self.picture.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.trouble = plain_label("", "error", wrap=True)
        self.trouble.hide()
        self.says = plain_label("", "faint", wrap=True)
        self.save = push("Save…", self.ask_path, look="primary")
        self.save.setDefault(True)
        self.cancel = push("Cancel", self.reject)
        self.finished.connect(self._stop)

    def lay_out(self, form: QWidget, *buttons: QPushButton, below: QLayout | None = None) -> None:
        """The preview, with something ``below`` it, beside the form; further ``buttons`` stand before Cancel."""
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(self.picture, 1)
        if below is not None:
            left.addLayout(below)
        body = QHBoxLayout()
        body.setSpacing(18)
        body.addLayout(left, 1)
        body.addWidget(form)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(18, 18, 18, 16)
        whole.setSpacing(12)
        whole.addLayout(body, 1)
        whole.addWidget(self.trouble)
        foot = QHBoxLayout()
        foot.addWidget(self.says, 1)
        foot.addLayout(button_line(*buttons, self.cancel, self.save))
        whole.addLayout(foot)

    def showEvent(self, event: QShowEvent) -> None:
        """The first preview waits for nothing."""
        super().showEvent(event)
        self.show_preview()

    def show_preview(self) -> None:
        """Ask for a preview; an older one that is not ready yet is forgotten."""
        raise NotImplementedError

    def ask_path(self) -> None:
        """Ask where to, then save."""
        raise NotImplementedError

    def complain(self, fault: Exception | None) -> None:
        """Say what is wrong in one sentence, or that nothing is; what is no fault of the user's rises."""
        if fault is not None and not isinstance(fault, UserError):
            raise fault
        text = str(fault)[:400] if fault is not None else ""
        if text and self.picture.pixmap().isNull():
            self.picture.setText("")  # nothing is being drawn any more
        self.trouble.setText(text[:1].upper() + text[1:])
        self.trouble.setVisible(bool(text))

    def _stop(self) -> None:
        self._timer.stop()
