"""What the search box finds."""

from __future__ import annotations

import pytest

from netexplorer.resources import data_file
from netexplorer.session.commands import COMMANDS
from netexplorer.session.search import SearchIndex, fold
from netexplorer.session.session import Session
from tests.session.examples import small

INDEX = SearchIndex(small(), COMMANDS)
BUNDLED = SearchIndex(Session.open(data_file("actors.json")).net)


def _first(text: str) -> str:
    hits = INDEX.find(text)
    return hits[0].id if hits else ""


@pytest.mark.parametrize("text", ["Королёво", "королево", "КОРОЛ", "the east", "eastl", "EASTLAND"])
def test_an_actor_is_found_by_any_of_its_names_in_any_script(text: str) -> None:
    assert _first(text) == "actor:e"


@pytest.mark.parametrize("text", ["lodz", "Łódź", "łodz", "bob lo"])
def test_case_and_diacritics_do_not_matter(text: str) -> None:
    assert _first(text) == "actor:bob"


def test_relationships_events_and_commands_are_found() -> None:
    assert _first("embassy of") == "relationship:e--w"
    assert _first("crisis") == "event:crisis"
    assert _first("undo") == "undo"


def test_all_words_anywhere_is_enough() -> None:
    assert "relationship:e--w" in [hit.id for hit in INDEX.find("westland embassy")]


def test_a_name_that_begins_so_comes_before_one_that_holds_it() -> None:
    hits = INDEX.find("for")
    assert hits[0].id == "actor:min"
    assert [hit.rank for hit in hits if hit.kind == "actor"] == sorted(hit.rank for hit in hits if hit.kind == "actor")


@pytest.mark.parametrize("text", ["", "   ", "—", "zzzz", "\x00"])
def test_what_is_empty_or_nowhere_finds_nothing(text: str) -> None:
    assert INDEX.find(text) == ()


@pytest.mark.parametrize("typed", ["counc", "council", "Council"])
def test_of_names_that_hold_a_word_the_one_with_more_channels_comes_first(typed: str) -> None:
    hits = BUNDLED.find(typed)
    names = [hit.title for hit in hits]
    assert names[0] == "NATO-Russia Council"
    assert names.index("NATO-Russia Council") < names.index("Council on Foreign and Defence Policy")


def test_another_name_that_is_meant_exactly_comes_first() -> None:
    assert BUNDLED.find("nrc")[0].title == "NATO-Russia Council"
    assert BUNDLED.find("Грушко")[0].title == "Alexander Grushko"


def test_no_more_hits_than_asked_for() -> None:
    assert len(INDEX.find("e", 3)) == 3


def test_folding_takes_punctuation_for_spaces() -> None:
    assert fold("NATO–Russia  Council!") == "nato russia council"
    assert fold("Ёлка") == fold("елка")
