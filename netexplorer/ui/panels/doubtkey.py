"""The part of the legend about certainty: what is only possible, what sources dispute, what none of them states."""

from __future__ import annotations

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from netexplorer.graph.network import TemporalNetwork
from netexplorer.scene.doubts import doubted
from netexplorer.scene.frame import Frame
from netexplorer.scene.legend import DISAGREE, NOBODY_STATES, ONLY_POSSIBLY
from netexplorer.scene.style import Style
from netexplorer.session.certain import toggle
from netexplorer.session.doubts import Doubts, doubts
from netexplorer.session.legend import LegendRow
from netexplorer.session.tallies import Tallies, doubts_at
from netexplorer.session.wording import number_text
from netexplorer.ui.kit import Kit
from netexplorer.ui.panels.legendrow import Entry, EntryButton, Face, Faced
from netexplorer.ui.panels.parts import column
from netexplorer.ui.panels.rowlabel import ROW_PX
from netexplorer.ui.panels.samples import Samples
from netexplorer.ui.widgets import heading, plain_label, plain_tip

POSSIBLY_TIP = (
    "The date is imprecise: a change of “2015” may not have happened yet in May, an end “2018” may be over. Shown is "
    "the state that it leads to, or that it ends."
)
TIPS = {
    "undisputed": "Sources contradict one another about the change in force. Click to leave such changes out.",
    "stated": "The dataset infers the change, takes it from general knowledge, or names no source. Click to leave such "
    "changes out.",
}
ON_LINES = "Marked on single lines: come nearer, or select. So many drawn as density have no marks."
ROWS = (("undisputed", DISAGREE, "?"), ("stated", NOBODY_STATES, "*"))


class KeyRow(Faced, QWidget):
    """A sample, a label, a count."""

    def __init__(self, kit: Kit, label: str, tip: str) -> None:
        super().__init__()
        self.setFixedHeight(ROW_PX)
        self.setToolTip(plain_tip(f"{label}\n{tip}"))
        self._kit = kit
        self._name = label
        self.face = Face(self)
        self.face.label.say(label)

    def tell(self, count: int) -> None:
        """Show how many."""
        if self.face.count.whole() != number_text(count):
            self.face.count.tell(number_text(count))
            self.setAccessibleName(f"{self._name}, {count} channels")

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
        self._told: tuple[TemporalNetwork, Style, float] | None = None
        self.possible = KeyRow(kit, ONLY_POSSIBLY, POSSIBLY_TIP)
        self.buttons = {field: EntryButton(kit, self._toggle, self._toggle) for field, _, _ in ROWS}
        top = QHBoxLayout()
        top.setContentsMargins(8, 0, 8, 0)
        self.title = heading("Certainty")
        top.addWidget(self.title)
        rows = column(self, gap_px=0)
        rows.addLayout(top)
        rows.addSpacing(4)
        for row in (self.possible, *self.buttons.values()):
            rows.addWidget(row)
        self.on_lines = plain_label(ON_LINES, "faint", wrap=True)
        self.on_lines.setContentsMargins(8, 2, 8, 0)
        self.on_lines.hide()
        rows.addWidget(self.on_lines)
        self.hide()

    def tell(self, frame: Frame) -> None:
        """Show the counts of a frame."""
        self._dress()
        self._show(doubts(frame, self._kit.session.plan()))

    def glance(self, tallies: Tallies, t: int) -> None:
        """Show those of a crowd, which are known; how much its testimony leaves out is not."""
        self._dress()
        wish, found = tallies.plan.view.testimony, doubts_at(tallies, t)
        self._show(
            Doubts(found.possible, -1 if wish.undisputed else found.disputed, -1 if wish.stated else found.unstated)
        )

    def show_manner(self, *, is_density: bool) -> None:
        """Say that density has no marks, or do not."""
        self.on_lines.setVisible(is_density)

    def _show(self, found: Doubts) -> None:
        view = self._kit.session.view
        wish = view.testimony
        self.title.setText("Certainty" if view.compare is None else "Certainty on this date")
        self.possible.tell(found.possible)
        counts = {"undisputed": found.disputed, "stated": found.unstated}
        for field, label, _ in ROWS:
            row = LegendRow(field, label, counts[field], getattr(wish, field), -1)
            self.buttons[field].tell(Entry(row, "channel", TIPS[field]))

    def _dress(self) -> None:
        """Have a row for each doubt that the dataset has on any date, in the colours in force."""
        whole, ratio = self._kit.session.whole, self.devicePixelRatioF()
        look = (whole, self._kit.style, ratio)
        if self._told == look:
            return
        self._told = look
        disputed, unstated = doubted(whole)
        there = {"undisputed": bool(disputed.any()), "stated": bool(unstated.any())}
        for face in (self.possible.face, *(button.face for button in self.buttons.values())):
            face.make_room(number_text(len(whole.rel_ids)))
        self.possible.setVisible(len(whole.vague) > 0)
        self.possible.face.show_sample(self._samples.doubt_line("", ratio))
        for field, _, glyph in ROWS:
            self.buttons[field].setVisible(there[field])
            self.buttons[field].face.show_sample(self._samples.doubt_line(glyph, ratio))
        self.setVisible(len(whole.vague) > 0 or any(there.values()))

    def _toggle(self, field: str) -> None:
        toggle(self._kit.session, field)
