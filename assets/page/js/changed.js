import { D, M, changes, from, isChannel, rels, start, stateLabel, to } from "./data.js";
import { STAYED } from "./compared.js";
import { h } from "./dom.js";
import { turnSample } from "./swatches.js";
import { MOST, typeWords } from "./told.js";
import { goTo, select } from "./view.js";

/** What became worse is told first. */
const ORDER = [4, 5, 6, 2, 1, 3];

/** The channels that are shown and are not as they were, by what became of them. */
export function changedOf(picture) {
  const rows = Array.from({ length: M }, (_, rel) => rel).filter((rel) => isChannel[rel] && picture.told[rel] && picture.turns[rel] > STAYED);
  return ORDER.map((turn) => ({ turn, rels: rows.filter((rel) => picture.turns[rel] === turn) })).filter((group) => group.rels.length);
}

/** What happened to a relationship after the earlier date and until the later. */
function stepsOf(rel, { begin, end }) {
  const steps = [];
  for (let row = start[rel]; row < start[rel + 1]; row++) {
    if (from[row] > begin && from[row] <= end) {
      steps.push({ tick: from[row], date: changes.date[row], text: changes.note[row] || stateLabel(changes.state[row]), cites: changes.cites[row] });
    }
    const isOver = row + 1 === start[rel + 1] || from[row + 1] > to[row];
    if (isOver && to[row] > begin && to[row] <= end) steps.push({ tick: to[row], date: changes.until[row], text: "Ended", cites: [] });
  }
  return steps;
}

function card(picture, rel, style, cites) {
  const turn = picture.turns[rel];
  const steps = stepsOf(rel, picture).map((step) => h("li", {},
    h("button", { type: "button", class: "date", onclick: () => goTo(step.tick) }, step.date), h("span", { class: "said", dir: "auto" }, step.text, cites(step.cites))));
  return h("article", { class: "card" },
    h("h3", {}, h("button", { type: "button", class: "jump", dir: "auto", onclick: () => select(`relationship:${rels.id[rel]}`) }, rels.label[rel]), h("span", { class: "type" }, typeWords(rel))),
    h("p", { class: "now" }, h("span", { class: "swatch" }, turnSample(turn, style)), `${stateLabel(picture.before[rel])} → ${stateLabel(picture.after[rel])}${picture.possible[rel] ? ", possibly" : ""}`),
    h("ol", { class: "steps" }, steps));
}

/** What changed between two dates, in words: the parts of a page of the dossier. */
export function changedPage(picture, style, cites) {
  const groups = changedOf(picture);
  let room = MOST;
  const sections = groups.map(({ turn, rels: own }) => {
    const told = own.slice(0, room);
    room -= told.length;
    return told.length && h("section", {}, h("h2", {}, `${D.turns[turn].label} · ${own.length}`), told.map((rel) => card(picture, rel, style, cites)));
  });
  const left = groups.reduce((sum, group) => sum + group.rels.length, 0) - MOST;
  return [
    h("p", { class: "kicker" }, "What changed"), h("h1", {}, picture.label), h("p", {}, picture.caption),
    ...sections, left > 0 ? h("p", { class: "quiet" }, `… and ${left} more`) : null,
  ];
}
