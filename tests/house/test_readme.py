"""What the README promises: its example is a dataset, its keys are the program's, its pictures exist and are small."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from netexplorer.cli import run
from netexplorer.session.commands import COMMANDS

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ARROWS = {"←": "Left", "→": "Right"}


@pytest.fixture
def example(tmp_path: Path) -> Path:
    found = re.search(r"```json\n(.*?)```", README, re.DOTALL)
    assert found is not None
    path = tmp_path / "towns.json"
    path.write_text(found[1], encoding="utf-8")
    return path


def test_the_example_has_about_ten_lines(example: Path) -> None:
    assert len(example.read_text(encoding="utf-8").splitlines()) <= 10


def test_the_example_has_no_errors_and_no_warnings(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(example), "--json"]) == 0
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert {problem["severity"] for problem in problems} <= {"note"}


@pytest.mark.parametrize(
    ("date", "state", "uncertain"),
    [
        ("2001", "not-yet", False),
        ("2003-06", "open", True),
        ("2008", "open", False),
        ("2012", "suspended", False),
        ("2014-09-01", "open", False),
    ],
)
def test_the_hotline_of_the_example_is_in_the_state_that_its_text_tells(
    example: Path, capsys: pytest.CaptureFixture[str], date: str, state: str, uncertain: bool
) -> None:
    assert run(["states", str(example), "--date", date, "--json"]) == 0
    (hotline,) = json.loads(capsys.readouterr().out)["relationships"]
    assert (hotline["label"], hotline["state"], hotline["uncertain"]) == ("Hotline", state, uncertain)


def test_the_picture_comes_first_and_is_small_enough_to_load() -> None:
    first = re.search(r"!\[.*?\]\((.*?)\)", README)
    assert first is not None
    assert README[: first.start()].strip() == "# netexplorer"
    assert (ROOT / first[1]).stat().st_size <= 400 * 1024


def test_every_key_in_the_readme_does_what_it_says() -> None:
    keys = {row.title.casefold(): row.shortcut for row in COMMANDS}
    section = README.split("## Keys")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (.+?) \| (.+?) \|$", section, re.MULTILINE)[1:]
    assert len(rows) >= 10
    for titles, written in rows:
        shortcuts = [re.sub("[←→]", lambda arrow: ARROWS[arrow[0]], word) for word in written.split()]
        wanted = [part.casefold() for part in titles.split(", ")]
        assert [keys[title] for title in wanted] == shortcuts, titles
