"""A document as a PDF of several pages, or its first page as pixels: letters stay letters, pictures stay vectors.

Qt breaks lines and pages. Texts are handed over as plain text only, never as something Qt might take for HTML.
"""

from __future__ import annotations

from functools import partial
from urllib.parse import quote

from msgspec import Struct
from PySide6.QtCore import QEventLoop, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QBrush,
    QColor,
    QImage,
    QPainter,
    QPdfWriter,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextOption,
    QTextTableCellFormat,
    QTextTableFormat,
)

from netexplorer.graph.plain import plain
from netexplorer.paint.device import device_of
from netexplorer.paint.fonts import Fonts
from netexplorer.paint.lettering import Lettering, SpriteLettering, VectorLettering
from netexplorer.paint.painter import paint
from netexplorer.paint.pdf import pdf_of
from netexplorer.scene.document import Document, Entries, Figure, Heading, Line, Paragraph, Table
from netexplorer.scene.elide import elide_px
from netexplorer.scene.primitives import Scene, Text
from netexplorer.scene.style import Style, load_style

PAGE = (595.0, 842.0)  # A4 in points
LEFT, TOP, BOTTOM = 54.0, 62.0, 58.0
INNER = (PAGE[0] - 2 * LEFT, PAGE[1] - TOP - BOTTOM)
TITLE_PT, HEADING_PT, TEXT_PT, SMALL_PT = 20, 13, 10, 9
CLIPPED = 1.5  # of a page at its foot: who draws it coarsely would else show the tops of what follows on the next one
LEAST_BELOW_HEADING = 64.0  # a heading with less below it goes to the next page
LONGEST_TITLE = 300  # characters
_SAFE = ":/?#[]@!$&'*+,;=%-._~"  # no brackets: they would end the address in the PDF
_TONES = {"normal": TEXT_PT, "muted": TEXT_PT, "small": SMALL_PT}


class _Placed(Struct, frozen=True, eq=False):
    """A picture that stands below the top of a block that was made as high as it."""

    scene: Scene
    block: int  # its position in the text
    height: float


def document_pdf(document: Document) -> bytes:
    """The document as a PDF; the same document gives the same bytes."""
    return pdf_of(QSizeF(*PAGE), document.title, "", partial(_draw_all, document))


def first_page(document: Document, width_px: int) -> QImage:
    """The first page as pixels, so many wide."""
    made = _Made(document)
    scale = width_px / PAGE[0]
    image = QImage(width_px, round(PAGE[1] * scale), QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    made.draw_page(painter, 0, SpriteLettering(made.fonts))
    painter.end()
    return image


def _draw_all(document: Document, painter: QPainter, writer: QPdfWriter) -> None:
    made = _Made(document)
    lettering = VectorLettering(made.fonts)
    for page in range(made.pages):
        if page:
            writer.newPage()
        made.draw_page(painter, page, lettering)


class _Made:
    """The document laid out on pages."""

    def __init__(self, document: Document) -> None:
        QEventLoop()  # gives a thread of a job what a text document starts its timers with; none of them has to fire
        self.document = document
        self.fonts = Fonts()
        self.style: Style = load_style("light")
        self._figures: list[_Placed] = []
        self._headings: list[int] = []
        self.text = QTextDocument()
        self.text.setUndoRedoEnabled(False)
        self.text.setUseDesignMetrics(True)
        self.text.setDocumentMargin(0)
        self.text.setDefaultFont(self.fonts.font(TEXT_PT))
        self.text.setDefaultTextOption(_wrapping())
        self.text.setPageSize(QSizeF(*INNER))
        self._cursor = QTextCursor(self.text)
        self._is_first = True
        self._fill()
        self._keep_headings()
        self.pages = self.text.pageCount()

    # -- what stands where

    def _fill(self) -> None:
        document = self.document
        self._paragraph(document.title[:LONGEST_TITLE], self._look(TITLE_PT, 700, self.style.text_strong), below=5.0)
        for line in document.about:
            self._line(line, SMALL_PT if not line[0].strong else HEADING_PT, below=1.5)
        for block in document.blocks:
            match block:
                case Heading(text=text):
                    look = self._look(HEADING_PT, 700, self.style.text_strong)
                    self._paragraph(text[:LONGEST_TITLE], look, above=16.0, below=5.0)
                    self._headings.append(self._cursor.block().position())
                case Paragraph(line=line, tone=tone):
                    self._line(line, _TONES[tone], below=9.0)
                case Entries(lines=lines):
                    self._entries(lines)
                case Table():
                    self._table(block)
                case Figure():
                    self._figure(block)

    def _look(self, size: int, weight: int = 400, argb: int = 0) -> QTextCharFormat:
        look = QTextCharFormat()
        look.setFont(self.fonts.font(size, weight))  # in pixels: points would be as large as the screen says
        look.setForeground(QBrush(QColor.fromRgba(argb or self.style.text_normal)))
        return look

    def _next_block(self, above: float, below: float, indent: float = 0.0) -> None:
        shape = QTextBlockFormat()
        shape.setTopMargin(above)
        shape.setBottomMargin(below)
        shape.setLeftMargin(max(indent, 0.0))
        shape.setTextIndent(-indent)
        shape.setTabPositions([QTextOption.Tab(0.0, QTextOption.TabType.LeftTab)] if indent else [])
        shape.setLineHeight(125.0, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if self._is_first:
            self._cursor.setBlockFormat(shape)
            self._is_first = False
        else:
            self._cursor.insertBlock(shape)

    def _paragraph(self, text: str, look: QTextCharFormat, *, above: float = 0.0, below: float = 0.0) -> None:
        self._next_block(above, below)
        self._cursor.insertText(plain(text), look)

    def _line(self, line: Line, size: int, *, below: float) -> None:
        self._next_block(0.0, below)
        self._spans(self._cursor, line, size)

    def _spans(self, cursor: QTextCursor, line: Line, size: int) -> None:
        for span in line:
            look = self._look(size, 600 if span.strong else 400, self.style.text_strong if span.strong else 0)
            if span.url:
                look.setAnchor(True)
                look.setAnchorHref(quote(span.url, safe=_SAFE))
                look.setForeground(QBrush(QColor.fromRgba(self.style.accent)))
            cursor.insertText(plain(span.text), look)

    def _entries(self, lines: tuple[Line, ...]) -> None:
        indent = 8.0 + 6.0 * len(str(len(lines)))
        for k, line in enumerate(lines, 1):
            self._next_block(0.0, 3.0, indent)
            self._cursor.insertText(f"{k}\t", self._look(SMALL_PT, 600, self.style.text_strong))
            self._spans(self._cursor, line, SMALL_PT)

    def _table(self, table: Table) -> None:
        shape = QTextTableFormat()
        shape.setHeaderRowCount(1)
        shape.setBorder(0)
        shape.setBorderCollapse(True)
        shape.setCellPadding(0)
        shape.setCellSpacing(0)
        shape.setBottomMargin(14.0)  # Qt takes no margin of the block behind it
        shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        percent = QTextLength.Type.PercentageLength
        shape.setColumnWidthConstraints([QTextLength(percent, share) for share in table.shares])
        made = self._cursor.insertTable(len(table.rows) + 1, len(table.head), shape)
        edge = self._cell_shape()
        for column, words in enumerate(table.head):
            cell = made.cellAt(0, column)
            cell.setFormat(edge)
            cell.firstCursorPosition().insertText(plain(words), self._look(SMALL_PT, 600, self.style.text_muted))
        for place, row in enumerate(table.rows, 1):
            for column, lines in enumerate(row):
                cell = made.cellAt(place, column)
                cell.setFormat(edge)
                cursor = cell.firstCursorPosition()
                for k, line in enumerate(lines):
                    if k:
                        cursor.insertBlock()
                    self._spans(cursor, line, SMALL_PT)
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        self._is_first = True  # the block behind a table is there already

    def _cell_shape(self) -> QTextTableCellFormat:
        shape = QTextTableCellFormat()
        shape.setTopPadding(2.5)
        shape.setBottomPadding(3.0)
        shape.setRightPadding(8.0)
        shape.setBottomBorder(0.5)
        shape.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        shape.setBottomBorderBrush(QBrush(QColor.fromRgba(self.style.border)))
        return shape

    def _figure(self, figure: Figure) -> None:
        height = figure.scene.height * INNER[0] / figure.scene.width
        caption = self._look(SMALL_PT, 400, self.style.text_muted)
        self._paragraph(figure.caption, caption, above=height + 14.0, below=2.0)
        self._figures.append(_Placed(figure.scene, self._cursor.block().position(), height))

    def _keep_headings(self) -> None:
        """No heading stands alone at the foot of a page."""
        for position in self._headings:
            block = self.text.findBlock(position)
            foot = self._box(block).bottom() % INNER[1]
            if INNER[1] - foot < LEAST_BELOW_HEADING:
                shape = block.blockFormat()
                shape.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
                shape.setTopMargin(0.0)
                QTextCursor(block).setBlockFormat(shape)

    def _box(self, block: QTextBlock) -> QRectF:
        return self.text.documentLayout().blockBoundingRect(block)

    # -- drawing

    def draw_page(self, painter: QPainter, page: int, lettering: Lettering) -> None:
        """Draw one page, in points, with what stands at the top and the foot of every page."""
        area = QRectF(0.0, page * INNER[1], *INNER)
        painter.save()
        painter.translate(LEFT, TOP - page * INNER[1])
        painter.setClipRect(area.adjusted(0.0, 0.0, 0.0, -CLIPPED))
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = area
        self.text.documentLayout().draw(painter, context)
        painter.restore()
        for figure in self._figures:
            foot = self._first_line(figure.block)
            if area.top() <= foot < area.bottom():
                self._draw_figure(painter, figure, foot - area.top(), lettering)
        device = device_of(painter)
        for text in self._around(page):
            lettering.draw(text, device)

    def _first_line(self, position: int) -> float:
        """Where the words of a block begin."""
        block = self.text.findBlock(position)
        return self._box(block).top() + block.layout().lineAt(0).y()

    def _draw_figure(self, painter: QPainter, figure: _Placed, foot: float, lettering: Lettering) -> None:
        scale = INNER[0] / figure.scene.width
        painter.save()
        painter.translate(LEFT, TOP + foot - figure.height - 5.0)
        painter.scale(scale, scale)
        paint(figure.scene, painter, lettering)
        painter.restore()

    def _around(self, page: int) -> tuple[Text, ...]:
        faint, foot = self.style.text_muted, PAGE[1] - 30.0
        number = Text(PAGE[0] - LEFT, foot, f"Page {page + 1} of {self.pages}", 8.0, faint, anchor="right")
        running = elide_px(self.document.running, INNER[0], self.fonts, 8.0)
        return (Text(LEFT, 36.0, running, 8.0, faint), number) if page else (number,)


def _wrapping() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setAlignment(Qt.AlignmentFlag.AlignLeft)
    return option
