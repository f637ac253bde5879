from __future__ import annotations

import calendar
from datetime import UTC, datetime

import edtf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netexplorer.errors import UserError
from netexplorer.graph import dates
from netexplorer.graph.dates import BEGINNING, DAY, FOREVER, HOUR, MINUTE, Precision, parse_edtf, tick_of
from tests.graph.strategies import date_texts

any_tick = st.integers(tick_of(-9000), tick_of(9999))


@pytest.mark.parametrize(
    ("text", "first_day", "last_day", "precision"),
    [
        ("1998", (1998, 1, 1), (1998, 12, 31), Precision.YEAR),
        ("2015-04", (2015, 4, 1), (2015, 4, 30), Precision.MONTH),
        ("2016-02", (2016, 2, 1), (2016, 2, 29), Precision.MONTH),
        ("2015-12", (2015, 12, 1), (2015, 12, 31), Precision.MONTH),
        ("2021-11-01", (2021, 11, 1), (2021, 11, 1), Precision.DAY),
        ("1998~", (1998, 1, 1), (1998, 12, 31), Precision.YEAR),
        ("199X", (1990, 1, 1), (1999, 12, 31), Precision.DECADE),
        ("19XX", (1900, 1, 1), (1999, 12, 31), Precision.CENTURY),
        ("1XXX", (1000, 1, 1), (1999, 12, 31), Precision.MILLENNIUM),
        ("2015-XX", (2015, 1, 1), (2015, 12, 31), Precision.YEAR),
        ("2015-XX-XX", (2015, 1, 1), (2015, 12, 31), Precision.YEAR),
        ("2015-04-XX", (2015, 4, 1), (2015, 4, 30), Precision.MONTH),
        ("2001-21", (2001, 3, 1), (2001, 5, 31), Precision.SEASON),
        ("2001-22", (2001, 6, 1), (2001, 8, 31), Precision.SEASON),
        ("2001-23", (2001, 9, 1), (2001, 11, 30), Precision.SEASON),
        ("2003-24", (2003, 12, 1), (2004, 2, 29), Precision.SEASON),
        ("-0427", (-427, 1, 1), (-427, 12, 31), Precision.YEAR),
        ("-042X", (-429, 1, 1), (-420, 12, 31), Precision.DECADE),
        ("0000", (0, 1, 1), (0, 12, 31), Precision.YEAR),
        ("Y17000", (17000, 1, 1), (17000, 12, 31), Precision.YEAR),
        ("Y-17000", (-17000, 1, 1), (-17000, 12, 31), Precision.YEAR),
    ],
)
def test_a_date_is_the_whole_period_its_text_names(text, first_day, last_day, precision):
    date = parse_edtf(text)
    assert (date.earliest, date.end) == (tick_of(*first_day), tick_of(*last_day) + DAY)
    assert date.precision == precision
    assert date.text == text


@pytest.mark.parametrize(
    ("text", "seconds", "length"),
    [
        ("2021-11-01T14:00Z", 14 * HOUR, MINUTE),
        ("2021-11-01T14:00", 14 * HOUR, MINUTE),
        ("2021-11-01T14:00:07Z", 14 * HOUR + 7, 1),
        ("2021-11-01T14:00:07.250Z", 14 * HOUR + 7, 1),
        ("2021-11-01T14:00+03:00", 11 * HOUR, MINUTE),
        ("2021-11-01T14:00-0330", 17 * HOUR + 30 * MINUTE, MINUTE),
        ("2021-11-01T01:00+03:00", -2 * HOUR, MINUTE),
        ("2021-11-01T14", 14 * HOUR, HOUR),
    ],
)
def test_a_time_of_day_is_counted_in_utc(text, seconds, length):
    date = parse_edtf(text)
    assert date.earliest == tick_of(2021, 11, 1) + seconds
    assert date.end - date.earliest == length


@pytest.mark.parametrize(
    "text",
    [
        "", "soon", "2021-13-01", "2021-02-30", "2021-00", "2021-01-00", "2021-04-31", "1900-02-29", "21", "2021-1-1",
        "19X1", "199X-04", "2021-XX-04", "2021-21-01", "2021-25", "-0000", "Y2021", "2021-11-01T24:00Z",
        "2021-11-01T12:60Z",
        "2021-11T12:00", "1998~~", "~1998", " 1998", "1998\n", "２０２１", "2021-11-XXT12:00", "1998/1999",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_its_text(text):
    with pytest.raises(UserError) as caught:
        parse_edtf(text)
    assert f"'{text}' is no date" in caught.value.what
    assert caught.value.hint


@pytest.mark.parametrize(
    "text", ["1998", "2015-04", "2021-11-01", "199X", "19XX", "2015-XX", "2016-02-XX", "2001-21", "2001-22", "2001-23",
             "-0427", "-042X", "Y17000", "Y-17000", "1998~", "2015-04?", "2021-11-01%"],
)  # fmt: skip
def test_bounds_agree_with_the_edtf_package(text):
    oracle = edtf.parse_edtf(text)
    date = parse_edtf(text)
    assert dates.civil_of(date.earliest) == tuple(oracle.lower_strict()[:3])
    assert dates.civil_of(date.end - 1) == tuple(oracle.upper_strict()[:3])


@given(st.datetimes(min_value=datetime(1, 1, 1), max_value=datetime(9999, 12, 31)))
def test_days_agree_with_the_standard_library(moment):
    moment = moment.replace(microsecond=0, tzinfo=UTC)
    date = parse_edtf(moment.isoformat())
    assert date.earliest == calendar.timegm(moment.timetuple())
    assert dates.civil_of(date.earliest) == (moment.year, moment.month, moment.day)


@given(st.integers(-(10**9), 10**9))
def test_days_and_civil_dates_are_inverse(days):
    assert dates.days_from_civil(*dates.civil_from_days(days)) == days


@given(date_texts)
def test_every_period_has_a_length_and_keeps_its_text(text):
    date = parse_edtf(text)
    assert date.earliest < date.end
    assert date.text == text
    assert date.possible_from - date.earliest == int(date.is_exact)


@given(any_tick)
def test_periods_of_coarser_precision_hold_those_of_finer(tick):
    nested = [Precision.SECOND, Precision.MINUTE, Precision.HOUR, Precision.DAY, Precision.MONTH, Precision.YEAR,
              Precision.DECADE, Precision.CENTURY, Precision.MILLENNIUM]  # fmt: skip
    periods = [parse_edtf(dates.civil_text(tick, precision)) for precision in nested]
    for fine, coarse in zip(periods, periods[1:], strict=False):
        assert coarse.earliest <= fine.earliest <= tick < fine.end <= coarse.end


@given(any_tick, st.sampled_from([precision for precision in Precision if precision >= 0]))
def test_the_text_of_a_tick_names_a_period_around_it_and_is_stable(tick, precision):
    date = parse_edtf(dates.civil_text(tick, precision))
    assert date.precision == precision
    assert date.earliest <= tick < date.end
    assert dates.civil_text(date.earliest, precision) == date.text


def test_the_bounds_of_time_have_a_text_but_no_words():
    assert dates.civil_text(BEGINNING) == dates.civil_text(FOREVER) == ".."
    assert dates.label_of(FOREVER) == ""


def test_years_beyond_four_digits_are_written_with_a_y():
    assert dates.civil_text(tick_of(17000, 5, 3)) == "Y17000"


@pytest.mark.parametrize(
    ("text", "words", "short"),
    [
        ("2021-11-01", "1 November 2021", "1 Nov 2021"),
        ("2015-04", "April 2015", "Apr 2015"),
        ("2015-04-XX", "April 2015", "Apr 2015"),
        ("2015", "2015", "2015"),
        ("1998~", "about 1998", "about 1998"),
        ("2015-04?", "possibly April 2015", "possibly Apr 2015"),
        ("1998%", "possibly about 1998", "possibly about 1998"),
        ("2001-21", "spring 2001", "spring 2001"),
        ("2001-23", "autumn 2001", "autumn 2001"),
        ("1999-24", "winter 1999–00", "winter 1999–00"),
        ("199X", "1990s", "1990s"),
        ("190X", "1900–1909", "1900–1909"),
        ("19XX", "1900–1999", "1900–1999"),
        ("-0427", "428 BC", "428 BC"),
        ("-042X", "430–421 BC", "430–421 BC"),
        ("0079-08", "August 79 AD", "Aug 79 AD"),
        ("000X", "1 BC – 9 AD", "1 BC – 9 AD"),
        ("2021-11-01T14:00Z", "1 Nov 2021, 14:00", "1 Nov 2021, 14:00"),
        ("2021-11-01T14:00:30Z", "1 Nov 2021, 14:00:30", "1 Nov 2021, 14:00:30"),
        ("2021-11-01T14Z", "1 Nov 2021, 14:00", "1 Nov 2021, 14:00"),
    ],
)
def test_dates_read_as_people_say_them(text, words, short):
    assert dates.describe(parse_edtf(text)) == words
    assert dates.describe_short(parse_edtf(text)) == short


@given(any_tick, any_tick)
def test_different_days_are_never_described_alike(tick, other):
    same_day = tick // DAY == other // DAY
    assert (dates.label_of(tick) == dates.label_of(other)) is same_day


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("2021-11-01", True),
        ("2021-11-01T14:00Z", True),
        ("2021-11", False),
        ("2021-11-01~", False),
        ("2021-11-01?", False),
    ],
)
def test_a_date_is_exact_when_its_day_is_known_without_doubt(text, exact):
    assert parse_edtf(text).is_exact is exact


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2005/..", "2005", None),
        ("2005/", "2005", None),
        ("../1990", None, "1990"),
        ("/1990", None, "1990"),
        ("1991-12/2008", "1991-12", "2008"),
        ("2001", "2001", "2001"),
        ("2001~/2002?", "2001~", "2002?"),
        ("", None, None),
        ("../..", None, None),
    ],
)
def test_an_interval_may_be_open_on_either_side(text, start, end):
    sides = dates.parse_interval(text)
    assert [side and side.text for side in sides] == [start, end]


@pytest.mark.parametrize("text", ["2008/1991", "1991/soon", "1991/1992/1993"])
def test_an_interval_that_makes_no_sense_is_refused(text):
    with pytest.raises(UserError):
        dates.parse_interval(text)
