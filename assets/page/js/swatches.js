import { D } from "./data.js";
import { s } from "./dom.js";
import { outline } from "./look.js";
import { SIGNS } from "./turns.js";

/** A sample of a line: colour, dash and cross say the state three times. */
export function lineSample(colour, dash, cross) {
  const ends = cross ? [[1, 10], [20, 29]] : [[1, 29]];
  return s("svg", { width: 30, height: 12, viewBox: "0 0 30 12", "aria-hidden": "true" },
    ends.map(([a, b]) => s("path", { d: `M${a} 6H${b}`, stroke: colour, "stroke-width": 2.4, "stroke-dasharray": dash.join(" ") || undefined, fill: "none" })),
    cross && s("path", { d: "M11.5 2.5l7 7m0-7l-7 7", stroke: colour, "stroke-width": 2, fill: "none" }));
}

export const stateSample = (code, style) => lineSample(style.states[code], D.states[code].dash, D.states[code].cross);
export const endedSample = (style) => lineSample(style.ended, [1.5, 3.5], false);

/** A piece of the line of what became of something, with its badge or its cross. */
export function turnSample(code, style) {
  const { dash, mark, width } = D.turns[code];
  const colour = style.turns[code];
  const ends = mark === "cross" ? [[1, 11], [23, 33]] : [[1, 33]];
  const disc = mark === "minus" ? { fill: style.panel, stroke: colour } : { fill: colour, stroke: style.panel };
  const sign = mark === "cross" ? "M13.5 3.5l7 7m0-7l-7 7" : mark === "dot" ? "M17 7h.01" : (SIGNS[mark] ?? []).map(([x0, y0, x1, y1]) => `M${17 + x0} ${7 + y0}L${17 + x1} ${7 + y1}`).join("");
  return s("svg", { width: 34, height: 14, viewBox: "0 0 34 14", "aria-hidden": "true" },
    ends.map(([a, b]) => s("path", { d: `M${a} 7H${b}`, stroke: colour, "stroke-width": width, "stroke-dasharray": dash.join(" ") || undefined })),
    mark && mark !== "cross" && s("circle", { cx: 17, cy: 7, r: 6.3, "stroke-width": 1.2, ...disc }),
    sign && s("path", { d: sign, stroke: mark === "cross" || mark === "minus" ? colour : style.panel, "stroke-width": mark === "dot" ? 4 : 1.7, "stroke-linecap": "round", fill: "none" }));
}

/** A piece of line with the mark of a doubt; without one, the hollow line of what is only possible. */
export function doubtSample(glyph, style) {
  const [ink, ground] = [style["text-muted"], style.panel];
  const line = (colour, width) => s("path", { d: "M1 6H29", stroke: colour, "stroke-width": width });
  const star = s("path", { d: "M15 2.4v7.2M11.9 4.2l6.2 3.6m0-3.6l-6.2 3.6", stroke: ink, "stroke-width": 1.4, "stroke-linecap": "round" });
  const query = s("text", { x: 15, y: 10.1, fill: ink, "font-size": 11.5, "font-weight": 700, "text-anchor": "middle" }, "?");
  return s("svg", { width: 30, height: 12, viewBox: "0 0 30 12", "aria-hidden": "true" },
    glyph ? [line(ink, 2), s("path", { d: "M9 6H21", stroke: ground, "stroke-width": 12 }), glyph === "?" ? query : star] : [line(ink, 3.8), line(ground, 1.6)]);
}

/** A sample of an actor: the shape says the kind, the fill says the side. */
export function shapeSample(shape, colour) {
  const corners = outline(shape)?.map(([x, y]) => `${(8 + x * 14).toFixed(1)},${(8 + y * 14).toFixed(1)}`).join(" ");
  const part = corners ? s("polygon", { points: corners, fill: colour }) : s("circle", { cx: 8, cy: 8, r: shape === "ring" ? 4 : 6, fill: colour });
  const around = shape === "ring" ? s("circle", { cx: 8, cy: 8, r: 6.8, fill: "none", stroke: colour, "stroke-width": 1.2 }) : null;
  return s("svg", { width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true" }, part, around);
}
