import { D, ENDED, M, N, actors, rels } from "./data.js";
import { byId, h, put } from "./dom.js";
import { OTHER, TOLD } from "./compared.js";
import { countDoubts, doubtRows } from "./doubts.js";
import { countStates, endsOf } from "./frame.js";
import { doubtSample, endedSample, shapeSample, stateSample, turnSample } from "./swatches.js";
import { showAll, showOnly, toggleHidden, update, view } from "./view.js";

const box = byId("entries");
const turned = byId("turned");
/** The entries with what they count. @type {{name: string, id: string, code: number, button: any, count: any}[]} */
let entries = [];
/** @type {{id: string, count: any}[]} */
let doubted = [];
let theme = "";

const swatch = {
  turns: (code, style) => turnSample(code, style),
  states: (code, style) => stateSample(code, style),
  sides: (code, style) => shapeSample("circle", style.sides[code]),
  kinds: (code, style) => shapeSample(D.kinds[code].shape, style["text-muted"]),
  families: () => null,
};
const parts = [
  ["states", D.states, rels.channel.includes(1) ? "Channels on this date" : "State on this date"],
  ["sides", D.sides, "Sides"],
  ["kinds", D.kinds, "Actors"],
  ["families", D.families, "Relationships"],
];

function build(style) {
  entries = [];
  doubted = [];
  const sections = parts.filter(([, words]) => words.length).map(([name, words, title]) =>
    h("section", {}, h("h2", {}, title), h("ul", {}, words.map((word, code) => entry(name, word, code, words, style)), name === "states" && ghosts(style))));
  if (doubtRows.length) sections.splice(1, 0, h("section", {}, h("h2", {}, "Certainty"), h("ul", {}, doubtRows.map((row) => certainty(row, style)))));
  const order = TOLD.map((code) => ({ ...D.turns[code], code }));
  turned.replaceChildren(h("section", {}, h("h2", {}, "Between the dates"), h("ul", {}, order.map((turn) => entry("turns", turn, turn.code, D.turns, style)))));
  box.replaceChildren(...sections, h("p", { class: "hint" }, "Click to hide or show, double-click for only this."));
}

function entry(name, word, code, words, style) {
  const count = h("span", { class: "count" });
  const all = words.map((each) => each.id);
  const button = h("button", { type: "button", class: "entry", onclick: (event) => (event.altKey ? showOnly(name, word.id, all) : toggleHidden(name, word.id)),
    ondblclick: () => showOnly(name, word.id, all) },
    h("span", { class: "swatch" }, swatch[name](code, style)), h("span", { class: "word", dir: "auto" }, word.label), count);
  entries.push({ name, id: word.id, code, button, count });
  return h("li", {}, button);
}

/** What lines are marked with; it filters nothing. */
function certainty({ id, label, glyph }, style) {
  const count = h("span", { class: "count" });
  doubted.push({ id, count });
  return h("li", { class: "entry still" }, h("span", { class: "swatch" }, doubtSample(glyph, style)), h("span", { class: "word" }, label), count);
}

function ghosts(style) {
  const count = h("span", { class: "count" });
  const button = h("button", { type: "button", class: "entry", onclick: () => update({ ghosts: !view.ghosts }) },
    h("span", { class: "swatch" }, endedSample(style)), h("span", { class: "word" }, "Ended"), count);
  entries.push({ name: "ghosts", id: "", code: ENDED, button, count });
  return h("li", {}, button);
}

/** What each part of the legend counts, as what would be there without its own filter where an entry is hidden. */
function countsOf(frame) {
  const { plan, states } = frame;
  const byState = countStates(frame);
  const without = (name) => {
    const others = ["side", "kind", "family"].filter((each) => each !== name).map((each) => plan.passes[each]);
    return Uint8Array.from({ length: M }, (_, rel) => (plan.inside[rel] && states[rel] >= 0 && plan.stateOk[states[rel]] && others.every((ok) => ok[rel]) ? 1 : 0));
  };
  const tally = (codes, marks) => {
    const counts = new Map();
    for (let k = 0; k < marks.length; k++) if (marks[k]) counts.set(codes[k], (counts.get(codes[k]) ?? 0) + 1);
    return counts;
  };
  const actorsBy = (name, codes, hidden) => {
    const shown = tally(codes, frame.actorCounted);
    if (!view.hidden[hidden].size) return () => shown;
    const ends = endsOf(without(name));
    const other = tally(codes, Uint8Array.from({ length: N }, (_, actor) => ends[actor] | plan.lonely[actor]));
    return (isHidden) => (isHidden ? other : shown);
  };
  const [sides, kinds] = [actorsBy("side", actors.side, "sides"), actorsBy("kind", actors.kind, "kinds")];
  const families = tally(rels.family, without("family"));
  return {
    states: (code) => byState[code], ghosts: () => byState[D.states.length], families: (code) => families.get(code) ?? 0,
    sides: (code, isHidden) => sides(isHidden).get(code) ?? 0, kinds: (code, isHidden) => kinds(isHidden).get(code) ?? 0,
  };
}

/** Counts and marks the entries; `picture` is the frame of two dates while these are compared. */
export function showLegend(frame, style, picture) {
  if (theme !== style.theme) build(style);
  theme = style.theme;
  turned.hidden = !picture.turns;
  const counts = { ...countsOf(frame), turns: (code) => picture.counts?.[code] ?? 0 };
  for (const { name, id, code, button, count } of entries) {
    const isHidden = name === "ghosts" ? !view.ghosts : view.hidden[name].has(id);
    put(count, `${counts[name](code, isHidden)}`);
    count.classList.toggle("zero", count.textContent === "0");
    if (name === "turns") button.hidden = code === OTHER && !picture.counts?.[code];
    if (button.getAttribute("aria-pressed") !== `${!isHidden}`) button.setAttribute("aria-pressed", `${!isHidden}`);
  }
  const doubts = doubted.length ? countDoubts(frame) : {};
  for (const { id, count } of doubted) {
    put(count, `${doubts[id]}`);
    count.classList.toggle("zero", !doubts[id]);
  }
  byId("all").hidden = view.ghosts && !Object.values(view.hidden).some((ids) => ids.size);
}

/** Fills the choice of lenses. */
export function startLegend() {
  const choice = byId("lens");
  choice.replaceChildren(...D.lenses.map((lens) => h("option", { value: lens.id }, lens.label)));
  choice.addEventListener("change", () => update({ lens: choice.value }));
  byId("lensbox").hidden = D.lenses.length < 2;
  byId("all").addEventListener("click", () => {
    showAll();
    update({ ghosts: true });
  });
}
