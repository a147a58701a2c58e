import { BarChart, GaugeChart, LineChart, RadarChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, MarkLineComponent } from "echarts/components";
import { init, use, type EChartsType } from "echarts/core";
import { CanvasRenderer, SVGRenderer } from "echarts/renderers";
import type { Theme } from "@/app/theme";
import { markOf, optionsOf } from "./options";
import type { ChartMark, ChartSpec } from "./spec";

// Only what is drawn comes along: the library whole is several times as much.
use([
  BarChart,
  GaugeChart,
  LineChart,
  RadarChart,
  AriaComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  CanvasRenderer,
  SVGRenderer,
]);

export interface Drawing {
  update: (spec: ChartSpec, theme: Theme) => void;
  point: (mark: ChartMark | null) => void;
  resize: () => void;
  end: () => void;
}

interface Told {
  onPoint: (mark: ChartMark | null) => void;
  onOpen: (mark: ChartMark) => void;
}

/** Draws into a box until `end`. Marks pointed at and clicked are told by their places. */
export function draw(box: HTMLElement, told: Told): Drawing {
  const chart: EChartsType = init(box, null, { renderer: "canvas" });
  let shown: ChartSpec | null = null;
  const heard = (event: unknown) => (shown ? markOf(shown, event as { seriesIndex?: number }) : null);
  chart.on("mouseover", (event) => told.onPoint(heard(event)));
  chart.on("mouseout", () => told.onPoint(null));
  chart.on("click", (event) => {
    const mark = heard(event);
    if (mark) told.onOpen(mark);
  });
  return {
    update: (spec, theme) => {
      shown = spec;
      chart.setOption(optionsOf(spec, theme), { notMerge: true });
    },
    point: (mark) => {
      chart.dispatchAction({ type: "downplay" });
      if (mark) chart.dispatchAction({ type: "highlight", seriesIndex: mark.series, dataIndex: mark.at });
    },
    resize: () => chart.resize(),
    end: () => chart.dispose(),
  };
}

/** The same as a picture: SVG text of a size, drawn at once. */
export function drawn(spec: ChartSpec, theme: Theme, width: number, height: number): string {
  const chart = init(null, null, { renderer: "svg", ssr: true, width, height });
  chart.setOption(optionsOf(spec, theme, true));
  const text = chart.renderToSVGString();
  chart.dispose();
  return text;
}
