"""The second arrow: a frame becomes a picture of the network."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import numpy.typing as npt

from netexplorer.scene.actors import actor_items
from netexplorer.scene.elide import elide_px
from netexplorer.scene.focus import STEPS_BACK, Focus, focus_of
from netexplorer.scene.frame import Frame, Hover
from netexplorer.scene.labels import NAME_WEIGHT, Label, LabelSizes, compact, place, wording
from netexplorer.scene.linework import drawn_lines, relationship_items
from netexplorer.scene.nodes import RING_PX, Nodes, nodes
from netexplorer.scene.primitives import Group, Measure, Scene, Text, Texts
from netexplorer.scene.style import Style, blend
from netexplorer.scene.viewport import Viewport

TITLE_X, TITLE_Y, CAPTION_Y, TITLE_HEIGHT = 18.0, 38.0, 60.0, 70.0
NOTHING = "No relationship is in force on this date in this lens"
TITLE = "title"  # the id of the group with the date and the caption, the topmost one
#: Labels × actors that are compared at most; a crowd has room for few names anyway.
LABEL_WORK = 60_000


def compose_network(
    frame: Frame,
    viewport: Viewport,
    style: Style,
    measure: Measure,
    *,
    hover: Hover = Hover(),
    with_title: bool = True,
    moving: bool = False,
    named: bool = False,
) -> Scene:
    """The picture of ``frame`` through ``viewport``.

    Parameters
    ----------
    hover : Hover
        What is under the pointer: its neighbourhood stays, the rest steps back.
    with_title : bool
        The date and the event of that moment at the top left.
    moving : bool
        While something is dragged: no names for single marks, even with ``named``.
    named : bool
        Give every actor and relationship an id (``actor-ID``, ``relationship-ID``) and a title, for SVG.
    """
    seen = nodes(frame, viewport)
    focus = focus_of(frame, hover)
    named = named and not moving
    drawn = drawn_lines(frame, seen)
    labels = _labels(frame, seen, focus, viewport, style, measure, with_title)
    names = _names(labels, frame, focus, style)
    taken = np.concatenate([_node_boxes(seen), np.array([label.box for label in labels]).reshape(-1, 4)])
    items = [
        Group(relationship_items(frame, drawn, focus, style, taken, named=named), id="relationships"),
        Group(actor_items(frame, seen, focus, style, hover, named=named), id="actors"),
        Group((Texts(names),) if names else (), id="labels"),
    ]
    if not (frame.shown & (frame.states >= 0)).any():
        items.append(Group((Texts((_nothing(seen, viewport, style),)),), id="nothing"))
    if with_title:
        items.append(Group((Texts(title_texts(frame, viewport.width, style, measure)),), id=TITLE))
    words = ", ".join(part for part in (frame.title, frame.date_label, frame.lens_label) if part)
    return Scene(viewport.width, viewport.height, style.canvas, tuple(items), words, frame.caption)


def only_words_differ(old: Frame, new: Frame) -> bool:
    """Whether two frames give the same picture but for the date and the caption in its title."""
    words = {"t", "date_label", "caption"}
    pairs = ((getattr(old, f.name), getattr(new, f.name)) for f in fields(Frame) if f.name not in words)
    return all(a is b or (np.array_equal(a, b) if isinstance(a, np.ndarray) else a == b) for a, b in pairs)


def title_texts(frame: Frame, width: float, style: Style, measure: Measure) -> tuple[Text, ...]:
    """The date and, under it, what happened then, both cut to ``width``."""
    room = max(width - 2 * TITLE_X, 20.0)
    big, small = style.sizes["title"], style.sizes["caption"]
    date = elide_px(frame.date_label, room, measure, big, 700)
    texts = [Text(TITLE_X, TITLE_Y, date, big, style.text_strong, 700, halo=style.canvas, halo_px=4.0)]
    if frame.caption:
        caption = elide_px(frame.caption, room, measure, small)
        texts.append(Text(TITLE_X, CAPTION_Y, caption, small, style.text_muted, halo=style.canvas, halo_px=4.0))
    return tuple(texts)


def _nothing(seen: Nodes, viewport: Viewport, style: Style) -> Text:
    low = viewport.height - 22.0 if seen.shown.any() else viewport.height / 2
    return Text(
        viewport.width / 2, low, NOTHING, 14.0, style.text_muted, anchor="center", halo=style.canvas, halo_px=4.0
    )


def _labels(
    frame: Frame,
    seen: Nodes,
    focus: Focus,
    viewport: Viewport,
    style: Style,
    measure: Measure,
    is_titled: bool,
) -> tuple[Label, ...]:
    sizes, quiet_sizes = _label_sizes(style)
    wants = _candidates(frame, seen, focus, viewport)
    faint = frame.actor_faint[wants].tolist()
    words = tuple(
        wording(frame.net.name(row), "" if pale else frame.subtitle[row], quiet_sizes if pale else sizes, measure)
        for row, pale in zip(wants.tolist(), faint, strict=True)
    )
    radius = seen.radius + np.where(frame.selected_actors, RING_PX / 2, 0).astype(np.float32)
    labels = place(
        seen.xy[wants],
        radius[wants],
        words,
        tuple(compact(w, quiet_sizes if p else sizes, measure) for w, p in zip(words, faint, strict=True)),
        wish=focus.wish[wants].astype(np.int32),
        taken=np.concatenate([_node_boxes(seen), _title_band(viewport.width, is_titled)]),
        width=viewport.width,
        height=viewport.height,
    )
    return tuple(replace(label, row=int(wants[label.row])) for label in labels)


def _label_sizes(style: Style) -> tuple[LabelSizes, LabelSizes]:
    """Sizes for actors that take part, and for those who only did."""
    name, quiet = style.sizes["label"], style.sizes["subtitle"]
    return LabelSizes(name, quiet), LabelSizes(quiet, quiet)


def _candidates(frame: Frame, seen: Nodes, focus: Focus, viewport: Viewport) -> npt.NDArray[np.int64]:
    """The actors whose name is wanted, the first served first; the order does not depend on the pointer."""
    with np.errstate(invalid="ignore"):
        inside = ((seen.xy > 0) & (seen.xy < [viewport.width, viewport.height])).all(axis=1)
    rows = np.flatnonzero(seen.shown & inside)
    order = np.lexsort((rows, -frame.importance[rows], frame.actor_faint[rows]))
    most = int(np.clip(LABEL_WORK // max(len(rows), 1), 24, 400))
    kept = rows[order[:most]]
    late = rows[order[most:]]
    return np.concatenate([kept, late[focus.wish[late] > 0]])


def _node_boxes(seen: Nodes) -> npt.NDArray[np.float64]:
    xy, r = seen.xy[seen.shown].astype(float), seen.radius[seen.shown].astype(float)[:, None] + 2.0
    return np.concatenate([xy - r, xy + r], axis=1)


def _title_band(width: float, is_titled: bool) -> npt.NDArray[np.float64]:
    """The room of the title, however long its words are on this date: no label moves because of them."""
    return np.array([(0.0, 0.0, width, TITLE_HEIGHT)] if is_titled else [], dtype=float).reshape(-1, 4)


def _names(labels: tuple[Label, ...], frame: Frame, focus: Focus, style: Style) -> tuple[Text, ...]:
    sizes = _label_sizes(style)
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
        texts += _lines(label, sizes[pale], name, quiet, style.canvas)
    return tuple(texts)


def _lines(label: Label, sizes: LabelSizes, name: int, quiet: int, ground: int) -> list[Text]:
    y = label.box[1] + sizes.name_line * 0.78
    texts = []
    for line in label.wording.lines:
        texts.append(Text(label.x, y, line, sizes.name, name, NAME_WEIGHT, label.anchor, ground, 3.0))
        y += sizes.name_line
    if label.wording.quiet:
        second = label.wording.quiet
        texts.append(Text(label.x, y - 1.0, second, sizes.quiet, quiet, 400, label.anchor, ground, 3.0))
    return texts
