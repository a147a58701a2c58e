export { Chart } from "./chart";
export { ChartTable } from "./chart-table";
export type { ChartBand, ChartLine, ChartLook, ChartMark, ChartPoint, ChartSeries, ChartSpec } from "./spec";
