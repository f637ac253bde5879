"""The relationships of a frame as batches of lines, one batch to a look.

A state is said three times, in colour, dash and mark. What is no channel is structure and stays thin and pale; what
changed within the last year is wider; what is only possible is hollow, channel or not.
"""

from __future__ import annotations

from functools import lru_cache, partial

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from netexplorer.graph.network import ENDED, TemporalNetwork
from netexplorer.scene.batches import looks_of
from netexplorer.scene.edges import F64, Lines, crosses, free_places, lines, scars
from netexplorer.scene.focus import STEPS_BACK, Focus
from netexplorer.scene.frame import Frame
from netexplorer.scene.memo import KEPT, KEPT_PARTS, SMALL, Asked
from netexplorer.scene.naming import relationship_titles
from netexplorer.scene.nodes import Nodes
from netexplorer.scene.primitives import F32, Curves, Group, Item, Segments
from netexplorer.scene.style import StateLook, Style, blend

Ints = npt.NDArray[np.int32]

CHANNEL_PX, STRUCTURE_PX, RECENT_PX, STRONG_PX = 2.0, 1.2, 2.6, 0.8
FRESH_PX = RECENT_PX + STRONG_PX  # changed since the picture before, in a row of them
HOLLOW_PX = 1.8  # how much wider a hollow line is, and its inside narrower
CROWD_LINES = 1500  # more lines than this are drawn thinner
GLOW_PX, THIN_GLOW_PX, GLOW_SHARE = 9.0, 5.0, 0.2
SCAR_GAP_PX, CROSS_ARM_PX = 24.0, 5.2


class Ink(Struct, frozen=True):
    """How the lines of one batch are drawn; ``inside`` is the ground colour inside a hollow line, 0 for none."""

    argb: int
    width_px: float
    dash: tuple[float, ...]
    cut: bool
    inside: int = 0


def drawn_lines(frame: Frame, seen: Nodes) -> Lines:
    """The geometry of every relationship that the picture shows; what lies wholly beside the picture is left out."""
    net = frame.net
    ends = frame.shown & frame.actor_shown[net.src] & frame.actor_shown[net.dst]
    rows: Ints = np.flatnonzero(ends & (seen.shown[net.src] | seen.shown[net.dst])).astype(np.int32)
    if max(len(rows), len(seen.xy)) > SMALL:
        return lines(rows, net.src, net.dst, seen.xy, seen.radius)
    return _kept_lines(Asked(lambda: lines(rows, net.src, net.dst, seen.xy, seen.radius), (net, seen), rows.tobytes()))


@lru_cache(maxsize=KEPT)
def _kept_lines(asked: Asked[Lines]) -> Lines:
    return asked.answer()


def looks_in(style: Style, net: TemporalNetwork) -> tuple[StateLook, ...]:
    """The look of every state of ``net``."""
    return _kept_looks(Asked(lambda: style.state_looks(net), (style, net.states)))


@lru_cache(maxsize=4)
def _kept_looks(asked: Asked[tuple[StateLook, ...]]) -> tuple[StateLook, ...]:
    return asked.answer()


def relationship_items(
    frame: Frame, drawn: Lines, focus: Focus, style: Style, taken: F64, *, named: bool = False
) -> tuple[Item, ...]:
    """The relationships, least important first. With ``named`` every line carries its id and a title in words.

    Scars are cut where they are seen: beside the boxes ``taken`` (j, 4) of labels and actors.
    """
    if not len(drawn.rows):
        return ()
    items = glow(frame, drawn, focus, style)
    looks = (*looks_in(style, frame.net), style.ended_look)
    distinct, which = looks_of(_columns(frame, drawn.rows, focus))
    thin = float(np.clip(np.sqrt(CROWD_LINES / len(drawn.rows)), 0.4, 1.0))
    keys = distinct.tolist()
    order = sorted(range(len(keys)), key=lambda k: _depth(keys[k], looks))
    titles = relationship_titles(frame, drawn.rows) if named else ()
    for k in order:
        here = np.flatnonzero(which == k)
        if not named and len(drawn.rows) <= SMALL:
            ask = partial(_part, frame, drawn, here, keys[k], looks, style, thin, taken, ())
            held = (frame.net, drawn, style, taken) if looks[keys[k][0]].mark == "cross" else (frame.net, drawn, style)
            far = b"" if frame.cut is None else frame.cut[drawn.rows[here]].tobytes()
            items += _kept_part(Asked(ask, held, tuple(keys[k]), here.tobytes(), far))
            continue
        names = tuple(titles[i] for i in here) if named else ()
        items += _part(frame, drawn, here, keys[k], looks, style, thin, taken, names)
    return tuple(items)


@lru_cache(maxsize=KEPT_PARTS)
def _kept_part(asked: Asked[list[Item]]) -> tuple[Item, ...]:
    return tuple(asked.answer())


def _part(
    frame: Frame,
    drawn: Lines,
    here: npt.NDArray[np.int64],
    key: list[int],
    looks: tuple[StateLook, ...],
    style: Style,
    thin: float,
    taken: F64,
    names: tuple[str, ...],
) -> list[Item]:
    """The lines ``here`` of one look."""
    part = Lines(drawn.rows[here], drawn.xy[here], drawn.straight[here])
    ink = _ink(key, looks, style)
    ink = replace(ink, width_px=max(ink.width_px * thin, 0.8))
    return cut(frame, part, ink, taken, names) if ink.cut else whole(frame, part, ink, names)


def glow(frame: Frame, drawn: Lines, focus: Focus, style: Style) -> list[Item]:
    """A soft band under the relationships that are pointed at or selected themselves, or have changed.

    Under what has changed it is thin where the line itself is: no channel, or over.
    """
    here, thin = focus.glowing_rels[drawn.rows], np.zeros(len(drawn.rows), bool)
    if frame.fresh is not None:
        thin = ~frame.net.is_channel[drawn.rows] | (frame.states[drawn.rows] < 0)
    argb, widths = blend(style.accent, style.canvas, GLOW_SHARE), ((here & ~thin, GLOW_PX), (here & thin, THIN_GLOW_PX))
    return [Curves(drawn.xy[rows], argb, width, round_cap=True) for rows, width in widths if rows.any()]


def _columns(frame: Frame, rows: Ints, focus: Focus) -> tuple[npt.NDArray[np.generic], ...]:
    states = frame.states[rows]
    return (
        np.where(states == ENDED, len(frame.net.states), states),
        ~frame.net.is_channel[rows],
        frame.recent[rows],
        frame.uncertain[rows],
        focus.strong_rels[rows],
        focus.rel_back[rows],
    )


def _depth(key: list[int], looks: tuple[StateLook, ...]) -> tuple[int, ...]:
    """The order of drawing: what steps back, ghosts, structure, channels, scars; what is strong lies on top."""
    state, structure, recent, _, strong, back = key
    ended = state == len(looks) - 1
    return (-back, strong, not ended, -structure, looks[state].mark == "cross", recent, state)


def _ink(key: list[int], looks: tuple[StateLook, ...], style: Style) -> Ink:
    state, structure, recent, uncertain, strong, back = key
    look = looks[state]
    ended = state == len(looks) - 1
    calm = look.argb == style.best and not look.dash  # the usual state is the quietest
    share, width = (0.45 if calm else 0.7, STRUCTURE_PX) if structure else (0.66 if calm else 0.95, CHANNEL_PX)
    if ended:
        share, width = 0.75, look.width_px
    elif recent and not structure:
        share, width = 1.0, RECENT_PX
    if strong:
        share, width = 1.0, width + STRONG_PX
    if uncertain:
        share, width = share * (1.0 if structure else 0.75), width + HOLLOW_PX
    argb = blend(look.argb, style.canvas, share * STEPS_BACK[back])
    return Ink(argb, width, look.dash, look.mark == "cross", style.canvas if uncertain and not ended else 0)


def _stroked(
    xy: F32, straight: npt.NDArray[np.bool_], ink: Ink, ids: tuple[str, ...], names: tuple[str, ...]
) -> list[Item]:
    items: list[Item] = []
    for flag in (True, False):
        here = np.flatnonzero(straight == flag)
        if not len(here):
            continue
        own_ids, own_names = tuple(ids[i] for i in here) if ids else (), tuple(names[i] for i in here) if names else ()
        if flag:
            items.append(Segments(xy[here][:, [0, 1, 4, 5]], ink.argb, ink.width_px, ink.dash, own_ids, own_names))
        else:
            items.append(Curves(xy[here], ink.argb, ink.width_px, ink.dash, own_ids, own_names))
    if ink.inside:
        inner = replace(ink, argb=ink.inside, width_px=max(ink.width_px - 2 * 1.1, 0.8), inside=0)
        items += _stroked(xy, straight, inner, (), ())
    return items


def whole(frame: Frame, part: Lines, ink: Ink, names: tuple[str, ...]) -> list[Item]:
    """Uncut lines of one look; with their ``names`` each carries its id."""
    ids = tuple(f"relationship-{frame.net.rel_ids[row]}" for row in part.rows) if names else ()
    return _stroked(part.xy, part.straight, ink, ids, names)


def cut(frame: Frame, part: Lines, ink: Ink, taken: F64, names: tuple[str, ...]) -> list[Item]:
    """Lines of one look with a scar each, beside the boxes ``taken``; with their ``names`` each is a group."""
    if not names:
        return _scar(part, ink, taken, frame.cut)
    groups: list[Item] = []
    for i, row in enumerate(part.rows):
        one = Lines(part.rows[i : i + 1], part.xy[i : i + 1], part.straight[i : i + 1])
        groups.append(
            Group(tuple(_scar(one, ink, taken, frame.cut)), id=f"relationship-{frame.net.rel_ids[row]}", title=names[i])
        )
    return groups


def _scar(part: Lines, ink: Ink, taken: F64, cut: F32 | None) -> list[Item]:
    arm = CROSS_ARM_PX if ink.width_px >= CHANNEL_PX else CROSS_ARM_PX * 0.75
    far = np.ones(len(part.rows), np.float32) if cut is None else cut[part.rows]
    halves, middles = scars(part.xy, SCAR_GAP_PX * far, free_places(part.xy, arm + 2.0, taken))
    mark = Segments(crosses(middles, arm * far), ink.argb, min(ink.width_px, 2.2), round_cap=True)
    return [*_stroked(halves, np.tile(part.straight, 2), ink, (), ()), mark]
