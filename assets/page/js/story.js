import { D, find } from "./data.js";
import { byId, h, icon, put } from "./dom.js";
import { cites } from "./dossier.js";
import { framed, seenBy } from "./stage.js";
import { update, view } from "./view.js";

/** Views in an order, each with what is said of it. @typedef {{id: string, title: string, steps: any[]}} Story */

const GLIDE_MS = 1100;
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const KEYS = { ArrowLeft: -1, PageUp: -1, ArrowRight: 1, PageDown: 1 };
/** Where these keys mean something else: the date is a slider, and lists scroll. */
const OWN_KEYS = "#flag, #table, #legend, #roll";

/** The story to tell, now or when it is opened again. @type {Story | undefined} */
let story = D.stories[0];
let place = 0;
/** The camera that the step has set; another is the reader's. */
let placed = null;
/** What has been shown last. */
let shown = "";
/** The picture on its way to a step, with the date and the camera it has set last. */
let glide = null;
let asked = 0;

const chosenBy = (step) => (find(step.select).kind ? step.select : "");
const eased = (share) => share * share * (3 - 2 * share);
const between = (a, b, share) => a + (b - a) * share;

/** The view of a step as it rests, at once. */
function rest() {
  const step = story.steps[place];
  glide = null;
  placed = framed(step.camera);
  update({ t: step.t, compare: step.compare, camera: placed });
}

/** A camera on the way from one to another. */
const cameraAt = (a, b, share) => ({
  x: between(a.x, b.x, share), y: between(a.y, b.y, share), scale: a.scale * (b.scale / a.scale) ** share,
});

/** Lets time run through what lies between to where the step begins, then on to where it ends. */
function move(now) {
  if (!glide) return;
  const isOurs = view.story === story.id && view.t === glide.t && view.camera === glide.camera && !view.playing;
  if (!isOurs) {
    glide = null; // the reader has taken over
    return;
  }
  glide.since ??= now;
  const gone = (now - glide.since) / GLIDE_MS;
  if (gone >= 1) {
    rest();
    return;
  }
  const leg = Math.min(Math.floor(gone * (glide.ticks.length - 1)), glide.ticks.length - 2);
  const share = eased(gone * (glide.ticks.length - 1) - leg);
  glide.t = Math.round(between(glide.ticks[leg], glide.ticks[leg + 1], share));
  glide.camera = cameraAt(glide.start, glide.end, eased(gone));
  update({ t: glide.t, camera: glide.camera });
  asked = requestAnimationFrame(move);
}

/** Shows a step: lens, filters and selection at once, date and camera gliding unless less motion is wished. */
function show(at, isGliding) {
  place = Math.min(Math.max(at, 0), story.steps.length - 1);
  const step = story.steps[place];
  const start = seenBy(view.camera);
  const ticks = step.begins < step.t ? [view.t, step.begins, step.t] : [view.t, step.t];
  const hidden = Object.fromEntries(Object.keys(view.hidden).map((name) => [name, new Set(step.hidden[name])]));
  update({ story: story.id, step: place, lens: step.lens, selected: chosenBy(step), hidden, compare: null, ghosts: true, holders: false, playing: false });
  if (!isGliding || calm.matches || !byId("stage").clientWidth) {
    rest();
    return;
  }
  glide = { ticks, start, end: seenBy(framed(step.camera)), t: view.t, camera: start };
  update({ camera: start });
  cancelAnimationFrame(asked);
  asked = requestAnimationFrame(move);
}

/** Goes steps on or back; at either end the picture comes to rest. */
function go(count) {
  const at = place + count;
  if (at < 0 || at >= story.steps.length) rest();
  else show(at, true);
}

/** Puts the keyboard on what goes on, else on what there is to read. */
function focusStep() {
  ["next", "previous", "telling"].map(byId).find((part) => !part.disabled).focus({ preventScroll: true });
}

function open() {
  show(place, true);
  showStory();
  focusStep();
}

function close() {
  glide = null;
  update({ story: "" });
  showStory();
  byId("tell").focus({ preventScroll: true });
}

/** Steps and leaves while a story is told. @returns {boolean} whether the key was meant for it */
export function storyKey(event) {
  if (!view.story || event.shiftKey || event.ctrlKey || event.metaKey) return false;
  if (event.key === "Escape") close();
  else if (KEYS[event.key] && !event.target.closest(OWN_KEYS)) go(KEYS[event.key]);
  else return false;
  return true;
}

/** Opens the step that the address names, or closes the story where it names none. */
export function readStory() {
  const said = new URLSearchParams(location.hash.slice(1));
  const named = D.stories.find((each) => each.id === said.get("story"));
  if (!named) {
    if (view.story) update({ story: "" });
    return;
  }
  story = named;
  const wanted = Number.parseInt(said.get("step") ?? "1", 10);
  show(Number.isNaN(wanted) ? 0 : wanted - 1, false);
}

function tellStep(step) {
  const count = story.steps.length;
  put(byId("talename"), story.title);
  byId("said").replaceChildren(h("p", { class: "unseen" }, `Step ${place + 1} of ${count}`),
    h("h2", { dir: "auto" }, step.title || `Step ${place + 1}`), ...step.text.map((words) => h("p", { dir: "auto" }, words)));
  const sources = step.cites.length ? [h("h3", {}, "Sources"), cites(step.cites)] : [];
  byId("vouched").replaceChildren(...step.missing.map((words) => h("p", { class: "quiet", dir: "auto" }, words)), ...sources);
  byId("telling").scrollTop = 0;
  put(byId("place"), `${place + 1} of ${count}`);
  byId("gone").firstElementChild.style.width = `${(100 * (place + 1)) / count}%`;
  byId("tales").value = story.id;
  const focused = document.activeElement;
  byId("previous").disabled = place === 0;
  byId("next").disabled = place === count - 1;
  if (focused instanceof HTMLButtonElement && focused.disabled) focusStep();
}

/** Shows the card of the step in place of the dossier; what the reader selects is told in the dossier again. */
export function showStory() {
  if (view.story && view.selected && view.selected !== chosenBy(story.steps[place])) update({ story: "" });
  const key = view.story && `${view.story}\n${place}`;
  if (key === shown) return;
  shown = key;
  byId("story").hidden = !key;
  byId("dossier").hidden = Boolean(key);
  byId("tell").setAttribute("aria-expanded", `${Boolean(key)}`);
  if (key) tellStep(story.steps[place]);
}

/** Gives the button and the card what they do; without a story there is neither. */
export function startStory() {
  if (!story) return;
  byId("tell").hidden = false;
  byId("leave").append(icon("M6 6l12 12", "M18 6L6 18"));
  byId("previous").append(icon("M15 5l-7 7 7 7"));
  byId("next").append(icon("M9 5l7 7-7 7"));
  byId("tell").addEventListener("click", () => (view.story ? close() : open()));
  byId("leave").addEventListener("click", close);
  byId("previous").addEventListener("click", () => go(-1));
  byId("next").addEventListener("click", () => go(1));
  const tales = byId("tales");
  tales.replaceChildren(...D.stories.map((each) => h("option", { value: each.id }, each.title)));
  tales.hidden = D.stories.length < 2;
  byId("talename").hidden = !tales.hidden;
  tales.addEventListener("change", () => {
    story = D.stories.find((each) => each.id === tales.value);
    show(0, true);
  });
  new ResizeObserver(() => {
    if (view.story && !glide && view.camera === placed) rest();
  }).observe(byId("stage"));
}
