"""Pajek's time events: a network told by what is added, hidden, shown and deleted at which time.

``TI t`` says that what follows happens when t begins, ``TE t`` when it is over: what is deleted then was there in t.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from msgspec import Struct

from netexplorer.graph.formats.clock import number_of
from netexplorer.graph.formats.draft import Spell
from netexplorer.graph.formats.pajek_lines import Lines, Row, tokens, words_of

_EVENT = re.compile(r"([A-Za-z]{2})\s+(.*)")
Key = tuple[str, str, str]  # kind of tie, and its ends


class _Tie(Struct):
    """A tie and, while it is there, since when."""

    label: str
    values: dict[str, Any]
    since: tuple[float | None, bool] | None
    spells: list[Spell]


def read(rows: list[Row], lines: Lines) -> None:
    """Play the events; what is still there at the end goes on for ever."""
    play = _Play(lines)
    for number, line in rows:
        lines.step()
        match = _EVENT.match(line)
        if match is None or not play.event(match[1].upper(), match[2].strip()):
            lines.bad(number, line, "is no event that is known")
    play.finish()


class _Play:
    """What is there at a time, and what was before."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._now: tuple[float | None, bool] = (None, False)  # the time, and whether it is over
        self._vertices: dict[str, tuple[float | None, bool]] = {}
        self._ties: dict[Key, _Tie] = {}
        self._at: dict[str, dict[Key, None]] = {}  # the ties of a vertex, in their order
        self._events: dict[str, Callable[[str, list[tuple[str, str]]], bool]] = {
            "AV": self._add_vertex, "SV": self._add_vertex, "CV": self._change_vertex,
            "HV": self._hide_vertex, "DV": self._delete_vertex,
        }  # fmt: skip

    def event(self, code: str, rest: str) -> bool:
        """Play one event; whether it is understood."""
        if code in ("TI", "TE"):
            number = number_of(rest.split(maxsplit=1)[0]) if rest else None
            self._now = (number, code == "TE") if number is not None else self._now
            return number is not None
        words = [word for word in tokens(rest) if word[0] != "time"]
        ends = [self._lines.vertex(word) for _, word in words[:2]]
        if not ends or not ends[0]:
            return False
        if code in self._events:
            return self._events[code](ends[0], words[1:])
        if len(ends) < 2 or not ends[1]:
            return False
        return self._tie_event(code, ends[0], ends[1], [word for _, word in words[2:]])

    def _tie_event(self, code: str, source: str, target: str, rest: list[str]) -> bool:
        arc, back = ("A", source, target), ("A", target, source)
        edge = ("E", min(source, target), max(source, target))
        pair = (arc, back)
        what: tuple[tuple[Key, ...], tuple[Key, ...]] | None = {
            "AA": ((), (arc,)), "SA": ((), (arc,)), "HA": ((arc,), ()), "DA": ((arc,), ()), "CA": ((arc,), (arc,)),
            "AE": ((), (edge,)), "SE": ((), (edge,)), "HE": ((edge,), ()), "DE": ((edge,), ()),
            "CE": ((edge,), (edge,)), "AP": ((), pair), "DP": (pair, ()), "PE": (pair, (edge,)), "EP": ((edge,), pair),
            "CD": ((arc,), (back,)), "CT": self._other(arc, edge),
        }.get(code)  # fmt: skip
        if what is None:
            return False
        for key in what[0]:
            self._close(key)
        for key in what[1]:
            self._open(key, rest, is_new=code[0] in "ACPE")
        return True

    def _other(self, arc: Key, edge: Key) -> tuple[tuple[Key, ...], tuple[Key, ...]]:
        known = self._ties.get(edge)
        return ((edge,), (arc,)) if known is not None and known.since is not None else ((arc,), (edge,))

    def _open(self, key: Key, rest: list[str], *, is_new: bool) -> None:
        weight = number_of(rest[0]) if rest else None
        values = words_of(rest if weight is None else rest[1:])
        if weight is not None:
            values = {"weight": weight, **values}
        label = str(values.pop("label", ""))
        for end in key[1:]:
            self._at.setdefault(end, {})[key] = None
        known = self._ties.get(key)
        if known is None:
            self._ties[key] = _Tie(label, values, self._now, [])
            return
        if known.since is None:
            known.since = self._now
        if is_new and values:
            known.values, known.label = values, label or known.label

    def _close(self, key: Key) -> None:
        known = self._ties.get(key)
        if known is not None and known.since is not None:
            known.spells.append(_spell(known.since, self._now, known.values))
            known.since = None

    def _add_vertex(self, vertex: str, rest: list[tuple[str, str]]) -> bool:
        self._change_vertex(vertex, rest)
        self._vertices.setdefault(vertex, self._now)
        return True

    def _change_vertex(self, vertex: str, rest: list[tuple[str, str]]) -> bool:
        draft = self._lines.draft
        actor = draft.actors.get(vertex) or draft.declare(vertex)
        if rest and rest[0][0] == "quoted":
            actor.name = actor.name or rest[0][1].strip()
            self._lines.names.setdefault(actor.name, vertex)
            rest = rest[1:]
        if rest:
            plain = [word for _, word in rest]
            while plain and number_of(plain[0]) is not None:
                plain.pop(0)
            actor.values = {**actor.values, **words_of(plain)}
        return True

    def _hide_vertex(self, vertex: str, rest: list[tuple[str, str]]) -> bool:
        since = self._vertices.pop(vertex, None)
        if since is not None:
            actor = self._lines.draft.actors[vertex]
            actor.spells = [*actor.spells, _spell(since, self._now, {})]
        return True

    def _delete_vertex(self, vertex: str, rest: list[tuple[str, str]]) -> bool:
        for key in self._at.pop(vertex, ()):
            self._close(key)
        return self._hide_vertex(vertex, rest)

    def finish(self) -> None:
        """Nothing more happens."""
        for vertex, since in self._vertices.items():
            actor = self._lines.draft.actors[vertex]
            actor.spells = [*actor.spells, _spell(since, None, {})]
        for (kind, source, target), tie in self._ties.items():
            spells = tie.spells + ([_spell(tie.since, None, tie.values)] if tie.since is not None else [])
            shared = tie.values if all(spell.values == tie.values for spell in spells) else {}
            for spell in spells if shared else ():
                spell.values = {}
            self._lines.draft.link(source, target, label=tie.label, values=shared, spells=spells, directed=kind == "A")


def _spell(since: tuple[float | None, bool], until: tuple[float | None, bool] | None, values: dict[str, Any]) -> Spell:
    start, is_over = since
    end, belongs = until or (None, True)
    return Spell(start, end, start_open=is_over and start is not None, end_open=not belongs, values=values)
