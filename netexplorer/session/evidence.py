"""What a dataset can show for its relationships: how they stand, how they came to it, and who says so."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from netexplorer.graph import schema
from netexplorer.graph.certainty import DISPUTED, UNSTATED
from netexplorer.graph.dates import BEGINNING, describe_short
from netexplorer.graph.network import ENDED, NOT_YET, TemporalNetwork
from netexplorer.scene.doubts import doubted
from netexplorer.session import selection
from netexplorer.session.citations import Citation, Citations
from netexplorer.session.dossier_data import Card, Chip, Claim, Dispute, HistoryRow
from netexplorer.session.harmless import harmless_card, harmless_chip, harmless_dispute, harmless_row
from netexplorer.session.instant import Standing, changes_of
from netexplorer.session.wording import (
    Change,
    ChangeWords,
    called,
    confidence_text,
    number_text,
    since_text,
    state_label,
    value_texts,
)

#: Cards, lines of a history, neighbours in a list, disputes: so many of each stand on one page, the others are counted.
MOST_TOLD = 200
_KEPT = 20_000  # worded parts of one kind; more are not kept

Rows = npt.NDArray[np.integer[Any]]
_STATES = 2**7
_STATE_BITS = 9  # state codes, counted down from the highest, are less than two to that power; likewise:
_SCORE_BITS = _STATE_BITS + 2
_ROW_BITS = 32
_TICK_BITS = 62

_Line = tuple[HistoryRow, int]  # with its change row; -2 for an end or an event


class Evidence:
    """Cards, histories and neighbours of one network, with harmless texts; what was worded once is kept.

    Nothing is worded, and no record looked at, before somebody asks about what it touches.
    """

    def __init__(self, net: TemporalNetwork) -> None:
        self.net = net
        self._citations = Citations(net.dataset)
        self._words = ChangeWords(net)
        self._disputes: dict[int, Dispute] = {}
        self._cards: dict[tuple[int, int, int, bool, bool], Card] = {}
        self._names: dict[int, str] = {}
        self._labels: dict[int, str] = {}
        self._chips: dict[tuple[int, int, int], Chip] = {}
        self._lines: dict[tuple[int, bool], tuple[_Line, ...]] = {}
        self._history: tuple[tuple[str, bytes], tuple[_Line, ...]] | None = None

    @property
    def all_disputes(self) -> tuple[Dispute, ...]:
        """The disagreements of the dataset, the first of them if there are very many."""
        return tuple(self.dispute(row) for row in range(min(len(self.net.dataset.disagreements), MOST_TOLD)))

    def disputes(self, ident: str) -> tuple[Dispute, ...]:
        """The disagreements about an actor, relationship or event."""
        rows = self._disputes_about.get(ident, []) if ident else []
        return tuple(self.dispute(row) for row in rows[:MOST_TOLD])

    @cached_property
    def _disputes_about(self) -> dict[str, list[int]]:
        about: dict[str, list[int]] = defaultdict(list)
        for row, record in enumerate(self.net.dataset.disagreements):
            for ident in record.about:
                about[ident].append(row)
        return dict(about)

    @cached_property
    def _events(self) -> dict[str, list[int]]:
        touching: dict[str, list[int]] = defaultdict(list)
        for row, event in enumerate(self.net.dataset.events):
            for ident in {*event.actors, *event.relationships}:
                touching[ident].append(row)
        return dict(touching)

    def cite(self, references: tuple[str, ...]) -> tuple[Citation, ...]:
        """The sources behind references."""
        return self._citations.of(references)

    def cards(self, rels: Rows, now: Standing) -> tuple[Card, ...]:
        """Relationships that are or were, the latest change first and what has ended last; one alone in any case.

        Parameters
        ----------
        rels : int (k,)
            Ascending.
        now : Standing
            Theirs.
        """
        seen = np.flatnonzero(now.states != NOT_YET) if len(rels) > 1 else np.arange(len(rels))
        if len(seen) > 1:
            told, is_over = now.told[seen], now.states[seen] == ENDED
            tick = np.where(is_over, self.net.change_to[told], self.net.change_from[told])
            tick[tick <= BEGINNING] = self.net.first - 1
            seen = seen[_smallest((is_over.astype(np.int64) << _TICK_BITS) - tick, MOST_TOLD)]
        parts = (rels, now.states, now.told, now.uncertain, now.ending)
        return tuple(map(self._kept_card, zip(*(part[seen].tolist() for part in parts), strict=True)))

    def _kept_card(self, key: tuple[int, int, int, bool, bool]) -> Card:
        card = self._cards.get(key)
        if card is None:
            rel, state, row, uncertain, ending = key
            card = harmless_card(self._card(rel, state, row, uncertain=uncertain, ending=ending))
            _keep(self._cards, key, card)
        return card

    def _card(self, rel: int, state: int, row: int, *, uncertain: bool, ending: bool) -> Card:
        net = self.net
        kind, change, words = int(net.rel_type[rel]), schema.Change(), Change(None, "", "")
        tick = BEGINNING
        if row >= 0:
            change, words = net.change(row), self._words(row)
            tick = int(net.change_to[row] if state == ENDED else net.change_from[row])
        if state == ENDED:
            since = f"on {words.until_short}" if words.until_short else ""
        elif state == NOT_YET:
            since = f"begins {words.from_short}" if words.from_short else ""
        else:
            since = since_text(words, uncertain=uncertain and not ending, or_else=self._before(rel, row))
            since += f"; may be over since {words.until_short}" if ending and words.until_short else ""
        return Card(
            target=selection.relationship(net, rel),
            label=self._label(rel),
            type=called(net.types[kind]) if kind >= 0 else "",
            state=state,
            state_label=state_label(net, state),
            since=since,
            tick=tick if tick > BEGINNING else None,
            uncertain=uncertain,
            note=change.note,
            confidence=_sureness(net, row, change),
            values=value_texts(change.values),
            citations=self._citations.of(change.sources),
            disputes=self.disputes(net.rel_ids[rel]),
        )

    def _before(self, rel: int, row: int) -> str:
        """The state that led to a change; empty where none did."""
        net = self.net
        follows = row > int(net.change_start[rel]) and int(net.change_to[row - 1]) == int(net.change_from[row])
        return state_label(net, int(net.change_state[row - 1])) if follows else ""

    def history(self, t: int, rels: Rows, now: Standing, ident: str) -> tuple[HistoryRow, ...]:
        """All changes and ends of the relationships, and the events on days without a change; newest first.

        Of more than can be told those around the instant ``t``, most of them before it.
        """
        changes, _ = changes_of(self.net, rels)
        left = max(len(changes) - MOST_TOLD, 0)
        if left:
            ticks = self.net.change_from[changes]
            before = min(max(int(np.count_nonzero(ticks <= t)) - MOST_TOLD * 3 // 4, 0), left)
            ends = np.array([before, before + MOST_TOLD - 1])
            changes = np.sort(changes[np.argpartition(ticks, ends)[before : before + MOST_TOLD]])
        key = (ident, changes.tobytes())
        if self._history is None or self._history[0] != key:
            self._history = (key, self._whole_history(changes, ident))
        current = set(now.told[now.in_force].tolist())
        lines = tuple(replace(row, now=True) if change in current else row for row, change in self._history[1])
        return (*lines, HistoryRow("", None, more(left, "change"), "", "", NOT_YET)) if left else lines

    def _whole_history(self, changes: Rows, ident: str) -> tuple[_Line, ...]:
        net = self.net
        named = len(np.unique(net.change_rel[changes])) > 1
        rows = [line for change in changes.tolist() for line in self._kept_lines(change, named=named)]
        days = {line.tick for line, _ in rows}
        for each in self._events.get(ident, ())[:MOST_TOLD]:
            tick, event = int(net.event_tick[each]), net.dataset.events[each]
            date = net.axis.read(event.date)
            if tick > BEGINNING and tick not in days and date:
                target = selection.event(net, each)
                rows.append((harmless_row(HistoryRow(describe_short(date), tick, event.title, target, "", None)), -2))
        return tuple(sorted(rows, key=lambda row: BEGINNING if row[0].tick is None else row[0].tick, reverse=True))

    def _kept_lines(self, change: int, *, named: bool) -> tuple[_Line, ...]:
        lines = self._lines.get((change, named))
        if lines is None:
            lines = tuple(self._worded(change, named=named))
            _keep(self._lines, (change, named), lines)
        return lines

    def _worded(self, change: int, *, named: bool) -> list[_Line]:
        """A change, and its end when the relationship ends with it; among others' it is ``named`` if no note does."""
        net, record, words = self.net, self.net.change(change), self._words(change)
        rel, state, tick = int(net.change_rel[change]), int(net.change_state[change]), int(net.change_from[change])
        target, label = selection.relationship(net, rel), self._label(rel)
        became = f"{state_label(net, state)}: {label}" if named else state_label(net, state)
        text = record.note or "; ".join((became, *value_texts(record.values)))
        start = tick if tick > BEGINNING else None
        told = HistoryRow(words.from_short, start, text, target, label, state, doubt=_doubt(net, change, record))
        lines = [(harmless_row(told), change)]
        stop, end = int(net.change_start[rel + 1]), int(net.change_to[change])
        if words.until_short and (change + 1 == stop or int(net.change_from[change + 1]) > end):
            over = f"Ended: {label}" if named else "Ended"
            ended = HistoryRow(words.until_short, end, over, target, label, ENDED)
            lines.append((harmless_row(ended), -2))
        return lines

    def neighbours(self, row: int, rels: Rows, now: Standing) -> tuple[Chip, ...]:
        """Each neighbour once, by the relationship that says most: channels first, what has ended last, then by name.

        Of more channels or other relationships than can be told those that come first in the file, and how many are
        left.
        """
        net = self.net
        other, score = net.src[rels].astype(np.int64) + net.dst[rels] - row, self._score(rels, now.states)
        seen = np.flatnonzero((now.states != NOT_YET) & (other != row))
        by_other = seen[np.argsort((other[seen] << _SCORE_BITS) + score[seen], kind="stable")]
        starts = np.flatnonzero(np.diff(other[by_other], prepend=-1))
        best = by_other[starts]
        met = np.minimum.reduceat(by_other, starts) if len(starts) else starts  # where each neighbour stands first
        best = best[np.argsort(((score[best] >> _STATE_BITS) << _ROW_BITS) + met, kind="stable")]
        is_channel = net.is_channel[rels[best]]
        told = np.sort(np.concatenate([np.flatnonzero(mine)[:MOST_TOLD] for mine in (is_channel, ~is_channel)]))
        chosen = best[told]
        parts = (other[chosen], rels[chosen], now.states[chosen], score[chosen] >> _STATE_BITS)
        found = list(zip(*(part.tolist() for part in parts), strict=True))
        found.sort(key=lambda item: (item[3], self._name(item[0]).casefold()))
        chips = tuple(self._chip(each, rel, state) for each, rel, state, _ in found)
        of_channels = int(np.count_nonzero(is_channel))
        left = ((of_channels - MOST_TOLD, True), (len(best) - of_channels - MOST_TOLD, False))
        target = selection.actor(net, row)
        return chips + tuple(more_chip(target, count, channel=channel) for count, channel in left if count > 0)

    def _score(self, rels: Rows, states: npt.NDArray[np.int8]) -> Rows:
        """The less, the more a relationship says: whether it has ended, whether it is no channel, and its state."""
        group = 2 * (states == ENDED) + ~self.net.is_channel[rels]
        score: Rows = (group.astype(np.int64) << _STATE_BITS) + (_STATES - states.astype(np.int64))
        return score

    def _chip(self, other: int, rel: int, code: int) -> Chip:
        key = (other, rel, code)
        chip = self._chips.get(key)
        if chip is None:
            net = self.net
            words = (self._name(other), selection.actor(net, other), code, state_label(net, code), self._label(rel))
            chip = harmless_chip(Chip(*words, channel=bool(net.is_channel[rel])))
            _keep(self._chips, key, chip)
        return chip

    def _name(self, actor: int) -> str:
        name = self._names.get(actor)
        if name is None:
            name = self.net.name(actor)
            _keep(self._names, actor, name)
        return name

    def _label(self, rel: int) -> str:
        label = self._labels.get(rel)
        if label is None:
            label = self.net.label(rel)
            _keep(self._labels, rel, label)
        return label

    def dispute(self, row: int) -> Dispute:
        if row not in self._disputes:
            self._disputes[row] = self._worded_dispute(row)
        return self._disputes[row]

    def _worded_dispute(self, row: int) -> Dispute:
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


def _sureness(net: TemporalNetwork, row: int, change: schema.Change) -> str:
    """How a change is known, where that is said or nothing is."""
    parts = [confidence_text(change.confidence) if change.confidence else ""]
    if row >= 0 and int(net.change_record[row]) >= 0:
        is_told = change.confidence == DISPUTED or not doubted(net)[0][row]
        parts.append("" if is_told else "sources disagree")
        parts.append("" if change.sources or not net.dataset.sources else "no source is named")
    text = " · ".join(part for part in parts if part)
    return text[:1].upper() + text[1:]


def _doubt(net: TemporalNetwork, row: int, change: schema.Change) -> str:
    """Why a change is less than stated, in a word or two; empty where it is not."""
    if change.confidence in UNSTATED or change.confidence == DISPUTED:
        return confidence_text(change.confidence).lower()
    return "sources disagree" if bool(doubted(net)[0][row]) else ""


def _smallest(keys: npt.NDArray[np.int64], count: int) -> Rows:
    """Where the smallest ``count`` of the keys stand, in order; of equal ones the first."""
    rows = np.arange(len(keys))
    if len(keys) > count:
        limit = np.partition(keys, count - 1)[count - 1]
        less = np.flatnonzero(keys < limit)
        rows = np.sort(np.append(less, np.flatnonzero(keys == limit)[: count - len(less)]))
    return rows[np.argsort(keys[rows], kind="stable")]


def _keep(kept: dict[Any, Any], key: Any, value: Any) -> None:
    if len(kept) >= _KEPT:
        kept.clear()
    kept[key] = value


def more(count: int, noun: str = "") -> str:
    """``… and 1 234 more``, with what they are."""
    what = f" {noun}{'' if count == 1 else 's'}" if noun else ""
    return f"… and {number_text(count)} more{what}"


def more_chip(target: str, count: int, *, channel: bool = False) -> Chip:
    """The chip that stands for all that are not told; it leads to the page that it stands on."""
    return Chip(more(count), target, None, channel=channel, stands_for=count)
