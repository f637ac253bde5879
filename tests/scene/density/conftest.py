"""Kernels are loaded before a test runs, so that no example waits for the compiler."""

from __future__ import annotations

import pytest
from hypothesis import settings

from netexplorer.scene.density.warmth import warm

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(autouse=True, scope="session")
def kernels() -> None:
    warm()
