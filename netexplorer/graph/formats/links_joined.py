"""Columns of relationships put together: those of two kinds one after the other, and parallel ones as one."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from netexplorer.graph.formats.draft import Draft
from netexplorer.graph.formats.links import Links, Spells, again, joined, some, taken
from netexplorer.graph.gather import Coded

Int64s = npt.NDArray[np.int64]

_ENDS = ("source", "target", "directed")
_FLAGS = ("start_open", "end_open", "unknown_start", "unknown_end")
_WORDS = ("state", "note", "confidence", "sources", "values")


def concatenated(one: Links, other: Links) -> Links:
    """The relationships of both."""

    def times(name: str) -> Any:
        later = getattr(other.spells, name)
        return np.concatenate([getattr(one.spells, name), np.where(later, later + len(one.times), 0)]).astype(np.int32)

    a, b = one.spells, other.spells
    spells: dict[str, Any] = {
        "start": times("start"),
        "end": times("end"),
        **{name: np.concatenate([getattr(a, name), getattr(b, name)]) for name in _FLAGS},
        **{name: joined([getattr(a, name), getattr(b, name)]) for name in _WORDS},
    }
    columns: dict[str, Any] = {
        **{name: np.concatenate([getattr(one, name), getattr(other, name)]) for name in _ENDS},
        **{
            name: joined([getattr(one, name), getattr(other, name)])
            for name in ("id", "type", "label", "tags", "values")
        },
    }
    return Links(
        **columns,
        times=[*one.times, *other.times],
        spell_start=np.concatenate([one.spell_start, other.spell_start[1:] + one.spell_start[-1]]),
        spells=Spells(**spells),
    )


def parallel_joined(draft: Draft, links: Links) -> tuple[Links, Int64s]:
    """Dated relationships between the same two of the same type as one, unless they have ids of their own.

    Returns
    -------
    Links, int64 (k,)
        The relationships, and the rows that they had.
    """
    groups = _groups(draft, links)
    later = np.concatenate([group[1:] for group in groups]) if groups else np.zeros(0, dtype=np.int64)
    kept = np.delete(np.arange(links.count), later)
    if not groups:
        return links, kept
    rule = "Rows about the same two actors and type are one relationship."
    draft.bent("joined-links", rule, later.size)
    head = np.concatenate([np.repeat(group[:1], len(group) - 1) for group in groups])
    spell_start, spell_rows = _moved(links.spell_start, head, later, kept)
    values = _merged(links.values, kept, groups)
    return (
        replace(
            links,
            **{name: some(getattr(links, name), kept) for name in ("source", "target", "directed")},
            **{name: taken(getattr(links, name), kept) for name in ("id", "type", "label", "tags")},
            values=values,
            spell_start=spell_start,
            spells=_taken(links.spells, spell_rows),
        ),
        kept,
    )


def _moved(spell_start: Int64s, head: Int64s, later: Int64s, kept: Int64s) -> tuple[Int64s, Int64s]:
    """Where the spells of those begin that are kept, and which they are: those of later rows stand behind their heads'.

    They are mostly few, so that all others are not sorted anew.
    """
    lengths = np.diff(spell_start)
    counts = lengths[later]
    moved = np.arange(counts.sum()) + np.repeat(spell_start[later] - np.cumsum(counts) + counts, counts)
    stays = np.ones(int(spell_start[-1]), dtype=np.bool_)
    stays[moved] = False
    rows = np.flatnonzero(stays)
    behind = np.searchsorted(rows, np.repeat(spell_start[head + 1], counts))
    np.add.at(lengths, head, counts)
    return np.append(0, np.cumsum(lengths[kept])), np.insert(rows, behind, moved)


def _groups(draft: Draft, links: Links) -> list[Int64s]:
    """The rows of each relationship that several rows tell of, in the order of the file."""
    is_directed = np.where(links.directed < 0, np.int8(draft.directed), links.directed).astype(np.bool_)
    low, high = links.source, links.target
    if not is_directed.all():
        rank = _ranks(draft) if is_directed.any() else np.arange(len(draft.actors))
        swap = ~is_directed & (rank[low] > rank[high])
        low, high = np.where(swap, high, low), np.where(swap, low, high)
    rows = again(low.astype(np.int64) * len(draft.actors) + high)
    columns = [low, high, *(column.codes for column in (links.type, links.label, links.id) if column.codes.any())]
    order = rows[np.lexsort([column[rows] for column in columns])]  # stable, so the order of the file is kept
    is_dated = np.diff(links.spell_start)[order] > 0
    is_same = is_dated[1:] & is_dated[:-1]
    for column in columns:
        is_same &= column[order][1:] == column[order][:-1]
    return [group for group in np.split(order, np.flatnonzero(~is_same) + 1) if len(group) > 1]


def _ranks(draft: Draft) -> npt.NDArray[np.int64]:
    """The place of each actor in the alphabet, in which the ends of mutual relationships stand."""
    names = list(draft.actors)
    rank = np.empty(len(names), dtype=np.int64)
    rank[sorted(range(len(names)), key=names.__getitem__)] = np.arange(len(names))
    return rank


def _merged(column: Coded, kept: Int64s, groups: list[Int64s]) -> Coded:
    """The values of the rows that are left: what they say, and what later rows of the same relationship add."""
    codes = column.codes.copy()
    values = list(column.values)
    for group in groups if codes.any() else ():
        said = values[codes[group[0]]]
        for code in codes[group[1:]].tolist():
            said = {**values[code], **said}
        codes[group[0]] = len(values)
        values.append(said)
    return Coded(codes[kept], values)


def _taken(spells: Spells, rows: Int64s) -> Spells:
    columns: dict[str, Any] = {name: some(getattr(spells, name), rows) for name in ("start", "end", *_FLAGS)}
    columns.update({name: taken(getattr(spells, name), rows) for name in _WORDS})
    return Spells(**columns)
