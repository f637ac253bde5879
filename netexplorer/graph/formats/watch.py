"""Going through many records while telling how much is done and asking whether to stop; and reading JSON safely."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from netexplorer.errors import UserError
from netexplorer.graph.formats.bounds import LONGEST_WHOLE
from netexplorer.graph.formats.draft import Raw
from netexplorer.graph.formats.jsontext import whole_characters
from netexplorer.graph.formats.reading import Progress, Wish, stop_if
from netexplorer.graph.formats.unpack import Source, decoded

_EVERY = 4_000  # records between two looks at whether to stop

Item = TypeVar("Item")


def watched(items: Sequence[Item], progress: Progress, cancelled: Wish) -> Iterator[tuple[int, Item]]:
    """The items with their numbers from 1.

    Raises
    ------
    Cancelled
        When that was wished.
    """
    for number, item in enumerate(items, 1):
        if number % _EVERY == 0:
            stop_if(cancelled)
            progress(number / len(items))
        yield number, item


def lines_of(source: Source) -> list[str]:
    """The lines of a text, parted by any of the three line ends and by nothing else, without NULs."""
    return source.text().replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def head_lines(head: bytes) -> list[str]:
    """The lines of the first bytes of a file that have any text; the last of a long head is cut off and left out."""
    lines = decoded(head)[0].replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(head) >= 16_384:
        lines.pop()
    return [line for line in lines if line.strip()]


def time_of(text: str) -> Raw:
    """A time as a number where it is one that our axes could hold, else as the text that it is."""
    text = text.strip()
    try:
        return int(text) if len(text) < 18 else float(text)
    except ValueError:
        try:
            number = float(text)
        except ValueError:
            return text
        return number if math.isfinite(number) else text


def json_of(source: Source) -> Any:
    """The value of a JSON file; not-a-number and infinity are floats.

    Raises
    ------
    UserError
        When it is no JSON, with the line and column, or is nested too deep.
    """
    text = whole_characters(source.text())
    try:
        return json.loads(text, parse_int=_whole)
    except json.JSONDecodeError as error:
        where = f"{source.where}, line {error.lineno}, column {error.colno}"
        raise UserError(
            f"this is no complete JSON ({error.msg})", where=where, hint="The file may have been cut off while copying."
        ) from None
    except RecursionError:
        raise UserError("this JSON is nested too deep to be read", where=source.where) from None


def _whole(text: str) -> int | float:
    return int(text) if len(text) < LONGEST_WHOLE else float(text)
