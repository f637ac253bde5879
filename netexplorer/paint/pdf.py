"""Scenes as PDF files: vectors, embedded fonts, words that can be searched; no clock and no chance in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from PySide6.QtCore import QBuffer, QByteArray, QHashSeed, QIODevice, QMarginsF, QSizeF, QUuid
from PySide6.QtGui import QPageSize, QPainter, QPdfWriter

from netexplorer import __version__
from netexplorer.graph.plain import plain
from netexplorer.paint.fonts import Fonts
from netexplorer.paint.lettering import VectorLettering
from netexplorer.paint.metadata import escape
from netexplorer.paint.painter import paint
from netexplorer.paint.png import check_size
from netexplorer.scene.primitives import Scene

DOTS_PER_POINT = 10  # finer than any pen, so that Qt rounds nothing that can be seen
POINTS_PER_INCH = 72
NAMESPACE = QUuid("{5d8a0c52-1f0b-5a53-9d0f-2f6f3c1f7d11}")

_DATE = re.compile(rb"/(?:CreationDate|ModDate) \(D:[0-9]{14}[^)\n]{0,8}\)\n")
_XREF = re.compile(rb"([0-9]{10})( [0-9]{5} n)")
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:netexplorer="urn:netexplorer:1">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<netexplorer:view>{metadata}</netexplorer:view>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def to_pdf(scene: Scene, *, metadata: str = "") -> bytes:
    """``scene`` as a PDF of one page, one point for each pixel of the scene; the same scene gives the same bytes.

    Parameters
    ----------
    metadata : str
        A note for :func:`netexplorer.paint.metadata.read_metadata`; JSON, so without control characters.

    Raises
    ------
    UserError
        The page has no size, or more than 20 000 points on a side.
    """
    return to_pages((scene,), metadata=metadata)


def to_pages(scenes: Iterable[Scene], *, metadata: str = "") -> bytes:
    """Scenes as the pages of one PDF, all as large as the first, which gives the title; they are taken one by one.

    Raises
    ------
    UserError
        The page has no size, or more than 20 000 points on a side.
    """
    pages = iter(scenes)
    first = next(pages)
    check_size(first.width, first.height)

    def draw(painter: QPainter, writer: QPdfWriter) -> None:
        lettering = VectorLettering(Fonts())
        paint(first, painter, lettering)
        for other in pages:
            writer.newPage()
            paint(other, painter, lettering)

    return pdf_of(QSizeF(first.width, first.height), first.title, metadata, draw)


def pdf_of(page: QSizeF, title: str, metadata: str, draw: Callable[[QPainter, QPdfWriter], None]) -> bytes:
    """What ``draw`` paints, in points, as a PDF with pages of that size; the same painting gives the same bytes."""
    QHashSeed.setDeterministicGlobalSeed()  # Qt writes the fonts in the order of a hash that is new in every process
    try:
        return settle(_written(page, plain(title), metadata, draw))
    finally:
        QHashSeed.resetRandomGlobalSeed()


def _written(page: QSizeF, title: str, metadata: str, draw: Callable[[QPainter, QPdfWriter], None]) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(page, QPageSize.Unit.Point, "scene", QPageSize.SizeMatchPolicy.ExactMatch))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setResolution(POINTS_PER_INCH * DOTS_PER_POINT)
    writer.setTitle(title)
    writer.setCreator(f"netexplorer {__version__}")
    xmp = _XMP.format(title=escape(title), metadata=escape(metadata)).encode("utf-8", errors="replace")
    writer.setDocumentXmpMetadata(QByteArray(xmp))
    writer.setDocumentId(QUuid.createUuidV5(NAMESPACE, QByteArray(xmp)))
    painter = QPainter(writer)
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    painter.scale(DOTS_PER_POINT, DOTS_PER_POINT)
    try:
        draw(painter, writer)
    finally:
        painter.end()
    return bytes(buffer.data().data())


def settle(pdf: bytes) -> bytes:
    """What Qt wrote, without its clock; the table of offsets follows."""
    table = pdf.rindex(b"\nxref\n") + 1
    trailer = pdf.index(b"trailer\n", table)
    info = pdf.index(b"endobj")  # the first object; whatever is cut stands in it
    timeless = _DATE.sub(b"", pdf[:info])
    cut = info - len(timeless)

    def moved(offset: bytes) -> int:
        return int(offset) - (cut if int(offset) > info else 0)

    offsets = _XREF.sub(lambda m: b"%010d" % moved(m[1]) + m[2], pdf[table:trailer])
    tail = re.sub(rb"(?<=startxref\n)[0-9]+", lambda m: b"%d" % moved(m[0]), pdf[trailer:])
    return timeless + pdf[info:table] + offsets + tail
