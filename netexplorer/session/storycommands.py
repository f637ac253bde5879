"""What the user can do with stories, as rows of the table of commands."""

from __future__ import annotations

from netexplorer.session import saving
from netexplorer.session.command import Command, Menu, opens
from netexplorer.session.shell import Shell


def _has_stories(shell: Shell) -> bool:
    return bool(shell.session.net.dataset.stories)


def _has_actors(shell: Shell) -> bool:
    return bool(len(shell.session.net.actor_ids))


COMMANDS = (
    Command("save", "Save", "Write what was changed into the file of the dataset", "Ctrl+S", Menu.FILE,
            opens("save"), when=lambda s: saving.can_save(s.session), icon="save"),
    Command("export-story", "Export story…", "Save a story as a PDF, a page for each step", "Ctrl+Alt+E", Menu.FILE,
            opens("export-story"), when=_has_stories, group=1, icon="download"),
    Command("story-step", "Save this view as a step…", "Add the view of now to a story, with a few sentences",
            "Ctrl+Shift+S", Menu.EDIT, opens("story-step"), when=_has_actors, group=3, icon="bookmark"),
    Command("stories", "Stories…", "Put the steps of stories in order and edit their words", "Shift+F6", Menu.EDIT,
            opens("stories"), when=_has_stories, group=3),
    Command("story-play", "Play story…", "Tell a story of the dataset full screen, step by step", "F6", Menu.TIME,
            opens("story"), when=_has_stories, group=3, more=("Ctrl+Shift+P",), icon="play"),
)  # fmt: skip
