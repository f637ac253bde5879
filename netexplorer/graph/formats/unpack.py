"""The text inside a file: packed or not, in whatever encoding."""

from __future__ import annotations

import bz2
import codecs
import gzip
import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Callable
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import IO, cast

import numpy as np
from msgspec import Struct

from netexplorer.errors import UserError
from netexplorer.graph.formats.bounds import FREE_UNPACKED, MOST_RATIO, MOST_UNPACKED
from netexplorer.graph.formats.reading import file_bytes, file_name

_CHUNK = 1 << 20
_OPENERS: dict[bytes, tuple[str, Callable[[IO[bytes]], IO[bytes]]]] = {
    b"\x1f\x8b": (".gz", lambda file: cast(IO[bytes], gzip.GzipFile(fileobj=file))),
    b"\xfd7zXZ": (".xz", lambda file: cast(IO[bytes], lzma.LZMAFile(file))),  # noqa: SIM115
    b"BZh": (".bz2", lambda file: cast(IO[bytes], bz2.BZ2File(file))),
}
ZIP, _EMPTY_ZIP = b"PK\x03\x04", b"PK\x05\x06"
PACKED = (*_OPENERS, ZIP, _EMPTY_ZIP)  # how packed files begin
BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, EOFError, OSError, ValueError)
_OFFICE = ("[Content_Types].xml", "mimetype")  # members that make a zip an office document
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class Source(Struct, frozen=True, dict=True):
    """The bytes of a file, unpacked, and what they are called: the name inside an archive if it came in one.

    ``path`` is the file itself, for formats whose names lie in a file beside it.
    """

    name: str
    data: bytes
    where: str
    path: Path | None = None

    @property
    def suffix(self) -> str:
        """Of the name, lower case and with the dot."""
        return PurePosixPath(self.name).suffix.lower()

    def text(self) -> str:
        """The text, in the encoding that its bytes show."""
        return decoded(self.data)[0]

    @cached_property
    def lines(self) -> int:
        """How many lines end in it, counted once."""
        return count_lines(self.data)


def unpacked(path: Path) -> Source:
    """The bytes of a file; of a packed one what is in it, one level deep.

    Raises
    ------
    UserError
        When it cannot be read, is broken, unpacks to far too much, or is an archive of several files.
    """
    data, where = file_bytes(path), file_name(path)
    for magic, (suffix, opener) in _OPENERS.items():
        if data.startswith(magic):
            name = path.name.removesuffix(suffix) or path.name
            return Source(name, _all_of(opener(io.BytesIO(data)), len(data), where), where, path)
    if data.startswith((ZIP, _EMPTY_ZIP)):
        return _unzipped(path, data, where)
    return Source(path.name, data, where, path)


def head_of(path: Path, most: int) -> tuple[str, bytes]:
    """The name of a file, or of what is packed in it, and its first bytes; those of the packed file if it is broken.

    Raises
    ------
    UserError
        When it cannot be read.
    """
    head = file_bytes(path, most=most)
    if not head.startswith((*_OPENERS, ZIP)):
        return path.name, head
    try:
        if not head.startswith(b"PK"):
            suffix, opener = next(found for magic, found in _OPENERS.items() if head.startswith(magic))
            with path.open("rb") as file:
                return path.name.removesuffix(suffix) or path.name, opener(file).read(most)
        with zipfile.ZipFile(path) as archive:
            members = zip_members(archive)
            if len(members) == 1 and members[0].filename not in _OFFICE:
                with archive.open(members[0]) as inner:
                    return name_in(path, members[0].filename), inner.read(most)
    except (OSError, EOFError, ValueError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, RuntimeError):
        pass  # reading it will say what is wrong
    return path.name, head


def must_be_one(path: Path, head: bytes) -> None:
    """Nothing if a file is not packed, or holds one that is not packed in turn; ``head`` are its first bytes.

    Raises
    ------
    UserError
        As in ``unpacked``, and when what is packed is packed once more.
    """
    if head.startswith(PACKED) and unpacked(path).data.startswith(PACKED):
        raise packed_twice(file_name(path))


def packed_twice(where: str) -> UserError:
    """What to raise when what is packed is packed once more."""
    return UserError("what this file holds is packed, too", where=where, hint="Unpack it first.")


def zip_members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The files of an archive, without folders and what macOS adds."""
    return [
        each for each in archive.infolist() if each.filename[-1:] not in ("/", "") and "__MACOSX" not in each.filename
    ]


def bare_name(name: str) -> str:
    """What a file in an archive is called, without the folders that it claims."""
    return re.split(r"[/\\]", name)[-1]


def name_in(path: Path, name: str) -> str:
    """The same, or the name of the archive where nothing but dots is left; only its suffix is ever used."""
    bare = bare_name(name)
    return bare if bare.strip(".") else path.name


def locked(where: str) -> UserError:
    """What to raise when an archive has a password."""
    return UserError("this archive has a password", where=where, hint="Unpack it first.")


def broken_archive(where: str, error: Exception) -> UserError:
    """What to raise when an archive cannot be read."""
    return UserError(f"this archive is broken ({error})", where=where)


def _unzipped(path: Path, data: bytes, where: str) -> Source:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = zip_members(archive)
            if any(each.filename in _OFFICE or each.filename.startswith("tables/") for each in members):
                return Source(path.name, data, where)  # a spreadsheet, or our own columns
            if not members:
                raise UserError("this archive is empty", where=where)
            if len(members) > 1:
                shown = ", ".join(each.filename for each in members[:4])
                raise UserError(
                    f"this archive has {len(members)} files ({shown} …)", where=where, hint="Unpack it and open one."
                )
            if members[0].flag_bits & 1:
                raise locked(where)
            with archive.open(members[0]) as file:
                return Source(name_in(path, members[0].filename), _all_of(file, len(data), where), where)
    except BROKEN_ZIP as error:
        raise broken_archive(where, error) from None


def _all_of(file: IO[bytes], packed: int, where: str) -> bytes:
    return all_of(file, max(FREE_UNPACKED, packed * MOST_RATIO), where)


def all_of(file: IO[bytes], most: int, where: str) -> bytes:
    """Everything in a packed file.

    Raises
    ------
    UserError
        When it is broken, or more than so many bytes or 2 GB, as bombs are.
    """
    most = min(MOST_UNPACKED, most)
    parts, size = [], 0
    try:
        while part := file.read(_CHUNK):
            size += len(part)
            if size > most:
                raise UserError(
                    f"this packed file unpacks to more than {most // 1024**2} MB", where=where, hint="Unpack it first."
                )
            parts.append(part)
    except (EOFError, OSError, zlib.error, lzma.LZMAError, zipfile.BadZipFile) as error:
        raise UserError(f"this packed file is broken ({error})", where=where) from None
    return b"".join(parts)


def decoded(data: bytes) -> tuple[str, str]:
    """The text of some bytes and the encoding it was found to be in: what a BOM says, else UTF-8, else a guess.

    Without a BOM bytes that alternate with zeros are UTF-16, one of four with three zeros UTF-32; anything else that is
    not UTF-8 is Windows' Latin-1.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return data.decode(name, "replace"), name
    if wide := _wide(data):
        return data.decode(wide, "replace"), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as wrong:
        if wrong.reason == "unexpected end of data" and wrong.start > len(data) - 4:
            return data[: wrong.start].decode("utf-8"), "utf-8"
        name = "cp1252" if not _CYRILLIC.search(data[:_LOOKED_AT]) else _cyrillic(data[:_LOOKED_AT])
        return data.decode(name, "replace"), name


def encoding_of(data: bytes) -> str:
    """The encoding that ``decoded`` finds; of plain letters without making a text of them."""
    is_plain = data.isascii() and not _wide(data)
    return "utf-8" if is_plain else decoded(data)[1]


def count_lines(data: bytes, start: int = 0, stop: int | None = None) -> int:
    """How many ``\\n`` there are in a part of some bytes, faster than ``bytes.count`` where they are many."""
    letters = np.frombuffer(data, dtype=np.uint8)[start:stop]
    parts = (letters[at : at + _CHUNK] for at in range(0, len(letters), _CHUNK))
    return sum(int(np.count_nonzero(part == ord("\n"))) for part in parts)


_LOOKED_AT = 65_536  # bytes from which the letters are guessed
_CYRILLIC = re.compile(
    rb"(?<![\x80-\xffA-Za-z])[\xa8\xb8\xc0-\xff]{4,}(?![\x80-\xffA-Za-z])"
)  # no word of Latin letters


def _cyrillic(data: bytes) -> str:
    """Windows' or Unix' Cyrillic: the most letters are small, which the two have in each other's place."""
    words = b"".join(_CYRILLIC.findall(data))
    return "cp1251" if sum(byte >= 0xE0 for byte in words) * 2 >= len(words) else "koi8-r"


def _wide(data: bytes) -> str:
    head = data[:400]
    if len(head) < 4 or b"\0" not in head:
        return ""
    zeros = [head[k::4].count(0) / len(head[k::4]) for k in range(4)]
    if zeros[0] < 0.1 and min(zeros[2:]) > 0.9:
        return "utf-32-le"
    if zeros[3] < 0.1 and min(zeros[:2]) > 0.9:
        return "utf-32-be"
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.4 * len(head[1::2]) and even < 0.1 * len(head[0::2]) + 1:
        return "utf-16-le"
    if even > 0.4 * len(head[0::2]) and odd < 0.1 * len(head[1::2]) + 1:
        return "utf-16-be"
    return ""
