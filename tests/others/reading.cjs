// Run by node in .venv-others: reads the files of a folder with graphology and Cytoscape.js, and prints what they found.
const fs = require("fs");
const path = require("path");
const { createRequire } = require("module");

const [folder, modules] = process.argv.slice(2);
const load = createRequire(path.join(modules, "package.json"));
const { MultiGraph } = load("graphology");
const gexf = load("graphology-gexf");
const graphml = load("graphology-graphml");
const cytoscape = load("cytoscape");

const graph = (it) => ({
  nodes: it.mapNodes((id, data) => [id, data]),
  edges: it.mapEdges((id, data, source, target) => [source, target, data]),
});
const text = (file) => fs.readFileSync(file, "utf8");
const readers = {
  // as Gephi Lite and Retina call it
  "graphology gexf": [".gexf", (file) => graph(gexf.parse(MultiGraph, text(file), { allowUndeclaredAttributes: true }))],
  "graphology graphml": [".graphml", (file) => graph(graphml.parse(MultiGraph, text(file)))],
  "Cytoscape.js": [".cyjs", (file) => {
    const cy = cytoscape({ headless: true, ...JSON.parse(text(file)) });
    return {
      nodes: cy.nodes().map((each) => [each.id(), each.data()]),
      edges: cy.edges().map((each) => [each.source().id(), each.target().id(), each.data()]),
    };
  }],
};
const found = {};
for (const [program, [suffix, read]] of Object.entries(readers)) {
  for (const name of fs.readdirSync(folder).filter((each) => each.endsWith(suffix)).sort()) {
    const key = `${program}: ${path.basename(name, suffix)}`;
    try {
      found[key] = read(path.join(folder, name));
    } catch (error) {
      found[key] = { refused: String(error) };
    }
  }
}
console.log(JSON.stringify(found));
