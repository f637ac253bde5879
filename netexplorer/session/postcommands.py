"""The command that shows who holds an office as an actor of their own."""

from __future__ import annotations

from netexplorer.session.command import Command, Menu
from netexplorer.session.shell import Shell


def _toggle(shell: Shell) -> None:
    shell.session.update(holders=not shell.session.view.holders)


def _can_fold(shell: Shell) -> bool:
    """The dataset has offices, and is small enough for every line to be drawn by itself."""
    session = shell.session
    return session.stage is None and len(session.plan().facts.holders.offices) > 0


COMMANDS = (
    Command("toggle-holders", "Holders of offices", "Show who holds an office as an actor, not only below its name",
            "H", Menu.VIEW, _toggle, when=_can_fold, checked=lambda s: s.session.view.holders, group=2),
)  # fmt: skip
