// Where one types: messages, slash commands, and the shortcuts beside them.

import { h, icon } from "./dom.js";
import { menuButton } from "./float.js";
import { completion } from "./completion.js";
import { store, me, act, title, isBotDM } from "./store.js";
import { complain } from "./toast.js";

const drafts = new Map();

const slot = (conv, thread) => `${me()}/${conv.id}/${thread}`;

// composer builds the box for a conversation, or for a thread in it.
export function composer(conv, thread) {
  if (conv.archived || !conv.joined) return outside(conv);
  const key = slot(conv, thread);
  const field = h("textarea", {
    class: "say", rows: "1", value: drafts.get(key) || "", "aria-label": thread ? "Reply" : "Message " + name(conv), placeholder: thread ? "Reply…" : placeholder(conv),
    autocomplete: "off", enterkeyhint: "send", data: { focus: "say" + thread },
  });
  const form = h("form", { class: "composer" + (thread ? " in-thread" : ""), on: { submit: (e) => { e.preventDefault(); void send(conv, thread, field); } } },
    h("div", { class: "say-box" }, field,
      h("div", { class: "say-row" }, !thread && starters(conv), h("span", { class: "say-hint", "aria-hidden": "true" }), sendButton())));
  const grow = () => { field.style.height = "auto"; field.style.height = Math.min(field.scrollHeight, 180) + "px"; };
  field.addEventListener("input", () => { drafts.set(key, field.value); grow(); refresh(form, conv, field); });
  completion(field, conv);
  field.addEventListener("keydown", (e) => {
    if (e.key !== "Enter" || e.shiftKey || e.isComposing || e.defaultPrevented || matchMedia("(pointer: coarse)").matches) return;
    e.preventDefault();
    form.requestSubmit();
  });
  form.redo = () => { field.value = drafts.get(key) || ""; grow(); refresh(form, conv, field); };
  requestAnimationFrame(grow);
  refresh(form, conv, field);
  return form;
}

// outside stands where one cannot write yet, and says how one could.
function outside(conv) {
  const join = async () => complain("Joining", await act("join", { channel: conv.id }));
  return h("div", { class: "composer outside" }, conv.archived ? h("p", { text: `#${title(conv)} is archived.` })
    : [h("p", { text: `You are not in #${title(conv)}.` }), h("button", { type: "button", class: "button primary", text: "Join", data: { focus: "join" }, on: { click: join } })]);
}

const name = (conv) => (conv.is_im ? "" : "#") + title(conv);

const placeholder = (conv) => (isBotDM(conv) || conv.bot_in ? `Message ${name(conv)}, or type ${store.state.app.command}` : `Message ${name(conv)}`);

const sendButton = () => h("button", { type: "submit", class: "send", "aria-label": "Send", title: "Send (Enter)" }, icon("send"));

function starters(conv) {
  const globals = () => (store.state.app.shortcuts || []).filter((x) => !x.on_message).map((x) => ({
    label: x.name, hint: store.state.app.name, run: async () => complain(x.name, await act("shortcut", { callback_id: x.callback_id })),
  }));
  return [
    h("button", { type: "button", class: "button ask-button", data: { focus: "ask" }, on: { click: (e) => ask(conv, e.currentTarget) } }, icon("ask"), h("span", { text: "Ask" })),
    menuButton({ class: "tool", "aria-label": "Shortcuts", title: "Shortcuts" }, "Shortcuts", globals, icon("bolt")),
  ];
}

// drawComposer follows changes of the conversation.
export function drawComposer(form, conv) {
  const field = form?.querySelector(".say");
  if (!field) return;
  const hint = form.classList.contains("in-thread") ? "Reply…" : placeholder(conv);
  if (field.placeholder !== hint) field.placeholder = hint;
}

function refresh(form, conv, field) {
  const { app: { command }, about: { hint } } = store.state, text = field.value;
  const typing = text === command || text.startsWith(command + " ");
  form.querySelector(".say-hint").textContent = typing ? hint || "Enter sends it; alone it opens the form" : "";
  form.querySelector(".send").disabled = !text.trim();
}

async function send(conv, thread, field) {
  const text = field.value.trim(), key = slot(conv, thread);
  if (!text) return;
  drafts.delete(key);
  field.form.redo();
  const slash = text.startsWith("/");
  const answer = slash && thread ? { ok: false, error: "not_in_threads", text: "Slack runs no slash commands in threads. Type it in the conversation itself." }
    : await act(slash ? "slash" : "say", { channel: conv.id, thread, text });
  complain(slash ? text.split(/\s/)[0] : "Sending", answer);
  if (answer.ok || field.value) return;
  drafts.set(key, text);
  if (field.isConnected) field.form.redo();
}

// ask opens the app's form from where one is, as its bare command does.
export async function ask(conv, button) {
  button?.setAttribute("aria-busy", "true");
  complain(store.state.app.command, await act("slash", { channel: conv.id, text: store.state.app.command }));
  button?.removeAttribute("aria-busy");
}

// draft puts text into a conversation's box, ready to be sent.
export function draft(conv, text) {
  drafts.set(slot(conv, ""), text);
  const form = document.querySelector("#main .composer"), field = form?.querySelector(".say");
  if (!field) return;
  form.redo();
  field.focus();
  field.setSelectionRange(text.length, text.length);
}
