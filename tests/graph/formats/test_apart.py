from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from netexplorer.errors import UserError
from netexplorer.graph.formats import apart, open_dataset
from netexplorer.graph.formats.apart import read_apart
from netexplorer.graph.formats.canonical import to_bytes
from netexplorer.graph.formats.reading import Cancelled
from netexplorer.resources import default_dataset


def test_a_file_that_was_read_apart_says_the_same():
    done: list[float] = []
    reading = read_apart(default_dataset(), done.append)
    here = open_dataset(default_dataset())
    assert to_bytes(reading.dataset) == to_bytes(here.dataset)
    assert reading.problems == here.problems
    assert done == sorted(done)
    assert done[-1] <= 1.0


def test_the_problems_of_a_file_come_along(tmp_path):
    path = tmp_path / "odd.json"
    path.write_text(
        '{"format": "netexplorer/1", "actors": [{"id": "a"}], "relationships": [{"source": "a", "target": "b"}]}'
    )
    assert read_apart(path).problems == open_dataset(path).problems != ()


@pytest.mark.parametrize("text", ["", "nothing", '{"format": "netexplorer/1"', "[1]"])
def test_what_cannot_be_read_is_said_in_the_same_sentence(tmp_path, text):
    path = tmp_path / "bad.json"
    path.write_text(text)
    with pytest.raises(UserError) as here:
        open_dataset(path)
    with pytest.raises(UserError) as there:
        read_apart(path)
    assert str(there.value) == str(here.value)


def test_a_cancelled_reading_leaves_no_process_and_no_file(monkeypatch):
    started: list[int] = []
    popen = apart.subprocess.Popen

    def noted(*arguments, **options):
        process = popen(*arguments, **options)
        started.append(process.pid)
        return process

    monkeypatch.setattr(apart.subprocess, "Popen", noted)
    before = set(Path(apart.tempfile.gettempdir()).glob("netexplorer-*"))
    with pytest.raises(Cancelled):
        read_apart(default_dataset(), cancelled=lambda: True)
    with pytest.raises(ProcessLookupError):
        os.kill(started[0], 0)
    assert not set(Path(apart.tempfile.gettempdir()).glob("netexplorer-*")) - before


def test_a_reader_that_the_system_ends_is_told_in_a_sentence(monkeypatch):
    popen = apart.subprocess.Popen

    def ended(*arguments, **options):
        process = popen(*arguments, **options)
        threading.Timer(0.02, process.kill).start()
        time.sleep(0.05)
        return process

    monkeypatch.setattr(apart.subprocess, "Popen", ended)
    with pytest.raises(UserError, match="broken off by the system"):
        read_apart(default_dataset())
