"""The verb ``film``: flags in, one film out, and one sentence where that cannot be."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from PIL import Image

from netexplorer.cli import run
from netexplorer.cli.film import _Bar
from tests.session.examples import DOCUMENT

pytestmark = pytest.mark.usefixtures("qapp")

SHORT = ["--from", "2013", "--to", "2018", "--seconds", "1", "--fps", "10", "--size", "640x360"]


@pytest.fixture
def dataset(tmp_path: Path) -> str:
    path = tmp_path / "small.json"
    path.write_text(json.dumps(DOCUMENT))
    return str(path)


def test_a_film_is_written(dataset: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["film", dataset, *SHORT, "-o", str(tmp_path / "film.apng")]) == 0
    with Image.open(tmp_path / "film.apng") as film:
        assert (film.size, film.n_frames) == ((640, 360), 10)
    assert capsys.readouterr() == ("", "")  # no progress where nobody looks at it


def test_a_name_without_a_suffix_is_a_folder_of_pictures(dataset: str, tmp_path: Path) -> None:
    assert run(["film", dataset, *SHORT, "-o", str(tmp_path / "pictures")]) == 0
    assert len(list((tmp_path / "pictures").iterdir())) == 10


def test_the_flags_reach_the_film(dataset: str, tmp_path: Path) -> None:
    films = []
    for k, flags in enumerate([[], ["--theme", "dark"], ["--no-timeline"], ["--lens", "people"], ["--step", "1y"]]):
        path = tmp_path / f"{k}.apng"
        assert run(["film", dataset, *SHORT, *flags, "-o", str(path)]) == 0
        films.append(path.read_bytes())
    assert len(set(films)) == len(films)


def test_a_film_of_changes_is_as_long_as_it_takes(dataset: str, tmp_path: Path) -> None:
    flags = ["--changes", "--fps", "10", "--size", "640x360"]
    assert run(["film", dataset, *flags, "-o", str(tmp_path / "film.apng")]) == 0
    with Image.open(tmp_path / "film.apng") as film:
        assert film.n_frames > 60


def test_a_story_is_told_and_what_is_missing_of_it_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    steps = [{"title": "One", "date": "2001"}, {"title": "Two", "date": "2014-04-01", "lens": "gone"}]
    path = tmp_path / "told.json"
    path.write_text(json.dumps(DOCUMENT | {"stories": [{"id": "s", "title": "S", "steps": steps}]}))
    flags = ["--fps", "10", "--size", "320x180", "-o", str(tmp_path / "film.apng")]
    for story, seconds, pictures in (([], [], 35), (["s"], ["--seconds", "1"], 10)):
        assert run(["film", str(path), "--story", *story, *seconds, *flags]) == 0
        with Image.open(tmp_path / "film.apng") as film:
            assert film.n_frames == pictures
        assert 'step 2: There is no lens "gone" any more' in capsys.readouterr().err
    for flag, value in (
        ("--from", "2013"), ("--to", "2014"), ("--lens", "people"), ("--layout", "force"), ("--hold", "1"),
    ):  # fmt: skip
        assert run(["film", str(path), "--story", flag, value, *flags]) == 2
        assert f"{flag} does not go with --story" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (["--from", "2018", "--to", "2013"], "would begin on 2018-01-01, after its end on 2013-12-31"),
        (["--from", "2050", "--to", "2060"], "says nothing about 2050-01-01 to 2060-12-31"),
        (["--from", "2013-99"], "--from: '2013-99' is no date"),
        (["--seconds", "0"], "0 seconds long"),
        (["--fps", "0"], "0 pictures a second"),
        (["--fps", "-3"], "--fps"),
        (["--step", "1q"], "'1q' is no step"),
        (["--step", "1m", "--changes"], "not allowed with"),
        (["--changes", "--hold", "2"], "--hold does not go with --changes"),
        (["--lens", "nobody"], "--lens"),
        (["--seconds", "2000"], "20,000 pictures, about"),
    ],
)
def test_a_wrong_wish_is_one_sentence(
    dataset: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], flags: list[str], words: str
) -> None:
    assert run(["film", dataset, "--fps", "10", *flags, "-o", str(tmp_path / "film.gif")]) == 2
    said = capsys.readouterr().err
    assert words in said and said.startswith("netexplorer: ") and said.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["small.json"]


def test_an_odd_video_is_told_what_would_do(dataset: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["film", dataset, "--size", "641x361", "-o", str(tmp_path / "film.mp4")]) == 2
    assert "Try 642x362." in capsys.readouterr().err


def test_another_suffix_is_no_film(dataset: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["film", dataset, "-o", str(tmp_path / "film.avi")]) == 2
    assert "'film.avi' is no kind of film" in capsys.readouterr().err


def test_a_date_beyond_the_dataset_is_said_and_the_film_is_made(
    dataset: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    flags = ["--from", "2013", "--to", "2090", "--seconds", "1", "--fps", "5", "--size", "640x360"]
    assert run(["film", dataset, *flags, "-o", str(tmp_path / "film.apng")]) == 0
    assert "--to 2090 is beyond the dataset; the film ends on 2020-12-31." in capsys.readouterr().err


def test_a_terminal_is_told_how_far_it_is() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    stream = Terminal()
    with _Bar(stream) as bar:
        for done in (0.001, 0.5, 0.501, 1.0):
            bar.show(done)
    lines = stream.getvalue().split("\r")
    assert [line for line in lines if "%" in line] == [
        "[........................]   0 %",
        "[############............]  50 %",
        "[########################] 100 %",
    ]
    assert lines[-1] == "" and not lines[-2].strip()
