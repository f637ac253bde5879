"""The formats in JSON, as rows of the table of formats. All but FollowTheMoney are read by their whole shape."""

from __future__ import annotations

from netexplorer.graph.formats import (
    cx1,
    cx2,
    cx2write,
    cytoscapejs,
    ftm,
    ftmwrite,
    graphology,
    jsonfiles,
    jsonwrite,
    nodelink,
    oligrapher,
    popolo,
    tables_json,
)
from netexplorer.graph.formats.foreign import reader
from netexplorer.graph.formats.row import Format

_read = reader(jsonfiles.read)

# Recognised by their keys; after every other format in JSON, for any JSON is recognised by the last of these.
JSONS = (
    Format(
        "ftm",
        "FollowTheMoney",
        (".ftm", ".ijson", ".jsonl", ".ndjson"),
        ftm.sniff,
        reader(ftm.read),
        ftmwrite.write,
        ftmwrite.losses,
    ),
    Format("cx2", "CX2", (".cx2",), cx2.sniff, _read, cx2write.write, cx2write.losses),
    Format("cx", "CX", (".cx",), cx1.sniff, _read),
    Format("popolo", "Popolo", (), popolo.sniff, _read),
    Format("oligrapher", "Oligrapher", (), oligrapher.sniff, _read),
    Format("bundle", "MiniVan and Gephi Lite", (), graphology.sniff_bundle, _read),
    Format("graphology", "graphology JSON", (), graphology.sniff, _read),
    Format(
        "cytoscapejs",
        "Cytoscape.js",
        (".cyjs",),
        cytoscapejs.sniff,
        _read,
        jsonwrite.write_cytoscapejs,
        jsonwrite.losses,
    ),
    Format("visnetwork", "vis-network", (), nodelink.is_vis, _read),
    Format(
        "nodelink", "node-link JSON", (".nodelink",), nodelink.sniff, _read, jsonwrite.write_nodelink, jsonwrite.losses
    ),
    Format("jsontable", "Table (JSON)", (), tables_json.sniff, _read),
    Format("otherjson", "JSON of other shapes", (), jsonfiles.sniff, _read),
)
