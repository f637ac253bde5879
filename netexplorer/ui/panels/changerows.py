"""The rows of the list of changes: what stands where in one, and what is drawn of it."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFont

from netexplorer.paint.rows import Fill, Part, Picture, Ring, Sign, Words
from netexplorer.session.changes import Head, Step
from netexplorer.ui.kit import Kit
from netexplorer.ui.letters import Letters, is_simple
from netexplorer.ui.panels.parts import shortened
from netexplorer.ui.panels.samples import HEIGHT_PX, Samples

LEFT, RIGHT, INDENT = 16, 12, 13  # px from the edges; of what stands right of the stripe
STRIPE_PX, GAP_PX, SAMPLE_GAP_PX = 3, 3, 6
HEAD_TOP, HEAD_BOTTOM, STEP_BOTTOM = 12, 5, 11
DISPUTE_PX = 16
FIRST_CITATIONS = 3
LONGEST_LABEL, LONGEST_NOTE = 140, 700
MORE = -1  # the link that shows the other sources
EVENT = -2  # the link that reads about the event
QUIET = 0.55  # how strong a sample of what is still to come is drawn


class Piece(NamedTuple):
    """A text in its place; ``link`` is the number of a citation, ``MORE``, ``EVENT``, or absent."""

    rect: QRect
    text: str
    letters: Letters
    tone: str
    link: int | None = None


class Laid(NamedTuple):
    """One row of a certain width: its height, its texts, and where samples and the sign of a dispute stand."""

    height: int
    pieces: tuple[Piece, ...]
    samples: tuple[tuple[QPoint, int], ...] = ()
    dispute: QRect | None = None
    stripe: int | None = None  # the state whose colour it has


class Look(NamedTuple):
    """How a row is painted now."""

    is_present: bool = False
    is_future: bool = False
    is_selected: bool = False
    is_current: bool = False
    hovered: int | None = None  # the link under the pointer


class RowMaker:
    """Lays rows out, in the fonts and colours in force."""

    def __init__(self, kit: Kit, font: QFont) -> None:
        self._kit = kit
        self.samples = Samples(kit)
        self.plain = Letters(font)
        self.small = Letters(_sized(font, 12))
        self.strong = Letters(_sized(font, 13, QFont.Weight.DemiBold))
        self.date = Letters(_sized(font, 12, QFont.Weight.DemiBold))

    # -- places

    def head(self, head: Head, width: int) -> Laid:
        """A date with the number of changes at the right, and the event below."""
        room, y = max(width - LEFT - RIGHT, 40), HEAD_TOP
        count_px = self.small.width(head.count) + 1 if head.count else 0
        date = self.date.elided(head.date, room - count_px - 8)
        pieces = [Piece(QRect(LEFT, y, room - count_px, self.date.height), date, self.date, "strong")]
        if head.count:
            at = QRect(LEFT + room - count_px, y, count_px, self.small.height)
            pieces.append(Piece(at, head.count, self.small, "muted"))
        y += self.date.height
        if head.title:
            text = shortened(" ".join(head.title.split()), LONGEST_LABEL)
            high = height_of(self.plain, text, room)
            pieces.append(Piece(QRect(LEFT, y + 1, room, high), text, self.plain, "strong", EVENT))
            y += high + 1
        return Laid(y + HEAD_BOTTOM, tuple(pieces))

    def step(self, step: Step, width: int, *, is_open: bool) -> Laid:
        """The relationship, its states, the note and the sources, one below another."""
        left = LEFT + INDENT
        room, y = max(width - left - RIGHT, 40), 0
        pieces: list[Piece] = []
        if step.date:
            pieces.append(Piece(QRect(left, y, room, self.small.height), step.date, self.small, "muted"))
            y += self.small.height + 1
        label = shortened(" ".join(step.label.split()), LONGEST_LABEL)
        dispute_px = DISPUTE_PX + 6 if step.dispute else 0
        high = height_of(self.strong, label, room - dispute_px)
        pieces.append(Piece(QRect(left, y, room - dispute_px, high), label, self.strong, "strong"))
        dispute = QRect(left + room - DISPUTE_PX, y + 1, DISPUTE_PX, DISPUTE_PX) if step.dispute else None
        states, samples, y = self._states(step, left, y + high + GAP_PX, room)
        pieces += states
        for said, letters, tone in ((step.note, self.plain, "normal"), (step.values, self.small, "muted")):
            if text := shortened(" ".join(said.split()), LONGEST_NOTE):
                high = height_of(letters, text, room)
                pieces.append(Piece(QRect(left, y + GAP_PX, room, high), text, letters, tone))
                y += high + GAP_PX
        links, y = self._links(step, left, y, room, is_open=is_open)
        return Laid(y + STEP_BOTTOM, (*pieces, *links), samples, dispute, step.after)

    def _states(
        self, step: Step, left: int, y: int, room: int
    ) -> tuple[list[Piece], tuple[tuple[QPoint, int], ...], int]:
        """``sample Open → sample Limited``, on two lines where there is no room for one."""
        pieces, samples, x = [], [], left
        parts = [(step.before, step.before_label), (step.after, step.after_label)]
        if step.direction == "same":
            parts = [(step.after, f"{step.after_label}, as before")]
        if step.possible:
            parts[-1] = (step.after, f"{parts[-1][1]}, possibly")
        for k, (code, label) in enumerate(parts):
            arrow = "→" if k else ""
            text = self.plain.elided(shortened(label, 60), room - 60)
            arrow_px = self.plain.width(arrow) + SAMPLE_GAP_PX if arrow else 0
            wide = arrow_px + (self._sample_px(code) + SAMPLE_GAP_PX) + self.plain.width(text) + 1
            if x > left and x + wide > left + room:
                x, y = left, y + HEIGHT_PX + 1
            if arrow:
                pieces.append(self._on_line(x, y, arrow, "muted"))
                x += arrow_px
            samples.append((QPoint(x, y), code))
            x += self._sample_px(code) + SAMPLE_GAP_PX
            pieces.append(self._on_line(x, y, text, "strong" if code == step.after else "normal"))
            x += self.plain.width(text) + 9
        return pieces, tuple(samples), y + HEIGHT_PX

    def _sample_px(self, code: int) -> int:
        return round(self.samples.state_line(code, 1.0).deviceIndependentSize().width())

    def _on_line(self, x: int, y: int, text: str, tone: str) -> Piece:
        high = self.plain.height
        return Piece(QRect(x, y + (HEIGHT_PX - high) // 2, self.plain.width(text) + 1, high), text, self.plain, tone)

    def _links(self, step: Step, left: int, y: int, room: int, *, is_open: bool) -> tuple[list[Piece], int]:
        """The sources side by side, the first few or all."""
        cited = step.citations
        few = cited if is_open or len(cited) <= FIRST_CITATIONS + 1 else cited[:FIRST_CITATIONS]
        words = [(number, each.label, "link" if each.url else "muted") for number, each in enumerate(few)]
        if len(few) < len(cited):
            words.append((MORE, f"{len(cited) - len(few)} more", "link"))
        pieces, x, high = [], left, self.small.height
        y += GAP_PX + 1 if words else 0
        for number, label, tone in words:
            text = self.small.elided(" ".join(label.split()), room)
            wide = self.small.width(text) + 1
            if x > left and x + wide > left + room:
                x, y = left, y + high + 2
            pieces.append(Piece(QRect(x, y, wide, high), text, self.small, tone, number))
            x += wide + 10
        return pieces, y + (high if words else 0)

    # -- colours

    def parts(self, laid: Laid, at: QRect, look: Look, ratio: float) -> list[Part]:
        """What is drawn of a row that stands at ``at``."""
        style, corner = self._kit.style, at.topLeft()
        parts: list[Part] = []
        if look.is_selected:
            parts.append(Fill(at, style.tint))
        if look.is_present:
            parts.append(Fill(QRect(at.x(), at.y(), STRIPE_PX, at.height()), style.accent))
        if laid.stripe is not None:
            strength = QUIET if look.is_future else 1.0
            stripe = QRect(LEFT, 1, STRIPE_PX, laid.height - STEP_BOTTOM).translated(corner)
            parts.append(Fill(stripe, self.samples.state_argb(laid.stripe), strength))
            for point, code in laid.samples:
                parts.append(Picture(point + corner, self.samples.state_line(code, ratio), strength))
        for piece in laid.pieces:
            ink = self._ink(piece.tone, is_future=look.is_future)
            made = piece.letters.set(piece.text, piece.rect.width()).made if is_simple(piece.text) else None
            is_hovered = piece.link is not None and piece.link == look.hovered
            parts.append(
                Words(
                    piece.rect.translated(corner), piece.text, piece.letters.font, ink, made, is_underlined=is_hovered
                )
            )
        if laid.dispute is not None:
            parts.append(Sign(laid.dispute.translated(corner), "?", self.small.font, style.text_muted))
        if look.is_current:
            parts.append(Ring(at.adjusted(1, 0, -1, 0), style.accent))
        return parts

    def _ink(self, tone: str, *, is_future: bool) -> int:
        style = self._kit.style
        if is_future and tone != "link":
            return style.text_muted
        inks = {"strong": style.text_strong, "muted": style.text_muted, "link": style.accent}
        return inks.get(tone, style.text_normal)


def height_of(letters: Letters, text: str, width: int) -> int:
    """How high a text is when it is broken into lines of ``width`` px."""
    if is_simple(text):
        return -(-int(letters.set(text, width).height * 4) // 4)
    return letters.metrics.boundingRect(QRect(0, 0, width, 10_000), Qt.TextFlag.TextWordWrap, text).height()


def _sized(font: QFont, px: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    made = QFont(font)
    made.setPixelSize(px)
    made.setWeight(weight)
    return made
