import { M, N, dst, src } from "./data.js";

const GAP = 3;
const FAN = 15;
const SPREAD = 120;
const LOOP = 34;
const SCAR_GAP = 24;
const PLACES = [0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74];

/** @typedef {{rel: number, xy: number[]}} Line  start, control and end of a quadratic Bézier, in pixels */

/** Where the shown lines run: parallel ones fan out, loops turn around their actor, all stop at the actors' borders. */
export function linesOf(shown, nodes) {
  const fans = new Map();
  for (let rel = 0; rel < M; rel++) {
    const [a, b] = [src[rel], dst[rel]];
    if (!shown[rel] || !nodes.shown[a] || !nodes.shown[b]) continue;
    const key = Math.min(a, b) * N + Math.max(a, b);
    const fan = fans.get(key);
    if (fan) fan.push(rel);
    else fans.set(key, [rel]);
  }
  /** @type {Line[]} */
  const lines = [];
  for (const fan of fans.values()) {
    fan.forEach((rel, slot) => {
      const xy = src[rel] === dst[rel] ? loop(nodes, src[rel], slot) : curve(nodes, rel, slot, fan.length);
      if (xy) lines.push({ rel, xy });
    });
  }
  return lines;
}

function curve(nodes, rel, slot, size) {
  const [a, b] = [src[rel], dst[rel]];
  const [x0, y0, x1, y1] = [nodes.x[a], nodes.y[a], nodes.x[b], nodes.y[b]];
  const length = Math.hypot(x1 - x0, y1 - y0);
  if (length < 1e-6) return null;
  const step = Math.min(FAN, SPREAD / size, (Math.max(length, 1) * 0.8) / size);
  const sense = a > b ? -1 : 1; // one sense for both directions, so that opposites do not coincide
  const belly = (2 * sense * (slot - (size - 1) / 2) * step) / length;
  const xy = [x0, y0, (x0 + x1) / 2 - (y1 - y0) * belly, (y0 + y1) / 2 + (x1 - x0) * belly, x1, y1];
  const t0 = leaves(xy, nodes.size[a] / 2 + GAP);
  const t1 = 1 - leaves([x1, y1, xy[2], xy[3], x0, y0], nodes.size[b] / 2 + GAP);
  return t1 - t0 > 0.02 ? piece(xy, t0, t1) : null;
}

/** The parameter at which a curve has left the circle around its start. */
function leaves(xy, distance) {
  let t = Math.min(distance / Math.max(Math.hypot(xy[4] - xy[0], xy[5] - xy[1]), 1e-6), 1);
  for (let k = 0; k < 2; k++) {
    const [x, y] = pointAt(xy, t);
    t = Math.min((t * distance) / Math.max(Math.hypot(x - xy[0], y - xy[1]), 1e-6), 1);
  }
  return t;
}

export function pointAt(xy, t) {
  const s = 1 - t;
  return [s * s * xy[0] + 2 * s * t * xy[2] + t * t * xy[4], s * s * xy[1] + 2 * s * t * xy[3] + t * t * xy[5]];
}

/** The piece of a curve between two parameters, exactly. */
function piece(xy, t0, t1) {
  const [s0, s1] = [1 - t0, 1 - t1];
  const mix = (a, c, b) => s0 * s1 * a + (s0 * t1 + t0 * s1) * c + t0 * t1 * b;
  return [...pointAt(xy, t0), mix(xy[0], xy[2], xy[4]), mix(xy[1], xy[3], xy[5]), ...pointAt(xy, t1)];
}

function loop(nodes, actor, slot) {
  const [x, y, radius] = [nodes.x[actor], nodes.y[actor], nodes.size[actor] / 2];
  const middle = -Math.PI / 4 + (slot * Math.PI) / 2;
  const reach = radius + LOOP * (1 + Math.floor(slot / 4) * 0.6);
  const at = (angle, far) => [x + Math.cos(angle) * far, y + Math.sin(angle) * far];
  return [...at(middle - 0.5, radius + GAP), ...at(middle, 2 * reach - radius), ...at(middle + 0.5, radius + GAP)];
}

/** A severed line: its two pieces, and the point between them where the cross goes, clear of the boxes if it can be. */
export function scarOf(xy, taken) {
  const length = Math.hypot(xy[2] - xy[0], xy[3] - xy[1]) + Math.hypot(xy[4] - xy[2], xy[5] - xy[3]);
  const isClear = (t) => {
    const [x, y] = pointAt(xy, t);
    return !taken.some((box) => x > box[0] - 7 && x < box[2] + 7 && y > box[1] - 7 && y < box[3] + 7);
  };
  const at = PLACES.find(isClear) ?? 0.5;
  const half = Math.min(SCAR_GAP / 2 / Math.max(length, 1e-6), Math.min(at, 1 - at) / 2);
  return { halves: [piece(xy, 0, at - half), piece(xy, at + half, 1)], at: pointAt(xy, at) };
}

/** How far a point is from a curve, in pixels. */
export function distanceTo(xy, x, y) {
  let [nearest, px, py] = [Infinity, xy[0], xy[1]];
  for (let k = 1; k <= 16; k++) {
    const [qx, qy] = pointAt(xy, k / 16);
    const [dx, dy] = [qx - px, qy - py];
    const share = Math.min(Math.max(((x - px) * dx + (y - py) * dy) / Math.max(dx * dx + dy * dy, 1e-9), 0), 1);
    nearest = Math.min(nearest, Math.hypot(x - px - share * dx, y - py - share * dy));
    [px, py] = [qx, qy];
  }
  return nearest;
}
