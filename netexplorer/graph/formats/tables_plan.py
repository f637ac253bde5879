"""What the columns of a table mean and by which rules its rows are read: guessed, printed, edited and given back."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from netexplorer.errors import UserError
from netexplorer.graph.formats.rules import HINT, ContactRule
from netexplorer.graph.formats.staterule import StateRule

TableKind = Literal["", "edges", "nodes", "matrix", "adjacency"]
BOUNDS = ("start", "end", "instant", "target_start", "target_end")
PARTS = ("year", "month", "day")
DATE_PARTS = {f"{bound}_{part}": (bound, part) for bound in BOUNDS for part in PARTS}
ENDS = tuple(f"{end}_{what}" for end in ("source", "target") for what in ("label", "kind", "side", "value"))
ROLES = frozenset(
    ("source", "target", "id", "label", "type", "direction", "weight", "state", "kind", "side", "claim", "note",
     "confidence", "description", "duration", "timeset", "dynamic", "censored_start", "censored_end", "key", "value",
     "x", "y", "ignore", "tags", "aliases", "state_value", *BOUNDS, *DATE_PARTS, *ENDS)
)  # fmt: skip
_DELIMITERS = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "space": " ", "pipe": "|"}


class Plan(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """How one table is read; the form in which ``--map`` gives it.

    Parameters
    ----------
    roles : dict
        What each column is, by its name; columns that are not named are kept as values.
    table : str
        Whether rows are edges, nodes, those of a matrix or of an adjacency list; empty is found out from the roles.
    delimiter, encoding, header
        How text is cut into cells; absent is guessed.
    date_order : {"", "dmy", "mdy", "ymd"}
        The order of dates such as 3/4/14.
    era : {"", "bce"}
        ``bce``: years count backwards, 520 is 520 BCE.
    directed : bool, optional
        What a row is that does not say so itself.
    prefixes : dict
        ``source`` and ``target``: what comes before ids, of tables between two kinds of actors with equal numbers.
    time : {"", "calendar", "number"}
        What all times are; empty is found out from them.
    several : str
        What parts the sources, tags and aliases of one cell; empty, a cell has one.
    contacts, states, end
        How instants, values and ends are read as intervals and states.
    reasons : dict
        Why a role was guessed; nothing is read from it.
    """

    table: TableKind = ""
    delimiter: str = ""
    encoding: str = ""
    header: bool | None = None
    roles: dict[str, str] = {}
    date_order: Literal["", "dmy", "mdy", "ymd"] = ""
    era: Literal["", "bce"] = ""
    directed: bool | None = None
    prefixes: dict[str, str] = {}
    time: Literal["", "calendar", "number"] = ""
    several: str = ""
    contacts: ContactRule | None = None
    states: StateRule | None = None
    end: Literal["", "ended", "severed"] = ""
    reasons: dict[str, str] = {}

    def columns(self, role: str) -> list[str]:
        """The columns that have a role, in their order."""
        return [name for name, given in self.roles.items() if given == role]


def plan_of(mapping: Mapping[str, Any]) -> Plan:
    """A mapping of the user, understood.

    Raises
    ------
    UserError
        When it has keys, roles, an encoding or values that are not known.
    """
    try:
        plan = msgspec.convert(dict(mapping), Plan)
    except (msgspec.ValidationError, TypeError, ValueError) as error:
        raise UserError(f"the mapping of columns is not understood ({error})", hint=HINT) from None
    for name, role in plan.roles.items():
        if role not in ROLES:
            raise UserError(
                f"the mapping gives column '{name}' the role '{role}', which there is not",
                hint=f"Roles are {', '.join(sorted(ROLES - set(DATE_PARTS) - set(ENDS)))}.",
            )
    if plan.encoding:
        try:
            codecs.lookup(plan.encoding).incrementaldecoder()
            "".encode(plan.encoding)
        except (LookupError, TypeError, ValueError):
            raise UserError(f"the mapping names the encoding '{plan.encoding}', which there is not") from None
    delimiter = _DELIMITERS.get(plan.delimiter.casefold(), plan.delimiter)
    if len(delimiter) > 1 or delimiter in ('"', "\n", "\r"):
        raise UserError(f"the mapping names the delimiter '{plan.delimiter}', which is no single sign", hint=HINT)
    return msgspec.structs.replace(plan, delimiter=delimiter)


def must_have(plan: Plan, names: tuple[str, ...]) -> None:
    """Refuse a mapping that names columns which the table does not have.

    Raises
    ------
    UserError
        With the names that it has.
    """
    attribute = [plan.states.attribute] if plan.states and plan.states.attribute else []
    for name in (*plan.roles, *attribute):
        if name not in names:
            shown = ", ".join(names[:20])
            raise UserError(f"the mapping names the column '{name}', which the table has not", hint=f"It has {shown}.")


def as_mapping(plan: Plan) -> dict[str, Any]:
    """A plan in the form in which it can be given back."""
    made: dict[str, Any] = msgspec.to_builtins(plan)
    return made
