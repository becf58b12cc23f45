// Draws every chart of the page; draws again on a new width or theme, and in light colours for print.
"use strict";
const drawn = new Map();

function draw(element) {
  const chart = charts[element.dataset.chart];
  const width = element.clientWidth;
  if (!chart || !width) return;
  element.style.height = `${chart.height(width)}px`;
  const instance = drawn.get(element) || echarts.init(element, null, { renderer: "svg" });
  drawn.set(element, instance);
  instance.resize();
  instance.setOption({ textStyle: { fontFamily: "system-ui, sans-serif" }, ...chart.option(theme(), width) }, true);
}

const drawAll = () => document.querySelectorAll("[data-chart]").forEach(draw);

function chooseTheme(name) {
  document.documentElement.dataset.theme = name;
  drawAll();
}

document.getElementById("theme").addEventListener("click", () => {
  const dark = getComputedStyle(document.documentElement).getPropertyValue("--scheme").trim() === "dark";
  chooseTheme(dark ? "light" : "dark");
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);

let chosen;
addEventListener("beforeprint", () => {
  chosen = document.documentElement.dataset.theme;
  chooseTheme("light");
});
addEventListener("afterprint", () => {
  if (chosen) document.documentElement.dataset.theme = chosen;
  else delete document.documentElement.dataset.theme;
  drawAll();
});

drawAll();
Object.entries(charts).forEach(([key, chart]) => {
  if (chart.ready) chart.ready(() => draw(document.querySelector(`[data-chart="${key}"]`)));
});
addEventListener("resize", drawAll);
