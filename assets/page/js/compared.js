import { D, ENDED, M, N, NOT_YET, dst, isChannel, isOffice, time } from "./data.js";
import { dateLabel } from "./calendar.js";
import { endsOf, foldsOf, subtitlesAt } from "./frame.js";
import { instant } from "./states.js";

/** What may become of a relationship between two dates; `ABSENT` was there on neither. The codes are those of `D.turns`. */
export const ABSENT = -1;
export const STAYED = 0;
export const OVER = 6;
export const OTHER = 3;
const [OPENED, BETTER, WORSE, SEVERED] = [1, 2, 4, 5];
/** In the order of a legend, from better to worse; and in that of a sentence. */
export const TOLD = [OPENED, BETTER, STAYED, OTHER, WORSE, SEVERED, OVER];
const WORDS = [[WORSE, "worse"], [SEVERED, "severed"], [OVER, "ended"], [BETTER, "better"], [OPENED, "opened"], [OTHER, "changed"], [STAYED, "unchanged"]];
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
  const [before, after] = isLater ? [there.states, frame.states] : [frame.states, there.states];
  const turns = Int8Array.from({ length: M }, (_, rel) => turnOf(before[rel], after[rel]));
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
  const counts = countTurns(plan, turns);
  return {
    ...frame, told, shown, before, after, turns, counts, begin, end, actorShown,
    actorFaint: actorShown.map((each, actor) => each & ~left[actor] & ~plan.lonely[actor] & 1),
    actorCounted: alive,
    subtitles: end === frame.t ? frame.subtitles : subtitlesAt(there, end),
    label: `${dateLabel(begin)} → ${dateLabel(end)}`, caption: countsText(counts),
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

/** Channels that pass the filters by what became of them, also of those that are hidden for that. */
function countTurns(plan, turns) {
  const counts = D.turns.map(() => 0);
  for (let rel = 0; rel < M; rel++) if (turns[rel] !== ABSENT && plan.mask[rel] && isChannel[rel]) counts[turns[rel]]++;
  return counts;
}

const numberText = (count) => `${count}`.replace(/\B(?=(\d{3})+$)/g, "\u2009");

/** In figures: "16 channels: 11 worse, 1 severed, 4 unchanged". */
function countsText(counts) {
  const noun = D.families.some((family) => family.id === "channel") ? "channel" : "relationship";
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (!total) return `No ${noun} on either date`;
  const said = WORDS.filter(([turn]) => counts[turn]).map(([turn, word]) => `${numberText(counts[turn])} ${word}`);
  const words = counts[STAYED] === total ? [total === 1 ? "unchanged" : "all unchanged"] : said;
  return `${numberText(total)} ${noun}${total === 1 ? "" : "s"}: ${words.join(", ")}`;
}
