"""The lines of a Pajek file: numbers, quoted labels, times in brackets, and what a line says of a tie."""

from __future__ import annotations

import html
import math
import re
from typing import Any

from netexplorer.graph.formats.clock import number_of
from netexplorer.graph.formats.draft import Draft, Spell
from netexplorer.graph.formats.reading import Progress, Wish, stop_if

Row = tuple[int, str]  # number of the line, and what is on it

# a quote inside a label is not doubled or escaped: the label ends with one that a space or a time follows
_TOKEN = re.compile(r'"((?:[^"]|"(?![\s\[]|$))*)"?|\[([^\]]*)\]?|([^\s"\[]+)')
_PLAIN = re.compile(r"(?:(\d+)\s*:)?\s*(\d+)\s+(\d+)(?:\s+([+-]?[\d.][^\s\[]*))?\s*(?:\[([^\]\"]*)\])?\s*")
_PREFIX = re.compile(r"(\d+)\s*:\s*(.*)")
_BOUND = r"(-?\d+(?:\.\d+)?|\*)"
_TIME = re.compile(rf"\s*{_BOUND}\s*(?:-\s*{_BOUND}\s*)?")
_NAMES = {"c": "color", "p": "pattern", "w": "width", "l": "label"}
_EVERY = 5_000  # lines between two looks at whether to stop
_MOST_TOLD = 50


def tokens(line: str) -> list[tuple[str, str]]:
    """The words of a line, each with whether it is a ``word``, ``quoted``, or a ``time``."""
    found = []
    for match in _TOKEN.finditer(line):
        kind = ("quoted", "time", "word")[(match.lastindex or 3) - 1]
        text = match[match.lastindex or 3]
        found.append((kind, html.unescape(text) if "&" in text else text))
    return found or [("word", "")]


def whole(word: str) -> int | None:
    """A word as a whole number of at most 18 digits, if it is one."""
    bare = word.lstrip("+-")
    return int(word) if bare.isascii() and bare.isdigit() and len(bare) < 19 and len(word) - len(bare) < 2 else None


def words_of(plain: list[str]) -> dict[str, Any]:
    """Names and values that follow one another on a line; a last name without a value is a flag."""
    values: dict[str, Any] = {}
    for place in range(0, len(plain), 2):
        name = _NAMES.get(plain[place].casefold(), plain[place])
        word = plain[place + 1] if place + 1 < len(plain) else "true"
        number = number_of(word)
        values[name] = word if number is None or not math.isfinite(number) else number
    return values


class Lines:
    """Turns lines into ties of a draft.

    Parameters
    ----------
    count : int
        How many lines there are, to tell how much is done.

    Attributes
    ----------
    relations : dict
        The names of the relations, by their numbers.
    names : dict
        The ids of the vertices, by their labels.
    """

    def __init__(self, draft: Draft, count: int, progress: Progress, cancelled: Wish) -> None:
        self.draft = draft
        self.count = count
        self.relations: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self._progress = progress
        self._cancelled = cancelled
        self._done = 0
        self._told = 0
        self._spells: dict[str, list[Spell]] = {}

    def step(self) -> None:
        """One more line is read."""
        self._done += 1
        if self._done % _EVERY == 0:
            stop_if(self._cancelled)
            self._progress(min(1.0, self._done / max(1, self.count)))

    def bad(self, number: int, line: str, what: str) -> None:
        """A line is left out."""
        self._told += 1
        if self._told <= _MOST_TOLD:
            self.draft.tell("warning", "bad-line", f"line {number}", f'"{line[:80]}" {what}; it is left out.')

    def spells(self, text: str, where: str) -> list[Spell]:
        """The intervals inside brackets, both bounds of which belong to them."""
        known = self._spells.get(text)
        if known is None:
            known = self._spells[text] = []
            for part in text.replace(";", ",").split(",") if text.strip() else ():
                match = _TIME.fullmatch(part)
                if match is None:
                    self.draft.tell("warning", "bad-time", where, f'"[{text[:60]}]" has no time "{part[:40]}".')
                    continue
                start, end = match[1], match[1] if match[2] is None else match[2]
                known.append(Spell(_bound(start), _bound(end)))
        return list(known)

    def tie(self, number: int, line: str, type: str, *, directed: bool) -> None:
        """A line ``from to weight``, perhaps with a relation before and times and looks behind."""
        match = _PLAIN.fullmatch(line)
        if match is None:
            self._odd(number, line, type, directed=directed)
            return
        relation, source, target, word, times = match.groups()
        weight = number_of(word) if word else None
        if word and weight is None:
            self._odd(number, line, type, directed=directed)
            return
        source, target = source.lstrip("0") or "0", target.lstrip("0") or "0"
        if not self._exist(number, line, source, target):
            return
        spells = self.spells(times, f"line {number}") if times else []
        values = {"weight": weight} if weight is not None and math.isfinite(weight) else {}
        if relation:
            type = self.relations.get(relation, relation)
        self.draft.link(source, target, type=type, directed=directed, spells=spells, values=values)

    def _exist(self, number: int, line: str, *ends: str) -> bool:
        """Whether the ends can be vertices: 0 is one only in files that count from it."""
        if "0" in ends and "0" not in self.draft.actors:
            self.bad(number, line, "names vertex 0, and vertices count from 1")
            return False
        return True

    def _odd(self, number: int, line: str, type: str, *, directed: bool) -> None:
        prefix = _PREFIX.fullmatch(line)
        if prefix:
            type, line = self.relations.get(prefix[1], prefix[1]), prefix[2]
        words = tokens(line)
        spells = [spell for kind, word in words if kind == "time" for spell in self.spells(word, f"line {number}")]
        plain = [word for kind, word in words if kind != "time"]
        ends = [self.vertex(word) for word in plain[:2]]
        if len(ends) < 2 or not ends[0] or not ends[1]:
            self.bad(number, line, "does not name two vertices")
            return
        if not self._exist(number, line, *ends):
            return
        plain = plain[2:]
        weight = number_of(plain[0]) if plain else None
        values = words_of(plain if weight is None else plain[1:])
        label = str(values.pop("label", ""))
        if weight is not None and math.isfinite(weight):
            values = {"weight": weight, **values}
        self.draft.link(ends[0], ends[1], type=type, label=label, directed=directed, spells=spells, values=values)

    def vertex(self, word: str) -> str:
        """The id of the vertex that a word names by its number or else by its label; empty if there is none."""
        number = whole(word)
        if number is None or number < 0:
            return self.names.get(word.strip(), "")
        return str(number)

    def neighbours(self, number: int, line: str, type: str, *, directed: bool) -> None:
        """A line with a vertex and all its neighbours; as Pajek does, a minus before a number is a negative tie."""
        prefix = _PREFIX.fullmatch(line)
        if prefix:
            type, line = self.relations.get(prefix[1], prefix[1]), prefix[2]
        words = [word for kind, word in tokens(line) if kind != "time"]
        ends = [self.vertex(word.lstrip("-")) for word in words]
        if not ends[0]:
            self.bad(number, line, "does not begin with a vertex")
            return
        for word, end in zip(words[1:], ends[1:], strict=True):
            if not end:
                self.bad(number, line, f'names no vertex by "{word[:40]}"')
            elif self._exist(number, line, ends[0], end):
                values: dict[str, Any] = {"weight": -1} if word.startswith("-") else {}
                self.draft.link(ends[0], end, type=type, directed=directed, values=values)


def _bound(word: str) -> int | float | None:
    if word == "*":
        return None
    return number_of(word)
