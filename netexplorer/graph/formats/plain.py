"""The formats of plain text with sections, brackets or braces, as rows of the table of formats."""

from __future__ import annotations

from netexplorer.graph.formats import dl, dot, gdf, gml, gml_write, pajek, pajek_write, tlp, vna
from netexplorer.graph.formats.foreign import reader
from netexplorer.graph.formats.row import Format

PLAIN = (
    Format(
        "pajek",
        "Pajek",
        (".net", ".paj", ".tim", ".pajek"),
        pajek.sniff,
        reader(pajek.read),
        pajek_write.write,
        pajek_write.losses,
    ),
    Format(
        "dot", "Graphviz DOT", (".dot", ".gv"), dot.sniff, reader(dot.read)
    ),  # which may begin with a list called graph, as GML does
    Format("gml", "GML", (".gml",), gml.sniff, reader(gml.read), gml_write.write, gml_write.losses),
    Format("dl", "UCINET DL", (".dl",), dl.sniff, reader(dl.read)),
    Format("gdf", "GDF", (".gdf",), gdf.sniff, reader(gdf.read)),
    Format("vna", "NetDraw VNA", (".vna",), vna.sniff, reader(vna.read)),
    Format("tlp", "Tulip TLP", (".tlp", ".tlpz"), tlp.sniff, reader(tlp.read)),
)
