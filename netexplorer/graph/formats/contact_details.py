"""What rows of one instant say beside who and when: kept with the interval that they become."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from netexplorer.graph.formats.draft import Draft, Spell

if TYPE_CHECKING:
    from netexplorer.graph.formats.tables_cells import Cells
    from netexplorer.graph.formats.tables_grid import Row

MOST_DETAILED = 50_000  # rows, from which on nothing of the kind is kept
MOST_TOGETHER = 50  # different values, notes or sources of one interval


def together(details: Sequence[Spell], spell: Spell, draft: Draft) -> None:
    """Give an interval what its contacts say, in their order: each value once, several as a list."""
    values: dict[str, list[Any]] = {}
    for each in details:
        for name, value in each.values.items():
            if value not in (found := values.setdefault(name, [])):
                found.append(value)
    notes = list(dict.fromkeys(each.note for each in details if each.note))
    sources = list(dict.fromkeys(source for each in details for source in each.sources))
    for found in (notes, sources, *values.values()):
        if more := max(len(found) - MOST_TOGETHER, 0):
            draft.bent("many-details", f"Of one interval {MOST_TOGETHER} different values are kept.", more)
            del found[MOST_TOGETHER:]
    spell.values = {**{name: found[0] if len(found) == 1 else found for name, found in values.items()}, **spell.values}
    spell.note, spell.sources = "; ".join(notes), tuple(sources)
    confidences = {each.confidence for each in details}
    spell.confidence = confidences.pop() if len(confidences) == 1 else ""


class Details:
    """Collects what the rows of one table say, while there are few enough of them.

    Parameters
    ----------
    cells : Cells
        Of the table.
    many : int
        How many rows there are, as far as it is known.
    """

    def __init__(self, draft: Draft, cells: Cells, many: int) -> None:
        self._draft = draft
        self._cells = cells
        self._said = draft.contacts.details
        self.is_wanted = cells.has_details and many < MOST_DETAILED
        if self.is_wanted:
            self._said += [Spell()] * (len(draft.contacts.times) - len(self._said))  # of the tables before

    def add(self, row: Row) -> None:
        """A row that is a contact."""
        if self.is_wanted:
            self._said.append(self._cells.details(row))

    def end(self, rows: int) -> None:
        """There were so many rows; of very many only who, when, of which kind and how much is kept."""
        if not self._cells.has_details or (self.is_wanted and len(self._said) < MOST_DETAILED):
            return
        self._said.clear()  # the contacts become columns, which have no room for details
        names = ", ".join(f"'{name}'" for name in self._cells.detailed[:5])
        many = f"Of {MOST_DETAILED:,} and more rows with one date details are left out ({names})."
        self._draft.bent("details-left-out", many, rows)
