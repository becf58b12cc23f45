// End states stacked to 100 %, and leader exit by kind.
"use strict";
const inPercent = (share) => (share > 0 && share < 0.01 ? `${(100 * share).toFixed(1)} %` : `${Math.round(100 * share)} %`);
const hundred = (axis) => ({ ...axis, axisLabel: { ...axis.axisLabel, formatter: (v) => `${+(100 * v).toFixed(1)} %` } });

charts.stack = {
  height: () => 290,
  option(colours, width) {
    const { months, stack } = page.figures.end_states;
    const x = months.map(year), last = months.length - 1, labels = [];
    let below = x.map(() => 0);
    const series = stack.map((state) => {
      const above = below.map((v, i) => v + state.share[i]);
      const area = bandSeries(x, below, above, colours[state.key === "sender_capitulation" ? "capitulation" : state.key], 0.9);
      if (above[last] - below[last] > 0.004) labels.push({ y: (above[last] + below[last]) / 2, text: `${state.name} ${inPercent(state.share[last])}`, colour: colours.ink });
      below = above;
      return area;
    });
    series.push({ type: "line", data: x.map((v) => [v, 1]), symbol: "none", lineStyle: { width: 0 }, itemStyle: { color: colours.ink } });
    series.push(edgeLabels(labels, span(months)[1]));
    return {
      animation: false, grid: { ...FIXED, left: 48, right: 138, top: 12, bottom: 26 }, xAxis: yearAxis(months, colours, width - 190),
      yAxis: hundred(valueAxis(colours, { min: 0, max: 1, interval: 0.25 })), series,
      tooltip: { ...tooltip(colours), trigger: "axis", axisPointer: { lineStyle: { color: colours.ink } }, formatter: (items) => {
        const i = items[0].dataIndex;
        return `<b>${spoken(months[i])}</b><br>${stack.map((s) => `${s.name}: ${(100 * s.share[i]).toFixed(1)} %`).join("<br>")}`;
      } },
    };
  },
};

charts.exits = {
  height: () => 290,
  option(colours, width) {
    const { months, exits, exitTotal, exitRest } = page.figures.end_states;
    const x = months.map(year), last = months.length - 1, labels = [], series = [];
    const whole = (value) => `${+(100 * value).toFixed(1)} %`;
    let below = x.map(() => 0);
    exits.forEach((kind, k) => {
      const above = below.map((v, i) => v + kind.share[i]);
      series.push(bandSeries(x, below, above, colours.model, 0.9 - 0.19 * k));
      labels.push({ y: (above[last] + below[last]) / 2, text: `${kind.name} ${whole(kind.share[last])}`, colour: colours.model });
      below = above;
    });
    const line = (share, style) => ({ type: "line", symbol: "none", data: x.map((v, i) => [v, share[i]]), lineStyle: style, itemStyle: { color: style.color } });
    series.push(line(exitTotal, { color: colours.ink, width: 1.6 }));
    labels.push({ y: exitTotal[last], text: `Any kind ${whole(exitTotal[last])}`, colour: colours.ink });
    if (exitRest) {
      series.push(line(exitRest, { color: colours.soft, width: 1.8, type: [6, 4] }));
      labels.push({ y: exitRest[last], text: `No sanctions ${whole(exitRest[last])}`, colour: colours.soft });
    }
    series.push(edgeLabels(labels, span(months)[1]));
    const top = niceAxis(0, Math.max(0.02, exitTotal[last], exitRest ? exitRest[last] : 0), 4);
    return {
      animation: false, grid: { ...FIXED, left: 48, right: 138, top: 12, bottom: 26 }, xAxis: yearAxis(months, colours, width - 190),
      yAxis: hundred(valueAxis(colours, top)), series,
      tooltip: { ...tooltip(colours), trigger: "axis", axisPointer: { lineStyle: { color: colours.ink } }, formatter: (items) => {
        const i = items[0].dataIndex, rows = exits.map((k) => `${k.name}: ${whole(k.share[i])}`);
        if (exitRest) rows.push(`any, no sanctions: ${whole(exitRest[i])}`);
        return `<b>${spoken(months[i])}</b><br>any kind: ${whole(exitTotal[i])}<br>${rows.join("<br>")}`;
      } },
    };
  },
};
