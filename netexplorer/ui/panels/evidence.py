"""The parts of a dossier: sources as links, cards, disagreements, lines of the history, chips."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QMenu, QWidget

from netexplorer.session.citations import Citation
from netexplorer.session.dossier_data import Card, Chip, Claim, Dispute, HistoryRow
from netexplorer.ui.icons import rgb_text
from netexplorer.ui.kit import Kit
from netexplorer.ui.panels.parts import (
    ElidedButton,
    FlowLayout,
    Pool,
    RowButton,
    column,
    link_tip,
    more_button,
    open_link,
    set_shown,
    set_tone,
    shortened,
)
from netexplorer.ui.panels.samples import Samples
from netexplorer.ui.widgets import ElidedLabel, plain_label, plain_tip

FIRST_CITATIONS = 3
DATE_PX = 84
FACT_PX = 98
Go = Callable[[str], object]


def text_label(tone: str = "") -> QLabel:
    """A text of the dataset: plain, broken into lines, to be selected and copied."""
    label = plain_label("", tone, wrap=True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setMinimumWidth(20)
    return label


def put(label: QLabel, text: str) -> None:
    """Show ``text``, or nothing at all when there is none."""
    if label.text() != text:
        label.setText(text)
    set_shown(label, bool(text))


class CitationButton(ElidedButton):
    """One source; a click opens its address, if it has one."""

    def __init__(self) -> None:
        super().__init__("cite", most_px=270)
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
        """Copy what it says, or where it leads."""
        menu = QMenu(self)
        for title, text in self._copies():
            menu.addAction(title).triggered.connect(_copier(text))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(at))
        return menu

    def _copies(self) -> list[tuple[str, str]]:
        said = self._citation
        if said is None:
            return []
        rows = [("Copy source", f"{said.detail} {said.url}".strip()), ("Copy address", said.url)]
        return [row for row in rows if row[1]]


def _copier(text: str) -> Callable[[], None]:
    return lambda: QGuiApplication.clipboard().setText(text)


class CitationLine(QWidget):
    """The sources of one claim: the first few, the others behind a button."""

    def __init__(self, *, first: int = FIRST_CITATIONS) -> None:
        super().__init__()
        self._first = first
        self._flow = FlowLayout(4)
        self.setLayout(self._flow)
        self._all: tuple[Citation, ...] = ()
        self._open = False
        self._more = more_button(self._show_all)
        self._more.setParent(self)  # also while it has no place in the line
        self._pool: Pool[Citation] = Pool(self._flow, CitationButton, _tell)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def tell(self, citations: tuple[Citation, ...]) -> None:
        """Show sources."""
        if citations != self._all:
            self._all, self._open = citations, False
        self._tell()

    def _show_all(self) -> None:
        self._open = True
        self._tell()

    def _tell(self) -> None:
        few = self._all if self._open or len(self._all) <= self._first + 1 else self._all[: self._first]
        known = len(self._pool.widgets)
        self._pool.show(few)
        rest = len(self._all) - len(few)
        if len(self._pool.widgets) > known:  # it stands last
            self._flow.removeWidget(self._more)
            self._flow.addWidget(self._more)
        set_shown(self._more, rest > 0)
        self._more.setText(f"{rest} more")
        self._more.setAccessibleName(f"Show {rest} more sources")
        set_shown(self, bool(self._all))


def _tell(widget: Any, value: Any) -> None:
    widget.tell(value)


class CardFrame(QFrame):
    """How one relationship stands now, with the colour of its state at the left."""

    def __init__(self, kit: Kit, samples: Samples, select: Go) -> None:
        super().__init__()
        self._kit = kit
        self._samples = samples
        self._target = ""
        self.setProperty("look", "card")
        self._bar = QWidget()
        self._bar.setFixedWidth(3)
        self._bar.setAutoFillBackground(True)
        self.title = ElidedButton("cite", most_px=400)
        self.title.clicked.connect(lambda _=False: select(self._target))
        self.state = plain_label("", "now")
        self.since = ElidedLabel()
        line = QWidget()
        flow = FlowLayout(5)
        line.setLayout(flow)
        flow.addWidget(self.state)
        flow.addWidget(self.since)
        self.note = text_label()
        self.values = text_label("small")
        self.sureness = plain_label("", "faint", wrap=True)
        self.citations = CitationLine()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._bar)
        rows = column(gap_px=3, margins=(9, 8, 8, 8))
        row.addLayout(rows, 1)
        for part in (self.title, line, self.note, self.values, self.citations, self.sureness):
            rows.addWidget(part)

    def tell(self, value: tuple[Card, bool]) -> None:
        """Show a card, with the name of the relationship unless it is that of the page."""
        card, is_named = value
        self._target = card.target
        set_shown(self.title, is_named)
        self.title.set_whole(card.label)
        self.title.setToolTip(plain_tip(f"{card.label}\n{card.type}"))
        self.state.setText(shortened(card.state_label, 60))
        self.since.set_whole(shortened(card.since, 120))
        put(self.note, shortened(card.note))
        put(self.values, shortened(" · ".join(card.values), 400))
        put(self.sureness, "" if card.confidence.startswith("Stated") else shortened(card.confidence, 90))
        self.citations.tell(card.citations)
        palette = QPalette(self._bar.palette())
        palette.setColor(QPalette.ColorRole.Window, QColor(rgb_text(self._samples.state_argb(card.state))))
        self._bar.setPalette(palette)
        self.setAccessibleName(f"{card.label}: {card.state_label} {card.since}")


class ClaimFrame(QFrame):
    """One side of a disagreement."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.setAccessibleName("Claim")
        self.text = text_label()
        self.citations = CitationLine(first=4)
        rows = column(self, gap_px=4, margins=(8, 7, 6, 7))
        rows.addWidget(self.text)
        rows.addWidget(self.citations)
        rows.addStretch(1)

    def tell(self, claim: Claim) -> None:
        """Show a claim and who makes it."""
        self.text.setText(shortened(claim.text))
        self.citations.tell(claim.citations)


class DisputeFrame(QWidget):
    """What the sources disagree about; opened, the claims stand side by side."""

    def __init__(self, kit: Kit, select: Go) -> None:
        super().__init__()
        self._kit = kit
        self._select = select
        self._dispute: Dispute | None = None
        self.button = RowButton()
        self.button.setCheckable(True)
        self.button.toggled.connect(self._show_body)
        self._arrow = QLabel()
        self._note = plain_label("", wrap=True)
        row = QHBoxLayout(self.button)
        row.setContentsMargins(2, 4, 4, 4)
        row.setSpacing(6)
        row.addWidget(self._arrow, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._note, 1)
        _let_through(self._arrow, self._note)
        self._body: QWidget | None = None
        self._column = column(self, gap_px=4)
        self._column.addWidget(self.button)

    def tell(self, dispute: Dispute) -> None:
        """Show a disagreement, closed."""
        self._dispute = dispute
        self._note.setText(shortened(dispute.note or "The sources disagree."))
        self.button.setAccessibleName(f"Disagreement: {dispute.note[:300]}")
        self.button.setChecked(False)
        self._show_body(False)

    def _show_body(self, is_open: bool) -> None:
        icon = "chevron-down" if is_open else "chevron-right"
        ratio = self.devicePixelRatioF()
        self._arrow.setPixmap(self._kit.icons.pixmap(icon, self._kit.style.text_muted, 16, ratio))
        if self._body is not None:
            self._body.hide()
            self._body.deleteLater()
            self._body = None
        if is_open and self._dispute is not None:
            self._body = self._claims(self._dispute)
            self._column.addWidget(self._body)

    def _claims(self, dispute: Dispute) -> QWidget:
        body = QWidget()
        rows = column(body, gap_px=6, margins=(0, 0, 0, 4))
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        rows.addLayout(grid)
        for place, claim in enumerate(dispute.claims):
            frame = ClaimFrame()
            frame.tell(claim)
            grid.addWidget(frame, place // 2, place % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        if dispute.about:
            about = QWidget()
            flow = FlowLayout(5)
            about.setLayout(flow)
            for target, label in dispute.about[:12]:
                chip = ElidedButton("chip")
                chip.set_whole(label)
                chip.setToolTip(plain_tip(f"Select {label}"))
                chip.clicked.connect(self._selector(target))
                flow.addWidget(chip)
            rows.addWidget(about)
        return body

    def _selector(self, target: str) -> Callable[[], object]:
        return lambda: self._select(target)


class HistoryLine(RowButton):
    """A date and what happened then; a click goes there."""

    def __init__(self, kit: Kit, samples: Samples, jump: Callable[[int], object]) -> None:
        super().__init__()
        self._kit = kit
        self._samples = samples
        self._row: HistoryRow | None = None
        self._jump = jump
        self.date = plain_label("", "small", wrap=True)
        self.date.setFixedWidth(DATE_PX)
        self.dot = QLabel()
        self.words = plain_label("", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 3, 4, 3)
        row.setSpacing(4)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self.date, 0, top)
        row.addWidget(self.dot, 0, top)
        row.addWidget(self.words, 1, top)
        _let_through(self.date, self.dot, self.words)
        self.clicked.connect(self._go)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self.open_menu)

    def tell(self, row: HistoryRow) -> None:
        """Show a line of the history."""
        self._row = row
        self.date.setText(shortened(row.date, 60))
        self.words.setText(shortened(row.text, 600))
        ratio = self.devicePixelRatioF()
        mark = self._samples.event_mark(ratio) if row.state is None else self._samples.state_dot(row.state, ratio)
        self.dot.setPixmap(mark)
        self.dot.setFixedWidth(18)
        self.dot.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        set_tone(self.date, "now" if row.now else "small")
        now = ", in force on this date" if row.now else ""
        self.setAccessibleName(f"{row.date}: {row.text[:300]}{now}")
        self.setToolTip(plain_tip(f"{row.label}\nGo to this date" if row.label else "Go to this date"))
        self.setEnabled(row.tick is not None)

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
        self.setIcon(QIcon() if chip.state is None else self._samples.state_icon(chip.state))
        self.set_whole(chip.name)
        said = ": ".join(part for part in (chip.detail, chip.state_label) if part)
        self.setToolTip(plain_tip(f"{chip.name}\n{said}" if said else chip.name))
        self.setAccessibleName(f"{chip.name[:200]}, {chip.state_label}" if chip.state_label else chip.name[:200])


class FactLine(QWidget):
    """A label and a text."""

    def __init__(self) -> None:
        super().__init__()
        self.label = plain_label("", "small", wrap=True)
        self.label.setFixedWidth(FACT_PX)
        self.text = text_label()
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 1, 0, 1)
        row.setSpacing(8)
        row.addWidget(self.label, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.text, 1, Qt.AlignmentFlag.AlignTop)

    def tell(self, fact: tuple[str, str]) -> None:
        """Show a pair."""
        put(self.label, shortened(fact[0], 80))
        self.text.setText(shortened(fact[1], 400))


def _let_through(*parts: QWidget) -> None:
    for part in parts:
        part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
