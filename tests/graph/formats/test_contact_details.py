"""What rows with one date say beside who and when."""

from __future__ import annotations

from pathlib import Path

import pytest

from netexplorer.graph.formats import contact_details
from netexplorer.graph.formats.contact_details import MOST_TOGETHER
from tests.graph.formats.test_tables_sheets import opened as opened_sheets
from tests.graph.formats.test_tables_sheets import workbook
from tests.graph.formats.told import changes, opened, rules

HEAD = "Date,Actor1,Actor2,Event,Tone,note,source url\n"
EVENTS = (
    f"{HEAD}2014-02-27,Russia,Ukraine,occupies,-5,at night,https://example.org/1\n"
    "2014-02-28,Russia,Ukraine,threatens,-5,by day,https://example.org/2\n"
    "2014-07-17,Russia,Ukraine,shells,-8,,\n"
)


def test_an_interval_has_what_its_events_say(tmp_path: Path) -> None:
    reading = opened(tmp_path, EVENTS, "x.csv")
    first, second = reading.dataset.relationships[0].changes
    assert (first.from_, first.until, first.values) == (
        "2014-02-27",
        "2014-02-28",
        {"Event": ["occupies", "threatens"], "Tone": -5},
    )
    assert first.note == "at night; by day" and len(first.sources) == 2
    assert (second.values, second.note, second.sources) == ({"Event": "shells", "Tone": -8}, "", ())


def test_weights_are_summed_and_no_values_of_their_own(tmp_path: Path) -> None:
    text = "source,target,date,weight,how\na,b,2014-01-01,2,phone\na,b,2014-01-02,3,mail\nb,c,2015-01-01,1,mail\n"
    values = changes(opened(tmp_path, text, "x.csv"))[0][3]
    assert values == {"how": ["phone", "mail"], "weight": 5.0}


def test_details_of_a_second_sheet_stay_with_their_rows(tmp_path: Path) -> None:
    plain = [["source", "target", "date"], ["a", "b", "2001-01-01"], ["b", "c", "2001-06-01"]]
    told = [["source", "target", "date", "how"], ["c", "d", "2002-01-01", "phone"], ["d", "e", "2003-01-01", "mail"]]
    links = opened_sheets(workbook(tmp_path, One=plain, Two=told)).dataset.relationships
    said = {(link.source, link.target): link.changes[0].values for link in links}
    assert said == {("a", "b"): {}, ("b", "c"): {}, ("c", "d"): {"how": "phone"}, ("d", "e"): {"how": "mail"}}


def test_of_very_many_values_of_one_interval_the_first_are_kept(tmp_path: Path) -> None:
    rows = "".join(f"2014,a,b,{k}th\n" for k in range(MOST_TOGETHER + 7))
    reading = opened(tmp_path, f"year,source,target,what\n{rows}", "x.csv")
    assert len(changes(reading)[0][3]["what"]) == MOST_TOGETHER  # type: ignore[arg-type]
    assert "many-details" in rules(reading)


def test_that_details_of_very_many_rows_are_left_out_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contact_details, "MOST_DETAILED", 3)
    reading = opened(tmp_path, EVENTS, "x.csv")
    assert all(not change.values for change in reading.dataset.relationships[0].changes)
    assert reading.report is not None
    assert [rule.count for rule in reading.report.rules if rule.code == "details-left-out"] == [3]
