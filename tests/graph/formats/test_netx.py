from __future__ import annotations

import contextlib
import json
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given

from netexplorer.errors import UserError
from netexplorer.graph import schema as S
from netexplorer.graph.formats import Cancelled, format_for, native, netx, open_dataset, recognise, to_columns
from netexplorer.graph.tables import tables_of
from netexplorer.graph.tabling import tabled
from netexplorer.resources import default_dataset
from tests.graph.strategies import datasets


def rich() -> S.Dataset:
    """A dataset in which every field of every record says something somewhere."""
    change = S.Change(
        from_="2001", until="2002-03", state="open", note="ein „Wort“ – 語", values={"n": [1, 2.5, None]},
        confidence="stated", sources=("s#3", "s"), extra={"x": {"y": 1}},
    )  # fmt: skip
    actor = S.Actor(
        id="a", name="Ä", names={"de": "Ö"}, aliases=("one", "two"), kind="person", side="east", description="long",
        active="1990/2000", tags=("t",), sources=("s",), extra={"place": [1, 2]},
    )  # fmt: skip
    link = S.Relationship(
        id="r", source="a", target="nobody", type="talks", label="L", tags=("t", "u"), changes=(change, S.Change()),
        extra={"why": "so"},
    )  # fmt: skip
    bare = S.Relationship(source="", target="a")
    return S.Dataset(
        title="T", actors=(actor, S.Actor(id="b")), relationships=(bare, link, bare), extra={"more": True},
        sources=(S.Source(id="s"),), events=(S.Event(date="2001", actors=("a",)),),
    )  # fmt: skip


def written(tmp_path: Path, dataset: S.Dataset) -> Path:
    path = tmp_path / "data.netx"
    netx.write(dataset, path)
    return path


def test_every_field_of_every_record_survives_tables_and_columns(tmp_path: Path) -> None:
    data = native.to_bytes(rich())
    assert native.to_bytes(tabled(rich())) == data
    assert native.to_bytes(netx.read(written(tmp_path, rich())).dataset) == data


def test_numbers_that_are_equal_but_written_differently_stay_as_they_were_written(tmp_path: Path) -> None:
    dates = (1, 1.0, "1", -0.0, 0, 10**15, "\x00", "")
    changes = tuple(S.Change(from_=date, state="open") for date in dates)
    dataset = S.Dataset(relationships=(S.Relationship(source="a", target="b", changes=changes),))
    assert native.to_bytes(netx.read(written(tmp_path, dataset)).dataset) == native.to_bytes(dataset)


@given(datasets())
def test_there_and_back_gives_the_same_bytes(tmp_path_factory: pytest.TempPathFactory, dataset: S.Dataset) -> None:
    path = tmp_path_factory.mktemp("netx") / "data.netx"
    netx.write(dataset, path)
    first = path.read_bytes()
    back = netx.read(path).dataset
    assert native.to_bytes(back) == native.to_bytes(dataset)
    netx.write(back, path)
    assert path.read_bytes() == first


def test_the_bundled_dataset_survives(tmp_path: Path) -> None:
    path = tmp_path / "a.netx"
    problems, _ = to_columns(default_dataset(), path)
    assert native.to_bytes(open_dataset(path).dataset) == default_dataset().read_bytes()
    assert problems == open_dataset(path).problems


def test_a_file_of_columns_is_recognised_by_what_is_in_it(tmp_path: Path) -> None:
    path = written(tmp_path, rich()).rename(tmp_path / "data.json")
    assert recognise(path).id == "netx"
    assert format_for(Path("x.NETX")).id == "netx"


def test_numpy_opens_it_without_this_program(tmp_path: Path) -> None:
    with np.load(written(tmp_path, rich())) as columns:
        assert columns["change_start"].tolist() == [0, 0, 2, 2]


def test_a_small_file_gives_records_again(tmp_path: Path) -> None:
    assert tables_of(netx.read(written(tmp_path, rich())).dataset) is None


def test_reading_can_be_stopped_and_tells_how_far_it_is(tmp_path: Path) -> None:
    path, told = written(tmp_path, rich()), []
    netx.read(path, told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
    with pytest.raises(Cancelled):
        netx.read(path, told.append, lambda: True)


def changed(path: Path, name: str, data: bytes | None) -> Path:
    """The file with one part replaced, or without it."""
    with zipfile.ZipFile(path) as file:
        parts = {entry: file.read(entry) for entry in file.namelist()}
    if data is None:
        del parts[name]
    else:
        parts[name] = data
    with zipfile.ZipFile(path, "w") as file:
        for entry, content in parts.items():
            file.writestr(entry, content)
    return path


def column(values: list[int], dtype: object) -> bytes:
    import io

    stream = io.BytesIO()
    np.save(stream, np.array(values, dtype=dtype))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("part", "data"),
    [
        ("change_start.npy", None),
        ("change_start.npy", column([0, 0, 5, 2], np.int32)),
        ("change_start.npy", column([0, 2], np.int32)),
        ("change_start.npy", column([0, 0, 2, 2], np.float64)),
        ("change_start.npy", b"\x93NUMPY\x01\x00 not a header"),
        ("change_start.npy", b"no array"),
        ("relationships/source.codes.npy", column([0, 1, 99], np.int32)),
        ("relationships/source.codes.npy", column([0, -1, 0], np.int32)),
        ("relationships/source.codes.npy", column([0], np.int32)),
        ("relationships/type.codes.npy", column([0, 1, 2], np.int8)),
        ("relationships/type.codes.npy", column([[0, 1, 0]], np.int8)),
        ("relationships/label.rows.npy", column([7], np.int32)),
        ("relationships/label.offsets.npy", column([0, 9], np.int32)),
        ("changes/from_.words.offsets.npy", column([0, 3, 1], np.int32)),
        ("changes/from_.words.blob.npy", column([0xFF] * 4, np.uint8)),
        ("actors/tags.words.blob.npy", column([0x5B] * 5, np.uint8)),
        ("actors/name.blob.npy", column([0xC3, 0x28], np.uint8)),
        ("netx.json", b"{}"),
        ("netx.json", b'{"format": "other", "counts": {}, "dataset": {}}'),
        ("netx.json", b'{"format": "netx/1", "counts": {"actors": -1}, "dataset": {}}'),
        ("netx.json", None),
    ],
)
def test_a_damaged_part_is_told_in_one_sentence(tmp_path: Path, part: str, data: bytes | None) -> None:
    path = changed(written(tmp_path, rich()), part, data)
    with pytest.raises(UserError, match="this file of columns is damaged"):
        netx.read(path)


def test_a_file_that_is_cut_off_or_has_a_wrong_byte_is_damaged(tmp_path: Path) -> None:
    path = written(tmp_path, rich())
    data = path.read_bytes()
    for broken in (data[: len(data) // 2], data[:100], data.replace(b"nobody", b"somebo"), b"PK\x03\x04netx.json"):
        path.write_bytes(broken)
        with pytest.raises(UserError, match="damaged"):
            netx.read(path)


def test_no_byte_can_be_changed_so_that_reading_fails_in_another_way(tmp_path: Path) -> None:
    path = written(tmp_path, rich())
    data = path.read_bytes()
    rng = np.random.default_rng(1)
    for at in rng.integers(0, len(data), 300).tolist():
        path.write_bytes(data[:at] + bytes([data[at] ^ (1 << int(rng.integers(8)))]) + data[at + 1 :])
        with contextlib.suppress(UserError):
            netx.read(path)


def test_a_newer_version_is_told(tmp_path: Path) -> None:
    head = json.dumps({"format": "netx/2", "counts": {}, "dataset": {}}).encode()
    path = changed(written(tmp_path, rich()), "netx.json", head)
    with pytest.raises(UserError, match="newer version"):
        netx.read(path)
