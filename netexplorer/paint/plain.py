"""Text from a dataset made harmless for every way of writing it down."""

from __future__ import annotations

import unicodedata

MAX_CHARACTERS = 20_000  # nobody can read more on one line; Qt takes seconds over a megabyte

# Bidirectional embeddings and overrides let a label reorder its neighbours' letters; isolates and marks stay.
_HIDDEN = frozenset("\u202a\u202b\u202c\u202d\u202e\ufeff")


def plain(text: str) -> str:
    """``text`` as one line that can be drawn and written into XML: no control characters, no lone surrogates."""
    short = text[:MAX_CHARACTERS]
    return short if short.isascii() and short.isprintable() else "".join(map(_printable, short))


def _printable(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Cc", "Zl", "Zp"):
        return " "
    if category == "Cs" or ord(character) & 0xFFFE == 0xFFFE:
        return "\ufffd"
    return "" if character in _HIDDEN else character
