"""Ianus temporal networks (``.ten``): sections with a star, and ``[(start, end, value), …]`` that is right-open."""

from __future__ import annotations

import re
from collections.abc import Callable

from netexplorer.graph.formats.draft import Ask, Draft
from netexplorer.graph.formats.foreign import refuse
from netexplorer.graph.formats.quantities import Quantity, bound, dating, spells_of
from netexplorer.graph.formats.reading import Progress, Wish
from netexplorer.graph.formats.unpack import Source, decoded
from netexplorer.graph.formats.watch import lines_of, time_of, watched

_MAGIC = re.compile(r"\s*%\s*ianus\b", re.IGNORECASE)
_SECTION = re.compile(r"\*(\w+)\s*(?::\s*([\w-]+))?\s*(.*)")
_TRIPLE = re.compile(r"\(([^,()]++),([^,()]++)(?:,([^()]*+))?\)")
_NODE = re.compile(r"""(\S+)(?:\s+(?:"((?:[^"\\]|\\.)*)"|([^\s\[]\S*)))?\s*(.*)""", re.DOTALL)
_LINK = re.compile(r"(\S+?)\s*[\s,]\s*([^\s\[,]+)\s*(.*)", re.DOTALL)

_Row = tuple[str, str, list[Quantity], str, bool]  # ends, when, relation, directed


def sniff(head: bytes) -> bool:
    """The first line says so."""
    return bool(_MAGIC.match(decoded(head[:64])[0]))


def read(source: Source, ask: Ask, progress: Progress, cancelled: Wish) -> Draft:
    """Read section by section.

    Raises
    ------
    UserError
        When there are neither nodes nor links.
    """
    file = _File(Draft("Ianus temporal network"))
    lines = lines_of(source)
    for number, line in watched(lines, progress, cancelled):
        text = line.strip()
        if text and not text.startswith("%"):
            file.take(text, number)
    if not file.has_content:
        raise refuse(source, "this Ianus file has no *nodes, *arcs or *edges")
    return file.ended()


class _File:
    """What the sections say, until all is known that is needed to date it."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.has_content = False
        self._section = ""
        self._relation = ""
        self._labels: dict[int, str] = {}
        self._prose: list[str] = []
        self._nodes: list[tuple[str, str, list[Quantity]]] = []
        self._links: list[_Row] = []
        self._take: dict[str, Callable[[str, int], None]] = {
            "metadata": lambda text, _: self._prose.append(text),
            "timescale": self._moment,
            "nodes": self._node,
            "vertices": self._node,
            "arcs": self._link,
            "edges": self._link,
        }

    def take(self, text: str, line: int) -> None:
        """One line, without the space around it."""
        match = _SECTION.fullmatch(text) if text.startswith("*") else None
        if match is None:
            take = self._take.get(self._section)
            if take:
                take(text, line)
            else:
                self.draft.keep(f"lines of *{self._section}" if self._section else "lines before the first section")
            return
        self._section = match[1].casefold()
        rest = match[3].strip().strip('"')
        if self._section == "network":
            self.draft.title = rest
        elif self._section in ("arcs", "edges"):
            self._relation = rest or (match[2] or "")
        self.has_content |= self._section in ("nodes", "vertices", "arcs", "edges")

    def ended(self) -> Draft:
        """The draft of everything."""
        draft = self.draft
        draft.directed = any(row[4] for row in self._links) or not self._links
        draft.description = _described(self._prose)
        used = [
            each for _, _, when in self._nodes for start, end, _ in when for each in (start, end)
        ] + [each for row in self._links for start, end, _ in row[2] for each in (start, end)]  # fmt: skip
        date = dating(self._labels, used, "\n".join(self._prose), draft)
        for name, label, when in self._nodes:
            draft.declare(name, label, spells=spells_of(when, date))
        for source, target, when, relation, is_directed in self._links:
            draft.link(source, target, type=relation, directed=is_directed, spells=spells_of(when, date))
        return draft

    def _moment(self, text: str, line: int) -> None:
        match = _NODE.fullmatch(text)
        if match and match[1].isdecimal() and len(match[1]) < 10:
            self._labels[int(match[1])] = match[2] or match[3] or ""

    def _node(self, text: str, line: int) -> None:
        match = _NODE.fullmatch(text)
        if match:
            self._nodes.append((match[1], match[2] or match[3] or "", self._when(match[4], line)))

    def _link(self, text: str, line: int) -> None:
        match = _LINK.fullmatch(text)
        if match is None:
            self.draft.tell("warning", "bad-line", f"line {line}", f'"{text[:80]}" has no two ends; it is left out.')
            return
        when = self._when(match[3], line)
        if match[3].startswith("[") and not when:
            self.draft.bent("never", "Links that hold at no time are kept without time.")
        self._links.append((match[1], match[2], when, self._relation, self._section == "arcs"))

    def _when(self, text: str, line: int) -> list[Quantity]:
        found: list[Quantity] = [
            (bound(time_of(start)), bound(time_of(end)), _value(value)) for start, end, value in _TRIPLE.findall(text)
        ]
        if text and not found and text.replace(" ", "") != "[]":
            self.draft.tell("warning", "bad-time", f"line {line}", f'"{text[:80]}" is no list of intervals.')
        return found


def _value(text: str) -> object:
    return time_of(text.strip("\"' ")) if text else 1


def _described(prose: list[str]) -> str:
    """What the metadata say: every line without the two letters that mark it and those that only part."""
    marked = [re.sub(r"^(?:au|ti|de|ur|dt)\s+", "", line) for line in prose]
    return "\n".join(line for line in marked if line not in ("re", "er"))
