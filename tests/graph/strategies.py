"""Small random datasets, with every precision of date, gaps, overlaps and rows that cannot be used."""

from __future__ import annotations

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
