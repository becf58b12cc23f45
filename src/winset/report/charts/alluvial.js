// Alluvial: power by stance and membership at four dates, and what flows between them.
"use strict";
const GAP = 0.025, DIVIDE = 0.07;
let shownFaction = 0;

// Top of each node at one date, from the top down, in units of the axis (1 = all power).
function stackTops(nodes) {
  const tops = [];
  let y = 0;
  nodes.forEach((size, s) => {
    if (s === 3) y += DIVIDE;
    tops.push(y);
    y += size + GAP;
  });
  return tops;
}

function ribbon(x1, top1, x2, top2, size1, size2) {
  const middle = (x1 + x2) / 2;
  const path = `M${x1},${top1}C${middle},${top1} ${middle},${top2} ${x2},${top2}L${x2},${top2 + size2}C${middle},${top2 + size2} ${middle},${top1 + size1} ${x1},${top1 + size1}Z`;
  return path;
}

function alluvialShapes(view, colours, frame) {
  const fills = [colours.accommodate, colours.reframe, colours.resist];
  const count = view.nodes.length, barWidth = frame.width < 420 ? 26 : 38;
  const columns = view.nodes.map((_, k) => frame.x + (k * (frame.width - barWidth)) / (count - 1));
  const scale = frame.height / (1 + DIVIDE + 5 * GAP);
  const tops = view.nodes.map((nodes) => stackTops(nodes).map((y) => frame.y + y * scale));
  const children = [];
  view.links.forEach((links, k) => {
    const out = tops[k].slice(), into = tops[k + 1].slice();
    links.forEach((row, s) => row.forEach((size, e) => {
      const height = size * scale;
      if (size > 0.003) children.push({
        type: "path", shape: { pathData: ribbon(columns[k] + barWidth, out[s], columns[k + 1], into[e], height, height) },
        style: { fill: fills[s % 3], opacity: s === e ? 0.22 : 0.5 },
      });
      out[s] += height;
      into[e] += height;
    }));
  });
  view.nodes.forEach((nodes, k) => nodes.forEach((size, s) => {
    const height = size * scale;
    if (height < 0.3) return;
    const fill = fills[s % 3];
    children.push({ type: "rect", shape: { x: columns[k], y: tops[k][s], width: barWidth, height }, style: { fill, opacity: s < 3 ? 1 : 0.62 } });
    if (height > 11) children.push({ type: "text", style: { x: columns[k] + barWidth / 2, y: tops[k][s] + height / 2, text: `${Math.round(100 * size)}`, fill: s % 3 === 1 ? "#1b1b2b" : "#fff", font: "600 11px system-ui, sans-serif", align: "center", verticalAlign: "middle" } });
  }));
  return { children, columns, barWidth, tops, scale };
}

function alluvialLabels(view, colours, frame, drawn) {
  const { strata, dates } = page.figures.alluvial;
  const text = (x, y, value, align, fill, weight = 400) => ({ type: "text", style: { x, y, text: value, fill, font: `${weight} 11.5px system-ui, sans-serif`, align, verticalAlign: "middle" } });
  const children = dates.map((date, k) => text(drawn.columns[k] + drawn.barWidth / 2, frame.y - 14, date, "center", colours.ink, 600));
  const last = view.nodes.length - 1;
  const sides = frame.narrow ? [[0, "right", -6]] : [[0, "right", -6], [last, "left", drawn.barWidth + 6]];
  sides.forEach(([k, align, shift]) => {
    let before = -1e9;
    view.nodes[k].forEach((size, s) => {
      if (size * drawn.scale < 3) return;
      const y = Math.max(drawn.tops[k][s] + (size * drawn.scale) / 2, before + 13);
      before = y;
      children.push(text(drawn.columns[k] + shift, y, strata[s], align, s < 3 ? colours.ink : colours.soft));
    });
  });
  return children;
}

charts.alluvial = {
  height: (width) => (width < 480 ? 360 : 420),
  option(colours, width) {
    const view = page.figures.alluvial.views[shownFaction], narrow = width < 480, side = 122;
    return {
      animation: false, grid: { ...FIXED, left: side, right: narrow ? 18 : side, top: 30, bottom: 8 },
      xAxis: { type: "value", min: 0, max: 1, show: false }, yAxis: { type: "value", min: 0, max: 1, show: false },
      series: [{
        type: "custom", silent: true, clip: false, data: [[0, 0]],
        renderItem: (params) => {
          const frame = { ...params.coordSys, narrow }, drawn = alluvialShapes(view, colours, frame);
          return { type: "group", children: drawn.children.concat(alluvialLabels(view, colours, frame, drawn)) };
        },
      }],
    };
  },
  ready(redraw) {
    const select = document.getElementById("alluvial-faction");
    if (!select) return;
    select.addEventListener("change", () => {
      shownFaction = Number(select.value);
      redraw();
    });
  },
};
