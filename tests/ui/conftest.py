"""A window on a small network, without a display; no top-level widget may outlive a test."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from netexplorer.paint.fonts import Fonts
from netexplorer.session.jobs import Jobs
from netexplorer.session.session import Session
from netexplorer.session.settings import SettingsStore
from netexplorer.ui.theme import Theme
from netexplorer.ui.window import MainWindow
from tests.session.crowds import small_limits
from tests.session.examples import at, small
from tests.ui.crowding import Gate

MakeWindow = Callable[..., MainWindow]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/ui" in str(item.path).replace(os.sep, "/"):
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))  # of the offscreen platform


@pytest.fixture
def fonts(qapp: QApplication) -> Fonts:
    fonts = Fonts()
    qapp.setFont(fonts.font(13))
    return fonts


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    theme = Theme(qapp, "light")
    yield theme
    theme.deleteLater()


@pytest.fixture(autouse=True)
def nothing_is_left(qapp: QApplication) -> Iterator[None]:
    before = set(QApplication.topLevelWidgets())
    yield
    QApplication.clipboard().clear()  # the offscreen platform takes the process down at its end if it owns data then
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [widget for widget in QApplication.topLevelWidgets() if widget not in before]
    assert not left, f"widgets outlive the test: {[(each, each.accessibleName(), each.objectName()) for each in left]}"


@pytest.fixture
def make_window(qapp: QApplication, fonts: Fonts, theme: Theme, tmp_path: Path) -> Iterator[MakeWindow]:
    windows: list[MainWindow] = []

    def make(
        session: Session | None = None, size: tuple[int, int] = (1200, 800), *, threaded: bool = False
    ) -> MainWindow:
        net = small()
        session = session or Session(net, at(net, "2014-04-05"))
        store = SettingsStore(tmp_path / "settings.json")
        store.change(geometry=(0, 0, *size), left_width=200, right_width=240, timeline_height=240)
        window = MainWindow(session, theme, fonts, store, jobs=None if threaded else Jobs("now"))
        window.resize(*size)  # the screen of the offscreen platform is smaller
        window.show()
        for _ in range(4):
            qapp.processEvents()
        windows.append(window)
        return window

    yield make
    for window in windows:
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(make_window: MakeWindow) -> MainWindow:
    return make_window()


@pytest.fixture
def crowded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Little is a crowd, and the kernels that draw it are loaded."""
    from netexplorer.scene.density.warmth import warm

    warm()
    small_limits(monkeypatch)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """Densities are drawn when it is opened."""
    gate = Gate()
    monkeypatch.setattr("netexplorer.ui.crowd.work", gate.work)
    yield gate
    gate.open.set()
