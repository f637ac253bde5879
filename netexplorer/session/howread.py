"""How a file of others is to be read, while it is being edited: what the user said, and what was seen when read so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from netexplorer.errors import UserError
from netexplorer.graph.formats.draft import Ask
from netexplorer.graph.formats.reading import file_bytes
from netexplorer.graph.formats.rules import ContactRule
from netexplorer.graph.formats.staterule import StateRule
from netexplorer.graph.formats.tables_file import is_usable
from netexplorer.graph.formats.tables_grid import is_number
from netexplorer.graph.formats.tables_plan import Plan
from netexplorer.graph.formats.tables_roles import REPEATABLE
from netexplorer.graph.formats.tables_times import is_time
from netexplorer.session.howseen import Column, Question, Seen
from netexplorer.session.howwords import TIMES, role_words

_ABOUT_TEXT = ("delimiter", "encoding", "header")
_EVERYWHERE = (*_ABOUT_TEXT, "date_order", "directed", "era", "contacts", "end")  # what holds whatever the columns are
_SWAPPED = ({"source", "target"}, {"start", "end"})
_REASONS = "reasons"
NO_ENDS = "Say which two columns name the actors of a relationship: one is Actor (from), one is Actor (to)."
NO_ACTOR = "Say which columns name the actors: two of them for relationships, or one for a list of actors."
ONE_END = "Say which column is {}, too."
END_WORDS = {role: role_words(role) for role in ("source", "target")}


class HowRead:
    """What the user says of one file; whoever looks at it again calls :meth:`take` with what was seen.

    Listeners in ``changed`` are called without arguments when there is something to be looked at anew.
    """

    def __init__(self, path: Path, ask: Ask = Ask()) -> None:
        self.path = path
        self.network = ask.network
        self.mapping: dict[str, Any] = dict(ask.mapping)
        self.seen: Seen | None = None
        self.changed: list[Callable[[], None]] = []

    @property
    def ask(self) -> Ask:
        """What was said, as a reader is asked."""
        return Ask(self.network, {key: value for key, value in self.mapping.items() if key != _REASONS})

    @property
    def question(self) -> Question:
        """What is to be looked at."""
        return Question(self.path, self.ask)

    @property
    def is_guess(self) -> bool:
        """Nothing was said: all is guessed."""
        return not self.network and not self.mapping

    @property
    def plan(self) -> Plan:
        """How it is read, guesses included; empty until it was looked at."""
        return self.seen.plan if self.seen is not None else Plan()

    @property
    def trouble(self) -> str:
        """Why it cannot be read as it was said, empty if it can."""
        if self.seen is None:
            return ""
        ends = {"source", "target"} & set(self.plan.roles.values())
        if len(ends) == 1:
            return ONE_END.format(END_WORDS[({"source", "target"} - ends).pop()])
        if self.mapping.get("table") == "edges" and not ends:
            return NO_ENDS
        is_unclear = self.seen.is_table and not is_usable(self.plan) and not self.seen.outcome
        return NO_ACTOR if is_unclear else self.seen.trouble

    def take(self, seen: Seen) -> bool:
        """Take what was seen; says whether that is still what was asked for."""
        if seen.ask != self.ask:
            return False
        self.seen = seen
        return True

    # -- what the user says

    def set_role(self, column: str, role: str) -> None:
        """Say what a column is. Another one that was just that is what this one was, or becomes a detail."""
        roles = self.roles()
        before = roles.get(column, "value")
        for other, its in roles.items():
            if its == role and other != column and role not in REPEATABLE:
                roles[other] = before if {before, role} in _SWAPPED else "value"
        roles[column] = role
        self._say(roles=roles, table=None, date_order=self.mapping.get("date_order"), directed=self.plan.directed)

    def roles(self) -> dict[str, str]:
        """The role of every column, as guessed and said."""
        columns = self.seen.columns if self.seen is not None else ()
        said: dict[str, str] = self.mapping.get("roles", {})
        return {each.name: said.get(each.name, each.role or "value") for each in columns}

    def set_table(self, kind: str) -> None:
        """Say what a row is; what its columns are is guessed anew, and of a relationship which two name its actors."""
        roles = self._with_ends() if kind == "edges" else None
        self._keep(_EVERYWHERE)
        self._say(table=kind, roles=roles)

    def set_text(self, key: str, value: Any) -> None:
        """Say how text is cut and what the first row is; columns may be others then, and are guessed anew."""
        self._keep(_EVERYWHERE)
        self._say(**{key: value})

    def set_plain(self, key: str, value: Any) -> None:
        """Say the order of dates, a direction, or what an end means."""
        self._say(**{key: value})

    def set_sheet(self, name: str) -> None:
        """Read one sheet or network of several; empty is all that belong together."""
        self._keep(_EVERYWHERE)
        self.network = name
        self._tell()

    def set_contacts(self, rule: ContactRule | None) -> None:
        """Say how instants become intervals; None is found out."""
        self._say(contacts=None if rule is None else msgspec.to_builtins(rule))

    def set_states(self, rule: StateRule | None) -> None:
        """Say which states values stand for; None is what the file says."""
        self._say(states=None if rule is None else msgspec.to_builtins(rule))

    def contacts(self) -> ContactRule | None:
        """The rule of contacts that was said."""
        said = self.mapping.get("contacts")
        return msgspec.convert(said, ContactRule) if said else None

    def states(self) -> StateRule | None:
        """The rule of states that was said."""
        said = self.mapping.get("states")
        return msgspec.convert(said, StateRule) if said else None

    def back_to_guess(self) -> None:
        """Forget all that was said."""
        self.network = ""
        self.mapping = {}
        self._tell()

    # -- files

    def load(self, data: bytes) -> None:
        """Take what a mapping file says.

        Raises
        ------
        UserError
            When it is none.
        """
        try:
            mapping = msgspec.json.decode(data, type=dict[str, Any])
            for key, rule in (("contacts", ContactRule), ("states", StateRule)):
                if key in mapping:
                    msgspec.convert(mapping[key], rule)
        except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
            raise UserError(f"this is no mapping ({error})", hint="Save one here to see what it looks like.") from None
        self.mapping = mapping
        self._tell()

    def load_from(self, path: Path) -> None:
        """Take what the mapping file at ``path`` says.

        Raises
        ------
        UserError
            When it is none, or cannot be read.
        """
        self.load(file_bytes(path))

    def saved(self) -> bytes:
        """How the file is read, guesses included, as a mapping file."""
        whole = dict(self.ask.mapping)
        if self.seen is not None and self.seen.is_table:
            whole = {**msgspec.to_builtins(self.plan), **whole, "roles": self.roles()}
        whole.pop(_REASONS, None)
        return msgspec.json.format(msgspec.json.encode(whole), indent=2) + b"\n"

    # -- inside

    def _with_ends(self) -> dict[str, str] | None:
        """The two columns that name actors, or the first two that could; None if there are no such two."""
        ends = {name: role for name, role in self.roles().items() if role in ("source", "target")}
        if len(ends) == 2:
            return ends
        may_be = [each.name for each in self.seen.columns if _may_name(each)] if self.seen is not None else []
        if len(may_be) < 2:
            return None
        return {may_be[0]: "source", may_be[1]: "target"}

    def _say(self, **said: Any) -> None:
        """Set keys of the mapping; None takes one away."""
        self.mapping.update(said)
        self.mapping = {key: value for key, value in self.mapping.items() if value is not None and value != ""}
        self._tell()

    def _keep(self, keys: tuple[str, ...]) -> None:
        self.mapping = {key: value for key, value in self.mapping.items() if key in keys}

    def _tell(self) -> None:
        for listener in tuple(self.changed):
            listener()


def _may_name(column: Column) -> bool:
    """Whether a column is text, so that it could name actors."""
    stated = [cell.text for cell in column.cells if cell.text]
    is_text = not any(is_number(text) or is_time(text) for text in stated)
    return bool(stated) and is_text and column.role not in TIMES
