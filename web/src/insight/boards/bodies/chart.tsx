import { Chart } from "@/charts";
import { marksOf } from "../marks";
import { useBoardWords } from "../words";
import { type BodyProps, useSpeaking } from "./body";

/** Trend, bars, radar, gauge: whatever the chart library draws. */
export function ChartBody({ tile, answer, table, onOpen }: BodyProps) {
  const words = useBoardWords();
  const marks = marksOf(tile, answer, useSpeaking());
  if (!marks) return <p className="mut sm">{words.nothing}</p>;
  return (
    <Chart
      spec={marks.spec}
      table={table}
      onOpen={({ series, at }) => {
        const found = marks.behind[series]?.[at];
        if (found) onOpen(found.metric, found.row);
      }}
    />
  );
}
