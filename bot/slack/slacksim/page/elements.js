// Block Kit's interactive elements. Each knows how to show itself, keep what is
// chosen in the form, and tell the app.

import { h, icon, uid } from "./dom.js";
import { mrkdwn, plain, safe } from "./mrkdwn.js";
import { menuButton, confirmed } from "./float.js";
import { pickerFor } from "./choices.js";
import { entries } from "./entries.js";
import { act, world } from "./store.js";
import { complain } from "./toast.js";

// element renders an element of a block. In an input block `ctx.field` tells
// how it is labelled, and nothing is dispatched unless the block asks for it.
export function element(e, b, ctx) {
  const make = makers[e.type] || entries[e.type];
  if (make) return make(e, b, ctx);
  if (/select$/.test(e.type)) return pickerFor(e, b, ctx, changed);
  return h("span", { class: "quiet", text: `(${e.type})` });
}

// changed records a new content and dispatches it where Slack would.
export async function changed(e, b, ctx, input, { dispatch = !ctx.field || b.dispatch_action, value } = {}) {
  if (e.confirm && dispatch && !(await sure(e.confirm))) return false;
  if (value === undefined) ctx.form.set(b, e, input);
  if (dispatch) return send(e, b, ctx, input, value);
  return true;
}

async function send(e, b, ctx, input, value) {
  const { where } = ctx;
  const answer = await act("click", {
    action: { channel: where.channel, ts: where.ts, view: where.view_id, block_id: b.block_id, action_id: e.action_id, value, input },
    values: ctx.form.values(ctx.all),
  });
  return complain(label(e) || "That", answer).ok;
}

const label = (e) => e.text?.text && `“${plain(e.text.text)}”`;

function sure(c) {
  return confirmed({
    title: plain(c.title?.text), confirm: plain(c.confirm?.text) || "Yes", deny: plain(c.deny?.text) || "Cancel", style: c.style,
    text: c.text?.type === "mrkdwn" ? mrkdwn(c.text.text, world) : plain(c.text?.text),
  });
}

const makers = {
  button: (e, b, ctx) => {
    const button = h("button", {
      type: "button", class: `button ${e.style || ""}`, "aria-label": e.accessibility_label || null, data: { focus: focusName(e, b), action: e.action_id },
      on: { click: () => press(button, e, b, ctx) },
    }, h("span", { text: plain(e.text?.text, e.text?.emoji) }));
    return button;
  },
  workflow_button: (e, b, ctx) => makers.button(e, b, ctx),
  overflow: (e, b, ctx) => {
    const button = menuButton({ class: "button overflow", "aria-label": e.accessibility_label || "More choices", data: { focus: focusName(e, b), action: e.action_id } }, "More choices",
      () => e.options.map((o) => ({ label: plain(o.text.text), hint: o.description && plain(o.description.text), run: () => pick(button, e, b, ctx, o) })), icon("more"));
    return button;
  },
  radio_buttons: (e, b, ctx) => boxes(e, b, ctx, "radio"),
  checkboxes: (e, b, ctx) => boxes(e, b, ctx, "checkbox"),
};

const focusName = (e, b) => `${b.block_id}/${e.action_id}`;

async function press(button, e, b, ctx) {
  if (button.getAttribute("aria-busy") === "true") return;
  if (e.confirm && !(await sure(e.confirm))) return;
  if (e.url && safe(e.url)) window.open(e.url, "_blank", "noopener");
  await busy(button, () => send(e, b, ctx, {}, e.value ?? ""));
}

function pick(button, e, b, ctx, option) {
  if (option.url && safe(option.url)) window.open(option.url, "_blank", "noopener");
  return busy(button, () => changed(e, b, ctx, { chosen: [option.value] }, { dispatch: true }));
}

async function busy(button, work) {
  button.setAttribute("aria-busy", "true");
  try { return await work(); } finally { button.removeAttribute("aria-busy"); }
}

function boxes(e, b, ctx, kind) {
  const name = uid("box"), chosen = new Set(ctx.form.get(b, e).chosen || []);
  const group = h("div", { class: "boxes", role: kind === "radio" ? "radiogroup" : "group", ...(ctx.field?.group || { "aria-label": e.accessibility_label || "Choices" }) });
  const read = () => [...group.querySelectorAll("input:checked")].map((i) => i.value);
  group.append(...e.options.map((o) => {
    const id = uid(name);
    return h("label", { class: "box", for: id },
      h("input", { type: kind, id, name, value: o.value, checked: chosen.has(o.value), "aria-describedby": o.description ? id + "-more" : null, data: { focus: `${focusName(e, b)}/${o.value}` }, on: { change: () => changed(e, b, ctx, { chosen: read() }) } }),
      h("span", { class: "box-words" }, h("span", {}, words(o.text)), o.description && h("small", { id: id + "-more" }, words(o.description))));
  }));
  return group;
}

const words = (t) => (t.type === "mrkdwn" ? mrkdwn(t.text, world).flatMap((p) => [...p.childNodes]) : plain(t.text, t.emoji));
