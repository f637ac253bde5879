"""What the tests of the verbs share."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.asking import SMALL


@pytest.fixture
def small(tmp_path: Path) -> str:
    path = tmp_path / "small.json"
    path.write_text(json.dumps(SMALL), encoding="utf-8")
    return str(path)
