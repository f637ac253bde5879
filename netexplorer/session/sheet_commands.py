"""The commands of the sheet of small multiples, and the one that takes a report home."""

from __future__ import annotations

from msgspec.structs import replace

from netexplorer.session.command import Command, Menu, opens
from netexplorer.session.shell import Shell


def _is_on_sheet(shell: Shell) -> bool:
    return shell.session.view.page == "sheet"


def _show(shell: Shell) -> None:
    shell.session.update(page="sheet")


def _has_channel(shell: Shell) -> bool:
    return shell.session.view.selected.startswith("relationship:")


def _show_changes(shell: Shell) -> None:
    """The sheet follows the selection from then on."""
    view = shell.session.view
    shell.session.update(page="sheet", sheet=replace(view.sheet, by="changes", rel=""))


def _toggle_emphasis(shell: Shell) -> None:
    sheet = shell.session.view.sheet
    shell.session.update(sheet=replace(sheet, emphasis=not sheet.emphasis))


COMMANDS = (
    Command("page-sheet", "Sheet", "Show the network at several dates side by side", "Ctrl+4", Menu.VIEW, _show,
            checked=_is_on_sheet, icon="layers"),
    Command("sheet-changes", "Sheet of a channel", "Show the network at every change of the selected channel",
            "Ctrl+Shift+4", Menu.VIEW, _show_changes, when=_has_channel),
    Command("sheet-emphasis", "Changes stand out", "Let stand out what changed since the picture before on the sheet",
            "Ctrl+Alt+4", Menu.VIEW, _toggle_emphasis, when=_is_on_sheet,
            checked=lambda s: _is_on_sheet(s) and s.session.view.sheet.emphasis),
    Command("export-report", "Export report…", "Save what changed with its sources as PDF or Markdown", "Ctrl+Shift+R",
            Menu.FILE, opens("report"), group=1, icon="download"),
)  # fmt: skip
