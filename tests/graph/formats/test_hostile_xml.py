"""XML that wants to draw in, blow up or reach out: refused in a sentence, or read as the plain text it is."""

from __future__ import annotations

from pathlib import Path
from xml.parsers import expat

import pytest

from netexplorer.errors import UserError
from netexplorer.graph.formats import markup, open_dataset
from netexplorer.graph.formats.reading import Reading
from tests.graph.formats.guard import watched
from tests.graph.formats.opened import codes, ends, opened

NODES = '<node id="a" label="{0}"/><node id="b"/>'
GEXF = f'<gexf version="1.3"><graph><nodes>{NODES}</nodes><edges><edge source="a" target="b"/></edges></graph></gexf>'
GRAPHML = (
    '<graphml><graph edgedefault="directed"><node id="a"><data key="k">{0}</data></node><node id="b"/>'
    '<edge source="a" target="b"/></graph></graphml>'
)
BOTH = pytest.mark.parametrize("name, body", [("x.gexf", GEXF), ("x.graphml", GRAPHML)])


def refusal(folder: Path, name: str, text: str | bytes) -> str:
    """Why a file is refused, while nothing but the file is touched."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with watched(path) as seen, pytest.raises(UserError) as caught:
        open_dataset(path)
    assert seen == []
    return str(caught.value).removeprefix(f"{path}: ")


def quietly(folder: Path, name: str, text: str) -> Reading:
    """What a file holds, while nothing but the file is touched."""
    path = folder / name
    path.write_text(text, "utf-8")
    with watched(path) as seen:
        reading = open_dataset(path)
    assert seen == []
    return reading


def doctype(*declarations: str) -> str:
    return f'<?xml version="1.0"?>\n<!DOCTYPE x [{"".join(declarations)}]>\n'


@BOTH
@pytest.mark.parametrize("place", ["file:///etc/passwd", "http://127.0.0.1:9/x", "/etc/passwd"])
def test_external_entities_are_refused(tmp_path: Path, name: str, body: str, place: str) -> None:
    text = doctype(f'<!ENTITY e SYSTEM "{place}">') + body.format("&e;")
    sentence = refusal(tmp_path, name, text)
    assert sentence.startswith(f"this file wants to draw in something else (e: {place}), which is refused. ")


@BOTH
def test_parameter_entities_are_refused(tmp_path: Path, name: str, body: str) -> None:
    drawn = doctype('<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd">', "%p;") + body.format("")
    grown = doctype('<!ENTITY % p "a">') + body.format("")
    assert "draw in something else (p: http://127.0.0.1:9/x.dtd), which is refused" in refusal(tmp_path, name, drawn)
    assert "entities that may grow without bounds (p), which are refused" in refusal(tmp_path, name, grown)


@BOTH
def test_entities_inside_one_another_are_refused(tmp_path: Path, name: str, body: str) -> None:
    laughs = [f'<!ENTITY l{k} "{f"&l{k - 1};" * 10}">' for k in range(1, 10)]
    text = doctype('<!ENTITY l0 "ha">', *laughs) + body.format("&l9;")
    assert "entities that may grow without bounds (l1), which are refused" in refusal(tmp_path, name, text)


@BOTH
def test_one_long_entity_named_often_is_refused(tmp_path: Path, name: str, body: str) -> None:
    text = doctype(f'<!ENTITY big "{"x" * 50_000}">') + body.format("&big;" * 50_000)
    assert "entities that may grow without bounds (big), which are refused" in refusal(tmp_path, name, text)


@BOTH
def test_a_short_entity_named_often_grows_no_more_than_the_file(tmp_path: Path, name: str, body: str) -> None:
    text = doctype(f'<!ENTITY e "{"x" * 60}">') + body.format("&e;" * 50_000)
    reading = quietly(tmp_path, name, text)
    assert ends(reading) == [("a", "b")]
    assert "x" * 3_000_000 in (reading.dataset.actors[0].name, *reading.dataset.actors[0].extra.values())


@BOTH
def test_a_document_type_from_elsewhere_is_not_fetched(tmp_path: Path, name: str, body: str) -> None:
    text = f'<!DOCTYPE x PUBLIC "-//X//Y" "http://127.0.0.1:9/x.dtd">\n{body.format("A")}'
    assert ends(quietly(tmp_path, name, text)) == [("a", "b")]


@BOTH
def test_stylesheets_and_other_instructions_are_not_followed(tmp_path: Path, name: str, body: str) -> None:
    text = f'<?xml-stylesheet type="text/xsl" href="http://127.0.0.1:9/x.xsl"?><?php system("x") ?>{body.format("A")}'
    assert ends(quietly(tmp_path, name, text)) == [("a", "b")]


@BOTH
def test_inclusions_are_not_followed(tmp_path: Path, name: str, body: str) -> None:
    (tmp_path / "more.xml").write_text('<node id="secret"/>', "utf-8")
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="more.xml" parse="xml"/>'
    text = body.format("A").replace("</graph>", f"{include}</graph>")
    path = tmp_path / name
    path.write_text(text, "utf-8")
    with watched(path) as seen:
        reading = open_dataset(path)
    assert seen == []
    assert [actor.id for actor in reading.dataset.actors] == ["a", "b"]


def test_links_to_files_in_graphml_stay_text(tmp_path: Path) -> None:
    locator = '<locator xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="file:///etc/passwd"/>'
    text = GRAPHML.format("file:///etc/passwd").replace('<node id="b"/>', f'<node id="b">{locator}</node>')
    reading = quietly(tmp_path, "x.graphml", text)
    assert "file:///etc/passwd" in reading.dataset.actors[0].extra.values()
    assert ends(reading) == [("a", "b")]


@BOTH
def test_elements_inside_one_another_without_end_are_refused(tmp_path: Path, name: str, body: str) -> None:
    root = body.split(">", maxsplit=1)[0] + ">"
    assert refusal(tmp_path, name, root + "<a>" * 200_000) == "this file is nested too deeply to be a network."


@BOTH
def test_an_element_with_very_many_attributes_is_read(tmp_path: Path, name: str, body: str) -> None:
    many = " ".join(f'a{k}="{k}"' for k in range(20_000))
    assert ends(opened(tmp_path, name, body.format("A").replace('id="b"', f'id="b" {many}'))) == [("a", "b")]


@BOTH
def test_an_attribute_that_is_there_twice_is_told(tmp_path: Path, name: str, body: str) -> None:
    text = body.format("A").replace('<node id="b"', '<node id="b" id="c"')
    assert "broken-xml" in codes(opened(tmp_path, name, text))


def test_a_tag_of_many_megabytes_is_looked_at_few_times(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[int] = []
    stride = markup.stride

    def counted(parser: expat.XMLParserType, size: int, before: int) -> tuple[int, int]:
        given.append(size)
        return stride(parser, size, before)

    monkeypatch.setattr(markup, "stride", counted)
    text = GEXF.format("x" * 20_000_000)
    assert ends(opened(tmp_path, "x.gexf", text)) == [("a", "b")]
    assert len(given) < 12  # at 256 KB each there would be 77, of which each looks at all before it


@BOTH
@pytest.mark.parametrize("mark", ["<!--", "<![CDATA[", "<!DOCTYPE [", "<?x ", "&#", "&amp"])
def test_what_is_begun_again_and_again_and_never_ended_is_refused_or_read(
    tmp_path: Path, name: str, body: str, mark: str
) -> None:
    for text in (mark * 200_000 + body.format("A"), body.format("A").replace("</graph>", mark * 200_000)):
        try:
            reading = opened(tmp_path, name, text)
        except UserError as error:
            assert "XML" in str(error)  # noqa: PT017 - what stands before it may be read
        else:
            assert "broken-xml" in codes(reading) or ends(reading) == [("a", "b")]
