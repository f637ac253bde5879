"""DyNetX: JSON with a link for each integer step, and lists of interactions ``u v + t`` and ``u v - t``.

What is removed at a step is no longer there in it; what is never removed stays.
"""

from __future__ import annotations

import re
from typing import Any

from netexplorer.graph.formats.draft import Ask, Draft, Raw, Spell
from netexplorer.graph.formats.foreign import refuse
from netexplorer.graph.formats.reading import Progress, Wish
from netexplorer.graph.formats.rows import cells_of, delimiter_of, is_comment
from netexplorer.graph.formats.unpack import Source, decoded
from netexplorer.graph.formats.watch import head_lines, json_of, lines_of, time_of, watched

_BEGINS = re.compile(r'\{\s*"directed"\s*:\s*(?:true|false)\s*,\s*"graph"\s*:\s*\{')
_LINK = re.compile(r'\{\s*"source"\s*:[^{}]*"target"\s*:[^{}]*"time"\s*:\s*-?\d')
_KINDS = ("kind", "type", "category")
_NAMES = ("label", "name")


def sniff_json(head: bytes) -> bool:
    """Keys in the order in which DyNetX writes them, or links with whole numbers as times and nothing else."""
    text = decoded(head)[0].lstrip()
    return (
        bool(_BEGINS.match(text)) and '"multigraph"' not in text and ('"links"' not in text or bool(_LINK.search(text)))
    )


def read_json(source: Source, ask: Ask, progress: Progress, cancelled: Wish) -> Draft:
    """Read the nodes, and join the links of steps that follow one another.

    Raises
    ------
    UserError
        When it is no JSON, or has no links.
    """
    content = json_of(source)
    links = content.get("links", []) if isinstance(content, dict) else None
    nodes = content.get("nodes", []) if isinstance(content, dict) else None
    if not isinstance(links, list) or not isinstance(nodes, list):
        raise refuse(source, "this JSON has no lists of nodes and links")
    draft = Draft("DyNetX JSON")
    draft.directed = bool(content.get("directed"))
    for place, node in enumerate(nodes):
        _node(draft, node if isinstance(node, dict) else {"id": node}, place)
    draft.contacts.gap = draft.contacts.step = 1
    for number, link in watched(links, progress, cancelled):
        if not isinstance(link, dict) or link.get("source") is None or link.get("target") is None:
            what = "This link has no source or target; it is left out."
            draft.tell("warning", "wrong-shape", f"links[{number - 1}]", what)
            continue
        ends = str(link["source"]), str(link["target"])
        times = link.get("time")
        if isinstance(times, list):
            draft.link(*ends, spells=[_inclusive(each) for each in times])
        elif times is None:
            draft.link(*ends)
        else:
            draft.contact(*ends, times if isinstance(times, (int, float, str)) else None)
    return draft


def _inclusive(time: object) -> Spell:
    """An interval as DyNetX has them inside: both steps belong to it."""
    bounds = time if isinstance(time, list) and time else [time]
    start, end = (each if isinstance(each, (int, float, str)) else None for each in (bounds[0], bounds[-1]))
    return Spell(start, end)


def _node(draft: Draft, node: dict[str, Any], place: int) -> None:
    values = {key: value for key, value in node.items() if key != "id"}
    name = next((str(values.pop(key)) for key in _NAMES if isinstance(values.get(key), str)), "")
    kind = next((str(values.pop(key)) for key in _KINDS if isinstance(values.get(key), str)), "")
    draft.declare(str(node.get("id", place)), name, kind=kind, values=values)


def sniff(head: bytes) -> bool:
    """Rows of four cells of which the third is a plus or a minus."""
    rows = [line for line in head_lines(head) if not is_comment(line)][:50]
    delimiter = delimiter_of(rows)
    cut = [cells_of(line, delimiter) for line in rows]
    good = [cells for cells in cut if len(cells) == 4 and cells[2] in ("+", "-")]
    return bool(good) and len(good) >= 0.9 * len(cut)


def read(source: Source, ask: Ask, progress: Progress, cancelled: Wish) -> Draft:
    """Follow what is added and removed, in the order of the file."""
    draft = Draft("DyNetX interactions")
    draft.joins_parallel = True
    lines = lines_of(source)
    delimiter = delimiter_of([line for line in lines[:1_000] if line.strip() and not is_comment(line)][:50])
    there: dict[tuple[str, str], Spell] = {}
    added = 0
    for number, line in watched(lines, progress, cancelled):
        if not line.strip() or is_comment(line):
            continue
        cells = cells_of(line.split("#")[0], delimiter)
        if len(cells) != 4 or cells[2] not in ("+", "-"):
            what = f'"{line.strip()[:80]}" is no interaction; it is left out.'
            draft.tell("warning", "bad-line", f"line {number}", what)
            continue
        ends, time = (min(cells[:2]), max(cells[:2])), time_of(cells[3])
        added += cells[2] == "+"
        if cells[2] == "+":
            _add(draft, cells[0], cells[1], time, there)
        elif (spell := there.pop(ends, None)) is not None:
            spell.end = time
        else:
            draft.bent("removed-first", "What is removed without having been added was there since ever.")
            draft.link(cells[0], cells[1], spells=[Spell(None, time, end_open=True)])
    draft.records = len(draft.actors), added
    return draft


def _add(draft: Draft, source: str, target: str, time: Raw, there: dict[tuple[str, str], Spell]) -> None:
    ends = (min(source, target), max(source, target))
    if ends in there:
        draft.bent("added-twice", "What is added again while it is there goes on.")
        return
    there[ends] = Spell(time, None, end_open=True)
    draft.link(source, target, spells=[there[ends]])
