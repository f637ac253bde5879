"""The legend of a crowd explains what is drawn: colours while it is density, dashes and crosses once it is lines."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from netexplorer.session.state import Camera
from netexplorer.ui.panels.legend import ENDED_ID, FROM_NEAR, HOW_TO, Section
from netexplorer.ui.window import MainWindow
from tests.session.crowds import crowd_network, session_at
from tests.ui.conftest import MakeWindow
from tests.ui.crowding import WAIT_MS

pytestmark = pytest.mark.usefixtures("crowded")
Wait = Callable[[Callable[[], bool]], None]


@pytest.fixture
def wait(qtbot: QtBot) -> Wait:
    return lambda until: qtbot.waitUntil(until, timeout=WAIT_MS)


@pytest.fixture
def window(make_window: MakeWindow, wait: Wait) -> MainWindow:
    window = make_window(session_at(crowd_network()))
    wait(lambda: len(section(window).rows) == 5 and window.canvas.is_density and not ended(window))
    return window


def section(window: MainWindow) -> Section:
    return window.legend.sections["states"]


def samples(window: MainWindow) -> list[bytes]:
    images = [row.face.sample.toImage() for row in section(window).rows]
    return [bytes(image.constBits()) for image in images]


def ended(window: MainWindow) -> bool:
    """Something stands before the words for what is over."""
    return any(samples(window)[-1])


def tip(window: MainWindow) -> str:
    return next(row.toolTip() for row in section(window).rows if row.ident == ENDED_ID)


def test_the_samples_are_those_of_what_is_drawn(window: MainWindow, wait: Wait) -> None:
    session, far = window.kit.session, samples(window)
    assert FROM_NEAR in tip(window)
    x, y = session.plan().xy[100]
    session.update(camera=Camera(float(x), float(y), 6.0))
    wait(lambda: ended(window))
    near = samples(window)
    assert HOW_TO in tip(window)
    assert near[0] == far[0]  # the best state is a plain line everywhere
    assert near[1] != far[1] and near[3] != far[3]  # a dash, a cross
    session.update(camera=None)
    wait(lambda: samples(window) == far)


def test_what_is_selected_is_drawn_as_lines_and_explained_so(window: MainWindow, wait: Wait) -> None:
    far = samples(window)
    window.kit.session.select("actor:a0")
    wait(lambda: samples(window)[3] != far[3])
    window.kit.session.select("")
    wait(lambda: samples(window) == far)


def test_hiding_a_state_keeps_the_samples(window: MainWindow, wait: Wait) -> None:
    far = samples(window)
    window.kit.session.toggle_hidden("states", "open")
    wait(lambda: not section(window).rows[0].isChecked())
    assert samples(window) == far and FROM_NEAR in tip(window)


def test_a_page_without_a_density_is_explained_by_lines(window: MainWindow, wait: Wait) -> None:
    far = samples(window)
    window.kit.session.update(page="channels")
    wait(lambda: ended(window))
    window.kit.session.update(page="network")
    wait(lambda: samples(window) == far)
