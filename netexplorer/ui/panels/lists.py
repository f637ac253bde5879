"""The sections of a long page, told from the top down: what is in sight at once, the rest when there is time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from netexplorer.ui.panels.fitting import Fitting, Flow, Margins, Pile, Placing, adopt, fitted, pile
from netexplorer.ui.panels.parts import more_button, set_shown
from netexplorer.ui.widgets import heading

Told = TypeVar("Told")
TITLE_GAP_PX = 7
FAR = 1 << 24  # px, beyond any page
NOTHING = object()  # what a widget was told before it was told anything


class Spares:
    """Widgets of a list that are out of use, each still told what it was told last.

    Time goes back and forth between the same values: to show a widget that was told one costs a tenth of telling it.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._told: dict[Any, QWidget] = {}  # the one that was in use last comes last
        self._blank: list[QWidget] = []

    @property
    def is_full(self) -> bool:
        """Whether there are as many as there may be."""
        return len(self._told) + len(self._blank) >= self._most

    @property
    def has_blank(self) -> bool:
        """Whether one of them was told nothing yet."""
        return bool(self._blank)

    def exchange(self, widget: QWidget, said: object, value: object) -> tuple[QWidget, object]:
        """A widget in place of another, and what it was told: the value at best."""
        focus = QApplication.focusWidget()
        if not (self._told or self._blank) or (focus is not None and widget.isAncestorOf(focus)):
            return widget, said
        if value in self._told:
            found, told = self._told.pop(value), value
        else:
            found = self._blank.pop() if self._blank else self._told.pop(next(iter(self._told)))
            told = NOTHING
        set_shown(widget, False)
        if said is NOTHING or said in self._told:
            self._blank.append(widget)
        else:
            self._told[said] = widget
        return found, told

    def add(self, widget: QWidget) -> None:
        """One more."""
        self._blank.append(widget)

    def take_blank(self, value: object) -> QWidget | None:
        """One that was told nothing yet, to be told ``value`` now; none if there is none, or one was told already."""
        if value in self._told or not self._blank:
            return None
        widget = self._told[value] = self._blank.pop()
        return widget

    def blank(self) -> None:
        """What they were told will not come again."""
        self._blank += self._told.values()
        self._told.clear()

    def clear(self) -> None:
        """They look as they should no longer."""
        for widget in (*self._told.values(), *self._blank):
            widget.deleteLater()
        self._told.clear()
        self._blank.clear()


class ListPart(Fitting, QWidget, Generic[Told]):
    """A heading and a list below it: the first few, the others behind a button.

    :meth:`tell` only takes note; :meth:`catch_up` tells the widgets whose place is in sight. A widget whose value is as
    before is not touched.
    """

    def __init__(
        self, make: Callable[[], QWidget], *, first: int, flows: bool = False, gap_px: int = 6, spares: int = 0
    ) -> None:
        super().__init__()
        self.spares = Spares(spares)
        self._make = make
        self._first = first
        self._flows = flows
        self._gap = gap_px
        self._values: tuple[Told, ...] = ()
        self._title = ""
        self._whole = False
        self.waits = False
        self.setAttribute(Qt.WidgetAttribute.WA_StaticContents)
        self.title = heading("")
        self.more = more_button(self.show_whole)
        self.widgets: list[QWidget] = []
        self._told: list[object] = []
        for part in (self.title, self.more):
            part.setParent(self)
        self.hide()

    def tell(self, title: str, values: Sequence[Told], *, anew: bool) -> None:
        """Take note of values; ``anew`` when they belong to another page, so that the list is short again."""
        if anew:
            self.spares.blank()
        told = (title, tuple(values), self._whole and not anew)
        if told != (self._title, self._values, self._whole):
            self._title, self._values, self._whole = told
            self.waits = True

    def forget(self) -> None:
        """The look has changed: every widget is to be told anew."""
        self._told = [NOTHING] * len(self._told)
        self.spares.clear()
        self.waits = True

    def show_whole(self) -> None:
        """Show everything."""
        self._whole = self.waits = True
        self.refit()

    def catch_up(self, width: int, top: int, bottom: int) -> None:
        """Tell and place what stands between ``top`` and ``bottom`` (px from its own upper edge)."""
        few = self._values if self._whole or len(self._values) <= self._first + 1 else self._values[: self._first]
        set_shown(self, bool(few))
        self._tell_title()
        self.waits = False
        placing = self._placing(width)
        for place, value in enumerate(few):
            if place == len(self.widgets) and placing.y > bottom:
                self.waits = True
                break
            self._see(place, value, placing, top, bottom)
        for widget in self.widgets[len(few) :]:
            set_shown(widget, False)
        rest = len(self._values) - len(few)
        if rest and self.more.text() != f"Show {rest} more":
            self.more.setText(f"Show {rest} more")
        set_shown(self.more, rest > 0)
        self._fit_width, self._fit_height = width, self._finish(placing, width)

    def _see(self, place: int, value: Told, placing: Placing, top: int, bottom: int) -> None:
        """Tell the widget of one place, if it is in sight, and put it there."""
        if place == len(self.widgets):
            self.widgets.append(self._make())
            self._told.append(NOTHING)
            self.widgets[place].setParent(self)
        widget, said = self.widgets[place], self._told[place]
        is_hidden = widget.isHidden()
        if is_hidden or (said is not value and said != value):
            high = 0 if is_hidden else widget.height()
            if placing.y > bottom or placing.y + high < top:
                self.waits = True
            else:
                if said is not value and said != value:
                    widget, said = self.spares.exchange(widget, said, value)
                    self.widgets[place] = widget
                    if said is not value and said != value:
                        _tell(widget, value)
                    self._told[place] = value
                widget.ensurePolished()  # the style sheet may ask for a least height
                placing.put(widget)
                set_shown(widget, True)
                return
        if not widget.isHidden():
            placing.put(widget)

    def make_spare(self) -> bool:
        """Make one more widget, ready to be told; says whether there may be others."""
        if not self.widgets or self.spares.is_full:
            return False
        widget = self._make()
        widget.setParent(self)
        if self._told[0] is not NOTHING:  # what is told and placed once is quick the next time
            _tell(widget, self._told[0])
            fitted(widget, self.width())
        for part in widget.findChildren(QWidget):
            part.ensurePolished()
        self.spares.add(widget)
        return True

    def prepare(self, values: Iterable[Told]) -> None:
        """Tell spare widgets what may come to be shown, as long as there are or may be any."""
        for value in values:
            if value in self._told:
                continue
            if not self.spares.has_blank:
                self.make_spare()
            widget = self.spares.take_blank(value)
            if widget is not None:
                _tell(widget, value)
                fitted(widget, self.width())

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
        if isinstance(section, ListPart):
            section.setParent(self)
        else:
            adopt(self, section)

    def catch_up(self, width: int, top: int, bottom: int) -> bool:
        """Tell and place what stands between ``top`` and ``bottom`` px; says whether anything waits elsewhere."""
        left, first, right, last = self._margins
        placing = Pile(width - left - right, self._gap, left=left, top=first)
        waits = False
        for section in self.sections:
            if isinstance(section, ListPart) and section.waits:
                high = 0 if section.isHidden() else section.height()
                if placing.y <= bottom and placing.y + high >= top:
                    section.catch_up(max(width - left - right, 20), top - placing.y, bottom - placing.y)
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
