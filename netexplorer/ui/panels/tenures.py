"""A line of the dossier about a post: who held it and when, or that nobody did."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from netexplorer.session.dossier_data import Tenure
from netexplorer.ui.panels.evidence import CitationLine, Go, put
from netexplorer.ui.panels.fitting import Fitting, Flow, TextLabel, adopt, pile, put_all
from netexplorer.ui.panels.parts import Pool, set_shown, set_tone, shortened
from netexplorer.ui.panels.quiet import LinkButton
from netexplorer.ui.widgets import plain_tip

Jump = Callable[[int], object]


class BesideButton(LinkButton):
    """Who held a post before or after; a click selects them."""

    def __init__(self, select: Go) -> None:
        super().__init__(most_px=264)
        self._target = ""
        self.clicked.connect(lambda _=False: select(self._target))

    def tell(self, link: tuple[str, str]) -> None:
        """Show a name and remember what it selects."""
        words, self._target = link
        self.set_whole(words)


class TenureLine(Fitting, QWidget):
    """The name, from when to when, what else there is to say, who was before and after, and who says so."""

    def __init__(self, select: Go, jump: Jump) -> None:
        super().__init__()
        self._line: Tenure | None = None
        self.name = LinkButton(most_px=264)
        self.vacant = TextLabel("now")
        self.span = LinkButton(most_px=264)
        self.detail = TextLabel("small", selectable=True)
        self.citations = CitationLine(first=2)
        self._beside: Pool[tuple[str, str]] = Pool(self, lambda: BesideButton(select), _tell)
        self._select, self._jump = select, jump
        self.name.clicked.connect(self._selected)
        self.span.clicked.connect(self._went)
        adopt(self, self.name, self.vacant, self.span, self.detail, self.citations)

    def tell(self, line: Tenure) -> None:
        """Show a line."""
        self._line = line
        set_shown(self.name, bool(line.target))
        self.name.set_whole(line.name)
        put(self.vacant, "" if line.target else line.name)
        self.span.set_whole(line.span)
        self.span.setEnabled(line.tick is not None)
        self.span.setToolTip(plain_tip("Go to when it began"))
        set_tone(self.vacant, "now" if line.now else "muted")
        said = ("On this date" * line.now, shortened(line.detail, 300))
        put(self.detail, " · ".join(part for part in said if part))
        self._beside.show(line.links)
        self.citations.tell(line.citations)
        self.setAccessibleName(f"{line.name[:200]}, {line.span}" + (", on this date" if line.now else ""))
        self.stale()

    def arrange(self, width: int) -> int:
        """One below the other."""
        height = pile((self.name, self.vacant, self.span, self.detail), width, gap_px=1, margins=(0, 2, 0, 0))
        beside = Flow(width, 4, top=height + 1)
        put_all(beside, self._beside.shown)
        return pile((self.citations,), width, gap_px=0, margins=(0, beside.height + 1, 0, 5))

    def _selected(self) -> None:
        if self._line is not None:
            self._select(self._line.target)

    def _went(self) -> None:
        if self._line is not None and self._line.tick is not None:
            self._jump(self._line.tick)


def _tell(button: Any, link: tuple[str, str]) -> None:
    button.tell(link)
