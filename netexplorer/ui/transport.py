"""The buttons that move time: previous change, play, next change, the speed, and the date itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QToolButton, QWidget

from netexplorer.scene.frame import Frame
from netexplorer.session import travel
from netexplorer.session.command import Command
from netexplorer.session.commands import command
from netexplorer.session.reading_time import event_stops
from netexplorer.ui.actions import shortcut_text
from netexplorer.ui.kit import Kit, Reasons
from netexplorer.ui.lanes import short_date
from netexplorer.ui.player import Player
from netexplorer.ui.widgets import tool_button

BUTTON_PX = 28
STORY = "Story"  # on the button, in the place of years per second


class Transport(QWidget):
    """A row of buttons over the column of lane names, and the date below them."""

    def __init__(self, kit: Kit, player: Player, run: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        self.setAutoFillBackground(True)  # opaque: the timeline below need not be painted when the date changes
        self._player = player
        self.previous = self._button(command("change-previous"), run)
        self.play = self._button(command("play"), run, look="play")
        self.next = self._button(command("change-next"), run)
        self.speed = tool_button("Speed", "How many years pass in a second")
        self.speed.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.speed.setProperty("look", "speed")
        self.speed.setFixedHeight(BUTTON_PX)
        self.speed.setMenu(self._speeds())
        self.date = tool_button("Date", f"Type a date ({shortcut_text('go-to-date')})", lambda: run("go-to-date"))
        self.date.setProperty("look", "date")
        self.date.setFixedHeight(BUTTON_PX)
        self.earlier = self._button(command("event-previous"), run)
        self.later = self._button(command("event-next"), run)
        self._date_px = 0
        self.setAutoFillBackground(True)  # opaque: what is below is not drawn when the date is another
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 10, 0, 0)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(8)
        for column, button in enumerate((self.previous, self.play, self.next, self.speed)):
            grid.addWidget(button, 0, column)
        self._low = QHBoxLayout()
        self._low.setSpacing(4)
        for part in (self.date, self.earlier, self.later):
            self._low.addWidget(part)
        self._low.addStretch(1)
        grid.addLayout(self._low, 1, 0, 1, 5)
        grid.setColumnStretch(4, 1)
        player.changed.connect(self._show_player)
        self.dress()

    def _button(self, row: Command, run: Callable[[str], None], look: str = "transport") -> QToolButton:
        tip = f"{row.title} ({shortcut_text(row.id)})"
        button = tool_button(row.title, tip, lambda: run(row.id), look=look)
        button.setFixedSize(BUTTON_PX, BUTTON_PX)
        button.setIconSize(QSize(14, 14))
        return button

    def _speeds(self) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        story = QAction(command("dwell").title, group)
        story.setCheckable(True)
        story.setToolTip(command("dwell").tip)
        story.triggered.connect(lambda _=False: self._player.set_dwells(True))
        menu.addAction(story)
        menu.addSeparator()
        for speed in travel.SPEEDS:
            action = QAction(travel.speed_label(self.kit.session.net, speed), group)
            action.setCheckable(True)
            action.setData(speed)
            action.triggered.connect(lambda _=False, chosen=speed: self._player.set_speed(chosen))
            menu.addAction(action)
        return menu

    def apply(self, frame: Frame, reasons: Reasons) -> None:
        """Show the date."""
        if "theme" in reasons:
            self.dress()
        if "data" in reasons:
            self._show_player()
        text = short_date(frame)
        if text != self.date.text():
            needed = self.date.fontMetrics().horizontalAdvance(text) + 34
            if needed > self._date_px:  # it only grows: a button that breathes would be laid out at each step
                self._date_px = needed
                self.date.setFixedWidth(needed)
                self._low.invalidate()  # Qt would do so later, and the pane asks at once how wide all this is
            self.date.setText(text)
        net, t = frame.net, frame.t
        stops = self.kit.session.stops()
        self.previous.setEnabled(travel.previous_change(stops, t) is not None)
        self.next.setEnabled(travel.next_change(stops, t) is not None)
        self.play.setEnabled(net.last > net.first)
        events = event_stops(self.kit.session)
        self.earlier.setEnabled(travel.previous_change(events, t) is not None)
        self.later.setEnabled(travel.next_change(events, t) is not None)

    def dress(self) -> None:
        """Take the icons of the theme in force."""
        icons, style = self.kit.icons, self.kit.style
        self.previous.setIcon(icons.icon("skip-back!", style.text_strong, size_px=14))
        self.next.setIcon(icons.icon("skip-forward!", style.text_strong, size_px=14))
        self.earlier.setIcon(icons.icon("chevron-left", style.text_strong, size_px=14))
        self.later.setIcon(icons.icon("chevron-right", style.text_strong, size_px=14))
        self._show_player()

    def _show_player(self) -> None:
        name = "pause!" if self._player.playing else "play!"
        self.play.setIcon(self.kit.icons.icon(name, self.kit.style.panel, size_px=14))
        self.play.setAccessibleName("Pause" if self._player.playing else "Play")
        net, player = self.kit.session.net, self._player
        self.speed.setText(STORY if player.dwells else travel.speed_label(net, player.speed))
        for action in self.speed.menu().actions():
            speed = action.data()
            if speed is None:
                action.setChecked(player.dwells)
            else:
                action.setChecked(speed == player.speed and not player.dwells)
                action.setText(travel.speed_label(net, float(speed)))
