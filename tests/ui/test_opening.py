"""Opening files: small ones at once, large ones in the background while the former dataset stays."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from netexplorer.errors import UserError
from netexplorer.graph import formats
from netexplorer.graph.formats import netx
from netexplorer.graph.formats.reading import Cancelled, never
from netexplorer.graph.network import build
from netexplorer.graph.schema import Dataset
from netexplorer.scene.timeline import NO_DATES
from netexplorer.session import reading
from netexplorer.session.jobs import Jobs
from netexplorer.session.notices import Level
from netexplorer.session.reading import Ready, Wanted
from netexplorer.session.session import Session
from netexplorer.ui import opening
from netexplorer.ui.opening import Opener
from netexplorer.ui.window import MainWindow
from tests.session.crowds import crowd_document, places
from tests.session.examples import DOCUMENT, small
from tests.ui.conftest import MakeWindow
from tests.ui.driving import settle

pytestmark = pytest.mark.usefixtures("crowded")
WAIT_MS = 20_000


@pytest.fixture(autouse=True)
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is large, except what is tiny."""
    monkeypatch.setattr(reading, "LARGE_BYTES", 10_000)


@pytest.fixture
def crowd_file(tmp_path: Path) -> Path:
    path = tmp_path / "crowd.netx"
    netx.write(msgspec.convert(crowd_document(), Dataset), path)
    return path


@pytest.fixture
def small_file(tmp_path: Path) -> Path:
    path = tmp_path / "small.json"
    path.write_bytes(msgspec.json.encode(DOCUMENT))
    return path


class Held:
    """Reading is held back until it is let go; it tells that it is half done, and stops when that is wished."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.begun: list[str] = []
        self.stopped: list[str] = []

    def read(
        self, wanted: Wanted, progress: Callable[[float], None] | None = None, cancelled: Callable[[], bool] = never
    ) -> Ready:
        if progress is None:  # a small file
            return reading.read(wanted)
        self.begun.append(wanted.path.name)
        while not self.go.wait(0.005):
            progress(0.5)
            if cancelled():
                self.stopped.append(wanted.path.name)
                raise Cancelled
        return reading.read(wanted, progress, cancelled)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Held]:
    held = Held()
    monkeypatch.setattr(opening, "read", held.read)
    yield held
    held.go.set()


def texts(window: MainWindow) -> list[str]:
    latest = window.kit.session.notices.latest
    return [latest.text] if latest is not None else []


# -- the opener alone


def bring(path: Path, session: Session, jobs: Jobs | None = None) -> tuple[list[object], list[str]]:
    happened: list[object] = []
    said: list[str] = []
    opener = Opener(session, jobs or Jobs("now"), said.append)
    opener.bring(Wanted(path), lambda: happened.append("done"), happened.append)
    return happened, said


def test_a_small_file_is_there_at_once_and_nothing_is_said(small_file: Path) -> None:
    session = Session(small())
    happened, said = bring(small_file, session)
    assert (happened, said) == (["done"], [])
    assert session.path == small_file


def test_a_large_file_is_announced_by_its_name(crowd_file: Path) -> None:
    session = Session(small())
    happened, said = bring(crowd_file, session)
    assert (happened, said) == (["done"], ["crowd.netx"])
    assert len(session.net.rel_ids) == 400 and session.stage is not None


@pytest.mark.parametrize("size", [10, 100_000])
def test_a_file_that_is_none_leaves_the_former_dataset(tmp_path: Path, size: int) -> None:
    path = tmp_path / "bad.json"
    path.write_text('{"format": "netexplorer/1"' + " " * size)
    session = Session(small())
    net = session.net
    ((fault,), _) = bring(path, session)
    assert isinstance(fault, UserError) and "bad.json" in str(fault)
    assert session.net is net


def test_a_fault_of_the_program_is_not_taken_for_one_of_the_file(
    crowd_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(*arguments: object) -> Ready:
        raise ValueError("planted")

    monkeypatch.setattr(opening, "read", read)
    with pytest.raises(ValueError, match="planted"):
        bring(crowd_file, Session(small()))


# -- in the window


def test_a_large_file_opens_while_the_former_stays_on_the_screen(
    make_window: MakeWindow, crowd_file: Path, held: Held, qtbot: QtBot
) -> None:
    window = make_window(threaded=True)
    before = window.kit.session.net
    assert window.shell.open_file(crowd_file)
    qtbot.waitUntil(window.jobcard.isVisible, timeout=WAIT_MS)
    assert window.jobcard.accessibleDescription() == "Opening crowd.netx 50 %"
    assert window.kit.session.net is before
    window.actions_.run("year-next")
    settle()
    assert window.kit.session.net is before and window.canvas._crowd is None
    held.go.set()
    qtbot.waitUntil(lambda: window.kit.session.net is not before, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: not window.jobcard.isVisible(), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: window.canvas._crowd is not None, timeout=WAIT_MS)
    assert window.kit.session.path == crowd_file
    assert str(crowd_file) in window.store.settings.recent
    assert "A crowd" in window.windowTitle()


def test_stop_gives_up_opening(make_window: MakeWindow, crowd_file: Path, held: Held, qtbot: QtBot) -> None:
    window = make_window(threaded=True)
    before, view = window.kit.session.net, window.kit.session.view
    window.shell.open_file(crowd_file)
    qtbot.waitUntil(window.jobcard.isVisible, timeout=WAIT_MS)
    QTest.mouseClick(window.jobcard.stop, Qt.MouseButton.LeftButton)
    assert not window.jobcard.isVisible()
    qtbot.waitUntil(lambda: held.stopped == ["crowd.netx"], timeout=WAIT_MS)
    settle()
    assert window.kit.session.net is before and window.kit.session.view == view
    assert texts(window) == []
    assert str(crowd_file) not in window.store.settings.recent


def test_another_file_that_is_opened_meanwhile_wins(
    make_window: MakeWindow, crowd_file: Path, small_file: Path, held: Held, qtbot: QtBot
) -> None:
    window = make_window(threaded=True)
    window.shell.open_file(crowd_file)
    qtbot.waitUntil(lambda: held.begun == ["crowd.netx"], timeout=WAIT_MS)
    window.shell.open_file(small_file)
    assert window.kit.session.path == small_file
    qtbot.waitUntil(lambda: held.stopped == ["crowd.netx"], timeout=WAIT_MS)
    held.go.set()
    settle()
    assert window.kit.session.path == small_file


def test_of_two_large_files_the_last_is_shown(
    make_window: MakeWindow, crowd_file: Path, tmp_path: Path, held: Held, qtbot: QtBot
) -> None:
    second = tmp_path / "second.netx"
    netx.write(msgspec.convert(crowd_document(seed=2), Dataset), second)
    window = make_window(threaded=True)
    window.shell.open_file(crowd_file)
    qtbot.waitUntil(lambda: held.begun == ["crowd.netx"], timeout=WAIT_MS)
    window.shell.open_file(second)
    qtbot.waitUntil(lambda: held.stopped == ["crowd.netx"], timeout=WAIT_MS)
    held.go.set()
    qtbot.waitUntil(lambda: window.kit.session.path == second, timeout=WAIT_MS)


def test_a_file_that_vanishes_while_it_waits_is_told(
    make_window: MakeWindow, crowd_file: Path, held: Held, qtbot: QtBot
) -> None:
    window = make_window(threaded=True)
    before = window.kit.session.net
    window.shell.open_file(crowd_file)
    qtbot.waitUntil(lambda: bool(held.begun), timeout=WAIT_MS)
    crowd_file.unlink()
    held.go.set()
    qtbot.waitUntil(lambda: bool(texts(window)), timeout=WAIT_MS)
    assert "no such file" in texts(window)[0] and "crowd.netx" in texts(window)[0]
    assert window.kit.session.net is before


def test_what_does_not_fit_into_memory_is_refused_with_the_estimate(
    make_window: MakeWindow, crowd_file: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def must_fit(path: Path, *, is_foreign: bool) -> None:
        raise UserError("this file would take about 80.0 GB of memory, and 2.0 GB are free", where=path.name)

    monkeypatch.setattr(formats, "must_fit", must_fit)
    window = make_window(threaded=True)
    before = window.kit.session.net
    window.shell.open_file(crowd_file)
    qtbot.waitUntil(lambda: bool(texts(window)), timeout=WAIT_MS)
    assert "80.0 GB" in texts(window)[0]
    latest = window.kit.session.notices.latest
    assert latest is not None and latest.level is Level.ERROR
    assert window.kit.session.net is before


def test_a_large_file_with_errors_opens_and_tells_them(make_window: MakeWindow, tmp_path: Path, qtbot: QtBot) -> None:
    raw = crowd_document()
    raw["relationships"].append({"source": "a0", "target": "nobody"})  # type: ignore[attr-defined]
    path = tmp_path / "odd.json"
    path.write_bytes(msgspec.json.encode(raw))
    window = make_window(threaded=True)
    window.shell.open_file(path)  # in a process of its own
    qtbot.waitUntil(lambda: window.kit.session.path == path, timeout=WAIT_MS)
    assert texts(window)[0].startswith("odd.json has 1 problem")
    assert len(window.kit.session.problems) >= 1
    assert len(window.kit.session.net.rel_ids) == 400


def test_a_large_file_is_read_again_at_the_same_view(make_window: MakeWindow, crowd_file: Path, qtbot: QtBot) -> None:
    session = Session.open(crowd_file)
    session.set_positions("sides", places(len(session.net.actor_ids)))
    window = make_window(session, threaded=True)
    session.go_to("2001-03-04")
    session.select("actor:a7")
    before, view = session.net, session.view
    window.actions_.run("reload")
    qtbot.waitUntil(lambda: session.net is not before, timeout=WAIT_MS)
    assert session.view == view


def test_closing_the_window_stops_reading(make_window: MakeWindow, crowd_file: Path, held: Held, qtbot: QtBot) -> None:
    window = make_window(threaded=True)
    window.shell.open_file(crowd_file)
    qtbot.waitUntil(lambda: bool(held.begun), timeout=WAIT_MS)
    window.close()
    assert held.stopped == ["crowd.netx"]


@pytest.mark.parametrize("comes", [True, False])
def test_what_is_still_being_opened_is_not_said_to_be_empty(make_window: MakeWindow, comes: bool) -> None:
    session = Session(build(Dataset(title="large.netx")))
    session.update(page="table")
    session.awaits = "Opening large.netx…"
    window = make_window(session)
    table, states = window.table_page(), window.legend.sections["states"]

    def look() -> tuple[str, int, int]:
        settle()
        for late in (window.dossier, window.legend):  # when there is time
            late.apply(session.frame(), frozenset({"data"}))
        assert window.dossier.page is not None
        return window.topbar.about.whole(), len(window.dossier.page.facts), len(states.rows)

    assert look() == ("", 0, 0)
    assert (table.nothing.text(), table.count.whole()) == ("Opening large.netx…", "")
    if comes:
        session.replace(reading.ready(small()))
    else:
        session.await_nothing()
    about, facts, rows = look()
    assert about.startswith(f"{len(session.net.actor_ids)} actors")
    assert facts > 3 and rows > 3


def test_a_timeline_says_what_is_still_being_opened(make_window: MakeWindow) -> None:
    session = Session(build(Dataset(title="large.netx")))
    session.awaits = "Opening large.netx…"
    window = make_window(session)

    def words() -> str:
        settle()
        return str(window.timeline.timeline.picture().static.items)

    assert "Opening large.netx…" in words() and NO_DATES not in words()
    session.await_nothing()
    assert NO_DATES in words()
