"""The words of a page of a story: broken into lines, over pages, from the right where they are read so."""

from __future__ import annotations

from netexplorer.graph.schema import Source
from netexplorer.scene.primitives import Group, Text, Texts
from netexplorer.scene.storypage import Sheet, Words, head, is_from_right, lines_of, parts_of, wrap
from netexplorer.scene.style import load_style


def measure(text: str, size_px: float, weight: int) -> float:
    return len(text) * size_px / 2


SHEET = Sheet(1600.0, 1000.0, load_style("light"), measure)


def texts(words: Words) -> list[Text]:
    lines = parts_of(lines_of(words, SHEET), SHEET)[0]
    item, _ = head(words, lines, "1 of 1", SHEET)
    assert isinstance(item, Group) and isinstance(item.items[0], Texts)
    return list(item.items[0].items)


def test_lines_are_broken_at_spaces_and_none_is_too_wide() -> None:
    text = "one two three four five six seven eight nine ten " * 20
    lines = list(wrap(text, 200.0, 16.0, 400, measure))
    assert " ".join(lines).split() == text.split()
    assert all(measure(line, 16.0, 400) <= 200.0 for line in lines)


def test_a_word_wider_than_a_line_is_broken_anywhere_and_no_letter_is_lost() -> None:
    word = "x" * 5000
    lines = list(wrap(f"a {word} b", 200.0, 16.0, 400, measure))
    assert "".join(lines).replace(" ", "") == f"a{word}b"
    assert all(measure(line, 16.0, 400) <= 200.0 for line in lines)


def test_a_very_long_text_is_measured_in_proportion_to_its_length() -> None:
    asked = 0

    def counting(text: str, size_px: float, weight: int) -> float:
        nonlocal asked
        asked += len(text)
        return len(text) * 8.0

    list(wrap("word " * 20_000, 900.0, 16.0, 400, counting))
    assert asked <= 100_000


def test_what_does_not_fit_above_the_picture_goes_on_on_other_pages() -> None:
    lines = lines_of(Words("", "", ("word " * 3000,)), SHEET)
    parts = parts_of(lines, SHEET)
    assert len(parts) > 2
    assert [line for part in parts for line in part] == list(lines)
    assert len(parts[0]) == SHEET.lines_on(is_first=True) < len(parts[1]) == SHEET.lines_on(is_first=False)


def test_a_paragraph_of_a_script_from_the_right_stands_at_the_right() -> None:
    found = texts(Words("k", "t", ("שלום עולם", "Hello world")))
    anchors = {text.text: text.anchor for text in found}
    assert (anchors["שלום עולם"], anchors["Hello world"]) == ("right", "left")
    assert is_from_right("… 12 العالم") and not is_from_right("42") and not is_from_right("a שלום")


def test_the_page_names_story_step_number_and_sources_with_their_paragraphs() -> None:
    source = Source(id="s", title="A title", publisher="Paper", published="2001")
    said = [text.text for text in texts(Words("Story", "Step", ("Words.",), ((source, "¶2"),), ("Gone.",)))]
    assert said == ["1 of 1", "Story", "Step", "Words.", "SOURCES", "1", "Paper, “A title”, 2001 ¶2", "!", "Gone."]


def test_sources_without_room_are_counted() -> None:
    sources = tuple((Source(id=f"s{k}"), "") for k in range(300))
    said = [text.text for text in texts(Words("", "Step", (), sources))]
    listed = sum(text.startswith("“s") for text in said)
    assert said[-1] == f"and {300 - listed} more"
    assert listed > 10
