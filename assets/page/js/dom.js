/** Everything that stands on the page is made here: text is always text, and attributes are set one by one. */

const SVG = "http://www.w3.org/2000/svg";

/** An element with attributes, listeners (`onclick`) and children. @returns {any} */
export function h(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** The same for pictures. @returns {any} */
export function s(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined && value !== null) element.setAttribute(name, `${value}`);
  }
  element.append(...children.flat().filter((child) => child || child === 0));
  return element;
}

export const byId = (id) => /** @type {any} */ (document.getElementById(id));

/** Writes a text where it is another. */
export function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** The address if a click may open it: http or https; else nothing. */
export function safeUrl(text) {
  if (!/^https?:\/\//i.test(text)) return "";
  return URL.canParse(text) ? text : "";
}

/** A link that opens elsewhere and tells nobody where it was clicked; without an address only its text. */
export function link(text, url, title) {
  const safe = safeUrl(url);
  return safe
    ? h("a", { href: safe, target: "_blank", rel: "noopener noreferrer", title }, text)
    : h("span", { title }, text);
}

/** Draws a small picture of an icon from strokes in a square of 24. */
export const icon = (...paths) =>
  s("svg", { viewBox: "0 0 24 24", width: 16, height: 16, fill: "none", stroke: "currentColor", "stroke-width": 2, "stroke-linecap": "round", "stroke-linejoin": "round", "aria-hidden": "true" },
    paths.map((d) => s("path", { d })));

/** Whether the page is higher than the window, so that the wheel has to move it. */
export const scrolls = () => document.documentElement.scrollHeight > innerHeight + 1;
