import { D, actors, rels } from "./data.js";
import { byId, scrolls } from "./dom.js";
import { changed, select, update, view } from "./view.js";
import { drawNetwork, fitted, hitAt } from "./network.js";
import { planOf, sameMoment } from "./frame.js";

const CLICK = 5;
const canvas = byId("network");
const ctx = canvas.getContext("2d", { alpha: false });
const stage = byId("stage");
const tip = byId("tip");

let shown = { frame: null, key: "" };
let drawn = null;
let hover = null;
let size = { width: 0, height: 0, head: 0, ratio: 1 };

const cameraNow = (plan) => view.camera ?? fitted(plan, size);
const idOf = (hit) => (hit.kind === "actor" ? `actor:${actors.id[hit.row]}` : `relationship:${rels.id[hit.row]}`);

/** The sizes are those the browser has told of: asking for them in every frame would have it lay out the page twice. */
const told = { width: 0, height: 0, head: 0 };

function tell() {
  Object.assign(told, { width: stage.clientWidth, height: stage.clientHeight, head: byId("title").offsetHeight + 14 });
}

function measured() {
  if (!told.width) tell();
  const ratio = Math.min(devicePixelRatio || 1, 3);
  const next = { width: Math.max(told.width, 1), height: Math.max(told.height, 1), head: told.head, ratio };
  if (next.width !== size.width || next.height !== size.height || next.ratio !== size.ratio) {
    canvas.width = next.width * ratio;
    canvas.height = next.height * ratio;
  }
  if (next.head > size.head || next.width !== size.width) size = next; // no label moves because a caption is short
  else size = { ...next, head: size.head };
}

const PAGE = [1000, 625];

/**
 * The camera of a step of a story for this picture: all of the page it was set for is seen. None while there is none.
 * @param {number[] | null} camera x, y and scale
 */
export function framed(camera) {
  const scale = Math.min(stage.clientWidth / PAGE[0], stage.clientHeight / PAGE[1]);
  return camera && scale > 0 ? { x: camera[0], y: camera[1], scale: camera[2] * scale } : null;
}

/** A camera as numbers also where it shows everything. */
export const seenBy = (camera) => camera ?? fitted(planOf(view), size);

/** Shows a frame; what looks as before is not drawn again. */
export function showNetwork(frame, style) {
  if (stage.hidden) return;
  measured();
  const camera = cameraNow(frame.plan);
  const key = [camera.x, camera.y, camera.scale, size.width, size.height, size.ratio, size.head, style.theme, hover?.kind, hover?.row].join();
  if (shown.key === key && sameMoment(shown.frame, frame)) return;
  drawn = drawNetwork(ctx, frame, camera, size, style, hover);
  shown = { frame, key };
}

/** The network anew at the next change, for instance after printing. */
export const forgetPicture = () => (shown = { frame: null, key: "" });

function zoomAt(factor, x, y) {
  const camera = cameraNow(shown.frame.plan);
  const scale = Math.min(Math.max(camera.scale * factor, Math.min(camera.scale, 0.0005)), 8);
  const shift = 1 / camera.scale - 1 / scale;
  update({ camera: { x: camera.x + (x - size.width / 2) * shift, y: camera.y + (y - size.height / 2) * shift, scale } });
}

export const zoom = (factor) => zoomAt(factor, size.width / 2, size.height / 2);
export const fit = () => update({ camera: null });

function pan(dx, dy) {
  const camera = cameraNow(shown.frame.plan);
  update({ camera: { ...camera, x: camera.x - dx / camera.scale, y: camera.y - dy / camera.scale } });
}

const fingers = new Map();
let travelled = 0;

function spread() {
  const [a, b] = [...fingers.values()];
  return { far: Math.hypot(a.x - b.x, a.y - b.y), x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

function down(event) {
  if (event.button > 0) return;
  canvas.setPointerCapture(event.pointerId);
  fingers.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
  if (fingers.size === 1) travelled = 0;
}

function move(event) {
  const before = fingers.get(event.pointerId);
  if (!before) {
    if (event.pointerType === "mouse") point(event);
    return;
  }
  const now = { x: event.offsetX, y: event.offsetY };
  travelled += Math.hypot(now.x - before.x, now.y - before.y);
  const was = fingers.size === 2 ? spread() : null;
  fingers.set(event.pointerId, now);
  if (was) {
    const is = spread();
    pan(is.x - was.x, is.y - was.y);
    if (was.far > 0) zoomAt(is.far / was.far, is.x, is.y);
    travelled = Infinity;
  } else if (travelled > CLICK && fingers.size === 1) pan(now.x - before.x, now.y - before.y);
}

function up(event) {
  if (!fingers.delete(event.pointerId) || travelled > CLICK || event.type !== "pointerup" || !drawn) return;
  const hit = hitAt(drawn, event.offsetX, event.offsetY, event.pointerType === "touch" ? 12 : 5);
  select(hit ? idOf(hit) : "");
}

/** Lights what is under the pointer, and names it. */
function point(event) {
  if (!drawn) return;
  const hit = hitAt(drawn, event.offsetX, event.offsetY, 4);
  canvas.classList.toggle("pointing", Boolean(hit));
  tip.hidden = !hit;
  if (hit) {
    tip.textContent = hit.kind === "actor" ? actors.name[hit.row] : rels.label[hit.row];
    tip.style.left = `${Math.min(event.offsetX + 14, size.width - tip.offsetWidth - 8)}px`;
    tip.style.top = `${Math.min(event.offsetY + 16, size.height - tip.offsetHeight - 8)}px`;
  }
  if (hit?.kind === hover?.kind && hit?.row === hover?.row) return;
  hover = hit;
  changed();
}

/** Lights an actor or a relationship from elsewhere, or nothing. */
export function light(hit) {
  hover = hit;
  changed();
}

/** Lets mouse, pen and fingers move the picture. */
export function startStage() {
  canvas.addEventListener("pointerdown", down);
  canvas.addEventListener("pointermove", move);
  for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, up);
  canvas.addEventListener("pointerleave", () => {
    tip.hidden = true;
    if (hover) light(null);
  });
  canvas.addEventListener("dblclick", (event) => hitAt(drawn, event.offsetX, event.offsetY, 5) || fit());
  canvas.addEventListener("wheel", (event) => {
    if (scrolls() && !event.ctrlKey) return;
    event.preventDefault();
    zoomAt(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0016)), event.offsetX, event.offsetY);
  }, { passive: false });
  const watch = new ResizeObserver(() => {
    tell();
    changed();
  });
  for (const part of [stage, byId("title")]) watch.observe(part);
}

/** What the picture shows in a sentence, for those who do not see it. */
export function pictureText(frame, counts) {
  const said = D.states.map((state, code) => (counts[code] ? `${counts[code]} ${state.label.toLowerCase()}` : "")).filter(Boolean);
  const number = frame.actorShown.reduce((sum, each) => sum + each, 0);
  if (frame.turns) return `Network between two dates, ${frame.label}. ${frame.caption}. The dossier lists what changed.`;
  return `Network on ${frame.label}: ${number} actors; channels: ${said.join(", ") || "none"}. The table says the same in words.`;
}

/** Where everything is that was drawn last. */
export const drawnNow = () => drawn;
