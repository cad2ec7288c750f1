// The right side: a message and its replies.

import { h, icon } from "./dom.js";
import { composer, drawComposer } from "./composer.js";
import { drawMessages } from "./messages.js";
import { store, me, go, title } from "./store.js";

// drawThread draws the thread that the address names, if any.
export function drawThread(root, conv) {
  const ts = store.route.thread, parent = conv && ts ? conv.messages.find((m) => m.ts === ts) : null;
  root.hidden = !parent;
  document.getElementById("app").classList.toggle("with-thread", Boolean(parent));
  if (!parent) { root.dataset.of = ""; root.replaceChildren(); return; }
  const here = `${me()}/${conv.id}/${ts}`;
  if (root.dataset.of !== here) {
    root.dataset.of = here;
    const close = () => go({ conv: conv.id });
    root.replaceChildren(
      h("header", { class: "conv-head" }, h("div", { class: "head-row" },
        h("button", { type: "button", class: "back", "aria-label": "Back to " + title(conv), on: { click: close } }, icon("back")),
        h("div", { class: "head-words" }, h("h2", { text: "Thread" }), h("p", { class: "quiet", text: (conv.is_im ? "" : "#") + title(conv) })),
        h("button", { type: "button", class: "shut", "aria-label": "Close thread", on: { click: close } }, icon("close")))),
      h("ol", { class: "messages", tabindex: "0", "aria-label": "Thread" }), composer(conv, ts));
    root.onkeydown = (e) => { if (e.key === "Escape" && !e.defaultPrevented) close(); };
  }
  drawMessages(root.querySelector(".messages"), conv, [parent, ...(parent.replies || [])], { inThread: true });
  drawComposer(root.querySelector(".composer"), conv, ts);
}
