"""The line at the bottom: the date, the counts, how things went in the last year, and how sure all this is."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from netexplorer.scene.frame import Frame
from netexplorer.session.status import StatusLine as StatusWords
from netexplorer.session.wording import ChangeWords, number_text
from netexplorer.ui.kit import Kit, Reasons
from netexplorer.ui.widgets import ElidedLabel, plain_label

_GAP = "\u2003"  # an em: the counts of the states stand apart without being labels of their own


class StatusLine(QFrame):
    """One line of words on what is on screen."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        self._words = StatusWords(ChangeWords(kit.session.net))
        self.setObjectName("statusline")
        self.setFixedHeight(28)
        self.date = plain_label("", "strong")
        self.counts = ElidedLabel("", "muted")
        self.year = ElidedLabel("", "muted")
        self.sureness = ElidedLabel("", "muted")
        self.job = plain_label("", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(20)
        row.addWidget(self.date)
        row.addWidget(self.counts)
        row.addWidget(self.year)
        row.addStretch(1)
        row.addWidget(self.job)
        row.addWidget(self.sureness)

    def apply(self, frame: Frame, reasons: Reasons) -> None:
        """Say what this frame shows."""
        if "data" in reasons:
            self._words = StatusWords(ChangeWords(frame.net))
        if not reasons & {"data", "date", "filter"}:
            return
        status = self._words.at(frame, self.kit.session.plan())
        if status.date != self.date.text():
            self.date.setText(status.date)
        self.counts.set_whole(
            _GAP.join(f"{number_text(count)} {label.lower()}" for label, count in status.counts if count)
        )
        self.year.set_whole(status.year)
        self.sureness.set_whole(status.sureness)

    def set_job(self, text: str) -> None:
        """What is being worked out in the background; empty when nothing is."""
        self.job.setText(text)
