"""Families in GEDCOM."""

from __future__ import annotations

from pathlib import Path

import pytest

from netexplorer.errors import UserError
from netexplorer.graph.formats import open_dataset
from netexplorer.graph.formats.draft import Draft, Period
from netexplorer.graph.formats.gedcom_dates import date_of, from_ansel
from netexplorer.graph.formats.reading import Reading

FAMILY = """0 HEAD
1 CHAR UTF-8
0 @I1@ INDI
1 NAME Johann /Maier/
1 NAME Hans /Maier/
1 SEX M
1 BIRT
2 DATE 3 MAR 1900
2 PLAC Wien
1 DEAT
2 DATE ABT 1960
0 @I2@ INDI
1 NAME Anna /Huber/
1 BIRT
2 DATE JUN 1905
0 @I3@ INDI
1 NAME Karl /Maier/
1 BIRT
2 DATE 1930
1 NOTE a long
2 CONC er note
2 CONT in two lines
0 @F1@ FAM
1 HUSB @I1@
1 WIFE @I2@
1 CHIL @I3@
1 MARR
2 DATE 1 MAY 1925
1 DIV
2 DATE 1940
0 TRLR
"""


def opened(tmp_path: Path, text: str) -> Reading:
    path = tmp_path / "x.ged"
    path.write_text(text, "utf-8")
    return open_dataset(path)


def test_persons_live_from_birth_to_death(tmp_path: Path) -> None:
    reading = opened(tmp_path, FAMILY)
    first, second, third = reading.dataset.actors
    assert (first.id, first.name, first.aliases, first.kind) == ("I1", "Johann Maier", ("Hans Maier",), "person")
    assert (first.active, second.active) == ("1900-03-03/1960~", "1905-06/..")
    assert first.extra == {"sex": "M", "born in": "Wien"}
    assert third.description == "a longer note\nin two lines"
    assert reading.report is not None
    assert reading.report.records == (3, 1)


def test_a_marriage_is_severed_by_divorce_and_ends_with_the_first_death(tmp_path: Path) -> None:
    marriage = opened(tmp_path, FAMILY).dataset.relationships[0]
    assert (marriage.source, marriage.target, marriage.type) == ("I1", "I2", "married")
    assert [(each.from_, each.until, each.state) for each in marriage.changes] == [
        ("1925-05-01", "", "open"),
        ("1940", "1960~", "severed"),
    ]


def test_parents_are_related_to_their_children_from_birth(tmp_path: Path) -> None:
    dataset = opened(tmp_path, FAMILY).dataset
    parents = [each for each in dataset.relationships if each.type == "parent"]
    assert [(each.source, each.target, each.changes[0].from_) for each in parents] == [
        ("I1", "I3", "1930"),
        ("I2", "I3", "1930"),
    ]
    assert {each.id: each.directed for each in dataset.types} == {"married": False, "parent": True}


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("12 JAN 1900", "1900-01-12"),
        ("jan 1900", "1900-01"),
        ("EST 1900", "1900~"),
        ("BEF 3 MAY 1900", "1900-05-03?"),
        ("FROM 1850", "1850"),
        ("TO 1899", "1899"),
        ("11 FEB 1731/32", "1732-02-11"),
        ("@#DJULIAN@ 25 OCT 1917", "1917-11-07"),
        ("@#DFRENCH R@ 12 GERM 3", "1795-04-01"),
        ("@#DFRENCH R@ 9 THER AN II", "1794-07-27"),
        ("FRENCH_R 18 BRUM 8", "1799-11-09"),
        ("@#DFRENCH R@ 6 COMP 3", "1795-09-22"),
        ("@#DFRENCH R@ 6 COMP 4", None),
        ("@#DHEBREW@ 5 IYR 5708", "1948-05-14"),
        ("HEBREW 14 ADS 5784", "2024-03-24"),
        ("@#DHEBREW@ 15 NSN 5748", "1988-04-02"),
        ("@#DHEBREW@ 31 TSH 5784", None),
        ("@#DROMAN@ 1 MAR 5", None),
        ("44 B.C.", "-0043"),
        ("INT 1900 (about the time of the war)", "1900"),
        ("(unknown)", None),
        ("", None),
    ],
)
def test_dates_of_all_kinds(text: str, date: str | None) -> None:
    assert date_of(text, Draft("x")) == date


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("BET 1901 AND 1905", "1901?", "1905?"),
        ("BET 1 JAN 1904 AND 31 DEC 1904", "1904-01-01?", "1904-12-31?"),
        ("FROM 1850 TO 1899", "1850", "1899"),
        ("WFT EST 1900-1910", "1900?", "1910?"),
        ("@#DFRENCH R@ VENT 6", "1798-02-19", "1798-03-20"),
        ("@#DFRENCH R@ AN 3", "1794-09-22", "1795-09-22"),
        ("@#DHEBREW@ 5760", "1999-09-11", "2000-09-29"),
    ],
)
def test_what_lies_between_two_dates_begins_with_the_first_and_ends_with_the_last(
    text: str, first: str, last: str
) -> None:
    found = date_of(text, Draft("x"))
    assert isinstance(found, Period)
    assert (found.text, found.last, found.is_range) == (first, last, False)


def test_a_death_between_two_dates_may_be_as_late_as_the_second_and_a_birth_alone_is_no_life(tmp_path: Path) -> None:
    people = "0 @A@ INDI\n1 DEAT\n2 DATE BET 1900 AND 1910\n0 @B@ INDI\n1 BIRT\n2 DATE 1900-1910\n"
    reading = opened(tmp_path, f"0 HEAD\n{people}")
    assert [actor.active for actor in reading.dataset.actors] == ["../1910?", "1900?/.."]


def test_a_date_that_is_none_is_told_and_the_person_is_read(tmp_path: Path) -> None:
    reading = opened(tmp_path, "0 HEAD\n0 @A@ INDI\n1 NAME A\n1 BIRT\n2 DATE 31 FOO 1900\n")
    assert [problem.code for problem in reading.problems if problem.severity == "warning"] == ["bad-time"]
    assert reading.dataset.actors[0].name == "A"


def test_accents_of_ansel_stand_before_their_letters() -> None:
    assert from_ansel(b"M\xe8uller, \xa5r\xb2") == "Müller, Ærø"


def test_a_child_of_parents_who_are_not_in_the_file_and_lines_that_are_none(tmp_path: Path) -> None:
    text = "0 HEAD\n0 @C@ INDI\n1 NAME C\nlost line\n1 FAMC @F@\n2 PEDI adopted\n0 @F@ FAM\n1 HUSB @GONE@\n1 CHIL @C@\n"
    reading = opened(tmp_path, text)
    assert [(each.source, each.type) for each in reading.dataset.relationships] == [("GONE", "adoptive parent")]
    assert [problem.where for problem in reading.problems if problem.severity == "warning"] == ["line 4"]


def test_a_header_alone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no persons"):
        opened(tmp_path, "0 HEAD\n1 SOUR x\n0 TRLR\n")


def test_a_date_of_endless_words_is_left_as_it_is() -> None:
    endless = "ABT " * 20_000
    assert date_of(endless, Draft("x")) == endless.strip()


def test_associates_of_a_person_are_relationships_by_their_role(tmp_path: Path) -> None:
    text = "0 HEAD\n0 @I1@ INDI\n1 NAME Ann\n1 ASSO @I2@\n2 RELA Godmother\n1 ASSO @I3@\n2 ROLE FRIEND\n1 ASSO @VOID@\n"
    reading = opened(tmp_path, text + "0 @I2@ INDI\n0 @I3@ INDI\n0 TRLR\n")
    links = [(link.source, link.target, link.type) for link in reading.dataset.relationships]
    assert links == [("I1", "I2", "godmother"), ("I1", "I3", "friend")]


def test_a_death_before_the_wedding_does_not_end_the_marriage(tmp_path: Path) -> None:
    text = "0 HEAD\n0 @I1@ INDI\n1 DEAT\n2 DATE 1880\n0 @I2@ INDI\n0 @F1@ FAM\n1 HUSB @I1@\n1 WIFE @I2@\n"
    (marriage,) = opened(tmp_path, f"{text}1 MARR\n2 DATE 1890\n0 TRLR\n").dataset.relationships
    assert [(each.from_, each.until) for each in marriage.changes] == [("1890", "")]
