import { D, find, isChannel } from "./data.js";
import { dateText } from "./calendar.js";
import { comparedFrame } from "./compared.js";
import { byId, icon, put } from "./dom.js";
import { countStates, frameAt, planOf } from "./frame.js";
import { onSystemTheme, setPrinting, styleOf, themeOf } from "./look.js";
import { showDossier } from "./dossier.js";
import { showLegend, startLegend } from "./legend.js";
import { drawnNow, showNetwork, forgetPicture, pictureText, startStage } from "./stage.js";
import { revealLane, showTimeline, startTimeline } from "./timeline.js";
import { showTable, startTable } from "./table.js";
import { startSearch } from "./search.js";
import { readStory, showStory, startStory } from "./story.js";
import { showPlaying, startPlaying, useStops } from "./playing.js";
import { startKeys } from "./keys.js";
import { changed, goTo, onChange, readAddress, select, update, view, writeAddress } from "./view.js";

const SPOKEN_MS = 500;
const frames = { work: [] }; // how long each frame took, for measuring
let spoken = 0;
let frame = null;
let picture = null; // the same, or two dates at once
let plan = null;
let planKey = "";
let revealed = "";

function planNow() {
  const key = JSON.stringify([view.lens, view.selected, view.ghosts, view.holders, ...Object.values(view.hidden).map((ids) => [...ids])]);
  if (key !== planKey) [plan, planKey] = [planOf(view), key];
  return plan;
}

/** Says the date aloud once it rests. */
function speak(words) {
  clearTimeout(spoken);
  spoken = setTimeout(() => put(byId("spoken"), words), SPOKEN_MS);
}

function showWords(counts) {
  put(byId("date"), picture.label);
  put(byId("happened"), picture.caption);
  const said = D.states.map((state, code) => (view.hidden.states.has(state.id) || !counts[code] ? "" : `${counts[code]} ${state.label.toLowerCase()}`)).filter(Boolean);
  const channels = frame.states.reduce((sum, code, rel) => sum + (code >= 0 && isChannel[rel] && plan.mask[rel] ? frame.uncertain[rel] : 0), 0);
  const disputed = frame.states.reduce((sum, code, rel) => sum + (code >= 0 && isChannel[rel] && plan.mask[rel] ? frame.disputed[rel] : 0), 0);
  put(byId("status"), [...said, channels ? `${channels} only possibly` : "", disputed ? `${disputed} disputed` : ""].filter(Boolean).join(" · "));
  const empty = !picture.told.some((each, rel) => each && (picture.turns || frame.states[rel] >= 0));
  byId("nothing").hidden = !empty;
  put(byId("nothing"), D.rels.id.length ? "No relationship is in force on this date in this lens" : "There are no relationships");
}

function showParts() {
  for (const [id, page] of [["stage", "network"], ["table", "table"]]) byId(id).hidden = view.page !== page;
  for (const button of document.querySelectorAll("[data-page]")) button.setAttribute("aria-pressed", `${button.getAttribute("data-page") === view.page}`);
  if (byId("lens").value !== view.lens) byId("lens").value = view.lens;
}

/** The one pass over all parts. */
function render() {
  const begun = performance.now();
  const style = styleOf(themeOf(view.theme));
  frame = frameAt(planNow(), view.t);
  picture = comparedFrame(frame, view.compare, view.hidden.turns);
  useStops(plan.stops);
  const counts = countStates(frame);
  showParts();
  showWords(counts);
  showNetwork(picture, style);
  showTimeline(frame, style);
  showLegend(frame, style, picture);
  showDossier(frame, style, picture);
  showTable(frame, style);
  showPlaying();
  showStory();
  const words = pictureText(picture, counts);
  if (!view.playing) speak([picture.label, picture.caption, byId("status").textContent].filter(Boolean).join(". "));
  if (byId("network").getAttribute("aria-label") !== words) byId("network").setAttribute("aria-label", words);
  if (revealed !== view.selected) {
    revealed = view.selected;
    const chosen = find(revealed);
    if (chosen.kind === "relationship") revealLane(chosen.row);
  }
  frames.work.push(performance.now() - begun);
  if (frames.work.length > 5000) frames.work.splice(0, 1000);
}

function showTheme() {
  if (view.theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = view.theme;
  const isDark = themeOf(view.theme) === "dark";
  byId("theme").setAttribute("aria-label", isDark ? "Light theme" : "Dark theme");
  byId("theme").replaceChildren(isDark ? icon("M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8z", "M12 2v2", "M12 20v2", "M4 12H2", "M22 12h-2", "M5 5l1 1", "M18 18l1 1", "M19 5l-1 1", "M5 19l1-1") : icon("M20 14a8 8 0 1 1-10-10 6.5 6.5 0 0 0 10 10z"));
  changed();
}

/** On paper stand the network and the table, in light colours. */
function startPrinting() {
  const print = (is) => {
    setPrinting(is);
    forgetPicture();
    const page = view.page;
    view.page = is ? "table" : page;
    if (is) {
      byId("table").hidden = false;
      byId("stage").hidden = false;
      const style = styleOf("light");
      showNetwork(picture, style);
      showTimeline(frame, style);
      showTable(frame, style);
    } else changed();
    view.page = page;
  };
  addEventListener("beforeprint", () => print(true));
  addEventListener("afterprint", () => print(false));
}

function begin() {
  put(byId("name"), D.meta.title || "Untitled dataset");
  put(byId("size"), `${D.actors.id.length} actors · ${D.rels.id.length} relationships${D.time.asOf ? ` · as of ${D.time.asOf}` : ""}${D.meta.testimony ? ` · ${D.meta.testimony}` : ""}`);
  byId("theme").addEventListener("click", () => {
    update({ theme: themeOf(view.theme) === "dark" ? "light" : "dark" });
    showTheme();
  });
  onSystemTheme(showTheme);
  for (const button of document.querySelectorAll("[data-page]")) button.addEventListener("click", () => update({ page: button.getAttribute("data-page") }));
  byId("back").addEventListener("click", () => select(""));
  byId("filters").addEventListener("click", () => {
    const isOpen = byId("legend").classList.toggle("open");
    byId("filters").setAttribute("aria-expanded", `${isOpen}`);
  });
  for (const start of [startStage, startTimeline, startLegend, startSearch, startTable, startPlaying, startStory, startKeys, startPrinting]) start();
  const read = () => {
    readStory();
    readAddress();
  };
  addEventListener("hashchange", read);
  onChange(render);
  read();
  showTheme();
  writeAddress();
  render();
  performance.mark("first-picture");
}

/** What tests and the curious may ask of the page. */
const asked = {
  drawn: drawnNow,
  frames, go: goTo, dateText: () => dateText(view.t), frame: () => frame, view: () => ({ ...view }),
  at: (t) => frameAt(planNow(), t),
  between: (t, other) => comparedFrame(frameAt(planNow(), t), other, view.hidden.turns),
};
Object.defineProperty(window, "netexplorer", { value: Object.freeze(asked) });
begin();
