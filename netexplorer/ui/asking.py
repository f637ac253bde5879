"""Where it is asked how a file of others is read: on a wish, when it cannot be guessed, and for what is pasted."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from netexplorer.errors import UserError
from netexplorer.graph.atomic import write_atomic
from netexplorer.graph.compiled import user_cache
from netexplorer.graph.formats.draft import Ask
from netexplorer.session.notices import Level
from netexplorer.session.reading import Wanted, is_large
from netexplorer.session.settings import with_mapping

if TYPE_CHECKING:
    from netexplorer.ui.dialogs.howread import HowReadDialog
    from netexplorer.ui.window import MainWindow

MOST_PASTED = 5  # files of what was pasted that are kept
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
    text = mime.text() if mime is not None else ""
    path = keep_pasted(text) if len(text.split()) > 1 else None
    from netexplorer.session.howseen import is_table

    if path is not None and is_table(path):
        open_how_read(window, path)
    else:
        window.kit.session.notices.say(NO_TABLE, level=Level.WARNING)


def keep_pasted(text: str, folder: Path | None = None) -> Path:
    """Text as a file in the user's cache, from where it is read; the last few are kept.

    Raises
    ------
    UserError
        When it cannot be written.
    """
    folder = folder or user_cache() / "netexplorer" / "pasted"
    with contextlib.suppress(OSError):  # writing says what is wrong
        folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"Pasted {time.strftime('%Y-%m-%d %H.%M.%S')}.tsv"
    write_atomic(path, text.encode("utf-8", "replace"))
    for old in sorted(folder.glob("Pasted *.tsv"))[:-MOST_PASTED]:
        old.unlink(missing_ok=True)
    return path
