"""Dragging what is selected out of the network into another program, with Ctrl held: the same rows as are copied."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QMouseEvent

from netexplorer.scene.frame import Hover
from netexplorer.session import selection
from netexplorer.session.jobs import Jobs
from netexplorer.ui.canvas import distance_px
from netexplorer.ui.network import CLICK_PX, NetworkCanvas


def draggable(canvas: NetworkCanvas, jobs: Jobs) -> NetworkCanvas:
    """The same canvas, out of which rows can be dragged."""
    canvas.installEventFilter(_DragOut(canvas, jobs))
    return canvas


class _DragOut(QObject):
    """Takes presses with Ctrl on an actor or a line, which then neither pin nor pan; without a move they are clicks."""

    def __init__(self, canvas: NetworkCanvas, jobs: Jobs) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._jobs = jobs
        self._from: tuple[QPointF, Hover] | None = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whether an event of the canvas is ours."""
        if not isinstance(event, QMouseEvent):
            return False
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress:
            self._from = self._pressed(event)
            return self._from is not None
        if self._from is None or kind not in (QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease):
            return False
        at, hit = self._from
        if kind == QEvent.Type.MouseButtonRelease:
            self._from = None
            self._canvas.select(hit)
        elif distance_px(at, event.position()) >= CLICK_PX:
            self._from = None
            self._drag(hit)
        return True

    def _pressed(self, event: QMouseEvent) -> tuple[QPointF, Hover] | None:
        is_ours = (
            event.button() == Qt.MouseButton.LeftButton
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
            and (hit := self._canvas.hit(event.position())) != Hover()
        )
        return (event.position(), hit) if is_ours else None

    def _drag(self, hit: Hover) -> None:
        """Drag the rows of what is selected, which is what the drag begins on."""
        from netexplorer.session.copied import selected_rows  # not needed for the first picture
        from netexplorer.ui.panels.tableout import RowsOut

        session = self._canvas.kit.session
        net = session.net
        wanted = selection.actor(net, hit.actor) if hit.actor >= 0 else selection.relationship(net, hit.rel)
        if session.view.selected != wanted:
            session.select(wanted)
        RowsOut(session, self._jobs).drag_selected(selected_rows(session), self._canvas)
