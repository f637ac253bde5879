import { D, M, actors, dst, rels, src } from "./data.js";
import { byId, h } from "./dom.js";
import { kickerOf, typeWords } from "./told.js";
import { goTo, select } from "./view.js";

const MOST = 12;
const input = byId("find");
const list = byId("found");
let hits = [];
let active = -1;

/** Letters without case, accents and the ways of writing them: what is searched and what is searched for. */
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();

/** @type {{target: string, title: string, detail: string, names: string[], rest: string, weight: number}[] | null} */
let index = null;

function build() {
  const degree = new Map();
  for (let rel = 0; rel < M; rel++) for (const end of [src[rel], dst[rel]]) degree.set(end, (degree.get(end) ?? 0) + (rels.channel[rel] ? 1 : 0.01));
  const people = actors.id.map((id, row) => ({
    target: `actor:${id}`, title: actors.name[row], detail: kickerOf(row),
    names: [actors.name[row], ...actors.names[row].map(([, name]) => name), ...actors.aliases[row], id].map(fold),
    rest: "", weight: 2 + (degree.get(row) ?? 0) / 1e4,
  }));
  const ties = rels.id.map((id, row) => ({
    target: `relationship:${id}`, title: rels.label[row], detail: typeWords(row), names: [fold(rels.label[row])],
    rest: fold([actors.name[src[row]], actors.name[dst[row]], typeWords(row), id].join(" ")), weight: 1 + rels.channel[row] / 10,
  }));
  const events = D.events.map((event) => ({
    target: `event:${event.id}`, title: event.title || event.id, detail: event.date, names: [fold(event.title)], rest: fold(`${event.date} ${event.id}`), weight: 0.5,
  }));
  return [...people, ...ties, ...events];
}

/** 0 is called so, 1 begins so, 2 has a word that begins so, 3 holds it somewhere, 4 all words are in it; else nothing. */
function rank(entry, query, words) {
  let best = 9;
  for (const name of entry.names) {
    if (name === query) return 0;
    if (name.startsWith(query)) best = Math.min(best, 1);
    else if (` ${name}`.includes(` ${query}`)) best = Math.min(best, 2);
    else if (name.includes(query)) best = Math.min(best, 3);
  }
  const all = `${entry.names.join(" ")} ${entry.rest}`;
  return best < 9 ? best : words.every((word) => all.includes(word)) ? 4 : 9;
}

function search() {
  const query = fold(input.value.slice(0, 200));
  index ??= build();
  const words = query.split(" ");
  hits = query
    ? index.map((entry) => ({ entry, at: rank(entry, query, words) })).filter(({ at }) => at < 9)
        .sort((a, b) => a.at - b.at || b.entry.weight - a.entry.weight).slice(0, MOST).map(({ entry }) => entry)
    : [];
  active = hits.length ? 0 : -1;
  const nothing = query && !hits.length ? [h("li", { class: "none", role: "option", "aria-disabled": "true", "aria-selected": "false" }, "Nothing found")] : [];
  list.replaceChildren(...hits.map(option), ...nothing);
  list.hidden = !query;
  input.setAttribute("aria-expanded", `${Boolean(query)}`);
  mark();
}

const option = (hit, k) => h("li", { role: "option", id: `hit${k}`, "aria-selected": "false", onpointerdown: (event) => { event.preventDefault(); take(k); } },
  h("span", { dir: "auto" }, hit.title), h("span", { class: "detail", dir: "auto" }, hit.detail));

function mark() {
  [...list.children].forEach((child, k) => child.setAttribute("aria-selected", `${k === active}`));
  if (active >= 0) input.setAttribute("aria-activedescendant", `hit${active}`);
  else input.removeAttribute("aria-activedescendant");
  list.children[active]?.scrollIntoView({ block: "nearest" });
}

function take(k) {
  const { target } = hits[k];
  const event = target.startsWith("event:") && D.events.find((each) => `event:${each.id}` === target);
  if (event) goTo(event.tick);
  select(target);
  close();
  requestAnimationFrame(() => byId("dossier").focus({ preventScroll: true })); // it may have made room for a story
}

function close() {
  input.value = "";
  search();
}

/** Search by any name in any script. */
export function startSearch() {
  input.addEventListener("input", search);
  input.addEventListener("blur", () => (list.hidden = true));
  input.addEventListener("focus", () => (list.hidden = !input.value));
  input.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by && hits.length) {
      active = (active + by + hits.length) % hits.length;
      mark();
    } else if (event.key === "Enter" && active >= 0) take(active);
    else if (event.key === "Escape") {
      if (!input.value) input.blur();
      close();
    } else return;
    event.preventDefault();
  });
}

export const focusSearch = () => input.focus();
