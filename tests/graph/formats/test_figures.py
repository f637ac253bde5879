"""Dates in figures, and times that count from 1970."""

from __future__ import annotations

from pathlib import Path

import pytest

from netexplorer.graph.formats.clock import Scale, clock_of
from netexplorer.graph.formats.figures import date_text
from tests.graph.formats.told import changes, opened, rules, span, warned


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("19910101", "1991-01-01"),
        ("199105", "1991-05"),
        ("20140305T101500Z", "2014-03-05T10:15:00Z"),
        ("20140305T1015+0100", "2014-03-05T10:15+0100"),
        ("1991-123", "1991-05-03"),
        ("1992-366", "1992-12-31"),
        ("2014-12-31T24:00:00", "2015-01-01T00:00:00Z"),
        ("31.12.2014 24:00", "2015-01-01T00:00Z"),
        ("-0044-03-15", "-0044-03-15"),
        ("0000", "0000"),
        ("1990.0", "1990"),
    ],
)
def test_dates_in_figures_are_those_of_edtf(text: str, date: str) -> None:
    assert date_text(text) == date


@pytest.mark.parametrize("text", ["1991-366", "1991-000", "20149999", "1066-999", "9999-12-31T24:00:00", "31129999"])
def test_figures_that_are_no_date_stay_as_they_are(text: str) -> None:
    assert date_text(text).rstrip("Z") == text


def test_a_year_with_three_figures_behind_a_dash_is_no_range(tmp_path: Path) -> None:
    reading = opened(tmp_path, "source,target,start\na,b,1990-05-01\nb,c,1991-02-01\nc,d,1990-999\n", "x.csv")
    assert warned(reading) == [("bad-time", "c – d")] and span(reading) == ("1990-05-01", "1991-02-01")


@pytest.mark.parametrize(
    ("factor", "scale"),
    [(1, Scale.SECONDS), (10**3, Scale.MILLISECONDS), (10**6, Scale.MICROSECONDS), (10**9, Scale.NANOSECONDS)],
)
def test_seconds_since_1970_and_parts_of_them_are_told_apart_by_size(factor: int, scale: Scale) -> None:
    raws = [str(1_577_836_800 * factor), str(1_577_923_200 * factor)]
    clock = clock_of(raws)
    assert clock.scale is scale
    assert [str(at.text) for raw in raws if (at := clock.read(raw))] == ["2020-01-01T00:00:00Z", "2020-01-02T00:00:00Z"]


def test_a_zero_among_seconds_since_1970_is_not_stated(tmp_path: Path) -> None:
    reading = opened(tmp_path, "% sym signed\n1 2 1 1200000000\n2 3 -1 1200003600\n3 4 1 0\n", "out.x")
    assert span(reading) == ("2008-01-10T21:20:00Z", "2008-01-10T22:20:00Z")
    assert [changes(reading, row)[0][0] for row in range(3)] == ["2008-01-10T21:20:00Z", "2008-01-10T22:20:00Z", ""]


def test_the_year_zero_is_1_bc_in_gexf_and_graphml(tmp_path: Path) -> None:
    edges = (
        '<edge source="a" target="b" start="0000" end="0001"/><edge source="b" target="a" start="-0002" end="0000"/>'
    )
    nodes = '<node id="a"/><node id="b"/>'
    graph = f'<graph mode="dynamic" timeformat="date"><nodes>{nodes}</nodes><edges>{edges}</edges></graph>'
    of_gexf = opened(tmp_path, f"<gexf>{graph}</gexf>", "x.gexf")
    keys = "".join(f'<key id="{name}" for="edge" attr.name="{name}" attr.type="string"/>' for name in ("start", "end"))
    told = (("a", "b", "0000", "0001"), ("b", "a", "-0002", "0000"))
    made = "".join(
        f'<edge source="{a}" target="{b}"><data key="start">{start}</data><data key="end">{end}</data></edge>'
        for a, b, start, end in told
    )
    of_graphml = opened(tmp_path, f"<graphml>{keys}<graph>{nodes}{made}</graph></graphml>", "x.graphml")
    for reading in (of_gexf, of_graphml):
        assert [changes(reading, row)[0][:2] for row in (0, 1)] == [("0000", "0001"), ("-0002", "0000")]


def test_two_contacts_years_apart_do_not_last_for_years(tmp_path: Path) -> None:
    text = "sender,recipient,timestamp\na,b,1000000000\nb,c,1100000000\n"
    assert changes(opened(tmp_path, text, "x.csv"))[0][:2] == ("2001-09-09T01:46:40Z", "2001-09-10T01:46:39Z")


def test_times_of_contacts_that_cannot_be_read_are_told_with_their_values(tmp_path: Path) -> None:
    text = "source,target,date\na,b,2014-02-27\nb,c,unclear\nc,d,\nd,e,2018\n"
    reading = opened(tmp_path, text, "x.csv")
    assert warned(reading) == [("bad-time", "b – c")] and "'unclear'" in reading.problems[0].message


def test_a_date_that_cannot_be_is_told_as_it_is_written(tmp_path: Path) -> None:
    reading = opened(tmp_path, "source,target,start\na,b,13/45/1999\nb,c,1/2/1999\n", "x.csv")
    assert "'13/45/1999' is no date" in reading.problems[0].message


def test_a_contact_at_zero_among_seconds_since_1970_has_no_time(tmp_path: Path) -> None:
    reading = opened(tmp_path, "1 2 1200000000\n2 3 1200003600\n3 4 0\n1 3 1200003600\n", "x.txt")
    assert span(reading)[0] == "2008-01-10T21:20:00Z" and "contact-without-time" in rules(reading)
