"""The wire format ``netexplorer/1`` as frozen records: what a file says, in the author's order and words.

Records hold text and nothing derived from it. Keys a record does not know are kept in ``extra`` and written back after
the known ones. Shapes are checked while reading (``formats/native.py``), meaning in ``checks.py``.
"""

from __future__ import annotations

from typing import Any

import msgspec

FORMAT = "netexplorer/1"

Extra = dict[str, Any]
DateText = str | int | float  # EDTF text on a calendar axis, a number on a number axis


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """What every record of the file has in common: the unknown keys it carried, in their order.

    msgspec decodes a file without unknown keys straight into these records; it refuses unknown keys instead of losing
    them in silence, and ``formats/shapes.py`` then takes the longer way that keeps them. Records of a file hold no
    cycles, so the garbage collector need not look at them (``gc=False``), which halves the time of reading.
    """

    extra: Extra = {}


class State(Record, frozen=True, kw_only=True):
    """One word of the dataset's vocabulary of states; a higher ``rank`` is a better state."""

    id: str
    label: str = ""
    rank: int = 0
    color: str = ""


class Side(Record, frozen=True, kw_only=True):
    """A camp that actors belong to."""

    id: str
    label: str = ""
    color: str = ""


class Kind(Record, frozen=True, kw_only=True):
    """What an actor is; ``shape`` names one of the shapes of the picture."""

    id: str
    label: str = ""
    shape: str = ""


class RelationshipType(Record, frozen=True, kw_only=True):
    """What a relationship is; types of one ``family`` are filtered together, ``channel`` are those that get lanes.

    ``post`` says that the source holds an office at the target (``holder``), stands in for whoever does (``acting``),
    or came after the target in an office of both (``succession``).
    """

    id: str
    label: str = ""
    directed: bool = False
    family: str = ""
    post: str = ""


class Source(Record, frozen=True, kw_only=True):
    """Who says so: an article, a page, a treaty."""

    id: str
    title: str = ""
    publisher: str = ""
    author: str = ""
    published: DateText = ""
    url: str | None = None
    kind: str = ""
    note: str = ""


class Actor(Record, frozen=True, kw_only=True):
    """A person or an institution."""

    id: str
    name: str = ""
    names: dict[str, str] = {}
    aliases: tuple[str, ...] = ()
    kind: str = ""
    side: str = ""
    description: str = ""
    active: str = ""
    tags: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class Change(Record, frozen=True, kw_only=True, rename={"from_": "from"}):
    """From a date on, the relationship is in ``state``; an absent date means since ever."""

    from_: DateText = ""
    until: DateText = ""
    state: str = ""
    note: str = ""
    values: dict[str, Any] = {}
    confidence: str = ""
    sources: tuple[str, ...] = ()


class Relationship(Record, frozen=True, kw_only=True):
    """Two actors and the dated changes of what is between them."""

    id: str = ""
    source: str
    target: str
    type: str = ""
    label: str = ""
    tags: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()


class Event(Record, frozen=True, kw_only=True):
    """Something that happened at a date and touches actors or relationships."""

    id: str = ""
    date: DateText = ""
    title: str = ""
    note: str = ""
    confidence: str = ""
    actors: tuple[str, ...] = ()
    relationships: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


class Claim(Record, frozen=True, kw_only=True):
    """One side of a disagreement."""

    text: str = ""
    sources: tuple[str, ...] = ()


class Disagreement(Record, frozen=True, kw_only=True):
    """Where sources contradict one another; ``about`` lists ids of actors, relationships or events."""

    id: str = ""
    about: tuple[str, ...] = ()
    note: str = ""
    claims: tuple[Claim, ...] = ()


class Lens(Record, frozen=True, kw_only=True):
    """A saved filter: within one list any entry suffices, each list that is given must be met; none given shows all."""

    id: str
    label: str = ""
    tags: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    families: tuple[str, ...] = ()


class Step(Record, frozen=True, kw_only=True):
    """One view of a story, with what is to be said about it.

    ``select`` is ``actor:ID``, ``relationship:ID`` or ``event:ID``. ``camera`` holds ``x``, ``y`` and ``scale``,
    ``hidden`` lists of ids under ``states``, ``sides``, ``kinds`` and ``families``, ``pins`` a point ``[x, y]`` by the
    id of an actor; ``viewed.py`` reads them.
    """

    title: str = ""
    text: str = ""
    date: DateText = ""
    until: DateText = ""
    compare: DateText = ""
    lens: str = ""
    select: str = ""
    camera: dict[str, Any] = {}
    hidden: dict[str, Any] = {}
    layout: str = ""
    pins: dict[str, Any] = {}
    sources: tuple[str, ...] = ()


class Story(Record, frozen=True, kw_only=True):
    """Views in an order, told one after the other."""

    id: str
    title: str = ""
    description: str = ""
    steps: tuple[Step, ...] = ()


class TimeSpec(Record, frozen=True, kw_only=True):
    """``calendar`` (EDTF dates) or ``number`` with the unit the numbers count."""

    kind: str = "calendar"
    unit: str = ""


class Dataset(Record, frozen=True, kw_only=True):
    """One file: who exists, what is between them and since when, and who says so."""

    format: str = FORMAT
    title: str = ""
    description: str = ""
    licence: str = ""
    as_of: DateText = ""
    time: TimeSpec = TimeSpec()
    states: tuple[State, ...] = ()
    sides: tuple[Side, ...] = ()
    kinds: tuple[Kind, ...] = ()
    types: tuple[RelationshipType, ...] = ()
    sources: tuple[Source, ...] = ()
    actors: tuple[Actor, ...] = ()
    relationships: tuple[Relationship, ...] = ()
    events: tuple[Event, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    lenses: tuple[Lens, ...] = ()
    stories: tuple[Story, ...] = ()


HOLDER, ACTING, SUCCESSION = "holder", "acting", "succession"
POSTS = (HOLDER, ACTING, SUCCESSION)  # what ``post`` of a type may be

DEFAULT_STATES = (
    State(id="open", label="Open", rank=3),
    State(id="limited", label="Limited", rank=2),
    State(id="suspended", label="Suspended", rank=1),
    State(id="severed", label="Severed", rank=0),
)
