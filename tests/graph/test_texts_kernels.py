"""What machine code makes of columns of texts is what NumPy and Python make of them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netexplorer.graph import ids, texts, texts_arrow
from netexplorer.graph.texts import Texts, every_text, put_together, texts_of

TEXTS = st.lists(st.text("ab\0é\U0001f600-#", max_size=20), min_size=1, max_size=8)


@given(TEXTS, st.lists(st.tuples(*[st.integers(0, 7)] * 3), max_size=30))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_texts_are_put_together_of_pieces(
    monkeypatch: pytest.MonkeyPatch, pieces: list[str], rows: list[tuple[int, int, int]]
) -> None:
    codes = np.array(rows, dtype=np.int32).reshape(-1, 3) % len(pieces)
    wanted = ["".join(pieces[code] for code in row) for row in codes.tolist()]
    blob = texts.glued(every_text(pieces), codes, sum(len(text.encode()) for text in wanted))
    assert bytes(blob) == "".join(wanted).encode()
    made = put_together(pieces, codes)
    assert made.texts(0, len(made)) == wanted


@given(TEXTS, st.lists(st.tuples(*[st.integers(0, 7)] * 3), min_size=1, max_size=30), st.integers(1, 3))
@settings(deadline=None)
def test_pyarrow_puts_the_same_texts_together(pieces: list[str], rows: list[tuple[int, int, int]], width: int) -> None:
    pytest.importorskip("pyarrow")
    codes, parts = np.array(rows)[:, :width] % len(pieces), every_text(pieces)
    wanted = "".join(pieces[code] for row in codes.tolist() for code in row).encode()
    blob = texts_arrow.glue(parts.blob, parts.offsets, codes, len(wanted))
    assert blob is not None
    assert bytes(blob) == wanted


def test_texts_that_are_too_long_for_pyarrow_are_left_to_others() -> None:
    pytest.importorskip("pyarrow")
    parts = every_text(["a"])
    assert texts_arrow.glue(parts.blob, parts.offsets, np.zeros((1, 1), dtype=np.int32), 2**31) is None


@given(TEXTS, st.lists(st.tuples(*[st.integers(0, 7)] * 2), min_size=1, max_size=30), st.integers(0, 7))
def test_hashes_of_texts_follow_from_those_of_their_pieces(
    pieces: list[str], rows: list[tuple[int, int]], join: int
) -> None:
    one, other = np.array(rows, dtype=np.int32).T % len(pieces)
    between = join % len(pieces)
    column = texts_of([pieces[a] + pieces[between] + pieces[b] for a, b in zip(one, other, strict=True)])
    ids.remember(column, every_text(pieces), [one, np.array(between), other])
    kept = ids.hashed(column)
    ids.forget(column)
    assert kept.hashes.tolist() == ids.hashed(column).hashes.tolist()
    assert kept.alike.tolist() == ids.hashed(column).alike.tolist()


@given(st.lists(st.text(max_size=30), max_size=20))
def test_hashes_are_those_of_each_text_by_itself(some: list[str]) -> None:
    column = texts_of(some)
    assert ids._spread(column, ids._hashed(column)).tolist() == ids.hashes(column).tolist()
    assert ids.hashes(column).tolist() == [int(ids.hash_of(text)) if text else 0 for text in some]


def test_a_text_that_fills_its_memory_is_copied_whole() -> None:
    column = every_text(["12345678", "1"])
    assert bytes(texts.glued(column, np.array([[1], [0], [1]]), 10)) == b"1123456781"
    assert isinstance(column, Texts)
