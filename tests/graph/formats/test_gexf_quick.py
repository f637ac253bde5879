"""The edges of large GEXF files are collected as columns: what comes out is what the reader of single edges gives."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netexplorer.graph.formats import gexf, markup_quick
from netexplorer.graph.formats.draft import Ask, Draft
from netexplorer.graph.formats.reading import Cancelled, never, nowhere
from netexplorer.graph.formats.settle_links import settle_any
from netexplorer.graph.formats.unpack import Source
from tests.graph.formats.opened import codes, opened
from tests.graph.formats.test_settle_links import said

TIMES = ["", "2001", "2001-05-03", "2005-01-01T10:00:00", "soon", "2009"]
ATTRIBUTES = {
    "id": ["e1", "e2", ""],
    "weight": ["1", "2.5", ""],
    "type": ["directed", "mutual", "undirected", ""],
    "kind": ["trade", " war "],
    "label": [" L ", ""],
    "cardinal": ["2"],
    "start": TIMES,
    "end": TIMES,
    "other": ["x"],
}
INNER = [
    '<attvalues><attvalue for="0" value="trade"/></attvalues>',
    '<attvalues><attvalue for="0" value="war"/><attvalue for="1" value="open"/></attvalues>',
    '<attvalues><attvalue for="1" value="severed"/><attvalue for="2" value="7"/></attvalues>',
    '<spells><spell start="2001" end="2002"/><spell start="2004"/></spells>',
    "<spells><spell/></spells>",
    '<viz:color r="1" g="2" b="300"/><viz:thickness value="2"/>',
    "",
    "",
    "\n  ",
]


@st.composite
def files(draw: st.DrawFn) -> bytes:
    names = draw(st.lists(st.sampled_from(list(ATTRIBUTES)), unique=True))
    edges = []
    for _ in range(draw(st.integers(1, 12))):
        ends = {end: draw(st.sampled_from(["a", "b", "c", "ä"])) for end in ("source", "target")}
        some = draw(st.lists(st.sampled_from(names), unique=True)) if names and draw(st.booleans()) else names
        given = {**ends, **{name: draw(st.sampled_from(ATTRIBUTES[name])) for name in some}}
        inner = draw(st.sampled_from(INNER))
        edges.append(f"<edge {' '.join(f'{key}={quoteattr(value)}' for key, value in given.items())}>{inner}</edge>")
    default = draw(st.sampled_from(["", "<default>trade</default>"]))
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
<graph defaultedgetype="{draw(st.sampled_from(["directed", "undirected"]))}" timeformat="date">
<attributes class="edge"><attribute id="0" title="relation type" type="string">{default}</attribute>
<attribute id="1" title="state" type="string"/><attribute id="2" title="n" type="integer"/></attributes>
<nodes><node id="a" label="Anna"/><node id="b"/></nodes>
<edges>{"".join(edges)}</edges></graph></gexf>""".encode()


def drafted(data: bytes) -> Draft:
    return gexf.read(Source("t.gexf", data, "t.gexf"), Ask(), nowhere, never)


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


PLAIN = """<gexf><graph><nodes><node id="a"/></nodes><edges>
<edge source="a" target="b" start="2001"/><edge source="b" target="c" start="2002"/>{odd}</edges></graph></gexf>"""


@pytest.mark.parametrize(
    "odd",
    [
        '<edge source="a" target="c" startopen="2001"/>',
        '<edge source="a" target=""/>',
        '<edge source="a" target="c" start="2001"><attvalues><attvalue for="9" value="x"/></attvalues></edge>',
        '<edge source="a" target="c"><attvalues><attvalue for="9" value="x" start="1"/></attvalues></edge>',
        '<edge source="a" target="c" start="2001"/><unknown/>',
        '<edge source="a" target="c" start="2001">',
        '<edge source="a" target="c" start="2001"/></edges><nodes><node id="z"/></nodes><edges>',
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
        gexf.read(Source("t.gexf", data, "t.gexf"), Ask(), nowhere, lambda: True)


def test_a_file_of_nothing_says_so_however_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup_quick, "LARGE", 0)
    reading = opened(tmp_path, "t.gexf", "<gexf><graph><nodes/><edges/></graph></gexf>")
    assert "empty" in codes(reading)
