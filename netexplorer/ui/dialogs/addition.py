"""What a second file would add to the open dataset, and what to do where the two contradict."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QMenu, QTableView, QWidget

from netexplorer.graph.formats.report import summary as read_summary
from netexplorer.graph.merge import Choice, Prefer, Verdict
from netexplorer.session.adding import JOB_AGAIN, Found, look_again, summary
from netexplorer.session.jobs import Jobs
from netexplorer.session.wording import number_text
from netexplorer.ui.dialogs.additionrows import LAST, LIST, NAME, OURS, THEIRS, Place, RowModel, Section
from netexplorer.ui.dialogs.base import Dialog, Segments, button_line, push
from netexplorer.ui.kit import Kit
from netexplorer.ui.panels.evidence import put
from netexplorer.ui.panels.parts import column, scrolled, set_shown
from netexplorer.ui.widgets import plain_label

Add = Callable[[Found, Choice], object]
SECTIONS: tuple[tuple[Verdict, str], ...] = (
    ("new", "New"),
    ("equal", "The same"),
    ("fills", "Says more"),
    ("conflict", "Conflicts"),
)
NOTHING = {
    "new": "Nothing in this file is new.",
    "equal": "Nothing in this file is just as it is here.",
    "fills": "Nothing in this file says more of what is here.",
    "conflict": "Nothing contradicts.",
}
MOST_NOTES = 2
DETAIL_PX = 96
ROW_PX = 30


class AdditionDialog(Dialog):
    """A calm look before anything happens: four lists of records, and a choice for each contradiction.

    Parameters
    ----------
    add : callable
        Called with what was found and chosen when the user wants it added.
    """

    def __init__(self, kit: Kit, jobs: Jobs, found: Found, add: Add, parent: QWidget | None) -> None:
        self.path: Path = found.wanted.path
        super().__init__(kit, f"Add {self.path.name}", parent)
        self._jobs, self._add = jobs, add
        self.found, self.choice = found, Choice()
        self.head = plain_label("", "strong", wrap=True)
        self.notes = plain_label("", "muted", wrap=True)
        merge = found.merge
        sections = {verdict: Section(merge, verdict) for verdict, _ in SECTIONS}
        first = next((v for v in ("conflict", "new", "fills", "equal") if len(sections[v])), "new")
        self.sections = Segments("What of it", _named(sections), first, self.tell)
        self.ours = push("Keep all ours", lambda: self.prefer("ours"))
        self.theirs = push("Take all theirs", lambda: self.prefer("theirs"))
        self.model = RowModel(kit, self)
        self.view = _view(self.model)
        self.view.clicked.connect(self._clicked)
        self.view.selectionModel().currentRowChanged.connect(lambda *_: self._tell_detail())
        self.nothing = plain_label("", "muted")
        self.detail = plain_label("", wrap=True)
        self.detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inner = QWidget()
        lines = column(inner, gap_px=0, margins=(2, 2, 12, 2))
        lines.addWidget(self.detail)
        lines.addStretch(1)
        self._below = scrolled(inner)
        self._below.setFixedHeight(DETAIL_PX)
        top = QHBoxLayout()
        top.setSpacing(8)
        for part in (self.sections, self.ours, self.theirs):
            top.addWidget(part)
        top.insertStretch(1, 1)
        whole = column(self, gap_px=12, margins=(20, 18, 20, 16))
        whole.addWidget(self.head)
        whole.addWidget(self.notes)
        whole.addLayout(top)
        whole.addWidget(self.view, 1)
        whole.addWidget(self.nothing, 1, Qt.AlignmentFlag.AlignTop)
        whole.addWidget(self._below)
        self.add = push("Add", self.bring, look="primary")
        whole.addLayout(button_line(push("Cancel", self.reject), self.add))
        self.fit(900, 640)
        kit.session.replaced.append(self.reject)
        self.finished.connect(self._leave)
        self.tell()
        self.view.setFocus()

    # -- what is shown

    @property
    def verdict(self) -> Verdict:
        """The section that is shown."""
        return next(verdict for verdict, _ in SECTIONS if verdict == self.sections.chosen)

    def tell(self) -> None:
        """Show the section that is chosen."""
        merge, verdict = self.found.merge, self.verdict
        put(self.head, summary(merge))
        put(self.notes, "\n".join(_notes(self.found)))
        section = Section(merge, verdict)
        self.model.show(section, self.choice)
        for verdict_, text in _named({verdict: Section(merge, verdict) for verdict, _ in SECTIONS}):
            self.sections.buttons[verdict_].setText(text)
        differs = verdict in ("fills", "conflict")
        for place in (OURS, THEIRS):
            self.view.setColumnHidden(place, not differs)
        self.view.setColumnHidden(LAST, verdict == "fills")
        for button in (self.ours, self.theirs):
            button.setVisible(verdict == "conflict")
            button.setEnabled(merge.count("conflict") > 0)
        set_shown(self.view, len(section) > 0)
        set_shown(self.nothing, not len(section))
        self._below.setVisible(differs and len(section) > 0)
        self.nothing.setText(NOTHING[verdict])
        self._fit_columns(differs)
        if len(section):
            self.view.selectRow(0)
        self._tell_detail()

    def _fit_columns(self, differs: bool) -> None:
        last = 132 if self.verdict == "conflict" else 0
        header = self.view.horizontalHeader()
        header.setStretchLastSection(not last)
        for place in (NAME, OURS, THEIRS):
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        if last:
            self.view.setColumnWidth(LAST, last)

    def _tell_detail(self) -> None:
        at = self.view.currentIndex().row()
        if self.model.section is None or not 0 <= at < len(self.model.section):
            put(self.detail, "")
            return
        place = self.model.section[at]
        lines = [
            f"{each.field}: here {_quoted(each.ours)}, there {_quoted(each.theirs)}"
            if each.is_conflict
            else f"{each.field}: {'more' if each.ours else 'new'}, {_quoted(each.theirs)}"
            for each in self.model.differences(place)
        ]
        told = place.part.told.get(place.row, "")
        put(self.detail, "\n".join([*lines, told[:1].upper() + told[1:]]).strip())

    # -- what is chosen

    def prefer(self, prefer: Prefer) -> None:
        """Keep ours or take theirs everywhere."""
        self.choice = Choice(prefer)
        self.model.choose(self.choice)

    def choose(self, place: Place, wanted: str) -> None:
        """Keep ours, take theirs, or keep both for one record that contradicts."""
        if wanted == "both":
            self._decide(place, is_same=False)
            return
        if self.choice.takes_theirs(*place.key) != (wanted == "theirs"):
            self.choice = replace(self.choice, others=self.choice.others ^ {place.key})
        if place.is_clash:
            self._decide(place, is_same=True)
        else:
            self.model.choose(self.choice)

    def _decide(self, place: Place, *, is_same: bool) -> None:
        """Say whether an actor of theirs is the one of ours, and compare anew."""
        wanted = self.found.wanted
        decided = {**wanted.decided, place.part.theirs[place.row].id: is_same}
        asked = replace(self.found, wanted=replace(wanted, decided=decided))
        self.add.setEnabled(False)
        self._jobs.submit(JOB_AGAIN, asked, look_again, self._found_again)

    def _found_again(self, found: Found) -> None:
        at = self.view.currentIndex().row()
        self.found = found
        self.add.setEnabled(True)
        self.tell()
        if 0 <= at < self.model.rowCount():
            self.view.selectRow(at)

    def offered(self, place: Place) -> list[tuple[str, str]]:
        """What can be done with a record that contradicts, as ids and words."""
        rows = [("ours", "Keep ours"), ("theirs", "Take theirs")]
        return rows + [("both", "Keep both")] if place.part.name == "actors" else rows

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == LAST and self.verdict == "conflict":
            self.open_menu(index.row())

    def open_menu(self, at: int) -> None:
        """Offer what can be done with the record in a row."""
        assert self.model.section is not None
        place, menu = self.model.section[at], QMenu(self)
        now = self.model.cells(at)[LAST]
        for wanted, text in self.offered(place):
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(text == now)
            action.triggered.connect(lambda _=False, wanted=wanted: self.choose(place, wanted))
        menu.aboutToHide.connect(menu.deleteLater)
        cell = self.view.visualRect(self.model.index(at, LAST))
        menu.popup(self.view.viewport().mapToGlobal(cell.bottomLeft() + QPoint(0, 1)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open the choice of the row."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if event.key() in keys and self.view.hasFocus() and self.verdict == "conflict" and self.model.rowCount():
            self.open_menu(max(self.view.currentIndex().row(), 0))
            return
        super().keyPressEvent(event)

    def bring(self) -> None:
        """Add the file as it is chosen."""
        self.accept()
        self._add(self.found, self.choice)

    def _leave(self) -> None:
        self._jobs.cancel(JOB_AGAIN)
        if self.reject in self.kit.session.replaced:
            self.kit.session.replaced.remove(self.reject)


def _named(sections: dict[Verdict, Section]) -> list[tuple[Verdict, str]]:
    return [(verdict, f"{name} {number_text(len(sections[verdict]))}") for verdict, name in SECTIONS]


def _notes(found: Found) -> list[str]:
    """What was read, what was left out of it, and what concerns no single record."""
    reading = found.reading
    errors = sum(problem.severity == "error" for problem in reading.problems)
    lines = [read_summary(reading.report)] if reading.report is not None else []
    lines += [f"{errors} problem{'s' if errors > 1 else ''} in it; what is touched was left out."] if errors else []
    notes = found.merge.notes
    more = [f"… and {len(notes) - MOST_NOTES} more, listed after adding."] if len(notes) > MOST_NOTES else []
    return [*lines, *notes[:MOST_NOTES], *more]


def _quoted(text: str) -> str:
    return f"“{text}”" if text else "nothing"


def _view(model: RowModel) -> QTableView:
    view = QTableView()
    view.setModel(model)
    view.setAccessibleName("Records of the added file")
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(ROW_PX)
    header = view.horizontalHeader()
    header.setHighlightSections(False)
    header.setSectionsClickable(False)
    view.setColumnWidth(LIST, 104)
    return view
