"""Sources as people cite them: ``Kommersant, Oct 2021 ¶4, ¶9``."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from msgspec import Struct

from netexplorer.errors import UserError
from netexplorer.graph.dates import Precision, civil_text, describe_short, parse_edtf
from netexplorer.graph.schema import Dataset, DateText, Source

_LONGEST_LABEL, _LONGEST_TITLE = 48, 40


class Citation(Struct, frozen=True):
    """One source with the paragraphs that are cited of it.

    ``label`` is short, ``detail`` names author, title, publisher and date; ``url`` is empty unless it is http(s);
    ``places`` are the paragraphs in words.
    """

    source: str
    label: str
    detail: str
    url: str
    places: str = ""


class Citations:
    """Looks up and words the sources of one dataset."""

    def __init__(self, dataset: Dataset) -> None:
        self._sources = {source.id: source for source in dataset.sources}
        self._kept: dict[tuple[str, ...], tuple[Citation, ...]] = {}

    def of(self, references: tuple[str, ...]) -> tuple[Citation, ...]:
        """The citations behind references such as ``s002#4``, paragraphs of one source together, in their order."""
        if references not in self._kept:
            self._kept[references] = self._worded(references)
        return self._kept[references]

    def knows(self, ident: str) -> bool:
        """Whether the dataset describes a source."""
        return ident in self._sources

    def title(self, ident: str) -> str:
        """The title of a source, empty if the dataset does not describe it."""
        return self._sources[ident].title if ident in self._sources else ""

    def _worded(self, references: tuple[str, ...]) -> tuple[Citation, ...]:
        places: dict[str, list[str]] = {}
        for reference in references:
            source, place = self._split(reference)
            spots = places.setdefault(source, [])
            if place and place not in spots:
                spots.append(place)
        return tuple(self._citation(source, spots) for source, spots in places.items())

    def _split(self, reference: str) -> tuple[str, str]:
        if reference in self._sources:
            return reference, ""
        source, hash_sign, place = reference.rpartition("#")
        return (source, place) if hash_sign else (reference, "")

    def _citation(self, ident: str, places: list[str]) -> Citation:
        source = self._sources.get(ident)
        spots = ", ".join(f"¶{place}" if place.isdigit() else place for place in places)
        if source is None:
            return Citation(
                ident, f"{ident} {spots}".strip(), "This source is not described in the dataset.", "", spots
            )
        label = f"{short_label(source)} {spots}".strip()
        return Citation(ident, label, full_text(source), safe_url(source.url), spots)


def short_label(source: Source) -> str:
    """Publisher and month, for a line of citations: ``Kommersant, Oct 2021``.

    Where nobody knows the publisher, the beginning of the title: ``“Interaction between Russia and NATO…”, Nov 2021``.
    """
    outlet = " ".join(re.sub(r"\s*\([^)]*\)", "", source.publisher).split())  # "Kommersant (translated copy)"
    is_known = bool(outlet) and not outlet.casefold().startswith("unknown")
    name = _short(outlet) if is_known else _quoted(source.title) or outlet or source.id
    return ", ".join(part for part in (name, published(source.published, coarse=True)) if part)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_LABEL else text[: _LONGEST_LABEL - 1].rstrip() + "…"


def _quoted(title: str) -> str:
    """The beginning of a title in quotation marks: up to its first colon or so, and no word cut in two."""
    words = " ".join(title.split())
    head = re.split(r"[:;.?!](?= )| [–—] ", words)[0]
    if len(head) > _LONGEST_TITLE:
        head = head[: _LONGEST_TITLE + 1].rpartition(" ")[0] or head[:_LONGEST_TITLE]
    head = head.rstrip(" ,")
    return f"“{head}{'' if head == words else '…'}”" if head else ""


def full_text(source: Source) -> str:
    """Everything a footnote needs: author, title, publisher, date."""
    parts = (source.author, source.title, source.publisher, published(source.published))
    return ". ".join(" ".join(part.split()) for part in parts if part)


def published(date: DateText, *, coarse: bool = False) -> str:
    """The date of a source in words; coarse is month and year. Text that is no date is given as it stands."""
    text = str(date)
    try:
        parsed = parse_edtf(text) if text else None
    except UserError:
        return text
    if parsed is None:
        return ""
    if coarse and parsed.precision <= Precision.MONTH:
        return describe_short(parse_edtf(civil_text(parsed.earliest, Precision.MONTH)))
    return describe_short(parsed)


def safe_url(url: str | None) -> str:
    """The address if a click may open it: http or https with a host; else nothing."""
    try:
        parts = urlsplit((url or "").strip())
    except ValueError:
        return ""
    return (url or "").strip() if parts.scheme in ("http", "https") and parts.netloc else ""
