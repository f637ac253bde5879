"""What differs between two dates, as a paragraph: how many got worse, when and why, and how certain that is."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer.graph.certainty import only_possible
from netexplorer.graph.chronicle import Chronicle
from netexplorer.graph.dates import BEGINNING, describe
from netexplorer.graph.diff import BETTER, OPENED, OVER, SAME, WORSE, directions
from netexplorer.graph.distinct import distinct
from netexplorer.graph.network import Bools, Int8s, TemporalNetwork
from netexplorer.graph.plain import plain
from netexplorer.graph.states import states_at, uncertain_at
from netexplorer.graph.turns import Tally, Turn, tally, turns
from netexplorer.scene.tally import what_counts
from netexplorer.scene.turns import inside
from netexplorer.session.changes import Listing, is_lowest, listing
from netexplorer.session.facts import Facts
from netexplorer.session.sentences import counted, listed, number_word, sentence, when
from netexplorer.session.turned import in_words
from netexplorer.session.wording import state_label

Rows = npt.NDArray[np.int64]

_MOST_TOLD = 3  # moments
_MOST_NAMED = 2  # relationships of one moment
_WORDS = {WORSE: "got worse", BETTER: "got better", OPENED: "opened", OVER: "ended"}
_WEIGHTS = np.array([2, 2, 1, 1, 0], dtype=np.int64)  # of a step, by its direction
_SEVERED_WEIGHT = 2  # more


class Compared(Struct, frozen=True, eq=False):
    """The states of m relationships at two instants, ``t0 < t1``, of which ``mask`` are compared.

    Attributes
    ----------
    became : int8 (m,)
        As :class:`netexplorer.graph.turns.Turn` has it.
    before : int8 (m,)
        The states at ``t0``.
    differs, moved, possible, vague : bool (m,)
        The state is another; of another rank, or opened or over; what became of it is only possible; the state at
        ``t1`` is.
    """

    net: TemporalNetwork
    t0: int
    t1: int
    mask: Bools
    became: Int8s
    before: Int8s
    differs: Bools
    moved: Bools
    possible: Bools
    vague: Bools

    def tally(self, among: Bools) -> Tally:
        """What became of some relationships."""
        return tally(self.became, self.before, among, self.possible)


def compare(net: TemporalNetwork, t0: int, t1: int, mask: Bools) -> Compared:
    """Compare two instants, whichever is the earlier; O(m + c)."""
    t0, t1 = sorted((t0, t1))
    before, after = states_at(net, t0), states_at(net, t1)
    became = turns(net, before, after)
    differs = (became > Turn.STAYED) & mask
    possible = only_possible(net, t0, t1, before, after) & mask
    moved, vague = differs & (became != Turn.OTHER), uncertain_at(net, t1)
    return Compared(net, t0, t1, mask, became, before, differs, moved, possible, vague)


def summary(told: Chronicle, facts: Facts, compared: Compared, steps: Listing | None = None) -> str:
    """The paragraph. It counts channels, and mentions the rest; where no channel passes, it counts the rest.

    Parameters
    ----------
    steps : Listing, optional
        All the steps between the two instants, if somebody has them already.
    """
    net, mask = compared.net, compared.mask
    among, noun = what_counts(net, mask)
    if steps is None:
        every = np.ones(len(net.states), dtype=np.bool_)
        steps = listing(told, mask, every, span=(compared.t0, compared.t1))
    start, end = facts.date_label(compared.t0), facts.date_label(compared.t1)
    moved = in_words(net, compared.tally(among), noun)
    opening = f"between {start} and {end}{',' if moved[0].isdecimal() else ''} {moved}"  # a year, and then a number
    moments = _telling(steps, compared, among, noun)
    parts = [f"{opening}: {'; '.join(moments)}" if moments else opening]
    parts += _sureness(compared, among) + _disputed(facts, steps, compared, among) + _back(steps, compared, among, noun)
    if noun == "channel" and (rest := compared.tally(mask & ~net.is_channel)).moved:
        parts.append(f"besides the channels, {in_words(net, rest, 'other relationship', brief=True)}")
    return " ".join(sentence(plain(part)) for part in (*parts, *_outside(net, compared)))


# -- the most telling moments


def _telling(steps: Listing, compared: Compared, among: Bools, noun: str) -> list[str]:
    """The dates on which most happened, in the order of time; where nothing differs at last, what came and went."""
    net, told, places = compared.net, steps.chronicle, steps.places
    way, rels = directions(net, told.before[places], told.after[places]), told.rels(places)
    has_moved = bool(compared.differs[among].any())
    matters = among[rels] & (way != SAME)
    if has_moved:
        matters &= compared.differs[rels]
    weight = (_WEIGHTS[way] + _SEVERED_WEIGHT * is_lowest(net, told.after[places])) * matters
    is_new = np.zeros(len(places), dtype=np.int64)
    is_new[1:] = steps.ticks[1:] != steps.ticks[:-1]
    moment = 2 * np.cumsum(is_new) + ~told.is_end[places]  # what ended on a day comes before what came on the next
    weights = np.bincount(moment, weight)
    best = np.sort(np.argsort(-weights, kind="stable")[:_MOST_TOLD])
    chosen = [places[(moment == number) & matters] for number in best if weights[number]]
    return [_moment(told, some, "" if has_moved else noun) for some in chosen]


def _moment(told: Chronicle, places: Rows, noun: str) -> str:
    """What happened on one date: ``on 1 April 2014 eleven got worse (three of them: NATO stops cooperation)``."""
    net, date = told.net, told.date(int(places[0]))
    events = told.events(places)
    named = events[events >= 0]
    event, n = max(((int(each), int((named == each).sum())) for each in distinct(named)), key=_most, default=(-1, 0))
    title = plain(net.dataset.events[event].title) if event >= 0 else ""
    lead = when(date) if date else ""
    if what := _by_name(told, places):
        return f"{lead}{f' ({title})' if title and title not in what else ''} {what}".strip()
    ways = np.bincount(directions(net, told.before[places], told.after[places]), minlength=5).tolist()
    counts = [(count, way) for way, count in enumerate(ways[:4]) if count]
    clauses = [f"{number_word(count)} {_WORDS[way]}" for count, way in counts]
    if noun:
        clauses[0] = f"{counted(counts[0][0], noun)} {_WORDS[counts[0][1]]}"
    if title and n == len(places):
        lead += f" ({title})"
        title = ""
    return f"{lead} {listed(clauses)}{f' ({number_word(n)} of them: {title})' if title else ''}".strip()


def _most(pair: tuple[int, int]) -> tuple[int, int]:
    """More steps first, then the event that comes first."""
    return pair[1], -pair[0]


def _by_name(told: Chronicle, places: Rows) -> str:
    """What became of few relationships on one date, if it is the same; else nothing."""
    net, rels = told.net, told.rels(places)
    first = {int(rel): int(place) for rel, place in zip(rels[::-1], places[::-1], strict=True)}
    last = dict(zip(rels.tolist(), places.tolist(), strict=True))
    moves = {(int(told.before[first[rel]]), int(told.after[last[rel]])) for rel in first}
    if len(first) > _MOST_NAMED or len(moves) > 1:
        return ""
    labels = listed([" ".join(plain(net.label(rel)).split()) for rel in sorted(first)])
    ((before, after),) = moves
    if before < 0 and after < 0:
        return f"{labels} came and went"
    if after < 0:
        return f"{labels} ended"
    word = inside(state_label(net, after))
    return (
        f"{labels} began ({word})" if before < 0 else f"{labels} went from {inside(state_label(net, before))} to {word}"
    )


# -- what else there is to say


def _back(steps: Listing, compared: Compared, among: Bools, noun: str) -> list[str]:
    """What moved in between and came back."""
    places = steps.places
    rels = steps.chronicle.rels(places)
    moved = steps.chronicle.before[places] != steps.chronicle.after[places]
    came_back = np.zeros(len(among), dtype=np.bool_)
    came_back[rels[moved]] = True
    n = int(np.count_nonzero(came_back & among & ~compared.differs))
    if not n:
        return []
    return [f"{counted(n, noun)} changed in between and {'stands as it' if n == 1 else 'stand as they'} stood before"]


def _sureness(compared: Compared, among: Bools) -> list[str]:
    """What is certain, and what only possible."""
    moved = compared.moved & among
    total, possible = int(np.count_nonzero(moved)), int(np.count_nonzero(moved & compared.possible))
    others = int(np.count_nonzero(compared.possible & among & ~compared.differs))
    rough = "its date is known only roughly" if possible == 1 else "their dates are known only roughly"
    parts = []
    if total and not possible:
        last = int(np.count_nonzero(moved & compared.vague))
        but = f", but the last step of {'it' if total == 1 else number_word(last)} is only possible" if last else ""
        parts.append(f"{'by its date this is' if total == 1 else 'by their dates all of these are'} certain{but}")
    elif total and total == possible:
        who = "this is" if total == 1 else "both of these are" if total == 2 else "all of these are"
        parts.append(f"{who} only possible, since {rough}")
    elif total:
        sure, maybe = (f"{number_word(n)} {'is' if n == 1 else 'are'}" for n in (total - possible, possible))
        parts.append(f"of these, {sure} certain and {maybe} only possible, since {rough}")
    if others:
        whose = "a date that is" if others == 1 else "dates that are"
        parts.append(f"{number_word(others)}{' more' * bool(total)} may have changed, by {whose} known only roughly")
    return parts


def _disputed(facts: Facts, steps: Listing, compared: Compared, among: Bools) -> list[str]:
    """About how many of them the sources disagree."""
    disputed = np.zeros(len(compared.net.src), dtype=np.bool_)
    changes = steps.chronicle.change[steps.places]
    disputed[compared.net.change_rel[changes[facts.disputed_changes[changes]]]] = True
    moved = compared.moved & among
    n, total = int(np.count_nonzero(disputed & moved)), int(np.count_nonzero(moved))
    whom = (
        "it"
        if total == 1
        else "both"
        if n == total == 2
        else "all of them"
        if n == total
        else f"{number_word(n)} of them"
    )
    return [f"the dataset notes disagreement among its sources about {whom}"] if n else []


def _outside(net: TemporalNetwork, compared: Compared) -> list[str]:
    """Which of the dates the dataset does not reach."""
    parts = []
    begun = net.change_from[net.change_from > BEGINNING]
    first = int(begun.min(initial=net.last))
    if compared.t0 < first:
        earliest = net.date_from(int(np.flatnonzero(net.change_from == first)[0])) if len(begun) else None
        begins = f", which begins {when(earliest)}" if earliest else ""
        parts.append(f"{net.axis.label(compared.t0)} is earlier than the dataset{begins}")
    as_of = net.axis.read(net.dataset.as_of)
    if as_of and compared.t1 >= as_of.end:
        parts.append(f"{net.axis.label(compared.t1)} is later than the dataset, which is as of {describe(as_of)}")
    elif not as_of and compared.t1 > net.last:
        parts.append(f"{net.axis.label(compared.t1)} is later than all that the dataset tells")
    return parts
