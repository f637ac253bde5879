"""A film is made in the background, while the window goes on; a card says how far it is and stops it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from netexplorer.errors import UserError
from netexplorer.session.jobs import Jobs
from netexplorer.session.notices import Level
from netexplorer.ui.kit import Kit

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent

    from netexplorer.publish.film.make import FilmRequest
    from netexplorer.ui.window import MainWindow

JOB, WORDS = "film", "Making the film"


def card(jobs: Jobs) -> tuple[str, Callable[[], None]]:
    """What the card says of a film, and what its Stop does."""

    def stop() -> None:
        jobs.cancel(JOB)

    return WORDS, stop


def is_at_work(jobs: Jobs) -> bool:
    """A film is being made."""
    return any(job.kind == JOB for job in jobs.running)


def is_kept_open(window: MainWindow, event: QEvent) -> bool:
    """Whether the window stays open for now, as a film would be lost; the user is asked, and it may close then."""
    if not is_at_work(window.jobs):
        return False
    event.ignore()
    _ask(window)
    return True


def _ask(window: MainWindow) -> None:
    """A question that does not stop the film."""
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(window)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle("Film")
    box.setText("A film is being made. When the window closes it is lost.")
    stay = box.addButton("Stay until it is ready", QMessageBox.ButtonRole.RejectRole)
    leave = box.addButton("Lose it and close", QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)

    def done(_: int) -> None:
        if box.clickedButton() is leave:
            window.jobs.cancel(JOB)
            window.close()

    box.finished.connect(done)
    box.open()


def start(kit: Kit, jobs: Jobs, request: FilmRequest) -> None:
    """Make a film; a notice says where it is, or why it is not."""
    from netexplorer.publish.film.make import make_film

    notices = kit.session.notices

    def failed(fault: Exception) -> None:
        if not isinstance(fault, UserError):
            raise fault
        notices.say(f"The film was not made: {fault}", level=Level.ERROR)

    def made(film: FilmRequest) -> None:
        notices.say(f"The film is saved as {film.path}.")

    jobs.submit(JOB, request, make_film, made, failed)
