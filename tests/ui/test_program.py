"""The program around the window: a fault in a slot is told, and the window lives on."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTimer

from netexplorer.graph.formats import open_dataset
from netexplorer.graph.network import build
from netexplorer.resources import default_dataset
from netexplorer.session.layout import job_for, positions
from netexplorer.session.remembered import Memory, cache_folder
from netexplorer.ui.bridge import report_exceptions
from netexplorer.ui.window import MainWindow


def settle() -> None:
    for _ in range(6):
        QCoreApplication.processEvents()


def fail(*_: object) -> None:
    raise ValueError("planted")


def through_a_timer(window: MainWindow, _: pytest.MonkeyPatch) -> None:
    QTimer.singleShot(0, fail)


def through_the_bridge(window: MainWindow, _: pytest.MonkeyPatch) -> None:
    window.bridge.post(fail)


def through_a_button(window: MainWindow, _: pytest.MonkeyPatch) -> None:
    window.topbar.export.clicked.disconnect()
    window.topbar.export.clicked.connect(fail)
    window.topbar.export.click()


def through_a_paint_event(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    def once() -> None:
        monkeypatch.undo()
        fail()

    monkeypatch.setattr(window.canvas, "compose_top", once)
    window.canvas.update()


@pytest.mark.parametrize("way", [through_a_timer, through_the_bridge, through_a_button, through_a_paint_event])
def test_a_fault_in_a_slot_is_told_once_and_the_window_goes_on(
    window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    way: Callable[[MainWindow, pytest.MonkeyPatch], None],
) -> None:
    restore = report_exceptions(window.tell_fault)
    try:
        way(window, monkeypatch)
        settle()
    finally:
        restore()
    assert window.notice.isVisible()
    said = window.notice.accessibleDescription()
    assert said.startswith("Internal error, please report it: ValueError: ") and said.endswith("planted")
    assert capsys.readouterr().err.count("\nValueError: ") == 1
    before = window.kit.session.view.t
    window.actions_.run("go-first")
    settle()
    assert window.kit.session.view.t != before


CODE = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
import netexplorer.ui.program as program
from netexplorer.resources import default_dataset
from netexplorer.ui.app import run

class Planted(program.MainWindow):
    def showEvent(self, event):
        super().showEvent(event)
        QTimer.singleShot(0, self.fail)
        QTimer.singleShot(20, self.look)
    def fail(self):
        raise ValueError("planted")
    def look(self):
        print(self.isVisible(), self.notice.accessibleDescription())
        self.close()

program.MainWindow = Planted
sys.exit(run(default_dataset()))
"""


def test_the_program_tells_a_fault_and_leaves_with_0_when_it_is_closed(tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "NETEXPLORER_CONFIG": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", CODE], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "True Internal error, please report it: ValueError: planted" in done.stdout
    assert "Traceback" in done.stderr


START = """
import sys
from PySide6.QtCore import QTimer
import netexplorer.ui.program as program
from netexplorer.resources import default_dataset
from netexplorer.ui.app import run

NOT_NEEDED = (
    "concurrent.futures", "difflib", "networkx", "numba", "numpy.ma", "pyqtgraph", "PySide6.QtSvg",
    "netexplorer.render", "netexplorer.session.search", "netexplorer.session.table", "netexplorer.ui.datejump",
    "netexplorer.ui.dialogs.base", "netexplorer.ui.panels.search", "netexplorer.ui.panels.table",
)

class Counted(program.MainWindow):
    def showEvent(self, event):
        self.pictures = (self.canvas, self.timeline.timeline, self.channels.timeline)
        self.composed = [0, 0, 0]
        for place, picture in enumerate(self.pictures):
            picture.compose = self.counting(place, picture.compose)
        self.updates.before.append(self.look)
        super().showEvent(event)
    def counting(self, place, compose):
        def counted():
            self.composed[place] += 1
            return compose()
        return counted
    def look(self, _):
        if self.canvas.paints and self.timeline.timeline.paints and self.isVisible():
            print(self.composed, [picture.paints for picture in self.pictures])
            print([name for name in NOT_NEEDED if name in sys.modules])
            QTimer.singleShot(0, self.close)

program.MainWindow = Counted
sys.exit(run(default_dataset()))
"""


def test_the_first_picture_is_composed_and_painted_once_and_loads_nothing_it_does_not_need(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "NETEXPLORER_CONFIG": str(tmp_path / "settings.json"),
        "XDG_CACHE_HOME": str(tmp_path),
    }
    net = build(open_dataset(default_dataset()).dataset)
    Memory(cache_folder(environment)).remember(job_for(net, "sides"), positions(net, "sides"))
    done = subprocess.run([sys.executable, "-c", START], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[:2] == ["[1, 1, 0] [1, 1, 0]", "[]"]
