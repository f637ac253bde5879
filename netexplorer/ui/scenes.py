"""The pictures of the network that were composed in one view, by what they show."""

from __future__ import annotations

from collections import OrderedDict

from msgspec.structs import replace

from netexplorer.scene.compose import TITLE, compose_network, only_words_differ
from netexplorer.scene.crowd import compose_front
from netexplorer.scene.frame import Frame, Hover
from netexplorer.scene.primitives import Group, Scene
from netexplorer.scene.style import Style
from netexplorer.scene.viewport import Viewport
from netexplorer.session.compared import Comparer
from netexplorer.session.crowd import Foreground
from netexplorer.ui.kit import Kit

KEPT = 1024


class Scenes:
    """Composes a picture without its title, once for every moment and whatever the pointer is over."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._comparer = Comparer()
        self._view: tuple[Viewport, Style] | None = None
        self._known: OrderedDict[tuple[int, Hover], Scene] = OrderedDict()

    def told(self, frame: Frame) -> Frame:
        """What is shown of a frame: both dates where two are compared; a glance at a crowd gets the words for them."""
        session = self._kit.session
        if session.stage is not None:
            return session.stage.sight(session.view).titled(frame)
        return self._comparer.frame(session, frame)

    def of(self, frame: Frame, viewport: Viewport, hover: Hover, *, moving: bool = False) -> Scene:
        """The picture of ``frame``; the same object where it is the same picture."""
        style = self._kit.style
        if not self._is_view(viewport):
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

    def has(self, frame: Frame, viewport: Viewport) -> bool:
        """The picture of ``frame``, with the pointer over nothing, is known."""
        return self._is_view(viewport) and (frame.moment, Hover()) in self._known

    def _is_view(self, viewport: Viewport) -> bool:
        return self._view is not None and self._view[0] == viewport and self._view[1] is self._kit.style


class Fronts:
    """Composes those in front of a crowd, again only where more than words differs."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._last: tuple[Foreground, Style, Frame, Scene] | None = None

    def of(self, front: Foreground, frame: Frame, viewport: Viewport) -> Scene:
        """The picture of a ``frame`` of what is in front; the same object where it is the same picture."""
        kit, last = self._kit, self._last
        if last is None or last[0] is not front or last[1] is not kit.style or not only_words_differ(last[2], frame):
            compose, hover = compose_network if front.is_all else compose_front, front.hover(kit.lit.now)
            scene = compose(frame, viewport, kit.style, kit.fonts, hover=hover, with_title=None)
            self._last = last = front, kit.style, frame, scene
        return last[3]
