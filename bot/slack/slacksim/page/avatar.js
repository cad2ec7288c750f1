// A person's picture: initials on a colour drawn from the id.

import { h, s } from "./dom.js";

// avatar is decoration: the name always stands beside it or in its button's label.
export function avatar(user, size = "m") {
  if (user?.bot) return h("span", { class: `avatar app size-${size}`, "aria-hidden": "true" }, mark());
  return h("span", { class: `avatar size-${size}`, "aria-hidden": "true", style: { "--hue": String(hue(user?.id || "")) }, text: initials(user?.label || user?.name || "?") });
}

export function initials(name) {
  const parts = name.trim().split(/[\s._-]+/).map((p) => /[\p{L}\p{N}]/u.exec(p)?.[0]).filter(Boolean);
  return ((parts[0] || "?") + (parts.length > 1 ? parts.at(-1) : "")).toUpperCase();
}

// hue spreads neighbouring ids over the colour wheel.
function hue(id) {
  let sum = 7;
  for (const c of id) sum = (sum * 31 + c.codePointAt(0)) >>> 0;
  return Math.round((sum * 0.618034 % 1) * 360);
}

function mark() {
  return s("svg", { viewBox: "0 0 32 32" },
    s("circle", { cx: "16", cy: "15.5", r: "7.5", class: "ring", transform: "rotate(70 16 15.5)" }),
    s("path", { d: "m18.5 18.5 5 5", class: "tail" }));
}
