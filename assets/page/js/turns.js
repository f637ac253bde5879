import { D, isChannel } from "./data.js";
import { STAYED } from "./compared.js";
import { BACK, blend } from "./look.js";
import { pointAt } from "./lines.js";
import { glow, stroke } from "./strokes.js";

const STRUCTURE = 0.62;
const SMALL = 0.72;
/** How much wider a hollow line is: what only possibly became so. */
const HOLLOW = 1.8;
const BADGE = 14;
const MOST_BADGES = 400;
const ROOMY = 24_000;
const CROWD_LINES = 900;
const PLACES = [0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74];
/** Drawn first to last: what changed lies on what did not. */
const DEPTH = [0, 6, 3, 2, 1, 4, 5];
/** Strokes of the signs in a badge of full size, around its middle. */
export const SIGNS = {
  plus: [[-3.1, 0, 3.1, 0], [0, -3.1, 0, 3.1]],
  minus: [[-3.1, 0, 3.1, 0]],
  up: [[0, 3.2, 0, -3.2], [-2.7, -0.5, 0, -3.2], [2.7, -0.5, 0, -3.2]],
  down: [[0, -3.2, 0, 3.2], [-2.7, 0.5, 0, 3.2], [2.7, 0.5, 0, 3.2]],
};

/**
 * The relationships of two dates: what stayed steps back, what changed stands out, and says what became of it by colour,
 * dash, width and a badge; what only possibly became so is hollow. What came and went is a faint line without a badge.
 * @param {CanvasRenderingContext2D} ctx
 */
export function drawTurns(ctx, frame, lines, focus, style, taken) {
  const looks = new Map();
  const thin = Math.min(Math.max(Math.sqrt(CROWD_LINES / Math.max(lines.length, 1)), 0.4), 1);
  const marked = [];
  for (const line of lines) {
    const { rel } = line;
    const turn = frame.turns[rel];
    const cameAndWent = frame.before[rel] < 0 && frame.after[rel] < 0;
    const key = [turn, isChannel[rel], focus.strong[rel], focus.back[rel], cameAndWent, frame.possible[rel]].join();
    if (!looks.has(key)) {
      const ink = inkOf(style, turn, isChannel[rel], focus.strong[rel], focus.back[rel], cameAndWent, thin, frame.possible[rel]);
      looks.set(key, { ink, turn, depth: [-focus.back[rel], focus.strong[rel], DEPTH.indexOf(turn), isChannel[rel]], lines: [] });
    }
    const look = looks.get(key);
    look.lines.push(line);
    if (turn !== STAYED && !look.ink.cross && !cameAndWent) marked.push({ line, look });
  }
  glow(ctx, lines.filter((line) => focus.glow[line.rel]), style);
  const before = (a, b) => a.depth.map((each, k) => each - b.depth[k]).find((each) => each) ?? 0;
  for (const { ink, lines: own } of [...looks.values()].sort(before)) stroke(ctx, own, ink, style, taken);
  ctx.setLineDash([]);
  if (marked.length && marked.length <= MOST_BADGES) drawBadges(ctx, marked, lines, style, taken);
  return [...looks.values()];
}

function inkOf(style, turn, channel, strong, back, cameAndWent, thin, possible) {
  const look = D.turns[turn];
  const share = strong ? 1 : cameAndWent ? 0.55 : turn === STAYED ? 0.8 : 1;
  return {
    colour: blend(style.turns[turn], style.canvas, share * (!channel && !strong ? 0.7 : 1) * BACK[back]),
    width: Math.max(look.width * thin, 0.8) * (channel ? 1 : STRUCTURE) + (strong ? 0.8 : 0) + (possible ? HOLLOW : 0),
    dash: look.dash, cross: look.mark === "cross", hollow: Boolean(possible),
  };
}

/** Badges in the middle of their lines or near it, beside names and one another where there is room. */
function drawBadges(ctx, marked, lines, style, taken) {
  const across = (at) => {
    const all = lines.flatMap(({ xy }) => [xy[at], xy[at + 2], xy[at + 4]]);
    return Math.min(Math.max(Math.max(...all) - Math.min(...all), 1), 4000);
  };
  const full = BADGE * Math.min(Math.max(Math.sqrt((across(0) * across(1)) / marked.length / ROOMY), 0.75), 1);
  const [reach, apart] = [full / 2 + 1, full + 2];
  const isCovered = ([x, y]) => taken.some((box) => x > box[0] - reach && x < box[2] + reach && y > box[1] - reach && y < box[3] + reach);
  const laid = [];
  const room = (at) => laid.reduce((least, other) => Math.min(least, Math.hypot(at[0] - other[0], at[1] - other[1])), apart) - (isCovered(at) ? apart : 0);
  for (const { line, look } of marked.sort((a, b) => a.line.rel - b.line.rel)) {
    const spots = PLACES.map((share) => pointAt(line.xy, share));
    const free = spots.map(room);
    const at = spots[free.indexOf(Math.max(...free))];
    laid.push(at);
    drawBadge(ctx, D.turns[look.turn].mark, at, full * (isChannel[line.rel] ? 1 : SMALL), look.ink.colour, style.canvas);
  }
}

/** One sign in a disc; that of a minus is empty. */
function drawBadge(ctx, mark, [x, y], size, colour, ground) {
  const isEmpty = mark === "minus";
  ctx.beginPath();
  ctx.arc(x, y, size / 2, 0, 2 * Math.PI);
  ctx.fillStyle = isEmpty ? ground : colour;
  ctx.strokeStyle = isEmpty ? colour : ground;
  ctx.lineWidth = 1.4;
  ctx.fill();
  ctx.stroke();
  ctx.beginPath();
  if (mark === "dot") {
    ctx.arc(x, y, size * 0.17, 0, 2 * Math.PI);
    ctx.fillStyle = ground;
    ctx.fill();
    return;
  }
  const scale = size / BADGE;
  for (const [x0, y0, x1, y1] of SIGNS[mark]) ctx.moveTo(x + x0 * scale, y + y0 * scale), ctx.lineTo(x + x1 * scale, y + y1 * scale);
  ctx.lineCap = "round";
  ctx.lineWidth = 1.7 * scale;
  ctx.stroke();
}
