// Event timeline: simulated dates by quarter, with the dated record as numbered marks.
"use strict";
const ROW = 104, MARKS = 92;

function numberedMarks(marks, colours, axis, levels, shape) {
  return {
    type: "custom", silent: true, clip: false, z: 8, tooltip: { show: false }, ...axis, data: marks.map((m) => [m.x, 0]),
    renderItem: (params, api) => {
      if (params.dataIndexInside > 0) return undefined;
      const { y, height } = params.coordSys;
      const points = marks.map((m) => api.coord([m.x, 0])[0]);
      const level = staggered(points, 19, levels);
      const children = [];
      marks.forEach((mark, i) => {
        const top = y + 8 + level[i] * 17;
        children.push({ type: "line", shape: { x1: points[i], y1: top, x2: points[i], y2: y + height }, style: { stroke: colours.ink, lineWidth: 1, opacity: shape === "square" ? 0.35 : 0.8 } });
        const box = shape === "square"
          ? { type: "rect", shape: { x: points[i] - 8, y: top - 8, width: 16, height: 16, r: 3 }, style: { fill: colours.paper, stroke: colours.ink, lineWidth: 1 } }
          : { type: "circle", shape: { cx: points[i], cy: top, r: 8.5 }, style: { fill: colours.ink } };
        children.push(box, { type: "text", style: { x: points[i], y: top, text: mark.text, fill: shape === "square" ? colours.ink : colours.paper, font: "600 10.5px system-ui, sans-serif", align: "center", verticalAlign: "middle" } });
      });
      return { type: "group", children };
    },
  };
}

function rowTitle(text, right, colours) {
  return [
    { name: text, nameGap: 9, nameTextStyle: { align: "left", color: colours.ink, fontWeight: 600, fontSize: 12.5, padding: [0, 0, 0, -30] } },
    { name: right, nameGap: 9, nameTextStyle: { align: "right", color: colours.soft, fontSize: 12 } },
  ];
}

function timelineRows() {
  const { rows, marks, others } = page.figures.timeline;
  return [
    ...(marks.length ? [{ kind: "inputs", label: "Pressure in force", right: "share of its peak", height: MARKS }] : []),
    ...rows.map((row) => ({ kind: "bars", ...row, right: `${row.never} never`, height: ROW })),
    ...(others.length ? [{ kind: "others", label: "Other dated events", right: "", height: MARKS }] : []),
  ];
}

charts.timeline = {
  height: () => timelineRows().reduce((sum, row) => sum + row.height, 0) + 44,
  option(colours, width) {
    const { months, events, marks, others, rows, pressure } = page.figures.timeline;
    const [from] = span(months), laid = timelineRows();
    const peak = Math.max(0.02, ...rows.flatMap((row) => row.quarters));
    const axisTop = niceAxis(0, peak, 2);
    const option = { animation: false, grid: [], xAxis: [], yAxis: [], series: [] };
    let top = 26;
    laid.forEach((row, i) => {
      const at = { xAxisIndex: i, yAxisIndex: 2 * i }, bars = row.kind === "bars";
      option.grid.push({ ...FIXED, left: 40, right: 20, top, height: row.height - 36 });
      top += row.height;
      const bottom = i === laid.length - 1;
      option.xAxis.push(yearAxis(months, colours, width - 60, { gridIndex: i, ...(bottom ? {} : { axisLabel: { show: false } }) }));
      const [left, right] = rowTitle(row.label, row.right, colours);
      const base = { type: "value", gridIndex: i, ...axisTop, axisLine: { show: false }, axisTick: { show: false } };
      option.yAxis.push(
        { ...base, ...left, axisLabel: { show: bars, color: colours.soft, fontSize: 10, formatter: (v) => `${+(100 * v).toFixed(1)} %` }, splitLine: { show: bars, lineStyle: { color: colours.line } } },
        { ...base, ...right, position: "right", axisLabel: { show: false }, splitLine: { show: false } },
      );
      if (bars) {
        option.series.push({
          type: "custom", ...at, clip: true, data: row.quarters.map((share, q) => [from + q / 4, share]),
          renderItem: (params, api) => {
            const [x, y] = api.coord([api.value(0), api.value(1)]), [x2, y0] = api.coord([api.value(0) + 0.25, 0]);
            return { type: "rect", shape: { x: x + 0.5, y, width: Math.max(x2 - x - 1, 1), height: y0 - y }, style: { fill: colours.model, opacity: 0.75 } };
          },
        });
      }
      const numbers = bars ? row.events : row.kind === "others" ? others : [];
      const dated = events.filter((e) => numbers.includes(e.number)).map((e) => ({ x: day(e.date), text: String(e.number) }));
      if (dated.length) option.series.push(numberedMarks(dated, colours, at, 3, "circle"));
      if (row.kind === "inputs") {
        const x = months.map(year);
        option.series.push(bandSeries(x, x.map(() => 0), pressure.map((v) => v * axisTop.max), colours.soft, 0.35, at));
        const lettered = marks.filter((m) => m.letter).map((m) => ({ x: day(m.date), text: m.letter }));
        option.series.push(numberedMarks(lettered, colours, at, 3, "square"));
      }
    });
    option.tooltip = {
      ...tooltip(colours), trigger: "item",
      formatter: (item) => {
        const at = item.value[0] + 1e-6, quarter = Math.floor((at % 1) * 4) + 1;
        return `Quarter ${quarter} of ${Math.floor(at)}: ${(100 * item.value[1]).toFixed(1)} % of draws`;
      },
    };
    return option;
  },
};
