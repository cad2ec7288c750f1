// Building and refreshing DOM nodes. Text only ever enters as text nodes or
// attributes: nothing in this page parses a string as HTML.

const svgNS = "http://www.w3.org/2000/svg";

// h makes an element. Props: class, text, on (listeners), data (dataset),
// style (custom properties), and any attribute; null and false leave it out.
export function h(tag, props, ...children) {
  return fill(document.createElement(tag), props, children);
}

// s makes an SVG element, with the same props as h.
export function s(tag, props, ...children) {
  return fill(document.createElementNS(svgNS, tag), props, children);
}

function fill(el, props, children) {
  for (const [key, value] of Object.entries(props || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "class") el.setAttribute("class", value);
    else if (key === "text") el.textContent = value;
    else if (key === "on") for (const [type, fn] of Object.entries(value)) el.addEventListener(type, fn);
    else if (key === "data") Object.assign(el.dataset, value);
    else if (key === "style") for (const [name, v] of Object.entries(value)) el.style.setProperty(name, v);
    else if (key === "value" || key === "checked") el[key] = value;
    else el.setAttribute(key, value === true ? "" : value);
  }
  append(el, children);
  return el;
}

// append adds nodes, strings and (nested) lists of them; empty values are skipped.
export function append(el, children) {
  for (const child of children) {
    if (child === null || child === undefined || child === false || child === "") continue;
    if (Array.isArray(child)) append(el, child);
    else el.append(child);
  }
  return el;
}

// sync makes parent's children be one node per item, in order. A node is kept
// while its signature is the same, so what somebody is doing in it survives.
export function sync(parent, items, { key, sig, render }) {
  const old = new Map();
  for (const el of [...parent.children]) if (el.dataset.key !== undefined) old.set(el.dataset.key, el);
  const keep = keepFocus(parent);
  let at = parent.firstChild;
  for (const item of items) {
    const k = String(key(item)), mark = sig(item);
    let el = old.get(k);
    old.delete(k);
    if (!el || el.sig !== mark) {
      const fresh = render(item, el);
      fresh.dataset.key = k;
      fresh.sig = mark;
      if (el) { if (at === el) at = fresh; el.replaceWith(fresh); }
      el = fresh;
    }
    if (el === at) at = at.nextSibling;
    else parent.insertBefore(el, at);
  }
  for (const el of old.values()) el.remove();
  keep();
}

// keepFocus remembers where the keyboard is inside root, and returns a function
// that puts it back when a refresh has replaced the focused node: on the node
// with the same data-focus, else on the nearest item that can take it.
export function keepFocus(root) {
  const was = document.activeElement;
  if (!was || was === document.body || !root.contains(was)) return () => {};
  const name = was.dataset.focus, item = was.closest("[data-key]")?.dataset.key;
  const range = "selectionStart" in was ? safeRange(was) : null;
  return () => {
    if (document.contains(was)) return;
    const home = item === undefined ? null : find(root, "key", item);
    const next = (name && find(home || root, "focus", name)) || home;
    if (!next) return;
    if (next === home && !next.hasAttribute("tabindex")) next.tabIndex = -1;
    next.focus({ preventScroll: true });
    if (range && next.setSelectionRange) try { next.setSelectionRange(...range); } catch { /* not a text field */ }
  };
}

function safeRange(el) {
  try { return el.selectionStart === null ? null : [el.selectionStart, el.selectionEnd]; } catch { return null; }
}

function find(root, name, value) {
  for (const el of root.querySelectorAll(`[data-${name}]`)) if (el.dataset[name] === value) return el;
  return null;
}

let serial = 0;

// uid returns an id no other element has.
export function uid(prefix) {
  return `${prefix}-${++serial}`;
}

// icon draws one of the page's own pictures; it is decoration, never the only label.
export function icon(name) {
  const paths = icons[name] || [];
  return s("svg", { class: "icon", viewBox: "0 0 20 20", "aria-hidden": "true", focusable: "false" },
    paths.map((d) => s("path", { d })));
}

const icons = {
  hash: ["M7.5 3 6 17M14 3l-1.5 14M3.5 7.500h13.500M3 12.500h13.5"],
  lock: ["M5 9h10v8H5zM7 9V6.500a3 3 0 0 1 6 0V9"],
  bolt: ["M11 2.5 4.5 11.500H9.500L9 17.500l6.5-9H10.500z"],
  send: ["M3 10 17 3.5 12.5 17l-3-5.500zM9.5 11.5 17 3.5"],
  more: ["M4.5 10h.01M10 10h.01M15.5 10h.01"],
  back: ["M12.5 4 6.5 10l6 6"],
  close: ["M5 5l10 10M15 5 5 15"],
  down: ["M5.5 8 10 12.5 14.5 8"],
  eye: ["M2.5 10S5.5 4.5 10 4.5 17.5 10 17.5 10 14.5 15.5 10 15.5 2.5 10 2.5 10z", "M10 12.200a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.400z"],
  thread: ["M4 4h12v9H9l-3.5 3.500V13H4z"],
  home: ["M3.5 9.5 10 4l6.5 5.500V16.500h-13z"],
  ask: ["M7 7.500a3 3 0 1 1 4.5 2.600c-1 .6-1.5 1.1-1.5 2.400M10 15.800h.01"],
  check: ["M4.5 10.5 8.5 14.5 15.5 6"],
  warn: ["M10 3 18 16.500H2z", "M10 8.500v3.500M10 14.300h.01"],
  info: ["M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM10 9.5V14M10 6.3h.01"],
  people: ["M7.5 9.500a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.600zM2.5 16.500c0-3 2.2-4.7 5-4.700s5 1.7 5 4.700M13 4.300a2.6 2.6 0 0 1 0 5M14.5 12c1.9.5 3 2 3 4.5"],
};
