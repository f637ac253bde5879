import { D, M, disputedChanges, hasDoubts, isChannel, unstatedChanges } from "./data.js";
import { BACK, FONT, blend } from "./look.js";
import { pointAt, scarOf } from "./lines.js";

const MARK = 13;
const GLYPH = 11.5;
const ARM = 3.6;
const LEAST = 46;
const APART = 16;
const CLEAR = 7.2;
/** More lines than this nobody reads singly. */
const MOST = 400;
const PLACES = [0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74, 0.2, 0.8];

export const DISPUTED = "?";
export const UNSTATED = "*";

/** What is said of certainty, and of which of it there is any at any date. */
export const doubtRows = [
  { id: "possible", label: "Only possibly", glyph: "", isThere: hasDoubts },
  { id: "disputed", label: "Sources disagree", glyph: DISPUTED, isThere: disputedChanges.includes(1) },
  { id: "unstated", label: "Inferred, or no source", glyph: UNSTATED, isThere: unstatedChanges.includes(1) },
].filter((row) => row.isThere);

/** How many channels in a shown state are in each doubt; what is disputed and stated by nobody is disputed. */
export function countDoubts(frame) {
  const counts = { possible: 0, disputed: 0, unstated: 0 };
  for (let rel = 0; rel < M; rel++) {
    if (!frame.shown[rel] || frame.states[rel] < 0 || !isChannel[rel] || !frame.plan.mask[rel]) continue;
    counts.possible += frame.uncertain[rel];
    counts.disputed += frame.disputed[rel];
    counts.unstated += frame.disputed[rel] ? 0 : frame.unstated[rel];
  }
  return counts;
}

/** A mark around a point: a question mark, or a star of three strokes. @param {CanvasRenderingContext2D} ctx */
export function drawGlyph(ctx, glyph, x, y, size = GLYPH) {
  if (glyph === DISPUTED) {
    ctx.font = `700 ${size}px ${FONT}`;
    ctx.textAlign = "center";
    ctx.fillText(DISPUTED, x, y + size * 0.36);
    return;
  }
  ctx.lineWidth = 1.4;
  ctx.lineCap = "round";
  ctx.setLineDash([]);
  ctx.beginPath();
  starAt(ctx, x, y, (ARM * size) / GLYPH);
  ctx.stroke();
}

function starAt(ctx, x, y, arm) {
  for (let k = 0; k < 3; k++) {
    const [dx, dy] = [Math.cos(Math.PI / 2 + (k * Math.PI) / 3) * arm, Math.sin(Math.PI / 2 + (k * Math.PI) / 3) * arm];
    ctx.moveTo(x - dx, y - dy), ctx.lineTo(x + dx, y + dy);
  }
}

const lengthOf = (xy) => Math.hypot(xy[2] - xy[0], xy[3] - xy[1]) + Math.hypot(xy[4] - xy[2], xy[5] - xy[3]);

/**
 * Quiet marks on the lines of channels, where there is room beside names, actors, crosses and other marks; what is left
 * out the dossier says anyway.
 * @param {{rel: number, xy: number[]}[]} lines
 * @param {number[][]} names  the boxes of names
 * @param {() => number[][]} bodies  those of actors
 * @returns {{rel: number, glyph: string, at: number[]}[]} the marks that found room
 */
export function drawDoubts(ctx, frame, lines, focus, style, names, bodies) {
  const glyphOf = (rel) => (frame.disputed[rel] ? DISPUTED : UNSTATED);
  const seen = ({ rel }) => (isChannel[rel] || frame.plan.selectedRels[rel]) && frame.states[rel] >= 0;
  const doubtful = lines.length > MOST ? [] : lines.filter((line) => seen(line) && (frame.disputed[line.rel] || frame.unstated[line.rel]));
  if (!doubtful.length) return [];
  const placed = lines.filter(({ rel }) => D.states[frame.states[rel]]?.cross).map((line) => scarOf(line.xy, names).at);
  const taken = [...names, ...bodies()];
  const isFree = ([x, y]) => taken.every((box) => x <= box[0] - CLEAR || x >= box[2] + CLEAR || y <= box[1] - CLEAR || y >= box[3] + CLEAR) &&
    placed.every((other) => Math.hypot(x - other[0], y - other[1]) >= APART);
  const drawn = [];
  for (const { rel, xy } of doubtful.sort((a, b) => a.rel - b.rel)) {
    const at = lengthOf(xy) >= LEAST && PLACES.map((share) => pointAt(xy, share)).find(isFree);
    if (!at) continue;
    placed.push(at);
    ctx.fillStyle = style.canvas;
    ctx.beginPath();
    ctx.arc(at[0], at[1], MARK / 2, 0, 2 * Math.PI);
    ctx.fill();
    ctx.fillStyle = ctx.strokeStyle = blend(style["text-muted"], style.canvas, Math.max(BACK[focus.back[rel]], 0.3));
    drawGlyph(ctx, glyphOf(rel), at[0], at[1]);
    drawn.push({ rel, glyph: glyphOf(rel), at });
  }
  return drawn;
}
