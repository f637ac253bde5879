"""An id of its own for every relationship of a draft."""

from __future__ import annotations

from netexplorer.graph.formats.draft import Draft, DraftLink


class LinkIds:
    """Gives every relationship an id of its own, that of the file where it can."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._used: set[str] = set()
        self._next: dict[str, int] = {}

    def of(self, link: DraftLink) -> str:
        """The id of a link."""
        wanted = link.id or f"{link.source}--{link.target}"
        if wanted not in self._used:
            self._used.add(wanted)
            return wanted
        if link.id:
            self._draft.bent("doubled-link-id", f"Relationships with the same id get a number behind it ({link.id}).")
        count = self._next.get(wanted, 1)
        while (made := f"{wanted}#{(count := count + 1)}") in self._used:
            pass
        self._next[wanted] = count
        self._used.add(made)
        return made
