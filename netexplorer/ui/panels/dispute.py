"""What the sources disagree about, claim beside claim."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QLabel, QWidget

from netexplorer.session.dossier_data import Claim, Dispute
from netexplorer.ui.kit import Kit
from netexplorer.ui.panels.evidence import CitationLine, Go, let_through, put, text_label
from netexplorer.ui.panels.fitting import Fitting, FlowBox, TextLabel, adopt, fitted, in_row, pile
from netexplorer.ui.panels.parts import ElidedButton, shortened
from netexplorer.ui.panels.quiet import RowButton
from netexplorer.ui.widgets import plain_tip

ARROW_PX = 16
GAP_PX = 6


class ClaimFrame(Fitting, QFrame):
    """One side of a disagreement."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.setAccessibleName("Claim")
        self.text = text_label()
        self.citations = CitationLine(first=4)
        adopt(self, self.text, self.citations)

    def tell(self, claim: Claim) -> None:
        """Show a claim and who makes it."""
        put(self.text, shortened(claim.text))
        self.citations.tell(claim.citations)

    def arrange(self, width: int) -> int:
        """The sources below the text."""
        return pile((self.text, self.citations), width, gap_px=4, margins=(8, 7, 6, 7))


class ClaimGrid(Fitting, QWidget):
    """Claims in two columns; two in a row are of one height."""

    def __init__(self, claims: tuple[Claim, ...]) -> None:
        super().__init__()
        self.frames = [ClaimFrame() for _ in claims]
        for frame, claim in zip(self.frames, claims, strict=True):
            frame.tell(claim)
        adopt(self, *self.frames)

    def arrange(self, width: int) -> int:
        """Row by row."""
        wide, y = (width - GAP_PX) // 2, 0
        for place in range(0, len(self.frames), 2):
            pair = self.frames[place : place + 2]
            high = max(fitted(frame, wide) for frame in pair)
            for side, frame in enumerate(pair):
                frame.setGeometry(side * (wide + GAP_PX), y, wide, high)
            y += high + GAP_PX
        return max(y - GAP_PX, 0)


class DisputeHead(Fitting, RowButton):
    """An arrow, and what it is about."""

    def __init__(self) -> None:
        super().__init__()
        self.setCheckable(True)
        self.arrow = QLabel()
        self.note = TextLabel()
        adopt(self, self.arrow, self.note)
        let_through(self.arrow, self.note)

    def arrange(self, width: int) -> int:
        """Both begin at the top."""
        parts = ((self.arrow, ARROW_PX), (self.note, 0))
        return max(in_row(parts, width, gap_px=6, margins=(2, 4, 4, 4)), self.minimumHeight())


class DisputeFrame(Fitting, QWidget):
    """What the sources disagree about; opened, the claims stand side by side."""

    def __init__(self, kit: Kit, select: Go) -> None:
        super().__init__()
        self._kit = kit
        self._select = select
        self._dispute: Dispute | None = None
        self._body: tuple[QWidget, ...] = ()
        self.button = DisputeHead()
        self.button.toggled.connect(self._toggled)
        adopt(self, self.button)

    @property
    def claims(self) -> list[ClaimFrame]:
        """The claims, while it is open."""
        return [frame for part in self._body if isinstance(part, ClaimGrid) for frame in part.frames]

    def tell(self, dispute: Dispute) -> None:
        """Show a disagreement, closed."""
        self._dispute = dispute
        put(self.button.note, shortened(dispute.note or "The sources disagree."))
        self.button.setAccessibleName(f"Disagreement: {dispute.note[:300]}")
        self.button.blockSignals(True)
        self.button.setChecked(False)
        self.button.blockSignals(False)
        self.button.stale()
        self._show_body(False)

    def arrange(self, width: int) -> int:
        """The claims below the head."""
        return pile((self.button, *self._body), width, gap_px=4)

    def _toggled(self, is_open: bool) -> None:
        self._show_body(is_open)
        self.refit()

    def _show_body(self, is_open: bool) -> None:
        icon = "chevron-down" if is_open else "chevron-right"
        ratio = self.devicePixelRatioF()
        picture = self._kit.icons.pixmap(icon, self._kit.style.text_muted, ARROW_PX, ratio)
        if self.button.arrow.pixmap().cacheKey() != picture.cacheKey():
            self.button.arrow.setPixmap(picture)
        for part in self._body:
            part.hide()
            part.deleteLater()
        self._body = ()
        if is_open and self._dispute is not None:
            self._body = self._claims(self._dispute)
            adopt(self, *self._body)
        self.stale()

    def _claims(self, dispute: Dispute) -> tuple[QWidget, ...]:
        grid = ClaimGrid(dispute.claims)
        if not dispute.about:
            return (grid,)
        chips = []
        for target, label in dispute.about[:12]:
            chip = ElidedButton("chip")
            chip.set_whole(label)
            chip.setToolTip(plain_tip(f"Select {label}"))
            chip.clicked.connect(self._selector(target))
            chips.append(chip)
        return grid, FlowBox(5, *chips)

    def _selector(self, target: str) -> Callable[[], object]:
        return lambda: self._select(target)
