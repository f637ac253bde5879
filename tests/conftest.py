"""Properties are judged by what they say, not by how long they take, and the same examples are drawn on every machine.

``EXPLORE=20 make test`` (or pytest) draws others, and twenty times as many.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

EXPLORE = int(os.environ.get("EXPLORE", "0"))

settings.register_profile("project", deadline=None, derandomize=not EXPLORE)
settings.load_profile("project")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give every property as many examples more as is wished."""
    for item in items if EXPLORE else ():
        test = getattr(item, "obj", None)
        if chosen := getattr(test, "_hypothesis_internal_use_settings", None):
            test._hypothesis_internal_use_settings = settings(  # type: ignore[union-attr]
                chosen, max_examples=chosen.max_examples * EXPLORE
            )
