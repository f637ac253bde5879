"""The relationships of two dates as one picture: what stayed steps back, what changed stands out.

What became of a line is said four times, by colour, dash, width and a badge in its middle, so that nobody depends on
colour: a plus, an arrow up or down, a dot, a minus in an empty badge; what was severed is cut with a cross. What only
possibly became so, by imprecise dates, is hollow, as what is only possible is on one date.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from netexplorer.graph.network import TemporalNetwork
from netexplorer.graph.plain import plain
from netexplorer.graph.turns import TURNS, Tally, Turn, cut_state, tally
from netexplorer.scene.batches import looks_of
from netexplorer.scene.density.shading import Inks
from netexplorer.scene.edges import F64, SCAR_PLACES, Lines, points
from netexplorer.scene.focus import STEPS_BACK, Focus
from netexplorer.scene.frame import Compared, Frame
from netexplorer.scene.linework import HOLLOW_PX, STRONG_PX, Ink, cut, glow, whole
from netexplorer.scene.naming import relationship_titles
from netexplorer.scene.primitives import F32, Group, Item, Segments, Shapes
from netexplorer.scene.style import Mark, StateLook, Style, blend
from netexplorer.scene.tally import what_counts

STRUCTURE, SMALL_BADGE = 0.62, 0.72  # how much thinner what is no channel is, and how much smaller its badge
BADGE_PX, GLYPH_PX = 14.0, 1.7
MOST_BADGES = 400  # more would lie on top of one another; then colour, dash and width have to do
LEAST_BADGE = 0.75
ROOMY_PX2, MOST_ROOM_PX = 24_000.0, 4_000.0  # for each badge; lines may reach far beside the picture
CROWD_LINES = 900  # more lines than this are drawn thinner
_LOOKS: tuple[tuple[Turn, str, tuple[float, ...], Mark, float], ...] = (
    (Turn.STAYED, "Unchanged", (), "", 1.2),
    (Turn.OPENED, "Opened", (), "plus", 3.2),
    (Turn.BETTER, "Got better", (13.0, 4.0), "up", 2.6),
    (Turn.OTHER, "Changed", (9.0, 3.5, 2.5, 3.5), "dot", 2.4),
    (Turn.WORSE, "Got worse", (6.5, 4.0), "down", 2.6),
    (Turn.SEVERED, "Severed", (), "cross", 2.8),
    (Turn.ENDED, "Ended", (2.0, 4.5), "minus", 2.0),
)  # fmt: skip
#: In the order of a legend, from better to worse.
TURNS_TOLD = (Turn.OPENED, Turn.BETTER, Turn.STAYED, Turn.OTHER, Turn.WORSE, Turn.SEVERED, Turn.ENDED)
#: Drawn first to last: what changed lies on what did not.
_DEPTH = (Turn.STAYED, Turn.ENDED, Turn.OTHER, Turn.BETTER, Turn.OPENED, Turn.WORSE, Turn.SEVERED)


def turn_looks(style: Style) -> tuple[StateLook, ...]:
    """The look of every :class:`Turn`, in their order."""
    assert tuple(look[0] for look in _LOOKS) == TURNS
    return tuple(
        StateLook(argb, dash, mark, width, label)
        for argb, (_, label, dash, mark, width) in zip(style.turns, _LOOKS, strict=True)
    )


def turn_items(
    frame: Frame, compared: Compared, drawn: Lines, focus: Focus, style: Style, taken: F64, *, named: bool = False
) -> tuple[Item, ...]:
    """The relationships of both dates, as :func:`netexplorer.scene.linework.relationship_items` draws those of one.

    Badges lie on top of all lines, beside the boxes ``taken`` (j, 4) and beside one another where there is room. What
    came and went between the dates is a faint line without one.
    """
    if not len(drawn.rows):
        return ()
    items = glow(frame, drawn, focus, style)
    columns = (
        compared.turns[drawn.rows],
        ~frame.net.is_channel[drawn.rows],
        focus.strong_rels[drawn.rows],
        focus.rel_back[drawn.rows],
        np.zeros(len(drawn.rows), bool) if compared.possible is None else compared.possible[drawn.rows],
        (compared.before[drawn.rows] < 0) & (compared.after[drawn.rows] < 0),
    )
    keys, which = looks_of(columns)
    titles = relationship_titles(frame, drawn.rows) if named else ()
    thin = float(np.clip(np.sqrt(CROWD_LINES / len(drawn.rows)), 0.4, 1.0))
    marked = np.flatnonzero((columns[0] != Turn.STAYED) & (columns[0] != Turn.SEVERED) & ~columns[-1])
    has_badges = 0 < len(marked) <= MOST_BADGES
    full_px = _badge_size(drawn, marked)
    places = _badge_places(drawn, marked, full_px, taken) if has_badges else np.zeros((0, 2), np.float32)
    badges: list[Item] = []
    for k in sorted(range(len(keys)), key=lambda k: _depth(keys[k].tolist())):
        here = np.flatnonzero(which == k)
        part = Lines(drawn.rows[here], drawn.xy[here], drawn.straight[here])
        look, ink = _ink(keys[k].tolist(), style, thin)
        names = tuple(titles[i] for i in here) if named else ()
        items += cut(frame, part, ink, taken, names) if ink.cut else whole(frame, part, ink, names)
        came_and_went = keys[k][-1]
        if look.mark and not (ink.cut or came_and_went) and has_badges:
            size = full_px * (SMALL_BADGE if keys[k][1] else 1.0)
            badges += badge_items(look.mark, places[here], size, ink.argb, style.canvas)
    return (*items, *((Group(tuple(badges), id="badges"),) if badges else ()))


def _depth(key: list[int]) -> tuple[int, ...]:
    turn, structure, strong, back, _, _ = key
    return (-back, strong, _DEPTH.index(Turn(turn)), -structure)


def _ink(key: list[int], style: Style, thin: float) -> tuple[StateLook, Ink]:
    turn, structure, strong, back, possible, came_and_went = key
    look = turn_looks(style)[turn]
    width = max(look.width_px * thin, 0.8) * (STRUCTURE if structure else 1.0) + (STRONG_PX if strong else 0.0)
    share = 1.0 if strong else 0.55 if came_and_went else 0.8 if turn == Turn.STAYED else 1.0
    argb = blend(look.argb, style.canvas, share * (0.7 if structure and not strong else 1.0) * STEPS_BACK[back])
    inside = style.canvas if possible else 0
    return look, Ink(argb, width + HOLLOW_PX * possible, look.dash, look.mark == "cross", inside)


def _badge_size(drawn: Lines, marked: npt.NDArray[np.intp]) -> float:
    """How large badges are: smaller where there is little room for so many of them."""
    low, high = drawn.xy.reshape(-1, 2).min(axis=0), drawn.xy.reshape(-1, 2).max(axis=0)
    room = float(np.prod(np.clip(high - low, 1.0, MOST_ROOM_PX))) / max(len(marked), 1)
    return BADGE_PX * float(np.clip(np.sqrt(room / ROOMY_PX2), LEAST_BADGE, 1.0))


def _badge_places(drawn: Lines, marked: npt.NDArray[np.intp], size_px: float, taken: F64) -> F32:
    """Where the badge of each of the lines ``marked`` goes, (k, 2), the middle or near it.

    Beside what is taken and beside the badges of lines before it; where neither can be, as far from these as possible.
    """
    wide = drawn.xy.astype(float)
    at = np.stack([points(wide, np.full(len(wide), share)) for share in SCAR_PLACES])  # (places, k, 2)
    reach, apart = size_px / 2 + 1.0, size_px + 2.0
    x, y = at[..., 0, np.newaxis], at[..., 1, np.newaxis]
    covered: npt.NDArray[np.bool_] = np.any(
        (x > taken[:, 0] - reach) & (x < taken[:, 2] + reach) & (y > taken[:, 1] - reach) & (y < taken[:, 3] + reach),
        axis=2,
    )
    chosen = np.array(at[0])
    laid = np.zeros((0, 2))
    for row in marked.tolist():
        off = at[:, row, np.newaxis] - laid
        free = np.minimum(np.hypot(off[..., 0], off[..., 1]).min(axis=1, initial=apart), apart)
        chosen[row] = at[int(np.argmax(free - apart * covered[:, row])), row]
        laid = np.concatenate([laid, chosen[row : row + 1]])
    return chosen.astype(np.float32)


def badge_items(mark: Mark, xy: F32, size_px: float, argb: int, ground: int) -> list[Item]:
    """Badges with one sign around the points ``xy`` (k, 2); that of a minus is empty."""
    is_empty = mark == "minus"
    sizes = np.full(len(xy), size_px, np.float32)
    disc = Shapes("circle", xy, sizes, ground if is_empty else argb, argb if is_empty else ground, 1.4)
    if mark == "dot":
        return [disc, Shapes("circle", xy, sizes * np.float32(0.34), ground)]
    strokes = np.array(_GLYPHS[mark], np.float32) * np.float32(size_px / BADGE_PX)
    lines = np.concatenate([np.tile(xy, 2) + stroke for stroke in strokes]).astype(np.float32)
    return [disc, Segments(lines, argb if is_empty else ground, GLYPH_PX * size_px / BADGE_PX, round_cap=True)]


#: Strokes of the signs in a badge of full size, around its middle.
_GLYPHS: dict[str, tuple[tuple[float, float, float, float], ...]] = {
    "plus": ((-3.1, 0, 3.1, 0), (0, -3.1, 0, 3.1)),
    "minus": ((-3.1, 0, 3.1, 0),),
    "up": ((0, 3.2, 0, -3.2), (-2.7, -0.5, 0, -3.2), (2.7, -0.5, 0, -3.2)),
    "down": ((0, -3.2, 0, 3.2), (-2.7, 0.5, 0, 3.2), (2.7, 0.5, 0, 3.2)),
}


BADGES = frozenset((*_GLYPHS, "dot"))


def counted_turns(net: TemporalNetwork, mask: npt.NDArray[np.bool_], compared: Compared) -> Tally:
    """What became of the channels of ``mask`` (m,); where there are none, of all of it."""
    return tally(compared.turns, compared.before, what_counts(net, mask)[0], compared.possible)


def hollow(frame: Frame) -> npt.NDArray[np.bool_]:
    """What is drawn hollow, bool (m,): what holds, or between two dates became so, only possibly."""
    if frame.compared is None:
        return frame.uncertain
    possible = frame.compared.possible
    return np.zeros(len(frame.shown), bool) if possible is None else possible


def inside(label: str) -> str:
    """A label of the vocabulary in the middle of a sentence: ``limited``; what has other capitals keeps them."""
    return label if any(letter.isupper() for letter in label[1:]) else label[:1].lower() + label[1:]


def worst_word(net: TemporalNetwork) -> str:
    """The state that is drawn cut, in a sentence: ``severed``, or as the dataset calls it."""
    code = cut_state(net)
    if code < 0:
        return "severed"
    state = net.states[code]
    return inside(plain(state.label) or plain(state.id).replace("-", " ").replace("_", " "))


def severed_word(net: TemporalNetwork) -> str:
    """What became of a relationship that was severed: ``severed``, or ``down to broken``."""
    word = worst_word(net)
    return word if word == "severed" else f"down to {word}"


def turn_names(net: TemporalNetwork) -> tuple[str, ...]:
    """What a legend calls every :class:`Turn`; what was severed is told apart, so the others are called so."""
    severed, own = severed_word(net), dict[Turn, str]()
    if cut_state(net) >= 0:
        own = {Turn.SEVERED: severed[:1].upper() + severed[1:], Turn.WORSE: f"Worse, not {worst_word(net)}"}
    return tuple(own.get(turn, label) for turn, label, *_ in _LOOKS)


def turn_inks(style: Style) -> Inks:
    """The inks in which a density draws what became of relationships: what stayed weighs least."""
    colours = tuple(look.argb for look in turn_looks(style))
    return Inks(style.canvas, style.text_strong, colours, tuple(1.0 if turn is Turn.STAYED else 2.0 for turn in TURNS))
