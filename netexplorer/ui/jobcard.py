"""What is being worked on and how far it is, over the picture, with a way to stop it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from netexplorer.session.jobs import Jobs, JobState
from netexplorer.ui.widgets import plain_label

SOON_S = 0.6  # what is done sooner is not worth a word
WIDTH_PX, MARGIN_PX = 420, 14
STEPS = 1000


class JobCard(QFrame):
    """A small card at the bottom of its parent, while one of the jobs in ``words`` takes its time.

    Parameters
    ----------
    words : mapping
        By kind of job what is being done, and what stopping it means to whoever began it.
    """

    def __init__(self, jobs: Jobs, parent: QWidget, words: Mapping[str, tuple[str, Callable[[], None]]]) -> None:
        super().__init__(parent)
        self.setObjectName("jobcard")
        self.setAccessibleName("Work under way")
        self._words = dict(words)
        self._kind = ""
        self._vague: set[str] = set()  # kinds of which nobody knows how far they are
        self._now: JobState | None = None
        self._since: dict[tuple[str, int], float] = {}
        self._silent: JobState | None = None  # the last to begin: it may say nothing more for long
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(int(1000 * SOON_S))
        self._soon.timeout.connect(self._look)
        self._text = plain_label()
        self._bar = QProgressBar()
        self._bar.setRange(0, STEPS)
        self._bar.setTextVisible(False)
        self.stop = QPushButton("Stop")
        self.stop.clicked.connect(self._stop)
        column = QVBoxLayout()
        column.setSpacing(7)
        column.addWidget(self._text)
        column.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 10, 10)
        row.setSpacing(14)
        row.addLayout(column, 1)
        row.addWidget(self.stop)
        self.hide()
        parent.installEventFilter(self)
        jobs.progressed.append(self._progressed)
        jobs.finished.append(self._finished)

    def say(self, kind: str, text: str, *, is_vague: bool = False) -> None:
        """What the job of a kind does, or the next one; a vague one does not know how far it is."""
        self._words[kind] = (text, self._words[kind][1])
        self._vague = self._vague | {kind} if is_vague else self._vague - {kind}
        if self._now is not None and self._kind == kind:
            self._tell(self._now)

    def _progressed(self, job: JobState) -> None:
        if job.kind not in self._words:
            return
        key = (job.kind, job.generation)
        if key not in self._since:
            self._silent = job
            self._soon.start()
        since = self._since.setdefault(key, time.monotonic())
        if time.monotonic() - since < SOON_S and not self.isVisible():
            return
        self._tell(job)

    def _look(self) -> None:
        """A while after a job has begun: tell of it, if it is still at work and nobody was told of."""
        job = self._silent
        if job is not None and not self._kind and (job.kind, job.generation) in self._since:
            self._tell(job)

    def _tell(self, job: JobState) -> None:
        self._kind, self._now = job.kind, job
        is_vague, words = job.kind in self._vague, self._words[job.kind][0]
        text = f"{words}…" if is_vague else f"{words} {round(100 * job.fraction)} %"
        self._text.setText(text)
        self.setAccessibleDescription(text)
        self._bar.setRange(0, 0 if is_vague else STEPS)
        self._bar.setValue(round(STEPS * job.fraction))
        if not self.isVisible():
            self._place()
            self.show()
            self.raise_()

    def _finished(self, kind: str) -> None:
        self._since = {key: since for key, since in self._since.items() if key[0] != kind}
        if kind == self._kind:
            self._kind = ""
            self.hide()

    def _stop(self) -> None:
        if self._kind:
            self._words[self._kind][1]()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """It keeps its place."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            width = min(WIDTH_PX, max(parent.width() - 2 * MARGIN_PX, 0))
            height = self.sizeHint().height()
            self.setGeometry((parent.width() - width) // 2, parent.height() - MARGIN_PX - height, width, height)
