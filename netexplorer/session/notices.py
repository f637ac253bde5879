"""What the program has to say to the user, without a window: a list and whoever wants to show it."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator

from msgspec import Struct


class Level(enum.Enum):
    """How much a notice wants to be seen."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Remedy(Struct, frozen=True):
    """What the user may want to do about a notice: the words on a button, and what it does."""

    label: str
    run: Callable[[], None]


class Notice(Struct, frozen=True):
    """One sentence for the user, with an optional longer text behind it and an optional way out."""

    level: Level
    text: str
    detail: str = ""
    remedy: Remedy | None = None


class Notices:
    """All notices since the program started; every listener hears of each new one."""

    def __init__(self) -> None:
        self._all: list[Notice] = []
        self.listeners: list[Callable[[Notice], None]] = []

    def __iter__(self) -> Iterator[Notice]:
        return iter(tuple(self._all))

    def __len__(self) -> int:
        return len(self._all)

    @property
    def latest(self) -> Notice | None:
        """The newest notice."""
        return self._all[-1] if self._all else None

    def say(self, text: str, *, level: Level = Level.INFO, detail: str = "", remedy: Remedy | None = None) -> Notice:
        """Add a notice and tell every listener."""
        notice = Notice(level, text, detail, remedy)
        self._all.append(notice)
        for listener in tuple(self.listeners):
            listener(notice)
        return notice
