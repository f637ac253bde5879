"""Where the shipped files lie: the only room that knows, in a checkout, an editable install and a wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _shipped(folder: str, name: str) -> Path:
    inside = _PACKAGE / "_shipped" / folder / name  # a wheel carries data/ and assets/ inside the package
    return inside if inside.exists() else _PACKAGE.parent / folder / name


def data_file(name: str) -> Path:
    """The path of a bundled dataset, for instance ``actors.json``."""
    return _shipped("data", name)


def asset(name: str) -> Path:
    """The path of a font, icon or theme below ``assets/``, for instance ``themes/light.json``."""
    return _shipped("assets", name)


def asset_bytes(name: str) -> bytes:
    """What is in the font, icon or theme ``name``; floors that open no files ask here."""
    return asset(name).read_bytes()


def default_dataset() -> Path:
    """The dataset the program opens when it is given none."""
    return data_file("actors.json")
