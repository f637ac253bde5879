"""The guards of the tests themselves: each is shown something wrong, and has to see it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAD = """
from PySide6.QtCore import QTimer, qWarning
from PySide6.QtWidgets import QDialog, QWidget
from netexplorer.ui.bridge import report_exceptions
kept = []
"""
WRONG = {
    "a Qt warning": ("def test(qapp): qWarning('planted')", "planted"),
    "a widget that is left": ("def test(qapp): kept.append(QWidget())", "widgets outlive the test"),
    "a dialog that is closed and kept": (
        "def test(qapp):\n    kept.append(QDialog())\n    kept[0].open()\n    kept[0].close()",
        "widgets outlive the test",
    ),
    "an exception in a slot": (
        "def fail(): raise ValueError('planted')\n"
        "def test(qapp):\n    QTimer.singleShot(0, fail)\n    for _ in range(9): qapp.processEvents()",
        "planted",
    ),
    "a Python warning": ("import warnings\ndef test(): warnings.warn('planted')", "planted"),
}
RIGHT = """
def test(qapp):
    widget = QWidget()
    widget.deleteLater()
"""


def run(tmp_path: Path, code: str) -> subprocess.CompletedProcess[str]:
    """pytest with the settings of the project and the fixtures of the window's tests, on one test."""
    (tmp_path / "conftest.py").write_text("from tests.ui.conftest import *\n")
    (tmp_path / "test_planted.py").write_text(HEAD + code)
    options = ["-c", str(ROOT / "pyproject.toml"), "--rootdir", str(tmp_path), "-p", "no:cacheprovider"]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "pytest", *options, str(tmp_path / "test_planted.py")]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path, env=environment)


@pytest.mark.parametrize("wrong", WRONG)
def test_a_planted_fault_fails_its_test(tmp_path: Path, wrong: str) -> None:
    code, sign = WRONG[wrong]
    done = run(tmp_path, code)
    assert done.returncode == 1, done.stdout
    assert sign in done.stdout


def test_a_widget_that_is_freed_fails_nothing(tmp_path: Path) -> None:
    done = run(tmp_path, RIGHT)
    assert done.returncode == 0, done.stdout
