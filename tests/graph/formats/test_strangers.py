"""Well-known files that are in no format of ours are called by their names, with a way to one that can be read."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from netexplorer.errors import UserError
from tests.graph.formats.told import opened

TRIPLE = "<http://a> <http://xmlns.com/foaf/0.1/knows> <http://b> ."
XML = '<?xml version="1.0"?>\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>'


@pytest.mark.parametrize("text", [f"@prefix a: <http://a> .\n{TRIPLE}", TRIPLE, f"# made by hand\n{TRIPLE}", XML])
@pytest.mark.parametrize("name", ["x.ttl", "x.nt", "x.rdf", "x.txt"])
def test_rdf_is_refused_with_a_way_to_a_table(tmp_path: Path, text: str, name: str) -> None:
    with pytest.raises(UserError, match=r"this file is RDF.*SELECT in SPARQL"):
        opened(tmp_path, text, name)


def test_linked_data_in_json_is_refused_with_the_same_way(tmp_path: Path) -> None:
    data = {"@context": "https://schema.org", "@graph": [{"@id": "a", "knows": {"@id": "b"}}]}
    with pytest.raises(UserError, match=r"linked data.*SELECT in SPARQL"):
        opened(tmp_path, json.dumps(data), "x.jsonld")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (gzip.compress(b"RDX3\nX\n\0\0"), "a workspace of R"), (b"SQLite format 3\0rest", "an SQLite database"),
        (b"%PDF-1.7\n", "a PDF"), (b"\x80\x04\x95\x10\0\0", "a pickle of Python"), (b"$FL2@(#)", "a data set of SPSS"),
    ],
)  # fmt: skip
def test_files_of_other_programs_are_called_by_their_names(tmp_path: Path, data: bytes, what: str) -> None:
    with pytest.raises(UserError, match=f"this file is {what}"):
        opened(tmp_path, data, "x.dat")


def test_what_nobody_knows_is_refused_with_what_is_known(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"in no format that is known.*Known are"):
        opened(tmp_path, b"\1\2\3\4", "x.dat")
