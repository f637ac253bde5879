"""Shared by the tests of readers: a text as a file, opened, and what came out of it in short."""

from __future__ import annotations

from pathlib import Path

from netexplorer.graph.formats import open_dataset
from netexplorer.graph.formats.reading import Reading


def opened(folder: Path, text: str | bytes, name: str = "x.txt") -> Reading:
    """A file with this text, opened."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return open_dataset(path)


def counts(reading: Reading) -> tuple[int, int]:
    """Nodes and links as the file has them."""
    assert reading.report is not None
    return reading.report.records


def span(reading: Reading) -> tuple[str, str]:
    """The first and the last time that the file states."""
    assert reading.report is not None
    return reading.report.first, reading.report.last


def changes(reading: Reading, row: int = 0) -> list[tuple[object, object, str, dict[str, object]]]:
    """From when until when a relationship is in which state, with what values."""
    return [(each.from_, each.until, each.state, each.values) for each in reading.dataset.relationships[row].changes]


def ends(reading: Reading) -> list[tuple[str, str]]:
    """The ends of all relationships."""
    return [(each.source, each.target) for each in reading.dataset.relationships]


def warned(reading: Reading) -> list[tuple[str, str]]:
    """Code and place of all warnings."""
    return [(each.code, each.where) for each in reading.problems if each.severity == "warning"]


def rules(reading: Reading) -> set[str]:
    """The codes of all rules that bent something."""
    assert reading.report is not None
    return {rule.code for rule in reading.report.rules}
