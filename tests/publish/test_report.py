"""A report says the same in PDF and Markdown, every time the same, and nothing in a dataset is more than text to it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from pathlib import Path
from shutil import which

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import msgspec
import numpy as np
import pytest
from msgspec.structs import replace

from netexplorer.errors import UserError
from netexplorer.graph import schema
from netexplorer.graph.chronicle import chronicle
from netexplorer.graph.network import TemporalNetwork, build
from netexplorer.graph.select import lens_mask
from netexplorer.paint.fonts import Fonts
from netexplorer.paint.svg import to_svg
from netexplorer.publish.report import ReportRequest, report_files, write_report
from netexplorer.publish.report.content import Asked, document_of
from netexplorer.publish.report.markdown import escaped
from netexplorer.publish.report.notes import Notes
from netexplorer.render import PictureOptions, picture_scene
from netexplorer.scene.document import Document, Entries, Figure, Heading, Paragraph, Span, Table
from netexplorer.session.compared import compared
from netexplorer.session.facts import gather
from netexplorer.session.opening import default_view
from netexplorer.session.paragraph import compare, summary
from netexplorer.session.resolve import frame_at, make_plan
from netexplorer.session.state import ViewState
from tests.session.examples import at, places, small, small_dataset

pytestmark = pytest.mark.usefixtures("qapp")
NET = small()
needs_poppler = pytest.mark.skipif(not which("pdftotext"), reason="poppler reads PDFs for these tests")
HOSTILE = "<script>alert(1)</script> [x](javascript:alert(1)) **b** `c` | d\n# e www.evil.example http://evil.example"


def asked(date: str = "2018-06-01", compare: str = "", net: TemporalNetwork = NET, lens: str = "core") -> Asked:
    view = at(net, date, lens)
    return Asked(net, view, places(net), net.axis.parse(compare).earliest if compare else None)


def document(*args: object, **more: object) -> Document:
    return document_of(asked(*args, **more), Fonts())  # type: ignore[arg-type]


def files(name: str, *args: object, **more: object) -> dict[str, bytes]:
    one = asked(*args, **more)  # type: ignore[arg-type]
    return report_files(ReportRequest(one.net, one.view, one.positions, one.compare), name)


def words(found: Document) -> str:
    parts = [found.title]
    for block in found.blocks:
        match block:
            case Heading(text=text) | Figure(caption=text):
                parts.append(f"## {text}")
            case Paragraph(line=line):
                parts.append(spans(line))
            case Entries(lines=lines):
                parts += [f"{k} {spans(line)}" for k, line in enumerate(lines, 1)]
            case Table(head=head, rows=rows):
                parts.append(" | ".join(head))
                parts += [" | ".join(" / ".join(map(spans, cell)) for cell in row) for row in rows]
    return "\n".join(parts)


def spans(line: tuple[Span, ...]) -> str:
    return "".join(span.text for span in line)


def hostile() -> TemporalNetwork:
    """Texts that would be more than text if anybody let them."""
    data = small_dataset()
    first = data.relationships[0]
    change = replace(first.changes[-1], note=HOSTILE, sources=("s1", "s2"))
    told = replace(first, label=HOSTILE, changes=(*first.changes[:-1], change))
    sources = (
        replace(data.sources[0], title=HOSTILE, url='https://example.org/a)b>c"d e'),
        replace(data.sources[1], url="javascript:alert(1)"),
    )
    return build(replace(data, title=HOSTILE, relationships=(told, *data.relationships[1:]), sources=sources))


def many() -> TemporalNetwork:
    """600 relationships that all began in 2015."""
    changes = (schema.Change(from_="2015", state="open", sources=("s",)),)
    actors = tuple(schema.Actor(id=f"a{k}") for k in range(40))
    pairs = [(f"a{i}", f"a{j}") for i in range(40) for j in range(i)][:600]
    rels = tuple(schema.Relationship(id=f"{a}{b}", source=a, target=b, changes=changes) for a, b in pairs)
    return build(schema.Dataset(actors=actors, relationships=rels))


def test_a_comparison_says_what_changed_before_and_after_why_and_who_says_so() -> None:
    said = words(document("2018-06-01", "2014-01-01"))
    assert "one channel got worse (severed), none got better and one opened:" in said
    assert "Besides the channels, one other relationship ended." in said
    row = next(line for line in said.splitlines() if line.startswith("Embassy of Eastland | "))
    assert row.split(" | ")[1] == "Open → Severed"
    assert "1 Apr 2014: Limited. Half closed. [1, 2] / Mar 2018: Severed. Closed. (disputed) [3]" in row
    ended = next(line for line in said.splitlines() if line.startswith("Łódź"))
    assert ended.endswith("Open → Ended | 5 May 2015: Ended.")


def test_it_tells_two_dates_as_the_picture_of_them_and_the_paragraph_do() -> None:
    one = asked("2018-06-01", "2014-01-01")
    found = document("2018-06-01", "2014-01-01")
    figure = next(block for block in found.blocks if isinstance(block, Figure))
    view = replace(one.view, compare=one.compare)
    frame = compared(make_plan(NET, view, one.positions), frame_at(make_plan(NET, view, one.positions), view.t), view)
    assert figure.caption == f"What became of the network, {frame.date_label}. {frame.caption}."
    drawn = picture_scene(NET, view, one.positions, PictureOptions(760, 660, title=False, date=False), Fonts())
    assert to_svg(figure.scene, metadata="", measure=Fonts()) == to_svg(
        replace(drawn, background=0), metadata="", measure=Fonts()
    )
    told = summary(chronicle(NET), gather(NET), compare(NET, one.compare or 0, view.t, lens_mask(NET, "core")))
    assert told in words(found)


def test_the_dates_are_told_in_the_order_of_time() -> None:
    assert words(document("2014-01-01", "2018-06-01")) == words(document("2018-06-01", "2014-01-01"))


def test_what_is_only_possible_is_told_so() -> None:
    said = words(document("2018-03-10", "2014-01-01"))
    assert "Severed | 0 | 1 (1 only possibly)" in said
    assert "Embassy of Eastland | Open → Severed, possibly |" in said
    assert "(severed, only possibly)" in said


def test_channels_are_told_before_what_is_none_and_each_in_the_order_of_time() -> None:
    table = [block for block in document("2018-06-01", "2014-01-01").blocks if isinstance(block, Table)][1]
    assert [spans(row[0][0]) for row in table.rows] == [
        "Westland → Eastland", "Embassy of Eastland", "Łódź · Foreign Minister",
    ]  # fmt: skip


def test_without_a_second_date_the_year_before_counts() -> None:
    said = words(document("2018-06-01"))
    assert "Between 1 June 2017 and 1 June 2018 one channel got worse (severed) and none got better:" in said
    assert "State | 1 Jun 2017 | 1 Jun 2018" in said


def test_states_are_counted_at_both_dates() -> None:
    said = words(document("2018-06-01", "2014-01-01")).splitlines()
    assert {"Open | 1 | 0", "Severed | 0 | 1", "Suspended | 0 | 1", "Ended | 1 | 0"} <= set(said)


def test_claims_stand_side_by_side_with_their_sources() -> None:
    said = words(document("2018-06-01"))
    assert "When it closed. / Embassy of Eastland | “In March” [2] | “In May” [3]" in said


def test_what_is_disputed_beside_the_picture_is_not_told() -> None:
    assert "When it closed." not in words(document("1990"))


def test_posts_have_their_holders_while_they_hold_them() -> None:
    assert "Foreign Ministry | Bob Łódź | 5 May 2005" in words(document("2014-06-01"))
    assert "Posts and their holders" not in words(document("2018-06-01"))


def test_sources_are_numbered_as_they_are_cited_and_only_web_addresses_are_links() -> None:
    found = document("2018-06-01", "2014-01-01")
    entries = next(block for block in found.blocks if isinstance(block, Entries))
    assert [spans(line).split(".")[0] for line in entries.lines] == ["A", "Memoir", "nowhere"]
    assert [span.url for line in entries.lines for span in line if span.url] == ["https://example.org/a"]


def test_many_numbers_in_a_row_are_a_range() -> None:
    notes = Notes(NET.dataset)
    assert notes.cite(("a", "b")) == "[1, 2]"
    assert notes.cite(("a", "b", "c", "d", "x", "y#3")) == "[1–6]"
    assert notes.cite(("y", "a", "c", "d")) == "[1, 3, 4, 6]"
    assert notes.cite(()) == ""


def test_a_report_says_what_it_is_of() -> None:
    found = document("2018-06-01", "2014-01-01")
    about = [spans(line) for line in found.about]
    assert about[:3] == ["1 January 2014 to 1 June 2018", "Lens: Core", "The dataset is as of 31 Dec 2020."]
    assert found.running == "Two sides · 1 January 2014 to 1 June 2018"


def test_dates_outside_of_the_dataset_are_told() -> None:
    assert any("outside of the dataset" in spans(line) for line in document("2150-01-01").about)
    assert "no channel got better or worse" in words(document("2150-01-01"))


def test_an_empty_dataset_has_a_report_too() -> None:
    net = build(schema.Dataset())
    request = ReportRequest(net, default_view(net), np.zeros((0, 2), np.float32))
    for name in ("a.pdf", "a.md"):
        assert report_files(request, name)[name]
    said = words(document_of(Asked(net, default_view(net), request.positions), Fonts()))
    assert "cites no source" in said and "Untitled dataset" in said and "The network." in said
    assert "What changed" not in said and "State | How many" in said


@pytest.mark.parametrize("name", ["a.pdf", "a.md"])
def test_the_same_report_twice_is_the_same_bytes(name: str) -> None:
    assert files(name) == files(name)


def test_another_process_writes_the_same_bytes(tmp_path: Path) -> None:
    digest = "hashlib.md5(files('a.pdf')['a.pdf']).hexdigest()"
    code = f"import hashlib\nfrom tests.publish.test_report import files\nprint({digest})"
    told = []
    for seed in ("1", "2"):
        env = {**os.environ, "PYTHONHASHSEED": seed}
        script = f"from netexplorer.paint.fonts import gui_application\napp = gui_application()\n{code}"
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=env)
        told.append(done.stdout)
    assert told[0] == told[1] and len(told[0]) == 33


def test_a_job_writes_the_same_bytes_in_its_thread_without_a_word_from_qt(qtlog: object) -> None:
    net = many()
    request = ReportRequest(
        net, ViewState(t=net.axis.parse("2016").earliest), places(net), net.axis.parse("2014").earliest
    )
    found: list[dict[str, bytes]] = []
    thread = threading.Thread(target=lambda: found.append(report_files(request, "a.pdf")))
    thread.start()
    thread.join()
    assert found == [report_files(request, "a.pdf")]
    assert qtlog.records == []  # type: ignore[attr-defined]


@needs_poppler
def test_a_pdf_has_its_text_its_links_and_its_page_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(files("a.pdf", "2018-06-01", "2014-01-01")["a.pdf"])
    said = told_by("pdftotext", "-layout", str(path), "-")
    assert "Two sides" in said and "Page 1 of 2" in said and "Page 2 of 2" in said
    assert "Open → Severed" in said and "https://example.org/a" in said
    assert re.findall(r"https://\S+", told_by("pdfinfo", "-url", str(path))) == ["https://example.org/a"]


@needs_poppler
def test_hostile_texts_are_letters_in_a_pdf(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    data = files("a.pdf", net=hostile())["a.pdf"]
    path.write_bytes(data)
    said = " ".join(told_by("pdftotext", str(path), "-").split())
    assert "<script>alert(1)</script>" in said
    links = told_by("pdfinfo", "-url", str(path))
    assert "javascript" not in links and "https://example.org/a%29b%3Ec%22d%20e" in links
    assert b"/JavaScript" not in data and b"/JS" not in data


def test_hostile_texts_are_letters_in_markdown() -> None:
    said = files("a.md", net=hostile())["a.md"].decode()
    assert "<script" not in said and "http://evil" not in said and not re.search(r"(?<!\\)\]\(javascript", said)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; \\[x\\](javascript:alert(1)) \\*\\*b\\*\\*" in said
    assert " \\`c\\` \\| d \\# e www\\.evil.example http\\://evil.example" in said
    assert "](<https://example.org/a)b%3Ec%22d%20e>)" in said
    headings = [line for line in said.splitlines() if line.startswith("#")]
    assert [line for line in headings if line.startswith("## ")] == headings[1:] and len(headings) < 8


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("- no list", "\\- no list"),
        ("1. no list", "1\\. no list"),
        ("+ no\nlist", "\\+ no list"),
        ("a_b*c", "a\\_b\\*c"),
        ("AT&T <x@y.z>", "AT&amp;T &lt;x\\@y.z&gt;"),
        ("HTTPS://x", "HTTPS\\://x"),
        ("back\\slash", "back\\\\slash"),
        ("", ""),
    ],
)
def test_what_means_something_in_markdown_is_escaped(text: str, written: str) -> None:
    assert escaped(text) == written


def test_the_picture_of_a_markdown_file_lies_beside_it_and_is_named_after_it(tmp_path: Path) -> None:
    one = asked()
    paths = write_report(ReportRequest(one.net, one.view, one.positions), tmp_path / "my report.md")
    assert [path.name for path in paths] == ["my report.png", "my report.md"]
    assert "](<my%20report.png>)" in paths[1].read_text() and paths[0].read_bytes().startswith(b"\x89PNG")


def test_a_name_that_says_no_format_is_refused() -> None:
    with pytest.raises(UserError, match="no kind of report"):
        files("a.docx")


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from netexplorer.publish import report

    real = report.write_atomic

    def full(path: Path, data: bytes) -> None:
        if path.suffix == ".md":
            raise UserError("there is no space left on the disk")
        real(path, data)

    monkeypatch.setattr(report, "write_atomic", full)
    one = asked()
    with pytest.raises(UserError, match="no space left"):
        write_report(ReportRequest(one.net, one.view, one.positions), tmp_path / "a.md")
    assert list(tmp_path.iterdir()) == []


ODD = ("T" * 5000, "مجلس الناتو وروسيا \u202eoverride", "agreed 🤝 👩\u200d🚀", "a\ud800b\x00c")


@pytest.mark.parametrize("title", ODD)
@pytest.mark.parametrize("name", ["a.pdf", "a.md"])
def test_odd_titles_make_a_report(title: str, name: str) -> None:
    data = replace(small_dataset(), title=title)
    assert len(files(name, net=build(data))[name]) > 500


def test_very_much_is_counted_instead_of_listed() -> None:
    net = many()
    t0, t = (net.axis.parse(year).earliest for year in ("2014", "2016"))
    said = words(document_of(Asked(net, ViewState(t=t), places(net), t0), Fonts()))
    assert "Between 2014 and 2016, 600 relationships opened; none got better or worse:" in said
    assert "200 more are not listed here." in said


def test_nothing_of_a_view_but_date_lens_and_filters_matters() -> None:
    one = asked()
    plain = ReportRequest(one.net, one.view, one.positions)
    other = msgspec.structs.replace(plain, view=replace(one.view, selected="actor:w", page="table"))
    assert report_files(plain, "a.pdf") == report_files(other, "a.pdf")


def told_by(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
