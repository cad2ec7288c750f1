// One message, and a list of them.

import { h, icon, sync } from "./dom.js";
import { avatar } from "./avatar.js";
import { menuButton } from "./float.js";
import { blocks } from "./blocks.js";
import { mrkdwn } from "./mrkdwn.js";
import { clock, full, day, dayKey, of } from "./time.js";
import { store, me, world, go, act } from "./store.js";
import { complain } from "./toast.js";

const dismissed = new Set();

// drawMessages refreshes a list of messages with dividers between the days.
export function drawMessages(list, conv, items, { inThread = false, lead = null } = {}) {
  const rows = lead ? [lead] : [];
  let lastDay = "", last = null;
  for (const m of items) {
    if (dismissed.has(conv.id + m.ts)) continue;
    const d = dayKey(of(m.ts), world.zone);
    if (!inThread && d !== lastDay) { rows.push({ divider: day(m.ts, world.zone), key: "day" + d }); last = null; }
    lastDay = d;
    rows.push({ m, compact: follows(last, m), key: m.ts + (m.ephemeral ? "e" : ""), thread: inThread ? [] : m.replies || [] });
    last = inThread && m === items[0] ? null : m; // what answers the root has its own head
  }
  const down = list.scrollHeight - list.scrollTop - list.clientHeight < 80, was = list.dataset.of;
  const here = `${me()}/${conv.id}/${inThread ? store.route.thread : ""}`;
  sync(list, rows, {
    key: (r) => r.key,
    sig: (r) => r.sig || r.divider || JSON.stringify([inThread ? { ...r.m, replies: 0 } : r.m, r.compact, inThread, world.zone, me(), conv.id, named(r.m)]),
    render: (r) => (r.render ? r.render() : r.divider ? h("li", { class: "day", role: "presentation" }, h("span", { text: r.divider })) : message(r, conv, inThread)),
  });
  list.dataset.of = here;
  if (was !== here) list.scrollTop = inThread ? 0 : list.scrollHeight;
  else if (down) follow(list);
}

// follow shows what came in last: its end, or its beginning when it is taller than the list.
function follow(list) {
  const last = list.lastElementChild, tall = last && last.offsetHeight > list.clientHeight;
  list.scrollTop = tall ? last.offsetTop - list.offsetTop - 8 : list.scrollHeight;
}

// named changes when somebody whom a message shows is renamed.
const named = (m) => store.users.get(m.user)?.label;

const follows = (a, b) => a && a.user === b.user && !a.ephemeral && !b.ephemeral && b.ts - a.ts < 300 && dayKey(of(a.ts)) === dayKey(of(b.ts));

function message({ m, compact, thread }, conv, inThread) {
  const author = store.users.get(m.user), name = author?.label || m.name || "App";
  const where = { type: "message", channel: conv.id, ts: m.ts, ephemeral: Boolean(m.ephemeral) };
  const time = h("time", { class: "when", title: full(m.ts, world.zone), datetime: of(m.ts).toISOString(), text: clock(m.ts, world.zone) });
  const edited = m.edited && h("span", { class: "edited", text: "(edited)" });
  return h("li", { class: `message${compact ? " compact" : ""}${m.ephemeral ? " ephemeral" : ""}`, tabindex: "-1", "aria-label": `${name}, ${clock(m.ts, world.zone)}`, data: { ts: m.ts } },
    h("div", { class: "gutter" }, compact ? time : avatar(author || { bot: true }, "l")),
    h("div", { class: "body" },
      m.ephemeral && h("p", { class: "only-you" }, icon("eye"), "Only visible to you"),
      !compact && h("p", { class: "by" }, h("strong", { text: name }), author?.bot && h("span", { class: "badge", text: "App" }), time, edited),
      h("div", { class: "content" + (m.tombstone ? " gone" : "") }, m.blocks?.length ? blocks(m.blocks, where, m.values) : mrkdwn(m.text, world), compact && edited),
      m.ephemeral && h("button", { type: "button", class: "text-button", on: { click: (e) => { dismissed.add(conv.id + m.ts); e.target.closest("li").remove(); } } }, "Dismiss message"),
      thread.length > 0 && threadLink(m, conv, thread)),
    !m.ephemeral && tools(m, conv, inThread));
}

function threadLink(m, conv, thread) {
  const faces = [...new Set(thread.map((r) => r.user))].slice(0, 4);
  return h("button", { type: "button", class: "thread-link", data: { focus: "thread" + m.ts }, on: { click: () => go({ conv: conv.id, thread: m.ts }) } },
    h("span", { class: "faces-row" }, faces.map((u) => avatar(store.users.get(u) || { bot: true }, "xs"))),
    h("strong", { text: `${thread.length} ${thread.length === 1 ? "reply" : "replies"}` }), h("span", { class: "quiet", text: "Last reply " + clock(thread.at(-1).ts, world.zone) }));
}

// tools are what hovering over or focusing a message offers.
function tools(m, conv, inThread) {
  const shortcuts = (store.state.app?.shortcuts || []).filter((x) => x.on_message);
  const root = m.thread_ts || m.ts, reply = { label: "Reply in thread", run: () => go({ conv: conv.id, thread: root }) };
  const items = () => [...shortcuts.map((x) => ({
    label: x.name, hint: store.state.app.name, run: async () => complain(x.name, await act("shortcut", { callback_id: x.callback_id, channel: conv.id, ts: m.ts })),
  })), ...(inThread ? [] : [reply])];
  return h("div", { class: "tools" },
    !inThread && h("button", { type: "button", class: "tool reply", "aria-label": "Reply in thread", title: "Reply in thread", on: { click: reply.run } }, icon("thread")),
    (shortcuts.length > 0 || !inThread) && menuButton({ class: "tool", "aria-label": "More actions", title: "More actions" }, "More actions", items, icon("more")));
}
