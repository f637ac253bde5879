"""The small change of English sentences: numbers, lists, dates, and nouns in their number."""

from __future__ import annotations

from collections.abc import Sequence

from netexplorer.graph.dates import EdtfDate, Precision, describe
from netexplorer.session.wording import number_text

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_BEFORE = {
    Precision.NUMBER: "at ",
    Precision.DAY: "on ",
    Precision.HOUR: "on ",
    Precision.MINUTE: "on ",
    Precision.SECOND: "on ",
    Precision.DECADE: "in the ",
}


def number_word(number: int, zero: str = "none") -> str:
    """A count: a word up to twelve, digits beyond; ``zero`` is what none of them is called."""
    if not number:
        return zero
    return _WORDS[number] if number < len(_WORDS) else number_text(number)


def counted(number: int, noun: str) -> str:
    """``no channel``, ``one channel``, ``eleven channels``."""
    return f"{number_word(number, 'no')} {noun}{'s' if number > 1 else ''}"


def listed(parts: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return " and ".join(part for part in (", ".join(parts[:-1]), parts[-1] if parts else "") if part)


def when(date: EdtfDate) -> str:
    """A date as a part of a sentence: ``on 1 April 2014``, ``in April 2014``, ``about 1998``, ``in the 1990s``."""
    words = describe(date)
    if date.approximate and not date.uncertain:
        return words  # "about 1998"
    lead = _BEFORE.get(date.precision, "in ")
    if date.precision == Precision.DECADE and not words.endswith("s"):
        lead = "in "
    return f"possibly {lead}{words.removeprefix('possibly ')}" if date.uncertain else f"{lead}{words}"


def sentence(text: str) -> str:
    """With a capital at its beginning and a full stop at its end."""
    return f"{text[:1].upper()}{text[1:]}."
