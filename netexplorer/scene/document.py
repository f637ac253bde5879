"""A text with pictures and tables, as plain values: what a report is before it becomes a PDF or Markdown.

Every text stands for itself: nothing in it is markup. An address is http or https, or empty.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from netexplorer.scene.primitives import Scene

Tone = Literal["normal", "muted", "small"]


class Span(Struct, frozen=True):
    """A piece of a line; with an address a link."""

    text: str
    url: str = ""
    strong: bool = False


Line = tuple[Span, ...]


class Heading(Struct, frozen=True):
    """The title of a section."""

    text: str


class Paragraph(Struct, frozen=True):
    """One paragraph."""

    line: Line
    tone: Tone = "normal"


class Table(Struct, frozen=True):
    """Rows of cells, each of several lines; ``shares`` are the widths of the columns in percent."""

    head: tuple[str, ...]
    rows: tuple[tuple[tuple[Line, ...], ...], ...]
    shares: tuple[int, ...]


class Entries(Struct, frozen=True):
    """Numbered entries: 1, 2, 3 …"""

    lines: tuple[Line, ...]


class Figure(Struct, frozen=True, eq=False):
    """A picture and what it shows, in words."""

    scene: Scene
    caption: str


Block = Heading | Paragraph | Table | Entries | Figure


class Document(Struct, frozen=True, eq=False):
    """A title, lines that say what is told about, and the blocks; ``running`` stands at the top of every page."""

    title: str
    about: tuple[Line, ...]
    running: str
    blocks: tuple[Block, ...]


def plain_line(text: str) -> Line:
    """A line without links."""
    return (Span(text),)
