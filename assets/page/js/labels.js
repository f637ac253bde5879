import { N, actors } from "./data.js";
import { FONT } from "./look.js";

const GAP = 4;
const EDGE = 4;
const BREATH = 7;
const NEAR = 6;
const WRAP = 150;
const QUIET = 180;
const COMPACT = 104;
const MOST = 400;
const CELL = 96;
const NONE = [];
/** Room for each actor in the picture, in square pixels, below which names are short and those of ended actors go. */
const CROWDED = 6500;
/** Direction from the actor, and the anchor of the text; the best place first. */
const PLACES = [[0, 1, "center"], [0, -1, "center"], [1, 0, "left"], [-1, 0, "right"],
  [1, 1, "left"], [-1, 1, "right"], [1, -1, "left"], [-1, -1, "right"]];

const pen = document.createElement("canvas").getContext("2d");
const widths = new Map();

/** The width of a text in pixels. */
export function measure(text, size, weight = 400) {
  const key = `${weight} ${size} ${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    pen.font = `${weight} ${size}px ${FONT}`;
    width = pen.measureText(text).width;
    widths.set(key, width);
  }
  return width;
}

/** As much of a text as fits, with an ellipsis where some is missing. */
export function elided(text, most, size, weight = 400) {
  if (measure(text, size, weight) <= most) return text;
  const letters = [...text];
  let [low, high] = [0, letters.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (measure(`${letters.slice(0, middle).join("")}…`, size, weight) <= most) low = middle;
    else high = middle - 1;
  }
  return low ? `${letters.slice(0, low).join("").trimEnd()}…` : "";
}

/** A name on one line or, on spaces, on two or three; what is too wide still is elided. */
function wrapped(text, most, size, lines) {
  const words = text.split(" ");
  const out = [];
  while (words.length && out.length < lines - 1) {
    let line = words.shift();
    while (words.length && measure(`${line} ${words[0]}`, size, 500) <= most) line += ` ${words.shift()}`;
    out.push(elided(line, most, size, 500));
  }
  if (words.length) out.push(elided(words.join(" "), most, size, 500));
  return balanced(out, text, most, size);
}

/** Two lines of about the same length read better than a long and a short one. */
function balanced(lines, text, most, size) {
  if (lines.length !== 2 || lines.join(" ") !== text) return lines;
  const words = text.split(" ");
  const cuts = words.slice(1).map((_, k) => [words.slice(0, k + 1).join(" "), words.slice(k + 1).join(" ")]);
  const width = (cut) => Math.max(measure(cut[0], size, 500), measure(cut[1], size, 500));
  const best = cuts.reduce((a, b) => (width(b) < width(a) ? b : a));
  return width(best) <= most ? best : lines;
}

/** What was worded, by the shape of the label, then by its words. */
const worded = new Map();

/** A label in words: its lines, its quiet second line, its size. */
function wording(name, quiet, size, most, lines) {
  const shape = (size * 1000 + most) * 4 + lines;
  if (!worded.has(shape)) worded.set(shape, new Map());
  const own = worded.get(shape);
  const key = quiet ? `${name}\n${quiet}` : name;
  let found = own.get(key);
  if (!found) {
    const text = wrapped(name.slice(0, 200), most, size, lines);
    const second = quiet && elided(quiet, QUIET, 11);
    const width = Math.max(...text.map((line) => measure(line, size, 500)), second ? measure(second, 11) : 0);
    const line = Math.round(size * 1.25);
    found = { lines: text, quiet: second, size, line, width, height: text.length * line + (second ? 14 : 0) };
    own.set(key, found);
  }
  return found;
}

function boxAt(x, y, radius, words, [side, down]) {
  const reach = side && down ? radius * 0.72 + 2 : radius + GAP;
  const left = x + side * reach + ((side - 1) / 2) * words.width;
  const top = y + down * reach + ((down - 1) / 2) * words.height;
  return [left, top, left + words.width, top + words.height];
}

/** Boxes by the squares of a grid that they touch. */
class Grid {
  constructor() {
    this.cells = new Map();
  }
  /** @param {number[]} box  with who it belongs to as its fifth entry */
  add(box) {
    for (let x = Math.floor(box[0] / CELL); x <= Math.floor(box[2] / CELL); x++) {
      for (let y = Math.floor(box[1] / CELL); y <= Math.floor(box[3] / CELL); y++) {
        const cell = this.cells.get(x * 4096 + y);
        if (cell) cell.push(box);
        else this.cells.set(x * 4096 + y, [box]);
      }
    }
  }
  isHit([left, top, right, bottom], own, breath = 0) {
    const [from, to] = [left - breath, right + breath];
    for (let x = Math.floor(from / CELL); x <= Math.floor(to / CELL); x++) {
      for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y++) {
        for (const box of this.cells.get(x * 4096 + y) ?? NONE) {
          if (box[4] !== own && from < box[2] && to > box[0] && top < box[3] && bottom > box[1]) return true;
        }
      }
    }
    return false;
  }
}

const boxOf = (nodes, actor, around) => {
  const reach = nodes.size[actor] / 2 + around;
  const [x, y] = [nodes.x[actor], nodes.y[actor]];
  return [x - reach, y - reach, x + reach, y + reach, actor];
};

/**
 * Names that never lie on one another or on an actor: the important first, what finds no room is left out. Neither date
 * nor pointer decides about the order, so a name keeps its place while time moves.
 */
export function placeLabels(frame, nodes, size, head, wish) {
  const seen = [];
  for (let actor = 0; actor < N; actor++) {
    if (nodes.shown[actor] && nodes.x[actor] > 0 && nodes.x[actor] < size.width && nodes.y[actor] > 0 && nodes.y[actor] < size.height) seen.push(actor);
  }
  const { actorFaint: faint, subtitles, plan } = frame;
  const crowded = size.width * size.height < CROWDED * seen.length;
  const order = seen
    .filter((actor) => !crowded || !faint[actor] || wish[actor])
    .sort((a, b) => wish[b] - wish[a] || faint[a] - faint[b] || plan.importance[b] - plan.importance[a] || a - b)
    .slice(0, MOST);
  const [solid, near, placed] = [new Grid(), new Grid(), new Grid()];
  solid.add([0, 0, size.width, head, -1]);
  for (const actor of seen) {
    if (!crowded || !faint[actor]) solid.add(boxOf(nodes, actor, frame.plan.selectedActors[actor] ? 10 : 2));
    if (!faint[actor]) near.add(boxOf(nodes, actor, NEAR));
  }
  const labels = [];
  for (const actor of order) {
    const label = placeOne(actor, nodes, tiersOf(actors.name[actor], faint[actor] ? "" : subtitles[actor], faint[actor], crowded), size, { solid, near, placed }, wish[actor]);
    if (!label) continue;
    labels.push(label);
    placed.add([...label.box, actor]);
  }
  return labels;
}

function tiersOf(name, quiet, isFaint, crowded) {
  const size = isFaint ? 11 : 12;
  const tiers = [[name, quiet, size, WRAP, 2], [name, "", size, (COMPACT * size) / 12, 3], [name, "", 11, 95, 3]];
  return crowded ? tiers.slice(1) : tiers;
}

function placeOne(actor, nodes, tiers, size, grids, wish) {
  let spare = null;
  for (const tier of tiers) {
    const words = wording(...tier);
    for (const place of PLACES) {
      const box = boxAt(nodes.x[actor], nodes.y[actor], nodes.size[actor] / 2 + (wish ? 6 : 0), words, place);
      if (box[0] < EDGE || box[1] < EDGE || box[2] > size.width - EDGE || box[3] > size.height - EDGE) continue;
      if (grids.solid.isHit(box, -2) || grids.placed.isHit(box, -2, BREATH)) continue;
      const label = { actor, words, box, anchor: place[2] };
      if (!grids.near.isHit(box, actor)) return label;
      spare ??= label;
    }
  }
  return spare;
}

/** Draws placed labels, each letter with a border of the ground so that lines do not strike it through. */
export function drawLabels(ctx, labels, style, colours) {
  ctx.lineJoin = "round";
  ctx.lineWidth = 3;
  ctx.strokeStyle = style.canvas;
  let font = "";
  const letter = (weight, size) => {
    const wanted = `${weight} ${size}px ${FONT}`; // a browser reads a font anew each time it is named
    if (wanted !== font) ctx.font = font = wanted;
  };
  for (const { actor, words, box, anchor } of labels) {
    const { name, quiet } = colours(actor);
    const x = anchor === "left" ? box[0] : anchor === "right" ? box[2] : (box[0] + box[2]) / 2;
    let y = box[1] + words.line * 0.78;
    ctx.textAlign = /** @type {CanvasTextAlign} */ (anchor);
    letter(500, words.size);
    for (const line of words.lines) {
      write(ctx, line, x, y, name);
      y += words.line;
    }
    if (!words.quiet) continue;
    letter(400, 11);
    write(ctx, words.quiet, x, y - 1, quiet);
  }
}

function write(ctx, text, x, y, colour) {
  ctx.strokeText(text, x, y);
  ctx.fillStyle = colour;
  ctx.fillText(text, x, y);
}
