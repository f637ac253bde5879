"""Where the dialogs are opened: each is loaded when it is first asked for, so that the window opens without them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from netexplorer.session.notices import Notice
from netexplorer.session.shell import Door
from netexplorer.ui.kit import Kit

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox

    from netexplorer.ui.shell import WindowShell
    from netexplorer.ui.window import MainWindow


def show_text(parent: QWidget, title: str, text: str, detail: str = "") -> QMessageBox:
    """A plain message that does not stop the program; it is freed when it closes."""
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(title)
    box.setText(text)
    box.setInformativeText("")
    box.setDetailedText(detail)
    box.open()
    return box


def take_dropped(shell: WindowShell, event: QDropEvent) -> None:
    """Open the first of the files that were dropped, or add it to the open dataset if Ctrl is held."""
    files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
    if files:
        event.acceptProposedAction()
        is_more = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        (shell.add_file if is_more else shell.open_file)(Path(files[0]))


def open_details(kit: Kit, parent: QWidget, notice: Notice) -> None:
    """What stands behind a notice."""
    show_text(parent, "Details", notice.text, notice.detail)


def stop(window: MainWindow, job: str) -> None:
    """Give up a job of that kind."""
    window.jobs.cancel(job)


def _export(kit: Kit, window: MainWindow) -> None:
    """The export dialog."""
    from netexplorer.ui.dialogs.export import ExportDialog

    ExportDialog(kit, window.jobs, window.store, window.pages.size(), window).open()


def _film(kit: Kit, window: MainWindow) -> None:
    """The dialog that makes a film."""
    from netexplorer.ui.dialogs.film import FilmDialog

    FilmDialog(kit, window.jobs, window.store, window.pages.size(), window).open()


def _export_data(kit: Kit, window: MainWindow) -> None:
    """The dialog that saves the dataset for other programs."""
    from netexplorer.ui.dialogs.data import DataDialog

    DataDialog(kit, window.jobs, window).open()


def _page(kit: Kit, window: MainWindow) -> None:
    """The dialog that saves a page for others."""
    from netexplorer.ui.dialogs.page import PageDialog

    PageDialog(kit, window.jobs, window.store, window).open()


def _trends(kit: Kit, window: MainWindow) -> None:
    """The chart of counts over time; the chart library is loaded here and nowhere else."""
    from netexplorer.ui.dialogs.trends import TrendsDialog

    TrendsDialog(kit, window).show()


def _witnesses(kit: Kit, window: MainWindow) -> None:
    """The sources and publishers, each to be heard alone."""
    from netexplorer.ui.dialogs.witnesses import WitnessesDialog

    WitnessesDialog(kit, window).open()


def _problems(kit: Kit, window: MainWindow) -> None:
    """What was wrong with the file."""
    from netexplorer.ui.dialogs.problems import ProblemsDialog

    session = kit.session
    name = session.path.name if session.path else "the dataset"
    differently = window.shell.show_how_read if session.report is not None and session.path is not None else None
    ProblemsDialog(kit, session.problems, name, window, report=session.report, differently=differently).open()


def _shortcuts(kit: Kit, window: MainWindow) -> None:
    """The page of keys."""
    from netexplorer.ui.dialogs.shortcuts import ShortcutsDialog

    ShortcutsDialog(kit, window).open()


def _about(kit: Kit, window: MainWindow) -> None:
    """Versions and licences."""
    from netexplorer.ui.dialogs.about import AboutDialog

    AboutDialog(kit, window).open()


def _compare_date(kit: Kit, window: MainWindow) -> None:
    """The field for the date that is compared with the one shown."""
    from netexplorer.ui.otherdate import ask_other_date

    ask_other_date(kit, window)


def _report(kit: Kit, window: MainWindow) -> None:
    """The dialog that saves a report."""
    from netexplorer.ui.dialogs.report import ReportDialog

    ReportDialog(kit, window.jobs, window.store, window).open()


def _story(kit: Kit, window: MainWindow) -> None:
    """A story, full screen."""
    from netexplorer.ui.stories import play

    play(kit, window)


def _story_step(kit: Kit, window: MainWindow) -> None:
    """The present view as a step of a story."""
    from netexplorer.ui.dialogs.storystep import StepDialog

    StepDialog(kit, window, window).open()


def _stories(kit: Kit, window: MainWindow) -> None:
    """The stories, to be put in order and edited."""
    from netexplorer.ui.dialogs.stories import StoriesDialog

    StoriesDialog(kit, window, window).open()


def _export_story(kit: Kit, window: MainWindow) -> None:
    """A story as a PDF."""
    from netexplorer.ui.stories import export

    export(kit, window)


def _save(kit: Kit, window: MainWindow) -> None:
    """The dataset to its file."""
    from netexplorer.ui.saving import save

    save(kit, window)


#: What is behind some doors takes long to load the first time: it is loaded by a job, and the window goes on meanwhile.
LOADS: Mapping[Door, tuple[str, ...]] = MappingProxyType(
    {
        "trends": ("netexplorer.ui.dialogs.trends",),
        "export": ("netexplorer.ui.dialogs.export",),
        "export-data": ("netexplorer.ui.dialogs.data", "netexplorer.graph.formats.others"),
        "film": ("netexplorer.ui.dialogs.film",),
        "page": ("netexplorer.ui.dialogs.page",),
        "report": ("netexplorer.ui.dialogs.report",),
    }
)
JOB = "door"


def open_door(kit: Kit, window: MainWindow, door: Door) -> None:
    """Open a dialog, after what it is made of was loaded."""
    absent = [name for name in LOADS.get(door, ()) if name not in sys.modules]
    if absent:
        window.jobs.submit(JOB, absent, _load, lambda _: DOORS[door](kit, window))
    else:
        DOORS[door](kit, window)


def _load(names: list[str], *_: object) -> None:
    for name in names:
        import_module(name)


DOORS: Mapping[Door, Callable[[Kit, MainWindow], None]] = MappingProxyType(
    {
        "export": _export,
        "film": _film,
        "export-data": _export_data,
        "page": _page,
        "trends": _trends,
        "witnesses": _witnesses,
        "problems": _problems,
        "shortcuts": _shortcuts,
        "about": _about,
        "compare-date": _compare_date,
        "report": _report,
        "story": _story,
        "story-step": _story_step,
        "stories": _stories,
        "export-story": _export_story,
        "save": _save,
    }
)
