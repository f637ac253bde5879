"""The command that makes a page for others."""

from __future__ import annotations

from netexplorer.session.command import Command, Menu, opens

COMMANDS: tuple[Command, ...] = (
    Command("export-page", "Export page…", "Save one HTML file that anybody opens in a browser and scrubs",
            "Ctrl+Shift+W", Menu.FILE, opens("page"), group=1, icon="file-output"),
)  # fmt: skip
