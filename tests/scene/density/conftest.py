"""Kernels are loaded before a test runs, so that no example waits for the compiler."""

from __future__ import annotations

import pytest

from netexplorer.scene.density.warmth import warm


@pytest.fixture(autouse=True, scope="session")
def kernels() -> None:
    warm()
