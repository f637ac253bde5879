"""The note inside a picture that says which view made it: written and read back for PNG, SVG and PDF."""

from __future__ import annotations

import html
import re
import struct
import zlib
from collections.abc import Iterator

KEYWORD = "netexplorer:view"
SVG_ID = "netexplorer-view"
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
LONGEST = 4_000_000  # bytes; a view is some hundred

_SVG = re.compile(
    rb"<(?:\w+:)?metadata\b[^>]*\bid=[\"']" + SVG_ID.encode() + rb"[\"'][^>]*>([^<]{0,%d})</" % LONGEST, re.DOTALL
)
_XMP = re.compile(rb"<netexplorer:view>([^<]{0,%d})</netexplorer:view>" % LONGEST, re.DOTALL)


def escape(text: str) -> str:
    """``text`` for XML, as content or between double quotes."""
    return html.escape(text, quote=True)


def read_metadata(data: bytes) -> str | None:
    """The note in a picture that this program wrote, or None: another picture, no picture, a damaged one."""
    if data.startswith(PNG_SIGNATURE):
        return _from_png(data)
    found = _XMP.search(data) if data.startswith(b"%PDF") else _SVG.search(data)
    if found is None:
        return None
    return html.unescape(found.group(1).decode("utf-8", errors="replace")).strip() or None


def with_png_texts(png: bytes, texts: dict[str, str]) -> bytes:
    """``png`` with an international text chunk for each entry, right behind its header."""
    header_end = len(PNG_SIGNATURE) + 25  # IHDR is always 13 bytes of content in 12 of frame
    chunks = b"".join(_text_chunk(key, text) for key, text in texts.items() if text)
    return png[:header_end] + chunks + png[header_end:]


def _text_chunk(keyword: str, text: str) -> bytes:
    content = keyword.encode("latin-1") + b"\0\0\0\0\0" + text.encode("utf-8", errors="replace")
    body = b"iTXt" + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))


def _from_png(data: bytes) -> str | None:
    wanted = KEYWORD.encode("latin-1") + b"\0"
    for kind, content in chunks(data):
        if kind == b"iTXt" and content.startswith(wanted) and len(content) <= LONGEST:
            is_plain = content[len(wanted) : len(wanted) + 1] == b"\0"
            parts = content[len(wanted) + 2 :].split(b"\0", 2)  # language, keyword in that language, text
            return parts[2].decode("utf-8", errors="replace") or None if is_plain and len(parts) == 3 else None
    return None


def chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG, each its kind and its content, as far as they are whole."""
    at = len(PNG_SIGNATURE)
    while at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        if at + 12 + length > len(data):
            return
        yield data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        at += 12 + length
