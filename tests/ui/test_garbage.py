"""Python looks for garbage when nothing is under way, and what goes large goes without."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from netexplorer.graph.formats import netx
from netexplorer.graph.schema import Dataset
from netexplorer.scene.memo import SMALL
from netexplorer.session.jobs import Jobs
from netexplorer.ui.garbage import MANY, Garbage
from tests.session.crowds import crowd_document
from tests.ui.conftest import MakeWindow
from tests.ui.driving import settle


class Knot:
    """Something that only a look for garbage finds."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    thresholds = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)
    gc.enable()


def knot() -> Callable[[], Knot | None]:
    return weakref.ref(Knot())


def test_it_begins_once_the_window_stands_and_leaves_what_is_there_alone() -> None:
    gc.disable()
    kept = knot()
    Garbage(Jobs("now")).begin()
    assert gc.isenabled() and gc.get_freeze_count() > 0
    gc.collect()
    assert kept() is not None


def test_python_itself_never_looks_through_everything() -> None:
    Garbage(Jobs("now")).begin()
    looks = gc.get_stats()[2]["collections"]
    stays = [[k] for k in range(400_000)]
    assert gc.get_count()[2] >= MANY and len(stays) == 400_000
    assert gc.get_stats()[2]["collections"] == looks


def test_what_a_job_leaves_is_put_aside_if_it_is_much() -> None:
    jobs = Jobs("now")
    Garbage(jobs).begin()
    few = gc.get_freeze_count()
    jobs.submit("small", 0, lambda *_: [[k] for k in range(100)], lambda _: None)
    assert gc.get_freeze_count() == few
    found: list[list[list[int]]] = []
    jobs.submit("large", 0, lambda *_: [[k] for k in range(400_000)], found.append)
    jobs.submit("small", 0, lambda *_: None, lambda _: None)
    assert gc.get_freeze_count() > few + 400_000


def test_it_looks_while_nothing_is_under_way() -> None:
    jobs = Jobs("now")
    garbage = Garbage(jobs)
    garbage.begin()
    lost = knot()
    jobs.submit("work", 0, lambda *_: garbage.look(), lambda _: None)
    assert lost() is not None
    garbage.look()
    assert lost() is None


@pytest.mark.usefixtures("crowded")
def test_a_large_dataset_that_was_closed_goes_without_anybody_looking(
    make_window: MakeWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = make_window()
    session = window.kit.session
    paths = [tmp_path / "one.netx", tmp_path / "two.netx"]
    for seed, path in enumerate(paths):
        raw = crowd_document(seed=seed + 1, actors=SMALL + 100, relationships=2 * SMALL)
        netx.write(msgspec.convert(raw, Dataset), path)
    gc.collect()
    gc.disable()
    gone = []
    for path in (*paths, paths[0]):
        gone.append(weakref.ref(session.net))
        window.shell.open_file(path)
        settle()
        session.set_date((session.net.first + session.net.last) // 2)
        settle()
        session.set_date(session.net.last)
        settle()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert session.path == paths[0]
    qtbot.waitUntil(lambda: gone[1]() is None)  # of the last one a panel may hold what it shows until it shows another
