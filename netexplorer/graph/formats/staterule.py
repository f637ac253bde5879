"""States that a file does not name: by the values of an attribute, or by steps of a number such as a weight or a sign.

Tables ask for the state of each of their rows; the drafts of all other formats are gone through when they are read.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from netexplorer.errors import UserError
from netexplorer.graph.formats.clock import number_of
from netexplorer.graph.formats.draft import Draft, DraftLink, Spell

WEIGHT = "weight"  # the attribute whose steps count when a rule names none
_OF_LINK = ("type", "label")  # what a relationship has of its own, beside its values
_MOST_NAMED = 12


class StateRule(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Which states the values of an attribute (a column, of a table) stand for.

    Parameters
    ----------
    attribute : str
        Whose values count; empty is the state that the file itself has, or with steps its weight.
    values : dict
        The state of each value. Those left out are open, or, if no attribute is named, stay what they are.
    weight : tuple of (float, str)
        Steps instead of values: from each number on, until the next, the state beside it.
    """

    attribute: str = ""
    values: dict[str, str] = {}
    weight: tuple[tuple[float, str], ...] = ()

    @property
    def of(self) -> str:
        """The attribute that is looked at; empty is the state of the file."""
        return self.attribute or (WEIGHT if self.weight else "")


def state_by(rule: StateRule) -> Callable[[str], str]:
    """What gives the state of a value that is written as text; empty is open."""
    if rule.weight:
        steps = sorted(rule.weight)

        def of_number(cell: str) -> str:
            number = number_of(cell.replace(",", "."))
            if number is None:
                return ""
            return next((state for least, state in reversed(steps) if number >= least), steps[0][1])

        return of_number
    named = rule.values
    if rule.attribute:
        return lambda cell: named.get(cell, "" if named else cell)
    return lambda cell: named.get(cell, cell)


def give_states(draft: Draft, rule: StateRule) -> None:
    """Give every interval of a draft the state that its value stands for; without an interval it holds always.

    Raises
    ------
    UserError
        When no relationship has the attribute.
    """
    state_of, name = state_by(rule), rule.of
    is_met = not name
    for link in draft.links:
        for spell in link.spells or [Spell()]:
            cell = text_of(_value(link, spell, name)) if name else spell.state
            is_met = is_met or bool(cell)
            spell.state = state_of(cell)
            if spell.state and not link.spells:
                link.spells = [spell]
    if not is_met and draft.links:
        shown = ", ".join(sorted(_names(draft))[:_MOST_NAMED])
        raise UserError(
            f"the mapping names the attribute '{name}', which no relationship has",
            hint=f"There are {shown}." if shown else "There are none.",
        )


def text_of(value: Any) -> str:
    """A value as a mapping writes it: whole numbers without a fraction, truths in small letters."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value).strip()


def _value(link: DraftLink, spell: Spell, name: str) -> Any:
    if name in spell.values:
        return spell.values[name]
    if name in link.values:
        return link.values[name]
    return getattr(link, name) if name in _OF_LINK else None


def _names(draft: Draft) -> set[str]:
    names: set[str] = set()
    for link in draft.links:
        names.update(link.values, *(spell.values for spell in link.spells))
        names.update(name for name in _OF_LINK if getattr(link, name))
    return names
