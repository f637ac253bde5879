"""Rules that a mapping has for a file of any format: of contacts, of states, and of what an end means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from netexplorer.errors import UserError
from netexplorer.graph.formats.clock import Clock, Scale, clock_of, number_of
from netexplorer.graph.formats.draft import Draft
from netexplorer.graph.formats.links import times_of
from netexplorer.graph.formats.staterule import StateRule, give_states

HINT = "Print the guessed mapping, change it and give it back."
_UNITS = {"s": 1, "min": 60, "h": 3_600, "d": 86_400, "w": 604_800, "m": 2_629_800, "mo": 2_629_800, "y": 31_557_600}
_PERIODS = {Scale.YEARS: 31_557_600, Scale.MONTHS: 2_629_800}


class ContactRule(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """How rows of one instant become intervals; lengths are ``7d``, ``3mo``, ``1y``, ``12h``, or plain numbers."""

    rule: Literal["gap", "decay"] = "gap"
    gap: str | float = ""
    limited_after: str | float = ""
    ended_after: str | float = ""


class Rules(msgspec.Struct, frozen=True, omit_defaults=True):
    """The keys of a mapping that are no affair of tables alone."""

    contacts: ContactRule | None = None
    states: StateRule | None = None
    end: Literal["", "ended", "severed"] = ""


def obey(draft: Draft, mapping: Mapping[str, Any]) -> None:
    """Apply the rules of a mapping to what a reader has made of a file; tables have given states to their rows.

    Raises
    ------
    UserError
        When a rule is not understood, or does not fit.
    """
    try:
        rules = msgspec.convert({key: mapping[key] for key in Rules.__struct_fields__ if key in mapping}, Rules)
    except (msgspec.ValidationError, TypeError, ValueError) as error:
        raise UserError(f"the mapping is not understood ({error})", hint=HINT) from None
    is_table = bool(draft.mapping)
    if rules.states is not None and not is_table:
        give_states(draft, rules.states)
    if rules.end == "severed":
        draft.after_end = rules.end
    if rules.contacts is not None:
        _join_contacts(draft, rules.contacts)
    if not is_table:
        draft.mapping = msgspec.to_builtins(rules)


def _join_contacts(draft: Draft, rule: ContactRule) -> None:
    contacts = draft.contacts
    times = contacts.times if draft.rows is None else times_of(draft.rows)
    if not times:
        return
    clock = draft.clock or clock_of(times, draft.time_kind, is_double=draft.is_double)
    if rule.rule == "gap" and rule.gap != "":
        contacts.gap = length_of(rule.gap, clock)
    elif rule.rule == "decay":
        contacts.limited_after, contacts.ended_after = _decay(rule, clock)


def length_of(text: str | float, clock: Clock) -> float:
    """How long ``7d`` is in what the times of a file count; a plain number is so many of them.

    Raises
    ------
    UserError
        If it is no length.
    """
    number = number_of(text)
    if number is None:
        digits = str(text).strip().rstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ ")
        unit = str(text).strip()[len(digits) :].strip().casefold()
        number, size = number_of(digits), _UNITS.get(unit)
        if number is None or size is None or clock.is_number:
            raise UserError(
                f"the mapping gives the length '{text}', which is none" + (" of these numbers" * clock.is_number),
                hint="Write 12h, 7d, 3mo or 1y; of times that are numbers a plain number.",
            )
        number = number * size / _PERIODS.get(clock.scale, 1)
    if not 0 <= number < 1e12:
        raise UserError(f"the mapping gives the length '{text}', which is too long or below zero")
    return number


def _decay(rule: ContactRule, clock: Clock) -> tuple[float, float]:
    """After how many ticks (units, of numbers) a contact counts as limited, and as ended."""
    limited, ended = (length_of(each, clock) for each in (rule.limited_after, rule.ended_after))
    size = _PERIODS.get(clock.scale, 1)
    if not 0 < limited < ended:
        raise UserError("the mapping lets contacts end before they are limited", hint="Swap the two.")
    return limited * size, ended * size
