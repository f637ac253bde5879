"""Tables of text: how they are cut, which roles their columns are taken for, and what their rows mean."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest

from netexplorer.errors import UserError
from netexplorer.graph.formats import tables_csv
from netexplorer.graph.formats.draft import Ask
from netexplorer.graph.formats.foreign import reader
from netexplorer.graph.formats.reading import Reading
from netexplorer.graph.formats.tables_file import guess, read
from netexplorer.graph.formats.unpack import Source


def opened(tmp_path: Path, text: str | bytes, *, name: str = "table.csv", **mapping: Any) -> Reading:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return reader(read)(path, lambda done: None, lambda: False, Ask("", mapping))


def guessed(text: str | bytes) -> dict[str, Any]:
    return guess(Source("t.csv", text if isinstance(text, bytes) else text.encode(), "t.csv"))


def links(reading: Reading) -> list[tuple[str, str]]:
    return [(each.source, each.target) for each in reading.dataset.relationships]


def changes(reading: Reading, place: int = 0) -> list[tuple[Any, Any, str]]:
    return [(c.from_, c.until, c.state) for c in reading.dataset.relationships[place].changes]


def rules(reading: Reading) -> set[str]:
    assert reading.report is not None
    return {rule.code for rule in reading.report.rules}


def records(reading: Reading) -> tuple[int, int]:
    assert reading.report is not None
    return reading.report.records


# -- how text is cut


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", " "])
def test_every_usual_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    text = "\n".join(delimiter.join(row) for row in (("source", "target"), ("a", "b"), ("b", "c")))
    assert links(opened(tmp_path, text)) == [("a", "b"), ("b", "c")]


def test_commas_of_names_are_no_delimiter_and_the_first_row_is_no_header(tmp_path: Path) -> None:
    reading = opened(tmp_path, "Doe, Jane;Roe, Rick\nDoe, Jane;Poe, Ann\nRoe, Rick;Poe, Ann\n")
    assert links(reading)[0] == ("Doe, Jane", "Roe, Rick")
    assert records(reading) == (3, 3) and "no-header" in rules(reading)


def test_quoted_cells_keep_delimiters_and_line_ends(tmp_path: Path) -> None:
    reading = opened(tmp_path, 'id,label,note\r\n"x, y","a ""b""","two\r\nlines"\r\n')
    assert reading.dataset.actors[0].id == "x, y" and reading.dataset.actors[0].name == 'a "b"'


def test_a_quote_that_is_never_closed_takes_no_other_row_with_it(tmp_path: Path) -> None:
    rows = "\n".join(f"n{k},m{k}" for k in range(200))
    reading = opened(tmp_path, f'name,description\nAlice,"not closed\n{rows}\n')
    assert records(reading) == (201, 0)
    assert [(p.code, p.where) for p in reading.problems if p.code == "open-quote"] == [("open-quote", "line 2")]


def test_two_quotes_that_are_far_apart_do_not_swallow_what_is_between(tmp_path: Path) -> None:
    rows = "\n".join(f"n{k},m{k}" for k in range(200))
    reading = opened(tmp_path, f'source,target\na,"b\n{rows}\nc,"d\n')
    assert records(reading)[1] == 202


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_every_usual_encoding_is_found(tmp_path: Path, encoding: str) -> None:
    reading = opened(tmp_path, "source,target\nZürich,Genève\nGenève,Bâle\n".encode(encoding))
    assert links(reading)[0] == ("Zürich", "Genève")


def test_blank_lines_comments_and_titles_above_the_header_are_left_out(tmp_path: Path) -> None:
    assert links(opened(tmp_path, "\n\n# made by hand\nsource,target\n\na,b\n,,\n")) == [("a", "b")]
    assert links(opened(tmp_path, "Table 1,,\nsource,target,weight\na,b,1\nb,c,2\n")) == [("a", "b"), ("b", "c")]


def test_cells_beyond_the_last_column_are_left_out_and_short_rows_are_filled(tmp_path: Path) -> None:
    reading = opened(tmp_path, "source,target,weight\na,b,1,9\nb,c\n")
    assert len(links(reading)) == 2 and "ragged-row" in rules(reading)


def test_a_row_without_a_target_is_left_out_and_told_with_its_line(tmp_path: Path) -> None:
    reading = opened(tmp_path, "source,target\na,b\nb,\n")
    assert [(p.code, p.where) for p in reading.problems if p.severity == "warning"] == [("bad-row", "line 3")]


def test_zeros_in_the_text_and_numbers_beyond_floats_are_no_hindrance(tmp_path: Path) -> None:
    reading = opened(tmp_path, b"source,target,weight\na\0,b,1e400\nb,c,nan\nc,d,99999999999999999999999\n")
    assert len(links(reading)) == 3


def test_a_very_long_line_is_read_in_time(tmp_path: Path) -> None:
    assert len(links(opened(tmp_path, "source,target,note\na,b," + "x" * 20_000_000 + "\n"))) == 1


def test_a_packed_table_is_read(tmp_path: Path) -> None:
    assert links(opened(tmp_path, gzip.compress(b"source,target\na,b\n"), name="t.csv.gz")) == [("a", "b")]


@pytest.mark.parametrize(
    "text, sentence",
    [
        ("", "this file is empty"),
        ("\n \n", "this file is empty"),
        ("Dear all,\nthis is a letter, and no table at all.\nIt has sentences.\nYours\n", "plain text"),
        ("hello\nworld\n", "plain text"),
        ("<!DOCTYPE html><html><body>a,b</body></html>", "web page"),
        ('<?xml version="1.0"?><gexf/>', "this is XML"),
        ('{"nodes": [], "links": []}', "this is JSON"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\x02\x03\x04\x05\x06\x07\x08\x01\x02\x03", "no text"),
    ],
)
def test_what_is_no_table_is_refused_in_one_sentence(tmp_path: Path, text: str | bytes, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        opened(tmp_path, text)


def test_a_table_is_recognised_by_names_or_numbers_and_prose_is_not() -> None:
    assert tables_csv.sniff(b"Source;Target;Since\na;b;1999\n")
    assert tables_csv.sniff(b"column1\tcolumn2\nx\t1\ny\t2\n")
    assert not tables_csv.sniff(b"Dear all,\nplease note, that this is a letter.\n")
    assert not tables_csv.sniff(b"node1 binds node2\nnode2 binds node3\n")
    assert not tables_csv.sniff(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")


# -- which roles columns have


def test_the_guess_is_a_mapping_that_reads_the_same_when_it_is_given_back(tmp_path: Path) -> None:
    text = "from;to;since;until;kind;who says so\na;b;3/4/2014;2015;ally;x\nb;c;13/4/2014;-;foe;y\n"
    mapping = guessed(text)
    assert mapping["roles"] == {"from": "source", "to": "target", "since": "start", "until": "end", "kind": "type"}
    assert (mapping["delimiter"], mapping["header"], mapping["date_order"]) == (";", True, "dmy")
    assert "since" in mapping["reasons"]
    assert opened(tmp_path, text, **mapping).dataset == opened(tmp_path, text).dataset


@pytest.mark.parametrize(
    "header, source, target",
    [
        ("Source,Target", "Source", "Target"),
        ("ccode1,ccode2,year", "ccode1", "ccode2"),
        ("Event Date,Source Name,Source Country,Event Text,Target Name,Target Country", "Source Name", "Target Name"),
        ("person_a,person_b", "person_a", "person_b"),
        ("sender,receiver,time", "sender", "receiver"),
        ("source,from,to", "from", "to"),
        ("edge_id,node1,node2", "node1", "node2"),
    ],
)
def test_ends_are_found_by_the_usual_names(header: str, source: str, target: str) -> None:
    roles = guessed(header + "\n" + ",".join("xyzuvw"[: header.count(",") + 1]) + "\n")["roles"]
    assert (roles[source], roles[target]) == ("source", "target")


def test_from_and_to_that_are_dates_are_a_time() -> None:
    roles = guessed("member,committee,from,to\nann,budget,2001-02-03,2002-01-01\nann,defence,2003-01-01,\n")["roles"]
    assert roles == {"member": "source", "committee": "target", "from": "start", "to": "end"}


def test_numbered_scores_are_no_ends() -> None:
    assert guessed("id,score_1,score_2\na,1,2\nb,3,4\n")["table"] == "nodes"


def test_a_mapping_counts_whatever_was_guessed(tmp_path: Path) -> None:
    text = "x,y,z\na,b,c\n"
    reading = opened(tmp_path, text, roles={"x": "source", "z": "target", "y": "ignore"}, directed=False)
    assert links(reading) == [("a", "c")] and not reading.dataset.relationships[0].extra
    assert reading.report is not None and reading.report.mapping["roles"]["z"] == "target"


@pytest.mark.parametrize(
    "mapping, sentence",
    [
        ({"roles": {"x": "boss"}}, "role 'boss'"),
        ({"roles": {"nowhere": "source"}}, "column 'nowhere'"),
        ({"rolls": {}}, "not understood"),
        ({"encoding": "klingon"}, "encoding 'klingon'"),
        ({"delimiter": "ab"}, "delimiter 'ab'"),
        ({"states": {"attribute": "q"}}, "column 'q'"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused(tmp_path: Path, mapping: dict[str, Any], sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        opened(tmp_path, "x,y\na,b\n", **mapping)


# -- times


def test_intervals_include_their_ends_and_what_states_nothing_is_open(tmp_path: Path) -> None:
    text = "source,target,start,end\na,b,2001-02-03,2001-03-01\nb,c,*,-9\nc,d,2001-01-01,Inf\n"
    reading = opened(tmp_path, text)
    assert changes(reading, 0) == [("2001-02-03", "2001-03-01", "open")]
    assert changes(reading, 1) == [("", "", "open")]
    assert changes(reading, 2) == [("2001-01-01", "", "open")]


def test_dates_over_three_columns_are_as_precise_as_they_state(tmp_path: Path) -> None:
    text = "ccode1,ccode2,styear,stmonth,stday,endyear,endmon,endday\n2,20,1902,7,-9,1903,-9,-9\n2,20,1910,1,5,,,\n"
    reading = opened(tmp_path, text)
    assert changes(reading) == [("1902-07", "1903", "open"), ("1910-01-05", "", "open")]
    assert records(reading) == (2, 2)


def test_an_end_that_is_less_precise_than_its_beginning_is_no_inversion(tmp_path: Path) -> None:
    reading = opened(tmp_path, "source,target,start,end\na,b,1902-07-15,1902-07\n")
    assert changes(reading) == [("1902-07-15", "1902-07", "open")] and "inverted-spell" not in rules(reading)


def test_states_that_enter_alliances_are_two_kinds_of_actors_with_spells(tmp_path: Path) -> None:
    head = "version4id,ccode,state_name,all_st_day,all_st_month,all_st_year,all_end_day,all_end_month,all_end_year,"
    head += (
        "ss_type,mem_st_day,mem_st_month,mem_st_year,mem_end_day,mem_end_month,mem_end_year,left_censor,right_censor"
    )
    text = f'{head}\n2,2,"United States",9,5,1386,15,2,1911,"Type I",1,1,1816,15,2,1911,1,0\n'
    reading = opened(tmp_path, text)
    assert [(a.id, a.name, a.active) for a in reading.dataset.actors] == [
        ("state 2", "United States", ""),
        ("alliance 2", "", "1386-05-09/1911-02-15"),
    ]
    assert changes(reading) == [("", "1911-02-15", "open")] and "censored" in rules(reading)


def test_months_in_one_number_are_dates(tmp_path: Path) -> None:
    text = "dyad,statelno,statelab,statehno,statehab,conttype,begin,end\n2020,2,USA,20,CAN,1,192001,201612\n"
    reading = opened(tmp_path, text)
    assert changes(reading) == [("1920-01", "2016-12", "open")]
    assert [actor.name for actor in reading.dataset.actors] == ["USA", "CAN"]
    assert reading.dataset.relationships[0].type == "1"


def test_sets_of_intervals_are_followed_by_bracket_and_infinity(tmp_path: Path) -> None:
    text = 'Source Target Type timeset\na b Directed "<[2001, 2002]; [2004, Infinity]>"\nb c Directed "(2001, 2003)"\n'
    reading = opened(tmp_path, text)
    assert changes(reading, 0) == [("2001", "2002", "open"), ("2004", "", "open")]
    assert changes(reading, 1) == [("2002", "2002", "open")]


def test_sets_of_instants_are_told_from_intervals(tmp_path: Path) -> None:
    reading = opened(tmp_path, 'Id,timeset\n1,"<[2003.0, 2004.0, 2006.0]>"\n2,<[2006.0]>\n')
    assert [actor.active for actor in reading.dataset.actors] == ["2003/2006", "2006/2006"]


def test_values_over_time_of_a_relationship_are_its_changes_and_those_of_an_actor_events(tmp_path: Path) -> None:
    reading = opened(tmp_path, 'Source,Target,trade\na,b,"<[2001, 2002, 5.5]; [2003, 2004, 7]>"\n')
    assert [c.values for c in reading.dataset.relationships[0].changes] == [{"trade": "5.5"}, {"trade": "7"}]
    reading = opened(tmp_path, 'Id,Label,price\n1,,"<[2000.0, 3.0]>"\n')
    assert [(e.date, e.title) for e in reading.dataset.events] == [("2000", "price: 3.0")]


def test_a_state_named_by_a_dynamic_attribute_is_a_state(tmp_path: Path) -> None:
    reading = opened(tmp_path, 'Source,Target,state\na,b,"<[2001, 2002, limited]; [2003, 2004, severed]>"\n')
    assert [state for *_, state in changes(reading)] == ["limited", "severed"]


def test_american_dates_with_a_clock_of_twelve_hours_are_read(tmp_path: Path) -> None:
    mapping = guessed("Source,Target,Timestamp\n1,2,4/15/04 2:56 PM\n2,1,4/16/04 12:05 AM\n")
    assert mapping["date_order"] == "mdy"
    reading = opened(tmp_path, "Source,Target,Timestamp\n1,2,4/15/04 2:56 PM\n2,1,4/16/04 12:05 AM\n")
    assert reading.report is not None
    assert (reading.report.first, reading.report.last) == ("2004-04-15T14:56Z", "2004-04-16T00:05Z")


def test_the_order_of_dates_can_be_given(tmp_path: Path) -> None:
    text = "source,target,start\na,b,3/4/2014\n"
    assert changes(opened(tmp_path, text))[0][0] == "2014-04-03"
    assert changes(opened(tmp_path, text, date_order="mdy"))[0][0] == "2014-03-04"


@pytest.mark.parametrize("stamps", [(1262454010, 1262454030), (1262454010000, 1262454030000)])
def test_seconds_and_milliseconds_are_told_apart_by_size(tmp_path: Path, stamps: tuple[int, int]) -> None:
    reading = opened(tmp_path, "source,target,time\n" + "".join(f"a,b,{stamp}\n" for stamp in stamps))
    assert reading.report is not None and reading.report.first == "2010-01-02T17:40:10Z"


def test_partial_dates_of_knowledge_graphs_are_read(tmp_path: Path) -> None:
    reading = opened(tmp_path, "subject,relation,object,since,until\na,isMarriedTo,b,2001-##-##,2003-05-##\n")
    assert changes(reading) == [("2001", "2003-05", "open")]
    assert reading.dataset.relationships[0].type == "isMarriedTo"


def test_years_before_our_era_count_backwards(tmp_path: Path) -> None:
    text = "ID\tLabel\tdated\n1\ta\t520/519\n2\tb\t[515]\n3\tc\tafter 503\n4\td\t-\n5\te\t555/4\n"
    reading = opened(tmp_path, text, roles={"dated": "instant"}, era="bce")
    actives = [actor.active for actor in reading.dataset.actors]
    assert actives == ["-0519/-0518", "-0514?/-0514?", "-0502/..", "", "-0554/-0553"]


# -- contacts and states


def test_rows_of_one_instant_become_intervals_and_keep_their_weight(tmp_path: Path) -> None:
    text = "source,target,time,weight\na,b,2001-01-01,2\na,b,2001-01-02,3\na,b,2001-06-01,1\n"
    reading = opened(tmp_path, text, contacts={"rule": "gap", "gap": "7d"})
    assert records(reading) == (2, 3)
    assert changes(reading) == [("2001-01-01", "2001-01-02", "open"), ("2001-06-01", "2001-06-01", "open")]
    assert reading.dataset.relationships[0].changes[0].values == {"weight": 5.0}


def test_contacts_can_fade_instead_of_ending(tmp_path: Path) -> None:
    text = "source,target,time\na,b,2001-01-01\na,b,2001-01-20\na,b,2003-01-01\n"
    reading = opened(tmp_path, text, contacts={"rule": "decay", "limited_after": "30d", "ended_after": "90d"})
    assert changes(reading) == [
        ("2001-01-01", "", "open"),
        ("2001-02-19", "2001-04-19", "limited"),
        ("2003-01-01", "", "open"),
        ("2003-01-31", "2003-03-31", "limited"),
    ]


def test_contacts_of_years_fade_by_the_calendar(tmp_path: Path) -> None:
    text = "source,target,year\na,b,1990\na,b,1991\n"
    reading = opened(tmp_path, text, contacts={"rule": "decay", "limited_after": "2y", "ended_after": "4y"})
    assert [state for *_, state in changes(reading)] == ["open", "limited"]


@pytest.mark.parametrize("rule", [{"gap": "soon"}, {"rule": "decay", "limited_after": "9d", "ended_after": "2d"}])
def test_a_rule_for_contacts_that_makes_no_sense_is_refused(tmp_path: Path, rule: dict[str, str]) -> None:
    with pytest.raises(UserError, match="mapping"):
        opened(tmp_path, "source,target,time\na,b,2001-01-01\n", contacts=rule)


def test_states_by_a_column_follow_one_another(tmp_path: Path) -> None:
    text = "source,target,date,mood\na,b,2001,friendly\na,b,2003,hostile\n"
    reading = opened(tmp_path, text, states={"attribute": "mood", "values": {"hostile": "severed"}})
    assert changes(reading) == [("2001", "", "open"), ("2003", "", "severed")]


def test_a_column_called_status_gives_states(tmp_path: Path) -> None:
    reading = opened(tmp_path, "source,target,start,end,status\na,b,2001,2002,open\na,b,2003,2004,suspended\n")
    assert [state for *_, state in changes(reading)] == ["open", "suspended"]


def test_states_by_weight_have_thresholds(tmp_path: Path) -> None:
    text = "source,target,start,end,weight\na,b,2001,2001,0\na,b,2002,2002,3\na,b,2003,2003,9\n"
    reading = opened(tmp_path, text, states={"weight": [[0, "severed"], [2, "limited"], [5, "open"]]})
    assert [state for *_, state in changes(reading)] == ["severed", "limited", "open"]


def test_ends_can_be_read_as_severed(tmp_path: Path) -> None:
    reading = opened(tmp_path, "source,target,start,end\na,b,2001,2002\n", end="severed")
    assert changes(reading) == [("2001", "", "open"), ("2003", "", "severed")]


# -- what rows mean


def test_a_column_of_directions_counts_row_by_row(tmp_path: Path) -> None:
    reading = opened(tmp_path, "id,source,target,type\n7,a,b,Directed\n8,b,c,Undirected\n")
    directed = {each.id: each.directed for each in reading.dataset.types}
    assert [directed[each.type] for each in reading.dataset.relationships] == [True, False]
    assert [each.id for each in reading.dataset.relationships] == ["7", "8"]


def test_citations_become_sources(tmp_path: Path) -> None:
    reading = opened(tmp_path, "Source,Target,Citation\na,b,https://example.org/1\nb,c,General knowledge\n")
    assert [(s.title, s.url) for s in reading.dataset.sources] == [
        ("https://example.org/1", "https://example.org/1"),
        ("General knowledge", None),
    ]
    assert reading.dataset.relationships[1].changes[0].sources == ("s2",)


def test_actors_alone_have_spans_of_life_and_rows_of_one_id_are_one_actor(tmp_path: Path) -> None:
    reading = opened(tmp_path, "StateID,StartDate,EndDate\n40,1902-05-20,1906-09-25\n40,1909-01-23,\n2,1816-01-01,\n")
    assert [(a.id, a.active) for a in reading.dataset.actors] == [("40", "1902-05-20/.."), ("2", "1816-01-01/..")]
    assert records(reading) == (2, 0)


def test_values_named_by_another_column_are_values_and_no_spells(tmp_path: Path) -> None:
    reading = opened(tmp_path, "id\tstart\tend\tkey\tvalue\n1\t2000\t2001\tdebt\t4\n1\t2000\t2003\n")
    assert reading.dataset.actors[0].active == "2000/2003" and reading.dataset.actors[0].extra == {"debt": "4"}


def test_decimal_commas_are_numbers_and_leading_zeros_are_text(tmp_path: Path) -> None:
    reading = opened(tmp_path, "source;target;share;code\na;b;47,5;007\nb;c;9,25;010\n")
    assert reading.dataset.relationships[0].extra == {"share": 47.5, "code": "007"}


def test_a_matrix_has_a_relationship_in_every_cell_that_is_not_zero(tmp_path: Path) -> None:
    reading = opened(tmp_path, " ,A,B,C\nA,0,1,0\nB,1,0,2.5\nC,0, 0 ,4\n")
    assert links(reading) == [("A", "B"), ("B", "A"), ("B", "C"), ("C", "C")]
    assert records(reading) == (3, 4)
    mirrored = opened(tmp_path, ",A,B\nA,0,1\nB,1,0\n", name="m.csv")
    assert links(mirrored) == [("A", "B")]


def test_a_list_of_neighbours_has_names_of_any_number_to_a_line(tmp_path: Path) -> None:
    reading = opened(tmp_path, "a;b\nb;c;d\ne\nf; a ;g")
    assert links(reading) == [("a", "b"), ("b", "c"), ("b", "d"), ("f", "a"), ("f", "g")]
    assert records(reading) == (7, 5)


def test_without_a_header_instants_ends_and_what_tells_of_them_are_found_by_value(tmp_path: Path) -> None:
    rows = "".join(f"{1353303380 + 20 * k}\t{k % 3}\t{k % 3 + 1}\tA\tB\n" for k in range(30))
    reading = opened(tmp_path, rows)
    assert reading.report is not None and reading.report.first == "2012-11-19T05:36:20Z"
    assert records(reading) == (4, 30)


def test_a_list_of_names_with_numbers_is_one_of_actors(tmp_path: Path) -> None:
    reading = opened(tmp_path, "1\tEsarhaddon\n2\tAssurbanipal\n2\tKandalanu\n")
    assert [actor.id for actor in reading.dataset.actors] == ["Esarhaddon", "Assurbanipal", "Kandalanu"]


def test_a_table_of_events_gives_its_ends_their_instant_and_what_happened(tmp_path: Path) -> None:
    head = "Event ID\tEvent Date\tSource Name\tSource Country\tEvent Text\tTarget Name\tTarget Country\tPublisher\n"
    reading = opened(tmp_path, head + "1\t2014-01-01\tA\tRussia\tConsult\tB\tFrance\tTASS\n", name="t.tsv")
    assert [(a.id, a.extra) for a in reading.dataset.actors] == [
        ("A", {"Source Country": "Russia"}),
        ("B", {"Target Country": "France"}),
    ]
    assert reading.dataset.relationships[0].type == "Consult"
    assert changes(reading) == [("2014-01-01", "2014-01-01", "open")]


def test_who_stands_above_a_table_without_a_header_is_read_when_the_guess_is_given_back(tmp_path: Path) -> None:
    text = "n;[2001]\nb;2001;t;c;0;a\nx;t;y;z;w;v\nd;2002;u;e;1;b\n"
    assert opened(tmp_path, text).dataset == opened(tmp_path, text, **guessed(text)).dataset


def test_one_endless_line_is_refused_in_time(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="plain text"):
        opened(tmp_path, b"x" * 20_000_000)
