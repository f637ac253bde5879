/** What the page shows, read once. Rows are numbers into its columns; -1 is none. @type {any} */
export const D = JSON.parse(document.getElementById("data").textContent);

export const ENDED = -1;
export const NOT_YET = -2;

export const actors = D.actors;
export const rels = D.rels;
export const changes = D.changes;
export const time = D.time;
export const N = actors.id.length;
export const M = rels.id.length;
export const C = changes.state.length;

/** Ticks as doubles: what has no bound is infinite. */
const bound = (ticks, none) => Float64Array.from(ticks, (tick) => (tick === null ? none : tick));
export const from = bound(changes.from, -Infinity);
export const to = bound(changes.to, Infinity);
export const start = Int32Array.from(changes.start);
export const src = Int32Array.from(rels.src);
export const dst = Int32Array.from(rels.dst);
export const isChannel = Uint8Array.from(rels.channel);

/** The relationship of every change. */
export const relOf = new Int32Array(C);
for (let rel = 0; rel < M; rel++) relOf.fill(rel, start[rel], start[rel + 1]);

/** A column of marks from the rows that have one. @returns {Uint8Array} */
export function marked(size, rows) {
  const out = new Uint8Array(size);
  for (const row of rows) out[row] = 1;
  return out;
}

/** Relationships that need no line while the name of an office has below it what they say; and the offices. */
export const isFolded = marked(M, rels.folded);
export const isOffice = marked(N, D.offices.map((office) => office.actor));
export const disputedChanges = marked(C, changes.disputed);
export const unstatedChanges = marked(C, changes.unstated);
/** Whether any change or end is only possible at some date. */
export const hasDoubts = changes.doubt.some(Boolean) || changes.untilDoubt.some(Boolean);
export const hasChannels = rels.channel.includes(1);

const rowsOf = (ids) => new Map(ids.map((id, row) => [id, row]));
export const actorRow = rowsOf(actors.id);
export const relRow = rowsOf(rels.id);
export const eventRow = rowsOf(D.events.map((event) => event.id));

const rowsByKind = new Map([["actor", actorRow], ["relationship", relRow], ["event", eventRow]]);

/** What a selection text such as `actor:nato` names; no kind when the page has no such thing. */
export function find(selected) {
  const at = selected.indexOf(":");
  const kind = selected.slice(0, at);
  const row = rowsByKind.get(kind)?.get(selected.slice(at + 1));
  return row === undefined ? { kind: "", row: -1 } : { kind, row };
}

const lists = Array.from({ length: N }, () => []);
for (let rel = 0; rel < M; rel++) {
  lists[src[rel]].push(rel);
  if (dst[rel] !== src[rel]) lists[dst[rel]].push(rel);
}
/** The relationships of every actor, ascending. @type {number[][]} */
export const touching = lists;

/** What a state code is called. */
export function stateLabel(code) {
  if (code === ENDED) return "Ended";
  return code === NOT_YET ? "Not yet" : D.states[code].label;
}

export const typeLabel = (rel) => (rels.type[rel] < 0 ? "" : D.types[rels.type[rel]].label);
