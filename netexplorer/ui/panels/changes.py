"""The changes beside the picture: all of them in the order of time, or those between two dates that are compared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from netexplorer.graph.chronicle import Chronicle, chronicle
from netexplorer.graph.network import TemporalNetwork
from netexplorer.scene.frame import Frame
from netexplorer.session import travel
from netexplorer.session.changes import ChangeFilter, Head, Listing, Step, Teller, plan_listing
from netexplorer.session.crowd import Crowd
from netexplorer.session.jobs import Jobs
from netexplorer.session.paragraph import compare, summary
from netexplorer.session.resolve import Plan
from netexplorer.session.tallies import Tallies
from netexplorer.session.wording import count_text, short_day
from netexplorer.ui.kit import Kit, Reasons
from netexplorer.ui.panels.changefilter import NOTHING, ChangeFilterButton
from netexplorer.ui.panels.changelist import ChangeList
from netexplorer.ui.panels.fitting import Fitting, TextLabel, adopt, fitted
from netexplorer.ui.panels.parts import column, set_shown
from netexplorer.ui.widgets import ElidedLabel, plain_label, tool_button

JOB = "changes"
MANY = 20_000  # relationships from which a list is made by a job
COPY_PX = 26
Span = tuple[int, int] | None


class Wanted(Struct, frozen=True, eq=False):
    """What a list is made from; ``known`` is the chronicle of the network, if there is one already."""

    plan: Plan
    chosen: ChangeFilter
    span: Span
    known: Chronicle | None


class Made(Struct, frozen=True, eq=False):
    """A list, and the paragraph on it where two dates are compared."""

    wanted: Wanted
    told: Chronicle
    steps: Listing
    words: str


def make(wanted: Wanted, *_: object) -> Made:
    """The job: put the steps in order, choose those that pass, and say what they come to."""
    plan = wanted.plan
    told = wanted.known or chronicle(plan.net)
    steps = plan_listing(told, plan, wanted.chosen, wanted.span)
    words = ""
    if wanted.span is not None:
        words = summary(told, plan.facts, compare(plan.net, *wanted.span, plan.mask))
    return Made(wanted, told, steps, words)


class Paragraph(Fitting, QWidget):
    """The two dates and what differs, above the list."""

    def __init__(self, copy: Callable[[], object]) -> None:
        super().__init__()
        self.setAutoFillBackground(True)
        self.dates = TextLabel("strong")
        self.words = TextLabel(selectable=True)
        self.copy = tool_button("Copy the paragraph", "Copy the paragraph", copy, look="close")
        self.copy.setFixedSize(COPY_PX, COPY_PX)
        adopt(self, self.dates, self.words, self.copy)

    def arrange(self, width: int) -> int:
        """The button at the right of the dates, the words below."""
        room = max(width - 28, 60)
        high = max(fitted(self.dates, room - COPY_PX - 4), COPY_PX)
        self.dates.setGeometry(16, 8, room - COPY_PX - 4, high)
        self.copy.move(16 + room - COPY_PX, 8 + (high - COPY_PX) // 2)
        words = fitted(self.words, room)
        self.words.setGeometry(16, 12 + high, room, words)
        return 12 + high + words + 4


def _lists_alike(one: Plan, other: Plan) -> bool:
    """Whether the same steps pass lens and filters of two plans."""
    return one.mask is other.mask and one.view.hidden_states == other.view.hidden_states


class ChangesPanel(QFrame):
    """A line that says what is listed, and the list.

    The list is made anew when dataset, lens, filters or the dates that are compared are others; while the date moves,
    a mark moves.
    """

    def __init__(self, kit: Kit, jobs: Jobs | None = None) -> None:
        super().__init__()
        self.kit = kit
        self._jobs = jobs or Jobs("now")
        self._told: tuple[TemporalNetwork, Chronicle, Teller] | None = None
        self._asked: Wanted | None = None  # what the last list was made from, or is being made from
        self._made: Made | None = None
        self.chosen = NOTHING
        self.setObjectName("changes")
        self.setAccessibleName("Changes")
        self.setMinimumWidth(220)
        self.filter = ChangeFilterButton(self.choose)
        self.count = ElidedLabel("", "muted")
        self.paragraph = Paragraph(self.copy)
        self.paragraph.hide()
        self.list = ChangeList(kit, self.paragraph, self.go)
        self.nothing = plain_label("", wrap=True)
        self.nothing.setObjectName("nothing")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.hide()
        line = QHBoxLayout()
        line.setContentsMargins(12, 8, 12, 6)
        line.setSpacing(8)
        line.addWidget(self.filter)
        line.addWidget(self.count, 1)
        rows = column(self, gap_px=0)
        rows.addLayout(line)
        rows.addWidget(self.list, 1)
        rows.addWidget(self.nothing, 1)
        self.setFocusProxy(self.list)
        self._dress()

    # -- what is shown

    def apply(self, frame: Frame, reasons: Reasons) -> None:
        """Show the changes about this frame."""
        self._show(frame.t, reasons)

    def glance(self, crowd: Crowd, tallies: Tallies, reasons: Reasons) -> None:
        """Show those of a crowd; nothing of a frame is needed."""
        self._show(crowd.t, reasons)

    def prepare(self, t: int) -> None:
        """Lay out what will be in sight at another date; shows nothing."""
        if self._made is not None and self._made.wanted.span is None:
            self.list.prepare(t)

    def choose(self, chosen: ChangeFilter) -> None:
        """Narrow the list."""
        self.chosen = chosen
        self._show(self.kit.session.view.t, frozenset(("filter",)))

    def _show(self, t: int, reasons: Reasons) -> None:
        session = self.kit.session
        plan, compared = session.plan(), session.view.compare
        if "theme" in reasons:
            self._dress()
        if self._told is not None and self._told[0] is not plan.net:
            self._told, self._made, self.chosen = None, None, NOTHING
            self.list.show_listing(None, None)
        span = None if compared is None or compared == t else (min(compared, t), max(compared, t))
        asked = self._asked
        if asked is None or (self.chosen, span) != (asked.chosen, asked.span) or not _lists_alike(plan, asked.plan):
            self._asked = Wanted(plan, self.chosen, span, self._told[1] if self._told is not None else None)
            self._make(self._asked)
        self.list.mark(session.view.selected)
        self._follow()

    def _make(self, wanted: Wanted) -> None:
        if len(wanted.plan.net.rel_ids) <= MANY:
            self._jobs.cancel(JOB)
            self._take(make(wanted))
            return
        self.count.set_whole("Listing…")
        self._jobs.submit(JOB, wanted, make, self._take)

    def _take(self, made: Made) -> None:
        plan, before = made.wanted.plan, self._made
        if plan.net is not self.kit.session.net:
            return
        if self._told is None:
            self._told = (plan.net, made.told, Teller(made.told, plan.facts))
        self._made = made
        is_same = before is not None and (before.wanted.span is None) == (made.wanted.span is None)
        self._tell_paragraph(made)
        self.list.show_listing(made.steps, self._told[2], anew=not is_same)
        self._say(made)
        self._follow()

    def _tell_paragraph(self, made: Made) -> None:
        span, net = made.wanted.span, made.wanted.plan.net
        set_shown(self.paragraph, span is not None)
        if span is not None:
            self.paragraph.dates.setText(f"{short_day(net, span[0])} → {short_day(net, span[1])}")
            self.paragraph.words.setText(made.words)
            self.paragraph.stale()

    def _say(self, made: Made) -> None:
        """How many there are; where there are none, why."""
        n, plan = len(made.steps.places), made.wanted.plan
        self.filter.apply(plan.net, self.chosen, made.steps.kinds.tolist())
        lens = f" · lens: {plan.lens_label}" if plan.lens_label else ""
        self.count.set_whole(f"{count_text(n, 'change')}{lens}")
        is_empty = n == 0 and made.wanted.span is None
        if self.chosen != NOTHING:
            self.nothing.setText("No change is of this direction, side and type.")
        else:
            self.nothing.setText("Nothing that is shown changes at a known date.")
        set_shown(self.nothing, is_empty)
        set_shown(self.list, not is_empty)

    def _follow(self) -> None:
        """Mark the present, unless two dates are compared."""
        if self._made is not None:
            self.list.follow(self.kit.session.view.t if self._made.wanted.span is None else None)

    def _dress(self) -> None:
        self.paragraph.copy.setIcon(self.kit.icons.icon("copy", size_px=14))
        self.paragraph.copy.setIconSize(QSize(14, 14))
        self.paragraph.stale()
        self.filter.setIcon(self.kit.icons.icon("filter", size_px=14))
        self.list.dress()

    # -- what can be done

    def go(self, row: Head | Step, is_firm: bool) -> None:
        """Select what a row is about, and go to its date.

        While two dates are compared a mere click only selects: another date would be another comparison.
        """
        session = self.kit.session
        changes: dict[str, Any] = {"selected": row.target} if row.target else {}
        if is_firm or session.view.compare is None:
            changes["t"] = travel.clamp(session.net, row.tick)
        session.update(**changes)

    def copy(self) -> None:
        """Put the paragraph on the clipboard."""
        if self._made is not None:
            QGuiApplication.clipboard().setText(self._made.words)
            self.kit.session.notices.say("The paragraph is on the clipboard.")
