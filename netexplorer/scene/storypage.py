"""A page of a story: which one it is, its title, its sentences and its sources, above the picture."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from msgspec import Struct

from netexplorer.graph.schema import Source
from netexplorer.scene.elide import elide_px
from netexplorer.scene.figure import page_factor
from netexplorer.scene.footnotes import TEXT_PX as SOURCE_PX
from netexplorer.scene.footnotes import source_words
from netexplorer.scene.primitives import Group, Item, Measure, Scene, Text, Texts
from netexplorer.scene.scale import scaled
from netexplorer.scene.style import Style

MARGIN, GAP, TOP = 36.0, 44.0, 30.0
KICKER_PX, TITLE_PX, TEXT_PX, NUMBER_PX = 13.0, 27.0, 16.5, 20.0
LINE, SOURCE_LINE, PARAGRAPH_GAP = 24.0, 15.5, 8.0
TEXT_SHARE, HEAD_SHARE = 0.62, 0.42  # of the width for the sentences; of the height for all above the picture
LONG_WORD = 200  # letters, more than a line has
_RIGHT = ("R", "AL", "AN")


class Words(Struct, frozen=True):
    """What a step says, in texts that are harmless; ``notes`` are what could not be shown of it.

    ``sources`` come with the paragraphs that are cited of them, in words.
    """

    kicker: str
    title: str
    paragraphs: tuple[str, ...]
    sources: tuple[tuple[Source, str], ...] = ()
    notes: tuple[str, ...] = ()


class Line(Struct, frozen=True):
    """One line of the sentences, ``gap`` further down than usual; ``is_right`` where they are read from the right."""

    text: str
    gap: float = 0.0
    is_right: bool = False


class Sheet(Struct, frozen=True):
    """What all pages have in common: their size in pixels, and how they look."""

    width: float
    height: float
    style: Style
    measure: Measure

    @property
    def factor(self) -> float:
        """Letters are so many times as large as the numbers above say."""
        return page_factor(self.width)

    @property
    def text_px(self) -> float:
        """The width of the sentences."""
        return (self.width / self.factor - 2 * MARGIN) * TEXT_SHARE

    def lines_on(self, *, is_first: bool) -> int:
        """How many lines there is room for, above a picture or on a page that goes on."""
        room = self.height / self.factor * (HEAD_SHARE if is_first else 1.0) - TOP - 2 * LINE - TITLE_PX
        return max(int(room / LINE), 3)


def wrap(text: str, width_px: float, size_px: float, weight: int, measure: Measure) -> Iterator[str]:
    """Lines of at most that width, broken at spaces, or anywhere in a word that is wider. Linear in the text."""
    space, line, used = measure(" ", size_px, weight), "", 0.0
    for piece, wide in _pieces(text, width_px, size_px, weight, measure):
        if line and used + space + wide <= width_px:
            line, used = f"{line} {piece}", used + space + wide
            continue
        if line:
            yield line
        line, used = piece, wide
    if line:
        yield line


def _pieces(text: str, width_px: float, size_px: float, weight: int, measure: Measure) -> Iterator[tuple[str, float]]:
    """The words with their widths; of a word that is wider than a line so much as fits, then the rest."""
    for word in text.split():
        rest = word
        while rest:
            wide = measure(rest, size_px, weight) if len(rest) < LONG_WORD else width_px + 1.0
            cut = len(rest) if wide <= width_px else _fitting(rest[: 2 * LONG_WORD], width_px, size_px, weight, measure)
            yield rest[:cut], min(wide, width_px)
            rest = rest[cut:]


def _fitting(word: str, width_px: float, size_px: float, weight: int, measure: Measure) -> int:
    low, high = 1, len(word)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(word[:middle], size_px, weight) <= width_px:
            low = middle
        else:
            high = middle - 1
    return low


def is_from_right(text: str) -> bool:
    """Whether the first letter with a direction is one of a script that runs from the right."""
    for letter in text[:200]:
        direction = unicodedata.bidirectional(letter)
        if direction in ("L", *_RIGHT):
            return direction in _RIGHT
    return False


def lines_of(words: Words, sheet: Sheet) -> tuple[Line, ...]:
    """The sentences line by line."""
    lines: list[Line] = []
    for paragraph in words.paragraphs:
        is_right, gap = is_from_right(paragraph), PARAGRAPH_GAP if lines else 0.0
        for text in wrap(paragraph, sheet.text_px, TEXT_PX, 400, sheet.measure):
            lines.append(Line(text, gap, is_right))
            gap = 0.0
    return tuple(lines)


def parts_of(lines: Sequence[Line], sheet: Sheet) -> tuple[tuple[Line, ...], ...]:
    """The lines of each page: those above the picture, then those of the pages on which they go on."""
    room, later = sheet.lines_on(is_first=True), sheet.lines_on(is_first=False)
    parts = [tuple(lines[:room])]
    parts += [tuple(lines[at : at + later]) for at in range(room, len(lines), later)]
    return tuple(parts)


def head(words: Words, lines: Sequence[Line], counter: str, sheet: Sheet) -> tuple[Item, float]:
    """What stands above the picture, and the y in pixels at which it ends; ``counter`` says which page it is."""
    style, measure = sheet.style, sheet.measure
    width, x = sheet.width / sheet.factor, MARGIN
    right = width - MARGIN
    texts = [Text(right, TOP + 10.0, counter, KICKER_PX, style.text_muted, 500, "right")]
    room = right - x - measure(counter, KICKER_PX, 500) - 20.0
    if kicker := elide_px(words.kicker, room, measure, KICKER_PX, 500):
        texts.append(Text(x, TOP + 10.0, kicker, KICKER_PX, style.text_muted, 500))
    y = TOP + 16.0
    if title := elide_px(words.title, right - x, measure, TITLE_PX, 700):
        y += TITLE_PX + 4.0
        texts.append(Text(x, y, title, TITLE_PX, style.text_strong, 700))
    top = y + 6.0
    y = top
    for line in lines:
        y += LINE + line.gap
        if line.is_right:
            texts.append(Text(x + sheet.text_px, y, line.text, TEXT_PX, style.text_strong, 400, "right"))
        else:
            texts.append(Text(x, y, line.text, TEXT_PX, style.text_strong))
    beside, low = _beside(words, x + sheet.text_px + GAP, top, sheet)
    bottom = max(y, low) + 2.0  # the picture begins with some room of its own
    return scaled(Group((Texts((*texts, *beside)),), id="words"), sheet.factor), bottom * sheet.factor


def _beside(words: Words, x: float, top: float, sheet: Sheet) -> tuple[list[Text], float]:
    """The sources, numbered, and what could not be shown; what there is no room for is counted."""
    style, measure = sheet.style, sheet.measure
    room_px = sheet.width / sheet.factor - MARGIN - x
    most = max(int((sheet.height / sheet.factor * HEAD_SHARE - top) / SOURCE_LINE), 3)
    rows = [(f"{k}", _cited(*each, room_px, measure)) for k, each in enumerate(words.sources[: most + 1], 1)]
    rows += [("!", text) for text in words.notes]
    if not rows:
        return [], top
    count = len(words.sources) + len(words.notes)
    listed = rows if count <= most else [*rows[: most - 1], ("", f"and {count - most + 1} more")]
    heading = "SOURCES" if words.sources else "NOT SHOWN"
    y = top + LINE - 4.0
    texts = [Text(x, y, heading, SOURCE_PX, style.text_faint, 600)]
    for number, text in listed:
        y += SOURCE_LINE
        texts.append(Text(x, y, number, SOURCE_PX, style.text_faint))
        fitting = elide_px(text, room_px - NUMBER_PX, measure, SOURCE_PX)
        texts.append(Text(x + NUMBER_PX, y, fitting, SOURCE_PX, style.text_muted))
    return texts, y


def _cited(source: Source, places: str, room_px: float, measure: Measure) -> str:
    """A source as one line with the paragraphs that are cited; the title gives way first."""
    after = f" {elide_px(places, room_px / 3, measure, SOURCE_PX)}" if places else ""
    return source_words(source, room_px - NUMBER_PX - measure(after, SOURCE_PX, 400), measure) + after


def page(words: Words, lines: Sequence[Line], counter: str, sheet: Sheet, picture: Scene | None) -> Scene:
    """A page: the words, and under them the picture, composed for the height that :func:`picture_height` gives."""
    item, bottom = head(words, lines, counter, sheet)
    items: tuple[Item, ...] = (item,)
    if picture is not None:
        items = (Group(picture.items, id="step", dy=bottom), item)
    title = ", ".join(part for part in (words.kicker, words.title) if part)
    return Scene(sheet.width, sheet.height, sheet.style.canvas, items, title, " ".join(words.paragraphs)[:400])


def picture_height(words: Words, lines: Sequence[Line], sheet: Sheet) -> int:
    """How many pixels are left under the words."""
    return int(sheet.height - head(words, lines, "", sheet)[1])
