// The first thing in a conversation: what this is, and how to begin.

import { h } from "./dom.js";
import { store, me, isBotDM, title, bot } from "./store.js";
import { ask, draft } from "./composer.js";

// welcome heads a conversation with what can be done in it.
export function welcome(conv) {
  const app = store.state.app, command = app.command;
  if (conv.is_im && isBotDM(conv)) return box(app.name, [h("p", { text: `What ${app.name} asks you arrives here, and only you see it. Answer with one click.` })], []);
  if (conv.is_im) return box(title(conv), [h("p", { text: `This is the beginning of your messages with ${title(conv)}.` })], []);
  if (!conv.bot_in) return box("#" + title(conv), [h("p", { text: `${app.name} is not in this channel. To ask here, invite it first.` })], [
    h("button", { type: "button", class: "button primary", text: `Invite ${app.name}`, on: { click: () => draft(conv, `/invite @${bot()?.name}`, true) } })]);
  return box("#" + title(conv), [
    h("p", {}, `This is a Slack workspace simulated on your machine. ${app.description || `${app.name} is the app in it.`}`),
    h("p", {}, "Type ", h("code", { text: command }), " and a question below, or press Ask. Then be the others, on the left, and answer."),
  ], [
    h("button", { type: "button", class: "button primary", text: "Ask", data: { focus: "lead-ask" }, on: { click: () => ask(conv) } }),
    h("button", { type: "button", class: "button", text: "Write an example for me", data: { focus: "lead-example" }, on: { click: () => draft(conv, example(conv, command)) } }),
  ]);
}

function box(name, text, actions) {
  return h("div", { class: "welcome" }, h("h2", { text: name }), ...text, actions.length > 0 && h("div", { class: "row" }, actions));
}

// example asks up to three others of the channel.
function example(conv, command) {
  const others = conv.members.filter((id) => id !== me()).map((id) => store.users.get(id)).filter((u) => u && !u.bot && !u.deleted).slice(0, 3);
  return `${command} Ship 4.2 on Friday? ${others.map((u) => "@" + u.name).join(" ")}`;
}
