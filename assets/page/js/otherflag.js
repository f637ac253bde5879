import { addYears, clamp, dateLabel, dateText, parseDate, shortLabel } from "./calendar.js";
import { time } from "./data.js";
import { byId, icon, put } from "./dom.js";
import { measure } from "./labels.js";
import { goTo, update, view } from "./view.js";

const GAP = 4;
const flag = byId("other");
const line = byId("otherline");
const shade = byId("between");

/** Compares with the year before, at the very beginning with the year after; or shows one date again. */
export function toggleCompare() {
  const before = clamp(addYears(view.t, -1));
  update({ compare: view.compare !== null ? null : before < view.t ? before : clamp(addYears(view.t, 1)) });
}

/** The dossier then speaks of the other date; the picture stays. */
export function swapDates() {
  if (view.compare === null) return;
  const other = view.compare;
  update({ compare: view.t });
  goTo(other);
}

/** Where the second flag hangs: over its line, beside the first from `left` to `right` and not on it. */
function placed(x, half, [left, right], width) {
  const centre = Math.min(Math.max(x, half + 4), width - half - 4);
  if (centre + half + GAP <= left || centre - half >= right + GAP) return centre - half;
  const [before, after] = [left - GAP - 2 * half, right + GAP];
  const fitsAfter = after + 2 * half <= width - 4;
  return before >= 0 && (centre < (left + right) / 2 || !fitsAfter) ? before : after;
}

/**
 * Shows the second flag and the time between the two.
 * @param {number[]} taken  from where to where the first flag hangs
 */
export function showOther(xOf, [t0, t1], size, taken) {
  const other = view.compare;
  byId("compare").setAttribute("aria-pressed", `${other !== null}`);
  byId("compare").disabled = !time.dated;
  for (const part of [flag, line, shade, byId("swap"), byId("with")]) part.hidden = other === null;
  if (other === null) return;
  const text = shortLabel(other);
  const words = other < t0 ? `‹ ${text}` : other > t1 ? `${text} ›` : text;
  const inside = (tick) => Math.min(Math.max(xOf(tick), size.left), size.right);
  const x = inside(other);
  put(flag, words);
  flag.style.transform = `translateX(${placed(x, measure(words, 12, 600) / 2 + 12, taken, size.width).toFixed(1)}px)`;
  flag.setAttribute("aria-valuenow", `${other}`);
  flag.setAttribute("aria-valuetext", dateLabel(other));
  line.style.transform = `translateX(${x.toFixed(1)}px)`;
  line.hidden = other < t0 || other > t1;
  const [a, b] = [x, inside(view.t)].sort((one, two) => one - two);
  shade.style.left = `${a.toFixed(1)}px`;
  shade.style.width = `${(b - a).toFixed(1)}px`;
  const field = byId("with");
  if (document.activeElement !== field) field.value = dateText(other);
}

/** Lets the second flag be dragged, stepped and typed. */
export function startOther(tickUnder) {
  let held = -1;
  const move = (tick) => update({ compare: clamp(tick) });
  flag.addEventListener("pointerdown", (event) => {
    if (event.button > 0) return;
    held = event.pointerId;
    flag.setPointerCapture(held);
    update({ playing: false });
  });
  flag.addEventListener("pointermove", (event) => held === event.pointerId && move(tickUnder(event)));
  for (const end of ["pointerup", "pointercancel"]) flag.addEventListener(end, () => (held = -1));
  flag.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    move(addYears(view.compare, step));
  });
  flag.setAttribute("aria-valuemin", `${clamp(-Infinity)}`);
  flag.setAttribute("aria-valuemax", `${clamp(Infinity)}`);
  byId("compare").addEventListener("click", toggleCompare);
  byId("swap").append(icon("M4 8h15l-4-4", "M20 16H5l4 4"));
  byId("swap").addEventListener("click", swapDates);
  const field = byId("with");
  field.addEventListener("change", () => {
    const tick = parseDate(field.value);
    field.setAttribute("aria-invalid", `${tick === null}`);
    if (tick === null) return;
    update({ compare: clamp(tick) });
    field.value = dateText(clamp(tick));
  });
  field.addEventListener("blur", () => {
    if (field.getAttribute("aria-invalid") !== "true") return;
    field.removeAttribute("aria-invalid");
    field.value = dateText(view.compare);
  });
}
