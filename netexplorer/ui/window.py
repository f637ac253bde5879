"""The window: where its parts stand, and how they hear of one another."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from netexplorer.paint.fonts import Fonts
from netexplorer.paint.lettering import SpriteLettering
from netexplorer.session.additions import remark
from netexplorer.session.command import Menu
from netexplorer.session.hearing import stay
from netexplorer.session.jobs import Jobs
from netexplorer.session.legend import legend_ahead
from netexplorer.session.notices import Level, Notice
from netexplorer.session.session import Session
from netexplorer.session.settings import SettingsStore
from netexplorer.session.shell import Panel
from netexplorer.session.status import status_line
from netexplorer.ui import adding, doors, filming, layouting, opening
from netexplorer.ui.actions import Actions
from netexplorer.ui.ahead import Ahead, look_ahead
from netexplorer.ui.bridge import Bridge
from netexplorer.ui.dragout import draggable
from netexplorer.ui.jobcard import JobCard
from netexplorer.ui.kit import ALL_REASONS, Kit, Lit, Reasons
from netexplorer.ui.layouting import LayoutKeeper
from netexplorer.ui.network import NetworkCanvas
from netexplorer.ui.notice import NoticeBar
from netexplorer.ui.opening import Opener
from netexplorer.ui.pane import TimelinePane
from netexplorer.ui.panels.beside import SidePanel
from netexplorer.ui.panels.legend import LegendPanel
from netexplorer.ui.place import place_of, put
from netexplorer.ui.player import Player
from netexplorer.ui.sheetpage import page_of
from netexplorer.ui.shell import WindowShell
from netexplorer.ui.statusline import StatusLine
from netexplorer.ui.tabbing import step
from netexplorer.ui.theme import Theme
from netexplorer.ui.topbar import TopBar
from netexplorer.ui.turns import Turns
from netexplorer.ui.updates import PLAN_JOB, Updates

if TYPE_CHECKING:
    from netexplorer.ui.datejump import DateJump
    from netexplorer.ui.panels.search import SearchPalette
    from netexplorer.ui.panels.table import TablePage

LONGEST_WAIT_MS = 200  # for the first picture
LEFT_PX, RIGHT_PX = 248, 330
MOST_OF_SCREEN = 0.92
TITLE_MS = 30  # the system is told of a date in the title so long after it came
JOB_WORDS = {
    layouting.JOB: "Placing the actors…",
    "density": "",
    "panels": "",
    "plan": "",
    "dossier": "",
    "changes": "",
    "tallies": "",
    "keyframes": "",
    "check": "",
    "prepare": "",
    adding.JOB: "",
    "how-read": "",
    "how-read-picture": "",
    "sheet": "",
    "story": "Preparing the story…",
    "story-edit": "",
}  # what is done in a moment is not told
STEP: Reasons = frozenset(("date",))
NARROW_PX = 1240  # below this both panels are given less


class MainWindow(QMainWindow):
    """Shows one session.

    Parameters
    ----------
    jobs : Jobs, optional
        Tests hand in one that works at once.
    layouts : LayoutKeeper, optional
        One that is already at work.
    """

    def __init__(
        self,
        session: Session,
        theme: Theme,
        fonts: Fonts,
        store: SettingsStore,
        *,
        jobs: Jobs | None = None,
        layouts: LayoutKeeper | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setMinimumSize(760, 520)
        self.setAcceptDrops(True)
        self.bridge = Bridge(self)
        self.jobs = jobs or Jobs("thread", self.bridge.post)
        self.kit = Kit(session, theme, fonts, SpriteLettering(fonts), Lit(self), Turns(self))
        self.store = store
        self.player = Player(session, speed=store.settings.speed, dwells=store.settings.dwells, parent=self)
        self.shell = WindowShell(self, self.kit, self.player, store)
        self.actions_ = Actions(self, self.shell, self.kit)
        self.updates = Updates(session, self, jobs=self.jobs)
        self._layouts = layouts or LayoutKeeper(session, self.jobs)
        self._layouts.arrived.append(lambda: self.updates.mark(frozenset(("pins",))))
        self._search: SearchPalette | None = None
        self._date: DateJump | None = None
        self._title_timer = QTimer(self, singleShot=True, interval=TITLE_MS)
        self._title_timer.timeout.connect(self._show_title)
        self._build()
        self._restore()
        self._listen()
        self._layouts.ensure()
        self.updates.mark(ALL_REASONS)
        self.canvas.setFocus()

    # -- the parts

    def _build(self) -> None:
        run = self.actions_.run
        self.topbar = TopBar(self.kit, run)
        self.legend = LegendPanel(self.kit, run)
        self.beside = SidePanel(self.kit, self.jobs, self.shell.show_changes)
        self.dossier = self.beside.dossier
        self.canvas = draggable(NetworkCanvas(self.kit, jobs=self.jobs, manner=self.legend.show_manner), self.jobs)
        self.channels = TimelinePane(self.kit, self.player, run, large=True, jobs=self.jobs)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.canvas)
        self.pages.addWidget(self.channels)
        self._table: TablePage | None = None
        self.timeline = TimelinePane(self.kit, self.player, run, jobs=self.jobs)
        self.status = StatusLine(self.kit)
        self.notice = NoticeBar(self.kit, self.pages, details=lambda notice: doors.open_details(self.kit, self, notice))
        said: Callable[[str], None] = lambda name: self.jobcard.say(opening.JOB, f"Opening {name}")  # noqa: E731
        self.opener = Opener(self.kit.session, self.jobs, said, self.shell.report_problems, self._layouts.memory)
        self.jobcard = JobCard(self.jobs, self.pages, _stoppable(self, self._layouts))
        self._layouts.said.append(lambda text, is_vague: self.jobcard.say(layouting.JOB, text, is_vague=is_vague))
        self.middle = _splitter("middle", Qt.Orientation.Horizontal, self.pages, self.beside)
        self.right = _splitter("right", Qt.Orientation.Vertical, self.middle, self.timeline)
        self.body = _splitter("body", Qt.Orientation.Horizontal, self.legend, self.right)
        self.middle.setStretchFactor(0, 1)
        self.right.setStretchFactor(0, 1)
        self.body.setStretchFactor(1, 1)
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.topbar)
        column.addWidget(self.body, 1)
        column.addWidget(self.status)
        self.setCentralWidget(centre)
        self.actions_.fill_menus()

    def _listen(self) -> None:
        session, updates = self.kit.session, self.updates
        updates.before.append(self._before)
        for part in (self.topbar, self.canvas, self.channels, self.timeline):
            updates.add(part, _seen(part, self), quick=True)
        updates.add(self.status, _seen(self.status, self), prepare=status_line, glance=self.status.glance)
        updates.add(self.legend, _seen(self.legend, self), late=True, prepare=legend_ahead, glance=self.legend.glance)
        self.beside.join(updates)
        for picture in (self.canvas, self.channels.timeline):
            picture.first_drawn.connect(updates.let_in, Qt.ConnectionType.QueuedConnection)
        QTimer.singleShot(LONGEST_WAIT_MS, self, updates.let_in)  # on the page of the table there is no picture
        updates.after.append(self._after)
        prepare = (partial(look_ahead, self.canvas), self.beside.prepare, self.legend.prepare, self.status.prepare)
        self.ahead = Ahead(updates, self.canvas, prepare)
        session.replaced.append(self._replaced)
        session.notices.listeners.append(self.tell)
        self.player.changed.connect(lambda: self.actions_.refresh(Menu.TIME))
        self.kit.theme.changed.connect(lambda: updates.mark(frozenset(("theme",))))
        self.jobs.progressed.append(lambda job: self.status.set_job(JOB_WORDS.get(job.kind, "Working…")))
        self.jobs.finished.append(lambda _: self.status.set_job(""))

    def side(self, panel: Panel) -> QWidget:
        """The panel on that side."""
        return self.legend if panel == "left" else self.beside

    def table_page(self) -> TablePage:
        """The table, made when it is first asked for."""
        if self._table is None:
            from netexplorer.ui.panels.table import TablePage  # not needed for the first picture

            self._table = TablePage(self.kit, self.jobs)
            self.pages.addWidget(self._table)
            self.updates.add(self._table, _seen(self._table, self))
        return self._table

    # -- the pass

    def _before(self, reasons: Reasons) -> None:
        page = self.kit.session.view.page
        shown: QWidget = {"network": self.canvas, "channels": self.channels}.get(page) or page_of(self, page)
        if self.pages.currentWidget() is not shown:
            self.pages.setCurrentWidget(shown)
            self.timeline.setVisible(page != "channels")
        self._layouts.ensure()

    def _after(self, reasons: Reasons) -> None:
        if reasons == STEP:
            self.actions_.refresh(Menu.EDIT, Menu.TIME)
            if not self._title_timer.isActive():
                self._title_timer.start()
        else:
            self.actions_.refresh()
            self._show_title()

    def _show_title(self) -> None:
        self._title_timer.stop()
        session = self.kit.session
        title = " ".join(session.net.dataset.title.split())[:120]
        self.setWindowTitle(" — ".join(filter(None, (session.net.axis.label(session.view.t), title, *remark(session)))))

    def _replaced(self) -> None:
        self.player.set_playing(False)
        self.notice.dismiss()  # it was about the former reading
        self.updates.mark(ALL_REASONS)
        self.updates.flush()

    # -- words to the user

    def tell(self, notice: Notice) -> None:
        """Show a notice over the picture; mere news goes away by itself."""
        self.notice.tell(notice)
        if notice.level is Level.INFO:
            QTimer.singleShot(12_000 if notice.remedy else 4000, self.notice, lambda: self.notice.dismiss(notice))

    def tell_fault(self, text: str) -> None:
        """An exception rose out of a slot: say so, once, and go on."""
        if self.notice.notice is None or self.notice.notice.text != text:
            self.tell(Notice(Level.ERROR, text))

    def open_search(self) -> None:
        """Open the search box."""
        if self._search is None:
            from netexplorer.ui.panels.search import SearchPalette  # not needed for the first picture

            self._search = SearchPalette(self.kit, self.actions_, self, self.jobs)
        self._search.open_below(self.topbar.search)

    def ask_date(self) -> None:
        """Open the field for a date."""
        if self._date is None:
            from netexplorer.ui.datejump import DateJump  # not needed for the first picture

            self._date = DateJump(self, jump=self.kit.session.go_to)
        pane = self.channels if self.channels.isVisible() else self.timeline
        self._date.ask(self.kit.session.net.axis, self.kit.session.view.t, pane.transport.date)

    # -- events of the window

    def showEvent(self, event: QShowEvent) -> None:
        """The first pass, now that all parts have their sizes."""
        super().showEvent(event)
        self.updates.flush()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from the legend over the picture and the timeline to the dossier, and on to the bar at the top."""
        regions = (self.legend, self.pages, self.timeline, self.beside, self.topbar)
        return step(regions, self.focusWidget(), forward=forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, since Space plays."""
        button = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(button, QAbstractButton):
            button.click()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file may be dropped."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the first file that was dropped, or add it if Ctrl is held."""
        doors.take_dropped(self.shell, event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where everything is, stop what runs; ask before an addition or a film is lost."""
        if adding.is_kept_open(self, event) or filming.is_kept_open(self, event):
            return
        self.player.set_playing(False)
        self.shell.remember_view()
        self._remember()
        self.store.save()
        session = self.kit.session
        self.updates.close()
        if self._replaced in session.replaced:
            session.replaced.remove(self._replaced)
            session.notices.listeners.remove(self.tell)
        self.bridge.close()
        self.jobs.close()
        super().closeEvent(event)

    def _remember(self) -> None:
        sizes: dict[str, object] = {"geometry": place_of(self, self.store.settings.geometry)}
        if not self.legend.isHidden():
            sizes["left_width"] = self.body.sizes()[0]
        if not self.beside.isHidden():
            sizes["right_width"] = self.middle.sizes()[1]
        if not self.timeline.isHidden():
            sizes["timeline_height"] = self.right.sizes()[1]
        self.store.change(maximised=self.isMaximized(), **sizes)

    def _restore(self) -> None:
        settings = self.store.settings
        width, height = put(self, settings.geometry or _first_place(QApplication.primaryScreen().availableGeometry()))
        narrow = width < NARROW_PX
        left = settings.left_width or (208 if narrow else LEFT_PX)
        right = settings.right_width or (272 if narrow else RIGHT_PX)
        low = settings.timeline_height or min(max(int(height * 0.33), 210), 340)
        self.body.setSizes([left, width - left])
        self.middle.setSizes([width - left - right, right])
        self.right.setSizes([height - low - 110, low])
        self.legend.setVisible(settings.left_shown)
        self.beside.restore(settings)
        if settings.maximised:
            self.setWindowState(Qt.WindowState.WindowMaximized)


def _stoppable(window: MainWindow, layouts: LayoutKeeper) -> dict[str, tuple[str, Callable[[], None]]]:
    """The jobs that have a card with a Stop: what it says, and what stops them."""
    return {
        layouting.JOB: (layouting.PLACING, layouts.stop),
        opening.JOB: ("Opening", window.opener.stop),
        adding.JOB: ("Adding", partial(adding.stop, window)),
        filming.JOB: filming.card(window.jobs),
        "story-export": ("Writing the story", partial(doors.stop, window, "story-export")),
        PLAN_JOB: ("Working out who says what", partial(stay, window.kit.session)),
    }


def _first_place(screen: QRect) -> tuple[int, int, int, int]:
    """Where a window opens that never did: in the middle, and never quite as large as the screen."""
    width, height = min(1600, int(screen.width() * MOST_OF_SCREEN)), min(1000, int(screen.height() * MOST_OF_SCREEN))
    return screen.x() + (screen.width() - width) // 2, screen.y() + (screen.height() - height) // 2, width, height


def _splitter(name: str, direction: Qt.Orientation, *parts: QWidget) -> QSplitter:
    splitter = QSplitter(direction)
    splitter.setObjectName(name)
    splitter.setHandleWidth(1)
    splitter.setChildrenCollapsible(False)
    for part in parts:
        splitter.addWidget(part)
    return splitter


def _seen(part: QWidget, window: QWidget) -> Callable[[], bool]:
    return lambda: part.isVisibleTo(window)
