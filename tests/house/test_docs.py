"""The documentation does not lie: keys, commands, links, pictures and examples are those of the program."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from netexplorer.cli.arguments import parse
from netexplorer.graph.formats import open_dataset
from netexplorer.graph.problems import Problem
from netexplorer.graph.schema import DEFAULT_STATES
from netexplorer.session.command import Menu
from netexplorer.session.commands import COMMANDS

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
KEYS = (ROOT / "docs/guide/keys.md").read_text(encoding="utf-8")
FORMAT = (ROOT / "docs/dataset.md").read_text(encoding="utf-8")
PAGE_NAMES = [str(page.relative_to(ROOT)) for page in PAGES]


def _rows(menu: Menu) -> str:
    lines = []
    for row in COMMANDS:
        if row.menu is menu:
            keys = " ".join(f"`{key}`" for key in (row.shortcut, *row.more) if key)
            lines.append(f"| {row.title} | {keys} | {row.tip} |")
    return "\n".join(lines)


@pytest.mark.parametrize("menu", Menu)
def test_the_page_of_keys_has_every_command_with_its_keys_and_its_tip(menu: Menu) -> None:
    section = KEYS.split(f"\n## {menu.value}\n")[1].split("\n## ")[0]
    table = section.split("|---|---|---|\n")[1].strip()
    assert table == _rows(menu)


@pytest.mark.parametrize("page", PAGES, ids=PAGE_NAMES)
def test_what_a_page_links_to_exists(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if target.startswith(("http://", "https://")):
            continue
        name, _, anchor = target.partition("#")
        file = (page.parent / name).resolve() if name else page
        assert file.exists(), f"{page.name} links to {target}"
        if anchor:
            assert anchor in _anchors(file), f"{page.name} links to {target}"


def _anchors(page: Path) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.casefold()).replace(" ", "-") for title in titles}


def _commands() -> list[str]:
    lines = []
    for page in PAGES:
        for block in re.findall(r"```sh\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
            lines += [line for line in block.splitlines() if line.startswith("netexplorer")]
    return sorted(set(lines))


@pytest.mark.parametrize("line", _commands())
def test_every_command_that_is_shown_is_understood(line: str) -> None:
    assert callable(parse(shlex.split(line, comments=True)[1:]).verb)


def test_commands_of_every_verb_are_shown() -> None:
    shown = {line.split()[1] for line in _commands() if len(line.split()) > 1}
    assert {"render", "states", "diff", "check", "info", "convert"} <= shown


def _problems(text: str, folder: Path) -> tuple[Problem, ...]:
    path = folder / "example.json"
    path.write_text(text, encoding="utf-8")
    return open_dataset(path).problems


def _examples(page: Path) -> list[str]:
    return re.findall(r"```json\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("page", ["docs/dataset.md", "docs/guide/your-own-data.md", "README.md"])
def test_every_example_is_json_and_every_whole_dataset_reads_without_errors(page: str, tmp_path: Path) -> None:
    examples = _examples(ROOT / page)
    assert examples
    for text in examples:
        document = json.loads(text if text.lstrip().startswith("{") else "{" + text + "}")
        if "format" in document:
            assert [problem for problem in _problems(text, tmp_path) if problem.severity == "error"] == []


def test_the_parts_of_a_dataset_shown_on_the_page_of_the_format_fit_together(tmp_path: Path) -> None:
    document: dict[str, object] = {"format": "netexplorer/1", "actors": [], "relationships": []}
    for text in _examples(ROOT / "docs/dataset.md"):
        if not text.lstrip().startswith("{"):
            document |= json.loads("{" + text + "}")
    problems = _problems(json.dumps(document), tmp_path)
    codes = {problem.code for problem in problems}
    assert not codes & {"unknown-key", "wrong-shape", "missing-key", "unknown-state", "unknown-shape", "bad-date"}


def test_the_page_of_the_format_names_the_four_states_as_they_are() -> None:
    section = FORMAT.split("\n## States\n")[1].split("\n## ")[0]
    found = re.search(r"```json\n(.*?)```", section, re.DOTALL)
    assert found is not None
    states = json.loads("{" + found[1] + "}")["states"]
    wanted = [{"id": state.id, "label": state.label, "rank": state.rank} for state in DEFAULT_STATES]
    assert states == wanted


def test_every_picture_of_the_documentation_is_used_and_none_is_heavy() -> None:
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    for picture in (ROOT / "docs/pictures").iterdir():
        assert f"pictures/{picture.name})" in text
        assert picture.stat().st_size <= 400 * 1024
