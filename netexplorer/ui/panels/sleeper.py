"""A part of a panel in place of which a picture can stand while time moves."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QPoint, QSizeF, Qt
from PySide6.QtGui import QPaintEvent, QPixmap, QRegion
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from netexplorer.paint.pictures import put
from netexplorer.ui.panels.fitting import Fitting, adopt, fitted
from netexplorer.ui.panels.parts import set_shown

BYTES = 24 << 20  # of pictures that a list keeps


class Sleeper(Fitting, QFrame):
    """A frame around ``body``, or a picture of how it would look if it were told something else.

    Asleep it is one widget to move and paint in place of a dozen to tell.
    """

    def __init__(self, body: QWidget) -> None:
        super().__init__()
        self.body = body
        self._picture: QPixmap | None = None
        adopt(self, body)

    @property
    def is_asleep(self) -> bool:
        """Whether it is but a picture now."""
        return self._picture is not None

    @property
    def may_sleep(self) -> bool:
        """Whether nobody types into it or is about to press a key on it."""
        focus = QApplication.focusWidget()
        return focus is None or not self.isAncestorOf(focus)

    def picture(self, width: int, ground: int) -> QPixmap:
        """How it looks when ``width`` px wide, on a ground of one colour, ``0xAARRGGBB``."""
        ratio = self.devicePixelRatioF()
        self.resize(width, self.fit(width))
        picture = QPixmap((QSizeF(self.size()) * ratio).toSize())
        picture.setDevicePixelRatio(ratio)
        picture.fill(ground)  # opaque, so that letters are smoothed as they are on the screen
        self.render(picture, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
        return picture

    def sleep(self, picture: QPixmap) -> None:
        """Be this picture until :meth:`wake`."""
        self._picture = picture
        set_shown(self.body, False)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, True)
        super().stale()
        self.update()

    def wake(self) -> None:
        """Be what it was told last."""
        if self._picture is not None:
            self._picture = None
            self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, False)
            set_shown(self.body, True)
            super().stale()

    def arrange(self, width: int) -> int:
        """The body fills it."""
        if self._picture is not None:
            return round(self._picture.deviceIndependentSize().height())
        height = fitted(self.body, width)
        self.body.setGeometry(0, 0, width, height)
        return height

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture, or its ground as the style sheet wants it."""
        if self._picture is not None:
            put(self, QPoint(), self._picture)
        else:
            super().paintEvent(event)


class Pictures:
    """Pictures of what may come to be shown, all of one width; those that were asked for last are kept."""

    def __init__(self) -> None:
        self._kept: OrderedDict[object, QPixmap] = OrderedDict()
        self._width = 0
        self._bytes = 0

    def find(self, value: object, width: int) -> QPixmap | None:
        """The picture of ``value`` at this width in px, if there is one."""
        found = self._kept.get(value) if width == self._width else None
        if found is not None:
            self._kept.move_to_end(value)
        return found

    def keep(self, value: object, width: int, picture: QPixmap) -> None:
        """Have one more; pictures of another width go."""
        if width != self._width:
            self.clear()
            self._width = width
        self._kept[value] = picture
        self._bytes += _bytes_of(picture)
        while self._bytes > BYTES and len(self._kept) > 1:
            self._bytes -= _bytes_of(self._kept.popitem(last=False)[1])

    def clear(self) -> None:
        """They look as they should no longer, or will not be shown again."""
        self._kept.clear()
        self._bytes = 0


def _bytes_of(picture: QPixmap) -> int:
    return picture.width() * picture.height() * 4
