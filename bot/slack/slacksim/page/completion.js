// The little list above the text box: people and groups after @, commands after /.

import { h, uid } from "./dom.js";
import { avatar } from "./avatar.js";
import { store } from "./store.js";

// completion attaches the list to a text box.
export function completion(field, conv) {
  const id = uid("complete");
  const list = h("div", { class: "options above", id, role: "listbox", "aria-label": "Suggestions", popover: "manual", on: { pointerdown: (e) => e.preventDefault() } });
  const ui = { field, list, conv, rows: [], at: 0, from: 0, asleep: -1 };
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", id);
  const look = () => suggest(ui);
  field.addEventListener("input", () => { ui.asleep = -1; look(); });
  field.addEventListener("click", look);
  field.addEventListener("blur", () => hide(ui));
  field.addEventListener("keydown", (e) => key(ui, e));
}

function suggest(ui) {
  const before = ui.field.value.slice(0, ui.field.selectionStart);
  const word = /(^|[\s([,])(@[\p{L}\p{N}._-]*)$/u.exec(before), slash = /^(\/[a-z]*)$/.exec(before);
  const typed = word?.[2] ?? slash?.[1];
  if (typed === undefined) return hide(ui);
  ui.from = before.length - typed.length;
  if (ui.from === ui.asleep) return undefined;
  const found = word ? people(typed.slice(1)) : commands(typed);
  if (!found.length || (found.length === 1 && found[0].insert === typed)) return hide(ui);
  return show(ui, found.slice(0, 8));
}

function people(query) {
  const q = query.toLowerCase(), starts = (s) => s.toLowerCase().split(/[\s._-]+/).some((w) => w.startsWith(q)) || s.toLowerCase().startsWith(q);
  const users = [...store.users.values()].filter((u) => !u.deleted && (starts(u.label) || starts(u.name)))
    .sort((a, b) => Boolean(a.bot) - Boolean(b.bot)).map((u) => ({ insert: "@" + u.name, label: u.label, hint: "@" + u.name, before: avatar(u, "s") }));
  const groups = [...store.groups.values()].filter((g) => !g.disabled && (starts(g.handle) || starts(g.name)))
    .map((g) => ({ insert: "@" + g.handle, label: "@" + g.handle, hint: `${g.name} · ${(g.members || []).length} people` }));
  return [...users.slice(0, 6), ...groups, ...users.slice(6)];
}

function commands(query) {
  const { app, about } = store.state, bot = store.users.get(app.bot_user_id);
  return [{ insert: app.command, label: app.command, hint: about.hint || about.description || app.name }, { insert: "/invite", label: "/invite", hint: `@${bot?.name} – adds the app to this channel` }]
    .filter((c) => c.insert.startsWith(query));
}

function show(ui, found) {
  const { field, list } = ui;
  ui.rows = found;
  ui.at = 0;
  list.replaceChildren(...found.map((o, i) => h("div", { class: "option", role: "option", id: `${list.id}-${i}`, "aria-selected": "false", on: { click: () => take(ui, i) } },
    o.before, h("span", { class: "option-words" }, h("span", { text: o.label }), h("small", { text: o.hint })))));
  if (!list.isConnected) { (field.closest("dialog") || document.body).append(list); list.showPopover(); }
  const box = field.closest(".say-box").getBoundingClientRect();
  Object.assign(list.style, { left: box.left + "px", width: Math.min(box.width, 420) + "px", top: "auto", bottom: innerHeight - box.top + 6 + "px", maxHeight: Math.max(120, box.top - 16) + "px" });
  mark(ui);
}

function mark(ui) {
  [...ui.list.children].forEach((row, i) => { row.classList.toggle("at", i === ui.at); row.setAttribute("aria-selected", String(i === ui.at)); });
  ui.field.setAttribute("aria-activedescendant", `${ui.list.id}-${ui.at}`);
}

function hide(ui) {
  ui.rows = [];
  ui.list.remove();
  ui.field.removeAttribute("aria-activedescendant");
}

function take(ui, i) {
  const { field, from } = ui, text = ui.rows[i].insert + " ", rest = field.value.slice(field.selectionStart).replace(/^ /, "");
  field.setRangeText(text + rest, from, field.value.length, "end");
  field.setSelectionRange(from + text.length, from + text.length);
  hide(ui);
  field.dispatchEvent(new Event("input", { bubbles: true }));
  hide(ui);
}

function key(ui, e) {
  const n = ui.rows.length;
  if (!n) return;
  if (e.key === "ArrowDown" || e.key === "ArrowUp") { ui.at = (ui.at + (e.key === "ArrowDown" ? 1 : -1) + n) % n; mark(ui); }
  else if (e.key === "Enter" || e.key === "Tab") {
    if (e.key === "Enter" && ui.rows[ui.at].insert === ui.field.value.slice(ui.from, ui.field.selectionStart)) { hide(ui); return; }
    take(ui, ui.at);
  } else if (e.key === "Escape") { ui.asleep = ui.from; hide(ui); }
  else return;
  e.preventDefault();
  e.stopPropagation();
}
