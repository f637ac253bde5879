"""The rows of the table of formats for networks that are told as streams, spells, contacts, facts and families."""

from __future__ import annotations

from netexplorer.graph.formats import (
    dgs,
    dynetml,
    dynetx,
    edgelist,
    facts,
    gedcom,
    ianus,
    ndtv,
    netsjson,
    son,
    spells_csv,
    spells_write,
)
from netexplorer.graph.formats.foreign import reader
from netexplorer.graph.formats.row import Format

# Recognised by what no other format begins with.
MARKED = (
    Format("dgs", "GraphStream DGS", (".dgs",), dgs.sniff, reader(dgs.read)),
    Format("dynetml", "DyNetML (ORA)", (".dynetml",), dynetml.sniff, reader(dynetml.read)),
    Format("gedcom", "GEDCOM", (".ged", ".gedcom"), gedcom.sniff, reader(gedcom.read)),
    Format("ianus", "Ianus temporal network", (".ten",), ianus.sniff, reader(ianus.read)),
    Format("netsjson", "netsJSON", (), netsjson.sniff, reader(netsjson.read)),
    Format("sonia", "SoNIA", (".son",), son.sniff, reader(son.read)),
    Format("ndtv", "networkDynamic JSON (ndtv)", (), ndtv.sniff, reader(ndtv.read)),
    Format("dynetx-json", "DyNetX JSON", (), dynetx.sniff_json, reader(dynetx.read_json)),
    Format(
        "networkdynamic",
        "networkDynamic spells (R)",
        (".spells.csv",),
        spells_csv.sniff,
        reader(spells_csv.read),
        spells_write.write,
        spells_write.losses,
        spells_write.VERTICES,
    ),
)

# Recognised by the shape of their lines, so that they come after all that have marks.
LISTS = (
    Format("dynetx", "DyNetX interactions", (), dynetx.sniff, reader(dynetx.read)),
    Format("facts", "Temporal knowledge graph", (), facts.sniff, reader(facts.read)),
    Format("dictionary", "Dictionary of a knowledge graph", (), facts.sniff_dictionary, reader(facts.read_dictionary)),
    Format(
        "edgelist",
        "Edge list (SNAP, KONECT, SocioPatterns)",
        (".edges", ".konect", ".ncol"),
        edgelist.sniff,
        reader(edgelist.read),
    ),
)
