"""What a film of a story says of a step: how long that is read, and how it stands at the top of the picture."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from netexplorer.publish.film.page import DATE_PX, DATE_Y, GAP, Page
from netexplorer.scene.elide import elide_px
from netexplorer.scene.frame import Frame
from netexplorer.scene.primitives import Measure, Scene, Text, Texts
from netexplorer.scene.storypage import Line, is_from_right, wrap
from netexplorer.scene.style import blend
from netexplorer.session.dwelling import HOLD_S, WORD_S
from netexplorer.session.story import ToldStep

LONGEST_S = 12.0
TITLE_PX, TITLE_Y, TEXT_PX, LINE = 17.0, 68.0, 15.0, 20.0
SMALL_PX, SMALL_LINE, MOST_SMALL = 11.0, 14.0, 2
MOST_SHARE = 0.42  # of the height, for all words
MOST_LETTERS = 4_000  # of a step; more never has room


class StepWords(Struct, frozen=True):
    """The title, the lines of the sentences, and in small letters who says so and what could not be shown."""

    title: str
    lines: tuple[Line, ...]
    small: tuple[str, ...]

    @property
    def bottom(self) -> float:
        """How far down they reach."""
        words = TITLE_Y + LINE * len(self.lines) + (4.0 + SMALL_LINE * len(self.small) if self.small else 0.0)
        return words + 14.0


def reading_s(step: ToldStep) -> float:
    """How long title and sentences of a step have to stand to be read, in seconds."""
    return min(HOLD_S + WORD_S * len(f"{step.title} {step.text}".split()), LONGEST_S)


def words_of(step: ToldStep, width: float, height: float, measure: Measure) -> StepWords:
    """The words of a step in a picture whose network has so many pixels; what has no room ends in an ellipsis."""
    small = _small(step, width, measure)
    room = height * MOST_SHARE - TITLE_Y - SMALL_LINE * len(small) - 16.0
    lines = _cut(tuple(_lines(step, width, measure)), max(int(room / LINE), 1), width, measure)
    return StepWords(elide_px(step.title, width, measure, TITLE_PX, 600), lines, small)


def _lines(step: ToldStep, width: float, measure: Measure) -> Iterator[Line]:
    for paragraph in "\n".join(step.paragraphs)[:MOST_LETTERS].split("\n"):
        is_right = is_from_right(paragraph)
        for text in wrap(paragraph, width, TEXT_PX, 400, measure):
            yield Line(text, is_right=is_right)


def _cut(lines: tuple[Line, ...], most: int, width: float, measure: Measure) -> tuple[Line, ...]:
    if len(lines) <= most:
        return lines
    text = elide_px(f"{lines[most - 1].text} {lines[most].text}", width, measure, TEXT_PX)
    return (*lines[: most - 1], Line(text, is_right=lines[most - 1].is_right))


def _small(step: ToldStep, width: float, measure: Measure) -> tuple[str, ...]:
    """Who says so, as many as have room, with how many more there are; then what could not be shown."""
    labels = [" ".join(citation.label.split()) for citation in step.citations]
    rows: tuple[str, ...] = ()
    for count in range(len(labels), 0, -1):
        more = f" and {len(labels) - count} more" if count < len(labels) else ""
        rows = tuple(wrap(f"Sources: {' · '.join(labels[:count])}{more}", width, SMALL_PX, 400, measure))
        if len(rows) <= MOST_SMALL:
            break
    notes = [elide_px(" ".join(step.missing), width, measure, SMALL_PX)] if step.missing else []
    return (*rows[:MOST_SMALL], *notes)


def head(page: Page, frame: Frame, date: str, words: StepWords | None, share: float) -> Scene:
    """The date, the words of a step, of which ``share`` is there, and the counts of the key."""
    style, measure, width = page.style, page.measure, page.area[0] - 2 * GAP
    room = width if page.has_key or not page.options.title else width * 0.5
    texts = [Text(GAP, DATE_Y, elide_px(date, room, measure, DATE_PX, 700), DATE_PX, style.text_strong, 700)]
    if words is not None and share > 0.0:
        strong, normal, faint = (
            blend(ink, style.canvas, share) for ink in (style.text_strong, style.text_normal, style.text_muted)
        )
        texts.append(Text(GAP, TITLE_Y, words.title, TITLE_PX, strong, 600))
        y = TITLE_Y + 2.0
        for line in words.lines:
            y += LINE
            x = GAP + width if line.is_right else GAP
            texts.append(Text(x, y, line.text, TEXT_PX, normal, 400, "right" if line.is_right else "left"))
        y += 4.0
        for row in words.small:
            y += SMALL_LINE
            texts.append(Text(GAP, y, row, SMALL_PX, faint))
    return Scene(page.width, page.height, 0, (Texts((*texts, *page.counts(frame))),))
