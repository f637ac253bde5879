"""The Qt application around the window."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from netexplorer.errors import UserError
from netexplorer.graph.atomic import write_atomic
from netexplorer.paint.fonts import Fonts
from netexplorer.session.jobs import Jobs
from netexplorer.session.notices import Level
from netexplorer.session.session import Session
from netexplorer.session.settings import SettingsStore
from netexplorer.session.validity import looked_at
from netexplorer.ui.app import FirstFile
from netexplorer.ui.bridge import report_exceptions
from netexplorer.ui.display import leaving_if_dead
from netexplorer.ui.filewatch import FileWatch
from netexplorer.ui.garbage import Garbage
from netexplorer.ui.kit import Reasons
from netexplorer.ui.layouting import LayoutKeeper, Mailbox
from netexplorer.ui.theme import IS_FUSION, Theme
from netexplorer.ui.window import MainWindow

PROBE = "NETEXPLORER_STARTUP_PROBE"
TEXT_PX = 13
SETTLED_MS = 2000  # by then the first picture stands and the panels beside it are full


def show(
    session: Session,
    store: SettingsStore,
    jobs: Jobs,
    layouts: LayoutKeeper,
    mailbox: Mailbox,
    started: float,
    first: FirstFile | None = None,
) -> int:
    """Show the window and run until it closes; gives the exit code."""
    app = application()
    fonts = Fonts()
    app.setFont(fonts.font(TEXT_PX))
    theme = Theme(app, store.settings.theme, dressed=False)
    window = MainWindow(session, theme, fonts, store, jobs=jobs, layouts=layouts)
    theme.dress()
    mailbox.deliver_to(window.bridge.post)
    FileWatch(session, window.shell.reload, window)  # the window owns it
    restore = report_exceptions(window.tell_fault)
    window.show()
    window.activateWindow()
    QTimer.singleShot(SETTLED_MS, window, Garbage(jobs, window).begin)
    if target := os.environ.get(PROBE):
        Probe(window, Path(target), started)
    if first is not None:
        QTimer.singleShot(0, window, lambda: _open_first(window, first))
    QTimer.singleShot(0, window.shell.report_problems)
    if store.trouble:
        session.notices.say(store.trouble, level=Level.WARNING)
    code = app.exec()
    restore()
    return int(code)


def _open_first(window: MainWindow, first: FirstFile) -> None:
    """Open the file that was too large to be read before the window came."""
    session = window.kit.session
    window.opener.early = first.early

    def look() -> None:
        try:
            session.apply_view(looked_at(session.net, session.view, first.date, first.lens))
        except UserError as error:
            session.notices.say(str(error), level=Level.ERROR)

    window.shell.open_wanted(first.wanted, look)


def application() -> QApplication:
    """The running application, or a new one."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    with leaving_if_dead():
        app = QApplication([sys.argv[0] or "netexplorer", "-style", "fusion"])
    app.setProperty(IS_FUSION, True)
    app.setApplicationName("netexplorer")
    app.setDesktopFileName("netexplorer")
    return app


class Probe(QObject):
    """Writes down, once, when network and timeline were on the screen, the actors at their places; for benchmarks."""

    def __init__(self, window: MainWindow, target: Path, started: float) -> None:
        super().__init__(window)
        self._window = window
        self._target = target
        self._started = started
        self._timer = QTimer(self)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        self._placed_before = self._is_placed()  # shipped or remembered
        self._since = 0 if self._placed_before else -1  # paints before the actors had their places
        window.updates.before.append(lambda _: self._look())  # the panels are told after the first picture
        window.updates.after.append(self._passed)

    def _is_placed(self) -> bool:
        session = self._window.kit.session  # without a file while a large one is still being opened
        return session.path is not None and session.has_positions()

    def _passed(self, reasons: Reasons) -> None:
        if self._since < 0 and self._is_placed():
            self._since = self._window.canvas.paints

    def _look(self) -> None:
        if 0 <= self._since < self._window.canvas.paints and self._window.timeline.timeline.paints:
            self._timer.stop()
            now = time.time()
            times = {
                "first_paint": now,
                "since_import": now - self._started,
                "cpu_s": time.process_time(),
                "placed_before": self._placed_before,
            }
            write_atomic(self._target, msgspec.json.encode(times))
