// Only what the result page draws: four series, axes, tooltips and marked lines, rendered as SVG so
// that pages print sharply. `npm install && npm run build` writes src/winset/report/static/echarts.min.js.
import { use, init, version, graphic } from "echarts/core";
import { BarChart, CustomChart, LineChart, ScatterChart } from "echarts/charts";
import {
  AxisPointerComponent,
  GridComponent,
  MarkLineComponent,
  TooltipComponent,
} from "echarts/components";
import { SVGRenderer } from "echarts/renderers";

use([
  AxisPointerComponent,
  BarChart,
  CustomChart,
  GridComponent,
  LineChart,
  MarkLineComponent,
  ScatterChart,
  SVGRenderer,
  TooltipComponent,
]);

export { graphic, init, version };
