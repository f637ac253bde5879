"""The words of a dataset of another format: its states in their order, its types in their directions."""

from __future__ import annotations

from collections.abc import Iterable

from netexplorer.graph import schema
from netexplorer.graph.formats.draft import Draft

OPEN = "open"
_ONLY_OPEN = schema.DEFAULT_STATES[:1]
_DEFAULT_IDS = {state.id for state in schema.DEFAULT_STATES}


def vocabulary(draft: Draft, met: Iterable[str], used: set[str]) -> tuple[tuple[schema.State, ...], dict[str, str]]:
    """The states of the dataset, and the id of each state that is used; ``met`` says in which order they come."""
    named = [state for state in dict.fromkeys((*met, *sorted(used.difference(met)))) if state]
    spelled = {"": OPEN, **{state: state for state in named}}
    if draft.states:
        known = {state.id for state in draft.states}
        missing = [state for state in ([OPEN] if "" in used or not used else []) + named if state not in known]
        return (*draft.states, *(schema.State(id=state) for state in dict.fromkeys(missing))), spelled
    if not named:
        return _ONLY_OPEN, spelled
    if {state.casefold() for state in named} <= _DEFAULT_IDS:
        return (), {"": OPEN, **{state: state.casefold() for state in named}}
    draft.bent("states-found", f"The states are ranked as they were met: {', '.join(named[:8])}.")
    every = ([OPEN] if "" in used and OPEN not in named else []) + named
    return tuple(schema.State(id=state, rank=len(every) - 1 - k) for k, state in enumerate(every)), spelled


class Ways:
    """The types of relationships, each in the directions in which it occurs.

    Parameters
    ----------
    every : iterable
        The type and the direction, if it is stated, of each relationship; once suffices.
    """

    def __init__(self, draft: Draft, every: Iterable[tuple[str, bool | None]]) -> None:
        self._draft = draft
        self._ways = dict.fromkeys((name, draft.directed if way is None else way) for name, way in every)
        self._twofold = {name for name, way in self._ways if way and (name, False) in self._ways}

    def name(self, type: str, is_directed: bool | None) -> str:
        """The type; of one in two directions that which is not of the file, or any without a type, makes its own."""
        way = self._draft.directed if is_directed is None else is_directed
        if type:
            is_plain = way == self._draft.directed or type not in self._twofold
            return type if is_plain else f"{type} ({'directed' if way else 'mutual'})"
        return "directed" if way else "undirected" if self._draft.directed else ""

    def types(self) -> tuple[schema.RelationshipType, ...]:
        """Every type in its two directions, as far as they occur."""
        found = dict.fromkeys((self.name(*way), way[1]) for way in self._ways)
        labels = {self.name(*way): way[0] for way in self._ways}
        return tuple(
            schema.RelationshipType(id=name, label=labels[name] if labels[name] != name else "", directed=directed)
            for name, directed in found
            if name
        )
