"""Everything the user can do, as one table. Menus, the search box, the page of keys and the guide only read it."""

from __future__ import annotations

from collections.abc import Callable

from netexplorer.session import (
    additions,
    certain,
    comparing,
    page_command,
    postcommands,
    reading_time,
    sheet_commands,
    travel,
)
from netexplorer.session.command import Command, Menu, opens
from netexplorer.session.session import FileState, Session
from netexplorer.session.settings import Theme
from netexplorer.session.shell import Panel, Shell
from netexplorer.session.state import Page, ViewState
from netexplorer.session.storycommands import COMMANDS as _STORIES

_ZOOM = 1.25

#  -- what the commands do


def _page(page: Page) -> Callable[[Shell], None]:
    return lambda shell: shell.session.update(page=page)


def _on_page(page: Page) -> Callable[[Shell], bool]:
    return lambda shell: shell.session.view.page == page


def _has_rows(shell: Shell) -> bool:
    """The table is shown, or something that has rows in it is selected."""
    view = shell.session.view
    return view.page == "table" or view.selected.startswith(("actor:", "relationship:"))


def _layout(layout: str) -> Callable[[Shell], None]:
    return lambda shell: shell.session.update(layout=layout)


def _has_layout(layout: str) -> Callable[[Shell], bool]:
    return lambda shell: shell.session.view.layout == layout


def _theme(theme: Theme) -> Callable[[Shell], None]:
    return lambda shell: shell.set_theme(theme)


def _has_theme(theme: Theme) -> Callable[[Shell], bool]:
    return lambda shell: shell.theme == theme


def _panel(panel: Panel) -> Callable[[Shell], None]:
    return lambda shell: shell.toggle_panel(panel)


def _panel_shown(panel: Panel) -> Callable[[Shell], bool]:
    return lambda shell: shell.panel_shown(panel)


def _year(count: int) -> Callable[[Shell], None]:
    def run(shell: Shell) -> None:
        session = shell.session
        session.set_date(travel.step_year(session.net, session.view.t, count), "year")

    return run


def _next_change(shell: Shell) -> None:
    tick = travel.next_change(shell.session.stops(), shell.session.view.t)
    if tick is not None:
        shell.session.set_date(tick, "change")


def _previous_change(shell: Shell) -> None:
    tick = travel.previous_change(shell.session.stops(), shell.session.view.t)
    if tick is not None:
        shell.session.set_date(tick, "change")


def _to_beginning(shell: Shell) -> None:
    shell.session.set_date(travel.to_beginning(shell.session.net, shell.session.view.t))


def _to_end(shell: Shell) -> None:
    shell.session.set_date(travel.to_end(shell.session.net, shell.session.view.t))


def _lens(count: int) -> Callable[[Shell], None]:
    def run(shell: Shell) -> None:
        ids = shell.session.lens_ids()
        here = ids.index(shell.session.view.lens) if shell.session.view.lens in ids else 0
        shell.session.update(lens=ids[(here + count) % len(ids)])

    return run


def _show_all(shell: Shell) -> None:
    shell.session.update(hidden_states=(), hidden_sides=(), hidden_kinds=(), hidden_families=(), hidden_turns=())


def _hides_something(shell: Shell) -> bool:
    view: ViewState = shell.session.view
    hidden = (view.hidden_states, view.hidden_sides, view.hidden_kinds, view.hidden_families, view.hidden_turns)
    return any(hidden)


def _play(shell: Shell) -> None:
    session = shell.session
    if not shell.playing and session.view.t >= session.net.last:
        session.set_date(travel.home(session.net))  # playing from the end begins again
    shell.set_playing(not shell.playing)


def _can_reload(session: Session) -> bool:
    return session.path is not None and session.file_state() is not FileState.VANISHED


def _is_foreign(shell: Shell) -> bool:
    return shell.session.report is not None and shell.session.path is not None


# -- the table

_FILE = (
    Command("open", "Open…", "Open a dataset, a table or a network of another program", "Ctrl+O", Menu.FILE,
            lambda s: s.ask_open(), icon="folder-open"),
    Command("open-recent", "Open recent…", "Choose among the files opened lately", "Ctrl+Shift+O", Menu.FILE,
            lambda s: s.show_recent(), icon="history"),
    Command("add", "Add a file…", "Bring a second file into this dataset, after a look at what is new in it",
            "Ctrl+Alt+O", Menu.FILE, lambda s: s.ask_add(), when=lambda s: not s.session.awaits, icon="layers"),
    Command("open-clipboard", "Open from clipboard…", "Open rows that were copied from a spreadsheet", "Ctrl+V",
            Menu.FILE, lambda s: s.open_clipboard(), icon="table"),
    Command("how-read", "How to read this file…", "Say what its columns, dates and values mean", "Ctrl+Shift+H",
            Menu.FILE, lambda s: s.show_how_read(), when=_is_foreign, icon="table"),
    Command("reload", "Reload", "Read the file again and stay at this view", "F5", Menu.FILE, lambda s: s.reload(),
            when=lambda s: _can_reload(s.session)),
    Command("export", "Export picture…", "Save the picture as PNG, SVG or PDF", "Ctrl+E", Menu.FILE,
            opens("export"), group=1, icon="download"),
    Command("film", "Export film…", "Save a film of the years as video, GIF or WebP", "Ctrl+Shift+F", Menu.FILE,
            opens("film"), group=1, icon="play"),
    Command("export-data", "Export data…", "Save the dataset for another program", "Ctrl+Shift+E", Menu.FILE,
            opens("export-data"), group=1, icon="download"),
    Command("quit", "Quit", "Close the window; where you are is remembered", "Ctrl+Q", Menu.FILE, lambda s: s.quit(),
            group=2, more=("Ctrl+W",), icon="x"),
)  # fmt: skip

_EDIT = (
    Command("undo", "Undo", "Go back one step of the view", "Ctrl+Z", Menu.EDIT, lambda s: additions.undo(s.session),
            when=lambda s: additions.can_undo(s.session), icon="undo-2"),
    Command("redo", "Redo", "Do again what was undone", "Ctrl+Shift+Z", Menu.EDIT, lambda s: additions.redo(s.session),
            when=lambda s: additions.can_redo(s.session), more=("Ctrl+Y",), icon="redo-2"),
    Command("copy-picture", "Copy picture", "Put the picture on the clipboard", "Ctrl+Shift+C", Menu.EDIT,
            lambda s: s.copy_picture(), group=1, icon="copy"),
    Command("copy-rows", "Copy as rows", "Put what is selected on the clipboard, for spreadsheets", "Ctrl+C", Menu.EDIT,
            lambda s: s.copy_rows(), when=_has_rows, group=1, icon="copy"),
    Command("find", "Find…", "Find an actor, a relationship, an event or a command", "Ctrl+K", Menu.EDIT,
            lambda s: s.focus_search(), group=2, more=("Ctrl+F",), icon="search"),
    Command("clear-selection", "Clear selection", "Select nothing; with nothing selected end a comparison", "Esc",
            Menu.EDIT, comparing.leave, when=comparing.can_leave, group=2, icon="x"),
    Command("show-all", "Show everything hidden", "Show what the legend hides", "Ctrl+Shift+A", Menu.EDIT, _show_all,
            when=_hides_something, group=2, icon="eye"),
)  # fmt: skip

_VIEW = (
    Command("page-network", "Network", "Show the actors and what is between them", "Ctrl+1", Menu.VIEW,
            _page("network"), checked=_on_page("network"), icon="network"),
    Command("page-channels", "Channels", "Show a lane for every channel", "Ctrl+2", Menu.VIEW, _page("channels"),
            checked=_on_page("channels"), icon="chart-gantt"),
    Command("page-table", "Table", "Show the relationships as a table", "Ctrl+3", Menu.VIEW, _page("table"),
            checked=_on_page("table"), icon="table"),
    Command("trends", "Counts over time…", "Chart how many channels are in each state over the years", "Ctrl+Shift+T",
            Menu.VIEW, opens("trends"), icon="chart-gantt"),
    Command("fit", "Fit", "Bring everything that is shown into the picture", "F", Menu.VIEW, lambda s: s.fit(),
            group=1, more=("0",), icon="maximize"),
    Command("zoom-in", "Zoom in", "Come closer", "Ctrl++", Menu.VIEW, lambda s: s.zoom(_ZOOM), group=1,
            more=("Ctrl+=", "+"), icon="zoom-in"),
    Command("zoom-out", "Zoom out", "Go further away", "Ctrl+-", Menu.VIEW, lambda s: s.zoom(1 / _ZOOM), group=1,
            more=("-",), icon="zoom-out"),
    Command("toggle-ghosts", "Ended relationships", "Show what has ended as a faint line", "Ctrl+G", Menu.VIEW,
            lambda s: s.session.update(ghosts=not s.session.view.ghosts), checked=lambda s: s.session.view.ghosts,
            group=2),
    Command("lens-next", "Next lens", "Look through the next saved filter of the dataset", "Ctrl+L", Menu.VIEW,
            _lens(1), when=lambda s: len(s.session.lens_ids()) > 1, group=2, icon="filter"),
    Command("lens-previous", "Previous lens", "Look through the saved filter before this one", "Ctrl+Shift+L",
            Menu.VIEW, _lens(-1), when=lambda s: len(s.session.lens_ids()) > 1, group=2, icon="filter"),
    Command("layout-sides", "Layout by sides", "Give each side its own part of the plane", "Ctrl+Shift+1", Menu.VIEW,
            _layout("sides"), checked=_has_layout("sides"), group=3, icon="layers"),
    Command("layout-force", "Layout by connections", "Put together what is connected", "Ctrl+Shift+2", Menu.VIEW,
            _layout("force"), checked=_has_layout("force"), group=3, icon="network"),
    Command("layout-stress", "Layout by distance", "Stand as far apart as the steps between are many",
            "Ctrl+Shift+3", Menu.VIEW, _layout("stress"), checked=_has_layout("stress"), group=3),
    Command("unpin-all", "Unpin all", "Give every actor that was dragged back to the layout", "Ctrl+U", Menu.VIEW,
            lambda s: s.session.update(pins=()), when=lambda s: bool(s.session.view.pins), group=3, icon="pin"),
    Command("toggle-left", "Legend panel", "Show or hide the panel at the left", "Ctrl+[", Menu.VIEW, _panel("left"),
            checked=_panel_shown("left"), group=4),
    Command("toggle-right", "Dossier panel", "Show or hide the panel at the right", "Ctrl+]", Menu.VIEW,
            _panel("right"), checked=_panel_shown("right"), group=4),
    Command("full-screen", "Full screen", "Fill the screen, or stop doing so", "F11", Menu.VIEW,
            lambda s: s.toggle_full_screen(), checked=lambda s: s.full_screen, group=4),
    Command("theme-system", "Theme of the system", "Follow the desktop: light or dark", "Ctrl+Alt+0", Menu.VIEW,
            _theme("system"), checked=_has_theme("system"), group=5, icon="monitor"),
    Command("theme-light", "Light theme", "Dark text on a light ground", "Ctrl+Alt+1", Menu.VIEW, _theme("light"),
            checked=_has_theme("light"), group=5, icon="sun"),
    Command("theme-dark", "Dark theme", "Light text on a dark ground", "Ctrl+Alt+2", Menu.VIEW, _theme("dark"),
            checked=_has_theme("dark"), group=5, icon="moon"),
)  # fmt: skip

_TIME = (
    Command("play", "Play or pause", "Let the years pass, or stop them", "Space", Menu.TIME, _play,
            checked=lambda s: s.playing, icon="play"),
    Command("faster", "Faster", "Let more years pass in a second", "Ctrl+Up", Menu.TIME,
            lambda s: s.set_speed(travel.faster(s.speed)), when=lambda s: s.speed < travel.SPEEDS[-1]),
    Command("slower", "Slower", "Let fewer years pass in a second", "Ctrl+Down", Menu.TIME,
            lambda s: s.set_speed(travel.slower(s.speed)), when=lambda s: s.speed > travel.SPEEDS[0]),
    Command("change-previous", "Previous change", "Go to the last change of a shown channel before this date",
            "Shift+Left", Menu.TIME, _previous_change,
            when=lambda s: travel.previous_change(s.session.stops(), s.session.view.t) is not None, group=1,
            icon="skip-back"),
    Command("change-next", "Next change", "Go to the first change of a shown channel after this date", "Shift+Right",
            Menu.TIME, _next_change,
            when=lambda s: travel.next_change(s.session.stops(), s.session.view.t) is not None, group=1,
            icon="skip-forward"),
    Command("year-previous", "Previous year", "Go back one year", "Left", Menu.TIME, _year(-1),
            when=lambda s: s.session.view.t > s.session.net.first, group=1, icon="chevron-left"),
    Command("year-next", "Next year", "Go forward one year", "Right", Menu.TIME, _year(1),
            when=lambda s: s.session.view.t < s.session.net.last, group=1),
    Command("go-first", "Beginning", "Go to the first date of the dataset", "Home", Menu.TIME,
            _to_beginning, group=2),
    Command("go-last", "End", "Go to the last date of the dataset", "End", Menu.TIME,
            _to_end, group=2),
    Command("go-to-date", "Go to date…", "Type a date, as precisely as you like", "Ctrl+T", Menu.TIME,
            lambda s: s.ask_date(), group=2),
    Command("fit-time", "Whole span", "Show the timeline from its first to its last date", "Ctrl+0", Menu.TIME,
            lambda s: s.session.update(span=None), when=lambda s: s.session.view.span is not None, group=2),
)  # fmt: skip

_HELP = (
    Command("problems", "Problems of the file…", "List what was wrong with the file, each with its place", "F8",
            Menu.HELP, opens("problems"), when=lambda s: bool(s.session.problems), icon="triangle-alert"),
    Command("shortcuts", "Keys…", "Show the page of keys", "F1", Menu.HELP, opens("shortcuts"),
            icon="keyboard"),
    Command("about", "About netexplorer…", "Show versions and licences", "", Menu.HELP, opens("about"),
            group=1, icon="info"),
)  # fmt: skip

_OF_SUBJECTS = (
    *page_command.COMMANDS, *certain.COMMANDS, *comparing.COMMANDS, *postcommands.COMMANDS, *reading_time.COMMANDS,
    *sheet_commands.COMMANDS, *_STORIES,
)  # fmt: skip

#: In the order of the menus; what belongs to one subject may bring its rows from its own module.
COMMANDS: tuple[Command, ...] = tuple(
    sorted(
        _FILE + _EDIT + _VIEW + _TIME + _HELP + _OF_SUBJECTS,
        key=lambda row: (list(Menu).index(row.menu), row.group),
    )
)


def command(command_id: str) -> Command:
    """The command of that id; a wrong id is a fault of the program and raises KeyError."""
    for row in COMMANDS:
        if row.id == command_id:
            return row
    raise KeyError(command_id)
