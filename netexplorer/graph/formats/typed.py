"""Values of attributes that a file declares with a type, as values that the native format can hold."""

from __future__ import annotations

import math
import re
from typing import Any

_INTEGERS = frozenset(("integer", "int", "long", "short", "byte", "biginteger"))
_NUMBERS = frozenset(("float", "double", "bigdecimal", "decimal", "real", "number"))
_TRUTHS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
_LARGEST = 2**63 - 1  # of the whole numbers that our files hold as numbers
_ITEM = re.compile(r"""\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([^,;|]*))\s*(?:[,;|]|$)""")
_LONGEST_NUMBER = 400  # digits; what is longer stays text


def typed(text: str, kind: str) -> Any:
    """A value of a declared type; text as it is where it is none of that type, and None where it says nothing.

    Parameters
    ----------
    text : str
        As the file has it.
    kind : str
        The declared type in lower case, in the words of GEXF, GraphML or the like; anything unknown is text.
    """
    if kind == "string":
        return text if text and not text.isspace() else None
    word = text.strip()
    if kind in _INTEGERS or kind in _NUMBERS or kind == "boolean":
        if not word or word.casefold() in ("null", "nan", "none"):
            return None
        if kind == "boolean":
            return _TRUTHS.get(word.casefold(), word)
        return _number(word, is_whole=kind in _INTEGERS)
    if kind.startswith("list"):
        return _listed(text, kind.removeprefix("list"))
    return text if word else None


def _number(word: str, *, is_whole: bool) -> Any:
    if len(word) > _LONGEST_NUMBER:
        return word
    try:
        if is_whole and word.lstrip("+-").isdigit():
            whole = int(word)
            return whole if abs(whole) <= _LARGEST else word
        number = float(word)
    except ValueError:
        return word
    return number if math.isfinite(number) else word


def _listed(text: str, kind: str) -> list[Any]:
    """The items of a list: in brackets or not, in quotation marks or not, parted by a comma, a bar or a semicolon."""
    inner = text.strip()
    if inner[:1] in ("[", "(", "{", "<") and inner[-1:] in ("]", ")", "}", ">"):
        inner = inner[1:-1].strip()
    items: list[Any] = []
    place = 0
    while place < len(inner):
        match = _ITEM.match(inner, place)
        if match is None or match.end() == place:
            return [*items, inner[place:].strip()]
        single, double, bare = match.groups()
        found = single if single is not None else double
        item = re.sub(r"\\(.)", r"\1", found) if found is not None else bare.strip()
        value = typed(item, kind) if item else None
        if value is not None:
            items.append(value)
        place = match.end()
    return items
