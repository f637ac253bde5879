"""What ``diff`` says for a reader: a paragraph, and then every step with its date, under the event that caused it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from netexplorer.cli.answers import Answer, state_word
from netexplorer.cli.texts import counts_text, heard_lines, plain
from netexplorer.graph.chronicle import chronicle
from netexplorer.graph.network import Bools, TemporalNetwork
from netexplorer.session.changes import Listing, Teller, listing
from netexplorer.session.facts import gather
from netexplorer.session.paragraph import compare, summary

ARROWS = {"worse": "↓", "better": "↑", "opened": "+", "ended": "–", "same": "="}


class Differences:
    """The words on what changed after ``t0`` and up to ``t1`` in the relationships of ``mask``, bool (m,)."""

    def __init__(self, net: TemporalNetwork, mask: Bools, t0: int, t1: int) -> None:
        facts, told = gather(net), chronicle(net)
        self._net = net
        self._teller = Teller(told, facts)
        self._steps = listing(told, mask, np.ones(len(net.states), dtype=np.bool_), span=(t0, t1))
        self.summary = summary(told, facts, compare(net, t0, t1, mask), self._steps)

    def text(self, answer: Answer) -> str:
        """The paragraph, a line of counts, and the steps."""
        counts = f"From {plain(answer['from'])} to {plain(answer['to'])}: {counts_text(answer['counts'])}"
        return "\n".join([self.summary, "", counts, *heard_lines(answer), *self._lines(self._steps)])

    def _lines(self, steps: Listing) -> Iterator[str]:
        for row, place in enumerate(steps.rows.tolist()):
            if place < 0:
                head = self._teller.head(steps, -1 - place)
                yield ""
                yield " · ".join(part for part in (head.date, plain(head.title)) if part)
                continue
            step = self._teller.step(steps, row)
            words = [state_word(self._net, code) for code in dict.fromkeys((step.before, step.after))]
            date = f"{step.date}: " if step.date else ""
            yield f"  {ARROWS[step.direction]} {date}{plain(step.label)}: {' → '.join(words)}"
            who = plain("; ".join(each.label for each in step.citations))
            told = " ".join(part for part in (plain(step.note), plain(step.values), f"[{who}]" if who else "") if part)
            if told:
                yield f"    {told}"
