// What can be chosen in each kind of select menu.

import { h, icon } from "./dom.js";
import { avatar } from "./avatar.js";
import { picker } from "./picker.js";
import { plain } from "./mrkdwn.js";
import { act, store, world, title } from "./store.js";

// pickerFor renders any select element; changed is called with what is chosen.
export function pickerFor(e, b, ctx, changed) {
  const multi = e.type.startsWith("multi_"), kind = e.type.replace(/^multi_/, "").replace(/_select$/, "");
  for (const o of [...(e.initial_options || []), e.initial_option].filter(Boolean)) ctx.form.labels.set(o.value, plain(o.text.text));
  const source = sources[kind] || sources.static;
  return picker({
    multi, max: e.max_selected_items, placeholder: plain(e.placeholder?.text) || (multi ? "Choose some" : "Choose one"),
    minQuery: kind === "external" ? e.min_query_length ?? 3 : 0, focusName: `${b.block_id}/${e.action_id}`, autofocus: e.focus_on_load,
    props: ctx.field?.one || { "aria-label": plain(e.placeholder?.text) || "Choose" },
    name: ctx.field?.name || plain(e.placeholder?.text) || "Choices",
    chosen: ctx.form.get(b, e).chosen || [],
    nameOf: (value) => source.name(value, e, ctx),
    load: (query) => source.load(query, e, b, ctx),
    named: (value, label) => ctx.form.labels.set(value, label),
    changed: (chosen) => changed(e, b, ctx, { chosen }),
  });
}

const matches = (query, ...words) => !query || words.some((w) => String(w || "").toLowerCase().includes(query.toLowerCase()));

const option = (o) => ({ value: o.value, label: plain(o.text.text, o.text.emoji), hint: o.description && plain(o.description.text) });

const grouped = (e) => (e.option_groups ? e.option_groups.map((g) => ({ name: plain(g.label?.text), options: g.options.map(option) })) : [{ options: (e.options || []).map(option) }]);

const narrowed = (groups, query) => groups.map((g) => ({ ...g, options: g.options.filter((o) => matches(query, o.label, o.hint)) })).filter((g) => g.options.length);

const sources = {
  static: {
    load: (query, e) => narrowed(grouped(e), query),
    name: (value, e) => grouped(e).flatMap((g) => g.options).find((o) => o.value === value)?.label || value,
  },
  external: {
    async load(query, e, b, ctx) {
      const { where } = ctx;
      const answer = await act("suggest", { action: { channel: where.channel, ts: where.ts, view: where.view_id, block_id: b.block_id, action_id: e.action_id }, query });
      if (!answer.ok) throw new Error(answer.text || answer.error);
      return answer.groups || [{ options: answer.options || [] }];
    },
    name: (value, e, ctx) => ctx.form.labels.get(value) || value,
  },
  users: {
    load: (query) => [{
      options: [...store.users.values()].filter((u) => !u.deleted && matches(query, u.label, u.name)).sort((a, b) => Boolean(a.bot) - Boolean(b.bot))
        .map((u) => ({ value: u.id, label: u.label, hint: u.bot ? "App" : "@" + u.name, before: avatar(u, "s") })),
    }],
    name: (value) => world.user(value)?.label || value,
  },
  conversations: {
    load: (query, e) => [{ options: store.list.filter((c) => allowed(c, e.filter) && matches(query, title(c))).map(place) }],
    name: (value) => (store.convs.has(value) ? (store.convs.get(value).is_im ? "" : "#") + title(store.convs.get(value)) : value),
  },
  channels: {
    load: (query) => [{ options: store.list.filter((c) => c.kind === "public" && matches(query, c.name)).map(place) }],
    name: (value) => "#" + (world.channel(value)?.name || value),
  },
};

const place = (c) => ({ value: c.id, label: title(c), before: c.is_im ? avatar(store.users.get(c.with), "s") : h("span", { class: "place" }, icon(c.is_private ? "lock" : "hash")) });

function allowed(c, filter) {
  if (c.archived) return false;
  if (filter?.exclude_bot_users && c.is_im && store.users.get(c.with)?.bot) return false;
  return !filter?.include || filter.include.includes(c.kind);
}
