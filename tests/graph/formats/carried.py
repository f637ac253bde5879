"""What there is in a dataset, part by part, so that it can be said which parts a format gives back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from netexplorer.graph.axis import TimeAxis
from netexplorer.graph.dates import BEGINNING, FOREVER, Precision, civil_text
from netexplorer.graph.formats.resolved import resolved
from netexplorer.graph.network import TemporalNetwork, build
from netexplorer.graph.schema import DEFAULT_STATES, Actor, Dataset, Relationship

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
UNTITLED = "a"  # a file without a title is called by its name
Held = tuple[str, int, int]  # a state and the half-open ticks on which it holds


class Shown(msgspec.Struct):
    """A dataset and its network, with relationships in an order that does not depend on their ids where those differ.

    Parameters
    ----------
    in_order : bool
        Relationships are known again by their order; else by their ends, directions and states.
    """

    dataset: Dataset
    net: TemporalNetwork
    in_order: bool

    def links(self) -> list[int]:
        """The rows of the relationships that hold at any time, in an order of their own."""
        return sorted((i for i in range(len(self.net.rel_ids)) if self.changes(i)), key=self._key)

    def _key(self, i: int) -> Any:
        net = self.net
        if self.in_order:
            return i
        return (int(net.src[i]), int(net.dst[i]), bool(net.directed[i]), self.held(i), net.relationship(i).type)

    def held(self, i: int) -> list[Held]:
        """The states of a relationship to the tick; those that follow one another in the same state are one."""
        return self.over_time(i, self.state)

    def changes(self, i: int) -> range:
        """The rows of the changes of a relationship."""
        return range(int(self.net.change_start[i]), int(self.net.change_start[i + 1]))

    def state(self, c: int) -> str:
        """The state of one change."""
        return self.net.states[int(self.net.change_state[c])].id

    def over_time(self, i: int, read: Callable[[int], Any]) -> list[Any]:
        """What is read from the changes of a relationship, and the half-open ticks on which it holds; alike as one."""
        made: list[Any] = []
        for c in self.changes(i):
            value, start, end = read(c), int(self.net.change_from[c]), int(self.net.change_to[c])
            if made and made[-1][0] == value and made[-1][2] == start:
                made[-1] = (value, made[-1][1], end)
            else:
                made.append((value, start, end))
        return made

    def is_again(self, c: int) -> bool:
        """A change says the state again that held already."""
        net = self.net
        return c - 1 in self.changes(int(net.change_rel[c])) and (
            int(net.change_to[c - 1]) == int(net.change_from[c]) and self.state(c - 1) == self.state(c)
        )


def shown(dataset: Dataset, *, in_order: bool = True) -> Shown:
    """A dataset as it is compared."""
    return Shown(dataset, build(dataset), in_order)


def each_apart(dataset: Dataset) -> Dataset:
    """The same with every change as a relationship of its own, as formats have it that know none of several."""
    made = []
    for link in resolved(dataset).relationships:
        rows = zip(link.changes, (*link.changes[1:], None), strict=True)
        for number, (change, follows) in enumerate(rows):
            until = change.until
            if follows is not None and until == "" and (at := TimeAxis().read(follows.from_)) is not None:
                until = civil_text(at.earliest - 1, Precision.SECOND)
            id = link.id if number == 0 else f"{link.id}.{number + 1}"
            made.append(msgspec.structs.replace(link, id=id, changes=(msgspec.structs.replace(change, until=until),)))
    return msgspec.structs.replace(dataset, relationships=tuple(made))


def plain(text: str) -> str:
    """A text without what formats of text do not keep: spaces around it, which spaces part its words, and control."""
    return re.sub(r"\s+", " ", _NO_XML.sub("\ufffd", text)).strip()


def _of_actors(read: Callable[[Actor], Any]) -> Callable[[Shown], Any]:
    return lambda it: [read(it.net.actor(i)) for i in range(len(it.net.actor_ids))]


def _of_links(read: Callable[[Relationship], Any]) -> Callable[[Shown], Any]:
    return lambda it: [read(it.net.relationship(i)) for i in it.links()]


def _of_changes(read: Callable[[Shown, int], Any]) -> Callable[[Shown], Any]:
    return lambda it: [it.over_time(i, lambda c: read(it, c)) for i in it.links()]


def _ends(it: Shown) -> Any:
    return [(int(it.net.src[i]), int(it.net.dst[i])) for i in it.links()]


def _doubt(it: Shown) -> Any:
    """When a change of state is only possible; of one that follows in the same state nothing is to be seen."""
    net = it.net
    told = []
    for i in it.links():
        rows = it.changes(i)
        begins = [c for c in rows if not it.is_again(c)]
        ends = [c for c in rows if c + 1 not in rows or not it.is_again(c + 1)]
        told.append([(int(net.change_possible[c]), int(net.change_from_end[c])) for c in begins])
        told.append([(int(net.until_possible[c]), int(net.until_end[c])) for c in ends])
    return told


def _is_dated(it: Shown) -> bool:
    net = it.net
    return bool(
        (net.change_from > BEGINNING).any() or (net.change_to < FOREVER).any() or any(map(_bounds, _active(it)))
    )


def _bounds(period: tuple[int, int]) -> bool:
    return period != (BEGINNING, FOREVER)


def _active(it: Shown) -> Any:
    return [_period(it.net.axis, it.net.actor(i).active) for i in range(len(it.net.actor_ids))]


def _period(axis: TimeAxis, text: str) -> tuple[int, int]:
    start, end = axis.parse_interval(text) if text else (None, None)
    return start.earliest if start else BEGINNING, end.end if end else FOREVER


def _states(it: Shown) -> Any:
    used = sorted({it.net.states[code].id for code in it.net.change_state.tolist()})
    rank = {state.id: state.rank for state in it.net.states}
    return sorted(used, key=lambda id: rank[id])


def _looks(it: Shown) -> Any:
    own = [(each.id, each.label, each.color) for each in it.dataset.states if each not in DEFAULT_STATES]
    return sorted(each for each in own if each[1] or each[2])


def _vocabulary(name: str, *fields: str) -> Callable[[Shown], Any]:
    def read(it: Shown) -> Any:
        told = ((each.id, *(getattr(each, field) for field in fields)) for each in getattr(it.dataset, name))
        return sorted(each for each in told if any(each[1:]))

    return read


def _records(name: str) -> Callable[[Shown], Any]:
    return lambda it: [msgspec.to_builtins(each) for each in getattr(it.dataset, name)]


def _note(it: Shown, c: int) -> Any:
    return plain(it.net.change(c).note)


_OVER_TIME = {"exactness of dates", "notes", "values of changes", "confidence", "sources of changes"}
# each part: how it is read from a dataset, and the words by which a sentence of ``losses`` names it
PARTS: dict[str, tuple[Callable[[Shown], Any], str]] = {
    "title": (lambda it: plain(it.dataset.title) or UNTITLED, "title"),
    "description": (lambda it: plain(it.dataset.description), "description"),
    "licence": (lambda it: it.dataset.licence, "licence"),
    "as of": (lambda it: it.dataset.as_of, "as of"),
    "times": (lambda it: _is_dated(it) and it.dataset.time.kind, "before our era|actors exist|plain numbers"),
    "unit": (lambda it: it.dataset.time.unit, "unit"),
    "ids of actors": (_of_actors(lambda actor: plain(actor.id)), "[Ii]ds"),
    "names": (_of_actors(lambda actor: plain(actor.name) or plain(actor.id)), "names are kept as labels"),
    "other names": (_of_actors(lambda actor: actor.names), "other languages"),
    "aliases": (_of_actors(lambda actor: sorted(actor.aliases)), "alias"),
    "kinds": (_of_actors(lambda actor: actor.kind), "[Kk]inds"),
    "sides": (_of_actors(lambda actor: actor.side), "[Ss]ides"),
    "descriptions": (_of_actors(lambda actor: plain(actor.description)), "[Dd]escriptions of actors"),
    "active": (_active, "actors exist|rounded|plain numbers|since ever"),
    "tags of actors": (_of_actors(lambda actor: actor.tags), "[Tt]ags"),
    "sources of actors": (_of_actors(lambda actor: actor.sources), "sources .*actor"),
    "values of actors": (_of_actors(lambda actor: actor.extra), "[Vv]alues"),
    "relationships": (_ends, "relationships between the same two|rounded"),
    "ids of relationships": (lambda it: [plain(it.net.rel_ids[i]) for i in it.links()], "[Ii]ds"),
    "types": (_of_links(lambda link: link.type), "[Tt]ypes"),
    "directions": (lambda it: [bool(it.net.directed[i]) for i in it.links()], "[Tt]ypes .*direct"),
    "labels": (_of_links(lambda link: plain(link.label)), "[Ll]abels of relationships"),
    "tags of relationships": (_of_links(lambda link: link.tags), "[Tt]ags"),
    "values of relationships": (_of_links(lambda link: link.extra), "[Vv]alues"),
    "states": (lambda it: [it.held(i) for i in it.links()], "rounded|before our era|plain numbers|since ever"),
    "exactness of dates": (_doubt, "exact|about"),
    "notes": (_of_changes(_note), "[Nn]otes"),
    "values of changes": (_of_changes(lambda it, c: it.net.change(c).values), "[Vv]alues"),
    "confidence": (_of_changes(lambda it, c: it.net.change(c).confidence), "how sure"),
    "sources of changes": (_of_changes(lambda it, c: it.net.change(c).sources), "sources .*change"),
    "order of states": (_states, "order of the states|ranks"),
    "looks of states": (_looks, "[Ll]abels.* colours of .*states"),
    "looks of sides": (_vocabulary("sides", "label", "color"), "[Ll]abels.* colours of .*sides"),
    "looks of kinds": (_vocabulary("kinds", "label", "shape"), "shapes of kinds"),
    "families of types": (_vocabulary("types", "label", "family"), "families of types"),
    "sources": (_records("sources"), "sources?"),
    "events": (_records("events"), "events?"),
    "disagreements": (_records("disagreements"), "disagreements?"),
    "lenses": (_records("lenses"), "lens"),
    "stories": (_records("stories"), "stor(y|ies)"),
}  # fmt: skip


def differences(one: Shown, other: Shown) -> Iterator[str]:
    """The names of the parts in which two datasets differ."""
    found = {name for name, (read, _) in PARTS.items() if read(one) != read(other)}
    if "relationships" in found:  # what they are and when can only be compared of the same ones
        found -= {name for name in PARTS if "relationships" in name or "changes" in name} - {"relationships"}
        found -= _OVER_TIME | {"types", "directions", "labels", "states"}
    if "states" in found:  # what else is said of the same times
        found -= _OVER_TIME | {"order of states"}
    yield from found


def is_named(part: str, losses: list[str]) -> bool:
    """Whether one of some sentences says that a part is not carried."""
    return any(re.search(PARTS[part][1], sentence) for sentence in losses)
