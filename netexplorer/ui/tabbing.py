"""Where Tab goes: through the parts of the window in the order they are read, whenever their widgets were made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QScrollArea, QWidget

_ROW_PX = 12  # what stands this near in height is one line


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
    found = [each for each in (region, *region.findChildren(QWidget)) if _takes_keys(each)]
    corners = {each: each.mapTo(each.window(), QPoint(0, each.height() // 2)) for each in found}
    found.sort(key=lambda each: corners[each].y())
    ordered: list[QWidget] = []
    line: list[QWidget] = []
    for each in found:
        if line and corners[each].y() - corners[line[0]].y() > _ROW_PX:
            ordered += sorted(line, key=lambda one: corners[one].x())
            line = []
        line.append(each)
    return ordered + sorted(line, key=lambda one: corners[one].x())


def _takes_keys(widget: QWidget) -> bool:
    by_tab = bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
    return by_tab and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None
