"""Programs of others read what we write: ``make setup-others`` installs them, and without them this is skipped."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from netexplorer.graph.formats import every_format, native
from netexplorer.graph.network import build
from netexplorer.graph.schema import Actor, Change, Dataset, Relationship, RelationshipType, Source, TimeSpec

ROOT = Path(__file__).parents[2]
OTHERS = Path(os.environ.get("NETEXPLORER_OTHERS", ROOT / ".venv-others"))
PYTHON = OTHERS / "bin" / "python"
MODULES = OTHERS / "node_modules"
WRITTEN = {"gexf": ".gexf", "graphml": ".graphml", "gml": ".gml", "pajek": ".net", "nodelink": ".nodelink",
           "cytoscapejs": ".cyjs", "cx2": ".cx2", "ftm": ".ftm"}  # fmt: skip
Found = dict[str, dict[str, Any]]

needs_python = pytest.mark.skipif(not PYTHON.is_file(), reason="make setup-others has not been run: no .venv-others")
needs_node = pytest.mark.skipif(
    not MODULES.is_dir() or shutil.which("node") is None,
    reason="node, or what make setup-others installs for it, is missing",
)

EXTRA = {"x": 1.5, "y": -2.0, "color": "#ff8000", "size": 3, "weight": 2, "odd <&> name": "a"}
ODD = Dataset(
    title="T & <t>",
    types=(RelationshipType(id="owns", directed=True),),
    sources=(Source(id="s", title="S", publisher="P", url="https://example.org/a"),),
    actors=(
        Actor(
            id="a b", name='Änne "A" <b>', names={"ru": "Анна"}, kind="person", side="x & y", tags=("t",), extra=EXTRA
        ),
        Actor(id="שלום", name="名 🕊", active="-0427/1998-05", aliases=("Z",), extra={"list": [1, 2], "flag": True}),
        Actor(id="007"),
    ),
    relationships=(
        Relationship(
            id="r",
            source="a b",
            target="שלום",
            type="owns",
            label="L & l",
            changes=(
                Change(from_="-0044-03-15", state="open", note="N\nn", values={"staff": 30}, sources=("s#2",)),
                Change(
                    from_="2001-05-04T10:00:30Z", until="2001-05-04T10:00:30Z", state="severed", values={"staff": 2.5}
                ),
            ),
            extra=EXTRA,
        ),
        Relationship(
            id="q", source="007", target="007", type="owns", changes=(Change(from_="1998~", until="2001-21"),)
        ),
        Relationship(id="p", source="a b", target="שלום", type="owns"),
    ),
)
NUMBERS = Dataset(
    time=TimeSpec(kind="number", unit="s"),
    actors=(Actor(id="a", active="1/2.5"), Actor(id="b")),
    relationships=(
        Relationship(id="r", source="a", target="b", changes=(Change(from_=-3, until=0.5), Change(from_=1e9))),
    ),
)
DAYS = Dataset(
    actors=(Actor(id="a", active="1990-01-01/.."), Actor(id="b")),
    relationships=(
        Relationship(
            id="r",
            source="a",
            target="b",
            changes=(Change(from_="1998-02-03", state="open"), Change(from_="2014-04-01", state="severed")),
        ),
    ),
)
STATIC = Dataset(actors=(Actor(id="a", name="A"), Actor(id="b")), relationships=(Relationship(source="a", target="b"),))


def datasets() -> dict[str, Dataset]:
    shipped = {path.stem: native.read(path).dataset for path in sorted((ROOT / "data").glob("*.json"))}
    return {**shipped, "odd": ODD, "numbers": NUMBERS, "days": DAYS, "static": STATIC}


EVERY = tuple(datasets())
ONE_WAY = (
    "odd",
    "numbers",
    "days",
    "static",
)  # networkx knows no networks with both directed and undirected relationships


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("written")
    known = {each.id: each for each in every_format()}
    for name, dataset in datasets().items():
        for ident, suffix in WRITTEN.items():
            if ident != "ftm" or dataset.time.kind == "calendar":
                known[ident].save(dataset, made / f"{name}{suffix}")
    return made


def _told(*words: object) -> Found:
    run = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=True, timeout=300)
    told: Found = json.loads(run.stdout.splitlines()[-1])
    return told


@pytest.fixture(scope="module")
def in_python(folder: Path) -> Found:
    return _told(PYTHON, Path(__file__).with_name("reading.py"), folder)


@pytest.fixture(scope="module")
def in_node(folder: Path) -> Found:
    return _told("node", Path(__file__).with_name("reading.cjs"), folder, OTHERS)


def counts(dataset: Dataset) -> tuple[int, int]:
    return len(dataset.actors), len(dataset.relationships)


def changes(dataset: Dataset) -> int:
    return int(build(dataset).change_rel.size)


def read(found: Found, program: str, name: str) -> dict[str, Any]:
    told = found[f"{program}: {name}"]
    assert "refused" not in told, told
    return told


def counted(told: dict[str, Any]) -> tuple[int, int]:
    return len(told["nodes"]), len(told["edges"])


@needs_python
@pytest.mark.parametrize("name", EVERY)
def test_gexf_keeps_the_rules_of_its_schema(in_python: Found, name: str) -> None:
    read(in_python, "rules of GEXF", name)


@needs_python
@pytest.mark.parametrize("name", ONE_WAY)
@pytest.mark.parametrize("program", ["networkx gexf", "networkx graphml", "networkx node-link"])
def test_networkx_reads_networks_of_one_direction(in_python: Found, program: str, name: str) -> None:
    if program == "networkx gexf" and name in ("odd", "numbers"):
        assert "refused" in in_python[f"{program}: {name}"]  # it knows no times of day, and no numbers without an end
        return
    told = read(in_python, program, name)
    dataset = datasets()[name]
    assert counted(told) == counts(dataset)
    assert [id for id, _ in told["nodes"]] == [actor.id for actor in dataset.actors]


@needs_python
@pytest.mark.parametrize("name", EVERY)
def test_networkx_reads_gml_with_an_edge_for_each_change(in_python: Found, name: str) -> None:
    dataset = datasets()[name]
    told = read(in_python, "networkx gml", name)
    assert counted(told) == (len(dataset.actors), changes(dataset))
    assert [data["actor"] for _, data in told["nodes"]] == [actor.id for actor in dataset.actors]


@needs_python
@pytest.mark.parametrize("name", ONE_WAY)
def test_networkx_reads_pajek_of_one_type(in_python: Found, name: str) -> None:
    assert len(read(in_python, "networkx pajek", name)["nodes"]) == len(datasets()[name].actors)


@needs_python
@pytest.mark.parametrize("name", EVERY)
def test_ndex2_reads_cx2_with_names(in_python: Found, name: str) -> None:
    told = read(in_python, "ndex2", name)
    dataset = datasets()[name]
    assert counted(told) == counts(dataset)
    assert [data["name"] for _, data in told["nodes"]] == [actor.name or actor.id for actor in dataset.actors]


@needs_python
@pytest.mark.parametrize("name", [name for name in EVERY if name != "numbers"])
def test_every_entity_is_valid_for_followthemoney(in_python: Found, name: str) -> None:
    told = read(in_python, "followthemoney", name)
    dataset = datasets()[name]
    assert counted(told) == (len(dataset.actors), changes(dataset))
    assert [data["name"][0] for _, data in told["nodes"]] == [actor.name or actor.id for actor in dataset.actors]


@needs_python
def test_followthemoney_keeps_the_dates(in_python: Found) -> None:
    edges = read(in_python, "followthemoney", "odd")["edges"]
    dates = [(data.get("startDate"), data.get("endDate")) for *_, data in edges]
    assert dates == [
        (None, ["2001-05-04T10:00:29"]),
        (["2001-05-04T10:00:30"],) * 2,
        (["1998"], ["2001-05"]),
        (None, None),
    ]


@needs_node
@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("program", ["graphology gexf", "Cytoscape.js"])
def test_graphology_and_cytoscape_read_everything_with_labels(in_node: Found, program: str, name: str) -> None:
    told = read(in_node, program, name)
    dataset = datasets()[name]
    assert counted(told) == counts(dataset)
    named = {id: data.get("label", "") for id, data in told["nodes"]}
    assert named == {actor.id: actor.name for actor in dataset.actors}


@needs_node
def test_graphology_knows_attributes_by_their_names(in_node: Found) -> None:
    told = read(in_node, "graphology gexf", "odd")
    assert told["nodes"][0][1]["odd <&> name"] == "a" and told["nodes"][0][1]["kind"] == "person"
    assert told["nodes"][0][1]["color"] == "rgb(255,128,0)"
    assert (told["edges"][0][2]["state"], told["edges"][0][2]["weight"]) == ("severed", 2)


@needs_node
@pytest.mark.parametrize("name", ONE_WAY)
def test_graphology_reads_graphml(in_node: Found, name: str) -> None:
    assert counted(read(in_node, "graphology graphml", name)) == counts(datasets()[name])
