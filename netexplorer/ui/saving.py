"""Saving the dataset to its own file, with a question where something would be lost by that."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from netexplorer.errors import UserError
from netexplorer.graph.schema import Dataset
from netexplorer.session import additions, saving
from netexplorer.session.notices import Level
from netexplorer.ui.kit import Kit

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox

    from netexplorer.ui.window import MainWindow

JOB = "save-data"
FILTER = "netexplorer dataset (*.json);;netexplorer columns (*.netx)"


def save(kit: Kit, window: MainWindow) -> None:
    """Save to the file of the dataset if it is ours to write, else ask for a name."""
    if not saving.can_save(kit.session):
        return
    target = saving.target(kit.session)
    if target is None:
        save_as(kit, window)
        return

    def known(answer: tuple[saving.Target, tuple[str, ...]]) -> None:
        wanted, said = answer
        if said:
            ask(kit, window, wanted, said)
        else:
            write(kit, window, wanted.dataset, wanted.path)

    window.jobs.submit(JOB, target, saving.concerns, known)


def save_as(kit: Kit, window: MainWindow) -> None:
    """Ask for a name and save there."""
    from netexplorer.ui.dialogs.where import ask_where, folder

    near = additions.wished_path(kit.session)
    if near.suffix.lower() not in saving.SUFFIXES:
        near = near.with_suffix(".json")
    if saving.is_shipped(near):
        near = folder(window.store.settings.export_folder) / near.name
    path = ask_where(window, "Save the dataset", near, FILTER, saving.SUFFIXES)
    if path is not None:
        write(kit, window, kit.session.net.dataset, path)


def ask(kit: Kit, window: MainWindow, wanted: saving.Target, said: tuple[str, ...]) -> QMessageBox:
    """Tell what saving would do to the file; it does not stop the program."""
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(window)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setObjectName("overwrite")
    box.setWindowTitle("Save")
    box.setText(f"Write over {wanted.path.name}?")
    box.setInformativeText("\n".join(said))
    other = box.addButton("Save as…", QMessageBox.ButtonRole.AcceptRole)
    over = box.addButton("Write over it", QMessageBox.ButtonRole.DestructiveRole)
    back = box.addButton("Cancel", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(other)
    box.setEscapeButton(back)

    def done(_: int) -> None:
        if box.clickedButton() is other:
            save_as(kit, window)
        elif box.clickedButton() is over:
            write(kit, window, wanted.dataset, wanted.path)

    box.finished.connect(done)
    box.open()
    return box


def write(kit: Kit, window: MainWindow, dataset: Dataset, path: Path) -> None:
    """Write the dataset in the background and say so; from then on the session is that file."""
    session = kit.session

    def done(written: Path) -> None:
        if session.net.dataset is dataset:
            additions.saved(session, written)
            window.updates.mark(frozenset(("page",)))  # the title says whether it is saved
        session.notices.say(f"{written.name} is saved.")

    def failed(fault: Exception) -> None:
        if not isinstance(fault, UserError):
            raise fault
        session.notices.say(str(fault), level=Level.ERROR)

    window.jobs.submit(JOB, (dataset, path), saving.write, done, failed)
