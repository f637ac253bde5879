"""The two dates that are compared, over the legend: each can be typed; swap, lock, end."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from netexplorer.session.commands import command
from netexplorer.session.wording import short_day
from netexplorer.ui.actions import shortcut_text
from netexplorer.ui.kit import Kit
from netexplorer.ui.panels.parts import column
from netexplorer.ui.widgets import heading, plain_label, plain_tip, tool_button

ICON_PX, BUTTON_PX = 14, 24
BUTTONS = (("compare-swap", "arrow-left-right"), ("compare-lock", "lock"), ("compare-end", "x"))


class ComparisonBox(QWidget):
    """Shown while two dates are compared; the earlier one stands at the left, as in the title of the picture."""

    def __init__(self, kit: Kit, run: Callable[[str], None]) -> None:
        super().__init__()
        self._kit = kit
        self._run = run
        self.setAccessibleName("Dates that are compared")
        self.buttons = {ident: self._button(ident) for ident, _ in BUTTONS}
        self.buttons["compare-lock"].setCheckable(True)
        self.dates = (self._date(), self._date())
        self._commands = ("", "")
        top, row = QHBoxLayout(), QHBoxLayout()
        top.setSpacing(2)
        top.addWidget(heading("Two dates"), 1)
        for button in self.buttons.values():
            top.addWidget(button)
        row.setSpacing(6)
        row.addWidget(self.dates[0])
        row.addWidget(plain_label("→", "muted"))
        row.addWidget(self.dates[1])
        row.addStretch(1)
        whole = column(self, gap_px=4, margins=(14, 12, 8, 0))
        whole.addLayout(top)
        whole.addLayout(row)
        self.hide()

    def _button(self, ident: str) -> QToolButton:
        row = command(ident)
        button = tool_button(row.title, f"{row.tip} ({shortcut_text(ident)})", lambda: self._press(ident), look="small")
        button.setFixedSize(BUTTON_PX, BUTTON_PX)
        button.setIconSize(QSize(ICON_PX, ICON_PX))
        return button

    def _press(self, ident: str) -> None:
        self._run(ident)
        self.show_view()  # a button that is ticked has ticked itself

    def _date(self) -> QToolButton:
        button = tool_button("Date", "", look="link")
        button.clicked.connect(lambda: self._run(self._commands[self.dates.index(button)]))
        return button

    def show_view(self) -> None:
        """Show the dates of the view, or nothing where there is one only."""
        view, net = self._kit.session.view, self._kit.session.net
        if view.compare is not None:
            dates = sorted(((view.t, "go-to-date"), (view.compare, "compare-date")), key=lambda each: each[0])
            self._commands = (dates[0][1], dates[1][1])
            for button, (tick, ident) in zip(self.dates, dates, strict=True):
                words, what = short_day(net, tick), "shown" if ident == "go-to-date" else "it is compared with"
                button.setText(words)
                button.setAccessibleName(f"{words}, the date {what}")
                button.setToolTip(plain_tip(f"The date {what}; click to type another ({shortcut_text(ident)})"))
            self.buttons["compare-lock"].setChecked(view.compare_lock is not None)
            self.buttons["compare-lock"].setEnabled(view.compare != view.t)
        self.setVisible(view.compare is not None)

    def dress(self) -> None:
        """Take the icons of the theme in force."""
        kit = self._kit
        for ident, name in BUTTONS:
            self.buttons[ident].setIcon(kit.icons.icon(name, kit.style.text_muted, size_px=ICON_PX))
