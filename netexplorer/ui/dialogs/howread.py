"""How a file of others is read: what its columns and values mean, with what it gives beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QWidget

from netexplorer.errors import UserError
from netexplorer.graph.atomic import write_atomic
from netexplorer.graph.formats.draft import Ask
from netexplorer.session.howread import HowRead
from netexplorer.session.howseen import Seen, forget, seen_of
from netexplorer.session.jobs import Jobs
from netexplorer.ui.dialogs.base import Dialog, Segments, push
from netexplorer.ui.dialogs.howread_columns import ColumnsPage, Head
from netexplorer.ui.dialogs.howread_outcome import OutcomePanel
from netexplorer.ui.dialogs.howread_rules import ContactsPage, StatesPage
from netexplorer.ui.kit import Kit
from netexplorer.ui.panels.evidence import put
from netexplorer.ui.panels.parts import column, set_shown, set_tone
from netexplorer.ui.widgets import plain_label

JOB = "how-read"
COLUMNS, CONTACTS, STATES = "columns", "contacts", "states"
PAGES = ((COLUMNS, "Columns"), (CONTACTS, "Rows with one date"), (STATES, "States"))
MAPPINGS = "Mappings (*.json)"
LOOKING = "Looking at the file…"
Apply = Callable[[Ask, Callable[[], None], Callable[[UserError], None]], None]


class HowReadDialog(Dialog):
    """Asks how a file is to be read.

    Parameters
    ----------
    path, ask
        The file, and how it was read until now.
    apply : callable
        Reads the file so; calls the first of the two when it is there, the second when it cannot be read.
    trouble : str
        Why it is asked, if the file could not be read by itself.
    """

    def __init__(
        self, kit: Kit, jobs: Jobs, path: Path, ask: Ask, parent: QWidget | None, apply: Apply, *, trouble: str = ""
    ) -> None:
        super().__init__(kit, f"How to read {path.name}", parent)
        self._jobs = jobs
        self._apply = apply
        self.how = HowRead(path, ask)
        self.what = plain_label(trouble or LOOKING, "error" if trouble else "strong", wrap=True)
        self._is_told = bool(trouble)
        self._is_new = True
        self.columns = ColumnsPage(kit, self.how)
        self.contacts = ContactsPage(kit, self.how)
        self.states = StatesPage(kit, self.how)
        self.pages: dict[str, QWidget] = {COLUMNS: self.columns, CONTACTS: self.contacts, STATES: self.states}
        self.page = Segments("Page", PAGES, COLUMNS, self._show_page)
        self.stack = QStackedWidget()
        for page in self.pages.values():
            self.stack.addWidget(page)
        self.outcome = OutcomePanel(kit, jobs)
        self.guess = push("Back to the guess", self.how.back_to_guess)
        self.load = push("Load mapping…", self.ask_load)
        self.save = push("Save mapping…", self.ask_save)
        self.apply = push("Read it so", self.read_so, look="primary")
        self.apply.setDefault(True)
        self.cancel = push("Cancel", self.reject)
        self._lay_out()
        self._slow = QTimer(self, singleShot=True, interval=0)
        self._slow.timeout.connect(self._look)
        self.how.changed.append(self._slow.start)
        self.finished.connect(lambda _: self._stop())
        self.fit(1180, 780)
        self._look()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.page)
        top.addStretch(1)
        top.addWidget(self.guess)
        left = column(gap_px=10)
        left.addLayout(top)
        left.addWidget(self.stack, 1)
        middle = QHBoxLayout()
        middle.setSpacing(18)
        middle.addLayout(left, 1)
        middle.addWidget(self.outcome)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.load, self.save):
            buttons.addWidget(button)
        buttons.addStretch(1)
        for button in (self.cancel, self.apply):
            buttons.addWidget(button)
        whole = column(self, gap_px=12, margins=(20, 16, 20, 16))
        whole.addWidget(self.what)
        whole.addLayout(middle, 1)
        whole.addLayout(buttons)

    # -- looking

    def _look(self) -> None:
        """Look at the file as it is to be read now; what is shown stays until that is known."""
        self.outcome.wait()
        self.apply.setEnabled(False)
        self._jobs.submit(JOB, self.how.question, seen_of, self._seen, self._not_seen)

    def _seen(self, seen: Seen) -> None:
        if not self.how.take(seen):
            return
        trouble = self.how.trouble
        if not self._is_told:
            put(self.what, _said_of(seen))
        self._is_told = self._is_told and bool(trouble)
        set_tone(self.what, "error" if self._is_told else "strong")
        if seen.is_table:
            self.columns.tell(seen)
        self.contacts.tell(seen)
        self.states.tell(seen)
        self.outcome.tell(seen, trouble)
        set_shown(self.page.buttons[COLUMNS], seen.is_table)
        set_shown(self.page.buttons[CONTACTS], seen.has_instants or self.how.contacts() is not None)
        if self.page.buttons[self.page.chosen].isHidden():
            self.page.buttons[COLUMNS if seen.is_table else STATES].setChecked(True)
        self._show_page()
        self.guess.setEnabled(not self.how.is_guess)
        self.apply.setEnabled(not trouble)
        if self._is_new:
            self._is_new = False
            self._first_field().setFocus()

    def _first_field(self) -> QWidget:
        """Where the keyboard begins: at the first column, or where states come from."""
        heads = self.columns.table.heads.shown
        first = heads[0] if heads else None
        return first.role if isinstance(first, Head) else self.states.way

    def _not_seen(self, fault: Exception) -> None:
        """It cannot be looked at in this way: say why, and wait for another."""
        if not isinstance(fault, UserError):
            raise fault
        self._fail(fault)
        self.guess.setEnabled(not self.how.is_guess)

    def _show_page(self) -> None:
        self.stack.setCurrentWidget(self.pages[self.page.chosen])

    # -- what the buttons do

    def read_so(self) -> None:
        """Read the file so; the dialog stays until that worked."""
        self.apply.setEnabled(False)
        self._apply(self.how.ask, self.accept, self._fail)

    def _fail(self, error: UserError) -> None:
        put(self.what, str(error))
        set_tone(self.what, "error")

    def ask_load(self) -> None:
        """Ask for a mapping file and take what it says."""
        name, _ = QFileDialog.getOpenFileName(self, "Load a mapping", str(self.how.path.parent), MAPPINGS)
        if name:
            self.load_from(Path(name))

    def load_from(self, path: Path) -> None:
        """Take what a mapping file says."""
        try:
            self.how.load_from(path)
        except UserError as error:
            self._fail(error)

    def ask_save(self) -> None:
        """Ask for a name and save the mapping there."""
        near = self.how.path.with_name(f"{self.how.path.stem}-map.json")
        name, _ = QFileDialog.getSaveFileName(self, "Save the mapping", str(near), MAPPINGS)
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        """Write how the file is read, for another time or for ``--map``."""
        try:
            write_atomic(path, self.how.saved())
        except UserError as error:
            self._fail(error)
            return
        put(self.what, f"Saved as {path.name}.")
        set_tone(self.what, "strong")

    def _stop(self) -> None:
        self._jobs.cancel(JOB)
        self.outcome.stop()
        forget()


def _said_of(seen: Seen) -> str:
    """What was recognised, and what to do if that is wrong."""
    if seen.plan.table == "nodes" and seen.is_table and seen.outcome is not None:
        return (
            f"{seen.format}, read as a list of actors. If a row is a relationship, say so below, "
            "or choose which columns are Actor (from) and Actor (to)."
        )
    return f"{seen.format}. Correct what was guessed wrong; what it gives is shown beside."
