"""Small random datasets, with every precision of date, gaps, overlaps and rows that cannot be used."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from netexplorer.graph import schema
from netexplorer.graph.dates import DAY, tick_of
from netexplorer.graph.tabling import tabled

ACTORS = (
    schema.Actor(id="a", kind="person", side="east", tags=("core",)),
    schema.Actor(id="b", kind="office", side="west"),
    schema.Actor(id="c", kind="person", side="west", tags=("press", "core")),
    schema.Actor(id="d", side="east"),
    schema.Actor(id="e"),
)
ACTOR_IDS = tuple(actor.id for actor in ACTORS)
STATE_IDS = tuple(state.id for state in schema.DEFAULT_STATES)

years = st.integers(1995, 2004).map(str)
months = st.builds("{}-{:02d}".format, years, st.integers(1, 12))
days = st.builds("{}-{:02d}".format, months, st.integers(1, 28))
clock_times = st.builds("{}T{:02d}:{:02d}Z".format, days, st.integers(0, 23), st.integers(0, 59))
seasons = st.builds("{}-{}".format, years, st.integers(21, 24))
masked = st.sampled_from(["199X", "200X", "19XX", "2001-XX", "2001-04-XX"])
date_texts = st.builds(
    str.__add__,
    st.one_of(years, months, days, clock_times, seasons, masked),
    st.sampled_from(["", "", "", "~", "?", "%"]),
)
no_dates = st.sampled_from(["soon", "2021-13-01", "2021-02-30"])
ticks = st.integers(tick_of(1994), tick_of(2006)) | st.integers(-2000, 2000).map(lambda k: tick_of(2000) + k * DAY)


@st.composite
def changes(draw: st.DrawFn, dates: st.SearchStrategy[str | int | float] = date_texts) -> schema.Change:
    return schema.Change(
        from_=draw(st.one_of(dates, dates, dates, st.just(""))),
        until=draw(st.one_of(st.just(""), st.just(""), dates)),
        state=draw(st.sampled_from(STATE_IDS)),
    )


@st.composite
def relationships(draw: st.DrawFn, dates: st.SearchStrategy[str | int | float] = date_texts) -> schema.Relationship:
    return schema.Relationship(
        source=draw(st.sampled_from(ACTOR_IDS)),
        target=draw(st.sampled_from((*ACTOR_IDS, "nobody"))),
        type=draw(st.sampled_from(["", "talks", "member-of", "hotline"])),
        tags=draw(st.sampled_from([(), ("core",), ("press",), ("press", "core")])),
        changes=tuple(draw(st.lists(changes(dates), max_size=4))),
    )


@st.composite
def datasets(draw: st.DrawFn, dates: st.SearchStrategy[str | int | float] = date_texts) -> schema.Dataset:
    """Five actors and at most eight relationships; one date in a while is none, one endpoint nobody.

    One in two is over tables, as large files are.
    """
    texts = dates if draw(st.booleans()) else dates | no_dates
    dataset = schema.Dataset(
        actors=ACTORS,
        types=(
            schema.RelationshipType(id="talks", family="channel"),
            schema.RelationshipType(id="hotline", family="channel"),
        ),
        relationships=tuple(draw(st.lists(relationships(texts), max_size=8))),
        lenses=(schema.Lens(id="core", tags=("core",)), schema.Lens(id="east", sides=("east",), families=("channel",))),
    )
    return tabled(dataset) if draw(st.booleans()) else dataset


# -- whole networks, as they are taken from one format to another

odd_texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)
words = st.sampled_from(
    ["Anna", "a b", " spaced ", "", "<b>&amp;</b>", '"', "'", "Ä", "Анна", "שלום", "名", "🕊", "a\nb", "x\ty", "\x01",
     "a,b;c", "[1, 2]", "null", "007", "1998", "true", "#", "%", "*Arcs", "\u2028", "e\u0301"]
) | odd_texts  # fmt: skip
idents = words.filter(str.strip)
bce = st.integers(1, 400).map(lambda year: f"-{year:04d}")
seconds = st.builds("{}T{:02d}:{:02d}:{:02d}Z".format, days, st.integers(0, 23), st.integers(0, 59), st.integers(0, 59))
exact_dates = st.one_of(years, months, days, days, clock_times, seconds)
any_dates = st.one_of(date_texts, exact_dates, bce, st.sampled_from(["0044-03-15", "-0043-03-15", "1066", "0000"]))
whole_numbers = st.integers(-20, 20)
any_numbers = whole_numbers | st.sampled_from([0.5, 1.25, -0.000001, 2.999999, 1_600_000_000, 0.1])


def values_under(*names: str) -> st.SearchStrategy[dict[str, Any]]:
    """Values under names of their own, or under some that mean something to readers."""
    keys = st.sampled_from(["weight", "staff", "start", "state", "x y", "Ä", "from", "year", "x", *names])
    return st.just({}) | st.dictionaries(keys, free_values, max_size=2)


free_values: st.SearchStrategy[Any] = st.sampled_from(
    [0, 1, -7, 2.5, True, False, "a", "5", "1998", "x & <y>", [1, 2], ["a", "b"], {"a": 1}, 2**40]
)


@st.composite
def histories(
    draw: st.DrawFn, dates: st.SearchStrategy[str | int | float], cited: st.SearchStrategy[tuple[str, ...]]
) -> tuple[schema.Change, ...]:
    """Changes of which one may end on the day on which the next begins, touch it, or leave a gap."""
    many = draw(st.lists(st.tuples(dates | st.just(""), dates | st.just("")), max_size=4))
    shared = draw(st.booleans())
    made = []
    for place, (start, until) in enumerate(many):
        follows = many[place + 1][0] if place + 1 < len(many) else ""
        made.append(
            schema.Change(
                from_=start,
                until=follows if shared and follows != "" else draw(st.sampled_from(["", until, start])),
                state=draw(st.sampled_from(("", *STATE_IDS))),
                note=draw(st.sampled_from(["", "", "why & <how>"])),
                values=draw(values_under("note", "id", "type")),
                confidence=draw(st.sampled_from(["", "", "stated"])),
                sources=draw(cited),
            )
        )
    return tuple(made)


active = st.sampled_from(["", "1998/2004-05", "../2001", "1998-04-01/.."])
active_in_numbers = st.sampled_from(["", "1/5", "2/.."])
turned = tuple(schema.State(id=id, rank=rank, color="#ff0000") for rank, id in enumerate(STATE_IDS))
ways = (
    schema.RelationshipType(id="talks", directed=True),
    schema.RelationshipType(id="member-of", family="channel"),
)


@st.composite
def networks(
    draw: st.DrawFn,
    *,
    dates: st.SearchStrategy[str | int | float] | None = None,
    is_number: bool = False,
    has_parallel: bool = True,
) -> schema.Dataset:
    """Networks with whatever the native format has: parallel relationships, loops, any texts, values, vocabularies."""
    times = dates if dates is not None else any_numbers if is_number else any_dates
    sources = draw(st.sampled_from([(), (schema.Source(id="s", title="S", publisher="P", url="http://s.example"),)]))
    cited = st.sampled_from([(), ("s",)]) if sources else st.just(())
    ids = draw(st.lists(idents, min_size=2, max_size=4, unique=True))
    side = st.sampled_from(["", "east", "x & y"])
    actors = tuple(
        schema.Actor(
            id=id, name=draw(words), kind=draw(side), side=draw(side), description=draw(words),
            names=draw(st.sampled_from([{}, {"ru": "Анна"}])), aliases=draw(st.sampled_from([(), ("A", "B c")])),
            tags=draw(st.sampled_from([(), ("core", "press room")])), sources=draw(cited),
            active=draw(active_in_numbers if is_number else active),
            extra=draw(values_under("type", "note", "label")),
        )
        for id in ids
    )  # fmt: skip
    link_ids = draw(st.lists(st.just("") | idents, max_size=4, unique_by=lambda id: id or object()))
    relationships = tuple(
        schema.Relationship(
            id=id, source=draw(st.sampled_from(ids)), target=draw(st.sampled_from(ids)), label=draw(words),
            type=draw(st.sampled_from(["", "talks", "member-of", "a & b"])),
            tags=draw(st.sampled_from([(), ("core",)])),
            changes=draw(histories(times, cited)), extra=draw(values_under("kind", "note", "name")),
        )
        for id in link_ids
    )  # fmt: skip
    if not has_parallel:
        relationships = tuple({frozenset((each.source, each.target)): each for each in relationships}.values())
    return schema.Dataset(
        title=draw(words), description=draw(words), licence=draw(st.sampled_from(["", "CC-BY-4.0"])),
        as_of=draw(st.just("") | (st.just(9) if is_number else st.just("2022-05-19"))),
        time=schema.TimeSpec(kind="number", unit=draw(st.sampled_from(["", "s"]))) if is_number else schema.TimeSpec(),
        states=draw(st.sampled_from([(), schema.DEFAULT_STATES, turned])),
        sides=draw(st.sampled_from([(), (schema.Side(id="east", label="East"),)])),
        kinds=draw(st.sampled_from([(), (schema.Kind(id="east", shape="diamond"),)])),
        types=draw(st.sampled_from([(), ways])),
        sources=sources,
        actors=actors,
        relationships=relationships,
        events=draw(st.sampled_from([(), (schema.Event(id="e", title="E", actors=(ids[0],)),)])),
        disagreements=draw(st.sampled_from([(), (schema.Disagreement(id="d", note="N"),)])),
        lenses=draw(st.sampled_from([(), (schema.Lens(id="core", tags=("core",)),)])),
        stories=draw(st.sampled_from([(), (schema.Story(id="s", steps=(schema.Step(text="T", lens="core"),)),)])),
    )  # fmt: skip
