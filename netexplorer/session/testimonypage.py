"""The page of the dataset while not everybody is heard: whose word counts, and what is left out for it."""

from __future__ import annotations

from netexplorer.graph.hearing import Omission, omission
from netexplorer.graph.network import TemporalNetwork
from netexplorer.session.dossier_data import Chip, Dossier
from netexplorer.session.evidence import MOST_TOLD, Evidence, more_chip
from netexplorer.session.harmless import harmless_chip
from netexplorer.session.selection import relationship
from netexplorer.session.witnesses import horizon, testimony_text
from netexplorer.session.wording import count_text, number_text

ONE = (
    "The network shows what this testimony alone supports: a channel is in the state of the last change that cites it, "
    "and what it does not tell of is left out."
)
FILTERED = "Changes that are left out are as if they had not been written: the one before them holds on."
MEANT = {
    "stated": "Left out is what the dataset infers, takes from general knowledge, or gives no source for.",
    "undisputed": "Left out are changes about which sources contradict one another.",
}


def testimony_page(net: TemporalNetwork, evidence: Evidence) -> Dossier:
    """What stands in place of the dataset's own page."""
    wish, found = net.testimony, omission(net)
    words = testimony_text(net.dataset, wish)
    meant = [text for field, text in MEANT.items() if getattr(wish, field)]
    is_one = bool(wish.source or wish.publisher)
    until = horizon(net.dataset, wish)
    facts = (
        ("Changes", f"{number_text(found.told)} of {number_text(found.changes)} are heard"),
        ("Channels", f"{number_text(found.channels_told)} of {number_text(found.channels)}"),
        ("Published", f"{until}; what came later it cannot know" if until else ""),
        ("Contradicts", _contradictions(found) if is_one else ""),
    )
    return Dossier(
        subject="dataset",
        selected="",
        kicker="Whose word counts",
        title=words[:1].upper() + words[1:],
        description=" ".join((ONE if is_one else FILTERED, *meant)),
        facts=tuple((label, text) for label, text in facts if text),
        chips_title="Channels unknown to it" if is_one else "Channels left out",
        chips=_unknown(net, found),
        disputes=tuple(evidence.dispute(row) for row in found.contradicts[:MOST_TOLD]),
    )


def _contradictions(found: Omission) -> str:
    if not found.contradicts:
        return "nobody, as far as the dataset says"
    return f"others in {count_text(len(found.contradicts), 'disagreement')}, listed below"


def _unknown(net: TemporalNetwork, found: Omission) -> tuple[Chip, ...]:
    rows = found.unknown.tolist()
    chips = [harmless_chip(Chip(net.label(row), relationship(net, row), None)) for row in rows[:MOST_TOLD]]
    left = len(rows) - len(chips)
    return (*chips, more_chip("", left)) if left > 0 else tuple(chips)
