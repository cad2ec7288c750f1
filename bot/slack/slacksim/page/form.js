// What somebody is filling in: one Form per modal, Home tab or message, kept
// here so that a refresh of the view never takes typed text away. An entry is
// {text} or {chosen: [values]}, by block_id and action_id.

const forms = new Map();

// formOf returns the form that belongs to a place, with the values the
// workspace knows as a base.
export function formOf(key, values) {
  if (!forms.has(key)) forms.set(key, new Form());
  const form = forms.get(key);
  form.base = values || {};
  return form;
}

export const forget = (key) => forms.delete(key);

class Form {
  base = {};
  typed = {};
  labels = new Map(); // of options that only the app knows, by value

  get(block, element) {
    return this.typed[block.block_id]?.[element.action_id] ?? this.base[block.block_id]?.[element.action_id] ?? initial(element);
  }

  set(block, element, input) {
    (this.typed[block.block_id] ||= {})[element.action_id] = input;
  }

  get dirty() {
    return Object.keys(this.typed).length > 0;
  }

  // keepOnly drops what belongs to fields that are gone, as Slack does.
  keepOnly(blocks) {
    const here = new Map(blocks.map((b) => [b.block_id, elementsOf(b).map((e) => e.action_id)]));
    for (const [block, entries] of Object.entries(this.typed)) {
      for (const action of Object.keys(entries)) if (!here.get(block)?.includes(action)) delete entries[action];
      if (!Object.keys(entries).length) delete this.typed[block];
    }
  }

  // values is the content of every field, for a submission or beside a click;
  // an empty one is there too, since it may have been emptied.
  values(blocks) {
    const out = {};
    for (const block of blocks) {
      for (const element of elementsOf(block)) {
        if (element.type === "button" || element.type === "overflow") continue;
        (out[block.block_id] ||= {})[element.action_id] = this.get(block, element);
      }
    }
    return out;
  }
}

const elementsOf = (b) => [b.element, b.accessory, ...(b.type === "actions" ? b.elements : [])].filter((e) => e?.action_id);

const first = (...values) => values.find((v) => v !== undefined && v !== null);

// initial is what the app put into an element.
export function initial(e) {
  const text = first(e.initial_value, e.initial_date, e.initial_time, e.initial_date_time);
  if (text !== undefined) return { text: String(text) };
  const options = e.initial_options || (e.initial_option ? [e.initial_option] : null);
  const chosen = options?.map((o) => o.value) || e.initial_users || e.initial_conversations || e.initial_channels
    || [first(e.initial_user, e.initial_conversation, e.initial_channel)].filter(Boolean);
  return chosen.length ? { chosen } : {};
}
