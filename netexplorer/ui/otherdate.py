"""Typing the date with which the one shown is compared, with that one in sight."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from netexplorer.session import comparing, travel
from netexplorer.session.wording import short_day
from netexplorer.ui.datejump import DateJump
from netexplorer.ui.kit import Kit

if TYPE_CHECKING:
    from netexplorer.ui.window import MainWindow

NAME = "Compare with date"


def ask_other_date(kit: Kit, window: MainWindow) -> DateJump:
    """Open a field for it below the date; in it stands the present one, or the year before where there is none."""
    net, view = kit.session.net, kit.session.view
    other = travel.step_year(net, view.t, -1) if view.compare is None else view.compare
    pane = window.channels if window.channels.isVisible() else window.timeline
    window.player.set_playing(False)
    field = DateJump(window, jump=partial(comparing.compare_with, kit.session), name=NAME)
    field.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    field.ask(net.axis, other, pane.transport.date, f"is compared with {short_day(net, view.t)}, the date shown")
    return field
