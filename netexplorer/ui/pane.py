"""A timeline with its transport over the column of names."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from netexplorer.scene.frame import Frame
from netexplorer.scene.lanetable import LaneFilter, LaneOrder
from netexplorer.scene.timeline import bands, has_area
from netexplorer.session.jobs import Jobs
from netexplorer.ui.kit import Kit, Reasons
from netexplorer.ui.laneorder import LaneOrderButton
from netexplorer.ui.player import Player
from netexplorer.ui.timeline import Timeline
from netexplorer.ui.transport import Transport

ORDER_X, ORDER_GAP = 12, 6  # where the button for the order of the lanes stands, in px


class TimelinePane(QWidget):
    """Both get every frame.

    It has no layout, and so a date of another width is no affair of the window around it.
    """

    def __init__(
        self, kit: Kit, player: Player, run: Callable[[str], None], *, large: bool = False, jobs: Jobs | None = None
    ) -> None:
        super().__init__()
        self.timeline = Timeline(kit, self, large=large, jobs=jobs)
        self.setMinimumSize(self.timeline.minimumSize())
        self.transport = Transport(kit, player, run, self)
        self.transport.raise_()
        choose: Callable[[LaneOrder, LaneFilter], None] = lambda by, of: kit.session.update(lanes_by=by, lanes_of=of)  # noqa: E731
        self.order = LaneOrderButton(choose, self)
        self._kit = kit

    def sizeHint(self) -> QSize:
        """It takes the room it is given."""
        return self.minimumSize()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The timeline fills it, the transport keeps its corner."""
        super().resizeEvent(event)
        self.timeline.setGeometry(self.rect())
        self.transport.move(0, 0)
        self.transport.resize(self.transport.sizeHint())
        self.order.setVisible(has_area(self.height()))
        self.order.move(ORDER_X, round(bands(self.height()).lanes_top) - self.order.height() - ORDER_GAP)

    def apply(self, frame: Frame, reasons: Reasons) -> None:
        """Show another frame."""
        self.timeline.apply(frame, reasons)
        self.transport.apply(frame, reasons)
        view = self._kit.session.view
        self.order.apply(self._kit.session.net, view.lanes_by, view.lanes_of)  # the frame may be a glance at a crowd
        if self.transport.width() != self.transport.sizeHint().width():
            self.transport.resize(self.transport.sizeHint())
