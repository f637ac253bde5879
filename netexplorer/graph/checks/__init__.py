"""What a dataset means and where it contradicts itself: every problem at once, each with its place.

The shape of a file is checked while reading (``formats/shapes.py``); here ids have to point somewhere, dates have to be
dates, and a relationship has to be in one state at a time. Nothing here changes a dataset or refuses to open it.
"""

from __future__ import annotations

from collections.abc import Mapping

from netexplorer.graph.axis import TimeAxis
from netexplorer.graph.checks.findings import Findings
from netexplorer.graph.checks.histories import check_histories
from netexplorer.graph.checks.records import check_records
from netexplorer.graph.checks.references import check_references
from netexplorer.graph.checks.stories import check_stories
from netexplorer.graph.checks.vocabulary import check_vocabulary
from netexplorer.graph.problems import Places, Problem, by_severity
from netexplorer.graph.schema import Dataset

__all__ = ["Problem", "check"]


def check(
    dataset: Dataset, *, left_out: Mapping[str, tuple[int, ...]] | None = None, keys: bool = True
) -> tuple[Problem, ...]:
    """Every problem of meaning in a dataset: errors first, then warnings, then notes.

    Time and memory are linear in the size of the dataset.

    Parameters
    ----------
    dataset : Dataset
        What was read.
    left_out : mapping of str to tuple of int, optional
        ``Reading.left_out``, so that the places are those of the file.
    keys : bool
        Tell of keys that the format does not know; those of a file of another format are no news.

    Returns
    -------
    tuple of Problem
        Empty for a dataset with nothing to say about.
    """
    findings = Findings(Places(left_out))
    axis = TimeAxis(dataset.time.kind, dataset.time.unit)
    check_records(dataset, findings, keys=keys)
    check_vocabulary(dataset, findings)
    check_references(dataset, findings)
    check_histories(dataset, axis, findings)
    check_stories(dataset, axis, findings)
    return by_severity(findings.problems)
