import { D, NOT_YET, actors, changes, dst, find, rels, src, stateLabel } from "./data.js";
import { changedOf, changedPage } from "./changed.js";
import { byId, h, link } from "./dom.js";
import { shapeSample, stateSample, endedSample } from "./swatches.js";
import { MOST, historyOf, kickerOf, neighboursOf, sinceOf, sortedCards, titleOf, toldChange, toldOf, typeWords } from "./told.js";
import { goTo, select, view } from "./view.js";

const box = byId("page");
let shown = { key: "" };

const text = (tag, words, attributes = {}) => (words ? h(tag, { dir: "auto", ...attributes }, words) : null);
const jump = (target, words) => h("button", { type: "button", class: "jump", dir: "auto", onclick: () => select(target) }, words);

/** Sources as a list of links, each once. */
export function cites(numbers) {
  if (!numbers.length) return null;
  const links = numbers.map((number) => h("li", {}, link(D.cites[number][0], D.cites[number][2], D.cites[number][1])));
  return h("ul", { class: "cites", "aria-label": "Sources" }, links);
}

/** Many sources of a whole actor are folded away. */
const foldedCites = (numbers) => (numbers.length > 2 ? h("details", {}, h("summary", {}, `Sources · ${numbers.length}`), cites(numbers)) : cites(numbers));

const sample = (code, style) => (code < 0 ? endedSample(style) : stateSample(code, style));

/** A relationship as it is now: state, since when, why, and who says so. */
function card(frame, rel, style, named) {
  const row = toldChange(frame, rel);
  const code = frame.states[rel];
  const said = row < 0 ? null : { note: changes.note[row], confidence: changes.confidence[row], values: changes.values[row] };
  const hides = code === NOT_YET;
  return h("article", { class: "card" },
    named && h("h3", {}, jump(`relationship:${rels.id[rel]}`, rels.label[rel]), h("span", { class: "type" }, typeWords(rel))),
    h("p", { class: "now" }, h("span", { class: "swatch" }, sample(code, style)), h("strong", {}, stateLabel(code)), ` ${sinceOf(frame, rel)}`),
    !hides && said && text("p", said.note),
    !hides && said?.values.length ? text("p", said.values.join(" · "), { class: "quiet" }) : null,
    !hides && said?.confidence && h("p", { class: "quiet" }, said.confidence),
    !hides && row >= 0 && cites(changes.cites[row]));
}

function history(frame, rows, style, withLabels) {
  if (!rows.length) return null;
  const lines = rows.slice(0, MOST).map((row) => h("li", { class: row.now ? "current" : "" },
    Number.isFinite(row.tick) ? h("button", { type: "button", class: "date", onclick: () => goTo(row.tick) }, row.date) : h("span", { class: "date" }, row.date || "–"),
    h("span", { class: "swatch" }, row.state === null ? "▾" : sample(row.state, style)),
    h("span", { class: "said", dir: "auto" }, row.text,
      row.event ? jump(`event:${row.event.id}`, "About this event") : withLabels && row.rel >= 0 ? jump(`relationship:${rels.id[row.rel]}`, rels.label[row.rel]) : null)));
  return section("History", h("ol", { class: "history" }, lines), more(rows.length));
}

const more = (count) => (count > MOST ? h("p", { class: "quiet" }, `… and ${count - MOST} more`) : null);
const section = (title, ...children) => h("section", {}, h("h2", {}, title), ...children);

function disputesOf(about) {
  const found = D.disputes.filter((each) => !about || each.about.includes(about));
  if (!found.length) return null;
  return section(about ? "Where sources disagree" : `Disagreements · ${found.length}`, found.slice(0, MOST).map((each) => h("article", { class: "dispute" },
    text("p", each.note),
    h("div", { class: "claims" }, each.claims.map(([claim, numbers]) => h("div", { class: "claim" }, text("p", claim), cites(numbers)))),
    about ? null : h("p", { class: "quiet" }, each.about.map((target) => jump(target, titleOf(find(target))))))), more(found.length));
}

function chips(frame, title, list, style) {
  if (!list.length) return null;
  return section(title, h("ul", { class: "chips" }, list.slice(0, MOST).map(({ target, words, code }) =>
    h("li", {}, h("button", { type: "button", class: "chip", dir: "auto", title: code === undefined ? undefined : stateLabel(code), onclick: () => select(target) },
      code === undefined ? null : h("span", { class: "swatch" }, sample(code, style)), words)))), more(list.length));
}

const pairs = (rows) => rows.length ? h("dl", {}, rows.flatMap(([name, words]) => [h("dt", {}, name), h("dd", { dir: "auto" }, words)])) : null;

function actorPage(frame, row, style) {
  const target = `actor:${actors.id[row]}`;
  const own = toldOf(row);
  const kind = actors.kind[row];
  const colour = actors.side[row] < 0 ? style["no-side"] : style.sides[actors.side[row]];
  const others = [...actors.names[row].map(([, name]) => name), ...actors.aliases[row]].filter((name) => name !== actors.name[row]);
  const list = neighboursOf(frame, row).map(({ other, rel }) => ({ target: `actor:${actors.id[other]}`, words: actors.name[other], code: frame.states[rel] }));
  const cards = sortedCards(frame, own);
  return [
    h("p", { class: "kicker" }, shapeSample(kind < 0 ? "circle" : D.kinds[kind].shape, colour), kickerOf(row)),
    text("h1", actors.name[row]), text("p", others.join(" · "), { class: "quiet" }),
    text("p", actors.about[row]), pairs(actors.facts[row]), foldedCites(actors.cites[row]),
    cards.length ? section(`On ${frame.label}`, cards.slice(0, MOST).map((rel) => card(frame, rel, style, true)), more(cards.length)) : null,
    disputesOf(target), history(frame, historyOf(frame, own, (event) => event.actors.includes(row)), style, own.length > 1),
    chips(frame, "Connected with", list, style),
  ];
}

function relationshipPage(frame, row, style) {
  const ends = [...new Set([src[row], dst[row]])].map((actor) => ({ target: `actor:${actors.id[actor]}`, words: actors.name[actor] }));
  return [
    text("p", typeWords(row), { class: "kicker" }), text("h1", rels.label[row]), card(frame, row, style, false),
    chips(frame, "Between", ends, style), disputesOf(`relationship:${rels.id[row]}`),
    history(frame, historyOf(frame, [row], (event) => event.rels.includes(row)), style, false),
  ];
}

function eventPage(frame, row, style) {
  const event = D.events[row];
  const touched = [...event.actors.map((actor) => ({ target: `actor:${actors.id[actor]}`, words: actors.name[actor] })),
    ...event.rels.map((rel) => ({ target: `relationship:${rels.id[rel]}`, words: rels.label[rel], code: frame.states[rel] }))];
  return [
    h("p", { class: "kicker" }, `Event · ${event.date}`), text("h1", event.title || event.id), text("p", event.note),
    event.confidence && h("p", { class: "quiet" }, event.confidence), cites(event.cites),
    h("p", {}, h("button", { type: "button", class: "plain", onclick: () => goTo(event.tick) }, "Go to this date")),
    chips(frame, "Touches", touched, style), disputesOf(`event:${event.id}`),
  ];
}

function datasetPage() {
  const { title, description, facts, tables, made, file } = D.meta;
  return [
    h("p", { class: "kicker" }, "Dataset"), text("h1", title || "Untitled dataset"), text("p", D.meta.testimony, { class: "quiet" }), text("p", description), pairs(facts), disputesOf(""),
    ...tables.map(([name, rows]) => section(name, rows.every((row) => row[1]) ? pairs(rows) : h("ul", { class: "names" }, rows.map(([words]) => h("li", { dir: "auto" }, words))))),
    h("p", { class: "quiet" }, `Made with ${made}${file ? ` from ${file}` : ""}. This page works without a network; nothing you do here leaves it.`),
  ];
}

/** What the pages of actors, relationships and events depend on beside the selection. */
function momentOf(frame, chosen, picture) {
  if (chosen.kind === "") return picture.turns ? [picture.begin, picture.end, ...changedOf(picture).flatMap((group) => [`turn ${group.turn}`, ...group.rels])].join() : "";
  const own = chosen.kind === "actor" ? [...toldOf(chosen.row), ...neighboursOf(frame, chosen.row).map((each) => each.rel)] : chosen.kind === "event" ? D.events[chosen.row].rels : [chosen.row];
  return [chosen.kind === "actor" ? frame.label : "", ...own.map((rel) => `${frame.states[rel]} ${toldChange(frame, rel)} ${frame.uncertain[rel]}`)].join();
}

const RESTS_MS = 120;
let waiting = 0;

/**
 * Shows the dossier of what is selected, of what changed between two dates, or of the dataset; it is made anew only when it
 * says something else, the long list of changes once the dates rest.
 */
export function showDossier(frame, style, picture) {
  clearTimeout(waiting);
  const chosen = find(view.selected);
  const key = [view.selected, style.theme, momentOf(frame, chosen, picture)].join("\n");
  if (key === shown.key) return;
  const isList = !chosen.kind && Boolean(picture.turns);
  if (isList && shown.isList) waiting = setTimeout(fill, RESTS_MS, frame, style, picture, chosen, key);
  else fill(frame, style, picture, chosen, key);
}

function fill(frame, style, picture, chosen, key) {
  const pages = { actor: actorPage, relationship: relationshipPage, event: eventPage };
  const parts = chosen.kind ? pages[chosen.kind](frame, chosen.row, style) : picture.turns ? changedPage(picture, style, cites) : datasetPage();
  const isOther = shown.selected !== view.selected;
  const focus = document.activeElement;
  const place = !isOther && focus && box.contains(focus) ? [...box.querySelectorAll("button, a")].indexOf(focus) : -1;
  box.replaceChildren(...parts.flat().filter(Boolean));
  byId("back").hidden = !chosen.kind;
  if (isOther) byId("dossier").scrollTop = 0;
  else if (place >= 0) box.querySelectorAll("button, a")[place]?.focus({ preventScroll: true });
  shown = { key, selected: view.selected, isList: !chosen.kind && Boolean(picture.turns) };
}
