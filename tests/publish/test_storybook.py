"""A story as a PDF: one page a step, the same bytes each time, whatever the words are."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from shutil import which
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
import pytest
from msgspec.structs import replace

from netexplorer.errors import UserError
from netexplorer.graph.formats.reading import Cancelled
from netexplorer.graph.network import TemporalNetwork, build
from netexplorer.graph.schema import Actor, Change, Dataset, Relationship, Source, Step, Story
from netexplorer.publish import storybook
from netexplorer.publish.storybook import story_pdf
from netexplorer.render import PictureOptions, restore
from netexplorer.session.story import tell

pytestmark = pytest.mark.usefixtures("qapp")
poppler = pytest.mark.skipif(which("pdftotext") is None, reason="poppler-utils is not installed")
OPTIONS = PictureOptions(width=800, height=500, format="pdf")
HOSTILE = "<script>alert(1)</script> & <b>x</b> \u202e שלום עולם \x00 日本"


def network(*steps: Step) -> TemporalNetwork:
    return build(
        Dataset(
            title="T",
            actors=(Actor(id="a", name="Anna"), Actor(id="b", name="Boris")),
            relationships=(Relationship(source="a", target="b", changes=(Change(from_="1998", state="open"),)),),
            sources=(Source(id="s", title="Said"),),
            stories=(Story(id="one", title="One", steps=steps),),
        )
    )


def book(*steps: Step, **more: Any) -> bytes:
    net = network(*steps)
    xy = np.array([[0, 0], [100, 50]], dtype=np.float32)
    return story_pdf(net, tell(net, net.dataset.stories[0]), lambda layout: xy, OPTIONS, **more)


def pages(data: bytes, tmp_path: Path) -> list[str]:
    """The text of each page, as poppler reads it."""
    path = tmp_path / "story.pdf"
    path.write_bytes(data)
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout.split("\f")[:-1]


@poppler
def test_each_step_has_a_page_with_its_words_and_its_number(tmp_path: Path) -> None:
    steps = (Step(title="First", text="Some words.", date="1999", sources=("s",)), Step(title="Second", text="More."))
    first, second = pages(book(*steps), tmp_path)
    for words in ("One", "First", "Some words.", "1999", "“Said”", "1 of 2", "Anna"):
        assert words in first
    assert "Second" in second and "2 of 2" in second and "First" not in second


def test_the_same_story_gives_the_same_bytes() -> None:
    steps = (Step(title="First", text="Some words.", date="1999"), Step(select="actor:a"))
    assert book(*steps) == book(*steps)


def test_the_pdf_says_which_view_it_begins_with() -> None:
    found = restore(book(Step(date="1999", select="actor:a")))
    assert found is not None
    assert (found.dataset, found.view.selected) == ("T", "actor:a")


@poppler
def test_a_long_text_goes_on_on_pages_of_its_own_and_nothing_of_it_is_lost(tmp_path: Path) -> None:
    words = [f"word{k}" for k in range(12_000)]
    text = "\n".join(" ".join(words[at : at + 1000]) for at in range(0, len(words), 1000))
    assert len(text) > 100_000
    found = pages(book(Step(title="Long", text=text), Step(title="Short")), tmp_path)
    body = " ".join(found).split()
    assert [word for word in body if word.startswith("word")] == words
    assert "Long (continued)" in found[1] and f"2 of {len(found)}" in found[1]
    assert "Short" in found[-1]


@poppler
def test_hostile_words_are_printed_as_they_are(tmp_path: Path) -> None:
    (page,) = pages(book(Step(title=HOSTILE, text=HOSTILE, select="actor:gone")), tmp_path)
    assert "<script>alert(1)</script> & <b>x</b>" in page
    assert "There is no actor" in page


def test_an_empty_step_and_a_step_without_words_have_pages() -> None:
    assert book(Step()).startswith(b"%PDF")


def test_a_story_without_steps_is_refused_in_a_sentence() -> None:
    with pytest.raises(UserError, match="has no steps"):
        book()


def test_a_story_that_takes_too_many_pages_is_refused_before_anything_is_drawn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(storybook, "_picture", lambda *_: pytest.fail("nothing is drawn"))
    with pytest.raises(UserError, match="10,000 pages"):
        book(*[Step(text="x")] * 10_000)


def test_a_book_can_be_stopped_and_says_how_far_it_is() -> None:
    said: list[float] = []
    book(*[Step()] * 4, progress=said.append)
    assert said == [0.25, 0.5, 0.75, 1.0]
    with pytest.raises(Cancelled):
        book(*[Step()] * 4, cancelled=lambda: True)


def test_a_step_is_drawn_as_the_picture_of_its_view_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one path from a view to a picture, in the height that the words leave."""
    seen: list[Any] = []
    whole = storybook.picture_scene

    def drawn(net: Any, view: Any, xy: Any, options: Any, measure: Any) -> Any:
        seen.append((view, options))
        return whole(net, view, xy, options, measure)

    monkeypatch.setattr(storybook, "picture_scene", drawn)
    book(Step(date="1999", text="x", camera={"x": 1, "y": 2, "scale": 3}))
    ((view, options),) = seen
    assert view.camera is not None and options.canvas == (1000.0, 625.0)
    assert options == replace(OPTIONS, height=options.height, title=False, canvas=(1000.0, 625.0))
    assert 300 < options.height < 500
