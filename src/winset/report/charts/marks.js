// Shared marks: colours of the current theme, axes in decimal years, bands, whiskers, labels that keep apart.
"use strict";
const page = JSON.parse(document.getElementById("data").textContent);
const charts = {};
// A plot keeps its edges whatever its labels, so that rows under each other share one time axis.
const FIXED = { outerBoundsMode: "none" };

const year = (month) => Number(month.slice(0, 4)) + (Number(month.slice(5, 7)) - 0.5) / 12;
const day = (date) =>
  Number(date.slice(0, 4)) + (Number(date.slice(5, 7)) - 1 + (Number(date.slice(8, 10) || 15) - 1) / 31) / 12;
const minus = (text) => String(text).replace("-", "−");
const NAMES = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const spoken = (month) => `${NAMES[Number(month.slice(5, 7)) - 1]} ${month.slice(0, 4)}`;
const grouped = (value, digits) => minus(value.toLocaleString("en-US", {
  minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: Math.abs(value) >= 10000,
}));
const escaped = (text) => String(text).replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);

function theme() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(`--${name}`).trim();
  const dark = read("scheme") === "dark";
  const names = ["ink", "soft", "line", "paper", "model", "compliance", "settlement", "capitulation", "unsettled",
    "accommodate", "reframe", "resist"];
  const colours = Object.fromEntries(names.map((name) => [name, read(name)]));
  colours.factions = page.factions.map((faction) => (dark ? faction.colour.dark : faction.colour.light));
  return colours;
}

function span(months) {
  return [Number(months[0].slice(0, 4)) + (Number(months[0].slice(5, 7)) - 1) / 12, year(months[months.length - 1]) + 0.5 / 12];
}

function yearAxis(months, colours, width, more = {}) {
  const [min, max] = span(months);
  const step = Math.max(1, Math.ceil((max - min) / Math.max(2, Math.floor(width / 62))));
  const ticks = [];
  for (let y = Math.ceil(min - 1e-6); y <= max + 1e-6; y += step) ticks.push(y);
  return {
    type: "value", min, max, axisLine: { show: true, onZero: false, lineStyle: { color: colours.soft } },
    axisTick: { show: true, customValues: ticks }, splitLine: { show: false },
    axisLabel: { color: colours.soft, customValues: ticks, formatter: (v) => String(Math.round(v)), hideOverlap: true },
    ...more,
  };
}

function niceStep(size, count) {
  const raw = size / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  return [1, 2, 2.5, 5, 10].map((m) => m * power).find((s) => s >= raw - 1e-12);
}

function niceAxis(low, high, count = 4) {
  const step = niceStep(Math.max(high - low, 1e-9), count);
  return { min: Math.floor(low / step + 1e-9) * step, max: Math.ceil(high / step - 1e-9) * step, interval: step };
}

function valueAxis(colours, more = {}) {
  return {
    type: "value", axisLine: { show: false }, axisTick: { show: false }, splitLine: { lineStyle: { color: colours.line } },
    axisLabel: { color: colours.soft, formatter: (v) => minus(Number(v.toFixed(6))) }, ...more,
  };
}

// A filled band between two lines given at x.
function bandSeries(x, low, high, colour, opacity, more = {}) {
  return {
    type: "custom", silent: true, clip: true, data: [[x[0], low[0]]], z: 1, tooltip: { show: false }, ...more,
    renderItem: (params, api) => {
      const upper = x.map((v, i) => api.coord([v, high[i]]));
      const lower = x.map((v, i) => api.coord([v, low[i]])).reverse();
      return { type: "polygon", shape: { points: upper.concat(lower) }, style: { fill: colour, opacity } };
    },
  };
}

// Text at the right edge, pushed apart so that no two lines overlap.
function edgeLabels(items, x, axis = {}) {
  return {
    type: "custom", silent: true, clip: false, data: [[x, items.length ? items[0].y : 0]], z: 10, tooltip: { show: false }, ...axis,
    renderItem: (params, api) => {
      const placed = items.map((item) => ({ ...item, point: api.coord([x, item.y]) })).sort((a, b) => a.point[1] - b.point[1]);
      placed.forEach((item, i) => {
        if (i && item.point[1] - placed[i - 1].point[1] < 14) item.point[1] = placed[i - 1].point[1] + 14;
      });
      const floor = params.coordSys.y + params.coordSys.height;
      for (let i = placed.length - 1, limit = floor; i >= 0; i -= 1, limit -= 14) {
        placed[i].point[1] = Math.min(placed[i].point[1], limit);
      }
      return {
        type: "group",
        children: placed.map((item) => ({
          type: "text",
          style: { x: item.point[0] + 6, y: item.point[1], text: item.text, fill: item.colour, font: "12px system-ui, sans-serif", verticalAlign: "middle" },
        })),
      };
    },
  };
}

// Marks that would touch go to a higher level.
function staggered(points, gap, levels) {
  const last = new Array(levels).fill(-1e9);
  return points.map((x) => {
    let level = last.findIndex((edge) => x - edge >= gap);
    if (level < 0) level = last.indexOf(Math.min(...last));
    last[level] = x;
    return level;
  });
}

const tooltip = (colours) => ({
  backgroundColor: colours.paper, borderColor: colours.line, textStyle: { color: colours.ink, fontSize: 12 }, confine: true,
});
