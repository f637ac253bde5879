"""Dates as people write them, read by the clock of a file: what each comes to, from its first to its last day."""

from __future__ import annotations

import pytest

from netexplorer.errors import UserError
from netexplorer.graph.formats.clock import Clock, Scale, clock_of
from netexplorer.graph.formats.draft import Period
from netexplorer.graph.formats.ranges import is_range
from netexplorer.graph.formats.tables_figures import reader_of


def bounds(text: str) -> tuple[object, object]:
    clock = Clock(Scale.TEXT)
    at = clock.read(text)
    assert at is not None
    return at.text, clock.until(at, is_open=False)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("3. März 1991", "1991-03-03"), ("Okt. 1990", "1990-10"), ("1er janvier 1995", "1995-01-01"),
        ("févr. 1996", "1996-02"), ("3 марта 1991", "1991-03-03"), ("1 января 1995 г.", "1995-01-01"),
        ("5 de mayo de 1810", "1810-05-05"), ("3rd March 1991", "1991-03-03"), ("Sat, 1 January 1995", "1995-01-01"),
        ("03-Mar-91", "1991-03-03"), ("5-Jun-14", "2014-06-05"), ("Mar-91", "1991-03"), ("03/1991", "1991-03"),
        ("Mar 3 1991 1:00PM", "1991-03-03T13:00Z"), ("Wed Aug 27 13:08:45 +0000 2008", "2008-08-27T13:08:45+0000"),
        ("2014-01-01 10:00 EST", "2014-01-01T10:00-05:00"), ("2014-05-05T10:00:00 GMT", "2014-05-05T10:00:00Z"),
        ("c. 1990", "1990~"), ("um 1990", "1990~"), ("mid-2001", "2001~"), ("early 1990s", "199X~"),
        ("2000s", "200X"), ("19th century", "18XX"), ("480 v. Chr.", "-0479"), ("BC 480", "-0479"),
        ("AD 20", "0020"), ("1 BC", "0000"), ("1991-05-00", "1991-05"), ("1991-00-00", "1991"), ("41640", "2014-01-01"),
        ("Autumn 1990", "1990-23"), ("printemps 1991", "1991-21"), ("end of 1991", "1991~"), ("late 1990", "1990~"),
    ],
)  # fmt: skip
def test_a_date_in_words_is_the_day_month_or_year_that_it_names(text: str, date: str) -> None:
    assert bounds(text) == (date, date)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2014Q2", "2014-04", "2014-06"), ("Q3 2016", "2016-07", "2016-09"), ("2014H2", "2014-07", "2014-12"),
        ("3. Quartal 2014", "2014-07", "2014-09"), ("2014-W05", "2014-01-27", "2014-02-02"),
        ("2015-W10-3", "2015-03-04", "2015-03-04"), ("1999/00", "1999", "2000"), ("1991/1992", "1991", "1992"),
        ("1991–2003", "1991", "2003"), ("1991-92", "1991", "1992"), ("1991/2003", "1991", "2003"),
        ("from March 1991 to 5 May 1993", "1991-03", "1993-05-05"), ("von 1991 bis 1993", "1991", "1993"),
        ("с 1991 по 1993", "1991", "1993"), ("01.02.1990 - 03.04.1991", "1990-02-01", "1991-04-03"),
        ("1990-05-01/1991-06-01", "1990-05-01", "1991-06-01"),
        ("12 May 1990 – 3 June 1991", "1990-05-12", "1991-06-03"),
        ("1.2.1990–3.4.1991", "1990-02-01", "1991-04-03"), ("May 1990/June 1991", "1990-05", "1991-06"),
    ],
)  # fmt: skip
def test_a_period_begins_with_the_first_and_ends_with_the_last_day_that_it_names(
    text: str, first: str, last: str
) -> None:
    assert bounds(text) == (first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("since 2004", "2004", ""), ("2004–", "2004", ""), ("seit 2004", "2004", ""), ("depuis 2004", "2004", ""),
        ("2004 to present", "2004", ""), ("1990-present", "1990", ""), ("2004/..", "2004", ""),
        ("until 2010", "", "2010"), ("–2010", "", "2010"), ("bis 2010", "", "2010"), ("до 2010", "", "2010"),
    ],
)  # fmt: skip
def test_since_and_until_leave_the_other_bound_open(text: str, first: str, last: str) -> None:
    assert bounds(text) == (first, last)
    assert is_range(text)


@pytest.mark.parametrize("text", ["2014Q2", "1991", "May 1991", "2001-21"])
def test_one_period_is_no_range(text: str) -> None:
    assert not is_range(text)


@pytest.mark.parametrize("text", ["Theresa May", "12 Monkeys", "March of 12 men in 1990", "2014Q5", "2014-W60", "May"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        Clock(Scale.TEXT).read(text)


@pytest.mark.parametrize("text", ["9999-12-31", "31.12.9999", "0000-00-00", "present", "heute", "н.в.", "NaT"])
def test_what_stands_for_no_date_is_none(text: str) -> None:
    assert Clock(Scale.TEXT).read(text) is None


def test_codes_for_missing_years_leave_the_others_years() -> None:
    clock = clock_of([1991, 1990, 9999, -99, 0])
    assert clock.scale is Scale.YEARS
    assert clock.read(9999) is None and clock.read(-99) is None
    assert clock_of([0, 20, 9999]).scale is Scale.WHOLE
    assert clock_of([0, 1200, 1400]).scale is Scale.WHOLE


def test_months_before_years_with_a_point_are_no_decimals() -> None:
    clock = clock_of(["03.1991", "12.2003"])
    at = clock.read("12.2003")
    assert at is not None and at.text == "2003-12"


def test_years_over_new_year_are_no_months_where_one_of_them_can_be_none() -> None:
    clock = clock_of(["1999/00", "2001/02"])
    at = clock.read("2001/02")
    assert isinstance(at, Period) and (at.text, at.last) == ("2001", "2002")
    plain = clock_of(["2001/02", "2001/05"]).read("2001/02")
    assert plain is not None and plain.text == "2001-02"


@pytest.mark.parametrize(
    ("cells", "delimiter", "numbers"),
    [
        (["1,234.5", "12"], ",", [1234.5, 12]),
        (["1,234", "12,000"], ",", [1234, 12000]),
        (["1,234", "12,000"], ";", [1.234, 12.0]),
        (["1.234,5", "12,25"], ";", [1234.5, 12.25]),
        (["1'234", "12"], ";", [1234, 12]),
        (["1\u00a0234,5", "12"], ";", [1234.5, 12]),
        (["1,5", "x"], ";", ["1,5", "x"]),
    ],
)
def test_signs_between_thousands_are_told_from_decimals_by_the_column(
    cells: list[str], delimiter: str, numbers: list[object]
) -> None:
    read = reader_of(cells, delimiter)
    assert [read(cell) for cell in cells] == numbers
