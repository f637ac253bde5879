"""Whose word counts: everybody's, only what is stated or undisputed, or what one source or one publisher says."""

from __future__ import annotations

from msgspec import Struct


class Testimony(Struct, frozen=True):
    """Which changes of a dataset are heard; the default is all of them, and several wishes are all to be met.

    Attributes
    ----------
    stated : bool
        Only what a source states: a change that cites one and is neither inferred nor general knowledge. What is
        disputed is stated, too, by one of those who dispute; where a dataset names no sources, nobody need be cited.
    undisputed : bool
        Only changes that are not disputed: neither marked so nor named by a disagreement (``certainty.py`` says how).
    source : str
        Only changes that cite the source of this id.
    publisher : str
        Only changes that cite a source of this publisher.
    """

    stated: bool = False
    undisputed: bool = False
    source: str = ""
    publisher: str = ""

    def __bool__(self) -> bool:
        """Whether anything is left out."""
        return self.stated or self.undisputed or bool(self.source or self.publisher)


EVERYBODY = Testimony()
