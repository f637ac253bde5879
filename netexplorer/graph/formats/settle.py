"""A draft becomes a dataset: one time axis, one state at a time, every end declared, every id once.

All rules that bend what a file says are here, and each says how often it was applied.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from msgspec import Struct

from netexplorer.errors import UserError
from netexplorer.graph import schema
from netexplorer.graph.dates import BEGINNING, FOREVER
from netexplorer.graph.formats.alike import tell_alike
from netexplorer.graph.formats.clock import Clock, Scale, clock_of
from netexplorer.graph.formats.contacts import spells_of
from netexplorer.graph.formats.draft import Draft, DraftActor, DraftLink, Instant, Made, Period, Raw, Spell
from netexplorer.graph.formats.linkids import LinkIds
from netexplorer.graph.formats.reading import Reading
from netexplorer.graph.formats.report import Report, Rule
from netexplorer.graph.formats.vocabulary import OPEN, Ways, vocabulary
from netexplorer.graph.problems import Problem

MOST_TOLD = 50  # problems of one kind that are told one by one
_ALWAYS = (Spell(),)


class _Held(Struct):
    """A spell on our axis: half-open ticks, and how the two bounds are written."""

    start: int
    end: int
    from_: schema.DateText
    until: schema.DateText
    after: schema.DateText  # how the time is written that begins with its end
    spell: Spell


def settle(draft: Draft) -> Reading:
    """The dataset that a draft means, the problems on the way, and the report of what was bent."""
    clock = clock_for(draft)
    seen = Seen(draft, clock)
    links = _links(draft, clock)
    ids = LinkIds(draft.bent)
    ways = Ways(draft, dict.fromkeys((link.type, link.directed) for link in links))
    used = {spell.state for link in links for spell in link.spells or _ALWAYS}
    used.update(filter(None, (draft.after_end,)))
    met = dict.fromkeys(spell.state for link in draft.links for spell in link.spells)
    states, spelled = vocabulary(draft, met, used)
    relationships = tuple(
        schema.Relationship(
            id=ids.of(link),
            source=link.source,
            target=link.target,
            type=ways.name(link.type, link.directed),
            label=link.label,
            tags=link.tags,
            changes=changes,
            extra=extra_of(link.values, LINK_KEYS),
        )
        for link, changes in _lasting(draft, seen, links, spelled)
    )
    return settled(seen, states, ways, relationships)


def settled(
    seen: Seen, states: tuple[schema.State, ...], ways: Ways, relationships: tuple[schema.Relationship, ...], *,
    with_actors: bool = True,
) -> Reading:  # fmt: skip
    """The dataset of these relationships and all else that a draft says, when their times have been read.

    ``with_actors`` can be left out where none of them says anything.
    """
    draft = seen.draft
    actors = draft.actors.values() if with_actors else ()
    _tell_undeclared(draft)
    tell_alike(draft)
    dataset = schema.Dataset(
        title=draft.title,
        description=draft.description,
        licence=draft.licence,
        time=schema.TimeSpec(kind="number", unit=draft.unit) if seen.clock.is_number else schema.TimeSpec(),
        states=states,
        sides=tuple(schema.Side(id=each) for each in _distinct(actor.side for actor in actors)),
        kinds=tuple(schema.Kind(id=each) for each in _distinct(actor.kind for actor in actors)),
        types=ways.types(),
        sources=_sources(draft),
        actors=tuple(_actor(actor, seen) for actor in actors),
        relationships=relationships,
        events=tuple(seen.events()),
        as_of=draft.as_of or seen.observed(),  # last, when every other time has been read
    )
    report = _report(draft, seen.clock, seen)
    return Reading(dataset, (*draft.problems, *_notes(report)), report=report)


def clock_for(draft: Draft) -> Clock:
    """The clock by which all times of a draft are read."""
    return draft.clock or clock_of(_times(draft), draft.time_kind, is_double=draft.is_double)


def _lasting(
    draft: Draft, seen: Seen, links: list[DraftLink], spelled: dict[str, str]
) -> Iterator[tuple[DraftLink, tuple[schema.Change, ...]]]:
    """The links that hold at any time, and their states."""
    for link in links:
        if changes := seen.changes(link, spelled):
            yield link, changes
        else:
            draft.bent("never", "Relationships all of whose intervals are empty are left out.")


def _sources(draft: Draft) -> tuple[schema.Source, ...]:
    return tuple(
        schema.Source(
            id=each.id, title=each.title, publisher=each.publisher, published=each.published, url=each.url or None
        )
        for each in draft.sources.values()
    )


def _report(draft: Draft, clock: Clock, seen: Seen) -> Report:
    rules = tuple(Rule(code, count, sentence) for code, (count, sentence) in draft.rules.items())
    first, last = seen.span()
    return Report(
        format=draft.format,
        records=draft.counted(),
        scale=clock.scale.value if seen.is_dated else "",
        first=first,
        last=last,
        rules=rules,
        kept=dict(draft.kept),
        mapping=draft.mapping,
        networks=draft.networks,
    )


def _notes(report: Report) -> Iterator[Problem]:
    """Every rule that was applied and everything that is not shown, as problems that are none."""
    for rule in report.rules:
        times = f" ({rule.count:,} times)" if rule.count > 1 else ""
        yield Problem("note", rule.code, "the whole file", f"{rule.sentence}{times}")
    for what, count in report.kept.items():
        yield Problem("note", "kept-not-shown", "the whole file", f"{what} is kept but not shown ({count:,} times).")


def _times(draft: Draft) -> Iterator[Raw]:
    spells = chain(
        (spell for link in draft.links for spell in link.spells),
        (spell for actor in draft.actors.values() for spell in actor.spells),
    )
    yield from chain.from_iterable((spell.start, spell.end) for spell in spells)
    yield from draft.contacts.times
    yield from (event.date for event in draft.events)


class Seen:
    """Reads the times of a draft by its clock, and remembers the first and the last."""

    def __init__(self, draft: Draft, clock: Clock) -> None:
        self.draft = draft
        self.clock = clock
        self._first: Instant | None = None
        self._last: Instant | None = None
        self._bad = 0

    @property
    def is_dated(self) -> bool:
        """Anything has a time."""
        return self._first is not None

    def span(self) -> tuple[str, str]:
        """The first and the last time that is stated, as we write it."""
        return (str(self._first.text), str(self._last.text)) if self._first and self._last else ("", "")

    def observed(self) -> schema.DateText:
        """The end of observation if it is later than all that is stated, which a dataset is as of."""
        before = self._last
        _, end = (self._read(raw, "the whole file") for raw in self.draft.observed)
        return end.text if end is not None and self._last is not before else ""

    def _read(self, raw: Raw, where: str) -> Instant | None:
        try:
            at = self.clock.read(raw)
        except UserError as error:
            self.bad(error, where)
            return None
        if at is not None and not isinstance(at, Made):
            self.saw(at)
        return at

    def bad(self, error: UserError, where: str) -> None:
        """A time could not be read."""
        self._bad += 1
        if self._bad <= MOST_TOLD:
            self.draft.tell("warning", "bad-time", where, f"{error.what}; it is read as not stated.", error.hint)

    def bad_more(self, count: int) -> None:
        """So many further times could not be read."""
        self._bad += max(count, 0)

    def saw(self, at: Instant) -> None:
        """A time is stated."""
        if isinstance(at, Period):
            for text in (at.text, at.last):
                if text and (end := self.clock.read(str(text))) is not None:
                    self.saw(end)
            return
        if self._first is None or at.earliest < self._first.earliest:
            self._first = at
        if self._last is None or at.earliest > self._last.earliest:
            self._last = at

    def changes(self, link: DraftLink, spelled: dict[str, str]) -> tuple[schema.Change, ...]:
        """The states of a link, one after another."""
        if not link.spells:
            return (schema.Change(state=OPEN if OPEN in spelled.values() else ""),)
        where = f"{link.id or link.source + ' – ' + link.target}"
        held = self._in_order([each for spell in link.spells if (each := self._held(spell, where)) is not None])
        made = []
        for place, each in enumerate(held):
            follows = place + 1 < len(held) and held[place + 1].start <= each.end
            spell, is_broken = each.spell, bool(self.draft.after_end) and each.end < FOREVER and not follows
            made.append(
                schema.Change(
                    from_=each.from_,
                    until="" if follows or is_broken else each.until,
                    state=spelled[spell.state],
                    note=spell.note,
                    values=extra_of(spell.values, frozenset()),
                    confidence=spell.confidence,
                    sources=spell.sources,
                )
            )
            if is_broken:
                made.append(schema.Change(from_=each.after, state=spelled[self.draft.after_end]))
        return tuple(made)

    def _held(self, spell: Spell, where: str) -> _Held | None:
        draft, clock = self.draft, self.clock
        start, end = self._read(spell.start, where), self._read(spell.end, where)
        is_open = spell.end_open
        if end is None and isinstance(start, Period) and start.is_range:
            end, is_open = start, False  # the one cell says both
        elif start is None and isinstance(end, Period) and end.is_range:
            start = end
        if start and end and end.earliest < start.earliest and (is_open or end.end <= start.earliest):
            draft.bent("inverted-spell", f"Ends before its beginning are swapped ({where}: {spell.start}–{spell.end}).")
            start, end = end, start
        if start and end and is_open and end.earliest == start.earliest:
            draft.bent("instant", "Intervals that end where they begin are read as one instant.")
            is_open = False
        if end is not None and not is_open and clock.scale is not Scale.NUMBERS:
            draft.bent("inclusive-end", "Ends that belong to the interval are read to the end of what they name.")
        if spell.unknown_end and end is not None:
            draft.bent("censored", "Bounds of observation are not read as ends.")
            end = None
        if spell.unknown_start and start is not None:
            draft.bent("censored", "Bounds of observation are not read as ends.")
            start = None
        first = BEGINNING if start is None else start.end if spell.start_open else start.earliest
        last = FOREVER if end is None else end.earliest if is_open else end.end
        if last <= first:
            draft.bent("empty-spell", f"Intervals in which no time passes are left out ({where}).")
            return None
        from_ = "" if start is None else clock.after(start) if spell.start_open else start.text
        until = "" if end is None else clock.until(end, is_open=is_open)
        after = "" if end is None else end.text if is_open else clock.after(end)
        return _Held(first, last, from_, until, after, spell)

    def _in_order(self, held: list[_Held]) -> list[_Held]:
        """One after another: what overlaps in the same state is one, in another state the later beginning counts."""
        ordered: list[_Held] = []
        for each in sorted(held, key=lambda one: one.start):
            before = ordered[-1] if ordered else None
            if before is None or each.start > before.end:
                ordered.append(each)
                continue
            is_same = before.spell.state == each.spell.state and not (before.spell.values or each.spell.values)
            is_told = each.start == before.end and _about(each.spell) != _about(before.spell)
            if is_same and not is_told:  # with a note or a source of its own what follows is something that happened
                self.draft.bent("joined-spells", "Intervals of one state that touch or overlap are joined.")
                if each.end > before.end:
                    before.end, before.until, before.after = each.end, each.until, each.after
                continue
            if each.start < before.end:
                self.draft.bent("overlapping-states", "Where two states overlap, the one that began later counts.")
            if each.start == before.start:
                ordered.pop()
            ordered.append(each)
        return ordered

    def active(self, actor: DraftActor) -> str:
        """The period in which an actor exists, from its first beginning to its last end."""
        if not actor.spells:
            return ""
        spells = [each for spell in actor.spells if (each := self._held(spell, actor.id)) is not None]
        if not spells:
            return ""
        if len(spells) > 1:
            self.draft.bent("actor-spells", "Actors with several intervals are active from the first to the last.")
        first, last = min(spells, key=lambda each: each.start), max(spells, key=lambda each: each.end)
        start = "" if first.start == BEGINNING else str(first.from_)
        end = ".." if last.end == FOREVER else str(last.until)
        return "" if not start and end == ".." else f"{start or '..'}/{end}"

    def events(self) -> Iterator[schema.Event]:
        """The events, in the order of the file."""
        for event in self.draft.events:
            at = self._read(event.date, event.id)
            yield schema.Event(
                id=event.id, date=at.text if at else "", title=event.title, note=event.note, actors=event.actors,
                sources=event.sources,
            )  # fmt: skip


def _about(spell: Spell) -> tuple[object, ...]:
    return spell.note, spell.confidence, spell.sources


def _links(draft: Draft, clock: Clock) -> list[DraftLink]:
    links = [*draft.links, *spells_of(draft, clock)] if draft.contacts.times else draft.links
    return _joined(draft, links) if draft.joins_parallel else links


def _joined(draft: Draft, links: list[DraftLink]) -> list[DraftLink]:
    """Dated links between the same two of the same type as one, unless they have ids of their own."""
    known: dict[tuple[str, ...], DraftLink] = {}
    kept: list[DraftLink] = []
    for link in links:
        is_directed = draft.directed if link.directed is None else link.directed
        ends = (link.source, link.target) if is_directed else tuple(sorted((link.source, link.target)))
        key = (*ends, link.type, link.label, link.id)
        before = known.get(key)
        if before is None or not (link.spells and before.spells):
            known[key] = link
            kept.append(link)
        else:
            draft.bent("joined-links", "Rows about the same two actors and type are one relationship.")
            before.spells = [*before.spells, *link.spells]
            before.values = {**link.values, **before.values}
    return kept


def _is_directed(link: DraftLink, draft: Draft) -> bool:
    return draft.directed if link.directed is None else link.directed


def are_bare(draft: Draft) -> bool:
    """Whether all actors are such as only relationships name; asked attribute by attribute, as a million may be."""
    return not any(
        a.is_declared or a.name or a.kind or a.side or a.description or a.names or a.aliases or a.tags or a.sources
        or a.values or a.spells or a.xy is not None
        for a in draft.actors.values()
    )  # fmt: skip


def _tell_undeclared(draft: Draft) -> None:
    undeclared = [actor.id for actor in draft.actors.values() if not actor.is_declared]
    if undeclared and len(undeclared) < len(draft.actors):
        shown = ", ".join(undeclared[:5])
        draft.bent("endpoint-created", f"Actors that only relationships name are created ({shown}).", len(undeclared))


def _actor(actor: DraftActor, seen: Seen) -> schema.Actor:
    values = actor.values
    if actor == DraftActor(actor.id):  # as actors are that only relationships name
        return schema.Actor(id=actor.id)
    if actor.xy is not None:
        values = {**values, "x": actor.xy[0], "y": actor.xy[1]}
    return schema.Actor(
        id=actor.id,
        name=actor.name,
        names=actor.names,
        aliases=actor.aliases,
        kind=actor.kind,
        side=actor.side,
        description=actor.description,
        active=seen.active(actor),
        tags=actor.tags,
        sources=actor.sources,
        extra=extra_of(values, _ACTOR_KEYS),
    )


_ACTOR_KEYS = frozenset(schema.Actor.__struct_encode_fields__)
LINK_KEYS = frozenset(schema.Relationship.__struct_encode_fields__)


def extra_of(values: dict[str, Any], taken: frozenset[str]) -> dict[str, Any]:
    """Values under keys of their own: none of those that the format knows, none empty."""
    return {key if key not in taken else f"{key} (file)": value for key, value in values.items() if key and value != ""}


def _distinct(words: Iterator[str]) -> list[str]:
    return [word for word in dict.fromkeys(words) if word]
