"""What a command is: one row of the table in ``commands.py``."""

from __future__ import annotations

import enum
from collections.abc import Callable

from msgspec import Struct

from netexplorer.session.shell import Door, Shell


class Menu(enum.Enum):
    """The menus, in the order of the menu bar; the value is the title."""

    FILE = "File"
    EDIT = "Edit"
    VIEW = "View"
    TIME = "Time"
    HELP = "Help"


def always(shell: Shell) -> bool:
    """A command that can be done at any time."""
    return True


class Command(Struct, frozen=True):
    """One thing the user can do.

    Attributes
    ----------
    id : str
        Stable, in kebab case.
    title : str
        The words of the menu; three dots at the end when a question follows.
    tip : str
        One sentence on what it does.
    shortcut : str
        In Qt's portable notation (``Ctrl+Shift+C``), empty for none.
    menu : Menu
        Where it stands. A new ``group`` number within a menu begins after a separator.
    when : callable
        Whether it can be done now.
    run : callable
        Does it.
    checked : callable, optional
        Whether its tick is set; absent for commands without a tick.
    more : tuple of str
        Further shortcuts.
    """

    id: str
    title: str
    tip: str
    shortcut: str
    menu: Menu
    run: Callable[[Shell], None]
    when: Callable[[Shell], bool] = always
    checked: Callable[[Shell], bool] | None = None
    group: int = 0
    more: tuple[str, ...] = ()
    icon: str = ""


def opens(door: Door) -> Callable[[Shell], None]:
    """What runs a command that opens a dialog."""
    return lambda shell: shell.show(door)
