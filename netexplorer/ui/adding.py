"""Adding a second file: it is read in the background, shown beside the open dataset, and brought in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QWidget

from netexplorer.errors import UserError
from netexplorer.session import additions
from netexplorer.session.notices import Level, Remedy
from netexplorer.session.session import Session
from netexplorer.session.shell import Door

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox

    from netexplorer.graph.merge import Choice
    from netexplorer.session.adding import Found
    from netexplorer.session.reading import Ready
    from netexplorer.ui.window import MainWindow

JOB = "add"


def ask_file(window: MainWindow, filters: str) -> None:
    """Let the user choose a second file."""
    from PySide6.QtWidgets import QFileDialog

    session = window.kit.session
    near = session.path or session.added.near
    name, _ = QFileDialog.getOpenFileName(window, "Add a file", str(near.parent) if near else "", filters)
    if name:
        look(window, Path(name))


def look(window: MainWindow, path: Path) -> None:
    """Read a file in the background and show what it would add to the open dataset, which goes on being seen."""
    from netexplorer.session import adding

    session = window.kit.session
    window.player.set_playing(False)
    window.jobcard.say(JOB, f"Reading {path.name}")

    def found(answer: Found) -> None:
        if answer.wanted.base is session.net.dataset:
            from netexplorer.ui.dialogs.addition import AdditionDialog

            AdditionDialog(
                window.kit, window.jobs, answer, lambda made, choice: join(window, made, choice), window
            ).open()

    window.jobs.submit(JOB, adding.Wanted(path, session.net.dataset), adding.look, found, _telling(session))


def stop(window: MainWindow) -> None:
    """Give up what is being read or added."""
    window.jobs.cancel(JOB)


def join(window: MainWindow, found: Found, choice: Choice) -> None:
    """Bring a file into the open dataset, as one step that can be undone."""
    from netexplorer.session import adding

    session, path = window.kit.session, found.wanted.path
    window.jobcard.say(JOB, f"Adding {path.name}")
    base = session.whole

    def joined(made: Ready) -> None:
        if session.whole is not base:
            return
        additions.add(session, made, path)
        left = [f"{each.where}: {each.message}" for each in made.problems if each.code in ("not-taken", "added")]
        session.notices.say(
            f"{path.name} is added, and in no file yet: export the data as a netexplorer dataset to keep it.",
            detail="\n".join([adding.summary(found.merge), *left]),
            remedy=Remedy("Export data…", lambda: window.shell.show("export-data")),
        )

    window.jobs.submit(JOB, adding.Joining.of(session, found, choice), adding.join, joined, _telling(session))


def _telling(session: Session) -> Callable[[Exception], None]:
    def failed(fault: Exception) -> None:
        if not isinstance(fault, UserError):
            raise fault
        session.notices.say(str(fault), level=Level.ERROR)

    return failed


def is_kept_open(window: MainWindow, event: QEvent) -> bool:
    """Whether the window stays open for now, as an addition would be lost; the user is asked, and it may close then."""
    if not additions.unsaved(window.kit.session):
        return False
    event.ignore()

    def close() -> None:
        additions.forget(window.kit.session)
        window.close()

    before_losing(window, close)
    return True


def before_losing(window: MainWindow, then: Callable[[], object]) -> None:
    """Go on if no addition would be lost, or if the user says so."""
    session = window.kit.session
    if not additions.unsaved(session):
        then()
        return
    door: Door = "export-data" if session.added.names else "save"
    _ask(window, additions.loss(session), then, lambda: window.shell.show(door), is_together=bool(session.added.names))


def _ask(
    parent: QWidget, text: str, lose: Callable[[], object], save: Callable[[], None], *, is_together: bool
) -> QMessageBox:
    """A question that does not stop the program."""
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setObjectName("unsaved")
    box.setWindowTitle("Not saved")
    box.setText(text)
    if is_together:
        box.setInformativeText("Exported as a netexplorer dataset, the two together are a file of their own.")
    keep = box.addButton("Export data…" if is_together else "Save…", QMessageBox.ButtonRole.AcceptRole)
    go_on = box.addButton("Leave it out", QMessageBox.ButtonRole.DestructiveRole)
    back = box.addButton("Cancel", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(keep)
    box.setEscapeButton(back)

    def done(_: int) -> None:
        clicked = box.clickedButton()
        if clicked is keep:
            save()
        elif clicked is go_on:
            lose()

    box.finished.connect(done)
    box.open()
    return box
