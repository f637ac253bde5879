"""JSON of other people: decoded with bounds and leniently, and told apart by the keys in its first bytes."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Any, NoReturn, TypeVar

import msgspec

from netexplorer.errors import UserError
from netexplorer.graph.formats.bounds import DEEPEST_KEPT
from netexplorer.graph.formats.draft import Draft
from netexplorer.graph.formats.reading import Progress, Wish, stop_if
from netexplorer.graph.formats.unpack import Source, decoded
from netexplorer.graph.memory import available_bytes

_T = TypeVar("_T")
_MOST_TOLD = 100  # problems that are told one by one
_EVERY = 4_000  # records between two looks at whether to stop
_SCANNED = 6  # levels of the first bytes in which keys are looked for
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]', re.DOTALL)
_BEGINNING = re.compile(r"\{\s*[\"}]|\[\s*(?:[\[{\]\"\d-]|true|false|null)")
_HUGE = re.compile(rb"(?<![\w.\"-])-?\d{19,}")  # which msgspec would round
_CUT = re.compile(r"[-\w.+]{0,30}")  # what may be left of a value where a file was cut
_LONGEST_INT = 18  # digits that fit in 64 bits for sure
_HALF_PAIR = re.compile(r"\\u[dD](?:[89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|[c-fC-F][0-9a-fA-F]{2})")
_WHOLE_PAIR = re.compile(r"(\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})")
_PER_CONTAINER, _PER_VALUE = 120, 40  # bytes of memory, roughly


def parsed(source: Source) -> Any:
    """The value of a JSON file; of one with a value on each line, the list of them.

    What JSON forbids and files have (``NaN``, line breaks in text, halves of characters, zeros at the end) is read;
    integers and floats that no number of ours can hold are kept as their text.

    Raises
    ------
    UserError
        When it is no JSON, nested too deeply, or takes more memory than there is.
    """
    data = source.data
    _must_fit(data, source)
    if not data.strip(b" \t\r\n\0"):
        raise UserError("this file is empty", where=source.where)
    try:
        if _HUGE.search(data) is None:
            return msgspec.json.decode(data)
    except RecursionError:
        _too_deep(source)
    except ValueError:
        pass  # the lenient way reads it, or says what is wrong
    return _lenient(source.text().strip("\ufeff\0 \t\r\n"), source)


def _must_fit(data: bytes, source: Source) -> None:
    wanted = len(data) + (data.count(b"{") + data.count(b"[")) * _PER_CONTAINER + data.count(b",") * _PER_VALUE
    free = available_bytes()
    if free and wanted > free:
        raise UserError(
            f"this file would take about {wanted / 1e9:.1f} GB of memory, and {free / 1e9:.1f} GB are free",
            where=source.where,
            hint="Close other programs, or open a part of it.",
        )


def _lenient(text: str, source: Source) -> Any:
    text = whole_characters(text)
    try:
        return _DECODER.decode(text)
    except RecursionError:
        _too_deep(source)
    except json.JSONDecodeError as error:
        if error.msg.startswith("Extra data") and (lines := _lines(text)) is not None:
            return lines
        _explain(error, text, source)


def whole_characters(text: str) -> str:
    """The text without escapes for halves of characters, which no encoding can write."""
    if "\\u" not in text:
        return text
    parts = _WHOLE_PAIR.split(text)
    parts[::2] = [_HALF_PAIR.sub(r"\\ufffd", part) for part in parts[::2]]
    return "".join(parts)


def _lines(text: str) -> list[Any] | None:
    """The values of a file that has one on each line; nothing if a line is none."""
    try:
        return [_DECODER.decode(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError):
        return None


def _explain(error: json.JSONDecodeError, text: str, source: Source) -> NoReturn:
    if error.msg.startswith("Unterminated") or _CUT.fullmatch(text, error.pos):
        raise UserError(
            f"this file ends too early, in line {text.count(chr(10)) + 1}: a bracket or a quotation mark is still open",
            where=source.where,
            hint="It may have been cut off while it was copied.",
        ) from None
    found = text[error.pos : error.pos + 20].split("\n", maxsplit=1)[0]
    raise UserError(
        f"this is not JSON: in line {error.lineno}, column {error.colno}, {error.msg[:1].lower()}{error.msg[1:]}"
        f" but “{found}” was found",
        where=source.where,
        hint="Correct that line, or write the file again with the program that it came from.",
    ) from None


def _too_deep(source: Source) -> NoReturn:
    raise UserError("this file is nested too deeply to be a network", where=source.where) from None


def _int(text: str) -> int | str:
    return int(text) if len(text) <= _LONGEST_INT else text


def _float(text: str) -> float | str:
    number = float(text)
    return number if math.isfinite(number) else text


_DECODER = json.JSONDecoder(strict=False, parse_int=_int, parse_float=_float, parse_constant=lambda word: None)


# -- the first bytes


@lru_cache(maxsize=2)
def paths_of(head: bytes) -> frozenset[str]:
    """The paths of the keys in the first bytes of a JSON file, as ``nodes[].data.id``; none where it is no JSON."""
    text = decoded(head)[0].lstrip("\ufeff \t\r\n\0")
    if not _BEGINNING.match(text):
        return frozenset()
    found: set[str] = set()
    inside: list[tuple[str, bool]] = []  # the paths of the containers that are open, and whether each is an object
    here, word = "", ""
    for match in _TOKEN.finditer(text):
        token = match[0]
        outer, is_object = inside[-1] if inside else ("", False)
        if token == ":":
            if is_object:
                here = f"{outer}.{word}" if outer else word
                found.add(here) if len(inside) <= _SCANNED else None
        elif token in "{[":
            path = here if is_object else outer
            path = f"{path}[]" if token == "[" else path
            found.add(path)
            inside.append((path, token == "{"))
        elif token in "}]":
            inside.pop() if inside else None
        elif token != ",":
            word = token[1:-1]
    return frozenset(found)


# -- values


def watched(items: Iterable[_T], count: int, progress: Progress, cancelled: Wish) -> Iterator[_T]:
    """The records one by one, with a look every few thousand at whether to stop."""
    for number, item in enumerate(items):
        if number % _EVERY == 0:
            stop_if(cancelled)
            progress(number / max(count, 1))
        yield item


def ident(value: Any) -> str:
    """An id as text, whatever JSON type it has; empty for none."""
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, dict):
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    if isinstance(value, (int, float)):
        return str(value).lower() if isinstance(value, bool) else str(value)
    return compact(value)


def words(value: Any) -> str:
    """A text or a number as text on one line of thought; empty for anything else."""
    if isinstance(value, str):
        return value.strip()
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return ident(value) if is_number else ""


def texts(value: Any) -> tuple[str, ...]:
    """A list of texts, or one text, as texts."""
    many = value if isinstance(value, list) else [value]
    return tuple(word for word in map(words, many) if word)


def kept(values: dict[str, Any]) -> dict[str, Any]:
    """Values as they can be written again: nothing empty, nothing deeper than ever needed."""
    return {
        str(key): value if not isinstance(value, (dict, list)) or _is_shallow(value) else compact(value)
        for key, value in values.items()
        if value is not None and value not in ("", [], {})
    }


def _is_shallow(value: Any, left: int = DEEPEST_KEPT) -> bool:
    if not isinstance(value, (dict, list)):
        return True
    inner = value.values() if isinstance(value, dict) else value
    return left > 0 and all(_is_shallow(each, left - 1) for each in inner)


def compact(value: Any) -> str:
    """A value as JSON on one line, cut where it is very long or deep."""
    try:
        return msgspec.json.encode(value).decode()[:2_000]
    except (RecursionError, ValueError, TypeError):
        return "…"


def complain(draft: Draft, code: str, where: str, message: str) -> None:
    """Tell a problem at a place, but not thousands of them."""
    if len(draft.problems) < _MOST_TOLD:
        draft.tell("warning", code, where, message)
    else:
        draft.bent(code, f"Further ones: {message}")


def first_of(value: Any, most: int = 50) -> list[dict[str, Any]]:
    """The first records of a list or a keyed object: enough to see what they are."""
    if isinstance(value, dict):
        return records_of(dict(islice(value.items(), most)))
    return records_of(value[:most]) if isinstance(value, list) else []


def records_of(value: Any) -> list[dict[str, Any]]:
    """The records of a list, or of an object that is keyed by their ids, each with its ``id``."""
    if isinstance(value, dict):
        return [{"id": key, **each} for key, each in value.items() if isinstance(each, dict)]
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
