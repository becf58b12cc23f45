// One row a faction: its probability of sitting in the ruling coalition, 0 to 100 %.
"use strict";
charts.coalition = {
  height: () => page.factions.length * 66 + 36,
  option(colours, width) {
    const { months, share, rest } = page.figures.coalition;
    const x = months.map(year), last = months.length - 1;
    const points = (value) => `${Math.round(100 * value)} %`;
    const option = { animation: false, grid: [], xAxis: [], yAxis: [], series: [] };
    page.factions.forEach((faction, i) => {
      const at = { xAxisIndex: i, yAxisIndex: 2 * i };
      const bottom = i === page.factions.length - 1;
      option.grid.push({ ...FIXED, left: 34, right: 20, top: 26 + i * 66, height: 36 });
      option.xAxis.push(yearAxis(months, colours, width - 54, { gridIndex: i, ...(bottom ? {} : { axisLabel: { show: false }, axisTick: { show: false } }) }));
      const axis = { type: "value", gridIndex: i, min: 0, max: 1, interval: 1, axisLine: { show: false }, axisTick: { show: false } };
      option.yAxis.push({
        ...axis, name: faction.label + (faction.leader ? " ◆" : ""), nameGap: 9, nameTruncate: { maxWidth: width - 130 }, nameTextStyle: { align: "left", color: colours.ink, fontWeight: 600, fontSize: 12.5, padding: [0, 0, 0, -28] },
        axisLabel: { color: colours.soft, fontSize: 10, formatter: (v) => (v ? "100" : "0") }, splitLine: { show: true, lineStyle: { color: colours.line } },
      }, {
        ...axis, position: "right", name: `${points(share[i][0])} → ${points(share[i][last])}`, nameGap: 9,
        nameTextStyle: { align: "right", color: colours.soft, fontSize: 12 }, axisLabel: { show: false }, splitLine: { show: false },
      });
      option.series.push({
        type: "line", ...at, data: x.map((v, t) => [v, share[i][t]]), symbol: "none", name: faction.label, step: "middle",
        lineStyle: { color: colours.factions[i], width: 1.5 }, itemStyle: { color: colours.factions[i] }, areaStyle: { color: colours.factions[i], opacity: 0.55 },
      });
      if (rest) option.series.push({
        type: "line", ...at, data: x.map((v, t) => [v, rest[i][t]]), symbol: "none", name: "no sanctions", silent: true,
        lineStyle: { color: colours.ink, width: 1.3, type: [5, 4] }, itemStyle: { color: colours.ink },
      });
    });
    option.tooltip = {
      ...tooltip(colours), trigger: "axis", axisPointer: { lineStyle: { color: colours.soft } },
      formatter: (items) => {
        const t = items[0].dataIndex;
        const rows = items.map((item) => `${escaped(item.seriesName)}: ${points(item.value[1])}`);
        return `<b>${spoken(months[t])}</b><br>${rows.join("<br>")}`;
      },
    };
    return option;
  },
};
