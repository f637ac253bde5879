"""Tables as people name their columns: pairs of words, ids beside names, numbered members, times beside days."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.graph.formats.told import changes, counts, ends, opened, span


def held(reading: object, row: int = 0) -> list[tuple[object, object]]:
    return [each[:2] for each in changes(reading, row)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "head",
    [
        "Seller,Buyer,Year", "Author,Recipient,Date", "seller_name,buyer_name,year", "Person,Related person,Year",
        "officer_name,company_name,year", "mep_id,group_id,year", "entity1_id,entity2_id,year",
        "country_1_code,country_2_code,year", "node_id_start,node_id_end,year", "Verkäufer,Käufer,Jahr",
        "Expéditeur,Destinataire,Année", "Персона,Организация,Год", "Кто,Кому,Дата",
    ],
)  # fmt: skip
def test_pairs_of_words_name_the_two_ends(tmp_path: Path, head: str) -> None:
    reading = opened(tmp_path, f"{head}\nAnn,Bob,1990\nCyd,Dee,1991\nAnn,Dee,1992\n", "x.csv")
    assert ends(reading) == [("Ann", "Bob"), ("Cyd", "Dee"), ("Ann", "Dee")]
    assert span(reading) == ("1990", "1992")


def test_of_numbered_columns_of_ids_and_names_the_ids_are_the_ends(tmp_path: Path) -> None:
    text = "id,entity1_id,entity1_name,entity2_id,entity2_name,start_date\n7,10,Ann,20,Acme,2001-00-00\n"
    reading = opened(tmp_path, text, "x.csv")
    assert ends(reading) == [("10", "20")] and reading.dataset.relationships[0].id == "7"
    assert [actor.name for actor in reading.dataset.actors] == ["Ann", "Acme"]


def test_the_first_column_of_names_and_another_with_the_same_names_are_the_ends(tmp_path: Path) -> None:
    text = "King,Followed by,Year\nOtto,Conrad,1002\nConrad,Henry,1024\nHenry,Louis,1039\n"
    assert ends(opened(tmp_path, text, "x.csv"))[:2] == [("Otto", "Conrad"), ("Conrad", "Henry")]


def test_places_that_people_share_are_no_relationships(tmp_path: Path) -> None:
    text = "Diplomat,Born in,Died in\nAnn,Bonn,Paris\nBob,Paris,Rome\nCyd,Rome,Bonn\n"
    assert counts(opened(tmp_path, text, "x.csv")) == (3, 0)


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [("notified_on,ceased_on", "2016-04-06", "2018-01-01"), ("Date d'entrée en vigueur;Date de fin", "2001", "2004")],
)
def test_dates_are_known_by_a_word_of_beginning_or_end(tmp_path: Path, name: str, start: str, end: str) -> None:
    sign = ";" if ";" in name else ","
    reading = opened(tmp_path, f"source,target,{name}\na,b,{start},{end}\n".replace(",", sign), "x.csv")
    assert held(reading) == [(start, end)]


def test_a_zone_behind_the_name_of_a_column_of_dates_is_none_of_its_words(tmp_path: Path) -> None:
    text = "Vertex 1,Vertex 2,Relationship Date (UTC)\na,b,3/14/2014 12:33\nb,a,3/16/2014 9:11\n"
    assert span(opened(tmp_path, text, "x.csv")) == ("2014-03-14T12:33Z", "2014-03-16T09:11Z")


@pytest.mark.parametrize(
    "word", ["9999-12-31", "31/12/9999", "2999-12-31", "9999-01-01T00:00:00", "actualidad", "en vigueur", "н. в."]
)
def test_an_end_that_nobody_lives_to_see_is_not_stated(tmp_path: Path, word: str) -> None:
    reading = opened(tmp_path, f"source,target,start,end\na,b,1990-01-01,{word}\nb,c,1991-01-01,1995-01-01\n", "x.csv")
    assert held(reading) == [("1990-01-01", "")]
    assert span(reading) == ("1990-01-01", "1995-01-01")


def test_9999_among_numbers_that_are_no_years_is_a_number(tmp_path: Path) -> None:
    reading = opened(tmp_path, "source,target,start,end\na,b,5,9999\nb,c,7,12000\n", "x.csv")
    assert held(reading) == [(5, 9999.999999)]


def test_a_year_of_nought_over_three_columns_is_not_stated(tmp_path: Path) -> None:
    text = "source,target,begyr,begmo,begday,endyr,endmo,endday\n2,20,1949,4,4,0,0,0\n"
    assert held(opened(tmp_path, text, "x.csv")) == [("1949-04-04", "")]


def test_members_in_numbered_columns_are_tied_to_what_the_row_is_about(tmp_path: Path) -> None:
    text = "atopid,begyr,endyr,mem1,mem2,mem3,mem4\n1005,1815,1816,200,300,220,0\n3001,1949,0,2,20,0,0\n"
    reading = opened(tmp_path, text, "x.csv")
    assert ends(reading) == [("200", "1005"), ("300", "1005"), ("220", "1005"), ("2", "3001"), ("20", "3001")]
    assert held(reading, 4) == [("1949", "")]


def test_two_states_to_a_row_and_organisations_as_columns_are_a_tie_for_each(tmp_path: Path) -> None:
    names = [f"ORG{k}" for k in range(12)]
    rows = ["2,20,1949,1,1" + ",0" * 10, "2,20,1950,1,-9" + ",0" * 10, "2,365,1949,0,0" + ",-1" * 10]
    reading = opened(tmp_path, "\n".join((",".join(("ccode1", "ccode2", "year", *names)), *rows)), "x.csv")
    assert [(link.type, held(reading, k)) for k, link in enumerate(reading.dataset.relationships)] == [
        ("ORG0", [("1949", "1950")]), ("ORG1", [("1949", "1949")]),
    ]  # fmt: skip


def test_a_time_of_day_beside_the_day_is_one_time_with_it(tmp_path: Path) -> None:
    text = "caller;callee;date;time\n111;222;01.02.2019;13:05:00\n222;333;01.02.2019;14:00\n"
    assert span(opened(tmp_path, text, "x.csv")) == ("2019-02-01T13:05:00Z", "2019-02-01T14:00Z")


def test_a_letter_to_several_addresses_is_one_to_each(tmp_path: Path) -> None:
    text = 'From,To,Sent\na@x.org,"b@x.org; c@x.org",2001-05-14\nb@x.org,"Doe, D <d@x.org>",2001-05-15\n'
    assert ends(opened(tmp_path, text, "x.csv")) == [
        ("a@x.org", "b@x.org"), ("a@x.org", "c@x.org"), ("b@x.org", "Doe, D <d@x.org>"),
    ]  # fmt: skip


def test_deliveries_of_arms_last_from_order_to_delivery(tmp_path: Path) -> None:
    text = "Supplier,Recipient,Armament category,Order date,Delivery year,Status\nRussia,India,Aircraft,1996,1997,New\n"
    reading = opened(tmp_path, text, "x.csv")
    assert ends(reading) == [("Russia", "India")] and held(reading) == [("1996", "1997")]


def test_from_and_to_that_are_years_are_times_where_others_name_the_ends(tmp_path: Path) -> None:
    reading = opened(tmp_path, "Name,Party,From,To\nAnn,X,1990,1995\nBob,Y,1991,1999\nAnn,Y,1996,\n", "x.csv")
    assert ends(reading) == [("Ann", "X"), ("Bob", "Y"), ("Ann", "Y")]
    assert held(reading) == [("1990", "1995")] and held(reading, 2) == [("1996", "")]


def test_from_and_to_that_are_all_there_is_are_the_ends_even_if_they_look_like_years(tmp_path: Path) -> None:
    assert ends(opened(tmp_path, "from,to\n1990,1995\n1991,1999\n", "x.csv")) == [("1990", "1995"), ("1991", "1999")]


def test_ids_and_years_may_both_be_called_from_and_to(tmp_path: Path) -> None:
    reading = opened(tmp_path, "id_from;id_to;year_from;year_to\n1;2;1990;1995\n2;3;1991;\n", "x.csv")
    assert ends(reading) == [("1", "2"), ("2", "3")] and held(reading) == [("1990", "1995")]


def test_keys_that_go_out_and_in_are_ends_and_no_times(tmp_path: Path) -> None:
    text = 'out_publicKey,in_publicKey,trust,datetime\n"6","2","4","2010-11-08T13:45:11"\n"6","5","2","2010-11-09"\n'
    reading = opened(tmp_path, text, "x.csv")
    assert ends(reading) == [("6", "2"), ("6", "5")] and span(reading)[1] == "2010-11-09"


def test_of_facts_the_head_is_the_subject(tmp_path: Path) -> None:
    reading = opened(tmp_path, "ts,head,tail,relation_type\n1990,Q1,Q2,P39\n1991,Q3,Q2,P39\n", "x.csv")
    assert ends(reading) == [("Q1", "Q2"), ("Q3", "Q2")]


def test_periods_that_are_quarters_or_years_are_when_it_was(tmp_path: Path) -> None:
    reading = opened(tmp_path, "reporter,partner,period,value\nDE,FR,2014Q1,5\nDE,FR,2014Q3,6\n", "x.csv")
    assert ends(reading)[0] == ("DE", "FR") and span(reading)[0] == "2014-01"


def test_names_beside_the_ids_of_members_and_groups_are_their_labels(tmp_path: Path) -> None:
    head = "person_id,person_name,company_id,company_name,appointed_on,resigned_on"
    reading = opened(tmp_path, f"{head}\n1,Ann,10,Acme,2001-01-01,2005-01-01\n2,Bob,10,Acme,2002-01-01,\n", "x.csv")
    assert ends(reading) == [("1", "10"), ("2", "10")]
    assert [actor.name for actor in reading.dataset.actors] == ["Ann", "Acme", "Bob"]


@pytest.mark.parametrize("head", ["源,目标,开始时间,结束时间", "الدولة 1,الدولة 2,البداية,نهاية"])
def test_heads_in_chinese_and_arabic(tmp_path: Path, head: str) -> None:
    reading = opened(tmp_path, f"{head}\nA,B,2001-07-16,2021-07-16\nA,C,1961-07-11,\n", "x.csv")
    assert ends(reading) == [("A", "B"), ("A", "C")]


def test_midnights_as_wikidata_has_them_are_days(tmp_path: Path) -> None:
    head = "person,personLabel,position,positionLabel,start,end"
    text = f"{head}\nQ1,Ann,Q2,Envoy,1990-01-01T00:00:00Z,1994-05-01T00:00:00Z\n"
    assert held(opened(tmp_path, text, "x.csv")) == [("1990-01-01", "1994-05-01")]


def test_a_person_to_a_row_with_father_and_mother_is_a_tie_with_each(tmp_path: Path) -> None:
    text = "child,father,mother,born\nCarl,Adam,Eva,1900\nDora,Carl,,1925\n"
    reading = opened(tmp_path, text, "x.csv")
    assert ends(reading) == [("Adam", "Carl"), ("Eva", "Carl"), ("Carl", "Dora")]
    assert [link.type for link in reading.dataset.relationships] == ["father", "mother", "father"]
