"""A report of a date or of a comparison, as PDF or Markdown: the same values, written in two ways."""

from __future__ import annotations

import contextlib
from pathlib import Path

import msgspec
from msgspec import Struct
from PySide6.QtGui import QImage

from netexplorer.errors import UserError
from netexplorer.graph.atomic import write_atomic
from netexplorer.graph.network import TemporalNetwork
from netexplorer.paint.document import document_pdf, first_page
from netexplorer.paint.fonts import Fonts, gui_application
from netexplorer.publish.report.content import Asked, document_of
from netexplorer.publish.report.markdown import to_markdown
from netexplorer.render import Xy
from netexplorer.scene.document import Document
from netexplorer.session.state import ViewState

SUFFIXES = (".pdf", ".md")

__all__ = ["SUFFIXES", "ReportRequest", "check_name", "first_page_of", "report_files", "write_report"]


class ReportRequest(Struct, frozen=True, eq=False):
    """One report: of the date of the view or of ``t``, or with ``compare`` of what changed between the two."""

    net: TemporalNetwork
    view: ViewState
    positions: Xy
    compare: int | None = None
    t: int | None = None


def report_files(request: ReportRequest, name: str) -> dict[str, bytes]:
    """The files of a report by their names, that of ``name`` last; the same request gives the same bytes.

    Raises
    ------
    UserError
        The name ends in neither ``.pdf`` nor ``.md``, or the dataset has no such lens.
    """
    check_name(name)
    application = gui_application()
    document = _document(request)
    if name.lower().endswith(".pdf"):
        files = {name: document_pdf(document)}
    else:
        files = to_markdown(document, name)
    del application  # it has to live until here
    return files


def first_page_of(request: ReportRequest, width_px: int) -> QImage:
    """The first page of the PDF as pixels, so many wide."""
    application = gui_application()
    page = first_page(_document(request), width_px)
    del application
    return page


def _document(request: ReportRequest) -> Document:
    """The report as values; neither what is selected nor where one looks matters."""
    t = request.view.t if request.t is None else request.t
    view = msgspec.structs.replace(request.view, t=t, selected="", camera=None, compare=None)
    return document_of(Asked(request.net, view, request.positions, request.compare), Fonts())


def check_name(name: str) -> None:
    """Refuse a name that says no format."""
    if not name.lower().endswith(SUFFIXES):
        raise UserError(f"'{name}' is no kind of report", hint=f"Its name has to end in {' or '.join(SUFFIXES)}.")


def write_report(request: ReportRequest, path: Path) -> tuple[Path, ...]:
    """Write a report; gives what was written. The picture of a Markdown file lies beside it.

    Raises
    ------
    UserError
        As in :func:`report_files`, or a file cannot be written; then no new one is left.
    """
    written: list[Path] = []
    new: list[Path] = []
    for name, data in report_files(request, path.name).items():
        beside = path.with_name(name)
        if not beside.exists():
            new.append(beside)
        try:
            write_atomic(beside, data)
        except UserError:
            for each in new:
                with contextlib.suppress(OSError):
                    each.unlink(missing_ok=True)
            raise
        written.append(beside)
    return tuple(written)
