"""GraphStream's DGS: a stream of nodes and edges that are added, changed and deleted, with the steps of its clock.

An element holds from the step at which it is added until the one at which it is deleted, which does not belong to it.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from netexplorer.graph.formats.draft import Ask, Draft, DraftActor, DraftLink, Raw, Spell
from netexplorer.graph.formats.foreign import refuse
from netexplorer.graph.formats.reading import Progress, Wish
from netexplorer.graph.formats.unpack import Source, decoded
from netexplorer.graph.formats.watch import lines_of, time_of, watched

_MAGIC = re.compile(r"DGS\d{3}\b")
_TOKEN = re.compile(
    r"""\s*(?:(?P<quoted>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?P<mark>[=:,<>\[\]{}])|(?P<hash>\#\S*)"""
    r"""|(?P<word>[^\s"'=:,<>\[\]{}#]+)|(?P<odd>["']))""",
    re.DOTALL,
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}(?:[0-9A-Fa-f]{2})?")
_MOST_JOINED = 50  # lines that one quoted text may go over
_NAMES = ("label", "ui.label", "name")
_KINDS = ("kind", "type", "category", "ui.class")
_TYPES = ("type", "relation", "relationship", "interaction")
_STATES = ("state", "status")
_DECLARED = {"nodes": "an", "edges": "ae"}  # lines that declare the values of the elements that are added
_EVENTS = frozenset(("an", "cn", "dn", "ae", "ce", "de", "cg", "st", "cl"))

Token = tuple[str, bool]  # the text, and whether it was quoted
Values = dict[str, Any]


def sniff(head: bytes) -> bool:
    """The first line says so."""
    return bool(_MAGIC.match(decoded(head[:64])[0].lstrip()))


def read(source: Source, ask: Ask, progress: Progress, cancelled: Wish) -> Draft:
    """Follow the events.

    Raises
    ------
    UserError
        When there is no first line that says what it is.
    """
    lines = lines_of(source)
    if not lines or not _MAGIC.match(lines[0].strip()):
        raise refuse(source, "this is no DGS file: its first line is not DGS003 or DGS004")
    stream = _Stream(Draft("GraphStream (DGS)"))
    stream.draft.is_double = True
    header = _tokens(lines[1]) if len(lines) > 1 else []
    has_header = bool(header) and (header[0][0] not in _EVENTS or (len(header) == 3 and _is_count(header[1:])))
    if has_header and header[0][0] != "null":
        stream.draft.title = header[0][0]
    passed = 0
    for number, line in watched(lines, progress, cancelled):
        if number <= max(1 + has_header, passed) or not line.strip() or line.lstrip()[0] == "#":
            continue
        text, passed = _whole(lines, number)
        stream.take(_tokens(text), number)
    return stream.ended()


def _whole(lines: list[str], number: int) -> tuple[str, int]:
    """A line with those after it over which a quoted text goes, and the number of the last of them."""
    text = lines[number - 1]
    if not _is_unclosed(text):
        return text, number
    for last in range(number + 1, min(number + _MOST_JOINED, len(lines)) + 1):
        text = f"{text}\n{lines[last - 1]}"
        if not _is_unclosed(text):
            return text, last
    return lines[number - 1], number


def _is_count(tokens: list[Token]) -> bool:
    return all(text.isdigit() for text, _ in tokens)


def _is_unclosed(line: str) -> bool:
    if '"' not in line and "'" not in line:
        return False
    return any(match["odd"] for match in _TOKEN.finditer(line.rstrip()))


def _tokens(line: str) -> list[Token]:
    found: list[Token] = []
    for match in _TOKEN.finditer(
        line.rstrip()
    ):  # blanks without a token behind them would be looked at again and again
        if match["hash"] and not (_COLOUR.fullmatch(match["hash"]) and found and found[-1][0] in "=:,[{"):
            break  # the rest is a comment
        text = match["quoted"]
        if text:
            found.append((_ESCAPED.sub(r"\1", text[1:-1]), True))
        else:
            found.append((match["mark"] or match["hash"] or match["word"] or match["odd"], False))
    return found


def _attributes(tokens: list[Token]) -> Values:
    """Keys and values; a removed attribute is None, one without a value is true."""
    values: Values = {}
    place = 0
    while place < len(tokens):
        key, is_quoted = tokens[place]
        place += 1
        if not is_quoted and key in (",", "=", ":", "+"):
            continue
        is_removed = not is_quoted and key.startswith("-") and len(key) > 1
        key = key if is_quoted else key.lstrip("+-")
        value: Any = None if is_removed else True
        if place < len(tokens) and tokens[place] in (("=", False), (":", False)):
            value, place = _value(tokens, place + 1)
        values[key] = value
    return values


def _value(tokens: list[Token], place: int) -> tuple[Any, int]:
    """A value, or several parted by commas or inside brackets as a list, and where it ends."""
    found: list[Any] = []
    depth, is_list = 0, False
    while place < len(tokens):
        text, is_quoted = tokens[place]
        if not is_quoted and text in "[{":
            depth, is_list = depth + 1, True
        elif not is_quoted and text in "]}":
            depth -= 1
        elif not is_quoted and text == ",":
            is_list = True
        else:
            found.append(text if is_quoted else _scalar(text))
        place += 1
        follows = place < len(tokens) and (tokens[place] == (",", False) or tokens[place - 1] == (",", False))
        if depth <= 0 and not follows:
            break
    if is_list and found and len(found) % 3 == 0 and all(each == "=" for each in found[1::3]):
        return dict(zip(map(str, found[::3]), found[2::3], strict=True)), place  # a map, [key=value, …]
    return (found if is_list else found[0] if found else ""), place


def _scalar(text: str) -> Any:
    at = time_of(text)
    return at if not isinstance(at, str) else {"true": True, "false": False}.get(text.casefold(), text)


class _Stream:
    """What is there now, and what was."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self._now: Raw = None
        self._columns: dict[str, list[str]] = {}  # of older files, whose elements have values without keys
        self._nodes: dict[str, DraftActor] = {}  # that are there now
        self._edges: dict[str, DraftLink] = {}
        self._ends: dict[str, set[str]] = {}  # the edges of each node that is there
        self._known: dict[str, DraftLink] = {}  # the last link of each id, there or not
        self._undated: set[int] = set()  # identities of elements deleted before any step

    def take(self, tokens: list[Token], line: int) -> None:
        """One event."""
        if not tokens:
            return
        event, rest = tokens[0][0], tokens[1:]
        if event == "cl":
            for node in list(self._nodes):
                self._delete_node(node)
        elif event == "cg":
            self._graph(_attributes(rest))
        elif event in _DECLARED and len(rest) > 2 and rest[1] == (":", False):
            self._columns[_DECLARED[event]] = [text for (text, _), (mark, _) in pairwise(rest) if mark == ":"]
        elif event not in _EVENTS or not rest:
            self._bad(line, tokens, "is no event of a graph")
        elif event == "st":
            self._now = time_of(rest[0][0])
        elif event in ("an", "cn"):
            self._node(rest[0][0], self._values("an", rest[1:]), is_new=event == "an")
        elif event == "dn":
            self._delete_node(rest[0][0])
        elif event == "ae":
            self._add_edge(rest, line, tokens)
        elif event == "ce":
            self._change_edge(rest[0][0], self._values("ae", rest[1:]), line)
        else:
            self._delete_edge(rest[0][0])

    def ended(self) -> Draft:
        """The draft of all that was there; without any step it is a network without time."""
        draft, links = self.draft, self.draft.links
        draft.records = len(draft.actors), len({link.id for link in links})
        if gone := self._undated:
            draft.bent("deleted-without-time", "Elements deleted before any step of the clock are left out.", len(gone))
            draft.links = [link for link in links if id(link) not in gone]
            ends = {end for link in draft.links for end in (link.source, link.target)}
            draft.actors = {
                name: actor for name, actor in draft.actors.items() if id(actor) not in gone or name in ends
            }
        draft.observed = None, self._now  # the last step of the clock, if nothing happens at it
        elements: list[DraftActor | DraftLink] = [*draft.actors.values(), *draft.links]
        for element in elements:
            if len(element.spells) == 1 and element.spells[0].start is None and element.spells[0].end is None:
                element.values = {**element.values, **element.spells[0].values}
                element.spells = []
        return draft

    def _values(self, event: str, tokens: list[Token]) -> Values:
        """The attributes of an element: with their keys, or in the order in which these were declared."""
        columns = self._columns.get(event)
        if columns is None or any(token in (("=", False), (":", False)) for token in tokens):
            return _attributes(tokens)
        found, place = [], 0
        while place < len(tokens):
            value, place = _value(tokens, place)
            found.append(value)
        return dict(zip(columns, found, strict=False))

    def _bad(self, line: int, tokens: list[Token], what: str) -> None:
        shown = " ".join(text for text, _ in tokens)[:80]
        self.draft.tell("warning", "bad-line", f"line {line}", f'"{shown}" {what}; it is left out.')

    def _graph(self, values: Values) -> None:
        for key, value in values.items():
            if key in ("title", "name", "label") and isinstance(value, str):
                self.draft.title = value
            else:
                self.draft.keep("attributes of the graph")

    def _node(self, name: str, values: Values, *, is_new: bool) -> DraftActor:
        actor = self._nodes.get(name)
        if actor is None:
            known = self.draft.actors.get(name)
            actor = known if known is not None and known.is_declared else self.draft.declare(name)
            self._undated.discard(id(actor))
            actor.spells.append(Spell(self._now, None, end_open=True))
            self._nodes[name] = actor
            if not is_new:
                self.draft.bent("undeclared", f"What is named before it is added is added there (node {name}).")
        _describe(actor, values)
        if values and not is_new:
            self.draft.keep("changes of the attributes of nodes")
        return actor

    def _delete_node(self, name: str) -> None:
        for edge in list(self._ends.pop(name, ())):
            self._delete_edge(edge)
        if (actor := self._nodes.pop(name, None)) is None:
            self.draft.bent("deleted-twice", f"What is deleted but not there is passed over ({name}).")
        elif self._now is None:
            self._undated.add(id(actor))
        else:
            actor.spells[-1].end = self._now

    def _add_edge(self, rest: list[Token], line: int, tokens: list[Token]) -> None:
        if len(rest) < 3:
            self._bad(line, tokens, "has no two ends")
            return
        name, source, place, is_directed = rest[0][0], rest[1][0], 2, False
        if rest[2] in ((">", False), ("<", False)):
            is_directed, place = True, 3
        if len(rest) <= place:
            self._bad(line, tokens, "has no two ends")
            return
        target = rest[place][0]
        if rest[2] == ("<", False):
            source, target = target, source
        if name in self._edges:
            self.draft.bent("added-twice", f"An edge added again while it is there begins anew ({name}).")
            self._delete_edge(name)
        for end in (source, target):
            self._node(end, {}, is_new=end in self._nodes)
            self._ends.setdefault(end, set()).add(name)
        link = self._known.get(name)
        if link is None or (link.source, link.target) != (source, target):
            link = self._known[name] = self.draft.link(source, target, id=name, directed=is_directed)
        self._undated.discard(id(link))
        self._edges[name] = link
        link.spells.append(Spell(self._now, None, end_open=True))
        self._describe_edge(link, self._values("ae", rest[place + 1 :]))

    def _change_edge(self, name: str, values: Values, line: int) -> None:
        link = self._edges.get(name)
        if link is None:
            self.draft.tell("warning", "unknown-edge", f"line {line}", f"Edge {name} is changed but not there.")
            return
        before = link.spells[-1]
        if before.start != self._now:
            before.end = self._now
            link.spells.append(Spell(self._now, None, end_open=True, state=before.state, values=before.values))
        self._describe_edge(link, values)

    def _describe_edge(self, link: DraftLink, values: Values) -> None:
        """Names and the type are those of the edge; all else, and its state, are those of the time from now on."""
        spell = link.spells[-1]
        now = dict(spell.values)
        for key, value in values.items():
            folded = key.casefold()
            if folded in _STATES and isinstance(value, str):
                spell.state = value
            elif folded in _TYPES and isinstance(value, str) and link.type in ("", value):
                link.type = value
            elif folded in _NAMES and isinstance(value, str):
                link.label = link.label or value
            elif value is None:
                now.pop(key, None)
            else:
                now[key] = value
        spell.values = now

    def _delete_edge(self, name: str) -> None:
        link = self._edges.pop(name, None)
        if link is None:
            self.draft.bent("deleted-twice", f"What is deleted but not there is passed over ({name}).")
            return
        for end in (link.source, link.target):
            self._ends.get(end, set()).discard(name)
        spells = link.spells
        if self._now is None:
            self._undated.add(id(link))
        elif len(spells) > 1 and spells[-1].start == spells[-2].end == self._now:
            spells.pop()  # changed and deleted in one step
        else:
            spells[-1].end = self._now


def _describe(actor: DraftActor, values: Values) -> None:
    kept = dict(actor.values)
    for key, value in values.items():
        folded = key.casefold()
        if folded in _NAMES and isinstance(value, str):
            actor.name = actor.name or value
        elif folded in _KINDS and isinstance(value, str):
            actor.kind = actor.kind or value
        elif folded in ("xy", "xyz") and isinstance(value, list) and _is_place(value[:2]):
            actor.xy = float(value[0]), float(value[1])
        elif value is None:
            kept.pop(key, None)
        else:
            kept[key] = value
    if _is_place(at := [kept.get("x"), kept.get("y")]):
        actor.xy = float(at[0]), float(at[1])  # type: ignore[arg-type]
    actor.values = kept


def _is_place(pair: list[Any]) -> bool:
    return len(pair) == 2 and all(isinstance(each, (int, float)) and not isinstance(each, bool) for each in pair)
