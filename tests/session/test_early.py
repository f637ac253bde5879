"""A large file is read while the window is still being made."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import msgspec
import pytest

from netexplorer.errors import UserError
from netexplorer.graph.formats import netx
from netexplorer.graph.formats.reading import Cancelled, Progress, Wish, never, nowhere
from netexplorer.graph.schema import Dataset
from netexplorer.session import early
from netexplorer.session.early import Early
from netexplorer.session.reading import Ready, Wanted
from tests.session.crowds import crowd_document


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "crowd.netx"
    netx.write(msgspec.convert(crowd_document(), Dataset), path)
    return path


def test_whoever_asks_later_has_what_was_read(file: Path) -> None:
    wanted = Wanted(file)
    assert Early(wanted).take(wanted, nowhere, never).path == file


def test_what_is_wrong_with_the_file_is_told_to_whoever_asks(tmp_path: Path) -> None:
    wanted = Wanted(tmp_path / "nothing.netx")
    with pytest.raises(UserError, match="no such file"):
        Early(wanted).take(wanted, nowhere, never)


def test_it_tells_how_far_it_is_and_stops_when_that_is_wished(monkeypatch: pytest.MonkeyPatch) -> None:
    half = threading.Event()

    def read(wanted: Wanted, progress: Progress, cancelled: Wish, memory: object) -> Ready:
        progress(0.5)
        half.set()
        while not cancelled():
            half.wait(0.001)
        raise Cancelled

    monkeypatch.setattr(early, "read", read)
    wanted, told = Wanted(Path("file.netx")), list[float]()
    begun = Early(wanted)
    half.wait()
    with pytest.raises(Cancelled):
        begun.take(wanted, told.append, lambda: bool(told))
    assert set(told) == {0.5}


CODE = """
import sys
from pathlib import Path
from netexplorer.session import early, reading
from netexplorer.ui import app

class Found(Exception):
    pass

class Early:
    def __init__(self, wanted, memory):
        raise Found

reading.LARGE_BYTES = 1
early.Early = Early
try:
    app.run(Path(sys.argv[1]))
except Found:
    print("shiboken6" in sys.modules)
"""


def test_no_thread_imports_anything_while_qt_is_bound(file: Path) -> None:
    """The bindings go through all modules when they are loaded, and end the process if there is one more meanwhile."""
    done = subprocess.run([sys.executable, "-c", CODE, str(file)], check=True, capture_output=True, text=True)
    assert done.stdout == "True\n"
