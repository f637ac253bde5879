"""Two histories of one relationship: which changes both have, which one adds, and which contradict."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from netexplorer.graph.axis import TimeAxis
from netexplorer.graph.dates import BEGINNING, FOREVER, EdtfDate
from netexplorer.graph.merge.meeting import Difference, finer, meet, told
from netexplorer.graph.schema import Change

Changes = tuple[Change, ...]


class _Dated(Struct, frozen=True, eq=False):
    """A change and its ticks; ``stop`` is the end that is stated, FOREVER without one."""

    change: Change
    row: int
    start: int
    stop: int
    state: str
    is_read: bool


def meet_histories(
    ours: Changes, theirs: Changes, axis: TimeAxis, best: str, *, takes_theirs: bool = False
) -> tuple[Changes, list[Difference]]:
    """One history of both, and in what they differ.

    Changes of the same date and state are one. Between two changes that both have, what only one of them tells is
    added; where both tell something else, only what overlaps no state of the preferred one. The last change of a
    history without an end lasts until the other says otherwise. ``best`` is the state of changes that name none.
    """
    if not theirs or ours == theirs:
        return ours, []
    if not ours:
        return theirs, [Difference("changes", "", words(theirs[0]))] + [
            Difference("changes", "", words(each)) for each in theirs[1:]
        ]
    first, second = (theirs, ours) if takes_theirs else (ours, theirs)
    winner, loser = _dated(first, axis, best), _dated(second, axis, best)
    partner = _pairs(winner, loser, axis)
    made, found = _met(winner, loser, partner, axis, takes_theirs=takes_theirs)
    kept, dropped = _sorted_out(winner, loser, partner)
    result = _in_order(winner, made, kept, axis, best)
    if _faults(result, axis, best) > _faults(first, axis, best):
        made, kept = list(first), []
        dropped = [each for each in loser if each.row not in partner] or loser
        result, found = first, []
    for each in kept:
        found += [] if takes_theirs else [Difference("changes", "", words(each.change))]
    for each in dropped:
        there = _in_force(winner, each)
        sides = (words(each.change), there) if takes_theirs else (there, words(each.change))
        found.append(Difference("changes", *sides, True))
    return result, found


def words(change: Change) -> str:
    """A change in a few words."""
    parts = [change.state or "there"]
    parts += [f"from {told(change.from_)}"] if change.from_ != "" else []
    parts += [f"until {told(change.until)}"] if change.until != "" else []
    return " ".join(parts)


def _dated(changes: Changes, axis: TimeAxis, best: str) -> list[_Dated]:
    """The changes in the order of time, those without a readable date last."""
    found = []
    for row, change in enumerate(changes):
        start, stop = axis.read(change.from_), axis.read(change.until)
        is_read = start is not None or change.from_ == ""
        begins = start.earliest if start else (BEGINNING if is_read else FOREVER)
        found.append(_Dated(change, row, begins, stop.end if stop else FOREVER, change.state or best, is_read))
    return sorted(found, key=lambda each: each.start)


def _pairs(winner: Sequence[_Dated], loser: Sequence[_Dated], axis: TimeAxis) -> dict[int, _Dated]:
    """The change of the winner that each change of the loser is, by the loser's row."""
    exact: dict[tuple[object, str], deque[_Dated]] = {}
    for each in winner:
        exact.setdefault(_key(each), deque()).append(each)
    partner: dict[int, _Dated] = {}
    for each in loser:
        if queue := exact.get(_key(each)):
            partner[each.row] = queue.popleft()
    free: dict[str, list[_Dated]] = {}
    taken = {each.row for each in partner.values()}
    for each in winner:
        if each.row not in taken and each.is_read:
            free.setdefault(each.state, []).append(each)
    starts = {state: [each.start for each in rows] for state, rows in free.items()}
    for each in loser:
        if each.row in partner or each.state not in free:
            continue
        at = bisect_right(starts[each.state], each.start)
        for other in free[each.state][max(at - 1, 0) : at + 1]:
            if other.row not in taken and finer(other.change.from_, each.change.from_, axis) is not None:
                partner[each.row] = other
                taken.add(other.row)
                break
    return partner


def _key(each: _Dated) -> tuple[object, str]:
    return (each.start if each.is_read else str(each.change.from_), each.state)


def _met(
    winner: Sequence[_Dated], loser: Sequence[_Dated], partner: dict[int, _Dated], axis: TimeAxis, *, takes_theirs: bool
) -> tuple[list[Change], list[Difference]]:
    """The winner's changes in the order of time, with what the loser adds to each, and the differences."""
    after = {this.row: later.start for this, later in zip(winner, winner[1:], strict=False)}
    made = {each.row: each.change for each in winner}
    found: list[Difference] = []
    for each in loser:
        mine = partner.get(each.row)
        if mine is None:
            continue
        ours, theirs = (each.change, mine.change) if takes_theirs else (mine.change, each.change)
        record, differences = meet(ours, theirs, axis, takes_theirs=takes_theirs)
        value = mine.change
        if value.until == "" and record.until != "" and each.stop > after.get(mine.row, FOREVER):
            record = replace(record, until="")  # the next change ends it anyhow, or sooner
            differences = [known for known in differences if known.field != "until"]
        if value.state != record.state:
            record = replace(record, state=value.state)
        differences = [known for known in differences if known.field != "state"]
        made[mine.row] = record
        place = words(mine.change)
        found += [Difference(f"{place}: {d.field.rstrip('_')}", d.ours, d.theirs, d.is_conflict) for d in differences]
    return [made[each.row] for each in winner], found


def _sorted_out(
    winner: Sequence[_Dated], loser: Sequence[_Dated], partner: dict[int, _Dated]
) -> tuple[list[_Dated], list[_Dated]]:
    """Of the changes that only the loser has: those that fit in, and those that overlap something else."""
    anchors = sorted(each.start for each in partner.values())
    paired = {each.row for each in partner.values()}
    busy = {bisect_right(anchors, each.start) for each in winner if each.row not in paired}
    starts = [each.start for each in winner]
    kept: list[_Dated] = []
    dropped: list[_Dated] = []
    next_start, is_next_lost = FOREVER, False
    for each in reversed(loser):
        if each.row in partner:
            next_start, is_next_lost = each.start, False
            continue
        is_lost = each.is_read and (
            (is_next_lost and each.stop == FOREVER)
            or _overlaps(each, next_start, winner, starts, is_strict=bisect_right(anchors, each.start) in busy)
        )
        (dropped if is_lost else kept).append(each)
        next_start, is_next_lost = each.start, is_lost
    return kept[::-1], dropped[::-1]


def _overlaps(each: _Dated, next_start: int, winner: Sequence[_Dated], starts: list[int], *, is_strict: bool) -> bool:
    """Whether a change lies where the winner says something else.

    Where only the loser tells something, ends that are not stated are no statement; else they are those of the next
    change. The last change of a history lasts, but gives way.
    """
    at = bisect_right(starts, each.start)
    stop = each.stop if each.stop < FOREVER else (next_start if is_strict and next_start < FOREVER else each.start + 1)
    if at < len(winner) and winner[at].start < min(stop, FOREVER):
        return True
    if not at:
        return False
    before = winner[at - 1]
    end = before.stop
    if end == FOREVER:
        end = winner[at].start if is_strict and at < len(winner) else before.start + 1
    return each.start < end


def _in_order(
    winner: Sequence[_Dated], made: Sequence[Change], kept: Sequence[_Dated], axis: TimeAxis, best: str
) -> Changes:
    """The changes together; in the author's order where nothing is added, else in that of time."""
    by_row = {each.row: change for each, change in zip(winner, made, strict=True)}
    mine = tuple(by_row[row] for row in range(len(by_row)))
    if not kept:
        return mine
    return tuple(each.change for each in _dated((*mine, *(each.change for each in kept)), axis, best))


def _faults(changes: Changes, axis: TimeAxis, best: str) -> int:
    """How often a history would be in two states at once, or ends before it begins."""
    dated = _dated(changes, axis, best)
    faults = sum(each.start >= each.stop for each in dated)
    for this, later in zip(dated, dated[1:], strict=False):
        if not later.is_read:
            continue
        until, start = axis.read(this.change.until), axis.read(later.change.from_)
        faults += this.start == later.start or _is_after(until, start)
    return faults


def _is_after(until: EdtfDate | None, start: EdtfDate | None) -> bool:
    return until is not None and start is not None and until.earliest >= start.end


def _in_force(winner: Sequence[_Dated], each: _Dated) -> str:
    """What the winner says of the time at which a change begins."""
    at = bisect_right([other.start for other in winner], each.start)
    near = winner[at - 1] if at else winner[0]
    return words(near.change)
