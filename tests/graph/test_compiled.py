"""Kernels are kept in a folder that can be written, and numba is not imported before one is asked for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from netexplorer.graph.compiled import choose_cache_folder


def test_kernels_are_kept_in_the_users_cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", "")
    monkeypatch.setattr("netexplorer.graph.compiled.user_cache", lambda: tmp_path)
    assert choose_cache_folder() == tmp_path / "netexplorer" / "kernels"
    assert os.environ["NUMBA_CACHE_DIR"] == str(tmp_path / "netexplorer" / "kernels")


def test_a_cache_folder_that_cannot_be_written_is_replaced_by_a_private_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "netexplorer").write_text("a file stands where the folder should be")
    monkeypatch.setenv("NUMBA_CACHE_DIR", "")
    monkeypatch.setattr("netexplorer.graph.compiled.user_cache", lambda: tmp_path)
    folder = choose_cache_folder()
    assert folder.is_dir() and tmp_path not in folder.parents
    if sys.platform != "win32":
        assert folder.stat().st_mode & 0o077 == 0
    folder.rmdir()


def test_the_folder_the_user_chose_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "mine"))
    assert choose_cache_folder() == tmp_path / "mine"


def test_layouts_are_known_without_numba() -> None:
    code = "import sys, netexplorer.graph.layouts, netexplorer.graph.compiled; sys.exit('numba' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
