"""Screenshots of the real window, for looking at: ``make shots`` or ``tools/shots.py [NAME …]`` writes into ``shots/``.

Every shot is a row of SHOTS: what is opened, how large, and what is done before the picture is taken. NAME picks the
shots whose name contains it. Without ``--display`` the window is drawn off the screen.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

from shot_data import DATASETS  # noqa: E402

from netexplorer.session.state import SheetDates  # noqa: E402

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from netexplorer.paint.fonts import Fonts
    from netexplorer.ui.dialogs.howread import HowReadDialog
    from netexplorer.ui.window import MainWindow

Step = Callable[["MainWindow"], object]
WIDE, GUIDE, SMALL = (1600, 1000), (1360, 850), (1024, 700)


class Shot(Struct, frozen=True):
    """One picture: the dataset (a bundled file or a name of DATASETS), the window, and the steps before it is taken."""

    name: str
    steps: tuple[Step, ...] = ()
    dataset: str = "actors.json"
    size: tuple[int, int] = WIDE
    theme: Literal["light", "dark"] = "light"
    scale: int = 1


def at(date: str) -> Step:
    """Go to a date."""
    return lambda window: window.kit.session.go_to(date)


def against(date: str) -> Step:
    """Compare with another date."""

    def step(window: MainWindow) -> None:
        from netexplorer.session.comparing import compare_with

        compare_with(window.kit.session, date)

    return step


def select(what: str) -> Step:
    """Select an actor, a relationship or an event."""
    return lambda window: window.kit.session.select(what)


def see(**changes: object) -> Step:
    """Change fields of the view."""
    return lambda window: window.kit.session.update(**changes)


def do(command: str) -> Step:
    """Run a command of the table."""
    return lambda window: window.actions_.run(command)


def type_text(text: str) -> Step:
    """Type into whatever has the focus."""

    def step(window: MainWindow) -> None:
        from PySide6.QtCore import QEvent, Qt
        from PySide6.QtGui import QKeyEvent
        from PySide6.QtWidgets import QApplication

        target = QApplication.focusWidget() or window
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                key = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(target, key)

    return step


def to_posts(window: MainWindow) -> None:
    """Scroll the dossier to who held the office."""
    panel = window.dossier
    panel.settle()
    panel.area.verticalScrollBar().setValue(panel.tenures.y() - 8)


CONTACTS = """Person;Talks to;Since;Until;Tone;Source
Mayor of Northtown;Mayor of Southtown;03.06.2003;01.05.2011;friendly;Gazette
Mayor of Northtown;Harbour master;12.09.2004;;friendly;Gazette
Harbour master;Ferry company;01.02.2005;30.11.2012;cool;Register
Ferry company;Mayor of Southtown;15.07.2006;at the fair;cool;Register
Mayor of Southtown;Bridge committee;09.10.2010;;hostile;Minutes
Bridge committee;Mayor of Northtown;09.10.2010;02.03.2012;hostile;Minutes
"""


def ask_how(text: str, *choices: Callable[[HowReadDialog], object]) -> Step:
    """Ask how a table is read, and choose."""

    def step(window: MainWindow) -> None:
        from PySide6.QtWidgets import QApplication

        from netexplorer.ui.asking import open_how_read

        path = window.store.path.with_name("contacts.csv")
        path.write_text(text, encoding="utf-8")
        dialog = open_how_read(window, path)
        for choose in choices:
            _settle(QApplication.instance())
            choose(dialog)

    return step


def tell(place: int) -> Step:
    """Tell the story of the dataset as far as a step, in a window as large as this one."""

    def step(window: MainWindow) -> None:
        from netexplorer.ui.storywindow import StoryWindow

        window.actions_.run("story-play")
        (story,) = window.findChildren(StoryWindow)
        story.showNormal()
        story.setGeometry(window.geometry())
        story.go(place)
        story.rest()

    return step


AS_TIES = ask_how(CONTACTS, lambda dialog: dialog.how.set_table("edges"))
BY_TONE = ask_how(
    CONTACTS,
    lambda dialog: dialog.how.set_table("edges"),
    lambda dialog: dialog.page.choose("states"),
    lambda dialog: dialog.states.way.choose("value"),
    lambda dialog: dialog.states.attribute.choose("Tone"),
    lambda dialog: dialog.states.values.shown[0].state.choose("open"),
    lambda dialog: dialog.states.values.shown[1].state.choose("limited"),
    lambda dialog: dialog.states.values.shown[2].state.choose("severed"),
)


def compare_with(date: str) -> Step:
    """Compare with another date."""
    return lambda window: window.kit.session.update(compare=window.kit.session.net.axis.parse(date).earliest)


def press(*keys: str) -> Step:
    """Press keys in whatever has the focus."""

    def step(window: MainWindow) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        for key in keys:
            QTest.keyClick(window.focusWidget() or window, getattr(Qt.Key, f"Key_{key}"))

    return step


def choose_changes(window: MainWindow) -> None:
    """Narrow the list of changes, and open the menu again."""
    from netexplorer.session.changes import ChangeFilter

    if (panel := window.beside.changes) is not None:
        panel.choose(ChangeFilter(("worse", "severed")))
        menu = panel.filter.menu()
        menu.popup(panel.filter.mapToGlobal(panel.filter.rect().bottomLeft()))


def open_speeds(window: MainWindow) -> None:
    """Open the menu of speeds."""
    button = window.timeline.transport.speed
    button.menu().popup(button.mapToGlobal(button.rect().bottomLeft()))


COMPARED = compare_with("2013")


def wait_for_sheet(window: MainWindow) -> None:
    """Until every cell of the sheet is drawn."""
    from PySide6.QtWidgets import QApplication

    from netexplorer.ui.sheetpage import SheetPage

    _settle(QApplication.instance())
    page = window.pages.currentWidget()
    while isinstance(page, SheetPage) and not page.picture.is_whole():
        QApplication.processEvents()


EVERY_3_YEARS = SheetDates(step="3y", start=852_076_800)  # from 1997
MISSION = "actor:russian-mission-nato"
SHOTS: tuple[Shot, ...] = (
    Shot("guide-window", (at("2014-04-08"),), size=GUIDE),
    Shot("guide-dossier", (at("2021-11-01"), select(MISSION)), size=GUIDE),
    Shot("guide-search", (do("find"), type_text("Груш")), size=GUIDE),
    Shot("guide-film", (at("2018-01-22"), do("film")), size=GUIDE),
    Shot("guide-export", (at("2021-11-01"), do("export")), size=GUIDE),
    Shot("guide-changes", (at("2014-04-08"), do("toggle-changes")), size=GUIDE),
    Shot("guide-changes-compared", (at("2015"), COMPARED, do("toggle-changes")), size=GUIDE),
    Shot("guide-how-read", (AS_TIES,), size=GUIDE),
    Shot("guide-how-read-states", (BY_TONE,), size=GUIDE),
    Shot("guide-sheet", (at("2014-04-08"), see(page="sheet", sheet=EVERY_3_YEARS), wait_for_sheet), size=GUIDE),
    Shot("guide-story", (tell(5),), size=GUIDE),
    Shot("guide-story-step", (at("2021-10-18"), select("event:e-2021-announce"), do("story-step")), size=GUIDE),
    Shot("guide-stories", (do("stories"),), size=GUIDE),
    Shot("story-dark", (tell(12),), theme="dark"),
    Shot("story-small", (tell(2),), size=SMALL),
    Shot("story-200", (tell(4),), size=SMALL, scale=2, theme="dark"),
    Shot("stories-small", (do("stories"),), size=SMALL, theme="dark"),
    Shot("how-read-dark", (AS_TIES,), theme="dark"),
    Shot("how-read-small", (AS_TIES,), size=SMALL),
    Shot("how-read-200", (BY_TONE,), size=SMALL, scale=2, theme="dark"),
    Shot("compare", (at("2015-01-01"), against("2013-01-01"))),
    Shot("compare-dark", (at("2021-11-05"), against("1998")), theme="dark"),
    Shot("compare-small", (at("2015-01-01"), do("compare"), do("compare-lock")), size=SMALL),
    Shot(
        "compare-small-dark", (at("2014-04-02"), against("2014-03-20"), select("actor:nato")), size=SMALL, theme="dark"
    ),
    Shot("compare-date", (at("2015-01-01"), do("compare"), do("compare-date")), size=SMALL),
    Shot("compare-channels", (at("2015-01-01"), against("2013-01-01"), see(page="channels"))),
    Shot("compare-200", (at("2015-09-30"), against("2013-09-30")), size=SMALL, scale=2, theme="dark"),
    Shot("compare-big", (at("2001"), against("1996")), dataset="big"),
    Shot("opening-light"),
    Shot("opening-dark", theme="dark"),
    Shot("opening-small", size=SMALL),
    Shot("opening-small-dark", size=SMALL, theme="dark"),
    Shot("opening-200", size=SMALL, scale=2),
    Shot("opening-200-dark", size=WIDE, scale=2, theme="dark"),
    Shot("date-1999-06", (at("1999-06"),)),
    Shot("date-2008-09", (at("2008-09-01"),)),
    Shot("date-2014-04", (at("2014-04-08"),)),
    Shot("date-2014-04-dark", (at("2014-04-08"),), theme="dark"),
    Shot("date-2021-11", (at("2021-11-01"),)),
    Shot("date-first", (do("go-first"),)),
    Shot("date-last", (do("go-last"),)),
    Shot("actor", (at("2021-11-01"), select(MISSION))),
    Shot("actor-dark", (at("2021-11-01"), select(MISSION)), theme="dark"),
    Shot("actor-small", (at("2021-11-01"), select(MISSION)), size=SMALL),
    Shot("actor-200", (at("2021-11-01"), select(MISSION)), size=SMALL, scale=2),
    Shot("post-person", (at("2017-06-01"), select("actor:grushko"))),
    Shot("post-office", (at("2019-06-01"), select(MISSION), to_posts)),
    Shot("post-office-dark", (at("2019-06-01"), select(MISSION), to_posts), theme="dark", size=SMALL),
    Shot("post-holders", (at("2017-06-01"), do("toggle-holders"))),
    Shot("post-channels", (at("2019-06-01"), do("page-channels")), size=GUIDE),
    Shot("relationship", (at("2014-04-08"), select("relationship:nrc--nato"))),
    Shot("relationship-dark", (at("2014-04-08"), select("relationship:nrc--nato")), theme="dark"),
    Shot("event", (select("event:e-2014-suspension"),)),
    Shot("channels", (at("2014-04-08"), do("page-channels"))),
    Shot("channels-dark", (at("2014-04-08"), do("page-channels")), theme="dark"),
    Shot("channels-small", (at("2014-04-08"), do("page-channels")), size=SMALL),
    Shot("channels-selected", (at("2014-04-08"), do("page-channels"), select("relationship:nrc--nato"))),
    Shot("table", (at("2014-04-08"), do("page-table"))),
    Shot("table-dark", (at("2014-04-08"), do("page-table")), theme="dark"),
    Shot("table-small", (at("2014-04-08"), do("page-table")), size=SMALL),
    Shot("lens-all", (at("2014-04-08"), see(lens="all"))),
    Shot("lens-all-dark", (at("2014-04-08"), see(lens="all")), theme="dark"),
    Shot("lens-people", (see(lens="people"),)),
    Shot("lens-military", (see(lens="military"),)),
    Shot("layout-force", (do("layout-force"),)),
    Shot("no-ghosts", (see(ghosts=False),)),
    Shot("hidden", (see(hidden_states=("open",), hidden_sides=("nato",)),)),
    Shot("panels-closed", (do("toggle-left"), do("toggle-right"))),
    Shot("search", (do("find"), type_text("Груш"))),
    Shot("search-dark", (do("find"), type_text("miss")), theme="dark"),
    Shot("search-small", (do("find"), type_text("council")), size=SMALL),
    Shot("search-none", (do("find"), type_text("zzzz"))),
    Shot("date-typed", (do("go-to-date"), type_text("nonsense"))),
    Shot("export", (do("export"),)),
    Shot("export-dark", (do("export"),), theme="dark"),
    Shot("export-small", (do("export"),), size=SMALL),
    Shot("film", (do("film"),)),
    Shot("film-dark", (do("film"),), theme="dark"),
    Shot("film-small", (do("film"),), size=SMALL),
    Shot("keys", (do("shortcuts"),)),
    Shot("about", (do("about"),)),
    Shot("changes", (at("2014-04-08"), do("toggle-changes"))),
    Shot("changes-dark", (at("2014-04-08"), do("toggle-changes")), theme="dark"),
    Shot("changes-small", (at("2014-04-08"), do("toggle-changes")), size=SMALL),
    Shot("changes-compared", (at("2015"), COMPARED, do("toggle-changes"))),
    Shot("changes-compared-dark", (at("2015"), COMPARED, do("toggle-changes")), theme="dark"),
    Shot("changes-compared-small", (at("2015"), COMPARED, do("toggle-changes")), size=SMALL),
    Shot("changes-filter", (at("2014-04-08"), do("toggle-changes"), choose_changes)),
    Shot("changes-selected", (at("2014-04-08"), do("toggle-changes"), select("relationship:ru-mission--nato"))),
    Shot("changes-keys", (at("2014-04-08"), do("toggle-changes"), press("Down", "Down")), theme="dark"),
    Shot("changes-200", (at("2014-04-08"), do("toggle-changes")), size=SMALL, scale=2),
    Shot("story-speed", (do("dwell"), open_speeds)),
    Shot("changes-first", (do("go-first"), do("toggle-changes"))),
    Shot("changes-last", (do("go-last"), do("toggle-changes"))),
    Shot("changes-hostile", (at("2001"), do("toggle-changes")), dataset="hostile"),
    Shot("changes-empty", (do("toggle-changes"),), dataset="empty"),
    Shot("alliances", dataset="alliances-1914.json"),
    Shot("alliances-dark", dataset="alliances-1914.json", theme="dark"),
    Shot("alliances-1882", (at("1882-06"),), dataset="alliances-1914.json"),
    Shot("alliances-channels", (do("page-channels"),), dataset="alliances-1914.json"),
    Shot("empty", dataset="empty"),
    Shot("empty-table", (do("page-table"),), dataset="empty"),
    Shot("empty-channels", (do("page-channels"),), dataset="empty"),
    Shot("one", dataset="one"),
    Shot("one-selected", (select("actor:alone"),), dataset="one"),
    Shot("hostile", (at("2001"),), dataset="hostile"),
    Shot("hostile-dark", (at("2001"), select("actor:a7")), dataset="hostile", theme="dark"),
    Shot("hostile-small", (at("2001"), select("actor:a0")), dataset="hostile", size=SMALL),
    Shot("hostile-table", (at("2001"), do("page-table")), dataset="hostile"),
    Shot("hostile-channels", (at("2001"), do("page-channels")), dataset="hostile"),
    Shot("broken", dataset="broken"),
    Shot("broken-problems", (do("problems"),), dataset="broken"),
    Shot("big", (at("2001"),), dataset="big"),
    Shot("big-dark", (at("2001"), select("actor:p0")), dataset="big", theme="dark"),
    Shot("big-channels", (at("2001"), do("page-channels")), dataset="big"),
)


def main() -> int:
    """Take the shots that were asked for; a scale needs a process of its own, because Qt reads it once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("-o", "--out", type=Path, default=ROOT / "shots")
    parser.add_argument("--display", action="store_true", help="use the display there is")
    parser.add_argument("--exact", action="store_true", help="NAME is the whole name")
    parser.add_argument("--scale", type=int, default=0, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    chosen = [shot for shot in SHOTS if _wanted(shot, arguments.names, arguments.exact)]
    if not chosen:
        print("No shot has such a name.", file=sys.stderr)
        return 2
    if arguments.scale:
        return take([shot for shot in chosen if shot.scale == arguments.scale], arguments.out)
    codes = []
    for scale in sorted({shot.scale for shot in chosen}):
        with tempfile.TemporaryDirectory() as folder:
            environment = _environment(scale, Path(folder), on_display=arguments.display)
            names = [shot.name for shot in chosen if shot.scale == scale]
            command = [sys.executable, __file__, "--exact", "--scale", str(scale), "-o", str(arguments.out), *names]
            codes.append(subprocess.run(command, env=environment, check=False).returncode)
    return max(codes)


def _wanted(shot: Shot, names: Iterable[str], exact: bool) -> bool:
    names = tuple(names)
    return not names or any(name == shot.name if exact else name in shot.name for name in names)


def _environment(scale: int, folder: Path, *, on_display: bool) -> dict[str, str]:
    environment = {**os.environ, "QT_SCALE_FACTOR": str(scale), "NETEXPLORER_CONFIG": str(folder / "settings.json")}
    if not on_display:
        screen = {"name": "wall", "x": 0, "y": 0, "width": 1920 * scale, "height": 1200 * scale, "dpr": 1}
        screen |= {"logicalDpi": 96, "logicalBaseDpi": 96}
        (folder / "screens.json").write_text(json.dumps({"screens": [screen]}))
        environment["QT_QPA_PLATFORM"] = f"offscreen:configfile={folder / 'screens.json'}"
    return environment


def take(shots: list[Shot], out: Path) -> int:
    """Take these shots in this process; gives the number of those that failed, at most 1."""
    from PySide6.QtCore import qInstallMessageHandler
    from PySide6.QtWidgets import QApplication

    from netexplorer.paint.fonts import Fonts

    qInstallMessageHandler(_say)
    out.mkdir(parents=True, exist_ok=True)
    app = QApplication([sys.argv[0]])
    fonts = Fonts()
    app.setFont(fonts.font(13))
    failed = []
    for shot in shots:
        try:
            _take(app, fonts, shot, out)
        except Exception as fault:  # one broken shot must not cost the others
            failed.append(shot.name)
            print(f"{shot.name}: {type(fault).__name__}: {fault}", file=sys.stderr)
    print(f"{len(shots) - len(failed)} shots in {out}")
    return int(bool(failed))


def _say(kind: object, context: object, message: str) -> None:
    """Pass on what Qt has to say, but for what a screen that is none cannot do."""
    if "plugin does not support" not in message:
        print(f"Qt: {message}", file=sys.stderr)


def _take(app: QApplication, fonts: Fonts, shot: Shot, out: Path) -> None:
    from PySide6.QtCore import QEvent

    from netexplorer.session.jobs import Jobs
    from netexplorer.session.session import Session
    from netexplorer.session.settings import SettingsStore
    from netexplorer.ui.theme import Theme
    from netexplorer.ui.window import MainWindow

    with tempfile.TemporaryDirectory() as folder:
        store = SettingsStore(Path(folder) / "settings.json")
        store.change(geometry=(0, 0, *shot.size), theme=shot.theme)
        session = Session.open(_dataset(shot.dataset, Path(folder)))
        theme = Theme(app, shot.theme)
        window = MainWindow(session, theme, fonts, store, jobs=Jobs("now"))
        window.show()
        window.activateWindow()
        window.shell.report_problems()
        _settle(app)
        window.updates.let_in()  # on a busy machine the panels may still wait for the first picture
        _tell_all(app, window)
        for step in shot.steps:
            step(window)
            _settle(app)
            _tell_all(app, window)
        _grab(app, window).save(str(out / f"{shot.name}.png"))
        for widget in app.topLevelWidgets():
            widget.close()
        for each in (window, theme):
            each.deleteLater()
        del window, theme
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # without a running event loop nobody else does


def _dataset(name: str, folder: Path) -> Path:
    from netexplorer import resources

    if name not in DATASETS:
        return resources.data_file(name)
    path = folder / f"{name}.json"
    path.write_text(json.dumps(DATASETS[name]()), encoding="utf-8")
    return path


def _settle(app: QApplication, seconds: float = 0.6) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        app.processEvents()
        time.sleep(0.005)


def _tell_all(app: QApplication, window: MainWindow) -> None:
    """Have the panels told what waits for time to stand still."""
    while window.dossier.waits:
        app.processEvents()
    app.processEvents()


def _grab(app: QApplication, window: MainWindow) -> object:
    """The window with whatever floats over it: dialogs, menus, the search."""
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtGui import QPainter, QPen

    picture = window.grab()
    painter = QPainter(picture)
    for widget in app.topLevelWidgets():
        if widget is window or not widget.isVisible():
            continue
        corner = window.mapFromGlobal(widget.mapToGlobal(QPoint(0, 0)))
        painter.drawPixmap(corner, widget.grab())
        if widget.testAttribute(Qt.WidgetAttribute.WA_TranslucentBackground):
            continue  # its border is its own
        painter.setPen(QPen(widget.palette().mid().color()))
        painter.drawRect(corner.x(), corner.y(), widget.width(), widget.height())
    painter.end()
    return picture


if __name__ == "__main__":
    sys.exit(main())
