"""The part of the legend about certainty: what is only possible, what sources dispute, what none of them states."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from netexplorer.scene.doubts import doubted
from netexplorer.scene.frame import Frame
from netexplorer.scene.legend import DISAGREE, NOBODY_STATES, ONLY_POSSIBLY
from netexplorer.session.certain import toggle
from netexplorer.session.doubts import doubts
from netexplorer.session.legend import LegendRow
from netexplorer.session.wording import number_text
from netexplorer.ui.kit import Kit
from netexplorer.ui.panels.legendrow import ROW_PX, Entry, EntryButton, Face
from netexplorer.ui.panels.parts import column
from netexplorer.ui.panels.samples import Samples
from netexplorer.ui.widgets import heading, plain_tip

POSSIBLY_TIP = (
    "The date is imprecise: a change of “2015” may not have happened yet in May, an end “2018” may be over. Shown is "
    "the state that it leads to, or that it ends."
)
TIPS = {
    "undisputed": "Sources contradict one another about the change in force. Click to leave such changes out.",
    "stated": "The dataset infers the change, takes it from general knowledge, or names no source. Click to leave such "
    "changes out.",
}
ROWS = (("undisputed", DISAGREE, "?"), ("stated", NOBODY_STATES, "*"))


class KeyRow(QWidget):
    """A sample, a label, a count."""

    def __init__(self, kit: Kit, label: str, tip: str) -> None:
        super().__init__()
        self.setFixedHeight(ROW_PX)
        self.setToolTip(plain_tip(f"{label}\n{tip}"))
        self._kit = kit
        self._name = label
        self.face = Face(self)
        self.face.label.tell(label)

    def tell(self, count: int) -> None:
        """Show how many."""
        if self.face.count.whole() != number_text(count):
            self.face.count.tell(number_text(count))
            self.setAccessibleName(f"{self._name}, {count} channels")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There is other room."""
        super().resizeEvent(event)
        self.face.arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Other fonts want other room."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.face.dress()

    def paintEvent(self, event: QPaintEvent) -> None:
        """What it shows, on the ground of the panel."""
        self.face.paint(event.rect(), self._kit.style, ground=self._kit.style.panel)


class DoubtKey(QWidget):
    """What the network and the lanes mark, counted on this date; the two that a testimony can leave out are buttons.

    A row is there when the dataset has such a doubt on any date, so that nothing moves while time does.
    """

    def __init__(self, kit: Kit, samples: Samples) -> None:
        super().__init__()
        self._kit, self._samples = kit, samples
        self._told: object = None
        self.possible = KeyRow(kit, ONLY_POSSIBLY, POSSIBLY_TIP)
        self.buttons = {field: EntryButton(kit, self._toggle, self._toggle) for field, _, _ in ROWS}
        top = QHBoxLayout()
        top.setContentsMargins(8, 0, 8, 0)
        top.addWidget(heading("Certainty"))
        rows = column(self, gap_px=0)
        rows.addLayout(top)
        rows.addSpacing(4)
        for row in (self.possible, *self.buttons.values()):
            rows.addWidget(row)
        self.hide()

    def tell(self, frame: Frame | None) -> None:
        """Show the counts of a frame; nothing of a crowd, whose lines are not marked."""
        if frame is None:
            self.hide()
            return
        net, plan = self._kit.session.whole, self._kit.session.plan()
        look = (net, self._kit.style, self.devicePixelRatioF())
        if self._told != look:
            self._told = look
            self._rebuild(frame)
        found, wish = doubts(frame, plan), plan.view.testimony
        self.possible.tell(found.possible)
        counts = {"undisputed": found.disputed, "stated": found.unstated}
        for field, label, _ in ROWS:
            row = LegendRow(field, label, counts[field], getattr(wish, field), -1)
            self.buttons[field].tell(Entry(row, "channel", TIPS[field]))

    def _rebuild(self, frame: Frame) -> None:
        whole, ratio = self._kit.session.whole, self.devicePixelRatioF()
        vague = (np.asarray(whole.change_from_end) > np.asarray(whole.change_possible)) & (
            np.asarray(whole.change_possible) <= whole.change_from
        )
        vague |= np.asarray(whole.until_end) > np.asarray(whole.until_possible)
        disputed, unstated = doubted(whole)
        there = {"undisputed": bool(disputed.any()), "stated": bool(unstated.any())}
        self.possible.setVisible(bool(vague.any()))
        self.possible.face.show_sample(self._samples.doubt_line("", ratio))
        for field, _, glyph in ROWS:
            self.buttons[field].setVisible(there[field])
            self.buttons[field].face.show_sample(self._samples.doubt_line(glyph, ratio))
        self.setVisible(bool(vague.any()) or any(there.values()))

    def _toggle(self, field: str) -> None:
        toggle(self._kit.session, field)
