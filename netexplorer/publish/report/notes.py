"""The sources a report cites, numbered as they are first cited."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from netexplorer.graph.schema import Dataset
from netexplorer.scene.document import Line, Span
from netexplorer.session.citations import Citation, Citations


class Notes:
    """Gives each source a number when it is first cited."""

    def __init__(self, dataset: Dataset) -> None:
        self._citations = Citations(dataset)
        self._cited: dict[str, Citation] = {}

    def cite(self, references: tuple[str, ...]) -> str:
        """The numbers behind references such as ``s002#4``, in brackets; nothing where nobody says so."""
        return self.numbers(self._citations.of(references))

    def numbers(self, citations: tuple[Citation, ...]) -> str:
        """The numbers of citations, in brackets."""
        for each in citations:
            self._cited.setdefault(each.source, each)
        order = list(self._cited)
        places = sorted({order.index(each.source) + 1 for each in citations})
        return f"[{', '.join(_runs(places))}]" if places else ""

    def entries(self) -> tuple[Line, ...]:
        """Every source that was cited, in the order of the numbers."""
        return tuple(self._entry(each) for each in self._cited.values())

    def _entry(self, citation: Citation) -> Line:
        words = citation.detail or citation.source
        if words.startswith("This source is not described"):
            words = f"{citation.source}. {words}"
        end = "" if words.endswith((".", "!", "?", "…")) else "."
        return (Span(words + end), *((Span(" "), Span(citation.url, citation.url)) if citation.url else ()))


def _runs(places: list[int]) -> Iterator[str]:
    """Numbers in order, three or more that follow one another as ``3–7``."""
    for _, run in groupby(enumerate(places), lambda pair: pair[1] - pair[0]):
        numbers = [number for _, number in run]
        if len(numbers) > 2:
            yield f"{numbers[0]}–{numbers[-1]}"
        else:
            yield from map(str, numbers)
