"""Cytoscape's simple interaction format: ``source type target target …``, a line each; a lone word is an actor."""

from __future__ import annotations

from netexplorer.graph.formats.draft import Ask, Draft
from netexplorer.graph.formats.reading import Progress, Wish, stop_if
from netexplorer.graph.formats.unpack import Source

_EVERY = 5_000  # lines between two looks at whether to stop


def sniff(head: bytes) -> bool:
    """Nothing in its bytes tells it from other texts; its name does."""
    return False


def read(source: Source, ask: Ask, progress: Progress, cancelled: Wish) -> Draft:
    """Read the lines; with a tab anywhere, tabs part the words, and names may have spaces."""
    draft = Draft("Simple interaction format (SIF)")
    draft.directed = True
    text = source.text()
    tab = "\t" if "\t" in text else None
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        if number % _EVERY == 0:
            stop_if(cancelled)
            progress(number / len(lines))
        words = [word.strip() for word in line.split(tab)] if line.strip() else []
        words = [word for word in words if word]
        if len(words) == 2:
            draft.tell("warning", "bad-line", f"line {number}", f'"{line.strip()[:80]}" has no target; it is left out.')
        for word in (words[0], *words[2:]) if len(words) != 2 and words else ():
            draft.declare(word) if word not in draft.actors else None
        for target in words[2:]:
            draft.link(words[0], target, type=words[1])
    return draft
