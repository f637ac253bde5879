"""What a page says of changes, events and disagreements: words and sources, each source once."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from netexplorer.graph.dates import BEGINNING, FOREVER, describe, describe_short
from netexplorer.graph.network import TemporalNetwork
from netexplorer.graph.plain import plain, plain_lines
from netexplorer.session import selection
from netexplorer.session.citations import Citation, Citations
from netexplorer.session.wording import ChangeWords, confidence_text, since_text, value_texts

Rows = npt.NDArray[np.intp]
Bools = npt.NDArray[np.bool_]
Columns = dict[str, Any]


class Told:
    """Words the records of a network; sources are numbered in the order in which they are first cited.

    ``part`` has ``rel_at`` and ``actor_at``, the rows on the page.
    """

    def __init__(self, net: TemporalNetwork, part: Any) -> None:
        self._net = net
        self._part = part
        self._citations = Citations(net.dataset)
        self._words = ChangeWords(net)
        self._numbers: dict[Citation, int] = {}

    def cite(self, references: tuple[str, ...]) -> list[int]:
        """The numbers of the sources behind references."""
        return [self._numbers.setdefault(each, len(self._numbers)) for each in self._citations.of(references)]

    def cites(self) -> list[list[str]]:
        """Label, detail and address of every source that was cited, by number; ask last."""
        return [[plain(each.label), plain_lines(each.detail), each.url] for each in self._numbers]

    def changes(self, rels: Rows, disputed: Bools, unstated: Bools) -> Columns:
        """The changes of the relationships ``rels``, one relationship after the other; ``start`` has one entry more."""
        net = self._net
        first, stop = net.change_start[rels].astype(np.int64), net.change_start[rels + 1].astype(np.int64)
        counts = stop - first
        rows = np.repeat(first - (np.cumsum(counts) - counts), counts) + np.arange(int(counts.sum()))
        told = [self._change(row) for row in rows.tolist()]
        names = ("date", "until", "since", "maybe", "note", "confidence", "values", "cites")
        return {
            "start": [0, *np.cumsum(counts).tolist()],
            "from": _ticks(net.change_from[rows]),
            "to": _ticks(net.change_to[rows]),
            "state": net.change_state[rows].tolist(),
            "doubt": _pairs(net.change_possible[rows], net.change_from_end[rows]),
            "untilDoubt": _pairs(net.until_possible[rows], net.until_end[rows]),
            "disputed": np.flatnonzero(disputed[rows]).tolist(),
            "unstated": np.flatnonzero(unstated[rows]).tolist(),
            **{name: [each[k] for each in told] for k, name in enumerate(names)},
        }

    def _change(self, row: int) -> tuple[Any, ...]:
        record, words = self._net.change(row), self._words(row)
        certain, maybe = since_text(words, uncertain=False), since_text(words, uncertain=True)
        return (
            words.from_short,
            words.until_short,
            certain,
            maybe if maybe != certain else 0,
            plain_lines(record.note),
            plain(confidence_text(record.confidence)) if record.confidence else "",
            [plain(text) for text in value_texts(record.values)],
            self.cite(record.sources),
        )

    def events(self) -> list[Columns]:
        """Every event with a date, in the order of time."""
        net, part = self._net, self._part
        found = []
        for row in np.argsort(net.event_tick, kind="stable").tolist():
            date = net.axis.read(net.dataset.events[row].date)
            if net.event_tick[row] <= BEGINNING or date is None:
                continue
            record = net.dataset.events[row]
            rels = [int(part.rel_at[net.rel_row[each]]) for each in record.relationships if each in net.rel_row]
            actors = [int(part.actor_at[net.actor_row[each]]) for each in record.actors if each in net.actor_row]
            found.append(
                {
                    "id": selection.event_id(net, row),
                    "tick": int(net.event_tick[row]),
                    "end": int(net.event_end[row]),
                    "date": describe(date),
                    "short": describe_short(date),
                    "title": plain(record.title),
                    "note": plain_lines(record.note),
                    "confidence": plain(confidence_text(record.confidence)) if record.confidence else "",
                    "rels": sorted({each for each in rels if each >= 0}),
                    "actors": sorted({each for each in actors if each >= 0}),
                    "cites": self.cite(record.sources),
                }
            )
        return found

    def disputes(self) -> list[Columns]:
        """Where sources contradict one another: the claims side by side, and what they are about."""
        net = self._net
        found = []
        for record in net.dataset.disagreements:
            claims = [[plain_lines(claim.text), self.cite(claim.sources)] for claim in record.claims]
            about = [target for ident in record.about if (target := self._target(ident))]
            found.append({"note": plain_lines(record.note), "claims": claims, "about": about})
        return found

    def _target(self, ident: str) -> str:
        net, part = self._net, self._part
        if ident in net.rel_row:
            return f"{selection.RELATIONSHIP}:{ident}" if part.rel_at[net.rel_row[ident]] >= 0 else ""
        if ident in net.actor_row:
            return f"{selection.ACTOR}:{ident}" if part.actor_at[net.actor_row[ident]] >= 0 else ""
        return f"{selection.EVENT}:{ident}" if selection.event_row(net, ident) >= 0 else ""


def _ticks(ticks: npt.NDArray[np.int64]) -> list[int | None]:
    return [tick if BEGINNING < tick < FOREVER else None for tick in ticks.tolist()]


def _pairs(starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]) -> list[list[int] | int]:
    """From when to when something is in doubt; 0 where it never is."""
    return [[start, end] if start < end else 0 for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
