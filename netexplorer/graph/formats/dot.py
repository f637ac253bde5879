"""Graphviz's DOT: graphs of nodes and edges with attributes; those called like times are read as times."""

from __future__ import annotations

import re
from typing import Any

from netexplorer.errors import UserError
from netexplorer.graph.formats.attributes import take_kind, take_spells, take_type, take_word
from netexplorer.graph.formats.choose import chosen
from netexplorer.graph.formats.clock import number_of
from netexplorer.graph.formats.dot_parse import Attributes, Graph, Parser, Scope
from netexplorer.graph.formats.dot_words import Word, label_text, words_of
from netexplorer.graph.formats.draft import Ask, Draft
from netexplorer.graph.formats.follow import join_following
from netexplorer.graph.formats.foreign import refuse
from netexplorer.graph.formats.reading import Progress, Wish, stop_if
from netexplorer.graph.formats.told import Told
from netexplorer.graph.formats.unpack import Source, decoded

_SKIP = re.compile(r"(?:\s+|//[^\n]*\n|/\*(?:[^*]|\*(?!/))*\*/|#[^\n]*\n|\ufeff)*")
_HEAD = re.compile(r"(?:strict\s+)?(?:di)?graph(?:\s+[\w.\-]+|\s*\"(?:[^\"\\]|\\.)*\"|\s*<[^{]*>)?\s*\{", re.IGNORECASE)
_POSITION = re.compile(r"\s*(-?[\d.eE+-]+)\s*,\s*(-?[\d.eE+-]+)")
_EVERY = 5_000


def sniff(head: bytes) -> bool:
    """Behind comments a graph begins, with a brace."""
    text = decoded(head)[0].replace("\0", "")
    start = _SKIP.match(text)
    return _HEAD.match(text, start.end() if start else 0) is not None


def read(source: Source, ask: Ask, progress: Progress, cancelled: Wish) -> Draft:
    """Read the first graph, or the one that is asked for.

    Raises
    ------
    UserError
        When there is no graph in the file, or its subgraphs come to too much.
    """
    draft = Draft("Graphviz DOT")
    text = source.text().replace("\0", "").replace("\r\n", "\n")
    told = Told(draft)
    lines = _Lines(text)

    def tell(at: int, message: str) -> None:
        told.at("bad-dot", lines.at(at if at >= 0 else len(text)), message)

    def watched() -> Any:
        for count, word in enumerate(words_of(text, tell)):
            if count % (4 * _EVERY) == 0:
                stop_if(cancelled)
                progress(word.at / len(text))
            yield word

    try:
        graphs = Parser(watched(), tell).graphs()
    except UserError as error:
        raise refuse(source, error.what, error.hint) from None
    if not graphs:
        raise refuse(source, "there is no graph in this DOT file", "It needs “graph { … }” or “digraph { … }”.")
    graph = graphs[chosen([each.name for each in graphs], ask, draft, source.where)]
    _fill(graph, draft)
    join_following(draft)
    return draft


class _Lines:
    """Numbers of lines for places in a text that come in order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._line, self._at = 1, 0

    def at(self, place: int) -> int:
        if place > self._at:
            self._line += self._text.count("\n", self._at, place)
            self._at = place
        return self._line


def _fill(graph: Graph, draft: Draft) -> None:
    draft.directed = graph.is_directed
    label = graph.top.own.get("label")
    draft.title = label_text(label.text, label.kind, graph.name) if label is not None else graph.name
    for id, attributes in graph.nodes.items():
        values = _values(attributes, "label", "pos")
        if cluster := _cluster(graph.homes[id]):
            values.setdefault("cluster", cluster)
        name = _label(attributes, id)
        kind = take_kind(values)
        spells = take_spells(values, draft, of_link=False)
        draft.declare(id, "" if name == id else name, kind=kind, values=values, spells=spells, xy=_position(attributes))
    for source, target, attributes in graph.edges:
        values = _values(attributes, "label", "pos")
        edge_id = take_word(values, "id")
        edge = f"{source}{'->' if graph.is_directed else '--'}{target}"
        begin, end, is_directed = _turned(source, target, values, is_directed=graph.is_directed)
        spells = take_spells(values, draft, of_link=True)
        type = take_type(values)
        draft.link(
            begin, end, id=edge_id, type=type, label=_label(attributes, edge), directed=is_directed, values=values,
            spells=spells,
        )  # fmt: skip


def _turned(source: str, target: str, values: dict[str, Any], *, is_directed: bool) -> tuple[str, str, bool | None]:
    """The ends of an edge, and its direction if its arrow says another than the graph does."""
    arrow = str(values.get("dir", "")).casefold() if is_directed else ""
    if arrow not in ("back", "both", "none"):
        return source, target, None
    del values["dir"]
    return (target, source, None) if arrow == "back" else (source, target, False)


def _label(attributes: Attributes, id: str) -> str:
    label = attributes.get("label")
    if label is None:
        return ""
    shape = attributes.get("shape")
    return label_text(label.text, label.kind, id, is_record=shape is not None and "record" in shape.text.casefold())


def _values(attributes: Attributes, *without: str) -> dict[str, Any]:
    return {name: _value(word) for name, word in attributes.items() if name not in without and word.text}


def _value(word: Word) -> str | float:
    if word.kind == "html":
        return label_text(word.text, "html", "")
    number = number_of(word.text)
    is_code = word.text.lstrip("-")[:1] == "0" and word.text.lstrip("-")[1:2].isdigit()
    return word.text if number is None or is_code or abs(number) > 1e300 else number


def _position(attributes: Attributes) -> tuple[float, float] | None:
    pos = attributes.get("pos")
    match = _POSITION.match(pos.text) if pos is not None else None
    if match is None:
        return None
    x, y = number_of(match[1]), number_of(match[2])
    return (float(x), float(y)) if x is not None and y is not None else None


def _cluster(scope: Scope | None) -> str:
    """What the innermost cluster around a node is called."""
    while scope is not None:
        if scope.name.casefold().startswith("cluster"):
            label = scope.own.get("label")
            return label_text(label.text, label.kind, scope.name) if label is not None else scope.name
        scope = scope.parent
    return ""
