// The page: one store, redrawn on every change.

import { listen } from "./api.js";
import { store, me, onChange, changed, receive, readRoute, current, narrow, markRead, unread, isBotDM, title, waiting } from "./store.js";
import { drawPeople, drawSidebar, toTyping } from "./sidebar.js";
import { drawMain } from "./conversation.js";
import { drawThread } from "./thread.js";
import { drawModal } from "./modal.js";
import { announce } from "./announce.js";
import { offline } from "./toast.js";

const app = document.getElementById("app");

function draw() {
  if (!store.state) return;
  const conv = current(), pane = !conv ? "list" : store.route.thread ? "thread" : "conversation";
  const moved = app.dataset.pane !== pane;
  app.dataset.pane = pane;
  if (conv && !document.hidden && !(isBotDM(conv) && store.route.tab === "home")) markRead(conv);
  drawPeople(document.getElementById("people"));
  drawSidebar(document.getElementById("sidebar"), conv);
  drawMain(document.getElementById("main"), conv);
  drawThread(document.getElementById("thread"), conv);
  drawModal(document.getElementById("layer"));
  announce(conv);
  headline(conv);
  if (moved && narrow.matches) focusPane(pane);
  else if (moved && document.activeElement === document.body) toTyping();
}

function headline(conv) {
  const news = store.list.reduce((n, c) => n + unread(c), 0);
  const others = store.state.people.some((u) => u.id !== me() && waiting(u.id));
  document.title = `${news ? `(${news}) ` : others ? "• " : ""}${conv ? title(conv) : "Conversations"} · ${store.state.team.name}`;
}

// focusPane keeps the keyboard in what is on show after the phone's panes slide.
function focusPane(pane) {
  const root = document.getElementById({ list: "sidebar", conversation: "main", thread: "thread" }[pane]);
  if (root.contains(document.activeElement)) return;
  (root.querySelector("[aria-current], .back, button") || root).focus({ preventScroll: true });
}

let stop = () => {}, listening = "";

function follow() {
  if (listening && listening === store.route.me) return;
  stop();
  listening = store.route.me;
  stop = listen(listening, (state) => {
    receive(state);
    if (listening !== me()) settleOn(me());
  }, offline);
}

// settleOn says in the address, and on the line, whom a newcomer was made.
function settleOn(person) {
  history.replaceState(null, "", "#/" + person);
  readRoute();
  follow();
}

onChange(draw);
window.addEventListener("hashchange", () => { if (readRoute()) follow(); changed(); });
document.addEventListener("visibilitychange", () => { if (!document.hidden) changed(); });
narrow.addEventListener("change", changed);
readRoute();
follow();
