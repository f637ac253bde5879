"""The table of commands as actions of the window: menus, shortcuts, tips, enabled and checked when they should be."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from netexplorer.session.command import Command, Menu, always
from netexplorer.session.commands import COMMANDS, command
from netexplorer.session.shell import Shell
from netexplorer.ui.icons import Icons
from netexplorer.ui.kit import Kit
from netexplorer.ui.widgets import plain_tip


def shortcut_text(command_id: str) -> str:
    """The shortcut of a command as it is written on this system."""
    return QKeySequence(command(command_id).shortcut).toString(QKeySequence.SequenceFormat.NativeText)


CHANGING = tuple(row for row in COMMANDS if row.when is not always or row.checked is not None)


class Actions:
    """One action for each command; :meth:`refresh` asks the table again what can be done now.

    Shortcuts work whatever has the focus, except in a field that takes the key as text.
    """

    def __init__(self, window: QMainWindow, shell: Shell, kit: Kit) -> None:
        self.shell = shell
        self._kit = kit
        self._dressed: dict[Menu, Icons] = {}
        self._window = window
        self.by_id: dict[str, QAction] = {row.id: self._action(row) for row in COMMANDS}
        self.menus: dict[Menu, QMenu] = {}

    def _action(self, row: Command) -> QAction:
        action = QAction(row.title, self._window)
        action.setObjectName(row.id)
        action.setStatusTip(row.tip)
        action.setToolTip(plain_tip(row.tip))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setShortcuts([QKeySequence(keys) for keys in (row.shortcut, *row.more) if keys])
        action.setCheckable(row.checked is not None)
        action.triggered.connect(lambda _=False: self.run(row.id))
        self._window.addAction(action)
        return action

    def run(self, command_id: str) -> None:
        """Do a command if it can be done now."""
        row = command(command_id)
        if row.when(self.shell):
            row.run(self.shell)
        self.refresh(row.menu)

    def fill_menus(self) -> None:
        """Make the menu bar; a menu asks what can be done when it opens."""
        bar = self._window.menuBar()
        for menu_name in Menu:
            menu = bar.addMenu(f"&{menu_name.value}")
            menu.setToolTipsVisible(True)
            self.menus[menu_name] = menu
            group = 0
            for row in COMMANDS:
                if row.menu is not menu_name:
                    continue
                if row.group != group:
                    menu.addSeparator()
                    group = row.group
                menu.addAction(self.by_id[row.id])
            menu.aboutToShow.connect(lambda name=menu_name: self._open(name))

    def refresh(self, *menus: Menu) -> None:
        """Enable and tick what the commands say, in these menus or in all."""
        for row in CHANGING:
            if not menus or row.menu in menus:
                action = self.by_id[row.id]
                action.setEnabled(row.when(self.shell))
                if row.checked is not None:
                    action.setChecked(row.checked(self.shell))

    def _open(self, menu: Menu) -> None:
        """Bring a menu up to date; its icons are made when they are first seen in a theme."""
        self.refresh(menu)
        icons = self._kit.icons
        if self._dressed.get(menu) is not icons:
            self._dressed[menu] = icons
            for row in COMMANDS:
                if row.menu is menu and row.icon:
                    self.by_id[row.id].setIcon(icons.icon(row.icon))
