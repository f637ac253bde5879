"""Archives of several files (``.zip``, ``.tar``, also packed): one of the networks in them, or all their tables.

Nothing is ever unpacked to disk: members are read in memory, within the bounds of any packed file. What is no network
and no table (notes, licences, pictures) is passed over; tables that make one network together are read as the sheets of
a workbook are.
"""

from __future__ import annotations

import io
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO

from msgspec import Struct
from msgspec.structs import replace

from netexplorer.errors import UserError
from netexplorer.graph.formats import tables_file
from netexplorer.graph.formats.bounds import FREE_UNPACKED, MOST_MEMBERS, MOST_RATIO
from netexplorer.graph.formats.choose import chosen
from netexplorer.graph.formats.draft import Ask, Draft
from netexplorer.graph.formats.reading import Progress, Reading, Wish, file_bytes, file_name
from netexplorer.graph.formats.row import Format, Reader
from netexplorer.graph.formats.unpack import Source, all_of, packed_twice, unpacked

_ZIP = b"PK\x03\x04"
_TAR_MARK, _TAR_AT = b"ustar", 257
_PACKED = (b"\x1f\x8b", b"\xfd7zXZ", b"BZh", _ZIP, b"PK\x05\x06")
_NOTES = re.compile(
    r"(?:readme|licen[cs]e|copying|changelog|notice|citation|credits|about|thumbs\.db|\.ds_store|\._|meta\.).*"
    r"|.*\.(?:md|pdf|png|jpe?g|gif|svg|html?|docx?|rtf|py|r|rmd|js|css|sh|ipynb|sav|dta|sas|do|bib|tex)",
    re.IGNORECASE,
)  # names of what stands beside data
_TABLES = frozenset(("csv",))
_HEAD = 16_384
_BROKEN = (zipfile.BadZipFile, tarfile.TarError, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError,
           ValueError, KeyError)  # fmt: skip


class Member(Struct, frozen=True):
    """A file in an archive: its name, and how its bytes are had, all of them or the first."""

    name: str
    open: Callable[[], IO[bytes]]

    @property
    def base(self) -> str:
        """What it is called, without the folders that it claims."""
        return re.split(r"[/\\]", self.name)[-1]

    @property
    def stem(self) -> str:
        """The same without its suffix."""
        return PurePosixPath(self.base).stem or self.name


Known = tuple[Member, Format]


def sniff_zip(head: bytes) -> bool:
    """Whether a file is a zip that is not already known by the one file in it, or as a workbook."""
    return head.startswith(_ZIP)


def sniff_tar(head: bytes) -> bool:
    """Whether some bytes begin as a tar does."""
    return head[_TAR_AT : _TAR_AT + len(_TAR_MARK)] == _TAR_MARK


def reader(formats: Callable[[], tuple[Format, ...]]) -> Reader:
    """The reader of archives, which asks the other formats what the files in them are."""

    def read(path: Path | Source, progress: Progress, cancelled: Wish, ask: Ask) -> Reading:
        if isinstance(path, Source):
            raise packed_twice(path.where)
        where = file_name(path)
        try:
            return _read(_members(path, where), formats(), path, progress, cancelled, ask)
        except _BROKEN as error:
            raise UserError(f"this archive is broken ({error})", where=where) from None

    return read


def _read(
    members: list[Member], formats: tuple[Format, ...], path: Path, progress: Progress, cancelled: Wish, ask: Ask
) -> Reading:
    where = file_name(path)
    if not members:
        raise UserError("this archive is empty", where=where)
    are_few = len(members) <= MOST_MEMBERS
    found = [(each, known) for each in members if are_few and (known := _format_of(each, formats)) is not None]
    if not found:
        shown = ", ".join(each.name for each in members[:4])
        what = f"this archive has {len(members)} files ({shown} …)"
        what = f"{what}, none of which is a network" if are_few else what
        raise UserError(what, where=where, hint="Unpack it and open one.")
    packed = path.stat().st_size
    tables = [each for each, known in found if known.id in _TABLES]
    if not ask.network.strip() and len(found) == len(tables) > 1:
        sources, left = [], max(FREE_UNPACKED, packed * MOST_RATIO)
        for member in tables:
            sources.append(_source(member, left, path))
            left -= len(sources[-1].data)
        return tables_file.read_sources(sources, where, progress, cancelled, ask)
    if not ask.network.strip():
        found = [each for each in found if each[1].id not in _TABLES] or found
    bases = [member.base for member, _ in found]
    stems = [member.stem for member, _ in found]
    names = (
        stems
        if len(set(stems)) == len(stems)
        else bases
        if len(set(bases)) == len(bases)
        else [m.name for m, _ in found]
    )
    said = Draft("")
    asked = ask if ask.network not in bases else Ask(network=str(bases.index(ask.network) + 1))
    member, known = found[chosen(names, asked, said, where)]
    source = _source(member, max(FREE_UNPACKED, packed * MOST_RATIO), path)
    reading = known.read(source, progress, cancelled, Ask(mapping=ask.mapping))
    if reading.report is None:
        return reading
    report = replace(reading.report, id=known.id, networks=said.networks or reading.report.networks)
    return replace(reading, problems=(*said.problems, *reading.problems), report=report)


def _source(member: Member, most: int, path: Path) -> Source:
    where = file_name(path)
    with member.open() as file:
        return Source(member.base if member.base.strip(".") else path.name, all_of(file, most, where), where)


def _format_of(member: Member, formats: tuple[Format, ...]) -> Format | None:
    """The format of a file in an archive; none of what is no data."""
    if _NOTES.fullmatch(member.base):
        return None
    with member.open() as file:
        head = file.read(_HEAD)
    if not head or head.startswith(_PACKED) or sniff_tar(head):
        return None
    if (known := next((each for each in formats if each.sniff(head)), None)) is not None:
        return known
    suffix = PurePosixPath(member.base).suffix.lower()
    return next((each for each in formats if suffix in each.suffixes and suffix != ".txt"), None)


def _members(path: Path, where: str) -> list[Member]:
    """The files of an archive in the order of their names.

    Raises
    ------
    UserError
        When it cannot be read, is broken, or has a password.
    """
    data = file_bytes(path)
    if not data.startswith(_ZIP):
        inner = unpacked(path).data
        if inner.startswith(_PACKED):
            raise packed_twice(where)
        return _of_tar(inner)
    archive = zipfile.ZipFile(io.BytesIO(data))
    infos = [each for each in archive.infolist() if each.filename[-1:] not in ("/", "")]
    if any(each.flag_bits & 1 for each in infos):
        raise UserError("this archive has a password", where=where, hint="Unpack it first.")
    made = [Member(each.filename, partial(archive.open, each)) for each in infos if "__MACOSX" not in each.filename]
    if len(made) == 1:  # which is not packed itself, or it would be read as what it is
        raise packed_twice(where)
    return sorted(made, key=lambda each: each.name)


def _of_tar(data: bytes) -> list[Member]:
    """The plain files of a tar: no links, no devices."""
    archive = tarfile.open(fileobj=io.BytesIO(data), mode="r:")  # noqa: SIM115 - as long as its members are read
    infos = [each for each in archive if each.isreg()]
    return sorted((Member(each.name, partial(_extracted, archive, each)) for each in infos), key=lambda each: each.name)


def _extracted(archive: tarfile.TarFile, info: tarfile.TarInfo) -> IO[bytes]:
    return archive.extractfile(info) or io.BytesIO()
