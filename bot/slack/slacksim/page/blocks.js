// Block Kit's layout blocks as DOM nodes. `where` says what the blocks stand in:
// {type: "message", channel, ts} or {type: "view", view_id}.

import { h, icon, uid } from "./dom.js";
import { mrkdwn, plain, safe } from "./mrkdwn.js";
import { richText, markdown } from "./rich.js";
import { chart } from "./chart.js";
import { element } from "./elements.js";
import { input } from "./fields.js";
import { formOf } from "./form.js";
import { world } from "./store.js";

// blocks renders a list of blocks; values are the workspace's own record of what is chosen.
export function blocks(list, where, values) {
  const form = formOf(where.view_id || `${world.me?.id}/${where.channel}/${where.ts}`, values);
  const ctx = { where, form, all: list };
  return list.map((b) => block(b, ctx));
}

// block renders one block; an unknown one says what it is rather than vanish.
export function block(b, ctx) {
  const make = makers[b.type];
  return h("div", { class: "block b-" + b.type, data: { block: b.block_id || "" } }, make ? make(b, ctx) : h("p", { class: "quiet", text: `(a ${b.type} block, which this page does not draw)` }));
}

// text renders a text object.
export function text(t) {
  if (!t) return [];
  if (t.type === "mrkdwn") return mrkdwn(t.text, world, t);
  return [h("p", { text: plain(t.text, t.emoji) })];
}

const makers = {
  header: (b) => h("h3", { class: "b-title", text: plain(b.text?.text, b.text?.emoji) }),
  divider: () => h("hr"),
  section: (b, ctx) => [
    h("div", { class: "section-words" }, b.text && h("div", { class: "words" }, text(b.text)),
      b.fields?.length > 0 && h("div", { class: "fields" }, b.fields.map((f) => h("div", { class: "words" }, text(f))))),
    b.accessory && h("div", { class: "accessory" }, b.accessory.type === "image" ? picture(b.accessory, "thumb") : element(b.accessory, b, ctx)),
  ],
  context: (b) => b.elements.map((e) => (e.type === "image" ? picture(e, "tiny") : h("span", { class: "words" }, text(e)))),
  actions: (b, ctx) => b.elements.map((e) => element(e, b, ctx)),
  input: (b, ctx) => input(b, ctx),
  image: (b) => h("figure", {}, b.title && h("figcaption", { text: plain(b.title.text) }), picture(b, "whole")),
  markdown: (b) => h("div", { class: "words" }, markdown(b.text, world)),
  rich_text: (b) => h("div", { class: "words" }, richText(b.elements, world)),
  table: (b) => table(b),
  data_visualization: (b) => chart(b),
  alert: (b) => h("div", { class: "alert " + (b.level || "default"), role: "status" }, icon({ success: "check", warning: "warn", error: "warn" }[b.level] || "info"), h("div", { class: "words" }, text(b.text))),
};

function picture(e, size) {
  const url = e.image_url || e.slack_file?.url || "";
  const alt = e.alt_text || "";
  if (!safe(url) && !/^data:image\/(png|jpeg|gif);/.test(url)) return h("span", { class: "no-picture", text: alt || "(picture)" });
  const img = h("img", { src: url, alt, class: size, loading: "lazy", referrerpolicy: "no-referrer" });
  img.addEventListener("error", () => img.replaceWith(h("span", { class: "no-picture", text: alt || "(picture)" })));
  return img;
}

function table(b) {
  const [head = [], ...rows] = b.rows || [], id = uid("table");
  const side = (i) => "align-" + (b.column_settings?.[i]?.align || "left") + (b.column_settings?.[i]?.is_wrapped ? " wraps" : "");
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Table" },
    h("table", { id },
      h("thead", {}, h("tr", {}, head.map((c, i) => h("th", { scope: "col", class: side(i) }, cell(c))))),
      h("tbody", {}, rows.map((r) => h("tr", {}, r.map((c, i) => h("td", { class: side(i) }, cell(c))))))));
}

function cell(c) {
  if (!c) return "";
  if (c.type === "rich_text") return richText(c.elements, world);
  return c.text ?? (c.value === undefined ? "" : String(c.value));
}
