"""What ``diff`` answers, as JSON and in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from netexplorer.cli import run
from tests.cli.asking import answer, written


def test_diff_lists_changes_with_their_steps(capsys: pytest.CaptureFixture[str], small: str) -> None:
    found = answer(capsys, "diff", small, "--from", "2009", "--to", "2015", "--json")
    assert found["from"] == "2009"
    assert found["to"] == "2015"
    assert found["counts"] == {"worse": 1, "better": 0, "opened": 1, "ended": 0}
    assert found["changes"][0] == {
        "id": "a--b",
        "label": "Anna and b",
        "before": "open",
        "after": "limited",
        "direction": "worse",
        "steps": [{"date": "2014-04", "state": "limited", "note": "Frost.", "sources": ["s1"]}],
    }
    assert found["changes"][1]["before"] == "not-yet"


def test_diff_shows_the_end_as_a_step(capsys: pytest.CaptureFixture[str], small: str) -> None:
    found = answer(capsys, "diff", small, "--from", "2021-12-05", "--to", "2023", "--json")["changes"]
    assert [change["direction"] for change in found] == ["ended"]
    assert found[0]["steps"] == [{"date": "2021-12", "state": "ended", "note": "", "sources": []}]
    whole = answer(capsys, "diff", small, "--from", "2021", "--to", "2023", "--json")["changes"][0]
    assert [step["state"] for step in whole["steps"]] == ["severed", "ended"]


def test_diff_shows_an_end_between_two_states(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    changes = [{"from": "2000", "until": "2003", "state": "open"}, {"from": "2010", "state": "limited"}]
    path = written(tmp_path, {"relationships": [{"id": "r", "source": "a", "target": "b", "changes": changes}]})
    found = answer(capsys, "diff", path, "--from", "2001", "--to", "2011", "--json")["changes"][0]
    assert [(step["date"], step["state"]) for step in found["steps"]] == [("2003", "ended"), ("2010", "limited")]


def test_diff_says_it_in_a_paragraph_too(capsys: pytest.CaptureFixture[str], small: str) -> None:
    found = answer(capsys, "diff", small, "--from", "2009", "--to", "2015", "--json")
    assert list(found) == ["from", "to", "counts", "changes", "severed", "possible", "summary"]
    assert found["summary"].startswith("Between 1 January 2009 and 1 January 2015 one relationship got worse")


def test_diff_of_the_bundled_dataset_reads_like_this(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", "--from", "2013", "--to", "2015", "--lens", "core"]) == 0
    expected = (Path(__file__).parent / "diff-2013-2015.txt").read_text(encoding="utf-8")
    assert capsys.readouterr().out == expected


def test_diff_tells_when_a_date_is_later_than_the_dataset(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", "--from", "2013", "--to", "2040"]) == 0
    printed = capsys.readouterr()
    assert "2040 is later than the dataset" in printed.err
    assert "1 January 2040 is later than the dataset, which is as of" in printed.out
