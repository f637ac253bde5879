"""The words of Graphviz's DOT: names, quoted and HTML strings, signs; and what labels mean by their escapes."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator

from msgspec import Struct

_WORD = re.compile(
    r"""
      (?P<skip>\s+|//[^\n]*|/\*(?:[^*]|\*(?!/))*(?:\*/|$)|\ufeff)
    | (?P<text>"(?:[^"\\]|\\.)*(?:"|$))
    | (?P<name>[^\W\d]\w*)
    | (?P<number>-?(?:\.\d+|\d+(?:\.\d*)?)(?:[^\W\d]\w*)?)
    | (?P<sign>->|--|[{}\[\]=;,:+])
    """,
    re.VERBOSE | re.DOTALL,
)
_ANGLE = re.compile(r"[<>]")
_TAG = re.compile(r"<[^<>]*>")
_PORT = re.compile(r"<[^<>|]*>|[{}|]")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


class Word(Struct, gc=False):
    """A word: a ``name``, ``text`` in quotes, ``html``, or a ``sign``; and where it begins."""

    kind: str
    text: str
    at: int


def words_of(text: str, tell: Callable[[int, str], None]) -> Iterator[Word]:
    """The words of a text, with quoted ones that are joined by ``+`` as one; odd characters are told and skipped."""
    before: Word | None = None
    is_joining = False
    for word in _parts(text, tell):
        if word.kind == "sign" and word.text == "+" and before is not None and before.kind == "text":
            is_joining = True
        elif is_joining and word.kind == "text" and before is not None:
            before.text += word.text
            is_joining = False
        else:
            if before is not None:
                yield before
            before, is_joining = word, False
    if before is not None:
        yield before


def _parts(text: str, tell: Callable[[int, str], None]) -> Iterator[Word]:
    at = 0
    while at < len(text):
        match = _WORD.match(text, at)
        if match is None:
            char = text[at]
            if char == "<":
                end = _end_of_html(text, at)
                yield Word("html", text[at + 1 : end - 1], at)
                at = end
            elif char == "#" and not text[text.rfind("\n", 0, at) + 1 : at].strip():
                at = text.find("\n", at) + 1 or len(text)
            else:
                tell(at, f"“{char}” means nothing here; it is left out.")
                at += 1
            continue
        kind, found = match.lastgroup, match[0]
        if kind == "text":
            found = found[1:-1] if len(found) > 1 and found.endswith('"') else found[1:]
            yield Word("text", found.replace('\\"', '"').replace("\\\n", ""), at)
        elif kind == "sign":
            yield Word("sign", found, at)
        elif kind != "skip":
            yield Word("name", found, at)
        at = match.end()


def _end_of_html(text: str, at: int) -> int:
    """Behind the bracket that closes the one at a place."""
    depth = 0
    for match in _ANGLE.finditer(text, at):
        depth += 1 if match[0] == "<" else -1
        if depth == 0:
            return match.end()
    return len(text) + 1


def label_text(label: str, kind: str, id: str, *, is_record: bool = False) -> str:
    """A label as plain text on one line: without tags, ports and escapes, and with the id for ``\\N``."""
    if kind == "html":
        label = html.unescape(_TAG.sub(" ", label))
    else:
        if is_record:
            label = _PORT.sub(" ", label)
        label = _ESCAPE.sub(lambda match: id if match[1] in "NE" else " " if match[1] in "nlr" else match[1], label)
    return " ".join(label.split())
