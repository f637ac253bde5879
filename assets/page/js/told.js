import { D, ENDED, NOT_YET, actors, changes, dst, from, isChannel, rels, src, start, stateLabel, time, to, touching,
  typeLabel } from "./data.js";

/** Cards, lines of a history and neighbours: so many of each stand on one page, the others are counted. */
export const MOST = 200;

/** The change to tell about: the one in force, of what has ended the last, else the first; -1 without any. */
export function toldChange(frame, rel) {
  if (frame.current[rel] >= 0) return frame.current[rel];
  let row = start[rel];
  if (row === start[rel + 1]) return -1;
  while (frame.states[rel] === ENDED && row + 1 < start[rel + 1] && from[row + 1] <= frame.t) row++;
  return row;
}

/** Since when a relationship stands as it does, as precisely as that is known. */
export function sinceOf(frame, rel) {
  const row = toldChange(frame, rel);
  if (row < 0) return frame.states[rel] < 0 ? "" : "with no date given";
  if (frame.states[rel] === ENDED) return changes.until[row] ? `on ${changes.until[row]}` : "";
  if (frame.states[rel] === NOT_YET) return changes.date[row] ? `begins ${changes.date[row]}` : "";
  return frame.uncertain[rel] && changes.maybe[row] ? changes.maybe[row] : changes.since[row];
}

/** The relationships a dossier tells of: channels, or everything where there is none. */
export function toldOf(actor) {
  const own = touching[actor];
  return own.some((rel) => isChannel[rel]) ? own.filter((rel) => isChannel[rel]) : own;
}

/** Those that are or were, the latest change first and what has ended last. */
export function sortedCards(frame, own) {
  const seen = own.length > 1 ? own.filter((rel) => frame.states[rel] !== NOT_YET) : own;
  const key = (rel) => {
    const row = toldChange(frame, rel);
    const tick = row < 0 ? -Infinity : frame.states[rel] === ENDED ? to[row] : from[row];
    return { over: frame.states[rel] === ENDED ? 1 : 0, tick: tick === -Infinity ? time.first - 1 : tick, rel };
  };
  return seen.map(key).sort((a, b) => a.over - b.over || b.tick - a.tick || a.rel - b.rel).map((each) => each.rel);
}

/** All changes and ends of some relationships, and the events on days without a change; newest first. */
export function historyOf(frame, own, isAbout) {
  const rows = [];
  const current = new Set(own.map((rel) => frame.current[rel]));
  for (const rel of own) {
    for (let row = start[rel]; row < start[rel + 1]; row++) {
      const text = changes.note[row] || [stateLabel(changes.state[row]), ...changes.values[row]].join("; ");
      rows.push({ date: changes.date[row], tick: from[row], text, rel, state: changes.state[row], now: current.has(row), event: null });
      const ends = changes.until[row] && (row + 1 === start[rel + 1] || from[row + 1] > to[row]);
      if (ends) rows.push({ date: changes.until[row], tick: to[row], text: `Ended: ${rels.label[rel]}`, rel, state: ENDED, now: false, event: null });
    }
  }
  const days = new Set(rows.map((row) => row.tick));
  for (const event of D.events) {
    if (isAbout(event) && !days.has(event.tick)) rows.push({ date: event.short, tick: event.tick, text: event.title, rel: -1, state: null, now: false, event });
  }
  return rows.sort((a, b) => b.tick - a.tick);
}

/** Each neighbour once, by the relationship that says most: channels first, what has ended last, then by name. */
export function neighboursOf(frame, actor) {
  const best = new Map();
  const score = (rel) => [frame.states[rel] === ENDED ? 2 : 0, isChannel[rel] ? 0 : 1, -frame.states[rel]];
  const less = (a, b) => a.map((each, k) => each - b[k]).find((each) => each) ?? 0;
  for (const rel of touching[actor]) {
    const other = src[rel] === actor ? dst[rel] : src[rel];
    if (other === actor || frame.states[rel] === NOT_YET) continue;
    if (!best.has(other) || less(score(rel), score(best.get(other))) < 0) best.set(other, rel);
  }
  const group = (rel) => score(rel)[0] + score(rel)[1];
  return [...best].map(([other, rel]) => ({ other, rel }))
    .sort((a, b) => group(a.rel) - group(b.rel) || actors.name[a.other].localeCompare(actors.name[b.other]));
}

/** What a relationship, an actor or an event is called, by its selection text. */
export function titleOf({ kind, row }) {
  if (kind === "actor") return actors.name[row];
  return kind === "relationship" ? rels.label[row] : D.events[row].title || D.events[row].id;
}

export const kickerOf = (actor) =>
  [actors.kind[actor] >= 0 && D.kinds[actors.kind[actor]].label, actors.side[actor] >= 0 && D.sides[actors.side[actor]].label, actors.place[actor]].filter(Boolean).join(" · ");

export const typeWords = (rel) => typeLabel(rel) || "Relationship";
