"""The pictures of the network that were composed in one view, by what they show."""

from __future__ import annotations

from collections import OrderedDict

from msgspec.structs import replace

from netexplorer.scene.compose import TITLE, compose_network
from netexplorer.scene.frame import Frame, Hover
from netexplorer.scene.primitives import Group, Scene
from netexplorer.scene.style import Style
from netexplorer.scene.viewport import Viewport
from netexplorer.ui.kit import Kit

KEPT = 512


class Scenes:
    """Composes a picture without its title, once for every moment and whatever the pointer is over."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._view: tuple[Viewport, Style] | None = None
        self._known: OrderedDict[tuple[int, Hover], Scene] = OrderedDict()

    def of(self, frame: Frame, viewport: Viewport, hover: Hover, *, moving: bool = False) -> Scene:
        """The picture of ``frame``; the same object where it is the same picture."""
        style = self._kit.style
        if self._view is None or self._view[0] != viewport or self._view[1] is not style:
            self._view = viewport, style
            self._known.clear()
        key = (frame.moment, hover)
        known = self._known.get(key)
        if known is not None and not moving:
            return known
        whole = compose_network(frame, viewport, style, self._kit.fonts, hover=hover, moving=moving)
        items = tuple(item for item in whole.items if not (isinstance(item, Group) and item.id == TITLE))
        scene = replace(whole, items=items)
        if frame.moment and not moving:
            self._known[key] = scene
            if len(self._known) > KEPT:
                self._known.popitem(last=False)
        return scene
