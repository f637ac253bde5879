import { C, D, ENDED, M, N, NOT_YET, actors, changes, dst, find, from, isChannel, isFolded, isOffice, marked, relOf, rels,
  src, start, to } from "./data.js";
import { addYears, captionBack, dateLabel } from "./calendar.js";
import { countsOverTime, instant, stopsOf } from "./states.js";

const bits = (text) => Uint8Array.from(text, (letter) => (letter === "1" ? 1 : 0));
const lensBits = D.lenses.map((lens) => ({ rels: bits(lens.rels), actors: bits(lens.actors) }));
const hasChanges = Uint8Array.from({ length: M }, (_, rel) => (start[rel] < start[rel + 1] ? 1 : 0));

/** Marks the two ends of every relationship of a mask. @returns {Uint8Array} */
export function endsOf(mask) {
  const out = new Uint8Array(N);
  for (let rel = 0; rel < M; rel++) if (mask[rel]) out[src[rel]] = out[dst[rel]] = 1;
  return out;
}

/** What a lens says whatever the filters: its members, who stands alone, who is ever seen, who is important. */
function lensOf(place) {
  const { rels: inside, actors: members } = lensBits[place];
  const touched = endsOf(inside);
  const lonely = members.map((each, actor) => each & ~touched[actor] & 1);
  const ever = endsOf(inside.map((each, rel) => each & hasChanges[rel]));
  const importance = Float32Array.from(actors.standing);
  for (let rel = 0; rel < M; rel++) {
    if (!inside[rel]) continue;
    importance[src[rel]] += isChannel[rel] ? 1 : 0.1;
    importance[dst[rel]] += isChannel[rel] ? 1 : 0.1;
  }
  return { inside, members, lonely, ever: ever.map((each, actor) => each | lonely[actor]), importance };
}

let kept = { key: "", base: null };

/** What the view says regardless of the date; the selection is put on top of what is kept. */
export function planOf(view) {
  const key = JSON.stringify([view.lens, view.ghosts, view.holders, ...Object.values(view.hidden).map((ids) => [...ids].sort())]);
  if (kept.key !== key) kept = { key, base: baseOf(view) };
  const chosen = find(view.selected);
  const chosenRels = chosen.kind === "relationship" ? [chosen.row] : chosen.kind === "event" ? D.events[chosen.row].rels : [];
  return {
    ...kept.base, base: kept.base,
    selectedActors: marked(N, chosen.kind === "actor" ? [chosen.row] : []),
    selectedRels: marked(M, chosenRels),
  };
}

function baseOf(view) {
  const place = Math.max(D.lenses.findIndex((lens) => lens.id === view.lens), 0);
  const lens = lensOf(place);
  const hides = (name, words) => [...words.map((word) => view.hidden[name].has(word.id)), view.hidden[name].has("")];
  const at = (marks, code) => marks[code < 0 ? marks.length - 1 : code];
  const [sides, kinds] = [hides("sides", D.sides), hides("kinds", D.kinds)];
  const families = hides("families", D.families);
  const sideOk = Uint8Array.from(actors.side, (code) => (at(sides, code) ? 0 : 1));
  const kindOk = Uint8Array.from(actors.kind, (code) => (at(kinds, code) ? 0 : 1));
  const both = (ok, rel) => ok[src[rel]] & ok[dst[rel]];
  const passes = {
    side: Uint8Array.from({ length: M }, (_, rel) => both(sideOk, rel)),
    kind: Uint8Array.from({ length: M }, (_, rel) => both(kindOk, rel)),
    family: Uint8Array.from(rels.family, (code) => (at(families, code) ? 0 : 1)),
  };
  const mask = lens.inside.map((each, rel) => each & passes.side[rel] & passes.kind[rel] & passes.family[rel]);
  return {
    ...lens, mask, passes, place, ghosts: view.ghosts, holders: view.holders,
    actorOk: sideOk.map((each, actor) => each & kindOk[actor]),
    stateOk: D.states.map((state) => !view.hidden.states.has(state.id)),
    stops: stopsOf(mask),
    counts: countsOverTime(mask),
    lanes: Int32Array.from({ length: M }, (_, rel) => rel).filter((rel) => mask[rel] && isChannel[rel]),
  };
}

/** Which relationships need no line, as the name of an office says what they say. */
export const foldsOf = (plan) => (rel) => isFolded[rel] && !plan.holders && !plan.selectedRels[rel] && !plan.selectedActors[src[rel]];

/** What is true and shown at an instant; `told` is also what the name of an office says in place of a line. */
export function frameAt(plan, t) {
  const now = instant(t);
  const [told, shown] = [new Uint8Array(M), new Uint8Array(M)];
  const folds = foldsOf(plan);
  const seen = (code) => (code >= 0 ? plan.stateOk[code] : code === ENDED && plan.ghosts);
  for (let rel = 0; rel < M; rel++) {
    const wanted = plan.selectedRels[rel] && now.states[rel] !== NOT_YET;
    told[rel] = (plan.mask[rel] && seen(now.states[rel])) || wanted ? 1 : 0;
    shown[rel] = told[rel] && !folds(rel) ? 1 : 0;
  }
  const year = addYears(t, -1);
  const recent = Uint8Array.from({ length: M }, (_, rel) => (from[now.current[rel]] > year ? 1 : 0));
  return {
    t, plan, told, shown, recent, ...now, ...shownActors(plan, now, told, shown), subtitles: subtitlesAt(now, t),
    label: dateLabel(t), caption: caption(plan, told, t),
  };
}

/** Who is drawn, and who of them faintly: only those of whom nothing is left, whatever a filter hides. */
function shownActors(plan, now, told, shown) {
  const [alive, living, counted, left] = [new Uint8Array(N), new Uint8Array(N), new Uint8Array(N), new Uint8Array(N)];
  const mark = (marks, rel) => (marks[src[rel]] = marks[dst[rel]] = 1);
  for (let rel = 0; rel < M; rel++) {
    const isSaid = told[rel] && !shown[rel] && isOffice[dst[rel]];
    if (plan.selectedRels[rel]) mark(alive, rel);
    if (now.states[rel] < 0) {
      if (isSaid) left[dst[rel]] = 1;
      continue;
    }
    if (isSaid) alive[dst[rel]] = living[dst[rel]] = counted[dst[rel]] = 1;
    if (shown[rel]) mark(alive, rel);
    if (shown[rel] && plan.mask[rel]) mark(counted, rel);
    if (plan.inside[rel] && (shown[rel] || !told[rel])) mark(living, rel);
    for (const end of [src[rel], dst[rel]]) if (!plan.members[end]) living[end] = 1;
  }
  for (let actor = 0; actor < N; actor++) {
    if (plan.lonely[actor] && plan.actorOk[actor]) alive[actor] = counted[actor] = 1;
    if (plan.selectedActors[actor]) alive[actor] = 1;
  }
  const hidden = (actor) => living[actor] && !alive[actor];
  const actorShown = alive.slice();
  for (let rel = 0; rel < M; rel++) {
    if (shown[rel] && now.states[rel] < 0 && !hidden(src[rel]) && !hidden(dst[rel])) mark(actorShown, rel);
  }
  for (let actor = 0; actor < N; actor++) if (left[actor] && !hidden(actor)) actorShown[actor] = 1;
  const actorFaint = actorShown.map((each, actor) => each & ~living[actor] & ~plan.lonely[actor] & 1);
  return { actorShown, actorFaint, actorCounted: counted };
}

/** The second line of every actor's name: the post it holds, who holds it, or its place. */
export function subtitlesAt(now, t) {
  const lines = actors.place.slice();
  for (const office of D.offices) {
    const line = office.lines[office.ticks.findLastIndex((tick) => (tick ?? -Infinity) <= t)];
    if (line) lines[office.actor] = line;
  }
  for (let k = rels.posts.length - 1; k >= 0; k--) {
    const [rel, words] = rels.posts[k];
    if (now.current[rel] >= 0) lines[src[rel]] = words;
  }
  return lines;
}

const isNews = (row) => changes.note[row] && (changes.doubt[row] ? changes.doubt[row][1] - from[row] : 0) <= captionBack;
/** The changes that can be news of a day, the latest first. */
const noted = Int32Array.from({ length: C }, (_, row) => row).filter(isNews).sort((a, b) => from[b] - from[a] || a - b);

/** The first of the news that has happened by then. */
function firstNews(t) {
  let [low, high] = [0, noted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (from[noted[middle]] <= t) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The instants at which a relationship becomes something else. */
const turns = new Set();
for (let row = 0; row < C; row++) {
  const follows = row > start[relOf[row]] && to[row - 1] === from[row];
  if (!follows || changes.state[row - 1] !== changes.state[row]) turns.add(from[row]);
  if (relOf[row + 1] !== relOf[row] || from[row + 1] !== to[row]) turns.add(to[row]);
}
const turnTicks = Float64Array.from(turns).sort();

/** What happened just before: on the very day, else the event that touches most of what is shown, else a change. */
function caption(plan, told, t) {
  const today = t - D.time.resolution;
  let [best, bestScore] = [null, [-1, -1, -1]];
  for (const event of D.events) {
    if (event.tick <= t - captionBack || event.tick > t || event.end - event.tick > captionBack || !event.title) continue;
    const touched = event.rels.reduce((sum, rel) => sum + told[rel], 0);
    const score = [touched > 0 && event.tick > today ? 1 : 0, touched, event.tick];
    const isOurs = touched > 0 || event.actors.some((actor) => plan.members[actor]);
    const ahead = score.map((each, k) => each - bestScore[k]).find((each) => each) ?? 0;
    if (isOurs && (!best || ahead > 0)) [best, bestScore] = [event, score];
  }
  const isTurning = !best || turnTicks.some((tick) => tick > today && tick <= t);
  const words = bestScore[0] === 1 || !isTurning ? "" : newsOf(told, t, best ? today : t - captionBack);
  return words || !best ? words : dated(best.tick, best.short, t, best.title);
}

/** The note of the last change after an instant, and whose it is. */
function newsOf(told, t, since) {
  for (let k = firstNews(t); k < noted.length && from[noted[k]] > since; k++) {
    const [row, rel] = [noted[k], relOf[noted[k]]];
    if (told[rel]) return dated(from[row], changes.date[row], t, `${rels.label[rel]}: ${changes.note[row].replace(/\s+/g, " ")}`);
  }
  return "";
}

const dated = (tick, date, t, words) => (t - tick < D.time.resolution ? words : `${date}: ${words}`);

/** Whether two frames give the same picture but for the words of their title. */
export function sameMoment(a, b) {
  if (!a || !b || a.plan !== b.plan || Boolean(a.turns) !== Boolean(b.turns)) return false;
  for (const name of ["states", "uncertain", "disputed", "unstated", "recent", "shown", "actorShown", "actorFaint", ...(a.turns ? ["turns", "possible", "before", "after"] : [])]) {
    const [one, other] = [a[name], b[name]];
    for (let k = 0; k < one.length; k++) if (one[k] !== other[k]) return false;
  }
  return a.subtitles.every((text, actor) => text === b.subtitles[actor]);
}

/** Channels by state, the last are those that have ended; everything where there is no channel. */
export function countStates(frame) {
  const counts = new Array(D.states.length + 1).fill(0);
  for (let rel = 0; rel < M; rel++) {
    const code = frame.states[rel];
    if (frame.plan.mask[rel] && isChannel[rel] && code !== NOT_YET) counts[code === ENDED ? D.states.length : code]++;
  }
  return counts;
}
