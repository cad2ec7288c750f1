// Things that float above the page: menus, questions, and where they go.

import { h, icon, uid } from "./dom.js";

// place puts a shown popover beside its anchor, inside the window.
export function place(pop, anchor, { match = false } = {}) {
  const a = anchor.getBoundingClientRect(), gap = 4, edge = 8;
  if (match) pop.style.width = a.width + "px";
  pop.style.maxHeight = "";
  const w = pop.offsetWidth, hgt = pop.offsetHeight;
  const below = innerHeight - a.bottom - gap - edge, above = a.top - gap - edge;
  const under = hgt <= below || below >= above;
  pop.style.maxHeight = Math.max(96, under ? below : above) + "px";
  pop.style.left = Math.max(edge, Math.min(a.left, innerWidth - w - edge)) + "px";
  pop.style.top = (under ? a.bottom + gap : Math.max(edge, a.top - gap - Math.min(hgt, above))) + "px";
}

// openMenu shows a menu under the anchor. Items: {label, hint?, before?, mark?, danger?, run}.
export function openMenu(anchor, label, items) {
  const menu = h("div", { class: "menu", role: "menu", popover: "manual", "aria-label": label });
  const rows = items.map((item) => h("button", {
    class: "menu-item" + (item.danger ? " danger" : ""), role: item.mark === undefined ? "menuitem" : "menuitemradio", tabindex: "-1",
    "aria-checked": item.mark === undefined ? null : String(item.mark),
    on: { click: () => { close(true); item.run(); } },
  }, item.before, h("span", { class: "menu-words" }, h("span", { text: item.label }), item.hint && h("small", { text: item.hint })), item.mark && icon("check")));
  menu.append(...rows);
  const outside = (e) => { if (!menu.contains(e.target) && !anchor.contains(e.target)) close(false); };
  const close = (back) => {
    document.removeEventListener("pointerdown", outside, true);
    menu.remove();
    anchor.setAttribute("aria-expanded", "false");
    anchor.closeMenu = null;
    if (back && anchor.isConnected) anchor.focus();
  };
  if (anchor.closeMenu) { anchor.closeMenu(true); return; }
  menu.addEventListener("keydown", (e) => menuKey(e, rows, close));
  menu.addEventListener("focusout", (e) => { if (e.relatedTarget && !menu.contains(e.relatedTarget)) close(false); });
  (anchor.closest("dialog") || document.body).append(menu);
  menu.showPopover();
  place(menu, anchor);
  document.addEventListener("pointerdown", outside, true);
  anchor.setAttribute("aria-expanded", "true");
  anchor.closeMenu = close;
  (rows.find((r) => r.getAttribute("aria-checked") === "true") || rows[0])?.focus();
}

function menuKey(e, rows, close) {
  const at = rows.indexOf(document.activeElement);
  const to = { ArrowDown: (at + 1) % rows.length, ArrowUp: (at - 1 + rows.length) % rows.length, Home: 0, End: rows.length - 1 }[e.key];
  if (to !== undefined) rows[to].focus();
  else if (e.key === "Escape" || e.key === "Tab") close(true);
  else if (e.key.length === 1 && /\S/.test(e.key)) {
    const found = [...rows.slice(at + 1), ...rows.slice(0, at + 1)].find((r) => r.textContent.toLowerCase().startsWith(e.key.toLowerCase()));
    found?.focus();
  } else return;
  e.preventDefault();
  e.stopPropagation();
}

// menuButton makes a button that opens a menu made when it is pressed.
export function menuButton(props, label, items, ...children) {
  const button = h("button", { type: "button", "aria-haspopup": "menu", "aria-expanded": "false", ...props }, ...children);
  button.addEventListener("click", () => openMenu(button, label, items()));
  button.addEventListener("keydown", (e) => {
    if (e.key === "ArrowDown") { e.preventDefault(); if (!button.closeMenu) button.click(); }
  });
  return button;
}

// confirmed asks; it resolves to whether the answer was yes.
export function confirmed({ title, text, confirm, deny, style }) {
  return new Promise((done) => {
    const id = uid("ask");
    const dialog = h("dialog", { class: "dialog ask", "aria-labelledby": id, "aria-describedby": id + "-text" },
      h("h2", { id, text: title }), h("div", { id: id + "-text", class: "ask-text" }, text),
      h("div", { class: "dialog-foot" },
        h("button", { type: "button", class: "button", text: deny, on: { click: () => dialog.close("no") } }),
        h("button", { type: "button", class: "button " + (style === "danger" ? "danger solid" : "primary"), text: confirm, on: { click: () => dialog.close("yes") } })));
    dialog.addEventListener("close", () => { dialog.remove(); done(dialog.returnValue === "yes"); });
    document.body.append(dialog);
    dialog.showModal();
  });
}
