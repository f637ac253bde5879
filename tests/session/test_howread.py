"""What is said of how a file is read, and what is seen of the file when it is read so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from netexplorer.errors import UserError
from netexplorer.graph.formats.draft import Ask
from netexplorer.graph.formats.reading import Cancelled, never, nowhere
from netexplorer.graph.formats.rules import ContactRule
from netexplorer.graph.formats.staterule import StateRule
from netexplorer.graph.formats.tables_plan import plan_of
from netexplorer.session.howread import NO_ACTOR, NO_ENDS, HowRead
from netexplorer.session.howseen import SAMPLE_ROWS, Outcome, Question, Seen, is_foreign, is_table, seen_of
from netexplorer.session.howwords import role_words
from netexplorer.session.reading import Wanted, read

EUROPEAN = "Von;Nach;Beginn;Ende;Ton\nAnna;Berta;03.04.2014;31.12.2015;warm\nBerta;Carl;05.04.2014;;kalt\n"
SLASHES = "source,target,start\na,b,3/4/14\nb,c,5/6/14\n"
GEXF = """<gexf version="1.3"><graph mode="dynamic" timeformat="date"><nodes><node id="a"/><node id="b"/></nodes><edges>
<edge id="1" source="a" target="b" start="2001-01-01" end="2002-12-31" weight="-2"/></edges></graph></gexf>"""


def asked(tmp_path: Path, text: str | bytes, name: str = "ties.csv", ask: Ask = Ask()) -> HowRead:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    how = HowRead(path, ask)
    how.changed.append(lambda: look(how))
    look(how)
    return how


def look(how: HowRead) -> Seen:
    seen = seen_of(how.question, nowhere, never)
    assert how.take(seen)
    return seen


def outcome(how: HowRead) -> Outcome:
    assert how.seen is not None and how.seen.outcome is not None, how.trouble
    return how.seen.outcome


def meanings(how: HowRead, column: str) -> list[str]:
    assert how.seen is not None
    return [cell.meaning or cell.text for col in how.seen.columns if col.name == column for cell in col.cells]


def troubles(how: HowRead, column: str) -> list[bool]:
    assert how.seen is not None
    return [bool(cell.trouble) for col in how.seen.columns if col.name == column for cell in col.cells]


def workbook(tmp_path: Path, **sheets: list[list[object]]) -> Path:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / "book.xlsx")
    return tmp_path / "book.xlsx"


# -- tables


def test_dates_are_shown_as_they_are_understood_and_change_with_their_order(tmp_path: Path) -> None:
    how = asked(tmp_path, SLASHES)
    assert meanings(how, "start") == ["3 Apr 2014", "5 Jun 2014"]
    how.set_plain("date_order", "mdy")
    assert meanings(how, "start") == ["4 Mar 2014", "6 May 2014"]
    assert (outcome(how).first, outcome(how).last) == ("4 Mar 2014", "6 May 2014")


def test_a_row_that_is_a_relationship_has_the_first_columns_of_text_as_its_ends(tmp_path: Path) -> None:
    how = asked(tmp_path, EUROPEAN.replace("Von;Nach", "Eins;Zwei").replace("\nBerta", "\nDora"))
    assert (how.plan.table, outcome(how).relationships) == ("nodes", 0)
    how.set_table("edges")
    assert {"Eins": "source", "Zwei": "target"}.items() <= how.roles().items()
    assert (outcome(how).actors, outcome(how).relationships) == (4, 2)


def test_a_role_that_another_column_had_is_taken_from_it(tmp_path: Path) -> None:
    how = asked(tmp_path, "source,target,other\na,b,c\n")
    how.set_role("other", "target")
    assert how.roles() == {"source": "source", "target": "value", "other": "target"}


def test_ends_change_places_when_one_takes_the_role_of_the_other(tmp_path: Path) -> None:
    how = asked(tmp_path, SLASHES)
    how.set_role("target", "source")
    assert how.roles() == {"source": "target", "target": "source", "start": "start"}
    assert outcome(how).dataset.relationships[0].source == "b"


def test_two_roles_may_be_said_before_anything_was_looked_at_again(tmp_path: Path) -> None:
    how = asked(tmp_path, EUROPEAN)
    how.changed.clear()
    how.set_role("Von", "source")
    how.set_role("Nach", "target")
    look(how)
    assert outcome(how).relationships == 2


def test_what_is_missing_is_said_in_words_of_the_form(tmp_path: Path) -> None:
    how = asked(tmp_path, "start,end\n2001,2002\n")
    assert how.trouble == NO_ACTOR
    how.set_table("edges")
    assert how.trouble == NO_ENDS
    how.set_role("start", "source")
    assert role_words("target") in how.trouble


def test_cells_that_are_not_understood_are_marked_and_counted_as_problems(tmp_path: Path) -> None:
    how = asked(
        tmp_path, "source,target,start,weight\na,b,2001-05,1\nb,c,soon,2\n,c,2002-01,x\n" + "c,a,2003-01,1\n" * 9
    )
    assert troubles(how, "start")[:3] == [False, True, False]
    assert troubles(how, "source")[:3] == [False, False, True]
    assert troubles(how, "weight")[:3] == [False, False, True] or how.roles()["weight"] != "weight"
    assert outcome(how).problems == 2


def test_cutting_text_otherwise_has_its_columns_guessed_anew(tmp_path: Path) -> None:
    how = asked(tmp_path, "source;target,x\na;b,1\nb;c,2\n")
    how.set_text("delimiter", ";")
    assert list(how.roles()) == ["source", "target,x"]
    how.set_text("delimiter", ",")
    assert list(how.roles()) == ["source;target", "x"]


def test_letters_are_those_of_the_encoding_that_is_said(tmp_path: Path) -> None:
    how = asked(tmp_path, "source,target\nЛев,Анна\n".encode("cp1251"))
    how.set_text("encoding", "cp1251")
    assert meanings(how, "source") == ["Лев"]


def test_a_first_row_that_is_no_header_is_one_more_row(tmp_path: Path) -> None:
    how = asked(tmp_path, "a,b\nb,c\nc,a\n")
    how.set_text("header", True)
    assert how.seen is not None and how.seen.rows == 2
    how.set_text("header", False)
    assert how.seen.rows == 3


def test_a_large_table_is_looked_at_in_its_first_rows_only(tmp_path: Path) -> None:
    rows = "".join(f"a{k},b{k},2001\n" for k in range(SAMPLE_ROWS + 100))
    how = asked(tmp_path, "source,target,start\n" + rows)
    assert how.seen is not None and (how.seen.rows, how.seen.is_whole) == (SAMPLE_ROWS, False)
    assert outcome(how).relationships == SAMPLE_ROWS


def test_what_is_known_of_an_older_way_to_read_is_not_taken(tmp_path: Path) -> None:
    how = asked(tmp_path, SLASHES)
    old = seen_of(Question(how.path, Ask("", {"date_order": "mdy"})), nowhere, never)
    assert not how.take(old)


def test_looking_can_be_stopped(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("source,target\n" + "a,b\n" * 6_000)
    with pytest.raises(Cancelled):
        seen_of(Question(path), nowhere, lambda: True)


# -- sheets


def test_sheets_are_read_together_or_one_alone(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        People=[["id", "name"], ["a", "Anna"], ["b", "Bert"]],
        Ties=[["source", "target", "since"], ["a", "b", "3/4/14"]],
    )
    how = HowRead(path)
    how.changed.append(lambda: look(how))
    seen = look(how)
    assert (seen.sheets, seen.sheet) == (("People", "Ties"), "Ties")
    how.set_plain("date_order", "mdy")
    assert [actor.name for actor in outcome(how).dataset.actors] == ["Anna", "Bert"]
    assert outcome(how).first == "4 Mar 2014"
    how.set_sheet("People")
    assert how.seen is not None and how.seen.sheet == "People" and outcome(how).relationships == 0


def test_columns_that_are_said_of_one_sheet_leave_the_others_to_the_guess(tmp_path: Path) -> None:
    path = workbook(
        tmp_path, People=[["id", "name"], ["a", "Anna"]], Ties=[["one", "other", "since"], ["a", "b", 2001]]
    )
    how = HowRead(path, Ask("", {"roles": {"one": "source", "other": "target"}, "header": True}))
    assert look(how).sheet == "Ties"
    assert [actor.name for actor in outcome(how).dataset.actors] == ["Anna", ""]


# -- rules


def test_rows_of_one_instant_join_as_is_said(tmp_path: Path) -> None:
    how = asked(tmp_path, "source,target,date\na,b,2001-01-01\na,b,2001-01-20\na,b,2001-06-01\n")
    assert how.seen is not None and how.seen.has_instants

    def spans() -> int:
        return len(outcome(how).dataset.relationships[0].changes)

    how.set_contacts(ContactRule("gap", gap="30d"))
    assert spans() == 2
    how.set_contacts(ContactRule("gap", gap="1y"))
    assert spans() == 1
    how.set_contacts(ContactRule("decay", limited_after="10d", ended_after="60d"))
    assert dict(outcome(how).states) == {"Open": 1, "Limited": 1}


def test_values_of_a_column_are_counted_and_become_states(tmp_path: Path) -> None:
    how = asked(tmp_path, EUROPEAN)
    how.set_table("edges")
    assert how.seen is not None
    (tone,) = (each for each in how.seen.attributes if each.name == "Ton")
    assert tone.values == (("warm", 1), ("kalt", 1)) and not tone.is_number
    how.set_states(StateRule("Ton", {"warm": "open", "kalt": "severed"}))
    assert dict(outcome(how).states) == {"Open": 1, "Severed": 1}


def test_other_formats_are_asked_about_their_states_and_ends(tmp_path: Path) -> None:
    how = asked(tmp_path, GEXF, "a.gexf")
    assert how.seen is not None and not how.seen.is_table
    assert [(each.name, each.is_number) for each in how.seen.attributes] == [("weight", True)]
    how.set_states(StateRule("weight", weight=((-9.0, "suspended"), (0.0, "open"))))
    how.set_plain("end", "severed")
    assert dict(outcome(how).states) == {"Suspended": 1, "Severed": 1}


# -- back and forth


def test_back_to_the_guess_forgets_all_that_was_said(tmp_path: Path) -> None:
    how = asked(tmp_path, SLASHES)
    how.set_plain("date_order", "mdy")
    how.set_role("start", "ignore")
    assert not how.is_guess
    how.back_to_guess()
    assert how.is_guess and how.ask == Ask() and meanings(how, "start")[0] == "3 Apr 2014"


def test_a_mapping_that_was_saved_reads_the_same_when_it_is_loaded(tmp_path: Path) -> None:
    how = asked(tmp_path, EUROPEAN)
    how.set_table("edges")
    how.set_plain("end", "severed")
    how.set_states(StateRule("Ton", {"kalt": "limited"}))
    saved = how.saved()
    other = HowRead(how.path)
    other.load(saved)
    look(other)
    assert outcome(other).dataset == outcome(how).dataset
    assert plan_of(json.loads(saved)).roles == how.roles()
    assert read(Wanted(how.path, ask=other.ask)).net.dataset.relationships == outcome(how).dataset.relationships


@pytest.mark.parametrize("data", [b"", b"[1]", b"\xff", b'{"states": 3}', b'{"contacts": {"rule": "x"}}'])
def test_what_is_no_mapping_is_refused_and_changes_nothing(tmp_path: Path, data: bytes) -> None:
    how = asked(tmp_path, SLASHES)
    with pytest.raises(UserError, match="no mapping"):
        how.load(data)
    assert how.is_guess


# -- which files


def test_tables_that_cannot_be_read_by_themselves_can_be_asked_about(tmp_path: Path) -> None:
    for name, text, can in (("a.csv", "start,end\n2001,2002\n", True), ("b.csv", "", False), ("c.gexf", GEXF, False)):
        (tmp_path / name).write_text(text)
        assert is_table(tmp_path / name) is can
    assert is_foreign(tmp_path / "c.gexf") and not is_foreign(tmp_path / "gone.csv")


def test_files_of_our_own_are_not_asked_about(tmp_path: Path) -> None:
    path = tmp_path / "ours.json"
    path.write_text('{"format": "netexplorer/1", "actors": []}')
    assert not is_foreign(path)
    with pytest.raises(UserError, match="own"):
        seen_of(Question(path), nowhere, never)


def test_of_several_networks_in_a_file_one_is_chosen(tmp_path: Path) -> None:
    how = asked(tmp_path, "graph one { a -- b }\ngraph two { a -- b; b -- c }\n", "a.dot")
    assert how.seen is not None and how.seen.sheets == ("one", "two") and outcome(how).relationships == 1
    how.set_sheet("two")
    assert outcome(how).relationships == 2
