"""The verb ``page``: what it writes, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from netexplorer.cli import run


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.json"
    document = {
        "format": "netexplorer/1",
        "title": "Mine & <yours>",
        "actors": [{"id": "a"}, {"id": "b"}, {"id": "c"}],
        "relationships": [
            {"id": "r", "source": "a", "target": "b", "tags": ["x"], "changes": [{"from": "2001", "state": "open"}]},
            {"id": "q", "source": "b", "target": "c", "changes": [{"from": "2003", "state": "open"}]},
        ],
        "lenses": [{"id": "few", "tags": ["x"]}],
    }
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def test_a_page_is_written_and_opens_where_it_is_told(mine: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.html"
    assert run(["page", str(mine), "--date", "2002-05", "--theme", "dark", "-o", str(out)]) == 0
    text = out.read_text(encoding="utf-8")
    assert "<title>Mine &amp; &lt;yours&gt;</title>" in text
    assert f'"view":{{"t":{1020211200},' in text
    assert '"theme":"dark"' in text
    assert '"id":["r","q"]' in text


def test_a_page_opens_with_a_second_date(mine: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.html"
    assert run(["page", str(mine), "--date", "2004", "--compare", "2002", "-o", str(out)]) == 0
    assert '"compare":1009843200,' in out.read_text(encoding="utf-8")


def test_a_lens_carries_only_its_own(mine: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.html"
    assert run(["page", str(mine), "--lens", "few", "-o", str(out)]) == 0
    text = out.read_text(encoding="utf-8")
    assert '"id":["r"]' in text
    assert '"id":["a","b"]' in text


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (["-o", "out.png"], "'out.png' is no page. Its name has to end in .html."),
        (["-o", "out.html", "--lens", "none"], "--lens: This dataset has no lens “none”."),
        (["-o", "out.html", "--date", "soon"], "--date: 'soon' is no date."),
        (["-o", "out.html", "--compare", "soon"], "--compare: 'soon' is no date."),
        (["-o", "out.html", "--theme", "blue"], "invalid choice: 'blue'"),
        ([], "the following arguments are required: -o/--output"),
    ],
)
def test_wrong_usage_is_one_sentence(
    mine: Path, flags: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["page", str(mine), *flags]) == 2
    assert words in capsys.readouterr().err


def test_what_is_too_large_is_refused_and_nothing_is_written(
    mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("netexplorer.publish.page.build.MOST_RELATIONSHIPS", 1)
    out = tmp_path / "out.html"
    assert run(["page", str(mine), "-o", str(out)]) == 1
    assert (
        "a page can show 1 relationships, and here are 2. Choose one of these lenses: few." in capsys.readouterr().err
    )
    assert not out.exists()


def test_stories_can_be_left_out(mine: Path, tmp_path: Path) -> None:
    document = json.loads(mine.read_text(encoding="utf-8"))
    document["stories"] = [{"id": "told", "steps": [{"text": "How it began", "date": "2001"}]}]
    mine.write_text(json.dumps(document), encoding="utf-8")
    for flags, is_told in (([], True), (["--no-stories"], False)):
        assert run(["page", str(mine), *flags, "-o", str(tmp_path / "out.html")]) == 0
        assert ("How it began" in (tmp_path / "out.html").read_text(encoding="utf-8")) == is_told
