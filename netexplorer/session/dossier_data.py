"""What the right panel says, as plain data: texts, citations and where a click leads. Nothing here is markup."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from netexplorer.session.citations import Citation

Subject = Literal["actor", "relationship", "event", "dataset"]


class Claim(Struct, frozen=True):
    """One side of a disagreement and who holds it."""

    text: str
    citations: tuple[Citation, ...]


class Dispute(Struct, frozen=True):
    """Where sources contradict one another; ``about`` are selection texts with their labels."""

    note: str
    claims: tuple[Claim, ...]
    about: tuple[tuple[str, str], ...] = ()


class Card(Struct, frozen=True):
    """One relationship as it is now; ``state`` is a code of the network, ``target`` selects the relationship."""

    target: str
    label: str
    type: str
    state: int
    state_label: str
    since: str
    tick: int | None
    uncertain: bool
    note: str
    confidence: str
    values: tuple[str, ...]
    citations: tuple[Citation, ...]
    disputes: tuple[Dispute, ...]


class HistoryRow(Struct, frozen=True):
    """One line of the history; ``tick`` is where a click jumps to (absent without a date), ``state`` -1 is the end.

    ``state`` is absent for an event. ``now`` marks the change that is in force, ``doubt`` says why it is less than
    stated.
    """

    date: str
    tick: int | None
    text: str
    target: str
    label: str
    state: int | None
    now: bool = False
    doubt: str = ""


class Chip(Struct, frozen=True):
    """A neighbour, or anything else that a click selects; ``state`` is absent where there is none.

    The last of very many ``stands_for`` all those that have no chip of their own.
    """

    name: str
    target: str
    state: int | None
    state_label: str = ""
    detail: str = ""
    channel: bool = False
    stands_for: int = 1


class Tenure(Struct, frozen=True):
    """That somebody held a post, or that nobody did. ``target`` is what ``name`` selects, nothing of a vacancy.

    ``tick`` is where a click on the ``span`` jumps to; ``links`` are those before and after, each with what a click
    selects. ``now`` marks what is so on the date.
    """

    span: str
    tick: int | None
    name: str
    target: str
    detail: str = ""
    links: tuple[tuple[str, str], ...] = ()
    citations: tuple[Citation, ...] = ()
    now: bool = False
    vacant: bool = False


class Dossier(Struct, frozen=True):
    """One page. ``kind`` and ``side`` are rows of the network's vocabulary for the badge, -1 for none.

    ``facts`` are pairs of a label and a text; ``names`` pairs of a language code and a name in its own script.
    """

    subject: Subject
    selected: str
    kicker: str
    title: str
    kind: int = -1
    side: int = -1
    names: tuple[tuple[str, str], ...] = ()
    aliases: tuple[str, ...] = ()
    description: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    cards: tuple[Card, ...] = ()
    history: tuple[HistoryRow, ...] = ()
    chips_title: str = ""
    chips: tuple[Chip, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    citations: tuple[Citation, ...] = ()
    tables: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    tenures_title: str = ""
    tenures: tuple[Tenure, ...] = ()
