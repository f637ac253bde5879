"""Tables that are turned or known by their columns: panels of years, memberships, missions, events, other languages."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from netexplorer.graph.formats.draft import Ask
from netexplorer.graph.formats.tables_known import GDELT
from tests.graph.formats.told import changes, counts, ends, opened, rules


def held(reading: object, row: int = 0) -> list[tuple[object, object, str]]:
    return [each[:3] for each in changes(reading, row)]  # type: ignore[arg-type]


def test_years_as_columns_are_intervals(tmp_path: Path) -> None:
    reading = opened(tmp_path, "source,target,1990,1991,1992,1993\na,b,1,1,0,1\nb,c,0,0,,\n", "x.csv")
    assert ends(reading) == [("a", "b")]
    assert held(reading) == [("1990", "1991", "open"), ("1993", "1993", "open")]


def test_values_in_columns_of_years_change_over_time(tmp_path: Path) -> None:
    reading = opened(tmp_path, "source,target,1990,1991,1992\na,b,3,3,5\n", "x.csv")
    assert changes(reading) == [
        ("1990", "", "open", {"weight over time": "3"}), ("1992", "1992", "open", {"weight over time": "5"}),
    ]  # fmt: skip


def test_words_in_columns_of_years_are_states(tmp_path: Path) -> None:
    reading = opened(tmp_path, "source,target,1990,1991,1992\na,b,open,severed,severed\n", "x.csv")
    assert held(reading) == [("1990", "", "open"), ("1991", "1992", "severed")]


def test_rows_of_a_panel_that_say_no_are_no_ties(tmp_path: Path) -> None:
    rows = "2,20,1950,1\n2,20,1951,0\n2,20,1952,1\n2,200,1950,0\n2,200,1951,-9\n"
    reading = opened(tmp_path, f"ccode1,ccode2,year,alliance\n{rows}", "x.csv")
    assert ends(reading) == [("2", "20")]
    assert held(reading) == [("1950", "1950", "open"), ("1952", "1952", "open")]
    assert "none-rows" in rules(reading)


def test_events_with_a_mark_of_0_stay(tmp_path: Path) -> None:
    reading = opened(tmp_path, "source,target,date,is_root\na,b,2014-01-01,0\na,c,2014-01-02,1\n", "x.csv")
    assert len(ends(reading)) == 2


@pytest.mark.parametrize("name", ["score", "female", "won"])
def test_marks_of_something_else_do_not_say_that_there_is_no_tie(tmp_path: Path, name: str) -> None:
    text = f"source,target,year,{name}\na,b,1990,0\nb,c,1991,1\na,c,1990,0\n"
    assert len(ends(opened(tmp_path, text, "x.csv"))) == 3


def test_values_of_actors_in_columns_of_years_stay_values(tmp_path: Path) -> None:
    reading = opened(tmp_path, "id,label,1990,1991\na,A,0.5,0.7\nb,B,0.1,0.2\n", "x.csv")
    assert reading.dataset.actors[0].extra == {"1990": 0.5, "1991": 0.7} and reading.dataset.events == ()


def test_memberships_of_states_in_organisations_as_columns(tmp_path: Path) -> None:
    names = [f"ORG{k}" for k in range(12)]
    rows = ["2,1946,USA,1,3,-9" + ",0" * 9, "2,1947,USA,1,2,-9" + ",0" * 9, "20,1946,CAN,0,0,-1" + ",0" * 8 + ",1"]
    reading = opened(tmp_path, "\n".join((",".join(("ccode", "year", "state", *names)), *rows)), "x.csv")
    assert ends(reading) == [("2", "ORG0"), ("2", "ORG1"), ("20", "ORG11")]
    assert held(reading) == [("1946", "1947", "full member")]
    assert held(reading, 1) == [("1946", "", "observer"), ("1947", "1947", "associate member")]
    assert [state.id for state in reading.dataset.states] == ["full member", "associate member", "observer"]
    assert {actor.id: actor.name for actor in reading.dataset.actors}["2"] == "USA"


def test_memberships_with_states_as_columns(tmp_path: Path) -> None:
    names = [*(f"state{k}" for k in range(10)), "political"]
    head = ",".join(("ioname", "orgname", "year", *names))
    reading = opened(tmp_path, f"{head}\nUN,United Nations,1977,1{',0' * 9},1\nUN,United Nations,1978,1{',-1' * 9},1\n")
    assert ends(reading) == [("state0", "UN")] and held(reading) == [("1977", "1978", "full member")]


def test_levels_of_representation_hold_until_the_next_year_of_the_list(tmp_path: Path) -> None:
    head = "ccode1,ccode2,year,DR_at_1,DR_at_2,DE,version\n"
    rows = "2,20,1925,0,0,0,2006.1\n2,20,1930,3,2,1,2006.1\n2,20,1935,9,0,1,2006.1\n2,200,1925,0,3,1,2006.1\n"
    reading = opened(tmp_path, head + rows, "x.csv")
    assert ends(reading) == [("20", "2"), ("2", "20"), ("2", "200")]
    assert held(reading) == [("1930", "", "ambassador"), ("1935", "1935", "other representative")]
    assert held(reading, 1) == [("1930", "1934", "minister")]
    assert held(reading, 2) == [("1925", "1929", "ambassador")]


def test_events_of_gdelt_without_a_header_are_known_by_their_columns(tmp_path: Path) -> None:
    row = dict.fromkeys(GDELT, "") | {
        "GLOBALEVENTID": "1", "SQLDATE": "20140105", "MonthYear": "201401", "Year": "2014", "Actor1Code": "CHNGOV",
        "Actor1Name": "CHINA", "Actor2Code": "JPN", "Actor2Name": "JAPAN", "EventCode": "1313",
        "GoldsteinScale": "-4.4", "DATEADDED": "20140105", "SOURCEURL": "http://example.org/a",
    }  # fmt: skip
    alone = row | {"GLOBALEVENTID": "2", "Actor2Code": ""}
    text = "\n".join("\t".join(each.values()) for each in (row, alone, row | {"EventCode": "043"}))
    reading = opened(tmp_path, text, "20140105.export.CSV")
    assert ends(reading) == [("CHNGOV", "JPN")] * 2
    assert [each.type for each in reading.dataset.relationships] == ["threaten", "consult"]
    assert held(reading) == [("2014-01-05", "2014-01-05", "open")]


@pytest.mark.parametrize(
    ("head", "row", "tie", "time"),
    [
        ("WarNum,WarName,ccode,StateName,StartMonth1,StartDay1,StartYear1,EndMonth1,EndDay1,EndYear1",
         "1,Franco-Spanish War,230,Spain,4,7,1823,11,13,1823", ("state 230", "war 1"), ("1823-04-07", "1823-11-13")),
        ("atopid,member,yrent,moent,yrexit,moexit", "1005,200,1815,11,1823,1", ("state 200", "alliance 1005"),
         ("1815-11", "1823-01")),
        ("crisno,statea,stateb,trgyrdy,trgmody,trgdady,trmyrdy,trmmody,trmdady", "1,365,210,1918,6,23,1919,9,27",
         ("365", "210"), ("1918-06-23", "1919-09-27")),
        ("id,year,type_of_violence,side_a,side_b,date_start,date_end", "1,2014,1,Army,Rebels,2014-01-02,2014-01-04",
         ("Army", "Rebels"), ("2014-01-02", "2014-01-04")),
        ("dyad_id,side_a,side_b,year,intensity_level,gwno_a,gwno_b", "1,Army,Rebels,1946,2,145,", ("Army", "Rebels"),
         ("1946", "1946")),
        ("dyad,state1no,state1ab,state2no,state2ab,year,conttype", "2020,2,USA,20,CAN,1920,1", ("2", "20"),
         ("1920", "1920")),
        ("Quelle;Ziel;Beginn;Ende;Art", "A;B;01.02.1990;31.12.1999;x", ("A", "B"), ("1990-02-01", "1999-12-31")),
        ("Von;Nach;Anfang;Schluss", "A;B;1990;1999", ("A", "B"), ("1990", "1999")),
        ("De;À;Date de début;Date de fin", "A;B;03/05/1990;12/1999", ("A", "B"), ("1990-05-03", "1999-12")),
        ("Источник;Цель;Начало;Конец", "А;Б;1990;1999", ("А", "Б"), ("1990", "1999")),
        ("Origen;Destino;Inicio;Fin", "A;B;1990;1999", ("A", "B"), ("1990", "1999")),
        ("source,target,from,to", "a,b,1990,1995", ("a", "b"), ("1990", "1995")),
        ("Partner A,Partner B,Signed on,Ended on", "A,B,1990-01-01,1999", ("A", "B"), ("1990-01-01", "1999")),
        ("Sending state;Receiving state;Opened;Closed", "A;B;1952;1960", ("A", "B"), ("1952", "1960")),
        ("Visitor,Host,Date,Place", 'A,B,"May 9, 2022",Berlin', ("A", "B"), ("2022-05-09", "2022-05-09")),
        (":START_ID,:END_ID,:TYPE,since,until", "1,2,KNOWS,1990,1995", ("1", "2"), ("1990", "1995")),
        ("source,target,years", "a,b,1991–2003", ("a", "b"), ("1991", "2003")),
        ("source,target,date", "a,b,1991/2003", ("a", "b"), ("1991", "2003")),
        ("source,target,start date,end date", "a,b,41640,42004", ("a", "b"), ("2014-01-01", "2014-12-31")),
    ],
)  # fmt: skip
def test_tables_as_people_have_them(
    tmp_path: Path, head: str, row: str, tie: tuple[str, str], time: tuple[str, str]
) -> None:
    reading = opened(tmp_path, f"{head}\n{row}\n", "x.csv")
    assert ends(reading) == [tie]
    assert held(reading)[0][:2] == time


def test_a_person_who_comes_again_with_another_ministry_is_a_member(tmp_path: Path) -> None:
    rows = "Ann,minister,Foreign Office,1990,1995\nAnn,head,Cabinet,1995,\nBob,minister,Foreign Office,1995,1999\n"
    reading = opened(tmp_path, f"name,position,organisation,start,end\n{rows}", "x.csv")
    assert ends(reading) == [("Ann", "Foreign Office"), ("Ann", "Cabinet"), ("Bob", "Foreign Office")]


def test_several_dates_in_a_cell_are_as_many_instants(tmp_path: Path) -> None:
    reading = opened(tmp_path, "source,target,dates\na,b,1990; 1995\nb,c,1991\n", "x.csv")
    assert held(reading) == [("1990", "1990", "open"), ("1995", "1995", "open")]


def test_a_lifespan_is_when_an_actor_is_active(tmp_path: Path) -> None:
    reading = opened(tmp_path, "id,name,lifespan\na,A,1769–1821\nb,B,1900–\n", "x.csv")
    assert [actor.active for actor in reading.dataset.actors] == ["1769/1821", "1900/.."]


def test_a_name_of_a_column_that_stands_twice_is_still_one(tmp_path: Path) -> None:
    assert ends(opened(tmp_path, "source,target,date,date\na,b,1990,1995\n", "x.csv")) == [("a", "b")]


def test_few_dated_events_last_a_day_each(tmp_path: Path) -> None:
    reading = opened(tmp_path, "source,target,date\na,b,2014-01-01\na,b,2014-03-15\n", "x.csv")
    assert held(reading) == [("2014-01-01", "2014-01-01", "open"), ("2014-03-15", "2014-03-15", "open")]


def test_one_until_among_many_dates_does_not_join_all_the_others(tmp_path: Path) -> None:
    rows = "".join(f"a,b,{1900 + k * k}-0{1 + k % 9}-15\n" for k in range(1, 13))
    reading = opened(tmp_path, f"source,target,date\n{rows}b,c,until 2010\n", "x.csv")
    assert len(held(reading)) > 10 and held(reading, 1) == [("", "2010", "open")]


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
def test_cyrillic_of_one_byte_is_read(tmp_path: Path, encoding: str) -> None:
    text = "source;target;start\nМосква;Киев;1990\nКиев;Минск;1991\n".encode(encoding)
    assert ends(opened(tmp_path, text, "x.csv")) == [("Москва", "Киев"), ("Киев", "Минск")]


def test_umlauts_of_one_byte_stay_latin(tmp_path: Path) -> None:
    text = "source;target\nÖsterreich;Côte d'Ivoire\nDänemark;Müßiggänge\n".encode("cp1252")
    assert ends(opened(tmp_path, text, "x.csv"))[0] == ("Österreich", "Côte d'Ivoire")


def _workbook(*sheets: tuple[str, list[list[object]]], hidden: str = "", merged: str = "") -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if merged:
            sheet.merge_cells(merged)
        sheet.sheet_state = "hidden" if name == hidden else "visible"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_hidden_sheets_and_sheets_of_notes_are_no_part_of_the_network(tmp_path: Path) -> None:
    data = _workbook(
        ("Info", [["This workbook has"], ["author", "X"]]),
        ("Old", [["source", "target"], ["x", "y"]]),
        ("Edges", [["Source", "Target", "Start"], ["a", "b", 1990]]),
        hidden="Old",
    )
    reading = opened(tmp_path, data, "x.xlsx")
    assert ends(reading) == [("a", "b")] and counts(reading) == (2, 1)


def test_what_is_merged_over_rows_holds_for_each_of_them(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Person", "Organisation", "Years"], ["Ann", "FO", "1991–1995"], [None, "UN", "1996–"],
                                ["Bob", "UN", "2000"]]  # fmt: skip
    reading = opened(tmp_path, _workbook(("S", rows), merged="A2:A3"), "x.xlsx")
    assert ends(reading) == [("Ann", "FO"), ("Ann", "UN"), ("Bob", "UN")]


def test_the_mapping_of_a_turned_table_can_be_given_back(tmp_path: Path) -> None:
    text = "source,target,1990,1991\na,b,1,0\n"
    first = opened(tmp_path, text, "x.csv")
    assert first.report is not None
    from tests.graph.formats import opened as asked

    again = asked.opened(tmp_path, "x.csv", text, Ask("", first.report.mapping))
    assert held(again) == held(first) == [("1990", "1990", "open")]
