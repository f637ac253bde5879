"""Stories in a file: read, written, checked, merged, carried and told as lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from netexplorer.graph.checks import check
from netexplorer.graph.formats import every_format, native, netx
from netexplorer.graph.merge import Choice, compare, merged
from netexplorer.graph.network import build
from netexplorer.graph.schema import Actor, Dataset, Relationship, Source, Step, Story
from netexplorer.graph.slices import at_date
from netexplorer.graph.tabling import tabled

ACTORS = [{"id": "a"}, {"id": "b"}]
RELATIONSHIPS = [
    {"id": "r", "source": "a", "target": "b", "changes": [{"from": "1998", "state": "open", "sources": ["s"]}]}
]
CANONICAL = """{
  "format": "netexplorer/1",
  "sources": [
    {"id": "s"}
  ],
  "actors": [
    {"id": "a"}
  ],
  "relationships": [],
  "stories": [
    {"id": "one", "title": "One", "steps": [
      {"title": "First", "text": "Words.", "date": "1998", "select": "actor:a", "camera": {"x": 1.5, "y": -2, "scale": 0.75, "roll": 3}, "hidden": {"sides": ["x"], "layers": []}, "sources": ["s#2"], "mood": "calm"},
      {"pins": {"a": [1, 2.5]}}
    ], "by": "somebody"},
    {"id": "two"}
  ]
}
"""  # noqa: E501


def dataset(steps: list[dict[str, Any]], **more: Any) -> Dataset:
    raw = {
        "format": "netexplorer/1",
        "actors": ACTORS,
        "relationships": RELATIONSHIPS,
        "sources": [{"id": "s"}],
        "events": [{"id": "e", "date": "2000", "title": "E"}],
        "lenses": [{"id": "core"}],
        "stories": [{"id": "one", "steps": steps}],
        **more,
    }
    read = native.read_bytes(msgspec.json.encode(raw), "x")
    assert read.problems == ()
    return read.dataset


def told(step: dict[str, Any], **more: Any) -> list[tuple[str, str, str]]:
    """What is told of a step that says something and cites something."""
    data = dataset([{"text": "Words.", "sources": ["s"], **step}], **more)
    found = [(each.severity, each.code, each.where) for each in check(data)]
    assert [(each.severity, each.code, each.where) for each in check(tabled(data))] == found
    return found


def test_reading_a_story_and_writing_it_changes_no_byte_and_keeps_unknown_keys() -> None:
    read = native.read_bytes(CANONICAL.encode(), "x")
    assert read.problems == ()
    assert native.to_bytes(read.dataset) == CANONICAL.encode()
    assert read.dataset.stories[0].steps[0].extra == {"mood": "calm"}


def test_a_step_of_a_wrong_shape_is_left_out_and_the_story_stays() -> None:
    raw = {"format": "netexplorer/1", "actors": [], "relationships": [],
           "stories": [{"id": "one", "steps": [{"text": ["no"]}, {"text": "yes"}, 7]}]}  # fmt: skip
    read = native.read_bytes(msgspec.json.encode(raw), "x")
    assert [step.text for step in read.dataset.stories[0].steps] == ["yes"]
    assert [each.where for each in read.problems] == ["stories[0].steps[0].text", "stories[0].steps[2]"]


def test_columns_carry_stories(tmp_path: Path) -> None:
    data = dataset([{"title": "First", "mood": "calm"}])
    netx.write(data, tmp_path / "x.netx")
    assert netx.read(tmp_path / "x.netx").dataset.stories == data.stories


@pytest.mark.parametrize(
    ("step", "severity", "code", "key"),
    [
        ({"lens": "cores"}, "warning", "unknown-lens", "lens"),
        ({"layout": "spiral"}, "warning", "unknown-layout", "layout"),
        ({"date": "yesterday"}, "warning", "bad-date", "date"),
        ({"until": "13.4.2001"}, "warning", "bad-date", "until"),
        ({"date": "1066"}, "note", "date-outside", "date"),
        ({"select": "actor:nobody"}, "warning", "dangling-selection", "select"),
        ({"select": "relationship:a"}, "warning", "dangling-selection", "select"),
        ({"select": "event:r"}, "warning", "dangling-selection", "select"),
        ({"select": "a"}, "warning", "bad-selection", "select"),
        ({"camera": {"x": 1, "y": 2}}, "warning", "bad-camera", "camera"),
        ({"camera": {"x": 1, "y": "2", "scale": 1}}, "warning", "bad-camera", "camera"),
        ({"camera": {"x": 1, "y": 2, "scale": 0}}, "warning", "bad-camera", "camera"),
        ({"hidden": {"sides": "x"}}, "warning", "bad-hidden", "hidden"),
        ({"hidden": {"sides": ["x", 3]}}, "warning", "bad-hidden", "hidden"),
        ({"pins": {"a": [1]}}, "warning", "bad-pins", "pins"),
        ({"pins": {"nobody": [1, 2]}}, "note", "dangling-pin", "pins"),
        ({"text": ""}, "note", "step-without-text", "text"),
        ({"sources": []}, "note", "step-without-sources", "sources"),
        ({"sources": ["nobody"]}, "warning", "dangling-source", "sources"),
    ],
)
def test_what_a_step_cannot_show_is_told_with_its_place(
    step: dict[str, Any], severity: str, code: str, key: str
) -> None:
    assert told(step) == [(severity, code, f"stories[0].steps[0].{key} (one)")]


def test_a_step_that_makes_sense_is_told_nothing_of() -> None:
    step = {"date": "1998-05", "until": "1998-06", "lens": "core", "select": "event:e", "layout": "force",
            "camera": {"x": 1, "y": 2.5, "scale": 0.5}, "hidden": {"sides": ["x"]}, "pins": {"a": [0, 1]}}  # fmt: skip
    assert told(step) == []
    assert told({"select": "relationship:r"}) == []


def test_stories_have_ids_of_their_own_and_one_without_steps_is_a_note() -> None:
    stories = [{"id": "x"}, {"id": "x"}]
    found = [(each.severity, each.code, each.where) for each in check(dataset([], stories=stories))]
    assert found == [
        ("error", "duplicate-id", "stories[1].id (x)"),
        ("note", "empty-story", "stories[0] (x)"),
        ("note", "empty-story", "stories[1] (x)"),
    ]


def test_unknown_keys_of_steps_are_noted_once() -> None:
    found = check(dataset([{"text": "x", "sources": ["s"], "mood": "calm"}] * 3))
    assert [(each.code, each.where) for each in found] == [("unknown-key", "stories[0].steps[0]")]


# -- merging


def _two() -> tuple[Dataset, Dataset]:
    ours = Dataset(
        actors=(Actor(id="putin", name="Putin"), Actor(id="b", name="B")),
        sources=(Source(id="s", title="Ours"),),
        stories=(Story(id="one", title="One", steps=(Step(text="x"),)),),
    )
    theirs = Dataset(
        actors=(Actor(id="vp", name="Putin"), Actor(id="b", name="B")),
        relationships=(Relationship(source="vp", target="b"),),
        sources=(Source(id="s", title="Another"),),
        stories=(
            Story(
                id="two",
                steps=(
                    Step(select="actor:vp", pins={"vp": [1, 2]}, sources=("s#3",)),
                    Step(select="relationship:vp--b"),
                ),
            ),
        ),
    )
    return ours, theirs


def test_a_new_story_is_taken_over_in_the_ids_of_ours() -> None:
    ours, theirs = _two()
    together = merged(compare(ours, theirs))
    assert [story.id for story in together.stories] == ["one", "two"]
    first, second = together.stories[1].steps
    assert (first.select, first.pins) == ("actor:putin", {"putin": [1, 2]})
    assert first.sources[0].partition("#")[0] in {source.id for source in together.sources}
    assert first.sources != ("s#3",)
    assert second.select == "relationship:" + build(together).rel_ids[0]


def test_a_story_of_the_same_id_is_not_joined_with_another() -> None:
    ours, theirs = (Dataset(stories=(Story(id="one", title=title),)) for title in ("x", "y"))
    merge = compare(ours, theirs)
    assert merged(merge).stories == ours.stories
    assert merged(merge, Choice("theirs")).stories == theirs.stories


# -- other formats


def test_every_format_that_cannot_carry_stories_says_so(tmp_path: Path) -> None:
    data = dataset([{"text": "x"}])
    bare = msgspec.structs.replace(data, stories=())
    for known in every_format():
        if known.write is None or known.id in ("netexplorer", "netx"):
            continue
        before = set(known.losses(bare)) if known.losses else set()
        said = " ".join(set(known.losses(data) if known.losses else ()) - before)
        assert "stor" in said, known.id


def test_one_date_has_no_stories() -> None:
    net = build(dataset([{"text": "x"}]))
    assert at_date(net, net.axis.parse("1999").earliest).stories == ()
