"""Small random datasets for formats that are written: every precision of date, gaps, touching states, both axes."""

from __future__ import annotations

from pathlib import Path

import msgspec
from hypothesis import strategies as st

from netexplorer.graph import schema
from netexplorer.graph.formats import format_called, open_dataset
from netexplorer.graph.formats.reading import Reading
from netexplorer.graph.network import build
from tests.graph import strategies

ancient = st.integers(-700, 120).map(lambda year: f"{'-' if year < 0 else ''}{abs(year):04d}")
hours = st.builds("{}T{:02d}Z".format, strategies.days, st.integers(0, 23))
seconds = st.builds("{}T23:59:{:02d}Z".format, strategies.days, st.integers(0, 59))
zoned = st.builds(
    "{}T{:02d}{}".format, strategies.days, st.integers(0, 23), st.sampled_from(["+05:30", "-03", ":07+02"])
)
plain_dates = st.one_of(strategies.date_texts, strategies.date_texts, ancient, hours, seconds, zoned)
dates = plain_dates | st.just("Y17000")
plain_numbers = st.one_of(
    st.integers(-50, 2100),
    st.integers(-(10**8), 10**8).map(lambda millionths: millionths / 1_000_000),
    st.sampled_from([1_600_000_000, 0, 1998]),
)
numbers = plain_numbers | st.just(1e11)
texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12)
cells = st.one_of(texts, st.builds(str.__add__, st.sampled_from(["=", "+", "-", "@", "'", "'=", "''-"]), texts))


@st.composite
def datasets(draw: st.DrawFn, *, is_large: bool = True) -> schema.Dataset:
    """Networks over five actors, of dates or of numbers, whose states often begin on the day on which others end.

    ``is_large``: with years of five digits and numbers that floats cannot tell from those a millionth apart.
    """
    is_number = draw(st.booleans())
    times = (numbers if is_large else plain_numbers) if is_number else (dates if is_large else plain_dates)
    made = draw(st.lists(strategies.relationships(times), max_size=5))
    dataset = schema.Dataset(
        time=schema.TimeSpec(kind="number" if is_number else "calendar"),
        actors=strategies.ACTORS,
        types=(schema.RelationshipType(id="talks"), schema.RelationshipType(id="hotline", directed=True)),
        relationships=tuple(_touching(draw, each, times) for each in made),
    )
    net = build(dataset)
    lasting = [net.relationship(i) for i in range(len(net.rel_ids)) if net.change_start[i] < net.change_start[i + 1]]
    return msgspec.structs.replace(dataset, relationships=tuple(lasting))


def _touching(
    draw: st.DrawFn, record: schema.Relationship, times: st.SearchStrategy[str | int | float]
) -> schema.Relationship:
    """In one of two the states end on the day on which the next one begins."""
    if draw(st.booleans()):
        return record
    following = [each.from_ for each in record.changes[1:]] + [draw(times)]
    pairs = zip(record.changes, following[: len(record.changes)], strict=True)
    changes = tuple(msgspec.structs.replace(change, until=until) for change, until in pairs)
    return msgspec.structs.replace(record, changes=changes)


def again(dataset: schema.Dataset, ident: str, path: Path) -> Reading:
    """A dataset written in a format and opened again."""
    format_called(ident).save(dataset, path)
    return open_dataset(path)
