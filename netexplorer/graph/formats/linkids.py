"""An id of its own for every relationship of a draft."""

from __future__ import annotations

from collections.abc import Callable

from netexplorer.graph.formats.draft import DraftLink


class LinkIds:
    """Gives every relationship an id of its own, that of the file where it can.

    Parameters
    ----------
    bent : callable
        Told of each id of the file that was taken already, as ``Draft.bent``.
    """

    def __init__(self, bent: Callable[[str, str], None]) -> None:
        self._bent = bent
        self._used: set[str] = set()
        self._next: dict[str, int] = {}

    def of(self, link: DraftLink) -> str:
        """The id of a link."""
        return self.free(link.id or f"{link.source}--{link.target}", is_given=bool(link.id))

    def free(self, wanted: str, *, is_given: bool) -> str:
        """An id that no relationship has yet; ``is_given`` if the file has the one that is wanted."""
        if wanted not in self._used:
            self._used.add(wanted)
            return wanted
        if is_given:
            self._bent("doubled-link-id", f"Relationships with the same id get a number behind it ({wanted}).")
        count = self._next.get(wanted, 1)
        while (made := f"{wanted}#{(count := count + 1)}") in self._used:
            pass
        self._next[wanted] = count
        self._used.add(made)
        return made
