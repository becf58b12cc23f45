// Fan charts: 10-90 and 25-75 % bands, median, median without sanctions, history with its gaps.
"use strict";
function logTicks(low, high, steps = [1, 2, 5]) {
  const ticks = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power += 1) {
    steps.forEach((m) => ticks.push(m * 10 ** power));
  }
  const shown = ticks.filter((v) => v >= low / 1.02 && v <= high * 1.02);
  return shown.length < 3 && steps.length < 5 ? logTicks(low, high, [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8]) : shown;
}

const ROOM = 0.03;
function fanAxis(panel, colours) {
  const seen = panel.history ? panel.history.values.filter((v) => panel.top === null || v <= panel.top) : [];
  const kept = (values) => values.filter((v) => v !== null).map(panel.log ? Math.log : (v) => v);
  const all = kept([...panel.bands[0], ...panel.bands[4], ...(panel.rest || []), ...seen]), marks = kept(seen);
  let low = Math.min(...all), high = Math.max(...all);
  const room = ROOM * (high - low);  // a mark is drawn around its value and would be cut in half at the edge
  low = Math.min(low, ...marks.map((v) => v - room));
  high = Math.max(high, ...marks.map((v) => v + room));
  if (!panel.log) {
    if (low >= 0 && high <= 1 && panel.unit.startsWith("0 =")) return valueAxis(colours, { min: 0, max: 1, interval: 0.25 });
    return valueAxis(colours, niceAxis(low, high));
  }
  low = 0.95 * Math.exp(low); high = 1.05 * Math.exp(high);
  const ticks = logTicks(low, high).map(Math.log);
  return valueAxis(colours, {
    min: Math.log(low), max: Math.log(high), axisTick: { show: false, customValues: ticks }, splitLine: { show: true, lineStyle: { color: colours.line } },
    axisLabel: { color: colours.soft, customValues: ticks, formatter: (v) => grouped(Math.exp(v), Math.exp(v) < 10 ? 1 : 0) },
  });
}

function historySeries(panel, colours, move) {
  const { frequency, dates, values, partly } = panel.history;
  const ink = { color: colours.ink };
  if (frequency === "mont") {
    return [{
      type: "line", data: dates.map((d, i) => [year(d), values[i] === null ? null : move(values[i])]), connectNulls: false,
      symbol: "circle", symbolSize: (value, { dataIndex: i }) => (values[i - 1] == null && values[i + 1] == null ? 7 : 3), showAllSymbol: true, lineStyle: { color: colours.ink, width: 1.2 }, itemStyle: ink, silent: true, z: 6, tooltip: { show: false },
    }];
  }
  const marks = dates.map((d, i) => [year(d) - 0.5 / 12, values[i], partly[i] ? 1 : 0]).filter((p) => p[1] !== null);
  return [{
    type: "custom", silent: true, clip: true, z: 6, tooltip: { show: false }, data: marks.map((p) => [p[0] + 0.5, move(p[1]), p[2]]),
    renderItem: (params, api) => {
      const [x, y] = api.coord([api.value(0), api.value(1)]);
      const half = api.size([1, 0])[0] / 2 - 1, hollow = api.value(2) > 0;
      return { type: "group", children: [
        { type: "line", shape: { x1: x - half, y1: y, x2: x + half, y2: y }, style: { stroke: colours.ink, lineWidth: hollow ? 1.2 : 2, lineDash: hollow ? [3, 3] : null } },
        { type: "circle", shape: { cx: x, cy: y, r: 3 }, style: { fill: hollow ? colours.paper : colours.ink, stroke: colours.ink, lineWidth: 1 } },
      ] };
    },
  }];
}

function fanTooltip(panel, months, colours) {
  const write = (v) => grouped(v, panel.digits);
  return (items) => {
    const i = items[0].dataIndex, b = panel.bands;
    let text = `<b>${spoken(months[i])}</b><br>median ${write(b[2][i])}<br>25–75 %: ${write(b[1][i])} to ${write(b[3][i])}<br>10–90 %: ${write(b[0][i])} to ${write(b[4][i])}`;
    if (panel.rest) text += `<br>no sanctions, median ${write(panel.rest[i])}`;
    if (panel.history) {
      const yearly = panel.history.frequency === "year";
      const at = panel.history.dates.findIndex((d) => (yearly ? year(months[i]) - year(d) > -0.01 && year(months[i]) - year(d) < 0.99 : d === months[i]));
      const seen = at < 0 ? null : panel.history.values[at];
      text += `<br>history: ${seen === null ? "no observation" : write(seen)}${yearly && seen !== null ? (panel.history.partly[at] ? " (year, covered in part)" : " (year)") : ""}`;
    }
    return text;
  };
}

function fanOption(key, colours, width) {
  const { months, panels, asOf } = page.figures.fans;
  const panel = panels[key], x = months.map(year);
  const move = panel.log ? Math.log : (v) => v;
  const bands = panel.bands.map((row) => row.map(move));
  const line = (values, style) => ({ type: "line", data: x.map((v, i) => [v, values[i]]), symbol: "none", z: 5, ...style });
  const [from, to] = span(months), date = asOf ? day(asOf + "-31") : 0;
  const mark = date > from && date < to ? {
    silent: true, symbol: "none", data: [{ xAxis: date }], lineStyle: { color: colours.soft, type: "dotted", width: 1 },
    label: { formatter: "as of", color: colours.soft, fontSize: 11, position: "end" },
  } : undefined;
  const series = [
    bandSeries(x, bands[0], bands[4], colours.model, 0.2),
    bandSeries(x, bands[1], bands[3], colours.model, 0.38),
    line(bands[2], { lineStyle: { color: colours.model, width: 2.4 }, itemStyle: { color: colours.model }, markLine: mark }),
  ];
  if (panel.rest) series.push(line(panel.rest.map(move), { lineStyle: { color: colours.soft, width: 1.6, type: [6, 4] }, itemStyle: { color: colours.soft }, silent: true }));
  if (panel.history) series.push(...historySeries(panel, colours, move));
  return {
    animation: false, grid: { ...FIXED, left: 54, right: 24, top: 18, bottom: 26 }, xAxis: yearAxis(months, colours, width - 70),
    yAxis: fanAxis(panel, colours), series,
    tooltip: { ...tooltip(colours), trigger: "axis", formatter: fanTooltip(panel, months, colours), axisPointer: { lineStyle: { color: colours.soft } } },
  };
}

["concession", "output", "inflation", "market_rate"].forEach((key) => {
  charts[key] = { height: () => 250, option: (colours, width) => fanOption(key, colours, width) };
});
