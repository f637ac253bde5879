import { D, changes, disputedChanges, from, relOf, rels, start, time, to, unstatedChanges } from "./data.js";
import { axisMarks, clamp, shortLabel } from "./calendar.js";
import { byId, put, scrolls } from "./dom.js";
import { DISPUTED, UNSTATED, drawGlyph } from "./doubts.js";
import { FONT, blend } from "./look.js";
import { elided, measure } from "./labels.js";
import { showOther, startOther } from "./otherflag.js";
import { changed, goTo, select, spanOf, update, view } from "./view.js";

const RIGHT = 14;
const ROW = 22;
const HEAD = { events: 17, marker: 26, axis: 46, top: 54, bottom: 88 };
const EVENT_GAP = 12;
const SHIFTS = [0, -0.2, 0.2, -0.34, 0.34, -0.45, 0.45];

const box = byId("time");
const head = byId("scale");
const lanes = byId("lanes");
const roll = byId("roll");
const spacer = byId("spacer");
const flag = byId("flag");
const line = byId("line");

let size = { width: 0, left: 0, right: 0, room: 0, ratio: 1 };
let scrolled = 0;
let still = "";
let marks = [];
/** Where events are drawn: left, top, right, bottom, row. @type {number[][]} */
let spots = [];
let plan = null;

const xOf = (tick) => {
  const [t0, t1] = spanOf();
  return size.left + ((tick - t0) / (t1 - t0)) * (size.right - size.left);
};
const tickAt = (x) => {
  const [t0, t1] = spanOf();
  return Math.round(t0 + ((x - size.left) / (size.right - size.left)) * (t1 - t0));
};

const told = { width: 0, room: 0 };
const tell = () => Object.assign(told, { width: box.clientWidth, room: roll.clientHeight });

function measured() {
  if (!told.width) tell();
  const [width, ratio] = [told.width, Math.min(devicePixelRatio || 1, 3)];
  const wide = width >= 640;
  const left = wide ? Math.min(Math.max(width * 0.17, 190), 230) + 16 : 16;
  size = { width, left, right: Math.max(width - RIGHT, left + 1), room: told.room, ratio };
}

/** Shows the timeline; but for the flag everything stays as it is while time moves. */
export function showTimeline(frame, style) {
  plan = frame.plan;
  measured();
  const key = [style.theme, size.width, size.room, size.ratio, spanOf().join(), scrolled, view.selected].join();
  if (still !== key || lanes.base !== plan.base) {
    still = key;
    lanes.base = plan.base;
    drawHead(style);
    drawLanes(style);
  }
  showOther(xOf, spanOf(), size, showFlag(frame));
}

function showFlag(frame) {
  const [t0, t1] = spanOf();
  const label = shortLabel(view.t);
  const text = view.t < t0 ? `‹ ${label}` : view.t > t1 ? `${label} ›` : label;
  put(flag, text);
  const x = Math.min(Math.max(xOf(view.t), size.left), size.right);
  const half = measure(text, 12, 600) / 2 + 12;
  const centre = Math.min(Math.max(x, half + 4), size.width - half - 4);
  flag.style.transform = `translateX(${(centre - half).toFixed(1)}px)`;
  line.style.transform = `translateX(${x.toFixed(1)}px)`;
  line.hidden = view.t < t0 || view.t > t1;
  flag.setAttribute("aria-valuenow", `${view.t}`);
  flag.setAttribute("aria-valuetext", [frame.label, frame.caption].filter(Boolean).join(". "));
  return [centre - half, centre + half];
}

function penOf(canvas, width, height) {
  canvas.width = width * size.ratio;
  canvas.height = height * size.ratio;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const ctx = canvas.getContext("2d");
  ctx.setTransform(size.ratio, 0, 0, size.ratio, 0, 0);
  ctx.clearRect(0, 0, width, height);
  return ctx;
}

function drawHead(style) {
  const ctx = penOf(head, size.width, HEAD.bottom + 4);
  const [t0, t1] = spanOf();
  const room = size.right - size.left;
  for (let most = Math.max(Math.floor(room / 46), 1); most >= 1; most--) {
    marks = axisMarks(t0, t1, most);
    const fits = marks.every((mark, k) => !k || xOf(mark.tick) - xOf(marks[k - 1].tick) >= (measure(mark.label, 11) + measure(marks[k - 1].label, 11)) / 2 + 12);
    if (fits) break;
  }
  grid(ctx, style, HEAD.axis + 5, HEAD.bottom + 4);
  ctx.font = `400 11px ${FONT}`;
  ctx.textAlign = "center";
  ctx.fillStyle = style["text-muted"];
  for (const mark of marks) ctx.fillText(mark.label, xOf(mark.tick), HEAD.axis);
  drawEvents(ctx, style);
  drawCounts(ctx, style);
}

function grid(ctx, style, top, bottom) {
  ctx.fillStyle = style.grid;
  for (const mark of marks) ctx.fillRect(Math.round(xOf(mark.tick)), top, 1, bottom - top);
}

/** A marker for each event of the lens, and labels that never touch: the ones that touch most first. */
function drawEvents(ctx, style) {
  const score = (event) => event.rels.reduce((sum, rel) => sum + (plan.mask[rel] ? 2 : 0), 0) + event.actors.reduce((sum, actor) => sum + plan.members[actor], 0) * 0.2;
  const [t0, t1] = spanOf();
  const seen = D.events
    .map((event, row) => ({ event, row, x: xOf(event.tick), score: score(event) }))
    .filter(({ event, score: much }) => much > 0 && event.tick >= t0 && event.tick <= t1)
    .sort((a, b) => b.score - a.score || a.x - b.x);
  const taken = [];
  spots = [];
  ctx.font = `400 11px ${FONT}`;
  ctx.textAlign = "left";
  for (const { event, row, x } of seen) {
    ctx.fillStyle = style["text-faint"];
    ctx.beginPath();
    ctx.moveTo(x - 3.5, HEAD.marker - 3), ctx.lineTo(x + 3.5, HEAD.marker - 3), ctx.lineTo(x, HEAD.marker + 3);
    ctx.fill();
    spots.push([x - 7, HEAD.marker - 8, x + 7, HEAD.marker + 8, row]);
    const text = elided(event.title, 150, 11);
    const width = measure(text, 11);
    const place = text && freePlace(x, width, taken);
    if (!place) continue;
    taken.push([place, place + width]);
    spots.push([place, HEAD.events - 12, place + width, HEAD.events + 5, row]);
    ctx.fillStyle = style["text-muted"];
    ctx.fillText(text, place, HEAD.events);
  }
}

function freePlace(x, width, taken) {
  const [low, high] = [size.left - 12, size.width - 6 - width];
  if (high < low) return 0;
  const starts = SHIFTS.map((shift) => Math.min(Math.max(x - width / 2 + shift * width, low), high));
  return starts.find((at) => taken.every(([a, b]) => at + width + EVENT_GAP <= a || at >= b + EVENT_GAP)) ?? 0;
}

/** Stacked steps: how many channels are in each state, the best at the bottom. */
function drawCounts(ctx, style) {
  const { ticks, counts } = plan.counts;
  const order = D.states.map((_, code) => code).sort((a, b) => D.states[b].rank - D.states[a].rank || a - b);
  const most = Math.max(...counts.map((each) => each.reduce((sum, count) => sum + count, 0)), 1);
  const one = (HEAD.bottom - HEAD.top) / most;
  const [t0, t1] = spanOf();
  const [first, last] = [Math.max(t0, time.first), Math.min(t1, time.last)];
  ctx.save();
  ctx.beginPath();
  ctx.rect(size.left - 8, HEAD.top, size.right - size.left + 13, HEAD.bottom - HEAD.top);
  ctx.clip();
  counts.forEach((each, k) => {
    const x0 = xOf(Math.max(ticks[k], first));
    const x1 = xOf(Math.min(ticks[k + 1] ?? last, last));
    if (!(x1 > x0)) return;
    let y = HEAD.bottom;
    for (const state of order) {
      const height = each[state] * one;
      ctx.fillStyle = style.states[state];
      if (height) ctx.fillRect(x0, (y -= height), x1 - x0 + 0.5, height);
    }
  });
  ctx.restore();
}

function drawLanes(style) {
  const count = plan.lanes.length;
  spacer.style.height = `${count * ROW + 4}px`;
  byId("nolanes").hidden = count > 0;
  const ctx = penOf(lanes, size.width, Math.max(size.room, 1));
  const [first, last] = [Math.floor(scrolled / ROW), Math.min(Math.ceil((scrolled + size.room) / ROW), count)];
  for (let row = first; row < last; row++) if (isChosen(plan.lanes[row])) tint(ctx, style, row * ROW - scrolled);
  grid(ctx, style, 0, size.room);
  for (let row = first; row < last; row++) drawLane(ctx, style, plan.lanes[row], row * ROW - scrolled);
}

const isChosen = (rel) => Boolean(plan.selectedRels[rel]);

function tint(ctx, style, y) {
  ctx.fillStyle = style.tint;
  ctx.fillRect(0, y, size.width, ROW);
}

function drawLane(ctx, style, rel, y) {
  const middle = y + ROW / 2;
  const wide = size.left > 100;
  ctx.save();
  ctx.beginPath();
  ctx.rect(size.left - 8, y, size.right - size.left + 13, ROW);
  ctx.clip();
  for (let row = start[rel]; row < start[rel + 1]; row++) drawBar(ctx, style, row, middle);
  ctx.restore();
  ctx.font = `${isChosen(rel) ? 600 : 400} 11.5px ${FONT}`;
  ctx.textAlign = wide ? "right" : "left";
  ctx.fillStyle = isChosen(rel) ? style["text-strong"] : style["text-normal"];
  if (wide) ctx.fillText(elided(rels.label[rel], size.left - 26, 11.5, isChosen(rel) ? 600 : 400), size.left - 16, middle + 4);
}

/** One change: full, lower or an outline after its rank; doubt of its dates is a slope of colour. */
function drawBar(ctx, style, row, y) {
  const [begin, end] = [from[row], Math.min(to[row], time.last)];
  let [x0, x1] = [xOf(begin), xOf(end)].map((x) => Math.min(Math.max(x, -2e4), 2e4));
  if (end <= begin || x1 < size.left - 8 || x0 > size.right + 5) return;
  const look = style.bars[changes.state[row]];
  const colour = style.states[changes.state[row]];
  const sure0 = sureFrom(row, x0, x1);
  const [doubt, sure1] = [changes.untilDoubt[row], changes.untilDoubt[row] ? Math.min(Math.max(xOf(changes.untilDoubt[row][0]), sure0), x1) : x1];
  const mark = () => (disputedChanges[row] || unstatedChanges[row]) && doubtIn(ctx, style, row, x0, sure0, x1, y);
  if (look.line) {
    drawSevered(ctx, colour, x0, sure0, x1, y);
    return mark();
  }
  const joined = relOf[row + 1] === relOf[row] && from[row + 1] === to[row] && x1 - sure0 > 4;
  if (joined) x1 -= 2;
  const [top, height] = [y - look.height / 2, look.height];
  if (sure0 > x0) fade(ctx, x0, sure0 + 2, top, height, blend(look.fill, style.panel, 0.08), look.fill);
  const stop = doubt && x1 - sure1 > 5 ? sure1 : x1;
  if (stop < x1) fade(ctx, stop - 2, x1, top, height, look.fill, blend(look.fill, style.panel, 0.08));
  ctx.beginPath();
  ctx.roundRect(sure0 + (look.outlined ? 0.5 : 0), top + (look.outlined ? 0.5 : 0), Math.max(stop - sure0 - (look.outlined ? 1 : 0), 2), height - (look.outlined ? 1 : 0), 3);
  ctx.fillStyle = look.fill;
  ctx.fill();
  if (look.outlined) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = 1;
    ctx.setLineDash([]);
    ctx.stroke();
  }
  return mark();
}

function sureFrom(row, x0, x1) {
  const doubt = changes.doubt[row];
  if (!doubt || doubt[0] > from[row]) return x0;
  const sure = Math.min(xOf(doubt[1]), x1);
  return sure - x0 < 5 ? x0 : sure;
}

function fade(ctx, x0, x1, top, height, left, right) {
  const slope = ctx.createLinearGradient(x0, 0, x1, 0);
  slope.addColorStop(0, left);
  slope.addColorStop(1, right);
  ctx.fillStyle = slope;
  ctx.fillRect(x0, top, x1 - x0, height);
}

/** A severed channel is a thin line with a cross where it was cut. */
function drawSevered(ctx, colour, x0, sure, x1, y) {
  ctx.strokeStyle = colour;
  ctx.lineCap = "butt";
  for (const [a, b, dash] of [[x0, sure, [2, 3]], [sure, x1, []]]) {
    ctx.setLineDash(dash);
    ctx.lineWidth = 1.8;
    ctx.beginPath();
    ctx.moveTo(a, y), ctx.lineTo(b, y);
    ctx.stroke();
  }
  ctx.setLineDash([]);
  ctx.lineWidth = 2;
  ctx.beginPath();
  ctx.moveTo(x0 - 2.9, y - 2.9), ctx.lineTo(x0 + 2.9, y + 2.9);
  ctx.moveTo(x0 - 2.9, y + 2.9), ctx.lineTo(x0 + 2.9, y - 2.9);
  ctx.stroke();
}

/** The mark of a doubt in the beginning of a bar; where there is no full colour under it, on a ground of its own. */
function doubtIn(ctx, style, row, x0, sure0, x1, y) {
  const look = style.bars[changes.state[row]];
  const isShort = x1 - x0 < 14;
  const isApart = isShort || look.line || look.outlined || sure0 - x0 > 2;
  const x = isShort ? (x0 + x1) / 2 : x0 + 7;
  if (isApart) {
    ctx.fillStyle = style.panel;
    ctx.beginPath();
    ctx.arc(x, y, 5, 0, 2 * Math.PI);
    ctx.fill();
  }
  ctx.fillStyle = ctx.strokeStyle = isApart ? style["text-strong"] : style.panel;
  drawGlyph(ctx, disputedChanges[row] ? DISPUTED : UNSTATED, x, y, 10);
}

const tickUnder = (event) => tickAt(event.clientX - box.getBoundingClientRect().left);
const scrubTo = (event) => goTo(tickUnder(event));

/** The span after a zoom that leaves the tick under `x` where it is, never wider than everything. */
function zoomTime(factor, x) {
  const [t0, t1] = spanOf();
  const [low, high] = time.bounds;
  const held = Math.min(Math.max(tickAt(x), t0), t1);
  const width = Math.min(Math.max((t1 - t0) / factor, time.resolution * 8), high - low);
  const first = Math.min(Math.max(held - ((held - t0) / (t1 - t0)) * width, low), high - width);
  update({ span: [Math.round(first), Math.round(first + width)] });
}

function laneAt(event) {
  const y = event.clientY - roll.getBoundingClientRect().top + roll.scrollTop;
  return plan.lanes[Math.floor(y / ROW)] ?? -1;
}

function clickedHead(event) {
  const [x, y] = [event.clientX - box.getBoundingClientRect().left, event.clientY - head.getBoundingClientRect().top];
  const spot = spots.find((each) => x >= each[0] && x <= each[2] && y >= each[1] && y <= each[3]);
  if (!spot) return false;
  goTo(D.events[spot[4]].tick);
  select(`event:${D.events[spot[4]].id}`);
  return true;
}

/** Lets the date be dragged, events and lanes be clicked, time be stretched. */
export function startTimeline() {
  let held = -1;
  const grab = (event) => {
    if (event.button > 0 || (event.currentTarget === head && clickedHead(event))) return;
    held = event.pointerId;
    event.currentTarget.setPointerCapture(held);
    update({ playing: false });
    if (event.currentTarget !== flag) scrubTo(event);
  };
  for (const part of [head, flag]) {
    part.addEventListener("pointerdown", grab);
    part.addEventListener("pointermove", (event) => held === event.pointerId && scrubTo(event));
    for (const end of ["pointerup", "pointercancel"]) part.addEventListener(end, () => (held = -1));
  }
  head.addEventListener("wheel", (event) => {
    if (scrolls() && !event.ctrlKey) return;
    event.preventDefault();
    zoomTime(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0016)), event.offsetX);
  }, { passive: false });
  head.addEventListener("dblclick", () => update({ span: null }));
  roll.addEventListener("scroll", () => {
    scrolled = roll.scrollTop;
    changed();
  });
  roll.addEventListener("click", (event) => {
    const rel = laneAt(event);
    if (rel >= 0) select(`relationship:${rels.id[rel]}`);
  });
  roll.addEventListener("dblclick", (event) => scrubTo(event));
  startOther(tickUnder);
  const watch = new ResizeObserver(() => {
    tell();
    changed();
  });
  for (const part of [box, roll]) watch.observe(part);
  flag.setAttribute("aria-valuemin", `${clamp(-Infinity)}`);
  flag.setAttribute("aria-valuemax", `${clamp(Infinity)}`);
}

/** Brings the lane of a relationship into view. */
export function revealLane(rel) {
  const row = plan ? plan.lanes.indexOf(rel) : -1;
  if (row < 0) return;
  if (row * ROW < roll.scrollTop) roll.scrollTop = row * ROW;
  else if ((row + 1) * ROW > roll.scrollTop + roll.clientHeight) roll.scrollTop = (row + 1) * ROW - roll.clientHeight;
}

