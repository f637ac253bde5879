"""The line at the bottom: the date, the counts, how things went in the last year, and how sure all this is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect
from PySide6.QtGui import QFont, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from netexplorer.paint.pictures import write_lines
from netexplorer.scene.frame import Frame
from netexplorer.session.crowd import Crowd
from netexplorer.session.status import Status, status_line
from netexplorer.session.tallies import Tallies, status_at
from netexplorer.session.wording import number_text
from netexplorer.ui.kit import Kit, Reasons
from netexplorer.ui.widgets import plain_tip
from netexplorer.ui.words import Words

_GAP = "\u2003"  # an em: the counts of the states stand apart without being labels of their own
HIGH_PX = 28
EDGE_PX = 14
INSET_PX = 2  # above and below the words: there is the line
GAP_PX = 20
STEP_PX = 16  # widths are multiples of this, so that words stand still while numbers change
LEAST_PX = 48  # less room than this says nothing


class StatusLine(QFrame):
    """One line of words on what is on screen.

    It puts its words in place and paints them itself: at each step in time all of them may be others.
    """

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        self.setObjectName("statusline")
        self.setFixedHeight(HIGH_PX)
        self.setAutoFillBackground(True)  # opaque, as no style sheet has a say: nothing below is drawn with the words
        self._rule = QFrame(self)
        self._rule.setProperty("look", "rule")
        self.date = Words(self, QFont.Weight.DemiBold)
        self.counts, self.year, self.sureness, self.job = (Words(self) for _ in range(4))

    @property
    def words(self) -> tuple[Words, ...]:
        """All of them, from left to right."""
        return (self.date, self.counts, self.year, self.job, self.sureness)

    def apply(self, frame: Frame, reasons: Reasons) -> None:
        """Say what this frame shows."""
        self._show(reasons, lambda: status_line(frame, self.kit.session.plan()))

    def glance(self, crowd: Crowd, tallies: Tallies, reasons: Reasons) -> None:
        """Say what the frame of a crowd would show, without one."""
        self._show(reasons, lambda: status_at(tallies, crowd))

    def _show(self, reasons: Reasons, work_out: Callable[[], Status]) -> None:
        if "theme" in reasons:
            self._place()
        if not reasons & {"data", "date", "filter"}:
            return
        self._place(self._told(work_out()))

    def _told(self, status: Status) -> dict[Words, str]:
        told = zip(status.counts, status.possible, strict=True)
        counts = _GAP.join(_counted(label, count, possible) for (label, count), possible in told if count)
        return {self.date: status.date, self.counts: counts, self.year: status.year, self.sureness: status.sureness}

    def prepare(self, t: int) -> None:
        """Work out and letter what is said of another date, which may come."""
        session = self.kit.session
        for words, text in self._told(status_line(session.frame(t), session.plan())).items():
            words.wanted_px(text)

    def set_job(self, text: str) -> None:
        """What is being worked out in the background; empty when nothing is."""
        if text != self.job.whole():
            self._place({self.job: text})

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There is other room."""
        super().resizeEvent(event)
        self._rule.setGeometry(0, 0, self.width(), 1)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Other fonts want other room."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            for words in self.words:
                words.dress()
            self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words that are to be painted anew."""
        dirty, style = event.rect(), self.kit.style
        told = [words for words in self.words if words.place.intersects(dirty)]
        inks = ((words, style.text_strong if words is self.date else style.text_muted) for words in told)
        write_lines(self, [line for words, ink in inks for line in words.lines(ink)])

    def _place(self, coming: dict[Words, str] | None = None) -> None:
        """Put the words in place, those at the left first; ``coming`` are texts to be shown from now on."""
        told = {words: words.whole() for words in self.words} | (coming or {})
        x, end = EDGE_PX, self.width() - EDGE_PX
        for words in (self.date, self.counts, self.year):
            wide = _room(words, told[words], end - x)
            words.put(_place(x, wide), told[words])
            x += wide + GAP_PX if wide else 0
        for words in (self.sureness, self.job):
            wide = _room(words, told[words], end - x)
            words.put(_place(end - wide, wide), told[words])
            end -= wide + GAP_PX if wide else 0
        whole = [words.whole() for words in self.words if words.whole()]
        self.setAccessibleName(". ".join(whole))
        is_cut = any(words.text() != words.whole() for words in self.words)
        tip = plain_tip("\n".join(whole)) if is_cut else ""
        if tip != self.toolTip():
            self.setToolTip(tip)


def _counted(label: str, count: int, possible: int) -> str:
    """``23 open``, or ``23 open (2 only possibly)``."""
    more = f" ({number_text(possible)} only possibly)" if possible else ""
    return f"{number_text(count)} {label.lower()}{more}"


def _place(x: int, wide: int) -> QRect:
    return QRect(x, INSET_PX, wide, HIGH_PX - 2 * INSET_PX)


def _room(words: Words, text: str, most: int) -> int:
    """How wide the place of a text is to be, when there are ``most`` px."""
    if not text or most < LEAST_PX:
        return 0
    wanted = words.wanted_px(text) + 4
    return min(-(-wanted // STEP_PX) * STEP_PX, most)
