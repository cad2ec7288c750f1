// Telling people who cannot see the page what has just come in.

import { store, me, every, unread, title } from "./store.js";

let heard = null;

// announce speaks the messages that are new since the last draw: in full for
// the conversation on show, by name alone for the others.
export function announce(conv) {
  const { boot } = store.state, now = new Map();
  for (const c of store.list) now.set(c.id, c.latest);
  const before = heard;
  heard = { who: me(), boot, now };
  if (!before || before.who !== me() || before.boot !== boot) return;
  const says = [];
  for (const c of store.list) {
    const since = before.now.get(c.id) || "0";
    const fresh = every(c).filter((m) => m.ts > since && m.user !== me());
    if (!fresh.length) continue;
    if (c.id === conv?.id) says.push(...fresh.map((m) => `${author(m)}: ${m.read || m.text}`));
    else if (unread(c)) says.push(`New message in ${title(c)}.`);
  }
  if (says.length) document.getElementById("live").textContent = says.join(" ").slice(0, 600);
}

const author = (m) => store.users.get(m.user)?.label || m.name || "App";
