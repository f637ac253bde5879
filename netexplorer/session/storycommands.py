"""What the user can do with stories, as rows of the table of commands."""

from __future__ import annotations

from netexplorer.session.command import Command, Menu, opens
from netexplorer.session.shell import Shell


def _has_stories(shell: Shell) -> bool:
    return bool(shell.session.net.dataset.stories)


COMMANDS = (
    Command("story-play", "Play story…", "Tell a story of the dataset full screen, step by step", "F6", Menu.TIME,
            opens("story"), when=_has_stories, group=3, more=("Ctrl+Shift+P",), icon="play"),
)  # fmt: skip
