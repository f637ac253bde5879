import { D, find, time } from "./data.js";
import { clamp, dateText, parseDate } from "./calendar.js";

export const SPEEDS = [0.25, 0.5, 1, 2, 5, 10];
const HIDES = ["states", "sides", "kinds", "families", "turns"];
const noneHidden = () => Object.fromEntries(HIDES.map((name) => [name, new Set()]));

/**
 * What is looked at; everything that is shown follows from it. `camera` and `span` are null while everything is shown.
 */
export const view = {
  t: clamp(D.view.t),
  compare: D.view.compare, // the other date, or null
  lens: D.view.lens,
  selected: D.view.selected,
  ghosts: D.view.ghosts,
  holders: D.view.holders,
  hidden: Object.fromEntries(HIDES.map((name) => [name, new Set(D.view.hidden[name])])),
  theme: D.view.theme,
  page: "network",
  camera: null,
  span: null,
  playing: false,
  speed: 1,
  story: "", // the id of the story that is told, and the place of its step
  step: 0,
};
if (!D.lenses.some((lens) => lens.id === view.lens)) view.lens = D.lenses[0].id;

/** @type {(() => void)[]} */
const listeners = [];
let isAsked = false;
let timer = 0;

/** Has `render` called once before the next picture after any number of changes. */
export const onChange = (render) => listeners.push(render);

export function changed() {
  if (isAsked) return;
  isAsked = true;
  requestAnimationFrame(() => {
    isAsked = false;
    for (const render of listeners) render();
  });
}

/** Changes the view. The address follows a little later, as browsers allow few changes of it in a second. */
export function update(patch) {
  Object.assign(view, patch);
  if ("lens" in patch) Object.assign(view, { camera: null, span: null });
  changed();
  clearTimeout(timer);
  timer = setTimeout(writeAddress, 250);
}

export const goTo = (t) => update({ t: clamp(t) });
export const select = (selected) => update({ selected: find(selected).kind ? selected : "" });

export function toggleHidden(name, id) {
  const ids = new Set(view.hidden[name]);
  if (!ids.delete(id)) ids.add(id);
  update({ hidden: { ...view.hidden, [name]: ids } });
}

/** Hides all others of a part of the legend; a second time shows them again. */
export function showOnly(name, id, all) {
  const others = all.filter((each) => each !== id);
  const is = others.length === view.hidden[name].size && others.every((each) => view.hidden[name].has(each));
  update({ hidden: { ...view.hidden, [name]: new Set(is ? [] : others) } });
}

export const showAll = () => update({ hidden: noneHidden() });

export function writeAddress() {
  const parts = { date: dateText(view.t), select: view.selected, lens: view.lens };
  const hides = HIDES.flatMap((name) => [...view.hidden[name]].map((id) => `${name}.${id}`));
  if (view.compare !== null) parts.compare = dateText(view.compare);
  if (hides.length) parts.hide = hides.join(",");
  if (view.story) Object.assign(parts, { story: view.story, step: view.step + 1 });
  const said = Object.entries(parts).filter(([name, text]) => text || name === "lens");
  const hash = said.map(([name, text]) => `${name}=${encodeURIComponent(text).replaceAll("%3A", ":")}`).join("&");
  if (`#${hash}` !== location.hash) history.replaceState(null, "", `#${hash}`);
}

/** Goes where the address says; what makes no sense there is left as it is. */
export function readAddress() {
  const said = new URLSearchParams(location.hash.slice(1));
  const patch = {};
  const t = said.has("date") ? parseDate(said.get("date")) : null;
  if (t !== null) patch.t = clamp(t);
  if (said.has("compare")) {
    const other = parseDate(said.get("compare"));
    patch.compare = other === null ? null : clamp(other);
  }
  if (view.lens !== said.get("lens") && D.lenses.some((lens) => lens.id === said.get("lens"))) patch.lens = said.get("lens");
  if (said.has("select")) patch.selected = find(said.get("select")).kind ? said.get("select") : "";
  if (said.has("hide")) {
    patch.hidden = noneHidden();
    for (const each of said.get("hide").split(",")) {
      const at = each.indexOf(".");
      if (HIDES.includes(each.slice(0, at))) patch.hidden[each.slice(0, at)].add(each.slice(at + 1));
    }
  }
  if (Object.keys(patch).length) update(patch);
}

export const spanOf = () => view.span ?? D.lenses.find((lens) => lens.id === view.lens).span;

/** The first and the last change around an instant. */
export const nextStop = (stops, t) => stops.find((tick) => tick > t);
export const previousStop = (stops, t) => stops.findLast((tick) => tick < t);
export const toBeginning = () => goTo(view.t > time.home ? time.home : time.first);
export const toEnd = () => goTo(view.t < time.end ? time.end : time.last);
