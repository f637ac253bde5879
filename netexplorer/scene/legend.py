"""The key to a picture that leaves the program: what its colours, dashes, marks and shapes mean, and their counts.

Only what is in the picture is in its legend.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from netexplorer.graph.distinct import distinct
from netexplorer.graph.network import ENDED, NOT_YET, TemporalNetwork
from netexplorer.graph.numbers import number_text
from netexplorer.graph.turns import Turn
from netexplorer.scene.actors import marks
from netexplorer.scene.doubts import DISPUTED, MARK_PX, UNSTATED, doubted, doubtful, glyphs, is_marked
from netexplorer.scene.elide import elide_px, one_line
from netexplorer.scene.focus import STEPS_BACK
from netexplorer.scene.frame import Compared, Frame
from netexplorer.scene.lanetable import LaneFilter, passing
from netexplorer.scene.linework import CHANNEL_PX, FRESH_PX, GLOW_PX, GLOW_SHARE, HOLLOW_PX, RECENT_PX, STRUCTURE_PX
from netexplorer.scene.primitives import Item, Measure, Rects, Segments, ShapeName, Text, Texts
from netexplorer.scene.style import StateLook, Style, blend, kind_shapes
from netexplorer.scene.tally import count_actors, count_possible, count_states, states_heading, turns_heading
from netexplorer.scene.turns import BADGES, TURNS_TOLD, badge_items, counted_turns, hollow, turn_looks, turn_names

Bools = npt.NDArray[np.bool_]

ROW_PX, HEADING_PX, SECTION_GAP_PX = 20.0, 20.0, 14.0
SAMPLE_PX, LABEL_X_PX, COUNT_GAP_PX = 22.0, 32.0, 14.0
LONG_SAMPLE_PX, BADGE_SAMPLE_PX = 28.0, 11.5  # a dash is seen at either side of a badge
COLUMN_GAP_PX = 30.0
TEXT_PX, HEADING_TEXT_PX = 12.0, 11.0
MOST_ENTRIES = 12
ONLY_POSSIBLY, DISAGREE, NOBODY_STATES = "Only possibly", "Sources disagree", "Inferred, or no source"
ON_LINES_ONLY = "Doubts: on single lines"


class LegendEntry(Struct, frozen=True):
    """One line of the legend: a line sample (``look``), a dot or shape (``shape``), a mark on lines (``glyph``), a bar
    that ``fades`` in, or none of them; -1 is no count. A line may lie on a band of the colour ``glow``.
    """

    label: str
    count: int = -1
    argb: int = 0
    look: StateLook | None = None
    shape: ShapeName | None = None
    hollow: bool = False
    glyph: str = ""
    fades: bool = False
    glow: int = 0
    falls: bool = False


class LegendSection(Struct, frozen=True):
    """Entries under a heading."""

    heading: str
    entries: tuple[LegendEntry, ...]


class LegendBlock(Struct, frozen=True, eq=False):
    """A composed legend and the room it took."""

    items: tuple[Item, ...]
    width: float
    height: float


def legend_items(frame: Frame, style: Style) -> tuple[LegendSection, ...]:
    """The legend of one frame, with counts at its date."""
    return legend_of((frame,), style)


def lanes_legend(frame: Frame, style: Style, only: LaneFilter = LaneFilter()) -> tuple[LegendSection, ...]:
    """The legend of the lanes that ``only`` lets through: the states they ever have, and what the marks in bars mean.

    States are counted at the date, in all lanes of the lens.
    """
    net, channels = frame.net, frame.mask & frame.net.is_channel
    changes = (channels & passing(net, only, frame.states))[net.change_rel]
    vague = changes & (net.change_possible <= net.change_from) & (net.change_from_end > net.change_from)
    ends = changes & (np.asarray(net.until_end) > np.asarray(net.until_possible))
    disputed, unstated = doubted(net)
    marks_ = (
        (bool((changes & disputed).any()), LegendEntry(DISAGREE, glyph=DISPUTED)),
        (bool((changes & unstated & ~disputed).any()), LegendEntry(NOBODY_STATES, glyph=UNSTATED)),
        (bool(vague.any()), LegendEntry("Began within this time", argb=style.text_muted, fades=True)),
        (bool(ends.any()), LegendEntry("Ended within this time", argb=style.text_muted, fades=True, falls=True)),
    )
    looks, counts = style.state_looks(net), count_states(net, frame.states, channels)
    ever = np.bincount(net.change_state[changes], minlength=len(looks))
    states = (
        LegendEntry(one_line(looks[i].label), int(counts[i]), looks[i].argb, looks[i]) for i in _ranked(net) if ever[i]
    )
    heading = states_heading(net) if frame.compared is None else f"On {net.axis.label(frame.t)}"
    sections = (
        LegendSection(heading, tuple(states)),
        LegendSection("In the bars", tuple(entry for is_there, entry in marks_ if is_there)),
    )
    return tuple(section for section in sections if section.entries)


def legend_of(
    frames: Sequence[Frame], style: Style, fronts: Sequence[Frame] | None = None
) -> tuple[LegendSection, ...]:
    """The legend of several frames of one network; counts only where there is one frame.

    Parameters
    ----------
    fronts : sequence of Frame, optional
        Where the picture is drawn as density: what is drawn as lines in front of it. Dashes, crosses and widths are
        explained only as far as they have some.
    """
    states = _states(frames, style) if fronts is None else _states_of_density(frames, fronts, style)
    lines = _lines(frames, style) if fronts is None else (*_of_density(frames, style), *_lines(fronts, style))
    heading = states_heading(frames[0].net) if len(frames) == 1 else "State"
    if frames[0].compared is not None:
        heading, states = (
            turns_heading(frames[0].net, frames[0].mask),
            turn_entries(frames[0], frames[0].compared, style, fronts),
        )
    sections = (
        LegendSection(heading, states),
        LegendSection("Sides", _sides(frames, style)),
        LegendSection("Actors", _kinds(frames, style)),
        LegendSection("Lines", lines),
    )
    return tuple(section for section in sections if section.entries)


def _tally(frames: Sequence[Frame], per_frame: list[npt.NDArray[np.int64]]) -> tuple[npt.NDArray[np.int64], Bools]:
    total = np.sum(per_frame, axis=0)
    return (total if len(frames) == 1 else np.full(len(total), -1)), total > 0


def _states(frames: Sequence[Frame], style: Style) -> tuple[LegendEntry, ...]:
    net = frames[0].net
    looks = (*style.state_looks(net), style.ended_look)
    size = len(looks)
    counts, _ = _tally(frames, [count_states(net, f.states, f.shown & f.mask) for f in frames])
    possible, _ = _tally(frames, [count_possible(net, f.states, f.uncertain, f.shown & f.mask) for f in frames])
    present = np.zeros(size, bool)
    for f in frames:
        seen = f.states[f.shown]
        present[distinct(np.where(seen == ENDED, size - 1, seen)[seen != NOT_YET])] = True
    labels = [f"{one_line(look.label)}{_possibly(count)}" for look, count in zip(looks, [*possible, 0], strict=True)]
    return tuple(
        LegendEntry(labels[i], int(counts[i]), looks[i].argb, looks[i]) for i in (*_ranked(net), size - 1) if present[i]
    )


def turn_entries(
    frame: Frame, compared: Compared, style: Style, fronts: Sequence[Frame] | None = None
) -> tuple[LegendEntry, ...]:
    """A line for whatever became of a relationship in the picture; counted are channels.

    Before a density, only what one of the ``fronts`` draws as a line has a dash or a badge.
    """
    found, looks, names = counted_turns(frame.net, frame.mask, compared), turn_looks(style), list(turn_names(frame.net))
    present = set(distinct(compared.turns[frame.shown]).tolist())
    if Turn.SEVERED not in present:
        names[Turn.WORSE] = looks[Turn.WORSE].label  # nothing to tell it from
    as_lines = present if fronts is None else {int(each) for front in fronts for each in _turns_in(front)}
    return tuple(
        LegendEntry(
            f"{one_line(names[turn])}{_possibly(int(found.possible[turn]))}",
            int(found.counts[turn]),
            look.argb,
            look if turn in as_lines else plain_look(look),
        )
        for turn, look in ((turn, looks[turn]) for turn in TURNS_TOLD)
        if int(turn) in present
    )


def _turns_in(front: Frame) -> npt.NDArray[np.int8]:
    return distinct(front.compared.turns[front.shown]) if front.compared is not None else np.zeros(0, np.int8)


def _possibly(count: int) -> str:
    """How many of those that are counted are in their state only possibly."""
    return f" · {number_text(count)} possibly" if count > 0 else ""


def _ranked(net: TemporalNetwork) -> list[int]:
    """The codes of the states, the best first."""
    return sorted(range(len(net.states)), key=lambda i: (-net.states[i].rank, i))


def _states_of_density(frames: Sequence[Frame], fronts: Sequence[Frame], style: Style) -> tuple[LegendEntry, ...]:
    """A colour for each state; its dash or cross, and what has ended, only where a line in front is like that."""
    as_lines = {entry.look for entry in _states(fronts, style)}
    found = []
    for entry in _states(frames, style):
        if entry.look in as_lines:
            found.append(entry)
        elif entry.look is not None and entry.look != style.ended_look:
            found.append(replace(entry, look=plain_look(entry.look)))
    return tuple(found)


def plain_look(look: StateLook) -> StateLook:
    """How density shows a state: by its colour alone."""
    return StateLook(look.argb, label=look.label)


def _of_density(frames: Sequence[Frame], style: Style) -> tuple[LegendEntry, ...]:
    shows = LegendEntry("From few to many", argb=style.text_muted, fades=True)
    is_doubtful = any(bool((hollow(f) | np.logical_or(*doubtful(f)))[f.shown].any()) for f in frames)
    return (shows, LegendEntry(ON_LINES_ONLY)) if is_doubtful else (shows,)


def _sides(frames: Sequence[Frame], style: Style) -> tuple[LegendEntry, ...]:
    net = frames[0].net
    counts, present = _actors(frames, net.actor_side, len(net.sides))
    colours = (*style.side_argb(net), style.no_side)
    labels = (*(side.label or side.id for side in net.sides), "No side")
    return tuple(
        LegendEntry(one_line(labels[i]), int(counts[i]), colours[i], shape="circle")
        for i in range(len(labels))
        if present[i]
    )


def _actors(frames: Sequence[Frame], codes: npt.NDArray[np.int16], size: int) -> tuple[npt.NDArray[np.int64], Bools]:
    """The counts of the actors of each code, and which codes are in the picture, be it only faintly."""
    counts, _ = _tally(frames, [count_actors(codes, f.actor_shown & f.actor_counted, size) for f in frames])
    return counts, np.sum([count_actors(codes, f.actor_shown, size) for f in frames], axis=0) > 0


def _kinds(frames: Sequence[Frame], style: Style) -> tuple[LegendEntry, ...]:
    """A line to each shape; kinds that share one are named together."""
    net = frames[0].net
    shapes: tuple[ShapeName, ...] = (*kind_shapes(net), "circle")
    counts, present = _actors(frames, net.actor_kind, len(net.kinds))
    labels = (*(kind.label or kind.id for kind in net.kinds), "Other actor")
    entries = []
    for shape in dict.fromkeys(shapes):
        rows = [i for i in range(len(shapes)) if shapes[i] == shape and present[i]]
        if rows:
            words = one_line(labels[rows[0]]) + "".join(f", {one_line(labels[i]).lower()}" for i in rows[1:3])
            words += " …" if len(rows) > 3 else ""
            count = int(sum(counts[i] for i in rows)) if len(frames) == 1 else -1
            entries.append(LegendEntry(words, count, style.text_muted, shape=shape))
    return tuple(entries)


def _lines(frames: Sequence[Frame], style: Style) -> tuple[LegendEntry, ...]:
    alive = [f.shown if f.compared else f.shown & (f.states >= 0) for f in frames]
    channel, structure, recent, vague = (
        any(bool(mask.any()) for mask in masks)
        for masks in (
            [a & f.net.is_channel for a, f in zip(alive, frames, strict=True)],
            [a & ~f.net.is_channel for a, f in zip(alive, frames, strict=True)],
            [a & f.net.is_channel & f.recent for a, f in zip(alive, frames, strict=True)],
            [a & hollow(f) for a, f in zip(alive, frames, strict=True)],
        )
    )
    doubts = [doubtful(f) for f in frames if is_marked(f)]
    disputed, unstated = (any(bool(pair[k].any()) for pair in doubts) for k in (0, 1))
    ink = blend(style.text_muted, style.canvas, 0.85)
    in_a_row = any(f.fresh is not None for f in frames)
    is_alone = not in_a_row and frames[0].compared is None
    rows = (
        (channel and structure, "Channel", CHANNEL_PX, ink, False),
        (channel and structure, "Other relationship", STRUCTURE_PX, blend(ink, style.canvas, 0.6), False),
        (recent and is_alone, "Changed in the last year", RECENT_PX + 0.6, style.text_muted, False),
        (vague, ONLY_POSSIBLY, CHANNEL_PX + HOLLOW_PX, ink, True),
    )
    looks = [
        LegendEntry(label, -1, argb, StateLook(argb, width_px=width), hollow=is_hollow)
        for is_there, label, width, argb, is_hollow in rows
        if is_there
    ]
    marked = ((disputed, DISAGREE, DISPUTED), (unstated, NOBODY_STATES, UNSTATED))
    on_line = StateLook(ink, width_px=CHANNEL_PX)
    found = (LegendEntry(label, -1, ink, on_line, glyph=glyph) for is_there, label, glyph in marked if is_there)
    return (*looks, *found, *(_of_a_row(style) if in_a_row else ()))


def _of_a_row(style: Style) -> tuple[LegendEntry, ...]:
    """What stands out in a row of pictures, and what does not."""
    ink, pale = style.text_muted, blend(style.text_muted, style.canvas, STEPS_BACK[3])
    glow = blend(style.accent, style.canvas, GLOW_SHARE)
    return (
        LegendEntry("Changed since last cell", -1, ink, StateLook(ink, width_px=FRESH_PX), glow=glow),
        LegendEntry("As in the last cell", -1, pale, StateLook(pale, width_px=CHANNEL_PX)),
    )


def legend_column(
    sections: tuple[LegendSection, ...], x: float, y: float, width: float, style: Style, measure: Measure
) -> LegendBlock:
    """The sections under one another, labels cut to ``width``."""
    items: list[Item] = []
    top = y
    for section in sections:
        items += _section(section.heading, _limited(section), x, top, width, style, measure)
        top += HEADING_PX + ROW_PX * len(_limited(section)) + SECTION_GAP_PX
    return LegendBlock(tuple(items), width, max(top - y - SECTION_GAP_PX, 0.0))


def legend_band(
    sections: tuple[LegendSection, ...],
    x: float,
    y: float,
    width: float,
    style: Style,
    measure: Measure,
    *,
    rows: int = 5,
) -> LegendBlock:
    """The sections beside one another, at most ``rows`` entries high, going on below where the width runs out."""
    items: list[Item] = []
    left, top, tallest = x, y, 0.0
    for section in sections:
        entries = _limited(section)
        for start in range(0, len(entries), rows):
            part = entries[start : start + rows]
            wide = min(max(_entry_width(entry, measure) for entry in part), width)
            if start == 0:
                wide = max(wide, measure(section.heading.upper(), HEADING_TEXT_PX, 600))
            if left > x and left + wide > x + width:
                left, top, tallest = x, top + tallest + SECTION_GAP_PX, 0.0
            items += _section(section.heading if start == 0 else "", part, left, top, wide, style, measure)
            tallest = max(tallest, HEADING_PX + ROW_PX * len(part))
            left += wide + (COLUMN_GAP_PX if start + rows >= len(entries) else COLUMN_GAP_PX * 0.6)
    return LegendBlock(tuple(items), width, top + tallest - y)


def _limited(section: LegendSection) -> tuple[LegendEntry, ...]:
    if len(section.entries) <= MOST_ENTRIES:
        return section.entries
    more = number_text(len(section.entries) - MOST_ENTRIES + 1)
    return (*section.entries[: MOST_ENTRIES - 1], LegendEntry(f"and {more} more"))


def _entry_width(entry: LegendEntry, measure: Measure) -> float:
    count = measure(number_text(entry.count), TEXT_PX, 400) + COUNT_GAP_PX if entry.count >= 0 else 0.0
    return LABEL_X_PX + measure(entry.label, TEXT_PX, 400) + count


def _section(
    heading: str, entries: tuple[LegendEntry, ...], x: float, y: float, width: float, style: Style, measure: Measure
) -> list[Item]:
    texts = [Text(x, y + 9.0, heading.upper(), HEADING_TEXT_PX, style.text_faint, 600)] if heading else []
    items: list[Item] = []
    for k, entry in enumerate(entries):
        middle = y + HEADING_PX + ROW_PX * (k + 0.5)
        items += sample(entry, x, middle, style)
        room = width - LABEL_X_PX
        if entry.count >= 0:
            number = number_text(entry.count)
            room -= measure(number, TEXT_PX, 400) + COUNT_GAP_PX * 0.6
            texts.append(Text(x + width, middle + 4.2, number, TEXT_PX, style.text_muted, anchor="right"))
        label = elide_px(entry.label, max(room, 8.0), measure, TEXT_PX)
        texts.append(Text(x + LABEL_X_PX, middle + 4.2, label, TEXT_PX, style.text_normal))
    return [*items, Texts(tuple(texts))]


def sample(entry: LegendEntry, x: float, y: float, style: Style) -> list[Item]:
    """What stands before the label of an entry: a piece of line or a mark, from ``x`` on, its middle at ``y``."""
    if entry.glyph:
        middle, half = x + SAMPLE_PX / 2, MARK_PX / 2
        ends = [[x, y, middle - half, y], [middle + half, y, x + SAMPLE_PX, y]]
        line = entry.look and Segments(np.array(ends, np.float32), entry.look.argb, entry.look.width_px)
        centre = np.array([[middle, y]], np.float32)
        return [*([line] if line else []), *glyphs(centre, np.array([entry.glyph == DISPUTED]), style.text_strong)]
    if entry.fades:
        bar = np.array([[x, y - 4.0, SAMPLE_PX, 8.0]], np.float32)
        pale, full = blend(entry.argb, style.canvas, 0.08), entry.argb
        return [Rects(bar, fill=full, fill_right=pale) if entry.falls else Rects(bar, fill=pale, fill_right=full)]
    if entry.look is None:
        centre = np.array([[x + SAMPLE_PX / 2, y]], np.float32)
        size = np.array([13.0 if entry.shape == "circle" else 15.0], np.float32)
        return marks(entry.shape, centre, size, entry.argb, style.canvas) if entry.shape else []
    look, middle = entry.look, x + SAMPLE_PX / 2
    ends = [[x, y, x + SAMPLE_PX, y]]
    if look.mark in BADGES:
        middle, ends = x + LONG_SAMPLE_PX / 2, [[x, y, x + LONG_SAMPLE_PX, y]]
    if look.mark == "cross":
        ends = [[x, y, middle - 6, y], [middle + 6, y, x + SAMPLE_PX, y]]
    items: list[Item] = []
    if entry.glow:
        items.append(Segments(np.array([ends[0]], np.float32), entry.glow, GLOW_PX, round_cap=True))
    items += [Segments(np.array(ends, np.float32), look.argb, look.width_px, look.dash)]
    if look.mark == "cross":
        arm = [[middle - 3.6, y - 3.6, middle + 3.6, y + 3.6], [middle - 3.6, y + 3.6, middle + 3.6, y - 3.6]]
        items.append(Segments(np.array(arm, np.float32), look.argb, 1.8, round_cap=True))
    elif look.mark in BADGES:
        items += badge_items(look.mark, np.array([[middle, y]], np.float32), BADGE_SAMPLE_PX, look.argb, style.canvas)
    if entry.hollow:
        items.append(Segments(np.array(ends, np.float32), style.canvas, look.width_px - 2.2))
    return items
