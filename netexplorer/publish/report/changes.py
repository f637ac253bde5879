"""What changed between two dates, as a table: before and after, when, why, and who says so."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from netexplorer.graph.chronicle import chronicle
from netexplorer.graph.dates import describe_short
from netexplorer.graph.diff import Difference, diff
from netexplorer.graph.network import TemporalNetwork
from netexplorer.publish.report.notes import Notes
from netexplorer.scene.document import Block, Line, Paragraph, Span, Table, plain_line
from netexplorer.session.facts import Facts
from netexplorer.session.paragraph import compare, summary
from netexplorer.session.wording import number_text, state_label

Bools = npt.NDArray[np.bool_]

MOST_ROWS = 400
MOST_STEPS = 12  # of one relationship; the last ones are told


def what_changed(net: TemporalNetwork, facts: Facts, t0: int, t1: int, mask: Bools, notes: Notes) -> tuple[Block, ...]:
    """The paragraph on two dates, ``t0 < t1``, and a table of the relationships of ``mask`` (m,) that differ: channels
    first, in the order of time.
    """
    compared = compare(net, t0, t1, mask)
    blocks: list[Block] = [Paragraph(plain_line(summary(chronicle(net), facts, compared)))]
    found = diff(net, t0, t1, mask)
    if not found:
        return tuple(blocks)
    told = sorted(((_steps(net, each, t0, t1), each) for each in found), key=lambda one: _order(net, *one))
    rows = tuple(
        _row(net, each, steps, notes, is_vague=bool(compared.vague[each.rel])) for steps, each in told[:MOST_ROWS]
    )
    blocks.append(Table(("Relationship", "Before → after", "When and why"), rows, (28, 20, 52)))
    if len(told) > MOST_ROWS:
        more = f"{number_text(len(told) - MOST_ROWS)} more are not listed here."
        blocks.append(Paragraph(plain_line(more), "muted"))
    return tuple(blocks)


Step = tuple[int, int, bool]  # tick, change row, whether it is its end


def _steps(net: TemporalNetwork, each: Difference, t0: int, t1: int) -> tuple[Step, ...]:
    """What began and what came to an end after the earlier date and by the later one, in the order of time."""
    low, high = sorted((t0, t1))
    found = []
    rows = range(int(net.change_start[each.rel]), int(net.change_start[each.rel + 1]))
    for row in rows:
        start, end = int(net.change_from[row]), int(net.change_to[row])
        if low < start <= high:
            found.append((start, row, False))
        is_followed = row + 1 in rows and int(net.change_from[row + 1]) == end
        if low < end <= high and not is_followed:
            found.append((end, row, True))
    return tuple(found)


def _order(net: TemporalNetwork, steps: tuple[Step, ...], each: Difference) -> tuple[int, int, int]:
    return (int(not net.is_channel[each.rel]), steps[-1][0] if steps else 0, each.rel)


def _row(
    net: TemporalNetwork, each: Difference, steps: tuple[Step, ...], notes: Notes, *, is_vague: bool
) -> tuple[tuple[Line, ...], ...]:
    """``is_vague``: the state after is only possible."""
    before, after = (state_label(net, code) for code in (each.before, each.after))
    names = (Span(net.label(each.rel), strong=bool(net.is_channel[each.rel])),)
    lines = [*(_line(net, step, notes) for step in steps[-MOST_STEPS:])]
    if len(steps) > MOST_STEPS:
        lines.insert(0, plain_line(f"{len(steps) - MOST_STEPS} earlier changes are not listed."))
    return ((names,), (plain_line(f"{before} → {after}{', possibly' if is_vague else ''}"),), tuple(lines))


def _line(net: TemporalNetwork, step: Step, notes: Notes) -> Line:
    _, row, is_end = step
    change, date = net.change(row), net.date_until(row) if is_end else net.date_from(row)
    state = "Ended" if is_end else state_label(net, int(net.change_state[row]))
    when = f"{describe_short(date)}: " if date is not None else ""
    note = " ".join(change.note.split()) if change.note and not is_end else ""
    doubt = " (disputed)" if change.confidence == "disputed" else ""
    said = f"{state}. {note}" if note else f"{state}."
    cites = notes.cite(change.sources)
    return (Span(when, strong=True), Span(f"{said}{doubt}{f' {cites}' if cites else ''}"))
