"""What a report says: the picture, counts, what changed, what is disputed, who holds which post, and the sources."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import numpy as np
import numpy.typing as npt
from msgspec import Struct

from netexplorer import __version__
from netexplorer.graph.dates import BEGINNING, describe_short
from netexplorer.graph.network import TemporalNetwork
from netexplorer.publish.report.changes import what_changed
from netexplorer.publish.report.notes import Notes
from netexplorer.render import PictureOptions, Xy, picture_scene
from netexplorer.scene.document import (
    Block,
    Document,
    Entries,
    Figure,
    Heading,
    Line,
    Paragraph,
    Span,
    Table,
    plain_line,
)
from netexplorer.scene.primitives import Measure
from netexplorer.scene.tally import count_possible, count_states
from netexplorer.session import travel
from netexplorer.session.compared import compared
from netexplorer.session.evidence import Evidence
from netexplorer.session.instant import in_force
from netexplorer.session.resolve import Plan, frame_at, make_plan
from netexplorer.session.sheet import outside
from netexplorer.session.state import ViewState
from netexplorer.session.status import channels_of
from netexplorer.session.wording import number_text, short_day, state_label

Ints = npt.NDArray[np.int64]
PICTURE = (760, 560)  # pixels of the page of the picture; its letters are then just large enough on paper
TWO_DATES = (760, 660)  # what is over is drawn, too
MOST_POSTS, MOST_DISPUTES = 200, 100


class Asked(Struct, frozen=True, eq=False):
    """What a report is of: the date of the view, or what changed between ``compare`` and it."""

    net: TemporalNetwork
    view: ViewState
    positions: Xy
    compare: int | None = None


class _Telling(Struct, frozen=True, eq=False):
    """What every section needs: the plan of the view, the earlier and the later date, and the sources cited so far.

    Two dates are told in the order of time, whichever of them the view is at.
    """

    asked: Asked
    plan: Plan
    before: int
    t: int
    notes: Notes

    @property
    def is_comparison(self) -> bool:
        return self.asked.compare is not None


def document_of(asked: Asked, measure: Measure) -> Document:
    """The report as values.

    Raises
    ------
    UserError
        The dataset has no such lens.
    """
    net, t = asked.net, asked.view.t
    before, t = (travel.year_before(net, t), t) if asked.compare is None else sorted((asked.compare, t))
    plan = make_plan(net, asked.view, asked.positions)
    telling = _Telling(asked, plan, before, t, Notes(net.dataset))
    blocks = (
        _figure(telling, measure),
        *_counts(telling),
        *_changes(telling),
        *_disputes(telling),
        *_posts(telling),
        *_sources(telling),
    )
    title = net.dataset.title or "Untitled dataset"
    dates = _dates(telling)
    return Document(title, tuple(_about(telling, dates)), f"{title} · {dates}", blocks)


def _dates(telling: _Telling) -> str:
    label = telling.plan.facts.date_label
    return f"{label(telling.before)} to {label(telling.t)}" if telling.is_comparison else label(telling.t)


def _about(telling: _Telling, dates: str) -> Iterator[Line]:
    net = telling.plan.net
    yield (Span(dates, strong=True),)
    if telling.plan.lens_label:
        yield plain_line(f"Lens: {telling.plan.lens_label}")
    known = net.axis.read(net.dataset.as_of)
    if known is not None:
        yield plain_line(f"The dataset is as of {describe_short(known)}.")
    ticks = (telling.before, telling.t) if telling.is_comparison else (telling.t,)
    if strange := outside(net, ticks):
        yield plain_line(strange)
    if net.dataset.licence:
        yield plain_line(f"Licence of the data: {net.dataset.licence}")
    yield plain_line(f"Made with netexplorer {__version__}. It reports what the sources of the dataset say.")


def _figure(telling: _Telling, measure: Measure) -> Figure:
    """The network on the date, or what became of it between both, as a picture of that view shows it."""
    asked, plan, (width, height) = telling.asked, telling.plan, TWO_DATES if telling.is_comparison else PICTURE
    other = telling.before if telling.is_comparison else None
    view = msgspec.structs.replace(asked.view, t=telling.t, compare=other, page="network", camera=None)
    options = PictureOptions(width=width, height=height, title=False, date=False, transparent=True)
    told = compared(plan, frame_at(plan, telling.t), view)
    words = f"The network on {told.date_label}." if plan.facts.is_dated else "The network."
    if told.compared is not None:
        words = f"What became of the network, {told.date_label}."
    said = f"{told.caption}." if told.compared is not None else told.caption
    return Figure(picture_scene(asked.net, view, asked.positions, options, measure), f"{words} {said}".strip())


def _counts(telling: _Telling) -> Iterator[Block]:
    net, plan = telling.plan.net, telling.plan
    ticks = (telling.before, telling.t) if plan.facts.is_dated else (telling.t,)
    frames = [frame_at(plan, tick) for tick in ticks]
    counts = [count_states(net, frame.states, channels_of(plan)) for frame in frames]
    vague = [count_possible(net, frame.states, frame.uncertain, channels_of(plan)) for frame in frames]
    noun = "Channels" if not net.is_channel.all() else "Relationships"
    yield Heading(f"{noun} by state")
    codes = [code for code in range(len(net.states)) if plan.state_ok[code]]
    codes.sort(key=lambda code: (-net.states[code].rank, code))
    pairs = list(zip(counts, vague, strict=True))
    named = [*((state_label(net, code), code) for code in codes), ("Ended", -1)]
    rows = tuple(
        ((plain_line(name),), *((plain_line(_figure_of(each, maybe, code)),) for each, maybe in pairs))
        for name, code in named
        if code >= 0 or any(int(each[code]) for each in counts)
    )
    head = tuple(short_day(net, tick) for tick in ticks) if plan.facts.is_dated else ("How many",)
    yield Table(("State", *head), rows, (50, 25, 25) if len(ticks) > 1 else (50, 50))


def _figure_of(counts: Ints, possible: Ints, code: int) -> str:
    """``14``, or ``14 (4 only possibly)``; of what has ended nothing is only possible."""
    maybe = int(possible[code]) if code >= 0 else 0
    return f"{number_text(int(counts[code]))}{f' ({number_text(maybe)} only possibly)' if maybe else ''}"


def _changes(telling: _Telling) -> Iterator[Block]:
    if telling.before <= BEGINNING or not telling.plan.facts.is_dated:
        return
    yield Heading("What changed")
    plan = telling.plan
    yield from what_changed(plan.net, plan.facts, telling.before, telling.t, plan.mask, telling.notes)


def _disputes(telling: _Telling) -> Iterator[Block]:
    """Disagreements about what the view shows, two or more claims beside one another."""
    notes = telling.notes
    evidence = Evidence(telling.plan.net)
    seen = _Seen.of(telling)
    ours = [each for each in evidence.all_disputes if any(seen.has(target) for target, _ in each.about)]
    rows = []
    for dispute in ours[:MOST_DISPUTES]:
        about = ", ".join(label for _, label in dispute.about[:4])
        left = tuple(line for line in ((Span(dispute.note, strong=True),), plain_line(about)) if line[0].text)
        claims = tuple((Span(f"“{claim.text}” {notes.numbers(claim.citations)}".strip()),) for claim in dispute.claims)
        half = -(-len(claims) // 2)
        rows.append((left, claims[:half], claims[half:]))
    if rows:
        yield Heading("Where sources disagree")
        yield Table(("About", "Some say", "Others say"), tuple(rows), (30, 35, 35))
        if len(ours) > MOST_DISPUTES:
            yield Paragraph(plain_line(f"{number_text(len(ours) - MOST_DISPUTES)} more are not listed here."), "muted")
    yield from _doubtful(telling)


class _Seen(Struct, frozen=True, eq=False):
    """What the picture shows at one of the two dates, and what happened between them."""

    telling: _Telling
    actors: npt.NDArray[np.bool_]
    rels: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, telling: _Telling) -> _Seen:
        """What a report shows."""
        frames = [frame_at(telling.plan, tick) for tick in (telling.before, telling.t)]
        alive = [frame.shown & (frame.states >= 0) for frame in frames]
        return cls(telling, frames[0].actor_shown | frames[1].actor_shown, alive[0] | alive[1])

    def has(self, target: str) -> bool:
        """Whether ``actor:ID``, ``relationship:ID`` or ``event:ID`` is among it."""
        kind, _, ident = target.partition(":")
        net = self.telling.plan.net
        if kind == "relationship":
            return ident in net.rel_row and bool(self.rels[net.rel_row[ident]])
        if kind == "actor":
            return ident in net.actor_row and bool(self.actors[net.actor_row[ident]])
        low, high = sorted((self.telling.before, self.telling.t))
        inside = (net.event_tick > low) & (net.event_tick <= high)
        return any(net.dataset.events[row].id == ident for row in np.flatnonzero(inside).tolist())


def _doubtful(telling: _Telling) -> Iterator[Block]:
    """The states of the later date that are disputed."""
    net, plan = telling.plan.net, telling.plan
    rels, changes = in_force(net, telling.t)
    rows = changes[plan.mask[rels] & plan.facts.disputed_changes[changes]]
    if not len(rows):
        return
    yield Heading("Disputed states on this date" if not telling.is_comparison else "Disputed states on the later date")
    told = []
    for row in rows[:MOST_DISPUTES].tolist():
        change, start = net.change(row), net.date_from(row)
        since = f"since {describe_short(start)}: " if start is not None else ""
        words = f"{since}{' '.join(change.note.split())} {telling.notes.cite(change.sources)}".strip()
        label = net.label(int(net.change_rel[row]))
        state = state_label(net, int(net.change_state[row]))
        told.append((((Span(label, strong=True),),), (plain_line(state),), (plain_line(words),)))
    yield Table(("Relationship", "State", "Since when and why"), tuple(told), (28, 20, 52))


def _posts(telling: _Telling) -> Iterator[Block]:
    """Who holds which post at the later date, where the dataset says so."""
    net, plan = telling.plan.net, telling.plan
    facts = plan.facts
    held = facts.posts[facts.posts_at(telling.t)]
    held = held[plan.mask[held]]
    if not len(held):
        return
    yield Heading("Posts and their holders")
    rels, changes = in_force(net, telling.t)
    change_of = dict(zip(rels.tolist(), changes.tolist(), strict=True))
    rows = []
    for rel in held[:MOST_POSTS].tolist():
        row = change_of.get(rel, -1)
        start = net.date_from(row) if row >= 0 else None
        cites = telling.notes.cite(net.change(row).sources) if row >= 0 else ""
        since = " ".join(part for part in (describe_short(start) if start is not None else "", cites) if part)
        office, holder = net.name(int(net.dst[rel])), net.name(int(net.src[rel]))
        rows.append(((plain_line(office),), (plain_line(holder),), (plain_line(since),)))
    rows.sort(key=lambda row: row[0][0][0].text)
    yield Table(("Post", "Holder", "Since"), tuple(rows), (42, 33, 25))
    if len(held) > MOST_POSTS:
        yield Paragraph(plain_line(f"{number_text(len(held) - MOST_POSTS)} more are not listed here."), "muted")


def _sources(telling: _Telling) -> Iterator[Block]:
    yield Heading("Sources")
    entries = telling.notes.entries()
    if entries:
        yield Entries(entries)
    else:
        yield Paragraph(plain_line("What is told here cites no source."), "muted")
