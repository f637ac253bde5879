import { D, ENDED } from "./data.js";

export const BACK = [1, 0.8, 0.2];
export const FONT = 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';

const dark = matchMedia("(prefers-color-scheme: dark)");
let printing = false;

/** Paper is light. */
export const setPrinting = (is) => (printing = is);
export const onSystemTheme = (call) => dark.addEventListener("change", call);

/** `light` or `dark`, whatever was chosen. */
export function themeOf(choice) {
  if (printing) return "light";
  return choice === "auto" ? (dark.matches ? "dark" : "light") : choice;
}

/** The colours of a theme by name, with those of states and sides. */
export function styleOf(theme) {
  const place = theme === "dark" ? 1 : 0;
  const colours = D.themes[theme];
  return {
    theme, place, ...colours,
    states: D.states.map((state) => state.colour[place]),
    sides: D.sides.map((side) => side.colour[place]),
    turns: D.turns.map((turn) => turn.colour[place]),
    bars: D.states.map((state) => state.bar[place]),
  };
}

const parts = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
const mixed = new Map();

/** A share of a colour over a ground. */
export function blend(colour, ground, share) {
  const key = `${colour}${ground}${share}`;
  let found = mixed.get(key);
  if (!found) {
    const [a, b] = [parts(colour), parts(ground)];
    found = `#${a.map((each, k) => Math.round(each * share + b[k] * (1 - share)).toString(16).padStart(2, "0")).join("")}`;
    mixed.set(key, found);
  }
  return found;
}

const CHANNEL = 2;
const STRUCTURE = 1.2;
const ENDED_LOOK = { dash: [1.5, 4.5], cross: false };

/** How the lines of one look are drawn. The usual state is the quietest; a change in doubt is hollow, a `hair` one pixel. */
export function inkOf(style, { state, channel, recent, uncertain, strong, back, hair }) {
  const ended = state === ENDED;
  const look = ended ? ENDED_LOOK : D.states[state];
  const colour = ended ? style.ended : style.states[state];
  const calm = !ended && colour === style.best && !look.dash.length;
  let [share, width] = channel ? [calm ? 0.66 : 0.95, CHANNEL] : [calm ? 0.45 : 0.7, STRUCTURE];
  if (ended) [share, width] = [0.75, 1.2];
  else if (recent && channel) [share, width] = [1, 2.6];
  if (strong) [share, width] = [1, width + 0.8];
  if (uncertain) [share, width] = [channel ? share * 0.75 : share, width + 1.8];
  if (hair && width <= STRUCTURE) [share, width] = [Math.min(share * width, 1), 1];
  return {
    colour: blend(colour, style.canvas, share * BACK[back]),
    width, dash: look.dash, cross: look.cross, hollow: Boolean(uncertain && !ended),
  };
}

const regular = (corners, radius, turn = -90, dy = 0) =>
  Array.from({ length: corners }, (_, k) => {
    const angle = ((turn + (360 * k) / corners) * Math.PI) / 180;
    return [radius * Math.cos(angle), radius * Math.sin(angle) + dy];
  });
const star = regular(5, 0.62).flatMap((point, k) => [point, regular(5, 0.29, -54)[k]]);
/** Corners of the shapes for a size of 1; the others are circles. */
const OUTLINES = {
  square: [[-0.45, -0.45], [0.45, -0.45], [0.45, 0.45], [-0.45, 0.45]],
  diamond: regular(4, 0.6), hexagon: regular(6, 0.54), triangle: regular(3, 0.62, -90, 0.08),
  pentagon: regular(5, 0.55, -90, 0.02), star,
};

/** The corners of a shape, or nothing for a circle and a ring. */
export const outline = (shape) => OUTLINES[shape];

/** Adds a shape to a path. @param {CanvasRenderingContext2D | Path2D} path */
export function addShape(path, shape, x, y, size) {
  const corners = OUTLINES[shape];
  if (!corners) {
    path.moveTo(x + size / 2, y);
    path.arc(x, y, size / 2, 0, 2 * Math.PI);
    return;
  }
  corners.forEach(([dx, dy], k) => (k ? path.lineTo(x + dx * size, y + dy * size) : path.moveTo(x + dx * size, y + dy * size)));
  path.closePath();
}
