"""The verb ``merge``: two datasets as one, with what is new, equal, says more or contradicts."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netexplorer.errors import UsageError

if TYPE_CHECKING:
    from netexplorer.graph.formats.draft import Ask
    from netexplorer.graph.merge import Choice, Merge
    from netexplorer.graph.schema import Dataset


def merge(arguments: argparse.Namespace) -> int:
    """Bring a second dataset into one; the exit code is 1 when a part of either had to be left out."""
    if arguments.output is None and not arguments.dry_run:
        raise UsageError("merge needs a file to write", hint="Name it with -o, or use --dry-run.")
    from netexplorer.cli.verbs import ask_of, print_answer
    from netexplorer.graph.formats import format_for
    from netexplorer.graph.merge import Choice, compare, merged

    wanted = format_for(Path(arguments.output), to_write=True) if arguments.output is not None else None
    (base, is_whole), (other, is_other_whole) = _read(arguments.base), _read(arguments.other, ask_of(arguments))
    found = compare(base, other)
    choice = Choice(arguments.prefer)
    if wanted is not None and not arguments.dry_run:
        from netexplorer.cli.verbs import complain

        together = merged(found, choice)
        for loss in wanted.losses(together) if wanted.losses else ():
            complain(f"{wanted.label}: {loss}")
        wanted.save(together, Path(arguments.output))
    print_answer(arguments, merge_answer(found, choice), merge_text)
    return int(not (is_whole and is_other_whole))


def _read(name: str, ask: Ask | None = None) -> tuple[Dataset, bool]:
    """A dataset, and whether nothing of it had to be left out."""
    from netexplorer.cli.verbs import complain
    from netexplorer.graph.formats import open_dataset
    from netexplorer.graph.formats.draft import Ask

    reading = open_dataset(Path(name), ask=ask or Ask())
    errors = [problem for problem in reading.problems if problem.severity == "error"]
    for problem in errors:
        complain(f"{Path(name).name}: {problem.where}: {problem.message}")
    return reading.dataset, not errors


def merge_answer(found: Merge, choice: Choice) -> dict[str, Any]:
    """How many records of each list are what, each contradiction, and what is told of single ones."""
    from netexplorer.graph.merge.parts import VERDICTS

    conflicts: list[dict[str, Any]] = []
    told: list[dict[str, str]] = []
    for part in found.parts:
        for row in part.of("conflict").tolist():
            for each in found.differences(part, row):
                if each.is_conflict:
                    place = {"list": part.name, "id": part.theirs[row].id, "name": found.called(part, row)}
                    conflicts.append({**place, "field": each.field, "ours": each.ours, "theirs": each.theirs})
        for row, words in sorted(part.told.items()):
            if words:
                told.append({"list": part.name, "id": part.theirs[row].id, "note": words})
    counts = {part.name: {word: int(part.of(word).size) for word in VERDICTS} for part in found.parts}
    return {
        "counts": counts,
        "prefer": choice.prefer,
        "conflicts": conflicts,
        "told": told,
        "notes": list(found.notes),
    }


def merge_text(answer: dict[str, Any]) -> str:
    """A line for each list that has something, then one for each contradiction and each thing told."""
    from netexplorer.cli.texts import plain

    lines = []
    words = {"new": "new", "equal": "the same", "fills": "say more", "conflict": "in conflict"}
    for name, counts in answer["counts"].items():
        if any(counts.values()):
            lines.append(f"{name}: " + ", ".join(f"{counts[key]} {word}" for key, word in words.items()))
    kept = {"ours": "kept", "theirs": "not kept"}[answer["prefer"]]
    for each in answer["conflicts"]:
        place = f"{each['list']} {plain(each['id'] or each['name'])}, {plain(each['field'])}"
        lines.append(f'! {place}: ours ({kept}) "{plain(each["ours"])}", theirs "{plain(each["theirs"])}"')
    lines += [f"  {each['list']} {plain(each['id'])}: {plain(each['note'])}" for each in answer["told"]]
    return "\n".join([*lines, *(f"  {plain(note)}" for note in answer["notes"])])
