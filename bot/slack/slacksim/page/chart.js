// data_visualization blocks, drawn as SVG. Values stand beside every shape, so
// nothing depends on colour, and a table says the same to screen readers.

import { h, s, uid } from "./dom.js";

const number = (v) => new Intl.NumberFormat("en", { maximumFractionDigits: 2 }).format(v);

// chart draws a block's chart with its title.
export function chart(b) {
  const c = b.chart || {}, id = uid("chart"), draw = drawers[c.type];
  return h("figure", { class: "chart", "aria-labelledby": id },
    h("figcaption", { id, text: b.title }), draw ? draw(c) : h("p", { class: "quiet", text: `(a ${c.type} chart)` }), draw && spoken(c));
}

// spoken is the chart as a table, for those who cannot see it.
function spoken(c) {
  if (c.type === "pie") return h("table", { class: "unseen" }, h("tbody", {}, c.segments.map((x) => h("tr", {}, h("th", { scope: "row", text: x.label }), h("td", { text: number(x.value) })))));
  return h("table", { class: "unseen" },
    h("thead", {}, h("tr", {}, h("td"), c.series.map((x) => h("th", { scope: "col", text: x.name })))),
    h("tbody", {}, c.axis_config.categories.map((cat) => h("tr", {}, h("th", { scope: "row", text: cat }), c.series.map((x) => h("td", { text: number(at(x, cat)) }))))));
}

const at = (series, category) => series.data.find((p) => p.label === category)?.value ?? 0;

const drawers = { pie, bar: (c) => plot(c, bars), line: (c) => plot(c, lines), area: (c) => plot(c, areas) };

function pie(c) {
  const total = c.segments.reduce((sum, x) => sum + x.value, 0) || 1, r = 40, round = 2 * Math.PI * r;
  let from = 0;
  const rings = c.segments.map((x, i) => {
    const part = x.value / total * round, gap = c.segments.length > 1 ? 1.5 : 0;
    const ring = s("circle", { class: "tone-" + i, cx: 60, cy: 60, r, "stroke-dasharray": `${Math.max(0.5, part - gap)} ${round}`, "stroke-dashoffset": String(-from), transform: "rotate(-90 60 60)" });
    from += part;
    return ring;
  });
  return h("div", { class: "pie", "aria-hidden": "true" },
    s("svg", { viewBox: "0 0 120 120", class: "pie-rings" }, rings, s("text", { x: 60, y: 60, class: "pie-total" }, number(total))),
    h("ul", { class: "legend" }, c.segments.map((x, i) => h("li", {}, h("span", { class: "swatch tone-" + i }), h("span", { class: "legend-name", text: x.label }), h("strong", { text: number(x.value) }), h("span", { class: "quiet", text: Math.round(x.value / total * 100) + "%" })))));
}

// One frame for every chart with axes: room for labels left and below.
const frame = { w: 360, h: 200, left: 30, right: 6, top: 18, bottom: 26 };

function plot(c, draw) {
  const cats = c.axis_config?.categories || [], values = c.series.flatMap((x) => x.data.map((p) => p.value));
  const { ticks, low, high } = scale(Math.min(0, ...values), Math.max(0, ...values));
  const f = { ...frame, top: frame.top + (c.axis_config?.y_label ? 16 : 0), bottom: frame.bottom + (c.axis_config?.x_label ? 16 : 0) };
  const wide = (f.w - f.left - f.right) / Math.max(1, cats.length);
  const y = (v) => f.top + (high - v) / (high - low) * (f.h - f.top - f.bottom), x = (i) => f.left + wide * (i + 0.5);
  return h("div", { class: "plot", "aria-hidden": "true" },
    s("svg", { viewBox: `0 0 ${f.w} ${f.h}` },
      ticks.map((t) => [s("line", { class: "grid" + (t === 0 ? " zero" : ""), x1: f.left, x2: f.w - f.right, y1: y(t), y2: y(t) }), s("text", { class: "tick", x: f.left - 8, y: y(t) + 4, "text-anchor": "end" }, number(t))]),
      draw(c.series, cats, { x, y, wide }),
      cats.map((cat, i) => s("text", { class: "tick", x: x(i), y: f.h - f.bottom + 18, "text-anchor": "middle" }, clip(cat, wide))),
      c.axis_config?.x_label && s("text", { class: "axis", x: (f.left + f.w) / 2, y: f.h - 3, "text-anchor": "middle" }, c.axis_config.x_label),
      c.axis_config?.y_label && s("text", { class: "axis", x: 0, y: 11 }, c.axis_config.y_label)),
    c.series.length > 1 && h("ul", { class: "legend in-row" }, c.series.map((one, i) => h("li", {}, h("span", { class: "swatch tone-" + i }), one.name))));
}

const clip = (text, wide) => { const n = Math.max(3, Math.floor(wide / 6.6)); return [...text].length > n ? [...text].slice(0, n - 1).join("") + "…" : text; };

// scale chooses round ticks, whole numbers while the values are small counts.
function scale(low, high) {
  if (high === low) high = low + 1;
  const rough = (high - low) / 4, power = 10 ** Math.floor(Math.log10(rough));
  const whole = Number.isInteger(high) && Number.isInteger(low);
  const step = whole && high - low <= 5 ? 1 : [1, 2, 5, 10].find((m) => m * power >= rough) * power;
  const ticks = [];
  for (let t = Math.floor(low / step) * step; t < high + step; t += step) ticks.push(Math.round(t * 1e6) / 1e6);
  return { ticks, low: ticks[0], high: ticks.at(-1) };
}

function bars(series, cats, { x, y, wide }) {
  const each = Math.min(60, wide * 0.66 / series.length);
  return cats.flatMap((cat, i) => series.map((one, n) => {
    const v = at(one, cat), left = x(i) + (n - series.length / 2) * each, top = Math.min(y(v), y(0)), tall = Math.abs(y(v) - y(0));
    return [s("rect", { class: "tone-" + n, x: left + 1, y: top, width: Math.max(1, each - 2), height: Math.max(tall, 0.5), rx: 3 }),
      s("text", { class: "value", x: left + each / 2, y: top - 5, "text-anchor": "middle" }, number(v))];
  }));
}

const points = (one, cats, { x, y }) => cats.map((cat, i) => [x(i), y(at(one, cat))]);

function lines(series, cats, on) {
  return series.map((one, n) => {
    const ps = points(one, cats, on);
    return [s("polyline", { class: "stroke tone-" + n, points: ps.join(" ") }), ps.map(([px, py], i) => [s("circle", { class: "tone-" + n, cx: px, cy: py, r: 3.5 }), s("text", { class: "value", x: px, y: py - 8, "text-anchor": "middle" }, number(at(one, cats[i])))])];
  });
}

function areas(series, cats, on) {
  return series.map((one, n) => {
    const ps = points(one, cats, on), base = on.y(0);
    return s("polygon", { class: "area tone-" + n, points: [[ps[0]?.[0] ?? 0, base], ...ps, [ps.at(-1)?.[0] ?? 0, base]].join(" ") });
  }).concat(lines(series, cats, on));
}
