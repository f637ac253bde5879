"""Who says so, under an exported picture: the sources of the changes that are in force in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from netexplorer.errors import UserError
from netexplorer.graph.dates import describe_short, parse_edtf
from netexplorer.graph.schema import DateText, Source
from netexplorer.graph.states import current_change
from netexplorer.scene.elide import elide_px, one_line
from netexplorer.scene.frame import Frame
from netexplorer.scene.primitives import Item, Measure, Text, Texts
from netexplorer.scene.style import Style

TEXT_PX, ROW_PX, HEADING_PX, COLUMN_GAP_PX = 10.5, 15.0, 18.0, 28.0
COLUMN_PX = 420.0


@dataclass(frozen=True, slots=True, eq=False)
class Footnotes:
    """Composed footnotes and the height they took; without any source both are empty."""

    items: tuple[Item, ...]
    height: float


def cited(frames: Sequence[Frame]) -> tuple[Source, ...]:
    """The sources that the shown channels' changes in force cite, the most cited first."""
    known = {source.id: source for source in frames[0].net.dataset.sources}
    counts: dict[str, int] = {}
    for frame in frames:
        current = current_change(frame.net, frame.t)
        for change in current[frame.shown & frame.net.is_channel & (frame.states >= 0) & (current >= 0)].tolist():
            for name in dict.fromkeys(cite.split("#")[0] for cite in frame.net.change(change).sources):
                if name in known:
                    counts[name] = counts.get(name, 0) + 1
    order = list(known)
    return tuple(known[name] for name in sorted(counts, key=lambda name: (-counts[name], order.index(name))))


def source_words(source: Source) -> str:
    """A source as one line: publisher or author, title, date."""
    who = one_line(source.publisher or source.author)
    title = one_line(source.title)
    words = f"{who}, “{title}”" if who and title else who or title or source.id
    date = _date_words(source.published)
    return f"{words}, {date}" if date else words


def _date_words(published: DateText) -> str:
    if not published:
        return ""
    try:
        return describe_short(parse_edtf(str(published)))
    except UserError:
        return one_line(str(published))


def footnotes(
    frames: Sequence[Frame], x: float, width: float, most_rows: int, style: Style, measure: Measure
) -> Footnotes:
    """Numbered sources in as many columns as there is room for, from the y of zero; what is too much is counted."""
    sources = cited(frames)
    if not sources or most_rows < 1:
        return Footnotes((), 0.0)
    columns = max(1, int((width + COLUMN_GAP_PX) // (COLUMN_PX + COLUMN_GAP_PX)))
    rows = min(most_rows, -(-len(sources) // columns))
    room = rows * columns
    lines = [f"{k}  {source_words(source)}" for k, source in enumerate(sources, 1)]
    if len(lines) > room:
        lines = [*lines[: room - 1], f"and {len(lines) - room + 1} more"]
    column_px = (width - COLUMN_GAP_PX * (columns - 1)) / columns
    texts = [Text(x, 9.0, "SOURCES", TEXT_PX, style.text_faint, 600)]
    for k, line in enumerate(lines):
        left = x + (k // rows) * (column_px + COLUMN_GAP_PX)
        y = HEADING_PX + ROW_PX * (k % rows + 1) - 4.0
        texts.append(Text(left, y, elide_px(line, column_px, measure, TEXT_PX), TEXT_PX, style.text_muted))
    return Footnotes((Texts(tuple(texts)),), HEADING_PX + ROW_PX * int(np.ceil(len(lines) / columns)))
