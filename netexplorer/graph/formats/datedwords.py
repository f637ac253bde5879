"""Dates that stand where a word is expected: labels that are nothing but dates, and relations called by years."""

from __future__ import annotations

import re

from netexplorer.graph.formats.clock import number_of
from netexplorer.graph.formats.draft import Draft, DraftLink, Spell
from netexplorer.graph.formats.ranges import is_date

_MOST = 0.8  # share of the labels that have to be dates
_YEARS = range(1000, 2201)
_YEAR = re.compile(r"(\D*?)[ _.-]?(\d{4})")
_LONGEST = 40  # signs of a date


def date_links(draft: Draft) -> None:
    """Give relationships without times the dates that their labels, or the names of their relations, are."""
    if draft.columns is not None or draft.contacts.times:
        return
    links = [link for link in draft.links if not link.spells]
    if not links or (len(links) == len(draft.links) and _by_relation(draft, links)):
        return
    labelled = [link for link in links if link.label]
    dated = [link for link in labelled if _is_dated(link.label)]
    if not dated or len(dated) < _MOST * len(labelled):
        return
    for link in dated:
        link.spells, link.label = [Spell(link.label, link.label)], ""
    sentence = "Relationships without times of their own have those that their labels are, such as"
    draft.bent("dated-labels", f"{sentence} “{dated[0].spells[0].start}”.", len(dated))


def _is_dated(label: str) -> bool:
    text = label.strip()
    if number_of(text) is not None:
        return text.isdecimal() and len(text) == 4 and int(text) in _YEARS
    return len(text) <= _LONGEST and is_date(text)


def _by_relation(draft: Draft, links: list[DraftLink]) -> bool:
    """Whether all relations are called by years, as matrices and layers of some years are; then they are the times."""
    found = {link.type: _YEAR.fullmatch(link.type.strip()) for link in links}
    matches = [match for match in found.values() if match is not None and int(match[2]) in _YEARS]
    if len(matches) < 2 or len(matches) < len(found) or len({match[1] for match in matches}) > 1:
        return False
    for link in links:
        match = found[link.type]
        if match is not None:
            link.spells, link.type = [Spell(match[2], match[2])], ""
    draft.joins_parallel = True
    names = ", ".join(sorted(found)[:3])
    draft.bent("dated-relations", f"Relations that are called by years ({names} …) are when a relationship was.")
    return True
