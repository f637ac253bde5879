"""Tables as R, pandas, Wikidata and Python write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.graph.formats.told import changes, ends, opened, rules, span


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('"source" "target" "start" "end"\n"1" "Ann" "Bob" 1990 1995\n"2" "Bob" "Cid" 1991 NA\n', "x.txt"),
        ('"source","target","start","end"\n"1","Ann","Bob",1990,1995\n"2","Bob","Cid",1991,NA\n', "x.csv"),
        ('"","source","target","start","end"\n"1","Ann","Bob",1990,1995\n"2","Bob","Cid",1991,NA\n', "x.csv"),
        (",source,target,start,end\n0,Ann,Bob,1990,1995\n1,Bob,Cid,1991,\n", "x.csv"),
        ("  source target start  end\n1    Ann    Bob  1990 1995\n2    Bob    Cid  1991   NA\n", "x.txt"),
    ],
    ids=["write.table", "write.table with commas", "write.csv", "to_csv", "print"],
)
def test_a_column_that_counts_the_rows_is_no_end_of_a_relationship(tmp_path: Path, text: str, name: str) -> None:
    reading = opened(tmp_path, text, name)
    assert ends(reading) == [("Ann", "Bob"), ("Bob", "Cid")] and span(reading) == ("1990", "1995")
    assert all(not link.extra for link in reading.dataset.relationships)


def test_a_matrix_of_r_has_one_name_less_in_its_first_row(tmp_path: Path) -> None:
    reading = opened(tmp_path, '"A" "B" "C"\n"A" 0 1 0\n"B" 1 0 1\n"C" 0 1 0\n', "x.txt")
    assert ends(reading) == [("A", "B"), ("B", "C")]


def test_numbers_below_names_are_a_table_also_where_blanks_part_them(tmp_path: Path) -> None:
    reading = opened(tmp_path, "source target time\n1 2 1990\n2 3 1991\n3 1 1995\n", "x.txt")
    assert ends(reading) == [("1", "2"), ("2", "3"), ("3", "1")] and span(reading) == ("1990", "1995")


@pytest.mark.parametrize("rows", ["a,b\nb,c\n", "1,2\n2,3\n"])
def test_columns_that_r_calls_v1_and_v2_are_the_two_ends(tmp_path: Path, rows: str) -> None:
    assert len(ends(opened(tmp_path, f'"V1","V2"\n{rows}', "x.csv"))) == 2


def test_two_columns_with_labels_are_two_actors_as_wikidata_exports_them(tmp_path: Path) -> None:
    text = "person,personLabel,position,positionLabel,start,end\nwd:Q1,Ann,wd:Q2,Chancellor,2005-11-22,2021-12-08\n"
    reading = opened(tmp_path, text, "x.csv")
    assert ends(reading) == [("wd:Q1", "wd:Q2")] and span(reading) == ("2005-11-22", "2021-12-08")
    assert [actor.name for actor in reading.dataset.actors] == ["Ann", "Chancellor"]


@pytest.mark.parametrize("cell", ["[(1990, 1995), (1997, None)]", "[[1990, 1995], [1997, None]]"])
def test_pairs_of_python_belong_to_their_intervals_at_both_ends(tmp_path: Path, cell: str) -> None:
    reading = opened(tmp_path, f'source,target,spells\na,b,"{cell}"\n', "x.csv")
    assert [change[:2] for change in changes(reading)] == [("1990", "1995"), ("1997", "")]


def test_of_two_times_one_that_is_none_does_not_make_the_column_a_value(tmp_path: Path) -> None:
    reading = opened(tmp_path, "source,target,date\na,b,2014-02-27\nb,c,unclear\n", "x.csv")
    assert span(reading) == ("2014-02-27", "2014-02-27") and "contact-without-time" in rules(reading)


def test_terms_of_office_in_german_bound_what_they_are_about(tmp_path: Path) -> None:
    text = "Person;Ministerium;Amtsantritt;Amtsende\nAnn;A;22.11.2005;08.12.2021\nBob;A;08.12.2021;\n"
    assert span(opened(tmp_path, text, "x.csv")) == ("2005-11-22", "2021-12-08")


@pytest.mark.parametrize("head", ["# source, target, start\n", "% made by hand\n#source,target,start\n"])
def test_a_comment_with_the_names_of_the_columns_is_the_header(tmp_path: Path, head: str) -> None:
    reading = opened(tmp_path, f"{head}a, b, 1990\nb, c, 1991\n", "x.csv")
    assert ends(reading) == [("a", "b"), ("b", "c")] and changes(reading)[0][:2] == ("1990", "")


def test_a_comment_that_is_a_remark_stays_one(tmp_path: Path) -> None:
    reading = opened(tmp_path, "# my ties, by hand\na,b\nb,c\n", "x.csv")
    assert ends(reading) == [("a", "b"), ("b", "c")]


def test_years_of_a_table_without_a_header_are_times(tmp_path: Path) -> None:
    assert changes(opened(tmp_path, "Ann,Bob,1990\nBob,Cid,1991\n", "x.csv"))[0][:2] == ("1990", "1990")
    both = opened(tmp_path, "Ann,Bob,1990,1995\nBob,Cid,1991,\n", "y.csv")
    assert [changes(both, row)[0][:2] for row in (0, 1)] == [("1990", "1995"), ("1991", "")]


def test_columns_called_from_and_to_in_german_name_ends_and_the_source_says_so(tmp_path: Path) -> None:
    text = "Von ID;Nach ID;Art;Beginn;Quelle\n1;2;Ehe;1980;Archiv A\n2;3;Freund;1991;\n"
    reading = opened(tmp_path, text, "x.csv")
    assert ends(reading) == [("1", "2"), ("2", "3")]
    assert [source.title for source in reading.dataset.sources] == ["Archiv A"]


def test_dates_of_letters_are_read(tmp_path: Path) -> None:
    text = 'From,To,Date\na,b,"Mon, 14 May 2001 16:39:00 -0700 (PDT)"\nb,a,"Tue, 15 May 2001 09:00:00 -0700 (PDT)"\n'
    assert span(opened(tmp_path, text, "x.csv")) == ("2001-05-14T16:39:00-0700", "2001-05-15T09:00:00-0700")


def test_a_date_in_brackets_is_inferred_and_so_uncertain(tmp_path: Path) -> None:
    text = "Sender;Empfänger;Datum\nGoethe;Schiller;24.6.1794\nSchiller;Goethe;[1795]\nGoethe;Schiller;1.7.1796\n"
    reading = opened(tmp_path, text, "x.csv")
    assert changes(reading, 1)[0][:2] == ("1795?", "1795?")


def test_an_employee_is_tied_to_the_manager_from_hire_to_leave(tmp_path: Path) -> None:
    text = "Employee,Manager,Hire Date,Leave Date\nAnn,Bob,2001-05-01,2005-06-30\nCid,Bob,2003-01-15,\n"
    reading = opened(tmp_path, text, "x.csv")
    assert ends(reading) == [("Ann", "Bob"), ("Cid", "Bob")] and span(reading) == ("2001-05-01", "2005-06-30")


def test_successive_years_are_names_of_columns(tmp_path: Path) -> None:
    reading = opened(tmp_path, "Person,1990,1991,1992\nAnn,Bonn,Bonn,Paris\nBob,Paris,Paris,\n", "x.csv")
    assert [actor.id for actor in reading.dataset.actors] == ["Ann", "Bob"]
