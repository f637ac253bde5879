// Reads a GEXF or GraphML file with graphology, and prints seconds of processor and clock, and the peak in MB.
// node graphology.cjs FOLDER-OF-MODULES FILE
"use strict";
const fs = require("fs");
const path = require("path");
const [modules, file] = process.argv.slice(2);
const began = process.hrtime.bigint();
const load = (name) => require(path.join(modules, "node_modules", name));
const kind = path.extname(file).slice(1);
const graph = load(`graphology-${kind}`).parse(load("graphology").MultiDirectedGraph, fs.readFileSync(file, "utf8"));
if (!graph.size) throw new Error("no edges were read");
const used = process.resourceUsage();
const clock = Number(process.hrtime.bigint() - began) / 1e9;
console.log(JSON.stringify([(used.userCPUTime + used.systemCPUTime) / 1e6, clock, used.maxRSS / 1024]));
