"""Contacts, which have one instant each, become relationships that hold over intervals, by a stated rule.

A contact joins the one before of the same two actors when it comes within a gap. The gap is the step of the clock where
contacts come at every tick of it, as those of sensors do, and else a round two hundredth of the whole time.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.errors import UserError
from netexplorer.graph.axis import TICKS_PER_UNIT
from netexplorer.graph.dates import BEGINNING, DAY, Precision, civil_of, civil_text
from netexplorer.graph.formats.clock import Clock, Scale, is_unstated, number_of
from netexplorer.graph.formats.contact_details import together
from netexplorer.graph.formats.draft import Contacts, Draft, DraftLink, Instant, Made, Raw, Spell
from netexplorer.graph.formats.links import Codes, Flags, Links, Rows, Spells, no, nothing, taken
from netexplorer.graph.formats.links_of import rows_of
from netexplorer.graph.gather import Coded

Int64s = npt.NDArray[np.int64]

REGULAR = 0.3  # this share of the successive contacts of two is one step apart: then the clock ticks by it
PARTS = 200
TICKS = 3  # so often a step of several days has to be seen
MOST_UNREAD = 20  # times that cannot be read and are told one by one
_LATEST = 1e11  # seconds, until when any is a date
_NICE = (1, 60, 600, 3_600, 6 * 3_600, DAY, 7 * DAY, 30 * DAY, 90 * DAY, 365 * DAY, 3_650 * DAY)
_PERIODS = {Scale.YEARS: "years", Scale.MONTHS: "months"}  # which are counted, as they are not all as long


class _Intervals(Struct, frozen=True, eq=False):
    """Contacts that are one interval each, those of the same two together, in the order in which each two first met.

    Attributes
    ----------
    first, last : int64 (k,)
        The rows of the first and of the last contact of each interval.
    begins : int64 (g + 1,)
        Where the intervals of each two begin.
    rows, start_at, stop_at : int64
        All rows in the order of time, and between which of their places the contacts of each interval are.
    step : int
        How long one contact lasts, in ticks.
    sums : float64 (k,), optional
        The weights of the contacts together.
    decay : tuple of int, optional
        After how many ticks without a contact a relationship is limited, and ended.
    """

    first: Int64s
    last: Int64s
    begins: Int64s
    rows: Int64s
    start_at: Int64s
    stop_at: Int64s
    step: int
    sums: npt.NDArray[np.float64] | None
    decay: tuple[int, int] | None


def spells_of(draft: Draft, clock: Clock, rows: Rows | None = None) -> Iterator[DraftLink]:
    """The relationships that the contacts of a draft make, in the order in which each two first met."""
    rows, names = rows or rows_of(draft, draft.contacts), list(draft.actors)
    found = _intervals(draft, rows, clock)
    if found is None:
        return

    def at(row: int) -> Instant:
        return clock.read(rows.times[rows.time[row]])  # type: ignore[return-value]

    first, last, begins = found.first.tolist(), found.last.tolist(), found.begins.tolist()
    for start, stop in zip(begins, begins[1:], strict=False):
        here, head = range(start, stop), first[start]
        spells = [_spell(at(first[k]), at(last[k]), found.step, clock) for k in here]
        if found.sums is not None:
            for k, spell in zip(here, spells, strict=True):
                spell.values = {"weight": float(found.sums[k])}
        if said := draft.contacts.details:
            for k, spell in zip(here, spells, strict=True):
                rows_of_it = found.rows[found.start_at[k] : found.stop_at[k]].tolist()
                together([said[row] for row in rows_of_it if row < len(said)], spell, draft)
        if found.decay:
            spells = _decaying(spells, [at(last[k]) for k in here], found.decay, clock)
        type = rows.type.values[rows.type.codes[head]]
        yield DraftLink(names[rows.source[head]], names[rows.target[head]], type=type, spells=spells)


def links_of_contacts(draft: Draft, rows: Rows, clock: Clock) -> Links | None:
    """The same as columns, of contacts that are columns and do not decay; none where no contact has a time."""
    found = _intervals(draft, rows, clock)
    if found is None:
        return None
    heads, count = found.first[found.begins[:-1]], len(found.first)
    times = list(rows.times)
    end, end_open = _ends(times, rows.time[found.last], found.step, clock)
    values = nothing(count, {})
    if found.sums is not None:
        distinct, codes = np.unique(found.sums, return_inverse=True)
        said: list[dict[str, float]] = [{}, *({"weight": float(each)} for each in distinct)]
        values = Coded((codes + 1).astype(np.int32), said)
    few = len(heads)
    return Links(
        source=rows.source[heads],
        target=rows.target[heads],
        directed=np.full(few, -1, dtype=np.int8),
        id=nothing(few),
        type=taken(rows.type, heads),
        label=nothing(few),
        tags=nothing(few, ()),
        values=nothing(few, {}),
        times=times,
        spell_start=found.begins,
        spells=Spells(
            rows.time[found.first], end, no(count), end_open, no(count), no(count),
            nothing(count), nothing(count), nothing(count), nothing(count, ()), values,
        ),
    )  # fmt: skip


def _ends(times: list[Raw], last: Codes, step: int, clock: Clock) -> tuple[Codes, Flags]:
    """The codes of the ends of intervals, by the times of their last contacts, and which do not belong to them."""
    used = np.unique(last)
    code, is_open = np.zeros(len(times), dtype=np.int32), np.zeros(len(times), dtype=np.bool_)
    for each in used.tolist():
        at = clock.read(times[each])
        spell = _spell(at, at, step, clock)  # type: ignore[arg-type]
        code[each] = each if not spell.end_open else len(times)
        is_open[each] = spell.end_open
        if spell.end_open:
            times.append(spell.end)
    return code[last], is_open[last]


def _intervals(draft: Draft, rows: Rows, clock: Clock) -> _Intervals | None:
    """By which of their contacts each two were together when; none if no contact has a time."""
    contacts, count = draft.contacts, len(draft.actors)
    tick_of, is_time = _read(rows, clock)
    kept = np.flatnonzero(is_time[rows.time])
    if bad := len(rows.time) - len(kept):
        draft.bent("contact-without-time", "Rows without a time that can be read are left out.", bad)
        _tell_unread(draft, rows, is_time, clock)
    if not len(kept):
        return None
    src, dst = rows.source[kept].astype(np.int64), rows.target[kept].astype(np.int64)
    ends = (src, dst) if draft.directed else (np.minimum(src, dst), np.maximum(src, dst))
    pair = (rows.type.codes[kept].astype(np.int64) * count + ends[0]) * count + ends[1]
    decay = _decay(contacts, clock)
    times = _counted(tick_of, clock, in_ticks=decay is not None)[rows.time[kept]]
    order = np.lexsort((times, pair))
    pair, times = pair[order], times[order]
    is_first = np.append(True, pair[1:] != pair[:-1])
    unit = TICKS_PER_UNIT if clock.is_number else 1
    step = round(contacts.step * unit) if contacts.step is not None else _step(times, clock)
    if decay:
        gap = decay[0]
    else:
        gap = round(contacts.gap * unit) if contacts.gap is not None else _gap(times, is_first, step, clock)
    start_at = np.flatnonzero(is_first | (np.append(0, np.diff(times)) > gap))
    apart = _in_words(gap, clock, in_ticks=decay is not None)
    rule = f"Contacts of the same two at most {apart} apart are one interval."
    draft.bent("contacts-joined", rule, len(pair) - len(start_at))
    end_at = np.append(start_at[1:], len(pair)) - 1
    sums = np.add.reduceat(rows.weight[kept][order], start_at) if rows.weight is not None else None
    first_met = np.minimum.reduceat(order, np.flatnonzero(is_first))
    groups = np.append(np.flatnonzero(is_first[start_at]), len(start_at))
    inner, begins = _in_turn(groups, np.argsort(first_met, kind="stable"))
    first, last = kept[order[start_at]][inner], kept[order[end_at]][inner]
    places = kept[order], start_at[inner], end_at[inner] + 1
    return _Intervals(first, last, begins, *places, step, None if sums is None else sums[inner], decay)


def _in_turn(groups: Int64s, turn: Int64s) -> tuple[Int64s, Int64s]:
    """The rows of groups that begin at some places, in another order of the groups; and where they begin."""
    lengths = np.diff(groups)[turn]
    begins = np.append(0, np.cumsum(lengths))
    inner = np.arange(begins[-1]) + np.repeat(groups[:-1][turn] - begins[:-1], lengths)
    return inner, begins


def _read(rows: Rows, clock: Clock) -> tuple[Int64s, Flags]:
    """The tick of each distinct time, and which of them can be read."""
    ticks = [_tick(raw, clock) for raw in rows.times]
    is_time = np.array([tick is not None for tick in ticks], dtype=np.bool_)
    return np.array([tick or 0 for tick in ticks], dtype=np.int64), is_time


def _tell_unread(draft: Draft, rows: Rows, is_time: Flags, clock: Clock) -> None:
    """Tell the times that say something and cannot be read, each once, with the first two actors that have it."""
    names: list[str] = []
    for code in [code for code in np.flatnonzero(~is_time).tolist() if not is_unstated(rows.times[code])][:MOST_UNREAD]:
        try:
            clock.read(rows.times[code])
        except UserError as error:
            names = names or list(draft.actors)
            having = np.flatnonzero(rows.time == code)
            if len(having):
                where = f"{names[rows.source[having[0]]]} – {names[rows.target[having[0]]]}"
                draft.tell("warning", "bad-time", where, f"{error.what}; the row is left out.", error.hint)


def _tick(raw: Raw, clock: Clock) -> int | None:
    """Of seconds since 1970 without the date, which of a million contacts only those at the ends of intervals need."""
    if clock.scale is Scale.SECONDS and not isinstance(raw, Instant):
        number = number_of(raw)
        if number is not None and 0 <= number < _LATEST and number not in clock.missing:
            return math.floor(number)
    try:
        at = clock.read(raw)
    except UserError:
        return None
    if at is None:
        return None
    return at.earliest if at.earliest > BEGINNING else at.end - DAY  # "until 2010" is at its last day


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


def _step(times: Int64s, clock: Clock) -> int:
    """The time between ticks of the clock: the smallest one between two instants at which anything is recorded.

    A smallest one of several days that is seen less than three times is chance; then the clock ticks by days.
    """
    distinct = np.unique(times)
    apart = np.diff(distinct)
    if len(apart) == 0:
        return 1
    step = int(apart.min())
    if clock.is_number or clock.scale in _PERIODS or (step <= DAY and np.any(distinct % DAY)):
        return step
    return step if np.count_nonzero(apart == step) >= TICKS else DAY


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
    return f"{gap} second{'s' if gap != 1 else ''}"
