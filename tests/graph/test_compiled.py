"""Kernels are kept in a folder that can be written, and numba is not imported before one is asked for."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from netexplorer.graph.compiled import _TRIED, choose_cache_folder


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


KERNEL = """
import sys
import numpy as np
from netexplorer.graph.compiled import compiled

@compiled
def total(values):
    found = 0.0
    for value in values:
        found += value
    return found

print(total(np.arange(4.0)), total(np.arange(4)), "numba.typed.dictimpl" in sys.modules)
"""


def test_a_kernel_that_is_in_the_cache_is_loaded_without_what_compiling_takes(tmp_path: Path) -> None:
    (tmp_path / "kernel.py").write_text(KERNEL)
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path / "cache")}
    run = [sys.executable, "-c", f"import sys; sys.path.append({str(tmp_path)!r}); import kernel"]
    first, second = (
        subprocess.run(run, env=environment, capture_output=True, text=True, check=True).stdout.split()
        for _ in range(2)
    )
    assert first == ["6.0", "6.0", "True"]
    assert second == ["6.0", "6.0", str(not version("numba").startswith(_TRIED))]
