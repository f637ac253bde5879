"""Widgets that show a scene: the only place of the window that opens a painter, to hand it to ``paint``."""

from __future__ import annotations

from contextlib import nullcontext

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from netexplorer.paint.changes import Changes
from netexplorer.paint.painter import paint
from netexplorer.scene.primitives import Scene
from netexplorer.ui.kit import Kit

MOST_NEW = 10  # texts before a crowd that are lettered in one go; the next turn of the window brings more
JUMPS = 2  # of late: then pixels are not worth keeping for the next picture


class ScenePicture(QWidget):
    """Shows what :meth:`compose` gives, composed again only after :meth:`forget`."""

    first_drawn = Signal()

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        self._scene: Scene | None = None
        self.paints = 0  # how often it was drawn
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def compose(self) -> Scene:
        """The picture in the widget's present size."""
        raise NotImplementedError

    def scene(self) -> Scene:
        """The picture that is shown."""
        if self._scene is None:
            self._scene = self.compose()
        return self._scene

    def forget(self) -> None:
        """What was composed is out of date."""
        self._scene = None
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size is another picture."""
        super().resizeEvent(event)
        self.forget()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Hand the painter over."""
        scene = self.scene()  # before there is a painter: one left open by a fault would take Qt down with it
        painter = QPainter(self)
        try:
            paint(scene, painter, self.kit.lettering)
        finally:
            painter.end()
        self._count()

    def _count(self) -> None:
        self.paints += 1
        if self.paints == 1:
            self.first_drawn.emit()


class LayeredPicture(ScenePicture):
    """A picture that rarely changes, kept as pixels, below one that often does."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self._pixels: QPixmap | None = None
        self._changes = Changes(kit.lettering)
        self._is_fresh = False  # the pixels are those of the scene
        self._jumps = 0  # of late, scenes that were nearly nowhere like the one before
        self._is_due = False  # a scene will be composed soon; what is seen stays until then
        self._around: tuple[Scene | None, Scene | None] = (None, None)  # what was painted under it and on it

    def compose_top(self) -> Scene | None:
        """What lies on the picture and moves."""
        raise NotImplementedError

    def compose_under(self) -> Scene | None:
        """What lies under the picture, which then has no ground; it is painted anew each time."""
        return None

    def look_at(self, scene: Scene) -> None:
        """Get to know a scene that may come to be shown, so that painting it is quick."""
        self._changes.get_to_know(scene, self.devicePixelRatioF())

    def shift(self) -> tuple[float, float, float, float] | None:
        """Where the pixels that are kept lie now, x, y, width and height, if that is not their place."""
        return None

    @property
    def in_turns(self) -> bool:
        """Of a crowd, and beside one, composing has a turn of the event loop to itself, and painting another."""
        return self.kit.session.stage is not None

    def forget(self) -> None:
        """What was composed is out of date."""
        self._jumps = 0
        if self.in_turns and self.isVisible() and self._pixels is not None:
            self._scene, self._is_due, self._is_fresh = None, True, False
            self.kit.turns.later(self, self.catch_up)
        else:
            self._pixels = None
            super().forget()

    def catch_up(self) -> None:
        """Compose what is due; it is painted in a turn of its own, before anything can make it out of date again."""
        self._is_due = False
        if self.isVisible():
            self.scene()
            self.kit.turns.later((self, "paint"), self.repaint)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is seen would not fit."""
        self._pixels, self._is_due = None, False
        super().resizeEvent(event)

    def renew(self) -> None:
        """What was composed is out of date, but probably not by much: paint where it differs, and only there."""
        old, ratio = self._scene, self.devicePixelRatioF()
        if old is None:
            self.forget()
            return
        self._scene = self.compose()
        tiles = 0 if self._scene is old else self._changes.difference(old, self._scene, ratio)
        self._jumps = min(self._jumps + 1, JUMPS + 1) if tiles is None else max(self._jumps - 1, 0)
        if tiles is not None and self._pixels is not None and self._is_fresh:
            self.update(self._changes.repaint(self._pixels, self._scene, tiles))
        else:
            self._is_fresh = False
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Copy the pixels, then paint the top; after jumps paint it all, as the next picture may be another again."""
        ratio, area = self.devicePixelRatioF(), QRectF(event.rect())
        if self._is_due and self.shift() is None:  # what has moved since is composed at once, or its parts would part
            (under, top), pixels = self._around, self._pixels
        else:
            self._is_due = False
            self.scene()  # what lies under it goes by what is in front
            under, top = self._around = self.compose_under(), self.compose_top()
            is_kept = self._jumps < JUMPS or under is not None or event.rect() != self.rect()
            pixels = self._fresh_pixels(ratio, may_wait=under is not None) if is_kept or self._is_fresh else None
        shift = self.shift()
        painter = QPainter(self)
        try:
            if under is not None:
                paint(under, painter, self.kit.lettering)
            if pixels is None:
                paint(self.scene(), painter, self.kit.lettering)
            else:
                target = area if shift is None else QRectF(*shift)
                source = QRectF(area.topLeft() * ratio, area.size() * ratio) if shift is None else QRectF(pixels.rect())
                painter.drawPixmap(target, pixels, source)
            if top is not None:
                paint(top, painter, self.kit.lettering)
        finally:
            painter.end()
        self._count()

    def _fresh_pixels(self, ratio: float, *, may_wait: bool) -> QPixmap:
        """The pixels of the scene, painted over the old ones: the system hands out new memory slowly.

        Where they may wait, some texts come a little later: to letter dozens at once would make the window deaf.
        """
        pixels = self._pixels
        if pixels is None or pixels.devicePixelRatioF() != ratio:
            pixels, self._is_fresh = QPixmap((QSizeF(self.size()) * ratio).toSize()), False
            pixels.setDevicePixelRatio(ratio)  # not filled: without an alpha channel it is copied, not blended
        if not self._is_fresh:
            self._pixels = pixels
            with self.kit.lettering.sparing(MOST_NEW) if may_wait else nullcontext(lambda: False) as is_behind:
                self._paint_whole(pixels)
                self._is_fresh = not is_behind()
            if not self._is_fresh:
                QTimer.singleShot(0, self, self.update)
        return pixels

    def _paint_whole(self, pixels: QPixmap) -> None:
        scene = self.scene()
        if not scene.background >> 24:
            pixels.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixels)
        try:
            paint(scene, painter, self.kit.lettering)
        finally:
            painter.end()


def distance_px(a: QPointF, b: QPointF) -> float:
    """How far the pointer went, the longer of across and down."""
    return max(abs(a.x() - b.x()), abs(a.y() - b.y()))
