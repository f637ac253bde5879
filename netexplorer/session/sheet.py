"""The dates of a sheet of small multiples: every so many years, every change of a channel, or those that were typed."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Literal

import msgspec
import numpy as np

from netexplorer.errors import UserError
from netexplorer.graph.dates import BEGINNING, FOREVER
from netexplorer.graph.distinct import distinct
from netexplorer.graph.network import TemporalNetwork
from netexplorer.session import travel
from netexplorer.session.state import SheetDates, ViewState

MOST_CELLS = 60
USUAL_CELLS = 12
LONGEST_STEP = 100_000  # of years, months, days or units
CALENDAR_STEPS = ("1m", "3m", "6m", "1y", "2y", "5y", "10y", "20y", "50y", "100y", "200y", "500y", "1000y")

_STEP = re.compile(r"([0-9]{1,6})\s*([a-z]*)")
_UNITS: dict[str, Literal["year", "month", "day"]] = {
    **dict.fromkeys(("y", "year", "years"), "year"),
    **dict.fromkeys(("m", "month", "months"), "month"),
    **dict.fromkeys(("d", "day", "days"), "day"),
}
_APPROXIMATE = {"year": travel.YEAR, "month": travel.YEAR / 12, "day": travel.DAY}


def sheet_ticks(net: TemporalNetwork, view: ViewState) -> tuple[int, ...]:
    """The dates of the cells of a view's sheet, as ticks; in order of time unless they were typed otherwise.

    Raises
    ------
    UserError
        There is no date, more than 60 of them, or what was asked for makes no sense.
    """
    wanted = view.sheet
    ticks = {"step": _by_step, "changes": _by_changes, "typed": _typed}[wanted.by](net, view)
    if len(ticks) > MOST_CELLS:
        raise _too_many(str(len(ticks)))
    return ticks


def steps_for(net: TemporalNetwork) -> tuple[str, ...]:
    """Steps that may be chosen: round ones with which the whole span has at least two cells and not too many."""
    start, end = travel.home(net), travel.end(net)
    steps = CALENDAR_STEPS if not net.axis.is_number else _number_steps(net)
    return tuple(each for each in steps if 2 <= _cells(net, each, start, end) <= MOST_CELLS)


def usual_step(net: TemporalNetwork) -> str:
    """The shortest of these steps with which there are no more than a dozen cells."""
    start, end = travel.home(net), travel.end(net)
    steps = steps_for(net)
    few = (each for each in steps if _cells(net, each, start, end) <= USUAL_CELLS)
    return next(few, steps[-1] if steps else ("1" if net.axis.is_number else "1y"))


def checked_step(net: TemporalNetwork, text: str) -> str:
    """A typed step as a view has it.

    Raises
    ------
    UserError
        It is no step of this dataset's axis.
    """
    count, unit = _parsed(net, text)
    return f"{count}" if net.axis.is_number else f"{count}{unit[0]}"


def step_words(net: TemporalNetwork, step: str) -> str:
    """A step in words: ``5 years``."""
    count, unit = _parsed(net, step)
    noun = (net.axis.unit or "units") if net.axis.is_number else unit + ("" if count == 1 else "s")
    return f"{count} {noun}"


def cell_of(ticks: tuple[int, ...], t: int) -> int:
    """In which cell of a sheet the instant ``t`` lies: the last that has come; -1 before all, or where they go back."""
    return bisect_right(ticks, t) - 1 if list(ticks) == sorted(ticks) else (ticks.index(t) if t in ticks else -1)


def sheet_rel(net: TemporalNetwork, view: ViewState) -> int:
    """The row of the relationship whose changes a sheet shows; -1 where there is none."""
    selected = view.selected.removeprefix("relationship:") if view.selected.startswith("relationship:") else ""
    return net.rel_row.get(view.sheet.rel or selected, -1)


def sheet_words(net: TemporalNetwork, view: ViewState) -> str:
    """Whose changes a sheet shows, for its head; empty where its dates follow none."""
    rel = sheet_rel(net, view) if view.sheet.by == "changes" else -1
    return f"changes of {_short(net.label(rel))}" if rel >= 0 else ""


def sheet_of(net: TemporalNetwork, wanted: SheetDates) -> SheetDates:
    """What of a sheet from elsewhere makes sense here."""
    rel = wanted.rel if wanted.rel in net.rel_row else ""
    try:
        step = checked_step(net, wanted.step) if wanted.step else ""
    except UserError:
        step = ""
    inside = [None if tick is None or not BEGINNING < tick < FOREVER else tick for tick in (wanted.start, wanted.end)]
    dates = tuple(tick for tick in wanted.dates if BEGINNING < tick < FOREVER)
    return msgspec.structs.replace(wanted, rel=rel, step=step, start=inside[0], end=inside[1], dates=dates)


def outside(net: TemporalNetwork, ticks: tuple[int, ...]) -> str:
    """A sentence about those of some dates that lie outside of the dataset; empty if there are none."""
    strange = [tick for tick in ticks if not net.first <= tick <= net.last]
    if not strange:
        return ""
    label = net.axis.label
    said = ", ".join(label(tick) for tick in strange[:3]) + (f" and {len(strange) - 3} more" if strange[3:] else "")
    verb = "lies" if len(strange) == 1 else "lie"
    return f"{said} {verb} outside of the dataset, which reaches from {label(net.first)} to {label(net.last)}."


# -- the three ways


def _by_step(net: TemporalNetwork, view: ViewState) -> tuple[int, ...]:
    wanted = view.sheet
    start, end = _span(net, wanted)
    step = wanted.step or usual_step(net)
    count, unit = _parsed(net, step)
    ticks: list[int] = []
    for k in range(MOST_CELLS + 1):
        tick = _stepped(net, start, unit, count * k)
        if tick > end or (ticks and tick <= ticks[-1]):
            break
        ticks.append(tick)
    if len(ticks) > MOST_CELLS:
        raise _too_many(f"about {_cells(net, step, start, end)}")
    return tuple(ticks)


def _by_changes(net: TemporalNetwork, view: ViewState) -> tuple[int, ...]:
    rel = sheet_rel(net, view)
    if rel < 0:
        raise UserError("no channel is selected", hint="Select one, or choose it by its name.")
    rows = slice(int(net.change_start[rel]), int(net.change_start[rel + 1]))
    ticks = distinct(np.concatenate([net.change_from[rows], net.change_to[rows]]))
    wanted = view.sheet
    low = BEGINNING + 1 if wanted.start is None else wanted.start
    high = FOREVER - 1 if wanted.end is None else wanted.end
    found = tuple(ticks[(ticks >= low) & (ticks <= high)].tolist())
    if not found:
        raise UserError(f"nothing about “{_short(net.label(rel))}” changes in this time")
    return found


def _typed(net: TemporalNetwork, view: ViewState) -> tuple[int, ...]:
    if not view.sheet.dates:
        raise UserError("a sheet needs dates", hint="Write some, separated by commas.")
    return view.sheet.dates


def _span(net: TemporalNetwork, wanted: SheetDates) -> tuple[int, int]:
    start = travel.home(net) if wanted.start is None else wanted.start
    end = max(travel.end(net), start) if wanted.end is None else wanted.end
    if end < start:
        label = net.axis.label
        raise UserError(f"{label(start)} is later than {label(end)}", hint="Give the earlier date first.")
    return start, end


def _stepped(net: TemporalNetwork, start: int, unit: Literal["year", "month", "day"], count: int) -> int:
    if net.axis.is_number:
        return min(start + count * net.axis.resolution, FOREVER - 1)
    return net.axis.step(start, unit, count)


def _cells(net: TemporalNetwork, step: str, start: int, end: int) -> int:
    """About how many cells a step makes."""
    count, unit = _parsed(net, step)
    width = count * (net.axis.resolution if net.axis.is_number else _APPROXIMATE[unit])
    return int((end - start) / width + 1.001)


def _number_steps(net: TemporalNetwork) -> tuple[str, ...]:
    span = max((net.last - net.first) // net.axis.resolution, 1)
    powers = [10**k for k in range(len(str(span)))]
    return tuple(str(lead * power) for power in powers for lead in (1, 2, 5))


def _parsed(net: TemporalNetwork, text: str) -> tuple[int, Literal["year", "month", "day"]]:
    match = _STEP.fullmatch(text.strip().lower())
    unit = match[2] if match else ""
    fits = match is not None and 0 < int(match[1]) <= LONGEST_STEP and (unit in _UNITS) != net.axis.is_number
    if not fits or match is None or (net.axis.is_number and unit not in ("", net.axis.unit.lower())):
        example = "a number, such as 25" if net.axis.is_number else "5y for five years, 6m for six months or 10d"
        raise UserError(f"'{text[:40]}' is no step of time", hint=f"Write {example}.")
    return int(match[1]), _UNITS.get(unit, "day")


def _too_many(count: str) -> UserError:
    return UserError(
        f"that would be {count} pictures; a sheet has at most {MOST_CELLS}",
        hint="Choose a longer step, a shorter time or fewer dates.",
    )


def _short(text: str) -> str:
    line = " ".join(text[:120].split())
    return line if len(line) <= 60 else line[:59] + "…"
