"""The edges of large GraphML files are collected as columns: they say what the reader of single edges says."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netexplorer.graph.formats import graphml, markup_quick
from netexplorer.graph.formats.draft import Ask, Draft
from netexplorer.graph.formats.reading import Cancelled, never, nowhere
from netexplorer.graph.formats.settle_links import settle_any
from netexplorer.graph.formats.unpack import Source
from tests.graph.formats.test_settle_links import said

KEYS = {
    "d1": ("type", "string", ["trade", " war ", "", "a & <b>"]),
    "d2": ("weight", "double", ["1", "2.5", "x", ""]),
    "d3": ("start", "string", ["2001", "2002-05-03", "", "2004-01-01"]),
    "d4": ("end", "int", ["2003", "2007", "2000"]),
    "d5": ("state", "string", ["open", "severed", ""]),
    "d6": ("label", "string", ["L", " "]),
    "d7": ("flag", "boolean", ["true", "0", "maybe"]),
}


@st.composite
def files(draw: st.DrawFn) -> bytes:
    names = draw(st.lists(st.sampled_from(list(KEYS)), unique=True))
    edges = []
    for number in range(draw(st.integers(1, 12))):
        ends = {end: draw(st.sampled_from(["a", "b", "c", "ä"])) for end in ("source", "target")}
        more = draw(st.sampled_from([{}, {"directed": "false"}, {"sourceport": "N"}, {"id": f"e{number % 3}"}]))
        some = draw(st.permutations(names)) if draw(st.booleans()) else names[: draw(st.integers(0, 7))]
        data = "\n".join(f'<data key="{key}">{escape(draw(st.sampled_from(KEYS[key][2])))}</data>' for key in some)
        attributes = " ".join(f"{key}={quoteattr(value)}" for key, value in {**ends, **more}.items())
        edges.append(f"<edge {attributes}>{data}</edge>")
    default = draw(st.sampled_from(["", "<default>5</default>"]))
    keys = "".join(
        f'<key id="{key}" for="edge" attr.name="{name}" attr.type="{kind}">{default if key == "d2" else ""}</key>'
        for key, (name, kind, _) in KEYS.items()
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?><graphml>{keys}<key id="g" for="graph" attr.name="title"/>
<graph edgedefault="{draw(st.sampled_from(["directed", "undirected"]))}"><data key="g">T</data>
<node id="a"><data key="n">1</data></node><node id="b"/>{"".join(edges)}</graph></graphml>""".encode()


def drafted(data: bytes) -> Draft:
    return graphml.read(Source("t.graphml", data, "t.graphml"), Ask(), nowhere, never)


def drafts(data: bytes, monkeypatch: pytest.MonkeyPatch) -> tuple[Draft, Draft]:
    one = drafted(data)
    with monkeypatch.context() as patch:
        patch.setattr(markup_quick, "LARGE", 0)
        return one, drafted(data)


@given(files())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_collected_edges_say_what_single_ones_say(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    one, other = drafts(data, monkeypatch)
    assert other.columns is not None
    assert said(settle_any(other)) == said(settle_any(one))


PLAIN = """<graphml><key id="s" for="edge" attr.name="start" attr.type="string"/><graph edgedefault="directed">
<node id="a"/><edge source="a" target="b"><data key="s">2001</data></edge>{odd}</graph></graphml>"""


@pytest.mark.parametrize(
    "odd",
    [
        '<edge source="a"/>',
        '<edge source="a" target="c"><data key="s">soon</data></edge>',
        '<edge source="a" target="c"><data key="s">-</data></edge>',
        '<edge source="a" target="c"><data key="q">what</data></edge>',
        '<edge source="a" target="c"><data key="s">2001</data><data key="s">2002</data></edge>',
        '<edge source="a" target="c"><desc>text</desc></edge>',
        '<node id="z"/>',
        '<edge source="a" target="c">',
        '</graph><graph id="other">',
    ],
)
def test_what_is_not_plain_is_left_to_the_reader_of_single_edges(odd: str, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = drafts(PLAIN.replace("{odd}", odd).encode(), monkeypatch)
    assert other.columns is None
    assert said(settle_any(other)) == said(settle_any(one))


def test_collecting_can_be_cancelled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup_quick, "LARGE", 0)
    data = PLAIN.replace("{odd}", "").encode()
    with pytest.raises(Cancelled):
        graphml.read(Source("t.graphml", data, "t.graphml"), Ask(), nowhere, lambda: True)
