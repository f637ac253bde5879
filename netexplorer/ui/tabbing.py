"""Where Tab goes: through the parts of the window in the order they are read, whenever their widgets were made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QScrollArea, QWidget

_ROW_PX = 12  # what stands this near in height is one line
_LOW_PX = 400  # what is high is read where it begins, not quite where a line beside it does


def step(regions: Iterable[QWidget], now: QWidget | None, *, forward: bool) -> bool:
    """Give the keyboard to what follows ``now``, round and round; says whether anything takes it."""
    stops = [each for region in regions if region.isVisible() for each in _stops(region)]
    if not stops:
        return False
    at = _place(stops, now)
    beyond = (0 if forward else -1) if at is None else at + (1 if forward else -1)
    _go_to(stops[beyond % len(stops)], forward=forward)
    return True


def _go_to(widget: QWidget, *, forward: bool) -> None:
    """Give it the keyboard and bring it into view."""
    widget.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()


def _place(stops: Sequence[QWidget], now: QWidget | None) -> int | None:
    """Where in the order ``now`` is, or what it lies in."""
    while now is not None:
        if now in stops:
            return stops.index(now)
        now = now.parentWidget()
    return None


def _stops(region: QWidget) -> list[QWidget]:
    """What takes the keyboard in a region, line by line; what scrolls is read where its frame stands."""
    frames = [each for each in region.findChildren(QScrollArea) if each.isVisible()]
    frames = [each for each in frames if not any(other.isAncestorOf(each) for other in frames if other is not each)]
    free = [region, *region.findChildren(QWidget)]
    free = [each for each in free if _takes_keys(each) and not any(frame.isAncestorOf(each) for frame in frames)]
    ordered: list[QWidget] = []
    for each in _read(region, [*free, *frames]):
        inside = each.widget() if isinstance(each, QScrollArea) else None
        ordered += [each] if inside is None else _stops(inside)
    return ordered


def _read(region: QWidget, found: Sequence[QWidget]) -> list[QWidget]:
    """The widgets from the top to the bottom, and those of one line from left to right."""
    corners = {each: each.mapTo(region, QPoint(0, min(each.height() // 2, _LOW_PX))) for each in found}
    line_y, keys = 0, dict[QWidget, tuple[int, int]]()
    for each in sorted(found, key=lambda one: corners[one].y()):
        if not keys or corners[each].y() - line_y > _ROW_PX:
            line_y = corners[each].y()
        keys[each] = (line_y, corners[each].x())
    return sorted(found, key=lambda one: keys[one])


def _takes_keys(widget: QWidget) -> bool:
    by_tab = bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
    return by_tab and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None
