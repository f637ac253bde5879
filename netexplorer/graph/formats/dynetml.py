"""DyNetML, the format of ORA: meta-networks of one time each, with classes of nodes and several networks between them.

What a meta-network has holds from its time until that of the next one; in the last one it holds for its own period.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec import Struct, field

from netexplorer.graph.formats.clock import is_unstated, number_of
from netexplorer.graph.formats.draft import Ask, Draft, Spell
from netexplorer.graph.formats.foreign import refuse
from netexplorer.graph.formats.markup import listen, must_have, root_of
from netexplorer.graph.formats.reading import Progress, Wish
from netexplorer.graph.formats.unpack import Source

_ROOTS = frozenset(("dynamicmetanetwork", "metanetwork", "dynamicnetwork", "metamatrix"))
_MOMENTS = frozenset(("metanetwork", "metamatrix"))
_TIMES = ("timePeriod", "date", "timestamp", "time")
_NO = frozenset(("false", "0", "no"))


def sniff(head: bytes) -> bool:
    """Whether the first element is one of a dynamic meta-network."""
    return root_of(head) in _ROOTS


def read(source: Source, ask: Ask, progress: Progress, cancelled: Wish) -> Draft:
    """Read all meta-networks as one network over time.

    Raises
    ------
    UserError
        When there is no meta-network in the file.
    """
    heard, fault = listen(source, _DyNetML, progress, cancelled)
    if fault is not None:
        must_have(heard.draft, fault, source.where)
    if not heard.moments:
        raise refuse(source, "there is no meta-network in this DyNetML file", "It needs an element MetaNetwork.")
    heard.settle_times()
    return heard.draft


class _Moment(Struct):
    """One meta-network: its time as it stands, and the spells of what it has, to be bounded at the end."""

    time: str
    spells: list[Spell] = field(default_factory=list)


class _DyNetML:
    """Fills a draft while the elements of a file go by."""

    def __init__(self) -> None:
        self.draft = Draft("DyNetML (ORA)")
        self.draft.joins_parallel = True
        self.draft.directed = True
        self.at: Callable[[], str] = lambda: ""
        self.moments: list[_Moment] = []
        self._kind = ""
        self._network: dict[str, str] = {}
        self._nodes: list[str] = []
        self._seen: set[str] = set()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        name = name.casefold()
        if name in _MOMENTS:
            time = next((attributes[key] for key in _TIMES if attributes.get(key)), "")
            self.moments.append(_Moment(time))
        elif name in ("nodeclass", "nodeset"):
            self._kind = attributes.get("type") or attributes.get("id", "")
        elif name == "node":
            self._node(attributes)
        elif name in ("network", "graph"):
            self._network = attributes
        elif name in ("link", "edge"):
            self._link(attributes)
        elif name in ("attribute", "property") and self._nodes:
            key = attributes.get("id") or attributes.get("name", "")
            if key and "value" in attributes:
                self.draft.actors[self._nodes[-1]].values.setdefault(key, _value(attributes["value"]))

    def end(self, name: str, text: str) -> None:
        """An element ends."""
        if name.casefold() == "node" and self._nodes:
            self._nodes.pop()

    def _node(self, given: dict[str, str]) -> None:
        ident = given.get("id", "")
        self._nodes.append(ident)
        if ident in self._seen:
            return  # every meta-network names its nodes anew
        self._seen.add(ident)
        name = given.get("title") or given.get("name") or ""
        self.draft.declare(ident, "" if name == ident else name, kind=self._kind, values={})

    def _link(self, given: dict[str, str]) -> None:
        source, target = given.get("source", ""), given.get("target", "")
        weight = number_of(given.get("value", ""))
        if not source or not target or weight == 0 or not self.moments:
            return
        spell = Spell(values={"weight": weight} if weight not in (None, 1) else {})
        self.moments[-1].spells.append(spell)
        is_directed = self._network.get("isDirected", "true").casefold() not in _NO
        self.draft.link(source, target, type=self._network.get("id", ""), directed=is_directed, spells=[spell])

    def settle_times(self) -> None:
        """Each meta-network holds until the next one; without times nothing is dated."""
        timed = [each for each in self.moments if not is_unstated(each.time)]
        if len(timed) < len(self.moments):
            for link in self.draft.links:
                link.spells = []
            return
        for place, moment in enumerate(timed):
            after = timed[place + 1].time if place + 1 < len(timed) else ""
            for spell in moment.spells:
                spell.start, spell.end, spell.end_open = moment.time, after or moment.time, bool(after)
        self.draft.bent("moments-held", "What a meta-network has holds until the next one.")


def _value(text: str) -> Any:
    number = number_of(text)
    return text if number is None else number
