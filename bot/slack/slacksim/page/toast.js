// Short words about what did not work.

import { h, icon } from "./dom.js";

const reasons = {
  dispatch_failed: "the app did not answer",
  operation_timeout: "the app took longer than 3 seconds to answer",
  unreachable: "the workspace did not answer",
  expired_trigger_id: "the form was opened more than 3 seconds after the click",
};

// toast shows text for a while; it can be closed sooner.
export function toast(text, { kind = "bad", stay = 8000 } = {}) {
  const box = document.getElementById("toasts");
  for (const old of [...box.children]) if (old.dataset.text === text) old.remove();
  const node = h("div", { class: "toast " + kind, data: { text } }, icon(kind === "bad" ? "warn" : "check"), h("p", { text }),
    h("button", { class: "quiet-button", "aria-label": "Dismiss", on: { click: () => node.remove() } }, icon("close")));
  box.append(node);
  onTop(box);
  if (stay) setTimeout(() => node.remove(), stay);
  while (box.children.length > 3) box.firstChild.remove();
}

// onTop lifts the toasts above whatever dialog has been opened since.
function onTop(box) {
  box.hidePopover();
  box.showPopover();
}

// complain says what failed, in Slack's own code and in words.
export function complain(what, answer) {
  if (answer.ok) return answer;
  const code = answer.error || "failed";
  const why = answer.text || reasons[code];
  toast(`${what} failed${/^http_/.test(code) ? "" : ` with the error “${code}”`}${why ? `: ${why}` : ""}${/[.?!]$/.test(why || "") ? "" : "."}`);
  return answer;
}

let down = null;

// offline shows, while the line to the workspace is cut, that it is.
export function offline(up) {
  if (up) { down?.remove(); down = null; return; }
  if (down) return;
  down = h("div", { class: "toast", data: { text: "offline" } }, icon("warn"),
    h("p", { text: "The line to the workspace is cut. Trying again; what you see may be old." }));
  const box = document.getElementById("toasts");
  box.append(down);
  onTop(box);
}
