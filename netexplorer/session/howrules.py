"""Rules of states and contacts as a form has them: which choices there are, and what each choice says."""

from __future__ import annotations

import re
from collections.abc import Iterable

from netexplorer.graph.formats.clock import number_of
from netexplorer.graph.formats.rules import ContactRule
from netexplorer.graph.formats.staterule import StateRule
from netexplorer.graph.schema import DEFAULT_STATES
from netexplorer.session.howseen import Attribute
from netexplorer.session.howwords import Row

AS_FILE, BY_VALUE, BY_STEP = "file", "value", "step"
WAYS: tuple[Row, ...] = (
    (AS_FILE, "What the file says, else open"),
    (BY_VALUE, "The values of a column or attribute"),
    (BY_STEP, "Steps of a number, such as a sign or a weight"),
)
FOUND, GAP, DECAY = "found", "gap", "decay"
CONTACTS: tuple[Row, ...] = (
    (FOUND, "One interval while they are close together"),
    (GAP, "One interval while at most so far apart"),
    (DECAY, "Open, then limited and ended after a silence"),
)
ENDS: tuple[Row, ...] = (("ended", "It is over"), ("severed", "It was broken off"))
UNITS: tuple[Row, ...] = (
    ("min", "minutes"),
    ("h", "hours"),
    ("d", "days"),
    ("w", "weeks"),
    ("mo", "months"),
    ("y", "years"),
)
_LENGTH = re.compile(r"\s*([\d.]+)\s*([A-Za-z]*)\s*")
STATES: tuple[Row, ...] = tuple((state.id, state.label) for state in DEFAULT_STATES)
OPEN, WORST = STATES[0][0], STATES[-1][0]


def way_of(rule: StateRule | None) -> str:
    """Where states come from."""
    return AS_FILE if rule is None else BY_STEP if rule.weight else BY_VALUE if rule.attribute else AS_FILE


def attributes_for(way: str, attributes: Iterable[Attribute]) -> list[Attribute]:
    """The attributes that states may follow in some way."""
    return [each for each in attributes if (each.is_number if way == BY_STEP else each.is_nominal)]


def first_rule(way: str, attribute: Attribute) -> StateRule:
    """The rule to begin with: each value its own state, or what is below zero (or the middle) as the worst."""
    if way == BY_VALUE:
        return StateRule(attribute.name)
    low, high = bounds(attribute)
    middle = 0.0 if low < 0 < high else round((low + high) / 2, 2)
    return StateRule(attribute.name, weight=((low, WORST if low < 0 else "limited"), (middle, OPEN)))


def bounds(attribute: Attribute) -> tuple[float, float]:
    """The least and the largest value of numbers."""
    numbers = [float(number_of(text.replace(",", ".")) or 0) for text, _ in attribute.values]
    return min(numbers, default=0.0), max(numbers, default=0.0)


def states_for(value: str) -> list[Row]:
    """The states to choose from for a value: ours, and one that is called like it."""
    own = [] if any(value.casefold() == state for state, _ in STATES) else [(value, f"“{value}” itself")]
    return [*STATES, *own]


def state_of(rule: StateRule, value: str) -> str:
    """The state of a value by a rule."""
    if not rule.values:
        return value.casefold() if any(value.casefold() == state for state, _ in STATES) else value
    return rule.values.get(value, OPEN) or OPEN


def with_state(rule: StateRule, attribute: Attribute, value: str, state: str) -> StateRule:
    """The rule with another state for one value; all others stay what they are."""
    values = {text: state_of(rule, text) for text, _ in attribute.values}
    return StateRule(rule.attribute, {**rule.values, **values, value: state})


def with_step(rule: StateRule, place: int, least: float, state: str) -> StateRule:
    """The rule with another step at a place."""
    steps = [*rule.weight]
    steps[place] = (least, state)
    return StateRule(rule.attribute, weight=tuple(sorted(steps, key=lambda step: step[0])))


def with_more_steps(rule: StateRule) -> StateRule:
    """The rule with one more step above the last, of a state that is not yet used."""
    last = rule.weight[-1][0]
    used = {state for _, state in rule.weight}
    state = next((ident for ident, _ in STATES if ident not in used), OPEN)
    return StateRule(rule.attribute, weight=(*rule.weight, (last + 1, state)))


def with_fewer_steps(rule: StateRule, place: int) -> StateRule:
    """The rule without the step at a place."""
    return StateRule(rule.attribute, weight=tuple(step for at, step in enumerate(rule.weight) if at != place))


def contacts_of(rule: ContactRule | None) -> str:
    """How instants become intervals."""
    return FOUND if rule is None or (rule.rule == "gap" and rule.gap == "") else rule.rule


def first_contacts(way: str, is_number: bool) -> ContactRule | None:
    """The rule to begin with."""
    if way == GAP:
        return ContactRule("gap", gap="1" if is_number else "1y")
    if way == DECAY:
        limited, ended = ("1", "2") if is_number else ("1y", "2y")
        return ContactRule("decay", limited_after=limited, ended_after=ended)
    return None


def length_parts(length: str | float) -> tuple[str, str]:
    """The number and the unit of a length such as ``7d``."""
    match = _LENGTH.fullmatch(str(length))
    return (match[1], match[2]) if match else ("", "")


def is_length(text: str) -> bool:
    """Whether a text is the number of a length."""
    number = number_of(text)
    return number is not None and 0 < number < 1e12
