"""What the writers of GEXF and GraphML share: text and attributes as XML has them, and types of values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile('[&<>"\x00-\x1f\ud800-\udfff\ufffe\uffff]')
_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
)
_HEX = re.compile(r"#([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})")
_WHOLE = 2**31  # what a whole number of 32 bits does not hold


def escaped(value: object) -> str:
    """A value as the text of an attribute or an element; characters that XML has no place for are replaced."""
    text = str(value)
    return _FORBIDDEN.sub("\ufffd", text).translate(_ESCAPES) if _SPECIAL.search(text) else text


def element(name: str, given: Mapping[str, object], inner: str = "") -> str:
    """An element with the attributes that are not None."""
    attributes = "".join(f' {key}="{escaped(value)}"' for key, value in given.items() if value is not None)
    return f"<{name}{attributes}>{inner}</{name}>" if inner else f"<{name}{attributes}/>"


def distinct(ids: Sequence[str]) -> Sequence[str]:
    """Ids as XML can hold them, still one for each: those that become alike by it get a number behind them."""
    if not any(map(_FORBIDDEN.search, ids)):
        return ids
    used = {each for each in ids if not _FORBIDDEN.search(each)}
    made = []
    for each in ids:
        plain = text = _FORBIDDEN.sub("\ufffd", each)
        number = 1
        while text != each and text in used:
            number += 1
            text = f"{plain}#{number}"
        used.add(text)
        made.append(text)
    return made


def has_forbidden(text: str) -> bool:
    """Whether a text has a character that XML has no place for."""
    return _FORBIDDEN.search(text) is not None


def kinds_of(records: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The narrowest type for the values under each key: boolean, integer, long, double, liststring or string."""
    kinds: dict[str, str] = {}
    for record in records:
        for key, value in record.items():
            kind = _kind(value)
            known = kinds.setdefault(key, kind)
            if known != kind:
                is_number = {known, kind} <= _NUMBERS.keys()
                kinds[key] = max(known, kind, key=_NUMBERS.__getitem__) if is_number else "string"
    return kinds


def become_text(records: Iterable[Mapping[str, Any]], *, has_lists: bool) -> bool:
    """Whether a value that is no text becomes one: records, mixed lists, and what differs in type under one name."""
    seen: dict[str, str] = {}
    for record in records:
        for key, value in record.items():
            kind = _kind(value)
            is_odd = (kind == "string" and not isinstance(value, str)) or (kind == "liststring" and not has_lists)
            known = seen.setdefault(key, kind)
            if is_odd or (known != kind and not {known, kind} <= _NUMBERS.keys()):
                return True
    return False


_NUMBERS = {"integer": 0, "long": 1, "double": 2}


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer" if abs(value) < _WHOLE else "long"
    if isinstance(value, float):
        return "double"
    if isinstance(value, (list, tuple)) and value and all(isinstance(each, str) for each in value):
        return "liststring"
    return "string"


def text_of(value: Any) -> str:
    """A value as text: what is no text or number is JSON."""
    if isinstance(value, str):
        return value
    return msgspec.json.encode(value).decode()


def colour_of(value: Any) -> tuple[int, int, int] | None:
    """The three parts of a colour such as ``#ffcc00``."""
    match = _HEX.fullmatch(value) if isinstance(value, str) else None
    return (int(match[1], 16), int(match[2], 16), int(match[3], 16)) if match else None


def is_empty(value: Any) -> bool:
    """Whether a value says nothing; 0 and false do."""
    return value is None or value in ("", [], {}, ())


def is_place(value: Any) -> bool:
    """Whether a value is one number of a position."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)
