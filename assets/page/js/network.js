import { D, M, N, actors, dst, isChannel, src } from "./data.js";
import { BACK, addShape, blend, inkOf } from "./look.js";
import { distanceTo, linesOf, scarOf } from "./lines.js";
import { drawLabels, placeLabels } from "./labels.js";

const OUTSIDE = 60;
const RING = 20;
const FAINT = 0.34;
const CROWD = 30;
/** Of more ended lines than this nobody sees the dots, which take a third of the time of a picture; they are whole then. */
const MANY_GHOSTS = 250;

/** The camera that shows everyone who is ever seen: the world point in the middle, and pixels per world unit. */
export function fitted(plan, size) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (let actor = 0; actor < N; actor++) {
    if (!plan.ever[actor]) continue;
    const [x, y] = [actors.x[actor], actors.y[actor]];
    box[0] = Math.min(box[0], x), box[1] = Math.min(box[1], y), box[2] = Math.max(box[2], x), box[3] = Math.max(box[3], y);
  }
  if (box[0] > box[2]) return { x: 0, y: 0, scale: 1 };
  const side = Math.min(Math.max(0.09 * size.width, 40), 96);
  const [top, bottom] = [size.head + 18, Math.min(Math.max(0.1 * size.height, 32), 56)];
  const free = [Math.max(size.width - 2 * side, 40), Math.max(size.height - top - bottom, 40)];
  const scale = Math.min(free[0] / Math.max(box[2] - box[0], 1e-6), free[1] / Math.max(box[3] - box[1], 1e-6), 1.6);
  return { x: (box[0] + box[2]) / 2, y: (box[1] + box[3]) / 2 + (bottom - top) / 2 / scale, scale };
}

/** Where the actors stand in the picture, and how large they are. */
export function nodesOf(frame, camera, size) {
  const nodes = { x: new Float32Array(N), y: new Float32Array(N), size: new Float32Array(N), shown: new Uint8Array(N) };
  const top = frame.plan.importance.reduce((most, each) => Math.max(most, each), 0);
  const zoom = Math.min(Math.max(Math.sqrt(camera.scale), 0.5), 1.3);
  let count = 0;
  for (let actor = 0; actor < N; actor++) {
    nodes.x[actor] = (actors.x[actor] - camera.x) * camera.scale + size.width / 2;
    nodes.y[actor] = (actors.y[actor] - camera.y) * camera.scale + size.height / 2;
    const inside = Math.abs(nodes.x[actor] - size.width / 2) < size.width / 2 + OUTSIDE &&
      Math.abs(nodes.y[actor] - size.height / 2) < size.height / 2 + OUTSIDE;
    nodes.shown[actor] = frame.actorShown[actor] && inside ? 1 : 0;
    count += nodes.shown[actor];
  }
  const crowd = Math.min(Math.max(Math.sqrt((size.width * size.height) / Math.max(count, 1)) / CROWD, 0.15), 1);
  for (let actor = 0; actor < N; actor++) {
    const kind = actors.kind[actor];
    const weight = top > 0 ? 0.94 + 0.14 * Math.sqrt(Math.min(Math.max(frame.plan.importance[actor] / top, 0), 1)) : 1;
    nodes.size[actor] = (kind < 0 ? 18 : D.kinds[kind].size) * zoom * crowd * weight * (frame.actorFaint[actor] ? 0.8 : 1);
  }
  return nodes;
}

/** What stands out and what steps back: the pointer decides, else the selection does, mildly. */
function focusOf(frame, hover) {
  const { plan, shown, states } = frame;
  const focus = { strong: new Uint8Array(M), glow: new Uint8Array(M), back: new Uint8Array(M), actorBack: new Uint8Array(N), wish: new Uint8Array(N) };
  const byActor = hover?.kind === "actor";
  const pointed = (rel) => (byActor ? src[rel] === hover.row || dst[rel] === hover.row : hover?.kind === "relationship" && hover.row === rel);
  const near = new Uint8Array(N);
  let any = false;
  for (let rel = 0; rel < M; rel++) {
    if (!shown[rel]) continue;
    const chosen = plan.selectedRels[rel] || plan.selectedActors[src[rel]] || plan.selectedActors[dst[rel]];
    if (chosen && (states[rel] >= 0 || plan.selectedRels[rel])) focus.wish[src[rel]] = focus.wish[dst[rel]] = 1;
    if (pointed(rel)) near[src[rel]] = near[dst[rel]] = 1;
    focus.strong[rel] = chosen || pointed(rel) ? 1 : 0;
    focus.glow[rel] = plan.selectedRels[rel] || (!byActor && pointed(rel)) ? 1 : 0;
    any ||= Boolean(chosen);
  }
  for (let actor = 0; actor < N; actor++) if (plan.selectedActors[actor]) focus.wish[actor] = 2;
  if (hover) {
    if (byActor) near[hover.row] = 1;
    for (let rel = 0; rel < M; rel++) focus.back[rel] = pointed(rel) || plan.selectedRels[rel] ? 0 : 2;
    for (let actor = 0; actor < N; actor++) focus.actorBack[actor] = near[actor] || plan.selectedActors[actor] ? 0 : 2;
  } else if (any) {
    for (let rel = 0; rel < M; rel++) focus.back[rel] = focus.strong[rel] ? 0 : 1;
  }
  return focus;
}

let last = { key: "", labels: [] };

/** Names are placed anew only when somebody comes, goes or fades, or the picture moves. */
function labelsOf(frame, nodes, size, focus, camera) {
  const key = [frame.actorShown, frame.actorFaint, focus.wish].map((each) => each.join("")).join() +
    [frame.subtitles.join("\n"), camera.x, camera.y, camera.scale, size.width, size.height, size.head, frame.plan.place].join();
  if (last.key !== key) last = { key, labels: placeLabels(frame, nodes, size, size.head, focus.wish) };
  return last.labels;
}

/**
 * Draws the network and says where everything is.
 * @param {CanvasRenderingContext2D} ctx
 */
export function drawNetwork(ctx, frame, camera, size, style, hover) {
  const nodes = nodesOf(frame, camera, size);
  const focus = focusOf(frame, hover);
  const lines = linesOf(frame.shown, nodes);
  const labels = labelsOf(frame, nodes, size, focus, camera);
  ctx.setTransform(size.ratio, 0, 0, size.ratio, 0, 0);
  ctx.fillStyle = style.canvas;
  ctx.fillRect(0, 0, size.width, size.height);
  const taken = labels.map((label) => label.box);
  drawLines(ctx, frame, lines, focus, style, taken);
  drawActors(ctx, frame, nodes, focus, style, hover);
  drawLabels(ctx, labels, style, (actor) => inkOfName(frame, focus, style, actor));
  return { nodes, lines, labels };
}

function inkOfName(frame, focus, style, actor) {
  const share = Math.max(BACK[focus.actorBack[actor]], 0.3);
  const pale = frame.actorFaint[actor];
  return {
    name: blend(pale ? style["text-faint"] : style["text-strong"], style.canvas, share),
    quiet: blend(pale ? style["text-faint"] : style["text-muted"], style.canvas, share),
  };
}

/** Lines of one look are one path; what is strong lies on top, and scars above what is whole. */
function drawLines(ctx, frame, lines, focus, style, taken) {
  const looks = new Map();
  for (const line of lines) {
    const { rel } = line;
    const parts = [frame.states[rel], isChannel[rel], frame.recent[rel], frame.uncertain[rel], focus.strong[rel], focus.back[rel]];
    const key = parts.join();
    if (!looks.has(key)) {
      const [state, channel, recent, uncertain, strong, back] = parts;
      const ink = inkOf(style, { state, channel, recent, uncertain, strong, back });
      const depth = [-back, strong, state >= 0 ? 1 : 0, channel, ink.cross ? 1 : 0, recent, state];
      looks.set(key, { ink, depth, lines: [] });
    }
    looks.get(key).lines.push(line);
  }
  const thin = Math.min(Math.max(Math.sqrt(1500 / Math.max(lines.length, 1)), 0.4), 1);
  const before = (a, b) => a.depth.map((each, k) => each - b.depth[k]).find((each) => each) ?? 0;
  glow(ctx, lines.filter((line) => focus.glow[line.rel]), style);
  for (const { ink, depth, lines: own } of [...looks.values()].sort(before)) {
    const isHaze = depth[2] === 0 && own.length > MANY_GHOSTS;
    const haze = isHaze ? { dash: [], colour: blend(ink.colour, style.canvas, 0.5) } : {};
    stroke(ctx, own, { ...ink, width: Math.max(ink.width * thin, 0.8), ...haze }, style, taken);
  }
  ctx.setLineDash([]);
}

function trace(ctx, xy) {
  ctx.moveTo(xy[0], xy[1]);
  const isStraight = Math.abs((xy[2] - xy[0]) * (xy[5] - xy[1]) - (xy[3] - xy[1]) * (xy[4] - xy[0])) < 1e-3;
  if (isStraight) ctx.lineTo(xy[4], xy[5]);
  else ctx.quadraticCurveTo(xy[2], xy[3], xy[4], xy[5]);
}

function glow(ctx, lines, style) {
  if (!lines.length) return;
  ctx.lineCap = "round";
  ctx.strokeStyle = blend(style.accent, style.canvas, 0.2);
  ctx.lineWidth = 9;
  ctx.setLineDash([]);
  ctx.beginPath();
  for (const { xy } of lines) trace(ctx, xy);
  ctx.stroke();
}

function stroke(ctx, lines, ink, style, taken) {
  ctx.lineCap = "butt";
  ctx.strokeStyle = ink.colour;
  ctx.lineWidth = ink.width;
  ctx.setLineDash(ink.dash);
  ctx.beginPath();
  const arm = ink.width >= 2 ? 5.2 : 3.9;
  const middles = [];
  for (const { xy } of lines) {
    if (!ink.cross) {
      trace(ctx, xy);
      continue;
    }
    const scar = scarOf(xy, taken);
    for (const half of scar.halves) trace(ctx, half);
    middles.push(scar.at);
  }
  ctx.stroke();
  if (ink.hollow) {
    ctx.strokeStyle = style.canvas;
    ctx.lineWidth = Math.max(ink.width - 2.2, 0.8);
    ctx.stroke();
  }
  if (!middles.length) return;
  ctx.lineCap = "round";
  ctx.strokeStyle = ink.colour;
  ctx.lineWidth = Math.min(ink.width, 2.2);
  ctx.setLineDash([]);
  ctx.beginPath();
  for (const [x, y] of middles) {
    ctx.moveTo(x - arm, y - arm), ctx.lineTo(x + arm, y + arm);
    ctx.moveTo(x - arm, y + arm), ctx.lineTo(x + arm, y - arm);
  }
  ctx.stroke();
}

function drawActors(ctx, frame, nodes, focus, style, hover) {
  const looks = new Map();
  for (let actor = 0; actor < N; actor++) {
    if (!nodes.shown[actor]) continue;
    const parts = [-focus.actorBack[actor], -frame.actorFaint[actor], actors.kind[actor], actors.side[actor]];
    const key = parts.join();
    if (!looks.has(key)) looks.set(key, { parts, actors: [] });
    looks.get(key).actors.push(actor);
    if (frame.plan.selectedActors[actor]) ring(ctx, nodes, actor, style);
    else if (hover?.kind === "actor" && hover.row === actor) halo(ctx, nodes, actor, style);
  }
  const before = (a, b) => a.parts[0] - b.parts[0] || a.parts[1] - b.parts[1];
  for (const { parts: [back, faint, kind, side], actors: own } of [...looks.values()].sort(before)) {
    const colour = side < 0 ? style["no-side"] : style.sides[side];
    const fill = blend(colour, style.canvas, (faint ? FAINT : 1) * Math.max(BACK[-back], 0.3));
    marks(ctx, own, nodes, kind < 0 ? "circle" : D.kinds[kind].shape, fill, style);
  }
}

function marks(ctx, own, nodes, shape, fill, style) {
  const path = (share, add) => {
    ctx.beginPath();
    for (const actor of own) addShape(ctx, shape, nodes.x[actor], nodes.y[actor], nodes.size[actor] * share + add);
  };
  const mean = own.reduce((sum, actor) => sum + nodes.size[actor], 0) / own.length;
  path(1, 0);
  ctx.lineJoin = "miter";
  ctx.strokeStyle = style.canvas;
  ctx.lineWidth = Math.min(2, mean * 0.12);
  if (shape !== "ring") {
    ctx.fillStyle = fill;
    ctx.fill();
    ctx.stroke();
    return;
  }
  const thin = Math.max(mean * 0.06, 1.2);
  ctx.fillStyle = style.canvas;
  ctx.fill();
  path(1, -thin);
  ctx.strokeStyle = fill;
  ctx.lineWidth = thin;
  ctx.stroke();
  path(1, -6 * thin);
  ctx.fillStyle = fill;
  ctx.fill();
}

function ring(ctx, nodes, actor, style) {
  ctx.beginPath();
  ctx.arc(nodes.x[actor], nodes.y[actor], (nodes.size[actor] + RING) / 2, 0, 2 * Math.PI);
  ctx.fillStyle = style.canvas;
  ctx.fill();
  ctx.strokeStyle = style.accent;
  ctx.lineWidth = 2.2;
  ctx.stroke();
}

function halo(ctx, nodes, actor, style) {
  ctx.beginPath();
  ctx.arc(nodes.x[actor], nodes.y[actor], nodes.size[actor] / 2 + RING / 4, 0, 2 * Math.PI);
  ctx.fillStyle = blend(style.accent, style.canvas, 0.22);
  ctx.fill();
}

/** What lies under a point: an actor, then a name, then a line; a finger reaches further than a pointer. */
export function hitAt(drawn, x, y, reach) {
  let [best, nearest] = [null, Infinity];
  for (let actor = 0; actor < N; actor++) {
    if (!drawn.nodes.shown[actor]) continue;
    const far = Math.hypot(drawn.nodes.x[actor] - x, drawn.nodes.y[actor] - y);
    if (far <= drawn.nodes.size[actor] / 2 + reach && far < nearest) [best, nearest] = [{ kind: "actor", row: actor }, far];
  }
  if (best) return best;
  const named = drawn.labels.find(({ box }) => x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3]);
  if (named) return { kind: "actor", row: named.actor };
  nearest = reach + 2;
  for (const { rel, xy } of drawn.lines) {
    if (Math.min(xy[0], xy[2], xy[4]) - nearest > x || Math.max(xy[0], xy[2], xy[4]) + nearest < x) continue;
    const far = distanceTo(xy, x, y);
    if (far < nearest) [best, nearest] = [{ kind: "relationship", row: rel }, far];
  }
  return best;
}
