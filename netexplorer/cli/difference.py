"""What ``diff`` says for a reader: a paragraph, and then every step with its date, under the event that caused it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from netexplorer.cli.answers import Answer, state_word
from netexplorer.cli.texts import heard_lines, plain
from netexplorer.graph.chronicle import chronicle
from netexplorer.graph.network import Bools, TemporalNetwork
from netexplorer.graph.turns import Turn
from netexplorer.session.changes import Listing, Teller, listing
from netexplorer.session.facts import gather
from netexplorer.session.paragraph import compare, summary
from netexplorer.session.turned import changes_in_figures, possible_in_figures

ARROWS = {"worse": "↓", "better": "↑", "opened": "+", "ended": "–", "same": "="}


class Differences:
    """The words on what changed after ``t0`` and up to ``t1`` in the relationships of ``mask``, bool (m,)."""

    def __init__(self, net: TemporalNetwork, mask: Bools, t0: int, t1: int) -> None:
        facts, told = gather(net), chronicle(net)
        self._net = net
        self._teller = Teller(told, facts)
        self._steps = listing(told, mask, np.ones(len(net.states), dtype=np.bool_), span=(t0, t1))
        compared = compare(net, t0, t1, mask)
        self.summary = summary(told, facts, compared, self._steps)
        self._tally = compared.tally(mask)
        rows = (compared.differs & (compared.became == Turn.SEVERED), compared.differs & compared.possible)
        self._more = {key: _ids(net, each) for key, each in zip(("severed", "possible"), rows, strict=True)}

    def text(self, answer: Answer) -> str:
        """The paragraph, a line of counts, and the steps."""
        counts = f"From {plain(answer['from'])} to {plain(answer['to'])}, relationships of every kind: {self._counts()}"
        return "\n".join([self.summary, "", counts, *heard_lines(answer), *self._lines(self._steps)])

    def answer(self) -> Answer:
        """What JSON says beside the differences: ids of what was severed, and of what differs only possibly."""
        return {**self._more, "summary": self.summary}

    def _counts(self) -> str:
        parts = changes_in_figures(self._net, self._tally, every=True)
        return f"{', '.join(parts)}{possible_in_figures(self._tally)}"

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
            possibly = " (possibly)" if step.possible else ""
            yield f"  {ARROWS[step.direction]} {date}{plain(step.label)}: {' → '.join(words)}{possibly}"
            who = plain("; ".join(each.label for each in step.citations))
            told = " ".join(part for part in (plain(step.note), plain(step.values), f"[{who}]" if who else "") if part)
            if told:
                yield f"    {told}"


def _ids(net: TemporalNetwork, rows: Bools) -> list[str]:
    return [net.rel_ids[row] for row in np.flatnonzero(rows).tolist()]
