"""Columns of relationships put together: those of two kinds one after the other, and parallel ones as one."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from netexplorer.graph.formats.draft import Draft
from netexplorer.graph.formats.links import Links, Spells, joined, taken
from netexplorer.graph.gather import Coded

Int64s = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_FLAGS = ("start_open", "end_open", "unknown_start", "unknown_end")
_WORDS = ("state", "note", "confidence", "sources", "values")


def concatenated(one: Links, other: Links) -> Links:
    """The relationships of both."""

    def times(name: str) -> Any:
        later = getattr(other.spells, name)
        return np.concatenate([getattr(one.spells, name), np.where(later, later + len(one.times), 0)]).astype(np.int32)

    a, b = one.spells, other.spells
    spells = Spells(
        times("start"),
        times("end"),
        *(np.concatenate([getattr(a, name), getattr(b, name)]) for name in _FLAGS),
        *(joined([getattr(a, name), getattr(b, name)]) for name in _WORDS),
    )
    return Links(
        *(np.concatenate([getattr(one, name), getattr(other, name)]) for name in ("source", "target", "directed")),
        *(joined([getattr(one, name), getattr(other, name)]) for name in ("id", "type", "label", "tags", "values")),
        times=[*one.times, *other.times],
        spell_start=np.concatenate([one.spell_start, other.spell_start[1:] + one.spell_start[-1]]),
        spells=spells,
    )


def parallel_joined(draft: Draft, links: Links) -> tuple[Links, Int64s]:
    """Dated relationships between the same two of the same type as one, unless they have ids of their own.

    Returns
    -------
    Links, int64 (k,)
        The relationships, and the rows that they had.
    """
    if not links.count:
        return links, np.arange(0)
    order, is_head = _groups(draft, links)
    if is_head.all():
        return links, np.arange(links.count)
    rule = "Rows about the same two actors and type are one relationship."
    draft.bent("joined-links", rule, int(np.count_nonzero(~is_head)))
    heads = order[is_head]
    group = np.cumsum(is_head) - 1
    kept = np.sort(heads)
    # The rows of each relationship that is left, in the order of the file.
    turn = np.lexsort((order, heads[group]))
    rows = order[turn]
    lengths = np.diff(links.spell_start)
    begins = links.spell_start[:-1][rows]
    within = lengths[rows]
    places = np.append(0, np.cumsum(within))
    spell_rows = np.arange(places[-1]) + np.repeat(begins - places[:-1], within)
    starts = np.flatnonzero(np.isin(rows, kept)) if rows.size else rows
    spell_start = np.append(places[starts], places[-1])
    values = _merged(links.values, rows, starts)
    return (
        replace(
            links,
            **{name: getattr(links, name)[kept] for name in ("source", "target", "directed")},
            **{name: taken(getattr(links, name), kept) for name in ("id", "type", "label", "tags")},
            values=values,
            spell_start=spell_start,
            spells=_taken(links.spells, spell_rows),
        ),
        kept,
    )


def _groups(draft: Draft, links: Links) -> tuple[Int64s, Flags]:
    """The relationships with those together that may be one, in the order of the file; and where each group begins."""
    is_directed = np.where(links.directed < 0, np.int8(draft.directed), links.directed).astype(np.bool_)
    low, high = links.source, links.target
    if not is_directed.all():
        rank = _ranks(draft) if is_directed.any() else np.arange(len(draft.actors))
        swap = ~is_directed & (rank[low] > rank[high])
        low, high = np.where(swap, high, low), np.where(swap, low, high)
    pair = low.astype(np.int64) * len(draft.actors) + high
    others = [column.codes for column in (links.type, links.label, links.id) if column.codes.any()]
    order = np.lexsort((*others, pair))  # stable, so that within a group the order of the file is kept
    same = pair[order][1:] == pair[order][:-1]
    for codes in others:
        same &= codes[order][1:] == codes[order][:-1]
    is_dated = np.diff(links.spell_start)[order] > 0
    is_head = np.append(True, ~(same & is_dated[1:] & is_dated[:-1]))
    return order, is_head


def _ranks(draft: Draft) -> npt.NDArray[np.int64]:
    """The place of each actor in the alphabet, in which the ends of mutual relationships stand."""
    names = list(draft.actors)
    rank = np.empty(len(names), dtype=np.int64)
    rank[sorted(range(len(names)), key=names.__getitem__)] = np.arange(len(names))
    return rank


def _merged(column: Coded, rows: Int64s, starts: Int64s) -> Coded:
    """The values of each relationship: what its first row says, and what later ones add."""
    codes = column.codes[rows]
    made = codes[starts]
    lengths = np.diff(np.append(starts, rows.size))
    values = list(column.values)
    several = np.flatnonzero(lengths > 1)
    if column.codes.any():
        made = made.copy()
        for group in several.tolist():
            start = int(starts[group])
            said = values[codes[start]]
            for code in codes[start + 1 : start + int(lengths[group])].tolist():
                said = {**values[code], **said}
            made[group] = len(values)
            values.append(said)
    return Coded(made, values)


def _taken(spells: Spells, rows: Int64s) -> Spells:
    return Spells(
        *(getattr(spells, name)[rows] for name in ("start", "end", *_FLAGS)),
        *(taken(getattr(spells, name), rows) for name in _WORDS),
    )
