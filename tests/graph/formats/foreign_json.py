"""Small files of others for the tests of the JSON formats: written, opened, and closed again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from netexplorer.graph.formats import open_dataset
from netexplorer.graph.formats.reading import Reading
from netexplorer.graph.formats.report import Report
from netexplorer.graph.schema import Relationship


def opened(folder: Path, content: Any, name: str = "file.json") -> Reading:
    """What opening a file comes to; anything but bytes and text is written as JSON."""
    path = folder / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return open_dataset(path)


def reported(reading: Reading) -> Report:
    """The report, which every format of others has."""
    assert reading.report is not None
    return reading.report


def spans(relationship: Relationship) -> list[tuple[Any, Any, str]]:
    """The changes of a relationship: from, until, state."""
    return [(change.from_, change.until, change.state) for change in relationship.changes]


def codes(reading: Reading) -> set[str]:
    """The codes of the rules that bent something and of the problems."""
    return {rule.code for rule in reported(reading).rules} | {problem.code for problem in reading.problems}
