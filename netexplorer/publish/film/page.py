"""What a picture of a film consists of: network, key, date, what happened, and the strip of time; scenes, no pixels.

A page is composed for about 1280 × 720 and painted larger or smaller as a whole. Nothing on it moves but the flag.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from netexplorer.publish.film.options import FilmOptions
from netexplorer.scene.compose import TITLE, compose_network
from netexplorer.scene.elide import elide_px, one_line
from netexplorer.scene.frame import Frame
from netexplorer.scene.labels import wrapped
from netexplorer.scene.lanetable import lanes
from netexplorer.scene.legend import HEADING_PX, MOST_ENTRIES, ROW_PX, TEXT_PX, LegendSection, legend_column, legend_of
from netexplorer.scene.primitives import F32, Group, Item, Measure, Rects, Scene, Text, Texts
from netexplorer.scene.style import Style, blend
from netexplorer.scene.tally import count_states, states_heading
from netexplorer.scene.timeline import compose_cursor, compose_header
from netexplorer.scene.timescale import TimelineView
from netexplorer.scene.viewport import Margins, Viewport
from netexplorer.session.extent import view_of_all
from netexplorer.session.resolve import Plan
from netexplorer.session.state import Camera

BASE = (1280.0, 720.0)
STEP = 1 / 32  # of the scale: a tile of what is painted anew is then whole pixels
LEAST_SCALE = 0.5
KEY_PX, GAP = 204.0, 24.0
STRIP_PX = 128.0  # a multiple of 32 for the same reason
STRIP_VIEW_PX = 210.0  # of which the part with lanes is cut off
LEAST_WIDTH_OF_KEY, LEAST_HEIGHT_OF_STRIP = 860.0, 460.0
DATE_PX, DATE_Y, CAPTION_PX, CAPTION_Y = 28.0, 40.0, 15.0, 64.0
AROUND = Margins(84.0, 84.0, 84.0, 40.0)
TOP_UNDER_BAND, LEAST_HEIGHT = 56.0, 64.0  # two lines of a label stand above who is highest
AIR_UNDER_BAND = 32.0  # who stands at the edge of a view is not cut in half
ROOM_OF_COUNTS_PX = 74.0  # with the sample of the line

Draw = Callable[..., Scene]  # as compose_network


def scale_of(width: int, height: int) -> float:
    """Pixels of the film for one of its page."""
    return max(int(min(width / BASE[0], height / BASE[1]) / STEP) * STEP, LEAST_SCALE)


class Strip(Struct, frozen=True, eq=False):
    """The still part of the strip of time, and words (l, 4) that the line of its flag spares."""

    tview: TimelineView
    scene: Scene
    spared: F32


class Page:
    """Composes the pictures of one film; :meth:`explain` says beforehand what its key has to explain.

    Parameters
    ----------
    band : float
        Height of a part at the top, above the network, that is kept for words.
    """

    def __init__(
        self,
        plan: Plan,
        camera: Camera | None,
        options: FilmOptions,
        style: Style,
        measure: Measure,
        *,
        band: float = 0.0,
    ) -> None:
        self.plan, self.options, self.style, self.measure, self.band = plan, options, style, measure, band
        self.scale = scale_of(options.width, options.height)
        self.width, self.height = options.width / self.scale, options.height / self.scale
        self.has_key = options.legend and self.width >= LEAST_WIDTH_OF_KEY
        self.has_strip = options.timeline and self.height >= LEAST_HEIGHT_OF_STRIP
        self.area = (
            self.width - (KEY_PX + 2 * GAP if self.has_key else 0.0),
            self.height - (STRIP_PX if self.has_strip else 0.0),
        )
        self.viewport = self._viewport(camera)
        self._key: tuple[Item, ...] = ()
        self._counted: tuple[tuple[int, float], ...] = ()  # states, and how far down their counts stand

    def _viewport(self, camera: Camera | None) -> Viewport:
        """What part of the plane is seen: all that is ever shown, or what the camera of the view sees."""
        plan, width, height = self.plan, self.area[0], max(self.area[1] - self.band, LEAST_HEIGHT)
        if camera is None:
            around = replace(AROUND, top=TOP_UNDER_BAND) if self.band else AROUND
            return view_of_all(plan, width, height, around, max_scale=2.4)
        canvas = self.options.canvas
        wished = canvas if min(canvas) > 0 else (float(self.options.width), float(self.options.height))
        free = height - (AIR_UNDER_BAND if self.band else 0.0)
        return Viewport(camera.x, camera.y, camera.scale * min(width / wished[0], free / wished[1]), width, height)

    def explain(self, frames: Sequence[Frame], fronts: Sequence[Frame] | None = None) -> None:
        """Let the key explain everything in some frames; it stays as it is, but for the counts of the states.

        With ``fronts``, of a density: what is drawn as lines before it.
        """
        several = (*frames, frames[0]) if len(frames) == 1 else frames
        sections = legend_of(several, self.style, fronts)
        states: tuple[int, ...] = ()
        if sections and sections[0].heading == "State":
            labels = [one_line(look.label) for look in (*self.style.state_looks(self.plan.net), self.style.ended_look)]
            states = tuple(labels.index(entry.label) for entry in sections[0].entries)
            sections = (_with_room(sections[0], states_heading(self.plan.net), self.measure), *sections[1:])
        self._key, top = self._compose_key(sections)
        rows = enumerate(states[: MOST_ENTRIES - 1])
        self._counted = tuple((state, top + HEADING_PX + ROW_PX * (k + 0.5) + 4.2) for k, state in rows if top)

    # -- the parts

    def still(self, frame: Frame, draw: Draw = compose_network, viewport: Viewport | None = None) -> Scene:
        """Network and key: all that does not follow the date itself."""
        whole = draw(frame, viewport or self.viewport, self.style, self.measure, with_title=not self.band)
        items = tuple(item for item in whole.items if not (isinstance(item, Group) and item.id == TITLE))
        if self.band:
            box = (0.0, self.band, self.area[0], self.viewport.height)
            items = (Group(items, id="network", dy=self.band, clip=box),)
        return Scene(self.width, self.height, self.style.canvas, (*items, *self._key), frame.title)

    def counts(self, frame: Frame) -> tuple[Text, ...]:
        """How many channels are in each state of the key."""
        if not self._counted:
            return ()
        found, right = count_states(frame.net, frame.states, frame.shown & frame.mask), self.area[0] + GAP + KEY_PX
        ink = self.style.text_muted
        return tuple(Text(right, y, str(int(found[state])), TEXT_PX, ink, anchor="right") for state, y in self._counted)

    def _compose_key(self, sections: tuple[LegendSection, ...]) -> tuple[tuple[Item, ...], float]:
        """Title, lens and key over whatever of the network reaches there; and where the key begins, 0 for nowhere."""
        style, left = self.style, self.area[0]
        items: list[Item] = []
        covers = ((left, 0.0, self.width - left, self.height), (0.0, self.area[1], self.width, STRIP_PX))
        boxes = [box for box, is_there in zip(covers, (self.has_key, self.has_strip), strict=True) if is_there]
        if boxes:
            items.append(Rects(np.array(boxes, dtype=np.float32), fill=style.canvas))
        title, y = self._title() if self.options.title else ((), GAP)
        if title:
            items.append(Texts(title))
        while self.has_key and sections:
            block = legend_column(sections, left + GAP, y, KEY_PX, style, self.measure)
            if y + block.height <= self.area[1] - 4.0:
                return (*items, *block.items), y
            sections = sections[:-1]
        return tuple(items), 0.0

    def _title(self) -> tuple[tuple[Text, ...], float]:
        """The names of dataset and lens, over the key or at the right of the date, and the y under them."""
        style, measure = self.style, self.measure
        title, lens = self.plan.net.dataset.title, self.plan.lens_label
        if not self.has_key:
            right, room = self.width - GAP, self.width * 0.45
            words = elide_px(title, room, measure, 13.0, 600)
            texts = [Text(right, 34.0, words, 13.0, style.text_normal, 600, "right")] if words else []
            lens = elide_px(lens, room, measure, 12.0)
            return (*texts, *([Text(right, 52.0, lens, 12.0, style.text_muted, 400, "right")] if lens else [])), GAP
        x, y, texts = self.area[0] + GAP, GAP, []
        for line in wrapped(elide_px(title, KEY_PX * 3, measure, 14.0, 600), KEY_PX, 14.0, 600, measure, most=3):
            y += 17.0
            texts.append(Text(x, y - 3.0, line, 14.0, style.text_strong, 600))
        if lens:
            y += 18.0
            texts.append(Text(x, y - 3.0, elide_px(lens, KEY_PX, measure, 12.0), 12.0, style.text_muted))
        return tuple(texts), y + 18.0

    def head(self, frame: Frame, date: str, caption: str, share: float) -> Scene:
        """The date, what happened, of which ``share`` is there, and the counts of the key."""
        style, measure = self.style, self.measure
        room = self.area[0] - 2 * GAP
        room = room if self.has_key or not self.options.title else room * 0.5
        words = elide_px(date, room, measure, DATE_PX, 700)
        texts = [Text(GAP, DATE_Y, words, DATE_PX, style.text_strong, 700, halo=style.canvas, halo_px=3.0)]
        if caption and share > 0.0:
            ink = blend(style.text_normal, style.canvas, share)
            words = elide_px(caption, self.area[0] - 2 * GAP, measure, CAPTION_PX)
            texts.append(Text(GAP, CAPTION_Y, words, CAPTION_PX, ink, halo=style.canvas, halo_px=3.0))
        return Scene(self.width, self.height, 0, (Texts((*texts, *self.counts(frame))),))

    def strip(self) -> Strip:
        """Axis, events and stacked counts of the time that the film goes through."""
        plan, options = self.plan, self.options
        margin = max((options.end - options.start) // 60, 1)
        tview = TimelineView(
            options.start - margin, options.end + margin, self.width, STRIP_VIEW_PX, label_width=GAP - 16.0
        )
        items, spared = compose_header(plan.net, lanes(plan.net, plan.mask), tview, self.style, self.measure, " ")
        return Strip(tview, Scene(self.width, STRIP_PX, self.style.panel, items, "Timeline"), spared)

    def flag(self, strip: Strip, t: int, words: str) -> Scene:
        """The date on the strip."""
        return compose_cursor(strip.tview, t, words, self.style, self.measure, spared=strip.spared)


def _with_room(section: LegendSection, heading: str, measure: Measure) -> LegendSection:
    """The states under the heading of their counts, with room for these."""
    room = KEY_PX - ROOM_OF_COUNTS_PX
    entries = tuple(replace(each, label=elide_px(each.label, room, measure, TEXT_PX)) for each in section.entries)
    return LegendSection(heading, entries)
