"""A small dataset for the verbs, and how they are asked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from netexplorer.cli import run

SMALL: dict[str, Any] = {
    "format": "netexplorer/1",
    "title": "Small",
    "actors": [{"id": "a", "name": "Anna"}, {"id": "b"}, {"id": "c"}],
    "relationships": [
        {
            "id": "a--b",
            "source": "a",
            "target": "b",
            "label": "Anna and b",
            "tags": ["first"],
            "changes": [
                {"from": "1998", "state": "open", "confidence": "stated", "sources": ["s1#2"]},
                {"from": "2014-04", "state": "limited", "note": "Frost.", "sources": ["s1"]},
                {"from": "2021-11-01", "until": "2021-12", "state": "severed"},
            ],
        },
        {"id": "b--c", "source": "b", "target": "c", "changes": [{"from": "2010-05-01", "state": "severed"}]},
    ],
    "sources": [{"id": "s1", "title": "A paper"}],
    "lenses": [{"id": "first", "tags": ["first"]}],
}


def written(folder: Path, changed: dict[str, Any]) -> str:
    path = folder / "written.json"
    path.write_text(json.dumps({**SMALL, **changed}), encoding="utf-8")
    return str(path)


def answer(capsys: pytest.CaptureFixture[str], *argv: str) -> Any:
    assert run(argv) == 0
    return json.loads(capsys.readouterr().out)
