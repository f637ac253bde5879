import { scarOf } from "./lines.js";
import { blend } from "./look.js";

function trace(ctx, xy) {
  ctx.moveTo(xy[0], xy[1]);
  const isStraight = Math.abs((xy[2] - xy[0]) * (xy[5] - xy[1]) - (xy[3] - xy[1]) * (xy[4] - xy[0])) < 1e-3;
  if (isStraight) ctx.lineTo(xy[4], xy[5]);
  else ctx.quadraticCurveTo(xy[2], xy[3], xy[4], xy[5]);
}

/**
 * Strokes curves in the shortest time for a browser without a graphics card: wide ones that cross take three times as
 * long in one path as each for itself, those of one pixel half as long.
 */
function strokeAll(ctx, pieces) {
  const most = ctx.lineWidth > 1 ? 1 : 30;
  for (let at = 0; at < pieces.length; at += most) {
    ctx.beginPath();
    for (const xy of pieces.slice(at, at + most)) trace(ctx, xy);
    ctx.stroke();
  }
}

export function glow(ctx, lines, style) {
  if (!lines.length) return;
  ctx.lineCap = "round";
  ctx.strokeStyle = blend(style.accent, style.canvas, 0.2);
  ctx.lineWidth = 9;
  ctx.setLineDash([]);
  ctx.beginPath();
  for (const { xy } of lines) trace(ctx, xy);
  ctx.stroke();
}

/** Draws lines of one look; those with a cross are cut where it goes. */
export function stroke(ctx, lines, ink, style, taken) {
  ctx.lineCap = "butt";
  ctx.strokeStyle = ink.colour;
  ctx.lineWidth = ink.width;
  ctx.setLineDash(ink.dash);
  const arm = ink.width >= 2 ? 5.2 : 3.9;
  const middles = [];
  const pieces = lines.flatMap(({ xy }) => {
    if (!ink.cross) return [xy];
    const scar = scarOf(xy, taken);
    middles.push(scar.at);
    return scar.halves;
  });
  strokeAll(ctx, pieces);
  if (ink.hollow) {
    ctx.strokeStyle = style.canvas;
    ctx.lineWidth = Math.max(ink.width - 2.2, 0.8);
    strokeAll(ctx, pieces);
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
