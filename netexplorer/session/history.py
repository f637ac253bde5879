"""Undo as a list of older states: no inverse commands, and a drag or a scrub is one step."""

from __future__ import annotations

from netexplorer.session.state import ViewState

LIMIT = 500


class History:
    """The views the user has been at, and where in that list they are now.

    Consecutive pushes that carry the same non-empty merge key become one step, until :meth:`seal` ends the gesture.
    """

    def __init__(self, start: ViewState, *, limit: int = LIMIT) -> None:
        self._states = [start]
        self._key = ""
        self._at = 0
        self._limit = limit

    @property
    def now(self) -> ViewState:
        """The view the list stands at."""
        return self._states[self._at]

    @property
    def can_undo(self) -> bool:
        """There is an older view."""
        return self._at > 0

    @property
    def can_redo(self) -> bool:
        """There is a newer view that was undone."""
        return self._at < len(self._states) - 1

    def __len__(self) -> int:
        return len(self._states)

    def push(self, state: ViewState, merge_key: str = "") -> None:
        """Remember a new view; it forgets what was undone, and merges with the step before when the keys agree."""
        if state == self.now:
            return
        merges = bool(merge_key) and merge_key == self._key and not self.can_redo and self._at > 0
        del self._states[self._at + 1 :]
        if merges:
            self._states[self._at] = state
        else:
            self._states.append(state)
            del self._states[: max(0, len(self._states) - self._limit)]
            self._at = len(self._states) - 1
        self._key = merge_key

    def seal(self) -> None:
        """End the gesture: the next push is a step of its own even with the same key."""
        self._key = ""

    def undo(self) -> ViewState:
        """One step back; at the beginning it stays where it is."""
        self.seal()
        self._at = max(0, self._at - 1)
        return self.now

    def redo(self) -> ViewState:
        """One step forward again; at the end it stays where it is."""
        self.seal()
        self._at = min(len(self._states) - 1, self._at + 1)
        return self.now
