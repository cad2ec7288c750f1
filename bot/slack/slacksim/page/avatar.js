// A person's picture: initials on a colour of their own.

import { h, s } from "./dom.js";

// avatar is decoration: the name always stands beside it or in its button's label.
export function avatar(user, size = "m") {
  if (user?.bot) return h("span", { class: `avatar app size-${size}`, "aria-hidden": "true" }, mark());
  return h("span", { class: `avatar size-${size}`, "aria-hidden": "true", style: { "--hue": String(user?.hue ?? 160) }, text: initials(user?.label || user?.name || "?") });
}

export function initials(name) {
  const parts = name.trim().split(/[\s._-]+/).map((p) => /[\p{L}\p{N}]/u.exec(p)?.[0]).filter(Boolean);
  return ((parts[0] || "?") + (parts.length > 1 ? parts.at(-1) : "")).toUpperCase();
}

function mark() {
  return s("svg", { viewBox: "0 0 32 32" },
    s("circle", { cx: "16", cy: "15.5", r: "7.5", class: "ring", transform: "rotate(70 16 15.5)" }),
    s("path", { d: "m18.5 18.5 5 5", class: "tail" }));
}
