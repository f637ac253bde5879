"""Contacts, which have one instant each, become relationships that hold over intervals, by a stated rule.

A contact joins the one before of the same two actors when it comes within a gap. The gap is the step of the clock where
contacts come at every tick of it, as those of sensors do, and else a round two hundredth of the whole time.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from netexplorer.errors import UserError
from netexplorer.graph.axis import TICKS_PER_UNIT
from netexplorer.graph.dates import DAY, Precision, civil_of, civil_text
from netexplorer.graph.formats.clock import Clock, Scale, number_of
from netexplorer.graph.formats.draft import Contacts, Draft, DraftLink, Instant, Made, Raw, Spell

Int64s = npt.NDArray[np.int64]

REGULAR = 0.3  # this share of the successive contacts of two is one step apart: then the clock ticks by it
PARTS = 200
_LATEST = 1e11  # seconds, until when any is a date
_NICE = (1, 60, 600, 3_600, 6 * 3_600, DAY, 7 * DAY, 30 * DAY, 90 * DAY, 365 * DAY, 3_650 * DAY)
_PERIODS = {Scale.YEARS: "years", Scale.MONTHS: "months"}  # which are counted, as they are not all as long


def spells_of(draft: Draft, clock: Clock) -> Iterator[DraftLink]:
    """The relationships that the contacts of a draft make, in the order in which each two first met."""
    ticks, kept = _read(draft, clock)
    if not kept:
        return
    rows, names = draft.contacts, list(draft.actors)

    def at(place: int) -> Instant:
        return clock.read(rows.times[kept[place]])  # type: ignore[return-value]

    row_of = {name: row for row, name in enumerate(names)}
    src = np.array([row_of[rows.sources[k]] for k in kept], dtype=np.int64)
    dst = np.array([row_of[rows.targets[k]] for k in kept], dtype=np.int64)
    words, codes = _coded([rows.types[k] for k in kept] if rows.types else [""] * len(kept))
    ends = (src, dst) if draft.directed else (np.minimum(src, dst), np.maximum(src, dst))
    pair = (codes * len(names) + ends[0]) * len(names) + ends[1]
    decay = _decay(rows, clock)
    times = _counted(ticks, clock, in_ticks=decay is not None)
    order = np.lexsort((times, pair))
    pair, times = pair[order], times[order]
    is_first = np.append(True, pair[1:] != pair[:-1])
    unit = TICKS_PER_UNIT if clock.is_number else 1
    step = round(rows.step * unit) if rows.step is not None else _step(times)
    gap = decay[0] if decay else round(rows.gap * unit) if rows.gap is not None else _gap(times, is_first, step, clock)
    start_at = np.flatnonzero(is_first | (np.append(0, np.diff(times)) > gap))
    end_at = np.append(start_at[1:], len(pair)) - 1
    apart = _in_words(gap, clock, in_ticks=decay is not None)
    rule = f"Contacts of the same two at most {apart} apart are one interval."
    draft.bent("contacts-joined", rule, len(pair) - len(start_at))
    groups = np.append(np.flatnonzero(is_first[start_at]), len(start_at))
    first_met = np.minimum.reduceat(order, np.flatnonzero(is_first))
    sums = np.add.reduceat(np.array([rows.weights[k] for k in kept])[order], start_at) if rows.weights else None
    first, last = order[start_at].tolist(), order[end_at].tolist()
    for group in np.argsort(first_met, kind="stable").tolist():
        here = range(int(groups[group]), int(groups[group + 1]))
        head = first[here[0]]
        spells = [_spell(at(first[k]), at(last[k]), step, clock) for k in here]
        if sums is not None:
            for k, spell in zip(here, spells, strict=True):
                spell.values = {"weight": float(sums[k])}
        spells = _decaying(spells, [at(last[k]) for k in here], decay, clock) if decay else spells
        yield DraftLink(names[int(src[head])], names[int(dst[head])], type=words[int(codes[head])], spells=spells)


def _read(draft: Draft, clock: Clock) -> tuple[Int64s, list[int]]:
    """The ticks of the rows that have a time, and which rows those are."""
    ticks, kept = [], []
    for k, raw in enumerate(draft.contacts.times):
        tick = _tick(raw, clock)
        if tick is not None:
            ticks.append(tick)
            kept.append(k)
    if bad := len(draft.contacts.times) - len(kept):
        draft.bent("contact-without-time", "Rows without a time that can be read are left out.", bad)
    return np.array(ticks, dtype=np.int64), kept


def _tick(raw: Raw, clock: Clock) -> int | None:
    """Of seconds since 1970 without the date, which of a million contacts only those at the ends of intervals need."""
    if clock.scale is Scale.SECONDS and not isinstance(raw, Instant):
        number = number_of(raw)
        if number is not None and 0 <= number < _LATEST:
            return math.floor(number)
    try:
        at = clock.read(raw)
    except UserError:
        return None
    return at.earliest if at is not None else None


def _coded(words: Sequence[str]) -> tuple[list[str], Int64s]:
    distinct = list(dict.fromkeys(words))
    code_of = {word: code for code, word in enumerate(distinct)}
    return distinct, np.array([code_of[word] for word in words], dtype=np.int64)


def _decay(rows: Contacts, clock: Clock) -> tuple[int, int] | None:
    """After how many ticks without a contact a relationship is limited, and ended."""
    if rows.limited_after is None or rows.ended_after is None:
        return None
    unit = TICKS_PER_UNIT if clock.is_number else 1
    return round(rows.limited_after * unit), round(rows.ended_after * unit)


def _decaying(spells: list[Spell], last: list[Instant], decay: tuple[int, int], clock: Clock) -> list[Spell]:
    """Intervals that are open until some time after their last contact, then limited until they end or are resumed."""
    made: list[Spell] = []
    for k, (spell, at) in enumerate(zip(spells, last, strict=True)):
        limited, ended = (_instant(at.earliest + length, clock) for length in decay)
        resumed = spells[k + 1].start if k + 1 < len(spells) else None
        if isinstance(resumed, Instant) and resumed.earliest < ended.earliest:
            ended = resumed
        spell.end, spell.end_open = limited, True
        made.append(spell)
        if limited.earliest < ended.earliest:
            made.append(Spell(limited, ended, end_open=True, state="limited", values=spell.values))
    return made


def _counted(ticks: Int64s, clock: Clock, *, in_ticks: bool = False) -> Int64s:
    """Ticks; or years or months, where that is what the times are."""
    if clock.scale not in _PERIODS or in_ticks:
        return ticks
    dates = [civil_of(tick) for tick in ticks.tolist()]
    return np.array([y if clock.scale is Scale.YEARS else y * 12 + m for y, m, _ in dates], dtype=np.int64)


def _step(times: Int64s) -> int:
    """The time between ticks of the clock: the smallest one between two instants at which anything is recorded."""
    distinct = np.unique(times)
    return int(np.diff(distinct).min()) if len(distinct) > 1 else 1


def _gap(times: Int64s, is_first: npt.NDArray[np.bool_], step: int, clock: Clock) -> int:
    apart = np.diff(times)[~is_first[1:]]
    apart = apart[apart > 0]
    if len(apart) and np.count_nonzero(apart == step) >= REGULAR * len(apart):
        return step
    wanted = max(int(times.max() - times.min()) // PARTS, step)
    if clock.is_number or clock.scale in _PERIODS:
        return wanted
    return max(next((nice for nice in _NICE if nice >= wanted), wanted), step)


def _spell(first: Instant, last: Instant, step: int, clock: Clock) -> Spell:
    """From the first contact to the end of the step that begins with the last."""
    if clock.scale in _PERIODS or last.end - last.earliest >= step:
        return Spell(first, last)
    return Spell(first, _instant(last.earliest + step, clock), end_open=True)


def _instant(tick: int, clock: Clock) -> Instant:
    if clock.is_number:
        whole, part = divmod(tick, TICKS_PER_UNIT)
        text: Raw = whole if not part else tick / TICKS_PER_UNIT
        return Made(text, tick, tick + 1, Precision.NUMBER)  # type: ignore[arg-type]
    precision = Precision.SECOND if tick % DAY else Precision.DAY
    return Made(civil_text(tick, precision), tick, tick + 1, precision)


def _in_words(gap: int, clock: Clock, *, in_ticks: bool = False) -> str:
    if clock.scale in _PERIODS and not in_ticks:
        return f"{gap} {_PERIODS[clock.scale].removesuffix('s' if gap == 1 else '')}"
    if clock.is_number:
        return f"{gap / TICKS_PER_UNIT:g}"
    for name, size in (("days", DAY), ("hours", 3_600), ("minutes", 60)):
        if gap >= 2 * size:
            return f"{gap / size:g} {name}"
    return f"{gap} seconds"
