"""A display that does not answer, and a window system that does not exist."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from netexplorer.ui.display import verdict

NAMES = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")


def opened(tmp_path: Path, **extra: str) -> subprocess.CompletedProcess[str]:
    bare = {key: value for key, value in os.environ.items() if key not in NAMES}
    environment = {**bare, "NETEXPLORER_CONFIG": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path), **extra}
    command = [sys.executable, "-m", "netexplorer", "open"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)


@linux
@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("DISPLAY", ":4093", "could not connect to display :4093"),
        ("DISPLAY", "nonsense", "could not connect to display nonsense"),
        ("WAYLAND_DISPLAY", "wayland-4093", "wl_display"),
        ("QT_QPA_PLATFORM", "nonsense", 'plugin "nonsense"'),
    ],
)
def test_a_dead_display_is_one_sentence(tmp_path: Path, name: str, value: str, reason: str) -> None:
    done = opened(tmp_path, **{name: value})
    assert done.returncode == 1
    assert (done.stdout, done.stderr.count("\n")) == ("", 1)
    assert done.stderr.startswith("netexplorer: there is no display") and reason in done.stderr


@linux
def test_what_qt_says_without_giving_up_is_passed_on() -> None:
    code = (
        "from netexplorer.ui.display import leaving_if_dead\nfrom PySide6.QtCore import qWarning\n"
        "with leaving_if_dead(): qWarning('a word')\nprint('alive')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("alive\n", "a word\n")


def test_the_first_reason_is_the_one_that_is_told() -> None:
    assert "(could not connect)" in str(verdict(["could not connect.", "This application failed to start."]))
    assert "does not say why" in str(verdict([]))
