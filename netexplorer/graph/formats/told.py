"""Problems at lines, told one by one up to a number, and counted beyond it."""

from __future__ import annotations

from netexplorer.graph.formats.draft import Draft

MOST = 50  # of one kind


class Told:
    """Tells a draft what is wrong at which line; a file of nothing but bad lines makes no endless list."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._counts: dict[str, int] = {}

    def at(self, code: str, line: int, message: str) -> None:
        """Something is wrong at a line."""
        count = self._counts[code] = self._counts.get(code, 0) + 1
        if count <= MOST:
            self._draft.tell("warning", code, f"line {line}", message)
        else:
            self._draft.bent(code, f"Further ones: {message}")
