// A combobox for one or many, after the ARIA pattern: the keyboard stays in the
// field, arrows move in the list, Enter chooses, Escape closes the list alone.

import { h, icon, uid } from "./dom.js";
import { place } from "./float.js";

// picker makes one. load(query) gives groups of options, at once or later;
// named(value, label) is told under which name something was chosen.
export function picker(p) {
  const state = { chosen: [...p.chosen], open: false, at: -1, options: [], asked: 0 };
  const listId = uid("list");
  const field = h("input", {
    class: "pick-field", type: "text", role: "combobox", autocomplete: "off", spellcheck: "false", "aria-autocomplete": "list",
    "aria-expanded": "false", "aria-controls": listId, autofocus: p.autofocus || null, ...p.props, data: { focus: p.focusName },
  });
  const chips = h("div", { class: "chips" });
  const root = h("div", { class: "picker" + (p.multi ? " multi" : "") }, p.multi && chips, field, h("span", { class: "pick-arrow", "aria-hidden": "true" }, icon("down")));
  const list = h("div", { class: "options", id: listId, role: "listbox", popover: "manual", "aria-label": p.name, "aria-multiselectable": p.multi ? "true" : null });
  const ui = { p, state, field, chips, root, list };

  root.addEventListener("pointerdown", (e) => { if (e.target === root || e.target === chips || e.target.closest(".pick-arrow")) { e.preventDefault(); field.focus(); if (state.open) shut(ui); else void show(ui); } });
  field.addEventListener("click", () => { if (!state.open) void show(ui); });
  field.addEventListener("input", () => void show(ui, field.value));
  field.addEventListener("blur", () => setTimeout(() => { if (document.activeElement !== field) shut(ui); }, 0));
  field.addEventListener("keydown", (e) => key(ui, e));
  list.addEventListener("pointerdown", (e) => e.preventDefault());
  paint(ui);
  return root;
}

function paint(ui) {
  const { p, state, field, chips } = ui;
  if (!p.multi) {
    field.value = state.chosen.length ? p.nameOf(state.chosen[0]) : "";
    field.placeholder = p.placeholder;
    return;
  }
  field.value = "";
  field.placeholder = state.chosen.length ? "" : p.placeholder;
  chips.replaceChildren(...state.chosen.map((value) => h("button", {
    type: "button", class: "chip", "aria-label": "Remove " + p.nameOf(value), on: { click: () => { choose(ui, value); field.focus(); } },
  }, h("span", { text: p.nameOf(value) }), icon("close"))));
}

async function show(ui, query = "") {
  const { p, state, field, list } = ui;
  const turn = ++state.asked;
  if (!state.open) {
    (field.closest("dialog") || document.body).append(list);
    list.showPopover();
    state.open = true;
    field.setAttribute("aria-expanded", "true");
    if (!p.multi) field.select();
  }
  if (query.length < p.minQuery) return note(ui, `Type ${p.minQuery === 1 ? "a letter" : p.minQuery + " letters"} to search.`);
  let groups = p.load(query);
  if (typeof groups.then === "function") {
    if (!list.childElementCount) note(ui, "Looking…");
    try { groups = await groups; } catch (e) { if (turn === state.asked) note(ui, `The choices could not be loaded: ${e.message}`); return; }
  }
  if (turn === state.asked && state.open) fill(ui, groups);
}

function note(ui, text) {
  ui.state.options = [];
  move(ui, -1);
  ui.list.replaceChildren(h("p", { class: "quiet", role: "status", text }));
  place(ui.list, ui.root, { match: true });
}

function fill(ui, groups) {
  const { state, list } = ui;
  state.options = groups.flatMap((g) => g.options);
  if (!state.options.length) return note(ui, "Nothing matches.");
  list.replaceChildren(...groups.map((g) => {
    const rows = g.options.map((o) => row(ui, o));
    return g.name ? h("div", { role: "group", "aria-label": g.name }, h("p", { class: "group-name", "aria-hidden": "true", text: g.name }), rows) : h("div", { role: "presentation" }, rows);
  }));
  place(list, ui.root, { match: true });
  const at = state.options.findIndex((o) => state.chosen.includes(o.value));
  move(ui, ui.p.multi || at < 0 ? 0 : at);
  return undefined;
}

function row(ui, o) {
  const on = ui.state.chosen.includes(o.value);
  return h("div", { class: "option", role: "option", id: uid("option"), "aria-selected": String(on), data: { value: o.value }, on: { click: () => choose(ui, o.value) } },
    o.before, h("span", { class: "option-words" }, h("span", { text: o.label }), o.hint && h("small", { text: o.hint })), on && icon("check"));
}

function move(ui, to) {
  const rows = [...ui.list.querySelectorAll(".option")];
  ui.state.at = rows.length ? (to + rows.length) % rows.length : -1;
  rows.forEach((r, i) => r.classList.toggle("at", i === ui.state.at));
  const row = rows[ui.state.at];
  if (row) { ui.field.setAttribute("aria-activedescendant", row.id); row.scrollIntoView({ block: "nearest" }); } else ui.field.removeAttribute("aria-activedescendant");
}

function choose(ui, value) {
  const { p, state } = ui, had = state.chosen.includes(value);
  if (p.multi) {
    if (!had && p.max && state.chosen.length >= p.max) { note(ui, `At most ${p.max} can be chosen.`); return; }
    state.chosen = had ? state.chosen.filter((v) => v !== value) : [...state.chosen, value];
  } else state.chosen = [value];
  if (!had) p.named?.(value, state.options.find((o) => o.value === value).label);
  paint(ui);
  if (!p.multi) shut(ui);
  else if (state.open) void show(ui);
  void Promise.resolve(p.changed([...state.chosen])).then((kept) => { if (kept === false && !p.multi && !had) { state.chosen = [...p.chosen]; paint(ui); } });
}

function shut(ui) {
  if (!ui.state.open) return;
  ui.state.open = false;
  ui.state.asked++;
  ui.list.remove();
  ui.field.setAttribute("aria-expanded", "false");
  ui.field.removeAttribute("aria-activedescendant");
  paint(ui);
}

function key(ui, e) {
  const { state, field, p } = ui;
  if (e.key === "ArrowDown" || e.key === "ArrowUp") {
    if (!state.open) void show(ui);
    else move(ui, state.at + (e.key === "ArrowDown" ? 1 : -1));
  } else if (e.key === "Enter") {
    if (state.open && state.options[state.at]) choose(ui, state.options[state.at].value);
    else if (!state.open) void show(ui);
  } else if (e.key === "Escape" && state.open) shut(ui);
  else if (e.key === "Backspace" && p.multi && !field.value && state.chosen.length) choose(ui, state.chosen.at(-1));
  else return;
  e.preventDefault();
  e.stopPropagation();
}
