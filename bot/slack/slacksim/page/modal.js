// A person's open form: the view on top of the stack, in a dialog. What is
// typed lives in form.js, so a refreshed view keeps it.

import { h, icon, sync } from "./dom.js";
import { block } from "./blocks.js";
import { formOf, forget } from "./form.js";
import { confirmed } from "./float.js";
import { plain } from "./mrkdwn.js";
import { store, me, act } from "./store.js";
import { complain } from "./toast.js";

let dialog = null, shown = { id: "", errors: "" };

// drawModal shows the view on top, or nothing.
export function drawModal(layer) {
  const views = store.state.views || [], view = views.at(-1);
  if (!view) return hide();
  if (!dialog) open(layer);
  const form = formOf(view.id, view.values), list = view.blocks || [];
  form.keepOnly(list);
  dialog.dataset.view = view.id;
  sync(dialog.querySelector(".dialog-head"), [view], { key: () => "head", sig: (v) => JSON.stringify([v.id, v.title, views.length]), render: (v) => head(v, views.length) });
  const ctx = { where: { type: "view", view_id: view.id }, form, all: list, errors: view.errors };
  sync(dialog.querySelector(".dialog-body"), list.map((b, i) => [b, i]), {
    key: ([b, i]) => `${view.id}/${b.block_id || i}`,
    sig: ([b]) => JSON.stringify([b, view.errors?.[b.block_id], me()]),
    render: ([b]) => block(b, ctx),
  });
  sync(dialog.querySelector(".dialog-foot"), [view], { key: () => "foot", sig: (v) => JSON.stringify([v.id, v.submit, v.close, v.trouble, stray(v)]), render: foot });
  settle(view);
  return undefined;
}

// stray are errors for blocks that are not on show; they must be read somewhere.
const stray = (v) => Object.entries(v.errors || {}).filter(([id]) => !(v.blocks || []).some((b) => b.block_id === id && b.type === "input")).map(([, text]) => text);

function open(layer) {
  dialog = h("dialog", { class: "dialog modal", "aria-labelledby": "modal-title" },
    h("form", { novalidate: true, on: { submit: (e) => { e.preventDefault(); void submit(); } } },
      h("div", { class: "dialog-head" }), h("div", { class: "dialog-body" }), h("div", { class: "dialog-foot" })));
  dialog.addEventListener("cancel", (e) => { if (e.target === dialog) { e.preventDefault(); void close(false); } });
  dialog.addEventListener("keydown", (e) => { if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) { e.preventDefault(); void submit(); } });
  layer.append(dialog);
  dialog.opener = document.activeElement;
  dialog.showModal();
}

function hide() {
  if (!dialog) return;
  const { opener } = dialog;
  if (shown.id) forget(shown.id);
  shown = { id: "", errors: "" };
  dialog.close();
  dialog.remove();
  dialog = null;
  giveBack(opener);
}

// giveBack returns the keyboard to where it was before the form. The browser
// does so too, but leaves a text field without its caret when the dialog goes.
function giveBack(opener) {
  if (!opener?.isConnected || (document.activeElement !== document.body && document.activeElement !== opener)) return;
  opener.blur();
  opener.focus({ preventScroll: true });
}

function head(view, depth) {
  return h("div", { class: "head-row" },
    depth > 1 && h("button", { type: "button", class: "back stays", "aria-label": "Back", on: { click: () => close(false) } }, icon("back")),
    h("h2", { id: "modal-title", text: plain(view.title) || store.state.app.name }),
    h("span", { class: "by-app", text: store.state.app.name }),
    h("button", { type: "button", class: "shut", "aria-label": "Close", on: { click: () => close(true) } }, icon("close")));
}

function foot(view) {
  const wrong = [view.trouble, ...stray(view)].filter(Boolean);
  return h("div", { class: "foot-row" },
    wrong.length > 0 && h("p", { class: "error", role: "alert" }, icon("warn"), wrong.join(" ")),
    h("button", { type: "button", class: "button", text: plain(view.close) || (view.submit ? "Cancel" : "Close"), on: { click: () => close(false) } }),
    view.submit && h("button", { type: "submit", class: "button primary send-form" }, h("span", { text: plain(view.submit) })));
}

// settle puts the keyboard where the next thing is to be typed: in the first
// field of a new view, or in the first field that is wrong.
function settle(view) {
  const errors = JSON.stringify(view.errors || {});
  if (shown.id !== view.id) {
    const body = dialog.querySelector(".dialog-body");
    body.scrollTop = 0;
    (body.querySelector("[autofocus]") || body.querySelector("input, textarea, button, a") || dialog.querySelector(".send-form, .shut"))?.focus({ preventScroll: true });
  } else if (errors !== shown.errors && errors !== "{}") {
    const first = dialog.querySelector("[aria-invalid=true]");
    (first?.matches("input, textarea") ? first : first?.querySelector("input"))?.focus({ preventScroll: true });
    first?.closest(".field").scrollIntoView({ block: "center" });
  }
  shown = { id: view.id, errors };
}

const top = () => store.state.views?.at(-1);

async function submit() {
  const view = top(), button = dialog?.querySelector(".send-form");
  if (!view || !button || button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", "true");
  const answer = await act("submit", { view: view.id, values: formOf(view.id, view.values).values(view.blocks || []) });
  button.removeAttribute("aria-busy");
  if (!answer.errors && answer.error !== "trouble_connecting") complain(plain(view.submit), answer);
}

async function close(all) {
  const view = top();
  if (!view) return;
  if (formOf(view.id, view.values).dirty && !(await confirmed({ title: "Leave this form?", text: "What you have filled in will be lost.", confirm: "Leave", deny: "Stay" }))) return;
  await act("close", { view: view.id, all });
}
