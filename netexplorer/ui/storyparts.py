"""What stands beside and below the network while a story is told: the card with the words, the dots, the legend."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from netexplorer.scene.legend import HEADING_PX, LegendEntry, LegendSection, legend_band
from netexplorer.scene.primitives import Item, Rects, Scene, Shapes
from netexplorer.session.story import Told, ToldStep
from netexplorer.ui.canvas import ScenePicture
from netexplorer.ui.kit import Kit
from netexplorer.ui.panels.parts import Pool, column, scrolled, set_shown, shortened
from netexplorer.ui.widgets import ElidedLabel, heading, plain_label, plain_tip, tool_button

MOST_DOTS, DOT_PX, DOT_GAP_PX = 40, 6.0, 14.0
DOTS_HEIGHT, LEGEND_HEIGHT = 16, 30
LONGEST_TEXT = 20_000
MOST_SOURCES = 60


class Dots(ScenePicture):
    """How far the story is: a dot for each step, or a bar where there are very many."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self._now, self._steps = 0, 0
        self.setFixedHeight(DOTS_HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Progress")

    def tell(self, now: int, count: int) -> None:
        """Show that the step in place ``now`` of ``count`` is told."""
        self._now, self._steps = now, count
        self.setAccessibleDescription(f"Step {now + 1} of {count}")
        self.forget()

    def compose(self) -> Scene:
        """The dots in the widget's width."""
        style, width, middle = self.kit.style, float(self.width()), DOTS_HEIGHT / 2
        items: tuple[Item, ...]
        if self._steps <= MOST_DOTS and self._steps * DOT_GAP_PX <= width + DOT_GAP_PX:
            xs = DOT_PX + np.arange(self._steps, dtype=np.float32) * np.float32(DOT_GAP_PX)
            xy = np.stack([xs, np.full_like(xs, middle)], axis=1)
            size = np.full(self._steps, DOT_PX, dtype=np.float32)
            told = slice(0, self._now + 1)
            here = slice(self._now, self._now + 1)
            items = (
                Shapes("circle", xy, size, fill=style.border),
                Shapes("circle", xy[told], size[told], fill=style.text_faint),
                Shapes("circle", xy[here], size[here] + np.float32(3.0), fill=style.accent),
            )
        else:
            share = (self._now + 1) / max(self._steps, 1)
            bars = np.array([[0.0, middle - 2, width, 4.0], [0.0, middle - 2, width * share, 4.0]], dtype=np.float32)
            items = (
                Rects(bars[:1], fill=style.border, radius_px=2.0),
                Rects(bars[1:], fill=style.accent, radius_px=2.0),
            )
        return Scene(width, float(DOTS_HEIGHT), style.panel, items)


class StatesLine(ScenePicture):
    """What the lines of the network mean, on one line below it."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self.setFixedHeight(LEGEND_HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("States")
        looks = self.kit.style.state_looks(kit.session.net)
        self.setAccessibleDescription(", ".join(look.label for look in looks)[:400])

    def compose(self) -> Scene:
        """A sample and a word for each state, the best first."""
        kit, style = self.kit, self.kit.style
        net = kit.session.net
        looks = style.state_looks(net)
        ranked = sorted(range(len(net.states)), key=lambda code: -int(net.ranks[code]))
        sections = tuple(LegendSection("", (LegendEntry(looks[code].label, look=looks[code]),)) for code in ranked)
        width = float(self.width())
        block = legend_band(sections, 18.0, 4.0 - HEADING_PX, max(width - 36.0, 60.0), style, kit.fonts)
        return Scene(width, float(LEGEND_HEIGHT), style.canvas, block.items)


class StoryCard(QFrame):
    """Title, sentences and sources of a step, how far the story is, and buttons."""

    def __init__(self, kit: Kit, told: Told, go: Callable[[int], object], leave: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("storycard")
        self.setAccessibleName("Story")
        self.kit, self.told = kit, told
        self.kicker = ElidedLabel(told.title, "muted")
        self.title = plain_label("", "story-title", wrap=True)
        self.text = plain_label("", "story-text", wrap=True)
        self.sources = heading("Sources")
        self.notes = plain_label("", "faint", wrap=True)
        self.counter = plain_label("", "muted")
        self.dots = Dots(kit)
        self.previous = tool_button("Previous step", "Back (Left)", lambda: go(-1), look="transport")
        self.next = tool_button("Next step", "On (Right, Space)", lambda: go(1), look="play")
        self.leave = tool_button("Leave the story", "Leave (Esc)", leave, look="ghost")
        self._build()
        self.dress()

    def _build(self) -> None:
        words = QWidget()
        lines = column(words, gap_px=12, margins=(0, 4, 10, 12))
        lines.addWidget(self.title)
        lines.addWidget(self.text)
        lines.addSpacing(8)
        lines.addWidget(self.sources)
        cited = column(gap_px=4)
        self._cited: Pool[tuple[str, str]] = Pool(cited, _source_line, _tell_source)
        lines.addLayout(cited)
        lines.addWidget(self.notes)
        lines.addStretch(1)
        self.area = scrolled(words)
        top = QHBoxLayout()
        top.addWidget(self.kicker, 1)
        top.addWidget(self.leave)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.counter, 1)
        foot.addWidget(self.previous)
        foot.addWidget(self.next)
        whole = column(self, gap_px=10, margins=(24, 16, 16, 18))
        whole.addLayout(top)
        whole.addWidget(self.area, 1)
        whole.addWidget(self.dots)
        whole.addLayout(foot)

    def dress(self) -> None:
        """Icons in the colours of the theme."""
        icons, style = self.kit.icons, self.kit.style
        self.previous.setIcon(icons.icon("chevron-left"))
        self.next.setIcon(icons.icon("chevron-right", style.panel))
        self.leave.setIcon(icons.icon("x"))
        self.dots.forget()

    def tell(self, place: int) -> None:
        """Show a step."""
        step, count = self.told.steps[place], len(self.told.steps)
        self.title.setText(step.title[:300] or step.date)
        self.text.setText(shortened("\n\n".join(step.paragraphs), LONGEST_TEXT))
        set_shown(self.text, bool(step.text))
        listed = _listed(step)
        self._cited.show(listed)
        set_shown(self.sources, bool(listed))
        self.notes.setText("\n".join(step.missing))
        set_shown(self.notes, bool(step.missing))
        self.counter.setText(f"{place + 1} of {count}")
        self.dots.tell(place, count)
        self.previous.setEnabled(place > 0)
        self.next.setEnabled(place + 1 < count)
        self.area.verticalScrollBar().setValue(0)
        self.setAccessibleDescription(f"{place + 1} of {count}. {step.title}. {step.text[:2000]}")


def _listed(step: ToldStep) -> list[tuple[str, str]]:
    """What is cited, and what the pointer is told of it."""
    listed = [(citation.label, citation.detail) for citation in step.citations[:MOST_SOURCES]]
    more = len(step.citations) - MOST_SOURCES
    return listed if more <= 0 else [*listed, (f"and {more} more", "")]


def _source_line() -> QLabel:
    return plain_label("", "faint", wrap=True)


def _tell_source(label: QWidget, words: tuple[str, str]) -> None:
    if isinstance(label, QLabel):
        label.setText(shortened(words[0], 400))
        label.setToolTip(plain_tip(words[1]))
