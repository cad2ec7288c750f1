// The left side: the people one can be, and the conversations of that person.

import { h, icon, sync } from "./dom.js";
import { avatar } from "./avatar.js";
import { menuButton } from "./float.js";
import { clock } from "./time.js";
import { startHere } from "./welcome.js";
import { store, me, go, unread, waiting, isBotDM, title, bot, world, narrow } from "./store.js";

const humans = () => [...store.users.values()].filter((u) => !u.bot && !u.deleted);

// be becomes somebody else, in the same conversation when they can see it.
export function be(id) {
  const conv = store.convs.get(store.route.conv);
  const inbox = store.state.inbox?.[id];
  if (waiting(id)) go({ me: id, conv: inbox.channel });
  else go({ me: id, conv: conv && !conv.is_im && !narrow.matches ? conv.id : narrow.matches ? "" : conv?.is_im ? inbox?.channel || "" : "" });
}

// drawPeople draws the strip of faces; a dot says that a question waits there.
export function drawPeople(root) {
  if (!root.firstChild) {
    root.append(h("p", { class: "people-title", "aria-hidden": "true", text: "Be" }),
      h("div", { class: "faces", role: "toolbar", "aria-label": "Be another person", "aria-orientation": "vertical", on: { keydown: roam } }));
  }
  sync(root.lastChild, humans(), {
    key: (u) => u.id,
    sig: (u) => JSON.stringify([u.label, u.name, u.id === me(), waiting(u.id)]),
    render: (u) => face(u, u.id === me()),
  });
}

function face(user, mine) {
  const dot = !mine && waiting(user.id);
  return h("button", {
    class: "face", type: "button", tabindex: mine ? "0" : "-1", "aria-pressed": String(mine), data: { focus: "face" + user.id, person: user.id },
    "aria-label": `Be ${user.label}${mine ? " (you are)" : dot ? " (something is waiting)" : ""}`,
    on: { click: () => be(user.id) },
  }, avatar(user, "l"), dot && h("span", { class: "dot" }), h("span", { class: "tip", "aria-hidden": "true" }, h("strong", { text: user.label }), h("small", { text: "@" + user.name }), dot && h("small", { class: "tip-news", text: "Something is waiting" })));
}

function roam(e) {
  const faces = [...e.currentTarget.children], at = faces.indexOf(e.target.closest(".face"));
  const to = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: faces.length - 1 }[e.key];
  if (to === undefined) return;
  e.preventDefault();
  faces[(to + faces.length) % faces.length].focus();
}

// drawSidebar draws who one is and the list of conversations.
export function drawSidebar(root, conv) {
  if (!root.firstChild) root.append(h("header", { class: "side-head" }), h("div", { class: "lists" }));
  sync(root.firstChild, [world.me], { key: () => "me", sig: (u) => JSON.stringify([u.id, u.label, u.tz, store.state.team.name, humans().length]), render: head });
  const all = store.list;
  const lists = root.lastChild;
  const groups = [
    ["App", all.filter(isBotDM)],
    ["Channels", all.filter((c) => !c.is_im)],
    ["Direct messages", all.filter((c) => c.is_im && !isBotDM(c))],
  ].filter(([, list]) => list.length);
  sync(lists, [...groups, ["", []]], {
    key: (g) => g[0],
    sig: ([name, list]) => name + JSON.stringify([me(), list.map((c) => [c.id, title(c), c.id === conv?.id, unread(c), c.is_private, c.joined])]),
    render: ([name, list]) => (name ? section(name, list, conv) : startHere()),
  });
}

function head(user) {
  const items = () => humans().map((u) => ({ label: u.label, hint: "@" + u.name, before: avatar(u, "s"), mark: u.id === user.id, run: () => be(u.id) }));
  return h("div", { class: "who" },
    h("p", { class: "team" }, h("strong", { text: store.state.team.name }), h("span", { class: "badge", text: "simulated" })),
    menuButton({ class: "you", "aria-label": `You are ${user.label}. Be another person`, data: { focus: "you" } }, "Be another person", items,
      avatar(user, "m"), h("span", { class: "you-words" }, h("small", { text: "You are" }), h("strong", { text: user.label })), icon("down")));
}

function section(name, list, conv) {
  const id = "list-" + name.split(" ")[0];
  return h("section", { "aria-labelledby": id }, h("h2", { id, text: name }), h("ul", {}, list.map((c) => h("li", {}, row(c, c.id === conv?.id)))));
}

function row(c, on) {
  const news = on ? 0 : unread(c), other = store.users.get(c.with);
  return h("a", {
    class: "conv" + (news ? " news" : ""), href: `#/${me()}/${c.id}`, "aria-current": on ? "page" : null, data: { focus: "conv" + c.id, conv: c.id },
    on: { click: () => { if (!narrow.matches) window.addEventListener("hashchange", toTyping, { once: true }); } },
    "aria-label": `${c.is_im ? "" : c.is_private ? "private channel " : "channel "}${title(c)}${news ? `, ${news} unread` : ""}`,
  }, c.is_im ? avatar(isBotDM(c) ? bot() : other, "s") : icon(c.is_private ? "lock" : "hash"),
  h("span", { class: "conv-name", text: title(c) }), news > 0 && h("span", { class: "count", text: String(Math.min(news, 99)) }));
}

// toTyping puts the keyboard where one writes.
export const toTyping = () => document.querySelector("#main .say")?.focus({ preventScroll: true });

// localTime is the small line that says what time it is for a person.
export const localTime = (user) => `${clock(Date.now() / 1000, user.tz)} in ${(user.tz || "UTC").split("/").pop().replace(/_/g, " ")}`;
