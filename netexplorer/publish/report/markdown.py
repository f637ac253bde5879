"""A document as Markdown, its pictures beside it; whatever its texts hold, they are read as plain text."""

from __future__ import annotations

import re
from pathlib import PurePath
from urllib.parse import quote

from netexplorer.graph.plain import plain
from netexplorer.paint.png import to_png
from netexplorer.scene.document import Document, Entries, Figure, Heading, Line, Paragraph, Span, Table

PIXELS = 2.0  # of a picture for each of its page

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&$^@])")
_AT_THE_START = re.compile(r"^(\s*)([-+=]|[0-9]+(?=[.)]))")
_ADDRESS = re.compile(r"(?i)(https?|ftp|mailto|xmpp)(:)|(www)(\.)")


def to_markdown(document: Document, name: str) -> dict[str, bytes]:
    """The files by their names, the Markdown itself under ``name`` and last; a picture is named after it."""
    files: dict[str, bytes] = {}
    stem = PurePath(name).stem
    parts = [f"# {escaped(document.title)}", *(f"{_words(line)}" for line in document.about)]
    for block in document.blocks:
        match block:
            case Heading(text=text):
                parts.append(f"## {escaped(text)}")
            case Paragraph(line=line):
                parts.append(_words(line))
            case Table():
                parts.append(_table(block))
            case Entries(lines=lines):
                parts.append("\n".join(f"{k}. {_words(line)}" for k, line in enumerate(lines, 1)))
            case Figure(scene=scene, caption=caption):
                picture = f"{stem}.png" if not files else f"{stem}-{len(files) + 1}.png"
                files[picture] = to_png(scene, scale=PIXELS)
                parts.append(f"![{escaped(caption)}](<{quote(picture)}>)")
                parts.append(f"*{escaped(caption)}*")
    files[name] = ("\n\n".join(parts) + "\n").encode("utf-8", errors="replace")
    return files


def escaped(text: str) -> str:
    """``text`` on one line, so that no reader of Markdown or HTML finds anything but letters in it."""
    line = _SPECIAL.sub(r"\\\1", " ".join(plain(text).split())).replace("\\<", "&lt;").replace("\\>", "&gt;")
    line = line.replace("\\&", "&amp;")
    line = _ADDRESS.sub(lambda m: f"{m[1]}\\:" if m[1] else f"{m[3]}\\.", line)  # else some make a link of it
    return _AT_THE_START.sub(lambda m: f"{m[1]}\\{m[2]}" if not m[2].isdigit() else f"{m[1]}{m[2]}\\", line)


def _words(line: Line) -> str:
    return "".join(map(_span, line)).strip()


def _span(span: Span) -> str:
    if span.url:
        return f"[{escaped(span.text)}](<{quote(span.url, safe=_SAFE)}>)"
    text = escaped(span.text)
    if not text:
        return " " if span.text else ""
    around = (" " if span.text[:1].isspace() else "", " " if span.text[-1:].isspace() else "")
    return f"{around[0]}**{text}**{around[1]}" if span.strong else f"{around[0]}{text}{around[1]}"


_SAFE = ":/?#[]@!$&'()*+,;=%-._~"


def _table(table: Table) -> str:
    lines = ["| " + " | ".join(escaped(cell) for cell in table.head) + " |", "|" + "---|" * len(table.head)]
    for row in table.rows:
        lines.append("| " + " | ".join("<br>".join(map(_words, cell)) for cell in row) + " |")
    return "\n".join(lines)
