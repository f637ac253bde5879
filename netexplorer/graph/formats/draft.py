"""What a reader of somebody else's format fills in, in the words of that format; ``settle`` makes a dataset of it.

A reader says what the file says and nothing more: ids as they stand, times as they stand, which bounds belong to an
interval. What that means on one axis, with states, unique ids and declared endpoints, is worked out in one place.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from netexplorer.graph.dates import Precision
from netexplorer.graph.problems import Problem, Severity
from netexplorer.graph.schema import DateText, State

if TYPE_CHECKING:
    from netexplorer.graph.formats.clock import Clock
    from netexplorer.graph.formats.links import Links, Rows


class Instant(msgspec.Struct, frozen=True):
    """A time on our axis: as the native format writes it, and the half-open ticks it stands for."""

    text: DateText
    earliest: int
    end: int
    precision: Precision


class Made(Instant, frozen=True):
    """An instant that follows from the others by a rule, and that the file does not state."""


class Period(Instant, frozen=True):
    """A time that takes two dates to write, such as a quarter or 1991–2003; empty texts are no bounds.

    Parameters
    ----------
    last : str
        How its end is written, as ``text`` is its beginning.
    is_range : bool
        Somebody wrote two dates, or one and *since* or *until*, and not the name of one period.
    """

    last: DateText
    is_range: bool = False


_LONGEST_TOLD = 500  # characters of what is told about one place
Raw = str | int | float | Instant | None  # a time as the file has it; None is "not stated"
TimeKind = Literal["", "calendar", "number"]


class Spell(msgspec.Struct, gc=False):
    """An interval in which something holds.

    Parameters
    ----------
    start, end : Raw
        As the file has them; None is since ever, or for ever.
    end_open : bool
        ``end`` itself does not belong to the interval, as in formats that are right-open.
    start_open : bool
        ``start`` itself does not belong to it.
    state : str
        The state while it holds; empty is "open".
    values : dict
        What else the file says of this interval.
    unknown_start, unknown_end : bool
        The bound is where observation begins or ends (censored), not where the thing does.
    """

    start: Raw = None
    end: Raw = None
    end_open: bool = False
    start_open: bool = False
    state: str = ""
    note: str = ""
    confidence: str = ""
    sources: tuple[str, ...] = ()
    values: dict[str, Any] = {}
    unknown_start: bool = False
    unknown_end: bool = False


class DraftActor(msgspec.Struct, gc=False):
    """An actor, declared by the file or only mentioned."""

    id: str
    name: str = ""
    kind: str = ""
    side: str = ""
    description: str = ""
    names: dict[str, str] = {}
    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    values: dict[str, Any] = {}
    spells: list[Spell] = []
    xy: tuple[float, float] | None = None
    is_declared: bool = False


class DraftLink(msgspec.Struct, gc=False):
    """A relationship; without spells it has no dates and holds always."""

    source: str
    target: str
    id: str = ""
    type: str = ""
    label: str = ""
    directed: bool | None = None
    tags: tuple[str, ...] = ()
    values: dict[str, Any] = {}
    spells: list[Spell] = []


class DraftEvent(msgspec.Struct):
    """Something dated that touches actors."""

    id: str
    date: Raw = None
    title: str = ""
    note: str = ""
    actors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class DraftSource(msgspec.Struct):
    """Who says so."""

    id: str
    title: str = ""
    publisher: str = ""
    url: str = ""
    published: str = ""


class Contacts(msgspec.Struct):
    """Rows of one instant each: who met whom when, as columns of the same length."""

    sources: list[str] = msgspec.field(default_factory=list)
    targets: list[str] = msgspec.field(default_factory=list)
    times: list[Raw] = msgspec.field(default_factory=list)
    types: list[str] = msgspec.field(default_factory=list)  # as long as the others, or empty
    weights: list[float] = msgspec.field(default_factory=list)  # as long as the others, or empty; an interval has a sum
    details: list[Spell] = msgspec.field(default_factory=list)  # what the first of the rows say, or of none
    gap: float | None = None  # contacts at most so far apart are one interval, in units of the times; None: found out
    step: float | None = None  # how long one contact lasts; None: found out
    limited_after: float | None = None  # instead of a gap: so long after a contact (ticks or units) it is limited,
    ended_after: float | None = None  # and so long after it ended


class Draft:
    """A network as a file of another format tells it.

    Parameters
    ----------
    format : str
        What the format is called, for people.

    Attributes
    ----------
    time_kind : {"", "calendar", "number"}
        What the times are if the file says so; else it is found out from the values.
    unit : str
        What numbers count, if the file says so.
    is_double : bool
        The file says that numbers may lie between whole ones, so that a whole one is an instant and no period.
    clock : Clock, optional
        By which its times are read, where the reader had to know it; else it is found out.
    observed : tuple of Raw
        From when to when the file says it was looked, at all of it; no bound of anything in it.
    as_of : str, int or float
        The date of which the file says that it is as of, as the native format writes it.
    directed : bool
        What a link without a direction of its own is.
    joins_parallel : bool
        Links between the same two actors of the same type are one relationship whose states follow one another.
    columns, rows : optional
        The relationships and the contacts of a large file, if its reader makes columns of them; then there are no
        others.
    mapping : dict
        Of a table what its columns were taken for, else the rules that were given, as ``Ask.mapping`` gives it.
    networks : tuple of str
        Of a file with several of them, by what each can be asked for.
    after_end : str
        The state after an end that nothing follows; empty is none, the relationship is over.
    records : tuple of int, optional
        How many nodes and links the file itself has, where that is not the number of calls.
    """

    def __init__(self, format: str) -> None:
        self.format = format
        self.title = ""
        self.description = ""
        self.licence = ""
        self.time_kind: TimeKind = ""
        self.unit = ""
        self.is_double = False
        self.clock: Clock | None = None
        self.as_of: DateText = ""
        self.observed: tuple[Raw, Raw] = (None, None)
        self.directed = False
        self.joins_parallel = False
        self.states: tuple[State, ...] = ()
        self.actors: dict[str, DraftActor] = {}
        self.links: list[DraftLink] = []
        self.contacts = Contacts()
        self.columns: Links | None = None
        self.rows: Rows | None = None
        self.events: list[DraftEvent] = []
        self.sources: dict[str, DraftSource] = {}
        self.records: tuple[int, int] | None = None
        self.problems: list[Problem] = []
        self.rules: dict[str, tuple[int, str]] = {}
        self.kept: dict[str, int] = {}
        self.mapping: dict[str, Any] = {}
        self.after_end = ""
        self.networks: tuple[str, ...] = ()
        self._declared = 0

    # -- what the file has

    def declare(self, id: str, name: str = "", **more: Any) -> DraftActor:
        """An actor that the file declares; declared twice it is one actor that says all that both say."""
        self._declared += 1
        known = self.actors.get(id)
        if known is None:
            known = self.actors[id] = DraftActor(id, name, is_declared=True, **more)
            return known
        if known.is_declared:
            self.bent("doubled-id", f"Actors with the id {id!r} are read as one." if id else "Actors have no id.")
        known.is_declared = True
        known.name = known.name or name
        for field, value in more.items():
            old = getattr(known, field)
            if isinstance(value, dict):
                setattr(known, field, {**value, **old})
            elif isinstance(value, (list, tuple)) and field != "xy":  # of positions the first counts
                setattr(known, field, type(value)([*old, *(each for each in value if each not in old)]))
            elif value and not old:
                setattr(known, field, value)
        return known

    def mention(self, id: str) -> DraftActor:
        """An actor at the end of a link, declared or not."""
        known = self.actors.get(id)
        if known is None:
            known = self.actors[id] = DraftActor(id)
        return known

    def mention_all(self, ids: Sequence[str]) -> None:
        """Actors at the ends of links, each once."""
        new = [id for id in ids if id not in self.actors] if self.actors else ids
        self.actors.update(zip(new, map(DraftActor, new), strict=True))

    def link(self, source: str, target: str, **more: Any) -> DraftLink:
        """A relationship; its ends need not be declared."""
        self.mention(source)
        self.mention(target)
        made = DraftLink(source, target, **more)
        self.links.append(made)
        return made

    def contact(self, source: str, target: str, time: Raw, type: str = "") -> None:
        """A row of one instant."""
        self.mention(source)
        self.mention(target)
        rows = self.contacts
        rows.sources.append(source)
        rows.targets.append(target)
        rows.times.append(time)
        if type and not rows.types:
            rows.types = [""] * (len(rows.times) - 1)
        if type or rows.types:
            rows.types.append(type)

    def source(self, id: str, **more: Any) -> str:
        """A source, cited by its id."""
        if id not in self.sources:
            self.sources[id] = DraftSource(id, **more)
        return id

    # -- what is told about reading it

    def tell(self, severity: Severity, code: str, where: str, message: str, hint: str = "") -> None:
        """Something is wrong at one place."""
        self.problems.append(Problem(severity, code, cut(where), cut(message), hint))

    def bent(self, code: str, sentence: str, times: int = 1) -> None:
        """A rule was applied so many times more; the sentence of the first is told."""
        count, first = self.rules.get(code) or (0, cut(sentence))
        self.rules[code] = count + times, first

    def keep(self, what: str) -> None:
        """The file has something that is kept but not shown."""
        what = cut(what)
        self.kept[what] = self.kept.get(what, 0) + 1

    def counted(self) -> tuple[int, int]:
        """Nodes and links as the file itself has them; of a mere list of links all their ends."""
        links = len(self.links) + len(self.contacts.times)
        links += (self.columns.count if self.columns else 0) + (len(self.rows.time) if self.rows else 0)
        return self.records or (self._declared or len(self.actors), links)


def cut(text: str) -> str:
    """A sentence that a line of a file may have made as long as the file, in a length that can be read."""
    return text if len(text) <= _LONGEST_TOLD else f"{text[: _LONGEST_TOLD - 1]}…"


class Ask(msgspec.Struct, frozen=True):
    """What the user wishes of a file beside reading it.

    Parameters
    ----------
    network : str
        Which of several networks in it, by name or by number from 1.
    mapping : mapping
        Roles of columns and rules, as ``--map`` gives them; empty is guessed.
    """

    network: str = ""
    mapping: dict[str, Any] = {}
