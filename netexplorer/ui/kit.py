"""What every part of the window is handed: the session, the theme, and how text gets drawn."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QObject, Signal

from netexplorer.paint.fonts import Fonts
from netexplorer.paint.lettering import SpriteLettering
from netexplorer.scene.frame import Frame, Hover
from netexplorer.scene.style import Style
from netexplorer.session.session import Session
from netexplorer.session.state import ViewState
from netexplorer.ui.icons import Icons
from netexplorer.ui.theme import Theme
from netexplorer.ui.turns import Turns

Reasons = frozenset[str]
#: What an update of the window may be about. ``data`` is a new dataset, another testimony of it
#: or new positions, and means everything.
ALL_REASONS: Reasons = frozenset(
    ("data", "date", "filter", "selection", "camera", "pins", "page", "span", "lanes", "sheet", "theme", "compare")
)


class Lit(QObject):
    """What the pointer is over, in whichever picture: the network and the timeline light it together."""

    changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.now = Hover()

    def light(self, hover: Hover) -> None:
        """Tell both pictures; telling the same again does nothing."""
        if hover != self.now:
            self.now = hover
            self.changed.emit(hover)


class Kit(Struct, frozen=True):
    """Handed to every widget of the window; the look is asked for anew each time, because it may change."""

    session: Session
    theme: Theme
    fonts: Fonts
    lettering: SpriteLettering
    lit: Lit
    turns: Turns

    @property
    def style(self) -> Style:
        """The tokens of the theme in force."""
        return self.theme.style

    @property
    def icons(self) -> Icons:
        """The icons in the colours of the theme in force."""
        return self.theme.icons


def reasons_between(old: ViewState, new: ViewState) -> Reasons:
    """What differs between two views, in the words of :data:`ALL_REASONS`."""
    differs = {
        "date": old.t != new.t or (None not in (old.compare, new.compare) and old.compare != new.compare),
        "compare": _comparison(old) != _comparison(new),
        "selection": old.selected != new.selected,
        "camera": old.camera != new.camera,
        "pins": old.pins != new.pins,
        "page": old.page != new.page,
        "span": old.span != new.span,
        "lanes": (old.lanes_by, old.lanes_of) != (new.lanes_by, new.lanes_of),
        "sheet": old.sheet != new.sheet,
        "filter": _filters(old) != _filters(new),
        "data": (old.layout, old.testimony) != (new.layout, new.testimony),
    }
    return frozenset(name for name, is_other in differs.items() if is_other)


def _comparison(view: ViewState) -> tuple[object, ...]:
    """Of a comparison what does not move with time."""
    return (view.compare is None, view.compare_lock, view.hidden_turns)


def _filters(view: ViewState) -> tuple[object, ...]:
    hidden = (view.hidden_states, view.hidden_sides, view.hidden_kinds, view.hidden_families)
    return (view.lens, *hidden, view.ghosts, view.testimony, view.holders)


__all__ = ["ALL_REASONS", "Frame", "Hover", "Kit", "Lit", "Reasons", "reasons_between"]
