"""The formats of others, in the order in which they are asked whether a file is theirs: the specific ones first."""

from __future__ import annotations

from netexplorer.graph.formats import (
    archive,
    dated,
    gexf,
    gexf_write,
    graphml,
    graphml_write,
    jsons,
    plain,
    sif,
    tables_file,
)
from netexplorer.graph.formats.foreign import reader
from netexplorer.graph.formats.row import Format

_FILES = (
    *dated.MARKED,
    *jsons.JSONS,
    Format("gexf", "GEXF (Gephi)", (".gexf",), gexf.sniff, reader(gexf.read), gexf_write.write, gexf_write.losses),
    Format(  # read as any other GEXF; written for programs that know no newer one
        "gexf-1.2",
        "GEXF 1.2",
        (".1.2.gexf",),
        gexf.sniff,
        reader(gexf.read),
        gexf_write.write_old,
        gexf_write.losses,
    ),
    Format(
        "graphml",
        "GraphML",
        (".graphml", ".graphmlz"),
        graphml.sniff,
        reader(graphml.read),
        graphml_write.write,
        graphml_write.losses,
    ),
    *plain.PLAIN,
    Format("sif", "Simple interaction format", (".sif",), sif.sniff, reader(sif.read)),
    *dated.LISTS,
    *tables_file.TABLES,
)

# Files in files: asked for first or last, as a tar looks like nothing else, and many formats are zips.
OTHERS = (
    Format(
        "tar",
        "Archive of several files (tar)",
        (".tar", ".tgz", ".tbz2"),
        archive.sniff_tar,
        archive.reader(lambda: _FILES),
    ),
    *_FILES,
    Format("zip", "Archive of several files (zip)", (".zip",), archive.sniff_zip, archive.reader(lambda: _FILES)),
)
