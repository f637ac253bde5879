from __future__ import annotations

import gc
import os
import tempfile
from pathlib import Path

import numpy as np
import pytest

from netexplorer.scene.density import shelf as module
from netexplorer.scene.density.shelf import Shelf


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch) -> Path:
    monkeypatch.setattr(module, "user_cache", lambda: tmp_path)
    return tmp_path


def test_arrays_come_back_as_they_were_put_and_in_any_order():
    shelf = Shelf()
    one, other = np.arange(1000, dtype=np.int64), np.arange(7, dtype=np.uint8)
    first, second = shelf.put(one, other), shelf.put(other)
    assert first == (0, 8007)
    assert second == (8007, 7)
    assert shelf.get(*second).tolist() == other.tolist()
    assert shelf.get(*first)[:8000].view(np.int64).tolist() == one.tolist()


def test_nothing_is_seen_in_the_folder_and_nothing_stays_open(folder):
    shelf = Shelf()
    shelf.put(np.zeros(10))
    assert os.name == "nt" or list((folder / "netexplorer").iterdir()) == []
    file = shelf._file
    del shelf
    gc.collect()
    assert file.closed


def test_without_a_folder_of_the_user_a_passing_one_takes_it(folder):
    (folder / "netexplorer").write_text("a file, where a folder should be")
    assert module._folder() == Path(tempfile.gettempdir())
    shelf = Shelf()
    assert shelf.get(*shelf.put(np.arange(3, dtype=np.uint8))).tolist() == [0, 1, 2]


def test_what_was_cut_off_is_told():
    shelf = Shelf()
    begin, size = shelf.put(np.zeros(10))
    with pytest.raises(OSError, match="shorter"):
        shelf.get(begin, size + 1)


def test_there_is_room_where_the_file_would_be():
    assert module.room() > 0
