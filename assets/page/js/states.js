import { C, D, ENDED, M, NOT_YET, changes, disputedChanges, from, hasChannels, isChannel, relOf, start, time,
  to, unstatedChanges } from "./data.js";

/** @typedef {{states: Int8Array, current: Int32Array, uncertain: Uint8Array, disputed: Uint8Array, unstated: Uint8Array}} Instant */

/** Whether an instant lies in a pair of ticks, the second of them outside; in none where there is no pair. */
export const within = (pair, t) => pair !== 0 && pair[0] <= t && t < pair[1];

/** How every relationship stands at an instant: a change holds while from <= t < to. @returns {Instant} */
export function instant(t) {
  const states = new Int8Array(M).fill(NOT_YET);
  const current = new Int32Array(M).fill(-1);
  const uncertain = new Uint8Array(M);
  const [disputed, unstated] = [new Uint8Array(M), new Uint8Array(M)];
  for (let rel = 0; rel < M; rel++) {
    for (let row = start[rel]; row < start[rel + 1] && from[row] <= t; row++) {
      if (t >= to[row]) {
        states[rel] = ENDED;
        continue;
      }
      states[rel] = changes.state[row];
      current[rel] = row;
      uncertain[rel] = within(changes.doubt[row], t) || within(changes.untilDoubt[row], t) ? 1 : 0;
      disputed[rel] = disputedChanges[row];
      unstated[rel] = unstatedChanges[row];
      break;
    }
  }
  return { states, current, uncertain, disputed, unstated };
}

/** The instants at which a shown channel changes (anything shown, when there is no channel), ascending, each once. */
export function stopsOf(mask) {
  const some = hasChannels && isChannel.some((channel, rel) => channel && mask[rel]);
  const ticks = new Set();
  for (let row = 0; row < C; row++) {
    const rel = relOf[row];
    if (!mask[rel] || (some && !isChannel[rel])) continue;
    for (const tick of [from[row], to[row]]) if (tick >= time.first && tick <= time.last) ticks.add(tick);
  }
  return Float64Array.from(ticks).sort();
}

/** How many channels are in each state over time: from `ticks[k]` on there are `counts[k]`. */
export function countsOverTime(mask) {
  const width = D.states.length;
  const moves = new Map();
  const add = (tick, state, by) => {
    if (!moves.has(tick)) moves.set(tick, new Int32Array(width));
    moves.get(tick)[state] += by;
  };
  for (let row = 0; row < C; row++) {
    if (!mask[relOf[row]] || !isChannel[relOf[row]]) continue;
    add(from[row], changes.state[row], 1);
    if (to[row] < Infinity) add(to[row], changes.state[row], -1);
  }
  const ticks = [...moves.keys()].sort((a, b) => a - b);
  const now = new Int32Array(width);
  const counts = ticks.map((tick) => {
    moves.get(tick).forEach((by, state) => (now[state] += by));
    return now.slice();
  });
  return { ticks, counts };
}
