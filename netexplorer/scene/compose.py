"""The second arrow: a frame becomes a picture of the network."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from netexplorer.graph.turns import Turn
from netexplorer.scene.actors import actor_items
from netexplorer.scene.doubts import doubt_items
from netexplorer.scene.edges import Lines, lengths, sampled
from netexplorer.scene.elide import elide_px
from netexplorer.scene.focus import STEPS_BACK, Focus, focus_of
from netexplorer.scene.frame import Frame, Hover
from netexplorer.scene.labels import (
    NAME_WEIGHT,
    USUAL_TIERS,
    Label,
    LabelSizes,
    Tier,
    Wording,
    brief,
    compact,
    place,
    wording,
)
from netexplorer.scene.linework import drawn_lines, looks_in, relationship_items
from netexplorer.scene.memo import KEPT, SMALL, Asked
from netexplorer.scene.nodes import RING_PX, Nodes, nodes
from netexplorer.scene.primitives import Group, Item, Measure, Scene, Segments, Text, Texts
from netexplorer.scene.style import Style, blend
from netexplorer.scene.turns import turn_items
from netexplorer.scene.viewport import Viewport

TITLE_X, TITLE_Y, CAPTION_Y, TITLE_HEIGHT = 18.0, 38.0, 60.0, 70.0
TESTIMONY_PX = 20.0  # what a line on whose word counts takes below the caption
NOTHING = "No relationship is in force on this date"
NOTHING_EITHER = "No relationship was in force on either date"
TITLE = "title"  # the id of the group with the date and the caption, the topmost one
#: Labels × actors that are compared at most; a crowd has room for few names anyway.
LABEL_WORK = 60_000
#: Above so many actors in the picture a name that finds no room at once is left out.
EFFORT_ACTORS = 150
#: Room for each actor in the picture, in square pixels, below which names are short and those of ended actors go.
CROWDED_PX2 = 6_500.0
SMALL_PX = 11.0
PUSHES_PX = (7.0, 14.0)
BRIEF_NAMES = 10  # in a crowd the most important would rather be named in part than not at all
NEAR_PX = 6.0  # a name this near to another actor seems to be its name
SEVERED_PX = 3.0  # how near a name may come to a severed line


def compose_network(
    frame: Frame,
    viewport: Viewport,
    style: Style,
    measure: Measure,
    *,
    hover: Hover = Hover(),
    with_title: bool | None = True,
    moving: bool = False,
    named: bool = False,
) -> Scene:
    """The picture of ``frame`` through ``viewport``.

    Parameters
    ----------
    hover : Hover
        What is under the pointer: its neighbourhood stays, the rest steps back.
    with_title : bool, optional
        The date and the event of that moment at the top left; none: somebody else draws them, and no name lies there.
    moving : bool
        While something is dragged: no names for single marks, even with ``named``.
    named : bool
        Give every actor and relationship an id (``actor-ID``, ``relationship-ID``) and a title, for SVG.
    """
    seen = nodes(frame, viewport)
    focus = focus_of(frame, hover)
    named = named and not moving
    drawn = drawn_lines(frame, seen)
    named_part, taken = _lettering(frame, seen, drawn, focus, viewport, style, measure, with_title is not False)
    items = [
        Group(_lines_of(frame, drawn, focus, style, taken, named=named), id="relationships"),
        Group(doubt_items(frame, drawn, focus, style, taken), id="doubts"),
        Group(actor_items(frame, seen, focus, style, hover, named=named), id="actors"),
        named_part,
    ]
    if not (frame.shown if frame.compared else frame.shown & (frame.states >= 0)).any():
        items.append(Group((Texts((_nothing(frame, seen, viewport, style),)),), id="nothing"))
    if with_title:
        items.append(Group((Texts(title_texts(frame, viewport.width, style, measure)),), id=TITLE))
    words = ", ".join(part for part in (frame.title, frame.date_label, frame.lens_label) if part)
    return Scene(viewport.width, viewport.height, style.canvas, tuple(items), words, frame.caption)


def _lines_of(
    frame: Frame, drawn: Lines, focus: Focus, style: Style, taken: npt.NDArray[np.float64], *, named: bool
) -> tuple[Item, ...]:
    """The relationships: as they are on one date, or as they became between two."""
    if frame.compared is None:
        return relationship_items(frame, drawn, focus, style, taken, named=named)
    return turn_items(frame, frame.compared, drawn, focus, style, taken, named=named)


def _lettering(
    frame: Frame,
    seen: Nodes,
    drawn: Lines,
    focus: Focus,
    viewport: Viewport,
    style: Style,
    measure: Measure,
    is_titled: bool,
) -> tuple[Group, npt.NDArray[np.float64]]:
    """The names, and the boxes (j, 4) that they and the actors take up."""
    cut = _cut_lines(frame, drawn, style)

    def make() -> tuple[Group, npt.NDArray[np.float64]]:
        wants = _wanted(frame, seen, focus, viewport)
        obstacles = _obstacles(frame, seen, wants, viewport, is_titled), _severed(cut)
        labels = _labels(frame, seen, wants, focus, viewport, style, measure, *obstacles)
        names = _names(labels, frame, focus, style)
        taken = np.concatenate([_node_boxes(seen), np.array([label.box for label in labels]).reshape(-1, 4)])
        return Group((*_leaders(labels, style), Texts(names)) if names else (), id="labels"), taken

    if max(len(seen.xy), len(cut)) > SMALL:
        return make()
    arrays = (frame.actor_faint, frame.importance, frame.selected_actors, focus.wish, focus.actor_back, cut)
    held = (frame.net, seen, style, measure)
    return _kept(Asked(make, held, viewport, is_titled, frame.subtitle, *[a.tobytes() for a in arrays]))


@lru_cache(maxsize=KEPT)
def _kept(
    asked: Asked[tuple[Group, npt.NDArray[np.float64]]],
) -> tuple[Group, npt.NDArray[np.float64]]:
    return asked.answer()


def only_words_differ(old: Frame, new: Frame) -> bool:
    """Whether two frames give the same picture but for the date and the caption in its title."""
    if old.moment and new.moment:
        return old.moment == new.moment
    words = {"t", "date_label", "caption", "moment"}
    pairs = ((getattr(old, name), getattr(new, name)) for name in Frame.__struct_fields__ if name not in words)
    return all(a is b or (np.array_equal(a, b) if isinstance(a, np.ndarray) else a == b) for a, b in pairs)


def title_texts(frame: Frame, width: float, style: Style, measure: Measure) -> tuple[Text, ...]:
    """The date and, under it, what happened then, both cut to ``width``."""
    room = max(width - 2 * TITLE_X, 20.0)
    big, small = style.sizes["title"], style.sizes["caption"]
    whole = frame.date_label
    if frame.compared is not None and measure(whole, big, 700) > room:
        whole = frame.compared.short_label
    date = elide_px(whole, room, measure, big, 700)
    texts = [Text(TITLE_X, TITLE_Y, date, big, style.text_strong, 700, halo=style.canvas, halo_px=4.0)]
    if frame.caption:
        caption = elide_px(frame.caption, room, measure, small)
        texts.append(Text(TITLE_X, CAPTION_Y, caption, small, style.text_muted, halo=style.canvas, halo_px=4.0))
    if frame.testimony:
        words, low = elide_px(frame.testimony, room, measure, small, 600), CAPTION_Y + TESTIMONY_PX
        texts.append(Text(TITLE_X, low, words, small, style.accent, 600, halo=style.canvas, halo_px=4.0))
    return tuple(texts)


def _nothing(frame: Frame, seen: Nodes, viewport: Viewport, style: Style) -> Text:
    low = viewport.height - 22.0 if seen.shown.any() else viewport.height / 2
    nothing = NOTHING if frame.compared is None else NOTHING_EITHER
    words = f"{nothing} in this lens" if frame.lens_label else nothing
    words = words if len(frame.net.rel_ids) else "There are no relationships"
    return Text(viewport.width / 2, low, words, 14.0, style.text_muted, anchor="center", halo=style.canvas, halo_px=4.0)


class _Wanted(Struct, frozen=True, eq=False):
    """Whose name is wanted, ``rows`` (k,), the first served first; and how many actors there is room for."""

    rows: npt.NDArray[np.int64]
    is_crowded: bool
    is_small: bool


def _labels(
    frame: Frame,
    seen: Nodes,
    wants: _Wanted,
    focus: Focus,
    viewport: Viewport,
    style: Style,
    measure: Measure,
    taken: npt.NDArray[np.float64],
    severed: npt.NDArray[np.float64],
) -> tuple[Label, ...]:
    rows = wants.rows
    solid = seen.shown & ~frame.actor_faint & wants.is_small
    near = _node_boxes(replace(seen, shown=solid), NEAR_PX)
    radius = seen.radius + np.where(frame.selected_actors, RING_PX / 2, 0).astype(np.float32)
    tiers = _tiers(frame, wants, style, measure)
    labels = place(
        seen.xy[rows],
        radius[rows],
        tiers,
        wish=focus.wish[rows].astype(np.int32),
        later=frame.actor_faint[rows],
        taken=taken,
        near=near,
        own=(np.cumsum(solid) - 1).astype(np.int32)[rows] * solid[rows] - ~solid[rows],
        avoid=severed if len(severed) * len(rows) <= LABEL_WORK else severed[:0],
        width=viewport.width,
        height=viewport.height,
        usual_tiers=len(tiers) if wants.is_crowded else USUAL_TIERS,
        is_strict=wants.is_crowded,
    )
    return tuple(
        Label(int(rows[each.row]), each.wording, each.x, each.anchor, each.box, each.leader) for each in labels
    )


def _tiers(frame: Frame, wants: _Wanted, style: Style, measure: Measure) -> tuple[Tier, ...]:
    """What the labels say and where, the best first; in a crowd short from the start."""
    sizes, quiet_sizes = _label_sizes(style)
    small = replace(sizes, name=min(sizes.name, SMALL_PX), quiet=min(sizes.quiet, SMALL_PX - 1.0))
    faint = frame.actor_faint[wants.rows].tolist()
    names = [frame.net.name(row) for row in wants.rows.tolist()]

    def short(of: LabelSizes) -> tuple[Wording, ...]:
        return tuple(
            compact(name, quiet_sizes if pale else of, measure) for name, pale in zip(names, faint, strict=True)
        )

    tiers = [Tier(short(sizes))]
    if not wants.is_crowded:
        tiers = _roomy_tiers(frame, wants, names, (sizes, quiet_sizes, small), tiers[0], measure)
    if not wants.is_small:
        return tuple(tiers)
    little = short(small)
    tiers += [Tier(little), *(Tier(little, push) for push in PUSHES_PX)]
    if wants.is_crowded:
        first = tuple(brief(name, small, measure) for name in names[:BRIEF_NAMES])
        tiers += [Tier((*first, *little[BRIEF_NAMES:]), push) for push in (0.0, PUSHES_PX[-1])]
    return tuple(tiers)


def _roomy_tiers(
    frame: Frame,
    wants: _Wanted,
    names: list[str],
    sizes: tuple[LabelSizes, LabelSizes, LabelSizes],
    short: Tier,
    measure: Measure,
) -> list[Tier]:
    """Where there is room for them, second lines: at the usual size, below a name of short lines, smaller, not at all.

    The first keeps room for all second lines that an actor ever has, so that a name stays while they change.
    """
    full, tight, less = [], [], []
    usual, of_faint, small = sizes
    faint = frame.actor_faint[wants.rows].tolist()
    for k, (row, name) in enumerate(zip(wants.rows.tolist(), names, strict=True)):
        quiet, of = ("", of_faint) if faint[k] else (frame.subtitle[row], usual)
        full.append(wording(name, quiet, of, measure, ever=frame.subtitle_ever(row)))
        tight.append(compact(name, of, measure, quiet) if quiet else short.wordings[k])
        less.append(compact(name, small, measure, quiet) if quiet else short.wordings[k])
    tiers = [Tier(tuple(full)), Tier(tuple(tight))]
    return [*tiers, Tier(tuple(less)), short] if any(word.quiet for word in full) else tiers


def _label_sizes(style: Style) -> tuple[LabelSizes, LabelSizes]:
    """Sizes for actors that take part, and for those who only did."""
    name, quiet = style.sizes["label"], style.sizes["subtitle"]
    return LabelSizes(name, quiet), LabelSizes(quiet, quiet)


def _wanted(frame: Frame, seen: Nodes, focus: Focus, viewport: Viewport) -> _Wanted:
    """The order does not depend on the pointer. In a crowd, ended actors want no name unless they are in focus."""
    with np.errstate(invalid="ignore"):
        inside = ((seen.xy > 0) & (seen.xy < [viewport.width, viewport.height])).all(axis=1)
    rows = np.flatnonzero(seen.shown & inside)
    crowded = viewport.width * viewport.height < CROWDED_PX2 * len(rows)
    order = np.lexsort((rows, -frame.importance[rows], frame.actor_faint[rows]))
    most = int(np.clip(LABEL_WORK // max(len(rows), 1), 24, 400))
    kept = rows[order[:most]]
    if crowded:
        kept = kept[~frame.actor_faint[kept] | (focus.wish[kept] > 0)]
    late = rows[order[most:]]
    return _Wanted(np.concatenate([kept, late[focus.wish[late] > 0]]), crowded, len(rows) <= EFFORT_ACTORS)


def _obstacles(
    frame: Frame, seen: Nodes, wants: _Wanted, viewport: Viewport, is_titled: bool
) -> npt.NDArray[np.float64]:
    """What no name may lie on: the actors and the title; in a crowd a name is worth more than the dot of who ended."""
    solid = replace(seen, shown=seen.shown & ~frame.actor_faint) if wants.is_crowded else seen
    rings = np.where(frame.selected_actors, np.float32(RING_PX), np.float32(0))
    solid = replace(solid, size=seen.size + rings) if rings.any() else solid
    return np.concatenate([_node_boxes(solid), _title_band(frame, viewport.width, is_titled)])


def _cut_lines(frame: Frame, drawn: Lines, style: Style) -> npt.NDArray[np.float32]:
    """The geometry (k, 6) of the lines that are cut."""
    if frame.compared is not None:
        severed: npt.NDArray[np.float32] = drawn.xy[frame.compared.turns[drawn.rows] == Turn.SEVERED]
        return severed
    looks = looks_in(style, frame.net)
    cut = np.array([look.mark == "cross" for look in looks] + [False, False])  # ended and not yet are negative
    xy: npt.NDArray[np.float32] = drawn.xy[cut[frame.states[drawn.rows]]]
    return xy


def _severed(xy: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    """Small boxes (l, 4) along every line of ``xy`` (k, 6)."""
    if not len(xy):
        return np.zeros((0, 4))
    points = sampled(xy, int(np.clip(lengths(xy).max() / 10.0, 8, 96))).reshape(-1, 2)
    return np.concatenate([points - SEVERED_PX, points + SEVERED_PX], axis=1)


def _node_boxes(seen: Nodes, around_px: float = 2.0) -> npt.NDArray[np.float64]:
    xy, r = seen.xy[seen.shown].astype(float), seen.radius[seen.shown].astype(float)[:, None] + around_px
    return np.concatenate([xy - r, xy + r], axis=1)


def _title_band(frame: Frame, width: float, is_titled: bool) -> npt.NDArray[np.float64]:
    """The room of the title, however long its words are on this date: no label moves because of them."""
    height = TITLE_HEIGHT + (TESTIMONY_PX if frame.testimony else 0.0)
    return np.array([(0.0, 0.0, width, height)] if is_titled else [], dtype=float).reshape(-1, 4)


def _leaders(labels: tuple[Label, ...], style: Style) -> tuple[Segments, ...]:
    ends = [label.leader for label in labels if label.leader is not None]
    return (Segments(np.array(ends, np.float32), style.text_faint, 0.8),) if ends else ()


def _names(labels: tuple[Label, ...], frame: Frame, focus: Focus, style: Style) -> tuple[Text, ...]:
    inks = {
        (pale, back): tuple(
            blend(ink, style.canvas, max(share, 0.3))
            for ink in ((style.text_faint,) * 2 if pale else (style.text_strong, style.text_muted))
        )
        for pale in (False, True)
        for back, share in enumerate(STEPS_BACK)
    }
    texts: list[Text] = []
    for label in labels:
        pale = bool(frame.actor_faint[label.row])
        name, quiet = inks[pale, int(focus.actor_back[label.row])]
        texts += _lines(label, name, quiet, style.canvas)
    return tuple(texts)


def _lines(label: Label, name: int, quiet: int, ground: int) -> list[Text]:
    sizes = label.wording.sizes
    y = label.box[1] + sizes.name_line * 0.78
    texts = []
    for line in label.wording.lines:
        texts.append(Text(label.x, y, line, sizes.name, name, NAME_WEIGHT, label.anchor, ground, 3.0))
        y += sizes.name_line
    if label.wording.quiet:
        second = label.wording.quiet
        texts.append(Text(label.x, y - 1.0, second, sizes.quiet, quiet, 400, label.anchor, ground, 3.0))
    return texts
