"""The answers as plain text for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from netexplorer.graph.formats.report import Report, summary
from netexplorer.graph.problems import Problem

Answer = dict[str, Any]


def plain(text: object) -> str:
    """One line without control characters: a dataset cannot move the cursor or colour the terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in str(text)).split())


def counts_text(counts: dict[str, int]) -> str:
    """``3 worse, 0 better``."""
    return ", ".join(f"{count} {word}" for word, count in counts.items())


def _columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Left-aligned columns, two spaces apart."""
    if not rows:
        return []
    widths = [max(len(row[k]) for row in rows) for k in range(len(rows[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def states_text(answer: Answer) -> str:
    """A line of counts, then a line a relationship that has begun: state, since when, label."""
    shown = [rel for rel in answer["relationships"] if rel["state"] != "not-yet"]
    rows = [
        (
            rel["state"] + (" (possibly)" if rel["uncertain"] else ""),
            f"since {plain(rel['since'])}" if rel["since"] is not None else "",
            plain(rel["label"]),
        )
        for rel in shown
    ]
    possibly = Counter(rel["state"] for rel in shown if rel["presence"] == "possible")
    counts = ", ".join(
        f"{count} {word}" + (f", of which {possibly[word]} only possibly" if possibly[word] else "")
        for word, count in answer["counts"].items()
    )
    head = f"{plain(answer['dataset'])}, {plain(answer['date'])}: {counts}"
    return "\n".join([head, *heard_lines(answer), *_columns(rows)])


def heard_lines(answer: Answer) -> list[str]:
    """Whose word counts and what is left out for it, in one line; nothing where everybody's does."""
    heard = answer.get("testimony")
    if not heard:
        return []
    who = [f"only {word}" for word in heard["only"]]
    who += [f"{kind} {plain(heard[kind])}" for kind in ("source", "publisher") if heard[kind]]
    parts = [f"{heard[kind]['told']} of {heard[kind]['all']} {kind}" for kind in ("changes", "channels")]
    if heard["contradicts"]:
        parts.append(f"contradicts others in {len(heard['contradicts'])} of the disagreements")
    return [f"Heard ({', '.join(who)}): {', '.join(parts)}"]


def problems_text(name: str, problems: Sequence[Problem]) -> str:
    """A line a problem, and a summary."""
    lines = []
    for problem in problems:
        hint = f" {plain(problem.hint)}" if problem.hint else ""
        lines.append(f"{problem.severity}: {plain(problem.where)}: {plain(problem.message)}{hint}")
    found = {word: sum(problem.severity == word for problem in problems) for word in ("error", "warning", "note")}
    summary = ", ".join(f"{count} {word}{'' if count == 1 else 's'}" for word, count in found.items())
    return "\n".join([*lines, f"{name}: {summary}"])


def report_text(report: Report) -> str:
    """What was recognised in a file of another format, in one line."""
    return plain(summary(report))


def info_text(answer: Answer) -> str:
    """A line a fact."""
    rows = [(key, counts_text(value) if isinstance(value, dict) else _value(value)) for key, value in answer.items()]
    return "\n".join(_columns(rows))


def _value(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(plain, value))
    return "" if value is None else plain(value)
