import { D, M, NOT_YET, actors, dst, rels, src, stateLabel } from "./data.js";
import { byId, h, put } from "./dom.js";
import { sinceOf, toldChange, typeWords } from "./told.js";
import { stateSample, endedSample } from "./swatches.js";
import { select, view } from "./view.js";

const MOST = 2000;
const body = byId("rows");
/** @type {{rel: number, row: any, state: any, word: any, since: any, key: string}[]} */
let rows = [];
let base = null;
let theme = "";

const cell = (words, target) => h("td", {}, h("button", { type: "button", class: "jump", dir: "auto", onclick: () => select(target) }, words));

function build(plan) {
  const shown = Array.from({ length: M }, (_, rel) => rel).filter((rel) => plan.mask[rel]);
  rows = shown.slice(0, MOST).map((rel) => {
    const [state, word, since] = [h("span", { class: "swatch" }), h("span"), h("td")];
    const row = h("tr", {}, h("th", { scope: "row" }, h("button", { type: "button", class: "jump", dir: "auto", onclick: () => select(`relationship:${rels.id[rel]}`) }, rels.label[rel])),
      cell(actors.name[src[rel]], `actor:${actors.id[src[rel]]}`), cell(actors.name[dst[rel]], `actor:${actors.id[dst[rel]]}`),
      h("td", {}, typeWords(rel)), h("td", { class: "state" }, state, word), since);
    return { rel, row, state, word, since, key: "" };
  });
  body.replaceChildren(...rows.map((each) => each.row));
  put(byId("cut"), shown.length > MOST ? `The first ${MOST} of ${shown.length} relationships; a lens shows fewer.` : "");
}

/** Writes every relationship with its state; asked while the table is seen, or printed. */
export function showTable(frame, style) {
  if (byId("table").hidden) return;
  if (base !== frame.plan.base) build(frame.plan);
  base = frame.plan.base;
  put(byId("caption"), `Relationships on ${frame.label}`);
  for (const each of rows) {
    const code = frame.states[each.rel];
    const key = `${code} ${toldChange(frame, each.rel)} ${frame.uncertain[each.rel]}`;
    const isHidden = code === NOT_YET || (code >= 0 ? !frame.plan.stateOk[code] : !frame.plan.ghosts);
    if (each.row.hidden !== isHidden) each.row.hidden = isHidden;
    each.row.classList.toggle("chosen", view.selected === `relationship:${rels.id[each.rel]}`);
    if (each.key === key && theme === style.theme) continue;
    each.key = key;
    put(each.word, stateLabel(code) + (frame.uncertain[each.rel] ? ", possibly" : ""));
    put(each.since, sinceOf(frame, each.rel));
    each.state.replaceChildren(code < 0 ? endedSample(style) : stateSample(code, style));
  }
  theme = style.theme;
}

export const tableTitles = ["Relationship", "From", "To", "Type", "State", "Since"];

/** Writes the head of the table. */
export function startTable() {
  byId("heads").replaceChildren(...tableTitles.map((title) => h("th", { scope: "col" }, title)));
  if (!D.rels.id.length) put(byId("cut"), "There are no relationships.");
}
