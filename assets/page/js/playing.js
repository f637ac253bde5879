import { time } from "./data.js";
import { addYears, speedLabel } from "./calendar.js";
import { byId, h, icon } from "./dom.js";
import { SPEEDS, goTo, nextStop, previousStop, update, view } from "./view.js";

const calm = matchMedia("(prefers-reduced-motion: reduce)");
const STEP_MS = 1200;
const PLAY = ["M6 4l14 8-14 8z"];
const PAUSE = ["M8 5v14", "M16 5v14"];
let stops = new Float64Array();
let before = 0;

/** The stops of what is shown. */
export const useStops = (ticks) => (stops = ticks);

function tick(now) {
  if (!view.playing) return;
  const passed = now - before;
  if (calm.matches) {
    if (passed >= STEP_MS) {
      before = now;
      const next = nextStop(stops, view.t);
      goTo(next ?? time.last);
    }
  } else {
    before = now;
    goTo(view.t + Math.max(1, Math.round((view.speed * Math.min(passed, 200) * time.year) / 1000)));
  }
  if (view.t >= time.last) update({ playing: false });
  else requestAnimationFrame(tick);
}

/** Lets time pass, or stops it; from the end it begins again. */
export function togglePlaying() {
  if (!view.playing && view.t >= time.last) goTo(time.home);
  update({ playing: !view.playing });
  before = performance.now();
  if (view.playing) requestAnimationFrame(tick);
}

export const stepYear = (count) => goTo(addYears(view.t, count));

/** To the next change of what is shown, or the one before. */
export function stepChange(count) {
  const found = count > 0 ? nextStop(stops, view.t) : previousStop(stops, view.t);
  if (found !== undefined) goTo(found);
}

export function faster(by) {
  const at = Math.min(Math.max(SPEEDS.indexOf(view.speed) + by, 0), SPEEDS.length - 1);
  update({ speed: SPEEDS[at] });
}

let isPlaying = null;

/** Shows on the buttons what they would do. */
export function showPlaying() {
  const button = byId("play");
  if (isPlaying !== view.playing) {
    button.replaceChildren(icon(...(view.playing ? PAUSE : PLAY)));
    button.setAttribute("aria-label", view.playing ? "Pause" : "Play");
    isPlaying = view.playing;
  }
  button.disabled = !time.dated;
  byId("speed").value = `${view.speed}`;
  byId("before").disabled = previousStop(stops, view.t) === undefined;
  byId("after").disabled = nextStop(stops, view.t) === undefined;
}

/** Gives the buttons their pictures and what they do. */
export function startPlaying() {
  byId("before").append(icon("M19 20L9 12l10-8z", "M5 19V5"));
  byId("after").append(icon("M5 4l10 8-10 8z", "M19 5v14"));
  byId("before").addEventListener("click", () => stepChange(-1));
  byId("after").addEventListener("click", () => stepChange(1));
  byId("play").addEventListener("click", togglePlaying);
  byId("speed").replaceChildren(...SPEEDS.map((speed) => h("option", { value: speed }, speedLabel(speed))));
  byId("speed").addEventListener("change", (event) => update({ speed: Number(event.target.value) }));
}
