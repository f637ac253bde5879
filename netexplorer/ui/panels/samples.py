"""Small pictures of states, sides and kinds, drawn by the same code as the network."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from msgspec.structs import replace
from PySide6.QtGui import QIcon, QPixmap

from netexplorer.graph.network import ENDED, NOT_YET, TemporalNetwork
from netexplorer.paint.png import to_image
from netexplorer.scene.legend import LONG_SAMPLE_PX, SAMPLE_PX, LegendEntry, plain_look, sample
from netexplorer.scene.linework import CHANNEL_PX, HOLLOW_PX
from netexplorer.scene.primitives import Item, Polygon, Scene, Segments, ShapeName, Shapes
from netexplorer.scene.style import StateLook, kind_shapes
from netexplorer.scene.turns import turn_looks
from netexplorer.ui.kit import Kit

HEIGHT_PX = 18
MARK_PX = 18
DOT_PX = 8.0


class Samples:
    """The samples of the open dataset in the theme in force; each is drawn once for every density of screen."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._made: dict[tuple[object, ...], QPixmap] = {}
        self._icons: dict[int, QIcon] = {}  # of the states
        self._looked: tuple[TemporalNetwork, str] | None = None
        self._states: tuple[StateLook, ...] = ()
        self._sides: tuple[int, ...] = ()
        self._shapes: tuple[ShapeName, ...] = ()

    def _look(self) -> None:
        net, style = self._kit.session.net, self._kit.style
        if self._looked is None or self._looked[0] is not net or self._looked[1] != style.theme:
            self._looked = (net, style.theme)
            self._made.clear()
            self._icons.clear()
            self._states, self._sides = style.state_looks(net), style.side_argb(net)
            self._shapes = kind_shapes(net)

    def state_argb(self, code: int) -> int:
        """The colour of a state, also of what has ended or is not yet."""
        self._look()
        if code in (ENDED, NOT_YET):
            return self._kit.style.ended
        return self._states[code].argb

    def side_argb(self, code: int) -> int:
        """The colour of a side; -1 is none."""
        self._look()
        return self._sides[code] if code >= 0 else self._kit.style.no_side

    def state_line(self, code: int, ratio: float, *, is_density: bool = False) -> QPixmap:
        """A piece of line as the network draws it; density shows the colour of a state, and nothing that has ended."""
        self._look()
        look = self._kit.style.ended_look if code in (ENDED, NOT_YET) else self._states[code]
        if is_density:
            entry = LegendEntry("", look=plain_look(look)) if code >= 0 else LegendEntry("")
            return self._kept(("plain", code, ratio), entry, SAMPLE_PX, ratio)
        return self._kept(("line", code, ratio), LegendEntry("", look=look), SAMPLE_PX, ratio)

    def turn_line(self, turn: int, ratio: float, *, is_density: bool = False) -> QPixmap:
        """A piece of line as the network draws what became of a relationship between two dates."""
        self._look()
        look = turn_looks(self._kit.style)[turn]
        entry = LegendEntry("", look=plain_look(look) if is_density else look)
        return self._kept(("turn", turn, ratio, is_density), entry, LONG_SAMPLE_PX, ratio)

    def doubt_line(self, glyph: str, ratio: float) -> QPixmap:
        """A piece of line with the mark of a doubt; without one, the line of what is only possible."""
        look = StateLook(self._kit.style.text_muted, width_px=CHANNEL_PX + (0.0 if glyph else HOLLOW_PX))
        entry = LegendEntry("", look=look, glyph=glyph, hollow=not glyph)
        return self._kept(("doubt", glyph, ratio), entry, SAMPLE_PX, ratio)

    def side_dot(self, code: int, ratio: float) -> QPixmap:
        """A disc in the colour of a side."""
        entry = LegendEntry("", argb=self.side_argb(code), shape="circle")
        return self._kept(("side", code, ratio), entry, SAMPLE_PX, ratio)

    def kind_mark(self, kind: int, ratio: float, *, side: int | None = None) -> QPixmap:
        """The shape of a kind in the colour of a side, in the colour of text when none is named."""
        self._look()
        argb = self._kit.style.text_muted if side is None else self.side_argb(side)
        shape: ShapeName = self._shapes[kind] if kind >= 0 else "circle"
        return self._kept(("kind", kind, side, ratio), LegendEntry("", argb=argb, shape=shape), SAMPLE_PX, ratio)

    def event_mark(self, ratio: float) -> QPixmap:
        """The mark of an event in the timeline."""
        self._look()
        x, y = SAMPLE_PX / 2, HEIGHT_PX / 2
        corners = np.array([[x - 5, y - 3], [x + 5, y - 3], [x, y + 4]], np.float32)
        mark = Polygon(corners, self._kit.style.text_muted)
        return self._drawn(("event", ratio), (mark,), SAMPLE_PX, ratio)

    def state_dot(self, code: int, ratio: float) -> QPixmap:
        """A small dot in the colour of a state; a cross for the state that cuts, a circle for what is over."""
        self._look()
        style, argb = self._kit.style, self.state_argb(code)
        cut = code >= 0 and self._states[code].mark == "cross"
        middle = np.array([[DOT_PX, DOT_PX]], np.float32)
        size = np.array([DOT_PX], np.float32)
        items: tuple[Item, ...]
        if cut:
            low, high = DOT_PX - 3.6, DOT_PX + 3.6
            arms = np.array([[low, low, high, high], [low, high, high, low]], np.float32)
            items = (Segments(arms, argb, 2.0, round_cap=True),)
        elif code < 0:
            items = (Shapes("circle", middle, size, 0, style.text_faint, 1.2),)
        else:
            items = (Shapes("circle", middle, size, argb),)
        return self._drawn(("dot", code, ratio), items, DOT_PX * 2, ratio, DOT_PX * 2)

    def state_icon(self, code: int) -> QIcon:
        """:meth:`state_dot` for a button."""
        return _icon(lambda ratio: self.state_dot(code, ratio))

    def line_icon(self, code: int) -> QIcon:
        """:meth:`state_line` for a list."""
        return _icon(lambda ratio: self.state_line(code, ratio))

    def kind_icon(self, kind: int, side: int) -> QIcon:
        """:meth:`kind_mark` for a button."""
        return _icon(lambda ratio: self.kind_mark(kind, ratio, side=side))

    def event_icon(self) -> QIcon:
        """:meth:`event_mark` for a list."""
        return _icon(self.event_mark)

    def _kept(self, key: tuple[object, ...], entry: LegendEntry, width: float, ratio: float) -> QPixmap:
        found = self._made.get(key)
        if found is not None:
            return found
        style = replace(self._kit.style, canvas=self._kit.style.panel)
        return self._drawn(key, tuple(sample(entry, 0.0, HEIGHT_PX / 2, style)), width, ratio)

    def _drawn(
        self, key: tuple[object, ...], items: tuple[Item, ...], width: float, ratio: float, height: float = HEIGHT_PX
    ) -> QPixmap:
        found = self._made.get(key)
        if found is None:
            found = QPixmap.fromImage(to_image(Scene(width, height, 0, items), scale=ratio))
            found.setDevicePixelRatio(ratio)
            self._made[key] = found
        return found


def _icon(drawn: Callable[[float], QPixmap]) -> QIcon:
    """An icon that looks the same in a row that is selected; Qt would tint it, and a colour means something here."""
    icon = QIcon()
    for ratio in (1.0, 2.0):
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
            icon.addPixmap(drawn(ratio), mode)
    return icon
