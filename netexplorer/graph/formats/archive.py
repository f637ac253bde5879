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
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
from netexplorer.graph.formats.unpack import (
    BROKEN_ZIP,
    PACKED,
    ZIP,
    Source,
    all_of,
    bare_name,
    broken_archive,
    locked,
    name_in,
    packed_twice,
    unpacked,
    zip_members,
)

_TAR_MARK, _TAR_AT = b"ustar", 257
_NOTES = re.compile(
    r"(?:readme|licen[cs]e|copying|changelog|notice|citation|credits|about|thumbs\.db|\.ds_store|\._|meta\.).*"
    r"|.*\.(?:md|pdf|png|jpe?g|gif|svg|html?|docx?|rtf|py|r|rmd|js|css|sh|ipynb|sav|dta|sas|do|bib|tex)",
    re.IGNORECASE,
)  # names of what stands beside data
_TABLES = frozenset(("csv",))
_HEAD = 16_384
_BROKEN = (*BROKEN_ZIP, tarfile.TarError)


class Member(Struct, frozen=True):
    """A file in an archive: its name, and how its bytes are had, all of them or the first."""

    name: str
    open: Callable[[], IO[bytes]]

    @property
    def base(self) -> str:
        """What it is called, without the folders that it claims."""
        return bare_name(self.name)

    @property
    def stem(self) -> str:
        """The same without its suffix."""
        return PurePosixPath(self.base).stem or self.name


Known = tuple[Member, Format]


def sniff_zip(head: bytes) -> bool:
    """Whether a file is a zip that is not already known by the one file in it, or as a workbook."""
    return head.startswith(ZIP)


def sniff_tar(head: bytes) -> bool:
    """Whether some bytes begin as a tar does."""
    return head[_TAR_AT : _TAR_AT + len(_TAR_MARK)] == _TAR_MARK


def reader(formats: Callable[[], tuple[Format, ...]]) -> Reader:
    """The reader of archives, which asks the other formats what the files in them are."""

    def read(path: Path | Source, progress: Progress, cancelled: Wish, ask: Ask) -> Reading:
        if isinstance(path, Source):
            raise packed_twice(path.where)
        return _read(_members(path), formats(), path, progress, cancelled, ask)

    return read


@contextmanager
def _unbroken(path: Path) -> Iterator[None]:
    """What goes wrong in here is the archive's fault, whichever part of the library says so."""
    try:
        yield
    except _BROKEN as error:
        raise broken_archive(file_name(path), error) from None


def _read(
    members: list[Member], formats: tuple[Format, ...], path: Path, progress: Progress, cancelled: Wish, ask: Ask
) -> Reading:
    where = file_name(path)
    if not members:
        raise UserError("this archive is empty", where=where)
    are_few = len(members) <= MOST_MEMBERS
    found = [(each, known) for each in members if are_few and (known := _format_of(each, formats, path)) is not None]
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
    ways = ([member.stem for member, _ in found], bases, [member.name for member, _ in found])
    names = next((names for names in ways if len(set(names)) == len(names)), ways[-1])  # the shortest that tell apart
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
    with _unbroken(path), member.open() as file:
        return Source(name_in(path, member.name), all_of(file, most, where), where)


def _format_of(member: Member, formats: tuple[Format, ...], path: Path) -> Format | None:
    """The format of a file in an archive; none of what is no data."""
    if _NOTES.fullmatch(member.base):
        return None
    with _unbroken(path), member.open() as file:
        head = file.read(_HEAD)
    if not head or head.startswith(PACKED) or sniff_tar(head):
        return None
    if (known := next((each for each in formats if each.sniff(head)), None)) is not None:
        return known
    suffix = PurePosixPath(member.base).suffix.lower()
    return next((each for each in formats if suffix in each.suffixes and suffix != ".txt"), None)


def _members(path: Path) -> list[Member]:
    """The files of an archive in the order of their names.

    Raises
    ------
    UserError
        When it cannot be read, is broken, or has a password.
    """
    data, where = file_bytes(path), file_name(path)
    inner = data if data.startswith(ZIP) else unpacked(path).data
    if inner is not data and inner.startswith(PACKED):
        raise packed_twice(where)
    with _unbroken(path):
        made = _of_zip(data, where) if inner.startswith(ZIP) else _of_tar(inner)
    return sorted(made, key=lambda each: each.name)


def _of_zip(data: bytes, where: str) -> list[Member]:
    archive = zipfile.ZipFile(io.BytesIO(data))
    infos = zip_members(archive)
    if any(each.flag_bits & 1 for each in infos):
        raise locked(where)
    if len(infos) == 1:  # which is not packed itself, or it would be read as what it is
        raise packed_twice(where)
    return [Member(each.filename, partial(archive.open, each)) for each in infos]


def _of_tar(data: bytes) -> list[Member]:
    """The plain files of a tar: no links, no devices."""
    archive = tarfile.open(fileobj=io.BytesIO(data), mode="r:")  # noqa: SIM115 - as long as its members are read
    infos = [each for each in archive if each.isreg()]
    return [Member(each.name, partial(_extracted, archive, each)) for each in infos]


def _extracted(archive: tarfile.TarFile, info: tarfile.TarInfo) -> IO[bytes]:
    return archive.extractfile(info) or io.BytesIO()
