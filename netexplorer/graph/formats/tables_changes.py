"""Tables that say when ties begin and end in rows of their own: toggles of statnet, and streams with ``+`` and ``-``.

They come out as a grid with one interval to a row, right-open: a tie that ends at a time is no longer there.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from netexplorer.graph.formats.clock import number_of
from netexplorer.graph.formats.tables_grid import SAMPLE, Grid, Numbered, Row
from netexplorer.graph.formats.tables_words import WORDS, compact

_ENDS = (("tail", "head"), ("source", "target"), ("sender", "receiver"), ("from", "to"), ("u", "v"), ("i", "j"),
         ("node1", "node2"), ("actor1", "actor2"), ("src", "dst"))  # fmt: skip
_NAMED = frozenset(("to", "direction", "increment", "change", "op", "operation", "action", "present", "exists", "sign"))
_ON = frozenset(("+", "add", "added", "create", "created", "begin", "start", "onset", "form", "formation", "join"))
_OFF = frozenset(
    ("-", "remove", "removed", "delete", "deleted", "end", "terminus", "dissolve", "dissolution", "leave", "drop")
)
_ONES, _NOUGHTS = frozenset(("1", "+1", "1.0", "true")), frozenset(("0", "-1", "-1.0", "0.0", "false"))


def changes(grid: Grid) -> Grid | None:
    """The intervals of a table of changes; None if it is none."""
    words = [compact(name) or name.strip() for name in grid.names]
    ends = next((pair for pair in _ENDS if set(pair) <= set(words)), None)
    timed = [k for k, word in enumerate(words) if WORDS.get(word) == "instant"]
    if not grid.is_named or ends is None or len(timed) != 1:
        return None
    at, source, target = timed[0], words.index(ends[0]), words.index(ends[1])
    rest = [k for k in range(len(words)) if k not in (at, source, target)]
    kind = next((k for k in rest if _is_kind(grid, k, words[k])), None)
    if kind is None and (ends != ("tail", "head") or rest):
        return None  # tails and heads with nothing but a time are toggles, as statnet alone calls the two so
    others = [k for k in rest if k != kind]

    def rows() -> Iterator[Numbered]:
        since: dict[tuple[str, str], tuple[int, str, Row]] = {}
        for number, row in _in_order(grid, at):
            if len(row) <= max(at, source, target, kind or 0):
                continue
            pair, time = (row[source].strip(), row[target].strip()), row[at].strip()
            is_on = pair not in since if kind is None else row[kind].strip().casefold() in _ON | _ONES
            if is_on:
                since.setdefault(pair, (number, time, row))
            elif pair in since:
                begun, start, first = since.pop(pair)
                yield begun, [*pair, start, time, *(first[k] if k < len(first) else "" for k in others)]
        for pair, (begun, start, first) in since.items():
            yield begun, [*pair, start, "", *(first[k] if k < len(first) else "" for k in others)]

    names = ("source", "target", "start", "terminus", *(grid.names[k] for k in others))
    return replace(
        grid, names=names, rows=rows, sample=tuple(row for row, _ in zip(rows(), range(SAMPLE), strict=False))
    )


def _is_kind(grid: Grid, place: int, word: str) -> bool:
    """Whether a column says of each row whether it begins or ends something."""
    cells = {cell.casefold() for cell in grid.column(place)}
    if cells <= _ON | _OFF:
        return bool(cells & _OFF)
    return word in _NAMED and cells <= _ONES | _NOUGHTS and bool(cells & _NOUGHTS)


def _in_order(grid: Grid, at: int) -> list[Numbered]:
    """Rows by their times: numbers as numbers, anything else as it is written, which is right for dates of ISO."""
    rows = list(grid.rows())

    def when(each: Numbered) -> tuple[float, str]:
        text = each[1][at].strip() if at < len(each[1]) else ""
        number = number_of(text)
        return (float(number), "") if number is not None else (0.0, text)

    return sorted(rows, key=when)
