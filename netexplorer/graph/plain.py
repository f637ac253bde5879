"""Text from a dataset made harmless, in one place for canvas, files, panels and tables."""

from __future__ import annotations

import unicodedata

MAX_CHARACTERS = 20_000  # nobody can read more on one line; Qt takes seconds over a megabyte

# Embeddings, overrides and isolates let a text reorder the letters beside it. Joiners and direction marks stay: scripts
# need them, and they reorder nothing.
_HIDDEN = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def plain(text: str) -> str:
    """``text`` as one line that can be drawn and written into XML.

    Without control characters, lone surrogates, or characters that change the direction of what stands beside them.
    """
    short = text[:MAX_CHARACTERS]
    return short if short.isprintable() else "".join(map(_printable, short))


def plain_lines(text: str) -> str:
    """``text`` made :func:`plain`, but for its line breaks, which stay."""
    return text if text.isprintable() else "\n".join(map(plain, text.splitlines()))


def _printable(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Cc", "Zl", "Zp"):
        return " "
    if category == "Cs" or ord(character) & 0xFFFE == 0xFFFE:
        return "\ufffd"
    return "" if character in _HIDDEN else character
