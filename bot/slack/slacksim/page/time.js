// Times as the person one is being reads them, in that person's own zone.

const cache = new Map();

function format(zone, options) {
  const key = zone + JSON.stringify(options);
  if (!cache.has(key)) cache.set(key, make(zone, options));
  return cache.get(key);
}

function make(zone, options) {
  try {
    return new Intl.DateTimeFormat("en-GB", { timeZone: zone || undefined, ...options });
  } catch {
    return new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...options });
  }
}

// of turns Slack's "1700000000.000100" or seconds into a Date.
export const of = (ts) => new Date(Number.parseFloat(ts) * 1000);

export const clock = (ts, zone) => format(zone, { hour: "2-digit", minute: "2-digit" }).format(of(ts));

export const full = (ts, zone) => format(zone, { dateStyle: "full", timeStyle: "medium" }).format(of(ts));

// dayKey is the same for two instants of one calendar day in the zone.
export const dayKey = (date, zone) => format(zone, { year: "numeric", month: "2-digit", day: "2-digit" }).format(date);

// day names a calendar day as Slack's dividers do.
export function day(ts, zone, now = new Date()) {
  return relative(of(ts), zone, now) || format(zone, { weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(of(ts));
}

function relative(date, zone, now) {
  const key = dayKey(date, zone);
  for (const [name, shift] of [["Today", 0], ["Yesterday", -1], ["Tomorrow", 1]]) {
    if (dayKey(new Date(now.getTime() + shift * 864e5), zone) === key) return name;
  }
  return "";
}

const dates = {
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: { day: "numeric", month: "long", year: "numeric" },
  date_short: { day: "numeric", month: "short", year: "numeric" },
  date_long: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  time: { hour: "2-digit", minute: "2-digit" },
  time_secs: { hour: "2-digit", minute: "2-digit", second: "2-digit" },
};

// tokens fills Slack's {date_short_pretty} at {time} and its kin.
export function tokens(seconds, pattern, zone, now = new Date()) {
  const date = of(seconds);
  if (Number.isNaN(date.getTime())) return "";
  return pattern.replace(/\{(\w+)\}/g, (whole, name) => {
    if (name === "ago") return ago(date, now);
    if (name.endsWith("_pretty")) {
      const near = relative(date, zone, now);
      if (near) return near.toLowerCase();
    }
    const options = dates[name.replace(/_pretty$/, "")];
    return options ? format(zone, options).format(date) : whole;
  });
}

export function ago(date, now = new Date()) {
  const seconds = Math.round((date - now) / 1000), far = Math.abs(seconds);
  const [unit, size] = far < 60 ? ["second", 1] : far < 3600 ? ["minute", 60] : far < 86400 ? ["hour", 3600] : ["day", 86400];
  return new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(Math.trunc(seconds / size), unit);
}

// localValue is an instant as a datetime-local field wants it, in the zone.
export function localValue(seconds, zone) {
  const part = {};
  const f = format(zone, { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  for (const p of f.formatToParts(of(seconds))) part[p.type] = p.value;
  return `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}`;
}

// fromLocal is the unix second of a datetime-local value read in the zone.
export function fromLocal(value, zone) {
  const wanted = Date.parse(value + "Z");
  let at = wanted;
  for (let i = 0; i < 2; i++) at += wanted - Date.parse(localValue(at / 1000, zone) + "Z");
  return Math.round(at / 1000);
}
