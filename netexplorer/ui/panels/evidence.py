"""The parts of a dossier: sources as links, cards, lines of the history, chips."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPaintEvent
from PySide6.QtWidgets import QLabel, QMenu, QWidget

from netexplorer.graph.testimony import Testimony
from netexplorer.paint.pictures import flood
from netexplorer.session.citations import Citation
from netexplorer.session.dossier_data import Card, Chip, HistoryRow
from netexplorer.session.wording import confidence_text
from netexplorer.ui.panels.fitting import Fitting, FlowBox, TextLabel, adopt, flow, in_row, pile
from netexplorer.ui.panels.parts import (
    ElidedButton,
    Pool,
    link_tip,
    more_button,
    open_link,
    set_shown,
    set_tone,
    shortened,
)
from netexplorer.ui.panels.quiet import LinkButton, RowButton
from netexplorer.ui.panels.samples import Samples
from netexplorer.ui.panels.sleeper import Sleeper
from netexplorer.ui.widgets import ElidedLabel, LineLabel, plain_tip

FIRST_CITATIONS = 3
DATE_PX = 84
FACT_PX = 98
DOT_PX = 18
BAR_PX = 3
STATED = confidence_text("stated")  # the usual, which needs no word
Go = Callable[[str], object]


def text_label(tone: str = "") -> TextLabel:
    """A text of the dataset: plain, broken into lines, to be selected and copied."""
    return TextLabel(tone, selectable=True)


def put(label: QLabel, text: str) -> None:
    """Show ``text``, or nothing at all when there is none."""
    if label.text() != text:
        label.setText(text)
    set_shown(label, bool(text))


@runtime_checkable
class Hears(Protocol):
    """A panel in which sources are cited, and from which one of them can be heard alone."""

    def wishes(self, source: str) -> list[tuple[str, Testimony]]:
        """What may be wished of a source: the words of a menu, and whose word would count."""

    def hear(self, wish: Testimony) -> None:
        """Hear it."""


class CitationButton(LinkButton):
    """One source; a click opens its address, if it has one."""

    def __init__(self) -> None:
        super().__init__(most_px=270)
        self._citation: Citation | None = None
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self.open_menu)
        self.clicked.connect(self._open)

    def tell(self, citation: Citation) -> None:
        """Show a source."""
        self._citation = citation
        self.set_whole(citation.label)
        self.setToolTip(link_tip(citation.detail, citation.url))
        self.setEnabled(bool(citation.url))
        self.setAccessibleName(f"Source: {citation.label}" + ("" if citation.url else ", without address"))
        self.setAccessibleDescription(citation.detail[:300])

    def _open(self) -> None:
        if self._citation is not None:
            open_link(self._citation.url)

    def open_menu(self, at: QPoint) -> QMenu:
        """Hear it alone; copy what it says, or where it leads."""
        menu = QMenu(self)
        self._offer_hearing(menu)
        for title, text in self._copies():
            menu.addAction(title).triggered.connect(_copier(text))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(at))
        return menu

    def _offer_hearing(self, menu: QMenu) -> None:
        panel, said = self.parentWidget(), self._citation
        while panel is not None and not isinstance(panel, Hears):
            panel = panel.parentWidget()
        if panel is not None and said is not None:
            for title, wish in panel.wishes(said.source):
                menu.addAction(title).triggered.connect(_hearer(panel, wish))
            menu.addSeparator()

    def _copies(self) -> list[tuple[str, str]]:
        said = self._citation
        if said is None:
            return []
        rows = [("Copy source", f"{said.detail} {said.url}".strip()), ("Copy address", said.url)]
        return [row for row in rows if row[1]]


def _hearer(panel: Hears, wish: Testimony) -> Callable[[], None]:
    return lambda: panel.hear(wish)


def _copier(text: str) -> Callable[[], None]:
    return lambda: QGuiApplication.clipboard().setText(text)


class CitationLine(Fitting, QWidget):
    """The sources of one claim: the first few, the others behind a button."""

    def __init__(self, *, first: int = FIRST_CITATIONS) -> None:
        super().__init__()
        self._first = first
        self._all: tuple[Citation, ...] = ()
        self._open = False
        self._more = more_button(self._show_all)
        self._more.setParent(self)
        self._pool: Pool[Citation] = Pool(self, CitationButton, _tell)

    def tell(self, citations: tuple[Citation, ...]) -> None:
        """Show sources."""
        if citations != self._all:
            self._all, self._open = citations, False
            self._tell()

    def _show_all(self) -> None:
        self._open = True
        self._tell()
        self.refit()

    def _tell(self) -> None:
        few = self._all if self._open or len(self._all) <= self._first + 1 else self._all[: self._first]
        self._pool.show(few)
        rest = len(self._all) - len(few)
        if rest and self._more.text() != f"{rest} more":
            self._more.setText(f"{rest} more")
            self._more.setAccessibleName(f"Show {rest} more sources")
        set_shown(self._more, rest > 0)
        set_shown(self, bool(self._all))
        self.stale()

    def arrange(self, width: int) -> int:
        """Line by line; the button stands last."""
        return flow((*self._pool.shown, self._more), width, 4)


def _tell(widget: Any, value: Any) -> None:
    widget.tell(value)


class StateBar(QWidget):
    """A stripe in the colour of a state."""

    def __init__(self) -> None:
        super().__init__()
        self._argb = 0

    def tell(self, argb: int) -> None:
        """Take a colour, ``0xAARRGGBB``."""
        if argb != self._argb:
            self._argb = argb
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing but the colour."""
        flood(self, self._argb)


class CardBody(Fitting, QWidget):
    """A stripe at the left, as high as the parts beside it."""

    def __init__(self, bar: StateBar, parts: tuple[QWidget, ...]) -> None:
        super().__init__()
        self._bar, self._parts = bar, parts
        adopt(self, bar, *parts)

    def arrange(self, width: int) -> int:
        """The stripe as high as all the rest."""
        height = pile(self._parts, width, gap_px=3, margins=(BAR_PX + 9, 8, 8, 8))
        self._bar.setGeometry(0, 0, BAR_PX, height)
        return height


class CardFrame(Sleeper):
    """How one relationship stands now, with the colour of its state at the left."""

    def __init__(self, samples: Samples, select: Go) -> None:
        self._samples = samples
        self._target = ""
        self.bar = StateBar()
        self.title = LinkButton(most_px=400)
        self.title.clicked.connect(lambda _=False: select(self._target))
        self.state = LineLabel("", "now")
        self.since = ElidedLabel()
        self._line = FlowBox(5, self.state, self.since)
        self.note = text_label()
        self.values = text_label("small")
        self.sureness = TextLabel("faint")
        self.citations = CitationLine()
        parts = (self.title, self._line, self.note, self.values, self.citations, self.sureness)
        super().__init__(CardBody(self.bar, parts))
        self.setProperty("look", "card")

    def tell(self, value: tuple[Card, bool]) -> None:
        """Show a card, with the name of the relationship unless it is that of the page."""
        card, is_named = value
        self.stale()
        self._target = card.target
        set_shown(self.title, is_named)
        self.title.set_whole(card.label)
        tip = plain_tip(f"{card.label}\n{card.type}")
        if self.title.toolTip() != tip:
            self.title.setToolTip(tip)
        put(self.state, shortened(card.state_label, 60))
        self.since.set_whole(shortened(card.since, 120))
        self._line.stale()
        put(self.note, shortened(card.note))
        put(self.values, shortened(" · ".join(card.values), 400))
        put(self.sureness, "" if card.confidence == STATED else shortened(card.confidence, 90))
        self.citations.tell(card.citations)
        self.bar.tell(self._samples.state_argb(card.state))
        self.setAccessibleName(f"{card.label}: {card.state_label} {card.since}")


class HistoryLine(Fitting, RowButton):
    """A date and what happened then; a click goes there."""

    def __init__(self, samples: Samples, jump: Callable[[int], object]) -> None:
        super().__init__()
        self._samples = samples
        self._row: HistoryRow | None = None
        self._jump = jump
        self.date = TextLabel("small")
        self.dot = QLabel()
        self.dot.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.words = TextLabel()
        adopt(self, self.date, self.dot, self.words)
        let_through(self.date, self.dot, self.words)
        self.clicked.connect(self._go)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self.open_menu)

    def tell(self, row: HistoryRow) -> None:
        """Show a line of the history."""
        self._row = row
        put(self.date, shortened(row.date, 60))
        doubt = f" ({row.doubt})" if row.doubt else ""
        put(self.words, shortened(row.text, 600) + doubt)
        ratio = self.devicePixelRatioF()
        mark = self._samples.event_mark(ratio) if row.state is None else self._samples.state_dot(row.state, ratio)
        if self.dot.pixmap().cacheKey() != mark.cacheKey():
            self.dot.setPixmap(mark)
        set_tone(self.date, "now" if row.now else "small")
        now = ", in force on this date" if row.now else ""
        self.setAccessibleName(f"{row.date}: {row.text[:300]}{doubt}{now}")
        self.setToolTip(plain_tip(f"{row.label}\nGo to this date" if row.label else "Go to this date"))
        self.setEnabled(row.tick is not None)
        self.stale()

    def arrange(self, width: int) -> int:
        """All three begin at the top."""
        parts = ((self.date, DATE_PX), (self.dot, DOT_PX), (self.words, 0))
        return max(in_row(parts, width, gap_px=4, margins=(2, 3, 4, 3)), self.minimumHeight())

    def _go(self) -> None:
        if self._row is not None and self._row.tick is not None:
            self._jump(self._row.tick)

    def open_menu(self, at: QPoint) -> QMenu:
        """Copy the line."""
        menu = QMenu(self)
        if self._row is not None:
            menu.addAction("Copy").triggered.connect(_copier(f"{self._row.date}\t{self._row.text}"))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(at))
        return menu


class ChipButton(ElidedButton):
    """A neighbour with the state of what is between; a click selects it."""

    def __init__(self, samples: Samples, select: Go) -> None:
        super().__init__("chip", most_px=264)
        self._samples = samples
        self._target = ""
        self.clicked.connect(lambda _=False: select(self._target))

    def tell(self, chip: Chip) -> None:
        """Show a neighbour."""
        self._target = chip.target
        icon = QIcon() if chip.state is None else self._samples.state_icon(chip.state)
        if icon.cacheKey() != self.icon().cacheKey():
            self.setIcon(icon)
        self.set_whole(chip.name)
        said = ": ".join(part for part in (chip.detail, chip.state_label) if part)
        self.setToolTip(plain_tip(f"{chip.name}\n{said}" if said else chip.name))
        self.setAccessibleName(f"{chip.name[:200]}, {chip.state_label}" if chip.state_label else chip.name[:200])


class FactLine(Fitting, QWidget):
    """A label and a text."""

    def __init__(self) -> None:
        super().__init__()
        self.label = TextLabel("small")
        self.text = text_label()
        adopt(self, self.label, self.text)

    def tell(self, fact: tuple[str, str]) -> None:
        """Show a pair."""
        put(self.label, shortened(fact[0], 80))
        put(self.text, shortened(fact[1], 400))
        self.stale()

    def arrange(self, width: int) -> int:
        """Both begin at the top."""
        return in_row(((self.label, FACT_PX), (self.text, 0)), width, gap_px=8, margins=(2, 1, 0, 1))


def let_through(*parts: QWidget) -> None:
    """The pointer does not see them, but what they stand in."""
    for part in parts:
        part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
