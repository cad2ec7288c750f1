// rich_text and markdown blocks: the two texts that are not mrkdwn.

import { h } from "./dom.js";
import { emoji } from "./emoji.js";
import { link, mention, group, inline } from "./mrkdwn.js";
import { tokens } from "./time.js";

// richText renders the elements of a rich_text block (or a rich_text table cell).
export function richText(elements, world) {
  return (elements || []).map((e) => (parts[e.type] || unknown)(e, world));
}

const parts = {
  rich_text_section: (e, world) => h("p", {}, runs(e.elements, world)),
  rich_text_quote: (e, world) => h("blockquote", {}, runs(e.elements, world)),
  rich_text_preformatted: (e, world) => h("pre", {}, h("code", {}, runs(e.elements, world))),
  rich_text_list: (e, world) => h(e.style === "ordered" ? "ol" : "ul", { style: { "--deep": String(e.indent || 0) }, class: "rich", start: e.offset ? e.offset + 1 : null },
    (e.elements || []).map((item) => h("li", {}, runs(item.elements, world)))),
};

const unknown = (e) => h("p", { class: "quiet" }, `(${e.type})`);

const runs = (elements, world) => (elements || []).map((e) => wrap(run(e, world), e.style || {}));

function run(e, world) {
  switch (e.type) {
    case "text": return e.text;
    case "link": return link(e.url, e.text || e.url, world);
    case "user": return mention(world, e.user_id);
    case "usergroup": return group(world, e.usergroup_id);
    case "channel": return h("span", { class: "mention" }, "#" + (world.channel(e.channel_id)?.name || e.channel_id));
    case "broadcast": return h("span", { class: "mention loud" }, "@" + e.range);
    case "emoji": return emoji(e.name) || `:${e.name}:`;
    case "date": return h("time", { title: e.fallback || null }, tokens(e.timestamp, e.format || "{date}", world.zone) || e.fallback || "");
    case "color": return h("code", { text: e.value });
    default: return e.text || "";
  }
}

function wrap(node, style) {
  if (style.code) node = h("code", {}, node);
  if (style.strike) node = h("s", {}, node);
  if (style.italic) node = h("em", {}, node);
  if (style.bold) node = h("strong", {}, node);
  return node;
}

// markdown renders the standard Markdown that a markdown block carries.
export function markdown(text, world) {
  const out = [], lines = String(text || "").split("\n");
  for (let i = 0; i < lines.length;) i = markdownBlock(lines, i, out, world);
  return out;
}

function markdownBlock(lines, i, out, world) {
  const line = lines[i];
  if (!line.trim()) return i + 1;
  if (/^\s*```/.test(line)) return fence(lines, i, out);
  const heading = /^(#{1,6})\s+(.*)$/.exec(line);
  if (heading) { out.push(h("h" + Math.min(6, heading[1].length + 2), {}, spans(heading[2], world))); return i + 1; }
  if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(line)) { out.push(h("hr")); return i + 1; }
  for (const [test, strip, make] of flows) {
    if (!test.test(line)) continue;
    const taken = [];
    while (i < lines.length && test.test(lines[i])) taken.push(lines[i++].replace(strip, ""));
    out.push(make(taken, world));
    return i;
  }
  const taken = [];
  while (i < lines.length && lines[i].trim() && (!taken.length || !/^(#{1,6}\s|>|\s*[-*+]\s|\s*\d+[.)]\s|\s*```)/.test(lines[i]))) taken.push(lines[i++]);
  out.push(h("p", {}, taken.flatMap((l, n) => (n ? [h("br"), ...spans(l, world)] : spans(l, world)))));
  return i;
}

function fence(lines, i, out) {
  const taken = [];
  for (i++; i < lines.length && !/^\s*```/.test(lines[i]); i++) taken.push(lines[i]);
  out.push(h("pre", {}, h("code", { text: taken.join("\n") })));
  return i + 1;
}

const flows = [
  [/^>\s?/, /^>\s?/, (ls, world) => h("blockquote", {}, markdown(ls.join("\n"), world))],
  [/^\s*[-*+]\s+/, /^\s*[-*+]\s+/, (ls, world) => h("ul", { class: "rich" }, ls.map((l) => h("li", {}, task(l, world))))],
  [/^\s*\d+[.)]\s+/, /^\s*\d+[.)]\s+/, (ls, world) => h("ol", { class: "rich" }, ls.map((l) => h("li", {}, spans(l, world))))],
];

function task(line, world) {
  const box = /^\[([ xX])\]\s+(.*)$/.exec(line);
  return box ? [box[1] === " " ? "☐ " : "☑ ", spans(box[2], world)] : spans(line, world);
}

// spans turns Markdown's inline marks into mrkdwn's, which inline understands.
function spans(text, world) {
  const same = text.replace(/!?\[([^\]]+)\]\((https?:[^\s)]+)\)/g, "<$2|$1>")
    .replace(/(^|[^*])\*([^*\s][^*]*)\*(?!\*)/g, "$1_$2_")
    .replace(/\*\*(.+?)\*\*|__(.+?)__/g, (_, a, b) => `*${a || b}*`)
    .replace(/~~(.+?)~~/g, "~$1~");
  return inline(same, world);
}
