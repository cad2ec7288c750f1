// What the page knows: the workspace as one person sees it, where that person
// is looking, and what has been read. Views draw from here and never fetch.

import * as api from "./api.js";

const listeners = new Set();

// store.state is the last snapshot; the maps beside it are looked up by id.
export const store = { state: null, route: { me: "", conv: "", thread: "", tab: "" }, list: [], users: new Map(), groups: new Map(), convs: new Map(), seen: null };

export const onChange = (fn) => listeners.add(fn);

export const changed = () => listeners.forEach((fn) => fn());

// receive takes a snapshot in, unless a newer one is already there.
export function receive(state) {
  const old = store.state;
  if (old && old.boot === state.boot && old.me.id === state.me.id && old.seq > state.seq) return;
  if (state.me.id !== store.route.me && store.route.me && state.people.some((u) => u.id === store.route.me)) return;
  store.state = state;
  store.users = new Map(state.people.map((u, i) => [u.id, { ...u, bot: u.bot || u.id === "USLACKBOT", label: u.real_name || u.name, hue: (i * 137.5 + 90) % 360 }]));
  store.groups = new Map((state.groups || []).map((g) => [g.id, g]));
  store.list = [...(state.channels || []), ...(state.dms || [])].map(shape);
  store.convs = new Map(store.list.map((c) => [c.id, c]));
  if (!store.seen || store.seen.boot !== state.boot) store.seen = loadMarks(state);
  settle();
  changed();
}

// shape adds what the page asks of a conversation again and again.
function shape(c) {
  const messages = c.messages || [];
  const latest = every({ messages }).reduce((ts, m) => (m.ts > ts ? m.ts : ts), "0");
  return { ...c, messages, members: c.members || [], latest, is_im: c.kind === "im", is_private: c.kind !== "public" };
}

// every message of a conversation, with the replies in its threads.
export const every = (c) => c.messages.flatMap((m) => [m, ...(m.replies || [])]);

// world is what rendering of text needs to know.
export const world = {
  user: (id) => store.users.get(id), group: (id) => store.groups.get(id), channel: (id) => store.convs.get(id),
  get me() { return store.users.get(me()); },
  get zone() { return this.me?.tz; },
};

// me is the id of the person one is being.
export const me = () => store.state?.me.id;

export const bot = () => store.users.get(store.state.app.bot_user_id);

export const isBotDM = (conv) => Boolean(conv?.is_im) && conv.with === store.state.app.bot_user_id;

// title names a conversation for its reader.
export function title(conv) {
  if (!conv.is_im) return conv.name;
  return store.users.get(conv.with)?.label || conv.name || conv.with;
}


// ---- where the person is looking; the address says it, so Back works ----

export function go(next) {
  const to = { ...store.route, thread: "", tab: "", ...next };
  const hash = "#/" + [to.me, to.conv, to.thread && "t", to.thread, to.tab].filter(Boolean).map(encodeURIComponent).join("/");
  if (location.hash === hash) { readRoute(); changed(); } else location.hash = hash;
}

export function readRoute() {
  const [me = "", conv = "", a = "", b = ""] = location.hash.replace(/^#\/?/, "").split("/").map(decodeURIComponent);
  const was = store.route.me;
  store.route = { me, conv, thread: a === "t" ? b : "", tab: a && a !== "t" ? a : "" };
  if (store.state) settle();
  return was !== store.route.me;
}

// settle repairs a route that names nobody or a conversation one cannot see.
function settle() {
  const { state, route } = store;
  if (!store.users.has(route.me)) { route.me = state.me.id; if (route.conv && !store.convs.has(route.conv)) route.conv = ""; }
  if (state.me.id === route.me && route.conv && !store.convs.has(route.conv)) { route.conv = ""; route.thread = ""; }
}

export const narrow = window.matchMedia("(max-width: 760px)");

// current is the conversation on show: on a wide screen there always is one.
export function current() {
  if (!store.state) return null;
  if (store.route.conv) return store.convs.get(store.route.conv) || null;
  return narrow.matches ? null : store.convs.get(homeId()) || null;
}

// homeId is the conversation to begin in.
export function homeId() {
  const all = store.list;
  return (all.find((c) => !c.is_im && c.joined && c.bot_in) || all.find((c) => !c.is_im && c.joined) || all[0])?.id;
}

// ---- read marks, kept per run of the workspace ----

const slot = "slacksim.seen";

function loadMarks(state) {
  try {
    const kept = JSON.parse(localStorage.getItem(slot));
    if (kept?.boot === state.boot) return kept;
  } catch { /* a first visit, or storage is off */ }
  let since = "0";
  for (const c of store.list) if (!c.is_im && c.latest > since) since = c.latest;
  return { boot: state.boot, since, marks: {} };
}

// markRead notes that me has seen a conversation up to its newest message.
export function markRead(conv) {
  const mine = (store.seen.marks[me()] ||= {});
  if ((mine[conv.id] || "0") >= conv.latest) return;
  mine[conv.id] = conv.latest;
  try { localStorage.setItem(slot, JSON.stringify(store.seen)); } catch { /* marks live as long as the page */ }
}

function mark(who, conv) {
  return store.seen.marks[who]?.[conv] || "";
}

export function unread(conv) {
  const seen = mark(me(), conv.id) || (conv.is_im ? "0" : store.seen.since);
  return every(conv).filter((m) => m.ts > seen && m.user !== me()).length;
}

// waiting says whether another person has something unread from the bot.
export function waiting(who) {
  const inbox = store.state.inbox?.[who];
  return Boolean(inbox) && inbox.ts > (mark(who, inbox.channel) || "0");
}

// act does something as the person one is being, and says so when it fails.
export const act = (what, body) => api.post(what, { as: me(), ...body });
