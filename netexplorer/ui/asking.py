"""Where it is asked how a file of others is read: on a wish, when it cannot be guessed, and for what is pasted."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from netexplorer.errors import UserError
from netexplorer.graph.formats.draft import Ask
from netexplorer.graph.formats.report import summary
from netexplorer.session.notices import Level, Remedy
from netexplorer.session.reading import Wanted, is_large
from netexplorer.session.settings import with_mapping

if TYPE_CHECKING:
    from netexplorer.ui.dialogs.howread import HowReadDialog
    from netexplorer.ui.window import MainWindow

ONLY_ACTORS = "No two columns name the actors of a relationship."
NO_TABLE = "The clipboard holds no table. Copy some rows of a spreadsheet, with their headings, and try again."


def open_how_read(window: MainWindow, path: Path, ask: Ask = Ask(), trouble: str = "") -> HowReadDialog:
    """Ask how a file is read; what is open stays until it was read so."""
    from netexplorer.ui.dialogs.howread import HowReadDialog  # most files are never asked about

    def apply(said: Ask, done: Callable[[], None], failed: Callable[[UserError], None]) -> None:
        read_so(window, path, said, done, failed)

    dialog = HowReadDialog(window.kit, window.jobs, path, ask, window, apply, trouble=trouble)
    dialog.open()
    return dialog


def read_so(
    window: MainWindow, path: Path, said: Ask, done: Callable[[], None], failed: Callable[[UserError], None]
) -> None:
    """Open a file as was said, and remember that for files like it."""

    def opened() -> None:
        _remember(window, path, said)
        done()

    if not is_large(path):
        window.shell.open_wanted(Wanted(path, ask=said), opened, failed)
        return
    done()  # the window is free to say how far it is, and to stop it
    window.shell.open_wanted(
        Wanted(path, ask=said),
        lambda: _remember(window, path, said),
        lambda error: _ask_again(window, path, said, str(error)),
    )


def _ask_again(window: MainWindow, path: Path, said: Ask, trouble: str) -> None:
    open_how_read(window, path, said, trouble)


def _remember(window: MainWindow, path: Path, said: Ask) -> None:
    from netexplorer.graph.formats.reading import Reading
    from netexplorer.session.mappings import shape_of

    session = window.kit.session
    with contextlib.suppress(UserError):  # the file has gone meanwhile
        shape = shape_of(path, Reading(session.net.dataset, report=session.report))
        window.store.settings = with_mapping(window.store.settings, shape, said)


def open_clipboard(window: MainWindow) -> None:
    """Open what is on the clipboard: a file that was copied, or rows of a spreadsheet, about which is asked."""
    mime = QGuiApplication.clipboard().mimeData()
    files = [url.toLocalFile() for url in mime.urls() if url.isLocalFile()] if mime is not None else []
    if files:
        window.shell.open_file(Path(files[0]))
        return
    from netexplorer.session.pasted import pasted_table  # which needs the readers of tables

    try:
        path = pasted_table(mime.text()) if mime is not None else None
    except UserError as error:
        window.kit.session.notices.say(str(error), level=Level.ERROR)
        return
    if path is not None:
        open_how_read(window, path)
    else:
        window.kit.session.notices.say(NO_TABLE, level=Level.WARNING)


def ask_if_table(window: MainWindow, path: Path, error: UserError) -> None:
    """Ask about a file that could not be read, if it has columns to ask about."""
    from netexplorer.session.howseen import is_table  # most files open

    if is_table(path):
        open_how_read(window, path, trouble=f"{path.name}: {error.what}.")


def tell_what_was_read(window: MainWindow) -> None:
    """Say what was read of a file of others, and offer to read it differently."""
    session, shell = window.kit.session, window.shell
    if session.report is None or session.path is None:
        return
    said = f"{session.path.name}: {summary(session.report)}"
    if session.report.mapping.get("table") == "nodes":
        remedy = Remedy("How to read it…", shell.show_how_read)
        session.notices.say(f"{said} {ONLY_ACTORS}", level=Level.WARNING, remedy=remedy)
    else:
        last = " Read as you said last time." if session.is_recalled else ""
        session.notices.say(said + last, remedy=Remedy("What was read", lambda: shell.show("problems")))
