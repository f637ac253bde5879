"""What was wrong with the file: each problem with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from netexplorer.graph.formats.report import Report, summary
from netexplorer.graph.problems import Problem, Severity
from netexplorer.session.search import fold
from netexplorer.ui.dialogs.base import Dialog, Segments, button_line, push
from netexplorer.ui.kit import Kit
from netexplorer.ui.panels.evidence import put, text_label
from netexplorer.ui.panels.parts import Pool, column, more_button, scrolled, set_shown, shortened
from netexplorer.ui.widgets import plain_label

FIRST = 100  # problems that are shown at once
ICONS: dict[Severity, str] = {"error": "circle-alert", "warning": "triangle-alert", "note": "info"}
OUTCOMES: dict[Severity, str] = {
    "error": "The file opened as far as it could. What is listed as an error was left out.",
    "warning": "The file opened. What was bent or left out in it is listed as a warning.",
    "note": "Nothing had to be left out.",
}
WORDS: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "note"}


class ProblemLine(QWidget):
    """One problem: how bad, where, what, and what to do."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._icon = QLabel()
        self._message = text_label()
        self._where = text_label("small")
        self._hint = text_label("muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 6, 0, 8)
        row.setSpacing(10)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        words = column(gap_px=2)
        row.addLayout(words, 1)
        for part in (self._message, self._hint, self._where):
            words.addWidget(part)

    def tell(self, problem: Problem) -> None:
        """Show a problem."""
        style = self._kit.style
        argb = {"error": style.worst, "warning": style.middle[0], "note": style.accent}[problem.severity]
        name = ICONS[problem.severity]
        self._icon.setPixmap(self._kit.icons.pixmap(name, argb, 18, self.devicePixelRatioF()))
        self._icon.setAccessibleName(WORDS[problem.severity])
        put(self._message, shortened(problem.message, 1000))
        put(self._hint, shortened(problem.hint, 600))
        put(self._where, shortened(problem.where, 300))
        self.setAccessibleName(f"{WORDS[problem.severity]}: {problem.message[:300]}")


class ProblemsDialog(Dialog):
    """All problems of a file, worst first."""

    def __init__(
        self,
        kit: Kit,
        problems: tuple[Problem, ...],
        name: str,
        parent: QWidget | None,
        *,
        report: Report | None = None,
        differently: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(kit, f"What was read from {name}" if report else f"Problems of {name}", parent)
        self.problems = problems
        self._whole = False
        counts = Counter(problem.severity for problem in problems)
        rows = [("", f"All {len(problems)}")]
        rows += [(word, f"{word.capitalize()}s {counts[word]}") for word in ICONS if counts[word]]
        self.severity = Segments("Severity", rows, "", self.show_matching)
        self.field = QLineEdit()
        self.field.setPlaceholderText("Find a word or a place")
        self.field.setAccessibleName("Find a word or a place")
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self.show_matching)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.severity)
        top.addWidget(self.field, 1)
        inner = QWidget()
        lines = column(inner, gap_px=0, margins=(2, 0, 12, 8))
        listed = QWidget()
        self.pool: Pool[Problem] = Pool(column(listed, gap_px=0), lambda: ProblemLine(kit), _tell)
        self.nothing = plain_label("No problem matches.", "muted")
        self.more = more_button(self.show_all)
        for part in (listed, self.nothing, self.more):
            lines.addWidget(part)
        lines.addStretch(1)
        whole = column(self, gap_px=12, margins=(20, 18, 14, 16))
        if report is not None:
            whole.addWidget(plain_label(summary(report), "strong", wrap=True))
        worst: Severity = next((word for word in ICONS if counts[word]), "note")
        whole.addWidget(plain_label(OUTCOMES[worst], "muted", wrap=True))
        whole.addLayout(top)
        whole.addWidget(scrolled(inner), 1)
        buttons = button_line(push("Copy all", self.copy_all), push("Close", self.accept, look="primary"))
        if differently is not None:
            buttons.insertWidget(0, push("Read differently…", lambda: self._leave_for(differently)))
        whole.addLayout(buttons)
        self.fit(720, 560)
        self.show_matching()

    def matching(self) -> tuple[Problem, ...]:
        """The problems that pass severity and words."""
        severity, words = self.severity.chosen, fold(self.field.text()).split()
        return tuple(
            each
            for each in self.problems
            if severity in ("", each.severity)
            and all(word in fold(f"{each.where} {each.message} {each.hint}") for word in words)
        )

    def show_matching(self) -> None:
        """Show what passes."""
        found = self.matching()
        few = found if self._whole else found[:FIRST]
        self.pool.show(few)
        set_shown(self.nothing, not found)
        set_shown(self.more, len(few) < len(found))
        self.more.setText(f"Show {len(found) - len(few)} more")

    def show_all(self) -> None:
        """Show also what is far down the list."""
        self._whole = True
        self.show_matching()

    def _leave_for(self, other: Callable[[], None]) -> None:
        self.accept()
        other()

    def copy_all(self) -> None:
        """Put all problems on the clipboard, one a line."""
        rows = (f"{each.severity}\t{each.where}\t{each.message} {each.hint}".rstrip() for each in self.problems)
        QGuiApplication.clipboard().setText("\n".join(rows))


def _tell(widget: QWidget, problem: Problem) -> None:
    if isinstance(widget, ProblemLine):
        widget.tell(problem)
