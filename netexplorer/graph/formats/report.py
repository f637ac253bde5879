"""What reading a file of another format came to: what was recognised, and every rule that bent something."""

from __future__ import annotations

from typing import Any

from msgspec import Struct


class Rule(Struct, frozen=True):
    """A rule that was applied ``count`` times; the sentence says it with an example."""

    code: str
    count: int
    sentence: str


class Report(Struct, frozen=True):
    """The summary of one reading.

    Parameters
    ----------
    format : str
        What the format is called.
    id : str
        The same for programs.
    records : tuple of int
        Nodes, and edges, rows or contacts, as the file itself has them.
    scale : str
        What its times are, empty without any.
    first, last : str
        The first and the last time that it states, as we write them.
    kept : dict
        What it has that is kept and not shown, and how often.
    mapping : dict
        Of a table what its columns were taken for, in the form in which it can be given back.
    networks : tuple of str
        Of a file with several of them, by what each can be asked for.
    """

    format: str
    records: tuple[int, int]
    scale: str = ""
    first: str = ""
    last: str = ""
    rules: tuple[Rule, ...] = ()
    kept: dict[str, int] = {}
    id: str = ""
    mapping: dict[str, Any] = {}
    networks: tuple[str, ...] = ()


def summary(report: Report) -> str:
    """What was recognised, in one line."""
    actors, links = report.records
    times = f", times are {report.scale} from {report.first} to {report.last}" if report.scale else ", without times"
    return f"{report.format}, {actors:,} actors, {links:,} relationships in the file{times}."
