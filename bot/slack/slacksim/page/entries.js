// The elements one types into: text, numbers, dates and times.

import { h } from "./dom.js";
import { plain } from "./mrkdwn.js";
import { localValue, fromLocal } from "./time.js";
import { world } from "./store.js";
import { changed } from "./elements.js";

// entries makes each kind of entry by its Block Kit type.
export const entries = {
  plain_text_input: (e, b, ctx) => typed(e, b, ctx, e.multiline ? "textarea" : "input", { type: e.multiline ? null : "text", rows: e.multiline ? "3" : null }),
  email_text_input: (e, b, ctx) => typed(e, b, ctx, "input", { type: "email", inputmode: "email", autocomplete: "off" }),
  url_text_input: (e, b, ctx) => typed(e, b, ctx, "input", { type: "url", inputmode: "url", autocomplete: "off" }),
  number_input: (e, b, ctx) => typed(e, b, ctx, "input", { type: "text", inputmode: e.is_decimal_allowed ? "decimal" : "numeric", autocomplete: "off" }),
  datepicker: (e, b, ctx) => chosen(e, b, ctx, "date", (v) => v, (v) => v),
  timepicker: (e, b, ctx) => chosen(e, b, ctx, "time", (v) => v, (v) => v),
  datetimepicker: (e, b, ctx) => chosen(e, b, ctx, "datetime-local", (v) => (v ? localValue(Number(v), world.zone) : ""), (v) => (v ? String(fromLocal(v, world.zone)) : "")),
};

const base = (e, b, ctx) => ({ ...(ctx.field?.one || { "aria-label": plain(e.placeholder?.text) || "Entry" }), data: { focus: `${b.block_id}/${e.action_id}`, action: e.action_id } });

function typed(e, b, ctx, tag, props) {
  const on = e.dispatch_action_config?.trigger_actions_on || ["on_enter_pressed"];
  const node = h(tag, {
    class: "entry", value: ctx.form.get(b, e).text || "", placeholder: plain(e.placeholder?.text) || null,
    maxlength: e.max_length || null, minlength: e.min_length || null, autofocus: e.focus_on_load || null, ...props, ...base(e, b, ctx),
  });
  const tell = (dispatch) => changed(e, b, ctx, { text: node.value }, { dispatch });
  node.addEventListener("input", () => tell(Boolean(b.dispatch_action) && on.includes("on_character_entered")));
  node.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && tag === "input" && b.dispatch_action && on.includes("on_enter_pressed")) { event.preventDefault(); tell(true); }
  });
  if (!e.max_length || e.max_length > 2999) return node;
  return [node, counter(node, e.max_length)];
}

// counter says how much room is left, once it gets narrow.
function counter(node, max) {
  const left = h("small", { class: "left", "aria-live": "polite" });
  const show = () => { const n = max - node.value.length; left.textContent = n <= max / 5 ? `${n} left` : ""; };
  node.addEventListener("input", show);
  show();
  return left;
}

function chosen(e, b, ctx, type, toField, fromField) {
  const node = h("input", { type, class: "entry when-entry", value: toField(ctx.form.get(b, e).text || ""), autofocus: e.focus_on_load || null, ...base(e, b, ctx) });
  node.addEventListener("change", () => changed(e, b, ctx, { text: fromField(node.value) }));
  if (type !== "datetime-local") return node;
  return [node, h("small", { class: "left", text: `Time in ${(world.zone || "UTC").replace(/_/g, " ")}` })];
}
