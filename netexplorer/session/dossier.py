"""What the right panel says about what is selected, or about the dataset when nothing is."""

from __future__ import annotations

from collections import Counter, OrderedDict

import numpy as np

from netexplorer.graph.adjacency import Adjacency
from netexplorer.graph.coded import of_changes
from netexplorer.graph.dates import Precision, describe, describe_short
from netexplorer.graph.network import NOT_YET, TemporalNetwork
from netexplorer.scene.timescale import has_dates
from netexplorer.session import selection, travel
from netexplorer.session.citations import Citation
from netexplorer.session.dossier_data import Card, Chip, Claim, Dispute, Dossier, HistoryRow
from netexplorer.session.evidence import MOST_TOLD, Evidence, Rows, more_chip
from netexplorer.session.harmless import harmless, harmless_chip
from netexplorer.session.instant import Standing, standing
from netexplorer.session.selection import Selection
from netexplorer.session.tenures import tenures_of
from netexplorer.session.testimonypage import testimony_page
from netexplorer.session.wording import called, confidence_text, number_text, state_label

__all__ = ["Archive", "Card", "Chip", "Citation", "Claim", "Dispute", "Dossier", "HistoryRow", "dossier"]

KEPT_PAGES = 256  # about one thing there are as many as it has changes


def dossier(net: TemporalNetwork, t: int, selected: str) -> Dossier:
    """The page about what is selected at the instant ``t``; the page of the dataset when nothing is.

    Whoever asks often keeps an :class:`Archive` of the network instead.
    """
    return Archive(net).dossier(t, selected)


class Archive:
    """The dossiers of one network; what does not depend on the date is worded once and kept.

    A page costs what it is about, not what the network has.

    Parameters
    ----------
    touching : Adjacency, optional
        The relationships of every actor; without it a page about another actor than before looks through all of them.
    """

    def __init__(self, net: TemporalNetwork, touching: Adjacency | None = None) -> None:
        self.net = net
        self._touching = touching
        self._evidence = Evidence(net)
        self._dataset_page: Dossier | None = None
        self._subject: tuple[str, Selection, Rows] = ("", Selection(), np.zeros(0, dtype=np.int32))
        self._pages: OrderedDict[tuple[str, bytes], Dossier] = OrderedDict()

    def dossier(self, t: int, selected: str) -> Dossier:
        """The page about what is selected at the instant ``t``; the page of the dataset when nothing is.

        Asked again at a date at which all it is about stands as before, it is the same object, so a caller may compare
        with ``is`` to see whether there is anything to draw.
        """
        if self._subject[0] != selected:
            chosen = selection.find(self.net, selected)
            self._subject = (selected, chosen, self._about(chosen))
        _, chosen, rels = self._subject
        now = standing(self.net, t, rels)
        key = (selected, now.key())
        page = self._pages.get(key)
        if page is None:
            made = self._page(t, chosen, rels, now)
            page = self._pages[key] = made if made is self._dataset_page else harmless(made)
            if len(self._pages) > KEPT_PAGES:
                self._pages.popitem(last=False)
        self._pages.move_to_end(key)
        return page

    def _about(self, chosen: Selection) -> Rows:
        """The relationships that a page is about: ascending, but those of an event as it lists them."""
        net, rels = self.net, []
        if chosen.kind == selection.ACTOR and self._touching is not None:
            return self._touching.of(chosen.row)
        if chosen.kind == selection.ACTOR:
            return np.flatnonzero((net.src == chosen.row) | (net.dst == chosen.row))
        if chosen.kind == selection.RELATIONSHIP:
            rels = [chosen.row]
        elif chosen.kind == selection.EVENT:
            named = net.dataset.events[chosen.row].relationships
            rels = [net.rel_row[ident] for ident in named if ident in net.rel_row]
        return np.array(rels, dtype=np.int32)

    def _page(self, t: int, chosen: Selection, rels: Rows, now: Standing) -> Dossier:
        if chosen.kind == selection.ACTOR:
            return self._actor(t, chosen.row, rels, now)
        if chosen.kind == selection.RELATIONSHIP:
            return self._relationship(t, chosen.row, rels, now)
        if chosen.kind == selection.EVENT:
            return self._event(chosen.row, rels, now)
        if self._dataset_page is None:
            self._dataset_page = harmless(self._dataset())
        return self._dataset_page

    # -- pages

    def _actor(self, t: int, row: int, rels: Rows, now: Standing) -> Dossier:
        net, record = self.net, self.net.actor(row)
        is_channel = net.is_channel[rels]
        told, then = (rels[is_channel], now.of(is_channel)) if is_channel.any() else (rels, now)
        kind, side = int(net.actor_kind[row]), int(net.actor_side[row])
        place = record.extra.get("place")
        kicker = (called(net.kinds[kind]) if kind >= 0 else "", called(net.sides[side]) if side >= 0 else "",
                  place if isinstance(place, str) else "")  # fmt: skip
        posts_title, posts = tenures_of(net, t, row, self._evidence.cite)
        return Dossier(
            subject="actor",
            selected=selection.actor(net, row),
            kicker=" · ".join(part for part in kicker if part),
            title=net.name(row),
            kind=kind,
            side=side,
            names=tuple(record.names.items()),
            aliases=record.aliases,
            description=record.description,
            facts=(*_active(net, record.active), *_too_many(then)),
            cards=self._evidence.cards(told, then),
            history=self._evidence.history(t, told, then, record.id),
            chips_title="Channels and other relationships" if is_channel.any() else "Relationships",
            chips=self._evidence.neighbours(row, rels, now),
            disputes=self._evidence.disputes(record.id),
            citations=self._evidence.cite(record.sources),
            tenures_title=posts_title,
            tenures=posts,
        )

    def _relationship(self, t: int, row: int, rels: Rows, now: Standing) -> Dossier:
        net = self.net
        kind = int(net.rel_type[row])
        ends = (int(net.src[row]), int(net.dst[row]))
        ident = net.rel_ids[row]
        told = range(int(net.change_start[row]), int(net.change_start[row + 1]))
        cited = tuple(ref for change in told for ref in net.change(change).sources)
        return Dossier(
            subject="relationship",
            selected=selection.relationship(net, row),
            kicker=called(net.types[kind]) if kind >= 0 else "Relationship",
            title=net.label(row),
            cards=self._evidence.cards(rels, now),
            history=self._evidence.history(t, rels, now, ident),
            chips_title="Between",
            chips=tuple(_actor_chip(net, end) for end in dict.fromkeys(ends)),
            disputes=self._evidence.disputes(ident),
            citations=self._evidence.cite(cited),
        )

    def _event(self, row: int, rels: Rows, now: Standing) -> Dossier:
        net, record = self.net, self.net.dataset.events[row]
        date = net.axis.read(record.date)
        actors = [net.actor_row[ident] for ident in record.actors if ident in net.actor_row]
        chips = [_actor_chip(net, each) for each in actors[:MOST_TOLD]]
        with_states = zip(rels[:MOST_TOLD].tolist(), now.states[:MOST_TOLD].tolist(), strict=True)
        chips += [_relationship_chip(net, each, state) for each, state in with_states]
        left = len(actors) + len(rels) - len(chips)
        chips += [more_chip(selection.event(net, row), left)] if left else []
        return Dossier(
            subject="event",
            selected=selection.event(net, row),
            kicker=f"Event · {describe(date)}" if date else "Event",
            title=record.title or selection.event_id(net, row),
            description=record.note,
            facts=(("Confidence", confidence_text(record.confidence)),) if record.confidence else (),
            chips_title="Touches",
            chips=tuple(chips),
            disputes=self._evidence.disputes(record.id),
            citations=self._evidence.cite(record.sources),
        )

    def _dataset(self) -> Dossier:
        net, data = self.net, self.net.dataset
        if net.testimony:
            return testimony_page(net, self._evidence)
        known = of_changes(net, "confidence")
        by_code = np.bincount(known.codes, minlength=len(known.values)).tolist()
        count_of = dict(zip(known.values, by_code, strict=True))
        confidence = Counter({word: count_of[word] for word in known.used()})
        kinds = Counter(source.kind or "other" for source in data.sources)
        publishers = Counter(source.publisher or "Not named" for source in data.sources)
        as_of = net.axis.read(data.as_of)
        is_cut = len(data.disagreements) > MOST_TOLD
        facts = (
            ("Covers", _covers(net)),
            ("As of", describe(as_of) if as_of else ""),
            ("Actors", number_text(len(net.actor_ids))),
            ("Relationships", number_text(len(net.rel_ids))),
            ("Channels", number_text(int(net.is_channel.sum()))),
            ("Dated changes", number_text(int(np.count_nonzero(net.change_record >= 0)))),
            ("Events", number_text(len(data.events))),
            ("Sources", number_text(len(data.sources))),
            ("Disagreements", f"{number_text(len(data.disagreements))}, the first {MOST_TOLD} of them here" * is_cut),
            ("Licence", data.licence),
        )
        tables = (
            ("Lenses", tuple((called(lens), "") for lens in data.lenses)),
            ("How it is known", tuple((confidence_text(word), number_text(n)) for word, n in confidence.most_common())),
            ("Sources by kind", tuple((kind.capitalize(), number_text(n)) for kind, n in kinds.most_common())),
            ("Sources by publisher", tuple((name, number_text(n)) for name, n in publishers.most_common(12))),
        )
        return Dossier(
            subject="dataset",
            selected="",
            kicker="Dataset",
            title=data.title or "Untitled dataset",
            description=data.description,
            facts=tuple((label, text) for label, text in facts if text),
            disputes=self._evidence.all_disputes,
            tables=tuple((title, rows) for title, rows in tables if rows),
        )


def _too_many(now: Standing) -> tuple[tuple[str, str], ...]:
    """That the cards of an actor with very many relationships are not all it has."""
    count = int(np.count_nonzero(now.states != NOT_YET))
    if count <= MOST_TOLD:
        return ()
    return (("Shown here", f"{number_text(MOST_TOLD)} of {number_text(count)}, those that changed last"),)


def _actor_chip(net: TemporalNetwork, row: int) -> Chip:
    return harmless_chip(Chip(net.name(row), selection.actor(net, row), None))


def _relationship_chip(net: TemporalNetwork, row: int, code: int) -> Chip:
    words = (net.label(row), selection.relationship(net, row), code, state_label(net, code))
    return harmless_chip(Chip(*words, channel=bool(net.is_channel[row])))


def _active(net: TemporalNetwork, text: str) -> tuple[tuple[str, str], ...]:
    if not text:
        return ()
    start, slash, end = text.partition("/")
    dates = [net.axis.read(side) for side in (start, end)]
    first, last = (describe_short(date) if date else "" for date in dates)
    if not slash or first == last:
        return (("Active", first or text),)
    if first and not last:
        return (("Active", f"since {first}"),)
    return (("Active", f"{first} to {last}" if first else f"until {last}"),) if last else ()


def _last(net: TemporalNetwork) -> int:
    """The last instant of the dataset at which something is; what ends at a new year is not there in it."""
    begins = (net.change_from == net.last).any() or (net.event_tick == net.last).any()
    return net.last if begins or net.axis.is_number else net.last - 1


def _covers(net: TemporalNetwork) -> str:
    """The years of the dataset, and those in which most of it happens when they are fewer; empty without dates."""
    if not has_dates(net):
        return ""
    first, last = (net.axis.label(tick, Precision.YEAR) for tick in (net.first, _last(net)))
    home, end = (net.axis.label(tick, Precision.YEAR) for tick in (travel.home(net), min(travel.end(net), _last(net))))
    whole = first if first == last else f"{first} to {last}"
    return whole if (first, last) == (home, end) else f"{whole}, mostly {home} to {end}"
