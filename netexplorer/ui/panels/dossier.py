"""The right panel: what is selected, how it stands now, who says so, and how it came to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget

from netexplorer.graph.network import ENDED, TemporalNetwork
from netexplorer.graph.testimony import Testimony
from netexplorer.scene.frame import Frame
from netexplorer.scene.legend import SAMPLE_PX
from netexplorer.session.certain import hear, wishes
from netexplorer.session.citations import Citation
from netexplorer.session.crowd import Crowd
from netexplorer.session.dossier import Archive
from netexplorer.session.dossier_data import Card, Chip, Dispute, Dossier, HistoryRow, Tenure
from netexplorer.session.jobs import Jobs
from netexplorer.session.tallies import Tallies
from netexplorer.session.wording import number_text
from netexplorer.ui.kit import Kit, Reasons
from netexplorer.ui.panels.dispute import DisputeFrame
from netexplorer.ui.panels.evidence import (
    CardFrame,
    ChipButton,
    CitationLine,
    FactLine,
    HistoryLine,
    put,
    text_label,
)
from netexplorer.ui.panels.fitting import Fitting, TextLabel, adopt, in_row, pile
from netexplorer.ui.panels.lists import FAR, LatePart, ListPart, Page
from netexplorer.ui.panels.parts import column, ground_bar, set_shown, shortened
from netexplorer.ui.panels.samples import Samples
from netexplorer.ui.panels.tenures import TenureLine
from netexplorer.ui.widgets import heading, tool_button

JOB = "dossier"
FIRST_CARDS = 3  # the others are behind a button
PAUSE_MS = 60  # after the last step, before what is out of sight is told
CLOSE_PX = 24
LONGEST_TITLE = 160
HINT = (
    "Click an actor or a line to read how it stands and who says so. Drag the date on the timeline, or press Space "
    "to let the years pass."
)


class Head(Fitting, QWidget):
    """What the page is about."""

    def __init__(self, clear: Callable[[], object]) -> None:
        super().__init__()
        self.mark = QLabel()
        self.kicker = TextLabel("small")
        self.close_button = tool_button("Clear the selection", "Clear the selection (Esc)", clear, look="close")
        self.close_button.setFixedSize(CLOSE_PX, CLOSE_PX)
        self.title = text_label("page")
        self.names = text_label("small")
        self.description = text_label("muted")
        adopt(self, self.mark, self.kicker, self.close_button, self.title, self.names, self.description)

    def arrange(self, width: int) -> int:
        """The texts below the line with the mark."""
        parts = ((self.mark, int(SAMPLE_PX)), (self.kicker, 0), (self.close_button, CLOSE_PX))
        top = in_row(parts, width, gap_px=4, margins=(0, 0, 0, 0))
        self.kicker.resize(self.kicker.width(), top)  # in the middle
        return pile((self.title, self.names, self.description), width, gap_px=5, margins=(0, top + 5, 0, 0))


class SourceList(LatePart):
    """All sources of the page."""

    def __init__(self) -> None:
        super().__init__()
        self._citations: tuple[Citation, ...] = ()
        self.title = heading("Sources")
        self.line = CitationLine(first=6)
        adopt(self, self.title, self.line)
        self.hide()

    def tell(self, citations: tuple[Citation, ...]) -> None:
        """Take note of sources."""
        if citations != self._citations:
            self._citations, self.waits = citations, True

    def catch_up(self, width: int, top: int, bottom: int, *, is_last: bool) -> None:
        """Show them if they are in sight."""
        if top <= self.height() and bottom >= 0:
            self.waits = False
            self.line.tell(self._citations)
            set_shown(self, bool(self._citations))

    def arrange(self, width: int) -> int:
        """The list below the heading."""
        return pile((self.title, self.line), width, gap_px=7)


class PageArea(QScrollArea):
    """A column that scrolls; tells when there is other room."""

    def __init__(self, page: Page, resized: Callable[[], object]) -> None:
        super().__init__()
        self._resized = resized
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(page)
        ground_bar(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower or wider, higher or lower."""
        super().resizeEvent(event)
        self._resized()


class DossierPanel(QFrame):
    """One page, told anew when the dossier is another; parts of it that are as before are not touched.

    A step in time tells only what is in sight, and shows a picture of a card where there is one. The rest is told when
    no other step follows for a moment, or as soon as somebody scrolls there.
    """

    def __init__(self, kit: Kit, jobs: Jobs | None = None) -> None:
        super().__init__()
        self.kit = kit
        self._jobs = jobs or Jobs("now")
        self._wants: tuple[Archive, int, str] | None = None  # the page that is worded in the background
        self._is_wording = False
        self.setObjectName("dossier")
        self.setAccessibleName("Dossier")
        self.setMinimumWidth(220)
        self.samples = Samples(kit)
        self._archive: Archive | None = None
        self.page: Dossier | None = None
        select = kit.session.select
        self.cards: ListPart[tuple[Card, bool]] = ListPart(lambda: CardFrame(self.samples, select), first=FIRST_CARDS)
        self.disputes: ListPart[Dispute] = ListPart(lambda: DisputeFrame(kit, select), first=4, gap_px=2)
        self.history: ListPart[HistoryRow] = ListPart(
            lambda: HistoryLine(self.samples, kit.session.set_date), first=12, gap_px=0
        )
        self.tenures: ListPart[Tenure] = ListPart(lambda: TenureLine(select, kit.session.set_date), first=8, gap_px=2)
        self.channels: ListPart[Chip] = ListPart(lambda: ChipButton(self.samples, select), first=12, flows=True)
        self.others: ListPart[Chip] = ListPart(lambda: ChipButton(self.samples, select), first=6, flows=True)
        self.facts: ListPart[tuple[str, str]] = ListPart(FactLine, first=20, gap_px=1)
        self.tables: list[ListPart[tuple[str, str]]] = []
        self._build()

    def _build(self) -> None:
        self.head = Head(self._clear)
        self.title, self.kicker, self.close_button = self.head.title, self.head.kicker, self.head.close_button
        self.hint = TextLabel("muted")
        self.hint.setText(HINT)
        self.sources = SourceList()
        self.inner = Page(16, (16, 14, 14, 20))
        for section in (
            self.head, self.hint, self.facts, self.cards, self.tenures, self.disputes, self.history, self.channels,
            self.others, self.sources,
        ):  # fmt: skip
            self.inner.add(section)
        self.inner.changed = self.settle
        self._is_placing = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.settle)
        self.area = PageArea(self.inner, self.settle)
        self.inner.hide()  # until there is something in it
        self.area.verticalScrollBar().valueChanged.connect(self._scrolled)
        column(self, gap_px=0).addWidget(self.area)

    def apply(self, frame: Frame, reasons: Reasons) -> None:
        """Show the page of this frame."""
        self._show(frame.net, frame.t, reasons)

    def glance(self, crowd: Crowd, tallies: Tallies, reasons: Reasons) -> None:
        """Show the page of a crowd at its instant."""
        self._show(crowd.plan.net, crowd.t, reasons)

    def prepare(self, t: int) -> None:
        """Find the words for another date, and make pictures of its cards; shows nothing."""
        if not self.isVisible():
            return
        page = self._archive_of(self.kit.session.net).dossier(t, self.kit.session.view.selected)
        self.cards.prepare(_told(page)[: FIRST_CARDS + 1], self.kit.style.panel)

    def wishes(self, source: str) -> list[tuple[str, Testimony]]:
        """The network as a source or its publisher tells it, for the menu of a citation."""
        return wishes(self.kit.session, source)

    def hear(self, wish: Testimony) -> None:
        """Show the network as it is told so."""
        hear(self.kit.session, wish)

    def _archive_of(self, net: TemporalNetwork) -> Archive:
        if self._archive is None or self._archive.net is not net:
            stage = self.kit.session.stage
            self._archive = Archive(net, stage.touching if stage is not None else None)
        return self._archive

    def _show(self, net: TemporalNetwork, t: int, reasons: Reasons) -> None:
        if "theme" in reasons or "data" in reasons:
            self._forget()
        archive, selected = self._archive_of(net), self.kit.session.view.selected
        if self.kit.session.stage is None:
            page = archive.dossier(t, selected)
            self._tell(replace(page, facts=()) if self.kit.session.awaits else page)  # none would be wrong
            return
        self._wants = (archive, t, selected)  # a hub of a crowd is a tenth of a second of words
        if not self._is_wording:
            self._word()

    def _word(self) -> None:
        """Have the page worded that is wanted; while that lasts, pages wanted meanwhile wait, all but the last."""
        wanted, self._wants = self._wants, None
        if wanted is None or wanted[0] is not self._archive or self.kit.session.stage is None:
            return
        self._is_wording = True
        self._jobs.submit(JOB, wanted, _worded, self._worded, self._failed)

    def _worded(self, answer: tuple[Archive, Dossier]) -> None:
        self.kit.turns.later(self, lambda: self._take(*answer))  # the picture may be composed in this one

    def _take(self, archive: Archive, page: Dossier) -> None:
        self._is_wording = False
        if archive is self._archive:
            self._tell(page)
        self._word()

    def _failed(self, fault: Exception) -> None:
        self._is_wording = False
        raise fault

    def _tell(self, page: Dossier) -> None:
        if page is self.page:
            return
        old, self.page = self.page, page
        anew = old is None or page.selected != old.selected or page.subject != old.subject
        if anew:
            self._tell_head(page)
        self._tell_body(page, anew=anew)
        if anew:
            self._is_placing = True
            self.area.verticalScrollBar().setValue(0)
            self._is_placing = False
        self._place()
        set_shown(self.inner, True)

    @property
    def waits(self) -> bool:
        """Whether something out of sight is still to be told."""
        return self._timer.isActive()

    def settle(self) -> None:
        """Tell everything, in sight or not; what is in sight stays where it is."""
        bar = self.area.verticalScrollBar()
        anchor = self.inner.topmost(bar.value()) if self.waits and bar.value() else None
        before = anchor.mapTo(self.inner, QPoint()).y() if anchor else 0
        self._place(everything=True)
        if anchor is not None:
            bar.setValue(bar.value() + anchor.mapTo(self.inner, QPoint()).y() - before)

    def _scrolled(self) -> None:
        if self.waits:
            self.settle()

    def _place(self, *, everything: bool = False) -> None:
        """Tell and place what is in sight, or everything."""
        if self.page is None or self._is_placing:
            return
        self._is_placing = True
        bar = self.area.verticalScrollBar()
        width = self.area.width() - bar.sizeHint().width()  # the same with and without the bar
        top = bar.value()
        near, far = (-FAR, FAR) if everything else (top, top + self.area.height())
        waits = self.inner.catch_up(width, near, far, is_last=everything)
        self.inner.resize(width, self.inner.fit(width))
        self._is_placing = False
        if waits and bar.value() != top:  # the page has become shorter than where it was scrolled to
            self._place(everything=True)
        elif waits:
            self._timer.start()
        else:
            self._timer.stop()

    def _forget(self) -> None:
        self.page = None
        self.inner.forget()
        self.close_button.setIcon(self.kit.icons.icon("x", size_px=14))

    def _clear(self) -> None:
        self.kit.session.select("")

    def _tell_head(self, page: Dossier) -> None:
        ratio = self.devicePixelRatioF()
        head = self.head
        set_shown(head.mark, page.subject in ("actor", "event"))
        if page.subject == "actor":
            head.mark.setPixmap(self.samples.kind_mark(page.kind, ratio, side=page.side))
        elif page.subject == "event":
            head.mark.setPixmap(self.samples.event_mark(ratio))
        put(head.kicker, shortened(page.kicker, 200))
        put(head.title, shortened(" ".join(page.title.split()), LONGEST_TITLE))
        put(head.names, shortened(" · ".join(name for _, name in page.names), 600))
        put(head.description, shortened(page.description))
        set_shown(head.close_button, page.subject != "dataset")
        head.stale()
        set_shown(self.hint, page.subject == "dataset")
        self.setAccessibleDescription(f"{page.kicker}: {page.title}"[:300])

    def _tell_body(self, page: Dossier, *, anew: bool) -> None:
        aliases = (("Also called", ", ".join(page.aliases[:6])),) if page.aliases else ()
        self.facts.tell("", (*page.facts, *aliases), anew=anew)
        self.cards.tell("", _told(page), anew=anew)
        self.tenures.tell(page.tenures_title, page.tenures, anew=anew)
        disputes = _distinct((*page.disputes, *(each for card in page.cards for each in card.disputes)))
        self.disputes.tell(f"Sources disagree · {len(disputes)}", disputes, anew=anew)
        self.history.tell("History", page.history, anew=anew)
        channels = [chip for chip in page.chips if chip.channel]
        others = [chip for chip in page.chips if not chip.channel]
        self.channels.tell(f"Channels · {_number(channels)}", channels, anew=anew)
        title = page.chips_title if page.subject != "actor" else "Other relationships"
        self.others.tell(f"{title} · {_number(others)}", others, anew=anew)
        self.sources.tell(page.citations)
        self._tell_tables(page, anew=anew)

    def _tell_tables(self, page: Dossier, *, anew: bool) -> None:
        while len(self.tables) < len(page.tables):
            part: ListPart[tuple[str, str]] = ListPart(FactLine, first=8, gap_px=1)
            self.inner.add(part, before=self.disputes)
            self.tables.append(part)
        for table, (title, rows) in zip(self.tables, page.tables, strict=False):
            is_list = not any(text for _, text in rows)
            table.tell(title, (("", " · ".join(label for label, _ in rows)),) if is_list else rows, anew=anew)
        for table in self.tables[len(page.tables) :]:
            table.tell("", (), anew=anew)


def _worded(wanted: tuple[Archive, int, str], *_: object) -> tuple[Archive, Dossier]:
    archive, t, selected = wanted
    return archive, archive.dossier(t, selected)


def _told(page: Dossier) -> list[tuple[Card, bool]]:
    """What the cards are told: the relationship, and whether it is to be named."""
    is_own = page.subject == "relationship"
    return [(card, not is_own) for card in page.cards if is_own or card.state != ENDED]


def _distinct(disputes: Sequence[Dispute]) -> tuple[Dispute, ...]:
    return tuple(dict.fromkeys(disputes))


def _number(chips: Sequence[Chip]) -> str:
    """How many there are, also those that have no chip of their own."""
    return number_text(sum(chip.stands_for for chip in chips))
