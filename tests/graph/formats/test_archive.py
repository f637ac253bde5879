"""Archives of several files: one of the networks in them is read, tables are read together, all else is passed over."""

from __future__ import annotations

import bz2
import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from netexplorer.errors import UserError
from netexplorer.graph.formats import bounds, open_dataset, tables_file
from netexplorer.graph.formats.draft import Ask
from netexplorer.graph.formats.reading import never, nowhere
from tests.graph.formats.guard import watched
from tests.graph.formats.told import changes, ends, opened


def zipped(**members: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return made.getvalue()


def tarred(**members: str) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for name, text in members.items():
            info = tarfile.TarInfo(f"x/{name.replace('_', '.')}")
            info.size = len(text)
            archive.addfile(info, io.BytesIO(text.encode()))
    return made.getvalue()


def gexf(*targets: str) -> str:
    edges = "".join(f'<edge source="a" target="{target}"/>' for target in targets)
    return f"<gexf><graph><nodes><node id='a'/></nodes><edges>{edges}</edges></graph></gexf>"


def test_a_table_of_actors_and_one_of_relationships_are_one_network(tmp_path: Path) -> None:
    data = zipped(nodes_csv="id,name\n1,Ann\n2,Bob\n", edges_csv="source,target,start\n1,2,1990\n")
    reading = opened(tmp_path, data, "x.zip")
    assert ends(reading) == [("1", "2")] and changes(reading)[0][0] == "1990"
    assert [actor.name for actor in reading.dataset.actors] == ["Ann", "Bob"]


def test_notes_beside_a_network_are_passed_over(tmp_path: Path) -> None:
    data = zipped(data__net_csv="source,target\na,b\n", README_md="Read me", LICENSE="Free", map_png="PNG")
    reading = opened(tmp_path, data, "x.zip")
    assert ends(reading) == [("a", "b")]
    assert reading.report is not None and reading.report.id == "csv"


def test_of_several_networks_the_first_is_read_and_another_may_be_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(zipped(y1990_gexf=gexf("b"), y1991_gexf=gexf("c", "d")))
    first = open_dataset(path)
    assert ends(first) == [("a", "b")]
    assert first.report is not None and first.report.networks == ("y1990", "y1991")
    assert "several-networks" in {problem.code for problem in first.problems}
    for name in ("y1991", "2", "y1991.gexf"):
        assert ends(open_dataset(path, nowhere, never, Ask(network=name))) == [("a", "c"), ("a", "d")]
    with pytest.raises(UserError, match="there is no network"):
        open_dataset(path, nowhere, never, Ask(network="y1992"))


def test_a_download_of_konect_is_read_as_it_comes(tmp_path: Path) -> None:
    text = "% asym weighted\n1 2 1 1082040961\n2 3 1 1082040999\n3 1 1 1082041999\n"
    data = bz2.compress(tarred(meta_x="name: x", README_x="see", out_x=text))
    assert len(ends(opened(tmp_path, data, "x.tar.bz2"))) == 3


def test_links_in_a_tar_are_not_followed_and_nothing_is_written(tmp_path: Path) -> None:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        info = tarfile.TarInfo("x.csv")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(info)
        text = b"source,target\na,b\n"
        climbing = tarfile.TarInfo("../../y.csv")
        climbing.size = len(text)
        archive.addfile(climbing, io.BytesIO(text))
    path = tmp_path / "x.tar"
    path.write_bytes(made.getvalue())
    with watched(path) as seen:
        assert ends(open_dataset(path)) == [("a", "b")]
    assert seen == [] and list(tmp_path.iterdir()) == [path]


def test_tables_that_unpack_to_too_much_together_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("netexplorer.graph.formats.archive.FREE_UNPACKED", 1_000)
    monkeypatch.setattr("netexplorer.graph.formats.archive.MOST_RATIO", 1)
    rows = "source,target\n" + "a,b\n" * 400
    with pytest.raises(UserError, match="unpacks to more than"):
        opened(tmp_path, zipped(a_csv=rows, b_csv=rows), "x.zip")


def test_archives_of_very_many_files_are_refused(tmp_path: Path) -> None:
    many = {f"n{k}_csv": "source,target\na,b\n" for k in range(bounds.MOST_MEMBERS + 1)}
    with pytest.raises(UserError, match="this archive has 201 files"):
        opened(tmp_path, zipped(**many), "x.zip")


@pytest.mark.parametrize("size", [10, 100, 300])
def test_a_broken_archive_is_refused_in_a_sentence(tmp_path: Path, size: int) -> None:
    data = zipped(a_gexf=gexf("b") * 40, b_gexf=gexf("c") * 40)
    with pytest.raises(UserError):
        opened(tmp_path, data[:size], "x.zip")


def test_a_tar_that_ends_in_its_first_header_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        opened(tmp_path, tarred(a_gexf=gexf("b"))[:400], "x.tar")


@pytest.mark.parametrize("way", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_archive_whose_packing_is_broken_is_refused_in_a_sentence(tmp_path: Path, way: int) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", way) as archive:
        for name in ("a.csv", "b.csv"):
            archive.writestr(name, "source,target\na,b\n" * 50)
    data = bytearray(made.getvalue())
    data[44:60] = bytes(16)
    with pytest.raises(UserError, match="broken"):
        opened(tmp_path, bytes(data), "x.zip")


def test_a_fault_of_ours_is_not_said_to_be_the_archives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyError("planted")

    monkeypatch.setattr(tables_file, "draft_of", fail)
    with pytest.raises(KeyError, match="planted"):
        opened(tmp_path, zipped(a_csv="source,target\na,b\n", b_csv="source,target\nb,c\n"), "x.zip")
