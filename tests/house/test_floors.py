"""The floors of the house: who may import whom, and what must not be loaded when."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "netexplorer"
MODULES = sorted(PACKAGE.rglob("*.py"))


def loaded(code: str) -> set[str]:
    """The names of all modules that a fresh interpreter has after running ``code``."""
    probe = f"{code}\nimport sys\nprint('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stdout.split())


def lint_imports(where: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--config", "pyproject.toml"]
    return subprocess.run(
        command, capture_output=True, text=True, cwd=where, check=False, env={"PYTHONPATH": str(where)}
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(PACKAGE, tmp_path / "netexplorer", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_contracts_hold(copy: Path) -> None:
    done = lint_imports(copy)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("room", "wrong"),
    [
        ("graph/dates.py", "import netexplorer.scene.frame"),
        ("scene/viewport.py", "import netexplorer.session.state"),
        ("session/history.py", "import netexplorer.paint.fonts"),
        ("paint/fonts.py", "import netexplorer.session.state"),
        ("session/history.py", "import PySide6.QtCore"),
        ("graph/cursor.py", "import networkx"),
        ("graph/formats/native.py", "import networkx"),
        ("graph/select.py", "import networkx"),
        ("cli/answers.py", "import networkx"),
    ],
)
def test_a_planted_wrong_import_turns_a_contract_red(copy: Path, room: str, wrong: str) -> None:
    path = copy / "netexplorer" / room
    path.write_text(f"{path.read_text()}\n{wrong}  # planted\n")
    done = lint_imports(copy)
    assert done.returncode != 0
    assert "BROKEN" in done.stdout


WALK = """
import importlib, pkgutil
import netexplorer.errors, netexplorer.resources
for name in ("graph", "scene", "session"):
    room = importlib.import_module("netexplorer." + name)
    for found in pkgutil.walk_packages(room.__path__, room.__name__ + "."):
        importlib.import_module(found.name)
"""


def test_no_module_of_the_lower_floors_loads_qt() -> None:
    names = loaded(WALK)
    below = [path for room in ("graph", "scene", "session") for path in (PACKAGE / room).rglob("*.py")]
    assert {name for path in below if (name := module_name(path)) not in names} == set()
    assert not any(name.startswith(("PySide6", "shiboken6", "pyqtgraph", "networkx")) for name in names)


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def test_help_loads_nothing_heavy() -> None:
    code = "from netexplorer.cli import run\ntry: run(['--help'])\nexcept SystemExit: pass"
    names = loaded(code)
    assert not {"PySide6", "numpy", "networkx", "numba", "msgspec", "pyqtgraph"} & names


def test_render_loads_no_widgets(tmp_path: Path) -> None:
    out = tmp_path / "picture.png"
    names = loaded(
        f"from netexplorer.cli import run\nassert run(['render', '-o', {str(out)!r}, '--size', '400x300']) == 0"
    )
    assert out.exists()
    assert "PySide6.QtGui" in names
    assert not {"PySide6.QtWidgets", "networkx", "pyqtgraph"} & names


def test_only_paint_and_the_canvas_name_a_painter() -> None:
    naming = {str(path.relative_to(PACKAGE)) for path in MODULES if "QPainter" in names_in(path.read_text())}
    assert {name for name in naming if not name.startswith("paint/")} == {"ui/canvas.py"}


def names_in(code: str) -> set[str]:
    """Every name that the code mentions, wherever it stands; not what its texts and comments say."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(code)):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name):
                found.add(name)
            case ast.alias(name=name, asname=other):
                found |= {name.rpartition(".")[2], other or ""}
    return found


@pytest.mark.parametrize(
    ("code", "is_named"),
    [
        ("from PySide6.QtGui import QPainter", True),
        ("from PySide6.QtGui import QPainter as P", True),
        ("from PySide6 import QtGui\nQtGui.QPainter(x)", True),
        ("'QPainter'  # QPainter", False),
        ("from PySide6.QtGui import QPainterPath", False),
    ],
)
def test_a_name_is_found_however_it_is_reached(code: str, is_named: bool) -> None:
    assert ("QPainter" in names_in(code)) == is_named


@pytest.mark.parametrize("room", ["paint", "render.py"])
def test_painter_and_export_import_no_widgets(room: str) -> None:
    for path in [PACKAGE / room, *(PACKAGE / room).rglob("*.py")]:
        assert path.is_dir() or "QtWidgets" not in path.read_text(), path


FILE_CALLS = {"open_text", "read_text", "read_bytes", "write_text", "write_bytes", "fdopen", "touch", "unlink", "mkdir"}
FILE_NAMES = {"QFile", "QSaveFile", "QTemporaryFile", "QDir", "QTextStream", "QDataStream", "QImageReader"}
OPEN_WITHOUT_A_FILE = re.compile(r"Session|box|dialog|[A-Z]\w*Dialog\(.*\)", re.DOTALL)


def file_openings(code: str) -> list[int]:
    """The lines of the code on which a file may be opened; dialogs and sessions are opened too."""
    lines = [1] if FILE_NAMES & names_in(code) else []
    for node in ast.walk(ast.parse(code)):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in {"open", *FILE_CALLS}:
                lines.append(node.lineno)
            case ast.Call(func=ast.Attribute(attr=name)) if name in FILE_CALLS:
                lines.append(node.lineno)
            case ast.Call(func=ast.Attribute(value=owner, attr="open")):
                if not OPEN_WITHOUT_A_FILE.fullmatch(ast.unparse(owner)):
                    lines.append(node.lineno)
    return lines


def test_no_file_is_opened_in_the_window() -> None:
    found = {str(path): file_openings(path.read_text()) for path in sorted((PACKAGE / "ui").rglob("*.py"))}
    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "code",
    [
        "open(path)",
        "path.open('w')",
        "Path(name).open()",
        "(folder / name).read_text()",
        "path.write_bytes(data)",
        "os.open(path, 0)",
        "from PySide6.QtCore import QFile",
        "QtCore.QSaveFile(name)",
    ],
)
def test_a_planted_opening_is_found(code: str) -> None:
    assert file_openings(code) == [1]


def test_what_is_opened_without_a_file_is_let_be() -> None:
    assert file_openings("box.open()\nAboutDialog(kit, parent).open()\nSession.open(path, view)") == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nothing_has_grown_too_large(path: Path) -> None:
    text = path.read_text()
    assert len(text.splitlines()) <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            assert node.end_lineno is not None
            most = 250 if isinstance(node, ast.ClassDef) else 50
            assert node.end_lineno - node.lineno + 1 <= most, f"{node.name} is too long"


def test_every_room_says_what_lives_in_it() -> None:
    for path in MODULES:
        assert ast.get_docstring(ast.parse(path.read_text())), path


def catches_wholesale(code: str) -> bool:
    """Whether anything that may go wrong is caught, by a handler or by ``suppress``."""
    caught: list[ast.expr | None] = []
    for node in ast.walk(ast.parse(code)):
        match node:
            case ast.ExceptHandler(type=kind):
                caught += kind.elts if isinstance(kind, ast.Tuple) else [kind]
            case ast.Call(func=ast.Name(id="suppress") | ast.Attribute(attr="suppress"), args=kinds):
                caught += kinds
    return any(kind is None or ast.unparse(kind) in {"Exception", "BaseException"} for kind in caught)


def test_exceptions_are_caught_wholesale_at_three_doors_only() -> None:
    doors = {"cli/__init__.py", "session/jobs.py", "ui/bridge.py"}
    assert {str(path.relative_to(PACKAGE)) for path in MODULES if catches_wholesale(path.read_text())} <= doors


@pytest.mark.parametrize(
    "handler", ["except:", "except Exception:", "except (OSError, Exception):", "except BaseException as error:"]
)
def test_a_planted_handler_is_found(handler: str) -> None:
    assert catches_wholesale(f"try: pass\n{handler} pass")
    assert catches_wholesale("with contextlib.suppress(Exception): pass")
    assert not catches_wholesale("try: pass\nexcept OSError: pass")
