"""Datasets that would do harm, and texts that are hard to show: nothing runs, nothing is clipped, nothing is lost."""

from __future__ import annotations

from typing import Any

import pytest

from netexplorer.graph.network import TemporalNetwork, build
from netexplorer.graph.schema import (
    Actor,
    Change,
    Claim,
    Dataset,
    Disagreement,
    Event,
    Kind,
    Lens,
    Relationship,
    RelationshipType,
    Side,
    Source,
    State,
)
from tests.publish.page.browsing import PHONE, Reader, rest

RUN = "window.harm = (window.harm || 0) + 1"
BAD = (
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"</ScRiPt ><script type=module>{RUN}//",
    f'"><img src=x onerror="{RUN}">',
    f"<svg onload={RUN}>",
    f"<!--<script>{RUN}</script>-->",
    f"'-{RUN}-'",
    f"`${{{RUN}}}`",
    f"\u2028{RUN}\u2029",
    "{{script}}{{data}}",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'>",
    f'<a href="javascript:{RUN}">x</a>',
    "__proto__",
    "constructor",
)
URLS = (
    f"javascript:{RUN}",
    f" JaVaScRiPt:{RUN}",
    f"java\tscript:{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    f'https://example.org/" onclick="{RUN}',
    "https://example.org/<script>",
    "file:///etc/passwd",
    "http://[",
)


def hostile() -> TemporalNetwork:
    """Every text of every record is one of the bad ones."""
    text = [BAD[k % len(BAD)] for k in range(200)]
    sources = tuple(
        Source(id=f"s{k}{text[k]}", title=text[k], publisher=text[k + 1], author=text[k + 2], url=url)
        for k, url in enumerate(URLS)
    )
    cited = tuple(source.id for source in sources)
    actors = tuple(
        Actor(id=text[k], name=text[k + 1], names={text[k]: text[k + 2]}, aliases=(text[k + 3],), kind=text[k],
              side=text[k], description=text[k + 4], active=text[k], tags=(text[k],), sources=cited)
        for k in range(len(BAD))
    )  # fmt: skip
    ties = tuple(
        Relationship(
            id=f"r{each}", source=each, target=actors[(k + 1) % len(actors)].id, type=each, label=text[k + 5],
            changes=(
                Change(from_="2001", state=text[0], note=each, values={each: each}, confidence=each, sources=cited),
                Change(from_="2002-03-04", state=text[1], note=text[k + 1], sources=(each,)),
            ),
        )
        for k, each in enumerate(BAD)
    )  # fmt: skip
    return build(
        Dataset(
            title=BAD[1], description=BAD[3], licence=BAD[0], sources=sources, actors=actors, relationships=ties,
            states=(State(id=text[0], label=BAD[1], color="red;}</style><script>"), State(id=text[1], label=BAD[3])),
            sides=tuple(Side(id=each, label=each, color=f"#fff;{each}") for each in BAD),
            kinds=tuple(Kind(id=each, label=each, shape=each) for each in BAD),
            types=tuple(RelationshipType(id=each, label=each, family=each) for each in BAD),
            events=tuple(
                Event(id=f"e{each}", date="2002-03-04", title=each, note=each, actors=(each,), sources=cited)
                for each in BAD
            ),
            disagreements=(
                Disagreement(about=BAD, note=BAD[3], claims=tuple(Claim(text=each, sources=cited) for each in BAD)),
            ),
            lenses=tuple(Lens(id=each, label=each) for each in BAD[:4]),
        )
    )  # fmt: skip


def harmless(shown: Any) -> None:
    """Nothing has run, and no element came out of a text."""
    rest(shown)
    assert shown.evaluate("window.harm") is None
    for tag, count in {"script": 2, "img": 0, "iframe": 0, "style": 1, "object": 0, "embed": 0, "link": 1}.items():
        assert shown.locator(tag).count() == count
    hrefs = shown.evaluate("[...document.querySelectorAll('a')].map((each) => each.getAttribute('href'))")
    assert all(href.startswith(("http://", "https://", "#")) for href in hrefs)
    attributes = "[...document.querySelectorAll('*')].flatMap((each) => each.getAttributeNames())"
    assert not [name for name in shown.evaluate(attributes) if name.startswith("on")]


def test_no_text_and_no_address_of_a_dataset_runs_anything(reader: Reader) -> None:
    net = hostile()
    shown = reader.open(net)
    harmless(shown)
    for selected in [f"actor:{each}" for each in net.actor_ids] + [f"relationship:{each}" for each in net.rel_ids[:6]]:
        shown.evaluate("(selected) => { location.hash = `#select=${encodeURIComponent(selected)}`; }", selected)
        shown.wait_for_timeout(20)
        rest(shown)
        assert shown.evaluate("netexplorer.view().selected") == selected
        harmless(shown)
    shown.locator("[data-page=table]").click()
    shown.fill("#find", "script")
    harmless(shown)
    assert shown.locator("#found li").count() > 3
    for link in shown.locator("#page a").all()[:10]:
        link.evaluate("(each) => each.addEventListener('click', (event) => event.preventDefault())")
        link.dispatch_event("click")
    harmless(shown)


@pytest.mark.parametrize(
    "fragment",
    [
        f"#select=<script>{RUN}</script>&lens=javascript:{RUN}",
        "#hide=__proto__.x,constructor.y,states.__proto__",
        "#select=constructor:x",
        "#select=__proto__:x&lens=__proto__",
        f"#date=<img src=x onerror='{RUN}'>",
    ],
)
def test_an_address_that_would_do_harm_does_none(reader: Reader, fragment: str) -> None:
    harmless(reader.open(hostile(), fragment))


LONG = "An institution with a name that goes on and on without coming to an end " * 8
UNBROKEN = "Donaudampfschifffahrtsgesellschaftskapitän" * 12


def odd_names() -> TemporalNetwork:
    names = (
        LONG,
        UNBROKEN,
        "وزارة الخارجية الروسية",
        "משרד החוץ",
        "外交部",
        "👩‍👩‍👧‍👦 family",
        "\u202eevil",
        "a\nb\tc",
        "",
    )
    actors = tuple(Actor(id=f"a{k}", name=name, description=name) for k, name in enumerate(names))
    ties = tuple(
        Relationship(
            id=f"r{k}", source="a0", target=actor.id, label=actor.name, changes=(Change(from_="2001", state="open"),)
        )
        for k, actor in enumerate(actors)
    )
    return build(Dataset(title=LONG, actors=actors, relationships=ties))


def test_long_names_and_other_scripts_stay_within_the_page(reader: Reader) -> None:
    for size in (PHONE, (1024, 700)):
        shown = reader.open(odd_names(), "#select=actor:a1", size=size)
        rest(shown)
        assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")
        for part in ("#dossier", "#legend", "header"):
            assert shown.locator(part).evaluate("(each) => each.scrollWidth <= each.clientWidth + 1")
        boxes = shown.evaluate("netexplorer.drawn().labels.map((label) => label.box)")
        assert boxes
        for k, a in enumerate(boxes):
            for b in boxes[k + 1 :]:
                assert a[0] >= b[2] or a[2] <= b[0] or a[1] >= b[3] or a[3] <= b[1]


def test_text_from_right_to_left_is_shown_in_its_direction(reader: Reader) -> None:
    shown = reader.open(odd_names(), "#select=actor:a2")
    rest(shown)
    assert shown.evaluate("getComputedStyle(document.querySelector('#page h1')).direction") == "rtl"


def test_no_name_lies_on_another_or_on_an_actor(reader: Reader, channels: TemporalNetwork) -> None:
    shown = reader.open(channels)
    overlaps = """() => {
      const { labels, nodes } = netexplorer.drawn();
      const hit = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];
      const boxes = labels.map((label) => label.box);
      const pairs = boxes.flatMap((a, k) => boxes.slice(k + 1).filter((b) => hit(a, b)));
      return [labels.length, pairs.length];
    }"""
    for date in ("1999-06-01", "2008-09-01", "2014-04-08", "2021-11-01"):
        shown.evaluate("(date) => { location.hash = `#date=${date}`; }", date)
        shown.wait_for_timeout(30)
        rest(shown)
        count, hits = shown.evaluate(overlaps)
        assert count >= 10
        assert hits == 0
