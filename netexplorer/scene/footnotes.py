"""Who says so, under an exported picture: the sources of the changes that are in force in it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from netexplorer.errors import UserError
from netexplorer.graph.coded import of_changes
from netexplorer.graph.dates import describe_short, parse_edtf
from netexplorer.graph.schema import DateText, Source
from netexplorer.graph.states import current_change
from netexplorer.scene.elide import elide_px, one_line
from netexplorer.scene.frame import Frame
from netexplorer.scene.primitives import Item, Measure, Text, Texts
from netexplorer.scene.style import Style

TEXT_PX, ROW_PX, HEADING_PX, COLUMN_GAP_PX = 10.5, 15.0, 18.0, 28.0
COLUMN_PX, NUMBER_PX = 420.0, 17.0


class Footnotes(Struct, frozen=True, eq=False):
    """Composed footnotes and the height they took; without any source both are empty."""

    items: tuple[Item, ...]
    height: float


def cited(frames: Sequence[Frame]) -> tuple[Source, ...]:
    """The sources that the shown channels' changes in force cite, the most cited first."""
    known = {source.id: source for source in frames[0].net.dataset.sources}
    counts: dict[str, int] = {}
    for frame in frames:
        current = current_change(frame.net, frame.t)
        rels = np.flatnonzero(frame.shown & frame.net.is_channel & (current >= 0))
        cites = of_changes(frame.net, "sources", current[rels])
        times = np.bincount(cites.codes, minlength=len(cites.values))
        for code in np.flatnonzero(times).tolist():
            for name in dict.fromkeys(cite.split("#")[0] for cite in cites.values[code]):
                if name in known:
                    counts[name] = counts.get(name, 0) + int(times[code])
    order = {name: place for place, name in enumerate(known)}
    return tuple(known[name] for name in sorted(counts, key=lambda name: (-counts[name], order[name])))


def source_words(source: Source, width_px: float, measure: Measure) -> str:
    """A source as one line of that width: publisher or author, title, date; the title gives way first."""
    who = one_line(source.publisher or source.author)
    title = one_line(source.title) or source.id
    date = _date_words(source.published)
    before, after = (f"{who}, " if who else ""), (f", {date}" if date else "")
    room = width_px - measure(f"{before}“”{after}", TEXT_PX, 400)
    title = elide_px(title, max(room, width_px * 0.3), measure, TEXT_PX)
    return elide_px(f"{before}“{title}”{after}", width_px, measure, TEXT_PX)


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
    listed = sources if len(sources) <= room else sources[: room - 1]
    column_px = (width - COLUMN_GAP_PX * (columns - 1)) / columns
    texts = [Text(x, 9.0, "SOURCES", TEXT_PX, style.text_faint, 600)]
    for k, source in enumerate(listed):
        left, y = x + (k // rows) * (column_px + COLUMN_GAP_PX), _baseline(k % rows)
        words = source_words(source, column_px - NUMBER_PX, measure)
        texts.append(Text(left, y, str(k + 1), TEXT_PX, style.text_faint))
        texts.append(Text(left + NUMBER_PX, y, words, TEXT_PX, style.text_muted))
    if len(listed) < len(sources):
        left = x + (columns - 1) * (column_px + COLUMN_GAP_PX) + NUMBER_PX
        more = f"and {len(sources) - len(listed)} more"
        texts.append(Text(left, _baseline(rows - 1), more, TEXT_PX, style.text_faint))
    return Footnotes((Texts(tuple(texts)),), HEADING_PX + ROW_PX * rows)


def _baseline(row: int) -> float:
    return HEADING_PX + ROW_PX * (row + 1) - 4.0
