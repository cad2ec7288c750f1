// Input blocks: a label, an element, a hint, and what is wrong with it.

import { h, icon, uid } from "./dom.js";
import { plain } from "./mrkdwn.js";
import { element } from "./elements.js";

const groups = new Set(["radio_buttons", "checkboxes"]);

// input renders an input block. Its error, when the view has one for the block,
// stands beside the field and is tied to it for screen readers.
export function input(b, ctx) {
  const e = b.element, id = uid("field"), error = ctx.errors?.[b.block_id];
  const about = [b.hint && id + "-hint", error && id + "-error"].filter(Boolean).join(" ") || null;
  const shared = { "aria-describedby": about, "aria-invalid": error ? "true" : null, "aria-required": b.optional ? null : "true" };
  const field = {
    name: plain(b.label?.text),
    one: { id, ...shared },
    group: { "aria-labelledby": id + "-label", ...shared },
  };
  const words = [plain(b.label?.text, b.label?.emoji), b.optional && h("span", { class: "optional", text: " (optional)" })];
  return h("div", { class: "field" + (error ? " wrong" : "") },
    groups.has(e.type) ? h("p", { class: "label", id: id + "-label" }, words) : h("label", { class: "label", id: id + "-label", for: id }, words),
    element(e, b, { ...ctx, field }),
    error && h("p", { class: "error", id: id + "-error", role: "alert" }, icon("warn"), error),
    b.hint && h("p", { class: "hint", id: id + "-hint", text: plain(b.hint.text, b.hint.emoji) }));
}
