"""Two records that mean the same thing, field by field: what one adds to the other, and where they contradict."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from netexplorer.graph import schema
from netexplorer.graph.axis import TimeAxis

_R = TypeVar("_R", bound=schema.Record)
_KEPT = frozenset(("id", "source", "target", "changes"))  # by these a record is found, and they stay as they are
_DATES = frozenset(("from_", "until", "date", "as_of"))
_TITLES = frozenset(("title", "label"))  # the same in capitals is the same
_NAMED = (schema.Event, schema.Disagreement)  # may have no id, and nothing points at one without
_LONGEST = 300  # characters of a value that is told


class Difference(Struct, frozen=True):
    """One field in which two records differ: what stands in ours and in theirs, as text.

    Where it is no conflict, theirs only adds to ours.
    """

    field: str
    ours: str
    theirs: str
    is_conflict: bool = False


def folded(text: str) -> str:
    """A name as names are compared: one spelling of each letter, without case, single spaces."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(unicodedata.normalize("NFKC", plain).split())


def names_of(actor: schema.Actor) -> frozenset[str]:
    """Everything an actor is called, folded."""
    return frozenset(filter(None, map(folded, (actor.name, *actor.aliases, *actor.names.values()))))


def told(value: Any) -> str:
    """A value as text on one line."""
    if isinstance(value, schema.Claim):
        return told(value.text)
    if isinstance(value, schema.Step):
        return told(value.title or value.text)
    if isinstance(value, tuple | list):
        text = ", ".join(map(told, value))
    elif isinstance(value, str):
        text = value
    else:
        text = msgspec.json.encode(value).decode()
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def meet(ours: _R, theirs: _R, axis: TimeAxis, *, takes_theirs: bool = False) -> tuple[_R, list[Difference]]:
    """What both records say together, and in what they differ.

    Empty fields are filled, lists are joined, the more precise of two dates that do not contradict is taken. Where
    they contradict, ours stays, or theirs is taken. Ids, ends and histories stay as they are in ours.
    """
    if ours == theirs:
        return ours, []
    if isinstance(ours, schema.Lens | schema.Story):
        return _meet_whole(ours, theirs, takes_theirs=takes_theirs)
    if isinstance(ours, schema.RelationshipType) and isinstance(theirs, schema.RelationshipType):
        if theirs == schema.RelationshipType(id=theirs.id):  # used, or declared without a word about it
            return ours, []
        if ours == schema.RelationshipType(id=ours.id):
            return theirs, [Difference("type", "", told(theirs.label or theirs.id))]
    said: schema.Record = theirs
    if isinstance(ours, schema.Actor) and isinstance(theirs, schema.Actor):
        said = _as_known(ours, theirs)
    changed: dict[str, Any] = {}
    found: list[Difference] = []
    for field in type(ours).__struct_fields__:
        mine, their = getattr(ours, field), getattr(said, field)
        if mine == their or (field in _KEPT and (mine or not isinstance(ours, _NAMED))):
            continue
        value, differences = _meet_values(field, mine, their, axis, takes_theirs=takes_theirs)
        if value is not mine:
            changed[field] = value
        found += differences
    return (msgspec.structs.replace(ours, **changed) if changed else ours), found


def _as_known(ours: schema.Actor, theirs: schema.Actor) -> schema.Actor:
    """Theirs as seen from ours: a name that both know is no contradiction, but at most one more name."""
    known, name, aliases = names_of(ours), theirs.name, theirs.aliases
    if folded(name) in known:
        name = ours.name
    elif ours.name and folded(ours.name) in names_of(theirs):
        name, aliases = ours.name, (theirs.name, *aliases)
    new = tuple(each for each in aliases if folded(each) not in known)
    return msgspec.structs.replace(theirs, name=name, aliases=new)


def _meet_whole(ours: _R, theirs: _R, *, takes_theirs: bool) -> tuple[_R, list[Difference]]:
    """A saved filter or a story is not joined with another: together they would show something else than either."""
    found = [
        Difference(field, told(getattr(ours, field)), told(getattr(theirs, field)), True)
        for field in type(ours).__struct_fields__
        if getattr(ours, field) != getattr(theirs, field)
    ]
    return (theirs if takes_theirs else ours), found


def _meet_values(
    field: str, mine: Any, their: Any, axis: TimeAxis, *, takes_theirs: bool
) -> tuple[Any, list[Difference]]:
    if _is_empty(their) or _are_same(mine, their) or (field in _TITLES and folded(mine) == folded(their)):
        return mine, []
    if _is_empty(mine):
        return their, [Difference(field, "", told(their))]
    if isinstance(mine, Mapping):
        return _meet_keys(field, mine, their, takes_theirs=takes_theirs)
    if isinstance(mine, tuple):
        more = _more(mine, their)
        return (mine + more, [Difference(field, told(mine), told(more))]) if more else (mine, [])
    if field in _DATES and (is_finer := finer(mine, their, axis)) is not None:
        return (their, [Difference(field, told(mine), told(their))]) if is_finer else (mine, [])
    return (their if takes_theirs else mine), [Difference(field, told(mine), told(their), True)]


def _more(mine: Sequence[Any], their: Sequence[Any]) -> tuple[Any, ...]:
    """What is in the second list and not in the first, each once."""
    known = set(map(_key, mine))
    return tuple({_key(each): each for each in their if _key(each) not in known}.values())


def _key(value: Any) -> Any:
    return value if isinstance(value, str) else msgspec.json.encode(value)


def _meet_keys(
    field: str, mine: Mapping[str, Any], their: Mapping[str, Any], *, takes_theirs: bool
) -> tuple[Any, list[Difference]]:
    found: list[Difference] = []
    merged = dict(mine)
    for key, value in their.items():
        here = mine.get(key)
        if key in mine and (here == value or _are_same(here, value)):
            continue
        found.append(Difference(f"{field}.{key}", told(here) if key in mine else "", told(value), key in mine))
        if key not in mine or takes_theirs:
            merged[key] = value
    return (merged if merged != mine else mine), found


def finer(mine: schema.DateText, their: schema.DateText, axis: TimeAxis) -> bool | None:
    """Of two dates that do not contradict, whether theirs is the more precise; nothing if they contradict."""
    a, b = axis.read(mine), axis.read(their)
    if a is None or b is None:
        return None
    if (a.earliest, a.end) == (b.earliest, b.end):
        same = (a.approximate, a.uncertain) == (b.approximate, b.uncertain)
        return False if same else None
    if a.earliest <= b.earliest and b.end <= a.end:
        return True
    return False if b.earliest <= a.earliest and a.end <= b.end else None


def _is_empty(value: Any) -> bool:
    return value is None or (not isinstance(value, bool | int | float) and not value)


def _are_same(mine: Any, their: Any) -> bool:
    """Texts that differ in spaces or in how a letter is encoded say the same."""
    if isinstance(mine, str) and isinstance(their, str):
        return _spelled(mine) == _spelled(their)
    return bool(mine == their)


def _spelled(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
