"""What a page is made of: data that cannot end its script, a policy that fits, modules in order, bounds."""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from netexplorer.errors import UserError
from netexplorer.graph.hearing import as_told
from netexplorer.graph.network import TemporalNetwork, build
from netexplorer.graph.schema import Actor, Dataset, Lens, Relationship
from netexplorer.graph.testimony import Testimony
from netexplorer.publish.page import MOST_RELATIONSHIPS, PageOptions, page
from netexplorer.publish.page.document import as_json, script
from netexplorer.resources import asset
from netexplorer.session.layout import placeholder
from netexplorer.session.opening import default_view

MODULES = sorted(asset("page/js").glob("*.js"))


def made(net: TemporalNetwork, **options: object) -> str:
    return page(net, default_view(net), placeholder(net), PageOptions(**options)).decode()  # type: ignore[arg-type]


def data_in(text: str) -> dict[str, object]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    assert found is not None
    return dict(json.loads(found[1]))


@given(st.text() | st.sampled_from(["</script>", "<!--<script>", "\u2028\u2029", "\ud800", "&lt;"]))
def test_no_text_can_end_the_script_it_stands_in(text: str) -> None:
    written = as_json({text: text})
    assert not set(written) & set("<>&\u2028\u2029")
    written.encode()
    assert json.loads(written) == {text: text}


def test_the_policy_allows_the_very_script_and_style_of_the_page_and_no_others(channels: TemporalNetwork) -> None:
    text = made(channels)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    for tag, kind in (("script", 'script type="module"'), ("style", "style")):
        body = re.search(rf"<{kind}>(.*?)</{tag}>", text, re.DOTALL)
        assert body is not None
        digest = base64.b64encode(sha256(body[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy[1]
    assert "default-src 'none'" in policy[1]
    assert "unsafe" not in policy[1]


def test_nothing_in_the_page_is_loaded_from_elsewhere(channels: TemporalNetwork) -> None:
    text = made(channels)
    shell = text.replace(json.dumps(""), "").split('id="data">')[0] + text.split("</script>", 1)[1]
    assert not re.findall(r"""(?:src|href)=["'](?!data:|#)""", shell)
    assert not re.findall(r"@import|url\(|fetch\(|XMLHttpRequest|WebSocket|sendBeacon|importScripts", shell)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_a_module_is_small_and_writes_no_markup(module: Path) -> None:
    text = module.read_text()
    assert len(text.splitlines()) <= 400
    assert not re.findall(
        r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|new Function|srcdoc|\.cssText", text
    )


def test_every_module_is_in_the_script_after_those_that_it_imports() -> None:
    order = re.findall(r"^const \$(\w+) = ", script(), re.MULTILINE)
    assert sorted(order) == [module.stem for module in MODULES]
    for module in MODULES:
        for wanted in re.findall(r'from "\./(\w+)\.js"', module.read_text()):
            assert order.index(wanted) < order.index(module.stem)


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_the_script_is_understood_by_node(tmp_path: Path) -> None:
    path = tmp_path / "page.mjs"
    path.write_text(script())
    done = subprocess.run(["node", "--check", str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_same_view_gives_the_same_bytes(alliances: TemporalNetwork) -> None:
    assert made(alliances) == made(alliances)


def test_the_page_of_the_bundled_dataset_is_less_than_a_megabyte(channels: TemporalNetwork) -> None:
    assert len(made(channels).encode()) <= 1_000_000


def test_every_relationship_is_carried_and_a_lens_carries_only_its_own(channels: TemporalNetwork) -> None:
    whole, part = data_in(made(channels)), data_in(made(channels, only_lens=True))
    assert whole["rels"]["id"] == list(channels.rel_ids)  # type: ignore[index]
    assert set(part["rels"]["id"]) < set(channels.rel_ids)  # type: ignore[index]
    assert [lens["id"] for lens in part["lenses"]] == ["core"]  # type: ignore[attr-defined]
    assert max(part["rels"]["src"] + part["rels"]["dst"]) < len(part["actors"]["id"])  # type: ignore[index]


def large(lenses: tuple[Lens, ...] = ()) -> TemporalNetwork:
    ties = [
        Relationship(id=f"r{k}", source="a", target="b", tags=("few",) if k < 5 else ())
        for k in range(MOST_RELATIONSHIPS + 1)
    ]
    return build(Dataset(actors=(Actor(id="a"), Actor(id="b")), relationships=tuple(ties), lenses=lenses))


def test_too_many_relationships_are_refused_with_the_lenses_that_would_do() -> None:
    net = large((Lens(id="all"), Lens(id="few", tags=("few",))))
    with pytest.raises(
        UserError, match=r"20,000 relationships, and here are 20,001\. Choose one of these lenses: few\."
    ):
        made(net)


def test_too_many_relationships_without_a_lens_are_refused_with_what_to_do() -> None:
    with pytest.raises(UserError, match="Make a smaller dataset"):
        made(large())


def test_an_actor_without_a_place_stands_somewhere(alliances: TemporalNetwork) -> None:
    xy = placeholder(alliances).copy()
    xy[3] = np.nan
    data = data_in(page(alliances, default_view(alliances), xy).decode())
    assert data["actors"]["x"][3] == 0  # type: ignore[index]
    assert len(data["actors"]["x"]) == len(alliances.actor_ids)  # type: ignore[index]


def test_a_page_tells_what_one_source_tells_and_says_so(channels: TemporalNetwork) -> None:
    view = replace(default_view(channels), testimony=Testimony(publisher="Kommersant"))
    heard = as_told(channels, view.testimony)
    data = data_in(page(channels, view, placeholder(channels)).decode())
    assert len(data["rels"]["id"]) == np.count_nonzero(np.diff(heard.change_start)) < len(channels.rel_ids)  # type: ignore[index]
    assert "Kommersant" in data["meta"]["testimony"]  # type: ignore[index]
