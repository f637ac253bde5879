"""Bad input: never a traceback, never a crash, always one clear sentence that names the place."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netexplorer.errors import UserError
from netexplorer.graph.checks import check
from netexplorer.graph.formats import open_dataset, reading
from netexplorer.graph.formats.native import read, read_bytes, to_bytes, write
from netexplorer.graph.network import build
from netexplorer.graph.schema import Dataset
from netexplorer.resources import data_file
from tests.graph.formats.wire import datasets, json_values

_slow = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def refusal(data: bytes) -> str:
    with pytest.raises(UserError) as caught:
        read_bytes(data, "x.json")
    sentence = str(caught.value)
    assert sentence.startswith("x.json: ")
    assert sentence.endswith((".", "?", "!"))
    assert "\n" not in sentence
    return sentence.removeprefix("x.json: ")


def file(tmp_path: Path, raw: dict[str, Any]) -> Path:
    path = tmp_path / "x.json"
    path.write_text(json.dumps({"format": "netexplorer/1", "actors": [], "relationships": [], **raw}), "utf-8")
    return path


@pytest.mark.parametrize(
    "text, sentence",
    [
        ("hello", 'line 1, column 1, a value is expected but "hello" was found.'),
        ("<gexf/>", 'line 1, column 1, a value is expected but "<" was found.'),
        ('{"x":\n "é" "y"}', 'line 2, column 6, a comma or } is expected but """ was found.'),
        ("{\n  x: 1}", 'line 2, column 3, a key in double quotation marks is expected but "x" was found.'),
        ('{"title": "é", "x": NaN}', 'line 1, column 21, a value is expected but "NaN" was found.'),
        ('{"x": [1,]}', 'line 1, column 10, another value is expected after the comma but "]" was found.'),
        ('{"x": 1,}', 'line 1, column 9, another key is expected after the comma but "}" was found.'),
        ('{"x" 1}', 'line 1, column 6, a colon is expected but "1" was found.'),
        ('{"x": 1} {}', 'line 1, column 10, the end of the file is expected but "{" was found.'),
    ],
)
def test_what_is_not_json_is_refused_with_line_and_column(text: str, sentence: str) -> None:
    assert refusal(text.encode()) == f"this is not JSON: in {sentence}"


def test_half_of_a_character_is_refused_with_its_place() -> None:
    data = b'{"format": "netexplorer/1", "actors": [], "relationships": [], "title": "\\ud800"}'
    assert refusal(data) == (
        'this is not JSON: in line 1, column 74, both halves of a \\u escape pair are expected but "\\" was found.'
    )


@pytest.mark.parametrize(
    "text, kind", [("[]", "a list"), ('"netexplorer/1"', "a text"), ("7", "a single value"), ("null", "a single value")]
)
def test_json_of_another_kind_is_refused(text: str, kind: str) -> None:
    assert refusal(text.encode()).startswith(f"this JSON file is no dataset but {kind}. A dataset begins with ")


@pytest.mark.parametrize(
    "text, sentence",
    [
        ("{}", 'this JSON file is no dataset, for it has no key "format".'),
        ('{"nodes": [], "links": []}', 'this JSON file is no dataset, for it has no key "format".'),
        ('{"format": "gephi"}', 'this file says its format is "gephi", not "netexplorer/1".'),
        ('{"format": ["x"]}', 'this file says its format is "["x"]", not "netexplorer/1".'),
    ],
)
def test_an_object_that_is_no_dataset_is_refused(text: str, sentence: str) -> None:
    assert refusal(text.encode()).startswith(sentence)


def test_a_file_of_a_later_version_says_what_is_needed() -> None:
    assert refusal(b'{"format": "netexplorer/9"}').endswith(
        "reads netexplorer/1. A newer version of netexplorer is needed to open it."
    )


@pytest.mark.parametrize("data", [b"", b"   \n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    assert refusal(data).startswith("this file is empty.")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_truncated_file_is_refused_wherever_it_was_cut(data: st.DataObject) -> None:
    whole = data_file("actors.json").read_bytes().rstrip()
    cut = whole[: data.draw(st.integers(1, len(whole) - 1))]
    sentence = refusal(cut)
    assert "ends too early, in line " in sentence or "not UTF-8" in sentence or "not JSON" in sentence


def test_a_truncated_file_says_in_which_line_it_ends() -> None:
    assert refusal(b'{"format": "netexplorer/1",\n"actors": [{"id": "a') == (
        "this file ends too early, in line 2: a bracket or a quotation mark is still open."
        " It may have been cut off while it was copied."
    )


def test_text_in_another_encoding_is_refused_with_the_offset() -> None:
    data = b'{"format": "netexplorer/1", "actors": [], "relationships": [], "title": "Gr\xfc\xdfe"}'
    assert refusal(data) == "this file is not UTF-8 text: the byte 0xFC at offset 75 is wrong. Save it as UTF-8."
    assert refusal("{}".encode("utf-16")).endswith("It looks like UTF-16; save it as UTF-8.")


@pytest.mark.parametrize("opening", [b"[", b'{"a":', b'[{"a":'])
def test_deep_nesting_is_refused(opening: bytes) -> None:
    start = b'{"format": "netexplorer/1", "actors": '
    assert "nested too deeply" in refusal(start + opening * 1_000_000)


def test_deep_nesting_that_is_closed_is_refused_inside_known_and_unknown_keys() -> None:
    nest = b"[" * 100_000 + b"]" * 100_000
    start = b'{"format": "netexplorer/1", "actors": [], "relationships": [], '
    assert "nested too deeply" in refusal(start + b'"x": ' + nest + b"}")
    assert "nested too deeply" in refusal(start + b'"events": ' + nest + b"}")


def test_two_hundred_megabytes_of_nesting_are_refused_in_little_memory() -> None:
    code = """if True:
        import resource
        from netexplorer.errors import UserError
        from netexplorer.graph.formats.native import read_bytes
        data = b'{"format": "netexplorer/1", "actors": ' + b"[" * 200_000_000
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        try:
            read_bytes(data, "x.json")
        except UserError as error:
            print(error, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
    """
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    sentence, megabytes = run.stdout.rsplit(maxsplit=1)
    assert sentence.startswith("x.json: this file is nested too deeply to be a dataset.")
    assert int(megabytes) < 250


@pytest.mark.parametrize("number", ["1e999", "9" * 5_000])
def test_a_number_that_is_too_large_is_refused(number: str) -> None:
    data = f'{{"format": "netexplorer/1", "actors": [], "relationships": [], "x": {number}}}'
    assert refusal(data.encode()) == "this file has a number that is too large to be read."


@pytest.mark.parametrize(
    "make, sentence",
    [
        (lambda path: None, "there is no such file. Check the name and the folder."),
        (lambda path: path.mkdir(), "this is a folder, not a file. Name a dataset file inside it."),
        (lambda path: os.mkfifo(path), "this is a device or a pipe, not a file."),
        (lambda path: path.symlink_to(path), "this file cannot be read (Too many levels of symbolic links)."),
    ],
)
def test_what_is_no_file_is_refused(tmp_path: Path, make: Any, sentence: str) -> None:
    path = tmp_path / "x.json"
    make(path)
    for opener in (read, open_dataset):
        with pytest.raises(UserError) as caught:
            opener(path)
        assert str(caught.value) == f"{path}: {sentence}"


def test_a_file_without_permission_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = file(tmp_path, {})
    path.chmod(0)
    if os.access(path, os.R_OK):  # root may read everything, so the refusal has to be played

        def refuse(*_: Any) -> Any:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UserError, match=r"x\.json: this file may not be read with your permissions\. Ask its owner"):
        open_dataset(path)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_BYTES", 10)
    with pytest.raises(UserError, match="at most 2 GB can be read"):
        read(file(tmp_path, {}))


def test_a_name_that_is_no_text_can_still_be_printed(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.json"))
    with pytest.raises(UserError) as caught:
        read(path)
    assert str(caught.value).encode("utf-8")


def loop(*changes: dict[str, str]) -> dict[str, Any]:
    return {"relationships": [{"source": "a", "target": "a", "changes": changes}]}


@pytest.mark.parametrize(
    "raw, code",
    [
        ({"relationships": [{"source": "a", "target": "x"}]}, "dangling-actor"),
        ({"actors": [{"id": "a"}, {"id": "a"}]}, "duplicate-id"),
        (loop({"from": "2021-13-01"}), "bad-date"),
        (loop({"from": "2021", "until": "2020"}), "from-after-until"),
        (loop({"from": "2000", "until": "2010"}, {"from": "2005"}), "overlapping-states"),
        (loop({"state": "ajar"}), "unknown-state"),
    ],
)
def test_errors_of_meaning_open_and_are_told(tmp_path: Path, raw: dict[str, Any], code: str) -> None:
    opened = open_dataset(file(tmp_path, {"actors": [{"id": "a"}], **raw}))
    assert [problem.code for problem in opened.problems if problem.severity == "error"] == [code]
    assert build(opened.dataset).first < build(opened.dataset).last


@pytest.mark.parametrize(
    "raw",
    [
        {},
        {"actors": [{"id": "a"}]},
        {"actors": [{"id": "a"}], "relationships": [{"source": "a", "target": "a"}]},
        {
            "actors": [{"id": "a"}, {"id": "b"}],
            "relationships": [{"source": "a", "target": "b", "changes": [{"from": "-0427"}]}],
        },
        {"actors": [{"id": "a", "name": "<b>مرحبا</b>\n👩‍🚀" * 1_000}]},
    ],
)
def test_what_is_odd_but_legal_opens_without_errors(tmp_path: Path, raw: dict[str, Any]) -> None:
    opened = open_dataset(file(tmp_path, raw))
    assert [problem for problem in opened.problems if problem.severity == "error"] == []
    assert build(opened.dataset).first < build(opened.dataset).last


def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    path = file(tmp_path, {})
    before = path.read_bytes()
    code = f"""if True:
        import resource, signal, sys
        from pathlib import Path
        from netexplorer.errors import UserError
        from netexplorer.graph.formats.native import write
        from netexplorer.graph.schema import Dataset
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, {limit[1]}))
        try:
            write(Dataset(title="x" * 100_000), Path({str(path)!r}))
        except UserError as error:
            sys.exit(0)
        sys.exit(1)
    """
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@_slow
@given(st.binary(max_size=200) | st.text(alphabet='{}[]":,\\ue1 -.format/', max_size=60).map(str.encode))
def test_any_bytes_are_read_or_refused_in_one_sentence(data: bytes) -> None:
    try:
        dataset = read_bytes(data, "x.json").dataset
    except UserError:
        refusal(data)
    else:
        assert dataset.format == "netexplorer/1"


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A dataset file in which some values were replaced by any JSON."""
    raw = json.loads(to_bytes(draw(datasets)))
    for _ in range(draw(st.integers(1, 4))):
        _damage(draw, raw)
    return msgspec.json.encode(raw)


def _damage(draw: st.DrawFn, raw: Any) -> None:
    keys = [key for key in raw if key != "format"] if isinstance(raw, dict) else list(range(len(raw)))
    if not keys:
        return
    key = draw(st.sampled_from(keys))
    if raw[key] and isinstance(raw[key], dict | list) and draw(st.integers(0, 3)):
        _damage(draw, raw[key])
    else:
        raw[key] = draw(json_values)


@_slow
@given(damaged())
def test_a_damaged_file_opens_as_far_as_it_can_and_what_is_kept_is_written_stably(data: bytes) -> None:
    opened = read_bytes(data, "x.json")
    canonical = to_bytes(opened.dataset)
    again = read_bytes(canonical, "x.json")
    assert again.problems == ()
    assert again.dataset == opened.dataset
    assert to_bytes(again.dataset) == canonical
    assert check(opened.dataset, left_out=opened.left_out) is not None
    assert isinstance(build(opened.dataset).dataset, Dataset)


def test_writing_into_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="folder does not exist"):
        write(Dataset(), tmp_path / "no" / "x.json")
