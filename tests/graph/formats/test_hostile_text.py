"""Text in any encoding or none, of any length, with any number and any id in it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from netexplorer.errors import UserError
from netexplorer.graph.formats.reading import Reading
from netexplorer.graph.network import build
from tests.graph.formats.opened import codes, dates, ends, opened

MB = 1024**2
TABLE = "source,target,start\nJosé,Żółw,2001\nb,c,2002\n"
XML = (
    '<gexf><graph><nodes><node id="José"/><node id="Żółw"/></nodes>'
    '<edges><edge source="José" target="Żółw"/></edges></graph></gexf>'
)
JSON = '{"nodes": [{"id": "José"}, {"id": "Żółw"}], "links": [{"source": "José", "target": "Żółw"}]}'
GML = 'graph [ node [ id 1 label "José" ] node [ id 2 label "Żółw" ] edge [ source 1 target 2 ] ]'
TEXTS = pytest.mark.parametrize("name, text", [("x.csv", TABLE), ("x.gexf", XML), ("x.json", JSON), ("x.gml", GML)])


def words(reading: Reading) -> set[str]:
    """Ids and names."""
    return {word for actor in reading.dataset.actors for word in (actor.id, actor.name)}


def ids(reading: Reading) -> list[str]:
    return [actor.id for actor in reading.dataset.actors]


# -- encodings


@TEXTS
@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"],
)
def test_text_is_read_in_every_form_of_unicode_with_a_mark_and_without(
    tmp_path: Path, name: str, text: str, encoding: str
) -> None:
    assert {"José", "Żółw"} <= words(opened(tmp_path, name, text.encode(encoding)))


@TEXTS
def test_text_that_is_no_utf_8_is_read_as_that_of_windows(tmp_path: Path, name: str, text: str) -> None:
    plain = text.replace("Żółw", "Zolw")
    assert {"José", "Zolw"} <= words(opened(tmp_path, name, plain.encode("latin-1")))


@TEXTS
def test_a_wrong_byte_costs_no_more_than_its_letter(tmp_path: Path, name: str, text: str) -> None:
    data = text.encode().replace("José".encode(), b"Jos\xe9\xff\x81")
    assert any(word.startswith("Jos") for word in words(opened(tmp_path, name, data)))


@TEXTS
def test_nul_bytes_in_text_are_no_end_of_it(tmp_path: Path, name: str, text: str) -> None:
    reading = opened(tmp_path, name, text.replace("José", "Jo\0sé").encode() + b"\0" * 5)
    assert len(reading.dataset.relationships) >= 1
    assert any(word.startswith("Jo") for word in words(reading))


@pytest.mark.parametrize("suffix", ["csv", "json", "gexf", "graphml", "gml", "net", "dl", "dot", "gdf", "tlp", "ged"])
@pytest.mark.parametrize("byte", [b"\0", b" ", b"\n", b"\xff", b'"', b"<", b"["])
def test_a_file_of_one_byte_again_and_again_is_refused_or_empty(tmp_path: Path, suffix: str, byte: bytes) -> None:
    try:
        reading = opened(tmp_path, f"x.{suffix}", byte * MB)
    except UserError as error:
        told = str(error)
    else:
        told = "; ".join(problem.message for problem in reading.problems)
        assert len(reading.dataset.actors) <= 1
    assert 0 < len(told) < 4_000


# -- length


@pytest.mark.parametrize(
    "begin, piece, count, most_times",
    [
        (b"source,target\na,b\n", b"x" * MB, 100, 8),
        (b"", b'"' * MB, 20, 12),
        (b"", b"," * MB, 20, 16),
        (b"", b"\n" * MB, 100, 4),
        (b'source,target\n"', b"x" * MB, 20, 12),
    ],
    ids=["one line of 100 MB", "20 MB of quotes", "20 MB of commas", "100 MB of line ends", "an open quote"],
)
def test_a_table_of_no_lines_takes_a_bounded_multiple_of_its_size(
    tmp_path: Path, begin: bytes, piece: bytes, count: int, most_times: int
) -> None:
    path = tmp_path / "x.csv"
    with path.open("wb") as file:
        file.write(begin)
        file.writelines([piece] * count)
    code = """if True:
        import resource, sys
        from pathlib import Path
        from netexplorer.errors import UserError
        from netexplorer.graph.formats import every_format, open_dataset
        every_format()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        try:
            told = str(len(open_dataset(Path(sys.argv[1])).dataset.relationships))
        except UserError as error:
            told = error.what.partition(",")[0]
        print(told, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
    """
    command = [sys.executable, "-c", code, str(path)]
    told, megabytes = subprocess.run(command, capture_output=True, text=True, check=True).stdout.rsplit(maxsplit=1)
    assert told in ("0", "1", "this file is empty", "this is plain text and no table")
    assert int(megabytes) < most_times * count


@pytest.mark.parametrize(
    "name, text",
    [
        ("x.json", "[" * 300_000),
        ("x.json", '{"nodes":' * 100_000),
        ("x.json", '{"nodes": [], "links": ' + "[" * 100_000 + "]" * 100_000 + "}"),
        ("x.cyjs", '{"elements": {"nodes": [{"data": ' + '{"a":' * 100_000 + "1" + "}" * 100_000 + "}]}}"),
        ("x.gml", "graph [" * 200_000),
        ("x.dot", "graph {" + "subgraph {" * 200_000),
        ("x.dot", "graph { a [x=<" + "<b>" * 200_000),
        ("x.tlp", "(tlp " + "(" * 200_000),
        ("x.dl", "dl n=3 labels:" * 20_000),
        ("x.ged", "0 HEAD\n" + "".join(f"{k} X\n" for k in range(1, 50_000))),
        ("x.ged", "0 HEAD\n0 @a@ INDI\n" + "1 FAMS @f@\n" * 50_000),
    ],
)
def test_nesting_without_end_is_read_or_refused_in_a_sentence(tmp_path: Path, name: str, text: str) -> None:
    try:
        reading = opened(tmp_path, name, text)
    except UserError as error:
        assert len(str(error)) < 4_000  # noqa: PT017 - reading it is as good
    else:
        build(reading.dataset)


# -- numbers

NUMBERS = pytest.mark.parametrize(
    "number", ["1e400", "-1e400", "NaN", "Infinity", "-0", "1" + "0" * 5_000, "0." + "1" * 5_000, "9" * 18]
)


@NUMBERS
@pytest.mark.parametrize(
    "name, text",
    [
        ("x.csv", "source,target,start,weight\na,b,{0},{0}\nb,c,2001,1\n"),
        ("x.json", '{{"nodes": [{{"id": "a", "x": {0}}}], "links": [{{"source": "a", "target": "b", "start": {0}}}]}}'),
        ("x.gml", "graph [ node [ id 1 x {0} ] node [ id 2 ] edge [ source 1 target 2 start {0} weight {0} ] ]"),
        ("x.gexf", '<gexf><graph><nodes><node id="a" start="{0}"/></nodes><edges><edge source="a" target="b" end="{0}" '
                   'weight="{0}"/></edges></graph></gexf>'),
        ("x.net", "*Vertices 2\n1 \"a\" {0} {0} [{0}]\n2 \"b\"\n*Edges\n1 2 {0} [{0}-{0}]\n"),
        ("x.edges", "1 2 {0}\n2 3 5\n1 3 7\n"),
        ("x.dot", "digraph {{ a -> b [weight={0}, start={0}]; b -> c }}"),
    ],
)  # fmt: skip
def test_numbers_that_are_none_or_too_large_spoil_no_file(tmp_path: Path, name: str, text: str, number: str) -> None:
    reading = opened(tmp_path, name, text.format(number))
    assert reading.dataset.relationships
    build(reading.dataset)


def test_whole_numbers_beyond_floats_stay_themselves(tmp_path: Path) -> None:
    large, near, huge = "9007199254740993", "9007199254740992", "123456789012345678901234567890"
    table = f"source,target\n{large},{near}\n{near},{huge}\n"
    assert ends(opened(tmp_path, "x.csv", table)) == [(large, near), (near, huge)]
    nodes = ", ".join(f'{{"id": {each}}}' for each in (large, near, huge))
    links = f'{{"source": {large}, "target": {near}}}, {{"source": {near}, "target": {huge}}}'
    text = f'{{"nodes": [{nodes}], "links": [{links}]}}'
    assert ends(opened(tmp_path, "x.json", text)) == [(large, near), (near, huge)]
    gml = f"graph [ node [ id {large} ] node [ id {near} ] edge [ source {large} target {near} ] ]"
    assert ends(opened(tmp_path, "x.gml", gml)) == [(large, near)]
    lines = f"{large} {near} 1\n{near} {huge} 2\n{large} {huge} 3\n"
    assert set(ids(opened(tmp_path, "x.edges", lines))) == {large, near, huge}


# -- ids


@pytest.mark.parametrize("one, other", [("New York", "New  York"), ("a", "a "), ("a b", "a\u00a0b"), ("é", "e\u0301")])
def test_ids_that_look_the_same_stay_two_actors_and_that_is_told(tmp_path: Path, one: str, other: str) -> None:
    links = [{"source": one, "target": "x"}, {"source": other, "target": "x"}]
    text = json.dumps({"nodes": [{"id": "x"}, {"id": one}, {"id": other}], "links": links})
    reading = opened(tmp_path, "x.json", text)
    assert ids(reading) == ["x", one, other]
    told = [problem for problem in reading.problems if problem.code == "alike-ids"]
    assert [problem.severity for problem in told] == ["note"]
    assert told[0].message.startswith("Actors whose ids differ only in blanks or in how accents are written stay apart")
    assert "alike-ids" not in codes(opened(tmp_path, "y.json", text.replace(json.dumps(other), '"z"')))


def test_ids_that_look_the_same_stay_two_actors_in_tables(tmp_path: Path) -> None:
    reading = opened(tmp_path, "x.csv", "source,target\né,x\ne\u0301,x\nNew York,x\nNew  York,x\n")
    assert ids(reading) == ["é", "x", "e\u0301", "New York", "New  York"]
    assert "alike-ids" in codes(reading)


def test_keys_that_are_there_twice_count_once(tmp_path: Path) -> None:
    text = '{"nodes": [{"id": "a", "id": "b"}], "links": [{"source": "a", "target": "b", "source": "b"}], "nodes": []}'
    assert ends(opened(tmp_path, "x.json", text)) == [("b", "b")]


def test_parts_of_cx_that_nobody_knows_are_no_fault(tmp_path: Path) -> None:
    aspects = [
        {"CXVersion": "2.0"}, {"nodes": [{"id": 1}, {"id": 2}]}, {"edges": [{"id": 0, "s": 1, "t": 2}]},
        {"ofNobody": [{"x": [1, {"y": None}]}, 3, "z"]}, {"": []}, {"visualProperties": []},
    ]  # fmt: skip
    assert len(ends(opened(tmp_path, "x.cx2", json.dumps(aspects)))) == 1
    old = [{"numberVerification": [{}]}, {"nodes": [{"@id": 1}, {"@id": 2}]}, {"edges": [{"@id": 3, "s": 1, "t": 2}]},
           {"ofNobody": [{"x": 1}]}, {"status": [{"success": False}]}]  # fmt: skip
    assert len(ends(opened(tmp_path, "x.cx", json.dumps(old)))) == 1


def test_a_time_of_five_thousand_digits_is_read_as_not_stated(tmp_path: Path) -> None:
    reading = opened(tmp_path, "x.csv", f"source,target,start\na,b,{'9' * 5_000}\nb,c,2001\n")
    assert "bad-time" in codes(reading)
    assert dates(reading)[1][0][0] in (2001, "2001")
