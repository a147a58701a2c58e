import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { useTheme } from "@/app/theme";
import { ChartTable } from "./chart-table";
import type { Drawing } from "./draw";
import type { ChartMark, ChartSpec } from "./spec";
import { useChartWords } from "./words";
import "./chart.css";

interface ChartProps {
  spec: ChartSpec;
  /** A mark is a door. */
  onOpen?: (mark: ChartMark) => void;
  /** Show the twin instead of the drawing. */
  table?: boolean;
  /** CSS height; without it the chart fills its box. */
  height?: number;
}

/**
 * A chart: drawn when its library has come, with an exact table for who cannot see it, and its marks
 * reached by arrow keys. Nothing of the library is loaded before the first chart is on screen.
 */
export function Chart({ spec, onOpen, table = false, height }: ChartProps) {
  if (table) return <ChartTable spec={spec} onOpen={onOpen} />;
  return <Drawn spec={spec} onOpen={onOpen} height={height} />;
}

function Drawn({
  spec,
  onOpen,
  height,
}: {
  spec: ChartSpec;
  onOpen: ChartProps["onOpen"];
  height: number | undefined;
}) {
  const words = useChartWords();
  const [at, setAt] = useState<ChartMark | null>(null);
  const { box, point } = useDrawing(spec, setAt, onOpen);
  const move = (next: ChartMark | null) => {
    setAt(next);
    point(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && at && onOpen) {
      event.preventDefault();
      onOpen(at);
      return;
    }
    const next = stepped(spec, at, event.key);
    if (!next) return;
    event.preventDefault();
    move(next);
  };
  return (
    <div className="ch" style={height === undefined ? undefined : { height }}>
      <div
        className="ch-f"
        role="application"
        aria-roledescription={words.chart}
        aria-label={`${spec.label}。${words.how}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onBlur={() => move(null)}
      >
        <div className="ch-b" ref={box} aria-hidden="true" />
      </div>
      <p className="ch-s sm n" aria-live="polite">
        {at ? saidAt(spec, at) : ""}
      </p>
      <ChartTable spec={spec} unseen />
    </div>
  );
}

/** The library, a drawing of it, and its size, as long as the box is there. */
function useDrawing(
  spec: ChartSpec,
  onPoint: (mark: ChartMark | null) => void,
  onOpen: ChartProps["onOpen"],
) {
  const theme = useTheme();
  const box = useRef<HTMLDivElement>(null);
  const drawing = useRef<Drawing | null>(null);
  const latest = useRef({ spec, theme, onPoint, onOpen });
  useEffect(() => {
    latest.current = { spec, theme, onPoint, onOpen };
    drawing.current?.update(spec, theme);
  }, [spec, theme, onPoint, onOpen]);
  useEffect(() => {
    const frame = box.current;
    if (!frame) return undefined;
    let gone = false;
    const sized = new ResizeObserver(() => drawing.current?.resize());
    void import("./draw").then(({ draw }) => {
      if (gone) return;
      const told = latest.current;
      drawing.current = draw(frame, {
        onPoint: (mark) => latest.current.onPoint(mark),
        onOpen: (mark) => latest.current.onOpen?.(mark),
      });
      drawing.current.update(told.spec, told.theme);
      frame.dataset.drawn = "yes";
      sized.observe(frame);
    });
    return () => {
      gone = true;
      sized.disconnect();
      drawing.current?.end();
      drawing.current = null;
    };
  }, []);
  return { box, point: (mark: ChartMark | null) => drawing.current?.point(mark) };
}

const STEPS: Record<string, [number, number]> = {
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
};

/** Where an arrow key leads: along the categories, or to the next series. */
export function stepped(spec: ChartSpec, at: ChartMark | null, key: string): ChartMark | null {
  const last = { series: spec.series.length - 1, at: spec.categories.length - 1 };
  if (key === "Home") return { series: at?.series ?? 0, at: 0 };
  if (key === "End") return { series: at?.series ?? 0, at: Math.max(0, last.at) };
  const step = STEPS[key];
  if (!step || last.series < 0 || last.at < 0) return null;
  if (!at) return { series: 0, at: key === "ArrowLeft" ? last.at : 0 };
  const within = (value: number, most: number) => Math.min(most, Math.max(0, value));
  return { series: within(at.series + step[0], last.series), at: within(at.at + step[1], last.at) };
}

function saidAt(spec: ChartSpec, mark: ChartMark): string {
  const series = spec.series[mark.series];
  const point = series?.points[mark.at];
  if (!series || !point) return "";
  const names = spec.series.length > 1 ? [spec.categories[mark.at], series.name] : [spec.categories[mark.at]];
  return `${names.filter(Boolean).join("·")} ${point.value === null ? "—" : point.said}`;
}
