"""Opens a text as a file, and says what came of it."""

from __future__ import annotations

from pathlib import Path

from netexplorer.graph.formats import open_dataset
from netexplorer.graph.formats.draft import Ask
from netexplorer.graph.formats.reading import Reading, never, nowhere


def opened(folder: Path, name: str, text: str | bytes, ask: Ask = Ask()) -> Reading:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return open_dataset(path, nowhere, never, ask)


def records(reading: Reading) -> tuple[int, int]:
    assert reading.report is not None
    return reading.report.records


def dates(reading: Reading) -> list[list[tuple[object, object]]]:
    return [[(each.from_, each.until) for each in link.changes] for link in reading.dataset.relationships]


def ends(reading: Reading) -> list[tuple[str, str]]:
    return [(link.source, link.target) for link in reading.dataset.relationships]


def codes(reading: Reading) -> set[str]:
    return {problem.code for problem in reading.problems}
