"""The sections of a long page, told from the top down: what is in sight at once, the rest when there is time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from netexplorer.ui.panels.fitting import Fitting, Flow, Margins, Pile, Placing, adopt, fitted, pile
from netexplorer.ui.panels.parts import more_button, set_shown
from netexplorer.ui.panels.sleeper import Pictures, Sleeper
from netexplorer.ui.widgets import heading

Told = TypeVar("Told")
TITLE_GAP_PX = 7
FAR = 1 << 24  # px, beyond any page
NOTHING = object()  # what a widget was told before it was told anything


class LatePart(Fitting, QWidget):
    """A section that takes note of what it is told, and shows it when it is asked to :meth:`catch_up`."""

    waits = False  # there is something to catch up with

    def catch_up(self, width: int, top: int, bottom: int, *, is_last: bool) -> None:
        """Tell and place what stands between ``top`` and ``bottom`` (px from its own upper edge).

        If it ``is_last``, time stands still, and no picture will do.
        """
        raise NotImplementedError


class ListPart(LatePart, Generic[Told]):
    """A heading and a list below it: the first few, the others behind a button.

    :meth:`tell` only takes note; :meth:`catch_up` tells the widgets whose place is in sight. A widget whose value is as
    before is not touched. In place of one that can sleep a picture is shown at first, where :meth:`prepare` has made
    one: then there is something to catch up with.
    """

    def __init__(self, make: Callable[[], QWidget], *, first: int, flows: bool = False, gap_px: int = 6) -> None:
        super().__init__()
        self._make = make
        self._pictures = Pictures()
        self._studio = QWidget(self)  # never shown; what is told in it has this list arranged no other way
        self._studio.hide()
        self._model: QWidget | None = None  # who sits for the pictures there
        self._first = first
        self._flows = flows
        self._gap = gap_px
        self._values: tuple[Told, ...] = ()
        self._title = ""
        self._whole = False
        self.setAttribute(Qt.WidgetAttribute.WA_StaticContents)
        self.title = heading("")
        self.more = more_button(self.show_whole)
        self.widgets: list[QWidget] = []
        self._told: list[object] = []
        self._shown: list[object] = []  # by the widget or by a picture
        for part in (self.title, self.more):
            part.setParent(self)
        self.hide()

    def tell(self, title: str, values: Sequence[Told], *, anew: bool) -> None:
        """Take note of values; ``anew`` when they belong to another page, so that the list is short again."""
        if anew:
            self._pictures.clear()
        told = (title, tuple(values), self._whole and not anew)
        if told != (self._title, self._values, self._whole):
            self._title, self._values, self._whole = told
            self.waits = True

    def forget(self) -> None:
        """The look has changed: every widget is to be told anew."""
        self._told = [NOTHING] * len(self._told)
        self._shown = [NOTHING] * len(self._told)
        self._pictures.clear()
        if self._model is not None:
            self._model.deleteLater()
            self._model = None
        self.waits = True

    def show_whole(self) -> None:
        """Show everything."""
        self._whole = self.waits = True
        self.refit()

    def catch_up(self, width: int, top: int, bottom: int, *, is_last: bool) -> None:
        """Tell and place what is in sight."""
        few = self._values if self._whole or len(self._values) <= self._first + 1 else self._values[: self._first]
        set_shown(self, bool(few))
        self._tell_title()
        self.waits = False
        placing = self._placing(width)
        for place, value in enumerate(few):
            if place == len(self.widgets) and placing.y > bottom:
                self.waits = True
                break
            self._see(place, value, placing, top, bottom, is_last)
        for widget in self.widgets[len(few) :]:
            set_shown(widget, False)
        rest = len(self._values) - len(few)
        if rest and self.more.text() != f"Show {rest} more":
            self.more.setText(f"Show {rest} more")
        set_shown(self.more, rest > 0)
        self._fit_width, self._fit_height = width, self._finish(placing, width)

    def _see(self, place: int, value: Told, placing: Placing, top: int, bottom: int, is_last: bool) -> None:
        """Tell the widget of one place, if it is in sight, and put it there."""
        if place == len(self.widgets):
            self.widgets.append(self._make())
            self._told.append(NOTHING)
            self._shown.append(NOTHING)
            self.widgets[place].setParent(self)
        widget = self.widgets[place]
        is_due = not _same(self._shown[place], value) or (is_last and _is_asleep(widget))
        high = 0 if widget.isHidden() else widget.height()
        if (is_due or widget.isHidden()) and (placing.y > bottom or placing.y + high < top):
            self.waits = True
        elif is_due or widget.isHidden():
            self._show(place, value, None if is_last else self._pictures.find(value, self.width()))
            widget.ensurePolished()  # the style sheet may ask for a least height
            placing.put(widget)
            set_shown(widget, True)
            self.waits = self.waits or _is_asleep(widget)
            return
        if not widget.isHidden():
            placing.put(widget)
            self.waits = self.waits or _is_asleep(widget)

    def _show(self, place: int, value: Told, picture: QPixmap | None) -> None:
        widget = self.widgets[place]
        if picture is not None and isinstance(widget, Sleeper) and widget.may_sleep:
            widget.sleep(picture)
        else:
            if isinstance(widget, Sleeper):
                widget.wake()
            if not _same(self._told[place], value):
                _tell(widget, value)
                self._told[place] = value
        self._shown[place] = value

    def prepare(self, values: Iterable[Told], ground: int) -> None:
        """Make pictures of what may come to be shown, on the colour behind the list, ``0xAARRGGBB``."""
        width = self.width()
        for value in values if self.widgets else ():
            if self._pictures.find(value, width) is not None:
                continue
            if self._model is None:
                self._model = self._make()
                self._model.setParent(self._studio)
            if isinstance(self._model, Sleeper):
                _tell(self._model, value)
                self._pictures.keep(value, width, self._model.picture(width, ground))

    def arrange(self, width: int) -> int:
        """Place everything as it was told."""
        placing = self._placing(width)
        for widget in self.widgets:
            if not widget.isHidden():
                placing.put(widget)
        return self._finish(placing, width)

    def _placing(self, width: int) -> Placing:
        top = 0
        if not self.title.isHidden():
            height = fitted(self.title, width)
            self.title.setGeometry(0, 0, width, height)
            top = height + TITLE_GAP_PX
        return Flow(width, self._gap, top=top) if self._flows else Pile(width, self._gap, top=top)

    def _finish(self, placing: Placing, width: int) -> int:
        if self.more.isHidden():
            return placing.height
        last = Pile(width, 0, top=placing.height + TITLE_GAP_PX)
        last.put(self.more)
        return last.height

    def _tell_title(self) -> None:
        if self.title.text() != self._title:
            self.title.setText(self._title)
        set_shown(self.title, bool(self._title))


class Page(Fitting, QWidget):
    """Sections one below another; ``changed`` hears when one of them has changed of itself."""

    def __init__(self, gap_px: int, margins: Margins) -> None:
        super().__init__()
        self._gap = gap_px
        self._margins = margins
        self.setAttribute(Qt.WidgetAttribute.WA_StaticContents)  # higher or lower, what is in it stays as it is
        self.sections: list[QWidget] = []
        self.changed: Callable[[], object] = lambda: None

    def add(self, section: QWidget, *, before: QWidget | None = None) -> None:
        """Take in a section."""
        self.sections.insert(len(self.sections) if before is None else self.sections.index(before), section)
        if isinstance(section, LatePart):
            section.setParent(self)
        else:
            adopt(self, section)

    def catch_up(self, width: int, top: int, bottom: int, *, is_last: bool) -> bool:
        """Tell and place what stands between ``top`` and ``bottom`` px; says whether anything is left to be told."""
        left, first, right, last = self._margins
        placing = Pile(width - left - right, self._gap, left=left, top=first)
        waits = False
        for section in self.sections:
            if isinstance(section, LatePart) and section.waits:
                high = 0 if section.isHidden() else section.height()
                if placing.y <= bottom and placing.y + high >= top:
                    section.catch_up(
                        max(width - left - right, 20), top - placing.y, bottom - placing.y, is_last=is_last
                    )
                waits = waits or section.waits
            if not section.isHidden():
                placing.put(section)
        self._fit_width, self._fit_height = width, placing.height + last
        return waits

    def arrange(self, width: int) -> int:
        """Place everything as it was told."""
        return pile(self.sections, width, gap_px=self._gap, margins=self._margins)

    def refitted(self) -> None:
        """Something in it was opened or closed."""
        self.changed()

    def forget(self) -> None:
        """Fonts or colours are others."""
        for widget in self.findChildren(QWidget):
            if isinstance(widget, Fitting):
                widget.stale()
        for section in self.sections:
            if isinstance(section, ListPart):
                section.forget()

    def topmost(self, top: int) -> QWidget | None:
        """The first section, or row of a list, that reaches below ``top``."""
        for section in self.sections:
            if not section.isHidden() and section.y() + section.height() > top:
                if isinstance(section, ListPart):
                    rows = [each for each in section.widgets if not each.isHidden()]
                    return next((each for each in rows if section.y() + each.y() + each.height() > top), section)
                return section
        return None


def _tell(widget: Any, value: Any) -> None:
    widget.tell(value)


def _same(one: object, other: object) -> bool:
    return one is other or one == other


def _is_asleep(widget: QWidget) -> bool:
    return isinstance(widget, Sleeper) and widget.is_asleep
