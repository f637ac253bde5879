"""The intervals of relationships as changes, by the rules of ``settle`` applied to whole columns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.errors import UserError
from netexplorer.graph.dates import BEGINNING, FOREVER
from netexplorer.graph.distinct import occurring
from netexplorer.graph.formats.clock import Clock, Scale
from netexplorer.graph.formats.draft import Draft, Instant, Made, Period
from netexplorer.graph.formats.links import Codes, Flags, Links, Spells
from netexplorer.graph.formats.settle import MOST_TOLD, Seen
from netexplorer.graph.schema import DateText

Int64s = npt.NDArray[np.int64]
LAST = 2**62  # behind all spells
Place = tuple[int, int, int, int]  # relationship, 0 reading it or 1 putting it in order or 2 after all, spell, rule


class Held(Struct, frozen=True, eq=False):
    """The changes of all relationships, h of them, each relationship's in the order of time.

    Attributes
    ----------
    link : int32 (h,)
        The row of the relationship.
    spell : int32 (h,)
        The row of the spell whose state, note and values hold.
    start, end : int64 (h,)
        Half-open ticks.
    from_, until : int32 (h,)
        Rows of ``dates``.
    dates : list
        Distinct dates as the native format writes them; the first is the absent one.
    """

    link: Codes
    spell: Codes
    start: Int64s
    end: Int64s
    from_: Codes
    until: Codes
    dates: list[DateText]

    def of(self, rows: npt.NDArray[Any]) -> Held:
        """Some of them."""
        return Held(
            self.link[rows], self.spell[rows], self.start[rows], self.end[rows], self.from_[rows], self.until[rows],
            self.dates,
        )  # fmt: skip


class Bent:
    """Rules that were applied to columns, told to a draft in the order in which it would have met them."""

    def __init__(self) -> None:
        self._told: list[tuple[Place, str, int, Callable[[], str]]] = []

    def add(self, place: Place, code: str, count: int, sentence: Callable[[], str]) -> None:
        """A rule was applied so often, first at this place."""
        self._told.append((place, code, count, sentence))

    def rows(self, links: Codes, which: Flags, rule: int, code: str, sentence: Callable[[int], str]) -> None:
        """A rule was applied to some spells while they were read."""
        if count := int(np.count_nonzero(which)):
            first = int(np.argmax(which))
            self.add((int(links[first]), 0, first, rule), code, count, lambda: sentence(first))

    def tell(self, draft: Draft) -> None:
        """Tell all."""
        for _, code, count, sentence in sorted(self._told, key=lambda each: each[0]):
            draft.bent(code, sentence(), count)


class _Times(Struct, frozen=True, eq=False):
    """Every distinct time, read once: whether there is one, and from when to when it is."""

    at: list[Instant | None]
    is_there: Flags
    is_range: Flags
    earliest: Int64s
    end: Int64s

    def has(self, codes: Codes) -> Flags:
        """Which bounds are stated; a repeated yes where all are."""
        used = self.is_there[occurring(codes, len(self.at))]
        return np.broadcast_to(np.True_, codes.shape) if used.all() else self.is_there[codes]


def held_of(links: Links, seen: Seen, bent: Bent, where: Callable[[int], str]) -> Held:
    """The spells on the axis, read and put in order; ``where`` says what a relationship is called in messages."""
    link = np.repeat(np.arange(links.count, dtype=np.int32), np.diff(links.spell_start))
    times = _read(links, seen, link, where)
    held = _bounded(links, times, seen.clock, link, bent, where)
    return _in_order(held, links.spells, bent)


def _read(links: Links, seen: Seen, link: Codes, where: Callable[[int], str]) -> _Times:
    spells, raws = links.spells, links.times
    is_used = occurring(spells.start, len(raws)) | occurring(spells.end, len(raws))
    at: list[Instant | None] = [None] * len(raws)
    wrong: dict[int, UserError] = {}
    for code in np.flatnonzero(is_used).tolist():
        try:
            at[code] = seen.clock.read(raws[code])
        except UserError as error:
            wrong[code] = error
    if wrong:
        _tell_wrong(wrong, _in_turn(spells), seen, lambda place: where(int(link[place // 2])))
    is_there = np.array([each is not None for each in at], dtype=np.bool_)
    earliest = np.array([each.earliest if each else 0 for each in at], dtype=np.int64)
    end = np.array([each.end if each else 0 for each in at], dtype=np.int64)
    is_said = is_there & np.array([not isinstance(each, Made) for each in at], dtype=np.bool_)
    is_period = np.array([isinstance(each, Period) for each in at], dtype=np.bool_)
    for extreme in (np.min, np.max) if (is_said & ~is_period).any() else ():
        alike = is_said & ~is_period
        alike &= earliest == extreme(earliest[alike])
        codes = np.flatnonzero(alike)
        code = codes[0]
        if codes.size > 1:  # of several ways to write it, that which comes first
            in_turn = _in_turn(spells)
            code = in_turn[np.argmax(alike[in_turn])]
        _saw(seen, at[int(code)])
    for code in np.flatnonzero(is_said & is_period).tolist():
        _saw(seen, at[code])
    is_range = np.array([isinstance(each, Period) and each.is_range for each in at], dtype=np.bool_)
    return _Times(at, is_there, is_range, earliest, end)


def _in_turn(spells: Spells) -> Codes:
    """The times of all spells as a draft would read them."""
    return np.column_stack([spells.start, spells.end]).ravel()


def _saw(seen: Seen, at: Instant | None) -> None:
    if at is not None:
        seen.saw(at)


def _tell_wrong(wrong: dict[int, UserError], in_turn: Codes, seen: Seen, where: Callable[[int], str]) -> None:
    places = np.flatnonzero(np.isin(in_turn, list(wrong)))
    for place in places[:MOST_TOLD].tolist():
        seen.bad(wrong[int(in_turn[place])], where(place))
    seen.bad_more(len(places) - MOST_TOLD)


def _bounded(links: Links, times: _Times, clock: Clock, link: Codes, bent: Bent, where: Callable[[int], str]) -> Held:
    """The half-open ticks of each spell and how its bounds are written; those in which no time passes are left out."""
    spells = links.spells
    start, end, is_open = spells.start, spells.end, spells.end_open
    if times.is_range.any():
        says_both = ~times.is_there[end] & times.is_range[start], ~times.is_there[start] & times.is_range[end]
        start, end = np.where(says_both[1], end, start), np.where(says_both[0], start, end)
        is_open = is_open & ~says_both[0]
    has_start, has_end = times.has(start), times.has(end)
    low, high = times.earliest[start], times.earliest[end]
    inverted = high < low
    if inverted.any():
        inverted &= has_start & has_end & (is_open | (times.end[end] <= low))

    def swapped(row: int) -> str:
        raw = links.times[spells.start[row]], links.times[spells.end[row]]
        return f"Ends before its beginning are swapped ({where(int(link[row]))}: {raw[0]}–{raw[1]})."

    bent.rows(link, inverted, 0, "inverted-spell", swapped)
    if inverted.any():
        start, end = np.where(inverted, end, start), np.where(inverted, start, end)
        low, high = times.earliest[start], times.earliest[end]
    if is_open.any():
        instant = has_start & has_end & is_open & (low == high)
        bent.rows(link, instant, 1, "instant", lambda _: "Intervals that end where they begin are read as one instant.")
        is_open = is_open & ~instant
    if clock.scale is not Scale.NUMBERS:
        sentence = "Ends that belong to the interval are read to the end of what they name."
        bent.rows(link, has_end & ~is_open, 2, "inclusive-end", lambda _: sentence)
    has_end, has_start = (
        _observed(link, unknown, has, bent)
        for unknown, has in ((spells.unknown_end, has_end), (spells.unknown_start, has_start))
    )
    after = spells.start_open
    dates = _Dates(times)
    from_ = dates.column(start, has_start, after, lambda at: at.text, clock.after)
    until = dates.column(
        end, has_end, is_open, lambda at: clock.until(at, is_open=False), lambda at: clock.until(at, is_open=True)
    )
    first = np.where(after, times.end[start], low) if after.any() else low
    last = np.where(is_open, high, times.end[end]) if is_open.any() else times.end[end]
    first = first if has_start.all() else np.where(has_start, first, BEGINNING)
    last = last if has_end.all() else np.where(has_end, last, FOREVER)
    empty = last <= first
    said = "Intervals in which no time passes are left out"
    bent.rows(link, empty, 4, "empty-spell", lambda row: f"{said} ({where(int(link[row]))}).")
    held = Held(link, np.arange(spells.count, dtype=np.int32), first, last, from_, until, dates.texts)
    return held.of(np.flatnonzero(~empty)) if empty.any() else held


def _observed(link: Codes, unknown: Flags, has: Flags, bent: Bent) -> Flags:
    """Which bounds there are without those that are only bounds of what was looked at."""
    if not unknown.any():
        return has
    bent.rows(link, unknown & has, 3, "censored", lambda _: "Bounds of observation are not read as ends.")
    return has & ~unknown


class _Dates:
    """The distinct dates that are written, each once."""

    def __init__(self, times: _Times) -> None:
        self._times = times
        self._codes: dict[tuple[type, DateText], int] = {(str, ""): 0}  # 1 and 1.0 are written differently

    @property
    def texts(self) -> list[DateText]:
        """All of them."""
        return [text for _, text in self._codes]

    def column(
        self, codes: Codes, which: Flags, is_other: Flags, write: Callable[[Instant], DateText],
        write_other: Callable[[Instant], DateText],
    ) -> Codes:  # fmt: skip
        """Of some rows the date of their time, written in one of two ways, as a code; 0 for all others."""
        if not is_other.any():
            return self._written(codes, which, write)
        return self._written(codes, which & ~is_other, write) | self._written(codes, which & is_other, write_other)

    def _written(self, codes: Codes, which: Flags, write: Callable[[Instant], DateText]) -> Codes:
        is_whole, known = bool(which.all()), self._codes
        table = np.zeros(len(self._times.at), dtype=np.int32)
        for code in np.flatnonzero(occurring(codes if is_whole else codes[which], len(table))).tolist():
            if (at := self._times.at[code]) is not None:
                text = write(at)
                table[code] = known.setdefault((type(text), text), len(known))
        column: Codes = table[codes] if is_whole else np.where(which, table[codes], np.int32(0))
        return column


def _in_order(held: Held, spells: Spells, bent: Bent) -> Held:
    """One after another: what overlaps in the same state is one, in another state the later beginning counts."""
    _sort(held)
    meets = np.flatnonzero((held.link[1:] == held.link[:-1]) & (held.start[1:] <= held.end[:-1]))
    if not meets.size:
        return held
    rows = _rows_of(held, held.link[meets])
    kept = _swept(held, rows, spells, bent)
    keep = np.ones(held.link.size, dtype=np.bool_)
    keep[rows] = False
    for row, last, text in kept:
        keep[row], held.end[row], held.until[row] = True, last, text
    return held if keep.all() else held.of(np.flatnonzero(keep))


def _sort(held: Held) -> None:
    """Put the spells of those relationships in order that are not: mostly few, and sorting all takes long."""
    is_late = (held.start[1:] < held.start[:-1]) & (held.link[1:] == held.link[:-1])
    if is_late.any():
        rows = _rows_of(held, held.link[1:][is_late])
        order = rows[np.lexsort((held.start[rows], held.link[rows]))]
        for column in (held.spell, held.start, held.end, held.from_, held.until):
            column[rows] = column[order]


def _rows_of(held: Held, links: Codes) -> Int64s:
    """The rows of some relationships."""
    is_one = np.zeros(int(held.link[-1]) + 1, dtype=np.bool_)
    is_one[links] = True
    return np.flatnonzero(is_one[held.link])


def _swept(held: Held, rows: Int64s, spells: Spells, bent: Bent) -> list[tuple[int, int, int]]:
    """Of relationships whose spells meet, the rows that are left, with where each ends and how that is written."""
    link, start, end, until = (column[rows].tolist() for column in (held.link, held.start, held.end, held.until))
    state, *said = (
        column.codes[held.spell[rows]].tolist()
        for column in (spells.state, spells.note, spells.confidence, spells.sources)
    )
    about = list(zip(*said, strict=True))
    plain = (spells.values.codes[held.spell[rows]] == 0).tolist()
    ordered: list[list[int]] = []
    counts: dict[str, list[tuple[int, int]]] = {"joined-spells": [], "overlapping-states": []}
    for k, row in enumerate(rows.tolist()):
        before = ordered[-1] if ordered else None
        if before is None or link[before[0]] != link[k] or start[k] > before[1]:
            ordered.append([k, end[k], until[k], row])
            continue
        b = before[0]
        is_told = start[k] == before[1] and about[k] != about[b]
        if state[k] == state[b] and plain[k] and plain[b] and not is_told:
            counts["joined-spells"].append((link[k], k))
            if end[k] > before[1]:
                before[1:3] = end[k], until[k]
            continue
        if start[k] < before[1]:
            counts["overlapping-states"].append((link[k], k))
        if start[k] == start[b]:
            ordered.pop()
        ordered.append([k, end[k], until[k], row])
    for code, places in counts.items():
        if places:
            bent.add((places[0][0], 1, places[0][1], 0), code, len(places), lambda code=code: _SENTENCES[code])  # type: ignore[misc]
    return [(row, last, text) for _, last, text, row in ordered]


_SENTENCES = {
    "joined-spells": "Intervals of one state that touch or overlap are joined.",
    "overlapping-states": "Where two states overlap, the one that began later counts.",
}
