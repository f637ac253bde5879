"""What a dataset can show for its relationships: how they stand, how they came to it, and who says so."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from netexplorer.graph.dates import BEGINNING, describe_short
from netexplorer.graph.network import ENDED, NOT_YET, TemporalNetwork
from netexplorer.graph.states import current_change, states_at, uncertain_at
from netexplorer.session import selection
from netexplorer.session.citations import Citation, Citations
from netexplorer.session.dossier_data import Card, Chip, Claim, Dispute, HistoryRow
from netexplorer.session.harmless import harmless_card, harmless_chip, harmless_dispute, harmless_row
from netexplorer.session.wording import ChangeWords, called, confidence_text, since_text, state_label, value_texts

Rows = npt.NDArray[np.intp]


class Evidence:
    """Cards, histories and neighbours of one network, with harmless texts; what was worded once is kept."""

    def __init__(self, net: TemporalNetwork) -> None:
        self.net = net
        self._citations = Citations(net.dataset)
        self._words = ChangeWords(net)
        self._disputes: dict[str, list[Dispute]] = defaultdict(list)
        self._cards: dict[tuple[int, int, int, bool], Card] = {}
        self._chips: dict[tuple[int, int, int], Chip] = {}
        self._histories: dict[tuple[str, bytes], tuple[tuple[HistoryRow, int], ...]] = {}
        self.all_disputes = tuple(self._dispute(row) for row in range(len(net.dataset.disagreements)))
        for record, dispute in zip(net.dataset.disagreements, self.all_disputes, strict=True):
            for ident in record.about:
                self._disputes[ident].append(dispute)
        self._events: dict[str, list[int]] = defaultdict(list)
        for row, event in enumerate(net.dataset.events):
            for ident in {*event.actors, *event.relationships}:
                self._events[ident].append(row)

    def disputes(self, ident: str) -> tuple[Dispute, ...]:
        """The disagreements about an actor, relationship or event."""
        return tuple(self._disputes.get(ident, ())) if ident else ()

    def cite(self, references: tuple[str, ...]) -> tuple[Citation, ...]:
        """The sources behind references."""
        return self._citations.of(references)

    def cards(self, t: int, rels: Rows) -> tuple[Card, ...]:
        """Relationships that are or were, the latest change first and what has ended last."""
        states, current, uncertain = states_at(self.net, t), current_change(self.net, t), uncertain_at(self.net, t)
        cards = []
        for rel in rels.tolist():
            if states[rel] != NOT_YET or len(rels) == 1:
                row = self._row_for(t, rel, int(current[rel]))
                cards.append(self._kept_card((rel, int(states[rel]), row, bool(uncertain[rel]))))
        never = self.net.first - 1
        return tuple(
            sorted(cards, key=lambda card: (card.state == ENDED, -(never if card.tick is None else card.tick)))
        )

    def _row_for(self, t: int, rel: int, current: int) -> int:
        """The change to tell about: the one in force, the last one before ``t`` if it has ended, else the first."""
        start, stop = int(self.net.change_start[rel]), int(self.net.change_start[rel + 1])
        if current >= 0 or start == stop:
            return current
        begun = np.flatnonzero(self.net.change_from[start:stop] <= t)
        return start + (int(begun[-1]) if len(begun) else 0)

    def _kept_card(self, key: tuple[int, int, int, bool]) -> Card:
        if key not in self._cards:
            rel, state, row, uncertain = key
            self._cards[key] = harmless_card(self._card(rel, state, row, uncertain=uncertain))
        return self._cards[key]

    def _card(self, rel: int, state: int, row: int, *, uncertain: bool) -> Card:
        net = self.net
        change, words = net.change(row), self._words(row)
        kind = int(net.rel_type[rel])
        if state == ENDED:
            since = f"on {words.until_short}" if words.until_short else ""
        elif state == NOT_YET:
            since = f"begins {words.from_short}" if words.from_short else ""
        else:
            since = since_text(words, uncertain=uncertain)
        tick = int(net.change_to[row] if state == ENDED else net.change_from[row])
        return Card(
            target=selection.relationship(net, rel),
            label=net.label(rel),
            type=called(net.types[kind]) if kind >= 0 else "",
            state=state,
            state_label=state_label(net, state),
            since=since,
            tick=tick if tick > BEGINNING else None,
            uncertain=uncertain,
            note=change.note,
            confidence=confidence_text(change.confidence) if change.confidence else "",
            values=value_texts(change.values),
            citations=self._citations.of(change.sources),
            disputes=self.disputes(net.rel_ids[rel]),
        )

    def history(self, t: int, rels: Rows, ident: str) -> tuple[HistoryRow, ...]:
        """All changes and ends of the relationships, and the events on days without a change; newest first."""
        key = (ident, rels.tobytes())
        if key not in self._histories:
            self._histories[key] = self._whole_history(rels, ident)
        current = set(current_change(self.net, t)[rels].tolist()) - {-1}
        return tuple(replace(row, now=True) if change in current else row for row, change in self._histories[key])

    def _whole_history(self, rels: Rows, ident: str) -> tuple[tuple[HistoryRow, int], ...]:
        """The rows of a history, each with its change row (-2 for an end or an event)."""
        net = self.net
        rows: list[tuple[HistoryRow, int]] = []
        for change in np.flatnonzero(np.isin(net.change_rel, rels)).tolist():
            rows += self._lines(change)
        days = {line.tick for line, _ in rows}
        for each in self._events.get(ident, ()):
            tick, event = int(net.event_tick[each]), net.dataset.events[each]
            date = net.axis.read(event.date)
            if tick > BEGINNING and tick not in days and date:
                target = selection.event(net, each)
                rows.append((harmless_row(HistoryRow(describe_short(date), tick, event.title, target, "", None)), -2))
        return tuple(sorted(rows, key=lambda row: BEGINNING if row[0].tick is None else row[0].tick, reverse=True))

    def _lines(self, change: int) -> list[tuple[HistoryRow, int]]:
        """A change, and its end when the relationship ends with it."""
        net, record, words = self.net, self.net.change(change), self._words(change)
        rel, state, tick = int(net.change_rel[change]), int(net.change_state[change]), int(net.change_from[change])
        target, label = selection.relationship(net, rel), net.label(rel)
        text = record.note or "; ".join((state_label(net, state), *value_texts(record.values)))
        start = tick if tick > BEGINNING else None
        lines = [(harmless_row(HistoryRow(words.from_short, start, text, target, label, state)), change)]
        stop, end = int(net.change_start[rel + 1]), int(net.change_to[change])
        if words.until_short and (change + 1 == stop or int(net.change_from[change + 1]) > end):
            ended = HistoryRow(words.until_short, end, f"Ended: {label}", target, label, ENDED)
            lines.append((harmless_row(ended), -2))
        return lines

    def neighbours(self, t: int, row: int, rels: Rows) -> tuple[Chip, ...]:
        """Each neighbour once, by the relationship that says most: channels first, what has ended last."""
        net, states = self.net, states_at(self.net, t)
        best: dict[int, tuple[tuple[bool, bool, int], int]] = {}
        for rel in rels.tolist():
            other = int(net.dst[rel]) if int(net.src[rel]) == row else int(net.src[rel])
            if states[rel] == NOT_YET or other == row:
                continue
            key = (states[rel] == ENDED, not net.is_channel[rel], -int(states[rel]))
            if other not in best or key < best[other][0]:
                best[other] = (key, rel)
        found = [(other, rel, key) for other, (key, rel) in best.items()]
        found.sort(key=lambda item: (*item[2][:2], net.name(item[0]).casefold()))
        return tuple(self._chip(other, rel, int(states[rel])) for other, rel, _ in found)

    def _chip(self, other: int, rel: int, code: int) -> Chip:
        key = (other, rel, code)
        if key not in self._chips:
            net = self.net
            words = (net.name(other), selection.actor(net, other), code, state_label(net, code), net.label(rel))
            self._chips[key] = harmless_chip(Chip(*words, channel=bool(net.is_channel[rel])))
        return self._chips[key]

    def _dispute(self, row: int) -> Dispute:
        record = self.net.dataset.disagreements[row]
        claims = tuple(Claim(claim.text, self._citations.of(claim.sources)) for claim in record.claims)
        about = tuple(self._about(ident) for ident in record.about)
        return harmless_dispute(Dispute(record.note, claims, tuple(pair for pair in about if pair[0])))

    def _about(self, ident: str) -> tuple[str, str]:
        net = self.net
        if ident in net.rel_row:
            return f"{selection.RELATIONSHIP}:{ident}", net.label(net.rel_row[ident])
        if ident in net.actor_row:
            return f"{selection.ACTOR}:{ident}", net.name(net.actor_row[ident])
        row = selection.event_row(net, ident)
        return (f"{selection.EVENT}:{ident}", net.dataset.events[row].title) if row >= 0 else ("", "")
