// The first thing in a conversation: what this is, and how to begin.

import { h } from "./dom.js";
import { store, me, act, go, narrow, isBotDM, title, bot, homeId } from "./store.js";
import { ask, draft } from "./composer.js";
import { complain } from "./toast.js";

// welcome heads a conversation with what can be done in it.
export function welcome(conv) {
  const app = store.state.app, command = app.command;
  if (conv.is_im && isBotDM(conv)) return box(app.name, [h("p", { text: `What ${app.name} asks you arrives here, and only you see it. Answer with one click.` })], []);
  if (conv.is_im) return box(title(conv), [h("p", { text: `This is the beginning of your messages with ${title(conv)}.` })], []);
  if (!conv.bot_in) return box("#" + title(conv), [h("p", { text: `${app.name} is not in this channel. To ask here, invite it first.` })], [
    h("button", { type: "button", class: "button primary", text: `Invite ${app.name}`, on: { click: async () => complain("/invite", await act("slash", { channel: conv.id, text: `/invite @${bot()?.name}` })) } })]);
  return box("#" + title(conv), [
    h("p", { text: about() }),
    h("p", {}, "Type ", h("code", { text: command }), " and a question below, or press Ask. Then be one of the people asked, ", narrow.matches ? "on the first page" : "on the left", ", and answer."),
  ], [
    h("button", { type: "button", class: "button primary", text: "Ask", data: { focus: "lead-ask" }, on: { click: () => ask(conv) } }),
    h("button", { type: "button", class: "button", text: "Write an example for me", data: { focus: "lead-example" }, on: { click: () => draft(conv, example(store.convs.get(conv.id), command)) } }),
  ]);
}

// startHere is what a phone's list of conversations says under it.
export function startHere() {
  const conv = store.convs.get(homeId());
  return h("div", { class: "welcome start-here" }, h("p", { text: about() }), conv && h("div", { class: "row" },
    h("button", { type: "button", class: "button primary", text: `Open #${title(conv)} and ask`, on: { click: () => go({ conv: conv.id }) } })));
}

// about says what this is, in the words of the app's own description.
function about() {
  const { app: { name }, about: { description } } = store.state;
  if (!description) return `This is a Slack workspace simulated on your machine, with the app ${name} in it.`;
  const words = description.startsWith(name) ? description : `${name} ${description[0].toLowerCase()}${description.slice(1)}`;
  return `This is a Slack workspace simulated on your machine. ${words}${/[.!?]$/.test(words) ? "" : "."}`;
}

function box(name, text, actions) {
  return h("div", { class: "welcome" }, h("h2", { text: name }), ...text, actions.length > 0 && h("div", { class: "row" }, actions));
}

// example asks up to three others of the channel.
function example(conv, command) {
  const others = conv.members.filter((id) => id !== me()).map((id) => store.users.get(id)).filter((u) => u && !u.bot && !u.deleted).slice(0, 3);
  return `${command} Ship 4.2 on Friday? ${others.map((u) => "@" + u.name).join(" ")}`;
}
