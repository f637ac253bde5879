"""What a film shows and says in which order, before anything of it is drawn."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from netexplorer.errors import UserError
from netexplorer.graph.dates import Precision
from netexplorer.publish.film.captions import Happening
from netexplorer.publish.film.options import FilmOptions
from netexplorer.publish.film.schedule import (
    MOST_STEPS,
    Ticks,
    along,
    calendar_steps,
    even,
    length_s,
    stays,
    stepped,
)
from netexplorer.session import travel
from netexplorer.session.captions import caption
from netexplorer.session.moments import Moments, turns
from netexplorer.session.outlook import stops_of
from netexplorer.session.resolve import Plan, frame_at

DAYS_A_SECOND, MONTHS_A_SECOND = 4, 15  # where time passes faster nobody reads days, or months
MOST_TELLING, MOST_TELLING_OF_CROWD = 400, 8
MOST_HAPPENINGS, MOST_HAPPENINGS_OF_CROWD = 4000, 40
MOST_PICTURES = 10_000_000


class Script(Struct, frozen=True, eq=False):
    """A film in words and numbers.

    Attributes
    ----------
    ticks : int64 (pictures,)
        The date of each picture, never earlier than the one before.
    happenings : tuple of Happening
        What may be said on the way.
    haste : float
        How much of the time that reading takes there is.
    precision : Precision
        Of a date that passes.
    telling : tuple of int
        Ticks that together show everything there is to explain.
    """

    ticks: Ticks
    happenings: tuple[Happening, ...]
    haste: float
    precision: Precision
    telling: tuple[int, ...]


def write_script(moments: Moments, options: FilmOptions, *, is_crowd: bool) -> Script:
    """Which date each picture shows, and what is said.

    Parameters
    ----------
    is_crowd : bool
        The network is too large to look at all its dates beforehand.
    """
    start, end = options.start, options.end
    haste = 1.0
    if options.pace == "changes":
        stops = _stops(moments.plan, options)
        said = tuple(Happening(t, _caption(moments, t, is_crowd=is_crowd), 1) for t in stops)
        needed = length_s(stays(stops, [each.words for each in said]))
        haste = min((options.seconds or needed) / needed, 1.0)
        way = stays(stops, [each.words for each in said], options.seconds)
        ticks = along(way, pictures_in(length_s(way), options))
        happenings = said
    else:
        happenings = _happenings(moments, start, end, is_crowd=is_crowd)
        pictures = pictures_in(options.seconds, options)
        still = round(options.hold * options.fps)
        if options.pace == "steps":
            ticks = stepped(_steps(moments.plan, options), pictures, still)
        else:
            ticks = even(start, end, pictures, still)
    telling = _telling(moments, start, end, is_crowd=is_crowd)
    return Script(ticks, happenings, haste, _precision(options, len(ticks)), telling)


def pictures_in(seconds: float, options: FilmOptions) -> int:
    """How many pictures so many seconds have, at least one.

    Raises
    ------
    UserError
        There are too many.
    """
    pictures = max(round(seconds * options.fps), 1)
    if pictures > MOST_PICTURES:
        raise UserError(f"a film cannot have {pictures:,} pictures", hint=f"The most are {MOST_PICTURES:,}.")
    return pictures


def _steps(plan: Plan, options: FilmOptions) -> tuple[int, ...]:
    axis, (unit, count) = plan.net.axis, options.step
    steps = calendar_steps(options.start, options.end, lambda tick, k: axis.step(tick, unit, k * count))
    if len(steps) >= MOST_STEPS:
        raise UserError(f"a film cannot go through more than {MOST_STEPS:,} steps", hint="Make the steps longer.")
    return steps


def _stops(plan: Plan, options: FilmOptions) -> list[int]:
    inside = [int(t) for t in stops_of(plan) if options.start < t < options.end]
    return [options.start, *inside, options.end]


def _precision(options: FilmOptions, pictures: int) -> Precision:
    """What can be read while time passes evenly."""
    days = (options.end - options.start) / travel.DAY / max(pictures / options.fps - 2 * options.hold, 0.1)
    if options.pace == "changes" or days > DAYS_A_SECOND:
        return Precision.MONTH if days <= MONTHS_A_SECOND * 30 or options.pace == "changes" else Precision.YEAR
    return Precision.DAY


def _caption(moments: Moments, t: int, *, is_crowd: bool) -> str:
    return (frame_at(moments.plan, t) if is_crowd else moments.frame(t)).caption


def _happenings(moments: Moments, start: int, end: int, *, is_crowd: bool) -> tuple[Happening, ...]:
    """What is said at the dates at which something changes or happens, each once, with its date.

    It weighs as much as it changes: where there is no time to read everything, the greater is said.
    """
    plan = moments.plan
    events = {int(t) for t in plan.net.event_tick if start <= t <= end}
    stops = set() if is_crowd else {int(t) for t in stops_of(plan) if start <= t <= end}
    ticks = _thinned(sorted(events | stops), MOST_HAPPENINGS_OF_CROWD if is_crowd else MOST_HAPPENINGS)
    found: dict[str, Happening] = {}
    before = None
    for t in ticks:
        frame = frame_at(plan, t) if is_crowd else moments.frame(t)
        later = caption(plan, frame.told, t + plan.net.axis.resolution) if frame.caption else ""
        words = later if later.endswith(frame.caption) else frame.caption
        is_new = before is None
        changed = 0 if is_new else int(np.count_nonzero((frame.states != before) & frame.mask))
        known = found.get(words)
        found[words] = Happening(known.tick if known else t, words, changed + (known.weight if known else 0))
        before = frame.states
    return tuple(each for words, each in found.items() if words)


def _telling(moments: Moments, start: int, end: int, *, is_crowd: bool) -> tuple[int, ...]:
    ticks = [start, *(t for t in turns(moments.plan.net) if start < t < end), end]
    if is_crowd:
        ticks = np.linspace(start, end, MOST_TELLING_OF_CROWD).astype(np.int64).tolist()
    return tuple(_thinned(ticks, MOST_TELLING))


def _thinned(ticks: Sequence[int], most: int) -> list[int]:
    """At most so many of them, evenly chosen, the first and the last among them."""
    if len(ticks) <= most:
        return list(ticks)
    return [ticks[k] for k in np.unique(np.linspace(0, len(ticks) - 1, most).astype(int)).tolist()]
