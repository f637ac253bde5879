"""Plain data with every text in it made harmless; what a click leads to stays as it is.

The parts that many pages share are made harmless once, by whoever keeps them (``evidence.py``).
"""

from __future__ import annotations

from msgspec.structs import replace

from netexplorer.graph.plain import plain_lines as safe
from netexplorer.session.citations import Citation
from netexplorer.session.dossier_data import Card, Chip, Claim, Dispute, Dossier, HistoryRow, Tenure

Pairs = tuple[tuple[str, str], ...]


def harmless(page: Dossier) -> Dossier:
    """The same page with :func:`~netexplorer.graph.plain.plain_lines` applied to its own texts.

    Cards, history, chips and disputes are taken as they are: they come harmless from their keeper.
    """
    return replace(
        page,
        kicker=safe(page.kicker),
        title=safe(page.title),
        names=_pairs(page.names),
        aliases=tuple(map(safe, page.aliases)),
        description=safe(page.description),
        facts=_pairs(page.facts),
        citations=harmless_citations(page.citations),
        tables=tuple((safe(title), _pairs(rows)) for title, rows in page.tables),
    )


def _pairs(pairs: Pairs) -> Pairs:
    return tuple((safe(a), safe(b)) for a, b in pairs)


def harmless_citations(citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
    """The same citations with harmless texts."""
    return tuple(map(_citation, citations))


def _citation(citation: Citation) -> Citation:
    label, detail = safe(citation.label), safe(citation.detail)
    if (label, detail) == (citation.label, citation.detail):
        return citation
    return replace(citation, label=label, detail=detail)


def harmless_dispute(dispute: Dispute) -> Dispute:
    """The same dispute with harmless texts."""
    return Dispute(
        note=safe(dispute.note),
        claims=tuple(Claim(safe(claim.text), harmless_citations(claim.citations)) for claim in dispute.claims),
        about=tuple((target, safe(label)) for target, label in dispute.about),
    )


def harmless_card(card: Card) -> Card:
    """The same card with harmless texts; its disputes come harmless from their keeper."""
    return replace(
        card,
        label=safe(card.label),
        type=safe(card.type),
        state_label=safe(card.state_label),
        note=safe(card.note),
        confidence=safe(card.confidence),
        values=tuple(map(safe, card.values)),
        citations=harmless_citations(card.citations),
    )


def harmless_row(row: HistoryRow) -> HistoryRow:
    """The same line of a history with harmless texts."""
    return replace(row, text=safe(row.text), label=safe(row.label))


def harmless_chip(chip: Chip) -> Chip:
    """The same chip with harmless texts."""
    return replace(chip, name=safe(chip.name), state_label=safe(chip.state_label), detail=safe(chip.detail))


def harmless_tenure(line: Tenure) -> Tenure:
    """The same line about a post with harmless texts."""
    links = tuple((safe(words), target) for words, target in line.links)
    name, detail = safe(line.name), safe(line.detail)
    return replace(line, name=name, detail=detail, links=links, citations=harmless_citations(line.citations))
