"""The right panel: what is selected, how it stands now, who says so, and how it came to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QWidget

from netexplorer.graph.network import ENDED
from netexplorer.scene.frame import Frame
from netexplorer.session.dossier import Archive
from netexplorer.session.dossier_data import Card, Chip, Dispute, Dossier, HistoryRow
from netexplorer.ui.kit import Kit, Reasons
from netexplorer.ui.panels.evidence import (
    CardFrame,
    ChipButton,
    CitationLine,
    DisputeFrame,
    FactLine,
    HistoryLine,
    put,
    text_label,
)
from netexplorer.ui.panels.parts import FlowLayout, Pool, column, more_button, scrolled, set_shown, shortened
from netexplorer.ui.panels.samples import Samples
from netexplorer.ui.widgets import heading, plain_label, tool_button

Told = TypeVar("Told")
HINT = (
    "Click an actor or a line to read how it stands and who says so. Drag the date on the timeline, or press Space "
    "to let the years pass."
)


class ListPart(QWidget, Generic[Told]):
    """A heading and a list below it: the first few, the others behind a button."""

    def __init__(self, make: Callable[[], QWidget], *, first: int, flows: bool = False, gap_px: int = 6) -> None:
        super().__init__()
        self._first = first
        self._values: tuple[Told, ...] = ()
        self._whole = False
        self.title = heading("")
        self._list = QWidget()
        layout: QLayout = FlowLayout(gap_px) if flows else column(gap_px=gap_px)
        self._list.setLayout(layout)
        self.pool: Pool[Told] = Pool(layout, make, _tell)
        self.more = more_button(self.show_whole)
        rows = column(self, gap_px=7)
        for part in (self.title, self._list, self.more):
            rows.addWidget(part)

    def tell(self, title: str, values: Sequence[Told], *, anew: bool) -> None:
        """Show values; ``anew`` when they belong to another page, so that the list is short again."""
        self._values = tuple(values)
        self._whole = self._whole and not anew
        if self.title.text() != title:
            self.title.setText(title)
        self._show()

    def show_whole(self) -> None:
        """Show everything."""
        self._whole = True
        self._show()

    def _show(self) -> None:
        few = self._values if self._whole or len(self._values) <= self._first + 1 else self._values[: self._first]
        self.pool.show(few)
        rest = len(self._values) - len(few)
        set_shown(self.more, rest > 0)
        if rest:
            self.more.setText(f"Show {rest} more")
        set_shown(self.title, bool(self.title.text()))
        set_shown(self, bool(self._values))


class DossierPanel(QFrame):
    """One page, told anew when the dossier is another; parts of it that are as before are not touched."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        self.setObjectName("dossier")
        self.setAccessibleName("Dossier")
        self.setMinimumWidth(220)
        self.samples = Samples(kit)
        self._archive: Archive | None = None
        self.page: Dossier | None = None
        select = kit.session.select
        self.cards: ListPart[tuple[Card, bool]] = ListPart(lambda: CardFrame(kit, self.samples, select), first=3)
        self.disputes: ListPart[Dispute] = ListPart(lambda: DisputeFrame(kit, select), first=4, gap_px=2)
        self.history: ListPart[HistoryRow] = ListPart(
            lambda: HistoryLine(kit, self.samples, kit.session.set_date), first=12, gap_px=0
        )
        self.channels: ListPart[Chip] = ListPart(lambda: ChipButton(self.samples, select), first=12, flows=True)
        self.others: ListPart[Chip] = ListPart(lambda: ChipButton(self.samples, select), first=6, flows=True)
        self.facts: ListPart[tuple[str, str]] = ListPart(FactLine, first=20, gap_px=1)
        self.tables: list[ListPart[tuple[str, str]]] = []
        self._build()

    def _build(self) -> None:
        self.mark = QLabel()
        self.kicker = plain_label("", "small", wrap=True)
        self.close_button = tool_button("Clear the selection", "Clear the selection (Esc)", self._clear, look="close")
        self.close_button.setFixedSize(24, 24)
        self.title = text_label("page")
        self.names = text_label("small")
        self.description = text_label("muted")
        self.hint = plain_label(HINT, "muted", wrap=True)
        self.sources_title = heading("Sources")
        self.sources = CitationLine(first=6)
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(4)
        top.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.kicker, 1)
        top.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        head = column(gap_px=5)
        head.addLayout(top)
        for part in (self.title, self.names, self.description):
            head.addWidget(part)
        self._inner = inner = QWidget()
        self._rows = column(inner, gap_px=16, margins=(16, 14, 14, 20))
        self._rows.addLayout(head)
        sources = QWidget()
        box = column(sources, gap_px=7)
        box.addWidget(self.sources_title)
        box.addWidget(self.sources)
        self._sources = sources
        for widget in (
            self.hint, self.facts, self.cards, self.disputes, self.history, self.channels, self.others, sources
        ):  # fmt: skip
            self._rows.addWidget(widget)
        self._rows.addStretch(1)
        self.area = scrolled(inner)
        column(self, gap_px=0).addWidget(self.area)

    def apply(self, frame: Frame, reasons: Reasons) -> None:
        """Show the page of this frame."""
        if self._archive is None or self._archive.net is not frame.net:
            self._archive = Archive(frame.net)
        if "theme" in reasons or "data" in reasons:
            self._forget()
        page = self._archive.dossier(frame.t, self.kit.session.view.selected)
        if page is self.page:
            return
        old, self.page = self.page, page
        anew = old is None or page.selected != old.selected or page.subject != old.subject
        if anew:
            self._tell_head(page)
        self._tell_body(page, anew=anew)
        if anew:
            self.area.verticalScrollBar().setValue(0)

    def _forget(self) -> None:
        self.page = None
        self.close_button.setIcon(self.kit.icons.icon("x", size_px=14))
        for pool in (self.cards.pool, self.disputes.pool, self.history.pool, self.channels.pool, self.others.pool):
            pool.forget()

    def _clear(self) -> None:
        self.kit.session.select("")

    def _tell_head(self, page: Dossier) -> None:
        ratio = self.devicePixelRatioF()
        self.mark.setVisible(page.subject in ("actor", "event"))
        if page.subject == "actor":
            self.mark.setPixmap(self.samples.kind_mark(page.kind, ratio, side=page.side))
        elif page.subject == "event":
            self.mark.setPixmap(self.samples.event_mark(ratio))
        put(self.kicker, shortened(page.kicker, 200))
        self.title.setText(shortened(" ".join(page.title.split()), 400))
        put(self.names, shortened(" · ".join(name for _, name in page.names), 600))
        put(self.description, shortened(page.description))
        self.close_button.setVisible(page.subject != "dataset")
        self.hint.setVisible(page.subject == "dataset")
        self.setAccessibleDescription(f"{page.kicker}: {page.title}"[:300])

    def _tell_body(self, page: Dossier, *, anew: bool) -> None:
        aliases = (("Also called", ", ".join(page.aliases[:6])),) if page.aliases else ()
        self.facts.tell("", (*page.facts, *aliases), anew=anew)
        live = [card for card in page.cards if card.state != ENDED or page.subject == "relationship"]
        self.cards.tell("", [(card, page.subject != "relationship") for card in live], anew=anew)
        disputes = _distinct((*page.disputes, *(each for card in page.cards for each in card.disputes)))
        self.disputes.tell(f"Sources disagree · {len(disputes)}", disputes, anew=anew)
        self.history.tell("History", page.history, anew=anew)
        channels = [chip for chip in page.chips if chip.channel]
        others = [chip for chip in page.chips if not chip.channel]
        self.channels.tell(f"Channels · {len(channels)}", channels, anew=anew)
        title = page.chips_title if page.subject != "actor" else "Other relationships"
        self.others.tell(f"{title} · {len(others)}", others, anew=anew)
        self.sources.tell(page.citations)
        set_shown(self._sources, bool(page.citations))
        self._tell_tables(page, anew=anew)

    def _tell_tables(self, page: Dossier, *, anew: bool) -> None:
        while len(self.tables) < len(page.tables):
            part: ListPart[tuple[str, str]] = ListPart(FactLine, first=8, gap_px=1)
            self._rows.insertWidget(self._rows.indexOf(self.disputes) + len(self.tables), part)
            self.tables.append(part)
        for table, (title, rows) in zip(self.tables, page.tables, strict=False):
            is_list = not any(text for _, text in rows)
            table.tell(title, (("", " · ".join(label for label, _ in rows)),) if is_list else rows, anew=anew)
        for table in self.tables[len(page.tables) :]:
            set_shown(table, False)


def _distinct(disputes: Sequence[Dispute]) -> tuple[Dispute, ...]:
    return tuple(dict.fromkeys(disputes))


def _tell(widget: Any, value: Any) -> None:
    widget.tell(value)
