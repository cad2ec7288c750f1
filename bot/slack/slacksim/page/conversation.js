// The middle: a conversation, or the app's Home.

import { h, icon, sync } from "./dom.js";
import { avatar } from "./avatar.js";
import { composer, drawComposer } from "./composer.js";
import { drawMessages } from "./messages.js";
import { blocks } from "./blocks.js";
import { store, me, go, title, isBotDM, bot, act, world } from "./store.js";
import { welcome } from "./welcome.js";
import { localTime } from "./sidebar.js";

// drawMain draws the conversation one is in.
export function drawMain(root, conv) {
  if (!conv) { if (!root.querySelector(".nothing")) root.replaceChildren(h("p", { class: "nothing quiet", text: "Choose a conversation." })); return; }
  if (root.dataset.of !== identity(conv)) build(root, conv);
  const tab = isBotDM(conv) ? store.route.tab || "messages" : "messages";
  sync(root.querySelector(".conv-head"), [conv], { key: () => "head", sig: () => JSON.stringify([conv.name, conv.topic, conv.members.length, conv.bot_in, tab, title(conv), me()]), render: () => header(conv, tab) });
  const home = root.querySelector(".home"), list = root.querySelector(".messages"), foot = root.querySelector(".composer");
  home.hidden = tab !== "home";
  list.hidden = foot.hidden = tab === "home";
  if (tab === "home") drawHome(home, conv);
  else drawMessages(list, conv, conv.messages, { lead: lead(conv) });
  drawComposer(foot, conv, "");
}

const identity = (conv) => [me(), conv.id, conv.joined, conv.archived].join("/");

function build(root, conv) {
  root.dataset.of = identity(conv);
  root.replaceChildren(h("header", { class: "conv-head" }),
    h("ol", { class: "messages", tabindex: "0", "aria-label": "Messages in " + title(conv), on: { keydown: walk } }),
    h("div", { class: "home", hidden: true }), composer(conv, ""));
}

// walk moves from message to message with the arrows, as in a list.
function walk(e) {
  if (e.key !== "ArrowUp" && e.key !== "ArrowDown") return;
  const rows = [...e.currentTarget.querySelectorAll(".message")], at = rows.indexOf(document.activeElement);
  if (document.activeElement !== e.currentTarget && at < 0) return;
  const next = at < 0 ? rows.at(e.key === "ArrowUp" ? -1 : 0) : rows[at + (e.key === "ArrowUp" ? -1 : 1)];
  if (!next) return;
  e.preventDefault();
  next.focus();
}

function header(conv, tab) {
  const app = isBotDM(conv), other = store.users.get(conv.with);
  const about = app ? "App" : conv.is_im ? other && localTime(other) : conv.topic;
  return h("div", { class: "head-row" },
    h("button", { type: "button", class: "back", "aria-label": "Back to the conversations", data: { focus: "back" }, on: { click: () => go({ conv: "" }) } }, icon("back")),
    conv.is_im ? avatar(app ? bot() : other, "m") : icon(conv.is_private ? "lock" : "hash"),
    h("div", { class: "head-words" }, h("h1", { text: title(conv) }), about && h("p", { class: "quiet", text: about })),
    app && h("div", { class: "tabs", role: "tablist", "aria-label": title(conv), on: { keydown: swap } }, tabButton(conv, "home", "Home", tab), tabButton(conv, "messages", "Messages", tab)),
    !conv.is_im && conv.members.length > 0 && h("span", { class: "members", title: conv.members.map((id) => store.users.get(id)?.label || id).join(", ") }, icon("people"), h("span", { class: "unseen", text: "Members: " }), String(conv.members.length)));
}

function tabButton(conv, name, label, on) {
  return h("button", {
    type: "button", role: "tab", "aria-selected": String(name === on), tabindex: name === on ? "0" : "-1", data: { focus: "tab-" + name }, text: label,
    on: { click: () => openTab(conv, name) },
  });
}

function openTab(conv, name) {
  go({ conv: conv.id, tab: name === "home" ? "home" : "" });
}

function swap(e) {
  if (e.key !== "ArrowLeft" && e.key !== "ArrowRight") return;
  const other = [...e.currentTarget.children].find((b) => b !== document.activeElement);
  other.focus();
  other.click();
}

let told = "";

// drawHome shows the app's Home, and tells the app once per visit that it is open.
function drawHome(root, conv) {
  const visit = store.state.boot + location.hash;
  if (told !== visit) { told = visit; void act("home", { tab: "home" }); }
  const view = store.state.home;
  const items = view?.blocks?.length ? [view] : [null];
  sync(root, items, {
    key: () => "home", sig: (v) => JSON.stringify([v, me(), world.zone]),
    render: (v) => (v ? h("div", { class: "home-in" }, blocks(v.blocks, { type: "view", view_id: v.id }, v.values))
      : h("div", { class: "empty" }, h("h2", { text: "Home is empty" }), h("p", { text: `${store.state.app.name} has not put anything here yet. Ask something first; what waits for you will be listed here.` }))),
  });
}

window.addEventListener("hashchange", () => { if (!location.hash.endsWith("/home")) told = ""; });

function lead(conv) {
  return { key: "lead", sig: JSON.stringify([conv.id, conv.bot_in, me(), conv.messages.length === 0, conv.name]), render: () => h("li", { class: "lead" }, welcome(conv)) };
}
