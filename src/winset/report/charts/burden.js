// Diverging bars with 10-90 % whiskers; factions in the order of their loss, in both panels.
"use strict";
function whiskers(bands, colours, digits, shown = bands.map((b) => b[2])) {
  return {
    type: "custom", silent: true, clip: false, z: 6, tooltip: { show: false }, data: bands.map((b, i) => [b[0], i, b[4], shown[i]]),
    encode: { x: [0, 2], y: 1 },
    renderItem: (params, api) => {
      const row = api.value(1);
      const [x1, y] = api.coord([api.value(0), row]), [x2] = api.coord([api.value(2), row]);
      const value = api.value(3), right = value >= 0;
      const stroke = { stroke: colours.ink, lineWidth: 1.3 };
      const tick = (x) => ({ type: "line", shape: { x1: x, y1: y - 4, x2: x, y2: y + 4 }, style: stroke });
      const shown = Number(value.toFixed(digits)) || 0; // no minus before a zero
      const text = minus((digits === 2 || shown <= 0 ? "" : "+") + shown.toFixed(digits));
      return { type: "group", children: [
        { type: "line", shape: { x1, y1: y, x2, y2: y }, style: stroke }, tick(x1), tick(x2),
        { type: "text", style: { x: right ? Math.max(x1, x2) + 5 : Math.min(x1, x2) - 5, y, text, fill: colours.ink,
          font: "11px system-ui, sans-serif", align: right ? "left" : "right", verticalAlign: "middle" } },
      ] };
    },
  };
}

function barOption(names, bands, fills, colours, width, digits = 1, shown = undefined) {
  const low = Math.min(0, ...bands.map((b) => b[0])), high = Math.max(0, ...bands.map((b) => b[4]));
  const room = Math.max(high - low, 0.1) * (width < 480 ? 0.26 : 0.14);
  const axis = niceAxis(low < 0 ? low - room : 0, high > 0 ? high + room : 0, width < 480 ? 3 : 5);
  return {
    animation: false, grid: { ...FIXED, left: Math.min(180, width * 0.36), right: 14, top: 6, bottom: 26 },
    xAxis: valueAxis(colours, { ...axis, splitLine: { lineStyle: { color: colours.line } } }),
    yAxis: {
      type: "category", inverse: true, data: names, axisTick: { show: false }, axisLine: { show: true, onZero: true, lineStyle: { color: colours.ink } },
      axisLabel: { color: colours.ink, fontSize: 12, interval: 0, width: Math.min(172, width * 0.34), overflow: "break", lineHeight: 13, margin: 8 },
      offset: 0,
    },
    tooltip: { ...tooltip(colours), trigger: "item", formatter: (item) => {
      const b = bands[item.dataIndex], write = (v) => minus(v.toFixed(digits));
      return `<b>${escaped(names[item.dataIndex])}</b><br>median ${write(b[2])}<br>25–75 %: ${write(b[1])} to ${write(b[3])}<br>10–90 %: ${write(b[0])} to ${write(b[4])}`;
    } },
    series: [
      { type: "bar", barWidth: "58%", data: bands.map((b, i) => ({ value: b[2], itemStyle: { color: fills[i], opacity: 0.85 } })) },
      whiskers(bands, colours, digits, shown),
    ],
  };
}

// The axis labels stay at the left edge although the axis line stands at zero.
function labelsLeft(option) {
  const [axis] = [option.yAxis];
  option.yAxis = [{ ...axis, axisLine: { show: false, onZero: false } }];
  option.series[0].markLine = { silent: true, symbol: "none", label: { show: false }, data: [{ xAxis: 0 }], lineStyle: { color: axis.axisLine.lineStyle.color, type: "solid", width: 1 } };
  return option;
}

const lossOrder = () => {
  const income = page.figures.burden.income;
  return income.map((_, i) => i).sort((a, b) => income[a][2] - income[b][2]);
};

// Rows are as high as the longest name needs lines of about 6.3 pixels a letter.
const rowsHeight = (names, width) => {
  const letters = Math.min(172, width * 0.34) / 6.3;
  const lines = Math.max(0, ...names.map((name) => Math.ceil(name.length / letters + 0.35)));
  return names.length * Math.max(34, 13 * lines + 8) + 40;
};
const factionLabels = () => page.factions.map((faction) => faction.label);

charts.income = {
  height: (width) => rowsHeight(factionLabels(), width),
  option(colours, width) {
    const order = lossOrder(), data = page.figures.burden;
    return labelsLeft(barOption(order.map((i) => page.factions[i].label), order.map((i) => data.income[i]), order.map((i) => colours.factions[i]), colours, width));
  },
};

charts.rents = {
  height: (width) => rowsHeight(factionLabels(), width),
  option(colours, width) {
    const order = lossOrder(), { rents, rentTotal, rentMean, rentNames } = page.figures.burden;
    const option = labelsLeft(barOption(order.map((i) => page.factions[i].label), order.map((i) => rentTotal[i]), order.map(() => colours.soft), colours, width, 2, order.map((i) => rentMean[i])));
    const line = option.series[0].markLine;
    const stack = rentNames.map((name, k) => ({
      type: "bar", stack: "rent", barWidth: "58%", name, markLine: k ? undefined : line,
      data: order.map((i) => ({ value: rents[k][i], itemStyle: { color: colours.factions[i], opacity: [0.95, 0.6, 0.3][k] } })),
    }));
    option.series = [...stack, option.series[1]];
    option.tooltip.formatter = (item) => {
      const i = order[item.dataIndex];
      const parts = rentNames.map((name, k) => `${name}: ${rents[k][i].toFixed(2)}`);
      return `<b>${escaped(page.factions[i].label)}</b><br>${parts.join("<br>")}<br>total, 10–90 %: ${rentTotal[i][0].toFixed(2)} to ${rentTotal[i][4].toFixed(2)}`;
    };
    return option;
  },
};

charts.households = {
  height: (width) => rowsHeight(page.figures.burden.householdNames, width),
  option(colours, width) {
    const { households, householdNames } = page.figures.burden;
    return labelsLeft(barOption(householdNames, households, householdNames.map(() => colours.soft), colours, width));
  },
};

charts.regions = {
  height: (width) => rowsHeight(page.figures.burden.regionNames || [], width),
  option(colours, width) {
    const { regions, regionNames } = page.figures.burden;
    return labelsLeft(barOption(regionNames, regions, regionNames.map(() => colours.soft), colours, width));
  },
};
