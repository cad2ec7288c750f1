// Telling people who cannot see the page what has just come in.

import { store, messages, unread, title, world } from "./store.js";
import { words } from "./mrkdwn.js";

let heard = null;

// announce speaks the messages that are new since the last draw: in full for
// the conversation on show, by name alone for the others.
export function announce(conv) {
  const { me, boot } = store.state, now = new Map();
  for (const c of store.state.conversations) now.set(c.id, c.latest || "0");
  const before = heard;
  heard = { me, boot, now };
  if (!before || before.me !== me || before.boot !== boot) return;
  const says = [];
  for (const c of store.state.conversations) {
    const since = before.now.get(c.id) || "0";
    const fresh = messages(c.id).filter((m) => m.ts > since && m.user !== me);
    if (!fresh.length) continue;
    if (c.id === conv?.id) says.push(...fresh.map((m) => `${author(m)}: ${words(m.text, world)}`));
    else if (unread(c)) says.push(`New message in ${title(c)}.`);
  }
  if (says.length) document.getElementById("live").textContent = says.join(" ").slice(0, 600);
}

const author = (m) => store.users.get(m.user)?.label || m.username || "App";
