"""Ids that look the same and are not: they stay apart, and that is told."""

from __future__ import annotations

import unicodedata

from netexplorer.graph.formats.draft import Draft


def tell_alike(draft: Draft) -> None:
    """Tell of actors whose ids differ only in blanks, or in how accents are joined to their letters."""
    whole = "\0".join(draft.actors)
    if whole.isascii() and whole.split() == [whole]:  # there is neither a blank nor an accent in any of them
        return
    odd: dict[str, str] = {}  # the plain form of each id that has another, and the first such id
    for ident in draft.actors:
        plain = _plain(ident)
        if plain == ident:
            continue
        other = plain if plain in draft.actors else odd.setdefault(plain, ident)
        if other != ident:
            what = "Actors whose ids differ only in blanks or in how accents are written stay apart"
            draft.bent("alike-ids", f"{what} (“{other[:40]}” and “{ident[:40]}”).")


def _plain(ident: str) -> str:
    text = " ".join(ident.split())
    return text if text.isascii() else unicodedata.normalize("NFC", text)
