"""The table of formats, and opening a file with everything there is to say about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from netexplorer.errors import UserError
from netexplorer.graph.formats import every_format, format_for, open_dataset, recognise


def test_every_format_has_an_id_and_suffixes_of_its_own() -> None:
    suffixes = [suffix for known in every_format() for suffix in known.suffixes]
    assert len({known.id for known in every_format()}) == len(every_format())
    assert len(set(suffixes)) == len(suffixes)
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in suffixes)


def test_a_dataset_is_recognised_by_what_is_in_it(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text('{"format": "netexplorer/1", "actors": [], "relationships": []}', "utf-8")
    assert recognise(path).id == "netexplorer"


def test_an_unknown_file_is_refused_with_the_formats_that_are_known(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("hello", "utf-8")
    with pytest.raises(UserError, match=r"notes\.txt: .*no format.*\*\.json"):
        recognise(path)


def test_a_suffix_counts_in_any_case() -> None:
    assert format_for(Path("A.JSON")).id == "netexplorer"


def test_opening_tells_shape_and_meaning_together_errors_first(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(
        '{"format": "netexplorer/1", "actors": [{"id": "a", "tags": "t"}, 7, {"id": "a", "hue": 1}], '
        '"relationships": [{"id": "r", "source": "a", "target": "b"}]}',
        "utf-8",
    )
    assert [(problem.code, problem.where) for problem in open_dataset(path).problems] == [
        ("wrong-shape", "actors[1]"),
        ("duplicate-id", "actors[2].id (a)"),
        ("dangling-actor", "relationships[0].target (r)"),
        ("single-value", "actors[0].tags (a)"),
        ("unknown-key", "actors[2] (a)"),
    ]
