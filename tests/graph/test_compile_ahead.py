"""Kernels that are not in the cache folder are compiled by another process; nobody is the worse where that fails."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from netexplorer.graph import compile_ahead as ahead
from netexplorer.graph.compile_ahead import compile_ahead, kernels_of
from netexplorer.scene.density.warmth import KERNELS

#: What the other process calls in these tests, in place of anything that compiles.
QUICK, SLOW, BROKEN = ("platform:node",), ("signal:pause",), ("no.such.module:call",)


class Begun:
    """The processes that were begun."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.processes: list[subprocess.Popen[bytes]] = []
        begin = ahead._begun

        def begun(calls: ahead.Calls, record: Path) -> subprocess.Popen[bytes]:
            self.processes.append(begin(calls, record))
            return self.processes[-1]

        patch.setattr(ahead, "_begun", begun)

    def __len__(self) -> int:
        return len(self.processes)


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Begun:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "kernels"))
    monkeypatch.setattr(ahead, "_given_up", set())
    return Begun(monkeypatch)


def test_what_was_compiled_is_not_compiled_again(begun: Begun) -> None:
    told: list[int] = []
    for _ in range(2):
        compile_ahead((QUICK,), began=lambda: told.append(1))
    assert len(begun) == len(told) == 1
    assert begun.processes[0].returncode == 0


def test_it_is_compiled_again_when_a_file_is_another(begun: Begun) -> None:
    compile_ahead((QUICK,))
    (record,) = ahead.choose_cache_folder().glob("compiled-*.json")
    record.write_text(record.read_text().replace("[", "[1"))
    compile_ahead((QUICK,))
    record.write_text("{}}")
    compile_ahead((QUICK,))
    assert len(begun) == 3


def test_what_cannot_be_compiled_so_is_left_to_whoever_calls_it(begun: Begun) -> None:
    for _ in range(2):
        compile_ahead((BROKEN, QUICK))
    assert [bool(process.returncode) for process in begun.processes] == [True, False]


@pytest.mark.parametrize("executable", ["", "/opt/netexplorer/netexplorer"])
def test_a_program_without_an_interpreter_begins_no_process(
    begun: Begun, monkeypatch: pytest.MonkeyPatch, executable: str
) -> None:
    monkeypatch.setattr(sys, "executable", executable)
    compile_ahead((QUICK,))
    assert len(begun) == 0


def test_where_no_process_can_be_begun_nothing_is_done(monkeypatch: pytest.MonkeyPatch, begun: Begun) -> None:
    def begin(calls: ahead.Calls, record: Path) -> subprocess.Popen[bytes]:
        raise PermissionError

    monkeypatch.setattr(ahead, "_begun", begin)
    compile_ahead((QUICK,))
    assert ahead._given_up == {QUICK} and not ahead._under_way


def test_where_nothing_can_be_kept_no_process_is_begun(
    begun: Begun, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "file"))
    compile_ahead((QUICK,))
    assert len(begun) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="nothing there waits for a signal")
def test_two_who_need_the_same_wait_for_one_process_which_is_ended_when_nobody_waits(begun: Begun) -> None:
    turns, stops = threading.Event(), (threading.Event(), threading.Event())
    waiting = [threading.Thread(target=compile_ahead, args=((SLOW,), stop.is_set)) for stop in stops]
    for thread in waiting:
        thread.start()
    while SLOW not in ahead._under_way or ahead._under_way[SLOW].waiting < 2:
        turns.wait(0.001)
    stops[0].set()
    waiting[0].join()
    assert ahead._under_way[SLOW].waiting == 1 and begun.processes[0].poll() is None
    stops[1].set()
    waiting[1].join()
    assert not ahead._under_way and [process.returncode for process in begun.processes] == [-signal.SIGKILL]
    assert not ahead._given_up  # whoever needs it later may have it compiled


def test_the_other_process_ends_with_this_one(tmp_path: Path) -> None:
    record = str(tmp_path / "record.json")
    code = "import time; from netexplorer.graph import compile_ahead as c; time.wait = lambda: time.sleep(3600); " + (
        f"c.main(c._PACKAGE, {record!r}, 'time:wait')"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE)
    process.communicate()  # nobody is there any more
    assert process.returncode == 1 and not Path(record).exists()


CODE = """
import sys
import numpy as np
from netexplorer.graph.compile_ahead import compile_ahead, kernels_of
from netexplorer.graph.compiled import telling
from netexplorer.graph.ids import hashes
from netexplorer.graph.layouts import run_layout
from netexplorer.graph.texts import put_together, texts_of
from netexplorer.scene.density.warmth import KERNELS, warm
from tests.graph.layouts.test_ahead import network
compile_ahead((KERNELS, kernels_of("force")))
assert "numba" not in sys.modules
told = []
with telling(lambda: told.append(1)):
    warm()
    hashes(texts_of([str(k) for k in range(50_001)]))
    put_together(["a", "b"], np.arange(140_000, dtype=np.int32).reshape(-1, 2) % 2)
    for step in run_layout("force", network()):
        pass
print(len(told))
"""


def test_whatever_the_window_needs_is_in_the_cache_folder_afterwards(tmp_path: Path) -> None:
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", CODE], env=environment, check=True, capture_output=True, text=True)
    assert done.stdout == "0\n"


def test_what_is_asked_for_can_be_called() -> None:
    for call in (*KERNELS, *kernels_of("force")):
        module, function, *_ = call.split(":")
        assert callable(getattr(__import__(module, fromlist=[function]), function))
