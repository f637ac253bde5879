import { D, ENDED, M, N, NOT_YET, changes, dst, from, isChannel, isOffice, start, time, to } from "./data.js";
import { dateLabel } from "./calendar.js";
import { endsOf, foldsOf, subtitlesAt } from "./frame.js";
import { instant, within } from "./states.js";

/** What may become of a relationship between two dates; `ABSENT` was there on neither. The codes are those of `D.turns`. */
export const ABSENT = -1;
export const STAYED = 0;
export const OVER = 6;
export const OTHER = 3;
const [OPENED, BETTER, WORSE, SEVERED] = [1, 2, 4, 5];
/** In the order of a legend, from better to worse; and in that of a sentence. */
export const TOLD = [OPENED, BETTER, STAYED, OTHER, WORSE, SEVERED, OVER];
const SAME_DATE = "Both dates are the same: nothing is compared";

/** What became of one in the state `before` that is in `after` now; whatever is cut now and was not before was severed. */
function turnOf(before, after) {
  if (before < 0 && after < 0) return before === NOT_YET && after === ENDED ? OVER : ABSENT;
  if (after < 0) return OVER;
  if (after === before) return STAYED;
  if (after === D.cut) return SEVERED;
  if (before < 0) return OPENED;
  const step = D.states[after].rank - D.states[before].rank;
  return step > 0 ? BETTER : step < 0 ? WORSE : OTHER;
}

/** How one may stand at an instant: as told; as before a change that may not have come; as after an end that may have. */
function chanceOf(rel, t, { states, current }) {
  const [told, row] = [states[rel], current[rel]];
  if (row < 0) return { told, earlier: told, over: told, row };
  const former = row === start[rel] ? NOT_YET : to[row - 1] === from[row] ? changes.state[row - 1] : ENDED;
  const isVague = within(changes.doubt[row], t) && changes.doubt[row][0] <= from[row]; // a day's own hours are no doubt
  return {
    told, row,
    earlier: isVague ? former : told,
    over: within(changes.untilDoubt[row], t) ? ENDED : told,
  };
}

/** Whether what became of one depends on what instants its imprecise dates stand for. */
function isOnlyPossible(rel, begin, first, end, last, turn) {
  if (!first.uncertain[rel] && !last.uncertain[rel]) return false;
  const [a, b] = [chanceOf(rel, begin, first), chanceOf(rel, end, last)];
  const others = [[a.told, b.over], [a.earlier, b.told], [a.earlier, b.earlier], [a.earlier, b.over], [a.over, b.over]];
  // What had begun by then has begun since; what was over is over.
  if (a.row < 0 || a.row !== b.row) others.push([a.told, b.earlier], [a.over, b.told], [a.over, b.earlier]);
  return others.some(([before, after]) => turnOf(before, after) !== turn);
}

/**
 * The frame of a picture that compares the date of a frame with another; the frame itself when there is none. `states` stay
 * those at the date of the frame.
 */
export function comparedFrame(frame, other, hidden) {
  if (other === null || !time.dated) return frame;
  if (other === frame.t) return { ...frame, caption: SAME_DATE };
  const there = instant(other);
  const isLater = frame.t > other;
  const [begin, end] = isLater ? [other, frame.t] : [frame.t, other];
  const [first, last] = isLater ? [there, instant(frame.t)] : [instant(frame.t), there];
  const [before, after] = [first.states, last.states];
  const turns = Int8Array.from({ length: M }, (_, rel) => turnOf(before[rel], after[rel]));
  const possible = Uint8Array.from({ length: M }, (_, rel) => (isOnlyPossible(rel, begin, first, end, last, turns[rel]) ? 1 : 0));
  const { plan } = frame;
  const told = toldBetween(plan, turns, before, after, hidden);
  const folds = foldsOf(plan);
  const shown = told.map((each, rel) => (each && !folds(rel) ? 1 : 0));
  const alive = endsOf(shown);
  const left = endsOf(plan.inside.map((each, rel) => (each && after[rel] >= 0 ? 1 : 0)));
  const chosen = endsOf(plan.selectedRels);
  for (let rel = 0; rel < M; rel++) if (told[rel] && !shown[rel] && isOffice[dst[rel]]) alive[dst[rel]] = 1;
  for (let actor = 0; actor < N; actor++) if (plan.lonely[actor] && plan.actorOk[actor]) alive[actor] = 1;
  const actorShown = alive.map((each, actor) => each | plan.selectedActors[actor] | chosen[actor]);
  const found = tally(plan, turns, before, possible);
  return {
    ...frame, told, shown, before, after, turns, possible, counts: found.counts, begin, end, actorShown,
    actorFaint: actorShown.map((each, actor) => each & ~left[actor] & ~plan.lonely[actor] & 1),
    actorCounted: alive,
    subtitles: end === frame.t ? frame.subtitles : subtitlesAt(there, end),
    label: `${dateLabel(begin)} → ${dateLabel(end)}`, caption: figures(found),
  };
}

/** What was there, and not hidden, on one of the dates. */
function toldBetween(plan, turns, before, after, hidden) {
  const kept = D.turns.map((turn) => !hidden.has(turn.id));
  const hides = !plan.stateOk.every(Boolean);
  return Uint8Array.from({ length: M }, (_, rel) => {
    const turn = turns[rel];
    if (turn === ABSENT) return 0;
    if (plan.selectedRels[rel]) return 1;
    const cameAndWent = turn === OVER && before[rel] < 0;
    const passes = !hides || cameAndWent || plan.stateOk[before[rel]] || plan.stateOk[after[rel]];
    return kept[turn] && plan.mask[rel] && passes ? 1 : 0;
  });
}

/** What is counted, channels if any pass, by what became of it: also what is hidden for that, and what is only possible. */
function tally(plan, turns, before, possible) {
  const has = D.families.some((family) => family.id === "channel") && isChannel.some((each, rel) => each && plan.mask[rel]);
  const found = { counts: D.turns.map(() => 0), maybe: 0, anew: 0, noun: has ? "channel" : "relationship" };
  for (let rel = 0; rel < M; rel++) {
    if (turns[rel] === ABSENT || !plan.mask[rel] || (has && !isChannel[rel])) continue;
    found.counts[turns[rel]]++;
    found.anew += turns[rel] === SEVERED && before[rel] < 0 ? 1 : 0;
    found.maybe += turns[rel] !== STAYED ? possible[rel] : 0;
  }
  return found;
}

const numberText = (count) => `${count}`.replace(/\B(?=(\d{3})+$)/g, "\u2009");

/** In figures: "18 channels: 9 worse (5 severed), 8 opened; 4 of these only possibly; 1 unchanged". */
function figures({ counts, maybe, anew, noun }) {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (!total) return `No ${noun} on either date`;
  const begin = `${numberText(total)} ${noun}${total === 1 ? "" : "s"}: `;
  const [stayed, differ] = [counts[STAYED], total - counts[STAYED]];
  if (!differ) return begin + (total === 1 ? "unchanged" : "all unchanged");
  const severed = counts[SEVERED] - anew;
  const parts = [
    [counts[WORSE] + severed, "worse", severed, D.severed], [counts[BETTER], "better", 0, ""],
    [counts[OPENED] + anew, "opened", anew, `as ${D.worst}`], [counts[OVER], "ended", 0, ""], [counts[OTHER], "changed", 0, ""],
  ];
  const said = parts.filter(([count]) => count).map(([count, word, part, what]) =>
    `${numberText(count)} ${word}${part ? ` (${part === count ? "" : `${numberText(part)} `}${what})` : ""}`);
  const who = maybe < differ ? `${numberText(maybe)} of these` : differ === 1 ? "this" : "all of these";
  const rest = stayed ? `${maybe ? ";" : ","} ${numberText(stayed)} unchanged` : "";
  return `${begin}${said.join(", ")}${maybe ? `; ${who} only possibly` : ""}${rest}`;
}
