// Slack's mrkdwn as DOM nodes. `world` knows the people, channels and groups
// that ids stand for, and the zone of the reader.

import { h } from "./dom.js";
import { tokens } from "./time.js";
import { emoji } from "./emoji.js";

// mrkdwn renders a mrkdwn text object's text.
export function mrkdwn(text, world, { verbatim = false } = {}) {
  const out = [];
  for (const part of String(text ?? "").split(/(```[\s\S]*?```)/)) {
    if (part.length > 6 && part.startsWith("```") && part.endsWith("```")) {
      out.push(h("pre", {}, h("code", { text: decode(unangle(part.slice(3, -3).replace(/^\n|\n$/g, ""))) })));
    } else if (part) out.push(...lines(part, world, verbatim));
  }
  return out;
}

function lines(text, world, verbatim) {
  const groups = [];
  for (const line of text.replace(/^\n|\n$/g, "").split("\n")) {
    const kind = /^(&gt;|>)\s?/.test(line) ? "quote" : /^\s*([•◦▪*-]|\d+[.)])\s+\S/.test(line) && !/^\*\S/.test(line) ? "list" : "text";
    const last = groups.at(-1);
    if (last?.kind === kind) last.lines.push(line);
    else groups.push({ kind, lines: [line] });
  }
  return groups.map((g) => shapes[g.kind](g.lines, world, verbatim));
}

const shapes = {
  text: (ls, world, verbatim) => h("p", {}, joined(ls, world, verbatim)),
  quote: (ls, world, verbatim) => h("blockquote", {}, joined(ls.map((l) => l.replace(/^(&gt;|>)\s?/, "")), world, verbatim)),
  list: (ls, world, verbatim) => h("ul", { class: "marked" }, ls.map((line) => {
    const [, indent, mark, rest] = /^(\s*)(\S+)\s+(.*)$/.exec(line);
    return h("li", { style: { "--deep": String(Math.min(4, indent.length >> 1)) } },
      h("span", { class: "mark", text: mark }), h("span", {}, inline(rest, world, verbatim)));
  })),
};

function joined(ls, world, verbatim) {
  return ls.flatMap((line, i) => (i ? [h("br"), ...inline(line, world, verbatim)] : inline(line, world, verbatim)));
}

const scanner = /(<[^<>\n]+>)|`([^`\n]+)`|:([a-z0-9_+-]+):|(https?:\/\/[^\s<>|]+[^\s<>|.,;:!?)\]}'"])/gi;

// inline renders one line: angle tokens, code, emoji and links first, since no
// style reaches into them; then bold, italics and strike around what is left.
export function inline(text, world, verbatim = false) {
  const atoms = [];
  const keep = (node) => `\uE000${atoms.push(node) - 1}\uE001`;
  const flat = String(text).replace(/[\uE000\uE001]/g, "").replace(scanner, (whole, angle, code, short, url) => {
    if (angle) { const node = token(angle.slice(1, -1), world); return node ? keep(node) : whole; }
    if (code) return keep(h("code", { text: decode(unangle(code)) }));
    if (short) { const e = emoji(short); return e ? keep(h("span", { class: "emoji", role: "img", "aria-label": short.replace(/_/g, " "), text: e })) : whole; }
    return verbatim ? whole : keep(link(decode(url), decode(url), world));
  });
  return styled(flat, atoms);
}

const styles = { "*": "strong", "_": "em", "~": "s" };

function styled(text, atoms) {
  const found = /(^|[\s(\[{"'.,;:!?\-–—\/|>*_~\uE001])([*_~])(?=\S)((?:(?!\2).)*?\S)\2(?=$|[\s)\]}"'.,;:!?\-–—\/|<*_~\uE000])/.exec(text);
  if (!found) return plainRuns(text, atoms);
  const [whole, before, mark, inner] = found;
  return [
    ...plainRuns(text.slice(0, found.index) + before, atoms),
    h(styles[mark], {}, styled(inner, atoms)),
    ...styled(text.slice(found.index + whole.length), atoms),
  ];
}

function plainRuns(text, atoms) {
  return text.split(/\uE000(\d+)\uE001/).map((run, i) => (i % 2 ? atoms[Number(run)] : decode(run))).filter((run) => run !== "");
}

// token renders what stands between angle brackets, or null when it is none of Slack's.
function token(body, world) {
  const bar = body.indexOf("|");
  const ref = bar < 0 ? body : body.slice(0, bar), label = bar < 0 ? "" : decode(body.slice(bar + 1));
  if (/^@[UW]/.test(ref)) return mention(world, ref.slice(1), label);
  if (/^#[CGD]/.test(ref)) return h("span", { class: "mention" }, "#" + (world.channel(ref.slice(1))?.name || label || ref.slice(1)));
  if (ref.startsWith("!subteam^")) return group(world, ref.split("^")[1], label);
  if (ref.startsWith("!date^")) return date(ref, label, world);
  if (/^!(here|channel|everyone)$/.test(ref)) return h("span", { class: "mention loud" }, "@" + ref.slice(1));
  if (ref.startsWith("!")) return h("span", {}, label || "<" + ref + ">");
  return safe(decode(ref)) ? link(decode(ref), label || decode(ref), world) : null;
}

// mention shows a person by the name of today, whatever the label said.
export function mention(world, id, label = "") {
  const user = world.user(id);
  const mine = id === world.me?.id ? " me" : "";
  return h("span", { class: "mention" + mine, title: user?.real_name || null }, "@" + (user ? user.label : label.replace(/^@/, "") || id));
}

// group shows a user group by its handle.
export function group(world, id, label = "") {
  const g = world.group(id);
  return h("span", { class: "mention", title: g?.name || null }, "@" + (g?.handle || label.replace(/^@/, "") || id));
}

function date(ref, fallback, world) {
  const [, seconds, pattern, url] = ref.split("^");
  const text = tokens(seconds, pattern || "", world.zone) || fallback;
  const node = h("time", { title: fallback || null, datetime: stamp(seconds) }, text);
  return url && safe(decode(url)) ? link(decode(url), node, world) : node;
}

function stamp(seconds) {
  const at = new Date(Number(seconds) * 1000);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}

// safe says whether a link may be followed from this page.
export const safe = (url) => /^(https?:\/\/|mailto:)/i.test(String(url));

// link renders a link; one to a message of this workspace stays in the page.
export function link(url, label, world) {
  if (!safe(url)) return h("span", {}, label);
  const [, conv, seconds, micros, thread] = /^https?:\/\/[^/]+\/archives\/(\w+)\/p(\d+)(\d{6})(?:\?(?:.*&)?thread_ts=([\d.]+))?/.exec(url) || [];
  if (conv && world?.channel(conv)) return h("a", { href: `#/${world.me.id}/${conv}/t/${thread || `${seconds}.${micros}`}` }, label);
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, label);
}

const entities = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };

// decode undoes the only three escapes Slack knows.
export const decode = (text) => String(text ?? "").replace(/&(?:amp|lt|gt);/g, (e) => entities[e]);

const unangle = (text) => text.replace(/<([^<>|\n]+)(?:\|([^<>\n]*))?>/g, (whole, ref, label) => (/^(https?:|mailto:)/.test(ref) ? label || ref : whole));

// plain renders plain_text: no marks, line breaks kept, emoji when asked for.
export function plain(text, useEmoji = true) {
  const run = String(text ?? "");
  return useEmoji === false ? decode(run) : decode(run).replace(/:([a-z0-9_+-]+):/gi, (whole, name) => emoji(name) || whole);
}
