"""The statements of Graphviz's DOT: nodes, chains of edges, defaults and subgraphs, without recursion."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct, field

from netexplorer.errors import UserError
from netexplorer.graph.formats.bounds import DEEPEST_BRACKETS, MOST_CHAINED
from netexplorer.graph.formats.dot_words import Word

Attributes = dict[str, Word]

_KEYWORDS = frozenset(("node", "edge", "graph", "digraph", "subgraph", "strict"))
_OPS = frozenset(("->", "--"))


class Scope(Struct):
    """A graph or a subgraph while it is read."""

    name: str
    parent: Scope | None = None
    own: Attributes = field(default_factory=dict)
    nodes: Attributes = field(default_factory=dict)  # defaults of nodes
    edges: Attributes = field(default_factory=dict)
    members: dict[str, None] = field(default_factory=dict)
    chain: list[list[str]] = field(default_factory=list)  # operands of the statement that is being read
    is_alone: bool = True  # the chain is one node, and so a statement about it
    is_open: bool = False  # an operand is still to come


class Graph(Struct):
    """One graph of a file: nodes by id with their attributes and where they were first named; edges in their order."""

    name: str
    is_directed: bool
    is_strict: bool
    top: Scope
    nodes: dict[str, Attributes] = field(default_factory=dict)
    homes: dict[str, Scope] = field(default_factory=dict)
    edges: list[tuple[str, str, Attributes]] = field(default_factory=list)
    known: dict[tuple[str, str], Attributes] = field(default_factory=dict)  # in a strict graph


class Parser:
    """Reads statements one after another.

    Parameters
    ----------
    tell : callable
        Told the place in the text and what is wrong there.
    """

    def __init__(self, words: Iterator[Word], tell: Callable[[int, str], None]) -> None:
        self._words = words
        self._tell = tell
        self._next = next(words, None)
        self._stack: list[Scope] = []
        self._graph = Graph("", False, False, Scope(""))

    def graphs(self) -> list[Graph]:
        """Every graph in the text."""
        found = []
        while self._next is not None:
            graph = self._head()
            if graph is not None:
                found.append(graph)
                self._graph, self._stack = graph, [graph.top]
                self._body()
        return found

    def _take(self) -> Word | None:
        word, self._next = self._next, next(self._words, None)
        return word

    def _is(self, *signs: str) -> bool:
        return self._next is not None and self._next.kind == "sign" and self._next.text in signs

    def _head(self) -> Graph | None:
        is_strict = False
        word = self._take()
        while word is not None and word.kind == "name" and word.text.casefold() == "strict":
            is_strict, word = True, self._take()
        if word is None or word.kind != "name" or word.text.casefold() not in ("graph", "digraph"):
            return None
        is_directed = word.text.casefold() == "digraph"
        name = ""
        if self._next is not None and self._next.kind != "sign":
            taken = self._take()
            name = taken.text if taken is not None else ""
        if not self._is("{"):
            return None
        self._take()
        return Graph(name, is_directed, is_strict, Scope(name))

    def _body(self) -> None:
        while self._stack:
            word = self._take()
            if word is None:
                self._tell(-1, "The file ends before its braces are closed.")
                while self._stack:
                    self._flush(self._stack.pop(), {})
                return
            scope = self._stack[-1]
            if word.kind == "sign":
                self._sign(word, scope)
            elif word.kind == "name" and word.text.casefold() in _KEYWORDS:
                self._keyword(word, scope)
            elif self._is("="):
                self._take()
                value = self._take()
                if value is not None:
                    scope.own[word.text] = value
            else:
                self._operand(word, scope)

    def _sign(self, word: Word, scope: Scope) -> None:
        if word.text == "{":
            self._open("", word)
        elif word.text == "}":
            self._flush(scope, {})
            self._stack.pop()
            if self._stack:
                parent = self._stack[-1]
                parent.members.update(scope.members)
                self._begin(parent)
                is_used = parent.chain or self._is(*_OPS)
                parent.chain.append(list(scope.members) if is_used else [])
                parent.is_alone = False
                self._after(parent)
        elif word.text == "[":
            self._tell(word.at, "Attributes of nothing are left out.")
            self._attributes(begun=True)
        elif word.text in (";", ","):
            self._flush(scope, {})
        else:
            self._tell(word.at, f"“{word.text}” means nothing here; it is left out.")

    def _keyword(self, word: Word, scope: Scope) -> None:
        what = word.text.casefold()
        if what == "subgraph":
            name = ""
            if self._next is not None and self._next.kind != "sign":
                taken = self._take()
                name = taken.text if taken is not None else ""
            if self._is("{"):
                self._take()
                self._open(name, word)
        elif self._is("[") and what in ("node", "edge", "graph"):
            into = {"node": scope.nodes, "edge": scope.edges, "graph": scope.own}[what]
            into.update(self._attributes())
        else:
            self._tell(word.at, f"“{word.text}” means nothing here; it is left out.")

    def _open(self, name: str, word: Word) -> None:
        parent = self._stack[-1]
        self._begin(parent)
        if len(self._stack) >= DEEPEST_BRACKETS:
            raise UserError(f"subgraphs are more than {DEEPEST_BRACKETS} deep inside one another")
        self._stack.append(Scope(name, parent, nodes=dict(parent.nodes), edges=dict(parent.edges)))

    def _begin(self, scope: Scope) -> None:
        """An operand comes: unless a chain waits for it, the statement before is over."""
        if scope.chain and not scope.is_open:
            self._flush(scope, {})

    def _operand(self, word: Word, scope: Scope) -> None:
        self._begin(scope)
        graph = self._graph
        if word.text not in graph.nodes:
            graph.nodes[word.text] = dict(scope.nodes)
            graph.homes[word.text] = scope
        elif scope.parent is not None and graph.homes[word.text].parent is None:
            graph.homes[word.text] = scope
        scope.members[word.text] = None
        while self._is(":"):  # ports
            self._take()
            self._take()
        scope.is_alone = not scope.chain
        scope.chain.append([word.text])
        self._after(scope)

    def _after(self, scope: Scope) -> None:
        """What follows an operand: a further edge, attributes, or another statement."""
        scope.is_open = self._is(*_OPS)
        if scope.is_open:
            sign = self._take()
            if sign is not None and (sign.text == "->") != self._graph.is_directed:
                self._tell(sign.at, f"“{sign.text}” is not the edge of such a graph; it is read as one.")
        elif self._is("["):
            last = scope.chain[-1]
            self._flush(scope, self._attributes())
            if self._is(*_OPS) and last:  # Gephi goes on behind attributes: a -> b [x=1] -> c
                scope.chain, scope.is_open, scope.is_alone = [last], True, False
                self._take()

    def _flush(self, scope: Scope, attributes: Attributes) -> None:
        """The statement is over: a node has attributes, or a chain makes edges."""
        chain, scope.chain = scope.chain, []
        scope.is_open = False
        if len(chain) == 1 and scope.is_alone:
            self._graph.nodes[chain[0][0]].update(attributes)
        for k in range(len(chain) - 1):
            if len(self._graph.edges) + len(chain[k]) * len(chain[k + 1]) > MOST_CHAINED:
                raise UserError(f"edges between subgraphs come to more than {MOST_CHAINED:,}")
            for source in chain[k]:
                for target in chain[k + 1]:
                    self._edge(source, target, {**scope.edges, **attributes})

    def _edge(self, source: str, target: str, attributes: Attributes) -> None:
        graph = self._graph
        if graph.is_strict:
            ends = (source, target) if graph.is_directed or source <= target else (target, source)
            known = graph.known.get(ends)
            if known is not None:
                known.update(attributes)
                return
            graph.known[ends] = attributes
        graph.edges.append((source, target, attributes))

    def _attributes(self, *, begun: bool = False) -> Attributes:
        """Lists in square brackets, one behind another."""
        found: Attributes = {}
        while begun or self._is("["):
            if not begun:
                self._take()
            begun = False
            while self._next is not None and not self._is("]"):
                if self._is("{", "}"):
                    self._tell(self._next.at, "A list of attributes is not closed.")
                    return found
                name = self._take()
                if name is None or name.kind == "sign":
                    continue
                value = Word("name", "true", name.at)
                if self._is("="):
                    self._take()
                    value = self._take() or value
                found[name.text] = value
            self._take()
        return found
