"""A page of plain data with every text in it made harmless; what a click leads to stays as it is."""

from __future__ import annotations

from dataclasses import replace

from netexplorer.graph.plain import plain_lines as safe
from netexplorer.session.citations import Citation
from netexplorer.session.dossier_data import Card, Chip, Claim, Dispute, Dossier, HistoryRow

Pairs = tuple[tuple[str, str], ...]


def harmless(page: Dossier) -> Dossier:
    """The same page with :func:`~netexplorer.graph.plain.plain_lines` applied to all its texts."""
    return replace(
        page,
        kicker=safe(page.kicker),
        title=safe(page.title),
        names=_pairs(page.names),
        aliases=tuple(map(safe, page.aliases)),
        description=safe(page.description),
        facts=_pairs(page.facts),
        cards=tuple(map(_card, page.cards)),
        history=tuple(map(_history_row, page.history)),
        chips=tuple(map(_chip, page.chips)),
        disputes=_disputes(page.disputes),
        citations=_citations(page.citations),
        tables=tuple((safe(title), _pairs(rows)) for title, rows in page.tables),
    )


def _pairs(pairs: Pairs) -> Pairs:
    return tuple((safe(a), safe(b)) for a, b in pairs)


def _citations(citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
    return tuple(map(_citation, citations))


def _citation(citation: Citation) -> Citation:
    label, detail = safe(citation.label), safe(citation.detail)
    if (label, detail) == (citation.label, citation.detail):
        return citation
    return replace(citation, label=label, detail=detail)


def _disputes(disputes: tuple[Dispute, ...]) -> tuple[Dispute, ...]:
    return tuple(
        Dispute(
            note=safe(dispute.note),
            claims=tuple(Claim(safe(claim.text), _citations(claim.citations)) for claim in dispute.claims),
            about=tuple((target, safe(label)) for target, label in dispute.about),
        )
        for dispute in disputes
    )


def _card(card: Card) -> Card:
    return replace(
        card,
        label=safe(card.label),
        type=safe(card.type),
        state_label=safe(card.state_label),
        note=safe(card.note),
        confidence=safe(card.confidence),
        values=tuple(map(safe, card.values)),
        citations=_citations(card.citations),
        disputes=_disputes(card.disputes),
    )


def _history_row(row: HistoryRow) -> HistoryRow:
    text, label = safe(row.text), safe(row.label)
    if (text, label) == (row.text, row.label):  # as almost always; a page has a hundred of them
        return row
    return replace(row, text=text, label=label)


def _chip(chip: Chip) -> Chip:
    name, state_label, detail = safe(chip.name), safe(chip.state_label), safe(chip.detail)
    if (name, state_label, detail) == (chip.name, chip.state_label, chip.detail):
        return chip
    return replace(chip, name=name, state_label=state_label, detail=detail)
