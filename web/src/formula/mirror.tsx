import type { ReactNode } from "react";
import type { Fault, Named, Span } from "./api";

/** The server counts characters, the browser halves of some; this is where one begins. */
function offsets(text: string): (at: number) => number {
  const starts: number[] = [];
  let at = 0;
  for (const sign of text) {
    starts.push(at);
    at += sign.length;
  }
  return (index) => starts[index] ?? text.length;
}

const within = (spans: readonly Span[], at: number) =>
  spans.find((each) => each.start <= at && at < each.end);

/** The text as typed, names as chips, faults underlined: drawn behind the letters people type. */
export function Mirror({ text, names, faults }: { text: string; names: Named[]; faults: Fault[] }) {
  const at = offsets(text);
  const place = <T extends Span>(each: T): T => ({ ...each, start: at(each.start), end: at(each.end) });
  const [chips, wrongs] = [names.map(place), faults.map(place)];
  const cuts = new Set([0, text.length, ...[...chips, ...wrongs].flatMap((each) => [each.start, each.end])]);
  const edges = [...cuts].filter((cut) => cut <= text.length).sort((a, b) => a - b);
  const pieces: ReactNode[] = edges.slice(0, -1).map((start, n) => {
    const end = edges[n + 1] ?? text.length;
    const kinds = [within(chips, start) ? "fx-chip" : "", within(wrongs, start) ? "fx-bad" : ""];
    const said = kinds.filter(Boolean).join(" ");
    return said ? (
      <mark key={start} className={said}>
        {text.slice(start, end)}
      </mark>
    ) : (
      text.slice(start, end)
    );
  });
  const beyond = wrongs.some((each) => each.end > text.length || each.start >= text.length);
  return (
    <div className="fx-mirror" aria-hidden="true">
      {pieces}
      {beyond ? <mark className="fx-bad"> </mark> : null}
      {"\n"}
    </div>
  );
}
