"""What a step of a story may cite, and in which order."""

from __future__ import annotations

from msgspec.structs import replace

from netexplorer.session.citable import citable, in_words, named_source, shown_sources
from tests.session.examples import at, small

NET = small()


def test_the_sources_of_what_is_selected_stand_first_and_everything_else_follows() -> None:
    view = at(NET, "2014-04-05", selected="event:crisis")
    rows = citable(NET, view, view.t)
    assert [(row.reference, row.is_shown) for row in rows] == [("s2", True), ("s1#9", True), ("s1", False)]
    assert rows[1].words == "The Herald, Mar 2014 ¶9 · On embassies · s1#9"
    assert "A. Writer" in rows[1].detail


def test_what_changed_in_the_year_before_is_what_a_view_shows_even_with_nothing_selected() -> None:
    assert shown_sources(NET, at(NET, "2014-04-05"), NET.axis.parse("2014-04-05").earliest) == ("s1#9", "s2")
    assert shown_sources(NET, at(NET, "2013-01-01"), NET.axis.parse("2013-01-01").earliest) == ()


def test_a_step_that_runs_through_years_shows_what_changed_in_all_of_them() -> None:
    view = at(NET, "2018-06-01")
    assert shown_sources(NET, view, NET.axis.parse("2014-01-01").earliest) == ("nowhere", "s1#9", "s2")


def test_a_lens_leaves_out_what_it_does_not_show() -> None:
    people = at(NET, "2014-04-05", lens="people")
    without_event = replace(people, t=NET.axis.parse("2013-01-01").earliest)
    assert shown_sources(NET, without_event, NET.axis.parse("1997").earliest) == ()


def test_an_id_with_or_without_a_paragraph_is_a_reference_and_nothing_else_is() -> None:
    found = [named_source(NET, text) for text in (" s1 ", "s1#4", "s1#", "s9", "s9#1", "Memoir", "")]
    assert found == ["s1", "s1#4", "", "", "", "", ""]


def test_a_source_that_is_gone_is_listed_by_its_id() -> None:
    (row,) = in_words(NET, ("gone#3",))
    assert row.words == "not described in this dataset · gone#3" and "not described" in row.detail
