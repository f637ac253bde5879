"""What a way to read a file gives: a small picture of the network, its numbers, and what was wrong."""

from __future__ import annotations

from typing import Literal

import msgspec
from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from netexplorer.graph.network import build
from netexplorer.graph.schema import Dataset
from netexplorer.paint.fonts import Fonts
from netexplorer.paint.png import to_png
from netexplorer.scene.compose import compose_network
from netexplorer.scene.style import load_style
from netexplorer.scene.viewport import Margins, fit
from netexplorer.session.howseen import MOST_SENTENCES, Outcome, Seen
from netexplorer.session.howwords import counted
from netexplorer.session.jobs import Cancelled, Jobs, Progress
from netexplorer.session.layout import positions
from netexplorer.session.opening import default_view
from netexplorer.session.resolve import frame_at, make_plan
from netexplorer.ui.kit import Kit
from netexplorer.ui.panels.evidence import put, text_label
from netexplorer.ui.panels.parts import column, scrolled, set_tone, shortened
from netexplorer.ui.widgets import heading, plain_label

JOB = "how-read-picture"
PICTURE_PX = (264, 176)
WIDTH_PX = 276
DRAWN = 250  # relationships; more of them are no picture of this size


class Small(Struct, frozen=True, eq=False):
    """A small picture that is asked for: of what, in which theme, and how many pixels for one of the screen."""

    dataset: Dataset
    theme: Literal["light", "dark"]
    ratio: float


def drawn(wanted: Small, progress: Progress, cancelled: Cancelled) -> bytes:
    """The first relationships as a PNG, drawn as an export draws them."""
    if cancelled():
        return b""
    net = build(part_of(wanted.dataset))
    view = default_view(net)
    plan = make_plan(net, view, positions(net, "force"))
    viewport = fit(plan.xy, *PICTURE_PX, Margins(18.0, 18.0, 18.0, 24.0))
    scene = compose_network(frame_at(plan, view.t), viewport, load_style(wanted.theme), Fonts(), with_title=False)
    return to_png(scene, scale=wanted.ratio)


def part_of(dataset: Dataset) -> Dataset:
    """As much of a dataset as can be seen in a small picture."""
    if len(dataset.relationships) <= DRAWN and len(dataset.actors) <= DRAWN:
        return dataset
    links = dataset.relationships[:DRAWN]
    ends = {id for link in links for id in (link.source, link.target)}
    actors = [actor for actor in dataset.actors if not ends or actor.id in ends]
    return msgspec.structs.replace(dataset, relationships=links, actors=tuple(actors[: 2 * DRAWN]), events=())


class OutcomePanel(QWidget):
    """Stands beside the questions and is told what was seen."""

    def __init__(self, kit: Kit, jobs: Jobs) -> None:
        super().__init__()
        self._kit = kit
        self._jobs = jobs
        self.setFixedWidth(WIDTH_PX)
        self.setAccessibleName("What it gives")
        self.picture = QLabel()
        self.picture.setObjectName("preview")
        self.picture.setFixedSize(*PICTURE_PX)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setAccessibleName("The network, small")
        self.of_what = plain_label("", "small", wrap=True)
        self.trouble = text_label()
        self.trouble.setProperty("tone", "error")
        self.lines = [text_label() for _ in range(4)]
        self.problems = plain_label("", "strong", wrap=True)
        self.sentences = [text_label("small") for _ in range(MOST_SENTENCES)]
        inner = QWidget()
        words = column(inner, gap_px=8, margins=(0, 2, 10, 2))
        for part in (self.trouble, *self.lines, self.problems, *self.sentences):
            words.addWidget(part)
        words.addStretch(1)
        whole = column(self, gap_px=8)
        whole.addWidget(heading("What it gives"))
        whole.addWidget(self.picture)
        whole.addWidget(self.of_what)
        whole.addWidget(scrolled(inner), 1)

    def tell(self, seen: Seen, trouble: str) -> None:
        """Show what was seen."""
        put(self.of_what, _of_what(seen))
        put(self.trouble, trouble)
        outcome = seen.outcome if not trouble else None
        said = _lines(outcome) if outcome is not None else []
        for label, text in zip(self.lines, [*said, *[""] * len(self.lines)], strict=False):
            put(label, text)
        self._tell_problems(outcome)
        if outcome is None or not outcome.relationships:
            self._jobs.cancel(JOB)
            self.picture.clear()
            self.picture.setText("No network yet" if outcome is None else "No relationships")
            return
        theme: Literal["light", "dark"] = "dark" if self._kit.style.theme == "dark" else "light"
        wanted = Small(outcome.dataset, theme, self.devicePixelRatioF())
        self._jobs.submit(JOB, wanted, drawn, self._drawn, lambda _: self._drawn(b""))

    def wait(self) -> None:
        """Something else is being looked at."""
        self.picture.setEnabled(False)

    def stop(self) -> None:
        """Nobody looks any more."""
        self._jobs.cancel(JOB)

    def _tell_problems(self, outcome: Outcome | None) -> None:
        if outcome is None:
            put(self.problems, "")
            self._tell_sentences(())
            return
        is_wrong = outcome.problems > 0
        put(self.problems, counted(outcome.problems, "problem") if is_wrong else "No problems")
        set_tone(self.problems, "error" if is_wrong else "strong")
        self._tell_sentences(outcome.sentences)

    def _tell_sentences(self, sentences: tuple[str, ...]) -> None:
        for label, text in zip(self.sentences, [*sentences, *[""] * MOST_SENTENCES], strict=False):
            put(label, shortened(text, 300))

    def _drawn(self, png: bytes) -> None:
        pixmap = QPixmap()
        pixmap.loadFromData(png)
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        self.picture.setEnabled(True)
        self.picture.setPixmap(pixmap)


def _of_what(seen: Seen) -> str:
    """How much of the file this is."""
    if not seen.is_table:
        return ""
    return f"Of the first {seen.rows:,} rows." if not seen.is_whole else f"Of all {counted(seen.rows, 'row')}."


def _lines(outcome: Outcome) -> list[str]:
    states = " · ".join(f"{label} {count:,}" for label, count in outcome.states[:6])
    times = outcome.first if outcome.first == outcome.last else f"{outcome.first} – {outcome.last}"
    lines = [
        f"{counted(outcome.actors, 'actor')}, {counted(outcome.relationships, 'relationship')}",
        f"States: {states}" if states else "",
        f"Times: {times}" if times else "No times: everything holds always.",
    ]
    return [line for line in lines if line]
