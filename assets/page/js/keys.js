import { D } from "./data.js";
import { swapDates, toggleCompare } from "./otherflag.js";
import { focusSearch } from "./search.js";
import { storyKey } from "./story.js";
import { faster, stepChange, stepYear, togglePlaying } from "./playing.js";
import { fit, zoom } from "./stage.js";
import { toBeginning, toEnd, select, update, view } from "./view.js";

function nextLens(by) {
  const at = D.lenses.findIndex((lens) => lens.id === view.lens);
  update({ lens: D.lenses[(at + by + D.lenses.length) % D.lenses.length].id });
}

/** The keys of the program; those with "Ctrl" only together with it. */
const KEYS = {
  ArrowLeft: (event) => (event.shiftKey ? stepChange(-1) : stepYear(-1)),
  ArrowRight: (event) => (event.shiftKey ? stepChange(1) : stepYear(1)),
  Home: toBeginning,
  End: toEnd,
  " ": togglePlaying,
  Escape: () => select(""),
  c: toggleCompare, C: swapDates,
  f: fit, F: fit, 0: fit,
  "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(0.8),
  "/": focusSearch,
  "Ctrl k": focusSearch, "Ctrl ArrowUp": () => faster(1), "Ctrl ArrowDown": () => faster(-1),
  "Ctrl l": () => nextLens(1), "Ctrl L": () => nextLens(-1),
};
const WRITES = "input, select, textarea";
const PRESSES = "button, a, summary";

/** Listens for keys everywhere but where something is typed; the space bar presses buttons. */
export function startKeys() {
  document.addEventListener("keydown", (event) => {
    const target = /** @type {Element} */ (event.target);
    if (event.defaultPrevented || event.altKey) return;
    const run = KEYS[event.ctrlKey || event.metaKey ? `Ctrl ${event.key}` : event.key];
    const isTyped = target.matches(WRITES) && !event.ctrlKey && !event.metaKey;
    if (!isTyped && storyKey(event)) return event.preventDefault();
    if (!run || isTyped || (event.key === " " && target.matches(PRESSES))) return;
    event.preventDefault();
    run(event);
  });
}
