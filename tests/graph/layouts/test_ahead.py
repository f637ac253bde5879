"""Kernels of large layouts are had before they are needed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from netexplorer.graph.layouts import LAYOUTS, LayoutRequest, run_layout
from netexplorer.graph.layouts.ahead import prepare

CODE = """
import sys
import numpy as np
from netexplorer.graph.compiled import telling
from netexplorer.graph.layouts import run_layout
from netexplorer.graph.layouts.ahead import prepare
from tests.graph.layouts.test_ahead import network
told = []
with telling(lambda: told.append(1)):
    for layout in sys.argv[1:]:
        prepare(layout)
        print(len(told), end=" ")
        for step in run_layout(layout, network()):
            pass
        print(len(told), end=" ")
"""


def network(actors: int = 1200) -> LayoutRequest:
    """Two large components, some small ones, three sides and actors without any."""
    chance = np.random.default_rng(3)
    most = actors * 2 // 3
    src = np.concatenate([chance.integers(0, most, 3000), chance.integers(most, actors - 100, 900)])
    dst = np.concatenate([chance.integers(0, most, 3000), chance.integers(most, actors - 100, 900)])
    src, dst = np.append(src, actors - 9), np.append(dst, actors - 3)
    return LayoutRequest(
        keys=[f"{row}" for row in range(actors)],
        src=src.astype(np.int32),
        dst=dst.astype(np.int32),
        weight=np.where(src % 2, 2.0, 1.0).astype(np.float32),
        side=(np.arange(actors) % 4 - 1).astype(np.int16),
        priority=np.zeros(actors, np.float32),
        label_px=np.zeros(actors, np.float32),
    )


def test_what_is_compiled_ahead_is_all_that_is_needed_and_is_compiled_once(tmp_path: Path) -> None:
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path)}
    command = [sys.executable, "-c", CODE, *(layout.id for layout in LAYOUTS)]

    def told() -> list[int]:
        done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
        return [int(word) for word in done.stdout.split()]

    first = told()
    assert first[0] > 5
    assert [before == after for before, after in zip(first[::2], first[1::2], strict=True)] == [True] * len(LAYOUTS)
    assert told() == [0] * len(first)  # in another process they come from the cache


def test_who_gives_up_may_prepare_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("netexplorer.graph.layouts.ahead._prepared", done := set())
    prepare("force", lambda: True)
    assert not done
    prepare("force")
    assert done == {"force"}


def test_preparing_changes_no_position() -> None:
    small = network(900)
    first = [step.xy for step in run_layout("force", small)][-1]
    prepare("force")
    assert [step.xy for step in run_layout("force", small)][-1].tobytes() == first.tobytes()
