"""From a path to a running window."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from netexplorer.graph.atomic import write_atomic
from netexplorer.graph.select import lens_mask
from netexplorer.paint.fonts import Fonts
from netexplorer.session import travel
from netexplorer.session.notices import Level
from netexplorer.session.session import Session
from netexplorer.session.settings import SettingsStore, view_of, with_recent
from netexplorer.ui.bridge import report_exceptions
from netexplorer.ui.kit import Reasons
from netexplorer.ui.theme import Theme
from netexplorer.ui.window import MainWindow

PROBE = "NETEXPLORER_STARTUP_PROBE"
IMPORTED = time.time()


def run(path: Path, date: str | None = None, lens: str | None = None) -> int:
    """Open the window on a dataset and stay until it closes; gives the exit code.

    Raises
    ------
    UserError
        If the file cannot be read, the date is no date of its axis, or the lens is none of its lenses.
    """
    store = SettingsStore()
    session = _session(path, store, date, lens)
    app = _application()
    fonts = Fonts()
    app.setFont(fonts.font(13))
    window = MainWindow(session, Theme(app, store.settings.theme), fonts, store)
    restore = report_exceptions(window.tell_fault)
    window.show()
    window.activateWindow()
    if target := os.environ.get(PROBE):
        Probe(window, Path(target))
    QTimer.singleShot(0, window.shell.report_problems)
    if store.trouble:
        session.notices.say(store.trouble, level=Level.WARNING)
    code = app.exec()
    restore()
    return int(code)


def _session(path: Path, store: SettingsStore, date: str | None, lens: str | None) -> Session:
    session = Session.open(path, view_of(store.settings, path))
    store.settings = with_recent(store.settings, path)
    view = session.view
    if lens is not None:
        lens_mask(session.net, lens or None)  # complains about a lens that is none
        view = msgspec.structs.replace(view, lens=lens)
    if date is not None:
        tick = travel.clamp(session.net, session.net.axis.parse(date).earliest)
        view = msgspec.structs.replace(view, t=tick)
    if view == session.view:
        return session
    return Session(session.net, view, path=path, problems=session.problems)


def _application() -> QApplication:
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    app = QApplication([sys.argv[0] or "netexplorer"])
    app.setApplicationName("netexplorer")
    app.setDesktopFileName("netexplorer")
    return app


class Probe(QObject):
    """Writes down, once, when network and timeline were on the screen, the actors at their places; for benchmarks."""

    def __init__(self, window: MainWindow, target: Path) -> None:
        super().__init__(window)
        self._window = window
        self._target = target
        self._timer = QTimer(self)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        self._since = 0 if window.kit.session.has_positions() else -1  # paints before the actors had their places
        window.updates.after.append(self._passed)

    def _passed(self, reasons: Reasons) -> None:
        if self._since < 0 and self._window.kit.session.has_positions():
            self._since = self._window.canvas.paints

    def _look(self) -> None:
        if 0 <= self._since < self._window.canvas.paints and self._window.timeline.timeline.paints:
            self._timer.stop()
            now = time.time()
            write_atomic(self._target, msgspec.json.encode({"first_paint": now, "since_import": now - IMPORTED}))
