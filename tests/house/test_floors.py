"""The floors of the house: who may import whom, and what must not be loaded when."""

from __future__ import annotations

import ast
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
    ],
)
def test_a_planted_wrong_import_turns_a_contract_red(copy: Path, room: str, wrong: str) -> None:
    path = copy / "netexplorer" / room
    path.write_text(f"{path.read_text()}\n{wrong}  # planted\n")
    done = lint_imports(copy)
    assert done.returncode != 0
    assert "BROKEN" in done.stdout


def test_the_lower_floors_load_no_qt() -> None:
    names = loaded("import netexplorer.graph.formats, netexplorer.scene.figure, netexplorer.session.session")
    assert not any(name.startswith(("PySide6", "pyqtgraph", "networkx")) for name in names)


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


def test_only_the_painter_and_the_canvas_name_a_painter() -> None:
    allowed = {"ui/canvas.py", "ui/timeline.py", "ui/icons.py"}
    naming = {str(path.relative_to(PACKAGE)) for path in MODULES if "QPainter(" in path.read_text()}
    assert not {name for name in naming if not name.startswith("paint/")} - allowed


@pytest.mark.parametrize("room", ["paint", "render.py"])
def test_painter_and_export_import_no_widgets(room: str) -> None:
    for path in [PACKAGE / room, *(PACKAGE / room).rglob("*.py")]:
        assert path.is_dir() or "QtWidgets" not in path.read_text(), path


def test_no_file_is_opened_in_the_window() -> None:
    for path in sorted((PACKAGE / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                assert name not in {"open_text", "read_text", "read_bytes", "write_text", "write_bytes"}, (
                    f"{path}:{node.lineno}"
                )
                assert not (isinstance(node.func, ast.Name) and name == "open"), f"{path}:{node.lineno}"


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


def test_exceptions_are_caught_wholesale_at_three_doors_only() -> None:
    doors = {"cli/__init__.py", "session/jobs.py", "ui/bridge.py"}
    catching = {str(p.relative_to(PACKAGE)) for p in MODULES if "except Exception" in p.read_text()}
    assert catching <= doors
